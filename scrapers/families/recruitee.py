"""Recruitee: an employer's whole board in one reply, also under the employer's own domain.

Offers carry a mailbox for applications (mailbox_email); it is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.jsonboard import JsonBoard, Node, day_of, load, money, node, nodes, place, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_LEVELS = {"entry_level": "Entry level", "no_experience": "No experience", "student_college": "Student", "student_school": "Student"}


@dataclass(frozen=True, kw_only=True)
class Recruitee(JsonBoard):
    """One board; `board` is the first label of its host, or `domain` the employer's own."""

    family = "recruitee"
    shapes = (("offers", "careers_url"), ("offers", "careers_apply_url"), ("offer", "careers_url"))
    hosts = (".recruitee.com",)

    domain: str | None = None
    personal: tuple[str, ...] = ("mailbox_email（投递邮箱）",)

    def starts(self) -> Iterable[Ask]:
        """The whole board."""
        return (Ask(f"https://{self.domain or f'{self.board}.recruitee.com'}/api/offers/", "start"),)

    def read(self, page: Page) -> Reading:
        """The board, or one offer."""
        data = load(page)
        offers, one = node(data).get("offers"), node(data, "offer")
        if isinstance(offers, list):
            return self.listing(page, [self._row(page, row) for row in nodes(offers) if text(row.get("status")) in (None, "published")])
        if one:
            return self.single(page, self._row(page, one))
        return self.together(page, data, self._row, "职位列表（offers）", "careers_url")

    def _row(self, page: Page, row: Node) -> Written | None:
        slug = text(row.get("slug"))
        url = base.web_url(page, row.get("careers_url")) or base.web_url(page, f"/o/{slug}" if slug else None)
        if not url:
            return None
        paid, level = node(row, "salary"), text(row.get("experience_code")) or ""
        return Written(
            key=text(row.get("id")) or url,
            url=url,
            title=text(row.get("title")) or text(row.get("position_title")),
            company=self.company or text(row.get("company_name")),
            places=_places(row),
            paid=money(paid.get("min"), paid.get("max"), paid.get("currency"), paid.get("period")),
            education=_words(row.get("education_code")),
            experience=_LEVELS.get(level) or _words(level),
            occupation=text(row.get("department")) or _words(row.get("category_code")),
            posted=day_of(row.get("published_at"), row.get("created_at")),
            deadline=day_of(row.get("close_at")),
            description=prose(row.get("description"), row.get("requirements")),
            more={
                "employment": _words(row.get("employment_type_code")),
                "workplace": ", ".join(name for name in ("remote", "hybrid", "on_site") if row.get(name) is True),
            },
            closed=text(row.get("status")) in ("closed", "archived"),
        )


def _places(row: Node) -> tuple[str, ...]:
    """Every location; a board that lists none, or one, writes it out itself."""
    several = tuple(filter(None, (place(one.get("city"), one.get("state"), one.get("country")) for one in nodes(row.get("locations")))))
    own = text(row.get("location")) or place(row.get("city"), row.get("state_name"), row.get("country"))
    return several if len(several) > 1 or not own else (own,)


def _words(code: object) -> str | None:
    """A code such as bachelor_degree as words."""
    return (text(code) or "").replace("_", " ") or None
