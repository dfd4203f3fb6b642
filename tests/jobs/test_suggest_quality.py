"""How surely a misspelt firm is guessed may only get better: the floors of tests/floors/suggest.json are raised, never lowered."""

from __future__ import annotations

import json
from pathlib import Path

from tools.measure_suggest import measure

FLOORS: dict[str, float] = json.loads((Path(__file__).resolve().parent.parent / "floors" / "suggest.json").read_text("utf-8"))


def test_the_floors_hold() -> None:
    found = measure(Path())
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}
