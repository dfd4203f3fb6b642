"""国聘 iguopin: posts of state firms, asked in JSON by district or by words.

Its search is loose: asked for a firm it also shows its group's and others' posts. Each row names its employer, so that does no
harm. A reply 403 means that it is closed to us, and is taken for that. The contact (contact_user) is never looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from jobs.model import Ask, Page, Pay, Reading
from jobs.values import pay_of
from scrapers.families import base
from scrapers.families.cnboard import encoded, gone, refuse, rows_of, turn, words
from scrapers.families.jsonboard import JsonBoard, Node, first, load, node, noted, number, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_SITE = "https://www.iguopin.com/"
_LIST, _DETAIL = "/api/jobs/v1/recom-job", "/api/jobs/v1/info?id="
_POST = f"{_SITE}job/detail?id="
_PER_PAGE = 20
_RAW = {"nature": "nature_cn", "recruitment": "recruitment_type_cn", "major": "major_cn"}
_FIRM = {"firm_nature": "nature_cn", "scale": "scale_cn", "industry": "industry_cn"}


@dataclass(frozen=True, kw_only=True)
class Iguopin(JsonBoard):
    """The posts of one district; `board` is its code here: 000000.140000.140200."""

    family = "iguopin"
    shapes = (("job_id", "job_name", "district_list"), ("job_id", "job_name", "company_name", "contents"))
    hosts = ("iguopin.com",)

    kind: str = "board"
    api: str = "https://gp-api.iguopin.com/"
    personal: tuple[str, ...] = ("contact_user",)

    def starts(self) -> Iterable[Ask]:
        """The first page of the district's list."""
        return (self._ask("start", {"page": "1"}),)

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:  # noqa: ARG002  # the source's own district
        """The board's search by words, in the district."""
        return (self._ask("company", {"page": "1", "company": company}),)

    def read(self, page: Page) -> Reading:
        """A page of the list, or one post."""
        reply = node(load(page))
        data = node(reply, "data") or (reply if "list" in reply or "job_id" in reply else {})  # some save what stands in data
        if "list" in data:
            return self._list(page, data)
        if "job_id" in data:
            return self.single(page, self._row(data))
        if not reply:
            raise base.not_promised(page, "职位列表（data.list）")
        error = refuse(page, reply, "code", "msg", "message")
        if error.kind != "blocked" and page.ask and page.ask.why == "post":
            return gone(page, self.family, _POST + quote(noted(page, "key") or "", safe=""), error.missing)
        raise error

    def _list(self, page: Page, data: Node) -> Reading:
        rows = rows_of(page, data["list"], "职位列表（data.list）")
        posts = [self._row(row) if row else None for row in rows]
        total, size = number(data.get("total")), number(data.get("page_size")) or _PER_PAGE
        here = max(1, turn(page, data.get("page")))
        ends = total is not None and here * size >= total
        note = {"page": str(here + 1), **({"company": company} if (company := noted(page, "company")) else {})}
        more = bool(rows) and total is not None and not ends and here < self.most_pages
        cut = [post for post in posts if post and not post.description]
        details = [
            Ask(f"{urljoin(self.api, _DETAIL)}{quote(post.key, safe='')}", "post", note={"key": post.key}, headers=self._headers())
            for post in cut
        ]
        asks = [*details, *([self._ask("page", note)] if more else ())]
        return self.listing(page, posts, asks=asks, complete=ends and (bool(rows) or total == 0))

    def _row(self, row: Node) -> Written | None:
        key = text(row.get("job_id"))
        if not key:
            return None
        firm = node(row, "company_info")
        return Written(
            key=key,
            url=_POST + quote(key, safe=""),
            title=text(row.get("job_name")),
            company=first(row, "company_name") or text(firm.get("company_name")),
            places=words(row.get("district_list"), "area_cn"),
            paid=_paid(row),
            education=text(row.get("education_cn")),
            experience=text(row.get("experience_cn")),
            headcount=text(row.get("amount")),
            occupation=text(row.get("category_cn")),
            posted=first(row, "start_time", "refresh_time", "update_time"),
            deadline=text(row.get("end_time")),
            description=prose(row.get("contents")),
            more={name: "、".join(words(row.get(field))) for name, field in _RAW.items()}
            | {name: text(firm.get(field)) for name, field in _FIRM.items()},
        )

    def _ask(self, why: str, note: Mapping[str, str]) -> Ask:
        search: dict[str, object] = {"page": number(note["page"]), "page_size": _PER_PAGE}
        search |= {"keyword": note["company"]} if note.get("company") else {}
        search |= {"district": [self.board]} if self.board else {}
        body = encoded({"search": search, "recom": {"update_time": True, "company_nature": True, "hot_job": True}})
        return Ask(urljoin(self.api, _LIST), why, "POST", body, "application/json", note, self._headers())

    def _headers(self) -> dict[str, str]:
        return {"Accept": "application/json", "Device": "pc", "Subsite": "iguopin", "Version": "5.0.0", "Referer": _SITE}


def _paid(row: Node) -> Pay | None:
    """Yuan as stated; is_negotiable is 面议."""
    low, high, unit = text(row.get("min_wage")), text(row.get("max_wage")), text(row.get("wage_unit_cn")) or ""
    if text(row.get("is_negotiable")) == "1" or row.get("is_negotiable") is True:
        return Pay("面议")
    if low is None and high is None:
        return None
    low, high = (amount if amount not in ("0", "0.0") else None for amount in (low, high))
    if low is None and high is None:
        return Pay("面议")  # as the site shows it
    months = number(row.get("months"))
    written = "-".join(dict.fromkeys(filter(None, (low, high))))
    return pay_of(f"{written}{unit}" + (f"·{months}薪" if months else ""), low, high, unit or None, months)
