"""Every way to write a division down to the county, and which divisions it can mean."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from jobs.model import CITY, COUNTY, PROVINCE, Place
from jobs.places.table import Table, rows
from jobs.text import simplify


class Name(NamedTuple):
    """One spelling: all divisions it can mean, those it means when nothing else is said, and whether it is cut short."""

    all: tuple[str, ...]
    sure: tuple[str, ...]
    short: bool
    field_only: bool = False  # not to be looked for inside a sentence


class _Sense(NamedTuple):
    codes: tuple[str, ...]
    rank: int  # the smaller one is meant when nothing else is said
    short: bool
    year: int = 9999  # the last one in which it was meant


#: Ranks. A province goes before a city of the same short name (吉林), a city before a county (朝阳).
_ZONE, _FORMER, _FAINT, _INSIDE = 40, 50, 60, 70
#: A name that went out of use so lately that people still mean the old place.
_FRESH = 2024
#: Divisions gone before are no longer called by a short name (闸北, 2015, still is).
_REMEMBERED = 2005
_ZONE_CODE = re.compile(r"(?!2327)\d{4}7\d")
#: What a zone's kind may be called; the first is in the table's short names.
_KINDS = (
    ("经开区", "经济技术开发区", "经济开发区", "开发区", "经开"),
    ("高新区", "高新技术产业开发区", "高新技术开发区", "高新开发区", "高新"),
    ("示范区", "城乡一体化示范区"),
    ("工业园区", "园区"),
)
_EXTRA = {
    "内蒙": "150000",
    "锡盟": "152500",
    "呼市": "150100",
    "湘西州": "433100",
    "恩施州": "422800",
    "西双版纳州": "532800",
    "红河州": "532500",
}
#: No names when they stand alone: they count only behind their city (石家庄·桥西).
_NO_SHORT = {"城中", "城东", "城西", "城北", "城南", "市中", "市南", "市北", "桥东", "桥西", "路南", "路北", "河东", "河西", "新区", "江东"}


def build(table: Table) -> dict[str, Name]:
    """Spelling -> Name. Spellings are simplified, because texts are before they are looked up."""
    senses: dict[str, list[_Sense]] = defaultdict(list)
    for place in table.places.values():
        _add_place(senses, place, table)
    for name, codes, year in table.former:
        fresh = year >= _FRESH
        senses[name].append(_Sense(codes, COUNTY * 10 if fresh else _FORMER, short=False, year=year))
        stem = name[:-1] if name[-1] in "市县区" else ""
        if len(stem) >= 2 and stem not in _NO_SHORT and year >= _REMEMBERED:
            senses[stem].append(_Sense(codes, COUNTY * 10 + 1 if fresh else _FAINT, short=True, year=year))
    spellings = simplify("\n".join(senses)).split("\n")
    names = {spelling: _name(found) for spelling, found in zip(spellings, senses.values(), strict=True)}
    for region, written, where in rows("regions.tsv"):
        codes = tuple(written.split(","))
        names.setdefault(region, Name(codes, codes, short=True, field_only=where == "field"))
    return names


def _add_place(senses: dict[str, list[_Sense]], place: Place, table: Table) -> None:
    codes = (place.code,)
    if _ZONE_CODE.fullmatch(place.code):
        for spelling in _zone_spellings(place, table):
            senses[spelling].append(_Sense(codes, _ZONE, short=False))
        return
    senses[place.name].append(_Sense(codes, place.level * 10, short=False))
    if place.short != place.name:
        senses[place.short].append(_Sense(codes, _INSIDE if place.short in _NO_SHORT else place.level * 10 + 1, short=True))
    elif place.name.endswith("新区") and len(place.name) > 3:
        senses[place.name[:-2]].append(_Sense(codes, place.level * 10 + 2, short=True))
    if place.level == PROVINCE and place.name[-1] != "省":
        senses[f"{place.short}省"].append(_Sense(codes, PROVINCE * 10 + 2, short=False))  # a slip often seen
    for spelling, code in _EXTRA.items():
        if code == place.code:
            senses[spelling].append(_Sense(codes, place.level * 10 + 1, short=True))


def _zone_spellings(place: Place, table: Table) -> set[str]:
    """大同经开区, 大同市经济技术开发区, 经开区 … of one zone; the bare kinds are many zones' and need a city beside them."""
    city = table.places[f"{place.code[:4]}00"]
    body = place.short.removeprefix(city.short)
    bodies = {body}
    for kinds in _KINDS:
        if body.endswith(kinds[0]):
            bodies |= {body.removesuffix(kinds[0]) + kind for kind in kinds}
    spelled = {place.name, place.short}
    for one in bodies:
        spelled |= {f"{city.short}{one}", f"{city.name}{one}", one}
    if place.name.endswith("新区"):
        spelled.add(place.name)
    return {one for one in spelled if len(one) >= 3}


def _name(found: list[_Sense]) -> Name:
    """Which of the senses is meant: the one of the smallest rank, when it is alone there."""
    everything = tuple(dict.fromkeys(code for sense in found for code in sense.codes))
    best = min(sense.rank for sense in found)
    top = [sense for sense in found if sense.rank // 10 == best // 10]
    if best >= _FORMER and len({code[:4] for sense in top for code in sense.codes}) == 1:  # one place under codes that changed
        top = [max(top, key=lambda sense: sense.year)]
    sure = top[0].codes if best < _INSIDE and len({sense.codes for sense in top}) == 1 else ()
    return Name(everything, sure, short=all(sense.short for sense in found if sense.rank == best))


def starts(names: dict[str, Name]) -> dict[str, tuple[int, ...]]:
    """First two characters -> lengths of the names that begin so, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in names:
        lengths[name[:2]].add(len(name))
    return {start: tuple(sorted(found, reverse=True)) for start, found in lengths.items()}


#: English names that are not the pinyin of the short name.
_ENGLISH = {
    "shaanxi": "610000", "inner mongolia": "150000", "tibet": "540000", "hong kong": "810000", "hongkong": "810000", "macau": "820000",
    "macao": "820000", "taiwan": "710000", "harbin": "230100", "urumqi": "650100", "hohhot": "150100", "lhasa": "540100",
    "kashgar": "653100", "peking": "110000", "canton": "440100", "xi'an": "610100", "lvliang": "141100", "lyuliang": "141100",
    "luliang": "141100",
}  # fmt: skip


def latin(table: Table) -> dict[str, Name]:
    """Pinyin and English names of provinces, cities and counties, in small letters."""
    found: dict[str, list[_Sense]] = defaultdict(list)
    for place in table.places.values():
        if not _ZONE_CODE.fullmatch(place.code) and place.code != "610000":
            found[place.pinyin].append(_Sense((place.code,), place.level * 10, short=False))
    for name, code in _ENGLISH.items():
        found[name] = [_Sense((code,), CITY * 10, short=False)]
    return {name: _name(senses) for name, senses in found.items()}
