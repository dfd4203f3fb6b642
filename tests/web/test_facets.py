"""The numbers beside every choice, and the addresses behind them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import Tag

from jobs import search as asking
from jobs.model import Search
from jobs.web import filters
from tests.web.conftest import Browser, words

DATONG = "/r/140200-datong/"
SEARCHES = [
    Search(place="140200"),
    Search(place="140200", words=("车工", "a&b=c"), pay=("8-12", "stated"), days=5, sort="pay", after="abcd"),
    Search(place="140213", experience=("0", "3-5"), education=("不限", "本科"), source=("board", "zz"), firm=7, in_news=True),
]
VALUES = [
    ("pay", "0-3"),
    ("pay", "stated"),
    ("exp", "10-"),
    ("edu", "中专"),
    ("days", "7"),
    ("src", "maker"),
    ("firm", "news"),
    ("src", "board"),
]


@pytest.mark.parametrize("search", SEARCHES)
def test_links_are_the_addresses_of_the_searches_they_stand_for(search: Search) -> None:
    links = filters.Links(search)
    for key, value in VALUES:
        assert links.toggled(key, value) == asking.address(filters.toggled(search, key, value)), (key, value)
    first = replace(search, after=None)
    assert links.at("140000") == asking.address(replace(first, place="140000"))
    assert links.to("sort", ["new"]) == asking.address(replace(first, sort="new"))
    assert links.to("q", ["焊 工"]) == asking.address(replace(first, words=("焊", "工")))
    assert links.to("page", ["abcd"]) == asking.address(replace(search, after="abcd"))


def group(browser: Browser, path: str, title: str) -> Tag:
    found = [each for each in browser.open(path).select(".filter") if words(each.summary).startswith(title)]
    return found[0]


def found(browser: Browser, path: str) -> str:
    return words(browser.open(path).select(".bar h2 .num")[0])


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("path", [DATONG, f"{DATONG}?q=%E5%B7%A5&sort=new", "/r/140213-pingcheng/?days=7", f"{DATONG}?src=board"])
def test_every_choice_finds_as_many_as_it_says(browser: Browser, path: str) -> None:
    page = browser.open(path)
    seen = 0
    for each in [*page.select(".filter"), *page.select(".quick li")]:
        if each.select("[aria-current]") and "地区" not in words(each) and "县区" not in words(each):
            continue  # further values of a group are OR: the number is the value's own
        for option in each.select("a"):
            if option.select(".num") and words(option.select(".num")[0]) != "—":
                assert found(browser, option.get("href")) == words(option.select(".num")[0]), (path, words(option))
                seen += 1
    assert seen >= 8, seen


@pytest.mark.usefixtures("filled")
def test_choices_are_named_and_counted(browser: Browser) -> None:
    pay = ["3K 以下 0", "3–5K 0", "5–8K 1", "8–12K 1", "12K 以上 0", "薪资写明 1"]
    assert [words(option) for option in group(browser, DATONG, "月薪").select("li")] == pay
    assert [words(option) for option in group(browser, f"{DATONG}?pay=12-", "月薪").select("li")] == pay, "its own choice does not count"
    assert [words(option) for option in group(browser, f"{DATONG}?src=maker", "来源：示例机车官网").select("li")][1] == "示例机车官网 1"


@pytest.mark.usefixtures("filled")
def test_a_choice_that_finds_nothing_is_no_link_unless_it_is_on(browser: Browser) -> None:
    assert {words(link) for link in group(browser, DATONG, "月薪").select("li a")} == {"5–8K 1", "8–12K 1", "薪资写明 1"}
    on = group(browser, f"{DATONG}?pay=12-", "月薪").select("li a[aria-current]")
    assert [(words(link), link.get("href")) for link in on] == [("12K 以上 0", DATONG)]
    assert len(browser.open("/r/110000-beijing/").select(".quick .none")) == 3
