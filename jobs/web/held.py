"""What was made from the data, held while nothing is written: pieces of pages, and counts that many pages share."""

from __future__ import annotations

import sys
from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any

#: Bytes of pieces held at most, of each kind; when there are more, all are made anew.
MOST_BYTES = 32 * 1024 * 1024
#: Reckoned for a key, and for a value that is no text: a hundred counts, or a dozen firms.
_KEY, _COUNTS = 1024, 8192
#: Seconds after which words that depend on the clock are said anew. Divides a day, so that "today" ends with the day.
CLOCK_SECONDS = 60


class Pieces:
    """Values by key, and the bytes they take."""

    def __init__(self) -> None:
        self._values: dict[Hashable, Any] = {}
        self.size = 0

    def get(self, key: Hashable) -> Any:  # whatever was added
        """The value; None when there is none."""
        return self._values.get(key)

    def add(self, key: Hashable, value: object) -> None:
        """Hold a value that is not None."""
        self._values[key] = value
        self.size += _KEY + _size(value)


class Held:
    """Pieces, thrown away as soon as what they depend on has moved on. Safe to share between threads."""

    def __init__(self, version: Callable[[], Hashable]) -> None:
        self._version = version
        self._kept: tuple[Hashable, Pieces] = (None, Pieces())
        self._lasting: tuple[Hashable, Pieces] = (None, Pieces())

    def at(self, now: datetime) -> Pieces:
        """What holds while nothing is written, to read and to add to. What is added must be read after this call. Raises Busy."""
        self._kept = _current(self._kept, self.state(now))  # whoever still has the older pieces adds to those
        return self._kept[1]

    def lasting(self, now: datetime) -> Pieces:
        """What depends on its key and the clock alone, whatever is written."""
        self._lasting = _current(self._lasting, _tick(now))
        return self._lasting[1]

    def state(self, now: datetime) -> Hashable:
        """What everything shown depends on. Raises Busy."""
        return self._version(), _tick(now)


def _current(kept: tuple[Hashable, Pieces], state: Hashable) -> tuple[Hashable, Pieces]:
    return kept if kept[0] == state and kept[1].size <= MOST_BYTES else (state, Pieces())


def _tick(now: datetime) -> int:
    return int(now.timestamp()) // CLOCK_SECONDS


def _size(value: object) -> int:
    if isinstance(value, str):
        return sys.getsizeof(value)
    return sum(map(_size, value)) if isinstance(value, tuple) else _COUNTS
