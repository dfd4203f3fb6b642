"""What every view may ask for: the settings, the store, the moment, and how to head a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar, cast

from flask import current_app, g

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from jobs.config import Settings
    from jobs.model import Place
    from jobs.store import Store
    from jobs.web.held import Held, Pieces

NAME = "tongpin"
Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Site:
    """What the views of one application share."""

    settings: Settings
    store: Store
    held: Held


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What base.html needs to head a page."""

    title: str
    description: str = ""
    path: str | None = None  # canonical path; None: the page has no lasting address
    index: bool = True  # may search engines list it
    place: Place | None = None  # the place the page is about; None: the installation's first region
    tab: str | None = None  # which tab of the header is current: posts, companies, news, alerts


def settings() -> Settings:
    """The settings this application was made with."""
    return _site().settings


def store() -> Store:
    """The store this application reads from."""
    return _site().store


def now() -> datetime:
    """The moment of this request, UTC: one for the whole page, so that its lines agree."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return cast("datetime", g.now)


def held() -> Pieces:
    """What was made from the data as it is, for this request to read and add to. Raises Busy."""
    if "held" not in g:
        g.held = _site().held.at(now())
    return cast("Pieces", g.held)


def lasting() -> Pieces:
    """What depends on its key and the clock alone."""
    return _site().held.lasting(now())


def hold(key: Hashable, make: Callable[[], Made]) -> Made:
    """The value of this key, made when the data has changed since it was last made."""
    pieces = held()
    value = pieces.get(key)
    if value is None:
        value = make()
        pieces.add(key, value)
    return cast("Made", value)


def _site() -> Site:
    return cast("Site", current_app.extensions[NAME])
