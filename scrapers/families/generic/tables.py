"""Tables whose heads name their fields, above the columns or before the rows, and lists built like such tables."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from scrapers.families.generic.outline import Outline
from scrapers.families.generic.words import field_of

MOST_ROWS, MOST_COLUMNS = 2_000, 40
_NUMBER = re.compile(r"\d+")


@dataclass(slots=True)
class Group:
    """Rows of one shape: intervals of elements. `heads` are the fields that the heads of a table's columns name."""

    rows: list[tuple[int, int]]
    score: float = 0.0
    heads: dict[int, str] = field(default_factory=dict)
    cells: list[dict[int, int]] = field(default_factory=list)  # of each row: column -> element


def tables(page: Outline) -> Iterator[Group]:
    """Tables whose first rows name their columns, and lists built like tables; merged cells count for each of their rows."""
    rows_of: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(page.elements):
        if one.around or one.inside < 2:
            continue
        if one.tag == "tr":
            rows_of[_table(page, number)].append(number)
        elif one.tag in ("ul", "dl", "div", "li") and one.parent >= 0:
            rows_of[-one.parent - 1].append(number)
    for rows in rows_of.values():
        if len(rows) >= 2 and (group := _headed(page, rows) or _turned(page, rows)):
            yield group


def _table(page: Outline, row: int) -> int:
    above, steps = page.elements[row].parent, 0
    while above >= 0 and page.elements[above].tag != "table" and steps < 4:
        above, steps = page.elements[above].parent, steps + 1
    return above


def _headed(page: Outline, rows: list[int]) -> Group | None:
    """The rows below the one that names the columns."""
    at, heads = next(((at, heads) for at, row in enumerate(rows[:4]) if (heads := _heads(page, row))), (0, {}))
    if not heads:
        return None
    group, head = Group([], heads=heads), page.elements[rows[at]]
    width = max(_columns(page, rows[at]), default=0) + 1
    carried: dict[int, tuple[int, int]] = {}
    for number in rows[at + 1 : at + 1 + MOST_ROWS]:
        cells = _columns(page, number, carried)
        if abs(len(cells) - width) > 1 or page.elements[number].tag != head.tag:
            continue
        again = sum(field_of(page.text(cell)) is not None for cell in cells.values())
        if again * 2 > len(cells):  # the heads once more, below a page's break or for the next firm
            continue
        group.rows.append((number, page.elements[number].end))
        group.cells.append(cells)
    return group if group.rows else None


def _turned(page: Outline, rows: list[int]) -> Group | None:
    """A table whose first column names the fields and whose other columns are posts."""
    lines = [_columns(page, row) for row in rows[:MOST_COLUMNS]]
    heads = {number: name for number, line in enumerate(lines) if 0 in line and (name := field_of(page.text(line[0])))}
    width = min(len(line) for line in lines)
    named = set(heads.values()) - {"other"}
    if width < 3 or len(named) < 2 or "title" not in named or len(heads) * 2 <= len(lines):
        return None
    if any(field_of(page.text(line[column])) for line in lines for column in range(1, width)):
        return None  # label and value twice in a row
    at = next(number for number, name in heads.items() if name == "title")
    group = Group([], heads=heads)
    for column in range(1, width):
        cell = lines[at][column]
        group.rows.append((cell, page.elements[cell].end))
        group.cells.append({number: line[column] for number, line in enumerate(lines)})
    return group


def _heads(page: Outline, row: int) -> dict[int, str]:
    """The fields that a row of heads names; empty for any other row."""
    if not 2 <= page.elements[row].last - page.elements[row].first <= 40:
        return {}
    heads = {column: name for column, cell in _columns(page, row).items() if (name := field_of(page.text(cell)))}
    named = set(heads.values()) - {"other"}
    return heads if len(named) >= 2 and "title" in named and len(heads) * 2 > page.elements[row].inside else {}


def _columns(page: Outline, row: int, carried: dict[int, tuple[int, int]] | None = None) -> dict[int, int]:
    """Column -> cell; cells of rows above that reach down into this one are among them."""
    carried = {} if carried is None else carried
    found = {column: cell for column, (cell, left) in carried.items() if left > 0}
    for column, (cell, left) in list(carried.items()):
        carried[column] = (cell, left - 1)
    column, cell, end = 0, row + 1, page.elements[row].end
    while cell < end and column < MOST_COLUMNS:
        while column in found:
            column += 1
        one = page.elements[cell]
        down = _many(one.attributes.get("rowspan"))
        for _ in range(_many(one.attributes.get("colspan"))):
            if column >= MOST_COLUMNS:
                break
            found[column] = cell
            if down > 1:
                carried[column] = (cell, down - 1)
            column += 1
        cell = max(one.end, cell + 1)
    return found


def _many(written: str | None) -> int:
    found = _NUMBER.match(written or "")
    return min(max(int(found.group()[:3]), 1), 500) if found else 1
