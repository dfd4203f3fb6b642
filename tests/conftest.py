"""What every test may use: the recorded pages beside the project, a clock that stands still."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded pages and measuring sets; a user's clone lacks it, CI requires it."""
    if not (SHARED / "pages").is_dir():
        if os.environ.get("REQUIRE_SHARED") == "1":
            pytest.fail("REQUIRE_SHARED=1, but ../shared is not there")
        pytest.skip("../shared is not there: recorded pages are not part of the product")
    return SHARED


@pytest.fixture
def now() -> datetime:
    """A moment to hand to whatever takes `now`: 2026-11-24 08:40 in China."""
    return datetime(2026, 11, 24, 0, 40, tzinfo=UTC)


def need_service(name: str, found: bool) -> None:
    """Skip when a service is not found; with REQUIRE_SERVICES=1 a skip is a failure."""
    if found:
        return
    if os.environ.get("REQUIRE_SERVICES") == "1":
        pytest.fail(f"REQUIRE_SERVICES=1, but {name} was not found")
    pytest.skip(f"{name} was not found")


def free_port() -> int:
    """A port of this machine that nobody listens on right now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port
