"""Which group a firm's name says it belongs to, only where that is certain."""

from __future__ import annotations

import re
from functools import cache

from jobs.names.fold import canonical, fold_name
from jobs.names.lists import rows

_INSIDE = re.compile(r"(.{2,20}?集团)(?!有限|股份|总?公司|控股|）)(?=.{3,})")


def registered(name: str) -> tuple[str, str] | None:
    """(what the name begins with, the registered name of that group) for the few groups of jobs/data/groups.tsv."""
    plain = canonical(name)
    known = _known()
    head = next((plain[:size] for size in range(min(len(plain), 10), 1, -1) if plain[:size] in known), None)
    return (head, known[head]) if head else None


def parent_group(name: str) -> str | None:
    """The group a name shows: the registered name of a known one, or what stands before 集团 within it; None when it shows none."""
    plain = canonical(name)
    known = registered(plain)
    if known is not None:
        return known[1] if fold_name(known[1]) != fold_name(plain) else None
    inside = _INSIDE.match(plain)
    return inside.group(1) if inside else None


@cache
def _known() -> dict[str, str]:
    """How each group is printed, its registered name among them."""
    return {text: name for printed, name in rows("groups.tsv") for text in (*printed.split(), name)}
