"""Sitemaps: what is asked for, what is left alone, and hostile XML."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, datetime

import pytest

from jobs.errors import ReadError
from jobs.model import Ask, Page
from scrapers.families.sitemap import MOST_URLS, NewsMap, entries, is_sitemap

URL = "https://news.shili.example.com/sitemap.xml"
MAP = NewsMap(
    id="shili", name="示例新闻网", home="https://news.shili.example.com/", kind="news", lists=(URL,), most_stories=3, most_pages=2
)
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def page(text: str, why: str | None = "start", url: str = URL) -> Page:
    ask = Ask(url, why) if why else None
    return Page(url, 200, {}, text.encode("utf-8", "replace"), text, "utf-8", datetime(2026, 11, 24, tzinfo=UTC), ask)


def urls(*rows: str) -> str:
    return f"<urlset {SPACE}>" + "".join(f"<url>{row}</url>" for row in rows) + "</urlset>"


def index(*rows: str) -> str:
    return f"<sitemapindex {SPACE}>" + "".join(f"<sitemap>{row}</sitemap>" for row in rows) + "</sitemapindex>"


def loc(path: str, on: str | None = None) -> str:
    return f"<loc>https://news.shili.example.com/{path}</loc>" + (f"<lastmod>{on}</lastmod>" if on else "")


def asked(reading_page: Page) -> list[str]:
    return [ask.url.removeprefix("https://news.shili.example.com/") for ask in MAP.read(reading_page).asks]


def test_the_newest_stories_come_first_and_no_more_than_are_wanted() -> None:
    rows = [loc("undated.html"), *(loc(f"{n}.html", f"2026-11-{n}") for n in (18, 23, 20, 16, 22))]
    assert asked(page(urls(*rows))) == ["23.html", "22.html", "20.html"]
    assert asked(page(urls(loc("a.html"), loc("b.html", "2026-11-20"), loc("a.html#top")))) == ["b.html", "a.html"]


def test_a_map_of_old_stories_says_so() -> None:
    reading = MAP.read(page(urls(loc("1.html", "2020-01-01"))))
    assert (reading.kind, reading.asks) == ("empty", ())
    assert "7 天" in (reading.said or "")


def test_an_index_is_followed_once_and_leads_nobody_in_a_circle() -> None:
    circle = index(loc("sitemap.xml"), loc("a.xml"), loc("b.xml"), loc("c.xml"))
    assert asked(page(circle)) == ["a.xml", "b.xml"]
    assert {ask.why for ask in MAP.read(page(circle)).asks} == {"page"}
    below = MAP.read(page(index(loc("sitemap.xml"), loc("d.xml")), "page", "https://news.shili.example.com/a.xml"))
    assert (below.kind, below.asks) == ("empty", ())


def test_a_story_of_the_site_is_read_like_any_other() -> None:
    body = "示例有限公司昨天表示，新产线已经投产，年内还要招工三百人。" * 4
    story = MAP.read(page(f"<html><title>投产</title><body><h1>示例公司新产线投产</h1><p>{body}</p></body></html>", "article"))
    assert story.articles[0].body == body
    with pytest.raises(ReadError, match="不是网站地图"):
        MAP.read(page("<html><body>找不到</body></html>"))


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE urlset [<!ENTITY a "ha">]>' + urls("<loc>https://news.shili.example.com/&a;</loc>"),
        '<!DOCTYPE urlset SYSTEM "file:///etc/passwd">' + urls(loc("1.html")),
    ],
    ids=["entity", "outside DTD"],
)
def test_a_document_type_is_refused(text: str) -> None:
    with pytest.raises(ReadError, match="实体"):
        MAP.read(page(text))


def test_broken_xml_gives_what_is_whole() -> None:
    cut = urls(loc("1.html", "2026-11-23"), loc("2.html", "2026-11-23"))[:-30]
    assert asked(page(cut))[0] == "1.html"
    assert asked(page(urls("<loc>https://news.shili.example.com/a.html?x=1&y=2</loc>", loc("b.html"))))[-1] == "b.html"


def test_other_elements_named_alike_say_nothing() -> None:
    image = '<image:image xmlns:image="i"><image:loc>https://news.shili.example.com/p.jpg</image:loc><image:title>图</image:title></image:image>'
    reading = MAP.read(page(urls(image + loc("1.html", "2026-11-23"))))
    assert [ask.url for ask in reading.asks] == ["https://news.shili.example.com/1.html"]
    assert reading.articles == ()


def test_a_map_of_a_million_addresses_is_read_to_the_cap_in_a_few_seconds() -> None:
    rows = "".join(f"<url><loc>https://news.shili.example.com/{n}.html</loc></url>" for n in range(MOST_URLS + 20_000))
    began = time.process_time()
    text = f"<urlset {SPACE}>{rows}</urlset>"
    assert len(entries(page(text)).entries) == MOST_URLS
    assert len(MAP.read(page(text)).asks) == 3
    assert time.process_time() - began < 6


@pytest.mark.parametrize("hostile", ["<url>" * 200_000, "<url><loc>" + "x" * 3_000_000, "&" * 1_000_000, "<a " + 'b="c" ' * 200_000])
def test_hostile_maps_end_soon(hostile: str) -> None:
    began = time.process_time()
    with contextlib.suppress(ReadError):
        MAP.read(page(f"<urlset {SPACE}>{hostile}"))
    assert time.process_time() - began < 2


def test_it_is_known_by_its_root() -> None:
    assert NewsMap.claims(page(urls(loc("1.html")))) == 0.6
    assert NewsMap.claims(page(index())) == 0.6
    assert not is_sitemap("<html><body>urlset <urlset ></body></html>")
    assert NewsMap.claims(page("<rss><channel/></rss>")) == 0
