"""聘客 cnstaff (<tenant>.cnstaff.com): an employer's board whose list, fifteen posts a page, is complete and in JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.cnboard import employer, refuse, repeated, rows_of, told, turn
from scrapers.families.jsonboard import JsonBoard, Node, first, load, node, number, text
from scrapers.families.post import Written


@dataclass(frozen=True, kw_only=True)
class Cnstaff(JsonBoard):
    """One tenant; its home is its board's address."""

    family = "cnstaff"
    shapes = (("job_id", "job_name_show", "page"), ("job_id", "job_published_at", "list"))
    hosts = ("cnstaff.com",)

    def starts(self) -> Iterable[Ask]:
        """The first page of the list."""
        return (self._ask("start", 1, self.home, ""),)

    def read(self, page: Page) -> Reading:
        """A page of the list."""
        reply = node(load(page))
        if "list" not in reply:
            raise refuse(page, reply, "code", "msg", "message") if reply else base.not_promised(page, "职位列表（list）")
        rows = rows_of(page, reply["list"], "职位列表（list）")
        posts = [self._row(page, row) if row else None for row in rows]
        paging = node(reply, "page")
        here, total = max(1, turn(page, paging.get("now"))), number(paging.get("total"))
        keys = [post.key for post in posts if post]
        again = repeated(page, keys)
        more = bool(keys) and not again and total is not None and here < min(total, self.most_pages)
        asks = (self._ask("page", here + 1, page.url, " ".join(keys)),) if more else ()
        ends = total is not None and here >= total and not again
        return self.listing(page, posts, asks=asks, complete=ends and (bool(rows) or number(reply.get("total")) == 0))

    def _row(self, page: Page, row: Node) -> Written | None:
        key = text(row.get("job_id"))
        if not key:
            return None
        return Written(
            key=key,
            url=urljoin(page.url, f"/recruitment/job/detail/id/{quote(key, safe='')}/"),
            title=first(row, "job_name_show", "job_name"),
            company=employer(row.get("company_orgnize_name_show"), self.company),
            places=tuple(filter(None, (text(row.get("job_address_name")),))),
            occupation=first(row, "g_job_type", "ws_system_job_type_ids_name"),
            posted=text(row.get("job_published_at")),
            deadline=text(row.get("job_end_at")),
            description=told(("岗位职责", row.get("job_detail") or row.get("job_desc")), ("任职要求", row.get("job_desc2"))),
            more={"org": text(row.get("company_orgnize_name_show")), "recruitment": text(row.get("ws_system_job_type_ids_name"))},
        )

    def _ask(self, why: str, number_: int, url: str, seen: str) -> Ask:
        asked = base.with_query(urljoin(url, "/recruit"), n=1, p=number_)
        return Ask(asked, why, note={"page": str(number_), "seen": seen}, headers={"Accept": "application/json"})
