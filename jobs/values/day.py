"""Dates as sites write them -> the day in China (UTC+8), or None. Never an invented day or year."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from jobs.values.fold import LONGEST, digits, plain

CHINA = timezone(timedelta(hours=8))
#: Years before are sentinels (0001-01-01, 1970-01-01).
FIRST_YEAR = 1990
#: Days further ahead are sentinels too (2099-12-31, 2222-02-02): no post is open that long.
YEARS_AHEAD = 5

_TIME = r"(?:[t日号 ,]{0,3}([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:\.[0-9]{1,9})?)? ?(z|gmt|utc|[+-][0-9]{2}:?[0-9]{2})?)?"
_FULL = re.compile(rf"(?<![0-9])([0-9]{{4}})(?: ?[-/.年] ?)([0-9]{{1,2}}) ?[-/.月] ?([0-9]{{1,2}})(?![0-9]|[-/][0-9]){_TIME}")
_DAY_ONLY = re.compile(r"(?:^|[^0-9.:/-])(?:([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]?|([0-9]{2})[-/]([0-9]{2}))(?![0-9/-])")
_US = re.compile(r"(?<![0-9])([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})(?![0-9])")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = "|".join(_MONTHS)
_ENGLISH = re.compile(
    rf"(?:({_NAME})[a-z]*\.? ?([0-9]{{1,2}})(?:st|nd|rd|th)?,? ?([0-9]{{4}})|([0-9]{{1,2}})(?:st|nd|rd|th)? ({_NAME})[a-z]*\.?,? ?([0-9]{{4}})){_TIME}"
)
_AGO = re.compile(r"(?<![0-9+])([0-9]{1,4}|半) ?(?:(秒钟?|分钟?|个?小时|天|日)[之以]?前|(minute|hour|day)s? ago)")
_LENGTHS = (("秒", 1), ("分", 60), ("minute", 60), ("时", 3600), ("hour", 3600), ("天", 86400), ("日", 86400), ("day", 86400))
_WORDS = (
    ("刚刚", 0),
    ("刚才", 0),
    ("今天", 0),
    ("今日", 0),
    ("昨天", 1),
    ("昨日", 1),
    ("前天", 2),
    ("前日", 2),
    ("just now", 0),
    ("today", 0),
    ("yesterday", 1),
)


def day(text: str | float | None, today: date) -> date | None:
    """The first day the text names, as a day in China; `today` gives relative words and missing years their meaning.

    A year that is missing is this one, or the last if the day would lie ahead. A moment counted in hours (3小时前) is `today`
    less whole days. None for months without a day, sentinels, days that do not exist, and 04/11/2026, which may be either.
    """
    if text is None or isinstance(text, bool):
        return None
    return _day((str(int(text)) if isinstance(text, float) and abs(text) < 1e15 else str(text))[:LONGEST], today)


@lru_cache(maxsize=4096)
def _day(text: str, today: date) -> date | None:
    """The posts of a list share few days."""
    written = plain(text)
    found = _number(written.removesuffix(".0")) if re.fullmatch("[0-9]+(?:\\.0)?", written) else _written(digits(written), today)
    return found if found and FIRST_YEAR <= found.year <= today.year + YEARS_AHEAD else None


def _written(text: str, today: date) -> date | None:
    """Each notation in turn; the first whose shape fits decides, even if its day does not exist."""
    shapes: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], date | None]], ...] = (
        (_FULL, _full),
        (_US, _us),
        (_ENGLISH, _english),
        (_AGO, _ago),
        (_DAY_ONLY, _day_only),
    )
    for shape, read in shapes:
        if found := shape.search(text):
            return read(found, today)
    return next((today - timedelta(days=back) for word, back in _WORDS if word in text), None)


def _number(written: str) -> date | None:
    """YYYYMMDD, YYYYMMDDHHMM(SS), seconds or milliseconds since 1970."""
    if len(written) in (8, 12, 14):
        return _date(int(written[:4]), int(written[4:6]), int(written[6:8]))
    if len(written) in (10, 13):
        return datetime.fromtimestamp(int(written[:10]), CHINA).date()
    return None


def _date(year: int, month: int, day_of_month: int) -> date | None:
    try:
        return date(year, month, day_of_month)
    except ValueError:  # 2026-02-30
        return None


def _full(found: re.Match[str], _: date) -> date | None:
    year, month, number, *clock = found.groups()
    return _in_china(_date(int(year), int(month), int(number)), clock)


def _us(found: re.Match[str], _: date) -> date | None:
    first, second, year = (int(part) for part in found.groups())
    if first <= 12 and second <= 12 and first != second:
        return None  # the fourth of November, or the eleventh of April
    return _date(year, min(first, second), max(first, second)) if min(first, second) <= 12 else None


def _english(found: re.Match[str], _: date) -> date | None:
    month1, day1, year1, day2, month2, year2, *clock = found.groups()
    named = _date(int(year1 or year2), _MONTHS.index(month1 or month2) + 1, int(day1 or day2))
    return _in_china(named, clock)


def _in_china(found: date | None, clock: list[str | None]) -> date | None:
    """A moment with a zone belongs to the Chinese day it falls on; without one it was written in China."""
    hour, minute, second, zone = clock
    if found is None or zone is None or hour is None or minute is None:
        return found
    away = timedelta() if zone in ("z", "gmt", "utc") else _offset(zone)
    if away is None or int(hour) > 23 or int(minute) > 59 or not FIRST_YEAR <= found.year < 9999:
        return found
    moment = datetime(found.year, found.month, found.day, int(hour), int(minute), min(int(second or 0), 59), tzinfo=UTC) - away
    return moment.astimezone(CHINA).date()


def _offset(zone: str) -> timedelta | None:
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        return None
    return timedelta(hours=hours, minutes=minutes) * (-1 if zone[0] == "-" else 1)


def _ago(found: re.Match[str], today: date) -> date | None:
    number, unit, english = found.groups()
    unit = english or unit
    if number == "半":
        return None if unit in ("天", "日", "day") else today
    seconds = next(length for word, length in _LENGTHS if word in unit)
    return today - timedelta(days=int(number) * seconds // 86400)


def _day_only(found: re.Match[str], today: date) -> date | None:
    month, number, month2, number2 = found.groups()
    for year in (today.year, today.year - 1):
        seen = _date(year, int(month or month2), int(number or number2))
        if seen is not None and seen <= today:
            return seen
    return None
