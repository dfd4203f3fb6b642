"""What the boards that answer in JSON share: typed looks into a reply, pay, days, HTML as text, and what an error says.

A reply is data from outside: every look at it names the type it wants, and whatever has another type is not there. Days are
those that the platform wrote, in its own zone; a bare number of milliseconds is a day in China, as everywhere.
"""

from __future__ import annotations

import html
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import ClassVar, Self
from urllib.parse import urlsplit

from jobs.errors import ReadError
from jobs.model import NOTHING, Ask, Page, Pay, Reading, Sighting
from jobs.values import pay, pay_of
from scrapers.families import base
from scrapers.families.contacts import without_contacts
from scrapers.families.post import Written, as_sighting
from scrapers.families.prose import lines as lines  # noqa: PLC0414  # whoever reads a reply finds all he needs here
from scrapers.families.prose import prose as prose  # noqa: PLC0414  # as above
from scrapers.source import Source

Node = Mapping[str, object]  # a JSON object as found

#: Characters of description kept of one page: finding contacts takes 0.4 s for a million. Shared out when a list has more.
MOST_WRITTEN = 3_000_000
_LEAST_WRITTEN = 1_000
_MOST_LOOKED_AT = 20_000
#: A title may say C++ <Senior>; these are elements.
_ELEMENT = re.compile(r"</?(?:script|style|iframe|img|svg|a|b|i|u|p|br|div|em|font|h\d|li|ol|ul|span|strong)\b[^<>]{0,300}>", re.IGNORECASE)
_YUAN = ("CNY", "RMB", "CNH")
_SAYS_YUAN = re.compile(r"元|人民币|\b(?:RMB|CNY)\b", re.IGNORECASE)
_AMOUNT = re.compile(r"[0-9][0-9,]{0,17}(?:\.[0-9]{1,6})?")
_PERIODS = {"hour": "hour", "day": "day", "daily": "day", "week": "week", "month": "month", "year": "year", "annu": "year"}
#: Twice a month, every two weeks: money for a time that we do not count in.
_ODD_PERIOD = re.compile(r"\b(?:bi|semi|half|one|[02-9])[ -]?(?=week|month|year|ann|time)", re.IGNORECASE)
_WRITTEN_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[T ]\d")
_GONE = re.compile(
    r"not.{0,3}found|\b(?:404|410)\b|no longer|does ?n[o']t exist|\b(?:closed|expired|gone|removed|archived|unavailable)\b", re.IGNORECASE
)
_BOARD = re.compile(r"board|account|company|site", re.IGNORECASE)  # what is not there is more than a post


# ---------------------------------------------------------------- looks into a reply


def load(page: Page) -> object:
    """The reply. Raises ReadError for what is no JSON, and for a page whose address is none: posts are told by theirs."""
    if not host(page.url):
        raise ReadError("来源地址不是网址", page.url)
    return base.json_of(page)


def node(value: object, *names: str) -> Node:
    """The object, or the one that the names lead to; an empty one when there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value if isinstance(value, dict) else {}


def nodes(value: object) -> list[Node]:
    """The objects of a list, at most MOST_POSTS and one; nothing else of it."""
    return [one for one in islice(value, base.MOST_POSTS + 1) if isinstance(one, dict)] if isinstance(value, list) else []


def replies(data: object, *names: str) -> list[Node]:
    """Replies that somebody put together in one file: objects with one of these fields, wherever they stand. Nothing recurses."""
    stack, found, looked = [data], list[Node](), 0
    while stack and looked < _MOST_LOOKED_AT:
        looked += 1
        one = stack.pop()
        if isinstance(one, dict) and any(name in one for name in names):
            found.append(one)
        elif isinstance(one, dict | list):
            stack.extend(reversed(list(one.values() if isinstance(one, dict) else one)))
    return found


def text(value: object) -> str | None:
    """One line from a text or a number; None for anything else."""
    if isinstance(value, float) and not math.isfinite(value):
        return None  # NaN and 1e999 are no JSON, but Python reads them
    if isinstance(value, int) and not -(10**18) < value < 10**18:
        return None
    if isinstance(value, str) and ("&" in value or "<" in value):
        value = html.unescape(value[: base.LONGEST_TEXT])
        value = base.plain(value) if _ELEMENT.search(value) else value
    return base.squeeze(value)


def first(row: Node, *names: str) -> str | None:
    """The text of the first field that has one."""
    return next((found for name in names if (found := text(row.get(name)))), None)


def label(value: object) -> str | None:
    """The text of a field that is one, or an object that carries its label or name."""
    return text(value) or first(node(value), "label", "name", "descriptor")


def number(value: object) -> int | None:
    """A count or an offset; None for what is none."""
    written = text(value)
    return int(written) if written and written.isascii() and written.isdecimal() and len(written) < 10 else None


def place(*parts: object) -> str | None:
    """A place from its parts, the small one first, each once: Datong, Shanxi, China."""
    return ", ".join(dict.fromkeys(filter(None, map(text, parts)))) or None


def day_of(*values: object) -> str | None:
    """The first day that is written, without the hour: a day is the one the platform wrote, whatever its zone."""
    written = next(filter(None, map(text, values)), None)
    found = _WRITTEN_DAY.match(written or "")
    return found.group(1) if found else written


def money(low: object, high: object, currency: object, period: object, written: object = None) -> Pay | None:
    """Pay from numbers; other money than yuan keeps its text and has no value. `written` is the platform's own text for it."""
    amounts = [_amount(low), _amount(high)]
    stated = list(dict.fromkeys(filter(None, amounts)))
    said, coin, every = text(written), (text(currency) or "").upper(), text(period) or ""
    if not stated:
        return (pay(said) if _SAYS_YUAN.search(said) else Pay(said)) if said else None
    known = next((unit for word, unit in _PERIODS.items() if word in every.lower()), None) if not _ODD_PERIOD.search(every) else None
    shown = said or " ".join(("-".join(stated), *filter(None, (coin,)))) + (f"/{known or every}" if every else "")
    if coin not in _YUAN or (every and known is None):
        return Pay(shown)
    return pay_of(shown, amounts[0], amounts[1], known)


def _amount(value: object) -> str | None:
    """A number above zero as digits; zero is how the platforms say "not stated"."""
    written = (text(value) or "").removesuffix(".0")
    return written if _AMOUNT.fullmatch(written) and written.strip("0.,") else None


# ---------------------------------------------------------------- boards


@dataclass(frozen=True, kw_only=True)
class JsonBoard(Source):
    """One employer's board on a platform that answers in JSON."""

    nothing_personal = "只取岗位的字段，接口里的人和电话一概不取；正文里的联系方式在读出前删去"

    #: Field names of which one group, all there, makes a reply this platform's; and the ends of its hosts.
    shapes: ClassVar[tuple[tuple[str, ...], ...]] = ()
    hosts: ClassVar[tuple[str, ...]] = ()

    board: str = ""  # what the platform calls the employer in its addresses
    company: str | None = None  # the firm's full name: platforms state a brand, or nothing
    kind: str = "employer"

    @classmethod
    def claims(cls, page: Page) -> float:
        """By the names of its fields, or less surely by its host."""
        if page.text.lstrip("\ufeff \r\n\t")[:1] not in ("{", "["):
            return 0.0
        if any(all(f'"{name}"' in page.text for name in shape) for shape in cls.shapes):
            return 0.95
        return 0.6 if host(page.url).endswith(cls.hosts) else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Self:
        """A board of whatever employer the page names."""
        return cls(id="saved", name=host(page.url), home=page.url)

    def listing(self, page: Page, rows: Sequence[Written | None], *, asks: Sequence[Ask] = (), complete: bool = True) -> Reading:
        """A list of posts; a post shown once a place is one post with these places. Raises ReadError when no row can be read."""
        found = self._together(page, rows)
        if not rows:
            return Reading(kind="empty", family=self.family, complete=complete, said="列表里没有职位")
        if not found:
            raise base.not_promised(page, "职位（编号、名称）")
        whole = complete and None not in rows and len(rows) <= base.MOST_POSTS
        said = f"太长，只读了前 {base.MOST_POSTS} 个职位" if len(rows) > base.MOST_POSTS else None
        return Reading(kind="list", family=self.family, sightings=tuple(found), asks=tuple(asks), complete=whole, said=said)

    def _together(self, page: Page, rows: Sequence[Written | None]) -> list[Sighting]:
        posts: dict[str, Written] = {}
        for row in rows[: base.MOST_POSTS]:
            if row is not None:
                posts[row.key] = _joined(posts[row.key], row, page.url) if row.key in posts else row
        share = max(_LEAST_WRITTEN, MOST_WRITTEN // max(1, len(posts)))
        return [seen for row in posts.values() if (seen := self._seen(page, row, share))]

    def _seen(self, page: Page, row: Written, share: int = base.LONGEST_TEXT) -> Sighting | None:
        if row.description and len(row.description) > share:
            row = replace(row, description=row.description[:share])
        seen = as_sighting(page, row, self.place)
        return seen if seen and seen.title else None

    def single(self, page: Page, row: Written | None) -> Reading:
        """A post's own reply. Raises ReadError when it cannot be read."""
        seen = self._seen(page, replace(row, detail=True)) if row else None
        if seen is None:
            raise base.not_promised(page, "职位（编号、名称）")
        return Reading(kind="closed" if seen.closed else "post", family=self.family, sightings=(seen,))

    def together(self, page: Page, data: object, row: Callable[[Page, Node], Written | None], missing: str, *names: str) -> Reading:
        """Posts with one of these fields, wherever they stand in what somebody saved: by department, by board, several replies in one file."""
        rows = [row(page, one) for one in replies(data, *names)]
        return self.listing(page, rows, complete=False) if rows else self.refused(page, data, missing)

    def refused(self, page: Page, data: object, missing: str) -> Reading:
        """A reply without posts: that a post is gone. Raises ReadError for any other, with the site's own words when it has some."""
        said = complaint(data)
        if said is None:
            raise base.not_promised(page, missing)
        if (page.ask is None or page.ask.why == "post") and _GONE.search(said) and not _BOARD.search(said):
            return Reading(kind="closed", family=self.family, said=said)
        raise ReadError(f"网站说：{said}", page.url)


def _joined(row: Written, again: Written, here: str) -> Written:
    """A post shown twice: what the first showing lacks is the second's, and the places are those of both.

    `here` is the page's own address: a showing that states no other says less than one that does.
    """
    if again.detail and not row.detail:
        row, again = again, row  # the post's own reply knows better than a row of a list
    lacks = {each.name: getattr(again, each.name) for each in fields(row) if getattr(row, each.name) is None}
    url = again.url if row.url == here else row.url
    return replace(row, **lacks, url=url, places=tuple(dict.fromkeys((*row.places, *again.places))))


def host(url: str) -> str:
    """The host of an address; empty when it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def path(url: str) -> str:
    """The path of an address; empty when it is none."""
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def complaint(data: object) -> str | None:
    """What a reply says went wrong; None when it says nothing of the kind."""
    reply = node(data)
    parts: list[str | None] = []
    for name in ("error", "errors", "errorCode", "code", "httpStatus", "status", "message", "detail"):
        value = reply.get(name)
        value = value[0] if isinstance(value, list) and value else value
        parts.append(text(value) or first(node(value), "message", "detail", "code"))
    if not any(name in reply for name in ("error", "errors", "errorCode", "message")):
        return None
    return without_contacts(" ".join(dict.fromkeys(filter(None, parts))))[:200] or None


def noted(page: Page, name: str) -> str | None:
    """What the ask for this page noted under a name."""
    return (page.ask.note if page.ask else NOTHING).get(name)
