"""What running copies of WP Job Manager write besides the plain case: kinds of work, no place, remote, posts that are over."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from jobs.model import Page, Reading
from scrapers.families.wpjm import WpJobManager

HOME = "https://wp.example.com/"
FIRM = "示例（大同）重型机械有限公司"
SOURCE = WpJobManager(id="w", name="示例", home=HOME, kind="board", place="140200")


def read(text: str, path: str) -> Reading:
    content = text.encode()
    headers = {"x-wp-totalpages": "1"}
    page = Page(f"{HOME}{path}", 200, headers, content, text, "utf-8", datetime(2026, 11, 24, tzinfo=UTC))
    assert WpJobManager.claims(page) > 0.9
    return SOURCE.read(page)


def answer(location: str, classes: str = "") -> str:
    row = (
        f'<li class="post-6 job_listing type-job_listing {classes}"><a href="{HOME}job/6/"><div class="position"><h3>焊工</h3>'
        f'<div class="company"><strong>{FIRM}</strong></div></div><div class="location">\n\t{location}\t</div><ul class="meta">'
        '<li class="job-type %e5%85%a8">全职</li><li class="job-type">实习</li><li class="date"><time datetime="2026-11-23">1天</time></li></ul>'
        "</a></li>"
    )
    return json.dumps({"found_jobs": True, "html": row, "max_num_pages": 1})


@pytest.mark.parametrize(
    ("location", "places"),
    [
        ("大同市云冈区 <small>(Remote)</small>", ["大同市云冈区"]),
        ("Anywhere", []),
        ("Anywhere <small>(Remote)</small>", []),
        ("任何地方", []),
        ("大同", ["大同"]),
    ],
)
def test_the_words_for_no_place_and_for_remote_work_are_no_place(location: str, places: list[str]) -> None:
    (post,) = read(answer(location), "jm-ajax/get_listings/?page=1").sightings
    assert [place.text for place in post.places] == places


def test_the_kind_of_employment_is_no_occupation_in_a_list() -> None:
    (post,) = read(answer("大同"), "jm-ajax/get_listings/?page=1").sightings
    assert post.raw["employment"] == "全职、实习"
    assert post.occupation is None


def single(article: str, inside: str, location: str | None = None) -> str:
    data = {"@type": "JobPosting", "title": "焊工", "employmentType": ["PART_TIME"], "hiringOrganization": {"name": FIRM},
            "description": "焊接。", "jobLocation": {"@type": "Place", "address": location}}  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>' if location else ""
    beside = '<aside><ul><li class="job_listing job_position_filled"><a href="/job/1/">别的</a></li></ul></aside>'
    return (
        f'<html><body class="single single-job_listing"><article class="post-6 job_listing {article}"><div class="single_job_listing">'
        f'<ul class="job-listing-meta meta"><li class="job-type">兼职</li>{inside}</ul></div></article>{beside}{script}</body></html>'
    )


def test_a_posts_page_says_the_kind_as_written_and_no_place_for_anywhere() -> None:
    reading = read(single("status-publish", "", "Anywhere"), "job/6/")
    assert reading.kind == "post"  # a filled neighbour in the margin closes nothing
    (post,) = reading.sightings
    assert (post.raw["employment"], post.occupation, post.places) == ("兼职", None, ())


@pytest.mark.parametrize(
    ("article", "inside"),
    [
        ("status-publish job_position_filled", ""),
        ("status-publish", '<li class="position-filled">Diese Stelle ist besetzt</li>'),
        ("status-expired", '<div class="job-manager-info">已结束展示</div>'),
    ],
)
def test_a_post_is_over_by_its_classes_whatever_the_language(article: str, inside: str) -> None:
    assert read(single(article, inside), "job/6/").kind == "closed"


def rest(**changed: object) -> dict[str, object]:
    terms = [
        [{"id": 2, "name": "全职", "taxonomy": "job_listing_type"}],
        [{"id": 9, "name": "机械 &amp; 制造", "taxonomy": "job_listing_category"}],
    ]
    meta = {"_company_name": FIRM, "_job_location": "大同", "_application": "hr@example.invalid", "_filled": 0, "_remote_position": 1}
    return {"id": 6, "type": "job_listing", "date": "2026-11-23T03:52:11", "link": f"{HOME}job/6/", "title": {"rendered": "焊工"},
            "content": {"rendered": "<p>焊接。</p>"}, "meta": meta | changed, "_embedded": {"wp:term": terms}}  # fmt: skip


def test_the_rest_tells_kind_and_category_by_name() -> None:
    (post,) = read(json.dumps([rest()]), "wp-json/wp/v2/job-listings?page=1").sightings
    assert (post.raw["employment"], post.raw["workplace"], post.occupation) == ("全职", "远程", "机械 & 制造")
    assert all("_embed" in ask.url for ask in WpJobManager(id="w", name="示例", home=HOME, kind="board", rest=True).starts())


@pytest.mark.parametrize(("filled", "kind"), [(0, "post"), (1, "closed")])
def test_one_post_of_the_rest_is_a_post(filled: int, kind: str) -> None:
    reading = read(json.dumps(rest(_filled=filled)), "wp-json/wp/v2/job-listings/6")
    assert reading.kind == kind
    (post,) = reading.sightings
    assert (post.title, post.company, post.key, post.detail) == ("焊工", FIRM, "/job/6/", True)
    assert "example.invalid" not in repr(post)


@pytest.mark.parametrize("terms", [None, {}, [None, 3, [7, {"taxonomy": "job_listing_type"}]]])
def test_terms_of_another_shape_tell_nothing(terms: object) -> None:
    (post,) = read(json.dumps([rest() | {"_embedded": {"wp:term": terms}}]), "wp-json/wp/v2/job-listings?page=1").sightings
    assert "employment" not in post.raw
