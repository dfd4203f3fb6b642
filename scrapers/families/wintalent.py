"""大易 WinTalent's pages (/wt/<name>/web/index, which China Telecom had): a table of posts; its script asks for the pages after the first."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jobs.model import Page
from scrapers.families import base
from scrapers.families.cnboard import employer, own_firm
from scrapers.families.jsonboard import host
from scrapers.families.nodes import Tag
from scrapers.families.post import Written
from scrapers.families.rows import Rows
from scrapers.source import Source

_PAGES = re.compile(r"当前页面[:：](?:&nbsp;|\s){0,5}\d{1,5}/(\d{1,5})")


@dataclass(frozen=True, kw_only=True)
class WinTalent(Rows):
    """One employer's list; `start` is its address."""

    family = "wintalent"

    kind: str = "employer"
    row: str = "tr:has(a)"
    heads: str = "tr"
    title: str = 'a[href*="getOnePosition"]'
    proof: str = 'tr:-soup-contains("职位名称")'
    per_page: int = 10
    whole: bool = False  # the table may come as a part that the page's script puts into another

    def post(self, page: Page, row: Tag, heads: Sequence[str] = ()) -> Written | None:
        """A row; the organisation it names is the firm when it is one."""
        post = super().post(page, row, heads)
        return replace(post, company=employer(post.more.get("org"), self.employer)) if post else None

    def key(self, url: str) -> str:
        """The post's number, as the site enciphers it."""
        return base.query(url, "postIdEnc") or super().key(url)

    def _number_of_pages(self, page: Page, soup: Tag) -> int:  # noqa: ARG002  # the words stand in no element of their own
        found = _PAGES.search(page.text)
        return int(found.group(1)) if found else 0

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the addresses of its posts."""
        return 0.95 if "!getOnePosition?" in page.text and "<t" in page.text else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """A board of whatever employer it is."""
        return cls(id="saved", name=host(page.url), home=page.url, start=(page.url,), employer=own_firm(page))
