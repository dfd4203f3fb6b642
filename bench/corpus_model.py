"""What the posts of `corpus` are, and what is the same in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)
FIRMS = 60_000
SOURCES = tuple(f"sample-{number:02d}" for number in range(1, 21))
KINDS = ("", "repost", "edited", "numbers", "clone", "requisition")


class Post(NamedTuple):
    """A post as a board shows it. Money is yuan a month; what is not said is None or empty."""

    number: int  # from 0; rises with first_seen
    group: int
    kind: str  # of KINDS
    firm: int  # below FIRMS
    company: str
    places: tuple[str, ...]  # codes
    place_text: str  # as written
    title: str
    trade: str
    pay_text: str | None
    pay_low: int | None
    pay_high: int | None
    education: str | None
    years: int | None  # least years asked for
    headcount: int | None
    benefits: tuple[str, ...]
    description: str
    first_seen: datetime
    deadline: date | None
    sources: tuple[str, ...]  # that show it, of SOURCES
    requisition: str | None


@dataclass(slots=True)
class Draft:
    """A post, and the sentences its text is made of."""

    post: Post
    parts: tuple[list[str], list[str], list[str]]  # duties, demands, the rest
    county: int
