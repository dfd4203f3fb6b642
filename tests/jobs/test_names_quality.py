"""How well firms' names are found may only get better: the floors of tests/floors/names.json are raised, never lowered."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tools.measure_names import count, documents, measure, sets, spans

FLOORS: dict[str, float] = json.loads((Path(__file__).resolve().parent.parent / "floors" / "names.json").read_text("utf-8"))
DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.mark.parametrize("half", ["dev", "test"])
def test_our_own_sets(half: str) -> None:
    path = sets(Path())[half]
    for kind, each in count(spans(path)).items():
        assert each.f1 >= FLOORS[f"{half} {kind}"], f"{half} {kind}: {each}"
    assert documents(path).f1 >= FLOORS[f"{half} documents"]


def test_sets_beside_the_project(shared: Path) -> None:
    figures = measure(shared)
    assert {name: (figures.get(name), floor) for name, floor in FLOORS.items() if figures.get(name, 0) < floor} == {}


@pytest.mark.parametrize("half", ["dev", "test"])
def test_annotation_is_sound(half: str) -> None:
    rows = [json.loads(line) for line in (DATA / f"names_{half}.jsonl").read_text("utf-8").splitlines()]
    for row in rows:
        end = 0
        for mention in row["mentions"]:
            assert end <= mention["start"] < mention["end"] <= len(row["text"])
            end = mention["end"]
        assert (row["kind"] == "trap") <= (not row["mentions"])


def test_both_sets_are_large_enough_and_apart() -> None:
    texts = {half: (DATA / f"names_{half}.jsonl").read_text("utf-8").splitlines() for half in ("dev", "test")}
    assert sum(len(json.loads(line)["mentions"]) for lines in texts.values() for line in lines) >= 300
    assert not {json.loads(line)["text"] for line in texts["dev"]} & {json.loads(line)["text"] for line in texts["test"]}
