"""Which posts answer a search, in plain SQL: for alerts, and for lists while there is no search index. The index must agree with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, literal, or_, select

from jobs.lifecycle import china_day, midnight
from jobs.model import COUNTY, PROVINCE, Search
from jobs.places import gazetteer
from jobs.search import EXPERIENCES, PAY_BANDS, Band
from jobs.store.tables import COUNTRY, company, mention, post, post_place, post_text, sighting
from jobs.store.types import holds


def found(search: Search, now: datetime | None) -> Select[Any]:
    """Numbers of the open posts that answer the search, in no order."""
    place = search.place or COUNTRY
    return filtered(select(post_place.c.post_id), search, now).where(post_place.c.place == place)


def filtered(statement: Select[Any], search: Search, now: datetime | None) -> Select[Any]:
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


def count(connection: Connection, search: Search, now: datetime, most: int | None) -> int:
    """How many posts answer, counted up to `most`."""
    numbers = select(literal(1)).select_from(found(search, now).limit(most).subquery()).subquery()
    return connection.execute(select(func.count()).select_from(numbers)).scalar_one()


def within(connection: Connection, search: Search, now: datetime) -> dict[str, int]:
    """How many answer in each division right below the search's place; those without any are left out."""
    codes = [child.code for child in gazetteer().children(search.place)]
    return _counted(connection, filtered(_BY_PLACE, search, now).where(post_place.c.place.in_(codes)))


def everywhere(connection: Connection) -> dict[str, int]:
    """Open posts of every province, city and county that has any."""
    return _counted(connection, _BY_PLACE.where(post_place.c.level.between(PROVINCE, COUNTY)))


_BY_PLACE = select(post_place.c.place, func.count()).group_by(post_place.c.place)


def _counted(connection: Connection, statement: Select[Any]) -> dict[str, int]:
    """(code, number) rows as a dict, in the order of the codes whatever the database's collation is."""
    return {code: number for code, number in sorted(connection.execute(statement).all())}  # noqa: C416  # rows are no pairs to mypy
