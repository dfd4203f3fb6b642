"""What a running copy of 74cms 3 writes besides the plain case: names cut within a character, and a picture where a post is over."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.model import Page, Reading
from scrapers.families.cms74 import Cms74

HOME = "https://rc.example.com/"
FIRM = "示例（大同）重型机械制造有限公司"
SOURCE = Cms74(id="c", name="示例", home=HOME, kind="board", place="140200")


def read(html: str, path: str) -> Reading:
    return SOURCE.read(Page(f"{HOME}{path}", 200, {}, html.encode(), html, "utf-8", datetime(2026, 11, 24, tzinfo=UTC)))


def listed(title: str, company: str) -> Reading:
    row = (
        f'<div class="infolist-row"><div class="item1"><a href="/jobs/jobs-show.php?id=4">{title}</a></div>'
        f'<div class="item2"><a class="job-company" href="/company/company-show.php?id=1">{company} <img src="yan.gif" alt="已验证"></a></div>'
        '<div class="item3">4000~6000元/月</div><div class="item4">山西/大同</div><div class="item5">2小时前</div></div>'
    )
    return read(f'<html><body><div id="infolists">{row}</div>{"。" * 3000}</body></html>', "jobs/jobs-list.php")


@pytest.mark.parametrize("end", ["\ufffd...", "\ufffd\ufffd...", "...", "…", "……", "\ufffd"])
def test_a_firms_name_that_the_list_cut_is_asked_for(end: str) -> None:
    reading = listed("焊工", FIRM[:13] + end)
    (post,) = reading.sightings
    assert (post.title, post.company, post.company_cut) == ("焊工", FIRM[:13], True)
    assert [(ask.url, ask.why) for ask in reading.asks] == [(f"{HOME}jobs/jobs-show.php?id=4", "post")]


@pytest.mark.parametrize(("title", "shown"), [("高级焊接工艺\ufffd...", "高级焊接工艺…"), ("高级焊接工艺...", "高级焊接工艺…")])
def test_a_title_that_the_list_cut_is_asked_for(title: str, shown: str) -> None:
    reading = listed(title, FIRM)
    (post,) = reading.sightings
    assert (post.title, post.company, post.company_cut) == (shown, FIRM, False)
    assert [ask.why for ask in reading.asks] == ["post"]


def test_a_whole_name_is_not_asked_for_and_rubbish_within_one_is_no_name() -> None:
    assert not listed("焊工", FIRM).asks
    row = '<div class="infolist-row"><div class="item1"><a href="/jobs/jobs-show.php?id=5">会计</a></div><div class="item2"><a class="job-company">示\ufffd例公司</a></div></div>'
    good = row.replace("\ufffd", "").replace("id=5", "id=6")
    reading = read(f'<html><body><div id="infolists">{row}{good}</div></body></html>', "jobs/jobs-list.php")
    assert [post.key for post in reading.sightings] == ["6"]


@pytest.mark.parametrize(("inside", "kind"), [("job_gq.gif", "closed"), ("job_sx.gif", "closed"), ("", "post")])
def test_a_picture_says_that_a_post_is_over(inside: str, kind: str) -> None:
    button = f'<img src="/templates/default/images/{inside}" />' if inside else '<a class="app_jobs">申请职位</a>'
    html = (
        f'<html><body><div class="job-top"><h3 class="job-name">焊工</h3><div class="job-company"><a href="">{FIRM}</a></div>'
        f'<div class="add-time">更新时间：2026-11-22 19:26</div><!-- 过期图标 --><div class="app-job-item">{button}</div></div>'
        '<div class="job-info-detail"><div class="job-id-item">职位性质：兼职</div><div class="job-id-item">年龄要求：18-45岁</div></div></body></html>'
    )
    reading = read(html, "jobs/jobs-show.php?id=9")
    assert reading.kind == kind
    (post,) = reading.sightings
    assert (post.closed, post.raw["employment"], post.raw["age"]) == (kind == "closed", "兼职", "18-45岁")
