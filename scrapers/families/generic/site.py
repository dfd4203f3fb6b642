"""What the page around the posts says: where the list goes on, whether the post is over."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from jobs.model import Page
from scrapers.families import base
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.words import CLOSED, NEXT, PREVIOUS

_STATE = re.compile(r"(?:(?:job |application )?status|(?:职位|招聘|岗位)?状态)\s{0,3}[:：]?\s{0,3}(.{0,20})", re.IGNORECASE)
_OVER = re.compile(
    r"closed|filled|expired|inactive|已(?:经)?(?:结束|截止|关闭|下线|下架|过期|停止|招满|停招)(?:招聘)?|停招|停止招聘|招聘结束",
    re.IGNORECASE,
)


def following(page: Page, seen: Outline) -> str | None:
    """The address of the next page of the list; None when there is none, or it leads back or to itself."""
    fallback = None
    for number, one in enumerate(seen.elements):
        if one.tag not in ("a", "link") or "href" not in one.attributes:
            continue
        text = seen.text(number, 20)[:20] or one.attributes.get("title", "")[:20]
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
    """The page's own words when the post is over: a short text of its own, or its state; not a sentence of the post."""
    for number, piece in enumerate(page.pieces):
        if len(piece.text) > 90 or page.elements[piece.element].around:
            continue
        if _says_over(piece.text):
            return piece.text[:80]
        after = page.pieces[number + 1].text if number + 1 < len(page.pieces) else ""
        if (state := _STATE.fullmatch(piece.text)) and _OVER.fullmatch((state.group(1) or after).strip(" .。")):
            return f"{piece.text} {after}".strip()[:80] if not state.group(1) else piece.text
    return None


def _says_over(text: str) -> bool:
    found = CLOSED.search(text)
    return found is not None and len(text) <= len(found.group()) + 45
