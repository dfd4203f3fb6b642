"""The title of a post's own page: heading, class name, the words themselves and the page's title and address are the witnesses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.duties import is_free
from scrapers.families.generic.kinds import kind, place_behind, title_like
from scrapers.families.generic.outline import INLINE, Outline
from scrapers.families.generic.words import CAREERS, NOTICE, hint

FLOOR = 0.6
_NOT_TITLE = re.compile(
    r"^(?:招聘信息|职位详情|加入我们|人才招聘|招贤纳士|职位信息|careers?|jobs?|open positions?|job details?|招聘|诚聘英才|岗位详情|.{0,4}(?:职位|岗位)(?:发布|管理.{0,4})?|当前位置.*|首页|apply.*|home)$",
    re.IGNORECASE,
)
HEADINGS = {"h1": 0.45, "h2": 0.3, "h3": 0.2, "h4": 0.1}


@dataclass(frozen=True, slots=True)
class Title:
    """A title: its first bit's number, its text, the whole of the text that it was read from, and how sure it is."""

    at: int
    text: str
    bit: Bit
    sure: float


def titled(page: Outline, seen: Bits, inside: list[tuple[int, int]], url: str) -> Title | None:
    """The text that names the post, and the number of its first bit."""
    best, at, named = 0.0, None, None
    head = " ".join(page.title.split())
    for number, bit in enumerate(seen.all[:3_000]):
        if not is_free(number, inside) or page.elements[bit.element].around:
            continue
        if bit.label == "title" and bit.value:
            said, text, sure = bit, bit.value, 0.85 if "，" not in bit.value else 0.0
        else:
            said = _whole(page, seen, number)
            facts = _facts(seen.all[number + 1 : number + 6]) if said.titled > 0 else 0
            text, sure = said.text, _sure(page, said, head, url, facts)
            sure += 0.12 * (0 < sure < FLOOR and facts >= 2)
        if sure >= FLOOR and sure > best + 0.05 and 2 <= len(text) <= _longest(page, text) and not _NOT_TITLE.match(text):
            best, at, chosen, named = sure, number, text, said
    if at is None or named is None:
        return None
    return Title(at, chosen, named, min(best, 0.98))


def _whole(page: Outline, seen: Bits, number: int) -> Bit:
    """The title that a heading makes up of several texts, none of which says something else: Computer Vision / <span>Engineer</span>."""
    bit = seen.all[number]
    element = bit.element
    for _ in range(3):
        if page.elements[element].tag in HEADINGS or page.elements[element].parent < 0:
            break
        element = page.elements[element].parent
    one = page.elements[element]
    first, end = seen.at[one.first], seen.at[one.last]
    if one.tag not in HEADINGS or not 2 <= end - first <= 4 or not first <= number < end:
        return bit
    parts = [part for part in seen.all[first:end] if page.elements[part.element].tag != "small"]
    text = " ".join(piece.text for piece in page.pieces[one.first : one.last] if page.elements[piece.element].tag != "small")
    if any(part.kind or part.label or part.head or part.noise for part in parts) or re.search(r"[|｜丨]", text):
        return bit
    if begins(page, bit.text) and bit.titled >= 0.7 and not begins(page, text):
        return bit  # a title and a word on it, in one heading
    return Bit(text, bit.element, kind(text), titled=title_like(text)) if first == number else Bit("", bit.element, None)


def _longest(page: Outline, text: str) -> int:
    """How long a title may be: longer where the whole page is named by it."""
    return 200 if len(text) > 110 and begins(page, text) else 110


def _facts(near: list[Bit]) -> int:
    """How many fields of a post stand right behind its title."""
    return len({bit.kind for bit in near} & {"pay", "place", "education", "experience", "headcount"})


def _sure(page: Outline, bit: Bit, head: str, url: str, facts: int) -> float:
    """Heading, class name, words, the page's own title and address, and pay, place and degree right behind are the witnesses."""
    if bit.kind == "place" and begins(page, bit.text) and _with_place(bit.text):
        return HEADINGS.get(page.elements[bit.element].tag, 0.0) + 0.3
    if bit.head or bit.label or bit.noise or bit.kind is not None or len(bit.text) > _longest(page, bit.text) or NOTICE.search(bit.text):
        return 0.0
    element, steps, sure, named = bit.element, 0, 0.0, False
    while element >= 0 and steps < 3:
        one = page.elements[element]
        sure = max(sure, HEADINGS.get(one.tag, 0.0))
        named = named or hint(f"{one.names} {one.attributes.get('itemprop', '')}") == "title"
        if one.tag not in INLINE and one.tag not in HEADINGS:
            break
        element, steps = one.parent, steps + 1
    if not sure and not named:
        first = begins(page, bit.text) and len(bit.text) >= 6
        alone = bit.titled >= 0.7 and (facts >= 3 or first or _in_path(bit.text, url))
        return 0.26 + 0.35 * bit.titled + 0.2 * first if alone else 0.0  # enough for itself, too little beside a heading
    first = begins(page, bit.text)
    within = not first and len(bit.text) >= 3 and bit.text.lower() in head.lower()
    words = bit.titled
    if words == 0 and CAREERS.search(bit.text):
        return 0.0
    return sure + 0.28 * named + 0.3 * first + 0.15 * within + 0.35 * words


def _with_place(text: str) -> bool:
    """Whether a text is a title and its place: Fitter - Berlin; Berlin - Germany is none."""
    behind = place_behind(text)
    return behind is not None and kind(text.removesuffix(behind).rstrip(" -–—,，(（")) != "place"


def begins(page: Outline, text: str) -> bool:
    """Whether the page's title begins with the text."""
    return len(text) >= 2 and " ".join(page.title.split()).lower().startswith(text.lower())


def is_named(page: Outline, title: Bit, url: str) -> bool:
    """Whether the title is one beyond doubt: a post's by its words and in the page's title, or the page's address is made of it."""
    text, heading = title.text.lower(), " ".join(page.title.split()).lower()
    worded = title.titled >= 0.7 and text.count(" ") <= 9
    named = worded and (text in heading or any(part in text for part in _named_in(heading)))
    return title.label == "title" or named or in_address(page, title, url)


def in_address(page: Outline, title: Bit, url: str) -> bool:
    """Whether the page is named by the title, and its address made of it: /jobs/machine-fitter/."""
    return title.text.lower() in " ".join(page.title.split()).lower() and _in_path(title.text, url)


def _in_path(text: str, url: str) -> bool:
    plain = re.sub(r"\W+", "", text.lower())
    return len(plain) >= 6 and plain in re.sub(r"\W+", "", unquote(urlsplit(url).path).lower())


def _named_in(heading: str) -> list[str]:
    """The parts of the page's title that may be the post's."""
    return [part for part in re.split(r"\s+[-–—|·]\s+|[_|｜]", heading) if len(part) >= 6 and title_like(part) >= 0.7]
