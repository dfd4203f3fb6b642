"""Pages that list stories, in shapes of our own, and which of their links are stories. For measuring the link finder only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from scrapers.families.news.outline import outline
from scrapers.families.news.stories import stories

HOST = "https://www.shili.example.com"
TODAY = date(2026, 11, 24)
_TITLES = (
    "示例机车新厂区在云冈区投产",
    "示例市专场招聘会提供岗位三千余个",
    "示例县黄花菜迎来丰收季",
    "今冬供热准备工作全部就绪",
    "示例铁路调整旅客列车运行图",
    "示例大学与三家企业签订培养协议",
    "两部门发文规范劳务派遣用工",
    "示例乳业二期工程封顶",
    "古城夜游人气旺",
    "我市新增七家省级企业技术中心",
    "示例药业：订单排到明年三月",
    "寒潮来袭",
)
_SUMMARY = "记者从有关部门了解到，项目建成后预计新增就业岗位三百余个，优先招用本地劳动者，相关配套工程也在加紧建设，明年上半年全部完工。"
_MENU = "首页 时政 本地 民生 财经 教育 健康 房产 汽车 专题 图片 视频 数字报 客户端".split()  # noqa: SIM905  # a list of words reads better
_SERVICES = (
    "网上投诉举报受理中心",
    "政府信息公开年度报告",
    "示例市公共资源交易平台",
    "不动产登记网上预约办理",
    "关于我们的联系方式和版权声明",
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page and the addresses of its stories."""

    name: str
    html: str
    stories: frozenset[str]


def pages() -> list[Listed]:
    """Every shape."""
    return [_government(), _portal(), _table(), _cards(), _query(), _paper()]


def _menu(folder: str = "/") -> str:
    return "<ul>" + "".join(f'<li><a href="{folder}{n}/">{word}</a></li>' for n, word in enumerate(_MENU)) + "</ul>"


def _services() -> str:
    return "<div>" + "".join(f'<a href="/service/{n}/index.html">{word}</a>' for n, word in enumerate(_SERVICES)) + "</div>"


def _government() -> Listed:
    paths = [f"/dtszf/bmdt/202611/{'0123456789abcdef'[n]}3f5e7a9c1b2d4f6a8{n:03}.shtml" for n in range(len(_TITLES))]
    rows = "".join(
        f'<li><a href="{path}" title="{title}">{title}</a><span>2026-11-{24 - n:02}</span></li>'
        for n, (path, title) in enumerate(zip(paths, _TITLES, strict=True))
    )
    return _listed("government", f"{_menu('/zwgk/')}{_services()}<ul>{rows}</ul><div><a href='list_2.shtml'>下一页</a></div>", paths)


def _portal() -> Listed:
    paths = [f"/bendi/20261124/{90210 + n}.html" for n in range(len(_TITLES))]
    rows = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in zip(paths, _TITLES, strict=True))
    tags = "".join(f'<a href="/tag/{n}.html">{word}</a>' for n, word in enumerate(_MENU, 10001))
    outside = '<a href="https://ad.example.org/2026/11/24/1.html">示例家居满减活动火热进行中</a>'
    return _listed("portal", f"{_menu()}<div>{rows}</div><div>{tags}</div>{outside}{_services()}", paths)


def _table() -> Listed:
    paths = [f"/news/show-{n}.html" for n in range(1501, 1501 + len(_TITLES))]
    rows = "".join(
        f"<tr><td>·<a href='show-{n}.html' target=_blank>{title}</a></td><td>[11-{n % 28 + 1:02}]</td></tr>"
        for n, title in enumerate(_TITLES, 1501)
    )
    return _listed("table", f"<table><tr><td>{_menu('list-')}</td><td><table>{rows}</table></td></tr></table>", paths)


def _cards() -> Listed:
    paths = [f"/a/{n}c8d1e2f3a4b5c6d7" for n in range(100, 100 + len(_TITLES))]
    rows = "".join(
        f'<div><a href="{path}"><img src="{n}.jpg"></a><div><a href="{path}"><h3>{title}</h3><p>{_SUMMARY}</p></a><span>{n + 1}小时前</span><a href="/u/{n}">示例作者{n}</a></div></div>'
        for n, (path, title) in enumerate(zip(paths, _TITLES, strict=True))
    )
    return _listed("cards", f"<nav>{_menu()}</nav>{rows}<footer>{_services()}</footer>", paths)


def _query() -> Listed:
    paths = [f"/view.asp?cid=7&id={n}" for n in range(30412, 30412 + len(_TITLES))]
    rows = "".join(f'<a href="{path}">{title}</a><br>' for path, title in zip(paths, _TITLES, strict=True))
    lists = "".join(f'<a href="/list.asp?cid={n}">{word}</a> ' for n, word in enumerate(_MENU))
    return _listed("query", f"{lists}<div>{rows}</div><a href='/list.asp?cid=7&page=2'>下一页</a>", paths)


def _paper() -> Listed:
    paths = [f"/detail/{2000 + n}" for n in range(len(_TITLES))]
    rows = "".join(
        f'<dl><dt><a href="{path}">{title}</a></dt><dd>{_SUMMARY[:40]}…<a href="{path}">[详细]</a></dd></dl>'
        for path, title in zip(paths, _TITLES, strict=True)
    )
    return _listed("short addresses", f"{_menu()}{rows}{_services()}", paths)


def _listed(name: str, body: str, paths: list[str]) -> Listed:
    return Listed(name, f"<html><head><title>示例网</title></head><body>{body}</body></html>", frozenset(HOST + path for path in paths))


def measure() -> dict[str, float]:
    """Precision and recall of the links taken for stories."""
    hits = ours = theirs = 0
    for page in pages():
        found = {each.url for each in stories(outline(page.html), f"{HOST}/news/list.html", TODAY)}
        hits, ours, theirs = hits + len(found & page.stories), ours + len(found), theirs + len(page.stories)
    return {"links precision": hits / max(1, ours), "links recall": hits / theirs}
