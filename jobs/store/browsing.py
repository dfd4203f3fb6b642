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
class Choices:
    """The numbers beside what a page offers. The same for every page and order of a search."""

    facets: Mapping[str, Mapping[str, int]]  # as Finding.facets
    inside: Mapping[str, int]  # posts that answer in each division right below `over`
    open: int  # posts of the place, whatever is asked of them
    fresh: int  # of them first seen today
    checked: datetime | None  # when a source that covers the place was last read well
    sources: Mapping[str, str]  # id -> name


@dataclass(frozen=True, slots=True)
class Look:
    """A list's page. The posts are numbers, for what is shown of them may be known already; see Reading.posts."""

    ids: tuple[int, ...]
    count: int
    count_exact: bool
    next: str | None
    previous: str | None
    choices: Choices


@dataclass(frozen=True, slots=True)
class _Counts:
    facets: Mapping[str, Mapping[str, int]]
    inside: Mapping[str, int]
    open: int
    fresh: int


class Browsing(Finding):
    """The part of the store behind a list's page."""

    def look(  # a page is one question
        self, search: Search, over: str | None, now: datetime, limit: int = 20, known: Choices | None = None
    ) -> Look:
        """One page of open posts, counted as `find` does; `over`: the place whose divisions are offered. Raises Busy.

        `known`: the choices of an earlier look at another page of the search, where nothing was written since.
        """
        cursor = Cursor.read(search.after, search.sort)
        with self._door.reading() as connection:
            sources = connection.execute(_SOURCES).all() if known is None else []
            names = {row.id: row.name for row in sources}

            def answer(reader: Reader) -> tuple[tuple[Page, int, bool], _Counts | None]:
                counts = None if known else _by_index(connection, reader, search, over, now, names)
                return by_index(connection, reader, search, cursor, now, limit), counts

            found = self._ask(connection, answer)
            if found is None:
                with self._door.limited(connection, SCAN_SECONDS if search.words else 60):
                    counts = None if known else _by_scan(connection, search, over, now)
                    found = by_scan(connection, search, cursor, now, limit), counts
        (here, count, exact), counts = found
        if counts is not None:
            read = [row.last_ok_at for row in sources if row.last_ok_at is not None and areas.covers(row.place, search.place)]
            known = Choices(counts.facets, counts.inside, counts.open, counts.fresh, max(read, default=None), names)
        assert known is not None
        return Look(tuple(here.ids), count, exact, here.after, here.before, known)


def _by_index(connection: Connection, reader: Reader, search: Search, over: str | None, now: datetime, sources: Collection[str]) -> _Counts:
    firm, place = firm_today(connection, search), Search(place=search.place)
    around = matching.matches(reader, replace(search, place=over), now, firm)
    return _Counts(
        matching.facets(reader, search, now, firm, sources),
        matching.within(reader, around, over),
        len(matching.matches(reader, place, now, None).candidates),
        len(matching.matches(reader, replace(place, days=1), now, None).candidates),
    )


def _by_scan(connection: Connection, search: Search, over: str | None, now: datetime) -> _Counts:
    place = Search(place=search.place)
    return _Counts(
        {},
        scan.within(connection, replace(search, place=over), now),
        scan.count(connection, place, now, None),
        scan.count(connection, replace(place, days=1), now, None),
    )
