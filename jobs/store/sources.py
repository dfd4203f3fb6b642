"""Sources: what the store keeps of their description, and how they are doing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, update

from jobs.errors import NotFound
from jobs.model import SourceCard, SourceHealth
from jobs.store import areas
from jobs.store.base import Part, upsert
from jobs.store.tables import article, ask, post, sighting, source


class Sources(Part):
    """The part of the store about sources."""

    def register(self, sources: Iterable[SourceCard]) -> None:
        """Keep what the sources say of themselves. One that is no longer there is disabled, its posts stay. Raises Busy."""
        cards = list(sources)
        with self._door.writing() as connection:
            gone = update(source).where(source.c.id.not_in([card.id for card in cards])).values(enabled=False)
            connection.execute(gone)
            for card in cards:
                told = asdict(card)
                upsert(connection, source, {**told, "paused": False, "failures": 0}, ["id"], [name for name in told if name != "id"])

    def sources(self) -> list[SourceHealth]:
        """Every source with its health, by id."""
        with self._door.reading() as connection:
            rows = connection.execute(_health()).all()
        return sorted((_source(row) for row in rows), key=lambda health: health.id)

    def source(self, source_id: str) -> SourceHealth:
        """One source. Raises NotFound."""
        with self._door.reading() as connection:
            row = connection.execute(_health().where(source.c.id == source_id)).first()
        if row is None:
            raise NotFound(f"source {source_id}")
        return _source(row)

    def searches(self) -> list[tuple[str, str]]:
        """Sites that are not read, where a person can search for a firm: name, address with {firm}."""
        wanted = select(source.c.name, source.c.search_url).where(source.c.verdict == "OFF", source.c.search_url.is_not(None))
        with self._door.reading() as connection:
            return [(row.name, row.search_url) for row in connection.execute(wanted.order_by(source.c.id))]

    def pause(self, source_id: str, paused: bool) -> None:  # the agreed interface
        """Stop asking a source, or go on. Raises NotFound, Busy."""
        with self._door.writing() as connection:
            if not connection.execute(update(source).where(source.c.id == source_id).values(paused=paused)).rowcount:
                raise NotFound(f"source {source_id}")

    def last_check(self, place: str | None) -> datetime | None:
        """When a source that covers the place was last read well; None: never."""
        above = areas.upwards(place) if place else ()
        covers: ColumnElement[bool] = or_(source.c.place.is_(None), source.c.place.in_(above), areas.within(source.c.place, place))
        with self._door.reading() as connection:
            return connection.execute(select(func.max(source.c.last_ok_at, type_=source.c.last_ok_at.type)).where(covers)).scalar()


def _health() -> Select[tuple[object, ...]]:
    open_posts = (
        select(sighting.c.source_id, func.count(sighting.c.post_id.distinct()).label("n"))
        .join(post, and_(post.c.id == sighting.c.post_id, post.c.state == "open"))
        .where(sighting.c.closed_at.is_(None))
        .group_by(sighting.c.source_id)
        .subquery()
    )
    articles = select(article.c.source_id, func.count().label("n")).group_by(article.c.source_id).subquery()
    due = select(ask.c.source_id, func.min(ask.c.due_at, type_=ask.c.due_at.type).label("at")).group_by(ask.c.source_id).subquery()
    return (
        select(
            source,
            func.coalesce(open_posts.c.n, 0).label("open_posts"),
            func.coalesce(articles.c.n, 0).label("articles"),
            due.c.at.label("next_due_at"),
        )
        .outerjoin(open_posts, open_posts.c.source_id == source.c.id)
        .outerjoin(articles, articles.c.source_id == source.c.id)
        .outerjoin(due, due.c.source_id == source.c.id)
    )


def _source(row: Row[tuple[object, ...]]) -> SourceHealth:
    kept = row._mapping  # noqa: SLF001  # SQLAlchemy's public name for a row as a mapping
    asked = kept["enabled"] and not kept["paused"]
    return SourceHealth(
        id=kept["id"],
        name=kept["name"],
        kind=kept["kind"],
        home=kept["home"],
        place=kept["place"],
        verdict=kept["verdict"],
        enabled=asked,
        pace=kept["pace"],
        last_ok_at=kept["last_ok_at"],
        last_failed_at=kept["last_failed_at"],
        reason=kept["reason"],
        detail=kept["detail"],
        failures=kept["failures"],
        open_posts=kept["open_posts"],
        articles=kept["articles"],
        next_due_at=kept["next_due_at"] if asked else None,
    )
