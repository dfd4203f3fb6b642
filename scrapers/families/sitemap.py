"""Sitemaps of news: urlset with or without news:news, and the index above them; read as events by lxml. No entities, network, DTD.

A sitemap lists years of stories; what is older than `days_back` is left alone. An index is followed from a start page
only, as its standard has it: an index named by another one leads nowhere, so no two can send us in a circle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from urllib.parse import urlsplit

from lxml import etree

from jobs.errors import REASONS, ReadError
from jobs.model import Article, Ask, Page, Reading
from jobs.values import day
from scrapers.families.base import check, not_promised, squeeze, today, web_url
from scrapers.families.news.site import NewsSite
from scrapers.families.news.stories import site_of
from scrapers.source import Source
from scrapers.wall import wall

#: Addresses of one sitemap that are looked at: as many as the standard allows.
MOST_URLS = 50_000
#: … and characters: as many as it allows bytes. Events keep no tree, so length alone costs nothing.
MOST_TEXT = 50 * 1024 * 1024
LONGEST_TITLE, LONGEST_FIELD = 120, 2_000
_CHUNK = 65_536

_ROOT = re.compile(r"<(?:\w{1,20}:)?(urlset|sitemapindex)[\s>]")
#: Where a field stands below the root: the elements on the way to it, by local name.
_FIELDS = {
    ("loc",): "url",
    ("lastmod",): "changed",
    ("news", "title"): "title",
    ("news", "publication_date"): "day",
    ("news", "publication", "name"): "source",
}
_DEEPEST = 2 + max(map(len, _FIELDS))


@dataclass(frozen=True, kw_only=True)
class NewsMap(NewsSite):
    """A news site known by its sitemaps; `lists` are their addresses. Its stories are read as those of any news site."""

    family = "sitemap"

    days_back: int = 7  # stories and sitemaps that changed longer ago are not asked for

    def read(self, page: Page) -> Reading:
        """An index leads to sitemaps, a sitemap to stories; one with a news title is a headline too. Raises ReadError."""
        if not is_sitemap(page.text):
            check(page)
            if page.ask is not None and page.ask.why in ("start", "page"):
                raise not_promised(page, "不是网站地图")
            return super().read(page)
        found = entries(page)
        return self._index(page, found) if found.index else self._map(page, found)

    def _index(self, page: Page, found: Entries) -> Reading:
        if page.ask is not None and page.ask.why != "start":
            return Reading(kind="empty", family=self.family, said="网站地图的索引里又是索引，不再往下读")
        maps = self._recent(page, found)
        asks = tuple(Ask(url, "page") for url, _ in maps if url != page.url.partition("#")[0])
        return Reading(kind="list", family=self.family, asks=asks[: self.most_pages])

    def _map(self, page: Page, found: Entries) -> Reading:
        stories = [(url, entry) for url, entry in self._recent(page, found) if not self.article or re.search(self.article, url)]
        if not stories:
            return Reading(kind="empty", family=self.family, said=f"网站地图里没有最近 {self.days_back} 天的文章")
        headlines = (_headline(url, entry, today(page)) for url, entry in stories[: self.most_stories])
        asks = tuple(Ask(url, "article") for url, _ in stories[: self.most_stories])
        return Reading(kind="feed", family=self.family, articles=tuple(filter(None, headlines)), asks=asks)

    def _recent(self, page: Page, found: Entries) -> list[tuple[str, dict[str, str]]]:
        """Entries of the page's own site, each address once, the newest first; then those that say no day, as they stand."""
        now = today(page)
        oldest, site = now - timedelta(days=self.days_back), site_of(page.url)
        dated: list[tuple[int, int, str, dict[str, str]]] = []
        seen: set[str] = set()
        for at, entry in enumerate(found.entries):
            url = (web_url(page, entry.get("url")) or "").partition("#")[0]
            if not url or url in seen or site_of(url) != site:
                continue
            seen.add(url)
            on = _day(entry, now)
            if on is None or on >= oldest:
                dated.append((-on.toordinal() if on else 0, at, url, entry))
        return [(url, entry) for _, _, url, entry in sorted(dated, key=lambda one: one[:2])]

    @classmethod
    def claims(cls, page: Page) -> float:
        """Sure of a sitemap."""
        return 0.6 if is_sitemap(page.text) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source | None:
        """The sitemap of its own host."""
        host = urlsplit(page.url).hostname or "sitemap"
        return cls(id=host, name=host, home=page.url, kind="news", lists=(page.url,))


@dataclass(slots=True)
class Entries:
    """What a sitemap lists: field (url, changed, title, day, source) -> text."""

    index: bool
    entries: list[dict[str, str]] = field(default_factory=list)


def is_sitemap(text: str) -> bool:
    """Whether a text begins as a sitemap or an index of sitemaps does."""
    return _ROOT.search(text[:3_000]) is not None and "<html" not in text[:3_000].lower()


def entries(page: Page) -> Entries:
    """The entries of a sitemap, at most MOST_URLS. Raises ReadError for no XML, a DTD, and for more text than is looked at."""
    text = page.text.lstrip("\ufeff \r\n\t")
    if found_wall := wall(page):
        raise ReadError(REASONS[found_wall], page.url, "blocked")
    if len(text) > MOST_TEXT:
        raise ReadError("网站地图太大，不解析", page.url)
    if "<!ENTITY" in text or "<!DOCTYPE" in text[:3_000]:
        raise ReadError("网站地图自带实体定义，不解析", page.url)
    root = _ROOT.search(text[:3_000])
    found = Entries(index=root is not None and root.group(1) == "sitemapindex")
    parser = etree.XMLParser(
        target=_Events(found.entries),  # type: ignore[arg-type]  # the stubs ask for bytes too; with an encoding given it is str
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,  # an & that was not escaped costs its own entry
        remove_comments=True,
    )
    try:
        for piece in _pieces(re.sub(r"^<\?xml[^>]{0,200}\?>", "", text)):
            parser.feed(piece)
            if len(found.entries) >= MOST_URLS:
                break
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        if not found.entries:
            raise not_promised(page, "XML 无法解析") from error
    return found


def _pieces(text: str) -> Iterator[bytes]:
    return (text[at : at + _CHUNK].encode("utf-8", "replace") for at in range(0, len(text), _CHUNK))


class _Events:
    """The target lxml talks to: fields of entries by where they stand, nothing else."""

    def __init__(self, found: list[dict[str, str]]) -> None:
        self._found = found
        self._entry: dict[str, str] = {}
        self._path: list[str] = []  # local names from the root down, as far as a field may lie
        self._depth = 0
        self._text: list[str] | None = None

    def start(self, tag: str, attributes: dict[str, str]) -> None:  # noqa: ARG002  # lxml's signature
        self._depth += 1
        self._text = None
        if self._depth > _DEEPEST:
            return
        self._path.append(tag.rpartition("}")[2])
        if self._depth == 2:
            self._entry = {}
        elif tuple(self._path[2:]) in _FIELDS:
            self._text = []

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def end(self, tag: str) -> None:  # noqa: ARG002  # lxml's signature
        self._depth -= 1
        if self._depth >= _DEEPEST:
            return
        if self._text is not None:
            self._entry.setdefault(_FIELDS[tuple(self._path[2:])], "".join(self._text)[:LONGEST_FIELD].strip())
            self._text = None
        if self._depth == 1 and self._entry.get("url") and len(self._found) < MOST_URLS:
            self._found.append(self._entry)
        self._path.pop()

    def close(self) -> None:
        """Nothing is left to do: an entry that was cut off is not one."""


def _day(entry: dict[str, str], now: date) -> date | None:
    """The story's own day, else the day its page changed; none that lies ahead."""
    days = (day(entry.get(name), now) for name in ("day", "changed"))
    return next((seen for seen in days if seen and seen <= now), None)


def _headline(url: str, entry: dict[str, str], now: date) -> Article | None:
    title = squeeze(entry.get("title"))
    if not title:
        return None
    published, changed = (seen if seen and seen <= now else None for seen in (day(entry.get("day"), now), day(entry.get("changed"), now)))
    page_on = changed if changed != published else None
    return Article(
        url=url, title=title[:LONGEST_TITLE], body="", source=squeeze(entry.get("source")), published_on=published, page_on=page_on
    )
