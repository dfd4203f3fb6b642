"""A board that is never fetched: all we have of it is the address of its own search, for a person to open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading
from scrapers.source import Source


@dataclass(frozen=True, kw_only=True)
class DeepLink(Source):
    """Signed, walled or forbidding boards."""

    family = "link"
    nothing_personal = "从不读取"

    search: str  # address with {company}, percent-encoded as UTF-8
    verdict: str = "OFF"

    def starts(self) -> Iterable[Ask]:
        """None: the board does not want to be read."""
        return ()

    def search_link(self, company: str) -> str | None:
        """The board's search for the firm."""
        return self.search.format(company=quote(company, safe="", errors="replace"))

    def read(self, page: Page) -> Reading:
        """Always raises ReadError: there is no page of this board that we asked for."""
        raise ReadError("这个网站不由我们读取", page.url, "blocked")
