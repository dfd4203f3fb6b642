"""中国中车's group CMS (crrcgc.cc): each firm of the group has its columns there, with the day of a story in its address.

Its recruitment notices are read as every news site's are: their tables of posts become posts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from jobs.model import Page
from scrapers.families.news import NewsSite


@dataclass(frozen=True, kw_only=True)
class Crrc(NewsSite):
    """One firm's part of the group's site."""

    family = "crrc"

    article: str = r"/\d{4}-\d{2}/\d{2}/article_\w{1,80}\.html$"

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the shape of its addresses beside what the CMS writes into every page."""
        text = page.text
        if "/article_" not in text and "/article_" not in page.url:
            return 0.0
        named = "crrcgc.cc" in text or (urlsplit(page.url).hostname or "").endswith("crrcgc.cc")
        stated = 'name="SiteName"' in text and 'name="ColumnName"' in text
        return 0.9 if named and stated else 0.5 if named else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Self:
        """A part of the site, listing what the page lists."""
        return cls(id="saved", name="中国中车", home=page.url, kind="news", lists=(page.url,))
