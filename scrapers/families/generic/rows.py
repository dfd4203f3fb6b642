"""Finds the repeated rows of a page: elements of one shape, runs of elements that begin alike, rows of a table."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from scrapers.families.generic.bits import WORTH, Bits
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.tables import MOST_ROWS, Group, tables

__all__ = ["Group", "groups"]

_NO_ROW = frozenset("html body head br hr img input button b strong em i font span label small time h1 h5 h6 thead tbody form main".split())  # noqa: SIM905  # a list of words reads better
_HEADS = frozenset(("dt", "h2", "h3", "h4", "h5"))


def groups(page: Outline, seen: Bits, most: int = 60) -> list[Group]:
    """The likeliest lists of posts, best first."""
    found = [*tables(page), *(Group(rows) for rows in _alike(page)), *(Group(rows) for rows in _runs(page))]
    for group in found:
        group.score = _score(page, seen, group)
    best: dict[object, Group] = {}
    for group in sorted((group for group in found if group.score > 0.5), key=lambda group: -group.score):
        ends = (group.rows[0], group.rows[-1])  # a row and what alone stands in it say the same
        best.setdefault((*(seen.span(page, *row) for row in ends), len(group.rows), bool(group.heads)), group)
        if len(best) == most:
            break
    return list(best.values())


def _score(page: Outline, seen: Bits, group: Group) -> float:
    """How much of the rows has each field once. Rows of rows have each several times, cells of rows have one of all."""
    rows = group.rows[:200]
    spans = [seen.span(page, first, end) for first, end in rows]
    count = len(rows)
    total = 0.0
    for name, worth in WORTH.items():
        sums = seen.sums[name]
        most = 3 if name in ("place", "title") else 2
        once = many = 0
        for first, last in spans:
            times = sums[last] - sums[first]
            once += 0 < times <= most
            many += times > most
        total += worth * (once - many) / count
    if group.heads:
        total += 0.8 * len(set(group.heads.values()) - {"other"})
    return total * (1 + 0.2 * math.log2(len(group.rows))) if total > 0 else 0.0


def _alike(page: Outline) -> Iterator[list[tuple[int, int]]]:
    """Elements whose tag, class and way up are the same: all of the page, and those in one parent."""
    by_shape: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    elements = page.elements
    for number, one in enumerate(elements):
        if one.around or one.tag in _NO_ROW or one.last == one.first or one.parent < 0:
            continue
        above = elements[one.parent]
        if above.tag == "tr" and one.tag in ("td", "th"):
            continue
        by_shape[(elements[above.parent].key if above.parent >= 0 else "", above.key, one.key)].append(number)
    for numbers in by_shape.values():
        if len(numbers) < 2:
            continue
        by_parent: dict[int, list[int]] = defaultdict(list)
        for number in numbers:
            by_parent[elements[number].parent].append(number)
        yield _intervals(page, numbers)
        if 1 < len(by_parent) <= 12:
            yield from (_intervals(page, some) for some in by_parent.values() if len(some) >= 2)


def _intervals(page: Outline, numbers: list[int]) -> list[tuple[int, int]]:
    """Elements that stand inside one before them are left out."""
    found: list[tuple[int, int]] = []
    for number in numbers[:MOST_ROWS]:
        if not found or number >= found[-1][1]:
            found.append((number, page.elements[number].end))
    return found


def _runs(page: Outline) -> Iterator[list[tuple[int, int]]]:
    """Rows of several elements: dt, dd, dd, dt, dd …; h3, p, p, h3, p …"""
    heads: dict[tuple[int, str], list[int]] = defaultdict(list)
    for number, one in enumerate(page.elements):
        if one.tag in _HEADS and one.parent >= 0 and not one.around and one.last > one.first:
            heads[(one.parent, one.key)].append(number)
    yield from _lines(page)
    for (parent, _), numbers in heads.items():
        if len(numbers) < 2 or all(page.elements[number].end == after for number, after in pairwise(numbers)):
            continue
        ends = [*numbers[1:], page.elements[parent].end]
        yield list(zip(numbers, ends, strict=True))[:MOST_ROWS]


def _lines(page: Outline) -> Iterator[list[tuple[int, int]]]:
    """Rows ended by line breaks; only those with an element, a link or a bold word, can be told."""
    breaks: dict[int, list[int]] = defaultdict(list)
    for number, one in enumerate(page.elements):
        if one.tag == "br" and one.parent >= 0 and not one.around:
            breaks[one.parent].append(number)
    for parent, numbers in breaks.items():
        starts = [parent + 1, *numbers]  # from one break to the next, both included: what stands between them is told by them
        ends = [*(number + 1 for number in numbers), page.elements[parent].end]
        rows = [
            (first, end)
            for first, end in zip(starts, ends, strict=True)
            if any(page.elements[number].tag != "br" for number in range(first, end))
        ]
        if len(rows) >= 2:
            yield rows[:MOST_ROWS]
