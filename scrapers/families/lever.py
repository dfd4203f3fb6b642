"""Lever: an employer's posts a hundred at a time, descriptions in plain text and HTML. `skip` pages to the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.jsonboard import JsonBoard, Node, day_of, load, money, node, nodes, noted, number, text
from scrapers.families.post import Written
from scrapers.families.prose import lines, prose

_PER_PAGE = 100


@dataclass(frozen=True, kw_only=True)
class Lever(JsonBoard):
    """One site; `board` is its name."""

    family = "lever"
    shapes = (("hostedUrl", "categories"), ("hostedUrl", "descriptionPlain"))
    hosts = ("api.lever.co", "api.eu.lever.co")

    region: str = ""  # "eu" for sites kept there

    def starts(self) -> Iterable[Ask]:
        """The first hundred."""
        area = f".{self.region}" if self.region else ""
        address = f"https://api{area}.lever.co/v0/postings/{quote(self.board, safe='')}"
        return (Ask(f"{address}?mode=json&limit={_PER_PAGE}&skip=0", "start", note={"page": "1"}),)

    def read(self, page: Page) -> Reading:
        """A page of posts, or one post."""
        data = load(page)
        if "hostedUrl" in node(data):
            return self.single(page, self._row(page, node(data)))
        if not isinstance(data, list):
            return self.together(page, data, self._row, "职位列表（数组）", "hostedUrl")
        rows = nodes(data)
        skipped, limit = number(base.query(page.url, "skip")) or 0, number(base.query(page.url, "limit"))
        # a bare [] is also what a site that was shut answers: it ends a list that had begun, and proves nothing alone
        ends = len(rows) < limit if limit else not skipped
        posts = [self._row(page, row) for row in rows]
        again = bool(rows) and text(rows[0].get("id")) == noted(page, "first")
        asks = () if ends or again else tuple(self._next(page, rows, skipped))
        return self.listing(page, posts, asks=asks, complete=ends and (bool(rows) or skipped > 0))

    def _next(self, page: Page, rows: list[Node], skipped: int) -> Iterator[Ask]:
        here = number(noted(page, "page")) or 1
        if rows and here < self.most_pages:
            note = {"page": str(here + 1), "first": text(rows[0].get("id")) or ""}
            yield Ask(base.with_query(page.url, skip=skipped + len(rows)), "page", note=note)

    def _row(self, page: Page, row: Node) -> Written | None:
        url = base.web_url(page, row.get("hostedUrl"))
        key = text(row.get("id")) or url
        if not key or not url:
            return None
        said, range_ = node(row, "categories"), node(row, "salaryRange")
        everywhere = said.get("allLocations")
        places = tuple(filter(None, map(text, everywhere[:200]))) if isinstance(everywhere, list) else ()
        where = text(said.get("location"))
        return Written(
            key=key,
            url=url,
            title=text(row.get("text")),
            company=self.company,
            places=places or ((where,) if where else ()),
            paid=money(range_.get("min"), range_.get("max"), range_.get("currency"), range_.get("interval")),
            occupation=", ".join(dict.fromkeys(filter(None, (text(said.get("department")), text(said.get("team")))))) or None,
            posted=day_of(row.get("createdAt")),
            description=_description(row),
            more={"employment": text(said.get("commitment")), "workplace": text(row.get("workplaceType"))},
        )


def _description(row: Node) -> str | None:
    """The opening, each list under its heading, the closing."""
    opening = lines(row.get("descriptionPlain")) or prose(row.get("description"))
    lists = (prose(part) for one in nodes(row.get("lists")) for part in (one.get("text"), one.get("content")))
    closing = lines(row.get("additionalPlain")) or prose(row.get("additional"))
    salary = lines(row.get("salaryDescriptionPlain")) or prose(row.get("salaryDescription"))
    return "\n".join(filter(None, (opening, *lists, closing, salary))) or None
