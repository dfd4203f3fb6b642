"""Notices without a table: the posts that their text counts line by line, and what each asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from jobs.model import Ask, Page
from scrapers.families.news import NewsSite
from scrapers.families.notice import counted

URL = "https://www.shili.example/rszk/202611/t20261110_1.shtml"
SITE = NewsSite(id="shili", name="示例", home="https://www.shili.example/", kind="news", place="140200")
Post = tuple[str | None, str | None, str | None, str | None]


def posts(lines: tuple[str, ...], title: str) -> list[Post]:
    head = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body><h1>{title}</h1><p>发布时间：2026-11-10 来源：示例网</p>'
    told = "<p>因工作需要，经研究决定，现面向社会公开招聘，应聘者请按本公告要求报名，有关事项公告如下。</p>"
    text = f"{head}{told}{''.join(f'<p>{line}</p>' for line in lines)}</body></html>"
    found = SITE.read(Page(URL, 200, {}, text.encode(), text, "utf-8", datetime(2026, 11, 24, tzinfo=UTC), Ask(URL, "article")))
    return [(one.title, one.raw.get("headcount"), one.raw.get("education"), one.raw.get("age")) for one in found.sightings]


@pytest.mark.parametrize(
    ("title", "lines", "expected"),
    [
        # a bare list: the conditions below are everybody's
        ("示例市人民医院2026年公开招聘公告", ("一、招聘岗位及人数", "1.临床医师3名", "2.护士5名", "3.药剂师若干名", "二、招聘条件", "具有本科及以上学历，年龄35周岁以下。", "三、报名时间：2026年11月12日至11月20日。"),
         [("临床医师", "3人", "具有本科及以上学历", "年龄35周岁以下"), ("护士", "5人", "具有本科及以上学历", "年龄35周岁以下"), ("药剂师", "若干", "具有本科及以上学历", "年龄35周岁以下")]),
        # each with its own conditions, the last up to the next section
        ("示例市人民医院2026年公开招聘公告", ("一、招聘岗位", "（一）会计 2人", "要求：本科及以上学历，年龄在30周岁以下。", "（二）电工（1人）", "要求：大专及以上学历，持电工证。", "二、报名", "报名人员年龄不超过45周岁，报名截止时间：2026年12月1日"),
         [("会计", "2人", "本科及以上学历", "年龄在30周岁以下"), ("电工", "1人", "大专及以上学历", None)]),
        # one post in a sentence
        ("示例县融媒体中心招聘司机公告", ("招聘岗位：司机1名，要求高中及以上学历，年龄45周岁以下。", "报名时间：即日起至2026年11月25日"), [("司机", "1人", "要求高中及以上学历", "年龄45周岁以下")]),
        # what is counted is no post, and no post is named
        ("示例市人民医院2026年公开招聘公告", ("本次招聘计划如下：", "共招聘工作人员10名。", "其中博士2名。", "二、报名", "每个岗位报名人数不足3人，取消该岗位。", "应聘者须具有本科及以上学历。"),
         []),
        # the title names the post
        ("示例市图书馆招聘保安员的公告", ("因工作需要，招聘2名。", "应聘者须具有初中及以上学历。"), [("保安员", "2人", "应聘者须具有初中及以上学历", None)]),
    ],
)  # fmt: skip
def test_posts_that_a_text_counts(title: str, lines: tuple[str, ...], expected: list[Post]) -> None:
    assert posts(lines, title) == expected


def test_a_long_text_is_looked_through_once() -> None:
    assert counted.posts("岗位\n" + "1.护士" * 60_000) == ()
    assert counted.posts("岗位\n" + "\n".join(f"{n}.护士{n}名" for n in range(1, 200))) == ()
