"""Firms we know already, found in a text by one automaton over their names and aliases."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick, MatchKind

from jobs.names.fold import canonical
from jobs.names.parse import short_forms, variants

_HALF = str.maketrans("（）", "()")
_ALIAS_LEAST = 3


def half_width(name: str) -> str:
    """The name with brackets as they stand in a text of ordinary width."""
    return name.translate(_HALF)


@dataclass(frozen=True, slots=True)
class KnownName:
    """A firm we know: canonical name, place code, and the short names somebody confirmed."""

    name: str
    place: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """An alias found; `whole`: a printed form of the full legal name or a confirmed short one."""

    start: int
    end: int
    names: tuple[KnownName, ...]
    whole: bool


class KnownNames:
    """An index of firms' names. Building costs time linear in the names, a search time linear in the text."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        whole: dict[str, dict[str, KnownName]] = {}
        short: dict[str, dict[str, KnownName]] = {}
        for known in names:
            name = canonical(known.name)
            for form in (name, *variants(name), *map(canonical, known.aliases)):
                whole.setdefault(form, {})[name] = known
            for form in short_forms(name):
                if len(form) >= _ALIAS_LEAST:
                    short.setdefault(form, {})[name] = known
        self._whole = {half_width(form): tuple(firms.values()) for form, firms in whole.items()}
        self._short = {half_width(form): tuple(firms.values()) for form, firms in short.items()}
        self._forms = list({**self._short, **self._whole})
        self._automaton = AhoCorasick(self._forms, matchkind=MatchKind.LeftmostLongest) if self._forms else None
        self._sorted = sorted({canonical(firm.name) for firms in self._whole.values() for firm in firms})

    def hits(self, plain: str) -> list[Hit]:
        """Every alias in the text, leftmost and longest, without overlaps."""
        if self._automaton is None:
            return []
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(plain):
            form = self._forms[index]
            found.append(Hit(start, end, self._whole.get(form) or self._short[form], form in self._whole))
        return found

    def decide(self, hit: Hit, printed: set[str], place: str | None) -> str | None:
        """Which firm an alias means here; None when several may be meant or nothing but the alias speaks for it."""
        firms = hit.names
        if not hit.whole:
            firms = tuple(firm for firm in firms if canonical(firm.name) in printed or agrees(firm.place, place))
        if len(firms) > 1:
            firms = tuple(firm for firm in firms if canonical(firm.name) in printed) or tuple(
                firm for firm in firms if agrees(firm.place, place)
            )
        return canonical(firms[0].name) if len(firms) == 1 else None

    def completing(self, begun: str) -> str | None:
        """The one known name that begins so; None when there is none, or more than one."""
        at = bisect_left(self._sorted, begun)
        fits = [name for name in self._sorted[at : at + 2] if name.startswith(begun)]
        return fits[0] if len(fits) == 1 else None


def agrees(one: str | None, other: str | None) -> bool:
    """Whether two place codes lie in one another (云冈区 in 大同市); unknown agrees with nothing."""
    if not one or not other:
        return False
    short, long = sorted((_significant(one), _significant(other)), key=len)
    return long.startswith(short)


def _significant(code: str) -> str:
    while code.endswith("00") and len(code) > 2:
        code = code[:-2]
    return code
