from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from jobs.errors import Unreachable
from jobs.model import Ask
from jobs.store import Store
from tests.web.conftest import LATHE, NOW, Browser, Filled, words


def test_a_post_says_where_it_was_seen(browser: Browser, filled: Filled) -> None:
    page = browser.open(f"/p/{filled.turner}/")
    text = words(page.find(id="main"))
    assert words(page.h1) == "数控车工（大件）"
    assert "7–9K · 13 薪 原文：7-9K·13薪" in text
    assert "首次看到 今天 08:40" in text
    assert "最近核实 今天 08:40" in text
    assert "截止 来源未写" in text
    assert "负责大件数控车削。" in text
    assert {words(row) for row in page.select(".table tbody th")} == {"示例机车官网", "示例人才网"}
    assert page.select(".actions a")[0].get("rel") == "noopener nofollow ugc"
    assert "本站不收简历" in text
    assert page.select("meta[name=robots]")[0].get("content") == "noindex, follow"
    assert words(page.select("mark")[0]) == LATHE


def test_a_closed_post_keeps_its_page_for_ninety_days(browser: Browser, filled: Filled) -> None:
    page = browser.open(f"/p/{filled.closed}/")
    text = words(page.find(id="main"))
    assert page.select(".over h1")
    assert "这个岗位已经下线（11 月 24 日）：来源写明已停止招聘。" in text
    assert not page.select(".actions")
    with time_machine.travel(NOW + timedelta(days=91), tick=False):
        assert "这一页已经撤下" in browser.words(f"/p/{filled.closed}/", 410)


def test_a_firm_shows_its_posts_beside_its_news(browser: Browser, filled: Filled) -> None:
    page = browser.open(f"/c/{filled.lathe.id}-{filled.lathe.slug}/")
    text = words(page.find(id="main"))
    assert words(page.h1) == LATHE
    assert "在招 2 个岗位 见报 1 次 已下线 1 个" in text
    assert "11 月 18 日 示例日报 重点企业四季度排产饱满 记者走进" in text
    assert f"写作“{LATHE}”，全称完全一致" in text
    assert {words(link) for link in page.select(".post h3 a")} == {"数控车工（大件）", "电焊工"}


def test_a_firm_without_posts_keeps_its_page(browser: Browser, filled: Filled) -> None:
    text = browser.words(f"/c/{filled.dairy.id}-{filled.dairy.slug}/")
    assert "目前没有查到在招岗位。" in text
    assert "11 月 18 日，示例日报的报道提到了它：重点企业四季度排产饱满。" in text
    assert "查过 1 个来源，最近一次今天 08:40：没有列出它的岗位。" in text
    assert "有了告诉我" in text


@pytest.mark.usefixtures("filled")
def test_a_link_to_a_quoted_story_finds_its_place(browser: Browser) -> None:
    listed = browser.open("/r/140213-pingcheng/").select(".evidence .news a")[0].get("href")
    path, _, anchor = listed.partition("#")
    assert LATHE in words(browser.open(path).find(id=anchor))


@pytest.mark.parametrize("slug", ["", "-", "-wrong", "-%E5%A4%A7"])
def test_a_wrong_firm_slug_moves_for_good(browser: Browser, filled: Filled, slug: str) -> None:
    answer = browser.client.get(f"/c/{filled.lathe.id}{slug}/")
    assert (answer.status_code, answer.location) == (301, f"/c/{filled.lathe.id}-{filled.lathe.slug}/")


@pytest.mark.parametrize(
    "path",
    [
        "/p/999/",
        "/p/x/",
        "/p/-1/",
        f"/p/{10**30}/",
        "/c/999-x/",
        "/c/x/",
        f"/c/{10**30}-x/",
        "/c/%EF%BC%91/",
        "/sources/none/",
        "/sources/%00/",
        "/nothing",
    ],
)
def test_what_is_not_there(browser: Browser, filled: Filled, path: str) -> None:
    page = browser.open(path, 404)
    assert "没有这一页" in words(page.find(id="main"))
    assert page.select("form.ask input[name=q]"), "the search box stays"


def test_sources_say_how_they_are(browser: Browser, filled: Filled, store: Store) -> None:
    store.want("maker", [Ask(url="https://maker.example/jobs", why="start")], NOW)
    (due,) = store.due(NOW, 1, timedelta(minutes=5), "test")
    store.failed(due, Unreachable("timeout", due.ask.url, "secret detail"), NOW, None)
    page = browser.open("/sources/")
    rows = {words(row.select("th")[0]): words(row) for row in page.select("tbody tr")}
    assert "正常 今天 08:40 3" in rows["示例人才网"]
    assert "网站太慢，超过了时限 还没有 1" in rows["示例机车官网"]
    assert "3 个来源" in words(page.find(id="main"))
    one = browser.words("/sources/maker/")
    assert "今天 08:40：网站太慢，超过了时限，连续 1 次" in one
    assert "secret detail" not in one
    assert "这是您的网站？" in one


@pytest.mark.parametrize("path", ["/about/", "/about/ranking/", "/safety/", "/privacy/", "/takedown/"])
def test_text_pages_open_on_an_empty_site(browser: Browser, store: Store, path: str) -> None:
    assert len(browser.words(path)) > 150


def test_an_empty_site_says_so(browser: Browser) -> None:
    text = browser.words("/")
    assert "0 个在招 今天新增 0 还没有核对过" in text
    assert "这里现在没有符合条件的岗位。周边也暂时没有。" in text


def test_plumbing(browser: Browser) -> None:
    get = browser.client.get
    assert (get("/healthz").status_code, get("/healthz").text) == (200, "ok\n")
    assert (get("/readyz").status_code, get("/readyz").text) == (200, "ready\n")
    assert "Disallow: /alerts/" in get("/robots.txt").text
