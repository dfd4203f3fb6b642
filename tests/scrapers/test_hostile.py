"""Every reader before every hostile page: an error that names what was missing, nothing, or the posts the page honestly has.

The pages are the samples, mangled by tools/hostile_pages.py; what they cost at full size is measured by tools/measure_hostile.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from jobs.errors import ReadError
from jobs.model import READING_KINDS, Page, Reading
from scrapers import families
from tools.measure_hostile import GROWN, known_posts, pages, read, samples, shape_of

#: One sample of each shape.
ONE_OF_A_KIND = list({shape_of(path, expected): (path, expected) for path, expected in samples([])}.values())
#: Enough for every branch, and deeper than lxml's tree goes.
MANY, DEEP = 60, 2_500


@pytest.mark.parametrize(("path", "expected"), ONE_OF_A_KIND, ids=[f"{path.parent.name}/{path.name}" for path, _ in ONE_OF_A_KIND])
def test_a_hostile_page_is_an_error_or_gives_no_post_that_it_does_not_hold(path: Path, expected: dict[str, Any]) -> None:
    known, own = known_posts(expected), expected["read"]["family"] or path.parent.name
    for case, page in pages(path, expected, MANY, DEEP):
        reading = reads(page, own, case)
        if reading is None:
            continue
        assert reading.kind in READING_KINDS, case
        posts = {(post.title, post.company or "") for post in reading.sightings if not (post.closed and not post.title)}
        if case not in GROWN:
            assert posts <= known, case
        assert "<script" not in str(posts), case
        if case.startswith("cut "):  # what is absent would be closed
            assert not reading.complete or len(reading.sightings) >= len(expected["read"]["posts"]), case
        assert all((ask.url, ask.method) != (page.url, "GET") for ask in reading.asks), case  # it would go round


def reads(page: Page, family: str, case: str) -> Reading | None:
    """The reading; None for a ReadError that says what was missing. Whatever else is raised fails the test."""
    try:
        return read(page, family)
    except ReadError as error:
        failed = error
    assert failed.missing, case
    assert failed.kind in ("error", "blocked", "closed"), case
    return None


def test_every_family_that_reads_pages_has_a_sample_to_be_made_hostile() -> None:
    without = {"link", "rows"}  # never fetched; read by the families that stand on it
    assert set(families.families()) - {expected["read"]["family"] for _, expected in ONE_OF_A_KIND} <= without
