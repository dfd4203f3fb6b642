"""Workday: a career site's posts twenty at a time by POST, their text in each post's own reply.

A site tells at most 2,000 posts of one question; a longer list is asked for again facet by facet. The total stands on the
first page only in some tenants, so that it is carried along. A row open at several places says "13 Locations": its own reply
names them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import quote, unquote

from jobs.model import Ask, Page, Reading
from scrapers.families import base
from scrapers.families.jsonboard import JsonBoard, Node, day_of, first, host, label, load, node, nodes, noted, number, path, replies, text
from scrapers.families.post import Written
from scrapers.families.prose import prose

_PER_PAGE, _MOST = 20, 2_000
_SEVERAL = re.compile(r"\d{1,4} (?:\w{1,20} )?Locations?|多个地点|\d{1,4} ?个(?:工作)?地点", re.IGNORECASE)
_LIST = re.compile(r"^/wday/cxs/[^/]{1,100}/([^/]{1,100})/(jobs$|job/)")
_FACETS = ("locationHierarchy1", "locationCountry", "jobFamilyGroup", "locations", "jobFamily", "workerSubType", "timeType")


@dataclass(frozen=True, kw_only=True)
class Workday(JsonBoard):
    """One site of a tenant: `board` is the tenant, `site` the site, `data_centre` its wd number."""

    family = "workday"
    shapes = (("jobPostings", "externalPath"), ("jobPostings", "total"), ("jobPostingInfo", "title"))
    hosts = (".myworkdayjobs.com", ".myworkdaysite.com")

    site: str = ""
    data_centre: str = "wd1"
    most_pages: int = 50  # of twenty posts each
    personal: tuple[str, ...] = ()

    def starts(self) -> Iterable[Ask]:
        """The first twenty."""
        return (self._ask(self._address(), "start", {}),)

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:  # noqa: ARG002  # the search knows its own names of places only
        """The site's full-text search: a group's posts name the firm."""
        return (self._ask(self._address(), "company", {"search": company}),)

    def _address(self) -> str:
        tenant = quote(self.board, safe="")
        return f"https://{tenant}.{self.data_centre}.myworkdayjobs.com/wday/cxs/{tenant}/{quote(self.site, safe='')}/jobs"

    def _ask(self, url: str, why: str, note: dict[str, str]) -> Ask:
        """A page of the list: search, facet and value, offset stand in the note and in the body."""
        facets = {note["facet"]: [note["value"]]} if note.get("facet") else {}
        wanted = {"appliedFacets": facets, "limit": _PER_PAGE, "offset": int(note.get("offset", "0")), "searchText": note.get("search", "")}
        body = json.dumps(wanted, ensure_ascii=False)
        return Ask(url, why, "POST", body, "application/json", {"offset": "0", **note}, {"Accept": "application/json"})

    def read(self, page: Page) -> Reading:
        """A page of the list, or one post; saved replies put together in one file are read as one list."""
        data = load(page)
        reply = node(data)
        if isinstance(reply.get("jobPostings"), list):
            return self._list(page, reply)
        if "jobPostingInfo" in reply:
            return self.single(page, self._post(page, reply))
        rows = [row for one in replies(data, "jobPostings", "jobPostingInfo") for row in self._rows(page, one)]
        return self.listing(page, rows, complete=False) if rows else self.refused(page, data, "职位列表（jobPostings）")

    def _list(self, page: Page, reply: Node) -> Reading:
        rows = self._rows(page, reply)
        offset = number(noted(page, "offset")) or 0
        total = number(reply.get("total")) or number(noted(page, "total")) or 0
        asks = list(self._onward(page, reply, rows, total)) if _LIST.match(path(page.url)) and page.ask else []
        whole = offset + len(rows) >= total and total < _MOST and not noted(page, "facet") and (bool(rows) or not total)
        reading = self.listing(page, rows, asks=asks, complete=whole)
        cut = total >= _MOST and not offset and not any(ask.note.get("facet") for ask in asks)
        return replace(reading, said=f"网站最多给 {_MOST} 个职位，列表不全") if cut else reading

    def _onward(self, page: Page, reply: Node, rows: list[Written | None], total: int) -> Iterator[Ask]:
        """The posts' own replies, then the next page, or the first page of each facet's value when the list is cut."""
        for row in filter(None, rows):
            if row.key:
                yield Ask(
                    page.url.removesuffix("/jobs") + _tail(row.url), "post", note={"key": row.key}, headers={"Accept": "application/json"}
                )
        note = dict(page.ask.note) if page.ask else {}
        offset, start = number(note.get("offset")) or 0, rows[0].key if rows and rows[0] else ""
        if total >= _MOST and not offset and not note.get("facet") and (shards := _shards(reply)):
            yield from (self._ask(page.url, "page", {**note, "facet": facet, "value": value}) for facet, value in shards)
        elif rows and offset + len(rows) < min(total, _PER_PAGE * self.most_pages) and start != note.get("first"):
            yield self._ask(page.url, "page", {**note, "offset": str(offset + len(rows)), "total": str(total), "first": start})

    def _rows(self, page: Page, reply: Node) -> list[Written | None]:
        if "jobPostingInfo" in reply:
            return [self._post(page, reply)]
        return [self._row(page, row) for row in nodes(reply.get("jobPostings"))]

    def _row(self, page: Page, row: Node) -> Written | None:
        tail, where = text(row.get("externalPath")), text(row.get("locationsText"))
        if not tail or not tail.startswith("/"):
            return None
        return Written(
            key=_key(tail),
            url=_public(page, tail),
            title=text(row.get("title")),
            company=self.company,
            places=(where,) if where and not _SEVERAL.fullmatch(where) else (),
            posted=day_of(row.get("postedOn")),
            more={"employment": text(row.get("timeType")), "workplace": text(row.get("remoteType"))},
        )

    def _post(self, page: Page, reply: Node) -> Written | None:
        info = node(reply, "jobPostingInfo")
        url = base.web_url(page, info.get("externalUrl"))
        identity = first(info, "jobPostingId", "jobReqId", "id")
        if not identity:
            return None
        where = info.get("additionalLocations")
        others = tuple(filter(None, map(label, where[:500]))) if isinstance(where, list) else ()
        main = label(info.get("location"))
        return Written(
            key=_key(path(url)) if url else _key(identity),
            url=url or (_public(page, _tail(page.url)) if "/job/" in path(page.url) else page.url),
            title=text(info.get("title")),
            company=first(node(reply, "hiringOrganization"), "name") or self.company,
            places=((main,) if main else ()) + others,
            occupation=label(info.get("jobFamilyGroup")) or label(info.get("jobFamily")),
            posted=day_of(info.get("startDate"), info.get("postedOn")),
            deadline=day_of(info.get("endDate")),
            detail=True,
            description=prose(info.get("jobDescription"), info.get("qualifications"), info.get("additionalInformation")),
            more={"employment": text(info.get("timeType")), "workplace": text(info.get("remoteType"))},
            closed=info.get("posted") is False,
        )


def _shards(reply: Node) -> list[tuple[str, str]]:
    """Facet and value of questions that together ask for everything, each short enough; empty when no facet does."""
    best: list[tuple[str, str]] = []
    told = 0
    queue = nodes(reply.get("facets"))
    for facet in islice(queue, 200):  # groups of facets stand inside facets: the queue grows while it is gone through
        values = nodes(facet.get("values"))
        queue.extend(value for value in values if "facetParameter" in value)
        name = text(facet.get("facetParameter"))
        counted = [(value_id, number(value.get("count")) or 0) for value in values if (value_id := text(value.get("id")))]
        if name in _FACETS and counted and all(count < _MOST for _, count in counted) and sum(count for _, count in counted) > told:
            told, best = sum(count for _, count in counted), [(name, value) for value, count in counted if count]
    return best[:200]


def _key(tail: str) -> str:
    """The requisition's number: what follows the last underscore of an address or posting id, or all of its last part."""
    last = unquote(tail.rstrip("/").rsplit("/", 1)[-1])
    return last.rsplit("_", 1)[-1] or last


def _tail(url: str) -> str:
    """The part of a post's address that names the post: /job/…"""
    _, found, rest = path(url).partition("/job/")
    return f"/job/{rest}" if found else path(url)


def _public(page: Page, tail: str) -> str:
    """The page that people open: the site's name before the post's, when the reply's own address tells it."""
    found = _LIST.match(path(page.url))
    return f"https://{host(page.url)}{f'/{found.group(1)}' if found else ''}{quote(tail, safe='/%-_.~,()')}"
