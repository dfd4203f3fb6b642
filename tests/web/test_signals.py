"""What a story says of a firm stands beside it in words: on the firm's page quoted, on a post's card as a word. It moves no order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from jobs import signals
from jobs.model import Article
from jobs.store import Store
from tests.web.conftest import LATHE, NOW, Browser, Filled, mention, words

SAYS = f"{LATHE}新厂房昨日正式投产，计划招聘焊工“八十”名<b>。"


def tell(store: Store, firm: int) -> None:
    named = mention(LATHE, SAYS)
    story = Article(url="https://paper.example/2", title="新厂房", body=SAYS, source="示例日报", published_on=date(2026, 11, 23))
    with store.writing() as writing:
        number, _ = writing.article("paper", story, "140200", NOW)
        writing.mention(number, firm, replace(named, signals=signals.read(SAYS, [named])[0]), "全称完全一致")


def test_the_firms_page_quotes_the_words(store: Store, browser: Browser, filled: Filled) -> None:
    tell(store, filled.lathe.id)
    page = browser.open(f"/c/{filled.lathe.id}-{filled.lathe.slug}/")
    (told,) = [story for story in page.select(".line li") if "新厂房昨日" in words(story)]
    assert [words(line) for line in told.select(".says")] == ["投产 · “新厂房昨日正式投产”", "计划招聘 · “计划招聘焊工‘八十’名<b>”"]
    assert not page.select(".says b b")


def test_a_card_says_it_in_a_word_and_quotes_on_hover(store: Store, browser: Browser, filled: Filled) -> None:
    before = [words(post) for post in browser.open("/r/140200-datong/").select(".post h3")]
    tell(store, filled.lathe.id)
    page = browser.open("/r/140200-datong/")
    lines = [words(line) for line in page.select(".evidence .news")]
    assert "11 月 23 日新闻提到这家企业：投产、计划招聘" in lines[0]
    assert page.select(".evidence .news span")[0]["title"] == "“新厂房昨日正式投产”"
    assert [words(post) for post in page.select(".post h3")] == before


def test_a_story_that_says_nothing_of_the_firm_shows_nothing(browser: Browser, filled: Filled) -> None:
    page = browser.open(f"/c/{filled.lathe.id}-{filled.lathe.slug}/")
    assert not page.select(".says")


def test_posts_page_quotes_it_too(store: Store, browser: Browser, filled: Filled) -> None:
    tell(store, filled.lathe.id)
    assert "投产 · “新厂房昨日正式投产”" in browser.words(f"/p/{filled.turner}/")
