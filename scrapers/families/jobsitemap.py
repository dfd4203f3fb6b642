"""Sitemaps of posts and the index above them, with lastmod: which pages to read, the newest first. The posts are read as schema.org data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from jobs.model import Ask, Page, Reading
from jobs.values import day
from scrapers.families.base import today, web_url
from scrapers.families.news.stories import site_of
from scrapers.families.posturl import about_posts, is_post
from scrapers.families.schemaorg import SchemaOrg
from scrapers.families.sitemap import Entries, entries, is_sitemap

_SAMPLE = 60_000


@dataclass(frozen=True, kw_only=True)
class JobSitemap(SchemaOrg):
    """A site whose posts are found by its sitemaps; `start` names them."""

    family: ClassVar[str] = "jobsitemap"

    most_posts: int = 300  # posts asked for from one sitemap; the newest come first

    def read(self, page: Page) -> Reading:
        """An index leads to sitemaps, a sitemap to posts, and a post's page is read. Raises ReadError."""
        if not is_sitemap(page.text):
            return super().read(page)
        found = entries(page)
        return self._index(page, found) if found.index else self._map(page, found)

    def _index(self, page: Page, found: Entries) -> Reading:
        """Sitemaps that speak of posts, or all when none does. An index named by an index leads nowhere, so nothing goes in circles."""
        if page.ask is not None and page.ask.why != "start":
            return Reading(kind="empty", family=self.family, said="网站地图的索引里又是索引，不再往下读")
        maps = [one for one in _newest(page, found) if one[0] != page.url]
        maps = [one for one in maps if about_posts(one[0])] or maps
        asks = tuple(Ask(url, "page", note=_note(changed)) for url, changed in maps[: self.most_pages])
        return Reading(kind="list" if asks else "empty", family=self.family, asks=asks, said=None if asks else "索引里没有网站地图")

    def _map(self, page: Page, found: Entries) -> Reading:
        led = [one for one in _newest(page, found) if is_post(one[0])]
        if not led:
            return Reading(kind="empty", family=self.family, said="网站地图里没有职位")
        asks = tuple(Ask(url, "post", note=_note(changed)) for url, changed in led[: self.most_posts])
        said = f"网站地图里有 {len(led)} 个职位，只读最近的 {self.most_posts} 个" if len(led) > self.most_posts else None
        return Reading(kind="list", family=self.family, asks=asks, said=said)

    @classmethod
    def claims(cls, page: Page) -> float:
        """By where its entries lead: most of a sitemap to posts, one of an index to a sitemap of posts."""
        if not is_sitemap(page.text):
            return 0.0
        found = [piece.partition("</")[0].strip() for piece in page.text[:_SAMPLE].split("<loc>")[1:]]
        if "<sitemapindex" in page.text[:3_000]:
            return 0.7 if any(map(about_posts, found)) else 0.0
        return 0.7 if found and sum(map(is_post, found)) * 2 >= len(found) else 0.0


def _newest(page: Page, found: Entries) -> Iterable[tuple[str, date | None]]:
    """Addresses of the page's own site, each once, the newest first; then those that say no day, as they stand."""
    now, site = today(page), site_of(page.url)
    seen: dict[str, date | None] = {}
    for entry in found.entries:
        url = (web_url(page, entry.get("url")) or "").partition("#")[0]
        if url and site_of(url) == site:
            seen.setdefault(url, day(entry.get("changed"), now))
    return sorted(seen.items(), key=lambda one: -one[1].toordinal() if one[1] else 0)


def _note(changed: date | None) -> dict[str, str]:
    return {"lastmod": changed.isoformat()} if changed else {}
