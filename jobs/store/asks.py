"""Asks: what is to be read next, taken under a lease, and what became of it.

The lease stands at the source: whoever holds it reads one page of that source. A worker that dies
lets it run out, and the ask, whose due time has not moved, is due again.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, func, insert, literal, or_, select, update

from jobs.errors import FetchError, ReadError
from jobs.lifecycle import china_day
from jobs.model import Ask, DueAsk
from jobs.store import confirming
from jobs.store.base import Part, insert_new
from jobs.store.tables import ask, sighting, source, source_day
from jobs.store.types import Moment

#: Pages that are read for what stands on them, once, and then in their own rhythm: a list that still
#: links to them is no reason to read them sooner.
OWN_RHYTHM = ("article", "post", "attachment")
#: Asks moved in one transaction.
_MOVED = 2000
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


class Waits(NamedTuple):
    """When a known post's own page is read again: so long after something else confirmed the post, so long after it was last read …"""

    confirmed: timedelta
    read: timedelta
    crowded: timedelta  # … and so long from now when others come first


class Asks(Part):
    """The part of the store about what to read next."""

    def want(self, source_id: str, asks: Iterable[Ask], due_at: datetime, company_id: int | None = None) -> int:
        """Make the asks due at that time; see `want`. Returns how many are new. Raises Busy."""
        with self._door.writing() as connection:
            return want(connection, source_id, asks, due_at, company_id)

    def due(self, now: datetime, limit: int, lease: timedelta, worker: str) -> list[DueAsk]:
        """Take at most `limit` due asks, longest due first, one a source, for at most `lease`. Raises Busy."""
        first = select(func.min(ask.c.due_at)).where(ask.c.source_id == source.c.id).correlate(source).scalar_subquery()
        free = (
            select(source.c.id)
            .where(source.c.enabled, ~source.c.paused, or_(source.c.lease_until.is_(None), source.c.lease_until <= now))
            .where(first <= bindparam("now", now, Moment()))
            .order_by(first, source.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=source)
        )
        with self._door.writing(alone=False) as connection:
            taken = [_take(connection, source_id, (now, now + lease), worker) for source_id in connection.execute(free).scalars().all()]
        return [due for due in taken if due is not None]

    def next_due(self) -> datetime | None:
        """When the next ask of a source that is not paused is due; None: nothing ever."""
        asked = select(func.min(ask.c.due_at, type_=ask.c.due_at.type)).join(source, source.c.id == ask.c.source_id)
        with self._door.reading() as connection:
            return connection.execute(asked.where(source.c.enabled, ~source.c.paused)).scalar()

    def count_due(self, now: datetime) -> int:
        """How many asks are due, those under a lease included."""
        counted = select(func.count()).select_from(ask).join(source, source.c.id == ask.c.source_id)
        with self._door.reading() as connection:
            return connection.execute(counted.where(source.c.enabled, ~source.c.paused, ask.c.due_at <= now)).scalar_one()

    def pages_read(self, source_id: str, now: datetime) -> int:
        """How many pages of the source were asked for today, in China."""
        today = select(source_day.c.ok + source_day.c.failed).where(source_day.c.source_id == source_id, source_day.c.day == china_day(now))
        with self._door.reading() as connection:
            return connection.execute(today).scalar() or 0

    def choose_looks(self, source_id: str, most: int, now: datetime, waits: Waits) -> int:
        """Of the source's known posts that are due to be looked at again, leave the `most` that were not confirmed for the longest time.

        A post that something else confirmed, and those beyond `most`, wait. Returns how many are left. Raises Busy.
        """
        confirmed = func.max(sighting.c.confirmed_at, type_=sighting.c.confirmed_at.type).label("confirmed_at")
        known = (
            select(ask.c.id, ask.c.last_read_at, confirmed)
            .outerjoin(sighting, and_(sighting.c.source_id == ask.c.source_id, sighting.c.url == ask.c.url))
            .where(ask.c.source_id == source_id, ask.c.due_at <= now, ask.c.why == "post", ask.c.last_read_at.is_not(None))
            .group_by(ask.c.id, ask.c.last_read_at)
        )
        with self._door.reading() as connection:
            rows = connection.execute(known).all()
        due = {row.id: min((row.confirmed_at or _NEVER) + waits.confirmed, row.last_read_at + waits.read) for row in rows}
        doubtful = sorted((row for row in rows if due[row.id] <= now), key=lambda row: (row.confirmed_at or _NEVER, row.id))
        moved = [(number, at) for number, at in due.items() if at > now] + [(row.id, now + waits.crowded) for row in doubtful[most:]]
        for start in range(0, len(moved), _MOVED):
            with self._door.writing() as connection:
                one = and_(ask.c.id == bindparam("one"), ask.c.due_at <= now)
                some = [{"one": number, "due": at} for number, at in moved[start : start + _MOVED]]
                connection.execute(update(ask).where(one).values(due_at=bindparam("due", type_=Moment())), some)
        return min(most, len(doubtful))

    def failed(self, due: DueAsk, error: FetchError | ReadError, now: datetime, next_at: datetime | None) -> None:
        """Nothing came of it: the source says why, the ask waits until `next_at`; None: never again. Raises Busy."""
        reason = error.reason
        with self._door.writing() as connection:
            connection.execute(update(ask).where(ask.c.id == due.id).values(due_at=next_at, failures=ask.c.failures + 1))
            told = {"last_failed_at": now, "reason": reason, "detail": str(error)[:500], "failures": source.c.failures + 1}
            connection.execute(update(source).where(source.c.id == due.source_id).values(**told))
            _note_day(connection, due.source_id, now, "failed")
            release(connection, due)

    def unchanged(self, due: DueAsk, now: datetime, next_at: datetime | None) -> int:
        """The page is as it was: what it showed is confirmed again, what it lacked is missing again. Returns posts confirmed. Raises Busy."""
        with self._door.writing() as connection:
            confirmed = confirming.again(connection, due.id, now)
            finish(connection, due, now, {"due_at": next_at})
            return confirmed


def want(connection: Connection, source_id: str, asks: Iterable[Ask], due_at: datetime, company_id: int | None) -> int:
    """New asks are added. A known one moves earlier, never later, and not while it is under a lease.

    A story or a post's own page that has been read keeps its own time, also when that is never.
    """
    new = 0
    leased = select(source.c.lease_ask_id).where(source.c.id == source_id, source.c.lease_ask_id.is_not(None))
    for wanted in asks:
        row = _row(source_id, wanted, due_at, company_id)
        if insert_new(connection, ask, [row], ["source_id", "key"]):
            new += 1
            continue
        later = or_(ask.c.due_at > due_at, ask.c.due_at.is_(None))
        movable = or_(ask.c.why.not_in(OWN_RHYTHM), and_(ask.c.last_read_at.is_(None), ask.c.due_at.is_not(None)))
        known = and_(ask.c.source_id == source_id, ask.c.key == row["key"])
        connection.execute(update(ask).where(known, later, movable, ask.c.id.not_in(leased)).values(due_at=due_at))
    return new


def finish(connection: Connection, due: DueAsk, now: datetime, kept: dict[str, Any]) -> None:
    """The page came well: keep what is told of the ask, and its source is well again."""
    connection.execute(update(ask).where(ask.c.id == due.id).values(last_read_at=now, failures=0, **kept))
    well = {
        "first_ok_at": func.coalesce(source.c.first_ok_at, literal(now, Moment())),
        "last_ok_at": now,
        "reason": None,
        "detail": None,
        "failures": 0,
    }
    connection.execute(update(source).where(source.c.id == due.source_id).values(**well))
    _note_day(connection, due.source_id, now, "ok")
    release(connection, due)


def _note_day(connection: Connection, source_id: str, now: datetime, what: str) -> None:
    """One more page of the source that came well ("ok") or did not ("failed") today, in China."""
    today = and_(source_day.c.source_id == source_id, source_day.c.day == china_day(now))
    if not connection.execute(update(source_day).where(today).values({what: source_day.c[what] + 1})).rowcount:
        row = {"source_id": source_id, "day": china_day(now), "ok": 0, "failed": 0, what: 1}
        connection.execute(insert(source_day).values(**row))


def release(connection: Connection, due: DueAsk) -> None:
    """Give the lease back, unless it ran out and somebody else holds it now."""
    ours = and_(source.c.id == due.source_id, source.c.lease == due.lease)
    connection.execute(update(source).where(ours).values(lease=None, lease_until=None, lease_ask_id=None, worker=None))


def _row(source_id: str, wanted: Ask, due_at: datetime, company_id: int | None) -> dict[str, Any]:
    told = "\x00".join((wanted.method, wanted.url, wanted.body or ""))
    return {
        "source_id": source_id,
        "key": hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest(),
        "url": wanted.url,
        "why": wanted.why,
        "method": wanted.method,
        "body": wanted.body,
        "content_type": wanted.content_type,
        "note": dict(wanted.note),
        "headers": dict(wanted.headers),
        "company_id": company_id,
        "due_at": due_at,
        "failures": 0,
    }


def _take(connection: Connection, source_id: str, times: tuple[datetime, datetime], worker: str) -> DueAsk | None:
    """Lease a locked source for its oldest due ask. Looked up only now: before the lock somebody may have read it."""
    now, until = times
    oldest = select(ask).where(ask.c.source_id == source_id, ask.c.due_at <= now).order_by(ask.c.due_at, ask.c.id).limit(1)
    row = connection.execute(oldest).first()
    if row is None:
        return None
    token = secrets.token_hex(8)
    held = {"lease": token, "lease_until": until, "lease_ask_id": row.id, "worker": worker}
    connection.execute(update(source).where(source.c.id == source_id).values(**held))
    return DueAsk(
        id=row.id,
        source_id=row.source_id,
        ask=Ask(row.url, row.why, row.method, row.body, row.content_type, MappingProxyType(row.note), MappingProxyType(row.headers)),
        failures=row.failures,
        etag=row.etag,
        last_modified=row.last_modified,
        body_hash=row.body_hash,
        company_id=row.company_id,
        last_read_at=row.last_read_at,
        lease=token,
    )
