"""Tables of what a person decided about firms: the audit trail, the review queue, the limit of its reports."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Float, ForeignKey, Index, Integer, Table

from jobs.store.tables.names import metadata
from jobs.store.types import Json, Moment, RowId, Str

#: What was done to firms, links and posts. Rows are only ever added: taking something back is a row of its own.
audit = Table(
    "audit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("who", Str, nullable=False),
    Column("action", Str, nullable=False),
    Column("company_id", RowId, ForeignKey("company.id"), nullable=False),  # the firm that stays, is split, or is linked
    Column("other_id", RowId, ForeignKey("company.id")),  # the firm merged away, or split off
    Column("why", Str, nullable=False),
    Column("changes", Json, nullable=False),  # store.journal: every cell with what it held before and after
    Column("undoes", RowId, ForeignKey("audit.id"), unique=True),
    Index(None, "company_id"),
    Index(None, "other_id"),
    CheckConstraint("action IN ('merge', 'split', 'link', 'unlink', 'separate', 'undo')", name="action"),
    sqlite_autoincrement=True,
)

#: Questions for the operator, each asked once: `key` is a digest of the question.
review = Table(
    "review",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", Str, nullable=False),
    Column("key", Str, nullable=False, unique=True),
    Column("company_id", RowId, ForeignKey("company.id"), nullable=False),  # the firm proposed, or reported
    Column("other_id", RowId, ForeignKey("company.id")),  # of kind company: the one that may be the same
    Column("article_id", RowId, ForeignKey("article.id", ondelete="SET NULL")),  # where it was first met
    Column("name", Str),  # of the mention
    Column("folded", Str),
    Column("as_printed", Str),
    Column("sentence", Str),
    Column("rule", Str),
    Column("place", Str),  # of the story: what a short name means is true there
    Column("text", Str),  # a reader's own words
    Column("reason", Str, nullable=False),
    Column("score", Float),
    Column("times", Integer, nullable=False),  # how often the question came up
    Column("state", Str, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_at", Moment, nullable=False),
    Column("decided_at", Moment),
    Column("decided_by", Str),
    Column("decided_why", Str),
    Column("audit_id", RowId, ForeignKey("audit.id")),  # what the decision did
    Index(None, "state", "kind"),
    Index(None, "folded"),
    Index(None, "company_id"),
    CheckConstraint("kind IN ('mention', 'company', 'report')", name="kind"),
    CheckConstraint("state IN ('open', 'accepted', 'rejected')", name="state"),
    sqlite_autoincrement=True,
)

#: Reports of the last day by a salted digest of where they came from, for the limit; nothing else is known of a reader.
reporter = Table(
    "reporter",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("digest", Str, nullable=False),
    Column("at", Moment, nullable=False),
    Index(None, "digest", "at"),
)
