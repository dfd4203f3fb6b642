"""Titles to occupations: against titles labelled by a person, and what is cut from a title of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobs.occupations import group, groups, occupation, table

TESTS = Path(__file__).resolve().parent.parent
LABELLED = [
    line.split("\t") for line in (TESTS / "data/occupations.tsv").read_text("utf-8").splitlines() if line and not line.startswith("#")
]
FLOORS = json.loads((TESTS / "floors/occupations.json").read_text())


def test_labelled_titles() -> None:
    wrong = [(title, meant, occupation(title)) for title, meant in LABELLED if occupation(title) != (None if meant == "-" else meant)]
    right = 1 - len(wrong) / len(LABELLED)
    assert len(LABELLED) >= FLOORS["titles"]
    assert right >= FLOORS["right"], wrong


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("工程师（电气）", "电气工程师"),
        ("銷售經理", "销售经理"),
        ("ＪＡＶＡ开发", "Java 工程师"),
        ("editor", "editor"),
        ("", None),
        ("5000", None),
        ("\x00（((", None),
        ("焊" * 5000, "焊" * 20),
        ("示例保安服务有限公司", "保安"),
        ("示例保安服务有限公司 糖画师", "糖画师"),
    ],
)
def test_spellings_and_bad_input(title: str, told: str | None) -> None:
    assert occupation(title) == told


def test_every_occupation_of_the_table_is_its_own_and_in_a_group() -> None:
    assert group("焊工") == "技工"
    assert group("糖画师") is None
    assert {"普工", "技工", "司机与物流", "服务", "销售", "财务"} <= set(groups())
    assert len(set(table().names)) == len(table().names)
    assert {name: occupation(name) for name in set(table().meant)} == {name: name for name in set(table().meant)}
