"""Which link of a row leads to the post, and whether links lead to pages of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scrapers.families.generic.outline import Outline

_AN_ID = re.compile(r"[?&](?:\w{0,12}id|gh_jid|job|no|code|key)=[\w-]{1,40}", re.IGNORECASE)
_SEARCHES = re.compile(
    r"(?<![a-z])search|categor|/tags?/|/list(?![a-z])|[?&](?:type|cat|class|category|keyword|key|q|sort|city|area)=|/c-|filter|department",
    re.IGNORECASE,
)
#: Addresses of firms' pages, not of posts'.
OF_A_FIRM = re.compile(
    r"com(?:pany)?[-_/]?show|/cmp/|/compan|/corp|/firm|/enterprise|/gongsi|/qiye|/danwei|m=company|/employer|//(?:company|qiye|corp)\.|"
    r"[?&](?:com(?:pany)?|qy|gs|enterprise|employer)_?id=",
    re.IGNORECASE,
)


def own_pages(links: set[str]) -> bool:
    """Links to posts differ in their path or in an id; links that search, sort or filter do not."""
    plain = {link.partition("?")[0].partition("#")[0] for link in links}
    own = len(plain) >= 0.6 * len(links) or all(_AN_ID.search(link) for link in links)
    return own and sum(_SEARCHES.search(link) is not None for link in links) <= 0.3 * len(links)


def link(page: Outline, first: int, end: int, where: Mapping[str, int]) -> int | None:
    """The link of the title, else the row's own or its only other one that is not the firm's."""
    at = where["title"]
    if (found := page.anchor(at)) is not None and _usable(page, found):
        return found
    one = page.elements[at]
    inside = [number for number in range(at, max(one.end, at + 1)) if _usable(page, number)]
    if inside:
        return inside[0]
    firm = page.anchor(where["company"]) if "company" in where else None
    others = [
        number
        for number in range(first, end)
        if number != firm and _usable(page, number) and not OF_A_FIRM.search(page.elements[number].attributes["href"])
    ]
    if not others and page.elements[first].tag == "a" and _usable(page, first):
        return first
    return others[0] if others and len({page.elements[number].attributes["href"] for number in others}) <= 2 else None


def _usable(page: Outline, number: int) -> bool:
    one = page.elements[number]
    href = one.attributes.get("href", "").strip().lower()
    return one.tag == "a" and bool(href) and not href.startswith(("#", "javascript:", "mailto:", "tel:", "data:"))
