"""Which of the posts that answer come next in an order.

Newest first is the order of the numbers themselves. The other orders stand in an index of `post_place`, which is walked while it finds
enough, or asked about each of a few posts.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import ColumnElement, Connection, literal, select, tuple_

from jobs.store.matching import Matches
from jobs.store.paging import Cursor, Row, Rows
from jobs.store.tables import COUNTRY, post_place

#: Rows of an index walked at a time.
_STEP = 512
#: When about so many rows must be walked for a page, asking about each post that answers is quicker.
_FAR = 20_000
#: Steps of a walk: then the page is what was found, and the next one goes on from there.
_STEPS = 40
_SOME = 500


def rows(connection: Connection, found: Matches, place: str | None, cursor: Cursor | None, sort: str, most: int) -> Rows:
    """The next `most` rows from the cursor, the nearest first."""
    if sort == "new" or (sort == "match" and not found.words):
        numbers, left = _by_number(found, cursor, most)
        return Rows([Row(number, number) for number in numbers], None if left is None else Row(left, left))
    if sort == "match":
        return _by_match(found, cursor, most)
    if not found.candidates:
        return Rows([], None)
    listed = found.reader.marked(int(place or COUNTRY))
    if most * len(listed) > _FAR * len(found.candidates):
        return Rows(_asked(connection, found, place, cursor, sort)[:most], None)
    return _walked(connection, found, place, cursor, sort, most)


def _by_number(found: Matches, cursor: Cursor | None, most: int) -> tuple[list[int], int | None]:
    if cursor is None:
        return found.newest(most)
    return found.oldest(most, cursor.post_id) if cursor.back else found.newest(most, cursor.post_id)


def _by_match(found: Matches, cursor: Cursor | None, most: int) -> Rows:
    """Posts with the words in the title, then the others; newest first in both."""
    named, others = found.titled()
    back = cursor is not None and cursor.back
    got: list[Row] = []
    for key, tier in ((0, others), (1, named)) if back else ((1, named), (0, others)):
        if cursor is not None and ((key < cursor.key) if back else (key > cursor.key)):
            continue  # behind us
        inside = cursor if cursor is not None and key == cursor.key else None
        if inside is not None:
            numbers, left = _by_number(tier, inside, most - len(got))
        else:
            numbers, left = tier.oldest(most - len(got)) if back else tier.newest(most - len(got))
        got += [Row(key, number) for number in numbers]
        if left is not None:
            return Rows(got, Row(key, left))
    return Rows(got, None)


def order_key(sort: str) -> ColumnElement[int]:
    """The column a list is ordered by, before the number: days, so that a page stays as it is while posts are confirmed."""
    if sort == "pay":
        return post_place.c.pay_order
    return post_place.c.confirmed_day if sort == "confirmed" else post_place.c.post_id


def beyond(sort: str, cursor: Cursor) -> ColumnElement[bool]:
    """Rows on the cursor's far side."""
    key, number = order_key(sort), post_place.c.post_id
    if key is number:
        return number > cursor.post_id if cursor.back else number < cursor.post_id
    here, there = tuple_(key, number), tuple_(literal(cursor.key), literal(cursor.post_id))
    return here > there if cursor.back else here < there


def ways(sort: str, cursor: Cursor | None) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """What to order by, away from the cursor."""
    key, number = order_key(sort), post_place.c.post_id
    return (key.asc(), number.asc()) if cursor is not None and cursor.back else (key.desc(), number.desc())


def _walked(  # one step of `rows`
    connection: Connection, found: Matches, place: str | None, cursor: Cursor | None, sort: str, most: int
) -> Rows:
    """Rows of the index that answer, as they come."""
    got: list[Row] = []
    here, back = cursor, cursor is not None and cursor.back
    listed = len(found.reader.marked(int(place or COUNTRY)))
    first = most * listed * 3 // (2 * len(found.candidates)) + 4  # mostly enough, were those that answer strewn evenly
    for _ in range(_STEPS):
        place_and_key = (place or COUNTRY,) if here is None else (place or COUNTRY, here.key, here.post_id)
        statement = _some(connection.dialect.name == "sqlite", sort, back, further=here is not None)
        told = (*place_and_key, min(first, _STEP) if here is cursor else _STEP)
        step = list(map(Row._make, connection.exec_driver_sql(statement, told).all()))
        answering = found.some(number for _, number in step)
        got += [Row(key, number) for key, number in step if number in answering]
        if not step or len(got) >= most:
            return Rows(got[:most], None)
        here = Cursor(sort, back, *step[-1])
        if found.spent:
            break
    return Rows(got, Row(*step[-1]))


@cache
def _some(sqlite: bool, sort: str, back: bool, further: bool) -> str:
    """Rows of the index from its beginning, or `further` from a row. Every list asks this; as plain SQL it takes half the time."""
    mark = "?" if sqlite else "%s"
    key, sign, way = order_key(sort).name, ">" if back else "<", "ASC" if back else "DESC"
    beyond_row = f" AND ({key}, post_id) {sign} ({mark}, {mark})" if further else ""
    order = f"ORDER BY {key} {way}, post_id {way} LIMIT {mark}"
    return f"SELECT {key}, post_id FROM post_place WHERE place = {mark}{beyond_row} {order}"  # noqa: S608  # names of ours alone


def _asked(connection: Connection, found: Matches, place: str | None, cursor: Cursor | None, sort: str) -> list[Row]:
    """The rows of every post that answers, put in order."""
    got: list[Row] = []
    for start in range(0, len(found.candidates), _SOME):
        some = found.some(found.candidates[start : start + _SOME])
        there = select(order_key(sort), post_place.c.post_id).where(
            post_place.c.place == (place or COUNTRY), post_place.c.post_id.in_(list(some))
        )
        got += [Row(*row) for row in connection.execute(there)]
    back = cursor is not None and cursor.back
    got.sort(reverse=not back)
    if cursor is None:
        return got
    there_ = Row(cursor.key, cursor.post_id)
    return [row for row in got if (row > there_ if back else row < there_)]
