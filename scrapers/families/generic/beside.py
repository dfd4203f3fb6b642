"""What rows say beside their texts: a firm by its logo, fields in data-* attributes, a place behind the title."""

from __future__ import annotations

import re

from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.kinds import kind, place_behind
from scrapers.families.generic.outline import Element, Outline
from scrapers.families.generic.owner import owner
from scrapers.families.generic.row import Row
from scrapers.families.generic.words import DEPARTMENT, LOGO, NOISE, hint

_SOME, _MOST = 0.2, 0.6  # of the rows: with more the field has a column; so many must say it to be believed
_OF_LOGO = re.compile(r"^(?:logo (?:of|for) )|(?:[\s_-]*(?:company )?(?:logo|icon|brand)\b.*|的?(?:logo|标志|图标))$", re.IGNORECASE)
_NAMED = ("company", "place", "posted", "pay", "deadline")


def told_beside(page: Outline, seen: Bits, rows: list[Row], url: str) -> None:
    """Fills in what no column has."""
    if _lacks(rows, "company"):
        _by_logos(page, rows)
    _by_data(page, rows)
    if _lacks(rows, "company") and owner(page, url)[0] is None:
        _before_places(page, seen, rows)
    if _lacks(rows, "place"):
        for row in rows:
            if text := place_behind(row.texts["title"][0]):
                row.put("place", text, 0.7, row.where["title"])


def _lacks(rows: list[Row], name: str) -> bool:
    return sum(name in row.texts for row in rows) <= len(rows) * _SOME


def _by_logos(page: Outline, rows: list[Row]) -> None:
    """The text for a logo that does not load is the firm's name."""
    names = {number: found for number, row in enumerate(rows) if (found := _logo(page, row))}
    if len(names) < len(rows) * _MOST or (len(rows) > 2 and len({name for name, _ in names.values()}) == 1):
        return
    for number, (name, element) in names.items():
        rows[number].put("company", name, 0.75, element)


def _logo(page: Outline, row: Row) -> tuple[str, int] | None:
    for element in range(row.first, row.end):
        one = page.elements[element]
        alt = " ".join(one.attributes.get("alt", "").split()) if one.tag == "img" else ""
        if not alt or not LOGO.search(f"{alt} {one.names} {page.elements[one.parent].names} {one.attributes.get('src', '')[:200]}"):
            continue
        name = _OF_LOGO.sub("", alt).strip(" -–|:")
        if 2 <= len(name) <= 40 and name != row.texts["title"][0] and not NOISE.fullmatch(name):
            return name, element
    return None


def _before_places(page: Outline, seen: Bits, rows: list[Row]) -> None:
    """Shili Data · Berlin: what stands in one line with the place, before it, is the firm, unless it is a department."""
    placed = [row for row in rows if "place" in row.texts]
    found = [(row, bit) for row in placed if (bit := _before_place(page, seen, row))]
    names = {bit.text for _, bit in found}
    departments = sum(DEPARTMENT.fullmatch(name) is not None for name in names)
    if len(found) < max(3, len(placed) * _MOST) or len(names) < max(2, len(found) * 0.2) or departments > len(names) * 0.2:
        return
    for row, bit in found:
        row.put("company", bit.text, 0.65, bit.element)


def _before_place(page: Outline, seen: Bits, row: Row) -> Bit | None:
    """What the line begins with that the place stands in."""
    line = [bit for bit in seen.all[slice(*seen.span(page, row.first, row.end))] if bit.element == row.where["place"]]
    if len(line) < 2 or row.texts["place"][0] not in {bit.text for bit in line[1:]}:
        return None
    bit = line[0]
    free = bit.kind is None and not (bit.label or bit.noise or bit.titled) and bit.text != row.texts["title"][0]
    return bit if free and 2 <= len(bit.text) <= 40 else None


def _by_data(page: Outline, rows: list[Row]) -> None:
    """data-location="Berlin" on a row or in it, where most rows have one that reads like a value."""
    for name in _NAMED:
        if _lacks(rows, name):
            told = [(row, *found) for row in rows if (found := _data(page, row, name))]
            if len(told) >= len(rows) * _MOST:
                for row, text, element in told:
                    row.put(name, text, 0.7, element)


def _data(page: Outline, row: Row, name: str) -> tuple[str, int] | None:
    for element in range(row.first, row.end):
        one = page.elements[element]
        if len(one.attributes) > 1 and (text := _value(one, name)):
            return text, element
    return None


def _value(one: Element, name: str) -> str | None:
    for key, value in one.attributes.items():
        text = " ".join(value.split())
        if not key.startswith("data-") or not 2 <= len(text) <= 60 or hint(key[5:]) != name:
            continue
        if kind(text) == name or (name == "company" and kind(text) is None and text != text.lower() and not text.isdigit()):
            return text
    return None
