"""The state of the data as a value: equal to an earlier one only while nothing was written in between."""

from __future__ import annotations

import sqlite3
import threading

from jobs.errors import Busy
from jobs.store.base import Part
from jobs.store.door import Door
from jobs.store.indexing import Index


class DataVersion:
    """Asks SQLite by a connection of its own, microseconds at a time; PostgreSQL by a round trip. Safe to share between threads."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._lock = threading.Lock()
        self._own: sqlite3.Connection | None = None

    def read(self) -> int | str:
        """Read before the data: what is read afterwards is at least as new. Raises Busy."""
        if self._door.sqlite:
            try:
                with self._lock:
                    return int(self._connection().execute("PRAGMA data_version").fetchone()[0])
            except sqlite3.Error as error:
                raise Busy(str(error)) from error
        with self._door.reading() as connection:
            # A snapshot names every transaction under way and the next to come: the same one sees the same rows.
            return str(connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one())

    def close(self) -> None:
        """Give the connection back."""
        with self._lock:
            if self._own is not None:
                self._own.close()
                self._own = None

    def _connection(self) -> sqlite3.Connection:
        """One that never writes and is never another: the number tells of other connections' commits, and only to the same one."""
        if self._own is None:
            with self._door.reading() as connection:  # raises our errors when the file is away
                own = connection.connection.driver_connection
                assert isinstance(own, sqlite3.Connection)
                (_, _, path) = own.execute("PRAGMA database_list").fetchone()
            self._own = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        return self._own


class Versioned(Part):
    """The part of the store that tells whether it has changed."""

    def __init__(self, door: Door, index: Index) -> None:
        super().__init__(door, index)
        self._version = DataVersion(door)

    def version(self) -> int | str:
        """The state of the data, of use only to this process: what was read after it holds while it stays the same. Raises Busy."""
        return self._version.read()
