"""Figures and room, on both databases."""

from __future__ import annotations

from jobs.model import Search
from jobs.store import Store
from tests.store_samples import NOW, keep, post


def test_facts_and_vacuum_on_either_database(store: Store) -> None:
    for number in range(5):
        keep(store, post(f"{number}"))
    steps: list[tuple[int, int]] = []
    assert store.vacuum(lambda done, total: steps.append((done, total))) >= 0
    assert [done for done, _ in steps] == list(range(1, steps[-1][1] + 1)), "every step is told once, to the last"
    facts = store.facts()
    rows = {table.name: table.rows for table in facts.tables}
    assert (rows["post"], rows["sighting"], rows["source"]) == (5, 5, 3)
    assert facts.size > 0
    assert (facts.index.posts, facts.index.waiting) == (None, 5)
    assert store.find(Search(), NOW).count == 5
