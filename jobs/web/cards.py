"""Posts as a list shows them. A card is the same on every page of a city, so it is made once and held."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import current_app

from jobs.lifecycle import china_day
from jobs.web.site import held, hold, now, store

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from jobs.model import PostRow


# What a macro makes is marked as HTML: a template that shows it escapes it no second time.


def numbered(ids: Sequence[int], within: str | None) -> str:
    """The cards of these posts, for a list of the place `within`; only those that are not held are asked for."""
    made = held()
    missing = [number for number in ids if _key(number, within, True) not in made]
    if missing:
        _make(store().posts(missing, now()), within, True)
    return _joined(ids, within, True)


def cards(rows: Sequence[PostRow], within: str | None = None, firm: bool = True) -> str:
    """The cards of these posts, with their firm or without it."""
    made = held()
    _make([row for row in rows if _key(row.id, within, firm) not in made], within, firm)
    return _joined([row.id for row in rows], within, firm)


def pager(before: str | None, after: str | None) -> str:
    """Links to the pages beside this one; nothing when there is none."""
    return str(_macros().pager(before, after)) if before or after else ""


def _macros() -> Any:  # Jinja's module, whose attributes are what the template defines
    common = {"now": now(), "today": china_day(now())}
    return hold("macros", lambda: current_app.jinja_env.get_template("macros.html").make_module(common))


def _key(number: int, within: str | None, firm: bool) -> Hashable:
    return "card", number, within and within[:4], firm  # what place_words looks at


def _make(rows: Sequence[PostRow], within: str | None, firm: bool) -> None:
    made, macros = held(), _macros()
    for row in rows:
        made[_key(row.id, within, firm)] = macros.card(row, within, firm)


def _joined(ids: Sequence[int], within: str | None, firm: bool) -> str:
    """Without those that were taken away since they were listed."""
    made = held()
    there = (made.get(_key(number, within, firm)) for number in ids)
    return cast("str", _macros().listed([card for card in there if card]))
