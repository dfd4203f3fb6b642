"""Posts in the state that a program draws a page from: read where the page shows their title, and no other post of the state."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from html import escape

import pytest

from jobs.errors import ReadError
from jobs.model import Page, Sighting
from scrapers.families.generic import Generic, state

DUTY = "<p>岗位职责：</p><p>1、负责井下设备的日常点检与维护，做好记录；</p><p>2、完成上级交办的其他工作。</p>"
JOB = {
    "jobName": "矿井电工",
    "companyFullName": "大同市示例矿业有限公司",
    "city": {"code": 140200, "name": "大同市"},
    "salaryDesc": "6000-8000元/月",
    "degreeName": "大专",
    "recruitNum": 3,
    "publishTime": "2026-11-01 10:00:00",
    "endTime": "2026-12-31",
    "positionDescription": DUTY,
}
OTHERS = [
    {"jobName": "焊工", "companyName": "示例二厂", "city": "太原市", "salary": "9000元/月"},
    {"user": {"name": "示例", "city": "北京"}},
]
EXPECTED = ("矿井电工", "大同市示例矿业有限公司", "大同市", "6000-8000元/月", "大专", 3, "2026-11-01", "2026-12-31")


def read(body: str, title: str = "矿井电工 - 示例招聘") -> Sighting:
    text = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>{body}</body></html>"
    page = Page("https://x.example.com/job/7.html", 200, {}, text.encode(), text, "utf-8", datetime(2026, 11, 24, 0, 40, tzinfo=UTC))
    (one,) = Generic.for_page(page).read(page).sightings
    return one


def values(one: Sighting) -> tuple[object, ...]:
    place = " ".join(place.text for place in one.places)
    pay = one.pay.text if one.pay else None
    days = tuple(day.isoformat() if day else None for day in (one.posted_on, one.deadline))
    return (one.title, one.company, place, pay, one.education, one.headcount, *days)


STATE = json.dumps({"similar": OTHERS, "detail": {"job": JOB}}, ensure_ascii=False)


@pytest.mark.parametrize(
    "body",
    [
        f"<div id=app>加载中…</div><script>window.__INITIAL_STATE__ = {STATE};(function(){{}})()</script>",
        f'<div id=app></div><p>请稍候</p><script id="__NEXT_DATA__" type="application/json">{STATE}</script>',
        f'<div id=app data-page="{escape(STATE)}"><p>请稍候</p></div>',
    ],
)
def test_a_page_that_a_program_draws_is_read_from_its_state(body: str) -> None:
    one = read(body)
    assert values(one) == EXPECTED
    assert (one.description or "").startswith("岗位职责：\n1、负责井下设备")


def test_the_state_adds_what_the_page_does_not_show_and_changes_nothing_that_it_does() -> None:
    state = json.dumps({"job": {**JOB, "city": "太原市"}})
    one = read(f"<h1>矿井电工</h1><p>工作地点：大同市</p>{DUTY}<script>var detail = {state};</script>")
    assert values(one) == EXPECTED


@pytest.mark.parametrize(
    ("body", "title"),
    [
        # the page shows another title than any post of the state
        (f"<div>请稍候</div><script>window.state = {STATE};</script>", "示例招聘 - 首页"),
        # two posts of one title and two firms: either may be meant
        (f"<div>请稍候</div><script>window.state = {json.dumps([JOB, {**JOB, 'companyFullName': '示例二矿'}])};</script>", "矿井电工 - 示例招聘"),
        # an event has a title and a place too
        ('<div>Soon</div><script>window.state = {"title": "Open Day", "location": "Berlin", "description": "' + "Come and see. " * 9 + '"};</script>', "Open Day"),
        # broken off
        (f"<div>请稍候</div><script>window.state = {STATE[:-40]}</script>", "矿井电工 - 示例招聘"),
    ],
)  # fmt: skip
def test_what_the_page_does_not_show_stays_unread(body: str, title: str) -> None:
    with pytest.raises(ReadError):
        read(body, title)


def test_a_script_that_opens_many_is_looked_through_once() -> None:
    for text in ('<script>"city"' * 100_000, '<script type="application/json">{"city":' * 50_000, "<script>" + 'x={"city":' * 100_000):
        assert list(state.states(text, iter(()))) == []
