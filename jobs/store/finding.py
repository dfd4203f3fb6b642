"""A Search answered: one page of posts, from a place and a cursor, however deep.

Every list walks one index of `post_place`: (place, order, number). A cursor holds the last row's
place in that order, so page 500 costs what page 2 costs, and a post that is added while somebody
turns pages is neither shown twice nor pushes another one out.
"""

from __future__ import annotations

import base64
import binascii
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select, tuple_

from jobs.lifecycle import china_day, midnight
from jobs.model import TOWN, Listing, Search
from jobs.search import EXPERIENCES, PAY_BANDS, Band
from jobs.store import areas
from jobs.store.base import Part
from jobs.store.records import post_rows
from jobs.store.tables import COUNTRY, company, mention, post, post_place, post_text, sighting
from jobs.store.types import holds

#: Beyond this a count says "more than".
COUNTED = 1000
_LARGEST = 2**63 - 1


class Cursor(NamedTuple):
    """A row's place in an order, and which way the page lies from it."""

    sort: str
    back: bool
    key: int
    post_id: int

    def __str__(self) -> str:
        text = f"{self.sort[0]}{'b' if self.back else 'f'}{self.key:x}.{self.post_id:x}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str | None, sort: str) -> Cursor | None:
        """The cursor, or None when it is none or belongs to another order."""
        if not text or len(text) > 120:
            return None
        try:
            plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            key, _, post_id = plain[2:].partition(".")
            found = cls(sort, plain[1] == "b", int(key, 16), int(post_id, 16))
        except (ValueError, IndexError, binascii.Error):
            return None
        fits = plain[0] == sort[0] and abs(found.key) <= _LARGEST and 0 <= found.post_id <= _LARGEST
        return found if fits else None


class Finding(Part):
    """The part of the store that answers searches."""

    def find(self, search: Search, now: datetime, limit: int = 20) -> Listing:
        """One page of open posts; counted up to COUNTED, beyond that `count_exact` is False."""
        cursor = Cursor.read(search.after, search.sort)
        with self._door.reading() as connection:
            page = _page(connection, search, cursor, now, limit)
            if cursor is not None and cursor.back and len(page.ids) <= limit and not page.before:
                page = _page(connection, search, None, now, limit)  # at the beginning: the first page, and a full one
            most = select(literal(1)).select_from(_found(search, now).limit(COUNTED + 1).subquery())
            count = connection.execute(select(func.count()).select_from(most.subquery())).scalar_one()
            posts = post_rows(connection, page.ids, now)
        return Listing(
            posts=tuple(posts),
            count=min(count, COUNTED),
            count_exact=count <= COUNTED,
            next=page.after,
            previous=page.before,
        )

    def counts(self, search: Search, now: datetime | None = None) -> dict[str, int]:
        """Open posts that answer the search, in each place just below its own (provinces, cities, counties, towns)."""
        place = search.place or COUNTRY
        level = areas.level(place)
        if level == TOWN:
            return {}
        inside = and_(areas.within(post_place.c.place, place), post_place.c.level == level + 1)
        found = _filtered(select(post_place.c.place, func.count()), search, now).where(inside).group_by(post_place.c.place)
        with self._door.reading() as connection:
            return _counted(connection, found)

    def places_with_posts(self) -> dict[str, int]:
        """Every place with open posts, of every level, and how many."""
        counted = select(post_place.c.place, func.count()).where(post_place.c.place != COUNTRY).group_by(post_place.c.place)
        with self._door.reading() as connection:
            return _counted(connection, counted)

    def count_new(self, place: str | None, since: datetime) -> int:
        """Open posts of the place first seen at that time or later."""
        new = _found(Search(place=place), None).where(post.c.first_seen_at >= since).subquery()
        with self._door.reading() as connection:
            return connection.execute(select(func.count()).select_from(new)).scalar_one()

    def hot_titles(self, place: str | None, now: datetime, limit: int) -> list[tuple[str, int]]:
        """(title, posts) of what at least three open posts of the place first seen in the last 7 days are called, most first."""
        heads = func.coalesce(func.sum(post.c.headcount), 0)
        counted = (
            select(post.c.title, func.count().label("posts"), heads.label("heads"))
            .join(post_place, post_place.c.post_id == post.c.id)
            .where(post_place.c.place == (place or COUNTRY), post.c.first_seen_at >= now - timedelta(days=7))
            .group_by(post.c.title)
            .having(func.count() >= 3)
        )
        with self._door.reading() as connection:
            rows = connection.execute(counted).all()
        rows = sorted(rows, key=lambda row: (-row.posts, -row.heads, row.title))
        return [(row.title, row.posts) for row in rows[:limit]]


# ---------------------------------------------------------------- one page


def _counted(connection: Connection, statement: Select[Any]) -> dict[str, int]:
    """(code, number) rows as a dict, in the order of the codes whatever the database's collation is."""
    return {code: number for code, number in sorted(connection.execute(statement).all())}  # noqa: C416  # rows are no pairs to mypy


class _Page(NamedTuple):
    ids: list[int]
    before: str | None
    after: str | None


def _page(connection: Connection, search: Search, cursor: Cursor | None, now: datetime, limit: int) -> _Page:
    """The page after (or before) the cursor, with cursors to its neighbours."""
    key = order_key(search.sort)
    back = cursor is not None and cursor.back
    wanted = _found(search, now).add_columns(key.label("order_key"))
    if cursor is not None:
        wanted = wanted.where(_beyond(key, cursor))
    ways = (key.asc(), post_place.c.post_id.asc()) if back else (key.desc(), post_place.c.post_id.desc())
    rows = connection.execute(wanted.order_by(*ways).limit(limit + 1)).all()
    more, rows = len(rows) > limit, rows[:limit]
    if back:
        rows = rows[::-1]
    if not rows:
        turned = str(cursor._replace(back=True)) if cursor is not None and not back else None
        return _Page([], turned, None)
    first = str(Cursor(search.sort, True, rows[0].order_key, rows[0].post_id))
    last = str(Cursor(search.sort, False, rows[-1].order_key, rows[-1].post_id))
    earlier = more if back else cursor is not None
    later = back or more
    return _Page([row.post_id for row in rows], first if earlier else None, last if later else None)


def _beyond(key: ColumnElement[int], cursor: Cursor) -> ColumnElement[bool]:
    number = post_place.c.post_id
    if key is number:
        return number > cursor.post_id if cursor.back else number < cursor.post_id
    here, there = tuple_(key, number), tuple_(literal(cursor.key), literal(cursor.post_id))
    return here > there if cursor.back else here < there


def order_key(sort: str) -> ColumnElement[int]:
    """The column a list is ordered by, before the number: days, so that a page stays as it is while posts are confirmed."""
    if sort == "pay":
        return post_place.c.pay_order
    return post_place.c.post_id if sort == "new" else post_place.c.confirmed_day


# ---------------------------------------------------------------- which posts


def _found(search: Search, now: datetime | None) -> Select[Any]:
    """Numbers of the open posts that answer the search, in no order."""
    place = search.place or COUNTRY
    return _filtered(select(post_place.c.post_id), search, now).where(post_place.c.place == place)


def _filtered(statement: Select[Any], search: Search, now: datetime | None) -> Select[Any]:
    """The statement over `post_place`, narrowed by everything but the place."""
    statement = statement.select_from(post_place).join(post, post.c.id == post_place.c.post_id)
    if now is not None:
        statement = statement.where(or_(post.c.deadline.is_(None), post.c.deadline >= china_day(now)))
    if search.words:
        statement = statement.join(post_text, post_text.c.post_id == post_place.c.post_id)
        statement = statement.where(*(holds(post_text.c.words, literal(word, post_text.c.words.type)) for word in search.words))
    return statement.where(*_conditions(search, now))


def _conditions(search: Search, now: datetime | None) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if search.pay:
        found.append(or_(*(_paid(key) for key in search.pay)))
    if search.experience:
        found.append(or_(*(_between(post.c.years, post.c.years, EXPERIENCES[key]) for key in search.experience if key in EXPERIENCES)))
    if search.education:
        found.append(post.c.education.in_(search.education))
    if search.days is not None and now is not None:
        found.append(post.c.first_seen_at >= midnight(now) - timedelta(days=search.days - 1))
    if search.source:
        shows = select(sighting.c.id).where(sighting.c.post_id == post.c.id, sighting.c.closed_at.is_(None))
        found.append(shows.where(sighting.c.source_id.in_(search.source)).exists())
    if search.firm is not None:
        # An alert keeps the number it was made with; a firm merged since is found under the one that stayed.
        found.append(
            post.c.company_id
            == select(func.coalesce(company.c.merged_into, company.c.id)).where(company.c.id == search.firm).scalar_subquery()
        )
    if search.in_news:
        found.append(select(mention.c.id).where(mention.c.company_id == post.c.company_id, mention.c.certain).exists())
    return found


def _paid(key: str) -> ColumnElement[bool]:
    """Whether the pay stated and the band share a figure; "stated" is any pay that is a figure at all."""
    band = PAY_BANDS.get(key)
    if band is None or key == "stated":
        return post.c.pay_low.is_not(None)
    return _between(post.c.pay_low, post.c.pay_high, band)


def _between(low: ColumnElement[int], high: ColumnElement[int], band: Band) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [low.is_not(None)]
    if band.low is not None:
        conditions.append((high > band.low) | (low >= band.low))  # 5–8K is not yet 8–12K
    if band.high is not None:
        conditions.append(low < band.high)
    return and_(*conditions)


def answering(search: Search, now: datetime, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Numbers of the open posts that answer the search and the conditions, for the alerts."""
    return _found(search, now).where(*conditions)
