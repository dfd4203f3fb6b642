"""The list of a page: the repeated rows that say most about posts, and their kin under other headings."""

from __future__ import annotations

from collections import Counter

from scrapers.families.generic.above import told_above
from scrapers.families.generic.beside import told_beside
from scrapers.families.generic.bits import Bits
from scrapers.families.generic.column import Column
from scrapers.families.generic.columns import decide
from scrapers.families.generic.judging import Listed, about_jobs, judge, notices
from scrapers.families.generic.links import link
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.row import Row, by_heads, by_labels
from scrapers.families.generic.rows import Group, groups
from scrapers.families.generic.words import FIELDS, NOISE

__all__ = ["Listed", "Row", "about_jobs", "listed", "weight"]

_TRIED, _KIN = 5, 60  # groups of rows read to find the list; those looked at for more of it


def listed(page: Outline, seen: Bits, url: str) -> Listed | None:
    """The page's list of posts; None when nothing on it is surely one."""
    best: Listed | None = None
    careers = about_jobs(page, url)
    found = groups(page, seen)
    for group in found[:_TRIED]:
        one = _read(page, seen, group, careers)
        if one and (best is None or weight(one) > weight(best) * 1.05):
            best = one
    if best is None:
        return None
    _join(page, seen, best, found[:_KIN], careers)
    best.rows = _once(page, best.rows)
    told_above(page, seen, best.rows)
    told_beside(page, seen, best.rows, url)
    return best


def weight(found: Listed) -> float:
    """How much it says: rows with their fields; many small rows do not beat the same ones whole."""
    fields = sum(sum(row.sure.values()) for row in found.rows) / len(found.rows)
    return float(found.sure * fields * len(found.rows) ** 0.35)


def _join(page: Outline, seen: Bits, best: Listed, found: list[Group], careers: bool) -> None:
    """Adds the posts of lists like the best one: one for each department, place or firm."""
    taken = [(row.first, row.end) for row in best.rows]
    said = _said(best.rows)
    for group in found:
        if not _kin(page, best.group, group) or any(
            group.rows[0][0] < end and first < group.rows[-1][1] for first, end in taken if first < group.rows[-1][1]
        ):
            continue
        one = _read(page, seen, group, careers)
        if one and len(said ^ _said(one.rows)) <= 1:
            best.rows += one.rows
            taken += [(row.first, row.end) for row in one.rows]
    best.rows.sort(key=lambda row: row.first)


def _once(page: Outline, rows: list[Row]) -> list[Row]:
    """The rows without those that say again what one before them says, and lead nowhere else."""
    known: dict[tuple[str, str], Row] = {}
    for row in rows:
        href = page.elements[row.link].attributes["href"] if row.link is not None else ""
        said = " ".join(piece.text for piece in page.pieces[page.elements[row.first].first : page.elements[row.end - 1].last])
        known.setdefault((said, href), row)
    return list(known.values())


def _kin(page: Outline, one: Group, other: Group) -> bool:
    """Whether two groups are built alike: the same heads, the same elements with as many around them."""
    first, second = one.rows[0][0], other.rows[0][0]
    if set(one.heads.values()) != set(other.heads.values()) or page.elements[first].tag != page.elements[second].tag:
        return False
    for _ in range(4):
        first, second = page.elements[first].parent, page.elements[second].parent
        if first < 0 or second < 0:
            return first == second
        if page.elements[first].tag != page.elements[second].tag:
            return False
    return True


def _said(rows: list[Row]) -> set[str]:
    return {name for name in FIELDS if sum(name in row.texts for row in rows) >= len(rows) * 0.4}


def _read(page: Outline, seen: Bits, group: Group, careers: bool) -> Listed | None:
    rows = [Row(first, end) for first, end in group.rows]
    columns: dict[str, Column] = {}
    labelled: Counter[str] = Counter()
    for number, row in enumerate(rows):
        if group.cells:
            by_heads(page, seen, group.heads, group.cells[number], row)
        else:
            by_labels(page, seen, number, row, columns)
        labelled.update(list(row.texts))
    if not group.cells:
        decide(page, rows, columns)
    kept = [row for row in rows if (title := row.texts.get("title")) and not NOISE.fullmatch(title[0])]
    if not kept or len(kept) * 2 < len(rows) or notices(kept) or (len(kept) == 1 < len(rows) and not group.heads):
        return None
    for row in kept:
        row.link = link(page, row.first, row.end, row.where)
    return judge(page, group, kept, labelled, careers)
