"""The contract between a site and the product.

A source **starts** (which pages to look at without being told), **asks** (which pages answer
the question "does this firm have posts?") and **reads** (what a page holds). `read` is pure: no
network, no clock, no database. A family is a subclass shared by every site of one software; a
file under `sources/` is an instance of a family with a few constants, bound to the name SOURCE.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from jobs.model import Ask, Page, Reading


@dataclass(frozen=True, kw_only=True)
class Source(ABC):
    """A site we can read. Everything a person must know about it stands in its fields."""

    family: ClassVar[str]  # short name of the software or standard, e.g. "mohrss"
    #: What is done about robots.txt. The one door to the web asks it before every host and is shut when it cannot be read.
    robots: ClassVar[str] = "每次读取前查，读不到就不读"
    #: Why `personal` names nothing. A family says one or the other; contacts in running text are cut for every family alike.
    nothing_personal: ClassVar[str] = ""

    id: str  # short, stable, used in addresses: "datong-daily"
    name: str  # as people know it: 大同日报
    home: str  # address of the site, for people
    kind: str  # news, board, employer, feed
    place: str | None = None  # GB/T 2260 code it covers; None: the whole country
    verdict: str = "GO"  # GO: anonymous and allowed; CARE: shipped disabled; OFF: never fetched, deep link only
    note: str = ""  # terms, robots, what personal fields are dropped; shown on /sources/
    pace: float = 5.0  # least seconds between two requests to one host
    every: float = 6.0  # hours between two looks at the start pages
    #: Pages of one list that are followed at most in one round; the honest end usually comes first.
    most_pages: int = 20
    personal: tuple[str, ...] = field(default=())  # names of personal fields the reader drops

    @abstractmethod
    def starts(self) -> Iterable[Ask]:
        """Pages to look at again and again. May be empty for a source that only answers asks."""

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:  # noqa: ARG002  # families that cannot be searched by firm keep this default
        """Pages that answer: which posts does this firm have, at this place? Empty if the site has no such search."""
        return ()

    def search_link(self, company: str) -> str | None:  # noqa: ARG002  # as above
        """Where a person can search this site for the firm; None if there is no such address."""
        return None

    @abstractmethod
    def read(self, page: Page) -> Reading:
        """What the page holds. Raises ReadError naming what was missing; never guesses."""

    @classmethod
    def claims(cls, page: Page) -> float:  # noqa: ARG003  # families that cannot be recognised keep this default
        """How sure this family is, 0..1, that the page is of its kind. Cheap: looks, does not parse at length."""
        return 0.0

    @classmethod
    def for_page(cls, page: Page) -> Source | None:  # noqa: ARG003  # as above
        """A source of this family made from a page alone, so that a saved page of an unknown site can be read."""
        return None
