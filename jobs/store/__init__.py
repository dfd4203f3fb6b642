"""Every SQL statement of the product. Records in, records out: no row, session or cursor leaves.

SQLAlchemy Core over SQLite (one file, WAL) or PostgreSQL; both give the same answers in the same
order. Whatever cannot be written in time raises Busy; docs/decisions/0003-store.md says why it is so.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from jobs.errors import Busy
from jobs.lifecycle import china_day
from jobs.store import migrate, reviews
from jobs.store.alerts import Alerts, tidy
from jobs.store.asks import Asks
from jobs.store.audits import Decision
from jobs.store.browsing import Browsing
from jobs.store.door import Door
from jobs.store.indexing import Index
from jobs.store.knowing import Knowing
from jobs.store.outbox import Outbox
from jobs.store.posting import rebuild
from jobs.store.ranking import Ranking
from jobs.store.reading import Reading
from jobs.store.sources import Sources
from jobs.store.suggesting import Suggesting, Suggestion
from jobs.store.tables import post
from jobs.store.upkeep import Upkeep
from jobs.store.version import Versioned
from jobs.store.writing import Writing


class Store(Sources, Asks, Browsing, Ranking, Reading, Versioned, Knowing, Suggesting, Alerts, Outbox, Upkeep):
    """One database. Threads may share it; open it after a fork, not before."""

    @classmethod
    def open(cls, url: str, *, index: Path | None = None, checkpoints: bool = False) -> Store:
        """The database at an SQLAlchemy address.

        `index`: the folder of its search index; without one a database of more than a few posts is searched by scanning.
        `checkpoints`: this process empties SQLite's log; only the clock's does.
        """
        door = Door(url, checkpoints=checkpoints)
        return cls(door, Index(door, index))

    def close(self) -> None:
        """Give every connection back."""
        self._version.close()
        self._door.close()

    def upgrade(self) -> None:
        """Bring the database to this version, wholly or not at all. Raises NewerDatabase (it is left untouched), Busy."""
        migrate.upgrade(self._door)

    def ready(self) -> bool:
        """Whether the database answers and is of this version."""
        try:
            with self._door.reading() as connection:
                return migrate.at_head(connection)
        except (Busy, SQLAlchemyError):
            return False

    @contextmanager
    def writing(self) -> Iterator[Writing]:
        """One transaction of keeping a page: everything or nothing. Raises Busy."""
        with self._door.writing() as connection:
            yield Writing(connection)
        self._index.write()

    def sweep(self, now: datetime) -> int:
        """What time alone does: posts past their deadline close, old requests and addresses go. Returns posts closed. Raises Busy."""
        over = select(post.c.id).where(post.c.state == "open", post.c.deadline < china_day(now))
        with self._door.writing(durable=True) as connection:
            numbers = connection.execute(over).scalars().all()
            rebuild(connection, numbers, now)
            tidy(connection, now)
            reviews.tidy(connection, now)
        self._door.checkpoint()
        self._index.write(least=1)
        return len(numbers)

    def checkpoint(self) -> bool:
        """Empty SQLite's log into the database; False when somebody was in the way or this process does not do it."""
        return self._door.checkpoint()


__all__ = ["Decision", "Store", "Suggestion", "Writing"]
