"""The divisions themselves: codes, names, the tree, and what former codes are today."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from importlib import resources

from jobs.model import CITY, COUNTY, PROVINCE, TOWN, Place
from jobs.text import simplify


def prefix(code: str) -> str:
    """The part of a code that everything inside shares: 140000 -> 14, 140200 -> 1402, 140213 -> 140213."""
    if len(code) != 6:
        return code
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def covers(outer: str, inner: str) -> bool:
    """Whether the division `outer` holds `inner` or is it; codes or prefixes."""
    return inner.startswith(prefix(outer))


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table in jobs/data, without its comments."""
    for line in resources.files("jobs").joinpath("data", name).read_text("utf-8").split("\n"):
        if line and line[0] != "#":
            yield line.split("\t")


class Table:
    """Every division by code. Towns are parsed a county at a time, when one is asked for."""

    def __init__(self) -> None:
        self.places: dict[str, Place] = {}
        self._children: dict[str | None, list[str]] = {}
        for code, name, short, pinyin in rows("places.tsv"):
            self._add(code, name, short or name, pinyin)
        old = [(code, name, tuple(new.split(",")), int(year)) for code, name, new, year in rows("places_old.tsv")]
        #: former code -> the codes of today
        self.old = {code: new for code, _, new, _ in old}
        #: former names: the name, the codes of today, the last year it was listed
        self.former = [(name, new, year) for _, name, new, year in old]

    def _add(self, code: str, name: str, short: str, pinyin: str) -> None:
        level = PROVINCE if code.endswith("0000") else CITY if code.endswith("00") else COUNTY
        parent = None if level == PROVINCE else f"{code[:2]}0000"
        if level == COUNTY and f"{code[:4]}00" in self.places:  # not so in Beijing, nor for a county under its province
            parent = f"{code[:4]}00"
        syllables = pinyin.split()
        initials = "".join([syllable[0] for syllable in syllables])
        self.places[code] = Place(code, name, short, level, "".join(syllables), initials, parent)
        self._children.setdefault(parent, []).append(code)

    @cached_property
    def _town_rows(self) -> dict[str, list[str]]:
        return {row[0]: row[1:] for row in rows("places_towns.tsv")}

    def today(self, code: str) -> tuple[str, ...]:
        """The codes that stand for `code` now: itself, or what a former division became; empty when nobody knows it."""
        if code in self.places:
            return (code,)
        if code in self.old:
            return self.old[code]
        if len(code) == 6 and code[4:] in ("00", "01"):  # 140201 市辖区, 110100 市辖区, 419000 省直辖: the division above
            return self.today(f"{code[:4]}00" if code[4:] == "01" else f"{code[:2]}0000") if code[2:] != "0000" else ()
        if len(code) != 9:
            return ()
        county = code[:6]
        if county in self._town_rows and code in self.towns(county):
            return (code,)
        return self.today(county) if county in self.old else ()

    def get(self, code: str) -> Place | None:
        """The division `code` means today. One that was shared out gives the division around its parts."""
        if (place := self.places.get(code)) is not None:
            return place
        new = self.today(code)
        if not new:
            return None
        one = new[0] if len(new) == 1 else self.around(new)
        if one is None:
            return None
        return self.places.get(one) or self.towns(one[:6])[one]

    def around(self, codes: tuple[str, ...]) -> str | None:
        """The smallest division that holds all of `codes`; None when they lie in different provinces."""
        for size, zeros in ((4, "00"), (2, "0000")):
            shared = {code[:size] for code in codes}
            if len(shared) == 1 and f"{codes[0][:size]}{zeros}" in self.places:
                return f"{codes[0][:size]}{zeros}"
        return None

    def children(self, code: str | None) -> list[Place]:
        """The divisions right under one, by code; None stands for the country."""
        below = [self.places[child] for child in self._children.get(code, ())]
        return below or ([] if code is None else list(self._towns_of(code).values()))

    def _towns_of(self, code: str) -> dict[str, Place]:
        return self.towns("620201" if code == "620200" else code)  # Jiayuguan: see tools/places_facts.tsv

    def towns(self, county: str) -> dict[str, Place]:
        """Town code -> town of one county."""
        if county not in self._towns:
            parent = self.today(county)[0] if self.today(county) else None
            found = (self._town(county, written, parent) for written in self._town_rows.get(county, ()))
            self._towns[county] = {town.code: town for town in found}
        return self._towns[county]

    @cached_property
    def _towns(self) -> dict[str, dict[str, Place]]:
        return {}

    @staticmethod
    def _town(county: str, written: str, parent: str | None) -> Place:
        name, *syllables = written.split(" ")
        short = name[3 : 3 + len(syllables)] if len(syllables) < len(name) - 3 else name[3:]
        initials = "".join([syllable[0] for syllable in syllables])
        return Place(county + name[:3], name[3:], short, TOWN, "".join(syllables), initials, parent)

    def above(self, code: str) -> list[str]:
        """The divisions around one, nearest first."""
        found: list[str] = []
        place = self.get(code)
        while place is not None and place.parent is not None:
            found.append(place.parent)
            place = self.get(place.parent)
        return found

    def towns_named(self, code: str, name: str) -> tuple[str, ...]:
        """The towns inside a division that bear a (simplified) name."""
        if code not in self._named:
            inside = prefix(code)
            found: dict[str, tuple[str, ...]] = {}
            for county in [county for county in self._town_rows if county.startswith(inside)]:
                for town in self.towns(county).values():
                    spelled = simplify(town.name)
                    found[spelled] = (*found.get(spelled, ()), town.code)
            self._named[code] = found
        return self._named[code].get(name, ())

    @cached_property
    def _named(self) -> dict[str, dict[str, tuple[str, ...]]]:
        return {}

    def towns_with(self, written: str, limit: int) -> list[Place]:
        """Up to `limit` towns whose names hold some characters, whole names first."""
        whole = self.town_names.get(written, ())
        held = [code for name, codes in self.town_names.items() if written in name and name != written for code in codes[:limit]]
        return [self.towns(code[:6])[code] for code in (*whole, *held[:limit])][:limit]

    @cached_property
    def town_names(self) -> dict[str, tuple[str, ...]]:
        """Every town's name, simplified, to its codes. Built once, in about 60 ms, for a town that stands alone."""
        counties = list(self._town_rows)
        lines = simplify("\n".join("\t".join(self._town_rows[county]) for county in counties)).split("\n")
        found: dict[str, tuple[str, ...]] = {}
        for county, line in zip(counties, lines, strict=True):
            for written in line.split("\t"):
                name = written.partition(" ")[0]
                found[name[3:]] = (*found.get(name[3:], ()), county + name[:3])
        return found
