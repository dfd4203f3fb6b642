"""The outbox: messages to send, taken under a lease, sent at least once and marked after the server took them."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update

from jobs import search as searches
from jobs.model import Alert, OutboxRow
from jobs.store.base import Part, insert_one
from jobs.store.tables import alert, outbox, subscriber

#: Kind of message -> the state its alert must still be in.
_WANTED = {"confirm": "pending", "digest": "active"}


class Outbox(Part):
    """The part of the store about mail to send."""

    def outbox(self, now: datetime, limit: int, lease: timedelta, worker: str) -> list[OutboxRow]:
        """Take at most `limit` messages that are due, oldest first; `tries` counts those before this one. Raises Busy."""
        free = or_(outbox.c.lease_until.is_(None), outbox.c.lease_until <= now)
        wanted = or_(*(and_(outbox.c.kind == kind, alert.c.state == state) for kind, state in _WANTED.items()))
        due = (
            select(outbox.c.id)
            .join(alert, alert.c.id == outbox.c.alert_id)
            .where(outbox.c.next_at <= now, free, wanted)
            .order_by(outbox.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True, of=outbox)
        )
        with self._door.writing(durable=True, alone=False) as connection:
            ids = connection.execute(due).scalars().all()
            rows = connection.execute(_messages().where(outbox.c.id.in_(ids)).order_by(outbox.c.id)).all()
            held = {"lease_until": now + lease, "worker": worker, "tries": outbox.c.tries + 1}
            connection.execute(update(outbox).where(outbox.c.id.in_(ids)).values(**held))
            return [_message(row) for row in rows]

    def sent(self, outbox_id: int, now: datetime) -> None:
        """The server has taken the message. Raises Busy."""
        self._settle(outbox_id, {"sent_at": now, "next_at": None, "error": None})

    def not_sent(self, outbox_id: int, error: str, next_at: datetime | None, now: datetime) -> None:
        """It has not: try again at `next_at`; None: given up, and counted as such. Raises Busy."""
        self._settle(outbox_id, {"error": error[:500], "next_at": next_at, "given_up_at": now if next_at is None else None})

    def outbox_counts(self) -> dict[str, int]:
        """How many messages are waiting, sent and given_up."""
        counted = select(func.count(outbox.c.sent_at), func.count(outbox.c.given_up_at), func.count())
        with self._door.reading() as connection:
            sent, given_up, everything = connection.execute(counted).one()
        return {"waiting": everything - sent - given_up, "sent": sent, "given_up": given_up}

    def _settle(self, outbox_id: int, told: dict[str, Any]) -> None:
        with self._door.writing(durable=True) as connection:
            one = and_(outbox.c.id == outbox_id, outbox.c.sent_at.is_(None))
            connection.execute(update(outbox).where(one).values(lease_until=None, worker=None, **told))


def lay(  # one row, its columns
    connection: Connection, alert_id: int, kind: str, post_ids: Sequence[int], now: datetime, total: int = 0
) -> int:
    """Lay a message into the outbox, in the caller's transaction. Its Message-ID is made once, so a message sent again is the same."""
    row = {"alert_id": alert_id, "kind": kind, "post_ids": list(post_ids), "total": total, "tries": 0, "created_at": now, "next_at": now}
    return insert_one(connection, outbox, {**row, "message_id": f"{secrets.token_hex(16)}@tongpin.invalid"})


def _messages() -> Any:  # a statement over three tables; its type says nothing more
    whose = (alert.c.search, alert.c.frequency, alert.c.state, alert.c.confirmed_at, alert.c.last_matched_at)
    asked = alert.c.created_at.label("asked_at")
    joined = select(outbox, subscriber.c.email, asked, *whose).join(alert, alert.c.id == outbox.c.alert_id)
    return joined.join(subscriber, subscriber.c.id == alert.c.subscriber_id)


def _message(row: Row[Any]) -> OutboxRow:
    return OutboxRow(
        id=row.id,
        kind=row.kind,
        alert=Alert(
            id=row.alert_id,
            email=row.email,
            search=searches.from_json(row.search),
            frequency=row.frequency,
            state=row.state,
            created_at=row.asked_at,
            confirmed_at=row.confirmed_at,
            last_matched_at=row.last_matched_at,
        ),
        post_ids=tuple(row.post_ids),
        total=row.total,
        message_id=row.message_id,
        tries=row.tries,
        created_at=row.created_at,
    )
