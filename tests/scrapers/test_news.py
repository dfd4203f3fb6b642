"""News pages: what the sample pages beside us do not ask."""

from __future__ import annotations

import contextlib
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.errors import ReadError
from jobs.model import Article, Ask, Page
from scrapers import families
from scrapers.families.news import NewsSite, article
from scrapers.families.news.outline import outline
from scrapers.families.news.stories import next_page, stories

PAGES = Path(__file__).resolve().parent.parent / "pages" / "news"
URL = "https://news.shili.example.com/bendi/20261104/10402.html"
SENTENCE = "　　示例有限公司昨天表示，新产线已经投产，年内还要招工三百人，请大家互相转告。"
SITE = NewsSite(
    id="shili", name="示例新闻网", home="https://news.shili.example.com/", kind="news", lists=("https://news.shili.example.com/bendi/",)
)


def page(text: str, url: str = URL, why: str | None = None) -> Page:
    ask = Ask(url, why) if why else None
    return Page(url, 200, {}, text.encode("utf-8", "replace"), text, "utf-8", datetime(2026, 11, 24, 0, 40, tzinfo=UTC), ask)


def read_story(html: str, url: str = URL) -> Article:
    found = article(page(html, url))
    assert found is not None
    return found


def story(head: str = "", body: str = SENTENCE * 3, foot: str = "", title: str = "示例公司投产") -> str:
    return f"<html><head><title>{title}_示例网</title></head><body>{head}<h1>{title}</h1><div>{body}</div>{foot}</body></html>"


def test_a_site_starts_with_its_lists() -> None:
    assert list(SITE.starts()) == [Ask("https://news.shili.example.com/bendi/", "start")]


def test_an_ask_decides_what_a_page_is_read_as() -> None:
    text = (PAGES / "story.html").read_text()
    assert SITE.read(page(text, why="article")).kind == "article"
    as_list = SITE.read(page(text, why="start"))
    assert as_list.kind == "list"
    assert all(headline.body == "" for headline in as_list.articles)
    with pytest.raises(ReadError, match="正文"):
        SITE.read(page("<html><body><a href='/1.html'>只有一个链接</a></body></html>", why="article"))


def test_a_list_asks_for_as_many_stories_as_the_site_allows_and_for_those_that_fit() -> None:
    text = (PAGES / "list.html").read_text()
    few = NewsSite(id="x", name="x", home="https://x.example", kind="news", most_stories=2)
    reading = few.read(page(text, "http://news.shili.example.com/bendi/20261103/", "start"))
    assert [ask.why for ask in reading.asks] == ["article", "article", "page"]
    assert reading.asks[-1].url == "http://news.shili.example.com/bendi/20261103/index_2.html"
    assert len(reading.articles) == 5
    fitting = NewsSite(id="x", name="x", home="https://x.example", kind="news", article=r"/bendi/202611\d\d/")
    assert [ask.why for ask in fitting.read(page(text, "http://news.shili.example.com/bendi/20261103/", "start")).asks].count(
        "article"
    ) == 3


def test_a_wall_is_blocked() -> None:
    wall = "<html><head><title>访问验证</title></head><body>您的访问过于频繁，请输入验证码</body></html>"
    for why in ("start", "article"):
        with pytest.raises(ReadError) as caught:
            SITE.read(page(wall, why=why))
        assert caught.value.kind == "blocked"


# ---------------------------------------------------------------- facts


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<p>2026-11-04 08:12 来源：示例日报</p>", date(2026, 11, 4)),
        ("<p>发布时间：2026年11月4日</p>", date(2026, 11, 4)),
        ("<p>2026/11/04 示例日报</p>", date(2026, 11, 4)),
        ("<span>2026</span><p>11/04</p>", date(2026, 11, 4)),
        ('<meta property="article:published_time" content="2026-11-03T16:30:00Z">', date(2026, 11, 4)),
        ('<time datetime="2026-11-04T08:00:00+08:00">今天</time>', date(2026, 11, 4)),
        ("<p>2027-11-04</p>", None),  # a day ahead is no day of publication
        ("<p>2026-02-30</p>", None),
        ("<p>11月4日</p>", None),  # which year?
        ("", None),
    ],
)
def test_the_day_is_the_storys_own_or_none(head: str, expected: date | None) -> None:
    assert read_story(story().replace("<div>", head + "<div>"), "https://news.shili.example.com/a/1.html").published_on == expected


def test_the_day_a_page_changed_is_kept_apart_from_the_storys_own() -> None:
    meta = '<meta property="article:modified_time" content="2026-11-20T09:00:00+08:00">'
    found = read_story(story().replace("<div>", f"<p>2026-11-04 08:12</p>{meta}<div>"))
    assert (found.published_on, found.page_on) == (date(2026, 11, 4), date(2026, 11, 20))
    assert read_story(story()).page_on is None


def test_the_address_tells_the_day_when_the_page_does_not() -> None:
    assert read_story(story()).published_on == date(2026, 11, 4)
    assert read_story(story(), "https://x.example/2026-11/03/c_1.htm").published_on == date(2026, 11, 3)
    assert read_story(story(), "https://x.example/20269999/1.html").published_on is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2026-11-04 08:12 来源：示例日报", "示例日报"),
        ("2026-11-04 稿源: 示例通讯社 作者：某某", "示例通讯社"),
        ("來源：示例晚報 記者某某", "示例晚報"),
        ("2026年11月04日07:17 示例网", "示例网"),
        ("示例网2026年11月04日07:17", "示例网"),
        ("2026-11-04 浏览：31", None),
        ("2026-11-04 作者：某某", None),
        ("图片来源：示例图库", None),
        ("", None),
    ],
)
def test_the_source_is_what_is_printed_or_none(line: str, expected: str | None) -> None:
    assert read_story(story().replace("<div>", f"<p>{line}</p><div>")).source == expected


def test_the_title_loses_its_sites_name_but_not_its_own_dashes() -> None:
    assert read_story(story(title="示例-大同高铁开通 全程两小时")).title == "示例-大同高铁开通 全程两小时"
    without = f"<html><head><title>新产线投产了_本地_示例网</title></head><body><p>{SENTENCE * 2}</p></body></html>"
    assert read_story(without).title == "新产线投产了"


# ---------------------------------------------------------------- body


def test_what_stands_around_a_story_is_not_in_it() -> None:
    around = '<div class="comment">网友说，这个消息真好，希望早点招工，大家都去看看，谢谢。</div><nav>首页，新闻，体育，财经，都在这里，请看。</nav>'
    body = read_story(story(head=around, foot=around + "<footer>版权所有，未经许可，不得转载，谢谢合作，再见。</footer>")).body
    assert body == " ".join([SENTENCE.strip()] * 3)


def test_a_class_called_comment_does_not_hide_the_only_text() -> None:
    assert "新产线" in read_story(f'<html><body><div class="comment"><p>{SENTENCE}</p><p>{SENTENCE}又及。</p></div></body></html>').body


def test_lines_broken_by_br_are_paragraphs_and_scripts_say_nothing() -> None:
    body = read_story(story(body=f"{SENTENCE}<br/><br>{SENTENCE}又及。<script>var a='脚本，不是正文。';</script>")).body
    assert body.split("\n") == [SENTENCE.strip(), SENTENCE.strip() + "又及。"]


def test_another_storys_headline_and_summary_inside_the_story_is_a_teaser() -> None:
    box = f'<div><a href="/bendi/20261101/10391.html">示例乳业二期项目开工建设</a><p>{SENTENCE.replace("示例有限", "别家")}</p></div>'
    found = read_story(story(body=f"<p>{SENTENCE}</p><p>{SENTENCE}又及。</p>{box}<p>{SENTENCE}完。</p>"))
    assert "别家公司" not in found.body
    assert found.teasers[0].title == "示例乳业二期项目开工建设"
    assert found.teasers[0].summary is not None
    assert found.teasers[0].summary.startswith("别家公司昨天表示")


def test_a_cut_off_firm_stands_in_the_teasers_summary_only() -> None:
    found = read_story((PAGES / "story.html").read_text())
    cut = found.teasers[-1]
    assert cut.summary == "为应对冰雪对道路通行带来的挑战，示例高速公路管理有限 ..."
    assert "示例高速公路管理有限" not in found.body


# ---------------------------------------------------------------- bare text


def test_bare_text_is_a_story_with_the_headlines_behind_it_as_teasers() -> None:
    text = page((PAGES / "mirror.txt").read_text(), "https://mirror.example.com/000.txt")
    assert families.recognise(text)[0][1] is NewsSite
    reading = families.read(text)
    (found,) = reading.articles
    assert reading.kind == "article"
    assert found.title is None
    assert found.published_on is None  # 11月4日 of which year?
    assert found.body.startswith("11月4日,市領導到")
    assert found.body.endswith("讓職工安心上班。")
    assert [teaser.title for teaser in found.teasers] == [
        "示例街道二十個驛站投用",
        "示例高速啟動除雪備戰(zhàn)",
    ]  # as printed: repair comes later
    assert "示例高速公路管理有限 ..." in str(found.teasers[1].summary)
    assert "管理有限" not in found.body


def test_the_seed_is_read_as_a_careful_reader_does(shared: Path) -> None:
    (seed,) = (shared / "seed").glob("*.txt")
    found = families.read(page(seed.read_text(), "https://mirror.example.com/seed.txt")).articles[0]
    assert len(found.teasers) == 5
    assert found.body.count("\n") == 2
    assert "大同瑞鋮" in found.body
    assert "高速公路管理有限" not in found.body
    assert "大同高速公路管理有限 ..." in str(found.teasers[-1].summary)
    assert found.published_on is None


# ---------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("html", "following"),
    [
        ('<a href="list_3.shtml">下一页&gt;</a>', "a/list_3.shtml"),
        ('<a href="?page=2"> 下页 </a>', "a/1.html?page=2"),
        ('<script>createPageHTML(34, 0, "index", "html");</script>', "a/index_1.html"),
        ('<script>createPageHTML(34, 33, "index", "html");</script>', None),
        ('<a href="javascript:next()">下一页</a>', None),
        ('<a href="https://elsewhere.example.org/2.html">下一页</a>', None),
        ('<a href="/a/7.html">下一页岩气井投产</a>', None),
    ],
)
def test_a_list_says_where_it_goes_on(html: str, following: str | None) -> None:
    url = "https://news.shili.example.com/a/1.html"
    assert next_page(outline(html), url, html) == (f"https://news.shili.example.com/{following}" if following else None)


def test_a_short_headline_in_a_sure_list_is_one_and_front_pages_are_none() -> None:
    rows = (
        "".join(f'<li><a href="/show-{n}.html">示例新闻的第{n}条标题</a></li>' for n in range(1501, 1508))
        + '<a href="/show-1600.html">寒潮来袭</a>'
    )
    fronts = "".join(f'<a href="/service/{n}/index.html">示例市政务服务大厅</a>' for n in range(8))
    found = stories(outline(rows + fronts), URL, date(2026, 11, 24))
    assert [each.title for each in found][-1] == "寒潮来袭"
    assert len(found) == 8


def test_links_vote_by_the_shape_of_their_addresses() -> None:
    good = "".join(f'<li><a href="/a/2026/{n}.html">这是第{n}条新闻的标题</a></li>' for n in range(12345, 12350))
    short = '<li><a href="/a/2026/12399.html">暖气提前来了</a></li>'
    labels = "".join(
        f'<a href="/tag/{n}.html">{word}</a>'
        for n, word in ((10001, "财经"), (10002, "体育"), (10003, "大同"), (10004, "示例市全部政务公开栏目"))
    )
    found = stories(outline(good + short + labels), URL, date(2026, 11, 24))
    assert [each.url.rpartition("/")[2] for each in found] == [
        "12345.html",
        "12346.html",
        "12347.html",
        "12348.html",
        "12349.html",
        "12399.html",
    ]


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "mailto:a@example.org",
        "data:text/html,x",
        "http://[::1",
        "#a",
        "https://elsewhere.example.org/a/123456.html",
        URL + "#c",
    ],
)
def test_links_that_lead_to_no_story_of_the_site(href: str) -> None:
    assert stories(outline(f'<a href="{href}">这是一条足够长的新闻标题</a>'), URL, date(2026, 11, 24)) == []


def test_a_sub_domain_is_the_same_site() -> None:
    found = stories(outline('<a href="//wb.shili.example.com/a/123456.html">这是一条足够长的新闻标题</a>'), URL, date(2026, 11, 24))
    assert [each.url for each in found] == ["https://wb.shili.example.com/a/123456.html"]


# ---------------------------------------------------------------- hostile

HOSTILE = {
    "10,000 deep": "<div>" * 10_000 + SENTENCE * 3 + "</div>" * 10_000,
    "200,000 unclosed": "<p>" * 200_000 + SENTENCE * 3,
    "a million nodes": "<p>字" * 1_000_000,
    "100,000 attributes": "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{SENTENCE * 3}</div>",
    "half-open links": "<a " * 20_000,
    "half-open comments": "<!--" * 100_000,
    "100,000 links": "".join(f'<a href="/a/{n}.html">这是第{n}条新闻的标题</a>' for n in range(60_000)),
    "nested links": '<div><a href="/x/12345.html">这是一条足够长的新闻标题' * 60_000,
    "nested stories": f"<div><p>{SENTENCE}</p>" * 30_000,
    "one long line": "字，" * 1_500_000,
    "classes": "".join(f'<div class="c{n} share-{n}">{SENTENCE}</div>' for n in range(60_000)),
    "long title": "<title>" + "-_| " * 200_000 + f"</title><h1>新闻</h1><p>{SENTENCE * 3}</p>",
    "pairs": "标题标题标题\n摘要 ...\n" * 100_000,
    "sources": "<p>" + "来源：" * 500_000 + "</p>",
    "boxes": "<div>" + "<p>推荐</p>" * 60_000 + f"</div><p>{SENTENCE * 3}</p>",
    "answers in answers": "<div><p>回复</p><p>赞</p><p>1楼 发表于 2026-11-01 10:00</p>" * 30_000 + SENTENCE * 3,
    "posts": "<h1>示例新闻的标题</h1><div>" + f"<p>发表于 2026-11-01 10:00</p><p>{SENTENCE}</p>" * 40_000 + "</div>",
    "moments": f"<title>示例新闻的标题</title><h1>示例新闻的标题</h1><p>{SENTENCE * 3}</p>"
    + f"<div><p>3小时前</p><p>{SENTENCE}</p></div>" * 40_000,
    "headings": f"<title>示例新闻的标题</title><h1>示例新闻的标题</h1><p>{SENTENCE * 3}</p>" + "<h2>另一条示例新闻的标题</h2>" * 60_000,
    "data": '<script type="application/ld+json">' + '{"@type":"Article","datePublished":"' * 100_000 + f"</script><p>{SENTENCE * 3}</p>",
    "empty": "",
    "cut": (PAGES / "story.html").read_text()[:1900],
    "not text": "\x00\x01" * 5_000,
    "rubbish": "<p>" + "\ufffd" * 5_000,
    "lone surrogates": "<p>\ud800" + SENTENCE * 3,
    "json": '{"a": "' + SENTENCE * 5 + '"}',
}


@pytest.mark.parametrize("why", [None, "start", "article"])
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_refused_in_seconds(name: str, why: str | None) -> None:
    began = time.process_time()
    hostile = page(HOSTILE[name], why=why)
    NewsSite.claims(hostile)
    with contextlib.suppress(ReadError):
        assert SITE.read(hostile).kind in ("list", "article")
    assert time.process_time() - began < 5


def test_a_story_10_000_tags_deep_is_read() -> None:
    assert "新产线" in read_story(HOSTILE["10,000 deep"]).body


@given(
    st.text(alphabet=st.sampled_from('<>/ap div="class href.html字，。来源：2026-11\n&;'), max_size=400),
    st.sampled_from([None, "start", "article"]),
)
def test_any_text_is_read_or_refused(text: str, why: str | None) -> None:
    NewsSite.claims(page(text))
    with contextlib.suppress(ReadError):
        assert SITE.read(page(text, why=why)).kind in ("list", "article")
