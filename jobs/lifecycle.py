"""Observation -> verdict: is a post open, not confirmed of late, or closed? Pure; `now` is an argument.

A post is as open as its sightings are. One look that misses a post proves nothing (half a page, an
error page that looks like a list): absence counts only when two looks agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "UTC+8")
#: A post nobody has shown open for this long is shown as not confirmed, never hidden.
UNCONFIRMED_AFTER = timedelta(hours=72)
#: Looks at a complete list that must agree before what is absent counts as closed.
AGREEING_LOOKS = 2
#: The same vacancy that comes back within this time is the old post reopened, not a new one.
COMES_BACK_WITHIN = timedelta(days=60)

DEADLINE_PASSED = "过了截止日期"
NOT_LISTED = "来源的列表里不再有"
SAID_CLOSED = "来源写明已停止招聘"


def china_day(at: datetime) -> date:
    """The day it is in China at that moment."""
    return at.astimezone(CHINA).date()


def midnight(at: datetime) -> datetime:
    """When that day began in China."""
    return at.astimezone(CHINA).replace(hour=0, minute=0, second=0, microsecond=0)


def verdict(open_sightings: int, confirmed_at: datetime | None, deadline: date | None, now: datetime) -> tuple[str, str | None]:
    """(state, why): state is open, unconfirmed or closed. Without open sightings the why is that of the last sighting to close: None here."""
    if open_sightings <= 0:
        return "closed", None
    if expired(deadline, now):
        return "closed", DEADLINE_PASSED
    if confirmed_at is None or now - confirmed_at > UNCONFIRMED_AFTER:
        return "unconfirmed", None
    return "open", None


def claimed(claims: Iterable[tuple[date | None, date | None, datetime, datetime]]) -> tuple[date | None, date | None]:
    """(posted, refreshed) of a post from what its sources say: posted, refreshed, first seen, last seen of each.

    The earliest day counts as posted, the latest as refreshed when it is later. A day after the one on which we saw the post is cut to
    that day: nobody posts in the future.
    """
    posted: list[date] = []
    refreshed: list[date] = []
    for first, last, first_seen_at, last_seen_at in claims:
        if first is not None:
            posted.append(min(first, china_day(first_seen_at)))
        if last is not None:
            refreshed.append(min(last, china_day(last_seen_at)))
    begun, latest = min(posted, default=None), max(refreshed + posted, default=None)
    return begun, latest if begun is not None and latest is not None and latest > begun else None


def expired(deadline: date | None, now: datetime) -> bool:
    """Whether the last day to apply is over in China; the day itself still counts."""
    return deadline is not None and china_day(now) > deadline


def gone(misses: int) -> bool:
    """Whether a post that complete lists no longer show counts as closed."""
    return misses >= AGREEING_LOOKS


def comes_back(closed_at: datetime | None, now: datetime) -> bool:
    """Whether a closed post that is seen again is the same vacancy, reopened."""
    return closed_at is None or now - closed_at <= COMES_BACK_WITHIN
