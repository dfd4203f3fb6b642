"""What stands around a story whatever its boxes are called: other stories with their summaries, what readers wrote, boxes that scroll.

Everything here is known by its shape and its words, so that a page without a single class name is read nearly as well.
"""

from __future__ import annotations

import re
from itertools import accumulate

from scrapers.families.news.outline import Block, Outline

#: Lines from one to before another.
Span = tuple[int, int]

_PLAIN = re.compile(r"[\s\W_]+")
LONGEST_TITLE = 120
#: What stands between a headline and the names of its section and site in a <title>.
SITE = re.compile(r"\s*(?:[_|｜]+|\s[-–—]+\s|[-–—]{2,}|(?<=[\u4e00-\u9fff？！”])[-–—](?=[\u4e00-\u9fff]))\s*")
#: A line that opens a box beside the story, or (group 1) what readers wrote.
_OPENS = re.compile(
    r"[\[【（(\s]*(?:相关(?:阅读|新闻|报道|链接|推荐|专题|文章|资讯|内容)|(?:延伸|推荐|拓展)[阅閱][读讀]|(?:为您|为你|热门|热点|精彩|编辑|小编|今日|精品|内容|图文)?推荐(?:新闻|文章|内容)?|"
    r"热门(?:新闻|文章|资讯|阅读|点击|话题)?|(?:新闻|点击|阅读|热门|热点|文章|一周|24小时|本周)?排行(?:榜)?|猜你喜欢|大家都在看|看了又看|(?:最新|图片|头条|今日|热点|焦点)(?:新闻|资讯|文章|要闻|热点|动态|图片)|"
    r"友情链接|更多(?:精彩|内容|新闻|文章|资讯|推荐)?|"
    r"((?:网友|最新|热门|精彩|全部|用户|发表|文章|我的|查看)?(?:评论|留言|跟帖|跟贴)(?:区|列表)?|我来说两句|我要评论|我有话说))"
    r"[\]】）)\s:：]{0,3}[(（]?(?:更多|[>»]{1,3}|\d{1,6})?\s?(?:条|则)?(?:评论)?[)）\s>»]{0,3}"
)
#: What such a line begins with; most lines end here.
_OPENERS = frozenset("[【（(相延推拓为热精编小今内图新点阅文一24本排猜大看最头焦友更网全用发我查评留跟")
_REPLY = re.compile(r"^(?:回复|引用|举报|支持|反对|点赞|赞|顶|踩|沙发|板凳|地板|\d{1,5}\s?[楼#])(?:$|[\s(（\d\[:：|])")
_POSTED = re.compile(r"(?:发表于|发布于|回复于|只看该作者|\d\s?楼)")
_ANSWERED = ("回复", "举报", "支持", "反对", "引用", "沙发")
_STAMP = re.compile(r"\d\s?(?:秒|分钟|小时|天|周|个月|年)前|刚刚|前天|(?:昨天|今天)\s?\d|\d{1,2}[-/月]\d{1,2}日?\s{1,3}\d{1,2}[:：]\d{2}")
_DAY = re.compile(r"(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
_TIME = re.compile(r"\d{1,2}[:：]\d{2}|\d[-/月]\d")
#: Characters of a headline, and of a summary beneath it.
_HEADLINE_LEAST, _HEADLINE_MOST, _SUMMARY = 8, 60, 30
#: Lines between two stories of one list.
_CLOSE = 4
#: So much worth of sentences must be left for a story when all that stands around it is taken away.
_LEFT = 25.0


def headline_of(page: Outline) -> int:
    """The line of the headline: the longest that the page's <title> or meta title holds, a heading before others; -1 when there is none."""
    known = [_PLAIN.sub("", text) for text in (page.title, page.meta.get("og:title", "")) if text]
    begins = frozenset("".join(known))
    whole = max((len(_PLAIN.sub("", part)) for part in SITE.split(page.title)), default=0)  # more is the site's name
    best, rank = -1, (0, False, False)
    for at, line in enumerate(page.lines):
        text = line.text
        if not 4 <= len(text) <= LONGEST_TITLE or (text[0] not in begins and text[0].isalnum()):  # most lines end here, quickly
            continue
        key = _PLAIN.sub("", text)
        if len(key) < 6 or not any(key in text for text in known):
            continue
        mine = (min(len(key), whole or len(key)), line.heading, line.linked * 2 < len(line.text))
        if mine > rank:
            best, rank = at, mine
    return best


def beside(page: Outline, headline: int, worth: list[float]) -> list[int]:
    """Lines that stand around the story, ascending. When nothing else were left, only the boxes that scroll."""
    clones = _clones(page)
    sums = list(accumulate([max(value, 0) for value in worth], initial=0.0))
    short = [(at, line.text) for at, line in enumerate(page.lines) if len(line.text) < 60]
    whole = "\n".join([text for _, text in short])  # asked once for all, for most pages have no readers' words
    spans = [*clones, *_summaries(page, headline), *_boxes(page, headline, sums), *_next_story(page, headline, sums)]
    spans += _voices(page, headline, short, sums)
    if any(word in whole for word in _ANSWERED):
        spans += _replies(page, headline, short)
    if _POSTED.search(whole):
        spans += _posts(page, headline, short)
    hidden = _marked(spans, len(page.lines))
    left = sum([value for at, value in enumerate(worth) if value > 0 and at > headline and not hidden[at]])
    if left < _LEFT:
        hidden = _marked(clones, len(page.lines))
    return [at for at, marked in enumerate(hidden) if marked]


def _marked(spans: list[Span], count: int) -> list[bool]:
    """Which of so many lines lie in a span. Running sums, for spans may lie in one another."""
    change = [0] * (count + 1)
    for first, last in spans:
        change[first] += 1
        change[last] -= 1
    return [depth > 0 for depth in accumulate(change[:-1])]


def _summaries(page: Outline, headline: int) -> list[Span]:
    """Other stories' headlines with their summaries: a linked headline, then a sentence; in a box of their own, or two of a kind in one."""
    found: list[Span] = []
    pairs: dict[int, list[Span]] = {}
    for at, line in enumerate(page.lines[:-1]):
        if (
            not line.linked
            or line.linked * 5 <= len(line.text) * 4
            or not _HEADLINE_LEAST <= len(line.text) <= _HEADLINE_MOST
            or at == headline
        ):
            continue
        block = page.blocks[line.block]
        under = [n for n in range(at + 1, min(at + 4, block.last)) if len(page.lines[n].text) >= _SUMMARY and not page.lines[n].linked]
        if not under:
            continue
        if 2 <= block.last - block.first <= 6 and not block.first <= headline < block.last:
            found.append((block.first, block.last))
        else:
            pairs.setdefault(line.block, []).extend(((at, at + 1), (under[0], under[0] + 1)))
    return found + _leads(page, headline) + [span for several in pairs.values() if len(several) >= 4 for span in several]


def _leads(page: Outline, headline: int) -> list[Span]:
    """Lines that begin with another story's linked headline and go on with its summary, when three or more stand close together."""
    starts = [
        link.first
        for link in page.links
        if _HEADLINE_LEAST <= len(link.text) <= _HEADLINE_MOST
        and link.first < len(page.lines)
        and link.first != headline
        and len(page.lines[link.first].text) >= len(link.text) + _SUMMARY
        and page.lines[link.first].text.startswith(link.text)
    ]
    runs: list[list[int]] = []
    for at in starts:
        if runs and at - runs[-1][-1] <= _CLOSE:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [(at, at + 1) for run in runs if len(run) >= 3 for at in run]


def _boxes(page: Outline, headline: int, sums: list[float]) -> list[Span]:
    """What stands in a box that says above it what it is."""
    found: list[Span] = []
    for at, line in enumerate(page.lines):
        text = line.text
        if len(text) > 16 or text[0] not in _OPENERS or not (opened := _OPENS.fullmatch(text)):
            continue
        block = _box(page, at, 1)
        if block is None or at < headline < block.last:
            continue
        first = sums[at] == sums[block.first]  # no sentence above it in its box
        if first or (opened.group(1) and at > headline >= 0):
            found.append((at, block.last))
    return found


def _replies(page: Outline, headline: int, short: list[tuple[int, str]]) -> list[Span]:
    """Blocks in which lines such as 回复 or 赞(3) stand again and again."""
    counts: dict[tuple[int, int], int] = {}
    for at, text in short:
        if len(text) <= 24 and _REPLY.match(text) and (block := _box(page, at, 8)) is not None:
            counts[block.first, block.last] = counts.get((block.first, block.last), 0) + 1
    return [span for span, count in counts.items() if count >= 2 and not span[0] <= headline < span[1]]


def _posts(page: Outline, headline: int, short: list[tuple[int, str]]) -> list[Span]:
    """A forum's answers: every post but the first that says when it was written."""
    dated = [at for at, text in short if at > headline and _POSTED.search(text) and _TIME.search(text)]
    found: list[Span] = []
    for at in dated[1:]:
        block = _box(page, at, 2)
        if block is not None and not block.first <= dated[0] < block.last:
            found.append((block.first, block.last))
    return found


def _voices(page: Outline, headline: int, short: list[tuple[int, str]], sums: list[float]) -> list[Span]:
    """Behind a story: small boxes of a kind, each with a moment and a sentence. Readers' words, or other stories."""
    found: list[Block] = []
    enough = sums[headline + 1] + _LEFT
    for at, text in short:
        if at <= headline or len(text) > 30 or sums[at] < enough or not ("前" in text or ":" in text or "：" in text or "刚刚" in text):
            continue
        if not _STAMP.search(text):
            continue
        block = _box(page, at, 1)
        if block is None or block.first <= headline or block.last - block.first > 6:
            continue
        if sums[block.last] > sums[block.first] >= enough:
            found.append(block)
    return [(block.first, block.last) for block in found] if len(found) >= 2 else []


def _next_story(page: Outline, headline: int, sums: list[float]) -> list[Span]:
    """Everything from the next story on, where a page goes on with one: a heading with a date beneath it, behind a story that has ended."""
    if headline < 0:
        return []
    for at, line in enumerate(page.lines):
        if not line.heading or line.linked or at <= headline or len(line.text) < _HEADLINE_LEAST or sums[at] < sums[headline + 1] + _LEFT:
            continue
        if any(len(below.text) < 60 and _DAY.search(below.text) for below in page.lines[at + 1 : at + 4]):
            return [(at, len(page.lines))]
    return []


def _box(page: Outline, at: int, few: int) -> Block | None:
    """The block around a line with more than so many lines; None when that is the whole page."""
    here = page.lines[at].block
    while here > 0 and page.blocks[here].last - page.blocks[here].first <= few:
        here = page.blocks[here].parent
    return page.blocks[here] if here > 0 else None


def _clones(page: Outline) -> list[Span]:
    """Headlines with their summaries that stand on the page twice: a box that scrolls. A whole story that stands there twice is none."""
    places: dict[tuple[str, str], list[int]] = {}
    before = ""
    for at, line in enumerate(page.lines):
        text = line.text
        if at and len(text) >= 30 and "，" in text:
            places.setdefault((before, text), []).append(at)
        before = text
    twice = [at for same in places.values() if len(same) > 1 for at in same]
    if not twice:
        return []
    share = sum(len(page.lines[at].text) for at in twice) / max(1, sum(len(line.text) for line in page.lines))
    return [(at - 1, at + 1) for at in twice] if share < 0.4 else []
