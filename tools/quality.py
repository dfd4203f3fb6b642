"""Every figure of quality beside its floor, in one table: names, places, extraction, linking, signals,
the generic reader, values.

    python -m tools.quality [TOPIC …]

Each topic is a module tools.measure_TOPIC with `measure(shared) -> {figure: value}` and a file tests/floors/TOPIC.json with
{figure: floor}. The tests hold the same floors; they only rise. Ends with 1 when a figure is below its floor, or a floor has
no figure. `shared` is the folder that lies beside the project (or SHARED_DIR); without it nothing is measured.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))
FLOORS = ROOT / "tests" / "floors"
TOPICS = {
    "names": "names",
    "places": "places",
    "extraction": "news",
    "linking": "link",
    "signals": "signals",
    "generic reader": "generic",
    "values": "values",
    "suggestions": "suggest",
}

Measure = Callable[[Path], dict[str, float]]


def measure_of(topic: str) -> Measure | None:
    """The topic's measure; None when it has none (yet)."""
    module = f"tools.measure_{TOPICS[topic]}"
    if importlib.util.find_spec(module) is None:
        return None
    measure: Measure | None = getattr(importlib.import_module(module), "measure", None)
    return measure


def floors_of(topic: str) -> dict[str, float]:
    """The topic's floors by figure."""
    path = FLOORS / f"{TOPICS[topic]}.json"
    floors: dict[str, float] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return floors


def show(topic: str, shared: Path) -> list[str]:
    """Measure one topic, print its table, and give what lies below its floor."""
    measure = measure_of(topic)
    if measure is None:
        print(f"\n{topic}: not measured")
        return []
    began = time.perf_counter()
    figures, floors = measure(shared), floors_of(topic)
    print(f"\n{topic}  ({time.perf_counter() - began:.0f} s)\n{'':44}{'figure':>10}{'floor':>10}")
    below = []
    for name in dict.fromkeys((*figures, *floors)):
        figure, floor = figures.get(name), floors.get(name)
        fails = floor is not None and (figure is None or figure < floor)
        print(f"  {name:42}{_number(figure):>10}{_number(floor):>10}{'   BELOW' if fails else ''}")
        below += [f"{topic}: {name}"] if fails else []
    return below


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if abs(value) < 10 else f"{value:,.0f}"  # shares are small, speeds are not


def main() -> None:
    """Measure the topics asked for, or all."""
    asked = sys.argv[1:] or list(TOPICS)
    unknown = [topic for topic in asked if topic not in TOPICS]
    if unknown:
        sys.exit(f"no topic {', '.join(unknown)}; there are {', '.join(TOPICS)}")
    if not SHARED.exists():
        sys.exit(f"nothing to measure on: {SHARED.name} does not lie beside the project (SHARED_DIR)")
    below = [name for topic in asked for name in show(topic, SHARED)]
    if below:
        sys.exit("\nbelow the floor: " + "; ".join(below))


if __name__ == "__main__":
    main()
