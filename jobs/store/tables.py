"""The tables. What a column means is written here once; how it is filled, in the module of its verb.

Times are Moment (UTC), days are dates of China, JSON is text. Wide text stands beside narrow rows
(post_text beside post). `post_place` is the index of the lists: while a post is open it has one
row for each of its places and for every division above, COUNTRY included, so that "in this
province", "in this county" and "everywhere" are the same equality and no post comes twice.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    UniqueConstraint,
    text,
)

from jobs.store.types import Json, Moment, RowId, Str

#: The place every open post is in.
COUNTRY = "000000"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# ---------------------------------------------------------------- reading the web

source = Table(
    "source",
    metadata,
    Column("id", Str, primary_key=True),
    Column("name", Str, nullable=False),
    Column("kind", Str, nullable=False),
    Column("family", Str, nullable=False),
    Column("home", Str, nullable=False),
    Column("place", Str),
    Column("verdict", Str, nullable=False),
    Column("enabled", Boolean, nullable=False),
    Column("paused", Boolean, nullable=False),  # by the operator; survives a new start
    Column("pace", Float, nullable=False),
    Column("note", Str, nullable=False),
    Column("last_ok_at", Moment),
    Column("last_failed_at", Moment),
    Column("reason", Str),
    Column("detail", Str),
    Column("failures", Integer, nullable=False),
    # The lease stands at the source and not at the ask: one look at a time is then true by construction.
    Column("lease", Str),
    Column("lease_until", Moment),
    Column("lease_ask_id", RowId),
    Column("worker", Str),
    CheckConstraint("kind IN ('news', 'board', 'employer', 'feed')", name="kind"),
    CheckConstraint("verdict IN ('GO', 'CARE', 'OFF')", name="verdict"),
)

company = Table(
    "company",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("name", Str, nullable=False),
    Column("slug", Str, nullable=False),
    Column("place", Str),
    Column("credit_code", Str),
    Column("group_name", Str),
    Column("created_at", Moment, nullable=False),
    Column("asked_at", Moment),  # when it was last put to the sources as a question
    sqlite_autoincrement=True,
)

alias = Table(
    "alias",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("company_id", RowId, ForeignKey("company.id", ondelete="CASCADE"), nullable=False),
    Column("text", Str, nullable=False),  # as written
    Column("folded", Str, nullable=False),
    Column("evidence", Str, nullable=False),
    UniqueConstraint("company_id", "text"),
    Index(None, "folded", "company_id"),
)

ask = Table(
    "ask",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("source_id", Str, ForeignKey("source.id"), nullable=False),
    Column("key", Str, nullable=False),  # digest of method, url and body
    Column("url", Str, nullable=False),
    Column("why", Str, nullable=False),
    Column("method", Str, nullable=False),
    Column("body", Str),
    Column("content_type", Str),
    Column("note", Json, nullable=False),
    Column("company_id", RowId, ForeignKey("company.id", ondelete="SET NULL")),
    Column("due_at", Moment),  # None: never again
    Column("failures", Integer, nullable=False),  # in a row
    Column("etag", Str),
    Column("last_modified", Str),
    Column("body_hash", Str),
    Column("said", Str),
    Column("last_read_at", Moment),
    UniqueConstraint("source_id", "key"),
    Index(None, "source_id", "due_at", "id"),
    Index(None, "company_id"),
    CheckConstraint("why IN ('start', 'page', 'post', 'article', 'company')", name="why"),
)

article = Table(
    "article",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("source_id", Str, ForeignKey("source.id"), nullable=False),
    Column("url", Str, nullable=False, unique=True),
    Column("title", Str),
    Column("body", Str, nullable=False),  # "" for a headline whose story was not read
    Column("printed_source", Str),
    Column("published_on", Date),
    Column("page_on", Date),
    Column("place", Str),
    Column("fetched_at", Moment, nullable=False),
    Column("text_hash", Str),  # None: a headline nobody has looked into for names yet
    Index(None, "source_id", "text_hash"),
    Index(None, "published_on"),
)

mention = Table(
    "mention",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("article_id", RowId, ForeignKey("article.id", ondelete="CASCADE"), nullable=False),
    Column("company_id", RowId, ForeignKey("company.id", ondelete="SET NULL")),
    Column("name", Str, nullable=False),
    Column("as_printed", Str, nullable=False),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    Column("sentence", Str, nullable=False),
    Column("rule", Str, nullable=False),
    Column("score", Float, nullable=False),
    Column("certain", Boolean, nullable=False),
    Column("reason", Str),
    Index(None, "article_id"),
    Index(None, "company_id"),
)

# ---------------------------------------------------------------- posts

post = Table(
    "post",
    metadata,
    Column("id", RowId, primary_key=True),  # rises with first_seen_at
    Column("title", Str, nullable=False),
    Column("company_id", RowId, ForeignKey("company.id", ondelete="SET NULL")),
    Column("company", Str),  # as written
    Column("places", Json, nullable=False),  # codes the post names, as read
    Column("place_text", Str),
    Column("pay", Json),
    Column("pay_low", Integer),  # yuan a month, for comparing
    Column("pay_high", Integer),
    Column("education", Str),
    Column("experience", Json),
    Column("years", Integer),  # least years asked for
    Column("headcount", Integer),
    Column("benefits", Json, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("posted_on", Date),
    Column("deadline", Date),
    Column("last_seen_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("state", Str, nullable=False),
    Column("closed_at", Moment),
    Column("closed_why", Str),
    Column("source_id", Str, ForeignKey("source.id"), nullable=False),  # of the sighting shown
    Column("url", Str, nullable=False),
    Column("sightings", Integer, nullable=False),
    Column("merged_into", RowId, ForeignKey("post.id")),
    Index(None, "company_id", "state"),
    Index("ix_post_deadline", "deadline", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
    # Unconfirmed is a matter of the clock, not of the row: jobs.lifecycle says it when the row is read.
    CheckConstraint("state IN ('open', 'closed')", name="state"),
    sqlite_autoincrement=True,
)

post_text = Table(
    "post_text",
    metadata,
    Column("post_id", RowId, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("description", Str),
    Column("words", Str, nullable=False),  # everything a word is looked for in, folded, a field a line
)

post_place = Table(
    "post_place",
    metadata,
    Column("place", Str, primary_key=True),
    Column("post_id", RowId, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("level", Integer, nullable=False),  # 0 the country, then as in jobs.model
    Column("confirmed_day", Integer, nullable=False),  # ordinal of the day in China: the order "last confirmed"
    Column("pay_order", Integer, nullable=False),  # pay_low, -1 when unknown: the order "pay"
    Index(None, "place", "confirmed_day", "post_id"),
    Index(None, "place", "pay_order", "post_id"),
    Index(None, "post_id"),
    sqlite_with_rowid=False,
)

sighting = Table(
    "sighting",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("source_id", Str, ForeignKey("source.id"), nullable=False),
    Column("key", Str, nullable=False),
    Column("post_id", RowId, ForeignKey("post.id"), nullable=False),
    Column("company_id", RowId, ForeignKey("company.id", ondelete="SET NULL")),
    Column("merge_key", Str, nullable=False),
    Column("url", Str, nullable=False),
    Column("detail", Boolean, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("last_seen_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("closed_at", Moment),
    Column("closed_why", Str),
    Column("read", Json, nullable=False),  # the Sighting, merged over list row and detail page
    # Of the sighting as it last came from a list and from its own page, to tell an unchanged one cheaply.
    Column("row_hash", Str),
    Column("page_hash", Str),
    UniqueConstraint("source_id", "key"),
    Index(None, "merge_key"),
    Index(None, "post_id"),
    Index(None, "url"),
)

#: Which sightings a page showed, for "unchanged" and for absence.
shown = Table(
    "shown",
    metadata,
    Column("ask_id", RowId, ForeignKey("ask.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("sighting_id", RowId, ForeignKey("sighting.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("present", Boolean, nullable=False),  # at the last look
    Column("misses", Integer, nullable=False),  # looks at the complete list, in a row, that lacked it
    Index(None, "sighting_id"),
    sqlite_with_rowid=False,
)

# ---------------------------------------------------------------- alerts

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
