"""Every reader before every hostile page: an error that names what was missing, nothing, or the posts the page honestly has.

The pages are the samples, mangled by tools/hostile_pages.py; what they cost at full size is measured by tools/measure_hostile.py.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from jobs.errors import ReadError
from jobs.model import READING_KINDS, Page, Reading
from scrapers import families
from scrapers.families import base
from scrapers.families.nodes import MOST_SLOW_TAGS
from tools.measure_hostile import GROWN, known_posts, page_of, pages, read, samples, shape_of

#: One sample of each shape.
ONE_OF_A_KIND = list({shape_of(path, expected): (path, expected) for path, expected in samples([])}.values())
#: Enough for every branch, and deeper than lxml's tree goes.
MANY, DEEP = 60, 2_500
BARE: dict[str, Any] = {"url": "https://x.example/", "read": {"kind": "list"}}


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


def test_rows_that_lie_in_each_other_are_refused_before_each_is_read_with_all_that_follow() -> None:
    page = page_of(b"<html><body>" + b"<table><tr class=row><td><a href='/1'>x</a>" * 300 + b"</html>", BARE)
    with pytest.raises(ReadError, match="嵌套"):
        base.need_flat(page, base.tree(page).select("tr.row"))
    left_open = page_of(b"<html><body>" + b"<div class=row><a href='/1'>x</a>" * 50 + b"</html>", BARE)
    base.need_flat(left_open, base.tree(left_open).select("div.row"))


def test_a_deep_page_of_many_tags_is_refused_and_a_deep_description_is_still_read() -> None:
    deep = b"<div>" * (MOST_SLOW_TAGS + 10)
    with pytest.raises(ReadError, match="太深"):
        base.tree(page_of(deep + b"x</html>", BARE))
    assert (base.plain("<div>" * 5_000 + "焊工<script>x</script>") or "").strip() == "焊工"


def test_a_board_in_json_may_be_longer_than_a_page_and_hold_so_many_values() -> None:
    long = '{"content": "' + "焊" * (base.MOST_CHARACTERS + 1) + '"}'
    assert base.json_of(page_of(long.encode(), BARE))
    for many in ("[" + "1," * base.MOST_VALUES + "1]", "[" + "{}," * (base.MOST_VALUES // 2) + "{}]"):
        with pytest.raises(ReadError, match="太大"):
            base.json_of(page_of(many.encode(), BARE))


def test_a_board_with_more_posts_than_are_read_says_so_and_is_not_complete() -> None:
    rows = [{"id": at, "title": "Fitter", "absolute_url": f"https://x.example/{at}"} for at in range(base.MOST_POSTS + 1)]
    for count in (base.MOST_POSTS, base.MOST_POSTS + 1):
        reading = read(page_of(json.dumps({"jobs": rows[:count], "meta": {"total": count}}).encode(), BARE), "greenhouse")
        assert len(reading.sightings) == base.MOST_POSTS
        assert reading.complete is (count == base.MOST_POSTS)
        assert (str(base.MOST_POSTS) in (reading.said or "")) is (count > base.MOST_POSTS)
