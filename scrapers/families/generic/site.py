"""What the page around the posts says: whose site it is, where the list goes on, whether the post is over."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from jobs.model import Page
from scrapers.families import base
from scrapers.families.generic.kinds import is_firm, is_legal
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.words import CAREERS, CLOSED, NEXT, PREVIOUS

_PARTS = re.compile(r"\s+[-–—|_•·:]+\s+|[_|｜•·—]|(?<=[\u4e00-\u9fff])-(?=[\u4e00-\u9fff])|(?<=[!！])\s*")
_OWN = re.compile(
    r"加入我们|招贤纳士|人才招聘|诚聘英才|招聘|人力资源|career|jobs?\b|join|work|roles|opening|vacanc|karriere|stellen|empleo|recruit|zhaopin|rczp|/zp\b",
    re.IGNORECASE,
)
#: Firms whose trade is other firms' posts.
_AGENTS = re.compile(
    r"人力资源|人才|劳务|猎头|招聘网|网络|信息技术|信息科技|传媒|求职|就业|recruit|staffing|job board|headhunt|personal", re.IGNORECASE
)
_LEGAL = re.compile(
    r"[\u4e00-\u9fff（）()]{2,30}有限(?:责任)?公司|(?:[\w&.+-]+ ){1,4}(?:GmbH(?: & Co\. KG)?|Inc\.?|LLC|Ltd\.?|AG|Limited)(?![\w])"
)
_COPYRIGHT = re.compile(r"©|copyright|版权所有|all rights reserved", re.IGNORECASE)
_MADE_BY = re.compile(r"技术支持|设计制作|制作|主办|承办|友情|合作|powered|designed", re.IGNORECASE)
_MARKED = re.compile(r"^.{0,40}?(?:©|copyright|版权所有)[\s:：©]{0,4}(?:19|20)?\d{0,4}[\s\-–年]{0,3}(?:20\d\d)?", re.IGNORECASE)
_BY = re.compile(
    r"(?:careers?|jobs?|work(?:ing)?|opportunities|arbeiten|karriere|stellen) (?:at|with|bei) ([\w&.+' -]{2,40})|([\w&.+' -]{2,40}?) (?:careers?|jobs)$|join ([\w&.+'-]{2,30})$",
    re.IGNORECASE,
)


def employer(page: Outline, url: str) -> tuple[str | None, float]:
    """The firm whose own page this is, and how sure; (None, 0) unless it is clearly a firm's name."""
    title = " ".join(page.title.split())
    parts = [part.strip() for part in _PARTS.split(title) if part and part.strip()]
    site = (page.meta.get("og:site_name") or "").strip()
    if _AGENTS.search(site) or not _OWN.search(title + " " + url):
        return None, 0.0
    for text, sure in ((site, 0.9), *((part, 0.9) for part in parts), (title, 0.85)):
        if named := _legal(text):
            return named, sure
    parsed = urlsplit(url)
    host = _squeezed((parsed.hostname or "").removeprefix("www.") + parsed.path[:40])
    for name in (site, *parts, *(next(filter(None, by.groups())) for part in parts if (by := _BY.search(part)))):
        plain = _squeezed(name)
        if 3 <= len(plain) <= 25 and (plain in host or (name == site and site in parts)) and not CAREERS.search(name) and name.isascii():
            return name.strip(), 0.75
    marked = [piece.text for piece in page.pieces[-80:] if len(piece.text) <= 160 and _COPYRIGHT.search(piece.text)]
    owners = {found for text in marked if (found := _legal(text))}
    if not owners:  # the address below the page names the firm, and no other
        below = [piece.text for piece in page.pieces[-60:] if len(piece.text) <= 60 and page.elements[piece.element].around]
        owners = {found for text in below if not _MADE_BY.search(text) and (found := _legal(text))}
    if len(owners) == 1:
        return owners.pop(), 0.7
    whole = [text for text in parts if text.endswith("公司") and is_firm(text) and not _AGENTS.search(text)]
    return (whole[0], 0.7) if len(whole) == 1 and len(parts) <= 3 and not owners else (None, 0.0)  # more parts are words to be found by


def _legal(text: str) -> str | None:
    """The firm with its legal form that the text names, behind the sign of copyright or before it."""
    for plain in (_MARKED.sub("", text[:160]), text[:160]):
        if found := _LEGAL.search(plain):
            name = found.group().strip()
            return name if is_legal(name) and not _AGENTS.search(name) else None
    return None


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def following(page: Page, seen: Outline) -> str | None:
    """The address of the next page of the list; None when there is none, or it leads back or to itself."""
    fallback = None
    for number, one in enumerate(seen.elements):
        if one.tag not in ("a", "link") or "href" not in one.attributes:
            continue
        text = seen.text(number)[:20] or one.attributes.get("title", "")[:20]
        rel = "next" in one.attributes.get("rel", "").lower().split()
        if not (rel or NEXT.fullmatch(text)) or PREVIOUS.match(text):
            continue
        sure = rel or len(text.strip(" >»›→")) > 0
        url = base.web_url(page, one.attributes["href"])
        if url is None or not _leads_on(page, url) or not (sure or one.around or "next" in one.names.lower()):
            continue
        if sure:
            return url
        fallback = fallback or url
    return fallback


def _leads_on(page: Page, url: str) -> bool:
    plain = url.partition("#")[0]
    if plain in (page.url.partition("#")[0], page.ask.url if page.ask else None) or urlsplit(url).hostname != urlsplit(page.url).hostname:
        return False
    before, after = _number(page.url), _number(url)
    return before is None or after is None or after > before


def _number(url: str) -> int | None:
    """The number of the page in an address, when it has one."""
    for name in ("page", "p", "pn", "pageno", "PageNo", "pageIndex", "pg", "paged"):
        if (found := base.query(url, name)) and found.isdecimal() and len(found) < 7:
            return int(found)
    return None


def over(page: Outline) -> str | None:
    """The page's own words when the post is over: a short text of its own, not a sentence of the post."""
    for piece in page.pieces:
        if len(piece.text) <= 90 and not page.elements[piece.element].around and _says_over(piece.text):
            return piece.text[:80]
    return None


def _says_over(text: str) -> bool:
    found = CLOSED.search(text)
    return found is not None and len(text) <= len(found.group()) + 45
