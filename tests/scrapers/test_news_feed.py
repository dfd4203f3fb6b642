"""Feeds of news: hostile XML, and what a feed leaves to the story's own page."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page
from scrapers.families.feed import MOST_ENTRIES, WHOLE_STORY, NewsFeed

URL = "https://news.shili.example.com/rss.xml"
FEED = NewsFeed(id="shili", name="示例新闻网", home="https://news.shili.example.com/", kind="news", lists=(URL,))
SENTENCE = "示例有限公司昨天表示，新产线已经投产，年内还要招工三百人。"


def page(text: str, why: str | None = "start") -> Page:
    ask = Ask(URL, why) if why else None
    return Page(URL, 200, {}, text.encode("utf-8", "replace"), text, "utf-8", datetime(2026, 11, 24, tzinfo=UTC), ask)


def rss(items: str) -> str:
    return f'<?xml version="1.0" encoding="gb2312"?><rss version="2.0"><channel><title>示例</title>{items}</channel></rss>'


def test_an_empty_feed_is_honestly_empty() -> None:
    assert FEED.read(page(rss(""))).kind == "empty"


def test_a_whole_story_in_a_feed_needs_no_further_ask() -> None:
    whole = f'<item><title>投产</title><link>/1.html</link><content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[<p>{SENTENCE * 20}</p><p>完。</p>]]></content:encoded></item>'
    reading = FEED.read(page(rss(whole)))
    assert len(reading.articles[0].body) > WHOLE_STORY
    assert reading.articles[0].body.endswith("\n完。")
    assert reading.asks == ()


def test_a_summary_is_not_taken_for_the_story() -> None:
    reading = FEED.read(page(rss(f"<item><title>投产</title><link>/1.html</link><description>{SENTENCE * 30}</description></item>")))
    assert reading.articles[0].body == ""
    assert reading.asks == (Ask("https://news.shili.example.com/1.html", "article"),)


def test_entities_are_refused() -> None:
    bomb = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    with pytest.raises(ReadError, match="实体"):
        FEED.read(page(bomb + rss("<item><title>&b;</title><link>/1.html</link></item>")))


def test_a_forgotten_ampersand_costs_nothing_but_itself() -> None:
    reading = FEED.read(
        page(
            rss(
                "<item><title>甲&乙公司开工</title><link>/1.html?a=1&b=2</link></item><item><title>第二条新闻</title><link>/2.html</link></item>"
            )
        )
    )
    assert [found.title for found in reading.articles][-1] == "第二条新闻"
    assert len(reading.articles) == 2


def test_more_entries_than_a_paper_has_are_not_believed() -> None:
    items = "".join(f"<item><title>第{n}条新闻</title><link>/{n}.html</link></item>" for n in range(MOST_ENTRIES + 50))
    reading = FEED.read(page(rss(items)))
    assert len(reading.articles) == MOST_ENTRIES
    assert len(reading.asks) == FEED.most_stories


@pytest.mark.parametrize(
    "text", ["", "<html><body>没有这个页面</body></html>", "<rss>", "<rss><channel><item><title>半条", "{}", "\x00" * 20]
)
def test_what_is_no_feed_is_refused_or_empty(text: str) -> None:
    with contextlib.suppress(ReadError):
        assert FEED.read(page(text)).kind == "empty"


def test_a_feed_nested_beyond_reason_is_refused_or_empty() -> None:
    for text in (rss("<item>" * 100_000), rss("<a>" * 100_000), rss("<item " + " ".join(f"a{n}='1'" for n in range(50_000)) + "/>")):
        with contextlib.suppress(ReadError):
            assert FEED.read(page(text)).kind == "empty"


def test_a_story_asked_for_is_read_as_a_page() -> None:
    html = f"<html><head><title>示例公司投产</title></head><body><h1>示例公司投产</h1><p>{SENTENCE * 3}</p></body></html>"
    assert FEED.read(page(html, "article")).articles[0].title == "示例公司投产"


def test_a_feed_of_posts_is_not_claimed() -> None:
    assert NewsFeed.claims(page(rss(""))) > 0.5
    assert NewsFeed.claims(page(rss("<item><job_listing:company>x</job_listing:company></item>"))) == 0
