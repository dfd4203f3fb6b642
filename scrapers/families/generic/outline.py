"""A page as a flat list of elements and a flat list of texts, both in the order in which they stand. One pass, no recursion.

libxml2 hands us events, so nothing is lost ten thousand tags deep. An element is an interval: what is inside it are the elements
`i + 1 … end` and the texts `first … last`; a row of a list is such an interval too, whether one element or several in a line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

#: Of one text no more is looked at; a description is put together from many.
LONGEST_PIECE = 4_000
_SILENT = frozenset("script style noscript template textarea select option svg iframe object canvas audio video".split())  # noqa: SIM905  # a list of words reads better
#: Elements inside a line of text.
INLINE = frozenset("a abbr b bdi em font i label mark small span strong sub sup time u ins".split())  # noqa: SIM905  # as above
#: Elements that only dress words: 月薪<b>5000</b>元 is one text.
DRESS = frozenset("b em font i mark strong sub sup u ins abbr bdi".split())  # noqa: SIM905  # as above
_AROUND = re.compile(
    r"(?:^|[\s_#-])(?:nav(?!-(?:tabs|pills))|navbar|navi|navigation|menu|submenu|foot|footer|copyright|crumbs?|breadcrumbs?|mbx|weizhi|pager|pagination|"
    r"login|toolbar|share|social|cookie|cookies|filter|filters|search-?form|sousuo|friend-?links?|youqing|toc|table-?of-?contents)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
#: Wide spaces between texts of more than one letter (护　士 is one) part them as a column does.
_WIDE = re.compile(r"(?<=[^\s:：][^\s:：])[ \t]{0,4}(?:\u3000|\xa0\xa0)[\s\u3000\xa0]{0,12}(?=\S\S)")
#: Whatever they are called: a heading may be class="below-navbar".
_NEVER_AROUND = frozenset(("html", "body", "main", "article", "h1", "h2", "h3", "h4", "h5", "h6"))
#: Icons whose text is the icon's name: <i class="material-icons">location_on</i>.
#: Pictures of a place by their names: <i class="icon-room"></i> Berlin.
PIN = re.compile(
    r"(?:^|[\s_-])(?:(?:map-?)?marker|map-?pin|pin|location(?:_on)?|room|geo(?:-alt)?|place|dingwei|didian|weizhi)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
_ICON = re.compile(r"\bmaterial-(?:icons|symbols)")
#: Words that were searched for: <span class="highlight">python</span>开发.
_FOUND = re.compile(r"\bhigh[-_]?(?:light|color)|\bhl\b", re.IGNORECASE)
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")
_VARIES = re.compile(r"\d+|(?:^|[_-])(?:odd|even|first|last|active|current|alt|hover|on|cur|post)(?=$|[_-])", re.IGNORECASE)


@dataclass(slots=True)
class Element:
    """One element; intervals end before `end` and `last`."""

    tag: str
    names: str  # class and id, as written
    parent: int
    at: int  # its number among the elements in its parent
    first: int
    around: bool  # inside navigation, footer, pager …
    key: str  # tag and the class that rows of a list share
    attributes: Mapping[str, str]
    end: int = 0
    last: int = 0
    inside: int = 0  # elements that are its children


@dataclass(slots=True)
class Piece:
    """A text as it stands in one element."""

    text: str
    element: int


@dataclass(slots=True)
class Outline:
    """What the page holds."""

    elements: list[Element] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    whole: bool = False  # the page says where it ends

    def text(self, element: int, most: int = 1_000) -> str:
        """The text in the element, on one line, of its first `most` pieces: links that never close hold each other."""
        one = self.elements[element]
        return " ".join(piece.text for piece in self.pieces[one.first : min(one.last, one.first + most)])

    def anchor(self, element: int, top: int = -1) -> int | None:
        """The link the element stands in or is, not above `top`."""
        steps = 0
        while element >= 0 and element > top and steps < 12:
            if self.elements[element].tag == "a" and "href" in self.elements[element].attributes:
                return element
            element = self.elements[element].parent
            steps += 1
        return None


def outline(text: str) -> Outline:
    """Read a page; never raises for what the text holds."""
    events = _Events()
    parser = etree.HTMLParser(
        target=events,  # type: ignore[arg-type]  # the stubs ask for bytes too; an HTML target is given str
        encoding="utf-8",
        huge_tree=True,  # no depth limit: no tree is built
    )
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    events.page.whole = "</html" in text[-4000:].lower()
    return events.page


@lru_cache(maxsize=8192)
def _key(tag: str, names: str) -> str:
    """Tag and first class without what differs from row to row."""
    for name in names.partition("#")[0].split():
        if plain := _VARIES.sub("", name).strip("_-"):
            return f"{tag}.{plain[:40]}"
    return tag


@lru_cache(maxsize=8192)
def _stands_around(names: str) -> bool:
    return _AROUND.search(_CAMEL.sub("-", names)) is not None


class _Events:
    """The target lxml talks to."""

    def __init__(self) -> None:
        self.page = Outline()
        self._open: list[int] = []
        self._skip = 0
        self._in_title = False
        self._spaced = False  # the last text ended with a space
        self._wide = 0  # spaces that do not break, since then
        self._empty = False  # nothing was said since the last element began
        self._joined = -1  # the element whose direct text the last piece is, when more may be joined to it

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skip or tag in _SILENT:
            if not self._skip and tag == "svg" and PIN.search(attributes.get("class", "")):
                self._sign(tag, attributes["class"])
            self._skip += 1
            return
        if tag in ("title", "meta") and self._head(tag, attributes):
            return
        elements, parent = self.page.elements, self._open[-1] if self._open else -1
        names, at = attributes.get("class", "")[:150], 0
        if parent >= 0:
            at = elements[parent].inside
            elements[parent].inside += 1
        if mark := attributes.get("id", ""):
            names = f"{names} #{mark[:50]}"
        if tag == "span" and _FOUND.search(names):
            tag = "mark"
        around = tag in ("nav", "footer") or bool(names and tag not in _NEVER_AROUND and _stands_around(names))
        self.page.elements.append(Element(tag, names, parent, at, len(self.page.pieces), around, _key(tag, names), attributes))
        self._open.append(len(elements) - 1)
        self._empty = True
        if tag not in DRESS:
            self._joined = -1
        if tag in ("br", "hr"):
            self._joined = -1

    def _sign(self, tag: str, names: str) -> None:
        """A drawn sign that speaks of the text behind it, as an element that holds nothing."""
        page, parent = self.page, self._open[-1] if self._open else -1
        here, first = len(page.elements), len(page.pieces)
        page.elements.append(Element(tag, names[:150], parent, 0, first, False, tag, {}, here + 1, first))
        self._joined = -1

    def _head(self, tag: str, attributes: Mapping[str, str]) -> bool:
        """Titles and meta values are no text of the page."""
        if tag == "title":
            self._in_title = not self.page.title
            return True
        name = attributes.get("property") or attributes.get("name")
        if name and attributes.get("content"):
            self.page.meta.setdefault(name.lower(), attributes["content"][:300])
        return "itemprop" not in attributes

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        if tag == "title" and self._in_title:
            self._in_title = False
            return
        elements = self.page.elements
        if tag not in ("title", "meta") or (self._open and elements[self._open[-1]].tag == tag):
            if not self._open:
                return
            one = elements[self._open.pop()]
            one.end, one.last = len(elements), len(self.page.pieces)
            tag = one.tag
        if tag not in DRESS or self._empty:  # Datong<em class="line"></em>3-5 years: an empty one parts
            self._joined = -1

    def data(self, text: str) -> None:
        if self._skip:
            return
        if text.isspace():
            self._spaced, self._wide = True, self._wide + text.count("\xa0") + text.count("\u3000")
            return
        wide, self._wide = self._wide >= 2, 0
        self._empty = False
        if self._in_title:
            self.page.title = (self.page.title + text)[:300]
            return
        if "\u3000" in text or "\xa0\xa0" in text:
            text = _WIDE.sub(" | ", text[: LONGEST_PIECE * 2])
        if not (plain := " ".join(text[:LONGEST_PIECE].split())):
            return
        here = self._open[-1] if self._open else -1
        if here < 0:
            return
        if _ICON.search(self.page.elements[here].names):
            self.page.elements[here].names += f" {plain[:40]}"
            return
        pieces = self.page.pieces
        if self._joined >= 0 and pieces and not plain.endswith((":", "：")) and self._one_text(here) and not (wide and self._parted(plain)):
            gap = " " if (text[:1].isspace() or self._spaced) and (plain[:1].isascii() or pieces[-1].text[-1:].isascii()) else ""
            pieces[-1].text = (pieces[-1].text + gap + plain)[:LONGEST_PIECE]
        else:
            pieces.append(Piece(plain, here))
        self._joined, self._spaced = here, text[-1:].isspace()

    def _parted(self, plain: str) -> bool:
        """Whether wide spaces that were written as references part the last text from this one, as _WIDE does."""
        last = self.page.pieces[-1].text
        return len(plain) >= 2 and len(last) >= 2 and not last.endswith((":", "：")) and plain[1:2] != " " and last[-2:-1] != " "

    def _one_text(self, here: int) -> bool:
        """Whether a text goes on with the last one: both in one element but for what dresses words, and none a label of the other."""
        elements, last = self.page.elements, self.page.pieces[-1]
        if last.text.endswith((":", "：")) or len(last.text) > 400:
            return False
        one, other = self._undressed(here), self._undressed(last.element)
        return one == other and not (elements[here].tag in DRESS and elements[last.element].tag in DRESS and here != last.element)

    def _undressed(self, element: int) -> int:
        """The element that a text stands in, without what dresses its words; a few steps at most, however deep the page."""
        elements = self.page.elements
        for _ in range(16):
            if elements[element].tag not in DRESS or elements[element].parent < 0:
                break
            element = elements[element].parent
        return element

    def close(self) -> None:
        for number in self._open:
            one = self.page.elements[number]
            one.end, one.last = len(self.page.elements), len(self.page.pieces)
        most = len(self.page.pieces) * 0.6
        for one in self.page.elements:  # what holds most of the page is not what stands around it, whatever it is called
            one.around = (one.around and one.last - one.first <= most) or (one.parent >= 0 and self.page.elements[one.parent].around)
