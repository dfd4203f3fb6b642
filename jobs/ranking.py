"""What is hot in a place: a counting rule that is published (/about/ranking/), with no clicks, payment or chance in it. Pure.

New is a post first seen within a period, and not late news: a post of a source's first days, of a day on which a source showed far more
than it does otherwise (a back-fill), or one that its source itself dates more than a week back, was there before we looked. A period is
whole for a place when the sources that matter there were read on its days; two periods are compared only when both are whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from jobs.model import HotOccupation

#: An occupation with fewer new posts is not called hot.
LEAST = 3
#: Days of a source's first reading.
FIRST_DAYS = 3
#: A day with more than so many times the mean of the other days, and with more than so many posts, is a back-fill.
BURST, BURST_POSTS = 15, 30
#: Fewer other days say nothing of what is usual.
USUAL_DAYS = 7
#: A source that lacks so many days of a period was out in it.
OUT_DAYS = 2
#: A period is whole while sources that were out had at most this share of the posts of a place.
SMALL = 0.1
#: A post that its source dates this many days before we first saw it is no news.
OLD_DAYS = 7


@dataclass(frozen=True, slots=True)
class SourceDays:
    """How a source did: the day it was first read well, when that is known; the days it was read well; its new posts by day."""

    first: date | None
    read: frozenset[date]
    new: Mapping[date, int]

    def late(self) -> frozenset[date]:
        """The days whose new posts do not count as new."""
        opening = {self.first + timedelta(days=day) for day in range(FIRST_DAYS)} if self.first else set()
        usual = (self.read | self.new.keys()) - opening
        total = sum(self.new.get(day, 0) for day in usual)
        others = len(usual) - 1
        bursts = {
            day
            for day in usual
            if others >= USUAL_DAYS and self.new.get(day, 0) > max(BURST_POSTS, BURST * (total - self.new.get(day, 0)) / others)
        }
        return frozenset(opening | bursts)

    def out(self, days: Collection[date], late: frozenset[date]) -> bool:
        """Whether the source lacks too many of these days for them to be compared with others."""
        lacking = sum(
            day in late or not (day in self.read or self.new.get(day)) or (self.first is not None and day < self.first) for day in days
        )
        return lacking >= OUT_DAYS


class Row(NamedTuple):
    """A post first seen within the last two weeks, and not late news."""

    occupation: str
    firm: int | None
    heads: int | None
    now: bool  # within the last 7 days; else within the 7 before
    open: bool


@dataclass(slots=True)
class Group:
    """The posts that name the same places."""

    rows: list[Row] = field(default_factory=list)
    weeks: Counter[date] = field(default_factory=Counter)  # new posts by the Monday of their week
    sources: Counter[str] = field(default_factory=Counter)  # posts by source, late ones included
    late: int = 0  # posts of the last 7 days that are late news and open


def occupations(groups: Iterable[Group], whole: bool, most: int) -> list[HotOccupation]:
    """The occupations with the most new posts; ties by head-count, then by name. `whole`: both weeks are, so that they may be compared."""
    posts, heads, seen, before = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    firms: dict[str, set[int]] = {}
    for row in (row for group in groups for row in group.rows):
        if not row.now:
            before[row.occupation] += 1
            continue
        seen[row.occupation] += 1
        if row.open:
            posts[row.occupation] += 1
            heads[row.occupation] += row.heads or 0
            if row.firm is not None:
                firms.setdefault(row.occupation, set()).add(row.firm)
    hot = sorted((name for name, number in posts.items() if number >= LEAST), key=lambda name: (-posts[name], -heads[name], name))
    return [
        HotOccupation(name, posts[name], heads[name], len(firms.get(name, ())), seen[name] - before[name] if whole else None)
        for name in hot[:most]
    ]


def whole(groups: Iterable[Group], out: Collection[str]) -> bool:
    """Whether a period is whole for a place: the sources that were `out` in it matter little there."""
    weights = Counter[str]()
    for group in groups:
        weights.update(group.sources)
    return sum(weights[name] for name in out) <= SMALL * weights.total()


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def days(first: date, last: date) -> Sequence[date]:
    """The days from `first` to `last`, both included."""
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
