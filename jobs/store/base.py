"""What the parts of the store share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, insert
from sqlalchemy.dialects import postgresql, sqlite

from jobs.store.door import Door
from jobs.store.indexing import Index


class Part:
    """A part of the store: methods over one door, and the search index behind it."""

    def __init__(self, door: Door, index: Index) -> None:
        self._door = door
        self._index = index


class Within:
    """A part of a transaction: methods over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection


def upsert(connection: Connection, table: Table, row: Mapping[str, Any], key: Sequence[str], update: Sequence[str]) -> None:
    """Insert the row, or set the `update` columns of the one with the same `key`."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = make(table).values(**row)
    if update:
        fresh: dict[str, ColumnElement[Any]] = {name: statement.excluded[name] for name in update}
        connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=fresh))
    else:
        connection.execute(statement.on_conflict_do_nothing(index_elements=list(key)))


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]], key: Sequence[str]) -> int:
    """Insert those rows whose `key` is not there yet; returns how many were."""
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    # Told by the row that comes back: psycopg's row count is of no use once SQLAlchemy asks for the new number.
    statement = make(table).on_conflict_do_nothing(index_elements=list(key)).returning(*table.primary_key)
    return sum(connection.execute(statement, dict(row)).first() is not None for row in rows)


def insert_one(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert the row; returns its number."""
    return int(connection.execute(insert(table).values(**row).returning(table.c.id)).scalar_one())
