"""What somebody who types a few characters may mean: a firm, a place, an occupation. Pure; docs/decisions/0011-suggestions.md.

Names that are the same come first, then those that begin so, those that hold it, and last those that are spelt nearly so:
the same in sound but for one character. What is less sure than SURE is never suggested.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA

from jobs.model import Place
from jobs.places import prefix
from jobs.suggest.spelling import LONGEST, latin, parts, read_already, sounds, spellings, typed
from jobs.suggest.table import Kind, Name, Table, Target

How = Literal["same", "begins", "holds", "alike"]

#: The least sureness of a name that is spelt nearly so: one wrong character of four, or any number of the same sound in a third.
SURE = 0.74
#: Of a character that is another but sounds the same, how much of a whole error it is.
_SAME_SOUND = 0.25
_SWAPPED = 0.9  # of a whole error: two neighbours in each other's place, which no wrong character makes
_ENDING = 0.5  # of a whole error: an error in 有限公司
_BRAND = 2  # characters that most brands have
#: More firms that are equally near: nobody is meant.
_MOST_EQUAL = 3
#: Of the places and of the occupations that fit equally well at most so many, so that firms have room.
_MOST_OTHERS = 3
_LEAST_ALIKE = 3  # characters: shorter names are near to too many


@dataclass(frozen=True, slots=True)
class Hit:
    """What may be meant, how it was found, and how sure that is, 0..1."""

    kind: Kind
    number: int
    how: How
    sure: float


class Suggester:
    """Names of all kinds: a large table that does not change, and small ones for what came since. Not for two threads at once."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._tables = [Table(names)]
        self._fresh: list[list[Name]] = [[]]  # of each table but the first its names, for putting two together

    @property
    def added(self) -> int:
        """How many names came since it was made."""
        return sum(map(len, self._fresh))

    def weigh(self, posts: Mapping[Target, int]) -> None:
        """How many open posts each has; what is not told has none."""
        for table in self._tables:
            table.weigh(posts)

    def renew(self, firms: Collection[int], names: Iterable[Name], posts: Mapping[Target, int]) -> None:
        """These firms are called so from now on, and no longer as before."""
        for table in self._tables:
            table.forget(firms)
        fresh = list(names)
        while len(self._tables) > 1 and len(self._fresh[-1]) <= 2 * len(fresh):  # so that there are never many
            alive = self._tables.pop().living()
            fresh = [one for one, lives in zip(self._fresh.pop(), alive, strict=True) if lives] + fresh
        self._tables.append(Table(fresh))
        self._fresh.append(fresh)
        self._tables[-1].weigh(posts)

    def ask(self, text: str, place: str | None = None, most: int = 10) -> list[Hit]:
        """The likeliest first; firms of the place before those of elsewhere. Never raises."""
        asked = _asked(text)
        if not asked or most < 1:
            return []
        inside = _codes(place)
        found: dict[Target, Hit] = {}
        for how, sure, names in ((Table.same, 1.0, "same"), (Table.beginning, 0.95, "begins"), (Table.holding, 0.9, "holds")):
            if len(found) >= most or (names == "holds" and not _looked_into(asked, bool(found))):
                break
            weighed = [one for table in self._tables for one in table.best(how(table, asked), inside, most + len(found))]
            others: dict[Kind, int] = {}
            for _, (kind, number) in sorted(weighed, reverse=True):
                if (kind, number) not in found and (kind == "firm" or others.get(kind, 0) < _MOST_OTHERS):
                    others[kind] = others.get(kind, 0) + 1
                    found[kind, number] = Hit(kind, number, names, sure)  # type: ignore[arg-type]  # one of the three above
        if not found:
            found = self._alike(asked)
        return list(found.values())[:most]

    def _alike(self, asked: str) -> dict[Target, Hit]:
        """The nearest of those that are spelt nearly so."""
        sureness: dict[Target, float] = {}
        for place, core, errors in spellings(asked):
            for table in self._tables:
                for heard in {sounds(core), sounds(place + core)}:
                    for target, name in table.alike(heard) if len(heard) >= _LEAST_ALIKE else ():
                        known = ("", name) if target[0] != "firm" else parts(name)
                        sureness[target] = max(sureness.get(target, 0.0), sureness_of((place, core), known, errors))
        best = max(sureness.values(), default=0.0)
        nearest = sorted(target for target, sure in sureness.items() if sure == best)
        if best < SURE or len(nearest) > _MOST_EQUAL:
            return {}
        return {target: Hit(*target, "alike", best) for target in nearest}


def sureness_of(asked: tuple[str, str], name: tuple[str, str], ending: int = 0) -> float:
    """How sure it is that one (place, core) is the other misspelt: 1 less the errors by length of the core.

    `ending`: errors in what was taken off behind. Without the place on one side, the brand, which the core begins with, must sound the same.
    """
    errors = _errors(asked[0] + asked[1], name[0] + name[1])
    if bool(asked[0]) != bool(name[0]) and sounds(asked[1][:_BRAND]) == sounds(name[1][:_BRAND]):
        errors = min(errors, _errors(asked[1], name[1]))
    return 1 - (errors + _ENDING * ending) / max(len(name[1]), 1)


def _errors(one: str, other: str) -> float:
    """Errors between two spellings: a single one of any kind, or characters that only sound the same; infinite for anything else."""
    written, heard = OSA.distance(one, other), OSA.distance(sounds(one), sounds(other))
    if min(len(one), len(other)) < _LEAST_ALIKE or heard > 1 or written > heard > 0:
        return float("inf")
    if heard and sorted(one) == sorted(other):
        return _SWAPPED
    return heard or _SAME_SOUND * written


def _looked_into(asked: str, found: bool) -> bool:
    """Whether names are looked into for it: not for a letter or two, nor for a long beginning of some name."""
    least, enough = (3, 6) if asked.isascii() else (2, 4)
    return least <= len(asked) and not (found and len(asked) >= enough)


def _asked(text: str) -> str:
    asked = typed(text)
    return asked.replace("ü", "v").replace("lyu", "lv").replace("nyu", "nv") if asked.replace("ü", "v").isascii() else asked


def _codes(place: str | None) -> tuple[int, int] | None:
    """The lowest and the highest county's code of a division."""
    if place is None or not place.isascii() or not place.isdigit() or len(place) < 6:
        return None
    inside = prefix(place)[:6]
    return int(inside.ljust(6, "0")), int(inside.ljust(6, "9"))


# ---------------------------------------------------------------- names of each kind


def firm_name(number: int, text: str, place: str | None, slug: str = "") -> Name | None:
    """A name or an alias of a firm; None for what is no name. `slug`: the pinyin of this very text, when it is known."""
    folded = typed(text)
    if len(folded) < 2 or len(text) > LONGEST:
        return None
    where, core = parts(folded)
    keys = (folded, core, where + core, *latin(where, core, read_already(folded, core, slug)))
    return Name("firm", number, folded, tuple(dict.fromkeys(keys)), where, core, int(place[:6]) if place else 0)


def place_name(place: Place) -> Name:
    """A province, city or county."""
    name, short = typed(place.name), typed(place.short)
    return Name("place", int(place.code), name, tuple({name: 0, short: 0, place.pinyin: 0, place.initials: 0}), "", name)


def occupation_name(number: int, text: str) -> Name:
    """An occupation by its place in the list of them."""
    folded = typed(text)
    return Name("occupation", number, folded, tuple(dict.fromkeys((folded, *latin("", folded)))), "", folded)


__all__ = ["SURE", "Hit", "Kind", "Name", "Suggester", "Target", "firm_name", "occupation_name", "place_name", "sureness_of"]
