"""A question as an address, and back. Pure: the SQL that answers it lives in jobs.store.

One fixed order of keys, so that equal questions have equal addresses and caches, feeds and mails
agree. A repeated key is OR inside its group, groups are AND. What a stranger writes into an address
is never an error: unknown keys and values that make no sense are left out, what is too long is cut.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import parse_qs, quote, urlencode

from jobs.model import EDUCATION, Search
from jobs.places import gazetteer
from jobs.text import fold

if TYPE_CHECKING:
    from jobs.model import Pay, Place

#: Keys of an address, in their order. `cat` and `ben` are kept free for the occupation and the benefits.
KEYS = ("q", "cat", "pay", "exp", "edu", "ben", "days", "src", "firm", "sort", "page")


class Band(NamedTuple):
    """A range of a filter: low <= value < high; None is open."""

    label: str
    low: int | None
    high: int | None


#: Yuan a month.
PAY_BANDS: dict[str, Band] = {
    "0-3": Band("3K 以下", None, 3000),
    "3-5": Band("3–5K", 3000, 5000),
    "5-8": Band("5–8K", 5000, 8000),
    "8-12": Band("8–12K", 8000, 12000),
    "12-": Band("12K 以上", 12000, None),
    "stated": Band("薪资写明", None, None),
}
#: Least years a post asks for.
EXPERIENCES: dict[str, Band] = {
    "0": Band("经验不限", None, 1),
    "1-3": Band("1–3 年", 1, 3),
    "3-5": Band("3–5 年", 3, 5),
    "5-10": Band("5–10 年", 5, 10),
    "10-": Band("10 年以上", 10, None),
}
SORTS: dict[str, str] = {"confirmed": "最近核实", "new": "最新发布", "pay": "薪资", "match": "最相关"}
#: Offered spans, in days of China, today included; any number from 1 to MOST_DAYS is understood.
DAYS: dict[int, str] = {1: "今天", 3: "近 3 天", 7: "近 7 天", 30: "近 30 天"}

MOST_DAYS = 365
MOST_WORDS, LONGEST_WORD, LONGEST_Q = 8, 40, 400
MOST_VALUES = 20
_IN_NEWS = "news"
_SOURCE = re.compile(r"[a-z0-9][a-z0-9_.-]{0,63}\Z")
_CURSOR = re.compile(r"[A-Za-z0-9_-]{4,120}\Z")
_NUMBER = re.compile(r"[0-9]{1,18}\Z")
_CODE = re.compile(r"(?:[0-9]{6}|[0-9]{9})\Z")


# ---------------------------------------------------------------- address -> Search


def parse(args: Mapping[str, Sequence[str]], place: str | None = None) -> Search:
    """The question an address asks; `args` is key -> all its values. Never raises."""
    firms = _first(args, "firm", MOST_VALUES)
    numbers = [int(value) for value in firms if _NUMBER.match(value) and int(value)]
    days = [int(value) for value in _first(args, "days", 1) if _NUMBER.match(value)]
    cursor = [value for value in _first(args, "page", 1) if _CURSOR.match(value)]
    sort = [value for value in _first(args, "sort", 1) if value in SORTS]
    return Search(
        place=place if place is not None and _CODE.match(place) else None,
        words=words(" ".join(_first(args, "q", MOST_VALUES))),
        pay=_known(args, "pay", PAY_BANDS),
        experience=_known(args, "exp", EXPERIENCES),
        education=_known(args, "edu", EDUCATION),
        days=days[0] if days and 1 <= days[0] <= MOST_DAYS else None,
        source=tuple(sorted({value for value in _first(args, "src", MOST_VALUES) if _SOURCE.match(value)})),
        firm=numbers[0] if numbers else None,
        in_news=_IN_NEWS in firms,
        sort=sort[0] if sort else "confirmed",
        after=cursor[0] if cursor else None,
    )


def words(text: str) -> tuple[str, ...]:
    """The words of a question as they are looked for: folded, each once, at most MOST_WORDS."""
    found: dict[str, None] = {}
    for written in text[:LONGEST_Q].replace("\x00", " ").split():
        word = _settled(written)
        if word:
            found[word] = None
        if len(found) == MOST_WORDS:
            break
    return tuple(found)


def _settled(written: str) -> str:
    """The word folded until folding changes nothing more, so that an address read again says the same."""
    word = written
    for _ in range(4):
        folded = "".join(fold(word).encode("utf-8", "ignore").decode().split())[:LONGEST_WORD]
        if folded == word:
            return word
        word = folded
    return ""


def _first(args: Mapping[str, Sequence[str]], key: str, most: int) -> list[str]:
    values = args.get(key, ())
    return [str(value)[:LONGEST_Q].strip() for value in ([values] if isinstance(values, str) else values)[:most]]


def _known(args: Mapping[str, Sequence[str]], key: str, known: Collection[str]) -> tuple[str, ...]:
    """Those of the known values that were given, in the order we list them."""
    given = set(_first(args, key, MOST_VALUES))
    return tuple(value for value in known if value in given)


# ---------------------------------------------------------------- Search -> address and words


def pairs(search: Search) -> list[tuple[str, str]]:
    """(key, value) of everything the search says, in the fixed order; the place is in the path."""
    firm = [str(search.firm)] if search.firm is not None else []
    values: dict[str, Iterable[str]] = {
        "q": [" ".join(search.words)] if search.words else (),
        "pay": search.pay,
        "exp": search.experience,
        "edu": search.education,
        "days": [str(search.days)] if search.days is not None else (),
        "src": search.source,
        "firm": [*firm, *([_IN_NEWS] if search.in_news else [])],
        "sort": [search.sort] if search.sort != "confirmed" else (),
        "page": [search.after] if search.after else (),
    }
    return [(key, value) for key in KEYS for value in values.get(key, ())]


def query(search: Search) -> str:
    """The part of the address after "?"; empty for a search that only names a place."""
    return urlencode(pairs(search), quote_via=quote, safe="")


def _place(search: Search) -> Place | None:
    """The place asked for; None for the country and for a code nobody knows."""
    return gazetteer().place(search.place) if search.place else None


def address(search: Search) -> str:
    """Path and query of the list that answers the search."""
    place = _place(search)
    path = f"/r/{gazetteer().slug(place.code)}/" if place else "/"
    asked = query(search)
    return f"{path}?{asked}" if asked else path


def place_name(search: Search) -> str:
    """The name of the place as people say it: 大同市; 全国 without one."""
    place = _place(search)
    return place.name if place else (search.place or "全国")


def chips(search: Search) -> list[tuple[str, str, str]]:
    """(key, value, label) of every applied filter, for chips that can be taken away one by one."""
    labels: dict[str, dict[str, str]] = {
        "pay": {key: band.label for key, band in PAY_BANDS.items()},
        "exp": {key: band.label for key, band in EXPERIENCES.items()},
        "days": {str(days): DAYS.get(days, f"近 {days} 天") for days in {*DAYS, search.days or 1}},
        "edu": {"不限": "学历不限"},
        "firm": {_IN_NEWS: "见报企业", str(search.firm): "这家企业"},
    }
    return [(key, value, labels.get(key, {}).get(value, value)) for key, value in pairs(search) if key not in ("sort", "page")]


def describe(search: Search) -> str:
    """The search in a person's words: 大同市 · 焊工 · 5–8K · 近 7 天. OR inside a group is written 或."""
    groups: dict[str, list[str]] = {}
    for key, _, label in chips(search):
        groups.setdefault(key, []).append(label)
    return " · ".join([place_name(search), *("或".join(labels) for labels in groups.values())])


# ---------------------------------------------------------------- kept with an alert


def to_json(search: Search) -> str:
    """The search as an alert keeps it: place and query, without the page somebody happened to be on."""
    asked = urlencode([(key, value) for key, value in pairs(search) if key != "page"], quote_via=quote, safe="")
    return json.dumps({"place": search.place, "query": asked}, ensure_ascii=False, sort_keys=True)


def from_json(text: str) -> Search:
    """What `to_json` wrote."""
    kept = json.loads(text)
    return parse(parse_qs(kept["query"]), kept["place"])


# ---------------------------------------------------------------- what a filter compares

#: Times a unit of pay comes in a month: 21.75 working days and 174 hours, as labour law counts them.
_A_MONTH = {"month": 1.0, "year": 1 / 12, "week": 21.75 / 5, "day": 21.75, "hour": 174.0}


def monthly(pay: Pay | None) -> tuple[int, int] | None:
    """(low, high) in yuan a month, for comparing; None when it states nothing or is paid by the piece.

    "6K and more" counts as 6K and "up to 8K" as 8K: no figure is made up.
    """
    if pay is None or (pay.min is None and pay.max is None):
        return None
    times = _A_MONTH.get(pay.unit or "month")
    if times is None:
        return None
    stated = [round(value * times) for value in (pay.min, pay.max) if value is not None and 0 <= value <= 10**9]
    return (min(stated), max(stated)) if stated else None


def pay_keys(low: int | None, high: int | None) -> list[str]:
    """Keys of PAY_BANDS that pay from low to high in yuan a month falls into: it and the band share a figure."""
    return [] if low is None or high is None else [key for key, band in PAY_BANDS.items() if _shares(band, low, high)]


def experience_keys(years: int | None) -> list[str]:
    """Keys of EXPERIENCES that so many least years fall into."""
    return [] if years is None else [key for key, band in EXPERIENCES.items() if _shares(band, years, years)]


def _shares(band: Band, low: int, high: int) -> bool:
    return (band.low is None or high > band.low or low >= band.low) and (band.high is None or low < band.high)  # 5–8K is not yet 8–12K
