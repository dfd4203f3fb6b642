"""Tables of .xlsx, .xls and .ods, by calamine: a sheet is a table."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO

from scrapers.families.notice.grid import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Cell, Table, tidy

MOST_SHEETS = 50
#: A merged range over more cells than this is a background.
_MOST_MERGED = 5_000


def tables(content: bytes) -> Iterator[Table]:
    """The sheets that hold something. Raises calamine's errors."""
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_object(BytesIO(content))
    shown = [sheet for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet]
    for number, about in enumerate(shown[:MOST_SHEETS]):
        sheet = book.get_sheet_by_name(about.name)
        start = sheet.start or (0, 0)
        rows = [[Cell(_text(value)) for value in row[:MOST_COLUMNS]] for row, _ in zip(sheet.iter_rows(), range(MOST_ROWS), strict=False)]
        rows = rows[: max(1, MOST_CELLS // max(1, len(rows[0]) if rows else 1))]
        _merge(rows, sheet.merged_cell_ranges or (), start if rows and len(rows) <= sheet.height else (0, 0))
        kept = [row for row in rows if any(cell.text for cell in row)]
        if kept:
            yield Table(kept, about.name if number < MOST_SHEETS else "")


def _text(value: object) -> str:
    """As the sheet shows it: 3 and not 3.0, a day without its midnight."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime) and not (value.hour or value.minute):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else tidy(value)


def _merge(rows: list[list[Cell]], ranges: object, start: tuple[int, int]) -> None:
    """Put the first cell of every merged range at all its places."""
    for (top, left), (bottom, right) in ranges:  # type: ignore[attr-defined]  # calamine types it loosely: pairs of row and column
        first_row, first_column = top - start[0], left - start[1]
        last_row, last_column = min(bottom - start[0], len(rows) - 1), right - start[1]
        if first_row < 0 or first_column < 0 or first_row > last_row or first_column >= len(rows[first_row]):
            continue
        if (last_row - first_row + 1) * (min(last_column, MOST_COLUMNS) - first_column + 1) > _MOST_MERGED:
            continue
        cell = rows[first_row][first_column]
        cell.tall = cell.tall or last_row > first_row
        for row in rows[first_row : last_row + 1]:
            for column in range(first_column, min(last_column + 1, len(row))):
                row[column] = cell
