"""What every view may ask for: the settings, the store, the moment, and how to head a page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, g

if TYPE_CHECKING:
    from jobs.config import Settings
    from jobs.model import Place
    from jobs.store import Store

NAME = "tongpin"


@dataclass(frozen=True, slots=True)
class Site:
    """What the views of one application share."""

    settings: Settings
    store: Store


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


def _site() -> Site:
    return cast("Site", current_app.extensions[NAME])
