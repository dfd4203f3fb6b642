"""Tables of what is read and what the news says: sources, asks, firms, stories."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Float, ForeignKey, Index, Integer, Table, UniqueConstraint

from jobs.store.tables.names import metadata
from jobs.store.types import Json, Moment, RowId, Str

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
    Column("search_url", Str),  # with {firm}
    Column("first_ok_at", Moment),  # when it was first read well
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
    Column("trade", Str),
    Column("created_at", Moment, nullable=False),
    Column("asked_at", Moment),  # when it was last put to the sources as a question
    Column("merged_into", RowId, ForeignKey("company.id")),  # the firm that it turned out to be; its address leads there
    Index(None, "merged_into"),
    Index(None, "credit_code"),
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
    Column("seen_at", Moment),  # first; None when nobody noted it
    UniqueConstraint("company_id", "text"),
    Index(None, "folded", "company_id"),
    sqlite_autoincrement=True,  # the audit names rows by number: none may come back as another
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
    Column("headers", Json, nullable=False),
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
    CheckConstraint("why IN ('start', 'page', 'post', 'article', 'company', 'attachment')", name="why"),
)

article = Table(
    "article",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("source_id", Str, ForeignKey("source.id"), nullable=False),
    Column("url", Str, nullable=False, unique=True),
    Column("title", Str),
    Column("body", Str, nullable=False),  # "" for a headline whose story was not read
    Column("summary", Str),  # the words beside a headline whose story was not read
    Column("printed_source", Str),
    Column("published_on", Date),
    Column("page_on", Date),
    Column("place", Str),
    Column("fetched_at", Moment, nullable=False),
    Column("text_hash", Str),  # None: a headline nobody has looked into for names yet
    Column("trusted", Boolean, nullable=False),  # False: a machine mirror's copy
    # The article that stands for all copies of one story, itself included: an original before a mirror, a text before a headline.
    Column("story_id", RowId, ForeignKey("article.id", ondelete="SET NULL")),
    Index(None, "story_id"),
    Index(None, "source_id", "text_hash"),
    Index(None, "published_on"),
)

story_hash = Table(
    "story_hash",
    metadata,
    Column("hash", BigInteger, primary_key=True, autoincrement=False),  # of jobs.stories
    Column("article_id", RowId, ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Index(None, "article_id"),
    sqlite_with_rowid=False,
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
    Column("signals", Json, nullable=False),  # what the story says of the firm, jobs.model.Signal each
    Index(None, "article_id"),
    Index(None, "company_id"),
    Index(None, "name"),
    sqlite_autoincrement=True,  # as for alias
)
