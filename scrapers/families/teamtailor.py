"""Teamtailor: a career site's posts as a JSON Feed whose items carry a schema.org JobPosting (_jobposting)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urljoin

from jobs.model import Ask, Page, Reading, Sighting
from scrapers.families import base, schemaorg
from scrapers.families.jsonboard import JsonBoard, Node, day_of, first, host, load, node, nodes, noted, number, text
from scrapers.families.post import Written, masked
from scrapers.families.prose import prose


@dataclass(frozen=True, kw_only=True)
class Teamtailor(JsonBoard):
    """One career site, known by its home."""

    family = "teamtailor"
    shapes = (("_jobposting", "items"),)
    hosts = (".teamtailor.com",)

    def starts(self) -> Iterable[Ask]:
        """The feed's first page."""
        return (Ask(urljoin(self.home, "/jobs.json"), "start", note={"page": "1"}),)

    def read(self, page: Page) -> Reading:
        """A page of the feed. `next_url` leads on when it stays on the site."""
        data = load(page)
        reply = node(data)
        if not isinstance(reply.get("items"), list) or "jsonfeed.org" not in (text(reply.get("version")) or ""):
            return self.refused(page, data, "职位订阅（JSON Feed 的 items）")
        items = nodes(reply["items"])
        rows = [self._row(page, item) for item in items]
        reading = self.listing(page, rows)
        known = {row.key: item for row, item in zip(rows, items, strict=True) if row}
        posts = tuple(self._whole(page, seen, node(known[seen.key], "_jobposting")) for seen in reading.sightings)
        onward, here = base.web_url(page, reply.get("next_url")), number(noted(page, "page")) or 1
        follows = onward is not None and host(onward) == host(page.url) and onward != page.url and bool(posts) and here < self.most_pages
        asks = (Ask(onward, "page", note={"page": str(here + 1)}),) if onward and follows else ()
        return replace(reading, sightings=posts, asks=asks, complete=reading.complete and onward is None)

    def _row(self, page: Page, item: Node) -> Written | None:
        url = base.web_url(page, item.get("url"))
        posting = node(item, "_jobposting")
        key = text(node(posting, "identifier").get("value")) or text(item.get("id"))
        if not key or not url:
            return None
        employer = first(node(posting, "hiringOrganization"), "name") or first(node(posting, "identifier"), "name")
        return Written(
            key=key,
            url=url,
            title=text(item.get("title")) or text(posting.get("title")),
            company=self.company or employer,
            posted=day_of(item.get("date_published"), posting.get("datePosted")),
            deadline=day_of(posting.get("validThrough")),
            description=prose(item.get("content_html") or posting.get("description")) or prose(item.get("content_text")),
            more={"employment": _several(posting.get("employmentType")), "workplace": text(posting.get("jobLocationType"))},
        )

    def _whole(self, page: Page, seen: Sighting, posting: Node) -> Sighting:
        """The post with the places, pay and demands that its JobPosting states."""
        bare = {name: value for name, value in posting.items() if name != "description"}  # the item has it
        stated = schemaorg.sighting(page, {"title": seen.title, **bare}, self.place) if posting else None
        if stated is None:
            return seen
        raw = {name: value for name, value in stated.raw.items() if name in ("place", "pay", "education", "experience")}
        return replace(
            seen,
            places=stated.places,
            pay=stated.pay,
            education=stated.education,
            experience=stated.experience,
            occupation=stated.occupation,
            benefits=stated.benefits,
            raw=MappingProxyType({**seen.raw, **raw}),
        )


def _several(value: object) -> str | None:
    """One text of one or several."""
    return masked(value) or (", ".join(filter(None, map(text, value[:20]))) or None if isinstance(value, list) else None)
