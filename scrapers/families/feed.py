"""News feeds: RSS 0.9 to 2.0 and Atom, read as events by lxml. No entities, no network, no DTD.

feedparser was looked at and left: it is ten times slower, knows a hundred dialects no Chinese paper writes, and answers a date
it cannot read with None only after trying to guess it. docs/decisions/news.md has the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree

from jobs.errors import ReadError
from jobs.model import Article, Ask, Page, Reading
from jobs.values import day
from scrapers.families.base import check, not_promised, plain, squeeze, today
from scrapers.families.news.site import NewsSite
from scrapers.source import Source

#: More entries than this in one feed are not believed.
MOST_ENTRIES = 500
LONGEST_TITLE = 120
#: Characters of one field that are read; content beyond is not needed for a headline.
LONGEST_FIELD = 200_000
#: An entry with so much text of its own is the story; less is a summary, and the story is asked for.
WHOLE_STORY = 400

_ROOT = re.compile(r"<(?:\w{1,20}:)?(rss|feed|RDF)[\s>]")
_JOBS = ("job_listing", "job_feed", "JobPosting")
_ENTRY = frozenset(("item", "entry"))
_FIELDS = {
    "title": "title",
    "pubDate": "day",
    "date": "day",
    "published": "day",
    "updated": "updated",
    "description": "summary",
    "summary": "summary",
    "encoded": "content",
    "content": "content",
    "guid": "guid",
    "source": "source",
}


@dataclass(frozen=True, kw_only=True)
class NewsFeed(NewsSite):
    """A news site known by its feeds; `lists` are their addresses. Its stories are read as those of any news site."""

    family = "feed"

    def read(self, page: Page) -> Reading:
        """A feed gives each entry as a headline, or as a story when it holds one, and asks for the rest. Raises ReadError."""
        check(page)
        if not is_feed(page.text):
            if page.ask is not None and page.ask.why in ("start", "page"):
                raise not_promised(page, "不是 RSS 或 Atom")
            return super().read(page)
        found = [article for entry in entries(page) if (article := _article(page, entry)) is not None]
        if not found:
            return Reading(kind="empty", family=self.family, said="订阅源里没有条目")
        asks = tuple(Ask(article.url, "article") for article in found if not article.body)
        return Reading(kind="feed", family=self.family, articles=tuple(found), asks=asks[: self.most_stories])

    @classmethod
    def claims(cls, page: Page) -> float:
        """Sure of a feed, unless it is one of posts."""
        return 0.6 if is_feed(page.text) and not any(word in page.text[:20_000] for word in _JOBS) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source | None:
        """The feed of its own host."""
        host = urlsplit(page.url).hostname or "feed"
        return cls(id=host, name=host, home=page.url, kind="news", lists=(page.url,))


def is_feed(text: str) -> bool:
    """Whether a text begins as a feed does."""
    return _ROOT.search(text[:3_000]) is not None and "<html" not in text[:3_000].lower()


def entries(page: Page) -> list[dict[str, str]]:
    """The feed's entries: field (title, link, day, summary, content, source) -> text. Raises ReadError for no XML, and for entities."""
    text = page.text.lstrip("\ufeff \r\n\t")
    if "<!ENTITY" in text:
        raise ReadError("订阅源自带实体定义，不解析", page.url)
    events = _Entries()
    parser = etree.XMLParser(
        target=events,  # type: ignore[arg-type]  # the stubs ask for bytes too; with an encoding given it is str
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,  # papers forget to escape an & now and then
        remove_comments=True,
    )
    try:
        parser.feed(re.sub(r"^<\?xml[^>]{0,200}\?>", "", text).encode("utf-8", "replace"))
        parser.close()
    except etree.XMLSyntaxError as error:
        raise not_promised(page, "XML 无法解析") from error
    return events.found


class _Entries:
    """The target lxml talks to: fields of entries, nothing else."""

    def __init__(self) -> None:
        self.found: list[dict[str, str]] = []
        self._entry: dict[str, str] | None = None
        self._field: str | None = None
        self._depth, self._inner = 0, ""  # inside the field
        self._text: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition("}")[2]
        if self._field is not None:
            self._depth += 1
            self._inner = name
        elif name in _ENTRY and len(self.found) < MOST_ENTRIES:
            self._entry = {}
        elif self._entry is not None and name == "link":
            self._link(attributes)
        elif self._entry is not None and name in _FIELDS:
            self._field, self._text = _FIELDS[name], []
            if name == "guid" and attributes.get("isPermaLink") == "false":
                self._field = "id"

    def end(self, tag: str) -> None:
        name = tag.rpartition("}")[2]
        if self._depth:
            self._depth -= 1
        elif self._field is not None and self._entry is not None:
            self._entry.setdefault(self._field, "".join(self._text)[:LONGEST_FIELD].strip())
            self._field = None
        elif name in _ENTRY and self._entry is not None:
            self.found.append(self._entry)
            self._entry = None

    def data(self, text: str) -> None:
        if self._field == "source" and self._depth and self._inner != "title":
            return  # Atom's source is a small feed of its own
        if self._field is not None:
            self._text.append(text)

    def comment(self, text: str) -> None:
        """Comments say nothing to a reader."""

    def close(self) -> None:
        """Nothing is left to do: an entry that was cut off is not one."""

    def _link(self, attributes: dict[str, str]) -> None:
        assert self._entry is not None
        if href := attributes.get("href"):  # Atom
            if attributes.get("rel", "alternate") == "alternate":
                self._entry.setdefault("link", href.strip())
        else:
            self._field, self._text = "link", []


def _article(page: Page, entry: dict[str, str]) -> Article | None:
    """An entry as a story or a headline; None without a title or an address."""
    title = squeeze(plain(entry.get("title")))
    address = entry.get("link") or entry.get("guid") or ""
    try:
        url = urljoin(page.url, address)
        fits = urlsplit(url).scheme in ("http", "https") and urlsplit(url).hostname
    except ValueError:
        return None
    if not title or not address or not fits:
        return None
    now = today(page)
    seen = next((found for written in (entry.get("day"), entry.get("updated")) if (found := day(written, now))), None)
    body = plain(entry.get("content")) or plain(entry.get("summary")) or ""
    return Article(
        url=url,
        title=title[:LONGEST_TITLE],
        body=body if len(body) >= WHOLE_STORY and entry.get("content") else "",
        source=squeeze(plain(entry.get("source"))),
        published_on=seen if seen and seen <= now else None,
    )
