"""Copies of one story are kept as one and shown as one."""

from __future__ import annotations

from datetime import date

from jobs.model import Article, Copy
from jobs.store import Store
from tests.store_samples import NOW, card, firm, named

NAME = "示例机车有限公司"
TITLE = "示例机车有限公司云冈新厂区投产"
BODY = (
    "本报讯 示例机车有限公司新厂区11月20日在云冈区投产，总投资12.6亿元，占地380亩。公司负责人介绍，新厂区建成三条生产线，"
    "年产机车240台，可带动配套企业17家。今年以来，当地把装备制造列为首位产业，出台用地、用电、用工等措施26条，先后引进项目9个。"
)
ELSEWHERE = "明天白天全市多云，最高气温3度，最低气温零下9度，西北风四级。气象台提醒，早晚路面结冰，行车请减速；供热企业已把出水温度提高5度，室温不足的住户可拨打热线报修。"


def keep(store: Store, url: str, body: str = BODY, site: str = "paper", place: str | None = "140200", **more: object) -> int:
    """One article, with the firm it names."""
    told: dict[str, object] = {"title": TITLE, "source": "示例日报", **more}
    with store.writing() as writing:
        number, changed = writing.article(site, Article(url=url, body=body, **told), place, NOW)  # type: ignore[arg-type]  # the test's own words
        if changed and NAME in body:
            writing.clear_mentions(number)
            company, _ = writing.company(NAME, "140200", "news", NOW)
            writing.mention(number, company.id, named(NAME, body), "全称完全一致")
    return number


def test_ten_sites_with_one_wire_story_are_one_story(store: Store) -> None:
    store.register([card(f"site{n}", kind="news", name=f"示例网{n}") for n in range(10)])
    made = firm(store, NAME)
    keep(store, "https://paper.example/other", ELSEWHERE, "site0", title="明天多云")
    for n in range(10):
        copy = BODY.replace("本报讯", f"示例网{n}电") + f"（编辑示例{n}）"
        keep(store, f"https://site{n}.example/1", copy, f"site{n}", source=None, published_on=date(2026, 11, 20 + n % 3))
    page = store.company_page(made.id, NOW)
    assert [(one.article_url, len(one.also), one.mirror) for one in page.mentions] == [("https://site0.example/1", 9, False)]
    assert page.mentions[0].also[0] == Copy("https://site1.example/1", "示例网1")
    assert [(row.company.name, row.mentions) for row in store.companies_in_news("140200", 5)] == [(NAME, 1)]
    stories = store.news("140200", 10)
    assert sorted((one.title, len(one.also)) for one in stories) == [("明天多云", 0), (TITLE, 9)]
    assert [company.name for one in stories if one.also for company in one.companies] == [NAME]


def test_a_mirror_gives_way_to_the_original_whichever_came_first(store: Store) -> None:
    store.register([card("paper", kind="news"), card("mirror", kind="news", name="示例镜像站")])
    mirror = keep(store, "https://mirror.example/1", BODY, "mirror", mirror=True)
    made = firm(store, NAME)
    alone = store.company_page(made.id, NOW).mentions[0]
    assert (alone.article_url, alone.mirror, alone.article_source, alone.also) == ("https://mirror.example/1", True, "示例日报", ())
    assert store.news(None, 5)[0].mirror
    original = keep(store, "https://paper.example/1", published_on=date(2026, 11, 20))
    assert original != mirror
    (told,) = store.company_page(made.id, NOW).mentions
    assert (told.article_url, told.mirror, told.also) == (
        "https://paper.example/1",
        False,
        (Copy("https://mirror.example/1", "示例镜像站", mirror=True),),
    )
    assert [(one.id, one.url, one.mirror, len(one.also)) for one in store.news("140200", 5)] == [
        (original, "https://paper.example/1", False, 1)
    ]
    assert store.companies_in_news("140200", 5)[0].mentions == 1


def test_what_only_the_mirror_names_is_told_under_the_original(store: Store) -> None:
    store.register([card("paper", kind="news"), card("mirror", kind="news", name="示例镜像站")])
    keep(store, "https://paper.example/1", BODY.replace(NAME, "一家机车企业"), published_on=date(2026, 11, 20))
    keep(store, "https://mirror.example/1", BODY, "mirror", mirror=True)
    (told,) = store.company_page(firm(store, NAME).id, NOW).mentions
    assert (told.article_url, told.published_on, told.mirror) == ("https://paper.example/1", date(2026, 11, 20), False)
    assert told.sentence == BODY


def test_a_headline_joins_its_story(store: Store) -> None:
    keep(store, "https://other.example/c", "", "other")
    assert [one.url for one in store.news(None, 10)] == ["https://other.example/c"]
    whole = keep(store, "https://paper.example/1")
    keep(store, "https://board.example/c", "", "board")
    (story,) = store.news(None, 10)
    assert (story.id, len(story.also)) == (whole, 2)
    another = keep(store, "https://board.example/2", ELSEWHERE, "board")
    assert {one.id: len(one.also) for one in store.news(None, 10)} == {whole: 2, another: 0}


def test_a_week_in_review_does_not_make_its_stories_one(store: Store) -> None:
    first = keep(store, "https://paper.example/a", BODY)
    second = keep(store, "https://board.example/b", ELSEWHERE, "board", title="明天多云")
    keep(store, "https://other.example/d", BODY + ELSEWHERE, "other", title="一周要闻")
    assert {one.id: len(one.also) for one in store.news(None, 10)} == {first: 1, second: 0}


def test_an_article_that_is_rewritten_leaves_its_story(store: Store) -> None:
    head = keep(store, "https://paper.example/1")
    keep(store, "https://board.example/1", BODY, "board")
    assert [one.id for one in store.news(None, 5)] == [head]
    keep(store, "https://paper.example/1", ELSEWHERE, title="明天多云")
    assert sorted((one.title, len(one.also)) for one in store.news(None, 5)) == [("明天多云", 0), (TITLE, 0)]
    keep(store, "https://paper.example/1", BODY)
    assert [len(one.also) for one in store.news(None, 5)] == [1]


def test_a_place_shows_its_own_printing_of_a_story_from_elsewhere(store: Store) -> None:
    keep(store, "https://paper.example/1", place=None)
    keep(store, "https://board.example/1", site="other", place="140200")
    keep(store, "https://board.example/2", site="board", place="140200")
    assert [(one.url, len(one.also)) for one in store.news("140200", 5)] == [("https://board.example/1", 2)]
    assert [(one.url, len(one.also)) for one in store.news(None, 5)] == [("https://paper.example/1", 2)]
    assert store.news("110000", 5) == []


def test_candidates_are_found_among_many_articles_through_the_index(store: Store) -> None:
    for n in range(60):
        keep(
            store, f"https://paper.example/{n}", "".join(chr(0x4E00 + (n * 611 + at * 7919) % 20000) for at in range(300)), title=f"第{n}篇"
        )
    keep(store, "https://board.example/1", "".join(chr(0x4E00 + (7 * 611 + at * 7919) % 20000) for at in range(260)), "board", title="别处")
    assert {one.title: len(one.also) for one in store.news(None, 100) if one.also} == {"第7篇": 1}
