"""How well copies are found in the corpus may only get better: the floors of tests/floors/copies.json are raised, never lowered."""

from __future__ import annotations

import json
from pathlib import Path

from bench.copies import run

FLOORS: dict[str, float] = json.loads((Path(__file__).resolve().parent.parent / "floors" / "copies.json").read_text("utf-8"))


def test_the_floors_hold() -> None:
    found = run("ours", 20_000, 1)
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}


def test_what_the_corpus_calls_a_copy_is_not_found_by_its_key_alone() -> None:
    """The labels are no tautology: the key that merged posts before misses copies and joins strangers."""
    found = run("key (firm, places, title, pay)", 20_000, 1)
    assert found["recall of copies"] < 0.8
    assert found["precision of pairs"] < 0.95
