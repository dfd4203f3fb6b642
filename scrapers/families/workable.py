"""Workable: an account's whole board in one reply of its widget; also the pages of its newer lists and a post's own reply.

A post open at several places is shown once for each under one short code: it is one post with these places.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.jsonboard import JsonBoard, Node, day_of, first, label, load, money, node, nodes, number, place, replies, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_OVER = ("draft", "archived", "closed")
_STATES = (*_OVER, "published")


@dataclass(frozen=True, kw_only=True)
class Workable(JsonBoard):
    """One account's board; `board` is its name."""

    family = "workable"
    shapes = (
        ("shortcode", "shortlink"),
        ("shortcode", "jobs"),
        ("shortcode", "results"),
        ("shortcode", "telecommuting"),
        ("shortcode", "workplace"),
    )
    hosts = ("apply.workable.com", "www.workable.com")

    def starts(self) -> Iterable[Ask]:
        """The whole board, with descriptions."""
        return (Ask(f"https://apply.workable.com/api/v1/widget/accounts/{quote(self.board, safe='')}?details=true", "start"),)

    def read(self, page: Page) -> Reading:
        """The widget's reply, a page of the newer list, or one post."""
        data = load(page)
        reply = node(data)
        for name in ("jobs", "results"):
            if isinstance(reply.get(name), list):
                found = nodes(reply[name])
                employer = text(reply.get("name"))
                rows = [self._row(page, row, employer) for row in found if text(row.get("state")) not in _OVER]
                whole = (
                    not reply.get("nextPage") and not node(reply, "paging").get("next") and (number(reply.get("total")) or 0) <= len(rows)
                )
                return self.listing(page, rows, complete=whole)
        if "shortcode" in reply:
            return self.single(page, self._row(page, reply, None))
        if saved := replies(data, "jobs", "results", "shortcode"):
            each = [row for one in saved for row in ([one] if "shortcode" in one else nodes(one.get("jobs")) or nodes(one.get("results")))]
            return self.listing(page, [self._row(page, row, None) for row in each], complete=False)
        return self.refused(page, data, "职位列表（jobs）")

    def _row(self, page: Page, row: Node, employer: str | None) -> Written | None:
        key = text(row.get("shortcode")) or text(row.get("id"))
        shown = (base.web_url(page, row.get(name)) for name in ("url", "shortlink", "application_url"))
        url = next((one for one in shown if one and "/spi/" not in one), None)  # that address is for machines with a key
        url = url or (f"https://apply.workable.com/j/{quote(key, safe='')}" if key else None)
        if not key or not url:
            return None
        paid = node(row, "salary")
        state = text(row.get("state")) or ""
        return Written(
            key=key,
            url=url,
            title=text(row.get("title")),
            company=self.company or employer or label(row.get("company")),
            places=_places(row),
            paid=money(
                paid.get("salary_from"), paid.get("salary_to"), paid.get("salary_currency"), paid.get("salary_period") or paid.get("period")
            ),
            education=text(row.get("education")),
            experience=text(row.get("experience")),
            occupation=_department(row) or label(row.get("function")),
            posted=day_of(row.get("published_on"), row.get("published"), row.get("created_at")),
            description=prose(row.get("description"), row.get("requirements"), row.get("benefits")),
            more={
                "employment": first(row, "employment_type", "type"),
                "workplace": first(row, "workplace", "workplace_type")
                or ("remote" if True in (row.get("telecommuting"), row.get("remote")) else None),
            },
            detail="description" in row and "state" in row,
            closed=state in _OVER,
        )


def _places(row: Node) -> tuple[str, ...]:
    """Every place that is not hidden; of old replies the one that the row itself names."""
    one = node(row, "location")
    shown = [where for where in nodes(row.get("locations")) or [one] if where.get("hidden") is not True]
    named = (first(where, "location_str") or place(where.get("city"), where.get("region"), where.get("country")) for where in shown)
    region = row.get("state") if text(row.get("state")) not in _STATES else None  # a region in the widget, a status elsewhere
    own = place(row.get("city"), region, row.get("country"))
    return tuple(filter(None, named)) or ((own,) if own else ())


def _department(row: Node) -> str | None:
    said = row.get("department")
    return label(said) or (", ".join(filter(None, map(text, said[:20]))) or None if isinstance(said, list) else None)
