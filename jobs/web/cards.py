"""Posts as a list shows them. A card is the same on every page of a city, so it is made once and held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from jobs.lifecycle import china_day
from jobs.web.site import held, lasting, now, store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from jobs.model import PostRow


# What a macro makes is marked as HTML: a template that shows it escapes it no second time.


def numbered(ids: Sequence[int], within: str | None) -> str:
    """The cards of these posts, for a list of the place `within`; only those that are not held are asked for."""
    made, city = held(), _city(within)
    missing = [number for number in ids if made.get(("card", number, city)) is None]
    if missing:
        rows = store().posts(missing, now())
        for row, card in zip(rows, _made(rows, within, firm=True), strict=True):
            made.add(("card", row.id, city), card)
    there = [made.get(("card", number, city)) for number in ids]
    return _listed(filter(None, there))  # without those that were taken away since they were listed


def cards(rows: Sequence[PostRow], within: str | None = None, firm: bool = True) -> str:
    """The cards of these posts, with their firm or without it."""
    return _listed(_made(rows, within, firm=firm))


def pager(before: str | None, after: str | None) -> str:
    """Links to the pages beside this one; nothing when there is none."""
    return str(_macros().pager(before, after)) if before or after else ""


def _macros() -> Any:  # Jinja's module, whose attributes are what the template defines
    pieces = lasting()
    module = pieces.get("macros")
    if module is None:
        common = {"now": now(), "today": china_day(now())}
        module = current_app.jinja_env.get_template("macros.html").make_module(common)
        pieces.add("macros", module)
    return module


def _city(within: str | None) -> str | None:
    """What place_words looks at."""
    return within and within[:4]


def _made(rows: Iterable[PostRow], within: str | None, *, firm: bool) -> Iterator[str]:
    """A card is known by all it shows: what is written elsewhere leaves it as it is."""
    pieces, macros, city = lasting(), _macros(), _city(within)
    for row in rows:
        key = "card", row, city, firm
        card = pieces.get(key)
        if card is None:
            card = macros.card(row, within, firm)
            pieces.add(key, card)
        yield card


def _listed(made: Iterable[str]) -> str:
    return cast("str", _macros().listed(list(made)))
