"""Finding a place by what somebody types: Han of either script, pinyin, initials."""

from __future__ import annotations

import re
from collections.abc import Callable

from jobs.model import Place
from jobs.places.reading import Reader
from jobs.places.table import Table
from jobs.text import simplify, width

_UNIMPORTANT = re.compile(r"[\s'’·・\-]+")
_LONGEST = 40
_HAN = re.compile(r"[一-龥]")

_Rank = Callable[[Place], int | None]


class Picker:
    """Ranks divisions for a few typed characters."""

    def __init__(self, table: Table, reader: Reader) -> None:
        self._table = table
        self._reader = reader

    def search(self, q: str, limit: int) -> list[Place]:
        """At most `limit` divisions, the likeliest first: whole matches, then beginnings, then parts; wide before narrow."""
        asked = _UNIMPORTANT.sub("", simplify(width(q[:_LONGEST])).lower())
        if not asked or limit < 1:
            return []
        if not _HAN.search(asked):
            return self._latin(asked, limit)
        ranked: dict[str, Place] = {}
        reading = self._reader.read(asked)
        for code in (*reading.codes, *reading.candidates):  # 大同平城 and 朝阳区 are read, not searched
            if (place := self._table.get(code)) is not None:
                ranked[place.code] = place
        for place in self._ranked(lambda place: _han_rank(place, asked)):
            ranked.setdefault(place.code, place)
        if len(ranked) < limit and len(asked) >= 2:
            for town in self._table.towns_with(asked, limit):
                ranked.setdefault(town.code, town)
        return list(ranked.values())[:limit]

    def _latin(self, asked: str, limit: int) -> list[Place]:
        written = asked.replace("ü", "v").replace("lyu", "lv").replace("nyu", "nv")
        return self._ranked(lambda place: _latin_rank(place, written))[:limit]

    def _ranked(self, rank: _Rank) -> list[Place]:
        found = [(order, place.level, place.code, place) for place in self._table.places.values() if (order := rank(place)) is not None]
        return [place for *_, place in sorted(found, key=lambda one: one[:3])]


def _han_rank(place: Place, asked: str) -> int | None:
    if asked in (place.name, place.short):
        return 0
    if place.name.startswith(asked) or place.short.startswith(asked):
        return 1
    return 2 if asked in place.name or asked in place.short else None


def _latin_rank(place: Place, asked: str) -> int | None:
    pinyin = place.pinyin
    if asked == pinyin or asked == pinyin.replace("lv", "lu"):
        return 0
    if asked == place.initials:
        return 1
    if pinyin.startswith(asked):
        return 2
    return 3 if len(asked) >= 2 and place.initials.startswith(asked) else None
