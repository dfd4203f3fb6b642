"""What a page showed, so that the next look can confirm it, or miss it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, and_, select, update

from jobs.lifecycle import NOT_LISTED, gone
from jobs.model import DueAsk
from jobs.store import bulk, posting
from jobs.store.base import Within
from jobs.store.tables import post, shown, sighting
from jobs.store.types import among


class Confirming(Within):
    """The part of a transaction about what a page shows and lacks."""

    def seen(self, due: DueAsk, keys: Iterable[str]) -> None:
        """Remember that this page shows these posts of its source. What it showed before stays remembered as lacking."""
        here = _numbers(self._connection, due.source_id, set(keys))
        self._connection.execute(update(shown).where(shown.c.ask_id == due.id).values(present=False))
        rows = [{"ask_id": due.id, "sighting_id": number, "present": True, "misses": 0} for number in here]
        bulk.upsert(self._connection, shown, rows)

    def absent(self, source_id: str, due: DueAsk, keys: set[str], now: datetime) -> int:
        """A whole list shows `keys` and no others: what this page showed and the list lacks is missed once more. Returns posts closed."""
        there = set(_numbers(self._connection, source_id, keys))
        lacking = select(shown.c.sighting_id).where(shown.c.ask_id == due.id, shown.c.present)
        fresh = [number for number in self._connection.execute(lacking).scalars() if number not in there]
        bulk.update(self._connection, shown, [{"ask_id": due.id, "sighting_id": number, "present": False} for number in fresh])
        moved = select(shown.c.sighting_id).where(shown.c.ask_id == due.id, ~shown.c.present)
        elsewhere = [number for number in self._connection.execute(moved).scalars() if number in there]
        bulk.delete(self._connection, shown, [{"ask_id": due.id, "sighting_id": number} for number in elsewhere])
        return missed(self._connection, due.id, now)

    def settled(self, due: DueAsk) -> bool:
        """Whether nothing that this page ever showed is still to be confirmed or missed."""
        return self._connection.execute(select(shown.c.sighting_id).where(shown.c.ask_id == due.id).limit(1)).first() is None

    def close_sighting(self, source_id: str, key_or_url: str, why: str, now: datetime) -> bool:
        """The source says that this post is over; True when a post is closed for it."""
        named = (sighting.c.key == key_or_url) | (sighting.c.url == key_or_url)
        open_ones = select(sighting.c.id).where(sighting.c.source_id == source_id, named, sighting.c.closed_at.is_(None))
        return posting.close(self._connection, self._connection.execute(open_ones).scalars().all(), why, now) > 0


def again(connection: Connection, ask_id: int, now: datetime) -> int:
    """The page is as it was. Returns how many open posts that confirms."""
    there = (
        select(sighting.c.id, sighting.c.post_id, post.c.state)
        .join(shown, shown.c.sighting_id == sighting.c.id)
        .join(post, post.c.id == sighting.c.post_id)
        .where(shown.c.ask_id == ask_id, shown.c.present, sighting.c.closed_at.is_(None))
    )
    rows = connection.execute(there).all()
    still = select(shown.c.sighting_id).where(shown.c.ask_id == ask_id, shown.c.present)
    seen_open = and_(sighting.c.id.in_(still), sighting.c.closed_at.is_(None))
    connection.execute(update(sighting).where(seen_open).values(last_seen_at=now, confirmed_at=now))
    posts = sorted({row.post_id for row in rows if row.state == "open"})
    posting.confirm(connection, posts, now)
    missed(connection, ask_id, now, before=1)
    return len(posts)


def missed(connection: Connection, ask_id: int, now: datetime, before: int = 0) -> int:
    """Count one more look that lacked what is not present, for those missed `before` times already; close what is gone."""
    lacking = and_(shown.c.ask_id == ask_id, ~shown.c.present, shown.c.misses >= before)
    connection.execute(update(shown).where(lacking).values(misses=shown.c.misses + 1))
    rows = connection.execute(select(shown.c.sighting_id, shown.c.misses).where(lacking)).all()
    over = [row.sighting_id for row in rows if gone(row.misses)]
    bulk.delete(connection, shown, [{"ask_id": ask_id, "sighting_id": number} for number in over])
    return posting.close(connection, over, NOT_LISTED, now)


def _numbers(connection: Connection, source_id: str, keys: set[str]) -> list[int]:
    """The sightings of these keys."""
    found: set[int] = set()
    for some in bulk.slices(sorted(keys)):
        mine = select(sighting.c.id).where(sighting.c.source_id == source_id, among(sighting.c.key, some))
        found.update(connection.execute(mine).scalars())
    return sorted(found)
