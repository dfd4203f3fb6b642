"""The texts of a page cut to what may be one value each, every one looked at once: its kind, its label, whether it reads like a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from scrapers.families.generic.kinds import kind, title_like
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.words import NOISE, field_of, labelled

_CUT = re.compile(
    r"(?<=[\u4e00-\u9fff）)])(?<![薪资待遇金酬水约为])\s?(?=\d{1,3}(?:\.\d)?[kKwW千万]?\s?[-~－—]\s?\d{1,3}(?:\.\d)?[kKwW千万])|"
    r"\s*[|｜丨]\s*|\s+[·•]\s+|\s+[/／]\s+(?!(?:mo|month|yr|year|hr|hour|day|week|annum)\b|[月年天日时]|小时)|\s{0,2}•\s{0,2}|(?<=[\u4e00-\u9fff\d）)])\s+(?=[^\s:：]{1,8}[:：])|[;；]\s{0,2}(?=[^\s:：;；]{1,8}[:：])|(?<=\S)\s*[,，]\s*(?=[^\s:：,，]{2,6}[:：])|"
    r"(?<=[\u4e00-\u9fff\d）)])(?=(?:发布|更新|截止|招聘|工作|薪资|学历|经验)(?:日期|时间|人数|地点|待遇|要求)[:：])"
)
#: The fields counted to find the rows, and what a row's having one is worth.
WORTH = {"title": 1.0, "pay": 1.3, "company": 1.0, "place": 0.7, "education": 0.8, "experience": 0.8, "posted": 0.5, "headcount": 0.6}
#: A pin before a place, a dash before what follows a title.
_SIGN = re.compile("^(?:[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+\\s*|[-–—@*]\\s+|in (?=[A-Z]))(?=.)")
_ISO = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_COUNT = re.compile(r"\d{1,4}(?:\s?(?:positions?|vacanc(?:y|ies)|posts?|openings?|人|名))?", re.IGNORECASE)
#: Pictures before a text: 📍 大同.
_PICTURES = re.compile(r"^(?:[^\w\s!-/:-@\[-`{-~\u2000-\u206f\u3000-\u303f\uff00-\uffef¥£€·•°§©®«»■●▪◆★☆→]\ufe0f?\s*)+")
#: Pictures that are labels.
_SPEAKING = {"📍": "place", "📌": "place", "💰": "pay", "💵": "pay", "🎓": "education"}
_LABEL_TAGS = frozenset(("dt", "th", "td", "strong", "b", "label", "h4", "h5", "h6"))


@dataclass(slots=True)
class Bit:
    """A text that may be one value."""

    text: str
    element: int
    kind: str | None  # the field whose notation it has, or whose label stands before it
    label: str | None = None  # the field that its label names
    value: str = ""  # behind the label
    titled: float = 0.0
    noise: bool = False
    head: bool = False  # a label and nothing else: the head of a column, or the value follows


@dataclass(slots=True)
class Bits:
    """All of a page; `at[p]` is the first bit of piece p, `sums[kind][b]` how many of the kind stand before bit b."""

    all: list[Bit]
    at: list[int]
    sums: dict[str, Sequence[int]]

    def span(self, page: Outline, first: int, end: int) -> tuple[int, int]:
        """The bits in elements first … end - 1, which stand in a line."""
        above = page.elements[first].parent
        if above >= 0 and page.elements[first].end < end == page.elements[above].end:
            last = page.elements[above].last  # with what stands behind its last element
        else:
            last = page.elements[end - 1].last if end > first else page.elements[first].last
        return self.at[page.elements[first].first], self.at[max(last, page.elements[first].last)]


def bits(page: Outline) -> Bits:
    """Cut and look."""
    found: list[Bit] = []
    at = [0]
    for piece in page.pieces:
        long = len(piece.text) > 120
        if long:
            found.append(Bit(piece.text, piece.element, None))
        else:
            found.extend(_pictured(piece.text, piece.element, page))
        at.append(len(found))
    _values(page, found)
    marks = {name: [0] * (len(found) + 1) for name in WORTH}
    for number, bit in enumerate(found, 1):
        if bit.kind in marks and bit.kind != "title":
            marks[bit.kind][number] = 1
        if bit.titled >= 0.7 or bit.label == "title":
            marks["title"][number] = 1
    return Bits(found, at, {name: list(accumulate(marked)) for name, marked in marks.items()})


def _pictured(text: str, element: int, page: Outline) -> list[Bit]:
    """A text's bits, without the picture before it; some pictures say what follows."""
    drawn = _PICTURES.match(text)
    parts = _parts(text[drawn.end() :] if drawn else text)
    cut = [_bit(_SIGN.sub("", part.strip("· \t,，>»›")), element, page) for part in parts if part]
    if drawn and len(cut) == 1 and cut[0].label is None and (name := _SPEAKING.get(drawn.group()[0])):
        return [Bit(cut[0].text, element, name, name, cut[0].text)]
    return cut


def _parts(text: str) -> list[str]:
    """Cut at signs; at spaces and strokes only where two sides have notations of their own: 示例公司 5000元/月 云冈区, 大同/大专以上/全职."""
    parts = _CUT.split(text)
    if len(parts) == 1 and 1 <= text.count(" ") <= 5 and not text.isascii():
        words = text.split(" ")
        if len({name for word in words if (name := kind(word))}) >= 2:
            return words
    if len(parts) == 1 and 2 <= text.count("/") <= 8:
        words = [word.strip() for word in text.split("/")]
        if len({name for word in words if (name := kind(word))} - {"posted"}) >= 2:
            return words
    return parts


def _bit(text: str, element: int, page: Outline) -> Bit:
    if said := labelled(text):
        named = _renamed(*said)
        return Bit(text, element, named, named, said[2].lstrip("-–— "), head=not said[2])
    tag = page.elements[element].tag
    if tag == "time" and _ISO.match(moment := page.elements[element].attributes.get("datetime") or ""):
        return Bit(moment[:25], element, "posted")
    if len(text) <= 30 and (name := field_of(text)):
        return Bit(text, element, None, name if tag in _LABEL_TAGS else None, head=True)
    what = kind(text)
    return Bit(
        text,
        element,
        what,
        titled=0.0 if what else title_like(text),
        noise=len(text) <= 40 and what is None and NOISE.fullmatch(text) is not None,
    )


def _renamed(name: str, label: str, value: str) -> str:
    """职位信息：礼品设计师 is a title, Vacancy: 3 positions a head-count."""
    if name == "title" and _COUNT.fullmatch(value):
        return "headcount"
    return "title" if name == "duty" and label.endswith(("信息", "介绍")) and title_like(value) >= 0.7 and len(value) <= 30 else name


def _values(page: Outline, found: list[Bit]) -> None:
    """学历： and 大专 in two elements: the second is the value of the first. Two labels in a row are heads of columns."""
    for one, other in pairwise(found):
        if not one.head or one.value or other.head or other.label is not None or len(other.text) > 120:
            continue
        if one.label is None and _is_pair(page, one, other):
            one.label = field_of(one.text)
        if one.label:
            if one.label == "title" and _COUNT.fullmatch(other.text):
                one.label = "headcount"
            one.value, one.kind = other.text, one.label


def _is_pair(page: Outline, one: Bit, other: Bit) -> bool:
    """Whether two texts are all that one element holds, each in an element of its own: <p><span>City</span><span>Datong</span></p>."""
    first, second = page.elements[one.element], page.elements[other.element]
    if first.parent < 0 or first.parent != second.parent or one.element == other.element or first.around:
        return False
    above = page.elements[first.parent]
    return above.last - above.first == 2 and first.tag == second.tag and "a" not in (first.tag, above.tag)
