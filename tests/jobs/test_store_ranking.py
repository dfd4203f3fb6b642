"""What is hot: new occupations and places of a place, its weeks; what is late news or was not looked at does not count."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from jobs.model import Ask, HotOccupation, HotPlace, Rankings, Week
from jobs.ranking import SourceDays
from jobs.store import Store
from tests.store_samples import DAY, HOUR, LEASE, NOW, firm, keep, lease, post

#: The Monday of the week of NOW, which is a Tuesday.
MONDAY = date(2026, 11, 23)


def read(store: Store, first: datetime, last: datetime, *sources: str) -> None:
    """The sources were read well once a day."""
    at = first
    while at <= last:
        for source in sources:
            store.want(source, [Ask(f"https://{source}.example/list", "start")], at)
        for due in store.due(at, 10, LEASE, "test"):
            store.unchanged(due, at, None)
        at += DAY


def shown(store: Store, told: str, at: datetime, *places: str, source: str = "board", **more: object) -> None:
    """A title and a number of posts."""
    title, _, number = told.partition(" ")
    for each in range(int(number)):
        keep(store, post(f"{title}{at:%m%d%H}{each}{source}", title, *places, **more), source, now=at)


def named(ranked: Rankings) -> list[tuple[str, int, int | None]]:
    return [(one.occupation, one.posts, one.change) for one in ranked.occupations]


@pytest.fixture
def town(store: Store) -> Store:
    """Two boards read daily for two months."""
    read(store, NOW - 60 * DAY, NOW, "board", "other")
    return store


def test_new_posts_by_occupation_against_the_week_before(town: Store) -> None:
    shown(town, "电焊工 2", NOW - 9 * DAY)
    shown(town, "焊工 3", NOW - 3 * DAY, headcount=5, company="大同示例机械有限公司")
    shown(town, "急招二保焊工 2", NOW - 2 * DAY, "140214")
    shown(town, "护士 3", NOW - DAY)
    shown(town, "司机 2", NOW - DAY)
    shown(town, "糖艺师傅 3", NOW - HOUR, "140214", headcount=1)
    assert town.rank(NOW) > 0
    assert town.rankings("140200").occupations == (
        HotOccupation("焊工", 5, 15, 0, 3),
        HotOccupation("糖艺师傅", 3, 3, 0, 3),
        HotOccupation("护士", 3, 0, 0, 3),
    )
    assert named(town.rankings("140213")) == [("焊工", 3, 1), ("护士", 3, 3)]
    assert named(town.rankings(None)) == named(town.rankings("140200"))
    assert town.rankings("140213050") == town.rankings("110000") == Rankings(None)


def test_only_open_posts_are_counted_and_firms_once(town: Store) -> None:
    company = firm(town, "大同示例机械有限公司")
    for key, title in zip("abcd", ("焊工", "电焊工", "二保焊工", "氩弧焊工"), strict=True):
        keep(town, post(key, title), company=company, now=NOW - DAY)
    shown(town, "焊工 1", NOW - DAY)
    with town.writing() as writing:
        writing.close_sighting("board", "a", "x", NOW)
    town.rank(NOW)
    (hot,) = town.rankings("140200").occupations
    assert (hot.posts, hot.change) == (4, 5)
    assert hot.firms == 1


def test_a_first_reading_is_no_news(store: Store) -> None:
    read(store, NOW - 60 * DAY, NOW, "board")
    read(store, NOW - 4 * DAY, NOW, "other")
    shown(store, "护士 9", NOW - 4 * DAY, source="other")
    shown(store, "司机 4", NOW - 3 * DAY)
    store.rank(NOW)
    assert named(store.rankings("140200")) == [("司机", 4, None)]
    shown(store, "护士 3", NOW - HOUR, "140214", source="other")
    store.rank(NOW + HOUR)
    assert named(store.rankings("140214")) == [("护士", 3, None)]


def test_a_back_fill_is_no_news(town: Store) -> None:
    for day in range(1, 15):
        shown(town, "司机 1", NOW - day * DAY)
    shown(town, "护士 40", NOW - 3 * DAY)
    shown(town, "会计 4", NOW - DAY, posted_on=(NOW - 20 * DAY).date())
    town.rank(NOW)
    assert named(town.rankings("140200")) == [("司机", 5, -2)]


def test_a_week_in_which_a_source_failed_is_not_compared(store: Store) -> None:
    read(store, NOW - 60 * DAY, NOW, "board")
    read(store, NOW - 60 * DAY, NOW - 6 * DAY, "other")
    shown(store, "司机 9", NOW - 10 * DAY, source="other")
    shown(store, "司机 3", NOW - DAY)
    shown(store, "护士 3", NOW - 10 * DAY, "130100")
    shown(store, "护士 4", NOW - DAY, "130100")
    store.rank(NOW)
    assert named(store.rankings("140200")) == [("司机", 3, None)]
    assert named(store.rankings("130100")) == [("护士", 4, 1)]
    last, running = store.rankings("140200").weeks[-2:]
    assert (last, running) == (Week(MONDAY - 7 * DAY, 0, False), Week(MONDAY, 3, False))
    assert store.rankings("130100").weeks[-2:] == (Week(MONDAY - 7 * DAY, 0, True), Week(MONDAY, 4, False))


def test_places_by_open_posts_and_their_change_in_a_week(town: Store) -> None:
    shown(town, "司机 6", NOW - 20 * DAY)
    shown(town, "护士 2", NOW - 20 * DAY, "140214")
    for day in range(7, -1, -1):
        if day == 3:
            shown(town, "会计 3", NOW - 3 * DAY, "140214")
            with town.writing() as writing:
                for each in range(2):
                    writing.close_sighting("board", f"司机{NOW - 20 * DAY:%m%d%H}{each}board", "x", NOW - 3 * DAY)
        town.rank(NOW - day * DAY)
        if day == 7:
            assert [one.change for one in town.rankings("140200").places] == [None, None]
    assert town.rankings("140200").places == (HotPlace("140214", 5, 3, 3), HotPlace("140213", 4, 0, -2))
    assert town.rankings(None).places == (HotPlace("140000", 9, 3, 1),)


def test_weeks_that_were_over_stay(town: Store) -> None:
    for week in range(14, 0, -1):
        shown(town, f"司机 {week}", NOW - week * 7 * DAY)
    town.rank(NOW)
    weeks = town.rankings("140213").weeks
    assert [week.posts for week in weeks] == [*range(11, 0, -1), 0]
    assert (weeks[0].monday, weeks[-1].monday) == (MONDAY - 77 * DAY, MONDAY)
    assert [week.whole for week in weeks] == [False] * 3 + [True] * 8 + [False]
    with town._door.writing() as connection:
        connection.exec_driver_sql("UPDATE post SET merged_into = 1 WHERE id > 1")
    town.rank(NOW + 7 * DAY)
    assert [week.posts for week in town.rankings("140213").weeks] == [*range(10, 2, -1), 0, 0, 0, 0]


def test_counted_once_an_hour_and_a_place_without_posts_is_emptied(town: Store) -> None:
    shown(town, "司机 3", NOW - DAY)
    assert town.rank(NOW) == 4
    assert town.rank(NOW + HOUR / 2) == 0
    with town.writing() as writing:
        for each in range(3):
            writing.close_sighting("board", f"司机{NOW - DAY:%m%d%H}{each}board", "x", NOW)
    assert town.rank(NOW + 30 * DAY) == 4
    assert town.rankings("140213").occupations == ()


@pytest.mark.parametrize(
    ("new", "late"),
    [
        ([5] * 20 + [100], {20}),
        ([5] * 20 + [60], set()),
        ([0] * 20 + [30], set()),
        ([0] * 20 + [31], {20}),
        ([100, 0, 0, 0, 0, 0, 0] * 3, set()),
        ([5] * 5 + [500], set()),
    ],
)
def test_a_day_far_above_the_usual(new: list[int], late: set[int]) -> None:
    days = [MONDAY + timedelta(days=number) for number in range(len(new))]
    source = SourceDays(None, frozenset(days), dict(zip(days, new, strict=True)))
    assert source.late() == {days[number] for number in late}


def test_days_of_a_source_are_kept(store: Store) -> None:
    from jobs.errors import Unreachable

    due = lease(store)
    store.failed(due, Unreachable("timeout", due.ask.url), NOW, NOW + HOUR)
    (due,) = store.due(NOW + HOUR, 1, LEASE, "test")
    store.unchanged(due, NOW + HOUR, NOW + 2 * HOUR)
    with store._door.reading() as connection:
        assert connection.exec_driver_sql("SELECT source_id, ok, failed FROM source_day").all() == [("board", 1, 1)]
