"""Posts one below the other on an employer's page: a title in a heading or in bold, its labels, its duties, then the next title."""

from __future__ import annotations

from collections import defaultdict

from scrapers.families.generic.bits import Bit, Bits
from scrapers.families.generic.duties import is_duty
from scrapers.families.generic.kinds import is_legal
from scrapers.families.generic.links import link
from scrapers.families.generic.listing import Listed, Row, about_jobs, listed, weight
from scrapers.families.generic.outline import INLINE, Outline
from scrapers.families.generic.rows import Group
from scrapers.families.generic.words import NOTICE, hint

_STRONG = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "b", "strong", "dt"))
_MOST, _SHAPES, _DEEP = 200, 20, 12  # posts of a list; ways to write titles that are tried; elements climbed
_TYPED = frozenset(("pay", "education", "experience", "posted", "headcount", "place"))
Shape = tuple[str, str, str, bool]


def posts_of(page: Outline, seen: Bits, url: str) -> Listed | None:
    """The page's list of posts, as rows or as sections, whichever says more; None when nothing on it is surely one."""
    rows, sections = listed(page, seen, url), _sections(page, seen, url)
    if rows is None or sections is None:
        return rows or sections
    return sections if weight(sections) > weight(rows) * 1.05 else rows


def _sections(page: Outline, seen: Bits, url: str) -> Listed | None:
    heads: dict[Shape, list[int]] = defaultdict(list)
    for number, bit in enumerate(seen.all):
        if _names_a_post(bit) and not page.elements[bit.element].around and (shape := _shape(page, bit)):
            heads[shape].append(number)
    several = [numbers for numbers in heads.values() if 2 <= len(numbers) <= _MOST]
    if not several or not about_jobs(page, url):
        return None
    several.sort(key=len, reverse=True)
    found = [one for numbers in several[:_SHAPES] if (one := _read(page, seen, numbers))]
    return max(found, key=weight, default=None)


def _names_a_post(bit: Bit) -> bool:
    if bit.label:
        return bit.label == "title" and bool(bit.value)
    return bit.titled >= 0.7 and not bit.noise and len(bit.text) <= (80 if bit.text.isascii() else 40)


def _shape(page: Outline, bit: Bit) -> Shape | None:
    """How the title is written: the block that it stands in and what dresses it; None for a plain line of text."""
    element, marked = bit.element, bit.label == "title"
    for _ in range(_DEEP):
        one = page.elements[element]
        marked = marked or one.tag in _STRONG or hint(one.names) == "title"
        if one.tag not in INLINE or one.parent < 0:
            break
        element = one.parent
    above = page.elements[one.parent].key if one.parent >= 0 else ""
    return (one.key, above, page.elements[bit.element].tag, bit.label == "title") if marked else None


def _read(page: Outline, seen: Bits, numbers: list[int]) -> Listed | None:
    """Each title with what stands before the next; those without duties are headings of something else."""
    first = seen.all[numbers[0]].element
    top = seen.all[numbers[-1]].element
    while top >= 0 and not top <= first < page.elements[top].end:
        top = page.elements[top].parent
    if top < 0 or first == seen.all[numbers[-1]].element:
        return None
    last = seen.at[page.elements[top].last]
    rows = [
        row
        for number, after in zip(numbers, [*numbers[1:], last], strict=True)
        if (row := _row(page, seen, number, max(after, number + 1))) is not None
    ]
    if len(rows) < 2 or len(rows) * 3 < len(numbers) * 2:
        return None
    return Listed(rows, sum(row.sure["title"] for row in rows) / len(rows), True, Group([(row.first, row.end) for row in rows]))


def _row(page: Outline, seen: Bits, start: int, end: int) -> Row | None:
    head = seen.all[start]
    row = Row(head.element, seen.all[end - 1].element + 1)
    title, whole = head.value if head.label else head.text, page.text(head.element)
    if not head.label and " / " in whole and len(whole) <= 40:
        title = whole  # a post of two names: C# / C++软件工程师
    if NOTICE.search(title):
        return None
    row.put("title", title, 0.95 if head.label else 0.9, head.element)
    for number in range(start + 1, min(end, start + 120)):
        bit = seen.all[number]
        if page.elements[bit.element].around:
            break
        if row.duty is None and is_duty(bit):
            row.duty = number
        elif bit.label and bit.value and bit.label not in ("other", "duty", "title"):
            row.put(bit.label, bit.value, 0.95, bit.element)
        elif row.duty is None and (bit.kind in _TYPED or (bit.kind == "company" and is_legal(bit.text))) and not bit.label and bit.kind:
            row.put(bit.kind, bit.text, 0.8, bit.element)
    row.link = link(page, row.first, max(row.end, row.first + 1), row.where)
    said = sum(name in row.texts for name in ("pay", "education", "experience", "headcount"))
    return row if row.duty is not None or (said >= 2 and head.label) else None
