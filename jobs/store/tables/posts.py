"""Tables of posts: the narrow row, its text, its places, its sightings."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, UniqueConstraint, text

from jobs.store.tables.names import metadata
from jobs.store.types import Json, Moment, RowId, Str

#: The place every open post is in.
COUNTRY = "000000"

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
    Column("posted_on", Date),  # the earliest day a source claimed, never after the day it was first seen
    Column("refreshed_on", Date),  # the latest day a source claimed, when it is later than the first claim
    Column("deadline", Date),
    Column("last_seen_at", Moment, nullable=False),
    Column("confirmed_at", Moment),
    Column("state", Str, nullable=False),
    Column("closed_at", Moment),
    Column("closed_why", Str),
    Column("reopened_at", Moment),  # the last time it opened again after it was closed
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
    Column("joined", Str),  # why it is in a post that others made; None for the first of a post
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

#: Where the texts of a firm's posts may meet: jobs.copies' bands. Rows of a firm that the post no longer is of are passed over.
post_band = Table(
    "post_band",
    metadata,
    Column("company_id", RowId, primary_key=True, autoincrement=False),
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("post_id", RowId, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

#: Posts that a person said are two: never joined again.
post_apart = Table(
    "post_apart",
    metadata,
    Column("post_id", RowId, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("other_id", RowId, ForeignKey("post.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Index(None, "other_id"),
    sqlite_with_rowid=False,
)

#: Which posts changed, for the search index; see store.changes. No foreign key: a post that is gone is a change too.
post_change = Table(
    "post_change",
    metadata,
    Column("id", RowId, primary_key=True),  # rises with the transaction
    Column("post_id", RowId, nullable=False),
    Column("tag", Integer, nullable=False),  # the transaction's, at random: tells a database put back from an older copy
    sqlite_autoincrement=True,
)
