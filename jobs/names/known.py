"""Firms we know already, found in a text by one table over their names and aliases.

The table keeps no alias, only 64 bits of its hash and the number of its firm: 12 bytes each, where an automaton over a
million aliases keeps 220 MB and needs 760 MB to be built. A second table says, for three characters, how long the aliases
that begin so are; most places of a text end there. Hashes are Python's own, keyed anew in every process, so that nobody
can choose names that collide; that two of a million aliases meet by chance has odds of one in forty million.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jobs.names.fold import canonical
from jobs.names.parse import short_forms, variants

_HALF = str.maketrans("（）", "()")
_ALIAS_LEAST = 3  # characters of an alias, and those that say how long it may be
_LENGTHS = 64  # one bit a length; what is longer is no name
_BITS = (1 << 64) - 1
_ROOM = 8  # slots a start, so that most places of a text meet an empty one


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
        self._firms = list({canonical(known.name): known for known in names}.items())
        keyed: list[int] = []  # hash, firm and whether the form is whole in one number: tuples would take four times the memory
        starts: defaultdict[int, int] = defaultdict(int)  # hash of a form's first characters -> its lengths, a bit each
        for number, (name, known) in enumerate(self._firms):
            for form, whole in _forms(name, known):
                keyed.append((hash(form) & _BITS) << 32 | number << 1 | (not whole))
                starts[hash(form[:_ALIAS_LEAST])] |= 1 << len(form)
        keyed.sort()
        self._hashes = array("Q", (key >> 32 for key in keyed))
        self._numbers = array("I", (key & 0xFFFFFFFF for key in keyed))
        self._lengths = array("Q", bytes(8 << (_ROOM * len(starts)).bit_length()))
        for start, lengths in starts.items():
            self._lengths[start & len(self._lengths) - 1] |= lengths
        self._sorted = array("I", sorted(range(len(self._firms)), key=self._name))

    def __len__(self) -> int:
        """How many forms of names there are, those of several firms as often."""
        return len(self._hashes)

    def _name(self, number: int) -> str:
        return self._firms[number][0]

    def hits(self, plain: str) -> list[Hit]:
        """Every alias in the text, leftmost and longest, without overlaps."""
        found: list[Hit] = []
        lengths, last = self._lengths, len(self._lengths) - 1
        at, end = 0, len(plain) - _ALIAS_LEAST
        while at <= end:
            mask = lengths[hash(plain[at : at + _ALIAS_LEAST]) & last]
            hit = self._longest(plain, at, mask) if mask else None
            if hit is None:
                at += 1
            else:
                found.append(hit)
                at = hit.end
        return found

    def _longest(self, plain: str, start: int, mask: int) -> Hit | None:
        """The longest alias that begins at `start`, of the lengths whose bits are set."""
        mask &= (1 << (len(plain) - start + 1)) - 1
        while mask:
            size = mask.bit_length() - 1
            mask ^= 1 << size
            key = hash(plain[start : start + size]) & _BITS
            at = bisect_left(self._hashes, key)
            numbers = dict.fromkeys(self._numbers_of(key, at))
            if numbers:
                whole = [number for number in numbers if not number & 1]
                return Hit(start, start + size, tuple(self._firms[number >> 1][1] for number in whole or numbers), bool(whole))
        return None

    def _numbers_of(self, key: int, at: int) -> Iterator[int]:
        while at < len(self._hashes) and self._hashes[at] == key:
            yield self._numbers[at]
            at += 1

    def decide(self, hit: Hit, printed: set[str], place: str | None) -> tuple[str | None, str]:
        """Which firm an alias means here, and why; None when several may be meant or nothing but the alias speaks for it."""
        here = tuple(firm for firm in hit.names if agrees(firm.place, place))
        beside = tuple(firm for firm in hit.names if canonical(firm.name) in printed)
        if hit.whole and len(hit.names) == 1:
            return canonical(hit.names[0].name), "已知公司的全称或已确认的简称"
        for firms, why in ((beside, "同文另有全称"), (here, "地点一致")):
            if len(firms) == 1 and (hit.whole or len({*here, *beside}) == 1 or firms is beside):
                return canonical(firms[0].name), f"已知公司的别名，{why}"
        if here or beside or hit.whole:
            return None, "不止一家已知公司有此别名"
        return None, "别名太短：地点不一致，同文也没有全称"

    def completing(self, begun: str) -> str | None:
        """The one known name that begins so; None when there is none, or more than one."""
        at = bisect_left(self._sorted, begun, key=self._name)
        fits = [name for name in map(self._name, self._sorted[at : at + 2]) if name.startswith(begun)]
        return fits[0] if len(fits) == 1 else None


def _forms(name: str, known: KnownName) -> Iterator[tuple[str, bool]]:
    """Every form of a firm's name as it stands in a text of ordinary width, and whether it is a whole one."""
    for form in (name, *variants(name), *map(canonical, known.aliases)):
        if _ALIAS_LEAST <= len(form) < _LENGTHS:
            yield half_width(form), True
    for form in short_forms(name):
        if _ALIAS_LEAST <= len(form) < _LENGTHS:
            yield half_width(form), False


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
