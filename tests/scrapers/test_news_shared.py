"""How well stories are read, on pages that are not ours: the floors of tests/floors/news.json are raised, never lowered."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from jobs.model import Page
from scrapers import families
from scrapers.families.news import NewsSite
from scrapers.fetch import decode
from tools.measure_news import Gold, gold, grouped, measure
from tools.story_copies import docs

FLOORS: dict[str, float] = json.loads((Path(__file__).resolve().parent.parent / "floors" / "news.json").read_text("utf-8"))
FETCHED = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def pages(shared: Path) -> list[Gold]:
    return gold(shared)


def test_news_is_read_at_least_as_well_as_before(shared: Path) -> None:
    figures = {name: value for name, value in measure(shared).items() if "second" not in name}  # speed is a bench, not a test
    assert set(figures) == set(FLOORS)
    assert {name: (figures[name], floor) for name, floor in FLOORS.items() if figures[name] < floor} == {}


@pytest.mark.parametrize("seed", [11, 12])
def test_copies_are_grouped_as_well_in_sets_nobody_looked_at(seed: int) -> None:
    figures = grouped(docs(150, 6, seed))
    assert figures["grouping precision"] >= 0.999
    assert figures["grouping recall"] >= 0.98


def test_every_story_is_taken_for_one_without_being_told(pages: list[Gold]) -> None:
    for each in pages:
        assert families.recognise(each.page), each.title
        reading = families.read(each.page)
        assert (reading.kind, reading.family) == ("article", NewsSite.family), each.title


def test_no_recorded_page_of_posts_is_taken_for_news(shared: Path) -> None:
    for path in sorted((shared / "pages").rglob("*.html")):
        content = path.read_bytes()
        text, charset = decode(content, None, None)
        page = Page("https://jobs.example.com/1", 200, {}, content, text, charset, FETCHED)
        found = families.recognise(page)
        assert not found or found[0][1].family not in ("news", "feed", "epaper"), path.name
