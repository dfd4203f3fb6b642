"""The database brought to this version, in one transaction, by Alembic in this process.

The settings of Alembic stand here and the revisions beside in migrations/, so that an installed
copy can do it as well as a checkout. A new revision: change tables/, then `revise("what changed")`
against an empty database, and read what it wrote.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from jobs.errors import NewerDatabase
from jobs.store.door import Door
from jobs.store.tables import metadata

_HERE = Path(__file__).resolve().parent / "migrations"


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def upgrade(door: Door) -> None:
    """Bring the database to this version: wholly, or not at all. Raises NewerDatabase, Busy."""
    with door.writing(durable=True) as connection:
        scripts = ScriptDirectory.from_config(_config())
        known = {script.revision for script in scripts.walk_revisions()}
        there = set(MigrationContext.configure(connection).get_current_heads())
        if there - known:
            raise NewerDatabase(f"the database is of version {', '.join(sorted(there - known))}, which this program does not know")
        if there != set(scripts.get_heads()):
            command.upgrade(_config(connection), "head")


def at_head(connection: Connection) -> bool:
    """Whether the database is exactly of this version."""
    return set(MigrationContext.configure(connection).get_current_heads()) == set(ScriptDirectory.from_config(_config()).get_heads())


def differences(connection: Connection) -> list[object]:
    """What the database and tables/ do not agree on; empty when the revisions are complete."""
    context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
    return list(compare_metadata(context, metadata))


def revise(url: str, message: str) -> None:
    """Write a new revision: what tables/ has and the database at `url`, brought to head first, lacks."""
    door = Door(url)
    upgrade(door)
    with door.engine.begin() as connection:
        command.revision(_config(connection), message, autogenerate=True)
    door.close()
