"""Alerts: asked for, confirmed, matched, ended, erased. What a stranger can cause by mail is limited here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, delete, func, or_, select, update

from jobs import search as searches
from jobs.errors import LinkError, NotFound
from jobs.model import Alert, PostRow, Search
from jobs.store import scan
from jobs.store.base import Part, insert_new, insert_one
from jobs.store.outbox import lay
from jobs.store.records import post_rows
from jobs.store.salt import salted
from jobs.store.tables import alert, alert_match, asked_address, outbox, post, post_place, subscriber
from jobs.store.turns import next_turn

CONFIRM_WITHIN = timedelta(days=7)
#: Mails to an address that has not answered: one in a day, three in thirty.
LIMITS = ((timedelta(days=1), 1), (timedelta(days=30), 3))
#: How long an address is kept after its last alert has ended.
KEPT_AFTER_END = timedelta(days=28)


class Alerts(Part):
    """The part of the store about alerts."""

    def subscribe(self, email: str, search: Search, frequency: str, token_hash: str, now: datetime) -> bool:
        """Keep a request and lay its one mail into the outbox; False, and nothing kept, when a limit says no or it runs already. Raises Busy."""
        asked = searches.to_json(search)
        with self._door.writing(durable=True) as connection:
            digest = salted(connection, email.lower())
            if _runs(connection, email, asked, frequency) or not _may_ask(connection, digest, now):
                return False
            insert_new(connection, subscriber, [{"email": email, "created_at": now}], ["email"])
            owner = connection.execute(select(subscriber.c.id).where(subscriber.c.email == email)).scalar_one()
            row = {"subscriber_id": owner, "search": asked, "frequency": frequency, "state": "pending", "token_hash": token_hash}
            number = insert_one(connection, alert, {**row, "created_at": now})
            insert_one(connection, asked_address, {"digest": digest, "alert_id": number, "asked_at": now})
            lay(connection, number, "confirm", (), now)
            return True

    def confirm(self, token_hash: str, now: datetime) -> Alert:
        """Start the alert a token is for; the token is used up. Raises LinkError (`expired` after CONFIRM_WITHIN), Busy."""
        with self._door.writing(durable=True) as connection:
            row = connection.execute(_alerts().where(alert.c.token_hash == token_hash, alert.c.state == "pending")).first()
            if row is None:
                raise LinkError("unknown or used")
            if not timedelta(0) <= now - row.created_at <= CONFIRM_WITHIN:
                raise LinkError("older than a week", expired=True)
            started = {"state": "active", "token_hash": None, "confirmed_at": now, "next_at": next_turn(row.frequency, now)}
            connection.execute(update(alert).where(alert.c.id == row.id).values(**started))
            connection.execute(delete(asked_address).where(asked_address.c.alert_id == row.id))
            return _alert(connection, row.id)

    def alert(self, alert_id: int) -> Alert:
        """One alert. Raises NotFound, also when it was erased."""
        with self._door.reading() as connection:
            return _alert(connection, alert_id)

    def end_alert(self, alert_id: int, now: datetime) -> None:
        """Stop an alert and withdraw what is not sent yet; twice is fine, so is one that was erased. Raises Busy."""
        with self._door.writing(durable=True) as connection:
            running = and_(alert.c.id == alert_id, alert.c.state != "ended")
            connection.execute(update(alert).where(running).values(state="ended", ended_at=now, token_hash=None, next_at=None))
            connection.execute(delete(outbox).where(outbox.c.alert_id == alert_id, outbox.c.sent_at.is_(None)))

    def erase(self, email: str) -> None:
        """Forget an address with its alerts, matches and mails; the page that held it is overwritten. Raises Busy."""
        with self._door.writing(durable=True) as connection:
            connection.execute(delete(subscriber).where(subscriber.c.email == email))
        self._door.checkpoint()

    def alerts_due(self, now: datetime) -> list[Alert]:
        """Active alerts whose turn has come, longest waiting first."""
        with self._door.reading() as connection:
            rows = connection.execute(
                _alerts().where(alert.c.state == "active", alert.c.next_at <= now).order_by(alert.c.next_at, alert.c.id)
            )
            return [alert_of(row) for row in rows]

    def unmatched(self, alert: Alert, now: datetime, limit: int) -> tuple[list[PostRow], int]:
        """(newest posts, how many in all): open ones that answer the alert, first seen after it was confirmed, not told of yet."""
        if alert.confirmed_at is None:
            return [], 0
        told = select(alert_match.c.post_id).where(alert_match.c.alert_id == alert.id)
        fresh = scan.found(alert.search, now).where(post.c.first_seen_at > alert.confirmed_at, post_place.c.post_id.not_in(told))
        with self._door.reading() as connection:
            total = connection.execute(select(func.count()).select_from(fresh.subquery())).scalar_one()
            ids = connection.execute(fresh.order_by(post_place.c.post_id.desc()).limit(limit)).scalars().all()
            return post_rows(connection, ids, now), total

    def match(self, alert: Alert, post_ids: Sequence[int], total: int, now: datetime) -> None:
        """Note that the alert was told of these posts and lay the mail into the outbox, together; its turn is over.

        Posts it was told of before are left out, so doing it twice lays one mail. With none left, or
        with the alert ended meanwhile, there is no mail. Raises Busy.
        """
        with self._door.writing(durable=True) as connection:
            if not _turn_over(connection, alert, now):
                return
            new = [number for number in dict.fromkeys(post_ids) if _tell(connection, alert.id, number, now)]
            if new:
                lay(connection, alert.id, "digest", new, now, total=max(total - (len(set(post_ids)) - len(new)), len(new)))


def tidy(connection: Connection, now: datetime) -> None:
    """Erase requests nobody answered, addresses whose last alert ended long ago, and limits that are over."""
    stale = and_(alert.c.state == "pending", alert.c.created_at < now - CONFIRM_WITHIN)
    over = and_(alert.c.state == "ended", alert.c.ended_at < now - KEPT_AFTER_END)
    connection.execute(delete(alert).where(or_(stale, over)))
    connection.execute(delete(subscriber).where(subscriber.c.id.not_in(select(alert.c.subscriber_id))))
    connection.execute(delete(asked_address).where(asked_address.c.asked_at < now - LIMITS[-1][0]))


# ---------------------------------------------------------------- limits


def _may_ask(connection: Connection, digest: str, now: datetime) -> bool:
    asked = select(func.count()).select_from(asked_address).where(asked_address.c.digest == digest)
    return all(connection.execute(asked.where(asked_address.c.asked_at > now - span)).scalar_one() < most for span, most in LIMITS)


def _runs(connection: Connection, email: str, asked: str, frequency: str) -> bool:
    same = and_(alert.c.search == asked, alert.c.frequency == frequency, alert.c.state == "active")
    theirs = select(alert.c.id).join(subscriber, subscriber.c.id == alert.c.subscriber_id).where(subscriber.c.email == email, same)
    return connection.execute(theirs.limit(1)).first() is not None


# ---------------------------------------------------------------- rows


def _tell(connection: Connection, alert_id: int, post_id: int, now: datetime) -> bool:
    row = {"alert_id": alert_id, "post_id": post_id, "matched_at": now}
    return insert_new(connection, alert_match, [row], ["alert_id", "post_id"]) > 0


def _turn_over(connection: Connection, told: Alert, now: datetime) -> bool:
    turn = {"last_matched_at": now, "next_at": next_turn(told.frequency, now)}
    return connection.execute(update(alert).where(alert.c.id == told.id, alert.c.state == "active").values(**turn)).rowcount > 0


def _alerts() -> Select[Any]:
    return select(alert, subscriber.c.email).join(subscriber, subscriber.c.id == alert.c.subscriber_id)


def _alert(connection: Connection, alert_id: int) -> Alert:
    row = connection.execute(_alerts().where(alert.c.id == alert_id)).first()
    if row is None:
        raise NotFound(f"alert {alert_id}")
    return alert_of(row)


def alert_of(row: Row[Any]) -> Alert:
    """A row of alerts with their address as a record."""
    return Alert(
        id=row.id,
        email=row.email,
        search=searches.from_json(row.search),
        frequency=row.frequency,
        state=row.state,
        created_at=row.created_at,
        confirmed_at=row.confirmed_at,
        last_matched_at=row.last_matched_at,
    )
