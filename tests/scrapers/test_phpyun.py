"""What a running copy of PHPYun 3 writes besides the plain case: stamps that are pictures, and trades named like excuses."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.errors import ReadError
from jobs.model import Page, Reading
from scrapers.families.phpyun import PhpYun

HOME = "https://rc.example.com/"
FIRM = "示例（大同）重型机械制造有限公司"
SOURCE = PhpYun(id="p", name="示例", home=HOME, kind="board", place="140200")


def read(html: str, path: str) -> Reading:
    return SOURCE.read(Page(f"{HOME}{path}", 200, {}, html.encode("gb18030"), html, "gb18030", datetime(2026, 11, 24, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("stamp", "kind"),
    [
        ('<img src="/template/default/images/stamp.png" title="已暂停">', "closed"),
        ('<img src="/template/default/images/stamp_gq.png" title="已过期">', "closed"),
        ("<p>该职位已过期</p>", "closed"),
        ("", "post"),
        ('<img src="/template/default/images/urgent.png" title="急聘">', "post"),
    ],
)
def test_a_stamp_says_that_a_post_is_over_or_paused(stamp: str, kind: str) -> None:
    reading = read(
        f'<html><body><h1 class="Company_post_name_h1">焊工</h1><div class="Compply_right_name"><a>{FIRM}</a></div>'
        f'<ul class="Company_Claim"><li>工作地点：山西 大同</li><li>有效日期：2027-01-03</li></ul><div class="stamp_exceed">{stamp}</div>'
        '<div class="Job_Description">负责焊接。</div></body></html>',
        "index.php?m=com&c=comapply&id=33",
    )
    assert reading.kind == kind
    assert [post.closed for post in reading.sightings] == [kind == "closed"]


def empty(around: str) -> Reading:
    return read(
        f'<html><head><title>找工作 - Powered by PHPYun.</title></head><body>{around}<div class="search_user_list_tit"></div></body></html>',
        "index.php?m=com&c=search",
    )


@pytest.mark.parametrize(
    "trade", ["<li>网站维护工程师</li>", "<label>系统维护</label>", "<option>网站维护/优化</option>", "<li>系统维护专员</li>"]
)
def test_a_trade_named_like_an_excuse_leaves_an_empty_list_honest(trade: str) -> None:
    assert empty(trade).kind == "empty"


@pytest.mark.parametrize(
    "excuse", ["<p>系统维护中，请稍后再来</p>", "<h1>网站正在维护</h1>", "<p>网站维护，暂停服务</p>", "<p>系统正在例行维护</p>"]
)
def test_an_excuse_is_no_empty_list(excuse: str) -> None:
    with pytest.raises(ReadError, match="网站出错"):
        empty(excuse)


WIDE = '<div class="search_job_list"><a class="search_job_jobs_name" href="/index.php?m=com&c=comapply&id={0}">焊工{0}</a></div>'
SMALL = '<a class="index_post_list_b" href="/wap/index.php?m=com&c=view&id={0}"><h3>焊工{0}</h3></a>'


@pytest.mark.parametrize("row", [WIDE, SMALL], ids=["screen", "telephone"])
@pytest.mark.parametrize(
    ("rows", "pager", "complete"),
    [
        (3, "", True),  # fewer than any site puts on a page
        (10, "", False),  # the pager may be missing for another reason than that there is one page
        (10, '<div class="pages"><em>共1页</em></div>', True),
        (10, '<div class="pages"><em>共2页</em></div>', False),
    ],
)
def test_a_list_without_a_pager_is_whole_only_when_it_is_short(row: str, rows: int, pager: str, complete: bool) -> None:
    listed = "".join(row.format(number) for number in range(rows))
    name = "index_post_list" if row is SMALL else "list"
    reading = read(f'<html><body><div class="{name}">{listed}{pager}</div></body></html>', "index.php?m=com")
    assert (len(reading.sightings), reading.complete) == (rows, complete)
