"""The life of a post: first seen, seen again, merged, missed, closed, reopened."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jobs.errors import NotFound
from jobs.lifecycle import DEADLINE_PASSED, NOT_LISTED, SAID_CLOSED
from jobs.model import Experience, Pay, PlaceReading, Search
from jobs.store import Store
from tests.store_samples import DAY, HOUR, NOW, firm, keep, lease, look, post

SIX = Pay("6-8K", 6000, 8000, "month")


def test_a_new_post_shows_what_was_read(store: Store) -> None:
    company = firm(store, "大同示例机车有限公司")
    full = post(
        "1",
        "焊工",
        "140213",
        company=company.name,
        pay=SIX,
        education="中专",
        experience=Experience("3-5年", 3, 5),
        headcount=2,
        benefits=("五险",),
        posted_on=date(2026, 11, 20),
        deadline=date(2026, 12, 31),
        description="焊接。\n会氩弧焊",
        raw={"薪资": "6-8K"},
        detail=True,
    )
    number, new = keep(store, full, company=company)
    assert new
    page = store.post(number, NOW)
    row = page.row
    assert (row.title, row.company, row.company_id, row.company_slug) == ("焊工", company.name, company.id, company.slug)
    assert (row.places, row.pay, row.education, row.experience) == (("140213",), SIX, "中专", Experience("3-5年", 3, 5))
    assert (row.headcount, row.benefits, row.posted_on, row.deadline) == (2, ("五险",), date(2026, 11, 20), date(2026, 12, 31))
    assert (row.first_seen_at, row.last_seen_at, row.confirmed_at, row.state, row.sightings) == (NOW, NOW, NOW, "open", 1)
    assert (row.source_id, row.source_name, row.url) == ("board", "示例来源 board", "https://board.example/1")
    assert page.description == "焊接。\n会氩弧焊"
    assert [dict(seen.raw) for seen in page.sightings] == [{"薪资": "6-8K"}]
    assert page.merged_why is None


def test_the_unknown_stays_unknown(store: Store) -> None:
    number, _ = keep(store, post("1", "化验员", pay=Pay("面议"), places=(PlaceReading("晋北"),)))
    row = store.posts([number], NOW)[0]
    assert (row.pay, row.places, row.place_text) == (Pay("面议"), (), "晋北")
    assert (row.company, row.company_id, row.education, row.experience, row.headcount, row.deadline) == (None,) * 6
    assert store.places_with_posts() == {}
    assert store.find(Search(), NOW).count == 1


def test_seen_again_is_the_same_post_confirmed(store: Store) -> None:
    number, _ = keep(store, post("1"))
    assert keep(store, post("1"), now=NOW + HOUR) == (number, False)
    row = store.posts([number], NOW + HOUR)[0]
    assert (row.first_seen_at, row.last_seen_at, row.confirmed_at) == (NOW, NOW + HOUR, NOW + HOUR)


def test_a_list_row_takes_nothing_back_from_the_detail_page(store: Store) -> None:
    detail = post("1", "数控车工（大件）", company="大同示例机车有限公司", pay=SIX, headcount=3, description="负责车削", detail=True)
    number, _ = keep(store, detail)
    row = post("1", "数控车工…", "140200", company="大同示例机", company_cut=True, pay=Pay("面议"))
    assert keep(store, row, now=NOW + HOUR) == (number, False)
    kept = store.post(number, NOW + HOUR)
    assert (kept.row.title, kept.row.company, kept.row.pay, kept.row.headcount) == ("数控车工（大件）", "大同示例机车有限公司", SIX, 3)
    assert (kept.row.places, kept.description) == (("140213",), "负责车削")
    raised = post("1", "数控车工…", pay=Pay("7-9K", 7000, 9000, "month"))
    keep(store, raised, now=NOW + 2 * HOUR)
    assert store.posts([number], NOW)[0].pay == Pay("7-9K", 7000, 9000, "month")


def test_one_vacancy_at_two_sources_is_one_post(store: Store) -> None:
    company = firm(store, "大同示例机车有限公司")
    first, _ = keep(store, post("1", "焊 工", pay=SIX), company=company)
    again = keep(
        store, post("x", "焊工", pay=Pay("6000～8000元/月", 6000, 8000, "month"), description="会氩弧焊"), "other", company, NOW + HOUR
    )
    assert again == (first, False)
    page = store.post(first, NOW + HOUR)
    assert [seen.source_id for seen in page.sightings] == ["board", "other"]
    assert page.row.sightings == 2
    assert page.merged_why
    assert page.description == "会氩弧焊"
    different, new = keep(store, post("2", "焊工", pay=Pay("5K", 5000, 5000, "month")), company=company)
    assert new
    assert different > first


def test_without_a_known_firm_nothing_is_merged(store: Store) -> None:
    one, _ = keep(store, post("1", pay=SIX))
    other, new = keep(store, post("1", pay=SIX), "other")
    assert new
    assert one != other


def test_a_row_joins_its_twin_once_the_firm_is_known(store: Store) -> None:
    company = firm(store, "大同示例机车有限公司")
    older, _ = keep(store, post("1"))
    newer, _ = keep(store, post("x"), "other", company)
    assert older != newer
    number, new = keep(store, post("1", company=company.name, detail=True), company=company, now=NOW + HOUR)
    assert (number, new) == (older, False)
    assert store.post(newer, NOW + HOUR).row.id == older
    assert store.find(Search(), NOW + HOUR).count == 1
    assert len(store.post(older, NOW + HOUR).sightings) == 2
    # Later list rows without the firm change nothing.
    assert keep(store, post("1"), now=NOW + 2 * HOUR) == (older, False)
    assert store.posts([older], NOW)[0].company_id == company.id


def test_one_source_raising_its_pay_does_not_split_the_post(store: Store) -> None:
    company = firm(store, "大同示例机车有限公司")
    number, _ = keep(store, post("1", pay=SIX), company=company)
    keep(store, post("x", pay=SIX), "other", company)
    assert keep(store, post("x", pay=Pay("7-9K", 7000, 9000, "month")), "other", company, NOW + HOUR) == (number, False)


def test_a_post_is_open_while_one_source_shows_it(store: Store) -> None:
    company = firm(store, "大同示例机车有限公司")
    number, _ = keep(store, post("1"), company=company)
    keep(store, post("x"), "other", company)
    with store.writing() as writing:
        assert not writing.close_sighting("board", "1", SAID_CLOSED, NOW + HOUR)
    assert store.posts([number], NOW + HOUR)[0].state == "open"
    with store.writing() as writing:
        assert not writing.close_sighting("board", "https://board.example/x", SAID_CLOSED, NOW + HOUR)  # not this source's
        assert writing.close_sighting("other", "https://board.example/x", "原页已不存在", NOW + HOUR)
        assert not writing.close_sighting("other", "x", "原页已不存在", NOW + HOUR)
    row = store.posts([number], NOW + HOUR)[0]
    assert (row.state, row.closed_at, row.closed_why) == ("closed", NOW + HOUR, "原页已不存在")
    assert store.find(Search(place="140213"), NOW + HOUR).posts == ()


def test_a_closed_post_seen_again_is_reopened(store: Store) -> None:
    number, _ = keep(store, post("1"))
    with store.writing() as writing:
        writing.close_sighting("board", "1", SAID_CLOSED, NOW + HOUR)
    assert keep(store, post("1"), now=NOW + 2 * HOUR) == (number, False)
    row = store.posts([number], NOW + 2 * HOUR)[0]
    assert (row.state, row.closed_at, row.closed_why, row.first_seen_at) == ("open", None, None, NOW)
    assert row.reopened_at == NOW + 2 * HOUR
    keep(store, post("1", "电焊工"), now=NOW + 3 * HOUR)
    assert store.posts([number], NOW + 3 * HOUR)[0].reopened_at == NOW + 2 * HOUR
    assert [found.id for found in store.find(Search(place="140200"), NOW + 2 * HOUR).posts] == [number]


def test_what_the_site_claims_is_kept_apart_from_what_was_seen(store: Store) -> None:
    number, _ = keep(store, post("1", posted_on=date(2027, 5, 1)))
    row = store.posts([number], NOW)[0]
    assert (row.posted_on, row.refreshed_on, row.reopened_at) == (date(2026, 11, 24), None, None)
    old, _ = keep(store, post("2", "护士", posted_on=date(2026, 9, 1)))
    keep(store, post("3", "司机"), now=NOW + HOUR)
    for day in (1, 2, 3):
        keep(store, post("2", "护士", posted_on=date(2026, 11, 24 + day)), now=NOW + day * DAY)
    row = store.posts([old], NOW + 3 * DAY)[0]
    assert (row.posted_on, row.refreshed_on, row.first_seen_at) == (date(2026, 9, 1), date(2026, 11, 27), NOW)
    assert [found.title for found in store.find(Search(sort="new"), NOW + 3 * DAY).posts] == ["司机", "护士", "焊工"]
    assert [found.title for found in store.find(Search(days=1), NOW + 3 * DAY).posts] == []


def test_put_up_again_under_a_new_number_it_is_the_old_post_for_sixty_days(store: Store) -> None:
    company = firm(store, "大同示例机车有限公司")
    number, _ = keep(store, post("1"), company=company)
    with store.writing() as writing:
        writing.close_sighting("board", "1", SAID_CLOSED, NOW)
    assert keep(store, post("2"), company=company, now=NOW + 59 * DAY) == (number, False)
    with store.writing() as writing:
        writing.close_sighting("board", "2", SAID_CLOSED, NOW + 60 * DAY)
    assert keep(store, post("3"), company=company, now=NOW + 121 * DAY)[1]


def test_absence_counts_after_two_agreeing_looks(store: Store) -> None:
    assert look(store, ["1", "2"], NOW) == 0
    assert look(store, ["1"], NOW + HOUR) == 0
    assert look(store, ["1"], NOW + 2 * HOUR) == 1
    row = store.posts([2], NOW + 2 * HOUR)[0]
    assert (row.state, row.closed_why) == ("closed", NOT_LISTED)
    assert store.posts([1], NOW + 2 * HOUR)[0].state == "open"
    assert look(store, ["1"], NOW + 3 * HOUR) == 0


def test_one_bad_look_closes_nothing(store: Store) -> None:
    look(store, ["1", "2"], NOW)
    assert look(store, [], NOW + HOUR) == 0
    assert look(store, ["1", "2"], NOW + 2 * HOUR) == 0
    assert look(store, [], NOW + 3 * HOUR) == 0
    assert store.find(Search(), NOW + 3 * HOUR).count == 2


def test_a_list_that_is_not_whole_closes_nothing(store: Store) -> None:
    look(store, ["1", "2"], NOW)
    for hours in range(1, 5):
        assert look(store, ["1"], NOW + hours * HOUR, whole=False) == 0


def test_an_unchanged_page_agrees_with_the_look_before(store: Store) -> None:
    look(store, ["1", "2"], NOW)
    look(store, ["1"], NOW + HOUR)
    assert store.unchanged(lease(store, now=NOW + 2 * HOUR), NOW + 2 * HOUR, NOW + 3 * HOUR) == 1
    assert [row.state for row in store.posts([1, 2], NOW + 2 * HOUR)] == ["open", "closed"]


def test_what_moved_to_another_page_is_not_missed(store: Store) -> None:
    look(store, ["1", "2"], NOW)
    first = lease(store, now=NOW + HOUR)
    with store.writing() as writing:
        writing.seen(first, ["1"])
        writing.done(first, None, None, "h", NOW, NOW + DAY)
    second = lease(store, "https://board.example/list?p=2", now=NOW + HOUR, why="page")
    with store.writing() as writing:
        writing.sighting("board", post("2", "职位2"), None, "k2", NOW + HOUR)
        for page in (first, second):
            assert writing.absent("board", page, {"1", "2"}, NOW + HOUR) == 0
        writing.seen(second, ["2"])
        writing.done(second, None, None, "h", NOW, NOW + DAY)
    for days in (1, 2, 3):
        assert store.unchanged(lease(store, now=NOW + days * DAY + HOUR), NOW + days * DAY, NOW + (days + 1) * DAY) == 1
    assert store.posts([2], NOW)[0].state != "closed"


def test_a_deadline_ends_a_post_at_midnight_in_china(store: Store) -> None:
    number, _ = keep(store, post("1", deadline=date(2026, 11, 24)))
    last = NOW.replace(hour=15, minute=59)  # 23:59 in China
    assert store.find(Search(), last).count == 1
    over = last + timedelta(minutes=1)
    assert store.find(Search(), over).count == 0
    assert (store.posts([number], over)[0].state, store.posts([number], over)[0].closed_why) == ("closed", DEADLINE_PASSED)
    assert store.counts(Search(place="140200"), NOW) == {"140213": 1}
    assert store.sweep(over) == 1
    assert store.counts(Search(place="140200"), NOW) == {}
    assert store.sweep(over) == 0
    keep(store, post("1", deadline=date(2026, 12, 24)), now=over)
    assert store.find(Search(), over).count == 1


def test_text_no_database_holds_is_kept_without_what_it_cannot_hold(store: Store) -> None:
    number, _ = keep(
        store, post("k\x00\ud800", "焊\x00工\ud83d", description="氩\x00弧", headcount=10**30, pay=Pay("x", 10**18, 10**18, "month"))
    )
    page = store.post(number, NOW)
    assert (page.row.title, page.description, page.row.headcount) == ("焊工", "氩弧", None)


def test_no_such_post(store: Store) -> None:
    with pytest.raises(NotFound):
        store.post(1)
    assert store.posts([1, 2]) == []
