"""Whose site a page is: the firm that its title, its line of copyright or its address names. Only what two witnesses say, or a legal name."""

from __future__ import annotations

import re
from itertools import pairwise
from urllib.parse import urlsplit

from scrapers.families.generic.kinds import is_firm, is_foreign_place, is_legal, is_place
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.witnesses import COPYRIGHT, linked, logos, of_itself, repeated, squeezed
from scrapers.families.generic.words import CAREERS, NOTICE

_PARTS = re.compile(r"\s+[-–—|_•·:]+\s+|[_|｜•·—]|(?<=[\u4e00-\u9fff）)])\s?-\s?(?=[\u4e00-\u9fff])|(?<=[!！])\s*|\s?[\[\]]\s?")
_OWN = re.compile(
    r"加入我们|招贤纳士|人才招聘|诚聘英才|招聘|人力资源|career|jobs?(?![a-z])|join|work|roles|opening|vacanc|karriere|stellen|empleo|recruit|zhaopin|rczp|/zp\b",
    re.IGNORECASE,
)
#: Firms whose trade is other firms' posts.
_AGENTS = re.compile(
    r"人力资源|人才|劳务|猎头|招聘网|求职|就业|recruit|staffing|job board|headhunt|personal|indeed|linkedin|glassdoor|monster",
    re.IGNORECASE,
)
#: Trades of those who run boards; also of many who do not, whose sites show what they make.
_MAY_RUN_BOARDS = re.compile(r"网络|信息技术|信息科技|传媒")
_MAKES = re.compile(
    r"企业文化|公司文化|(?:公司|企业)简介|产品(?:中心|展示|介绍)|解决方案|成功案例|(?:发展|企业)历程|(?:企业|公司)?荣誉(?:资质|奖项)?|products?|(?:our )?solutions|case studies",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"[\u4e00-\u9fff（）()]{2,30}有限(?:责任)?公司|(?:[\w&.+-]+ ){1,4}(?:GmbH(?: & Co\. KG)?|Inc\.?|LLC|Ltd\.?|AG|Limited)(?![\w])"
)
#: What only a board of many firms' posts has in its menu.
_BOARD = re.compile(
    r"(?:post (?:a |your )?(?:new )?(?:job|ad|vacancy)s?|(?:for )?employers?(?: login| sign in)?|browse (?:resumes|candidates|companies)|company listing)|"
    r"(?:发布|免费发布)(?:职位|招聘|招聘信息)|企业(?:登录|注册|版|入驻|会员|中心)|(?:我是|我要)(?:企业|招聘|招人)|(?:个人|求职者)(?:登录|注册|版|会员)|(?:简历|人才)(?:库|中心)|名企招聘",
    re.IGNORECASE,
)
_MADE_BY = re.compile(
    r"技术支持|设计制作|制作|主办|承办|友情|合作|\b(?:powered|designed|created|built|developed|made|hosted|theme|website|provided by|bereitgestellt)\b",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"^.{0,40}?(?:©|copyright|版权所有)[\s:：©]{0,4}(?:copyright[\s:：]{0,2})?(?:19|20)?\d{0,4}[\s\-–年]{0,3}(?:20\d\d)?", re.IGNORECASE
)
#: What ends the owner's name in a line of copyright.
_AFTER = re.compile(r"[|｜•·,，。]|\.(?=\s|$)|all rights|版权|保留|ICP|备\d|\s[-–—]\s|[(（]|[\u4e00-\u9fff]ICP", re.IGNORECASE)
_BY = re.compile(
    r"(?:careers?|jobs?|work(?:ing)?|opportunities|arbeiten|karriere|stellen) (?:at|with|bei) ([\w&.+' -]{2,40})|([\w&.+' -]{2,40}?) (?:careers?|jobs)$|join ([\w&.+'-]{2,30})$",
    re.IGNORECASE,
)
_ALL_SAID = re.compile(
    r"(?i:careers?|jobs|working|opportunities|karriere|stellen) (?:at|bei) ([A-Z0-9][\w&.+'-]*(?: [A-Z0-9][\w&.+'-]*){0,3})"
)
_ABOUT = re.compile(r"(?:关于|走进|about )(.{2,20})|(.{2,12})(?:简介|介绍)", re.IGNORECASE)
_MAIN = re.compile(r"^(?:主页|首页|官网|官方网站|home|index|welcome)$", re.IGNORECASE)
_NO_NAME = re.compile(r"[<>{}=\\/@?!:：]")
#: Labels of a host that name nobody.
_COMMON = frozenset(
    ["www", "com", "cn", "net", "org", "gov", "edu", "io", "co", "de", "ai", "dk", "se", "uk", "eu", "tech", "app", "jobs", "job", "careers", "career", "hr", "zhaopin", "apply", "recruit", "recruiting", "talent", "work", "hire", "github", "gitlab", "netlify", "vercel", "example", "boards"]
)  # fmt: skip


def owner(page: Outline, url: str, post: str | None = None) -> tuple[str | None, float]:
    """The firm whose own page this is, and how sure; (None, 0) unless it is clearly a firm's name. `post`: the title that is no firm."""
    title = " ".join(page.title.split())
    parts = [part.strip() for part in _PARTS.split(title) if part and part.strip()]
    site = (page.meta.get("og:site_name") or "").strip()
    if _AGENTS.search(site) or not (post or _OWN.search(title + " " + url)) or is_board(page):
        return None, 0.0
    makes = len({piece.text for piece in page.pieces if len(piece.text) <= 20 and _MAKES.fullmatch(piece.text)}) >= 2
    for text, sure in ((site, 0.9), *((part, 0.9) for part in parts), (title, 0.85)):
        if named := _legal(text, makes):
            return named, sure
    lines = [piece.text for piece in page.pieces[-80:] if len(piece.text) <= 160]
    marked = [text for text in _joined(lines) if not _MADE_BY.search(_MARKED.sub("", text)[:24])]
    if named := _twice(page, parts, site, [_marked_name(text) for text in marked], url, post or ""):
        return named, 0.75
    owners = {found for text in marked if (found := _legal(text, makes))}
    if not owners:  # the address below the page names the firm, and no other
        below = [(one, before) for before, one in pairwise(page.pieces[-60:]) if len(one.text) <= 60 and page.elements[one.element].around]
        owners = {
            found
            for one, before in below
            if not _MADE_BY.search(one.text) and not _MADE_BY.search(before.text[-20:]) and (found := _legal(one.text, makes))
        }
    if named := owners.pop() if len(owners) == 1 else None if owners else _one_named(page, title, makes):
        return named, 0.7
    if (said := _ALL_SAID.fullmatch(title)) and _may_be(said.group(1)):
        return said.group(1), 0.65
    whole = [
        text for text in parts if text.endswith("公司") and is_firm(text) and not _AGENTS.search(text) and not _MAY_RUN_BOARDS.search(text)
    ]
    return (whole[0], 0.7) if len(whole) == 1 and len(parts) <= 3 and not owners else (None, 0.0)  # more parts are words to be found by


def _one_named(page: Outline, title: str, makes: bool) -> str | None:
    """The only firm with its legal form that stands alone on the page, when the page's title speaks of it: 示例模具官网 of 大同市示例模具有限公司."""
    names = {piece.text for piece in page.pieces if 6 <= len(piece.text) <= 40 and _legal(piece.text, makes) == piece.text}
    if len(names) != 1:
        return None
    core = (name := names.pop()).partition("有限")[0]
    return name if any(core[at : at + 4] in title for at in range(max(1, len(core) - 3))) else None


def is_board(page: Outline) -> bool:
    """Whether the page's menu is that of a board of many firms' posts."""
    return any(_BOARD.fullmatch(piece.text) for piece in page.pieces)


def _joined(lines: list[str]) -> list[str]:
    """Lines of copyright, each with the text behind it when the sign stands alone: Copyright © <a>Example</a>."""
    return [
        f"{text} {after}" if len(_MARKED.sub("", text).strip()) < 2 else text
        for text, after in zip(lines, [*lines[1:], ""], strict=False)  # there may be no line
        if COPYRIGHT.search(text)
    ]


def _marked_name(text: str) -> str:
    """The name behind the sign of copyright: © 2014 Example. All rights reserved -> Example."""
    return _AFTER.split(_MARKED.sub("", text), maxsplit=1)[0].strip(" -–—:：。.") if _MARKED.search(text) else ""


def _twice(page: Outline, parts: list[str], site: str, marked: list[str], url: str, post: str) -> str | None:
    """The name that two witnesses give: copyright, the page's title, og:site_name, the address, the logo, "About …", addresses of mail and links,
    the text that repeats it; or the address and the page's head."""
    by = [str(next(filter(None, found.groups()))) for part in parts if (found := _BY.search(part))]
    about = [
        str(next(filter(None, found.groups())))
        for piece in page.pieces
        if len(piece.text) <= 24 and (found := _ABOUT.fullmatch(piece.text))
    ]
    pictures, own = logos(page), of_itself(page)
    told = [{squeezed(name) for name in names} for names in (marked, [*parts, *by], [site], pictures, about, own)]
    host, title = _hosts(url), squeezed(post)
    software = {squeezed(label) for label in (urlsplit(url).hostname or "").split(".")[1:]} - host  # of acme.software.com
    weak: str | None = None
    for name in (*marked, site, *by, *parts, *pictures, *own):
        plain = squeezed(name)
        if not _may_be(name) or plain in title or plain in software:
            continue
        said = sum(plain in names for names in told) + _fits(plain, host)
        if said >= 2:
            return name.strip()
        if weak is None and said == 1 and (linked(page, plain) or (name in (*marked, site) and repeated(page, name))):
            weak = name.strip()
    if weak:
        return weak
    for piece in page.pieces[:40]:
        if len(piece.text) <= 30 and (plain := squeezed(piece.text)) in host and _may_be(piece.text) and plain not in title:
            return piece.text
    return None


def _may_be(name: str) -> bool:
    """Whether a text can be a firm's name at all: no place, no word of a menu, of recruiting, of news."""
    words = (CAREERS, NOTICE, _AGENTS, _MAY_RUN_BOARDS, _MAIN, _NO_NAME)
    if not 2 <= len(name) <= 40 or len(squeezed(name)) < 2 or name.count(" ") > 5 or any(word.search(name) for word in words):
        return False
    return not is_place(name) and not is_foreign_place(name)


def _fits(plain: str, host: frozenset[str]) -> bool:
    """Whether the address speaks of the name: example.com of Example, example-group.com of Example too."""
    return any(one == plain or (min(len(one), len(plain)) >= 5 and (one.startswith(plain) or plain.startswith(one))) for one in host)


def _hosts(url: str) -> frozenset[str]:
    """The labels of the host that may be the firm's: acme of jobs.acme.com, and of acme.software.com, whose other label is its software's."""
    labels = [squeezed(label) for label in (urlsplit(url).hostname or "").lower().split(".") if label not in _COMMON]
    own = [plain for plain in labels if len(plain) >= 3]
    return frozenset((*own[:1], "".join(own[:2])))  # acme.industries is of Acme Industries


def _legal(text: str, makes: bool) -> str | None:
    """The firm with its legal form that the text names, behind the sign of copyright or before it. `makes`: the site shows what it makes."""
    for plain in (_MARKED.sub("", text[:160]), text[:160]):
        if found := _LEGAL.search(plain):
            name = found.group().strip()
            others = _AGENTS.search(name) or _MADE_BY.search(name) or (_MAY_RUN_BOARDS.search(name) and not makes)
            return name if is_legal(name) and not others else None
    return None
