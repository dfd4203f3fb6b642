"""What the order of events needs of a source. `scrapers.source.Source` fits it; `jobs` never imports that."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from jobs.model import Ask, Page, Reading


class SourceLike(Protocol):
    """A site we can read."""

    @property
    def id(self) -> str:
        """Short, stable name."""

    @property
    def place(self) -> str | None:
        """GB/T 2260 code it covers; None: the whole country."""

    @property
    def pace(self) -> float:
        """Least seconds between two requests to one host."""

    @property
    def every(self) -> float:
        """Hours between two looks at a page that is looked at again and again."""

    @property
    def most_pages(self) -> int:
        """Pages of one list that are followed at most."""

    def starts(self) -> Iterable[Ask]:
        """Pages to look at again and again."""

    def asks(self, company: str, place: str | None) -> Iterable[Ask]:
        """Pages that answer which posts a firm has, at a place."""

    def read(self, page: Page) -> Reading:
        """What a page holds. Raises ReadError."""
