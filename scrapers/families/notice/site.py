"""A site, or a single page, of recruitment notices (公告): a news site whose stories must be notices."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from jobs.model import Page, Reading
from scrapers.families import attachments
from scrapers.families.base import not_promised
from scrapers.families.news.site import NewsSite
from scrapers.families.notice import reading, titles
from scrapers.source import Source


@dataclass(frozen=True, kw_only=True)
class Notices(NewsSite):
    """Reads lists of notices, notices, and the files that hang on them."""

    family = "notice"

    def read(self, page: Page) -> Reading:
        """As news is read; a story that offers no post is not what was promised. Raises ReadError for it."""
        found = super().read(page) if not _is_file(page) else reading.read_file(page, self.family, self.place)
        if found.articles and not found.asks and not found.sightings and found.kind == "article" and (page.ask is None):
            raise not_promised(page, "没有招聘职位的公告")
        return found

    @classmethod
    def claims(cls, page: Page) -> float:
        """As sure as a title can be, where there is text enough for a notice; sure of a file with tables."""
        if not page.text:
            return 0.9 if _is_file(page) else 0.0
        if titles.of_page(page.text) is None:
            return 0.0
        return 0.7 if sum(page.text.count(word) for word in ("报名", "应聘", "岗位", "职位", "简历")) >= 1 else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source | None:
        """A site of its own host, listing what the page lists."""
        host = urlsplit(page.url).hostname or "file"
        return cls(id=host, name=host, home=page.url, kind="news", lists=(page.url,))


def _is_file(page: Page) -> bool:
    return not page.text and attachments.kind(page.content) is not None
