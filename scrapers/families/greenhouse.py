"""Greenhouse: an employer's whole board in one reply, descriptions as HTML escaped inside JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from jobs.model import Ask, Page, Pay, Reading
from scrapers.families import base
from scrapers.families.jsonboard import JsonBoard, Node, day_of, first, label, load, money, node, nodes, number, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_KINDS = ("employment type", "job type", "time type", "contract type", "type of employment")
_WORKPLACES = ("workplace type", "location type", "remote", "work model")


@dataclass(frozen=True, kw_only=True)
class Greenhouse(JsonBoard):
    """One board; `board` is its token."""

    family = "greenhouse"
    shapes = (
        ("absolute_url", "jobs"),
        ("absolute_url", "internal_job_id"),
        ("absolute_url", "first_published"),
        ("absolute_url", "departments"),
    )
    hosts = ("boards-api.greenhouse.io", "boards-api.eu.greenhouse.io", "api.greenhouse.io")

    region: str = ""  # "eu" for boards kept there

    def starts(self) -> Iterable[Ask]:
        """The whole board, with descriptions and pay."""
        area = f".{self.region}" if self.region else ""
        address = f"https://boards-api{area}.greenhouse.io/v1/boards/{quote(self.board, safe='')}/jobs"
        return (Ask(f"{address}?content=true&pay_transparency=true", "start"),)

    def read(self, page: Page) -> Reading:
        """The board, or one post of it."""
        data = load(page)
        reply = node(data)
        if isinstance(reply.get("jobs"), list):
            rows = [self._row(page, row) for row in nodes(reply["jobs"])]
            return self.listing(page, rows, complete=(number(node(reply, "meta").get("total")) or 0) <= len(rows))
        if "absolute_url" in reply:
            return self.single(page, self._row(page, reply))
        return self.together(page, data, self._row, "职位列表（jobs）", "absolute_url")

    def _row(self, page: Page, row: Node) -> Written | None:
        url = base.web_url(page, row.get("absolute_url"))
        if not url:
            return None
        where = label(row.get("location"))
        offices = tuple(filter(None, (label(office.get("location")) or label(office) for office in nodes(row.get("offices")))))
        return Written(
            key=text(row.get("id")) or url,
            url=url,
            title=text(row.get("title")),
            company=self.company or text(row.get("company_name")),
            places=(where,) if where else offices,
            paid=_paid(row),
            occupation=", ".join(filter(None, map(label, nodes(row.get("departments"))))) or None,
            posted=day_of(row.get("first_published"), row.get("updated_at")),
            deadline=day_of(row.get("application_deadline")),
            description=prose(row.get("content")),
            more={"employment": _stated(row, _KINDS), "workplace": _stated(row, _WORKPLACES)},
        )


def _paid(row: Node) -> Pay | None:
    """The first range; amounts are in hundredths, and no period is stated but in the words of its title."""
    for stated in nodes(row.get("pay_input_ranges")):
        low, high = (_hundredths(stated.get(name)) for name in ("min_cents", "max_cents"))
        if paid := money(low, high, stated.get("currency_type"), first(stated, "interval", "title")):
            return paid
    return None


def _hundredths(value: object) -> int | None:
    return value // 100 if isinstance(value, int) and not isinstance(value, bool) else None


def _stated(row: Node, names: tuple[str, ...]) -> str | None:
    """A field that the employer added under one of these names."""
    for field in nodes(row.get("metadata")):
        if (text(field.get("name")) or "").lower() in names:
            return text(field.get("value"))
    return None
