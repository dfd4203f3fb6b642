"""A page as lines: what a reader would see, in order, each with the block it stands in. One pass, no tree.

libxml2 hands us start, end and text as events. No tree means no depth limit, no recursion and no memory for nodes:
a million nested tags cost as little as a million flat ones.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from lxml import etree

#: Of a title or a meta value no more is read.
LONGEST_VALUE = 500

_SKIPPED = "script style noscript iframe svg select textarea template object canvas math audio video button option"
#: Elements that may hold a story or a box; the others only break lines.
_BLOCKS = "address article aside blockquote body center details div dl fieldset figcaption figure footer form founder-content header li main nav ol section table td th ul"
_BREAKS = "dd dt html p summary tbody tr"
_HEADINGS = "h1 h2 h3 founder-title"
_SMALL_HEADINGS = "h4 h5 h6 founder-subtitle"
BLOCK, BREAK, HEADING, LINK, SKIP, OTHER, VOID = range(7)  # the first three break lines
_KINDS = {
    tag: kind
    for kind, tags in (
        (SKIP, _SKIPPED),
        (BLOCK, _BLOCKS),
        (BREAK, f"{_BREAKS} {_SMALL_HEADINGS} pre"),
        (HEADING, _HEADINGS),
        (LINK, "a"),
        (OTHER, "title meta time"),
        (VOID, "br hr"),
    )
    for tag in tags.split()
}
#: Elements whose end says something.
_ENDS = {tag: kind for tag, kind in _KINDS.items() if kind <= SKIP or tag == "title"}
_NAVIGATION = frozenset(("nav", "footer", "aside", "header", "figcaption"))

#: Class and id words of what stands around a story. Whole words, so that "content" does not meet "comment".
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmt|pinglun|share|bdshare[\w]{0,20}|social|related?|relative|xiangguan|recommend\w{0,10}|recom|tuijian|hot|hot-?news|hot-?list|rank\w{0,6}|side|sidebar|right|\w{0,8}bar|player|video|"
    r"aside|foot|footer|copyright|nav|navbar|navigation|menu|crumbs?|breadcrumbs?|breadcrumb|mbx|pager|pagination|tags?|keywords?|login|toolbar|tools?|"
    r"ad|ads|adv|advert\w{0,10}|guanggao|banner|download|qrcode|ewm|popup|modal|dialog|subscribe|toplist|more|weizhi|zrbj|shengming|disclaimer)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
_PUBLISHED = re.compile(r'"datePublished"\s{0,5}:\s{0,5}"([^"]{8,40})"')
_ARTICLE = re.compile(r"Article\b|Posting\b|Report\b")
_MOST_DAYS, _LONGEST_DATA = 3, 100_000
_CAMEL = re.compile("(?<=[a-z])(?=[A-Z])")


@dataclass(slots=True)
class Line:
    """A line of text; `linked` counts its characters inside links."""

    text: str
    linked: int
    block: int
    heading: bool


@dataclass(slots=True)
class Block:
    """A block element: its lines are `lines[first:last]` of the outline."""

    parent: int
    first: int
    around: bool  # named like something that stands around a story
    last: int = 0


@dataclass(slots=True)
class Link:
    """A link with the text in it; the text stands in `lines[first:last]`, alone or with other text."""

    href: str
    text: str
    title: str  # of its title attribute
    first: int
    last: int


@dataclass(slots=True)
class Outline:
    """What the page shows."""

    lines: list[Line] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)  # lower-case name, property or itemprop -> content; the first counts
    title: str = ""  # of <title>
    times: list[str] = field(default_factory=list)  # datetime attributes of <time>
    published: list[str] = field(default_factory=list)  # datePublished of the page's JSON-LD


def outline(text: str) -> Outline:
    """Read a page, or whatever came instead of one; never raises for what the text holds."""
    events = _Events()
    parser = etree.HTMLParser(
        target=events,  # type: ignore[arg-type]  # the stubs ask for bytes too; an HTML target is given str
        encoding="utf-8",
        huge_tree=True,  # no depth limit: no tree is built
    )
    parser.feed(text.encode("utf-8", "replace"))
    parser.close()
    return events.page


@lru_cache(maxsize=4096)
def _stands_around(names: str, ident: str) -> bool:
    return _AROUND.search(_CAMEL.sub("-", f"{names} {ident}"[:200])) is not None


class _Events:
    """The target lxml talks to. Called some thousand times a page, so the usual cases come first and are written out."""

    def __init__(self) -> None:
        self.page = Outline(blocks=[Block(-1, 0, around=False)])
        self._lines = self.page.lines
        self._blocks = self.page.blocks
        self._here = 0  # the innermost block
        self._outer: list[int] = []  # for every open block or break: the block around it
        self._text: list[str] = []
        self._linked = 0
        self._skip = 0
        self._data: list[str] | None = None  # of a script that holds JSON-LD
        self._title: list[str] | None = None
        self._link: tuple[str, str, int] | None = None  # href, title, the line it starts in
        self._link_text: list[str] = []
        self._heading = 0
        self._pre = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        kind = _KINDS.get(tag)
        if kind is None:
            return
        if kind == SKIP:
            self._start_skipped(attributes)
        elif self._skip:
            return
        elif kind <= HEADING:
            if self._text:
                self._flush()
            self._outer.append(self._here)
            if attributes or kind != BREAK or tag == "pre":
                self._start_block(tag, kind, attributes)
        elif kind == LINK:
            self._end_link()
            self._link = (attributes.get("href", ""), attributes.get("title", ""), len(self._lines))
        elif kind == VOID:
            if self._text:
                self._flush()
        else:
            self._start_other(tag, attributes)

    def end(self, tag: str) -> None:
        kind = _ENDS.get(tag)
        if kind is None:
            return
        if kind == SKIP:
            self._end_skipped()
        elif self._skip:
            return
        elif kind <= HEADING:
            if self._text:
                self._flush()
            if self._outer and (outer := self._outer.pop()) != self._here:
                self._blocks[self._here].last = len(self._lines)
                self._here = outer
            if kind != BLOCK:
                self._heading -= kind == HEADING
                self._pre -= tag == "pre"
        elif kind == LINK:
            self._end_link()
        else:
            self._end_title()

    def data(self, text: str) -> None:
        if self._skip:
            if self._data is not None:
                self._data.append(text)
        elif self._title is not None:
            self._title.append(text)
        elif text.isspace():
            if self._text:
                self._text.append("\n" if self._pre else " ")
        else:
            self._text.append(text)
            if self._link is not None:
                self._link_text.append(text)
                self._linked += len(text.strip())

    def close(self) -> None:
        self._end_link()
        self._flush()
        for block in (*self._outer, self._here):
            self._blocks[block].last = len(self._lines)

    def _start_block(self, tag: str, kind: int, attributes: dict[str, str]) -> None:
        around = tag in _NAVIGATION
        if not around and attributes and ("class" in attributes or "id" in attributes):
            around = _stands_around(attributes.get("class", "")[:200], attributes.get("id", "")[:200])
        if kind == BLOCK or around:
            self._blocks.append(Block(self._here, len(self._lines), around))
            self._here = len(self._blocks) - 1
        if kind != BLOCK:
            self._heading += kind == HEADING
            self._pre += tag == "pre"

    def _start_skipped(self, attributes: dict[str, str]) -> None:
        self._skip += 1
        if attributes and "ld+json" in attributes.get("type", ""):
            self._data = []

    def _start_other(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "title":
            self._title = []
        elif tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if name and attributes.get("content"):
                self.page.meta.setdefault(name.lower(), attributes["content"][:LONGEST_VALUE])
        elif tag == "time" and attributes.get("datetime"):
            self.page.times.append(attributes["datetime"])

    def _end_skipped(self) -> None:
        self._skip -= 1
        if self._data is not None:
            data = "".join(self._data)[:_LONGEST_DATA]
            if _ARTICLE.search(data) and len(self.page.published) < _MOST_DAYS:
                self.page.published += _PUBLISHED.findall(data)[:_MOST_DAYS]
            self._data = None

    def _end_title(self) -> None:
        if self._title is not None:
            self.page.title = self.page.title or " ".join("".join(self._title).split())[:LONGEST_VALUE]
            self._title = None

    def _end_link(self) -> None:
        if self._link is None:
            return
        href, title, line = self._link
        text = " ".join("".join(self._link_text).split())
        if href and text:
            self.page.links.append(Link(href, text, title, line, len(self._lines) + bool(self._text)))
        self._link = None
        self._link_text.clear()

    def _flush(self) -> None:
        text = "".join(self._text)
        for part in text.split("\n") if self._pre > 0 else (text,):
            if squeezed := " ".join(part.split()):
                self._lines.append(Line(squeezed, self._linked, self._here, self._heading > 0))
        self._text.clear()
        self._linked = 0
