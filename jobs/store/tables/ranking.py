"""Tables of what is counted now and then, so that no page counts it: days of sources, rankings of places."""

from __future__ import annotations

from sqlalchemy import Column, Date, ForeignKey, Integer, Table

from jobs.store.tables.names import metadata
from jobs.store.types import Json, Moment, Str

#: How a source did on a day of China.
source_day = Table(
    "source_day",
    metadata,
    Column("source_id", Str, ForeignKey("source.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("ok", Integer, nullable=False),  # pages that came well
    Column("failed", Integer, nullable=False),
    sqlite_with_rowid=False,
)

#: What is hot in a place and inside it, and its posts by week.
ranking = Table(
    "ranking",
    metadata,
    Column("place", Str, primary_key=True),  # COUNTRY for the whole
    Column("made_at", Moment, nullable=False),
    Column("told", Json, nullable=False),  # jobs.model.Rankings as JSON
)
