"""One look for a list's page says what the single questions say; the version tells of every commit and of nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from jobs.model import Pay, Search
from jobs.store import Store
from tests.store_samples import DAY, HOUR, NOW, card, firm, keep, lease, post

SEARCHES = {
    "city": Search(place="140200"),
    "county": Search(place="140213"),
    "country": Search(),
    "words": Search(place="140200", words=("焊工",)),
    "filters": Search(place="140200", pay=("5-8",), education=("大专",), days=3, source=("board",), sort="new"),
    "nothing": Search(place="140200", words=("没有",)),
}


@pytest.fixture
def filled(store: Store) -> Store:
    store.register([card("board"), card("far", place="110000"), card("county", place="140213"), card("all", place=None)])
    smith = firm(store, "示例焊接有限公司")
    for number in range(30):
        pay = Pay("5-6K", 5000, 6000, "month") if number % 2 else None
        made = post(
            f"k{number}", f"{'焊工' if number % 3 else '库管'}{number}", "140213" if number % 4 else "140214", pay=pay, education="大专"
        )
        keep(store, made, company=smith, now=NOW - (number % 5) * DAY)
    due = lease(store, now=NOW - HOUR)
    with store.writing() as writing:
        writing.done(due, None, None, "hash", NOW - HOUR, None)
    return store


@pytest.mark.parametrize("name", SEARCHES)
def test_a_look_says_what_single_questions_say(filled: Store, name: str) -> None:
    search = SEARCHES[name]
    over = "140200" if search.place == "140213" else search.place
    seen, listed = filled.look(search, over, NOW, 10), filled.find(search, NOW, 10)
    assert list(seen.ids) == [row.id for row in listed.posts]
    assert (seen.count, seen.count_exact, seen.next, seen.previous) == (listed.count, listed.count_exact, listed.next, listed.previous)
    assert seen.choices.facets == filled.facets(search, NOW)
    assert seen.choices.inside == filled.counts(replace(search, place=over), NOW)
    assert seen.choices.open == filled.find(Search(place=search.place), NOW).count == (22 if name == "county" else 30)
    assert seen.choices.fresh == filled.count_new(search.place, NOW) > 0
    assert seen.choices.checked == filled.last_check(search.place) == NOW - HOUR
    assert list(seen.choices.sources) == ["all", "board", "county", "far", "other", "paper"]
    if name not in ("nothing", "filters"):
        turned = filled.look(replace(search, after=seen.next), over, NOW, 10, seen.choices)
        assert turned.previous is not None
        assert not set(turned.ids) & set(seen.ids)


def test_a_place_is_checked_by_sources_that_cover_it(filled: Store) -> None:
    for place in (None, "110000", "110101", "140000", "140200", "140213", "140214", "120000"):
        assert filled.look(Search(place=place), place, NOW).choices.checked == filled.last_check(place), place


def test_the_version_tells_of_every_commit_and_of_nothing_else(filled: Store, database: str) -> None:
    before = filled.version()
    filled.find(Search(), NOW)
    filled.look(Search(), None, NOW)
    if "sqlite" in database:  # on a server others may write meanwhile
        assert filled.version() == before
    keep(filled, post("new"), now=NOW)
    after = filled.version()
    assert after != before
    filled.pause("far", paused=True)
    assert filled.version() not in (before, after)


def test_a_version_is_told_of_what_another_program_writes(filled: Store, database: str) -> None:
    before = filled.version()
    other = Store.open(database)
    keep(other, post("theirs"), now=NOW)
    other.close()
    assert filled.version() != before
