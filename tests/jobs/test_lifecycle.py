"""Open, unconfirmed, closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.lifecycle import DEADLINE_PASSED, china_day, comes_back, expired, gone, midnight, verdict

NOW = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)


@pytest.mark.parametrize(
    ("open_sightings", "hours", "deadline", "said"),
    [
        (1, 0, None, ("open", None)),
        (3, 72, None, ("open", None)),
        (1, 72.01, None, ("unconfirmed", None)),
        (1, None, None, ("unconfirmed", None)),
        (0, 0, None, ("closed", None)),
        (0, 0, date(2026, 11, 1), ("closed", None)),
        (1, 0, date(2026, 11, 24), ("open", None)),
        (1, 0, date(2026, 11, 23), ("closed", DEADLINE_PASSED)),
        (2, 100, date(2027, 1, 1), ("unconfirmed", None)),
    ],
)
def test_verdict(open_sightings: int, hours: float | None, deadline: date | None, said: tuple[str, str | None]) -> None:
    confirmed = None if hours is None else NOW - timedelta(hours=hours)
    assert verdict(open_sightings, confirmed, deadline, NOW) == said


def test_days_begin_and_end_in_china() -> None:
    evening = datetime(2026, 11, 24, 15, 59, 59, tzinfo=UTC)
    assert china_day(evening) == date(2026, 11, 24)
    assert not expired(date(2026, 11, 24), evening)
    assert expired(date(2026, 11, 24), evening + timedelta(seconds=1))
    assert midnight(evening) == datetime(2026, 11, 23, 16, tzinfo=UTC)
    assert not expired(None, evening)


def test_absence_needs_two_looks() -> None:
    assert [gone(misses) for misses in range(4)] == [False, False, True, True]


def test_a_post_comes_back_within_sixty_days() -> None:
    assert comes_back(None, NOW)
    assert comes_back(NOW - timedelta(days=60), NOW)
    assert not comes_back(NOW - timedelta(days=60, seconds=1), NOW)
