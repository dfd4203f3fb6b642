"""Witnesses of whose page one is: its logos, the addresses of mail and links on it, its sentences."""

from __future__ import annotations

import re

from scrapers.families.generic.outline import Outline

COPYRIGHT = re.compile(r"©|copyright|版权所有|all rights reserved", re.IGNORECASE)
_OF_LOGO = re.compile(r"[\s_-]*(?:(?:company|header|footer|site)[\s_-])?logo$", re.IGNORECASE)
_MAIL = re.compile(r"@([a-z0-9-]{3,40})\.[a-z]{2,}", re.IGNORECASE)
_HOME = re.compile(r"(?:https?://[^/]+)?(?:\.{0,2}/)?(?:index\.html?)?", re.IGNORECASE)
_SEEKS = re.compile(
    r"([A-Z][\w&.+'-]*(?: [\w&.+'-]+){0,4}?) (?:is|are) (?:currently |now |always |actively )?(?:looking for|seeking|searching for|hiring|recruiting)\b"
)


def logos(page: Outline) -> list[str]:
    """What the pictures that lead home, or are called logos, stand for."""
    found: list[str] = []
    for one in page.elements:
        alt = " ".join(one.attributes.get("alt", "").split()) if one.tag == "img" else ""
        if 2 <= len(alt) <= 40:
            above = page.elements[one.parent]
            home = above.tag == "a" and _HOME.fullmatch(above.attributes.get("href", ""))
            if home or "logo" in f"{alt} {one.names} {above.names} {one.attributes.get('src', '')[:200]}".lower():
                found.append(_OF_LOGO.sub("", alt))
    return found


def linked(page: Outline, plain: str) -> bool:
    """Whether addresses of mail, or several links, are of the name: jobs@example.com; boards.software.com/example/1, /example/2."""
    links = {one.attributes["href"][:200] for one in page.elements if one.tag == "a" and "href" in one.attributes}
    mails = {squeezed(found) for text in (*links, *(piece.text for piece in page.pieces)) for found in _MAIL.findall(text)}
    parts = [{squeezed(part) for part in re.split(r"[/.]", link)} for link in links if link.startswith("http")]
    return len(plain) >= 4 and (plain in mails or sum(plain in one for one in parts) >= 3)


def repeated(page: Outline, name: str) -> bool:
    """Whether the page's sentences speak of the name more than once."""
    word = re.compile(rf"(?<![a-z0-9]){re.escape(name)}(?![a-z0-9])", re.IGNORECASE)
    return sum(not COPYRIGHT.search(piece.text) and word.search(piece.text) is not None for piece in page.pieces) >= 2


def of_itself(page: Outline) -> list[str]:
    """Names under which a page seeks people: Samplix is looking for …"""
    return [found.group(1) for piece in page.pieces[:3_000] if (found := _SEEKS.match(piece.text))]


def squeezed(text: str) -> str:
    """Letters and digits alone, in small letters."""
    return re.sub(r"[\W_]+", "", text.lower())
