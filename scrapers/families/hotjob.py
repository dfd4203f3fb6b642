"""大易 hotjob: an employer's board, in its generations. wecruit answers a form, wt (WinTalent) an address or, as mode400, a form.

Each may show a page again beyond the last: what only repeats ends the list. The lists of wecruit and mode400 have no text of the
post, which is asked for post by post. mode400 writes its fields with capitals (PostId); its post's own reply does not say which it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from urllib.parse import quote, urlencode, urljoin

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.cnboard import employer, from_page, gone, refuse, repeated, rows_of, told, turn, words
from scrapers.families.jsonboard import JsonBoard, Node, first, load, node, noted, number, path, text
from scrapers.families.post import Written

_FORM = "application/x-www-form-urlencoded"
_LIST, _DETAIL = "/wecruit/positionInfo/listPosition/", "/wecruit/positionInfo/listPositionDetail/"
_SUITE = re.compile(r"/(SU[0-9A-Za-z]{6,40})(?:[/?#]|$)")
_TENANT = re.compile(r"/wt/([0-9A-Za-z_-]{1,40})/")
_SECTIONS = {"1": "campus", "2": "society", "12": "intern"}
_PLACES = re.compile(r"[,，、;；|]")
_MODE400 = "/web/mode400/position/"
_FIRMS = ("company", "companyName", "orgName")
_PER_PAGE = 10


@dataclass(frozen=True, kw_only=True)
class Hotjob(JsonBoard):
    """One employer; `board` is the suite (SU…) of wecruit or the name behind /wt/."""

    family = "hotjob"
    shapes = (
        ("pageForm", "postName"),
        ("postList", "postId", "rowCount"),
        ("postList", "postId", "workPlace"),
        ("pageForm", "pageData"),
        ("postId", "workContent", "serviceCondition"),
        ("details", "PostId", "PostName"),
        ("postInfo", "postId", "postName"),
        ("name", "workConcet", "serviceCondition"),
    )
    hosts = ("hotjob.cn",)

    mode400: bool = False  # wt's later way of asking
    recruit: tuple[str, ...] = ("2", "1")  # 1 graduates, 2 experienced, 12 interns
    personal: tuple[str, ...] = ("contactPerson", "contactWay")

    def starts(self) -> Iterable[Ask]:
        """The first page of each list."""
        return tuple(self._ask("start", 1, self.board, {"recruit": kind}) for kind in self.recruit)

    def read(self, page: Page) -> Reading:
        """A page of a list, or one post."""
        reply = node(load(page))
        data = node(reply, "data") or node(reply, "postInfo")
        if "pageForm" in data:
            return self._list(page, node(data, "pageForm"), "pageData", "totalPage")
        if "postList" in reply:
            return self._list(page, reply, "postList", "pageCount")
        if "details" in data:
            return self._list(page, _counted(data), "details", "pageCount") if self.mode400 else replace(self, mode400=True).read(page)
        if "postId" in data or "workConcet" in data:
            return self.single(page, self._row(page, data))
        if not reply:
            raise base.not_promised(page, "职位列表（pageForm、postList）")
        error = refuse(page, reply, "state", "msg", "message", "type")
        if error.kind != "blocked" and page.ask and page.ask.why == "post":
            key = noted(page, "key") or ""
            return gone(page, self.family, self._address(page, key, noted(page, "recruit")), error.missing)
        raise error

    def _list(self, page: Page, form: Node, name: str, pages: str) -> Reading:
        rows = rows_of(page, form.get(name), f"职位列表（{name}）")
        posts = [self._row(page, row) if row else None for row in rows]
        stated = form.get("currentPage") or form.get("rowIndex") or base.query(page.url, "page")
        total, here = number(form.get(pages)), max(1, turn(page, stated))
        keys = [post.key for post in posts if post]
        again = repeated(page, keys)
        more = bool(keys) and not again and here < self.most_pages and (len(rows) >= _PER_PAGE if total is None else here < total)
        note = {"recruit": noted(page, "recruit") or self._kind(page, rows), "seen": " ".join(keys)}
        asks = [
            *self._details(page, posts, name),
            *([self._ask("page", here + 1, board, note)] if more and (board := self._board(page)) else ()),
        ]
        ends = total is not None and here >= total and not again
        return self.listing(page, posts, asks=asks, complete=ends and (bool(rows) or not total))

    def _details(self, page: Page, posts: list[Written | None], name: str) -> list[Ask]:
        """The lists of wecruit and mode400 have no description."""
        if name == "postList" or not (board := self._board(page)):
            return []
        url = urljoin(page.url, _DETAIL + board if name == "pageData" else f"/wt/{board}{_MODE400}detail")
        return [
            Ask(url, "post", "POST", urlencode({"postId": post.key, "recruitType": kind}), _FORM, {"key": post.key, "recruit": kind})
            for post in posts
            if post and not post.description and (kind := post.more.get("recruit") or "2")
        ]

    def _row(self, page: Page, row: Node) -> Written | None:
        row = {name[:1].lower() + name[1:]: value for name, value in row.items()}
        key = text(row.get("postId")) or noted(page, "key") or base.query(page.url, "postId")
        if not key and "workConcet" not in row:
            return None
        key = key or page.url
        kind = text(row.get("recruitType")) or noted(page, "recruit") or base.query(page.url, "recruitType")
        return Written(
            key=key,
            url=self._address(page, key, kind),
            title=first(row, "postName", "jobName", "name"),
            company=next(filter(None, (employer(row.get(name), None) for name in _FIRMS)), self.company),
            places=tuple(part.strip() for part in _PLACES.split(first(row, "workPlaceStr", "workPlace") or "") if part.strip()),
            pay=first(row, "salaryStr", "workingTreatment", "salary"),
            education=first(row, "educationStr", "educationName", "education"),
            experience=first(row, "workYearsStr", "workYears"),
            headcount=first(row, "recruitNumStr", "recruitNum"),
            occupation=first(row, "postTypeName", "postType") if row.get("postTypeName") or "postList" in page.text[:200] else None,
            posted=first(row, "publishDate", "publishFirstDate", "releaseTime"),
            deadline=text(row.get("endDate")),
            description=told(("岗位职责", row.get("workContent") or row.get("workConcet")), ("任职要求", row.get("serviceCondition"))),
            more={
                "employment": first(row, "workTypeStr", "workType"),
                "recruit": kind,
                "org": "、".join(words([row.get(name) for name in (*_FIRMS, "department")])),
                "major": text(row.get("subject")),
                "project": text(row.get("projectName")),
            },
        )

    def _address(self, page: Page, key: str, kind: str | None) -> str:
        """Where a person reads the post."""
        board, asked = self._board(page) or "", quote(key, safe="")
        if not board and key.isdecimal():
            return page.url  # wt, whose addresses begin with a name that neither the page nor its address tells
        if _TENANT.search(path(page.url)) or (self.board and not self.board.startswith("SU")):
            return urljoin(page.url, f"/wt/{board}/mobweb/position/detail?brandCode=1&safe=Y&recruitType={kind or '2'}&postIdsAry={asked}")
        section = _SECTIONS.get(kind or "", "society")
        return urljoin(page.url, f"{'/' + board if board else ''}/pb/posDetail.html?postId={asked}&postType={section}")

    def _board(self, page: Page) -> str | None:
        found = _TENANT.search(path(page.url)) or _SUITE.search(path(page.url))
        return found.group(1) if found else self.board or None

    def _kind(self, page: Page, rows: list[Node | None]) -> str:
        stated = text(rows[0].get("recruitType")) if rows and rows[0] else None
        return stated or base.query(page.url, "recruitType") or self.recruit[0]

    def _ask(self, why: str, number_: int, board: str, note: Mapping[str, str]) -> Ask:
        kept = {**note, "page": str(number_)}
        if self.mode400:
            form = urlencode({"recruitType": note["recruit"], "rowIndex": number_, "rowSize": 50})
            return Ask(urljoin(self.home, f"/wt/{board}{_MODE400}list"), why, "POST", form, _FORM, kept)
        if board.startswith("SU"):
            form = urlencode({"recruitType": note["recruit"], "currentPage": number_, "pageSize": _PER_PAGE})
            return Ask(urljoin(self.home, _LIST + board), why, "POST", form, _FORM, kept)
        fields = urlencode({"brandCode": "1", "recruitType": note["recruit"], "rowSize": "50", "page": number_})
        headers = from_page(urljoin(self.home, f"/wt/{board}/web/index"))
        return Ask(urljoin(self.home, f"/wt/{board}/web/json/position/list?{fields}"), why, note=kept, headers=headers)


def _counted(data: Node) -> Node:
    """mode400 counts posts, not pages."""
    rows, size = number(data.get("rowCount")), number(data.get("rowSize"))
    return {**data, "pageCount": -(-rows // size)} if rows is not None and size else data
