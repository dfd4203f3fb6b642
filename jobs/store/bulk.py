"""Many rows with one statement: the driver's executemany on SQLite, arrays on PostgreSQL.

Rows are dicts of equal names, or Columns when there are many. The SQL is put together once for each set of names; values go through the
types of their columns, a column at a time; what goes into a Json column must be hashable (JsonText, tuples).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import Any, TypeVar

from sqlalchemy import Connection, Dialect, Table, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.types import TypeEngine

from jobs.store.types import Str, storable

#: Rows as a list of values for each name.
Columns = Mapping[str, Sequence[Any]]
Rows = Sequence[Mapping[str, Any]] | Columns
Value = TypeVar("Value")

#: Values in one list of a statement: databases take only so many.
SOME = 500
#: Rows in one statement with arrays.
_MANY = 5_000
_POSTGRES = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy leaves it without types


def slices(values: Sequence[Value]) -> Iterator[Sequence[Value]]:
    """The values, so many at a time as one statement may list."""
    return (values[start : start + SOME] for start in range(0, len(values), SOME))


def insert(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert the rows, in their order."""
    _run(connection, table, rows, _insert)


def upsert(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert the rows; one whose primary key is there takes the new values. No two of them may have the same key."""
    _run(connection, table, rows, _upsert)


def update(connection: Connection, table: Table, rows: Rows) -> None:
    """Give the rows with these primary keys the new values."""
    _run(connection, table, rows, _update)


def delete(connection: Connection, table: Table, rows: Rows) -> None:
    """Delete the rows with these primary keys."""
    _run(connection, table, rows, _delete)


def starting(connection: Connection, table: Table, keys: Sequence[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """The primary keys, ascending, of the rows whose primary key begins with one of these."""
    if not keys:
        return []
    names = tuple(column.name for column in table.primary_key)
    sqlite = connection.dialect.name == "sqlite"
    values = (json.dumps(keys),) if sqlite else tuple(map(list, zip(*keys, strict=True)))
    rows = connection.exec_driver_sql(_starting(table, names, len(keys[0]), sqlite), values)
    return sorted(map(tuple, rows))


def next_number(connection: Connection, table: Table) -> int:
    """The number the next row would get. Only the one writer may ask."""
    if connection.dialect.name == "sqlite":
        given = select(func.coalesce(func.max(table.c.id), 0))
        known = int(connection.execute(given).scalar_one())
        if table.dialect_options["sqlite"]["autoincrement"]:
            last = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table.name,)).scalar()
            known = max(known, int(last or 0))
        return known + 1
    sequence = connection.exec_driver_sql("SELECT pg_get_serial_sequence(%s, 'id')", (table.name,)).scalar_one()
    return int(connection.exec_driver_sql(f"SELECT last_value + is_called::int FROM {sequence}").scalar_one())  # noqa: S608  # the database's own word


def gave_numbers(connection: Connection, table: Table, last: int) -> None:
    """Rows were given numbers up to `last`: PostgreSQL counts on from there. SQLite sees it by itself."""
    if connection.dialect.name != "sqlite":
        connection.exec_driver_sql("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", (table.name, last))


def _run(connection: Connection, table: Table, rows: Rows, write: Callable[[Table, tuple[str, ...], bool], str]) -> None:
    if not rows:
        return
    given = rows if isinstance(rows, Mapping) else {name: [row[name] for row in rows] for name in rows[0]}
    columns = [_plain(table.c[name].type, values, connection.dialect) for name, values in given.items()]
    sqlite = connection.dialect.name == "sqlite"
    statement = _statement(table, tuple(given), sqlite, write)
    if sqlite:
        if columns[0]:
            connection.exec_driver_sql(statement, list(zip(*columns, strict=True)))
        return
    for start in range(0, len(columns[0]), _MANY):
        connection.exec_driver_sql(statement, tuple(list(values[start : start + _MANY]) for values in columns))


def _plain(kind: TypeEngine[Any], values: Sequence[Any], dialect: Dialect) -> Sequence[Any]:
    """The values as the driver takes them."""
    if isinstance(kind, Str) and storable(values):
        return values
    convert = kind.dialect_impl(dialect).bind_processor(dialect)
    if convert is None:
        return values
    known = {value: convert(value) for value in set(values)}  # mostly one moment, or few days
    return [known[value] for value in values]


# ---------------------------------------------------------------- the statements


@cache
def _statement(table: Table, names: tuple[str, ...], sqlite: bool, write: Callable[[Table, tuple[str, ...], bool], str]) -> str:
    return write(table, names, sqlite)


def _insert(table: Table, names: tuple[str, ...], sqlite: bool) -> str:
    values = f"VALUES ({', '.join(repeat('?', len(names)))})" if sqlite else _arrays(table, names)
    return f"INSERT INTO {table.name} ({_listed(names)}) {values}"


def _upsert(table: Table, names: tuple[str, ...], sqlite: bool) -> str:
    key, others = _parted(table, names)
    fresh = ", ".join(f'"{name}" = excluded."{name}"' for name in others)
    return f"{_insert(table, names, sqlite)} ON CONFLICT ({_listed(key)}) DO UPDATE SET {fresh}"


def _update(table: Table, names: tuple[str, ...], sqlite: bool) -> str:
    key, others = _parted(table, names)
    if sqlite:  # named by position, so that the values may stand in the order of the row
        place = {name: f"?{position}" for position, name in enumerate(names, 1)}
        return f"UPDATE {table.name} SET {_equal(others, place, ', ')} WHERE {_equal(key, place, ' AND ')}"  # noqa: S608  # our own names
    place = {name: f'fresh."{name}"' for name in names}
    same = " AND ".join(f'{table.name}."{name}" = fresh."{name}"' for name in key)
    arrays = f"({_arrays(table, names)}) AS fresh({_listed(names)})"
    return f"UPDATE {table.name} SET {_equal(others, place, ', ')} FROM {arrays} WHERE {same}"  # noqa: S608  # our own names


def _delete(table: Table, names: tuple[str, ...], sqlite: bool) -> str:
    if sqlite:
        return f"DELETE FROM {table.name} WHERE " + " AND ".join(f'"{name}" = ?' for name in names)  # noqa: S608  # our own names
    return f"DELETE FROM {table.name} WHERE ({_listed(names)}) IN ({_arrays(table, names)})"  # noqa: S608  # our own names


@cache
def _starting(table: Table, names: tuple[str, ...], given: int, sqlite: bool) -> str:
    key, found = names[:given], f"SELECT {_listed(names)} FROM"
    if not sqlite:
        return f"{found} {table.name} WHERE ({_listed(key)}) IN ({_arrays(table, key)})"
    same = " AND ".join(f"\"{name}\" = json_extract(asked.value, '$[{position}]')" for position, name in enumerate(key))
    return f"{found} json_each(?) AS asked CROSS JOIN {table.name} ON {same}"  # CROSS: the asked ones first, each a look into the key


def _arrays(table: Table, names: tuple[str, ...]) -> str:
    return f"SELECT * FROM unnest({', '.join(f'%s::{table.c[name].type.compile(_POSTGRES)}[]' for name in names)})"  # noqa: S608  # as above


def _parted(table: Table, names: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(names of the primary key, the others)."""
    key = tuple(column.name for column in table.primary_key)
    return key, tuple(name for name in names if name not in key)


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _equal(names: tuple[str, ...], place: Mapping[str, str], between: str) -> str:
    return between.join(f'"{name}" = {place[name]}' for name in names)
