"""The Founder e-paper, in which most Chinese city papers publish their pages: addressed by date, so incremental and back-fillable.

An issue's page (版) is html/2026-11/04/node_2.htm or 202611/04/node_02.html; it links the issue's other pages and its stories,
content_<story>_<page>.htm. Title, subtitle and body stand in <founder-title>, <founder-subtitle>, <founder-content>, or in #ozoom.

A published issue does not change: its pages are asked for once, like stories. Only `home` is looked at again and again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from jobs.model import Article, Ask, Page, Reading
from scrapers.families.base import lines, not_promised, soup_of, squeeze, text, today
from scrapers.source import Source

#: Pages of one issue and stories of one page at most.
MOST_PAGES, MOST_STORIES = 100, 100
#: A back-fill of more issues than this is a mistake.
MOST_ISSUES = 5_000
LONGEST_TITLE = 120

_ISSUE = re.compile(r"/((?:19|20)\d\d)-?(\d\d)/(\d\d)/(?:node|content)_\w{1,40}\.html?", re.IGNORECASE)
_NODE = re.compile(r"(?:^|/)node_\w{1,20}\.html?$", re.IGNORECASE)
_CONTENT = re.compile(r"(?:^|/)content_\w{1,40}\.html?$", re.IGNORECASE)
_FORWARD = re.compile(r"""(?:url\s{0,3}=|location(?:\.href)?\s{0,3}=|location\.replace\()\s{0,3}['"]?([^'"\s>)]{1,300})""", re.IGNORECASE)
#: Links to pages and stories of a page, as the area map and the list of titles write them.
_HREF = re.compile(r"""href\s{0,3}=\s{0,3}['"]?([^'"\s>]{0,200}(?:node|content)_\w{1,40}\.html?)""", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Epaper(Source):
    """A newspaper on Founder's e-paper."""

    family = "epaper"
    nothing_personal = "文章里的人不取，正文只用于识别单位"

    #: Address of an issue's first page, with the date as strftime writes it; relative to `home`.
    issue: str = "html/%Y-%m/%d/node_1.htm"
    front: str = ""  # the page that leads to the newest issue; empty: `home`
    days_back: int = 3  # issues before the newest that are asked for too, for days on which we slept

    def starts(self) -> Iterable[Ask]:
        """The page that leads to the newest issue."""
        return (Ask(self.front or self.home, "start"),)

    def issues(self, first: date, last: date) -> tuple[Ask, ...]:
        """Issues from one day to another, both included, newest first: for filling back. Raises ValueError for a mistaken range."""
        days = (last - first).days + 1
        if not 0 < days <= MOST_ISSUES:
            raise ValueError(f"{first} 至 {last} 不是 1 到 {MOST_ISSUES} 期的范围")
        return tuple(Ask(self._issue(last - timedelta(days=back)), "article") for back in range(days))

    def read(self, page: Page) -> Reading:
        """The front page leads to an issue, an issue's page to stories and its other pages. Raises ReadError."""
        path = urlsplit(page.url).path
        if _CONTENT.search(path):
            return Reading(kind="article", family=self.family, articles=(self._story(page),))
        if _NODE.search(path) and _ISSUE.search(path):
            return self._page(page)
        return self._front(page)

    def _issue(self, day: date) -> str:
        return urljoin(self.home, day.strftime(self.issue))

    def _front(self, page: Page) -> Reading:
        """Where the front page forwards to or links to; the newest day counts. Without either, today's issue by its address."""
        found = [*_forwards(page), *_links(page)]
        newest = max((day for url in found if (day := _day(url))), default=None)
        leads = [url for url in found if newest and _day(url) == newest and _node(url)]
        if newest is None:
            if _links_page(page):
                return self._page(page)
            newest = today(page)
        first = leads[:1] or [self._issue(newest)]
        days = [newest - timedelta(days=back) for back in range(1, self.days_back + 1)]
        before = [_on(leads[0], day) if leads else self._issue(day) for day in days]
        asks = tuple(Ask(url, "article") for url in dict.fromkeys(first + before))
        return Reading(kind="list", family=self.family, asks=asks)

    def _page(self, page: Page) -> Reading:
        """Every other page of the issue and every story of this one; stories stand as headlines until they are read."""
        titles = _titles(page)
        pages = [url for url in _links(page) if _node(url) and _day(url) == _day(page.url) and url != page.url]
        stories = [url for url in _links(page) if _CONTENT.search(urlsplit(url).path)]
        if not pages and not stories:
            raise not_promised(page, "电子报版面里没有文章链接")
        headlines = tuple(
            Article(url=url, title=titles[url], body="", published_on=_day(url)) for url in stories[:MOST_STORIES] if titles.get(url)
        )
        asks = tuple(Ask(url, "article") for url in pages[:MOST_PAGES] + stories[:MOST_STORIES])
        return Reading(kind="list", family=self.family, articles=headlines, asks=asks)

    def _story(self, page: Page) -> Article:
        soup = soup_of(page)
        holder = soup.find("founder-content") or soup.select_one("#ozoom") or soup.select_one("#articleContent, .article-content")
        body = lines(holder) if isinstance(holder, Tag) else None
        title = _title(soup, page.text)
        if title is None:
            raise not_promised(page, "电子报文章里没有标题")
        return Article(url=page.url, title=title[:LONGEST_TITLE], body=body or "", published_on=_day(page.url))

    @classmethod
    def claims(cls, page: Page) -> float:
        """Sure by the tags, nearly so by the address."""
        if "<founder-" in page.text[:300_000].lower():
            return 0.95
        if len(page.text) < 5_000 and any(map(_day, _forwards(page))):
            return 0.8
        shaped = _ISSUE.search(urlsplit(page.url).path) is not None
        return 0.8 if shaped and ("ozoom" in page.text or _links_page(page)) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source | None:
        """The paper whose page this is, its issues found by the address's own shape."""
        parts = urlsplit(page.url)
        found = _ISSUE.search(parts.path)
        root = parts.path[: found.start() + 1] if found else parts.path.rpartition("/")[0] + "/"
        dashed = found is not None and "-" in found.group()[:9]
        host = parts.hostname or "epaper"
        issue = "%Y-%m/%d/node_1.htm" if dashed else "%Y%m/%d/node_01.html"
        return cls(id=host, name=host, home=f"{parts.scheme}://{parts.netloc}{root}", kind="news", issue=issue)


def _title(soup: BeautifulSoup, written: str) -> str | None:
    """The headline: marked as one, else noted by the software, else the page's <title> before the paper's name."""
    found = soup.find("founder-title")
    if not isinstance(found, Tag) or not text(found):
        found = soup.select_one(".font01, #pgtitle, .title1, h1, h2")
    title = text(found) if isinstance(found, Tag) else None
    return title or _property(written, "title") or (squeeze(re.split(r"[-_|]", text(soup.title) or "")[0]) if soup.title else None)


def _property(written: str, name: str) -> str | None:
    """A field of the comment in which the software notes a story's properties."""
    start = written.find("<!--enpproperty")
    noted = written[start : start + 5_000].partition("enpproperty-->")[0] if start >= 0 else ""
    found = re.search(rf"<{name}>([^<]{{1,300}})</{name}>", noted)
    return squeeze(found.group(1)) if found else None


def _titles(page: Page) -> dict[str, str]:
    """Address -> headline for the stories of a page; the longest text of several links to one."""
    found: dict[str, str] = {}
    for link in soup_of(page).find_all("a", href=_CONTENT):
        written = text(link)
        url = _absolute(page, str(link["href"]))
        if url and written and len(written) > max(1, len(found.get(url, ""))):
            found[url] = written[:LONGEST_TITLE]
    return found


def _links(page: Page) -> list[str]:
    """Pages and stories of the same issue that the page links, each once, in order."""
    return list(dict.fromkeys(url for href in _HREF.findall(page.text) if (url := _absolute(page, href))))


def _forwards(page: Page) -> list[str]:
    """Where the page sends a browser on to, by a meta tag or a script."""
    return [url for href in _FORWARD.findall(page.text[:50_000]) if (url := _absolute(page, href))]


def _absolute(page: Page, href: str) -> str | None:
    try:
        url = urljoin(page.url, href).partition("#")[0]
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc == urlsplit(page.url).netloc else None


def _links_page(page: Page) -> bool:
    return any(_CONTENT.search(href) for href in _HREF.findall(page.text[:300_000]))


def _node(url: str) -> bool:
    return _NODE.search(url.partition("?")[0]) is not None


def _on(url: str, day: date) -> str:
    """The same page of another day's issue."""
    return re.sub(r"/(?:19|20)\d\d(-?)\d\d/\d\d/(?=[^/]{1,60}$)", lambda found: f"/{day:%Y}{found.group(1)}{day:%m/%d}/", url)


def _day(url: str) -> date | None:
    """The issue's day, from its address."""
    found = _ISSUE.search(url)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
