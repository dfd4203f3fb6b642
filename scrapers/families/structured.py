"""Finds schema.org JobPosting objects in a page: JSON-LD first, then microdata and RDFa by extruct, a small piece at a time.

extruct's parsers recurse, and lxml's tree takes 97 s for 100,000 attributes: they get one element at a time, whose
depth, size and attributes were counted. All three notations come out as JSON-LD with short names.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice
from typing import Any

from bs4 import BeautifulSoup, Tag
from extruct.jsonld import JsonLdExtractor
from extruct.rdfa import RDFaExtractor
from extruct.w3cmicrodata import LxmlMicrodataExtractor

from jobs.model import Page
from scrapers.families import base

Node = Mapping[str, Any]  # a JSON object as found

_MOST_NODES = 200_000
_DEEPEST, _MOST_PARTS, _MOST_RDFA = 100, 5_000, 100
_WRAPPED = re.compile(r"^\s{0,20}(?:<!--|(?://|/\*)?\s{0,9}<!\[CDATA\[(?:\*/)?)|(?:-->|(?://|/\*)?\s{0,9}\]\]>(?:\*/)?)\s{0,20};?\s{0,20}$")
_OPENS = re.compile(r"<!--|<script\b([^>]{0,1000})>")
#: A backslash before what no backslash may stand before in JSON.
_ESCAPES = re.compile(r"(\\(?:[\"\\/bfnrt]|u[0-9a-fA-F]{4}))|\\")
_BETWEEN = re.compile(r"[\s,;]*")
_MICRODATA = "schema.org/JobPosting"
_REFERENCES, _MOST_VALUES = 4, 200
_SHORT = re.compile(r"^https?://schema\.org/")


def postings(page: Page) -> list[Node]:
    """The page's JobPosting objects, at most MOST_POSTS. Raises ReadError for a page that cannot be parsed."""
    base.check(page)
    found = list(of_type(map(_loads, _scripts(page.text)))) if "JobPosting" in page.text else []
    if not found and _MICRODATA in page.text:
        found = [_plain(item) for node in _outermost(_tree(page), f'[itemtype*="{_MICRODATA}"]') for item in _microdata(node, page.url)]
    if not found and "typeof" in page.text and "JobPosting" in page.text:
        nodes = islice(_outermost(_tree(page), '[typeof*="JobPosting"]'), _MOST_RDFA)
        found = [item for node in nodes for item in _rdfa(node, page.url)]
    return [item for item in found if isinstance(item, Mapping)][: base.MOST_POSTS]  # microdata without a property is a bare text


def _tree(page: Page) -> BeautifulSoup:
    """The page without its scripts, whose words extruct would read as text.

    Raises ReadError for a page that begins and does not end: an element cut off is closed by the parser, half a name in it.
    """
    if "<html" in page.text[:4_000].lower():
        base.need_whole(page)
    soup = base.soup_of(page)
    for script in soup.find_all(("script", "style")):
        script.extract()
    return soup


def _scripts(text: str) -> Iterator[str]:
    """What the page's ld+json scripts hold, found by a scan: what stands in a comment or in another script is not one."""
    at, folded = 0, text.lower()
    folded = folded if len(folded) == len(text) else text  # a few letters are longer in lower case
    while (found := _OPENS.search(folded, at)) is not None:
        if found.group(1) is None:  # a comment
            at = folded.find("-->", found.end())
        else:
            at = folded.find("</script", found.end())
            if "ld+json" in found.group(1):
                yield text[found.end() : at if at >= 0 else len(text)]
        if at < 0:
            return


def of_type(loaded: Iterator[Any]) -> Iterator[Node]:
    """JobPosting objects wherever they stand, in document order; references by @id are followed."""
    known: dict[str, Node] = {}
    found: list[Node] = []
    stack, count = list(loaded)[::-1], 0
    while stack and count < _MOST_NODES:
        count += 1
        item = stack.pop()
        if isinstance(item, list):
            stack.extend(reversed(item))
        elif isinstance(item, dict):
            if isinstance(name := item.get("@id"), str) and len(item) > len({"@id", "@type"} & item.keys()):
                known.setdefault(name, item)
            if _is_posting(item.get("@type")):
                found.append(item)
            stack.extend(reversed(list(item.values())))
    for item in found:
        yield {name: _followed(value, known, 0) for name, value in item.items()}


def _followed(value: Any, known: Mapping[str, Node], depth: int) -> Any:
    """What a reference names, in its place; also inside a list, and an address inside a place."""
    if depth >= _REFERENCES:
        return value
    if isinstance(value, list) and len(value) <= _MOST_VALUES:
        return [_followed(one, known, depth + 1) for one in value]
    if not isinstance(value, dict) or len(value) > _MOST_VALUES:
        return value
    other = known.get(str(value.get("@id")))
    whole = value if other is None else {**other, **value}
    return {name: _followed(one, known, depth + 1) if isinstance(one, dict) else one for name, one in whole.items()}


def _is_posting(kind: object) -> bool:
    kinds = kind if isinstance(kind, list) else [kind]
    return any(isinstance(one, str) and one.endswith("JobPosting") and re.split("[/:#]", one)[-1] == "JobPosting" for one in kinds)


def _loads(script: str) -> Any:
    """JSON as sites write it: with control characters, comments, trailing commas, wrong escapes, several in a row, or escaped as HTML.

    None when it is none of these.
    """
    wrapped = any(mark in script for mark in ("<!", "-->", "]]>"))  # the pattern looks at every letter
    body = (_WRAPPED.sub("", script.strip()) if wrapped else script).strip().rstrip(";").strip("\ufeff")
    attempts: tuple[Callable[[], Any], ...] = (
        lambda: json.loads(body, strict=False),
        lambda: json.loads(_ESCAPES.sub(lambda found: found.group(1) or "\\\\", body), strict=False),
        lambda: JsonLdExtractor().extract(f'<script type="application/ld+json">{body}</script>'),
        lambda: json.loads(html.unescape(body), strict=False),
        lambda: _several(body),
    )
    for attempt in attempts:
        try:
            found = attempt()
            return json.loads(found, strict=False) if isinstance(found, str) and found.lstrip().startswith(("{", "[")) else found
        except (ValueError, TypeError, RecursionError):  # the reader behind extruct raises TypeError on a comment that never closes
            continue
    return None


def _several(body: str) -> list[Any]:
    """Objects one after another without a list around them. Raises ValueError when the first is none."""
    found: list[Any] = []
    decoder, at = json.JSONDecoder(strict=False), 0
    while at < len(body) and len(found) < base.MOST_POSTS:
        try:
            one, at = decoder.raw_decode(body, at)
        except ValueError:
            if not found:
                raise
            break
        found.append(one)
        at = _BETWEEN.match(body, at).end()  # type: ignore[union-attr]  # it matches nothing too
    return found


def _outermost(soup: Tag, selector: str) -> Iterator[Tag]:
    """Elements that the selector finds, none inside another, and none that extruct could choke on."""
    seen: set[int] = set()
    for node in soup.select(selector, limit=base.MOST_POSTS):
        if not any(id(parent) in seen for parent in node.parents) and _is_small(node):
            seen.add(id(node))
            yield node


def _is_small(node: Tag) -> bool:
    depths = {id(node): 0}
    attributes = 0
    for part in chain((node,), (one for one in node.descendants if isinstance(one, Tag))):
        if part is not node:
            depths[id(part)] = depths.get(id(part.parent), 0) + 1
        attributes += len(part.attrs)
        if depths[id(part)] > _DEEPEST or len(depths) > _MOST_PARTS or attributes > _MOST_PARTS:
            return False
    return True


def _microdata(node: Tag, url: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = LxmlMicrodataExtractor().extract(f"<html><body>{node}</body></html>", base_url=url)
    return [item for item in items if _is_posting(item.get("type"))]


def _plain(item: Any, depth: int = 0) -> Any:
    """extruct's microdata as JSON-LD."""
    if isinstance(item, list):
        return [_plain(one, depth + 1) for one in item]
    if not isinstance(item, dict) or depth > _DEEPEST:
        return item
    found = {name: _plain(value, depth + 1) for name, value in item.get("properties", {}).items()}
    return {"@type": item.get("type"), **found} if found else item.get("value", "")


def _rdfa(node: Tag, url: str) -> Iterator[Node]:
    """RDFa triples as JSON-LD; the vocabulary may be named on any element above."""
    above = {
        name: base.attribute(parent, name) for parent in reversed(list(node.parents)) for name in ("vocab", "prefix") if parent.get(name)
    }
    wrap = " ".join(f'{name}="{html.escape(value or "")}"' for name, value in above.items())
    triples: list[dict[str, Any]] = RDFaExtractor().extract(
        f"<html><head></head><body><div {wrap}>{node}</div></body></html>", base_url=url
    )
    known = {str(item.get("@id")): item for item in triples}
    for item in triples:
        if _is_posting(item.get("@type")):
            yield _joined(item, known, 0)


def _joined(item: Node, known: Mapping[str, Node], depth: int) -> dict[str, Any]:
    """An object with short names, its references replaced by what they name."""
    joined: dict[str, Any] = {"@type": item.get("@type")}
    for name, values in item.items():
        if name.startswith("@") or not isinstance(values, list):
            continue
        found: list[Any] = []
        for value in values:
            other = known.get(str(value.get("@id"))) if depth < 6 else None
            found.append(_joined(other, known, depth + 1) if other else value.get("@value", value.get("@id")))
        joined[_SHORT.sub("", name)] = found[0] if len(found) == 1 else found
    return joined
