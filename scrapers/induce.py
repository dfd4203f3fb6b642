"""Writes a source for a site from one of its pages: the family that reads it best, or selectors induced from what the generic reader found.

What is induced is tried at once: a selector is kept only when the source made of it reads the page as the generic reader did.
"""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

from bs4 import BeautifulSoup, Tag

from jobs.errors import ReadError
from jobs.model import Page, Sighting
from jobs.places import gazetteer
from scrapers import families
from scrapers.draft import Draft, code, home, site
from scrapers.families import base
from scrapers.families.generic import Generic
from scrapers.families.generic.words import NEXT
from scrapers.families.rows import Rows

#: A selector is believed when so much of the rows read as the generic reader read them.
AGREED = 0.95
#: Field of `Rows` -> what a sighting says of it, as text.
_FIELDS: dict[str, Callable[[Sighting], str | None]] = {
    "title": lambda post: post.title,
    "company": lambda post: post.company,
    "where": lambda post: post.raw.get("place"),
    "pay": lambda post: post.raw.get("pay"),
    "education": lambda post: post.raw.get("education"),
    "experience": lambda post: post.raw.get("experience"),
    "headcount": lambda post: post.raw.get("headcount"),
    "posted": lambda post: post.raw.get("posted"),
    "deadline": lambda post: post.raw.get("deadline"),
}
#: … and the value made of it.
_VALUES = {
    "company": "company",
    "education": "education",
    "experience": "experience",
    "headcount": "headcount",
    "posted": "posted_on",
    "deadline": "deadline",
    "pay": "pay",
}
_JOINED = re.compile(r"\s?[|｜·/]\s?")
#: Attributes by which pages without classes dress their rows.
_LOOKS = frozenset(("bgcolor", "height", "align", "valign"))
_VALUE = re.compile(r"[#\w.-]{1,20}")
_CLASS = re.compile(r"[A-Za-z_-][\w-]{1,40}")
_VARIES = re.compile(r"\d{2,}|odd|even|first|last|active|current")


def induce(page: Page, name: str) -> Draft:
    """The source file for the site of this page. Raises ReadError when nobody can read the page."""
    reading = families.read(page)
    family = families.families()[reading.family]
    if family is Generic and reading.kind == "list" and (rows := _rows(page, reading.sightings, name)):
        return Draft(code(rows, page), Rows.family, rows.read(page), rows)
    source = family.for_page(page)
    if source is None:
        raise ReadError("这个读法不能只凭一页建立", page.url)
    known = dataclasses.replace(source, id=name)
    return Draft(code(known, page), family.family, reading, known)


# ---------------------------------------------------------------- selectors


def _rows(page: Page, posts: tuple[Sighting, ...], name: str) -> Rows | None:
    """Selectors that read the page as the generic reader did; None when no selector of rows does."""
    soup = base.soup_of(page)
    found: list[tuple[float, Rows]] = []
    for row in _row_selectors(page, soup, posts):
        title = _best(page, soup, row, "title", posts)
        if title is None:
            continue
        made = _with_link(page, soup, row, title, name)
        if (share := _agreement(page, made, posts)) < AGREED:
            continue
        picked = {field: selector for field in _FIELDS if field != "title" and (selector := _best(page, soup, row, field, posts))}
        employers = {post.company for post in posts}
        if "company" not in picked and len(employers) == 1:
            picked["employer"] = employers.pop() or ""
        constants: dict[str, Any] = {field: value for field, value in picked.items() if value}
        made = _proved(page, dataclasses.replace(made, **constants, next=_next(soup)), posts)
        found.append((share + len(picked), made))
        if len(picked) >= 4:
            break
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _proved(page: Page, made: Rows, posts: tuple[Sighting, ...]) -> Rows:
    """The source without the selectors that do not give what the generic reader gave."""
    found = {post.url: post for post in made.read(page).sightings}
    doubted = [
        field
        for field, name in _VALUES.items()
        if getattr(made, field)
        and sum(getattr(found.get(post.url), name, None) == getattr(post, name) for post in posts if getattr(post, name))
        < AGREED * sum(bool(getattr(post, name)) for post in posts)
    ]
    dropped: dict[str, Any] = dict.fromkeys(doubted, "")
    return dataclasses.replace(made, **dropped)


def _with_link(page: Page, soup: BeautifulSoup, row: str, title: str, name: str) -> Rows:
    """Rows whose link is the title's, the row's own, or its first."""
    first = soup.select_one(row)
    head = first.select_one(title) if first is not None else None
    link = "" if head is not None and head.name == "a" else "@href" if first is not None and first.name == "a" else "a@href"
    whole = "</html" in page.text[-4000:].lower()
    return Rows(id=name, name=site(page), home=home(page), kind="board", start=(page.url,), row=row, title=title, link=link, whole=whole)


def _row_selectors(page: Page, soup: BeautifulSoup, posts: tuple[Sighting, ...]) -> list[str]:
    """Selectors that find as many elements as there are posts (and at most a few more, such as heads), inmost last."""
    wanted = {post.url for post in posts}
    shapes: Counter[str] = Counter()
    for link in soup.find_all("a", href=True, limit=20_000):
        if base.web_url(page, link["href"]) not in wanted:
            continue
        for above in (link, *list(link.parents)[:6]):
            if isinstance(above, Tag) and above.name not in ("body", "html", "[document]"):
                shapes.update(_selectors(above))
                if above.name == "tr" and not _classes(above):
                    shapes.update(
                        f'tr[{name}="{value}"]' for name, value in above.attrs.items() if name in _LOOKS and _VALUE.fullmatch(str(value))
                    )
    fitting = [selector for selector, times in shapes.items() if times >= len(posts) * 0.9]
    counted = [(abs(len(soup.select(selector, limit=len(posts) * 3 + 10)) - len(posts)), selector) for selector in fitting]
    near = sorted(
        (pair for pair in counted if pair[0] <= max(3, len(posts) // 4)), key=lambda pair: (pair[0], pair[1].startswith("a"), len(pair[1]))
    )
    return [selector for _, selector in near[:8]]


def _selectors(node: Tag) -> list[str]:
    """Ways to point to an element like this one: its class, its parent's, its tag under theirs."""
    own = [f"{node.name}.{name}" for name in _classes(node)] or [node.name]
    parent = node.parent
    if not isinstance(parent, Tag):
        return own
    above = [f"#{mark}" for mark in [parent.get("id")] if isinstance(mark, str) and _CLASS.fullmatch(mark) and not _VARIES.search(mark)]
    above += [f"{parent.name}.{name}" for name in _classes(parent)]
    joined = [f"{one} > {other}" for one in above for other in own]
    further = parent.parent
    if not above and isinstance(further, Tag):
        joined = [f"{further.name}.{name} {parent.name} > {other}" for name in _classes(further) for other in own]
    return [*(one for one in own if "." in one), *joined, *(one for one in own if "." not in one and one not in ("div", "a", "span", "p"))]


def _classes(node: Tag) -> list[str]:
    return [name for name in node.get_attribute_list("class") if name and _CLASS.fullmatch(name) and not _VARIES.search(name)]


def _best(page: Page, soup: BeautifulSoup, row: str, field: str, posts: tuple[Sighting, ...]) -> str | None:
    """The selector inside the row whose text is the field, in nearly all rows that have it."""
    by_url = {post.url: re.sub(r"\s", "", _FIELDS[field](post) or "") for post in posts}
    pairs: list[tuple[Tag, str]] = []
    for node in soup.select(row, limit=len(posts) * 2 + 10):
        urls = {base.web_url(page, link.get("href")) for link in ([node] if node.name == "a" else node.find_all("a", href=True, limit=40))}
        said = next((by_url[url or ""] for url in urls if by_url.get(url or "")), None)
        if said:
            pairs.append((node, said))
    if len(pairs) < max(2, len(posts) * 0.3) and len(pairs) < len(posts):
        return None
    ways: Counter[str] = Counter()
    for node, said in pairs[:20]:
        ways.update({way for inner in node.find_all(True, limit=200) if _says(field, inner, said) for way in _inside(inner, node)})
    for way, times in sorted(ways.items(), key=lambda pair: (-pair[1], "nth" in pair[0], len(pair[0]))):
        if times >= AGREED * min(len(pairs), 20) and sum(_says(field, node.select_one(way), said) for node, said in pairs) >= AGREED * len(
            pairs
        ):
            return way
    return None


def _says(field: str, node: Tag | None, said: str) -> bool:
    """Whether the element says the field and nothing else; of places, whether it names the same ones."""
    written = _text(node)
    if written is None or written == said or field != "where":
        return written == said
    return len(written) <= 60 and said in _JOINED.split(written) and gazetteer().read(written).codes == gazetteer().read(said).codes != ()


def _inside(node: Tag, row: Tag) -> list[str]:
    """Selectors of an element inside its row."""
    ways = [f".{name}" for name in _classes(node)] or [node.name]
    parent = node.parent
    if isinstance(parent, Tag) and parent is not row:
        ways += [f".{name} {node.name}" for name in _classes(parent)]
        if parent.name in ("td", "dd", "li"):
            ways.append(f"{parent.name}:nth-of-type({_nth(parent)}) {node.name}")
    return [*ways, f"{node.name}:nth-of-type({_nth(node)})"]


def _text(node: Tag | None) -> str | None:
    """The element's text without any space, to be compared."""
    return re.sub(r"\s", "", base.squeeze(node.get_text()) or "") or None if node is not None else None


def _nth(node: Tag) -> int:
    return 1 + len(node.find_previous_siblings(node.name))


def _agreement(page: Page, made: Rows, posts: tuple[Sighting, ...]) -> float:
    """How many posts the made source finds as the generic reader did, as a share of both."""
    try:
        found = {(post.url, post.title) for post in made.read(page).sightings}
    except ReadError:
        return 0.0
    wanted = {(post.url, post.title) for post in posts}
    return len(found & wanted) / max(len(found | wanted), 1)


def _next(soup: BeautifulSoup) -> str:
    """The selector of the link to the next page."""
    for link in soup.find_all("a", href=True, limit=20_000):
        said = _text(link) or ""
        if NEXT.fullmatch(said) and any(letter.isalpha() for letter in said) and '"' not in said:
            return f'a:-soup-contains("{said}")'
    return ""
