"""Which lines of a page are the story.

Every line has a worth: a sentence is worth its length, a link or a bare label costs. The story is the block whose lines
are worth most together; block sums come from one running total, so the whole choice is linear in the page.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import accumulate

from scrapers.families.news.around import beside, headline_of
from scrapers.families.news.outline import Block, Line, Outline

_MARK = re.compile("[，。、；：？！,;!?﹐﹔]")
#: What a sentence needs at least.
SENTENCE = 10
_META = re.compile(
    r"^(?:来源|來源|稿源|作者|编辑|責任編輯|责任编辑|责编|发布|發布|时间|日期|字号|字体|浏览|点击|阅读|评论|分享|打印|关闭|收藏|扫一扫|微信|微博|"
    r"upload|原标题列表|当前位置|您的位置|首页|正文|大 中 小|我要|记者 ?[:：]|A-|A\+)|"
    r"(?:来源|來源|稿源|作者|责任编辑|浏览次数|点击数|发布时间|发稿时间|字号)\s*[:：]"
)
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d\s?[-年/.]\s?\d{1,2}\s?[-月/.]\s?\d{1,2}")
_CREDIT = re.compile(
    r"^[\[【（(]?(?:责任编辑|責任編輯|责编|编辑 ?[:：]|校对|本文来源 ?[:：]|打印|关闭|【打印|【关闭|分享(?:到|至)|扫(?:一扫|描)|上一[篇条页]|下一[篇条页]|返回)"
)
#: From such a line on nothing is the story's any more.
_AFTER = re.compile(
    r"^[\[【（(]?(?:相关(?:阅读|新闻|报道|链接|推荐|专题)|延伸[阅閱][读讀]|推荐阅读|更多(?:精彩|内容|新闻)|热门(?:新闻|推荐|评论)|猜你喜欢|版权(?:声明|所有)|免责声明|特别声明|声明 ?[:：]|特别提醒|"
    r"网友评论|我来说两句|关键[词字] ?[:：]|标签 ?[:：]|本新聞文字)"
)
_NOTICE = re.compile(r"^[\[【（(]?(?:版权(?:声明|所有)|免责声明|特别声明|郑重声明|声明 ?[:：])")
_INVITATION = re.compile(
    r"(?:下载|下載|安装|安裝|扫描|扫码|关注|關注).{0,24}(?:客户端|APP|二维码|公众号|微信)|^(?:正在加载|加载中|点击(?:查看|加载)更多|请继续往下阅读|請繼續往下閱讀)",
    re.IGNORECASE,
)


#: What a site says of itself on every page.
_NOTE = re.compile(
    r"^[\[【（(]?(?:版权声明|免责声明|特别声明|本站.{0,4}声明)|版权所有|备案[号:：]|ICP备|网安备|All Rights Reserved|Copyright ?[©(]|新闻信息服务许可证|不良信息举报|未经.{0,8}(?:授权|许可|同意).{0,14}(?:转载|复制|摘编|镜像|使用)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Weights:
    """What each line is worth, running sums of the sentences' worth, where the headline stands, and which lines are no story's."""

    worth: list[float]
    good: list[float]
    headline: int
    beside: list[int]

    @classmethod
    def of(cls, page: Outline) -> Weights:
        """Weigh every line of a page once."""
        headline = headline_of(page)
        worth = [_worth(line) for line in page.lines]
        for at in range(headline):  # a sentence above the headline is hardly ever the story's
            worth[at] = min(worth[at], worth[at] * 0.3)
        found = beside(page, headline, worth)
        for at in found:
            worth[at] = min(worth[at], -5.0)
        return cls(worth, _sums([max(each, 0) for each in worth]), headline, found)


def story(page: Outline, weights: Weights) -> tuple[int, int]:
    """The lines of the block that holds the story, as a range; empty when the page has no sentences."""
    if not weights.good[-1]:
        return 0, 0
    masked = _mask(page, weights, (0, len(page.lines)))
    worth = [-abs(value) * 0.3 if hidden else value for value, hidden in zip(weights.worth, masked, strict=True)]
    sums = _sums(worth)
    good = _sums([max(value, 0) for value in worth])
    chosen = max(range(len(page.blocks)), key=lambda index: (sums[page.blocks[index].last] - sums[page.blocks[index].first], index))
    block = _narrowed(page.blocks, chosen, sums, good)
    return block.first, block.last


def paragraphs(page: Outline, weights: Weights, span: tuple[int, int], title: str | None) -> list[str]:
    """The story's own lines: without what stands around it, the title again, its date line, and other stories' teasers."""
    first, last = span
    masked = _mask(page, weights, span)
    for at in weights.beside:
        masked[at] = True
    kept = [line for line, hidden in zip(page.lines[first:last], masked[first:last], strict=True) if not hidden and not _other(line)]
    while kept and _head(kept[0], title):
        kept.pop(0)
    return [line.text for line in _ended(kept)]


def _ended(lines: list[Line]) -> list[Line]:
    """Without what follows a story in its own block: disclaimers, invitations, links to others, the editor's name."""
    total = sum(
        len(line.text) for line in lines if not (_AFTER.match(line.text) or _INVITATION.search(line.text) or _NOTE.search(line.text))
    )
    seen = 0
    for at, line in enumerate(lines):
        if (seen * 4 > total * 3 and _AFTER.match(line.text)) or (seen * 2 > total and _NOTICE.match(line.text)):
            lines = lines[:at]
            break
        seen += len(line.text)
    return [line for line in lines if len(line.text) > 80 or not (_CREDIT.match(line.text) or _INVITATION.search(line.text))]


def _worth(line: Line) -> float:
    size = len(line.text)
    if line.linked * 2 > size:
        return -min(size, 30)
    if not _MARK.search(line.text):
        return -min(size, 12) / 2 if size >= SENTENCE else -3
    if size < SENTENCE:
        return 0
    if size < 200 and _NOTE.search(line.text):
        return -min(size, 30)
    han = (len(line.text.encode("utf-8", "replace")) - size) / 2  # a Han character is three bytes: exact enough, and quick
    return 0.3 * size + 0.7 * min(han, size) - 2 * line.linked


def _sums(values: list[float]) -> list[float]:
    return list(accumulate(values, initial=0.0))


def _mask(page: Outline, weights: Weights, span: tuple[int, int]) -> list[bool]:
    """Lines in blocks named like something around a story, unless such a block holds most of the sentences itself."""
    (first, last), good = span, weights.good
    most = 0.5 * (good[last] - good[first])
    change = [0] * (len(page.lines) + 1)
    for block in page.blocks:
        whole = block.first <= first < last <= block.last or block.first <= weights.headline < block.last
        if block.around and not whole and good[block.last] - good[block.first] < most:
            change[block.first] += 1
            change[block.last] -= 1
    return [depth > 0 for depth in accumulate(change[:-1])]


def _narrowed(blocks: list[Block], chosen: int, sums: list[float], good: list[float]) -> Block:
    """Go down while one child holds nearly all, and what lies outside it is no clean text."""
    here = blocks[chosen]
    for block in blocks[chosen + 1 :]:
        if block.first >= here.last:
            break
        outside_good = good[here.last] - good[here.first] - good[block.last] + good[block.first]
        outside = sums[here.last] - sums[here.first] - sums[block.last] + sums[block.first]
        inside = good[block.last] - good[block.first]
        if inside > 8 * outside_good and outside < 0.6 * outside_good + 1:
            here = block
    return here


def _other(line: Line) -> bool:
    """A link to somewhere else, not a sentence with a link in it."""
    return line.linked * 5 > len(line.text) * 3 and not (len(line.text) > 40 and "。" in line.text)


def _head(line: Line, title: str | None) -> bool:
    text = line.text
    again = title is not None and "。" not in text and title in text and len(text) < len(title) + 60
    if title and (text == title or (len(text) >= 8 and (text in title or again))):
        return True
    if len(text) > 100 or text.endswith(("。", "！", "？", "”")):
        return False
    return bool(_META.search(text) or _DATED.search(text)) and "。" not in text
