"""Open, unconfirmed, closed."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from jobs.lifecycle import DEADLINE_PASSED, china_day, claimed, comes_back, expired, gone, midnight, verdict

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


@pytest.mark.parametrize(
    ("claims", "said"),
    [
        ([], (None, None)),
        ([(None, None)], (None, None)),
        ([("2026-11-01", None)], ("2026-11-01", None)),
        ([("2026-11-01", "2026-11-20")], ("2026-11-01", "2026-11-20")),
        ([("2027-01-01", "2028-01-01")], ("2026-11-20", "2026-11-24")),
        ([("2026-11-10", None), ("2026-11-03", None), (None, None)], ("2026-11-03", "2026-11-10")),
        ([("2026-11-10", None), ("2026-11-10", None)], ("2026-11-10", None)),
    ],
)
def test_claimed_days(claims: list[tuple[str | None, str | None]], said: tuple[str | None, str | None]) -> None:
    """First seen on 2026-11-20, last on 2026-11-24."""
    days = [tuple(day and date.fromisoformat(day) for day in one) for one in claims]
    found = claimed((first, last, NOW - timedelta(days=4), NOW) for first, last in days)
    assert tuple(day and day.isoformat() for day in found) == said


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
