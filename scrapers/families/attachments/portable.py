"""Tables of .pdf, by pdfplumber: ruled tables of pages with text. A scanned page has none."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from scrapers.families.notice.grid import MOST_COLUMNS, MOST_ROWS, Cell, Table, tidy

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage
    from pdfplumber.table import Table as PdfTable

MOST_PAGES = 60
#: Lines and characters of a page beyond which it is a drawing.
_MOST_LINES, _MOST_CHARACTERS = 4_000, 20_000
#: Points by which the edges of two cells may differ and still be one line.
_CLOSE = 1.5
_MOST_GROUPS = 2_000


def tables(content: bytes) -> Iterator[Table]:
    """The ruled tables, page by page; one that opens its page may go on that of the page before. Raises pdfminer's errors."""
    import pdfplumber

    with pdfplumber.open(BytesIO(content)) as book:
        for number, page in enumerate(book.pages[:MOST_PAGES]):
            if len(page.chars) <= _MOST_CHARACTERS and len(page.edges) <= _MOST_LINES:
                yield from _of_page(page, number)
            page.close()


def _of_page(page: PdfPage, number: int) -> Iterator[Table]:
    for at, found in enumerate(page.find_tables()):
        table = _table(found)
        table.continues = number > 0 and at == 0
        if at == 0 and found.bbox[1] > page.bbox[1] + 5:
            above = page.within_bbox((page.bbox[0], page.bbox[1], page.bbox[2], found.bbox[1]))
            table.before = next((line for line in reversed(tidy(above.extract_text()).split("\n")) if line), "")[:200]
        if table.rows:
            yield table


def _table(found: PdfTable) -> Table:
    """The cells by their rectangles, each at every place that its rectangle covers."""
    boxes = sorted({cell for cell in found.cells if cell}, key=lambda box: (box[1], box[0]))
    lefts, tops = _lines(box[0] for box in boxes), _lines(box[1] for box in boxes)
    texts = {
        cell: text
        for row, said in zip(found.rows, found.extract(), strict=True)
        for cell, text in zip(row.cells, said, strict=True)
        if cell
    }
    empty = Cell("")
    width = min(len(lefts), MOST_COLUMNS)
    rows = [[empty] * width for _ in tops[:MOST_ROWS]]
    for box in boxes:
        across = [at for at, left in enumerate(lefts[:width]) if box[0] - _CLOSE <= left < box[2] - _CLOSE]
        down = [at for at, top in enumerate(tops[:MOST_ROWS]) if box[1] - _CLOSE <= top < box[3] - _CLOSE]
        cell = Cell(_joined(texts.get(box) or ""), len(down) > 1)
        for at in down:
            for column in across:
                rows[at][column] = cell
    return Table(rows)


def _lines(edges: Iterator[float]) -> list[float]:
    """The different edges, ascending."""
    kept: list[float] = []
    for edge in sorted(set(edges))[:_MOST_GROUPS]:
        if not kept or edge - kept[-1] > _CLOSE:
            kept.append(edge)
    return kept


def _joined(text: str) -> str:
    """A cell's lines are broken by its width, not by meaning: Chinese is joined without a space."""
    lines = tidy(text).split("\n")
    joined = lines[0]
    for line in lines[1:]:
        space = " " if joined[-1:].isascii() and line[:1].isascii() and joined[-1:].isalpha() else ""
        joined += space + line
    return joined
