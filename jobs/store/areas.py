"""Containment of places by their codes: 14 holds 1402 holds 140213 holds 140213xxx. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sqlalchemy import ColumnElement, true

from jobs.model import CITY, COUNTY, PROVINCE, TOWN
from jobs.store.tables import COUNTRY

_CODE = re.compile(r"(?:[0-9]{6}|[0-9]{9})\Z")


def level(code: str) -> int:
    """0 for the country, else as in jobs.model."""
    if code == COUNTRY:
        return 0
    if len(code) == 9:
        return TOWN
    return PROVINCE if code.endswith("0000") else CITY if code.endswith("00") else COUNTY


def upwards(code: str) -> tuple[str, ...]:
    """The place and every division above it, nearest first; empty for what is no code."""
    if not _CODE.match(code) or code == COUNTRY:
        return ()
    chain = (code, code[:6], f"{code[:4]}00", f"{code[:2]}0000")
    return tuple(dict.fromkeys(chain))


def closure(codes: Iterable[str]) -> frozenset[str]:
    """Every place a post with these codes is found under."""
    return _closure(tuple(codes))


@lru_cache(maxsize=8192)
def _closure(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(above for code in codes for above in upwards(code)) | {COUNTRY}


def prefix(code: str | None) -> str:
    """What the codes of everything inside the place begin with; "" for the country."""
    if code is None or code == COUNTRY:
        return ""
    if len(code) == 9:
        return code
    return code[:2] if code.endswith("0000") else code[:4] if code.endswith("00") else code


def within(column: ColumnElement[str], place: str | None) -> ColumnElement[bool]:
    """Whether the code in the column is the place or inside it; always, for the country."""
    start = prefix(place)
    return column.startswith(start, autoescape=True) if start else true()


def covers(source: str | None, place: str | None) -> bool:
    """Whether a source of that place, None for everywhere, may know of posts of this one: it holds it, or lies inside it."""
    if source is None or not prefix(place):
        return True
    return source.startswith(prefix(place)) or source in upwards(place or "")
