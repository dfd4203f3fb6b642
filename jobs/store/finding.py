"""A Search answered: one page of posts, from a place and a cursor, however deep.

Which posts answer, the search index says (see matching); in which order, the posts' numbers say, or an index of `post_place`. A cursor
holds the last row's place in that order, so page 500 costs what page 2 costs, and a post that is added while somebody turns pages is
neither shown twice nor pushes another one out. While there is no index, `scan` answers, in SQL.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, func, select

from jobs.errors import Corrupt
from jobs.index import Reader
from jobs.model import Listing, Search
from jobs.store import matching, ordering, scan
from jobs.store.base import Part
from jobs.store.paging import Cursor, Page, Row, Rows, page
from jobs.store.records import post_rows
from jobs.store.tables import company, source

#: Beyond this a count that is costly says "more than".
COUNTED = 1000
#: A scan for words ends after so long: while the index is made anew, a large database answers that it is busy.
SCAN_SECONDS = 0.2

Answer = TypeVar("Answer")


class Finding(Part):
    """The part of the store that answers searches."""

    def find(self, search: Search, now: datetime, limit: int = 20) -> Listing:
        """One page of open posts. A count that would cost too much ends at COUNTED, and `count_exact` is False. Raises Busy."""
        cursor = Cursor.read(search.after, search.sort)
        with self._door.reading() as connection:
            found = self._ask(connection, lambda reader: by_index(connection, reader, search, cursor, now, limit))
            if found is None:
                with self._door.limited(connection, SCAN_SECONDS if search.words else 60):
                    found = by_scan(connection, search, cursor, now, limit)
            here, count, exact = found
            posts = post_rows(connection, here.ids, now)
        return Listing(posts=tuple(posts), count=count, count_exact=exact, next=here.after, previous=here.before)

    def counts(self, search: Search, now: datetime) -> dict[str, int]:
        """Open posts that answer the search, in each division right below its place."""
        with self._door.reading() as connection:
            found = self._ask(connection, lambda reader: matching.within(reader, _matches(connection, reader, search, now), search.place))
            return scan.within(connection, search, now) if found is None else found

    def facets(self, search: Search, now: datetime) -> dict[str, dict[str, int]]:
        """For each key of an address the options of its filter, and the posts each would find with all other filters as they are.

        Empty while there is no index. Of words of three characters and more found in very many posts the numbers may be a little high.
        """
        with self._door.reading() as connection:
            names = connection.execute(select(source.c.id).order_by(source.c.id)).scalars().all()
            firm = firm_today(connection, search)
            return self._ask(connection, lambda reader: matching.facets(reader, search, now, firm, names)) or {}

    def places_with_posts(self) -> dict[str, int]:
        """Every province, city and county with open posts, and how many."""
        with self._door.reading() as connection:
            return self._ask(connection, _everywhere) or scan.everywhere(connection)

    def count_new(self, place: str | None, now: datetime) -> int:
        """Open posts of the place first seen today."""
        today = Search(place=place, days=1)
        with self._door.reading() as connection:
            found = self._ask(connection, lambda reader: len(matching.matches(reader, today, now, None).candidates))
            return scan.count(connection, today, now, None) if found is None else found

    def _ask(self, connection: Connection, question: Callable[[Reader], Answer]) -> Answer | None:
        """The index's answer; None while it has none to give."""
        try:
            with self._index.reading(connection) as reader:
                return question(reader) if reader else None
        except Corrupt:
            return None


# ---------------------------------------------------------------- by the index


def by_index(  # the whole of one question
    connection: Connection, reader: Reader, search: Search, cursor: Cursor | None, now: datetime, limit: int
) -> tuple[Page, int, bool]:
    """(the page, how many, whether that is exact), from the index."""
    found = _matches(connection, reader, search, now)
    here = paged(connection, found, search, cursor, limit)
    return here, *found.count(COUNTED, len(here.ids))


def paged(connection: Connection, found: matching.Matches, search: Search, cursor: Cursor | None, limit: int) -> Page:
    """The page alone."""
    here = page(ordering.rows(connection, found, search.place, cursor, search.sort, limit + 1), search.sort, cursor, limit)
    if cursor is not None and cursor.back and not here.before and len(here.ids) <= limit:
        # at the beginning: the first page, and a full one
        here = page(ordering.rows(connection, found, search.place, None, search.sort, limit + 1), search.sort, None, limit)
    return here


def _matches(connection: Connection, reader: Reader, search: Search, now: datetime) -> matching.Matches:
    return matching.matches(reader, search, now, firm_today(connection, search))


def firm_today(connection: Connection, search: Search) -> int | None:
    """The firm asked for; one that was merged since is found under the one that stayed. 0, which no post has, when there is none."""
    if search.firm is None:
        return None
    stays = select(func.coalesce(company.c.merged_into, company.c.id)).where(company.c.id == search.firm)
    return connection.execute(stays).scalar() or 0


def _everywhere(reader: Reader) -> dict[str, int]:
    return {f"{code:06d}": number for code, number in sorted(reader.counted(1, 999_999).items())}


# ---------------------------------------------------------------- by a scan


def by_scan(connection: Connection, search: Search, cursor: Cursor | None, now: datetime, limit: int) -> tuple[Page, int, bool]:
    """The same in SQL."""
    here = page(Rows(_scanned(connection, search, cursor, now, limit + 1), None), search.sort, cursor, limit)
    if cursor is not None and cursor.back and not here.before and len(here.ids) <= limit:
        here = page(Rows(_scanned(connection, search, None, now, limit + 1), None), search.sort, None, limit)
    count = scan.count(connection, search, now, COUNTED + 1)
    return here, min(count, COUNTED), count <= COUNTED


def _scanned(connection: Connection, search: Search, cursor: Cursor | None, now: datetime, most: int) -> list[Row]:
    wanted = scan.found(search, now).add_columns(ordering.order_key(search.sort).label("order_key"))
    if cursor is not None:
        wanted = wanted.where(ordering.beyond(search.sort, cursor))
    rows = connection.execute(wanted.order_by(*ordering.ways(search.sort, cursor)).limit(most))
    return [Row(row.order_key, row.post_id) for row in rows]
