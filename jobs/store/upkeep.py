"""What whoever hosts the site asks of the database now and then: how large it is, room given back, the search index made anew."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from jobs.store.base import Part
from jobs.store.indexing import IndexFacts, Progress
from jobs.store.tables import metadata


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table: rows, and bytes with its indexes; None where the database does not tell."""

    name: str
    rows: int
    size: int | None


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """What the database holds. Sizes in bytes."""

    tables: tuple[TableFacts, ...]
    size: int  # of the whole database
    free: int | None  # of it unused, which `vacuum` gives back; None where the database reuses it by itself
    log: int  # SQLite's write-ahead log
    index: IndexFacts


class Upkeep(Part):
    """The part of the store for whoever hosts it."""

    def facts(self) -> StoreFacts:
        """What the database holds, counted row by row: seconds for a large one."""
        with self._door.reading() as connection:
            sizes = _sizes(connection)
            tables = tuple(
                TableFacts(table.name, connection.execute(select(func.count()).select_from(table)).scalar_one(), sizes.get(table.name))
                for table in metadata.sorted_tables
            )
            size, free = _size(connection)
            return StoreFacts(tables, size, free, self._door.log_size(), self._index.facts(connection))

    def vacuum(self, progress: Progress | None = None) -> int:
        """Give unused room back and let the database look anew at how its values are spread. Returns the bytes given back.

        Readers go on meanwhile; keeping waits. Raises Busy: somebody writes, or the disk has no room for the copy SQLite makes.
        """
        with self._door.reading() as connection:
            before = _size(connection)[0]
        if self._door.sqlite:
            self._door.roomy(before)
        steps = _sqlite_steps() if self._door.sqlite else [f"VACUUM (ANALYZE) {table.name}" for table in metadata.sorted_tables]
        with self._door.bare() as run:
            for done, step in enumerate(steps, 1):
                run(step)
                if progress:
                    progress(done, len(steps))
        self._door.checkpoint()
        with self._door.reading() as connection:
            return max(before - _size(connection)[0], 0)

    def reindex(self, progress: Progress | None = None) -> int:
        """Make the search index anew beside a running site; returns the number of posts in it. Raises Busy: another process is at it."""
        return self._index.renew(progress)


def _sqlite_steps() -> list[str]:
    """Statistics of each table, then the whole file written anew."""
    return [*(f"ANALYZE {table.name}" for table in metadata.sorted_tables), "VACUUM"]


def _size(connection: Connection) -> tuple[int, int | None]:
    """(bytes of the database, bytes of them unused)."""
    if connection.dialect.name == "sqlite":
        page, pages, free = (
            int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()) for name in ("page_size", "page_count", "freelist_count")
        )
        return page * pages, page * free
    return sum(_sizes(connection).values()), None


def _sizes(connection: Connection) -> dict[str, int]:
    """Bytes of each table with its indexes, as far as the database tells."""
    if connection.dialect.name == "sqlite":
        return {}  # only a build with dbstat can, and counts every page for it
    rows = connection.exec_driver_sql(
        "SELECT relname, pg_total_relation_size(oid) FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    )
    return {name: int(size) for name, size in rows}
