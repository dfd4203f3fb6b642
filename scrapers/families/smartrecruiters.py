"""SmartRecruiters: an employer's postings a hundred at a time; the description stands in each posting's own reply.

Postings carry the name of the recruiter who made them (creator); it is never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.jsonboard import (
    JsonBoard,
    Node,
    day_of,
    label,
    load,
    money,
    node,
    nodes,
    noted,
    number,
    path,
    place,
    replies,
    text,
)
from scrapers.families.post import Written
from scrapers.families.prose import prose

_PER_PAGE = 100
_COMPANY = re.compile(r"/companies/([^/]{1,200})/postings")
_SECTIONS = ("companyDescription", "jobDescription", "qualifications", "additionalInformation")


@dataclass(frozen=True, kw_only=True)
class SmartRecruiters(JsonBoard):
    """One company's postings; `board` is its identifier."""

    family = "smartrecruiters"
    shapes = (("totalFound", "content"), ("content", "releasedDate"), ("jobAd", "releasedDate"))
    hosts = ("api.smartrecruiters.com",)

    personal: tuple[str, ...] = ("creator（发布人）",)

    def starts(self) -> Iterable[Ask]:
        """The first hundred."""
        return (self._ask("start", {}),)

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:  # noqa: ARG002  # the search knows its own names of places only
        """The board's full-text search: a group's postings name the firm."""
        return (self._ask("company", {"q": company}),)

    def _ask(self, why: str, fields: dict[str, str]) -> Ask:
        address = f"https://api.smartrecruiters.com/v1/companies/{quote(self.board, safe='')}/postings"
        return Ask(f"{address}?{urlencode({**fields, 'limit': _PER_PAGE, 'offset': 0})}", why, note={"page": "1"})

    def read(self, page: Page) -> Reading:
        """A page of the list, or one posting."""
        data = load(page)
        reply = node(data)
        if isinstance(reply.get("content"), list) and "totalFound" in reply:
            return self._list(page, reply)
        if "jobAd" in reply or ("releasedDate" in reply and "name" in reply):
            return self.single(page, self._row(page, reply))
        if saved := replies(data, "content", "jobAd"):
            rows = [row for one in saved for row in ([one] if "jobAd" in one else nodes(one.get("content")))]
            return self.listing(page, [self._row(page, row) for row in rows], complete=False)
        return self.refused(page, data, "职位列表（totalFound、content）")

    def _list(self, page: Page, reply: Node) -> Reading:
        found = nodes(reply["content"])
        rows = [self._row(page, row) for row in found]
        offset, total = number(reply.get("offset")) or 0, number(reply.get("totalFound")) or 0
        upto, here = offset + len(found), number(noted(page, "page")) or 1
        asks = [Ask(urljoin(page.url, f"{path(page.url)}/{quote(row.key, safe='')}"), "post", note={"key": row.key}) for row in rows if row]
        if found and upto < total and here < self.most_pages and number(noted(page, "offset")) in (None, offset):
            asks.append(Ask(base.with_query(page.url, offset=upto), "page", note={"page": str(here + 1), "offset": str(upto)}))
        if not path(page.url).endswith("/postings"):
            asks = []  # a saved page: we do not know where its like is
        return self.listing(page, rows, asks=asks, complete=upto >= total and (bool(found) or not total))

    def _row(self, page: Page, row: Node) -> Written | None:
        key = text(row.get("id")) or text(row.get("uuid")) or (page.url if "jobAd" in row else None)
        employer = node(row, "company")
        if not key:
            return None
        board = text(employer.get("identifier")) or self.board or (found.group(1) if (found := _COMPANY.search(path(page.url))) else "")
        public = f"https://jobs.smartrecruiters.com/{quote(board, safe='%')}/{quote(key, safe='')}" if board else f"#{quote(key, safe='')}"
        shown = page.url if key == page.url else urljoin(page.url, public)
        level, sections, paid = label(row.get("experienceLevel")), node(row, "jobAd", "sections"), node(row, "compensation")
        parts = [
            part for name in _SECTIONS if text((one := node(sections, name)).get("text")) for part in (one.get("title"), one.get("text"))
        ]
        return Written(
            key=key,
            url=base.web_url(page, row.get("postingUrl")) or base.web_url(page, row.get("applyUrl")) or shown,
            title=text(row.get("name")),
            company=self.company or text(employer.get("name")),
            places=tuple(filter(None, (_where(one) for one in nodes(row.get("locations")) or [node(row, "location")]))),
            paid=money(paid.get("min"), paid.get("max"), paid.get("currency"), paid.get("period")),
            experience=level if (level or "").lower() != "not applicable" else None,
            occupation=label(row.get("function")) or label(row.get("department")) or label(row.get("industry")),
            posted=day_of(row.get("releasedDate")),
            description=prose(*parts),
            more={"employment": label(row.get("typeOfEmployment")), "workplace": _workplace(node(row, "location"))},
            detail="jobAd" in row,
            closed=row.get("active") is False,
        )


def _where(location: Node) -> str | None:
    country = text(location.get("country")) or ""
    whole = text(location.get("fullLocation"))  # "Remote, , United States" where a part is empty
    return (
        place(*whole.split(","))
        if whole
        else place(location.get("city"), location.get("region"), country.upper() if len(country) == 2 else country)
    )


def _workplace(location: Node) -> str | None:
    return "remote" if location.get("remote") is True else "hybrid" if location.get("hybrid") is True else None
