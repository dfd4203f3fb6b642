"""What stands at one place of every row of a list, and what may be told from all of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from scrapers.families.generic.bits import Bit

#: Below, a field of a list is left unknown; a list whose titles are below is no list.
FLOOR = 0.6


class Post(Protocol):
    """What a column gives its texts to: a row."""

    texts: dict[str, list[str]]

    def put(self, name: str, text: str, sure: float, element: int) -> None:
        """The first text of a field stays."""


@dataclass(slots=True)
class Column:
    """What stands at one place of every row."""

    path: str
    bits: dict[int, Bit] = field(default_factory=dict)  # row -> text
    hint: str | None = None
    order: float = 0.0
    name: str | None = None  # the field it was found to be
    sure: float = 0.0

    def share(self, name: str) -> float:
        """How many of its texts have the field's notation."""
        return sum(bit.kind == name for bit in self.bits.values()) / len(self.bits)

    def share_none(self) -> float:
        """How many may be anything."""
        return sum(bit.kind is None for bit in self.bits.values()) / len(self.bits)

    def mean_title(self) -> float:
        """How much its texts read like titles."""
        return sum(bit.titled for bit in self.bits.values()) / len(self.bits)
