"""A story that is a notice, read with its posts; and the files that hang on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from urllib.parse import unquote, urlsplit

from jobs.errors import ReadError
from jobs.model import Article, Ask, Page, Reading, Sighting
from scrapers.families import attachments
from scrapers.families.base import LONGEST_TEXT, need_whole, squeeze, web_url
from scrapers.families.contacts import without_contacts
from scrapers.families.notice import columns, counted, grid, prose, titles
from scrapers.families.notice.employer import employer, in_title, seat
from scrapers.families.notice.rows import Notice, posts, with_raw
from scrapers.families.notice.titles import hires
from scrapers.families.post import Written, as_sighting

MOST_FILES = 5
#: Characters of a notice that are kept; the longest real ones have a fifth of it.
LONGEST_BODY = 100_000
_FILE = re.compile(r"\.(?:xlsx|xlsm|xls|ods|docx|pdf)(?:$|[\s）)\]】》?&])", re.IGNORECASE)
#: Files of a notice that list no posts.
_NO_LIST = re.compile(
    "报名表|登记表|申请表|承诺|诚信|简历|样表|模板|流程|操作|指南|手册|须知|目录|授权|证明|同意|推荐表|审批|诚信书|协议|信息表|汇总表|名单|成绩|公示|二维码|考生|守则|大纲|说明书|政策|办法|规定"
)
_LIST = re.compile("岗位|职位|计划|一览|需求|简章|招聘表|公告")
#: Addresses that hand out a file without naming it, and those of pages.
_FETCHES = re.compile(r"down|attach|getfile|fujian|accessory|/files?[/?]|upload", re.IGNORECASE)
_PAGE = re.compile(r"\.(?:s?html?|php|zip|rar|jpe?g|png)$", re.IGNORECASE)
#: What a link says that names no file: 点击下载.
_PRESS = re.compile("(?:请)?(?:点击|单击)?(?:此处|这里)?(?:下载|查看|打开)(?:此处|这里|附件)?")
_NUMBERED = re.compile(r"附\s?件\s?[一二三四五六七八九十\d]{0,3}\s?[:：.、]?")
_CONTACT_LINE = re.compile(
    r"^.{0,24}(?:联\s{0,3}系\s{0,3}人|联系电话|咨询电话|咨询热线|联系方式|监督电话|报名电话|电\s{0,3}话|邮\s{0,3}箱|传\s{0,3}真|微信号?)\s{0,3}[:：为].{0,200}$",
    re.MULTILINE,
)
#: The labels of a place of work.
_WHERE = ("工作地点", "工作地区", "就业地点", "工作区域")
#: Posts that a text labels; more than this many are something else.
MOST_PARTS = 60
_POST = re.compile(
    r"^\W{0,4}(?:[一二三四五六七八九十\d]{1,3}[、.．)）]\s{0,2})?(?:招聘岗位|岗位名称|招聘职位|职位名称|岗位|职位)[一二三四五六七八九十\d]{0,2}\s{0,3}[:：]\s{0,3}([^\n]{1,40})$",
    re.MULTILINE,
)
#: What stands behind such a label and names no single post.
_NO_NAME = re.compile("[，,。；;、]|详见|见附|附件|如下|\\d\\s?[人名]|.{21}")
#: A link: address, text, title.
Link = tuple[str, str, str]
_APPLY = re.compile("报名|应聘|简历|投递|岗位|招聘条件|任职|资格")


@dataclass(frozen=True, slots=True)
class Split:
    """A page taken apart: the page without its tables of posts, which would hide the story, and those tables."""

    page: Page
    tables: tuple[grid.Table, ...] = ()
    title: str | None = None  # of the notice; None: the page is none


def split(page: Page) -> Split:
    """The page as it is, unless its title says that it is a notice."""
    title = titles.of_page(page.text)
    if title is None:
        return Split(page)
    rest: list[str] = []
    tables: list[grid.Table] = []
    at = 0
    for start, end, table in grid.leaves(page.text):
        listed = columns.lists_posts(table)
        if listed or _is_data(table):
            tables += [table] if listed else []
            rest += (page.text[at:start], "<br>")
            at = end
    return Split(replace(page, text="".join((*rest, page.text[at:]))), tuple(tables), title)


def _is_data(table: grid.Table) -> bool:
    """Whether a table holds figures and words, not paragraphs: its short lines would hide the story too."""
    return len(table.rows) >= 2 and max(map(len, table.rows)) >= 3 and all(len(cell.text) <= 60 for row in table.rows for cell in row)


def bare(apart: Split) -> Article | None:
    """A notice that is hardly more than its table, as a story without a text."""
    return Article(url=apart.page.url, title=apart.title, body="") if apart.tables else None


def is_notice(apart: Split, article: Article) -> bool:
    """Whether the story is a notice that offers posts: its title says so, and it speaks of applying or lists them."""
    return hires(article.title) and (bool(apart.tables) or _APPLY.search(article.body) is not None)


def read(apart: Split, article: Article, links: Iterable[Link], family: str, place: str | None = None) -> Reading:
    """The story; when it is a notice, also its posts and the files that list them. The story stays a story."""
    if not is_notice(apart, article):
        return Reading(kind="article", family=family, articles=(article,))
    if "<html" in apart.page.text[:4_000].lower():
        need_whole(apart.page)  # a notice that was cut before its table would seem to offer less than it does
    page, said = apart.page, _notice(article, place)
    found = posts(page, apart.tables, said)
    found = found or list(filter(None, (_of_text(page, part, said) for part in _parts(article))))
    kind = "list" if len(found) > 1 else "post" if found else "article"
    kept = replace(article, body=without_contacts(article.body[:LONGEST_BODY]))
    return Reading(kind=kind, family=family, articles=(kept,), sightings=tuple(found), asks=tuple(_files(page, links, said)))


def read_file(page: Page, family: str, place: str | None = None) -> Reading:
    """The posts of a file that hangs on a notice. What the notice said stands in the ask's note. Raises ReadError for no such file."""
    if attachments.kind(page.content):
        tables = attachments.tables(page.content, page.url)
    elif "<table" in page.text.lower():  # many an .xls is a page
        tables = grid.of_html(page.text)
    else:
        raise ReadError("附件里的表格", page.url)
    found = posts(page, tables, _noted(page, tables, place))
    if not found:
        return Reading(kind="empty", family=family, said="附件里没有职位表")
    return Reading(kind="list", family=family, sightings=tuple(found))


def _notice(article: Article, place: str | None) -> Notice:
    published = article.published_on
    return Notice(
        url=article.url,
        key=article.url,
        title=article.title,
        company=employer(article.title, article.body),
        published=published,
        deadline=prose.last_day(article.body, published or _signed_on(article.body)),
        place=place,
        where=prose.labelled(article.body, *_WHERE),
        pay=_pay(article.body),
    )


def _signed_on(body: str) -> date | None:
    """The day under the text, where the page states none."""
    found = re.findall(r"^(20\d\d)\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日$", body[-800:], re.MULTILINE)
    try:
        return date(*map(int, found[-1])) if found else None
    except ValueError:
        return None


def _pay(body: str) -> str | None:
    said = prose.labelled(body, "薪酬待遇", "薪资待遇", "工资待遇", "福利待遇", "薪酬", "薪资", "工资", "月薪", "年薪", "待遇")
    return said if said and len(said) <= 80 else None


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a notice's text that describes one post; `alone`: the whole text is about it."""

    key: str
    title: str | None
    text: str
    alone: bool
    count: str | None = None
    common: str = ""  # what the notice asks of everybody, where the piece asks for nothing of its own


def _parts(article: Article) -> list[_Part]:
    """A piece for each post that the text labels (岗位：车间主任) or counts (护士5名), else the whole where the title names the post."""
    body = article.body[:LONGEST_BODY]
    named = list(_POST.finditer(body))
    if not named or len(named) > MOST_PARTS or any(_NO_NAME.search(each.group(1)) for each in named):
        one = titles.post_in(article.title)
        return _counted(body) or ([_Part("text", one, body, alone=True)] if one else [])
    if len(named) == 1:
        return [_Part("text", named[0].group(1), body, alone=True)]
    ends = [each.start() for each in named[1:]] + [len(body)]
    return [
        _Part(f"p{number}", each.group(1), body[each.start() : end], alone=False)
        for number, (each, end) in enumerate(zip(named, ends, strict=True), 1)
    ]


def _counted(body: str) -> list[_Part]:
    found = counted.posts(body)
    if len(found) == 1:
        return [_Part("text", found[0].name, body, alone=True, count=found[0].count)]
    short = all("\n" not in each.text and len(each.text) <= 40 for each in found)  # a bare list: the conditions are everybody's
    return [
        _Part(f"c{number}", each.name, each.text, alone=False, count=each.count, common=body if short else "")
        for number, each in enumerate(found, 1)
    ]


def _of_text(page: Page, part: _Part, said: Notice) -> Sighting | None:
    """A post of a notice without a table."""
    body, asked = part.text, part.common or part.text
    where = prose.labelled(body, *_WHERE) or said.where or seat(said.company, said.title, said.place)
    count = (
        part.count
        or prose.labelled(body, "招聘人数", "招聘名额", "需求人数", "人数")
        or (prose.people(said.title, body) if part.alone else None)
    )
    written = Written(
        key=f"{said.key}#{part.key}",
        url=said.url,
        title=part.title,
        company=said.company,
        places=(where,) if where else (),
        pay=_pay(body),
        education=prose.labelled(asked, "学历要求", "学历") or prose.education_in(asked),
        experience=prose.labelled(body, "工作经验", "经验要求")
        or (None if part.key == "text" and part.title == said.title else prose.experience_in(asked)),
        headcount=count,
        posted=said.published.isoformat() if said.published else None,
        deadline=said.deadline.isoformat() if said.deadline else None,
        description=_CONTACT_LINE.sub("", without_contacts((part.common or body)[:LONGEST_TEXT])).strip(),
        detail=True,
    )
    found = as_sighting(page, written, said.place)
    age = prose.labelled(asked, "年龄要求", "年龄") or prose.age_in(asked)
    return with_raw(found, {"age": age, "major": prose.labelled(body, "专业要求", "所学专业", "专业")}) if found else None


# ---------------------------------------------------------------- files


def _files(page: Page, links: Iterable[Link], said: Notice) -> Iterator[Ask]:
    """Asks for the files that may list posts."""
    note: dict[str, str | None] = {"title": said.title, "firm": said.company, "url": said.url, "where": said.where, "pay": said.pay}
    note["published"] = said.published.isoformat() if said.published else None
    note["deadline"] = said.deadline.isoformat() if said.deadline else None
    told = MappingProxyType({name: without_contacts(value)[:300] for name, value in note.items() if value})
    wanted = dict.fromkeys(url for href, text, title in links if (url := _file(page, href, text, title)))
    for url in list(wanted)[:MOST_FILES]:
        yield Ask(url, "attachment", note=told)


def _file(page: Page, href: str, text: str, title: str) -> str | None:
    """The address of a file that may list posts; None for any other link."""
    url = web_url(page, href)
    named = f"{text} {title}".strip()
    if url is None or len(named) > 200:
        return None
    path = unquote(urlsplit(url).path)
    told = _FILE.search(path) or _FILE.search(named) or _FILE.search(unquote(urlsplit(url).query))
    if not told and not ("附件" in named and _LIST.search(named) and _FETCHES.search(url) and not _PAGE.search(path)):
        return None
    own = _NUMBERED.sub("", f"{named} {path.rsplit('/', 1)[-1] if re.search('[一-鿿]', path) else ''}")
    if _NO_LIST.search(own) and not re.search("岗位|职位|计划表|需求", own):
        return None
    own = _PRESS.sub("", own)
    return url if _LIST.search(own) or not re.search("[一-鿿]", own) or "附件" in named else None


def _noted(page: Page, tables: list[grid.Table], place: str | None) -> Notice:
    """What the notice said; for a file alone, what the line above its table says."""
    note = page.ask.note if page.ask else {}
    title = note.get("title") or _heading(tables)
    published = _iso(note.get("published"))
    return Notice(
        url=note.get("url") or page.url,
        key=page.url,
        title=title,
        company=note.get("firm") or (in_title(title) if title else None),
        published=published,
        deadline=_iso(note.get("deadline")),
        place=place,
        where=note.get("where"),
        pay=note.get("pay"),
    )


def _heading(tables: list[grid.Table]) -> str | None:
    """The line above a file's first tables that names who hires, else the first that speaks of posts."""
    above = [text for table in tables[:3] for text in (table.before, *(cell.text for row in table.rows[:3] for cell in row))]
    spoken = [
        text for text in dict.fromkeys(filter(None, map(squeeze, above))) if re.search("招聘|岗位|职位|引进", text) and len(text) >= 8
    ]
    return next(filter(in_title, spoken), spoken[0] if spoken else None)


def _iso(written: str | None) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        return None
