"""When a page is read again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from jobs.errors import ReadError, Refused, Unreachable
from jobs.model import Ask, DueAsk
from jobs.update.plan import after_failure, after_look

NOW = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)


def due(why: str = "start", failures: int = 0, read: timedelta | None = None) -> DueAsk:
    return DueAsk(1, "s", Ask("http://x/", why), failures, None, None, None, None, NOW - read if read else None)


def hours(at: datetime | None) -> float:
    assert at is not None
    return (at - NOW).total_seconds() / 3600


def test_a_page_with_news_is_read_sooner_and_a_still_one_later() -> None:
    assert hours(after_look(due(), 6, True, NOW)) == 3
    assert hours(after_look(due(), 6, False, NOW)) == 6
    assert hours(after_look(due(read=timedelta(hours=6)), 6, None, NOW)) == 9
    assert hours(after_look(due(read=timedelta(hours=20)), 6, None, NOW)) == 24
    assert hours(after_look(due(read=timedelta(days=9)), 2, None, NOW)) == 8


@pytest.mark.parametrize(("why", "days"), [("post", 1), ("company", 7)])
def test_posts_are_rechecked_daily_and_firms_weekly(why: str, days: int) -> None:
    assert hours(after_look(due(why), 6, True, NOW)) == 24 * days


@pytest.mark.parametrize("why", ["article", "attachment"])
def test_a_story_and_a_file_of_a_notice_are_read_once(why: str) -> None:
    assert after_look(due(why), 6, True, NOW) is None
    assert after_failure(due(why, failures=1), Refused("missing", "http://x/"), NOW) is None


def test_waits_double_up_to_a_day_and_never_end() -> None:
    error = Unreachable("timeout", "http://x/")
    waits = [hours(after_failure(due(failures=n), error, NOW)) for n in range(40)]
    assert waits[:4] == pytest.approx([1 / 6, 1 / 3, 2 / 3, 4 / 3])
    assert max(waits) == waits[-1] == 24


def test_a_site_that_asks_for_time_gets_it() -> None:
    assert hours(after_failure(due(), Unreachable("too_many", "http://x/", retry_after=7200), NOW)) == 2
    assert hours(after_failure(due(), Unreachable("too_many", "http://x/", retry_after=1e9), NOW)) == 24


@pytest.mark.parametrize("reason", ["robots", "forbidden", "challenge", "login", "blocked_address"])
def test_a_no_is_asked_again_after_a_day_only(reason: str) -> None:
    assert hours(after_failure(due(), Refused(reason, "http://x/"), NOW)) == 24


def test_a_wall_that_came_as_a_page_counts_as_a_no() -> None:
    assert hours(after_failure(due(), ReadError("验证码", "http://x/", "blocked"), NOW)) == 24


def test_one_time_pages_are_given_up() -> None:
    missing = Refused("missing", "http://x/")
    assert after_failure(due("article"), missing, NOW) is not None
    assert after_failure(due("article", failures=1), missing, NOW) is None
    assert after_failure(due("post", failures=5), Unreachable("timeout", "http://x/"), NOW) is None
    assert after_failure(due("start", failures=50), missing, NOW) is not None
