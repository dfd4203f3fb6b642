"""Which column of a list without heads holds the titles."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.families.generic.bits import Bit
from scrapers.families.generic.column import FLOOR, Column, Post
from scrapers.families.generic.kinds import kind, place_behind, title_like
from scrapers.families.generic.outline import Outline

_TITLES = ("title", "name")  # what a class name says of a title; a bare name may be the firm's
_OF_POSTS = ("pay", "education", "experience", "headcount")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def find_titles(page: Outline, rows: Sequence[Post], columns: list[Column]) -> None:
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
