"""A store on each database. SQLite in a folder of the test's own, PostgreSQL in a schema of its own."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from jobs.store import Store
from tests.conftest import need_service
from tests.store_samples import card

POSTGRES = os.environ.get("TEST_POSTGRES", "postgres@127.0.0.1:5432/test")


def _postgres() -> psycopg.Connection | None:
    try:
        return psycopg.connect(f"postgresql://{POSTGRES}", connect_timeout=2, autocommit=True)
    except psycopg.OperationalError:
        return None


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'test.sqlite3'}"
        return
    server = _postgres()
    need_service("PostgreSQL", server is not None)
    assert server is not None
    schema = f"test_{secrets.token_hex(6)}"
    server.execute(f'CREATE SCHEMA "{schema}"')
    try:
        yield f"postgresql+psycopg://{POSTGRES}?options=-csearch_path%3D{schema}"
    finally:
        server.execute(f'DROP SCHEMA "{schema}" CASCADE')
        server.close()


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    """A store of this version with two boards and a newspaper."""
    opened = Store.open(database)
    opened.upgrade()
    opened.register([card("board"), card("other"), card("paper", kind="news")])
    yield opened
    opened.close()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Store]:
    """A store on SQLite that checkpoints, for what only SQLite has."""
    opened = Store.open(f"sqlite:///{tmp_path / 'alone.sqlite3'}", checkpoints=True)
    opened.upgrade()
    opened.register([card("board")])
    yield opened
    opened.close()
