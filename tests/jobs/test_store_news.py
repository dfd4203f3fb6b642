"""Stories, the firms they name, and the firms' pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from jobs.errors import NotFound
from jobs.model import Ask, Teaser
from jobs.store import Store
from tests.store_samples import DAY, HOUR, LEASE, NOW, firm, keep, named, post, story

NAME = "大同示例机车有限公司"
BODY = "大同示例机车有限公司今天宣布招聘三百人，其中焊工一百人，数控车工五十人。报名从明天开始，地点在平城区人力资源市场。"


def read(store: Store, *args: object, place: str | None = "140200", **more: object) -> tuple[int, bool]:
    with store.writing() as writing:
        return writing.article("paper", story(*args, **more), place, NOW)  # type: ignore[arg-type]  # the test's own words


def test_a_firm_is_found_by_any_writing_of_its_name(store: Store) -> None:
    with store.writing() as writing:
        made, new = writing.company("太重集团（大同）起重机有限公司", "140200", "news", NOW)
        assert (new, made.name, made.place) == (True, "太重集团（大同）起重机有限公司", "140200")
        assert made.slug == "tai-zhong-ji-tuan-da-tong-qi-zhong-ji-you-xian-gong-si"
        assert writing.company("太重集團(大同) 起重機有限公司", None, "board", NOW) == (made, False)
        writing.add_alias(made.id, "太重大同", "news")
        assert writing.company("太重大同", "140100", "board", NOW) == (made, False)
        other, new = writing.company("太重集团（太原）起重机有限公司", None, "news", NOW)
        assert new
    page = store.company_page(made.id, NOW)
    assert page.aliases == ("太重集團(大同) 起重機有限公司", "太重大同")
    with store.writing() as writing:
        writing.add_alias(other.id, "太重大同", "news")
        assert writing.companies_like("太重大同") == [made, other]
        assert writing.companies_like("") == []
        assert writing.company("太重大同", "140213", "board", NOW) == (made, False)
        assert writing.company("太原示例厂", "140100", "news", NOW)[1]


def test_a_place_learned_later_is_kept(store: Store) -> None:
    made = firm(store, NAME, None)
    assert firm(store, NAME, "140213").place == "140213"
    assert firm(store, NAME, "140100") == store.company_page(made.id, NOW).company


def test_a_firm_is_asked_for_once_in_a_while(store: Store) -> None:
    made = firm(store, NAME)
    with store.writing() as writing:
        assert writing.company_due(made.id, NOW, DAY)
        assert not writing.company_due(made.id, NOW + DAY - timedelta(seconds=1), DAY)
        assert writing.company_due(made.id, NOW + DAY, DAY)


def test_a_story_read_again_is_the_same_story(store: Store) -> None:
    number, new = read(store, "https://paper.example/1", "招聘", BODY, published_on=date(2026, 11, 20))
    assert new
    assert read(store, "https://paper.example/1", "招聘", BODY) == (number, False)
    assert read(store, "https://paper.example/1?from=home", "招聘", BODY) == (number, False)
    assert read(store, "https://paper.example/1", "招聘（更正）", BODY) == (number, True)
    assert read(store, "https://paper.example/2", "招聘", BODY + "二")[1]
    kept = next(one for one in store.news("140200", 10) if one.id == number)
    assert (kept.title, kept.published_on, kept.source) == ("招聘（更正）", date(2026, 11, 20), "示例日报")


def test_a_headline_waits_for_its_story(store: Store) -> None:
    teaser = Teaser("示例机车招工", "https://paper.example/9")
    first, _ = read(store, "https://paper.example/1", "要闻", BODY, teasers=(teaser, Teaser("没有地址", None)))
    titles = {one.title for one in store.news(None, 10)}
    assert titles == {"要闻", "示例机车招工"}
    headline, looked_into = read(store, "https://paper.example/9", "示例机车招工")
    assert looked_into  # nobody had looked into it for names
    assert read(store, "https://paper.example/9", "示例机车招工") == (headline, False)
    assert read(store, "https://paper.example/9", "示例机车招工三百人", BODY + "全文") == (headline, True)
    assert read(store, "https://paper.example/9", "示例机车招工") == (headline, False)
    assert headline != first
    assert read(store, "https://paper.example/1", "要闻", BODY, teasers=(teaser,)) == (first, False)
    assert len(store.news(None, 10)) == 2


def test_mentions_are_replaced_when_the_text_changed(store: Store) -> None:
    made = firm(store, NAME)
    number, _ = read(store, "https://paper.example/1", "招聘", BODY)
    for _ in range(2):
        with store.writing() as writing:
            writing.clear_mentions(number)
            writing.mention(number, made.id, named(NAME, BODY), "名称完全一致")
            writing.mention(number, None, named("数控车工", BODY, certain=False), None)
    page = store.company_page(made.id, NOW)
    assert [(one.as_printed, one.reason, one.article_url) for one in page.mentions] == [(NAME, "名称完全一致", "https://paper.example/1")]


def test_a_firms_page_and_its_place_in_the_lists(store: Store) -> None:
    made, quiet, doubtful = firm(store, NAME), firm(store, "大同示例乳业有限公司"), firm(store, "可疑有限公司")
    dates = [date(2026, 11, 1), date(2026, 11, 20), None]
    for index, on in enumerate(dates):
        number, _ = read(store, f"https://paper.example/{index}", f"第{index}篇", BODY + str(index), published_on=on)
        with store.writing() as writing:
            writing.mention(number, made.id, named(NAME, BODY), "名称完全一致")
            if index == 0:
                writing.mention(number, quiet.id, named("焊工", BODY), "名称完全一致")
                writing.mention(number, doubtful.id, named("焊工", BODY, certain=False), "猜测")
    opened, _ = keep(store, post("1"), company=made)
    keep(store, post("2", "护士"), company=made)
    with store.writing() as writing:
        writing.close_sighting("board", "2", "x", NOW)
    store.want("board", [Ask("https://board.example/?q=1", "company")], NOW, made.id)
    (due,) = store.due(NOW, 1, LEASE, "w")
    store.unchanged(due, NOW + HOUR, None)
    store.want("other", [Ask("https://other.example/?q=1", "company")], NOW + DAY, made.id)

    page = store.company_page(made.id, NOW)
    assert [row.id for row in page.open_posts] == [opened]
    assert page.closed_posts == 1
    assert [one.article_title for one in page.mentions] == ["第1篇", "第0篇", "第2篇"]
    assert page.asked == (("board", "示例来源 board", NOW + HOUR), ("other", "示例来源 other", None))
    newest = store.posts([opened], NOW)[0].mention
    assert newest is not None
    assert (newest.article_title, newest.sentence) == ("第1篇", BODY)

    rows = store.companies_in_news("140200", 10)
    assert [(row.company.name, row.open_posts, row.mentions, row.last_mention_on) for row in rows] == [
        (NAME, 1, 3, date(2026, 11, 20)),
        ("大同示例乳业有限公司", 0, 1, date(2026, 11, 1)),
    ]
    assert store.companies_in_news("140200", 10, 1) == rows[1:]
    assert store.companies_in_news("130000", 10) == []
    news = store.news("140000", 2)
    assert [(one.title, [company.name for company in one.companies]) for one in news] == [
        ("第1篇", [NAME]),
        ("第0篇", [NAME, "大同示例乳业有限公司"]),
    ]
    assert store.news("110000", 5) == []


def test_similar_posts_are_open_near_and_alike(store: Store) -> None:
    made = firm(store, NAME)
    mine, _ = keep(store, post("1"), company=made)
    same_title, _ = keep(store, post("2", "焊工", "140214"))
    same_firm, _ = keep(store, post("3", "护士"), company=made)
    keep(store, post("4", "焊工", "110101"))
    keep(store, post("5", "司机"))
    assert [row.id for row in store.post(mine, NOW).similar] == [same_firm, same_title]


def test_no_such_firm(store: Store) -> None:
    with pytest.raises(NotFound):
        store.company_page(1)
