"""The lists that Lever and Greenhouse show to people (jobs.lever.co, boards.greenhouse.io): one page, the employer's brand in its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from jobs.model import Page
from scrapers.families import base
from scrapers.families.jsonboard import host, path
from scrapers.families.nodes import Tag
from scrapers.families.post import Written
from scrapers.families.rows import Rows
from scrapers.source import Source

#: What stands on a page of each shape only, and its selectors: title, link, place.
_SHAPES = {
    'class="posting-title"': ("div.posting", "a.posting-title h5", "a.posting-title@href", ".posting-categories .location"),
    'class="opening" department_id': ("div.opening", "a", "a@href", ".location"),
    'class="job-post"': ("tr.job-post", "a p.body--medium", "a@href", "a p.body--metadata"),
}
_NAMED = re.compile(r"^(?:Jobs at|Careers at|(?:Current )?(?:Job )?Openings at) (.{1,100})$|^(.{1,100}?) (?:jobs|careers)$", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Hosted(Rows):
    """One employer's list; `start` is its address."""

    family = "hosted"

    kind: str = "employer"
    row: str = "div.posting"
    title: str = "a.posting-title h5"
    per_page: int = 50  # Greenhouse turns pages there by script

    def post(self, page: Page, row: Tag, heads: Sequence[str] = ()) -> Written | None:
        """A row; a tag such as New stands inside the title's element."""
        post, tag = super().post(page, row, heads), base.text(row.select_one(".tag"))
        return replace(post, title=(post.title or "").removesuffix(tag).strip()) if post and tag else post

    def key(self, url: str) -> str:
        """The post's number or id, as the platform's own replies write it."""
        return base.query(url, "gh_jid") or path(url).rstrip("/").rpartition("/")[2] or url

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the classes that each platform gives to a row, and its name in the page."""
        known = any(name in page.text for name in ("lever.co", "greenhouse.io"))
        return 0.92 if known and any(mark in page.text for mark in _SHAPES) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source | None:
        """The shape that the page has, and the employer that its title names."""
        found = next((shape for mark, shape in _SHAPES.items() if mark in page.text), None)
        if found is None:
            return None
        row, title, link, where = found
        employer = _employer(base.tree(page), plain="lever.co" in page.text)
        return cls(
            id="saved",
            name=host(page.url),
            home=page.url,
            start=(page.url,),
            row=row,
            title=title,
            link=link,
            where=where,
            employer=employer,
        )


def _employer(soup: Tag, plain: bool) -> str | None:
    """The brand in the heading or title: Jobs at X, X jobs; the title of Lever's page is nothing else."""
    title = base.squeeze(base.plain(base.text(soup.select_one("title"))))  # no element in a title is one to a browser
    for written in (base.text(soup.select_one("h1")), title):
        if named := _NAMED.match(written or ""):
            return named.group(1) or named.group(2)
    return title if plain and title and len(title) <= 60 else None
