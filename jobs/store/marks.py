"""Marks: what a post is filtered by, as numbers below 2**32 for the search index. Pure.

The two highest bits say what the other thirty are: a place's code, a digest of a source's name, a firm's number, or a kind and a value.
"""

from __future__ import annotations

import hashlib
from datetime import date

from jobs.model import EDUCATION
from jobs.search import EXPERIENCES, PAY_BANDS, experience_keys, pay_keys

_SOURCE, _FIRM, _OTHER = 1 << 30, 2 << 30, 3 << 30
_PAY, _EXPERIENCE, _EDUCATION, _SEEN, _UNTIL, _NEWS = (kind << 24 for kind in range(6))
_PAYS = {key: rank for rank, key in enumerate(PAY_BANDS)}
_YEARS = {key: rank for rank, key in enumerate(EXPERIENCES)}
_LEVELS = {level: rank for rank, level in enumerate(EDUCATION)}


def place(code: str) -> int:
    """Of a division's code: six digits, or nine for a town."""
    return int(code)


def source(name: str) -> int:
    """Of a source that shows the post open."""
    return _SOURCE | int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") >> 2


def firm(number: int) -> int:
    """Of the firm that hires."""
    return _FIRM | (number & 0x3FFFFFFF)


def pay(key: str) -> int:
    """Of a key of PAY_BANDS."""
    return _OTHER | _PAY | _PAYS[key]


def experience(key: str) -> int:
    """Of a key of EXPERIENCES."""
    return _OTHER | _EXPERIENCE | _YEARS[key]


def education(level: str) -> int:
    """Of a level of EDUCATION."""
    return _OTHER | _EDUCATION | _LEVELS[level]


def seen(day: date) -> int:
    """Of the day in China the post was first seen."""
    return _OTHER | _SEEN | day.toordinal()


def until(day: date) -> int:
    """Of the last day to apply."""
    return _OTHER | _UNTIL | day.toordinal()


#: Of a post whose firm the news names for certain.
IN_NEWS = _OTHER | _NEWS


def stated(low: int | None, high: int | None, years: int | None, level: str | None) -> list[int]:
    """Of pay in yuan a month, least years and education, as far as they are known."""
    found = [pay(key) for key in pay_keys(low, high)] + [experience(key) for key in experience_keys(years)]
    return [*found, education(level)] if level in _LEVELS else found
