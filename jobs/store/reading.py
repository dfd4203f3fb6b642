"""What the pages of a post, a firm and the news show."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Integer, Row, Select, and_, bindparam, func, or_, select

from jobs.dedupe import SAME
from jobs.errors import NotFound
from jobs.model import ArticleRow, Company, CompanyPage, CompanyRow, PostPage, PostRow, SightingRow
from jobs.store import areas
from jobs.store.base import Part
from jobs.store.companies import company_of, living_row
from jobs.store.records import page_mentions, post_columns, post_row, post_rows
from jobs.store.stories import STORY, copies, once, shown
from jobs.store.tables import COUNTRY, alias, article, ask, company, mention, post, post_place, post_text, sighting, source
from jobs.store.types import RowId

#: What a page lists at most.
MOST_MENTIONS, MOST_SIMILAR, MOST_FIRM_POSTS = 50, 5, 200
_ASKED = post.alias("asked")


#: A post, or the one it became part of, with its description.
_POST = (
    post_columns()
    .add_columns(post_text.c.description)
    .outerjoin(post_text, post_text.c.post_id == post.c.id)
    .where(
        post.c.id
        == select(func.coalesce(_ASKED.c.merged_into, _ASKED.c.id)).where(_ASKED.c.id == bindparam("number", type_=RowId)).scalar_subquery()
    )
)


class Reading(Part):
    """The part of the store behind the pages of one thing. Without `now`, it is now."""

    def post(self, post_id: int, now: datetime | None = None) -> PostPage:
        """A post's page; of one merged into another, that other's. Raises NotFound."""
        moment = now or datetime.now(UTC)
        with self._door.reading() as connection:
            found = connection.execute(_POST, {"number": post_id}).first()
            if found is None:
                raise NotFound(f"post {post_id}")
            seen = _sightings(connection, found.id)
            similar = _similar(connection, found)
            mentions, news = page_mentions(connection, found.company_id, MOST_MENTIONS, [row.company_id for row in similar])
            return PostPage(
                row=post_row(found, news, moment),
                description=found.description,
                sightings=seen,
                mentions=mentions,
                similar=tuple(post_row(row, news, moment) for row in similar),
                merged_why=_why(seen),
            )

    def posts(self, ids: Sequence[int], now: datetime | None = None) -> list[PostRow]:
        """The posts in the order given; a number that is not there is left out."""
        with self._door.reading() as connection:
            return post_rows(connection, ids, now or datetime.now(UTC))

    def company_page(self, company_id: int, now: datetime | None = None) -> CompanyPage:
        """A firm's page; of one merged into another, that other's. Raises NotFound."""
        with self._door.reading() as connection:
            row = living_row(connection, company_id)
            company_id = row.id
            aliases = connection.execute(select(alias.c.text).where(alias.c.company_id == company_id).order_by(alias.c.id)).scalars()
            theirs = and_(post.c.company_id == company_id, post.c.merged_into.is_(None))
            opened = post_columns().where(theirs, post.c.state == "open").order_by(post.c.id.desc()).limit(MOST_FIRM_POSTS)
            closed = select(func.count()).select_from(post).where(theirs, post.c.state == "closed")
            mentions, news = page_mentions(connection, company_id, MOST_MENTIONS)
            moment = now or datetime.now(UTC)
            return CompanyPage(
                company=company_of(row),
                aliases=tuple(text for text in aliases if text != row.name),
                open_posts=tuple(post_row(one, news, moment) for one in connection.execute(opened)),
                closed_posts=connection.execute(closed).scalar_one(),
                mentions=mentions,
                asked=_asked(connection, company_id),
            )

    def companies(self) -> list[tuple[Company, tuple[str, ...]]]:
        """Every firm, but those merged into another, with the ways it is written, oldest first: what news is searched for."""
        with self._door.reading() as connection:
            written: dict[int, list[str]] = {}
            for row in connection.execute(select(alias.c.company_id, alias.c.text).order_by(alias.c.id)):
                written.setdefault(row.company_id, []).append(row.text)
            rows = connection.execute(select(company).where(company.c.merged_into.is_(None)).order_by(company.c.id))
            return [(company_of(row), tuple(text for text in written.get(row.id, ()) if text != row.name)) for row in rows]

    def companies_in_news(self, place: str | None, limit: int, offset: int = 0) -> list[CompanyRow]:
        """Firms that news of the place names for certain, or that sit there, the last named first."""
        with self._door.reading() as connection:
            rows = connection.execute(_in_news(place), {"most": limit, "start": offset}).all()
        return [CompanyRow(company_of(row), row.open_posts, row.mentions, row.last_on) for row in rows]

    def news(self, place: str | None, limit: int) -> list[ArticleRow]:
        """Stories and headlines of the place, newest first, each with the firms it names for certain."""
        order = (article.c.published_on.desc().nulls_last(), article.c.id.desc())
        with self._door.reading() as connection:
            rows = connection.execute(once(select(article), place).order_by(*order).limit(limit)).all()
            numbers = [row.story_id or row.id for row in rows]
            firms, printings = _firms(connection, numbers), copies(connection, numbers)
        return [_article(row, firms.get(number, ()), printings.get(number, ())) for number, row in zip(numbers, rows, strict=True)]


@lru_cache(maxsize=256)
def _in_news(place: str | None) -> Select[Any]:
    """Firms of `companies_in_news`. Made once a place: building it takes longer than running it."""
    named = func.count(STORY.distinct())
    last = func.max(article.c.published_on, type_=article.c.published_on.type)
    counted = (
        select(company, named.label("mentions"), last.label("last_on"), func.max(article.c.id).label("last_story"))
        .join(mention, and_(mention.c.company_id == company.c.id, mention.c.certain))
        .join(article, article.c.id == mention.c.article_id)
        .where(or_(areas.within(article.c.place, place), areas.within(company.c.place, place)))
        .group_by(company.c.id)
        .order_by(last.desc().nulls_last(), func.max(article.c.id).desc(), company.c.id)
        .limit(bindparam("most", type_=Integer))
        .offset(bindparam("start", type_=Integer))
        .subquery()
    )
    theirs = select(func.count()).where(post.c.company_id == counted.c.id, post.c.state == "open").scalar_subquery()
    order = counted.c.last_on.desc().nulls_last(), counted.c.last_story.desc(), counted.c.id
    return select(counted, theirs.label("open_posts")).order_by(*order)


def _article(row: Row[Any], firms: tuple[Company, ...], printings: Sequence[Row[Any]]) -> ArticleRow:
    """A story as a list shows it: under the original's address when the kept one is a mirror's."""
    original, also = shown(row.id, row.trusted, printings)
    best = original if original is not None else row
    return ArticleRow(
        id=best.id,
        title=best.title,
        url=best.url,
        source=best.printed_source,
        published_on=best.published_on or row.published_on,
        fetched_at=best.fetched_at,
        companies=firms,
        mirror=original is None and not row.trusted,
        also=also,
    )


def _sightings(connection: Connection, post_id: int) -> tuple[SightingRow, ...]:
    columns = select(sighting, source.c.name.label("source_name")).join(source, source.c.id == sighting.c.source_id)
    rows = connection.execute(columns.where(sighting.c.post_id == post_id).order_by(sighting.c.first_seen_at, sighting.c.id))
    return tuple(
        SightingRow(
            id=row.id,
            source_id=row.source_id,
            source_name=row.source_name,
            url=row.url,
            first_seen_at=row.first_seen_at,
            last_seen_at=row.last_seen_at,
            confirmed_at=row.confirmed_at,
            closed_at=row.closed_at,
            raw=MappingProxyType(row.read["raw"]),
            joined=row.joined,
        )
        for row in rows
    )


def _why(seen: Sequence[SightingRow]) -> str | None:
    """Why the sightings are one post, each reason once."""
    return "；".join(dict.fromkeys(one.joined or SAME for one in seen[1:])) or None


def _similar(connection: Connection, row: Row[Any]) -> Sequence[Row[Any]]:
    """Other open posts of the same city that have the same title or the same firm, newest first."""
    places = json.loads(row.places)
    city = next((code for code in areas.upwards(places[0]) if areas.level(code) <= 2), COUNTRY) if places else COUNTRY
    alike = or_(post.c.title == row.title, and_(post.c.company_id.is_not(None), post.c.company_id == row.company_id))
    found = (
        post_columns()
        .join(post_place, post_place.c.post_id == post.c.id)
        .where(post_place.c.place == city, post.c.id != row.id, alike)
        .order_by(post_place.c.post_id.desc())
        .limit(MOST_SIMILAR)
    )
    return connection.execute(found).all()


def _asked(connection: Connection, company_id: int) -> tuple[tuple[str, str, datetime | None], ...]:
    last = func.max(ask.c.last_read_at, type_=ask.c.last_read_at.type)
    put = (
        select(source.c.id, source.c.name, last)
        .join(ask, ask.c.source_id == source.c.id)
        .where(ask.c.company_id == company_id)
        .group_by(source.c.id, source.c.name)
    )
    return tuple(sorted(((str(number), str(name), at) for number, name, at in connection.execute(put)), key=lambda one: one[0]))


def _firms(connection: Connection, story_ids: list[int]) -> dict[int, tuple[Company, ...]]:
    """The firms that any copy of the stories names for certain."""
    named = (
        select(article.c.story_id, company)
        .select_from(mention)
        .join(article, article.c.id == mention.c.article_id)
        .join(company, company.c.id == mention.c.company_id)
        .where(article.c.story_id.in_(story_ids), mention.c.certain)
        .order_by(article.c.id, mention.c.start_at, mention.c.id)
    )
    firms: dict[int, dict[int, Company]] = {}
    for row in connection.execute(named):
        firms.setdefault(row.story_id, {})[row.id] = company_of(row)
    return {number: tuple(named.values()) for number, named in firms.items()}
