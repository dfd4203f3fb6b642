"""Run by Alembic. The connection comes from jobs.store.migrate, inside a transaction that is already open."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from jobs.store.tables import metadata


def plain(kind: str, item: Any, _: AutogenContext) -> str | Literal[False]:  # Alembic's signature
    """A revision names the column's type in the database, never ours: ours may change after it."""
    if kind != "type":
        return False
    if isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    if getattr(item, "_variant_mapping", None):
        return 'sa.BigInteger().with_variant(sa.Integer(), "sqlite")'
    return False


context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, render_item=plain, render_as_batch=False)
with context.begin_transaction():
    context.run_migrations()
