"""Opens one file in a process of its own: bytes in, its tables out, one line of JSON a table. `python -m … KIND < FILE`.

The process gives itself little memory and time first; whatever a library does with a hostile file, it does here.
"""

from __future__ import annotations

import json
import resource
import sys
from collections.abc import Iterator

from scrapers.families.attachments import documents, portable, sheets
from scrapers.families.notice.grid import Cell, Table

#: Bytes of data, and seconds of the processor.
MEMORY, SECONDS = 190 * 1024 * 1024, 4


def main() -> None:
    """Read standard input, write its tables. Ends with a trace when the file is broken; the caller only sees that it did."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    content = sys.stdin.buffer.read()
    for table in read(sys.argv[1], content):
        sys.stdout.write(line(table))
        sys.stdout.flush()


def read(kind: str, content: bytes) -> Iterator[Table]:
    """The tables of a file of this kind. Raises whatever its library does."""
    if kind == "pdf":
        return portable.tables(content)
    return documents.tables(content) if kind == "docx" else sheets.tables(content)


def line(table: Table) -> str:
    """One table: its cells once, and rows of their numbers, so that merged cells stay one."""
    numbers: dict[int, int] = {}
    cells: list[Cell] = []
    for cell in (cell for row in table.rows for cell in row):
        if id(cell) not in numbers:
            numbers[id(cell)] = len(cells)
            cells.append(cell)
    told = {
        "cells": [(cell.text, cell.tall) for cell in cells],
        "rows": [[numbers[id(cell)] for cell in row] for row in table.rows],
        "before": table.before,
        "continues": table.continues,
    }
    return json.dumps(told) + "\n"


if __name__ == "__main__":
    main()
