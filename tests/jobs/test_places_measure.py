"""Places against lists that are not ours (../shared): how many are read, how fast, and whether the readings agree."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from jobs.places import gazetteer

G = gazetteer()


@pytest.fixture(scope="module")
def counties(shared: Path) -> dict[str, str]:
    listed = json.loads((shared / "data" / "places" / "list.json").read_text("utf-8"))
    return {code: name for code, name in listed.items() if code < "8" and not code.endswith("00")}


def _share(cases: list[tuple[str, str]]) -> float:
    return sum(G.read(text).codes == (code,) for text, code in cases) / len(cases)


def test_the_table_has_every_division_of_2026(shared: Path) -> None:
    listed = json.loads((shared / "data" / "places" / "list.json").read_text("utf-8"))
    assert {code: name for code, name in listed.items() if code < "8" and (G.place(code) is None or G.get(code).name != name)} == {}


def test_counties_are_read_however_they_are_written(counties: dict[str, str]) -> None:
    above = {code: G.ancestors(code) for code in counties}
    dotted = [(f"{above[code][0].short}·{name}", code) for code, name in counties.items()]
    joined = [("".join(place.name for place in reversed(above[code])) + name, code) for code, name in counties.items()]
    short = [("".join(place.short for place in reversed(above[code])) + name, code) for code, name in counties.items()]
    once = Counter(counties.values())
    alone = [(name, code) for code, name in counties.items() if once[name] == 1]
    slashed = [("/".join([*(place.name for place in reversed(above[code])), name]), code) for code, name in counties.items()]
    assert min(len(dotted), len(joined)) > 2800
    assert _share(dotted) >= 0.999
    assert _share(joined) >= 0.999
    assert _share(short) >= 0.999
    assert _share(slashed) >= 0.999
    assert _share(alone) >= 0.999


def test_pinyin_agrees_on_every_county(shared: Path) -> None:
    wrong = {}
    for line in (shared / "data" / "places" / "pinyin.tsv").read_text("utf-8").splitlines()[1:]:
        code, _, short, pinyin, name = line.split("\t")
        place = G.place(f"{code:0<6}")
        if code >= "7" or len(code) > 6 or place is None or place.name != name:
            continue
        theirs = pinyin.replace(" ", "")
        same = place.pinyin if place.short == short else f"{place.pinyin}{_tail(place.short, short)}"
        if not (theirs == same or same.startswith(theirs) or theirs.startswith(same)):
            wrong[code] = (name, place.pinyin, pinyin)
    assert wrong == {}


def _tail(ours: str, theirs: str) -> str:
    """What the other list's short name has more than ours, in pinyin (承德县 against 承德)."""
    tails = {"县": "xian", "市": "shi", "区": "qu", "旗": "qi"}
    return tails.get(theirs[-1], "") if re.fullmatch(f"{re.escape(ours)}.", theirs) else ""


def test_former_codes_agree_or_are_more_exact(shared: Path) -> None:
    theirs = json.loads((shared / "data" / "places" / "diff.json").read_text("utf-8"))
    known = {
        code: new for code, new in theirs.items() if new and code in G and G.today(code) != (code,) and not code.endswith(("00", "01"))
    }
    same = sum(list(G.today(code)) == new for code, new in known.items())
    assert len(known) > 1900
    assert same / len(known) > 0.94
