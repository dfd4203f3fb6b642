"""Tables of alerts and mail."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, ForeignKey, Index, Integer, Table, text

from jobs.store.tables.names import metadata
from jobs.store.types import Json, Moment, RowId, Str

subscriber = Table(
    "subscriber",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("email", Str, nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    sqlite_autoincrement=True,
)

alert = Table(
    "alert",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("subscriber_id", RowId, ForeignKey("subscriber.id", ondelete="CASCADE"), nullable=False),
    Column("search", Str, nullable=False),  # search.to_json
    Column("frequency", Str, nullable=False),
    Column("state", Str, nullable=False),
    Column("token_hash", Str, unique=True),  # None once used
    Column("created_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("ended_at", Moment),
    Column("last_matched_at", Moment),
    Column("next_at", Moment),  # when its turn comes; None unless active
    Index(None, "subscriber_id"),
    Index("ix_alert_next_at", "next_at", sqlite_where=text("state = 'active'"), postgresql_where=text("state = 'active'")),
    CheckConstraint("frequency IN ('asap', 'daily', 'weekly')", name="frequency"),
    CheckConstraint("state IN ('pending', 'active', 'ended')", name="state"),
    sqlite_autoincrement=True,
)

alert_match = Table(
    "alert_match",
    metadata,
    Column("alert_id", RowId, ForeignKey("alert.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("post_id", RowId, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("matched_at", Moment, nullable=False),
    Index(None, "post_id"),
    sqlite_with_rowid=False,
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("alert_id", RowId, ForeignKey("alert.id", ondelete="CASCADE"), nullable=False),
    Column("kind", Str, nullable=False),
    Column("post_ids", Json, nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("message_id", Str, nullable=False, unique=True),
    Column("tries", Integer, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("next_at", Moment),  # None: sent or given up
    Column("lease_until", Moment),
    Column("worker", Str),
    Column("sent_at", Moment),
    Column("given_up_at", Moment),
    Column("error", Str),
    Index(None, "next_at"),
    Index(None, "alert_id"),
    CheckConstraint("kind IN ('confirm', 'digest')", name="kind"),
    sqlite_autoincrement=True,
)

#: Confirmation mails nobody has answered, by a salted digest of the address: the limits outlive the erased address.
asked_address = Table(
    "asked_address",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("digest", Str, nullable=False),
    Column("alert_id", RowId),  # no foreign key: the alert is erased before the limit ends
    Column("asked_at", Moment, nullable=False),
    Index(None, "digest", "asked_at"),
)

#: Secrets and marks of this database; today only the salt of `asked_address`.
meta = Table("meta", metadata, Column("key", Str, primary_key=True), Column("value", Str, nullable=False))
