"""How well places are read: every county of the country's list, written in the ways sources write them.

    python -m tools.measure_places

dotted: 大同·平城区. joined: 山西省大同市平城区. short: 山西大同平城区. slashed: 大同市/山西省/平城区. alone: where one county has the name.
listed: divisions of the list that our table has under the same code and name. renamed: former codes led to the same new ones.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

from jobs.places import gazetteer

SHARED = Path(os.environ.get("SHARED_DIR", Path(__file__).resolve().parent.parent.parent / "shared"))
_ABROAD = "8"  # codes from here on are no mainland divisions


def measure(shared: Path) -> dict[str, float]:
    """Shares of texts read as exactly the county meant, and of codes that agree."""
    table = gazetteer()
    listed: dict[str, str] = json.loads((shared / "data" / "places" / "list.json").read_text("utf-8"))
    mainland = {code: name for code, name in listed.items() if code < _ABROAD}
    counties = {code: name for code, name in mainland.items() if not code.endswith("00")}
    above = {code: table.ancestors(code) for code in counties}
    once = Counter(counties.values())
    written = {
        "dotted": {code: f"{above[code][0].short}·{name}" for code, name in counties.items()},
        "joined": {code: "".join(place.name for place in reversed(above[code])) + name for code, name in counties.items()},
        "short": {code: "".join(place.short for place in reversed(above[code])) + name for code, name in counties.items()},
        "slashed": {code: "/".join([*(place.name for place in above[code]), name]) for code, name in counties.items()},
        "alone": {code: name for code, name in counties.items() if once[name] == 1},
    }
    figures = {way: sum(table.read(text).codes == (code,) for code, text in texts.items()) / len(texts) for way, texts in written.items()}
    same = sum((place := table.place(code)) is not None and place.name == name for code, name in mainland.items())
    return figures | {"listed": same / len(mainland), "renamed": _renamed(shared)}


def _renamed(shared: Path) -> float:
    table = gazetteer()
    theirs: dict[str, list[str]] = json.loads((shared / "data" / "places" / "diff.json").read_text("utf-8"))
    known = {code: new for code, new in theirs.items() if new and code in table and table.today(code) != (code,)}
    known = {code: new for code, new in known.items() if not code.endswith(("00", "01"))}
    return sum(list(table.today(code)) == new for code, new in known.items()) / len(known)


def main() -> None:
    """Print the figures."""
    for name, figure in measure(SHARED).items():
        print(f"{name:8} {figure:.4f}")


if __name__ == "__main__":
    main()
