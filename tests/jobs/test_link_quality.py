"""How well printed names are led to firms may only get better: the floors of tests/floors/link.json are raised, never lowered."""

from __future__ import annotations

import json
from pathlib import Path

from tools.measure_link import measure

FLOORS: dict[str, float] = json.loads((Path(__file__).resolve().parent.parent / "floors" / "link.json").read_text("utf-8"))


def test_the_floors_hold(shared: Path) -> None:
    found = measure(shared)
    assert {name: found[name] for name, floor in FLOORS.items() if found[name] < floor} == {}
    assert found["variants wrong"] <= 0.0005
