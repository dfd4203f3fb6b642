"""A row of a list: one post's texts by field, taken from the heads of its columns or from its own labels."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.column import Column
from scrapers.families.generic.kinds import kind, tidy_title
from scrapers.families.generic.links import OF_A_FIRM
from scrapers.families.generic.outline import DRESS, Outline
from scrapers.families.generic.words import DEPARTMENT, hint

_MOST_BITS, _LONGEST, _DEEP = 120, 160, 8  # texts of a row; characters of a value; elements between a row and a text
_DATED = re.compile(r"(?<=\S)\s+20\d\d[-/.]\d{1,2}[-/.]\d{1,2}$")  # behind a title
_NAME = re.compile(r"name|[a-z]{1,6}[-_]name", re.IGNORECASE)
#: Attributes whose values name what an element holds, as class names do.
_TELL = (
    "itemprop",
    "data-testid",
    "data-test",
    "data-test-id",
    "data-automation",
    "data-automation-id",
    "data-qa",
    "data-cy",
    "data-field",
)
_ICONS = re.compile(
    r"(?P<place>map[-_]?(?:marker|pin|mark)|location|geo[-_](?:alt|fill)|pin_drop|didian)|(?P<pay>money|payments?\b|salary|dollar|wallet|coins)|"
    r"(?P<company>building|company|\bbusiness\b|apartment|corporate_fare|\bdomain\b)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Row:
    """One post of a list: field -> texts, how sure each is, and its link (an element, or None)."""

    first: int
    end: int
    texts: dict[str, list[str]] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)
    where: dict[str, int] = field(default_factory=dict)  # field -> the element it stands in
    link: int | None = None
    duty: int | None = None  # the text with which the description begins

    def put(self, name: str, text: str, sure: float, element: int) -> None:
        """The first text of a field stays."""
        if name == "title":
            if dated := _DATED.search(text):
                text = text[: dated.start()]
                self.put("posted", dated.group().strip(), sure, element)
            text, count = tidy_title(text)
            self.put("headcount", count, sure, element)
        if text and name not in self.texts:
            self.texts[name], self.sure[name], self.where[name] = [text], sure, element


def by_heads(page: Outline, seen: Bits, heads: dict[int, str], cells: dict[int, int], row: Row) -> None:
    """A table's row: the heads say which cell is what."""
    for column, cell in sorted(cells.items()):
        name, one = heads.get(column), page.elements[cell]
        if name is None or name == "other" or one.last == one.first:
            continue
        if name in ("title", "company"):
            parts = [bit for bit in seen.all[slice(*seen.span(page, cell, one.end))] if not bit.noise]
            if name == "title" and len(parts) > 1 and DEPARTMENT.fullmatch(parts[0].text.strip("[]【】()（） ")) and parts[1].titled >= 0.7:
                del parts[0]  # [Sales] Clerk
            row.put(name, parts[0].text if parts else "", 0.95, cell)
        else:
            row.put(name, page.text(cell), 0.95, cell)


def by_labels(page: Outline, seen: Bits, number: int, row: Row, columns: dict[str, Column]) -> None:
    """Labelled texts of a row go to their fields; the others to the column of their place in the row."""
    first, last = seen.span(page, row.first, row.end)
    times: Counter[str] = Counter()
    value_of: Bit | None = None
    paid = -1  # the element whose whole text is the pay
    for order, bit in enumerate(seen.all[first : min(last, first + _MOST_BITS)]):
        if value_of is not None and bit.text == value_of.value:
            value_of = None
            continue
        value_of = None
        if bit.label:
            if bit.value and bit.label not in ("other", "duty"):
                row.put(bit.label, bit.value, 0.95, bit.element)
            if bit.label == "duty" and row.duty is None:
                row.duty = first + order
            value_of = bit if bit.head else None
            continue
        if paid >= 0 and paid <= bit.element < page.elements[paid].end:
            continue
        if (whole := _whole_pay(page, row, bit)) is not None:
            paid, bit = whole.element, whole  # noqa: PLW2901  # the text is a part of it
        if bit.noise or len(bit.text) > _LONGEST:
            continue
        path = _path(page, row, bit.element)
        times[path] += 1
        column = columns.setdefault(f"{path}#{times[path]}", Column(path, order=order))
        if not column.bits:
            column.hint = _hint(page, row, bit.element)
        column.bits[number] = bit


def _whole_pay(page: Outline, row: Row, bit: Bit) -> Bit | None:
    """The pay that an element named for it makes up of several texts: <p class="salary">$<b>150</b> - $<b>180</b> / week</p>."""
    element = bit.element
    for _ in range(3):
        one = page.elements[element]
        if bit.kind == "pay" or element <= row.first:
            return None
        if hint(one.names) == "pay" and 2 <= one.last - one.first <= 8:
            text = page.text(element, 8)
            return Bit(text, element, "pay") if kind(text) == "pay" else None
        element = one.parent
    return None


def _path(page: Outline, row: Row, element: int) -> str:
    """The way from the row down to the element; cells by their number."""
    parts: list[str] = []
    for _ in range(_DEEP):  # a word found may be in bold, or not
        if page.elements[element].tag not in DRESS or element <= row.first:
            break
        element = page.elements[element].parent
    while element >= row.first and len(parts) < _DEEP:
        one = page.elements[element]
        if element > row.first or row.end > one.end:
            parts.append(f"{one.tag}:{one.at}" if one.tag in ("td", "th", "dd") else one.key)
        element = one.parent
    return "/".join(reversed(parts))


def _icon(page: Outline, element: int) -> str | None:
    """What the picture before a text stands for: <i class="fa fa-map-marker"></i> Datong."""
    first = element + 1
    if first >= len(page.elements) or page.elements[first].parent != element or page.elements[first].tag not in ("i", "span", "img"):
        return None
    one = page.elements[first]
    found = _ICONS.search(f"{one.names} {one.attributes.get('src', '')[:200]}") if one.first == one.last else None
    return found.lastgroup if found else None


def _hint(page: Outline, row: Row, element: int) -> str | None:
    """What the class names between the text and its row speak of; the nearest first."""
    anchor = page.anchor(element, row.first)
    if anchor is not None and OF_A_FIRM.search(page.elements[anchor].attributes["href"]):
        return "company"
    steps = 0
    while element > row.first and steps < 4:
        one = page.elements[element]
        said = [one.attributes[name] for name in _TELL if name in one.attributes] if len(one.attributes) > 1 or not one.names else ()
        if found := hint(" ".join((*said, one.names))) or (_icon(page, element) if not steps else None):
            return "name" if found == "title" and _NAME.fullmatch(one.names.partition("#")[0].strip()) else found
        element, steps = one.parent, steps + 1
    return None
