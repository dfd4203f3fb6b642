from __future__ import annotations

from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from jobs.places import gazetteer
from jobs.store import Store
from tests.web.conftest import LATHE, NOW, Browser, sighting, words

pytestmark = pytest.mark.usefixtures("filled")
DATONG = "/r/140200-datong/"


def titles(browser: Browser, path: str) -> list[str]:
    return [words(link) for link in browser.open(path).select(".post h3 a")]


def test_the_list_says_what_it_knows(browser: Browser) -> None:
    page = browser.open(DATONG)
    text = words(page.find(id="main"))
    assert page.title.get_text() == "大同市招聘 - 同聘"
    assert words(page.h1) == "大同市招聘"
    assert "3 个在招 今天新增 1 最近核对 今天 08:40" in text
    assert "7–9K · 13 薪" in text
    assert "今天新增 3–5 年 中专 招 6 人 五险一金 倒班" in text
    assert "今天 08:40 核实在招 来源" in text
    assert "另见 1 处 今天 08:40 首见" in text
    assert "11 月 18 日新闻提到这家企业" in text
    assert "6 天未能核实" in text
    assert "库管" not in text, "a closed post is not listed"


def test_pay_is_unwritten_unless_the_source_wrote_it(browser: Browser) -> None:
    posts = {words(post.select("h3")[0]): words(post.select(".pay")[0]) for post in browser.open(DATONG).select(".post")}
    assert posts == {"数控车工（大件）": "薪资：7–9K · 13 薪", "电焊工": "薪资：薪资未写", "化验员": "薪资：面议"}


def test_every_post_shows_source_link_first_seen_and_check(browser: Browser) -> None:
    posts = browser.open(DATONG).select(".post")
    assert len(posts) == 3
    for post in posts:
        line = words(post.select(".evidence")[0])
        (source,) = [a for a in post.select(".evidence a") if a.get("href").startswith("https://")]
        assert source.get_text() in ("示例人才网", "示例机车官网")
        assert source.get("rel") == "noopener nofollow ugc"
        assert "首见" in line
        assert "核实" in line


def test_places_hold_what_lies_inside(browser: Browser) -> None:
    assert titles(browser, "/r/140213-pingcheng/") == ["数控车工（大件）"]
    assert len(titles(browser, "/r/140000-shanxi/")) == 3
    assert titles(browser, "/r/110000-beijing/") == []
    tiles = {words(tile) for tile in browser.open(DATONG).select(".tile")}
    assert {"平城1", "云冈1", "云州1", "广灵—"} <= tiles


def test_home_is_the_first_region(browser: Browser) -> None:
    page = browser.open("/")
    assert words(page.h1) == "大同市招聘"
    assert page.select("link[rel=canonical]")[0].get("href").endswith(DATONG)
    answer = browser.client.get("/?q=" + quote("电焊"))
    assert answer.location == DATONG + "?q=" + quote("电焊")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=" + quote("电焊"), ["电焊工"]),
        ("q=" + quote("电力机车 车工"), ["数控车工（大件）"]),
        ("pay=5-8", ["数控车工（大件）"]),
        ("pay=stated", ["数控车工（大件）"]),
        ("edu=" + quote("中专"), ["数控车工（大件）"]),
        ("exp=3-5", ["数控车工（大件）"]),
        ("days=1", ["数控车工（大件）"]),
        ("src=maker", ["数控车工（大件）"]),
        ("pay=12-", []),
    ],
)
def test_filters(browser: Browser, query: str, found: list[str]) -> None:
    assert titles(browser, f"{DATONG}?{query}") == found


def test_only_firms_in_the_news(browser: Browser) -> None:
    assert set(titles(browser, f"{DATONG}?firm=news")) == {"数控车工（大件）", "电焊工"}


def test_applied_filters_can_be_taken_away_one_by_one(browser: Browser) -> None:
    page = browser.open(f"{DATONG}?q={quote('车工')}&pay=5-8&days=7")
    chips = {words(chip): chip.get("href") for chip in page.select(".chip")}
    assert chips == {
        "去掉条件：“车工” ✕": f"{DATONG}?pay=5-8&days=7",
        "去掉条件：5–8K ✕": f"{DATONG}?q={quote('车工')}&days=7",
        "去掉条件：近 7 天 ✕": f"{DATONG}?q={quote('车工')}&pay=5-8",
    }
    assert page.select(".clear")[0].get("href") == DATONG
    assert [words(summary) for summary in page.select(".filter.on summary")] == ["月薪：5–8K", "首见：近 7 天"]
    on = [words(option) for option in page.select(".options [aria-current]")]
    assert on == ["全市", "5–8K 1", "近 7 天 1"]


def test_a_second_value_of_a_group_is_or_and_a_second_span_replaces(browser: Browser) -> None:
    page = browser.open(f"{DATONG}?pay=5-8&days=7")
    links = {words(option): option.get("href") for option in page.select(".options a")}
    assert links["8–12K 1"] == f"{DATONG}?pay=5-8&pay=8-12&days=7"
    assert links["今天 1"] == f"{DATONG}?pay=5-8&days=1"
    assert links["5–8K 1"] == f"{DATONG}?days=7"


def test_the_form_keeps_the_filters_and_the_alert_takes_them_along(browser: Browser) -> None:
    page = browser.open(f"{DATONG}?q={quote('车工')}&pay=5-8&sort=new")
    form = page.select("form.ask")[0]
    assert {(field.get("name"), field.get("value")) for field in form.select("input")} == {
        ("q", "车工"),
        ("pay", "5-8"),
        ("sort", "new"),
    }
    alert = urlsplit(page.select(".tell a")[0].get("href"))
    assert alert.path == "/alerts/new"
    assert parse_qs(alert.query) == {"place": ["140200"], "q": ["车工"], "pay": ["5-8"], "sort": ["new"]}


@pytest.mark.parametrize(
    ("given", "right"),
    [
        (f"{DATONG}?q=&pay=&sort=", DATONG),
        (f"{DATONG}?days=7&q=a", f"{DATONG}?q=a&days=7"),
        (f"{DATONG}?pay=8-12&pay=5-8&pay=5-8", f"{DATONG}?pay=5-8&pay=8-12"),
        (f"{DATONG}?sort=confirmed", DATONG),
        (f"{DATONG}?days=-3", DATONG),
        (f"{DATONG}?q=%20CAD%20", f"{DATONG}?q=cad"),
    ],
)
def test_one_question_has_one_address(browser: Browser, given: str, right: str) -> None:
    answer = browser.client.get(given)
    assert (answer.status_code, answer.location) == (302, right)
    assert browser.client.get(right).status_code == 200


def test_foreign_keys_are_ignored_without_a_detour(browser: Browser) -> None:
    assert len(titles(browser, f"{DATONG}?utm_source=x&fbclid=y")) == 3


@pytest.mark.parametrize("tail", ["", "companies/", "news/"])
def test_a_wrong_slug_moves_for_good_and_keeps_the_query(browser: Browser, tail: str) -> None:
    for wrong in ("140200-taiyuan", "140200", "140200-"):
        answer = browser.client.get(f"/r/{wrong}/{tail}?q=a&page=2")
        assert (answer.status_code, answer.location) == (301, f"{DATONG}{tail}?q=a&page=2")


@pytest.mark.parametrize("key", ["999999-x", "x", "140299-y", "1", "-", "140200140200-datong", "%00", "140200%2Fdatong"])
def test_an_unknown_place_is_not_found(browser: Browser, key: str) -> None:
    assert "没有这一页" in browser.words(f"/r/{key}/", 404)


def test_paging_shows_every_post_once(browser: Browser, store: Store) -> None:
    with store.writing() as w:
        for n in range(45):
            w.sighting("board", sighting(f"n{n}", f"岗位{n:02}", place="140223"), None, f"n{n}", NOW - timedelta(minutes=n))
    path, seen, pages = "/r/140223-guangling/", [], 0
    while path and pages < 5:
        page = browser.open(path)
        pages += 1
        seen += [words(link) for link in page.select(".post h3 a")]
        path = next((link.get("href") for link in page.select(".pager [rel~=next]")), "")
    assert pages == 3
    assert sorted(seen) == [f"岗位{n:02}" for n in range(45)]


def test_a_town_is_a_place_too(browser: Browser, store: Store) -> None:
    town = gazetteer().children("140213")[0]
    with store.writing() as w:
        w.sighting("board", sighting("t", "网格员", place=town.code), None, "t", NOW)
    page = browser.open(f"/r/{gazetteer().slug(town.code)}/")
    assert words(page.h1) == f"{town.name}招聘"
    assert [words(link) for link in page.select(".post h3 a")] == ["网格员"]
    assert "网格员" in titles(browser, "/r/140213-pingcheng/")


def test_nothing_found_shows_ways_out(browser: Browser) -> None:
    page = browser.open(f"/r/140213-pingcheng/?q={quote('电焊')}&days=30")
    ways = {words(way): way.get("href") for way in page.select(".empty .places a")}
    assert ways == {
        "去掉“电焊” 1": "/r/140213-pingcheng/?days=30",
        "扩大到大同市 1": f"{DATONG}?q={quote('电焊')}&days=30",
        "扩大到山西省 1": f"/r/140000-shanxi/?q={quote('电焊')}&days=30",
    }
    assert "有了告诉我" in words(page.find(id="main"))


def test_a_cursor_that_is_none_shows_the_first_page(browser: Browser) -> None:
    assert len(titles(browser, f"{DATONG}?page=AAAA")) == 3


def test_filtered_lists_are_not_indexed(browser: Browser) -> None:
    robots = {path: browser.open(path).select("meta[name=robots]")[0].get("content") for path in (DATONG, f"{DATONG}?pay=5-8")}
    assert robots == {DATONG: "index, follow", f"{DATONG}?pay=5-8": "noindex, follow"}


def test_firms_in_the_news_with_and_without_posts(browser: Browser) -> None:
    text = browser.words(f"{DATONG}companies/")
    assert f"{LATHE} 1 次见报，最近 11 月 18 日 2 个岗位" in text
    assert "大同示例乳业有限公司 1 次见报，最近 11 月 18 日 暂无岗位" in text
    side = words(browser.open(DATONG).select(".side .firms")[0])
    assert LATHE in side
    assert "乳业" not in side, "the list beside the posts names only firms that are hiring"


def test_news_names_the_firms_and_links_out(browser: Browser) -> None:
    page = browser.open(f"{DATONG}news/")
    link = page.select(".stories h2 a")[0]
    assert (link.get_text(), link.get("href"), link.get("rel")) == (
        "重点企业四季度排产饱满",
        "https://paper.example/1",
        "noopener nofollow ugc",
    )
    assert {words(firm) for firm in page.select(".with a")} == {LATHE, "大同示例乳业有限公司"}


@pytest.mark.parametrize("asked", ["大同", "大同市", "datong", "dt"])
def test_the_picker_understands(browser: Browser, asked: str) -> None:
    page = browser.open(f"/regions/?q={quote(asked)}")
    found = [link.get("href") for link in page.select("[aria-labelledby=found] a")]
    assert DATONG in found


def test_the_picker_shows_places_with_posts_first(browser: Browser) -> None:
    page = browser.open("/regions/")
    assert [words(h2) for h2 in page.select("main h2")] == ["有岗位的地方", "按省份", "按拼音"]
    busy = [words(link) for link in page.select("[aria-labelledby=busy] a")]
    assert busy == ["山西省 3", "大同市 3", "平城区 1", "云冈区 1", "云州区 1"]
    assert len(page.select("[aria-labelledby=provinces] a")) == 34


def test_the_demo_says_so_on_every_page(everything: list[str], store: Store, settings: object) -> None:
    from jobs.web import create_app

    demo = Browser(create_app(settings.model_copy(update={"demo": True}), store).test_client())  # type: ignore[attr-defined]  # a Settings
    for path in [*everything, "/nothing"]:
        page = demo.open(path, 404 if path == "/nothing" else 200)
        assert "虚构" in words(page.select(".demo")[0]), path
        assert page.select("meta[name=robots]")[0].get("content") == "noindex, follow"
