"""The plain CSS selectors that rows of a list are read by, found by one walk.

Plain are tag, .class, #id, [name], [name=value] with *= and ^=, :nth-of-type(2), :contains("…"), `a b`, `a > b`, `:scope > a` and `a, b`.
A walk ends at the first element wanted and costs a third of the XPath for the same selector, which lists every one. What is not
plain (three steps with a child among them, :not) is left to XPath; both find the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from cssselect import parser
from lxml.etree import _Element  # lxml's only name for the type

Find = Callable[[_Element], Iterator[_Element]]

_SPACES = re.compile("[ \t\r\n]+")  # what XPath's normalize-space takes for one


class _Step(NamedTuple):
    """What is asked of one element."""

    tag: str  # "*" for any
    classes: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str, str], ...] = ()  # name, operator ("exists", "=", "*=", "^="), value
    nth: int = 0  # which of its parent's children of that tag; 0 for any
    text: str = ""  # what stands in it


class _Path(NamedTuple):
    """What is asked of an element and of those above it."""

    wanted: _Step
    way: str  # the combinator before it
    above: list[tuple[_Step, str]]  # the outermost first


def finder(selector: str) -> Find | None:
    """Elements below one that a plain selector names, in document order; None for a selector that is not plain."""
    paths = [_path(one) for one in parser.parse(selector)]
    if None in paths:
        return None
    plain = [path for path in paths if path is not None]
    if any(path.way == ":scope" for path in plain):
        return _children(plain[0].wanted) if len(plain) == 1 else None
    if len(plain) == 1 and plain[0].wanted == _Step(plain[0].wanted.tag, plain[0].wanted.classes[:1]) and plain[0].wanted.classes:
        return _by_class(plain[0], plain[0].wanted.classes[0])
    if len(plain) == 1:
        return _by_path(plain[0])
    tags = {path.wanted.tag for path in plain}
    tags = {"*"} if "*" in tags else tags

    def find(root: _Element) -> Iterator[_Element]:
        for element in root.iter(*tags):
            if element is not root and any(_leads_to(element, root, path) for path in plain):
                yield element

    return find


def _children(wanted: _Step) -> Find:
    return lambda root: (one for one in root.iterchildren(wanted.tag) if _fits(one, wanted))


def _by_path(path: _Path) -> Find:
    wanted, any_of_tag = path.wanted, path.wanted == _Step(path.wanted.tag)

    def find(root: _Element) -> Iterator[_Element]:
        for element in root.iter(wanted.tag):
            if element is not root and (any_of_tag or _fits(element, wanted)) and (not path.above or _under(element, root, path)):
                yield element

    return find


def _by_class(path: _Path, name: str) -> Find:
    """The commonest wish, without a call for each element."""

    def find(root: _Element) -> Iterator[_Element]:
        for element in root.iter(path.wanted.tag):
            written = element.get("class")
            if written is None or (written != name and (name not in written or name not in _classes(written))):
                continue
            if element is not root and (not path.above or _under(element, root, path)):
                yield element

    return find


def _path(parsed: parser.Selector) -> _Path | None:
    steps = _steps(parsed.parsed_tree) if parsed.pseudo_element is None else None
    if steps is None:
        return None
    *above, (wanted, way) = steps
    return None if len(above) > 1 and any(way == ">" for _, way in steps) else _Path(wanted, way, above)


def _steps(tree: object) -> list[tuple[_Step, str]] | None:
    """Each step and the combinator before it, the outermost first; None when one is not plain."""
    if isinstance(tree, parser.CombinedSelector) and isinstance(tree.selector, parser.Pseudo):
        only, scoped = _step(tree.subselector), tree.selector.ident == "scope" and tree.combinator == ">"
        return [(only, ":scope")] if scoped and only is not None and repr(tree.selector.selector) == "Element[*]" else None
    if isinstance(tree, parser.CombinedSelector):
        before, last = _steps(tree.selector), _step(tree.subselector)
        return None if before is None or last is None or tree.combinator not in (" ", ">") else [*before, (last, tree.combinator)]
    only = _step(tree)
    return None if only is None else [(only, " ")]


def _step(tree: object) -> _Step | None:
    if isinstance(tree, parser.Element):
        return None if tree.namespace else _Step((tree.element or "*").lower())
    if not isinstance(tree, parser.Class | parser.Hash | parser.Attrib | parser.Function) or (step := _step(tree.selector)) is None:
        return None
    if isinstance(tree, parser.Class):
        return step._replace(classes=(*step.classes, tree.class_name))
    if isinstance(tree, parser.Function):
        return _function(step, tree)
    asked = ("id", "=", tree.id) if isinstance(tree, parser.Hash) else _attribute(tree)
    return step._replace(attributes=(*step.attributes, asked)) if asked else None


def _function(step: _Step, tree: parser.Function) -> _Step | None:
    kinds, first = tree.argument_types(), tree.arguments[0].value
    if tree.name == "contains" and kinds in (["STRING"], ["IDENT"]) and first:
        return step._replace(text=first)
    if tree.name == "nth-of-type" and kinds == ["NUMBER"] and first and first.isdecimal() and int(first) and step.tag != "*":
        return step._replace(nth=int(first))
    return None


def _attribute(tree: parser.Attrib) -> tuple[str, str, str] | None:
    value = tree.value.value if tree.value is not None else ""
    if tree.namespace or tree.operator not in ("exists", "=", "*=", "^=") or (not value and tree.operator in ("*=", "^=")):
        return None
    return tree.attrib.lower(), tree.operator, value or ""


def _leads_to(element: _Element, root: _Element, path: _Path) -> bool:
    if path.wanted.tag not in ("*", element.tag) or not _fits(element, path.wanted):
        return False
    return not path.above or _under(element, root, path)


def _fits(element: _Element, step: _Step) -> bool:
    if step.classes:
        written = element.get("class")
        if written is None:
            return False
        for name in step.classes:
            if written != name and (name not in written or name not in _classes(written)):
                return False
    for name, operator, value in step.attributes:
        written = element.get(name)
        if written is None or not _agrees(written, operator, value):
            return False
    if step.nth and sum(1 for _ in element.itersiblings(step.tag, preceding=True)) != step.nth - 1:
        return False
    return not step.text or step.text in "".join(map(str, element.itertext()))


def _agrees(written: str, operator: str, value: str) -> bool:
    if operator == "exists":
        return True
    return value in written if operator == "*=" else written.startswith(value) if operator == "^=" else written == value


@lru_cache(maxsize=4096)
def _classes(written: str) -> frozenset[str]:
    return frozenset(_SPACES.split(written))


def _under(element: _Element, root: _Element, path: _Path) -> bool:
    """Whether the steps before the last are met on the way up to the root, which counts too."""
    left = len(path.above) - 1
    while element is not root and (parent := element.getparent()) is not None:
        element = parent
        step = path.above[left][0]
        if step.tag in ("*", element.tag) and _fits(element, step):
            left -= 1
            if left < 0:
                return True
        elif path.way == ">":
            return False
    return False
