"""The columns of a list without heads: which is which field, voted over all rows, with how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from scrapers.families.generic.column import FLOOR, Column, Post
from scrapers.families.generic.leading import find_titles
from scrapers.families.generic.outline import Outline
from scrapers.families.generic.words import DEPARTMENT, FIELDS, LOGO


def decide(page: Outline, rows: Sequence[Post], columns: dict[str, Column]) -> None:
    """Columns to fields."""
    count = len(rows)
    known = [column for column in columns.values() if len(column.bits) >= max(1, count * 0.12)]
    find_titles(page, rows, known)
    for name in FIELDS[1:]:
        if name == "deadline":
            continue
        fitting = [(sure, column) for column in known if column.name is None and (sure := _sure(column, name)) >= FLOOR]
        if not fitting:
            continue
        _, best = max(fitting, key=lambda pair: (round(pair[0] * (0.5 + len(pair[1].bits) / count / 2), 2), -pair[1].order))
        for one, column in sorted(fitting, key=lambda pair: (pair[1] is not best, -pair[0])):
            apart = column.hint == name and not column.bits.keys() & best.bits.keys()  # firms with a link and firms without
            if column is best or (name == "place" and column.path == best.path) or column.share(name) >= 0.5 or apart:
                column.name, column.sure = name, one
                _fill(rows, column, name, first=column is best or column.path != best.path)
    _second_names(page, rows, known)


def _second_names(page: Outline, rows: Sequence[Post], columns: list[Column]) -> None:
    """Where rows have two names and the first is the title, the second is the firm's; so is one that stands behind a logo."""
    title = next((column for column in columns if column.name == "title"), None)
    if title is None or any("company" in row.texts for row in rows):
        return
    for column in columns:
        texts = {bit.text for bit in column.bits.values()}
        if (
            column.name is None
            and (column.hint == "name" or _behind_logos(page, column))
            and column.path.rpartition("/")[0] != title.path
            and len(column.bits) >= len(rows) * 0.8
            and column.share_none() >= 0.6
            and column.mean_title() < 0.3
            and len(texts) >= max(2, len(column.bits) * 0.4)
            and sum(len(text) > 30 or DEPARTMENT.fullmatch(text) is not None for text in texts) < len(texts) * 0.3
        ):
            column.name, column.sure = "company", 0.72
            for number, bit in column.bits.items():
                rows[number].put("company", bit.text, column.sure, bit.element)
            return


def _behind_logos(page: Outline, column: Column) -> bool:
    """Whether the texts stand right behind pictures that are called logos."""
    shown = 0
    for bit in column.bits.values():
        before = page.elements[bit.element - 1] if bit.element else None
        shown += (
            before is not None
            and before.tag == "img"
            and LOGO.search(f"{before.names} {before.attributes.get('src', '')[:200]}") is not None
        )
    return shown >= len(column.bits) * 0.8


def _sure(column: Column, name: str) -> float:
    """How sure a column is a field: the notation of its texts and its class names are two witnesses."""
    share = column.share(name)
    others = 1 - share - column.share_none()
    said = column.hint == name
    if name in ("company", "place"):
        telling = 0.72 if said and others < 0.3 else 0.0
        if said and name == "company" and share == 0 and column.mean_title() > 0.6:
            telling = 0.4
        if not said and name == "company" and share >= 0.15 and others < 0.1 and column.mean_title() < 0.3 and _are_names(column):
            telling = 0.62
        return 1 - (1 - 0.93 * _sharp(share)) * (1 - telling)
    if name == "posted" and column.hint == "deadline":
        return 0.0
    return 1 - (1 - 0.93 * _sharp(share)) * (1 - (0.5 if said and share > 0.1 else 0.0))


def _are_names(column: Column) -> bool:
    """Whether the texts may be firms' names, written short: many, brief, none a part of a firm."""
    texts = {bit.text for bit in column.bits.values()}
    return len(texts) >= max(3, len(column.bits) * 0.4) and not any(len(text) > 30 or DEPARTMENT.fullmatch(text) for text in texts)


def _sharp(share: float) -> float:
    """A column half of whose texts fit is more than half sure: firms are also written short, pay is also left empty."""
    return min(1.0, share * 1.5) if share >= 0.3 else share * 0.8


def _fill(rows: Sequence[Post], column: Column, name: str, first: bool) -> None:
    named = name == "company" and column.mean_title() < 0.3 and _are_names(column)  # 示例重工 is a firm, whatever trade it ends in
    loose = column.share(name) >= 0.6 or column.hint == name or named
    for number, bit in column.bits.items():
        may_be = first and loose and bit.kind is None and not bit.noise and len(bit.text) <= 60
        fits = bit.kind == name or (
            may_be and (name == "company" or (name == "place" and not bit.titled and (bit.text.isascii() or column.hint == name)))
        )
        if not fits or (name == "company" and bit.kind is None and bit.titled >= 0.7 and column.hint != name and not named):
            continue
        row = rows[number]
        if not first and name in row.texts:
            row.texts[name].append(bit.text)
        row.put(name, bit.text, column.sure, bit.element)
