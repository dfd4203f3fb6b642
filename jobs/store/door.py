"""The door to the database: connections, transactions, and the one place where its errors become ours.

SQLite runs in WAL mode, so readers never wait. A write begins with BEGIN IMMEDIATE: it queues for
the one writer's place at its first statement and cannot fail half-way for a lock. On PostgreSQL
an advisory lock gives writes the same order, so both databases show the same behaviour.
Checkpoints: see docs/decisions/0003-store.md.
"""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, RootTransaction, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import ConnectionPoolEntry

from jobs.errors import Busy, SettingError

#: Seconds a write waits for its turn.
WAIT_SECONDS = 5
#: Bytes the write-ahead log may grow to before the process that checkpoints does so.
LOG_BYTES = 4 * 1024 * 1024
#: Low byte of SQLite's codes for: busy, locked, read-only, interrupted, I/O error, full, cannot open.
_SQLITE_BUSY = frozenset({5, 6, 8, 9, 10, 13, 14})
#: SQLSTATE classes: connection lost, rollback (deadlock, serialization), no resources, lock not available, shutdown.
_POSTGRES_BUSY = ("08", "40", "53", "55P03", "57")
_ADVISORY = 0x746F6E67  # "tong"


class Door:
    """Connections to one database. Safe to share between threads; not to be carried over a fork."""

    def __init__(self, url: str, *, checkpoints: bool = False) -> None:
        parsed = make_url(url)
        self.sqlite = parsed.get_backend_name() == "sqlite"
        self._path = Path(parsed.database) if self.sqlite and parsed.database else None
        self._checkpoints = checkpoints and self._path is not None
        self._checking = threading.Lock()
        self.engine = _sqlite(parsed, self._path) if self.sqlite else _postgres(parsed)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent look. Raises Busy only when the database itself is away."""
        with _ours(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, durable: bool = False, alone: bool = True) -> Iterator[Connection]:
        """One transaction: everything or nothing. Raises Busy.

        `durable`: on the disk before it returns (consent, outbox), and what it deletes is overwritten.
        `alone=False` lets PostgreSQL run it beside other writers; for leases, which skip locked rows.
        """
        with _ours():
            with self._turn(durable) as connection:
                if alone and not self.sqlite:
                    connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{WAIT_SECONDS}s'")
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY}, hashtext(current_schema()))")
                yield connection
            if self._checkpoints and self.log_size() > LOG_BYTES:
                self.checkpoint()

    @contextmanager
    def _turn(self, durable: bool) -> Iterator[Connection]:  # private, named at its one call
        with self.engine.connect() as plain:
            connection = plain.execution_options(tongpin_write="durable" if durable else "write")
            with self._begun(connection):
                yield connection

    def _begun(self, connection: Connection) -> RootTransaction:
        """Ask for the writer's place every few milliseconds. SQLite's own wait sleeps up to 100, and a busy neighbour would starve it."""
        until = time.monotonic() + WAIT_SECONDS
        while True:
            try:
                return connection.begin()
            except OperationalError as error:
                if not self.sqlite or not _is_busy(error) or time.monotonic() > until:
                    raise
            time.sleep(random.uniform(0.001, 0.004))  # noqa: S311  # no secret: only so that two do not ask in step

    @contextmanager
    def limited(self, connection: Connection, seconds: float) -> Iterator[None]:
        """Statements inside end after so long: Busy, for whoever opened the connection."""
        if not self.sqlite:
            connection.exec_driver_sql(f"SET LOCAL statement_timeout = {max(round(seconds * 1000), 1)}")
            yield
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            return
        until = time.monotonic() + seconds
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_progress_handler(lambda: time.monotonic() > until, 20_000)
        try:
            yield
        finally:
            driver.set_progress_handler(None, 0)

    @contextmanager
    def bare(self) -> Iterator[Callable[[str], object]]:
        """Runs statements each by itself, outside any transaction: what VACUUM asks for. Raises Busy."""
        with _ours(), self.engine.connect() as plain:
            if not self.sqlite:
                plain = plain.execution_options(isolation_level="AUTOCOMMIT")  # noqa: PLW2901  # the same connection, told so
                yield plain.exec_driver_sql
                return
            driver = plain.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            yield driver.execute

    def roomy(self, size: int) -> None:
        """Raises Busy unless the disk has room for so many bytes beside the database."""
        free = shutil.disk_usage(self._path.parent).free if self._path else size
        if free < size:
            raise Busy(f"{size - free} bytes more are needed on the disk of {self._path}")

    def checkpoint(self) -> bool:
        """Move the write-ahead log into the database and empty it; False when a reader or writer was in the way.

        TRUNCATE holds the writer's place all the while: nobody writes during a checkpoint, which keeps
        clear of the WAL-reset bug of SQLite before 3.51.3 as long as one process checkpoints.
        """
        if not self._checkpoints or not self._checking.acquire(blocking=False):
            return False
        try:
            with _ours(), self.engine.connect() as connection:
                driver = connection.connection.cursor()
                driver.execute("PRAGMA busy_timeout = 250")
                try:
                    busy = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                finally:
                    driver.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
                return busy is not None and busy[0] == 0
        finally:
            self._checking.release()

    def log_size(self) -> int:
        """Bytes of SQLite's write-ahead log; 0 on a server."""
        try:
            return os.stat(f"{self._path}-wal").st_size  # noqa: PTH116  # no Path: the name is the database's with a suffix glued on
        except OSError:
            return 0


# ---------------------------------------------------------------- the two engines


def _sqlite(url: URL, path: Path | None) -> Engine:
    if path is None or str(path) == ":memory:":
        raise ValueError("SQLite needs a file: every thread and process must see the same rows")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            path.touch(mode=0o600)  # it holds addresses; the log and the index beside it take over the mode
    except OSError as error:
        raise SettingError(f"TONGPIN_DATABASE_URL, TONGPIN_DATA_DIR: {path} cannot be made ({error.strerror})") from error
    engine = create_engine(url, pool_size=8, max_overflow=24, pool_timeout=WAIT_SECONDS, connect_args={"timeout": WAIT_SECONDS})

    @event.listens_for(engine, "connect")
    def _prepare(driver: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        driver.isolation_level = None  # sqlite3's own: no BEGIN behind our back
        cursor = driver.cursor()
        for pragma in (
            "journal_mode = WAL",
            "synchronous = NORMAL",
            "foreign_keys = ON",
            f"busy_timeout = {WAIT_SECONDS * 1000}",
            "wal_autocheckpoint = 0",
            "cache_size = -16000",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        kind = connection.get_execution_options().get("tongpin_write")
        if kind is None:
            connection.exec_driver_sql("BEGIN")
            return
        durable = kind == "durable"
        connection.exec_driver_sql(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}").close()
        connection.exec_driver_sql(f"PRAGMA secure_delete = {'ON' if durable else 'OFF'}").close()
        connection.exec_driver_sql("PRAGMA busy_timeout = 0").close()
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        finally:
            connection.exec_driver_sql(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}").close()

    return engine


def _postgres(url: URL) -> Engine:
    # Asked before use, so that a restarted server costs one round trip and no error.
    return create_engine(
        url, pool_size=8, max_overflow=24, pool_timeout=WAIT_SECONDS, pool_pre_ping=True, connect_args={"connect_timeout": 5}
    )


# ---------------------------------------------------------------- errors


@contextmanager
def _ours() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise Busy("every connection is in use") from error
    except DBAPIError as error:
        if _is_busy(error):
            raise Busy(_told(error)) from error
        raise


def _told(error: DBAPIError) -> str:
    """What the driver said; a server that cannot be reached may be a wrong setting, so that is named."""
    away = getattr(error.orig, "sqlite_errorcode", None) is None and getattr(error.orig, "sqlstate", None) is None
    return f"TONGPIN_DATABASE_URL: the database does not answer: {error.orig}" if away else str(error.orig)


def _is_busy(error: DBAPIError) -> bool:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF in _SQLITE_BUSY
    state = getattr(error.orig, "sqlstate", None)
    if isinstance(state, str):
        return state.startswith(_POSTGRES_BUSY)
    return isinstance(error, OperationalError) or error.connection_invalidated  # refused, or lost on the way
