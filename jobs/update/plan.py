"""When a page is read again. Pure: what happened goes in, the next time comes out.

Nothing stops for good in silence: a page that is looked at again and again is tried at least once
a day however often it failed. Only one-time pages (a story, a post's own page) can be given up.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from jobs.errors import FetchError, ReadError
from jobs.lifecycle import midnight

if TYPE_CHECKING:
    from jobs.model import DueAsk

DAY = timedelta(days=1)
#: A firm is put to a source as a question at most this often.
FIRM_EVERY = timedelta(days=7)
#: A post's own page is looked at again when nothing has confirmed the post for so long. About 2 % of open posts close a day, so that
#: of those shown as open about 1 % are over; see `most_a_day` for what happens when there are too many.
POST_EVERY = DAY
#: … and in any case after so long, for what lists do not show.
PAGE_EVERY = timedelta(days=7)
#: We take at most this share of a source's day, at its pace: its lists and new posts first, looks at known posts with what is left.
SHARE = 0.25
#: Known posts that are due beyond what their source bears just now wait so long.
ROUND = timedelta(hours=1)
#: The first wait after a failure; doubled with every further one, up to a day.
FIRST_WAIT = timedelta(minutes=10)
#: A one-time page is given up after this many failures in a row.
ONE_TIME_TRIES = 6
#: Where the site or our own guard said no: asked once a day, never sooner.
_NO = frozenset({"robots", "forbidden", "challenge", "login", "wall", "blocked_address", "blocked_url"})
#: The page itself is not there.
GONE = "missing"


def after_look(due: DueAsk, every_hours: float, news: bool | None, now: datetime) -> datetime | None:
    """When a page that came well is read again; None: never.

    `news`: True when the page held something new, False when it changed without that, None when it
    was the same as last time. A page asked for again and again comes sooner (half of `every_hours`)
    after news and later (up to four times, at most a day) as long as it stays the same.
    """
    why = due.ask.why
    if why in ("article", "attachment"):
        return None
    if why == "post":
        return now + POST_EVERY
    if why == "company":
        return now + FIRM_EVERY
    every = timedelta(hours=every_hours)
    if news is None:
        last = now - due.last_read_at if due.last_read_at else every
        return now + max(min(max(last, every) * 1.5, every * 4, DAY), every / 2)
    return now + min(every / 2 if news else every, DAY)


def most_a_day(pace: float) -> int:
    """Pages of a source with that many seconds between two requests that are read in a day, lists and looks at known posts together.

    4,320 at 5 seconds. A source whose lists confirm nothing has up to so many open posts confirmed every day, up to three times as many
    within lifecycle.UNCONFIRMED_AFTER, and of what is more the rest is shown as unconfirmed.
    """
    return max(1, int(DAY.total_seconds() * SHARE / max(pace, 0.1)))


def most_looks(pace: float, read_today: int, now: datetime) -> int:
    """Known posts of a source that may be looked at again in this round, when so many of its pages were read today.

    The day's pages are spent as the day goes by, never more at once than its pace lets through in ROUND.
    """
    gone = min((now - midnight(now) + ROUND) / DAY, 1.0)
    return max(0, min(math.ceil(most_a_day(pace) * gone) - read_today, math.ceil(ROUND.total_seconds() / max(pace, 0.1))))


def after_failure(due: DueAsk, error: FetchError | ReadError, now: datetime) -> datetime | None:
    """When a page that did not come, or made no sense, is tried again; None: a one-time page is given up."""
    one_time = due.ask.why in ("article", "post", "attachment")
    reason = error.reason
    if one_time and given_up(due, reason):
        return None
    if reason in _NO:
        return now + DAY
    doubled: int = 2 ** min(due.failures, 8)
    wait = min(FIRST_WAIT * doubled, DAY)
    if isinstance(error, FetchError) and error.retry_after is not None:
        wait = min(max(wait, timedelta(seconds=error.retry_after)), DAY)
    return now + wait


def given_up(due: DueAsk, reason: str) -> bool:
    """Whether one more failure of a one-time page is its last: twice not there, or too often anything else."""
    return due.failures + 1 >= (2 if reason == GONE else ONE_TIME_TRIES)
