"""Posts that are one vacancy by their texts: joined with a reason, and kept apart where they differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from jobs.dedupe import SAME, codes, merge_key
from jobs.errors import NotFound, StoreError
from jobs.lifecycle import COMES_BACK_WITHIN, SAID_CLOSED
from jobs.model import Company, Pay, PlaceReading, Search, Sighting
from jobs.places import gazetteer
from jobs.store import Decision, Store
from tests.store_samples import DAY, HOUR, NOW, firm, keep, post

SIX, NINE = Pay("6-8K", 6000, 8000, "month"), Pay("9-12K", 9000, 12000, "month")
TEXT = (
    "岗位职责：1、负责车间结构件的焊接，熟练使用二保焊和氩弧焊；2、看得懂图纸，按工艺要求自检；3、保养焊机，整理工位。"
    "任职要求：1、持有效焊工证，三年以上经验；2、能适应倒班，服从安排。福利：五险一金，包吃住，每月15日发工资。"
)
EDITED = TEXT.replace("3、保养焊机，整理工位。", "3、做好交接班记录。")
OTHER = "岗位职责：接待到店顾客，介绍商品，收银记账，整理货架，清点库存，打扫卫生，维护会员，完成店里每月的销售任务。待人亲切，能上晚班。"


BECAUSE = Decision("op", "看过了", NOW)


@pytest.fixture
def company(store: Store) -> Company:
    return firm(store, "大同示例机车有限公司")


def full(key: str, title: str = "焊工", *places: str, **more: Any) -> Sighting:
    return post(key, title, *places, **{"pay": SIX, "description": TEXT, "detail": True, **more})


def keep_all(store: Store, sightings: list[Sighting], company: Company, source: str = "board") -> list[tuple[int, bool]]:
    with store.writing() as writing:
        came = [(one, company, merge_key(source, one, company.id, codes(one))) for one in sightings]
        return writing.sightings(source, came, NOW)


def test_an_edited_copy_is_the_same_post_and_says_why(store: Store, company: Company) -> None:
    number, _ = keep(store, full("1"), company=company)
    assert keep(store, full("x", "急聘焊工（包吃住）", description=EDITED), "other", company, NOW + HOUR) == (number, False)
    page = store.post(number, NOW + HOUR)
    assert page.merged_why == "公司相同，正文 79% 相同"
    assert [seen.joined for seen in page.sightings] == [None, "公司相同，正文 79% 相同"]


@pytest.mark.parametrize("together", [True, False])
def test_a_vacancy_in_thirty_cities_is_one_post_in_thirty_places(store: Store, company: Company, together: bool) -> None:
    cities = [place.code for province in gazetteer().children(None)[2:6] for place in gazetteer().children(province.code)][:30]
    clones = [full(f"k{code}", "焊工", code) for code in cities]
    kept = keep_all(store, clones, company) if together else [keep_all(store, [one], company)[0] for one in clones]
    assert {number for number, _ in kept} == {kept[0][0]}
    assert [new for _, new in kept] == [True] + [False] * 29
    assert sorted(store.posts([kept[0][0]], NOW)[0].places) == sorted(cities)
    assert store.find(Search(place=cities[17]), NOW).count == store.find(Search(), NOW).count == 1
    # another pay in another place is another vacancy
    assert keep(store, full("dear", "焊工", "652900", pay=NINE), "other", company)[1]


def test_a_repost_keeps_when_it_was_first_seen(store: Store, company: Company) -> None:
    number, _ = keep(store, full("1"), company=company)
    with store.writing() as writing:
        writing.close_sighting("board", "1", SAID_CLOSED, NOW + DAY)
    later = NOW + DAY + COMES_BACK_WITHIN
    assert keep(store, full("2", description=EDITED, pay=NINE), company=company, now=later) == (number, False)
    row = store.posts([number], later)[0]
    assert (row.state, row.first_seen_at) == ("open", NOW)
    with store.writing() as writing:
        writing.close_sighting("board", "2", SAID_CLOSED, later)
    fresh, new = keep(store, full("3"), company=company, now=later + COMES_BACK_WITHIN + timedelta(seconds=1))
    assert new
    assert fresh != number


@pytest.mark.parametrize(
    "other",
    [
        full("2", raw={"code": "0102"}),
        full("2", "焊工", "140105", pay=NINE),
        full("2", pay=NINE),  # one list shows both
        full("2", "装配钳工"),
        full("2", description=OTHER),
    ],
)
def test_two_vacancies_of_a_firm_stay_two(store: Store, company: Company, other: Sighting) -> None:
    one = full("1", raw={"code": "0101"})
    kept = keep_all(store, [one, other], company)
    assert [new for _, new in kept] == [True, True]
    assert keep_all(store, [other, one], company) == [(kept[1][0], False), (kept[0][0], False)]
    assert keep(store, replace(other, key="3"), "other", firm(store, "大同示例医院"))[1]  # another firm's


def test_rows_that_a_list_shows_alike_part_when_their_pages_differ(store: Store, company: Company) -> None:
    rows = [post(key, "工程师", pay=Pay("面议")) for key in ("1", "2")]
    (number, _), (same, _) = keep_all(store, rows, company)
    assert same == number
    assert store.post(number, NOW).merged_why == SAME
    assert keep(store, full("1", "工程师", pay=Pay("面议")), company=company, now=NOW + HOUR) == (number, False)
    apart, _ = keep(store, full("2", "工程师", pay=Pay("面议"), description=OTHER), company=company, now=NOW + HOUR)
    assert apart != number
    assert [len(store.post(one, NOW + HOUR).sightings) for one in (number, apart)] == [1, 1]
    assert store.find(Search(), NOW + HOUR).count == 2


def test_a_row_joins_its_copy_once_its_text_is_read(store: Store, company: Company) -> None:
    older, _ = keep(store, full("1"), company=company)
    newer, new = keep(store, post("x", "急聘焊工", pay=SIX), "other", company)
    assert new
    assert keep(store, full("x", "急聘焊工", description=EDITED), "other", company, NOW + HOUR) == (older, False)
    assert store.post(newer, NOW + HOUR).row.id == older
    assert [seen.joined for seen in store.post(older, NOW + HOUR).sightings] == [None, "公司相同，正文 79% 相同"]


def test_a_board_without_the_code_is_led_to_neither_of_two(store: Store, company: Company) -> None:
    keep_all(store, [full("1", raw={"code": "0101"}), full("2", raw={"code": "0102"})], company)
    assert keep(store, full("x"), "other", company)[1]


def test_copies_are_found_under_a_firm_that_took_the_other_over(store: Store, company: Company) -> None:
    gone = firm(store, "大同示例机车厂")
    number, _ = keep(store, full("1"), company=gone)
    store.merge(gone.id, company.id, BECAUSE)
    assert keep(store, full("x", description=EDITED, headcount=3), "other", company) == (number, False)


def test_a_place_that_is_only_read_as_text_is_no_other_place(store: Store, company: Company) -> None:
    number, _ = keep(store, full("1"), company=company)
    unread = replace(full("x", description=EDITED), places=(PlaceReading("晋北"),))
    assert keep(store, unread, "other", company) == (number, False)


# ---------------------------------------------------------------- a person's word


def test_what_a_person_separates_is_never_joined_again(store: Store, company: Company) -> None:
    number, _ = keep(store, full("1"), company=company)
    keep(store, post("x", pay=SIX), "other", company)
    seen = store.post(number, NOW).sightings[1]
    entry = store.separate(seen.id, BECAUSE)
    made, _ = keep(store, post("x", pay=SIX), "other", company, NOW + HOUR)
    assert (entry.action, entry.company.id, entry.why) == ("separate", company.id, "看过了")
    assert made != number
    assert store.find(Search(), NOW).count == 2
    # neither its text, read later, nor a change of what it says brings it back
    assert keep(store, full("x"), "other", company, NOW + 2 * HOUR) == (made, False)
    assert keep(store, full("x", title="急聘焊工"), "other", company, NOW + 3 * HOUR) == (made, False)
    assert [one.joined for one in store.post(made, NOW).sightings] == [None]


def test_what_was_separated_stays_so_when_its_post_goes_into_another_in_the_same_batch(store: Store, company: Company) -> None:
    first, _ = keep(store, full("c", "收银员", description=OTHER), "other", company)
    number, _ = keep(store, full("1"), company=company)
    keep(store, post("x", pay=SIX), "other", company)
    store.separate(store.post(number, NOW).sightings[1].id, BECAUSE)
    changed = [full("c", "急聘焊工"), full("x", "急聘焊工")]
    kept = keep_all(store, changed, company, "other")
    assert kept[0] == (first, False)
    assert store.post(number, NOW).row.id == first  # the older lives on
    assert kept[1][0] not in (first, number)


def test_a_separation_is_taken_back(store: Store, company: Company) -> None:
    number, _ = keep(store, full("1"), company=company)
    keep(store, full("x", description=EDITED, title="急聘焊工"), "other", company)
    before = store.post(number, NOW).sightings
    entry = store.separate(before[1].id, BECAUSE)
    assert len(store.post(number, NOW).sightings) == 1
    store.undo(entry.id, BECAUSE)
    assert store.post(number, NOW).sightings == before
    assert store.find(Search(), NOW).count == 1
    store.separate(before[1].id, BECAUSE)  # and may be said again


def test_only_a_sighting_among_others_is_separated(store: Store, company: Company) -> None:
    number, _ = keep(store, full("1"), company=company)
    with pytest.raises(StoreError, match="alone"):
        store.separate(store.post(number, NOW).sightings[0].id, BECAUSE)
    with pytest.raises(NotFound):
        store.separate(9_999, BECAUSE)


def test_a_firm_that_takes_another_over_does_not_join_what_was_separated(store: Store, company: Company) -> None:
    number, _ = keep(store, full("1"), company=company)
    keep(store, full("x"), "other", company)
    made = store.separate(store.post(number, NOW).sightings[1].id, BECAUSE) and keep(store, full("x"), "other", company, NOW + HOUR)[0]
    stays = firm(store, "大同示例重工集团有限公司")
    store.merge(company.id, stays.id, BECAUSE)
    assert {store.post(one, NOW).row.id for one in (number, made)} == {number, made}
