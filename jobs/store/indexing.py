"""The search index kept in step with the database.

The index is derived: every change of a post is noted in its transaction (see changes), and whoever reads takes in what is new before
answering, so that a search sees what a list sees. Now and then the process that keeps pages writes what has come together to disk.
Whatever is wrong with the files, the database answers in the plain way until the index is made anew.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pyroaring import BitMap
from sqlalchemy import Connection, func, select

from jobs.errors import Busy, Corrupt
from jobs.index import Document, Folder, Reader
from jobs.lifecycle import china_day
from jobs.store import areas, bulk, changes, marks
from jobs.store.door import Door
from jobs.store.tables import mention, post, post_text, sighting
from jobs.text import fold

log = logging.getLogger(__name__)

#: Changes a reader takes in before it answers; more are for the writer.
MOST = 1_000
#: Changes after which the writer writes.
ENOUGH = 500

#: What is told of a long work: (done, of how many).
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class IndexFacts:
    """The search index: posts in its files, their number and bytes; changes that no file holds yet. None: there is no index."""

    posts: int | None
    segments: int
    size: int
    waiting: int


class Index:
    """The index of one database, as one process sees it. Safe to share between threads."""

    def __init__(self, door: Door, path: Path | None) -> None:
        self._door = door
        self._folder = Folder(path) if path else None
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._stamp: tuple[int, int] | None = None
        self._through = 0
        self._opened = False

    @contextmanager
    def reading(self, connection: Connection) -> Iterator[Reader | None]:
        """The index as of this transaction; None when it cannot answer. The body must be short: it has the index to itself.

        Corrupt raised by the body is noticed: the index is thrown away, and Corrupt raised on.
        """
        with self._lock:
            try:
                yield self._current(connection)
            except Corrupt as error:
                self._lose(error)
                raise

    def write(self, least: int = ENOUGH, progress: Progress | None = None) -> bool:
        """Write what has come together, when it is `least` changes or more, or the whole index when there is none that fits.

        False when there was nothing to do, another process is at it, or disk or database refuse: the posts are kept whatever becomes of it.
        """
        if self._folder is None:
            return False
        try:
            with self._folder.writing() as mine:
                return mine and self._write(self._folder, least, progress)
        except (OSError, Busy) as error:
            log.warning("the search index cannot be written: %s", error)
            return False

    def renew(self, progress: Progress | None = None) -> int:
        """Make the whole index anew, beside the old one until it is whole; returns the number of posts. Raises Busy: another is at it, no room."""
        if self._folder is None:
            return 0
        try:
            return self._renew(self._folder, progress)
        except OSError as error:
            raise Busy(f"the search index cannot be written: {error}") from error

    def _renew(self, folder: Folder, progress: Progress | None) -> int:
        with folder.writing() as mine:
            if not mine:
                raise Busy("another process is writing the search index")
            with self._door.reading() as connection:
                number, tag = changes.last(connection)
                total = connection.execute(select(func.count()).select_from(post).where(post.c.state == "open")).scalar_one()
            return folder.renew(self._everything(total, progress), number, tag)

    def facts(self, connection: Connection) -> IndexFacts:
        """What there is on disk; an index that is broken is none."""
        number, _ = changes.last(connection)
        try:
            found = self._folder.segments() if self._folder else None
        except Corrupt:
            found = None
        if found is None or self._folder is None:
            return IndexFacts(None, 0, 0, number)
        manifest, segments = found
        return IndexFacts(len(Reader(segments).everything()), len(segments), self._folder.size(), number - manifest.through)

    def _write(self, folder: Folder, least: int, progress: Progress | None) -> bool:
        try:
            manifest = folder.manifest()
        except Corrupt:
            manifest = None
        with self._door.reading() as connection:
            number, tag = changes.last(connection)
            fits = changes.follows(connection, manifest.through, manifest.tag) if manifest else changes.follows(connection, 0, 0)
            if fits and number - (manifest.through if manifest else 0) < max(least, 1):
                return False
            total = connection.execute(select(func.count()).select_from(post).where(post.c.state == "open")).scalar_one()
        if manifest is None or not fits or 2 * (number - manifest.through) > total:
            folder.renew(self._everything(total, progress), number, tag)
            return True
        changed = self._changed(manifest.through, number)
        try:
            folder.add(self._noted(changed), changed, number, tag)
        except Corrupt as error:
            log.warning("the search index is made anew: %s", error)
            folder.renew(self._everything(total, progress), number, tag)
        if number > 2 * changes.KEPT:
            with self._door.writing() as connection:
                changes.forget(connection, number)
        return True

    # ---------------------------------------------------------------- as a reader sees it

    def _current(self, connection: Connection) -> Reader | None:
        stamp = self._folder.stamp() if self._folder else None
        if not self._opened or stamp != self._stamp:
            self._open(connection, stamp)
        if self._reader is not None:
            self._catch_up(connection, self._reader)
        elif stamp is None and self._begins(connection):
            self._reader, self._through = Reader([]), 0
            self._catch_up(connection, self._reader)
        return self._reader

    def _open(self, connection: Connection, stamp: tuple[int, int] | None) -> None:
        self._opened, self._stamp, self._reader = True, stamp, None
        if self._folder is None or stamp is None:
            return
        try:
            found = self._folder.segments()
        except Corrupt as error:
            self._lose(error)
            return
        if found and changes.follows(connection, found[0].through, found[0].tag):
            self._reader, self._through = Reader(found[1]), found[0].through

    def _begins(self, connection: Connection) -> bool:
        """Whether a young database needs no files: all that ever changed can be taken in at once."""
        return changes.last(connection)[0] <= MOST and changes.follows(connection, 0, 0)

    def _catch_up(self, connection: Connection, reader: Reader) -> None:
        fresh = changes.after(connection, self._through, MOST)
        if not fresh:
            return
        numbers = {row.post_id for row in fresh}
        found = documents(connection, sorted(numbers))
        reader.take(found, numbers - {one.number for one in found})
        self._through = fresh[-1].id

    def _lose(self, error: Corrupt) -> None:
        log.warning("the search index is thrown away and made anew: %s", error)
        self._reader = None
        if self._folder is None:
            return
        try:
            with self._folder.writing() as mine:
                if mine:
                    self._folder.drop()
        except OSError:
            log.warning("its files stay: this process may not write them", exc_info=True)

    # ---------------------------------------------------------------- documents for the files

    def _everything(self, total: int, progress: Progress | None) -> Iterator[Document]:
        """Every open post, in short transactions: one that changes meanwhile is taken in again later."""
        last = done = 0
        while True:
            with self._door.reading() as connection:
                some = select(post.c.id).where(post.c.state == "open", post.c.id > last).order_by(post.c.id).limit(bulk.SOME)
                numbers = connection.execute(some).scalars().all()
                found = documents(connection, numbers)
            if not numbers:
                return
            yield from found
            last, done = numbers[-1], done + len(numbers)
            if progress:
                progress(done, max(total, done))

    def _changed(self, through: int, number: int) -> BitMap:
        found = BitMap()
        while through < number:
            with self._door.reading() as connection:
                rows = changes.after(connection, through, 10_000)
            if not rows:
                break
            found.update(row.post_id for row in rows if row.id <= number)
            through = rows[-1].id
        return found

    def _noted(self, changed: BitMap) -> Iterator[Document]:
        """Those of the changed posts that are open."""
        for some in bulk.slices(list(changed)):
            with self._door.reading() as connection:
                found = documents(connection, some)
            yield from found


def documents(connection: Connection, ids: Sequence[int]) -> list[Document]:
    """Those of the posts that are open, ascending."""
    found: list[Document] = []
    for some in bulk.slices(ids):
        found.extend(_documents(connection, some))
    return found


def _documents(connection: Connection, ids: Sequence[int]) -> Iterator[Document]:
    fields = (post.c.id, post.c.title, post.c.places, post.c.pay_low, post.c.pay_high, post.c.years, post.c.education)
    open_ones = select(*fields, post.c.first_seen_at, post.c.deadline, post.c.company_id, post_text.c.words)
    open_ones = open_ones.join(post_text, post_text.c.post_id == post.c.id).where(post.c.id.in_(ids), post.c.state == "open")
    rows = connection.execute(open_ones.order_by(post.c.id)).all()
    shows: dict[int, set[str]] = {}
    where = select(sighting.c.post_id, sighting.c.source_id).where(sighting.c.post_id.in_(ids), sighting.c.closed_at.is_(None))
    for number, source in connection.execute(where):
        shows.setdefault(number, set()).add(source)
    named = _in_news(connection, {row.company_id for row in rows if row.company_id is not None})
    for row in rows:
        found = [marks.place(code) for code in areas.closure(row.places)]
        found += [marks.source(name) for name in shows.get(row.id, ())]
        found += marks.stated(row.pay_low, row.pay_high, row.years, row.education)
        found.append(marks.seen(china_day(row.first_seen_at)))
        if row.deadline is not None:
            found.append(marks.until(row.deadline))
        if row.company_id is not None:
            found.append(marks.firm(row.company_id))
            if row.company_id in named:
                found.append(marks.IN_NEWS)
        yield Document(row.id, fold(row.title), row.words, tuple(found))


def _in_news(connection: Connection, firms: Iterable[int]) -> set[int]:
    """Those of the firms that the news names for certain."""
    names = select(mention.c.company_id).where(mention.c.company_id.in_(list(firms)), mention.c.certain).distinct()
    return set(connection.execute(names).scalars())
