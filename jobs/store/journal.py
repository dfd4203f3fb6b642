"""Changes that remember what they replaced, so that they can be taken back cell by cell.

A change is one of: cells of a column (`ids` held `before`, hold `after`), rows added, a row removed.
Played back, a cell gets its old value only where it still holds what the change put there: what
somebody changed later is newer knowledge and stays.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from jobs.store import changes
from jobs.store.base import insert_one
from jobs.store.bulk import slices
from jobs.store.tables import mention, metadata
from jobs.store.types import Moment

_MOMENT = Moment()


class Journal:
    """Changes rows of one transaction and keeps the list of what it did, ready for JSON."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.changes: list[dict[str, Any]] = []

    def put(self, table: Table, ids: Iterable[int], column: str, value: object) -> list[int]:
        """Put `value` into the column of these rows; returns the numbers of those that held another."""
        held: dict[Any, list[int]] = {}
        cell = table.c[column]
        for some in slices(sorted(set(ids))):
            other = and_(table.c.id.in_(some), cell.is_distinct_from(value))
            for number, before in self.connection.execute(select(table.c.id, cell).where(other).order_by(table.c.id)):
                held.setdefault(before, []).append(number)
            if table is mention:
                changes.note_mentions(self.connection, some)  # of the firm before, and of the firm after
            self.connection.execute(update(table).where(other).values({column: value}))
            if table is mention:
                changes.note_mentions(self.connection, some)
        for before, numbers in held.items():
            told = {"before": _plain(cell.type, before), "after": _plain(cell.type, value)}
            self.changes.append({"table": table.name, "column": column, "ids": numbers, **told})
        return [number for numbers in held.values() for number in numbers]

    def add(self, table: Table, row: Mapping[str, Any]) -> int:
        """Insert the row; returns its number."""
        number = insert_one(self.connection, table, row)
        self.added(table, [(number,)])
        return number

    def added(self, table: Table, keys: Sequence[tuple[Any, ...]]) -> None:
        """Note rows that somebody else inserted, by their primary keys."""
        if keys:
            self.changes.append({"table": table.name, "added": [list(key) for key in keys]})

    def remove(self, table: Table, number: int) -> None:
        """Delete the row of that number."""
        row = self.connection.execute(select(table).where(table.c.id == number)).first()
        if row is not None:
            kept = {column.name: _plain(column.type, getattr(row, column.name)) for column in table.c}
            self.connection.execute(delete(table).where(table.c.id == number))
            self.changes.append({"table": table.name, "removed": kept})

    def play_back(self, changes: Sequence[Mapping[str, Any]]) -> None:
        """Take changes back, the last one first; doing so is journaled like any other change."""
        for change in reversed(changes):
            table = metadata.tables[change["table"]]
            if "column" in change:
                self._restore(table, change)
            elif "removed" in change:
                self._bring_back(table, change["removed"])
            else:
                for key in change["added"]:
                    same = (column == value for column, value in zip(table.primary_key.columns, key, strict=True))
                    self.connection.execute(delete(table).where(*same))

    def touched(self, table: Table, column: str) -> set[int]:
        """Numbers of the rows whose column was changed."""
        return {number for each in self.changes if each["table"] == table.name and each.get("column") == column for number in each["ids"]}

    def _restore(self, table: Table, change: Mapping[str, Any]) -> None:
        cell = table.c[change["column"]]
        after = _read(cell.type, change["after"])
        for some in slices(change["ids"]):
            still = select(table.c.id).where(table.c.id.in_(some), cell.is_not_distinct_from(after))
            self.put(table, self.connection.execute(still).scalars().all(), change["column"], _read(cell.type, change["before"]))

    def _bring_back(self, table: Table, kept: Mapping[str, Any]) -> None:
        row = {name: _read(table.c[name].type, value) for name, value in kept.items() if name in table.c}
        make = sqlite.insert if self.connection.dialect.name == "sqlite" else postgresql.insert
        self.connection.execute(make(table).values(**row).on_conflict_do_nothing())
        self.added(table, [(kept["id"],)])


def _plain(kind: object, value: Any) -> Any:  # a cell holds anything
    """A cell as JSON holds it: a moment is its microseconds."""
    return _MOMENT.process_bind_param(value, None) if isinstance(kind, Moment) else value  # type: ignore[arg-type]  # the dialect is not looked at


def _read(kind: object, value: Any) -> Any:  # as above
    return _MOMENT.process_result_value(value, None) if isinstance(kind, Moment) else value  # type: ignore[arg-type]  # the dialect is not looked at
