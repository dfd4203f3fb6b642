"""What a page says once for many posts: the place or the firm in the heading above them, or in a line beside the list."""

from __future__ import annotations

import re

from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.kinds import is_foreign_place, is_legal, is_place, kind
from scrapers.families.generic.outline import DRESS, Outline
from scrapers.families.generic.row import Row

_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 dt th caption legend strong b summary".split())  # noqa: SIM905  # a list of words reads better
_BEFORE = 8  # texts before the first post that may speak of it
_SEEKS = re.compile(r"^(.{2,12}?)(?:地区)?(?:最新)?(?:招聘|招工|求职|用工|岗位|职位)(?:信息|岗位|职位|专区|列表)?$")
_SOME = 0.2  # of the posts: with more, the field has a column and the page says nothing for all


def told_above(page: Outline, seen: Bits, rows: list[Row]) -> None:
    """Fills in place and firm where no column has them."""
    for name in ("place", "company"):
        if sum(name in row.texts for row in rows) <= len(rows) * _SOME:
            _by_headings(page, seen, rows, name)
            _for_all(page, seen, rows, name)


def _by_headings(page: Outline, seen: Bits, rows: list[Row], name: str) -> None:
    """Each post has what the nearest heading above it names; a heading of the same rank that names none ends it."""
    said: tuple[str, int] | None = None
    after = max(0, seen.span(page, rows[0].first, rows[0].end)[0] - _BEFORE)
    for row in rows:
        first, last = seen.span(page, row.first, row.end)
        for bit in seen.all[after:first]:
            if page.elements[bit.element].around or (heading := _heading(page, bit.element)) is None:
                continue
            if text := _value(bit, name):
                said = text, heading
            elif said and page.elements[heading].key == page.elements[said[1]].key:
                said = None
        if said:
            row.put(name, said[0], 0.8, said[1])
        after = max(after, last)


def _for_all(page: Outline, seen: Bits, rows: list[Row], name: str) -> None:
    """A labelled value outside the list is every post's, when the page has no other."""
    spans = [seen.span(page, row.first, row.end) for row in rows]
    within = {number for first, last in spans for number in range(first, last)}
    values = {
        bit.value: bit.element
        for number, bit in enumerate(seen.all)
        if bit.label == name and bit.value and number not in within and not page.elements[bit.element].around
    }
    if len(values) == 1:
        text, element = values.popitem()
        if _is(name, text):
            for row in rows:
                row.put(name, text, 0.7, element)


def _heading(page: Outline, element: int) -> int | None:
    """The heading that the text stands in, or None."""
    for _ in range(4):
        one = page.elements[element]
        if one.tag in _HEADINGS:
            return element
        if one.parent < 0 or one.tag not in (*DRESS, "a", "span"):
            return None
        element = one.parent
    return None


def _value(bit: Bit, name: str) -> str | None:
    if bit.label == name and bit.value:
        return bit.value if _is(name, bit.value) else None
    if name == "place" and (found := _SEEKS.match(bit.text)) and is_place(found.group(1)):
        return found.group(1)
    return bit.text if not bit.label and _is(name, bit.text) else None


def _is(name: str, text: str) -> bool:
    if name == "company":
        return is_legal(text)
    return kind(text) == "place" or is_place(text) or is_foreign_place(text)
