"""The columns of a list without heads: which is which field, voted over all rows, with how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from scrapers.families.generic.bits import Bit
from scrapers.families.generic.kinds import kind, place_behind, title_like
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.words import DEPARTMENT, FIELDS

#: Below, a field of a list is left unknown; a list whose titles are below is no list.
FLOOR = 0.6
_TITLES = ("title", "name")  # what a class name says of a title; a bare name may be the firm's
_OF_POSTS = ("pay", "education", "experience", "headcount")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class Post(Protocol):
    """What a column gives its texts to: a row."""

    texts: dict[str, list[str]]

    def put(self, name: str, text: str, sure: float, element: int) -> None:
        """The first text of a field stays."""


@dataclass(slots=True)
class Column:
    """What stands at one place of every row."""

    path: str
    bits: dict[int, Bit] = field(default_factory=dict)  # row -> text
    hint: str | None = None
    order: float = 0.0
    name: str | None = None  # the field it was found to be
    sure: float = 0.0

    def share(self, name: str) -> float:
        """How many of its texts have the field's notation."""
        return sum(bit.kind == name for bit in self.bits.values()) / len(self.bits)

    def share_none(self) -> float:
        """How many may be anything."""
        return sum(bit.kind is None for bit in self.bits.values()) / len(self.bits)

    def mean_title(self) -> float:
        """How much its texts read like titles."""
        return sum(bit.titled for bit in self.bits.values()) / len(self.bits)


def decide(page: Outline, rows: Sequence[Post], columns: dict[str, Column]) -> None:
    """Columns to fields."""
    count = len(rows)
    known = [column for column in columns.values() if len(column.bits) >= max(1, count * 0.12)]
    _titles(page, rows, known)
    for name in FIELDS[1:]:
        if name == "deadline":
            continue
        fitting = [(sure, column) for column in known if column.name is None and (sure := _sure(column, name)) >= FLOOR]
        if not fitting:
            continue
        _, best = max(fitting, key=lambda pair: (round(pair[0] * (0.5 + len(pair[1].bits) / count / 2), 2), -pair[1].order))
        for one, column in sorted(fitting, key=lambda pair: (pair[1] is not best, -pair[0])):
            apart = column.hint == name and not column.bits.keys() & best.bits.keys()  # firms with a link and firms without
            if column is best or (name == "place" and column.path == best.path) or column.share(name) >= 0.5 or apart:
                column.name, column.sure = name, one
                _fill(rows, column, name, first=column is best or column.path != best.path)
    _second_names(rows, known)


def _second_names(rows: Sequence[Post], columns: list[Column]) -> None:
    """Where rows have two names and the first is the title, the second is the firm's."""
    title = next((column for column in columns if column.name == "title"), None)
    if title is None or any("company" in row.texts for row in rows):
        return
    for column in columns:
        texts = {bit.text for bit in column.bits.values()}
        if (
            column.name is None
            and column.hint == "name"
            and column.path.rpartition("/")[0] != title.path
            and len(column.bits) >= len(rows) * 0.8
            and column.share_none() >= 0.6
            and column.mean_title() < 0.3
            and len(texts) >= max(2, len(column.bits) * 0.4)
            and sum(len(text) > 30 or DEPARTMENT.fullmatch(text) is not None for text in texts) < len(texts) * 0.3
        ):
            column.name, column.sure = "company", 0.72
            for number, bit in column.bits.items():
                rows[number].put("company", bit.text, column.sure, bit.element)
            return


def _sure(column: Column, name: str) -> float:
    """How sure a column is a field: the notation of its texts and its class names are two witnesses."""
    share = column.share(name)
    others = 1 - share - column.share_none()
    said = column.hint == name
    if name in ("company", "place"):
        telling = 0.72 if said and others < 0.3 else 0.0
        if said and name == "company" and share == 0 and column.mean_title() > 0.6:
            telling = 0.4
        return 1 - (1 - 0.93 * _sharp(share)) * (1 - telling)
    if name == "posted" and column.hint == "deadline":
        return 0.0
    return 1 - (1 - 0.93 * _sharp(share)) * (1 - (0.5 if said and share > 0.1 else 0.0))


def _sharp(share: float) -> float:
    """A column half of whose texts fit is more than half sure: firms are also written short, pay is also left empty."""
    return min(1.0, share * 1.5) if share >= 0.3 else share * 0.8


def _fill(rows: Sequence[Post], column: Column, name: str, first: bool) -> None:
    loose = column.share(name) >= 0.6 or column.hint == name
    for number, bit in column.bits.items():
        may_be = first and loose and bit.kind is None and not bit.noise and len(bit.text) <= 60
        fits = bit.kind == name or (
            may_be and (name == "company" or (name == "place" and not bit.titled and (bit.text.isascii() or column.hint == name)))
        )
        if not fits or (name == "company" and bit.kind is None and bit.titled >= 0.7 and column.hint != name):
            continue
        row = rows[number]
        if not first and name in row.texts:
            row.texts[name].append(bit.text)
        row.put(name, bit.text, column.sure, bit.element)


def _titles(page: Outline, rows: Sequence[Post], columns: list[Column]) -> None:
    """The column of titles, and those that help out where it is empty."""
    if sum("title" in row.texts for row in rows) * 2 > len(rows):
        return
    facts = _facts(columns, len(rows))
    scored = sorted(
        ((_title_sure(page, column, len(rows), facts), column) for column in columns), key=lambda pair: (-pair[0], pair[1].order)
    )
    for sure, column in scored[:1]:
        if sure < FLOOR or _several(page, column, columns):
            return
        column.name, column.sure = "title", min(sure, 0.98)
        for number, bit in column.bits.items():
            if len(bit.text) <= 120 and (bit.kind in (None, "company", "place") or title_like(bit.text) > 0.5):
                rows[number].put("title", _whole(page, bit), column.sure, bit.element)


def _whole(page: Outline, bit: Bit) -> str:
    """A title of two names as it stands: Java / AEM Developer. Values parted from a title by the same sign are left out."""
    whole = page.text(bit.element, 100)
    parts = whole.split(" / ")
    if len(parts) < 2 or len(whole) > 90 or not whole.startswith(bit.text):
        return bit.text
    return whole if all(kind(part) is None for part in parts) or place_behind(parts[0]) else bit.text


def _several(page: Outline, column: Column, columns: list[Column]) -> bool:
    """Whether most rows hold a second title as the first, with a link of its own: they are groups of posts."""
    for other in columns:
        if other.path == column.path and other is not column and other.mean_title() >= 0.7 and len(other.bits) * 2 >= len(column.bits):
            both = [
                (page.anchor(column.bits[number].element), page.anchor(bit.element))
                for number, bit in other.bits.items()
                if number in column.bits
            ]
            return sum(None not in pair and pair[0] != pair[1] for pair in both) * 2 > len(both)
    return False


def _facts(columns: list[Column], count: int) -> int:
    """How many fields that only posts have stand in most rows."""
    told = {name for column in columns for name in _OF_POSTS if column.share(name) >= 0.6 and len(column.bits) >= count * 0.6}
    return len(told)


def _title_sure(page: Outline, column: Column, count: int, facts: int) -> float:
    texts = [bit.text for bit in column.bits.values()]
    typed = sum(bit.kind is not None for bit in column.bits.values()) / len(texts)
    words = column.mean_title()
    distinct = len(set(texts)) / len(texts)
    first = column.order == 0 and facts >= 2 and count >= 3 and distinct >= 0.6 and max(map(len, texts)) <= 40
    if len(texts) < count * 0.5 or typed > 0.5 or (words < 0.2 and column.hint not in _TITLES and not first):
        return 0.0
    sample = next(iter(column.bits.values())).element
    tags = {page.elements[sample].tag, page.elements[page.elements[sample].parent].tag}
    anchors = {page.elements[found].attributes["href"] for bit in column.bits.values() if (found := page.anchor(bit.element)) is not None}
    sure = (
        0.55 * words
        + 0.3 * (column.hint in _TITLES)
        + 0.2 * bool(tags & _HEADINGS)
        + 0.25 * (len(anchors) > len(texts) * 0.5)
        + 0.12 * (column.order == 0)
        + 0.3 * (first and column.hint is None)  # what begins a row of pay, degree and years is the post's name, whatever its words
    )
    sure -= 0.4 * (distinct < 0.3 and len(texts) >= 4 and len(anchors) < len(texts) * 0.8) + 0.3 * (
        column.hint in ("company", "place", "pay", "posted")
    )
    return sure - 0.15 * (column.order > 3)
