"""How fast places are read, beside a bare dictionary look-up of the same strings, which no reader can pass; and what loading costs.

    python bench/places.py

CPU seconds of one core, the best of five rounds. Writes bench/results/places.json.
"""

from __future__ import annotations

import json
import platform
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

from jobs.places import Gazetteer, gazetteer

RESULTS = Path(__file__).resolve().parent / "results" / "places.json"


def best(work: Callable[[], object], rounds: int = 5) -> float:
    """CPU seconds of the quickest round."""
    took = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)


def each(read: Callable[[str], object], texts: Iterable[str]) -> Callable[[], None]:
    """One round: every text once."""

    def work() -> None:
        for text in texts:
            read(text)

    return work


def main() -> None:
    """Print the table and keep it."""
    places = gazetteer()
    counties = [code for province in places.children(None) for city in places.children(province.code) for code in _codes(places, city.code)]
    forms = {
        "市·区": [f"{places.ancestors(code)[0].short}·{places.name(code)}" for code in counties],
        "省市区": [places.full_name(code) for code in counties],
    }
    told: dict[str, object] = {"python": platform.python_version()}
    for name, texts in forms.items():
        limit = dict.fromkeys(texts, 1)
        ours, bare = best(each(places.read, texts)), best(each(limit.get, texts))
        told[name] = {
            "texts_a_second": round(len(texts) / ours),
            "lookups_a_second": round(len(texts) / bare),
            "ratio": round(ours / bare, 1),
        }
        print(
            f"{name}  {len(texts):,} texts  {len(texts) / ours:10,.0f}/s   bare look-up {len(texts) / bare:12,.0f}/s   {ours / bare:5.1f} x"
        )
    loading = best(lambda: Gazetteer().read("大同"))
    told["loading_seconds"] = round(loading, 3)
    print(f"loading {loading:.3f} s")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")


def _codes(places: Gazetteer, city: str) -> list[str]:
    return [place.code for place in places.children(city) if place.level == 3]


if __name__ == "__main__":
    main()
