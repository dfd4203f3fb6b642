"""Indeed XML and its likes: <source> or <jobs> with one <job> a post, as firms and boards hand their posts to aggregators."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import ClassVar
from urllib.parse import urlsplit

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.jobfeed import posts
from scrapers.families.xmlrows import root_of, rows
from scrapers.source import Source

_ROOTS = frozenset(("source", "jobs", "joblist", "jobfeed", "job-feed", "vacancies", "trovit", "feed"))
_ROWS = frozenset(("job", "vacancy", "ad"))
_ROW = re.compile(r"<(?:job|vacancy|ad)[\s>]")
_FIELDS = re.compile(r"<(title|jobtitle|url|company|referencenumber|city|description|salary|jobtype)[\s>]")


@dataclass(frozen=True, kw_only=True)
class IndeedXml(Source):
    """A firm's or a board's whole list in one file."""

    family: ClassVar[str] = "indeedxml"

    start: tuple[str, ...] = ()
    employer: str | None = None  # where the file leaves the firm out
    personal: tuple[str, ...] = ("email（投递邮箱）", "apply-data（投递资料）")

    def starts(self) -> Iterable[Ask]:
        """The files named in the source's file."""
        return tuple(Ask(url, "start") for url in self.start)

    def read(self, page: Page) -> Reading:
        """Every job as a post. The file is the whole list unless it was cut. Raises ReadError."""
        if root_of(page.text) not in _ROOTS:
            raise base.not_promised(page, "<source> 里的 <job>")
        found = rows(page, _ROWS)
        reading = posts(self, page, found, self.employer)
        tail = page.text.rstrip()[-200:]
        whole = not found.capped and tail.endswith((f"</{root_of(page.text)}>", "/>"))
        return replace(reading, complete=whole, kind="list" if reading.sightings else "empty")

    @classmethod
    def claims(cls, page: Page) -> float:
        """By its root and the fields of its first row."""
        text = page.text[:20_000]
        if root_of(text) not in _ROOTS or (at := _ROW.search(text)) is None:
            return 0.0
        return 0.95 if len(set(_FIELDS.findall(text[at.end() :]))) >= 3 else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source:
        """Whatever site it is."""
        return cls(id="saved", name=urlsplit(page.url).hostname or "", home=page.url, kind="feed")
