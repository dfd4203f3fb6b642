"""Which posts answer a search, from the search index: bitmaps met with bitmaps. `scan` says the same in SQL, slowly."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from pyroaring import BitMap

from jobs.index import Allowance, Reader, is_exact
from jobs.lifecycle import china_day
from jobs.model import EDUCATION, Search
from jobs.places import gazetteer
from jobs.search import DAYS, EXPERIENCES, PAY_BANDS
from jobs.store import marks
from jobs.store.tables import COUNTRY

#: Candidates whose text is looked into for an exact answer; of more, only those shown.
LOOKED_INTO = 1_500


@dataclass(frozen=True, slots=True)
class Matches:
    """The open posts that answer a search.

    Words of three characters and more are only known to be there once the text is looked into: `candidates` then holds some posts that do
    not answer, `exact` is False, and what is shown goes through `holding`, as far as the allowance goes. `settled` looks into all of a few.
    """

    reader: Reader
    candidates: BitMap
    words: tuple[str, ...]
    exact: bool
    allowance: Allowance = field(default_factory=Allowance)

    def newest(self, most: int, below: int | None = None) -> tuple[list[int], int | None]:
        """Numbers below the given one, the highest first; and where it gave up looking into texts, if it did."""
        end = len(self.candidates) if below is None else self.candidates.rank(below - 1)
        if self.exact:
            return list(self.candidates[max(end - most, 0) : end])[::-1], None
        found, left = self.reader.holding(self.candidates[:end], self.words, most, self.allowance)
        return list(found)[::-1][:most], left

    def oldest(self, most: int, above: int | None = None) -> tuple[list[int], int | None]:
        """Numbers above the given one, the lowest first; and where it gave up looking into texts, if it did."""
        start = 0 if above is None else self.candidates.rank(above)
        if self.exact:
            return list(self.candidates[start : start + most]), None
        found, left = self.reader.holding(self.candidates[start:], self.words, most, self.allowance, oldest=True)
        return list(found)[:most], left

    def some(self, numbers: Iterable[int]) -> BitMap:
        """Those of the numbers, a few, that answer. Goes on beyond the allowance; ask `spent` between."""
        here = self.candidates & BitMap(numbers)
        if self.exact:
            return here
        self.allowance.texts -= len(here)
        return self.reader.holding(here, self.words, len(here))[0]

    @property
    def spent(self) -> bool:
        """Whether no more texts may be looked into."""
        return not self.exact and self.allowance.texts <= 0

    def settled(self) -> Matches:
        """The same with every candidate looked into, when they are no more than LOOKED_INTO."""
        if self.exact or len(self.candidates) > LOOKED_INTO:
            return self
        whole = self.reader.holding(self.candidates, self.words, len(self.candidates))[0]
        return replace(self, candidates=whole, exact=True)

    def count(self, most: int, least: int) -> tuple[int, bool]:
        """How many, and whether that is exact; of a count that is not, there are more. `least`: so many are known."""
        if self.exact:
            return len(self.candidates), True
        if (settled := self.settled()).exact:
            return len(settled.candidates), True
        found, left = self.reader.holding(self.candidates, self.words, most + 1, self.allowance)
        return min(max(len(found), least), most), left is None and len(found) <= most

    def titled(self) -> tuple[Matches, Matches]:
        """Those with all the words in the title, and the others."""
        named = self.candidates & self.reader.titled(self.words)
        return replace(self, candidates=named), replace(self, candidates=self.candidates - named)


def matches(reader: Reader, search: Search, now: datetime, firm: int | None) -> Matches:
    """The open posts of the search's place that answer it; `firm`: the firm that search.firm is by now."""
    asked = replace(search, sort="new", after=None), china_day(now), firm
    candidates = reader.remembered(asked, lambda: _candidates(reader, search, now, firm))
    return Matches(reader, candidates, search.words, all(map(is_exact, search.words)))


def _candidates(reader: Reader, search: Search, now: datetime, firm: int | None) -> BitMap:
    found = reader.marked(marks.place(search.place or COUNTRY)) - _over(reader, now)
    if firm is not None:
        found &= reader.marked(marks.firm(firm))
    for group in _groups(search, now):
        if not found:
            break
        found &= _one_of(reader, group)
    if found and search.words:
        found &= reader.worded(search.words)
    return found


def facets(reader: Reader, search: Search, now: datetime, firm: int | None, sources: Iterable[str]) -> dict[str, dict[str, int]]:
    """For each key of an address the options of its filter, and the posts each would find with all other filters as they are."""
    offered: dict[str, Mapping[str, int | tuple[int, int]]] = {
        "pay": {key: marks.pay(key) for key in PAY_BANDS},
        "exp": {key: marks.experience(key) for key in EXPERIENCES},
        "edu": {level: marks.education(level) for level in EDUCATION},
        "days": {str(days): _span(days, now) for days in DAYS},
        "src": {name: marks.source(name) for name in sources},
        "firm": {"news": marks.IN_NEWS},
    }
    without = {
        "pay": replace(search, pay=()),
        "exp": replace(search, experience=()),
        "edu": replace(search, education=()),
        "days": replace(search, days=None),
        "src": replace(search, source=()),
        "firm": replace(search, in_news=False),
    }
    answering = matches(reader, search, now, firm).settled()
    found: dict[str, dict[str, int]] = {}
    for key, options in offered.items():
        here = answering if without[key] == search else matches(reader, without[key], now, firm).settled()
        found[key] = {option: _meeting(reader, here.candidates, mark) for option, mark in options.items()}
    return found


def within(reader: Reader, found: Matches, place: str | None) -> dict[str, int]:
    """How many of them are in each division right below the place; those without any are left out."""
    settled = found.settled()
    counted = {child.code: _meeting(reader, settled.candidates, marks.place(child.code)) for child in gazetteer().children(place)}
    return {code: number for code, number in counted.items() if number}


def _meeting(reader: Reader, found: BitMap, mark: int | tuple[int, int]) -> int:
    return found.intersection_cardinality(_marked(reader, mark))


def _marked(reader: Reader, mark: int | tuple[int, int]) -> BitMap:
    return reader.marked_between(*mark) if isinstance(mark, tuple) else reader.marked(mark)


def _groups(search: Search, now: datetime) -> Iterable[list[int] | tuple[int, int]]:
    """Filters: a post has one mark of each list, or one in each span."""
    if search.pay:
        yield [marks.pay(key) for key in search.pay if key in PAY_BANDS]
    if search.experience:
        yield [marks.experience(key) for key in search.experience if key in EXPERIENCES]
    if search.education:
        yield [marks.education(level) for level in search.education if level in EDUCATION]
    if search.days is not None:
        yield _span(search.days, now)
    if search.source:
        yield [marks.source(name) for name in search.source]
    if search.in_news:
        yield [marks.IN_NEWS]


def _one_of(reader: Reader, group: list[int] | tuple[int, int]) -> BitMap:
    return reader.marked_between(*group) if isinstance(group, tuple) else reader.marked(*group)


def _span(days: int, now: datetime) -> tuple[int, int]:
    """Marks of the last so many days of China, today included; and of any ahead, which only a clock put back can make."""
    return marks.seen(china_day(now) - timedelta(days=days - 1)), marks.seen(date.max)


def _over(reader: Reader, now: datetime) -> BitMap:
    """Open posts whose last day is behind us and that nobody has closed yet."""
    return reader.marked_between(marks.until(date.min), marks.until(china_day(now) - timedelta(days=1)))
