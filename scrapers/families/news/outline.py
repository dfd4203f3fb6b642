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

_SKIPPED = frozenset(  # a word list reads best as words
    "script style noscript iframe svg select textarea template object canvas math audio video button option".split()  # noqa: SIM905
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form founder-content h1 h2 h3 h4 h5 h6 "  # noqa: SIM905  # as above
    "header html li main nav ol p pre section summary table tbody td th tr ul".split()
)
_HEADINGS = frozenset(("h1", "h2", "h3", "founder-title"))
_NAVIGATION = frozenset(("nav", "footer", "aside", "header", "figcaption"))

#: Class and id words of what stands around a story. Whole words, so that "content" does not meet "comment".
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmt|pinglun|share|bdshare[\w]{0,20}|social|related?|relative|xiangguan|recommend\w{0,10}|recom|tuijian|hot|hot-?news|hot-?list|rank\w{0,6}|side|sidebar|right|\w{0,8}bar|player|video|"
    r"aside|foot|footer|copyright|nav|navbar|navigation|menu|crumbs?|breadcrumbs?|breadcrumb|mbx|pager|pagination|tags?|keywords?|login|toolbar|tools?|"
    r"ad|ads|adv|advert\w{0,10}|guanggao|banner|download|qrcode|ewm|popup|modal|dialog|subscribe|toplist|more|weizhi|zrbj|shengming|disclaimer)(?=$|[\s_\d-])",
    re.IGNORECASE,
)
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
    tags: int = 0


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
def _stands_around(names: str) -> bool:
    return _AROUND.search(_CAMEL.sub("-", names)) is not None


class _Events:
    """The target lxml talks to."""

    def __init__(self) -> None:
        self.page = Outline(blocks=[Block(-1, 0, around=False)])
        self._open = [0]  # blocks
        self._text: list[str] = []
        self._linked = 0
        self._skip = 0
        self._title: list[str] | None = None
        self._link: tuple[str, str, int] | None = None  # href, title, the line it starts in
        self._link_text: list[str] = []
        self._heading = 0
        self._pre = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self._skip:
            self._skip += 1
            return
        self.page.tags += 1
        if tag in _SKIPPED:
            self._skip = 1
        elif tag in _BLOCKS:
            self._start_block(tag, attributes)
        elif tag == "a":
            self._end_link()
            self._link = (attributes.get("href", ""), attributes.get("title", ""), len(self.page.lines))
        elif tag == "br":
            self._flush()
        else:
            self._start_other(tag, attributes)
        if tag in _HEADINGS:
            self._heading += 1

    def end(self, tag: str) -> None:
        if self._skip:
            self._skip -= 1
            return
        if tag in _BLOCKS:
            self._flush()
            if len(self._open) > 1:
                self.page.blocks[self._open.pop()].last = len(self.page.lines)
            self._pre -= tag == "pre"
        elif tag == "a":
            self._end_link()
        elif tag == "title" and self._title is not None:
            self.page.title = self.page.title or " ".join("".join(self._title).split())[:LONGEST_VALUE]
            self._title = None
        if tag in _HEADINGS:
            self._flush()
            self._heading -= 1

    def data(self, text: str) -> None:
        if self._skip:
            return
        if self._title is not None:
            self._title.append(text)
            return
        self._text.append(text)
        if self._link is not None:
            self._link_text.append(text)
            self._linked += len(text.strip())

    def close(self) -> None:
        self._end_link()
        self._flush()
        for block in self._open:
            self.page.blocks[block].last = len(self.page.lines)

    def _start_block(self, tag: str, attributes: dict[str, str]) -> None:
        self._flush()
        names = f"{attributes.get('class', '')} {attributes.get('id', '')}" if attributes else " "
        around = tag in _NAVIGATION or (len(names) > 1 and _stands_around(names[:200]))
        self._open.append(len(self.page.blocks))
        self.page.blocks.append(Block(self._open[-2], len(self.page.lines), around))
        self._pre += tag == "pre"

    def _start_other(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "title":
            self._title = []
        elif tag == "meta":
            name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
            if name and attributes.get("content"):
                self.page.meta.setdefault(name.lower(), attributes["content"][:LONGEST_VALUE])
        elif tag == "time" and attributes.get("datetime"):
            self.page.times.append(attributes["datetime"])

    def _end_link(self) -> None:
        if self._link is None:
            return
        href, title, line = self._link
        text = " ".join("".join(self._link_text).split())
        if href and text:
            pending = any(not part.isspace() for part in reversed(self._text))
            self.page.links.append(Link(href, text, title, line, len(self.page.lines) + pending))
        self._link = None
        self._link_text = []

    def _flush(self) -> None:
        if not self._text:
            return
        text = "".join(self._text)
        for part in text.split("\n") if self._pre > 0 else (text,):
            if squeezed := " ".join(part.split()):
                self.page.lines.append(Line(squeezed, self._linked, self._open[-1], self._heading > 0))
        self._text = []
        self._linked = 0
