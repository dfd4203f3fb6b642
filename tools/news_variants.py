"""News pages made difficult: real pages changed, and stories set into page shapes of our own. For measuring only.

Every shape is something we have seen a Chinese site do; the words around the stories are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

NAMES = re.compile(r"""\s(?:class|id)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""")
_PARAGRAPH = re.compile(r"<p\b[^<>]{0,500}>", re.IGNORECASE)
_BODY_STARTS, _BODY_ENDS = re.compile(r"<body\b[^<>]{0,2000}>", re.IGNORECASE), re.compile(r"</body\s*>", re.IGNORECASE)
_HEADING = re.compile(r"<(/?)h1\b", re.IGNORECASE)
_TITLE_ENDS = re.compile(r"</title\s*>", re.IGNORECASE)
_HEAD_ENDS = re.compile(r"</head\s*>", re.IGNORECASE)

_OTHERS = (
    (
        "示例市冬季供热准备工作就绪",
        "示例市住房和城乡建设局昨日发布消息，今冬供热准备工作已全部就绪，各热源厂完成检修，十月底前开始低温试运行，居民可拨打热线反映情况。",
    ),
    (
        "示例县黄花菜迎来丰收季节",
        "连日来，示例县万亩黄花菜进入采摘期，合作社组织农户抢抓农时，预计今年产量比去年增长一成，产品销往全国二十多个省份。",
    ),
    (
        "示例区开展安全生产检查",
        "示例区应急管理局组织专家对辖区内三十家企业进行了检查，发现隐患四十余处，均已责令限期整改，并将于月底前组织复查。",
    ),
    (
        "示例铁路旅客列车运行图调整",
        "记者从铁路部门了解到，本次调图后，示例站每日开行旅客列车增加六列，往返省城的时间缩短二十分钟，旅客出行更加便利。",
    ),
)
_COMMENTS = (
    "这个消息太好了，希望能尽快落实，我们老百姓都盼着呢，支持！",
    "写得不错，不过我觉得还有很多细节没有说清楚，比如具体的时间安排，期待后续报道。",
    "说得对，就应该这样，点赞。以前这里的条件确实不行，现在变化太大了。",
    "路过看看，楼上说的有道理，但是也要看到困难，一步一步来吧。",
)


def teasers() -> str:
    """A list of other stories, each with a summary as long as a short story."""
    rows = "".join(
        f'<div><h3><a href="/2026/1103/{n}.html">{title}</a></h3><p>{summary}</p><span>2026-11-03</span></div>'
        for n, (title, summary) in enumerate(_OTHERS, 5001)
    )
    return f"<div><h2>推荐</h2>{rows}</div>"


def comments() -> str:
    """What readers wrote under a story."""
    rows = "".join(
        f"<li><b>示例网友{n}</b> <i>2026-11-05 1{n}:20</i><p>{said}</p><a href='#'>回复</a> <a href='#'>赞({n})</a></li>"
        for n, said in enumerate(_COMMENTS)
    )
    return f"<div><h4>网友评论</h4><ul>{rows}</ul></div>"


_AD = '<div><a href="https://ad.example.com/1"><img src="1.jpg"></a><a href="https://ad.example.com/2">示例装饰节满减，限时优惠等你来</a></div>'


def _split_by_ads(page: str) -> str:
    pieces = _PARAGRAPH.split(page)
    starts = _PARAGRAPH.findall(page)
    return pieces[0] + "".join(
        (_AD if n % 3 == 2 else "") + start + piece for n, (start, piece) in enumerate(zip(starts, pieces[1:], strict=True))
    )


def _tables(page: str) -> str:
    return re.sub(
        r"</div\s*>",
        "</td></tr></table>",
        re.sub(r"<div\b([^<>]{0,1000})>", r"<table\1><tr><td>", page, flags=re.IGNORECASE),
        flags=re.IGNORECASE,
    )


def _broken_lines(page: str) -> str:
    return re.sub(r"</p\s*>", "<br><br>", _PARAGRAPH.sub("", page), flags=re.IGNORECASE)


def _before_end(added: str) -> Callable[[str], str]:
    return lambda page: _BODY_ENDS.sub(lambda found: added + found.group(), page, count=1)


def _after_start(added: str) -> Callable[[str], str]:
    return lambda page: _BODY_STARTS.sub(lambda found: found.group() + added, page, count=1)


def _renamed(old: str, new: str) -> Callable[[str], str]:
    return lambda page: re.sub(rf"<(/?){old}(?=[\s>])", rf"<\1{new}", page, flags=re.IGNORECASE)


_LD = '<script type="application/ld+json">{"@type":"WebPage","datePublished":"2001-02-03","publisher":{"name":"示例平台"}}</script><meta property="article:modified_time" content="2026-11-20">'

#: What is done to a whole page; title, day, source and body stay what they are.
CHANGES: dict[str, Callable[[str], str]] = {
    "no class or id": lambda page: NAMES.sub("", page),
    "p as div": _renamed("p", "div"),
    "p as br": _broken_lines,
    "div as section": _renamed("div", "section"),
    "div as table": _tables,
    "side bar before": _after_start(teasers()),
    "side bar behind": _before_end(teasers()),
    "comments behind": _before_end(comments()),
    "ads between": _split_by_ads,
    "h1 as div": lambda page: _HEADING.sub(r"<\1div", page),
    "h1 as h2": lambda page: _HEADING.sub(r"<\1h2", page),
    "site in title": lambda page: _TITLE_ENDS.sub("_要闻_示例新闻网</title>", page, count=1),
    "other days in data": lambda page: _HEAD_ENDS.sub(_LD + "</head>", page, count=1),
    "no names, side bar, comments": lambda page: NAMES.sub("", _before_end(teasers() + comments())(page)),
}


# ---------------------------------------------------------------- shapes of our own


@dataclass(frozen=True, slots=True)
class Told:
    """A story to be set into a shape."""

    title: str
    day: date
    source: str
    paragraphs: Sequence[str]

    def lines(self, before: str = "<p>", after: str = "</p>") -> str:
        """The paragraphs, each between two pieces of HTML."""
        return "".join(f"{before}{escape(each)}{after}" for each in self.paragraphs)


_MENU = '<ul><li><a href="/">首页</a></li><li><a href="/sz/">时政</a></li><li><a href="/ms/">民生</a></li><li><a href="/kj/">科教文卫</a></li><li><a href="/zt/">专题</a></li></ul>'
_FOOT = "<div><p>示例新闻网版权所有 未经书面授权，不得转载、摘编，违者必究。</p><p>互联网新闻信息服务许可证：00000000000 备案号：示例备00000000号 地址：示例市示例路1号</p></div>"
_LIST = (
    "<ul>"
    + "".join(f'<li><a href="/2026/1103/{n}.html">{title}</a><em>11-03</em></li>' for n, (title, _) in enumerate(_OTHERS, 6001))
    + "</ul>"
)


def _page(title: str, inside: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{escape(title)}</title>{head}</head><body>{inside}</body></html>"


def _government(t: Told) -> str:
    line = f"<div><span>发布时间：{t.day:%Y-%m-%d} 09:20</span><span>来源：{t.source}</span><span>浏览次数：<b>128</b></span><span>字体：[大 中 小]</span></div>"
    foot = '<div><a href="javascript:print()">打印本页</a> <a href="javascript:close()">关闭窗口</a></div><div>扫一扫在手机打开当前页</div>'
    return _page(
        f"{t.title}-示例市人民政府",
        f"{_MENU}<div>当前位置：<a href='/'>首页</a> &gt; <a href='/yw/'>要闻动态</a></div><div><h1>{t.title}</h1>{line}<div>{t.lines('<p style=text-indent:2em>&#12288;&#12288;')}</div>{foot}</div>{_FOOT}",
    )


def _broken(t: Told) -> str:
    inside = f"<table><tr><td><b>{t.title}</b></td></tr><tr><td align=center>{t.day.year}年{t.day.month}月{t.day.day}日 08:15&nbsp;&nbsp;{t.source}</td></tr><tr><td>{t.lines('　　', '<br><br>')}</td></tr></table>"
    return _page(f"{t.title}_新闻中心_示例网", f"{_MENU}<table><tr><td width=200>{_LIST}</td><td>{inside}</td></tr></table>{_FOOT}")


def _portal(t: Told) -> str:
    line = f'<p>{t.day:%Y/%m/%d} 17:45 <a href="https://paper.example.org/">{t.source}</a> <a href="#c">评论(12)</a> 分享到：<a>微信</a><a>微博</a></p>'
    side = f"<aside><h3>热门排行</h3>{_LIST}</aside>"
    return _page(
        f"{t.title} - 示例门户",
        f"<header>{_MENU}</header><main><article><h1>{t.title}</h1>{line}{t.lines()}<p>（责任编辑：示例）</p></article>{side}{teasers()}</main>{comments()}{_FOOT}",
    )


def _wechat(t: Told) -> str:
    inside = "".join(
        f"<section><span style='font-size:15px'>{escape(each)}</span></section><section><br></section>" for each in t.paragraphs
    )
    line = f"<div><span>{t.source}</span> <em>{t.day.year}年{t.day.month:02}月{t.day.day:02}日 20:01</em></div>"
    tail = "<div>预览时标签不可点</div><div>微信扫一扫关注该公众号</div><div><a href='javascript:;'>阅读原文</a></div>"
    return _page(
        t.title, f"<div><h2>{t.title}</h2>{line}<div>{inside}</div></div>{tail}", f'<meta property="og:title" content="{escape(t.title)}">'
    )


def _forum(t: Told) -> str:
    said = "".join(
        f"<table><tr><td>示例网友{n}<br>积分 {n}20</td><td>发表于 2026-11-05 1{n}:00<br>{each}</td></tr></table>"
        for n, each in enumerate(_COMMENTS)
    )
    first = f"<table><tr><td>{t.source}<br>管理员<br>积分 9999</td><td>发表于 {t.day:%Y-%m-%d} 10:30 | 只看该作者<div>{t.lines('', '<br>')}</div></td></tr></table>"
    return _page(
        f"{t.title} - 示例论坛 - Powered by Example", f"{_MENU}<div><a href='/f/'>新闻快报</a></div><h1>{t.title}</h1>{first}{said}{_FOOT}"
    )


def _gallery(t: Told) -> str:
    shown = "".join(f"<div><img src='{n}.jpg'></div><p>{escape(each)}</p>" for n, each in enumerate(t.paragraphs))
    return _page(
        f"{t.title}|示例图片",
        f"{_MENU}<div><div>{t.title}</div><div>{t.day:%Y-%m-%d %H:%M:%S}　来源：{t.source}　作者：示例</div>{shown}</div><div><a href='/p/1.html'>上一组</a><a href='/p/2.html'>下一组</a></div>{_LIST}{_FOOT}",
    )


def _nested(t: Told) -> str:
    halves = len(t.paragraphs) // 2 or 1
    first, second = Told(t.title, t.day, t.source, t.paragraphs[:halves]), Told(t.title, t.day, t.source, t.paragraphs[halves:])
    line = f"<div><span>稿源：{t.source}</span><span>编辑：示例</span><time datetime='{t.day:%Y-%m-%d}T08:00:00+08:00'>{t.day:%m-%d} 08:00</time></div>"
    return _page(
        f"{t.title}--示例频道",
        f"{_MENU}<div><h1>{t.title}</h1>{line}<div><div>{first.lines()}</div>{_AD}<div>{second.lines()}</div></div></div><div>{teasers()}</div>{_FOOT}",
    )


def _described(t: Told) -> str:
    head = f'<meta name="publishdate" content="{t.day:%Y-%m-%d}"><meta name="source" content="{t.source}"><meta name="description" content="{escape(t.paragraphs[0])}">'
    return _page(
        f"示例新闻网：{t.title}",
        f"{_MENU}{teasers()}<div><h2>{t.title}</h2><div><p>{escape(t.paragraphs[0])}</p>{Told(t.title, t.day, t.source, t.paragraphs[1:]).lines()}</div></div>{comments()}{_FOOT}",
        head,
    )


def _unnamed(t: Told) -> str:
    return _page(
        "示例新闻网",
        f"{_MENU}<div><div>{t.title}</div><div>时间：{t.day:%Y.%m.%d} 来源：{t.source}</div>{t.lines('<div>', '</div>')}<div>上一篇：<a href='/1.html'>示例市召开会议部署工作</a></div><div>下一篇：<a href='/2.html'>示例县春耕备耕有序进行</a></div></div>{_LIST}{_FOOT}",
    )


def _rows(t: Told) -> str:
    rows = "".join(
        f'<li><a href="/2026/1103/{n}.html">{title}</a><p>{summary}</p><span>3小时前</span></li>'
        for n, (title, summary) in enumerate(_OTHERS, 7001)
    )
    line = f"<p><span>{t.source}</span><span>{t.day:%Y-%m-%d %H:%M}</span><span>阅读 1.2万</span></p>"
    return _page(f"{t.title}_示例客户端", f"{_MENU}<ul>{rows}</ul><h1>{t.title}</h1>{line}<div>{t.lines()}</div><ul>{rows}</ul>{_FOOT}")


def _voices(t: Told) -> str:
    said = "".join(
        f"<div><img src='u.png'><span>示例用户{n}</span><span>{n + 2}分钟前</span><p>{each}</p></div>" for n, each in enumerate(_COMMENTS)
    )
    return _page(
        f"{t.title} | 示例资讯",
        f"<nav>{_MENU}</nav><div><h1>{t.title}</h1><div>{t.day.year}年{t.day.month}月{t.day.day}日 {t.source}</div><div>{t.lines()}</div></div><div>{said}</div>{_FOOT}",
    )


def _preformatted(t: Told) -> str:
    text = "\n".join(f"　　{escape(each)}" for each in t.paragraphs)
    return _page(
        f"示例日报数字报-{t.title}",
        f"<table><tr><td>{_LIST}</td><td><center><b>{t.title}</b></center><center>{t.day.year}年{t.day.month:02}月{t.day.day:02}日 来源：{t.source}</center><pre>{text}</pre></td></tr></table>{_FOOT}",
    )


def _picked(t: Told) -> str:
    picks = "".join(
        f"<p><b>{title}</b></p><p>{summary}<a href='/2026/1103/{n}.html'>[详细]</a></p>" for n, (title, summary) in enumerate(_OTHERS, 8001)
    )
    line = f"<div>發布時間：{t.day:%Y/%m/%d} 來源：{t.source}</div>"
    return _page(
        f"{t.title}-民生-示例在线", f"{_MENU}<h1>{t.title}</h1>{line}<div>{t.lines()}</div><div><h4>小编推荐</h4>{picks}</div>{_FOOT}"
    )


def _linked(t: Told) -> str:
    inside = "".join(
        f"<p>{escape(each[:6])}<a href='/tag/{n}'>{escape(each[6:12])}</a>{escape(each[12:])}</p>" for n, each in enumerate(t.paragraphs)
    )
    foot = f"<p>（来源：{t.source}）</p><p>更多精彩内容请关注示例新闻微信公众号</p><p>声明：本文版权归原作者所有，转载仅为传播信息，如有侵权请联系删除。</p>"
    return _page(
        t.title, f"<div>{_MENU}</div><div><div><h1>{t.title}</h1><time datetime='{t.day}'></time></div>{inside}{foot}</div>{_LIST}{_FOOT}"
    )


def _next_below(t: Told) -> str:
    other = "".join(f"<p>{summary}</p>" for _, summary in _OTHERS)
    line = f"<div>{t.day:%Y-%m-%d} 07:12:33 来源：{t.source} 编辑：示例</div>"
    return _page(
        f"{t.title}-示例新闻",
        f"{_MENU}<article><h1>{t.title}</h1>{line}<div>{t.lines()}</div></article><article><h1>{_OTHERS[0][0]}</h1><div>2026-11-03 来源：示例晚报</div><div>{other}</div></article>{_FOOT}",
    )


def _mobile(t: Told) -> str:
    head = f'<meta property="og:title" content="{escape(t.title)}"><script type="application/ld+json">{{"@type":"NewsArticle","datePublished":"{t.day}T08:00:00+08:00"}}</script>'
    return _page(
        "示例新闻客户端-让新闻离你更近一点",
        f"<header><a href='/'>示例新闻</a><a>打开APP</a></header><div><div>{t.title}</div><div><b>{t.source}</b><i>关注</i></div>{t.lines()}</div><div>打开示例新闻，查看更多精彩图片</div>{teasers()}",
        head,
    )


#: Shapes a story is set into.
SHAPES: dict[str, Callable[[Told], str]] = {
    "government": _government,
    "br in a table": _broken,
    "portal": _portal,
    "wechat": _wechat,
    "forum": _forum,
    "gallery": _gallery,
    "halves with an ad": _nested,
    "facts in meta": _described,
    "title in no heading": _unnamed,
    "rows of summaries": _rows,
    "voices without a heading": _voices,
    "preformatted": _preformatted,
    "picks without links": _picked,
    "linked words": _linked,
    "next story below": _next_below,
    "mobile": _mobile,
}
