"""When two sightings are one post."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from jobs.dedupe import SAME, Facts, codes, merge_key, verdict
from jobs.model import Experience, Pay, PlaceReading, Sighting
from jobs.vacancy import core, post_codes

BASE = Sighting(
    key="1",
    url="https://a.example/1",
    title="焊工",
    places=(PlaceReading("平城、云冈", codes=("140213", "140214")),),
    pay=Pay("6-8K", 6000, 8000, "month"),
)


def key(sighting: Sighting, source: str = "a", firm: int | str | None = 7) -> str:
    return merge_key(source, sighting, firm, codes(sighting))


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, key="2", url="https://b.example/9", description="别的话"),
        replace(BASE, title="焊 工"),
        replace(BASE, title="銲工".replace("銲", "焊")),
        replace(BASE, pay=Pay("6000～8000元/月", 6000, 8000, "month")),
        replace(BASE, places=(PlaceReading("云冈", codes=("140214",)), PlaceReading("平城", codes=("140213", "140214")))),
    ],
)
def test_one_vacancy(other: Sighting) -> None:
    assert key(BASE) == key(other, "b")


@pytest.mark.parametrize(
    "other",
    [
        replace(BASE, title="电焊工"),
        replace(BASE, pay=Pay("6-9K", 6000, 9000, "month")),
        replace(BASE, pay=Pay("6-8K", 6000, 8000, "year")),
        replace(BASE, pay=Pay("6-8K·13薪", 6000, 8000, "month", 13)),
        replace(BASE, pay=None),
        replace(BASE, places=(PlaceReading("平城", codes=("140213",)),)),
        replace(BASE, places=()),
        replace(BASE, raw={"code": "0102"}),
    ],
)
def test_two_vacancies(other: Sighting) -> None:
    assert key(BASE) != key(other)


def test_silence_about_pay_is_silence_however_it_is_said() -> None:
    silent = [replace(BASE, pay=pay) for pay in (None, Pay("面议"), Pay("薪资面议"), Pay(""))]
    assert len({key(one) for one in silent}) == 1
    assert key(replace(BASE, pay=Pay("计件，多劳多得"))) != key(silent[0])


def test_firms_and_folded_names_do_not_mix() -> None:
    assert key(BASE, firm=7) != key(BASE, firm=8)
    assert key(BASE, firm="示例公司") == key(BASE, "b", firm="示例公司")


@pytest.mark.parametrize("firm", [None, ""])
def test_without_a_firm_nothing_is_merged(firm: str | None) -> None:
    assert key(BASE, "a", firm) != key(BASE, "b", firm)
    assert key(BASE, "a", firm) != key(replace(BASE, key="2"), "a", firm)
    assert key(BASE, "a", firm) == key(replace(BASE, title="改了", pay=None), "a", firm)


def test_a_title_of_nothing_is_no_title() -> None:
    blank = replace(BASE, title="——")
    assert key(blank, "a") != key(blank, "b")


def test_codes_once_each_in_their_order() -> None:
    assert codes(replace(BASE, places=(*BASE.places, PlaceReading("x", codes=("140200", "140213"))))) == ("140213", "140214", "140200")


# ---------------------------------------------------------------- by text

TEXT = (
    "岗位职责：1、负责车间结构件的焊接，熟练使用二保焊和氩弧焊；2、看得懂图纸，按工艺要求自检；3、保养焊机，整理工位。"
    "任职要求：1、持有效焊工证，三年以上经验；2、能适应倒班，服从安排。福利：五险一金，包吃住，每月15日发工资。"
)
EDITED = TEXT.replace("3、保养焊机，整理工位。", "3、做好交接班记录。").replace("15日", "20日")
OTHER = "岗位职责：接待到店顾客，介绍商品，收银记账，整理货架，清点库存，打扫卫生，维护会员，完成店里每月的销售任务。待人亲切，能上晚班。"
LONG = replace(BASE, description=TEXT, education="中专", experience=Experience("3年", 3, None), headcount=5)
TAIYUAN = (PlaceReading("太原", codes=("140105",)),)
NINE = Pay("9-12K", 9000, 12000, "month")


def judged(one: Sighting, other: Sighting, source: str = "a", **more: Any) -> tuple[bool, str]:
    mine, its = Facts("a", one), Facts(source, other, **more)
    assert verdict(mine, its) == verdict(its, mine)
    return verdict(mine, its)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"description": EDITED}, SAME),
        ({"description": EDITED, "title": "急聘焊工（包吃住）", "headcount": 9}, "公司相同，正文 79% 相同"),
        ({"title": "电焊工"}, "公司、正文相同"),
        ({"title": "太原焊工", "places": TAIYUAN}, "公司、正文相同，在多个地点招聘"),
        ({"places": ()}, "公司、正文相同"),
        ({"places": (PlaceReading("大同", codes=("140200",)),), "pay": None}, "公司、正文相同"),
        ({"pay": NINE}, "公司、正文相同，薪资有变"),
        ({"description": None}, SAME),
        ({"key": "2", "raw": {"职位编号": "2"}}, SAME),  # the site's own number of the page
    ],
)
def test_one_vacancy_by_its_text(changes: dict[str, Any], reason: str) -> None:
    assert judged(LONG, replace(LONG, **changes), "b") == (True, reason)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"description": OTHER}, "公司、职位、地点、薪资相同，但正文不同"),
        ({"description": OTHER, "pay": NINE}, "正文只有 "),
        ({"title": "高级焊工"}, "职位名称不同"),
        ({"title": "焊工2"}, "职位名称不同"),
        ({"title": "装配钳工"}, "职位名称不同"),
        ({"places": TAIYUAN, "pay": NINE}, "地点和薪资都不同"),
        ({"places": TAIYUAN, "pay": None}, "地点和薪资都不同"),
        ({"education": "本科", "headcount": 1}, "学历、经验、人数中有两项以上不同"),
        ({"description": None, "pay": NINE}, "没有足够的正文可以比较"),
    ],
)
def test_two_vacancies_of_a_firm_and_why(changes: dict[str, Any], reason: str) -> None:
    join, why = judged(LONG, replace(LONG, **changes), "b")
    assert (join, why[: len(reason)]) == (False, reason)


def test_two_codes_of_one_notice_are_two_posts() -> None:
    one, other = replace(LONG, raw={"code": "0101"}), replace(LONG, raw={"code": "0102"})
    assert key(one) != key(other)
    assert judged(one, other) == (False, "岗位代码不同：0101 与 0102")
    assert judged(one, LONG, "b") == (True, SAME)  # a board that leaves the code out


def test_a_source_that_lists_two_pays_at_once_has_two_posts() -> None:
    raised = replace(LONG, pay=NINE)
    assert judged(LONG, raised, "a")[0] is False
    assert judged(LONG, raised, "a", is_open=False) == (True, "公司、正文相同，薪资有变")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"raw": {"岗位代码": "A-01"}}, {"a01"}),
        ({"raw": {"Job ID": "778"}}, {"778"}),
        ({"raw": {"薪资": "6-8K", "编号": "3"}}, set()),
        ({"title": "Welder (R-12345)"}, {"r12345"}),
        ({"title": "焊工#123"}, {"123"}),
        ({"description": "职位编号：HG2026-7。负责焊接"}, {"hg20267"}),
        ({"description": "熟悉代码管理，负责岗位编号工作"}, set()),
    ],
)
def test_codes_an_employer_gives_its_posts(changes: dict[str, Any], found: set[str]) -> None:
    assert post_codes(replace(BASE, **changes)) == found


@pytest.mark.parametrize(
    ("title", "bare"),
    [
        ("急聘焊工(五险一金+双休)", "焊工"),
        ("焊工(月薪8000元以上)", "焊工"),
        ("大同市焊工", "焊工"),
        ("平城焊工", "焊工"),
        ("c1驾照司机", "c1驾照司机"),
        ("急聘", "急聘"),
        ("3d设计师", "3d设计师"),
    ],
)
def test_titles_without_decoration(title: str, bare: str) -> None:
    assert core(title, frozenset({"140213"})) == bare
