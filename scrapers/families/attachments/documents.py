"""Tables of .docx, by python-docx, with the line above each."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from scrapers.families.notice.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TABLES, Cell, Table, tidy

if TYPE_CHECKING:
    from docx.table import Table as DocumentTable


def tables(content: bytes) -> Iterator[Table]:
    """The document's outermost tables. Raises python-docx's errors."""
    from docx import Document
    from docx.table import Table as DocumentTable

    said, found = "", 0
    for part in Document(BytesIO(content)).iter_inner_content():
        if isinstance(part, DocumentTable):
            table = _table(part, said)
            found += 1
            if table.rows:
                yield table
            if found >= MOST_TABLES:
                return
        elif part.text.strip():
            said = tidy(part.text)[:200]


def _table(written: DocumentTable, before: str) -> Table:
    """Rows of cells. A merged cell is one element of the document at all its places."""
    table = Table(before=before)
    known: dict[object, Cell] = {}
    rows_of: dict[object, int] = {}
    cells = 0
    for at, row in enumerate(written.rows):
        if at >= MOST_ROWS or cells > MOST_CELLS:
            break
        line: list[Cell] = []
        for one in row.cells[:MOST_COLUMNS]:
            element = one._tc  # noqa: SLF001  # the element is what tells that two cells are one
            if element not in known:
                known[element], rows_of[element] = Cell(tidy(one.text)), at
            known[element].tall = known[element].tall or rows_of[element] != at
            line.append(known[element])
        cells += len(line)
        table.rows.append(line)
    return table
