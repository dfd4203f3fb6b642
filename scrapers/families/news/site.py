"""A news site: pages that list stories, and the stories. No selectors; constants only name the site and its lists."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from jobs.model import Article, Ask, Page, Reading
from scrapers.families.base import check, not_promised, today
from scrapers.families.news.body import Weights, paragraphs, story
from scrapers.families.news.facts import changed_on, near, published_on, source, title
from scrapers.families.news.outline import Outline, outline
from scrapers.families.news.plaintext import read_text
from scrapers.families.news.stories import Found, next_page, stories
from scrapers.families.notice import reading as notice
from scrapers.source import Source

#: Characters of a story at least; shorter ones are picture captions and notices.
SHORTEST = 40
#: Without being told, a page is a story when it has so many characters of text of its own.
CLEARLY = 100
#: Linked characters of a line that may be a headline.
HEADLINE = 8

_TAG = re.compile(r"<[a-zA-Z!/?]")
_LOOKED_AT = 1_000_000
_STORY_MARKS = re.compile(
    r"(?:来源|來源|稿源|责任编辑|责编|发布时间|发稿时间)\s{0,3}[:：]|article:published_time|datePublished|新华社|本报讯|记者"
)
_ANCHOR = re.compile(r"<a\b[^<>]{0,500}>\s{0,20}[“《【]?[\u3400-\u9fff][\u3400-\u9fff，、：“”0-9 ]{7,60}\s{0,20}<")
#: Labels of a post; a page with several is no news.
_POSTS = re.compile("(?:薪资|薪资待遇|月薪|招聘人数|学历要求|学历|工作经验|职位描述|岗位职责|工作地点)\\s{0,3}[:：]|JobPosting")


@dataclass(frozen=True, kw_only=True)
class NewsSite(Source):
    """Reads lists and stories of any news site."""

    family = "news"
    nothing_personal = "文章里的人不取，正文只用于识别单位"

    lists: tuple[str, ...] = ()  # addresses of pages that list stories
    article: str = ""  # regular expression that a story's address matches; empty: links are judged by themselves
    most_stories: int = 60  # stories asked for from one list
    most_pages: int = 3  # of one list; what is older was news when it was new

    def starts(self) -> Iterable[Ask]:
        """The lists."""
        return tuple(Ask(url, "start") for url in self.lists)

    def read(self, page: Page) -> Reading:
        """A list when it was asked for as one, a story when asked for as one, else what it looks like.

        A list gives each story as a headline without a body, and asks for it. A story that is a recruitment notice comes with its
        posts. Raises ReadError for neither.
        """
        why = page.ask.why if page.ask else None
        if why == "attachment":
            return notice.read_file(page, self.family, self.place)
        check(page)
        if not _TAG.search(page.text[:_LOOKED_AT]):
            return self._text(page)
        if why in ("start", "page"):
            return self._list(page, outline(page.text))
        apart = notice.split(page)
        seen = outline(apart.page.text)
        found = article(apart.page, seen) or notice.bare(apart)
        if found is not None and (why is not None or notice.is_notice(apart, found) or _is_story(seen, found)):
            links = ((link.href, link.text, link.title) for link in seen.links)
            return notice.read(apart, found, links, self.family, self.place)
        if why is not None:
            raise not_promised(page, "找不到新闻正文")
        return self._list(page, seen)

    def _list(self, page: Page, seen: Outline) -> Reading:
        found = [each for each in stories(seen, page.url, today(page)) if self._fits(each)]
        if not found:
            raise not_promised(page, "找不到新闻链接")
        headlines = tuple(Article(url=each.url, title=each.title, body="", published_on=each.published_on) for each in found)
        asks = tuple(Ask(each.url, "article") for each in found[: self.most_stories])
        if further := next_page(seen, page.url, page.text):
            asks += (Ask(further, "page"),)
        return Reading(kind="list", family=self.family, articles=headlines, asks=asks)

    def _fits(self, found: Found) -> bool:
        return not self.article or re.search(self.article, found.url) is not None

    def _text(self, page: Page) -> Reading:
        found = read_text(page.text, today(page))
        if found is None:
            raise not_promised(page, "找不到新闻正文")
        known = Article(
            url=page.url,
            title=found.title,
            body=found.body,
            source=found.source,
            published_on=found.published_on,
            page_on=None,
            teasers=found.teasers,
        )
        return Reading(kind="article", family=self.family, articles=(known,))

    @classmethod
    def claims(cls, page: Page) -> float:
        """Never sure: what no family knows better and reads like news. Looks at words, parses nothing."""
        text = page.text[:_LOOKED_AT]
        start = text[:1000].lstrip("\ufeff \r\n\t").lower()
        if not _TAG.search(text):
            return 0.3 if sum(map(text.count, "。，,")) >= 6 and start[:1] not in ("{", "[") else 0.0
        if start[:1] in ("{", "[") or (start.startswith("<?xml") and "<html" not in start) or len(_POSTS.findall(text)) >= 3:
            return 0.0
        if text.count("。") >= 2 and _STORY_MARKS.search(text):
            return 0.3
        headlines = len(_ANCHOR.findall(text))
        if headlines >= 8:
            return 0.2
        return 0.1 if headlines >= 3 or text.count("。") + text.count("，") >= 3 else 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source | None:
        """A site of its own host, listing what the page lists."""
        host = urlsplit(page.url).hostname or "text"
        return cls(id=host, name=host, home=page.url, kind="news", lists=(page.url,))


def article(page: Page, seen: Outline | None = None) -> Article | None:
    """The story of a page with its side-bar as teasers; None when it has none. Text is as printed."""
    seen = seen or outline(page.text)
    weights = Weights.of(seen)
    span = story(seen, weights)
    headline, at = title(seen, span[0], weights.headline)
    body = "\n".join(paragraphs(seen, weights, span, headline))
    if len(body) < SHORTEST:
        return None
    now = today(page)
    lines = near(seen, span, at, weights.beside)
    published = published_on(seen, lines, page.url, now)
    return Article(
        url=page.url,
        title=headline,
        body=body,
        source=source(seen, lines),
        published_on=published,
        page_on=changed_on(seen, published, now),
        teasers=tuple(each.teaser() for each in stories(seen, page.url, now)),
    )


def _is_story(seen: Outline, found: Article) -> bool:
    """Whether a page that nobody called a story is one: it states its day, or has more text of its own than headlines beside it."""
    headlines = sum(line.linked for line in seen.lines if line.linked >= HEADLINE)
    return len(found.body) >= CLEARLY and (found.published_on is not None or len(found.body) * 12 > headlines)
