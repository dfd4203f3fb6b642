"""What the families share: a page made a tree, its texts, labels and addresses. `post` makes a Sighting of them.

The tree is lxml's, or BeautifulSoup's for the odd page that lxml would cut or choke on (see `nodes`). Nothing here recurses.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from hashlib import sha256
from itertools import islice
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import bs4
from bs4.element import NavigableString

from jobs.errors import REASONS, ReadError
from jobs.model import Page
from jobs.text import clean
from scrapers.families.nodes import BLOCKS, BREAKS, MOST_SLOW_TAGS, SILENT, Node, Tag, TooOddError, grow, pieces, soup, unbroken
from scrapers.wall import wall

#: A page with more is refused before it is parsed. Measured (tools/measure_hostile.py): the slowest reader takes two seconds at this size.
MOST_TAGS = 120_000
MOST_CHARACTERS = 8_000_000
#: … and JSON, which holds whole boards: characters, and lists, objects and values, each of which costs up to 200 bytes when it is read.
MOST_JSON = 32_000_000
MOST_VALUES = 800_000
#: More posts than this on one page are not believed and not kept.
MOST_POSTS = 2_000
LONGEST_TEXT = 20_000
#: A description with more is read without a tree, which could be too deep to build at its length.
MOST_TAGS_OF_TEXT = 2_000
#: Rows of a list in each other, and how far up the row around one is looked for.
MOST_NESTED, _NEAR = 60, 200
TOO_LARGE = "页面太大，不解析"
CHINA = timedelta(hours=8)

_LABEL = re.compile(r"^\s*([^:：\n]{1,12}?)\s*[:：]\s*(.*)$", re.DOTALL)
_SQUEEZED = re.compile(r"\s+")
_NOT_TEXT = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"\xd0\xcf\x11\xe0", b"\x7fELF")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
#: An address that joining leaves as it is.
_WHOLE_URL = re.compile(r"https?://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?/[\w/%~=.-]*(?:\?[\w/%~=&.-]+)?", re.ASCII)
_CONTROL_BYTES = bytes((*range(9), *range(14, 32), 127))
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|&(?:[a-z]{2,6}|#\d{2,5}|#x[\da-f]{2,5});")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{500}")  # its attributes may take time with their square
_MENDING = "正在(?:例行)?维护|维护(?!工程师|专员|人员|员|岗|与|和|及|、|/|</)"  # 网站维护工程师 is work, not an excuse
_BROKEN = re.compile(
    r"Fatal error</b>:|Fatal error: |Parse error: |MySQL Query Error|MySQL server has gone away|SQLSTATE\["
    r"|You have an error in your SQL syntax|Error establishing a database connection|建立数据库连接时出错|数据库连接(?:失败|错误)"
    r"|(?:502 Bad Gateway|503 Service Temporarily Unavailable|504 Gateway Time-out|500 Internal Server Error)</"
    rf"|系统(?:繁忙|错误|异常|{_MENDING})|服务器(?:内部错误|繁忙|开小差)|网站(?:{_MENDING})"  # plain first letters: this looks at every page
)


# ---------------------------------------------------------------- the page


def not_promised(page: Page, missing: str) -> ReadError:
    """The error to raise when a page lacks what its family promises: blocked when it is a wall, else error."""
    found = wall(page)
    return ReadError(REASONS[found] if found else missing, page.url, "blocked" if found else "error")


def check(page: Page, sized: bool = True) -> None:
    """Raises ReadError for a page that is no text, too large to parse (unless it is read as events), or decoded to rubbish."""
    text = page.text
    if not text or text.isspace():
        raise ReadError("页面是空的", page.url)
    if sized and (len(text) > MOST_CHARACTERS or text.count("<") > MOST_TAGS):
        raise ReadError(TOO_LARGE, page.url)
    if page.content.startswith(_NOT_TEXT) or _is_binary(text[:20_000]):
        raise ReadError(REASONS["not_text"], page.url)
    if (rubbish := text.count("\ufffd")) > 2 and rubbish * 1000 > len(text):
        raise ReadError("页面的编码无法识别", page.url)


def _is_binary(head: str) -> bool:
    content = head.encode("utf-8", "surrogatepass")
    # bytes are counted in a tenth of the time: as many controls as this, or fewer (C2 also begins what is none)
    most = len(content) - len(content.translate(None, _CONTROL_BYTES)) + content.count(b"\xc2")
    return most * 50 > len(head) and len(_CONTROLS.findall(head)) * 50 > len(head)


def tree(page: Page) -> Tag:
    """The page as a tree with CSS selectors. Raises ReadError as `check` does."""
    check(page)
    try:
        return grow(page.text)
    except TooOddError as error:
        raise ReadError("页面嵌套太深，不解析", page.url) from error


def soup_of(page: Page) -> bs4.BeautifulSoup:
    """The page as BeautifulSoup's tree, many times slower, for what needs more than selectors. Raises ReadError as `check` does."""
    check(page)
    if page.text.count("<") > MOST_SLOW_TAGS:
        raise ReadError(TOO_LARGE, page.url)
    return soup(page.text)


def fragment(html: str) -> Tag:
    """A piece of HTML as a tree, whatever its shape. Callers see to its size."""
    return grow(html)


def is_whole(page: Page) -> bool:
    """Whether the page goes on to its end."""
    return "</html" in page.text[-4000:].lower()


def need_whole(page: Page) -> None:
    """Raises ReadError for a page that stops before its end: its last row may be half a row."""
    if not is_whole(page):
        raise not_promised(page, "页面没有传完（缺 </html>）")


def need_flat(page: Page, rows: Sequence[Tag]) -> None:
    """Raises ReadError for rows that lie in each other, many deep: each would be read with all that follow. A few are tags left open."""
    if len(rows) <= MOST_NESTED:
        return
    depths: dict[int, int] = {}
    for row in rows:
        assert isinstance(row, Node | bs4.Tag)
        above = row.element.iterancestors() if isinstance(row, Node) else row.parents
        depth = 1 + next((depths[id(one)] for one in islice(above, _NEAR) if id(one) in depths), 0)
        if depth > MOST_NESTED:
            raise ReadError("列表的行层层嵌套，不解析", page.url)
        depths[id(row.element if isinstance(row, Node) else row)] = depth


def need_working(page: Page) -> None:
    """Raises ReadError for a wall or an error page; asked before a page without rows is called honestly empty."""
    if found_wall := wall(page):
        raise ReadError(REASONS[found_wall], page.url, "blocked")
    if found := _BROKEN.search(page.text):
        raise ReadError(f"网站出错：{found.group().removesuffix('</')}", page.url)


def json_of(page: Page) -> object:
    """The page as JSON. Raises ReadError when it is none, too large or nested beyond reason."""
    check(page, sized=False)
    text = page.text
    if len(text) > MOST_JSON or text.count("{") + text.count("[") + text.count(",") > MOST_VALUES:
        raise ReadError(TOO_LARGE, page.url)
    try:
        return json.loads(page.text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise not_promised(page, "JSON 无法解析") from error


def today(page: Page) -> date:
    """The day in China when the page was fetched; relative dates count from it."""
    return (page.fetched_at + CHINA).date()


def digest(keys: Iterable[str]) -> str:
    """What a page of a list shows, in sixteen letters: the next page knows by it that it only shows the same again."""
    return sha256("\0".join(keys).encode("utf-8", "surrogatepass")).hexdigest()[:16]


# ---------------------------------------------------------------- texts


def text(node: Tag | None) -> str | None:
    """The node's text on one line, spaces squeezed; None when there is none."""
    whole = unbroken(node) if isinstance(node, Node) else None
    return squeeze(lines(node) if whole is None else whole)


def squeeze(written: object) -> str | None:
    """A value on one line without odd spaces and invisible characters; None when nothing is left or it is no text."""
    if not isinstance(written, str):
        if not isinstance(written, int | float) or isinstance(written, bool):
            return None
        written = str(written)
    if written.isprintable() and "  " not in written and "\ufffc" not in written:
        return written.strip(" ") or None  # as most texts are
    return " ".join(clean(written).split()) or None


def lines(node: Tag | None) -> str | None:
    """The node's text as a person reads it: one line a block, no scripts, no empty lines; None when there is none."""
    if node is None:
        return None
    if isinstance(node, Node) and (whole := unbroken(node)) is not None:
        return squeeze(whole)
    parts: list[str] = []
    last = None
    for written, inside, block in pieces(node) if isinstance(node, Node) else _soup_pieces(node):
        if written is None:
            parts.append("\n")
        elif inside not in SILENT:
            if last not in (None, block):
                parts.append("\n")
            last = block
            parts.append(written if inside == "pre" else _spaced(written))
    return _tidy_lines("".join(parts))


def _spaced(written: str) -> str:
    """Each run of white space as one space."""
    return _SQUEEZED.sub(" ", written) if "  " in written or not written.isprintable() else written


def _soup_pieces(node: Tag) -> Iterator[tuple[str | None, str, int]]:
    """What `pieces` gives, of BeautifulSoup's tree."""
    assert isinstance(node, bs4.Tag)
    blocks: dict[int, int] = {}
    for piece in node.descendants:
        if isinstance(piece, bs4.Tag):
            if piece.name in BREAKS:
                yield None, piece.name, 0
        elif type(piece) is NavigableString and piece.parent is not None:
            yield str(piece), piece.parent.name, _block(piece.parent, node, blocks)


def _block(node: bs4.Tag, root: bs4.Tag, known: dict[int, int]) -> int:
    """Which block the node's text belongs to. Remembers the way up, so that depth costs nothing twice."""
    way: list[int] = []
    here: bs4.Tag | None = node
    while here is not None and here is not root and here.name not in BLOCKS and id(here) not in known:
        way.append(id(here))
        here = here.parent
    found = known.get(id(here), id(here))
    known.update(dict.fromkeys(way, found))
    return found


def _tidy_lines(written: str) -> str | None:
    return "\n".join(filter(None, [" ".join(line.split()) for line in clean(written).split("\n")])) or None


def plain(html: object) -> str | None:
    """Text from a value that may be HTML, also escaped twice, or plain text with line breaks; None when there is none."""
    if not isinstance(html, str):
        return None
    written: str | None = html[: LONGEST_TEXT * 5]
    for _ in range(3):  # as often as a site may have escaped it, and one more
        if not written or not _MARKUP.search(written):
            break
        if written.count("<") > MOST_TAGS_OF_TEXT or _LONG_TAG.search(written):
            from scrapers.families.prose import rendered  # it stands on this module

            return _tidy_lines(rendered(written))
        written = lines(fragment(written if "<" in written else written.replace("\n", "<br>")))
    return _tidy_lines(written or "")


def label_of(written: str | None) -> tuple[str, str] | None:
    """A label and its value: 学历要求：大专 -> ("学历要求", "大专"); None without a colon."""
    found = _LABEL.match(written) if written else None
    return ("".join(found.group(1).split()), found.group(2).strip()) if found else None


def labels(nodes: Iterable[Tag], separator: str = "") -> dict[str, str]:
    """Labels and values of nodes such as <li>学历要求：大专</li>; a separator splits one node into several. The first of a name stays."""
    found: dict[str, str] = {}
    for node in nodes:
        written = text(node) or ""
        for part in written.split(separator) if separator else (written,):
            if (pair := label_of(part)) and pair[1]:
                found.setdefault(*pair)
    return found


def first(found: Mapping[str, str], *names: str) -> str | None:
    """The value of the first name that is there."""
    for name in names:
        if value := found.get(name):
            return value
    return None


# ---------------------------------------------------------------- addresses


def web_url(page: Page, href: object) -> str | None:
    """An absolute http or https address; None for javascript:, data:, mailto:, anchors and whatever is no address."""
    if not isinstance(href, str):
        return None
    if _WHOLE_URL.fullmatch(href):
        return href
    if not href.strip() or href.strip().startswith("#"):
        return None
    try:
        url = urljoin(page.url, clean(href).strip())
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def attribute(node: Tag | None, name: str) -> str | None:
    """An attribute's text; None when it is not there."""
    value = node.get(name) if node is not None else None
    return " ".join(value) if isinstance(value, list) else value


def query(url: str, name: str) -> str | None:
    """A field of an address's query."""
    try:
        return dict(parse_qsl(urlsplit(url).query)).get(name)
    except ValueError:
        return None


def with_query(url: str, **fields: str | int) -> str:
    """The address with these query fields set, the others as they were."""
    parts = urlsplit(url)
    kept = dict(parse_qsl(parts.query, keep_blank_values=True)) | {name: str(value) for name, value in fields.items()}
    return urlunsplit(parts._replace(query=urlencode(kept)))
