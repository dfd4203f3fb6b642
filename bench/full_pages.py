"""A recorded page with as many rows as sites send: its own rows again and again, each with other texts, addresses and numbers.

Sample pages hold two or three rows, so that a call's fixed costs and the page's frame weigh more than posts do. A made page keeps the
frame and the markup; words, links and ids change with every row and every page; days, places, pay and the like repeat, as they do on real
lists. What was remembered of one page therefore helps the next no more than it would there.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace
from functools import partial

import lxml.html
from lxml import etree

from jobs.model import Page, Reading

ROWS = 40
Change = Callable[[str, int], str]
_DAY = re.compile(r"\s*(?:19|20)\d\d[-/.年]\d")
_NUMBER = re.compile(r"\d{3,}(?=\D*$)")
_WORDS = "设备质量安全生产技术运营市场仓储检验焊接电气机械信息财务采购"


def full(page: Page, reading: Reading, turn: int, kind: str) -> Page | None:
    """The page with ROWS posts, other ones for each `turn`; None when its rows are not told apart from its frame."""
    kept = {text for seen in reading.sightings for text in (*seen.raw.values(), *seen.benefits, seen.occupation)}
    change = partial(_changed, kept=kept)
    text = _json(page.text, turn, change) if kind == "json" else _marked_up(page.text, reading, turn, kind, change)
    return replace(page, text=text, content=text.encode("utf-8", "replace")) if text else None


def _changed(written: str, number: int, kept: AbstractSet[str | None]) -> str:
    """Another text of the same kind; days, places, education, pay and what else many posts share stay."""
    if _DAY.match(written) or len(written.strip()) < 4 or written.strip() in kept:
        return written
    if "://" in written or written.startswith("/"):
        return _NUMBER.sub(lambda found: str(int(found.group()) + number), written) if _NUMBER.search(written) else f"{written}-{number}"
    if written.isascii() and " " not in written:
        if written.isdecimal():
            return str(int(written) + number)
        return f"{written}{number}" if any(map(str.isdigit, written)) else written
    word = _WORDS[number % len(_WORDS)] + _WORDS[number // len(_WORDS) % len(_WORDS)]
    middle = len(written) // 2
    return written if any(map(str.isdigit, written)) else f"{written[:middle]}{word}{written[middle:]}"


# ---------------------------------------------------------------- JSON


def _json(text: str, turn: int, change: Change) -> str | None:
    try:
        data = json.loads(text.lstrip("\ufeff"))
    except ValueError:
        return None
    rows = max(_lists(data), key=lambda rows: len(json.dumps(rows)), default=None)
    if not rows:
        return None
    models = rows[:]
    rows[:] = [_other(copy.deepcopy(models[at % len(models)]), turn * ROWS + at + 1, change) for at in range(max(ROWS, len(models)))]
    return json.dumps(data, ensure_ascii=False)


def _lists(data: object) -> list[list[object]]:
    """Lists of objects that stand in no other such list."""
    found: list[list[object]] = []
    stack = [data]
    while stack:
        one = stack.pop()
        if isinstance(one, list) and one and all(isinstance(row, dict) for row in one):
            found.append(one)
        elif isinstance(one, dict | list):
            stack.extend(one.values() if isinstance(one, dict) else one)
    return found


def _other(value: object, number: int, change: Change) -> object:
    if isinstance(value, dict):
        return {name: _other(one, number, change) for name, one in value.items()}
    if isinstance(value, list):
        return [_other(one, number, change) for one in value]
    if isinstance(value, str):
        return change(value, number)
    return value + number if isinstance(value, int) and not isinstance(value, bool) and value > 99 else value


# ---------------------------------------------------------------- HTML and XML


def _marked_up(text: str, reading: Reading, turn: int, kind: str, change: Change) -> str | None:
    root = etree.fromstring(text.encode()) if kind == "xml" else lxml.html.document_fromstring(text)
    rows = _rows(root, reading)
    if rows is None:  # 中国公共招聘网 has its rows as JSON in a hidden field
        hidden = next((one for one in root.iter("input") if (one.get("value") or "").startswith("[{")), None)
        if hidden is None or (listed := _json(hidden.get("value") or "", turn, change)) is None:
            return None
        hidden.set("value", listed)
        return _written(root, kind)
    parent = rows[0].getparent()
    assert parent is not None
    at = parent.index(rows[0])
    made = [_row(copy.deepcopy(rows[number % len(rows)]), turn * ROWS + number + 1, change) for number in range(max(ROWS, len(rows)))]
    for row in rows:
        parent.remove(row)
    for row in reversed(made):
        parent.insert(at, row)
    return _written(root, kind)


def _written(root: etree._Element, kind: str) -> str:
    return etree.tostring(root, encoding="unicode", method="xml" if kind == "xml" else "html")


def _rows(root: etree._Element, reading: Reading) -> list[etree._Element] | None:
    """Elements of one parent and tag, each with a title that was read."""
    titles = [seen.title[:8] for seen in reading.sightings if seen.title]
    if not titles:
        return None
    holder = next((one for one in root.iter("*") if titles[0] in (one.text or "") + " " + (one.get("title") or "")), None)
    while holder is not None and (parent := holder.getparent()) is not None:
        held = [one for one in parent.iterchildren(holder.tag) if any(title in "".join(map(str, one.itertext())) for title in titles)]
        if len(held) > 1 and len(held) >= len(set(titles)) - 1:
            return held
        holder = parent
    return None


def _row(row: etree._Element, number: int, change: Change) -> etree._Element:
    for one in row.iter("*"):
        one.text = change(one.text, number) if one.text else one.text
        one.tail = change(one.tail, number) if one.tail and one is not row else one.tail
        for name in ("href", "id", "data-id"):
            if value := one.get(name):
                one.set(name, change(value, number))
    return row
