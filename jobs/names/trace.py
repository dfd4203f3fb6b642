"""What finding works with: a firm found, and notes of everything looked at, for whoever asks why."""

from __future__ import annotations

from dataclasses import dataclass, field

from jobs.names.boundary import Body


@dataclass(frozen=True, slots=True)
class Found:
    """A mention in offsets of the plain text (repaired, simplified, ordinary width)."""

    start: int
    end: int
    name: str
    rule: str
    score: float
    certain: bool


@dataclass(frozen=True, slots=True)
class Note:
    """A candidate in offsets of the plain text, and what became of it."""

    start: int
    end: int
    why: str
    found: Found | None = None  # None: refused
    body: Body | None = None  # how the words before the ending were read


@dataclass(slots=True)
class Trace:
    """Notes in the order in which they were made. A later note on the same span overrules an earlier one."""

    notes: list[Note] = field(default_factory=list)

    def take(self, found: Found, why: str, body: Body | None = None) -> None:
        """Note a firm found, or the new reading of one."""
        self.notes.append(Note(found.start, found.end, why, found, body))

    def refuse(self, start: int, end: int, why: str, body: Body | None = None) -> None:
        """Note a candidate that is no firm."""
        self.notes.append(Note(start, end, why, None, body))
