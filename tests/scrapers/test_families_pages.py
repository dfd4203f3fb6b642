"""Every sample page beside what a person expects of it. A page without an expectation gets one written, and fails until it was checked."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from scrapers.__main__ import answer

PAGES = Path(__file__).resolve().parent.parent / "pages"
FETCHED = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)  # 08:40 in China
SAMPLES = sorted(path for path in PAGES.glob("*/*") if path.suffix in (".html", ".json", ".xml") and ".expected" not in path.name)
#: Whatever of the samples' persons may never leave a reader.
PERSONAL = (
    "示例甲",
    "示例乙",
    "示例丙",
    "李经理",
    "1390",
    "139 0",
    "1 3 9",
    "１３９",
    "0352",
    "example.invalid",
    "100000001",
    "shili_hr2026",
)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_page_reads_as_a_person_expects(path: Path) -> None:
    beside = path.with_suffix(".expected.json")
    expected = json.loads(beside.read_text())
    at = datetime.fromisoformat(expected["at"]).replace(tzinfo=UTC) if "at" in expected else FETCHED
    found = answer(path.read_bytes(), expected["url"], expected.get("content_type", ""), at)
    if "read" not in expected:
        beside.write_text(json.dumps({**expected, "read": found}, ensure_ascii=False, indent=2) + "\n")
        pytest.fail(f"{beside.name} was written: check it by eye and run again")
    assert found == expected["read"]
    shown = json.dumps(found, ensure_ascii=False)
    assert not [word for word in PERSONAL if word in shown]


def test_every_board_family_has_a_full_list_an_end_a_post_and_an_honest_nothing() -> None:
    kinds: dict[str, set[str]] = {}
    for path in SAMPLES:
        kinds.setdefault(path.parent.name, set()).add(json.loads(path.with_suffix(".expected.json").read_text())["read"]["kind"])
    for family in ("mohrss", "cms74", "phpyun", "wpjm"):
        assert {"list", "post", "empty"} <= kinds[family], family
