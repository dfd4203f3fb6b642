"""All that a list's page asks of the data, in one look: the page itself, and the numbers beside every choice it offers."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, select

from jobs.index import Reader
from jobs.model import Search
from jobs.store import areas, matching, scan
from jobs.store.finding import SCAN_SECONDS, Finding, by_index, by_scan, firm_today
from jobs.store.paging import Cursor, Page
from jobs.store.tables import source

_SOURCES = select(source.c.id, source.c.name, source.c.place, source.c.last_ok_at).order_by(source.c.id)


@dataclass(frozen=True, slots=True)
class Look:
    """A list's page. The posts are numbers, for what is shown of them may be known already; see Reading.posts."""

    ids: tuple[int, ...]
    count: int
    count_exact: bool
    next: str | None
    previous: str | None
    facets: Mapping[str, Mapping[str, int]]  # as Finding.facets
    inside: Mapping[str, int]  # posts that answer in each division right below `over`
    open: int  # posts of the place, whatever is asked of them
    fresh: int  # of them first seen today
    checked: datetime | None  # when a source that covers the place was last read well
    sources: Mapping[str, str]  # id -> name


@dataclass(frozen=True, slots=True)
class _Question:
    search: Search
    over: str | None
    now: datetime
    limit: int
    sources: Collection[str]


@dataclass(frozen=True, slots=True)
class _Answer:
    here: Page
    count: int
    exact: bool
    facets: Mapping[str, Mapping[str, int]]
    inside: Mapping[str, int]
    open: int
    fresh: int


class Browsing(Finding):
    """The part of the store behind a list's page."""

    def look(self, search: Search, over: str | None, now: datetime, limit: int = 20) -> Look:
        """One page of open posts, counted as `find` does; `over`: the place whose divisions are offered. Raises Busy."""
        with self._door.reading() as connection:
            sources = connection.execute(_SOURCES).all()
            names = {row.id: row.name for row in sources}
            question = _Question(search, over, now, limit, names)
            found = self._ask(connection, lambda reader: _by_index(connection, reader, question))
            if found is None:
                with self._door.limited(connection, SCAN_SECONDS if search.words else 60):
                    found = _by_scan(connection, question)
        read = [row.last_ok_at for row in sources if row.last_ok_at is not None and areas.covers(row.place, search.place)]
        return Look(
            ids=tuple(found.here.ids),
            count=found.count,
            count_exact=found.exact,
            next=found.here.after,
            previous=found.here.before,
            facets=found.facets,
            inside=found.inside,
            open=found.open,
            fresh=found.fresh,
            checked=max(read, default=None),
            sources=names,
        )


def _by_index(connection: Connection, reader: Reader, asked: _Question) -> _Answer:
    search, now = asked.search, asked.now
    firm, place = firm_today(connection, search), Search(place=search.place)
    here, count, exact = by_index(connection, reader, search, Cursor.read(search.after, search.sort), now, asked.limit)
    around = matching.matches(reader, replace(search, place=asked.over), now, firm)
    return _Answer(
        here,
        count,
        exact,
        matching.facets(reader, search, now, firm, asked.sources),
        matching.within(reader, around, asked.over),
        len(matching.matches(reader, place, now, None).candidates),
        len(matching.matches(reader, replace(place, days=1), now, None).candidates),
    )


def _by_scan(connection: Connection, asked: _Question) -> _Answer:
    search, now = asked.search, asked.now
    place = Search(place=search.place)
    here, count, exact = by_scan(connection, search, Cursor.read(search.after, search.sort), now, asked.limit)
    return _Answer(
        here,
        count,
        exact,
        {},
        scan.within(connection, replace(search, place=asked.over), now),
        scan.count(connection, place, now, None),
        scan.count(connection, replace(place, days=1), now, None),
    )
