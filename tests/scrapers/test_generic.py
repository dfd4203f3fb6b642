"""The generic reader: what it finds, how sure it says it is, and what it refuses to take for posts."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading, Sighting
from scrapers import families
from scrapers.families.generic import Generic
from scrapers.families.generic.kinds import kind, title_like
from scrapers.families.generic.words import field_of, hint, labelled
from tools.measure_generic import FIELDS, by_set

FLOORS: dict[str, float] = json.loads((Path(__file__).parents[1] / "floors" / "generic.json").read_text())

AT = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)


def page(body: str, title: str = "", url: str = "https://x.example.com/list", ask: Ask | None = None) -> Page:
    text = f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head><body>{body}</body></html>'
    return Page(url, 200, {}, text.encode(), text, "utf-8", AT, ask)


def read(seen: Page) -> Reading:
    return Generic.for_page(seen).read(seen)


def rows(cells: Sequence[Sequence[str]], wrap: str = "<li>{}</li>", path: str = "/job/") -> str:
    return "".join(
        wrap.format(f'<a href="{path}{number}.html">{first}</a>' + "".join(f"<span>{cell}</span>" for cell in rest))
        for number, (first, *rest) in enumerate(cells, 11)
    )


# ---------------------------------------------------------------- measured


def test_the_sample_pages_are_read_as_a_person_reads_them() -> None:
    figures = {f"{name} {figure}": value for name, found in by_set().items() for figure, value in found.items()}
    assert {name: floor for name, floor in FLOORS.items() if name in figures and figures[name] < floor} == {}
    assert len(figures) > 2 * 2 * len(FIELDS)


def test_recorded_platforms_are_read_nearly_as_their_own_families_do(shared: Path) -> None:
    figures = by_set(shared)["platforms"]
    assert figures["posts"] >= 70
    assert {name: floor for name, floor in FLOORS.items() if figures.get(name.removeprefix("platforms "), 1) < floor} == {}


@pytest.mark.parametrize(
    ("name", "url", "titles", "firm"),
    [
        ("3ss_careers", "https://www.3ss.tv/careers", 4, "3SS"),
        ("711media_jobs", "https://www.711media.de/jobs-in-stuttgart", 14, "711media websolutions GmbH"),
        ("decathlon_talentclue_jobpage", "https://decathlon.talentclue.com/es/node/124223851/4590", 1, None),
        ("didi_global_jobdetail", "https://careers.example.com/jobs/1", 1, None),
    ],
)
def test_recorded_pages_of_employers(shared: Path, name: str, url: str, titles: int, firm: str | None) -> None:
    text = (shared / f"pages/employer-pages/{name}.html").read_text()
    reading = families.read(Page(url, 200, {}, text.encode(), text, "utf-8", AT))
    assert (reading.family, len(reading.sightings)) == ("generic", titles)
    assert {post.company for post in reading.sightings} == {firm}


# ---------------------------------------------------------------- how sure


def test_each_field_says_how_sure_it_is_and_nothing_is_below_the_floor() -> None:
    (post, *_) = read(
        page("<ul>" + rows([("焊工", "示例重工有限公司", "5000元/月"), ("司机", "示例运输有限公司", "面议")]) + "</ul>", "招聘")
    ).sightings
    sure = {name.removeprefix("sure:"): float(value) for name, value in post.raw.items() if name.startswith("sure:")}
    assert set(sure) == {"title", "company", "pay"}
    assert all(0.6 <= value <= 1 for value in sure.values())


def test_a_labelled_text_is_surer_than_one_known_by_its_notation() -> None:
    body = "".join(
        f'<div class="i"><h3><a href="/job/{n}">焊工{n}组长</a></h3><p>薪资：{n}000元/月</p><p>大同市平城区</p></div>' for n in (5, 6, 7)
    )
    post = read(page(body, "招聘")).sightings[0]
    assert float(post.raw["sure:pay"]) > float(post.raw["sure:place"]) - 0.05
    assert (post.pay and post.pay.min, post.places[0].codes) == (5000, ("140213",))


def test_a_firm_is_taken_from_the_site_only_when_it_is_clearly_the_employer() -> None:
    listed = "<ul>" + rows([("焊工", "5000元/月"), ("司机", "6000元/月")]) + "</ul>"
    own = read(page(listed, "招贤纳士-示例（大同）新材料有限公司")).sightings
    board = read(page(listed + "<div class=footer>版权所有 示例人力资源有限公司</div>", "招聘信息-示例人才网")).sightings
    assert {post.company for post in own} == {"示例（大同）新材料有限公司"}
    assert {post.company for post in board} == {None}


# ---------------------------------------------------------------- what is no list of posts


@pytest.mark.parametrize(
    ("title", "url", "cells"),
    [
        ("人才库-示例人才网", "/resume/", [("张先生", "本科", "3-5年"), ("李女士", "大专", "1-3年"), ("王先生", "高中", "5-10年")]),
        ("产品中心", "/product/", [("数控车床操作台", "¥5800元"), ("电焊机", "¥1200元"), ("焊工面罩", "¥80元")]),
        ("职业培训", "/course/", [("电工", "1500元"), ("焊工", "1200元"), ("育婴师", "800元")]),
        ("房屋出租", "/fang/", [("御东两室一厅", "1500元/月", "平城区"), ("柳航里三室", "1200元/月", "平城区")]),
        ("企业新闻", "/news/", [("我司工程师赴外地交流学习", "2026-11-11"), ("公司开展安全员培训", "2026-11-12"), ("集团召开经理会议", "2026-11-13")]),
        ("招聘公告", "/gg/", [("示例医院公开招聘护士公告", "2026-11-11"), ("示例区招聘工作者简章", "2026-11-12")]),
        ("名企招聘", "/company/", [("示例甲重工有限公司", "大同市"), ("示例乙煤业有限公司", "大同市")]),
        ("Our team", "/team/", [("Jane Roe", "Marketing Manager"), ("John Doe", "Software Engineer")]),
        ("示例人才网 - 大同招聘网", "/jobs/s/hg", [("焊工",), ("司机",), ("会计",)]),
    ],
)  # fmt: skip
def test_lists_of_other_things_are_no_posts(title: str, url: str, cells: list[tuple[str, ...]]) -> None:
    path = url if url.endswith("/") else url.rstrip("g")
    body = "<ul>" + rows(cells, path=path) + "</ul>"
    if cells[0] == ("焊工",):  # words to search by have no number in their address
        body = (
            "<div>"
            + "".join(f'<a href="/jobs/s/{word}">{text}</a>' for word, (text,) in zip(("hg", "sj", "kj"), cells, strict=True))
            + "</div>"
        )
    with pytest.raises(ReadError):
        read(page(body, title, f"https://x.example.com{url}"))


def test_the_same_rows_are_posts_when_they_say_so() -> None:
    """The refusals above are not for lack of rows."""
    assert (
        len(read(page("<ul>" + rows([("电工", "1500元/月"), ("焊工", "1200元/月"), ("育婴师", "面议")]) + "</ul>", "招聘")).sightings) == 3
    )


def test_a_story_goes_to_the_news_family() -> None:
    body = (
        "<h1>我市举办招聘会</h1><p>来源：示例日报 2026-11-20</p>"
        + "<p>本报讯 招聘会提供岗位2300个，月薪4000元至12000元。示例重工有限公司招聘电焊工。</p>" * 4
    )
    reading = families.read(page(body, "我市举办招聘会 - 示例新闻网"))
    assert (reading.kind, reading.family) == ("article", "news")


# ---------------------------------------------------------------- tables, runs, next


def test_merged_cells_count_for_each_of_their_rows() -> None:
    table = """<table><tr><th>企业名称</th><th>岗位</th><th>薪资</th></tr><tr><td rowspan="2">示例重工有限公司</td><td>焊工</td><td>5000</td></tr>
    <tr><td>钳工</td><td>6000</td></tr><tr><td>示例乳业有限公司</td><td>包装工</td><td>4000</td></tr></table>"""
    assert [(post.title, post.company, post.pay and post.pay.min) for post in read(page(table, "用工信息")).sightings] == [
        ("焊工", "示例重工有限公司", 5000),
        ("钳工", "示例重工有限公司", 6000),
        ("包装工", "示例乳业有限公司", 4000),
    ]


def test_posts_without_an_address_are_told_apart_by_what_they_say() -> None:
    table = "<table><tr><th>岗位</th><th>薪资</th></tr><tr><td>焊工</td><td>5000</td></tr><tr><td>钳工</td><td>6000</td></tr></table>"
    posts = read(page(table, "用工信息")).sightings
    assert len({post.key for post in posts}) == 2
    assert {post.url for post in posts} == {"https://x.example.com/list"}


def test_the_next_page_is_asked_for_and_one_that_leads_back_is_not() -> None:
    listed = "<ul>" + rows([("焊工", "5000元/月"), ("司机", "6000元/月")]) + "</ul>"
    onward = read(page(listed + '<a href="?page=3">下一页</a>', "招聘", "https://x.example.com/list?page=2"))
    back = read(page(listed + '<a href="?page=2">下一页</a>', "招聘", "https://x.example.com/list?page=2"))
    elsewhere = read(page(listed + '<a href="https://other.example.org/?page=3">下一页</a>', "招聘", "https://x.example.com/list?page=2"))
    assert [ask.url for ask in onward.asks] == ["https://x.example.com/list?page=3"]
    assert (back.asks, elsewhere.asks) == ((), ())
    assert not any(reading.complete for reading in (onward, back, elsewhere))


def test_what_was_asked_for_decides_between_a_post_and_the_list_beside_it() -> None:
    post = (
        "<h1>焊工</h1><p>薪资：5000元/月</p><h3>岗位职责</h3><p>1、按图施焊；2、做好焊缝自检；3、遵守安全规程；4、完成班组交给的任务。</p>"
    )
    both = post + "<h3>相似职位</h3><ul>" + rows([("电焊工", "5000元/月"), ("司机", "6000元/月")]) + "</ul>"
    assert read(page(both, "焊工")).kind == "post"
    assert read(page(both, "焊工", ask=Ask("https://x.example.com/list", "start"))).kind == "list"
    (found,) = read(page(both, "焊工", ask=Ask("https://x.example.com/list", "post"))).sightings
    assert (found.title, found.detail, found.description and "相似职位" in found.description) == ("焊工", True, False)


def test_a_cut_page_is_an_error() -> None:
    whole = page("<ul>" + rows([("焊工", "5000元/月"), ("司机", "6000元/月")]) + "</ul>", "招聘")
    cut = whole.text[: whole.text.index("司机")]
    with pytest.raises(ReadError, match="没有传完"):
        read(Page(whole.url, 200, {}, cut.encode(), cut, "utf-8", AT))


def test_contacts_never_leave() -> None:
    call = "电话13900000001 微信shili_hr2026"
    body = rows([(f"焊工 {call}", f"5000元/月 {call}"), (f"司机 {call}", "面议")], "<tr><td>{}</td></tr>")
    try:
        shown = "".join(map(_all, read(page(f"<table>{body}</table>", "招聘")).sightings))
    except ReadError:
        shown = ""
    assert "139" not in shown
    assert "shili_hr" not in shown


def _all(post: Sighting) -> str:
    return json.dumps({**dict(post.raw), "x": str(post)}, ensure_ascii=False)


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5000-8000元/月", "pay"), ("面议", "pay"), ("1-1.5万", "pay"), ("8k-12k", "pay"), ("4500 - 5999", "pay"), ("2026-11-20", "posted"), ("3天前", "posted"),
        ("Nov 3, 2026", "posted"), ("大专及以上", "education"), ("3-5年", "experience"), ("招3人", "headcount"), ("大同市平城区", "place"), ("山西省/大同市", "place"),
        ("Berlin, Germany", "place"), ("Remote", "place"), ("示例重工有限公司", "company"), ("示例（大同）药业有限公司", "company"), ("Shili Ltd.", "company"),
        ("焊工", None), ("Software Engineer", None), ("不限", None), ("销售", None), ("2026", None), ("五险一金", None), ("", None),
    ],
)  # fmt: skip
def test_a_text_is_known_by_its_notation(text: str, expected: str | None) -> None:
    assert kind(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("焊工", True), ("急招电工（夜班）", True), ("Java开发工程师", True), ("Buchhalter (m/w/d)", True), ("Sales Manager", True), ("五险一金", False), ("关于召开会议的通知", False), ("立即申请", False), ("首页", False), ("Read our blog", False)],
)  # fmt: skip
def test_a_title_is_known_by_its_words(text: str, expected: bool) -> None:
    assert (title_like(text) >= 0.7) is expected


def test_labels_and_class_names() -> None:
    assert labelled("学历要求：大专") == ("education", "学历要求", "大专")
    assert labelled("【工作地点】:大同") == ("place", "工作地点", "大同")
    assert labelled("时间就是金钱：真的") is None
    assert [field_of(word) for word in ("工资待遇（元/月）", "Job Title", "招 聘 人 数", "随便")] == ["pay", "title", "headcount", None]
    assert [hint(names) for names in ("job-salary", "jobCompany", "company_post_name", "search_job_com_name", "xinzi", "list-item", "job-location text")] == [
        "pay", "company", "title", "company", "pay", None, "place",
    ]  # fmt: skip


# ---------------------------------------------------------------- hostile


ROW = '<li><a href="/job/{}">焊工</a><span>5000-6000元/月</span><em>示例有限公司</em><b>大同市</b></li>'
HOSTILE = {
    "rows": "<ul>" + "".join(map(ROW.format, range(20_000))) + "</ul>",
    "deep": "<div>" * 200_000 + "焊工 5000元",
    "merged cells": "<table><tr><th>岗位<th>薪资</tr>" + "<tr><td rowspan=500 colspan=500>焊工<td>5000</tr>" * 30_000 + "</table>",
    "nested rows": "<div class=job><a href=/j/1>焊工</a> 5000元/月 大同市" * 40_000,
    "nested tables": "<table><tr><td>岗位<td>薪资<tr><td>" * 30_000,
    "heads": "<div>" + "<h3>焊工</h3><p>薪资：5000</p>" * 60_000 + "</div>",
    "labels": "薪资：5000 " * 400_000,
    "spaces": "<p>" + "\u3000 " * 2_000_000 + "x</p>",
    "links": "招聘" + "<a href=/job/1>焊工</a>" * 100_000,
    "scripts": "<ul>" + "<li><a href='javascript:alert(1)'><script>x</script>焊工</a><span>5000元/月</span></li>" * 5_000 + "</ul>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_costs_little_and_gives_no_wrong_address(name: str) -> None:
    seen = page(HOSTILE[name], "招聘")
    began = time.process_time()
    try:
        posts = read(seen).sightings
    except ReadError:
        posts = ()
    assert time.process_time() - began < 8
    assert len(posts) <= 2_000
    assert all(post.url.startswith("https://") for post in posts)
