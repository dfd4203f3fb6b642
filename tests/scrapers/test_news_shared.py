"""How well stories are read, on pages that are not ours. These floors may only rise."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from jobs.model import Article, Page
from scrapers import families
from scrapers.families.news import NewsSite, article
from scrapers.fetch import decode

FLOORS = {"body": 0.985, "title": 0.975, "day": 1.0, "source": 0.90}
#: Class and id of every element: what a reader made for a few sites would lean on.
NAMES = re.compile(r"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""")
FETCHED = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)


@pytest.fixture(scope="module")
def gold(shared: Path) -> list[tuple[dict[str, Any], Page]]:
    folder = shared / "data" / "news"
    found = []
    for story in json.loads((folder / "gold.json").read_text()):
        content = (folder / story["file"]).read_bytes()
        text, charset = decode(content, None, None)
        found.append((story, Page("https://news.example.com/story.html", 200, {}, content, text, charset, FETCHED)))
    return found


def shingles(text: str) -> Counter[str]:
    squeezed = "".join(text.split())
    return Counter(squeezed[at : at + 4] for at in range(max(1, len(squeezed) - 3)))


def f1(found: str, expected: str) -> float:
    """Multiset F1 of 4-character shingles."""
    ours, theirs = shingles(found), shingles(expected)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def scores(story: dict[str, Any], found: Article | None) -> dict[str, float]:
    if found is None:
        return dict.fromkeys(FLOORS, 0.0)
    day = found.published_on.isoformat() if found.published_on else None
    same_title = "".join((found.title or "").split()) == "".join(story["title"].split())
    return {
        "body": f1(found.body, story["body"]),
        "title": float(same_title),
        "day": float(day == story["date"]),
        "source": float(found.source == story["source"]),
    }


@pytest.mark.parametrize("what", FLOORS)
def test_stories_are_read_at_least_as_well_as_before(gold: list[tuple[dict[str, Any], Page]], what: str) -> None:
    each = [scores(story, article(page))[what] for story, page in gold]
    assert sum(each) / len(each) >= FLOORS[what]


def test_the_body_is_found_without_a_single_class_name_to_go_by(gold: list[tuple[dict[str, Any], Page]]) -> None:
    bare = ((story, replace(page, text=NAMES.sub("", page.text))) for story, page in gold)
    each = [scores(story, article(page))["body"] for story, page in bare]
    assert sum(each) / len(each) >= 0.97


def test_every_story_is_taken_for_one_without_being_told(gold: list[tuple[dict[str, Any], Page]]) -> None:
    for story, page in gold:
        assert families.recognise(page), story["file"]
        reading = families.read(page)
        assert (reading.kind, reading.family) == ("article", NewsSite.family), story["file"]


def test_no_recorded_page_of_posts_is_taken_for_news(shared: Path) -> None:
    for path in sorted((shared / "pages").rglob("*.html")):
        content = path.read_bytes()
        text, charset = decode(content, None, None)
        page = Page("https://jobs.example.com/1", 200, {}, content, text, charset, FETCHED)
        found = families.recognise(page)
        assert not found or found[0][1].family not in ("news", "feed", "epaper"), path.name
