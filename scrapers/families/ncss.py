"""国家大学生就业服务平台 24365 (ncss): posts for graduates, asked by GB/T 2260 code.

A list ends at ten pages of twenty whatever it holds, so a longer one is asked for again by kind of post, and one of these
that is still longer by degree. Its search looks at titles (jobName); whether it finds firms is not known, so it is not asked
for them. A post's own page may want a login: it is linked to, never fetched. Shape as observed on 2026-09-15.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urljoin

from jobs.model import Ask, Page, Pay, Reading
from jobs.places import covers, gazetteer
from jobs.values import pay_of
from scrapers.families import base
from scrapers.families.cnboard import from_page, refuse, rows_of, turn, words
from scrapers.families.jsonboard import JsonBoard, Node, first, load, node, number, text
from scrapers.families.post import Written

_LIST = "/student/jobs/jobslist/ajax/"
_POST = "https://job.ncss.cn/student/jobs/{}/detail.html"
_PER_PAGE, _MOST_PAGES = 20, 10
_CATEGORIES = tuple(f"{code:02d}" for code in range(1, 30))
_DEGREES = ("51", "41", "31", "11", "01")
#: The platform states thousands of yuan; a number above this is yuan already.
_MOST_THOUSANDS = 200
_FIELDS = ("areaCode", "jobName", "jobType", "categoryCode", "property", "degreeCode", "monthPay", "industrySectors")
_RAW = {"major": "major", "nature": "recProperty", "scale": "recScale", "recruitment": "recruitType", "origin": "sourcesNameCh"}


@dataclass(frozen=True, kw_only=True)
class Ncss(JsonBoard):
    """The posts of one area."""

    family = "ncss"
    shapes = (("jobId", "recName", "pagenation"), ("jobId", "jobName", "recName", "degreeName"))
    hosts = ("ncss.cn",)

    kind: str = "board"
    most_pages: int = _MOST_PAGES

    def starts(self) -> Iterable[Ask]:
        """The first page of the area's list."""
        return (self._ask("start", 1, {"areaCode": self.place or ""}),)

    def read(self, page: Page) -> Reading:
        """A page of the list."""
        reply = node(load(page))
        data = node(reply, "data")
        if "list" not in data:
            return self._without(page, reply)
        rows = rows_of(page, data["list"], "职位列表（data.list）")
        paging = node(data, "pagenation")
        total, limit = number(paging.get("total")), number(paging.get("limit")) or _PER_PAGE
        here, area = max(1, turn(page, paging.get("offset"))), self._area(page)
        asks, ends = self._following(page, here, (total, limit))
        whole = ends and total is not None and (bool(rows) or not total)
        return self.listing(page, [self._row(row, area) if row else None for row in rows], asks=asks if rows else (), complete=whole)

    def _without(self, page: Page, reply: Node) -> Reading:
        """A reply without a list. Behind the first pages a stranger may be asked to log in: there his list ends, and it is not whole."""
        if not reply:
            raise base.not_promised(page, "职位列表（data.list）")
        error = refuse(page, reply, "errCode", "errMsg", "msg", "message")
        if error.kind != "blocked" or turn(page) == 1:
            raise error
        return Reading(kind="empty", family=self.family, said=error.missing)

    def _following(self, page: Page, here: int, size: tuple[int | None, int]) -> tuple[tuple[Ask, ...], bool]:
        """The next page, or the parts of a list that is longer than its cap; and whether the list ends here."""
        total, limit = size
        fields = {name: base.query(page.url, name) or "" for name in _FIELDS} if "areaCode=" in page.url else {"areaCode": self.place or ""}
        if total is None:
            return (), False
        if total > limit * _MOST_PAGES and here == 1 and (parts := _parts(fields)):
            return tuple(self._ask("start", 1, part) for part in parts), False
        if here * limit >= total:
            return (), True
        return ((self._ask("page", here + 1, fields),) if here < min(self.most_pages, _MOST_PAGES) else ()), False

    def _area(self, page: Page) -> str | None:
        """The place we asked for; the platform's answer to it is what says that its posts are there."""
        asked = base.query(page.url, "areaCode") if page.ask else None
        return asked if asked and asked == self.place else None

    def _row(self, row: Node, area: str | None) -> Written | None:
        key = text(row.get("jobId"))
        if not key:
            return None
        return Written(
            key=key,
            url=_POST.format(quote(key, safe="")),
            title=text(row.get("jobName")),
            company=text(row.get("recName")),
            places=_places(text(row.get("areaCodeName")), area),
            paid=_paid(row.get("lowMonthPay"), row.get("highMonthPay")),
            education=text(row.get("degreeName")),
            headcount=text(row.get("headCount")),
            posted=first(row, "publishDate", "updateDate"),
            more={name: "、".join(words(row.get(field))) for name, field in _RAW.items()} | {"tags": "、".join(words(row.get("recTags")))},
        )

    def _ask(self, why: str, number_: int, fields: Mapping[str, str]) -> Ask:
        asked = {name: fields.get(name, "") for name in _FIELDS} | {"offset": str(number_), "limit": str(_PER_PAGE)}
        headers = from_page(urljoin(self.home, "/student/jobs/index.html"))
        return Ask(f"{urljoin(self.home, _LIST)}?{urlencode(asked)}", why, note={"page": str(number_)}, headers=headers)


def _parts(fields: Mapping[str, str]) -> list[dict[str, str]]:
    """A list cut by kind of post, one of these by degree; what was cut twice is not cut again."""
    for name, codes in (("categoryCode", _CATEGORIES), ("degreeCode", _DEGREES)):
        if not fields.get(name):
            return [{**fields, name: code} for code in codes]
    return []


def _places(written: str | None, area: str | None) -> tuple[str, ...]:
    """Rows name the province; the city is the one that was asked for, when it lies in it."""
    known = gazetteer().get(area) if area else None
    if known is not None and written is not None and any(covers(code, known.code) for code in gazetteer().read(written).codes):
        return (known.name if written == known.name else f"{written}{known.name}",)
    return (written,) if written else ()


def _paid(low: object, high: object) -> Pay | None:
    """Thousands of yuan a month; 0 is 面议."""
    amounts = [_thousand(value) for value in (low, high)]
    stated = [amount for amount in amounts if amount is not None]
    if not stated:
        return None
    if not any(stated):
        return Pay("面议")
    size = 1000 if max(stated) <= _MOST_THOUSANDS else 1
    written = "-".join(f"{amount:g}" for amount in dict.fromkeys(stated))
    yuan = [None if amount is None else f"{amount * size:.0f}" for amount in amounts]
    return pay_of(f"{written}{'千' if size > 1 else ''}元/月", yuan[0], yuan[1], "month")


def _thousand(value: object) -> float | None:
    written = text(value) or ""
    try:
        found = float(written) if len(written) < 12 else None
    except ValueError:
        return None
    return found if found is not None and 0 <= found < 10**9 else None
