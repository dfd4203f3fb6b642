"""Tables with their merged cells spread out: one cell object for every place it covers. One pass over events, no tree, no recursion.

The same object standing at several places is how a caller sees that a cell was merged. Work and memory are bounded by the bytes
of the page, never by what a rowspan claims.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

MOST_TABLES, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 200, 5_000, 60, 60_000
LONGEST_CELL = 2_000

_SPACES = re.compile(r"[^\S\n]+")
_TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\s*\n\s*")
_BREAKS = frozenset("br p div li h1 h2 h3 h4 h5 h6".split())  # noqa: SIM905  # a list of words reads better
_SKIPPED = frozenset(("script", "style", "select", "textarea", "template", "noscript", "iframe"))
#: Tags that matter here; the others are passed by.
_KNOWN = _BREAKS | _SKIPPED | {"table", "tr", "td", "th"}


@dataclass(slots=True, eq=False)
class Cell:
    """A cell; compared by identity, for two cells may say the same."""

    text: str
    tall: bool = False  # it covers several rows


@dataclass(slots=True)
class Table:
    """Rows of cells, ragged where the page is; `before` is the line of text above it."""

    rows: list[list[Cell]] = field(default_factory=list)
    before: str = ""
    continues: bool = False  # may go on a table of the page before, as in a PDF


def tidy(text: object) -> str:
    """A cell's text: one line a paragraph, spaces squeezed, at most LONGEST_CELL characters."""
    written = str(text)[: LONGEST_CELL * 4]
    return _BLANK_LINES.sub("\n", _SPACES.sub(" ", written)).strip()[:LONGEST_CELL]


def of_html(text: str) -> list[Table]:
    """The tables of a page, inner ones beside outer ones, in the order in which they end."""
    low = text.lower()  # a few letters grow in lower case; then the piece fed is a little off, which the parser forgives
    start, end = low.find("<table"), low.rfind("</table")
    if start < 0:
        return []
    events = _Events(_above(text, start))
    parser = etree.HTMLParser(
        target=events,  # type: ignore[arg-type]  # the stubs ask for bytes too; an HTML target is given str
        encoding="utf-8",
        huge_tree=True,  # no depth limit: no tree is built
    )
    parser.feed(text[start : end if end > start else len(text)].encode("utf-8", "replace"))
    parser.close()
    return events.tables


def leaves(text: str) -> Iterator[tuple[int, int, Table]]:
    """The tables of a page that hold no other, each with where it begins and ends in the text. Linear."""
    start: int | None = None
    found = 0
    for tag in _TABLE.finditer(text):
        if not tag.group(1):
            start = tag.start()
        elif start is not None and found < MOST_TABLES:
            end = text.find(">", tag.end()) + 1 or len(text)
            found += 1
            for table in of_html(text[start:end]):
                table.before = _above(text, start)
                yield start, end, table
            start = None


def _above(text: str, start: int) -> str:
    """The last line of text before the first table."""
    piece = re.sub(r"<[^<>]{0,500}>", "\n", text[max(0, start - 500) : start])
    return next((line for line in reversed(tidy(piece).split("\n")) if line), "")[:200]


class Spread:
    """Rows as they come, merged cells carried down."""

    def __init__(self, before: str = "") -> None:
        self.table = Table(before=before)
        self._carried: dict[int, tuple[Cell, int]] = {}  # column -> cell and rows it still covers
        self.cells = 0

    def row(self, written: Iterable[tuple[str, int, int]]) -> None:
        """One row: text, columns and rows of each cell."""
        row: list[Cell] = []
        for text, wide, tall in written:
            self._carry(row)
            cell = Cell(tidy(text), tall > 1)
            for _ in range(max(1, min(wide, MOST_COLUMNS - len(row)))):
                if tall > 1:
                    self._carried[len(row)] = (cell, tall - 1)
                row.append(cell)
            if len(row) >= MOST_COLUMNS:
                break
        self._carry(row)
        self.cells += len(row)
        if row and len(self.table.rows) < MOST_ROWS and self.cells <= MOST_CELLS:
            self.table.rows.append(row)

    def _carry(self, row: list[Cell]) -> None:
        """Put down the cells from above that cover the next columns."""
        while (found := self._carried.get(len(row))) is not None and len(row) < MOST_COLUMNS:
            cell, left = found
            if left > 1:
                self._carried[len(row)] = (cell, left - 1)
            else:
                del self._carried[len(row)]
            row.append(cell)


@dataclass(slots=True)
class _Open:
    """A table that has not ended: its row, and the pieces of its cell."""

    spread: Spread
    row: list[tuple[str, int, int]] | None = None
    cell: list[str] | None = None
    spans: tuple[int, int] = (1, 1)

    def end_cell(self) -> None:
        if self.cell is not None and self.row is not None:
            self.row.append(("".join(self.cell), *self.spans))
        self.cell = None

    def end_row(self) -> None:
        self.end_cell()
        if self.row:
            self.spread.row(self.row)
        self.row = None


class _Events:
    """The target lxml talks to."""

    def __init__(self, above: str) -> None:
        self.tables: list[Table] = []
        self._open: list[_Open] = []
        self._said = above
        self._skip = 0
        self._cells = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag not in _KNOWN:
            return
        if tag in _SKIPPED:
            self._skip += 1
        elif tag == "table":
            self._open.append(_Open(Spread(self._said)))
        elif self._open:
            self._start_inside(self._open[-1], tag, attributes)

    def _start_inside(self, table: _Open, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "tr":
            table.end_row()
            table.row = []
        elif tag in ("td", "th"):
            table.end_cell()
            table.row = [] if table.row is None else table.row
            table.cell = []
            table.spans = (_span(attributes.get("colspan")), _span(attributes.get("rowspan")))
        elif table.cell is not None:
            table.cell.append("\n")

    def end(self, tag: str) -> None:
        if tag not in _KNOWN:
            return
        if tag in _SKIPPED:
            self._skip -= 1
        elif tag == "table":
            self._end_table()
        elif self._open:
            table = self._open[-1]
            if tag == "tr":
                table.end_row()
            elif tag in ("td", "th"):
                table.end_cell()
            elif table.cell is not None and tag != "br":
                table.cell.append("\n")

    def data(self, text: str) -> None:
        if self._skip > 0:
            return
        if self._open:
            if (cell := self._open[-1].cell) is not None:
                cell.append(text)
        elif said := text.strip():
            self._said = tidy(said[:200])

    def close(self) -> None:
        while self._open:
            self._end_table()

    def _end_table(self) -> None:
        if not self._open:
            return
        one = self._open.pop()
        one.end_row()
        self._cells += one.spread.cells
        if one.spread.table.rows and len(self.tables) < MOST_TABLES and self._cells <= MOST_CELLS * 4:
            self.tables.append(one.spread.table)


def _span(written: str | None) -> int:
    """A span as written; 1 for what is no number. 0 means "to the end", which sites do not use."""
    digits = (written or "").strip()
    return max(1, int(digits)) if digits.isascii() and digits.isdigit() and len(digits) <= 9 else 1
