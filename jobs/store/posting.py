"""A post made from its sightings, confirmed, closed.

Whatever happens to a sighting (new, changed, closed, moved) ends in Drafts.write: the post is then
exactly what its sightings say, and a merge can be undone by moving a sighting and rebuilding twice.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select, update

from jobs.lifecycle import china_day, midnight
from jobs.model import Sighting
from jobs.store import areas, bulk
from jobs.store.base import insert_one
from jobs.store.drafts import Drafts
from jobs.store.tables import post, post_place, sighting
from jobs.store.types import among


def create(connection: Connection, source_id: str, seen: Sighting, now: datetime) -> int:
    """An empty post, to be filled by `rebuild`; returns its number."""
    row = {
        "title": seen.title,
        "places": [],
        "benefits": [],
        "first_seen_at": now,
        "last_seen_at": now,
        "state": "closed",
        "source_id": source_id,
        "url": seen.url,
        "sightings": 0,
    }
    return insert_one(connection, post, row)


def rebuild(connection: Connection, post_ids: Iterable[int], now: datetime) -> set[int]:
    """Make the posts what their sightings say; returns those that are open. One without sightings is closed as it stands."""
    drafts = Drafts(connection, now)
    drafts.load(post_ids)
    for number in drafts.posts:
        drafts.touch(number)
    drafts.write()
    return _open(drafts)


def confirm(connection: Connection, post_ids: Iterable[int], now: datetime) -> None:
    """The open posts were seen open again just now; nothing else about them changed."""
    today, start = china_day(now).toordinal(), midnight(now)
    other_day = or_(post.c.confirmed_at.is_(None), post.c.confirmed_at < start, post.c.confirmed_at >= start + timedelta(days=1))
    moved = []
    for some in bulk.slices(sorted(set(post_ids))):
        for row in connection.execute(select(post.c.id, post.c.places).where(among(post.c.id, some), post.c.state == "open", other_day)):
            moved += [{"place": code, "post_id": row.id, "confirmed_day": today} for code in sorted(areas.closure(row.places))]
        connection.execute(update(post).where(among(post.c.id, some)).values(last_seen_at=now, confirmed_at=now))
    bulk.update(connection, post_place, moved)


def close(connection: Connection, sighting_ids: Iterable[int], why: str, now: datetime) -> int:
    """Close open sightings; returns how many posts are closed for it."""
    drafts = Drafts(connection, now)
    ids = []
    for some in bulk.slices(sorted(set(sighting_ids))):
        open_ones = select(sighting.c.id, sighting.c.post_id).where(among(sighting.c.id, some), sighting.c.closed_at.is_(None))
        rows = connection.execute(open_ones).all()
        ids += [row.id for row in rows]
        drafts.load(row.post_id for row in rows)
    were_open = _open(drafts)
    for number in ids:
        seen = drafts.sightings[number]
        drafts.touch(seen.post_id)
        seen.closed_at, seen.closed_why = now, why
        drafts.change(seen)
    drafts.write()
    return len(were_open - _open(drafts))


def _open(drafts: Drafts) -> set[int]:
    return {draft.id for draft in drafts.posts.values() if draft.state.state == "open"}
