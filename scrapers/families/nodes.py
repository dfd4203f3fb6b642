"""A page as a tree with CSS selectors: lxml's own where it can be trusted with the page, BeautifulSoup's where it cannot.

lxml's tree ends silently 2,048 tags deep and takes time with the square of an element's attributes (20,000 cost 0.8 s). The first is told
by the parser afterwards; the second is counted beforehand, on pages long enough for it to matter. Such pages are made a tree by
BeautifulSoup, which lxml feeds with events: twenty times slower, and nothing is lost; those with many tags are refused. Nothing here recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Protocol

from bs4 import BeautifulSoup
from cssselect import HTMLTranslator
from lxml import etree

from scrapers.families import selectors

#: A shorter page cannot hold so many attributes in one element that they cost a second.
_SHORT_PAGE = 80_000
#: Squares of the attributes of each element, added up: what costs a third of a second.
_MOST_WORK = 200_000_000
_MANY_ATTRIBUTES = 50
#: More tags than this BeautifulSoup is not given: each costs it 40 microseconds.
MOST_SLOW_TAGS = 30_000
_XML = re.compile(r"<\?xml", re.IGNORECASE)
_SURROGATES = re.compile("[\ud800-\udfff]")


class TooOddError(ValueError):
    """A page that lxml cannot be trusted with, and too long for BeautifulSoup."""


class Tag(Protocol):
    """What the families use of an element, whichever tree it is of."""

    @property
    def name(self) -> str:
        """Its name in lower case."""

    def select(self, selector: str, /, *, limit: int = 0) -> Sequence[Tag]:
        """The elements below it that a CSS selector names, in document order; at most `limit`, 0 for all."""

    def select_one(self, selector: str, /) -> Tag | None:
        """The first of them."""

    def get(self, name: str, /) -> str | list[str] | None:
        """An attribute."""


class Node:
    """An element of lxml's tree."""

    __slots__ = ("element",)

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    @property
    def name(self) -> str:
        """Its name in lower case."""
        return str(self.element.tag)

    def select(self, selector: str, /, *, limit: int = 0) -> list[Node]:
        """The elements below it that a CSS selector names, in document order; at most `limit`, 0 for all."""
        found = _finder(selector)(self.element)
        return [Node(one) for one in (islice(found, limit) if limit else found)]

    def select_one(self, selector: str, /) -> Node | None:
        """The first of them."""
        found = next(_finder(selector)(self.element), None)
        return None if found is None else Node(found)

    def get(self, name: str, /) -> str | None:
        """An attribute."""
        return self.element.get(name)

    def __repr__(self) -> str:
        return f"<{self.name}>"


@lru_cache(maxsize=1024)
def _finder(selector: str) -> selectors.Find:
    """A CSS selector as a walk or as XPath; :-soup-contains is the name that BeautifulSoup gives to :contains. Raises SelectorError."""
    written = selector.replace(":-soup-contains(", ":contains(")
    if plain := selectors.finder(written):
        return plain
    path = etree.XPath(HTMLTranslator().css_to_xpath(written))

    def find(root: etree._Element) -> Iterator[etree._Element]:
        found = path(root)
        assert isinstance(found, list)
        return (one for one in found if one is not root and isinstance(one, etree._Element))  # noqa: SLF001  # lxml's only name for the type

    return find


def grow(html: str) -> Tag:
    """HTML as a tree, whatever its shape. Callers see to its size. Raises TooOddError for what only BeautifulSoup could read, and not in time."""
    written = _mended(html).replace("\0", "")
    written = written if "<" in written else f"<p>{written}</p>"
    if (tree := _lxml(written)) is not None:
        return tree
    if written.count("<") > MOST_SLOW_TAGS:
        raise TooOddError
    return soup(written)


def soup(html: str) -> BeautifulSoup:
    """The same as BeautifulSoup's tree, for what needs more than selectors."""
    written = _mended(html)
    return BeautifulSoup(written if "<" in written else f"<p>{written}</p>", "lxml")


def _mended(html: str) -> str:
    """Without XML declarations and lone surrogates, which BeautifulSoup warns about or the parsers stumble over."""
    try:
        html.encode("utf-8")  # a tenth of the time of looking for what it cannot encode
    except UnicodeEncodeError:
        html = _SURROGATES.sub("\ufffd", html)
    return _XML.sub("<?", html) if "<?" in html else html


def _lxml(html: str) -> Node | None:
    """lxml's tree; None when it would be incomplete or slow, and when there is nothing in it."""
    content = html.encode("utf-8")
    if len(html) > _SHORT_PAGE and _work(content) > _MOST_WORK:
        return None
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    cut = any("depth" in entry.message for entry in parser.error_log if entry.level_name == "FATAL")
    return None if root is None or cut else Node(root)


def _work(content: bytes) -> int:
    counter = _Counter()
    parser = etree.HTMLParser(target=counter, encoding="utf-8", huge_tree=True)  # type: ignore[arg-type]  # the stubs ask for methods it need not have
    try:
        parser.feed(content)
        parser.close()
    except etree.XMLSyntaxError:
        return _MOST_WORK + 1
    return counter.work


class _Counter:
    """The target lxml talks to: counts, keeps nothing."""

    def __init__(self) -> None:
        self.work = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002  # lxml's signature
        if len(attributes) > _MANY_ATTRIBUTES:
            self.work += len(attributes) ** 2

    def close(self) -> int:
        return self.work


def pieces(node: Node) -> Iterator[tuple[str | None, str, int]]:
    """The texts below a node in order: text, name of the element it stands in, and which of the blocks (by number). None is a line break."""
    open_: list[tuple[str, int]] = []
    blocks = 0
    root = node.element
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            name = str(element.tag)
            if element is not root and name in BLOCKS:
                blocks += 1
                open_.append((name, blocks))
            else:
                open_.append((name, open_[-1][1] if open_ else 0))
            if name in BREAKS and element is not root:
                yield None, name, open_[-1][1]
            if element.text:
                yield element.text, *open_[-1]
        else:
            open_.pop()
            if element.tail and open_:
                yield element.tail, *open_[-1]


def unbroken(node: Node) -> str | None:
    """The text below a node in which nothing begins a new line or is hidden; None for any other."""
    element = node.element
    if element.tag in _UNSEEN:
        return None
    if len(element) == 0:
        return element.text or ""
    for one in element.iterdescendants():
        if one.tag in _UNSEEN or one.tag in BLOCKS:
            return None
    return "".join(map(str, element.itertext()))  # the stubs know of bytes too


BREAKS = frozenset(("br", "hr"))
BLOCKS = frozenset(  # elements that begin a new line
    "address article br dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section table td th tr ul".split()  # noqa: SIM905  # a list of words reads better
)
SILENT = frozenset(("script", "style", "noscript", "template", "textarea", "select", "option", "svg"))  # not read by a person
_UNSEEN = SILENT | BREAKS | {"pre"}
