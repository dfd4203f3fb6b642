"""A story stands once on a page, with the other places it was printed; a mirror's copy says what it is."""

from __future__ import annotations

from datetime import date

from jobs.model import Article
from jobs.store import Store
from tests.web.conftest import LATHE, NOW, Browser, Filled, card, mention, words

TITLE = "电力机车新厂区投产"
BODY = (
    f"本报讯 {LATHE}新厂区11月20日在云冈区投产，总投资12.6亿元，占地380亩。公司负责人介绍，新厂区建成三条生产线，"
    "年产机车240台，可带动配套企业17家。今年以来，当地把装备制造列为首位产业，出台用地、用电、用工等措施26条。"
)


def keep(store: Store, firm: int, url: str, site: str, *, mirror: bool = False) -> None:
    story = Article(url=url, title=TITLE, body=BODY, source="示例日报", published_on=date(2026, 11, 21), mirror=mirror)
    with store.writing() as writing:
        number, _ = writing.article(site, story, "140200", NOW)
        writing.mention(number, firm, mention(LATHE, BODY), "全称完全一致")


def test_copies_stand_beside_the_original_and_count_once(store: Store, browser: Browser, filled: Filled) -> None:
    store.register(
        [
            card("paper", "示例日报", "news"),
            card("board", "示例人才网", "board"),
            card("copy", "示例镜像站", "news"),
            card("maker", "示例机车官网", "employer"),
        ]
    )
    keep(store, filled.lathe.id, "https://copy.example/1", "copy", mirror=True)
    firm = f"/c/{filled.lathe.id}-{filled.lathe.slug}/"
    alone = browser.words(firm)
    assert "提到它的新闻 2" in alone
    assert "镜像转载，原载示例日报；原文还没有读到，以原文为准" in alone

    keep(store, filled.lathe.id, "https://paper.example/2", "paper")
    page = browser.open(firm)
    assert "提到它的新闻 2" in words(page.find(id="main"))
    stories = [story for story in page.select(".line li") if TITLE in words(story)]
    assert len(stories) == 1
    assert [link["href"] for link in stories[0].select("a")] == ["https://paper.example/2", "https://copy.example/1"]
    assert "另见 1 处：示例镜像站（镜像转载）" in words(stories[0])
    assert "原文还没有读到" not in words(stories[0])

    news = browser.open("/r/140200-datong/news/")
    assert [words(title) for title in news.select(".stories h2")].count(TITLE) == 1
    assert "另见 1 处：示例镜像站（镜像转载）" in words(news.find(id="main"))
    assert "2 次见报" in browser.words("/r/140200-datong/companies/")
