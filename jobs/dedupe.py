"""When two Sightings are one Post. Pure and exact: no score decides, so every merge can be explained and undone.

Two sightings are one vacancy when firm, title, places and pay all agree. A sighting without a
known firm is never merged: "某公司" at two boards may be two firms.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from jobs.text import fold

if TYPE_CHECKING:
    from jobs.model import Pay, Sighting

#: Why sightings with one key are one post, for the post's page.
SAME = "公司、职位、地点、薪资都相同"
_SILENT = frozenset({"面议", "薪资面议", "待遇面议", "工资面议", "薪酬面议", "面谈", "薪资面谈", "电议"})


def merge_key(source_id: str, sighting: Sighting, firm: int | str | None, codes: Iterable[str]) -> str:
    """The key under which sightings of one vacancy meet: 64 hexadecimal digits.

    `firm`: the company's id, or its folded name while it has none, or None when it is unknown or cut
    off; `codes`: the places the post names for certain, in any order.
    """
    title = fold(sighting.title)
    if firm is None or firm == "" or not title:
        parts = ["alone", source_id, sighting.key]
    else:
        parts = ["same", str(firm), title, ",".join(sorted(set(codes))), _pay(sighting.pay)]
    return hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def codes(sighting: Sighting) -> tuple[str, ...]:
    """Every division a sighting names for certain, each once, in its order."""
    return tuple(dict.fromkeys(code for reading in sighting.places for code in reading.codes))


def _pay(pay: Pay | None) -> str:
    """Pay as compared: by its values, so that 6-8K and 6000～8000元 agree; 面议 says as little as silence does."""
    if pay is None:
        return ""
    if pay.min is None and pay.max is None:
        written = fold(pay.text)
        return "" if written in _SILENT else written
    return f"{pay.min}|{pay.max}|{pay.unit}|{pay.months}"
