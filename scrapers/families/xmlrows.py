"""XML that lists one thing after another (feeds, Indeed XML), read as events by lxml: its rows as texts by path. No entities, network, DTD.

Nothing but the rows asked for is ever kept: parsing stops at the cap, so 100,000 rows cost no more than the cap does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jobs.errors import REASONS, ReadError
from jobs.model import Page
from scrapers.families.base import MOST_POSTS, not_promised
from scrapers.wall import wall

#: A row: path below it (lower-case local names joined by /) -> its texts in order. An attribute is path@name.
Row = dict[str, list[str]]

LONGEST_FIELD = 100_000
_CHUNK = 65_536
_DEEPEST, _MOST_VALUES, _MOST_FIELDS = 4, 200, 100
#: Fields that hold markup: what lies inside is their text, not fields of their own.
_MARKUP = frozenset(("description", "summary", "content", "encoded", "title"))
_ATTRIBUTES = frozenset(("href", "rel", "term", "ispermalink", "url"))
_STREAMED = frozenset(
    ("rss", "feed", "rdf", "source", "jobs", "joblist", "jobfeed", "job-feed", "vacancies", "trovit", "urlset", "sitemapindex")
)
_HEAD = re.compile(r"^<\?xml[^>]{0,200}\?>")
_ROOT = re.compile(r"<(?![?!])(?:[\w.-]{1,40}:)?([\w.-]{1,40})[\s>/]")


@dataclass(slots=True)
class Rows:
    """What was found, what stood above the rows (path below the root -> texts), and whether the cap cut it short."""

    found: list[Row] = field(default_factory=list)
    head: Row = field(default_factory=dict)
    capped: bool = False


def root_of(text: str) -> str | None:
    """The local name of the element a text begins with, when it begins as XML does and not as a page."""
    head = text[:3_000].lstrip("\ufeff \r\n\t")
    if not head.startswith("<") or "<html" in head.lower():
        return None
    found = _ROOT.search(re.sub(r"<!--[^>]{0,1000}-->", "", head))
    return found.group(1) if found else None


def is_streamed(text: str) -> bool:
    """Whether a text is of the kinds that are read as events: however long it is, no tree is made of it."""
    return (root_of(text) or "").lower() in _STREAMED


def rows(page: Page, names: frozenset[str], most: int = MOST_POSTS) -> Rows:
    """The elements of these local names (lower case), at most `most`. Raises ReadError for no XML, entities, a DTD, a wall."""
    text = page.text.lstrip("\ufeff \r\n\t")
    if found_wall := wall(page):
        raise ReadError(REASONS[found_wall], page.url, "blocked")
    if not text:
        raise ReadError("页面是空的", page.url)
    if "<!ENTITY" in text or "<!DOCTYPE" in text[:3_000]:
        raise ReadError("XML 自带实体定义，不解析", page.url)
    found = Rows()
    parser = etree.XMLParser(
        target=_Events(found, names, most),  # type: ignore[arg-type]  # the stubs ask for bytes too; with an encoding given it is str
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        recover=True,  # an & that was not escaped costs its own row
        remove_comments=True,
    )
    try:
        for piece in _pieces(_HEAD.sub("", text)):
            parser.feed(piece)
            if found.capped:
                break
        else:
            parser.close()
    except etree.XMLSyntaxError as error:
        if not found.found:
            raise not_promised(page, "XML 无法解析") from error
    return found


def _pieces(text: str) -> Iterator[bytes]:
    return (text[at : at + _CHUNK].encode("utf-8", "replace") for at in range(0, len(text), _CHUNK))


class _Events:
    """The target lxml talks to. A row that is cut off is none, for its end never comes."""

    def __init__(self, rows: Rows, names: frozenset[str], most: int) -> None:
        self._rows, self._names, self._most = rows, names, most
        self._row: Row | None = None
        self._depth = 0  # elements open
        self._row_depth = 0  # … when the row began
        self._path: list[str] = []  # local names below the row, or below the root
        self._texts: list[list[str]] = []  # one a level of the path
        self._sizes: list[int] = []
        self._inside = 0  # elements open inside a field of markup or too deep

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        name = tag.rpartition("}")[2].lower()
        if self._row is None and name in self._names:
            self._row, self._row_depth = {}, self._depth
            self._path, self._texts, self._sizes, self._inside = [], [], [], 0
        elif self._inside or len(self._path) >= _DEEPEST or (self._path and self._path[-1] in _MARKUP):
            self._inside += 1
            if self._texts and name in ("br", "p", "li", "div"):
                self._texts[-1].append("\n")
        elif self._row is not None or self._depth > 1:
            self._path.append(name)
            self._texts.append([])
            self._sizes.append(0)
            self._note(attributes)

    def data(self, text: str) -> None:
        if self._texts and self._sizes[-1] < LONGEST_FIELD:
            self._texts[-1].append(text)
            self._sizes[-1] += len(text)

    def end(self, tag: str) -> None:  # noqa: ARG002  # lxml's signature
        if self._row is not None and self._depth == self._row_depth:
            self._keep()
        elif self._inside:
            self._inside -= 1
        elif self._path:
            written = "".join(self._texts.pop())[:LONGEST_FIELD].strip()
            self._sizes.pop()
            self._add("/".join(self._path), written)
            self._path.pop()
        self._depth -= 1

    def close(self) -> None:
        """Nothing is left to do."""

    def _keep(self) -> None:
        if len(self._rows.found) < self._most:
            self._rows.found.append(self._row or {})
        else:
            self._rows.capped = True
        self._row, self._path, self._texts, self._sizes = None, [], [], []

    def _note(self, attributes: dict[str, str]) -> None:
        for name, value in attributes.items():
            if (short := name.rpartition("}")[2].lower()) in _ATTRIBUTES:
                self._add(f"{'/'.join(self._path)}@{short}", value.strip()[:LONGEST_FIELD])

    def _add(self, path: str, written: str) -> None:
        """Another text of a field: an empty one too, so that the links of a row stay beside their rel."""
        into = self._row if self._row is not None else self._rows.head
        if path in into or len(into) < _MOST_FIELDS:
            values = into.setdefault(path, [])
            if len(values) < _MOST_VALUES:
                values.append(written)
