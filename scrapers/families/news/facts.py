"""Title, source and date of a story, from its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from jobs.values import day
from scrapers.families.news.around import SITE
from scrapers.families.news.outline import Outline

LONGEST_TITLE = 120
_SENTENCE_ENDS = ("。", "！", "？", "”", "」")
_PLAIN = re.compile(r"[\s\W_]+")
_META_TITLES = ("og:title", "articletitle", "twitter:title", "title")
_META_DATES = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "publishtime",
    "publish_time",
    "og:release_date",
    "og:time",
    "weibo: article:create_at",
    "weibo:article:create_at",
    "firstpublishedtime",
    "article:published",
    "_pubtime",
    "parsely-pub-date",
    "dc.date",
    "dc.date.issued",
    "apub:time",
    "date",
)
#: When the page changed last; stands in for the story's day only where nothing else does.
_META_CHANGED = (
    "dateupdate",
    "article:modified_time",
    "datemodified",
    "og:updated_time",
    "lastmodified",
)
_META_SOURCES = ("contentsource", "source", "article:source", "mediaid", "og:article:source")
_FULL_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}\s?日?(?:[\sT]*\d{1,2}\s?[:：]\s?\d{2}(?:\s?[:：]\s?\d{2})?)?"
)
_URL_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)[-/]?([01]\d)[-/]?([0-3]\d)(?!\d)")
_SOURCE = re.compile(
    r"(?<!图片)(?<!资料)(?<!图)(?:文章来源|信息来源|新闻来源|稿件来源|来源|來源|稿源|出处|文章出处)\s*[:：]\s*([^\s|｜]{0,30})"
)
_LABELLED = re.compile(r"(?:发布时间|发布日期|发表时间|时间|日期|来源|來源)\s*[:：]")
_APART = re.compile(r"(?<!\d)((?:19|20)\d\d)\s+(\d{1,2})\s?[/-]\s?(\d{1,2})(?!\d)")
_NAME = re.compile(r"[\s|｜/]*([\u4e00-\u9fffA-Za-z·][\u4e00-\u9fffA-Za-z0-9·—\-]{1,20})")
_KIND = re.compile(r"^(?:原创|转载|首发|独家|综合)[\s:：]{1,5}")
#: 示例晚报记者 示例, under a story.
_SIGNED = re.compile(
    r"[(（]?([\u4e00-\u9fffA-Za-z]{2,12}(?:报|网|社|台|新闻|周刊|客户端|融媒体?))(?:见习|实习|首席)?(?:记者|通讯员)[\s|｜:：]"
)
_NO_NAME = re.compile(
    r"^(?:作者|记者|記者|编辑|編輯|责编|责任编辑|浏览|点击|阅读|评论|分享|字[号体]|发布|更新|发表|星期|周[一二三四五六日]|上午|下午|时间|日期|来源|來源|打印|关闭|收藏|举报|正文|原创|我要|查看|参与|条|次|am|pm)",
    re.IGNORECASE,
)
_AFTER_NAME = re.compile(r"(?:作者|编辑|编\s?辑|责任编辑|责编|时间|日期|发布|字号|浏览|点击|阅读|记者|分享|评论|\d{4}).*$")


@dataclass(frozen=True, slots=True)
class Near:
    """The lines in which a story's facts may stand: above it or at its beginning, and behind it."""

    head: list[str]
    foot: list[str]


def title(page: Outline, before: int, headline: int) -> tuple[str | None, int]:
    """The headline, and the line it stands in (-1: nowhere). `before` is the story's first line, `headline` where <title> stands again."""
    tagged = [page.title, *(page.meta.get(name, "") for name in _META_TITLES)]
    known = [_key(text) for text in tagged if text]
    best, at = "", -1
    for index, line in enumerate(page.lines[: before + 12]):
        if not (line.heading or index >= before - 8) or not 4 <= len(line.text) <= LONGEST_TITLE:
            continue
        key = _key(line.text)
        if len(key) >= 4 and len(line.text) > len(best) and any(key in text for text in known):
            best, at = line.text, index
    if best:
        return best, at
    return _far(page, headline) or _above_date(page, before) or _cut(page) or _heading(page, before)


def _far(page: Outline, headline: int) -> tuple[str, int] | None:
    """A headline far above its story. A line that is all of <title> may be the site's name."""
    if headline < 0 or page.lines[headline].linked:
        return None
    text = page.lines[headline].text
    key, whole = _key(text), _key(page.title)
    return (text, headline) if len(key) >= 8 and len(key) * 2 >= len(whole) and key != whole else None


def _above_date(page: Outline, before: int) -> tuple[str, int] | None:
    """The line above the one that states date or source, where a site's <title> never changes."""
    for index in range(max(1, before - 3), min(before + 4, len(page.lines))):
        above = page.lines[index - 1]
        if _LABELLED.search(page.lines[index].text) and 8 <= len(above.text) <= 80 and not above.linked and not above.text.endswith("。"):
            return above.text, index - 1
    return None


def _cut(page: Outline) -> tuple[str, int] | None:
    cut = next(filter(None, (_without_site(text) for text in (page.meta.get("og:title", ""), page.title))), None)
    return (cut[:LONGEST_TITLE], -1) if cut else None


def _heading(page: Outline, before: int) -> tuple[str | None, int]:
    return next(((line.text, index) for index, line in enumerate(page.lines[: before + 3]) if line.heading), (None, -1))


def _without_site(text: str) -> str:
    """A <title> without the name of its site and section: the part before the first bar or dash that leaves enough."""
    text = " ".join(text.split())
    parts = SITE.split(text)
    return next((part for part in parts if len(part) >= 6), parts[0] if parts else "")


def _key(text: str) -> str:
    return _PLAIN.sub("", text)


def published_on(page: Outline, near: Near, url: str, today: date) -> date | None:
    """The story's own date: near its headline, else in the page's meta data, behind the story, or in its address."""
    written = [found.group() for line in near.head if (found := _FULL_DATE.search(line))]
    written += ["-".join(found.groups()) for found in _APART.finditer(" ".join(near.head))]
    written += [page.meta[name] for name in _META_DATES if name in page.meta] + page.times[:1] + page.published
    written += [page.meta[name] for name in _META_CHANGED if name in page.meta]
    written += ["-".join(found.groups()) for found in _URL_DATE.finditer(url[:500])]
    written += [found.group() for line in near.foot if (found := _FULL_DATE.search(line))]
    days = (day(text, today) for text in written)
    return next((seen for seen in days if seen and seen <= today), None)


def changed_on(page: Outline, published: date | None, today: date) -> date | None:
    """The day the page says it changed last, when that is not the story's own day."""
    days = (day(page.meta[name], today) for name in _META_CHANGED if name in page.meta)
    found = next((seen for seen in days if seen and seen <= today), None)
    return found if found != published else None


def source(page: Outline, near: Near) -> str | None:
    """Where the story comes from: what is labelled 来源, else the page's meta data, else the name behind the date."""
    lines = near.head + near.foot
    for index, line in enumerate(lines):
        if found := _SOURCE.search(line):
            below = lines[index + 1] if found.end() == len(line) and index + 1 < len(lines) else ""
            if name := _name(_AFTER_NAME.sub("", found.group(1)) or below):
                return name
    tagged = (_name(page.meta.get(meta, "")) for meta in _META_SOURCES)
    beside = (_beside_date(line) for line in near.head)
    signed = (found.group(1) for line in near.foot if (found := _SIGNED.match(line)))
    return next(filter(None, (*tagged, *beside, *signed)), None)


def _beside_date(line: str) -> str | None:
    """The name before or behind a date on its line: 2016年10月14日07:17 示例晚报."""
    found = _FULL_DATE.search(line)
    if found is None or len(line) > 60:
        return None
    before, after = _KIND.sub("", line[: found.start()].strip()), line[found.end() :].strip()
    named = _NAME.match(after)
    return (_name(named.group(1)) if named else None) or (_name(before) if _NAME.fullmatch(before) else None)


def _name(text: str) -> str | None:
    name = text.strip(" :：()（）[]【】|,，。;；\u3000")
    return name if 2 <= len(name) <= 24 and not _NO_NAME.match(name) and "http" not in name else None


def near(page: Outline, span: tuple[int, int], title_line: int, beside: Sequence[int]) -> Near:
    """Lines from a little above the headline down to the story's first long paragraph, and those around its end; none of a box beside it."""
    first, last = span
    start = max(0, title_line - 3) if 0 <= title_line <= first + 12 else max(0, first - 12)
    hidden = frozenset(beside)
    head: list[str] = []
    sentences = 0
    for index in range(start, min(start + 40, last, len(page.lines))):
        text = page.lines[index].text
        if index >= first and index not in hidden:
            sentences += 2 if len(text) >= 80 else 1 if len(text) >= 30 and text.endswith(_SENTENCE_ENDS) else 0
        if sentences >= 2:
            break
        if len(text) < 200 and index not in hidden:
            head.append(text)
    foot = (index for index in range(max(first, last - 3), min(last + 6, len(page.lines))) if index not in hidden)
    return Near(head, [page.lines[index].text for index in foot if len(page.lines[index].text) < 200])
