"""北森 Beisen (<tenant>.zhiye.com): an employer's board, its list as JSON. The portal's number stands in the home page.

PageIndex counts from 0. 2222-02-02 and 0001-01-01 are how the platform says that there is no day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.cnboard import employer, encoded, refuse, rows_of, told, turn, words
from scrapers.families.jsonboard import JsonBoard, Node, first, load, node, noted, number, text
from scrapers.families.post import Written

_LIST = "/api/Jobad/GetJobAdPageList"
_PORTAL = re.compile(r"""["']?PortalId["']?\s{0,3}:\s{0,3}["']?([0-9A-Za-z-]{3,40})""", re.IGNORECASE)
_PER_PAGE = 100
_FIELDS = ("Category", "Kind", "LocId", "DetailAddress", "Org", "Degree", "YearsOfWorking", "Salary", "PostDate")
_SECTIONS = {"1": "social", "2": "campus", "3": "intern"}


@dataclass(frozen=True, kw_only=True)
class Beisen(JsonBoard):
    """One tenant; `board` is its PortalId, which the home page tells when it is not given."""

    family = "beisen"
    shapes = (("JobAdName", "Data"),)
    hosts = ("zhiye.com",)

    def starts(self) -> Iterable[Ask]:
        """The first page of the list, or the home page that tells how to ask for it."""
        return (self._ask("start", 0, self.board) if self.board else Ask(self.home, "start"),)

    @classmethod
    def claims(cls, page: Page) -> float:
        """As other boards, or by the home page's script."""
        return 0.9 if "BSGlobal" in page.text and _PORTAL.search(page.text) else super().claims(page)

    def read(self, page: Page) -> Reading:
        """A page of the list, or the home page."""
        if page.text.lstrip("\ufeff \r\n\t")[:1] != "{":
            return self._home(page)
        reply = node(load(page))
        if not isinstance(reply.get("Data"), list) and "Code" in reply and text(reply.get("Code")) != "200":
            raise refuse(page, reply, "Code", "Message")
        rows = rows_of(page, reply.get("Data"), "职位列表（Data）")
        total, here = number(reply.get("Count")), turn(page, first=0)
        size = number(noted(page, "size")) or _PER_PAGE
        ends = total is not None and here * size + len(rows) >= total
        portal = noted(page, "portal") or self.board
        more = bool(rows) and total is not None and not ends and here + 1 < self.most_pages and bool(portal)
        asks = (self._ask("page", here + 1, portal),) if more else ()
        complete = ends and (bool(rows) or total == 0)
        return self.listing(page, [self._row(page, row) if row else None for row in rows], asks=asks, complete=complete)

    def _home(self, page: Page) -> Reading:
        base.check(page)
        found = _PORTAL.search(page.text) if "BSGlobal" in page.text else None
        if found is None:
            raise base.not_promised(page, "招聘门户编号（BSGlobal.PortalId）")
        return Reading(kind="list", family=self.family, asks=(self._ask("page", 0, found.group(1)),))

    def _row(self, page: Page, row: Node) -> Written | None:
        key = first(row, "Id", "JobAdId")
        if not key:
            return None
        section = _SECTIONS.get(text(row.get("CategoryId")) or "", "social")
        return Written(
            key=key,
            url=urljoin(page.url, f"/{section}/detail?jobAdId={quote(key, safe='')}"),
            title=text(row.get("JobAdName")),
            company=employer(row.get("Org"), self.company),
            places=words(row.get("LocNames")) or words(row.get("LocId"), "Name") or words(row.get("DetailAddress")),
            pay=text(row.get("Salary")),
            education=text(row.get("Degree")),
            experience=text(row.get("YearsOfWorking")),
            headcount=text(row.get("HeadCount")),
            posted=text(row.get("PostDate")),
            deadline=text(row.get("EndTime")),
            description=told(("岗位职责", row.get("Duty")), ("任职要求", row.get("Require"))),
            more={"employment": text(row.get("Kind")), "recruitment": text(row.get("Category")), "org": text(row.get("Org"))},
        )

    def _ask(self, why: str, number_: int, portal: str) -> Ask:
        asked: Mapping[str, object] = {
            "PageIndex": number_, "PageSize": _PER_PAGE, "KeyWords": "", "SpecialType": 0, "PortalId": portal, "DisplayFields": _FIELDS,
        }  # fmt: skip
        note = {"page": str(number_), "portal": portal, "size": str(_PER_PAGE)}
        return Ask(urljoin(self.home, _LIST), why, "POST", encoded(asked), "application/json", note)
