"""What was made from the data, held while nothing is written: pieces of pages, and counts that many pages share."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from datetime import datetime
from typing import Any

#: Pieces held at most: cards of a kilobyte or two, and pages around them of twenty; when there are more, all are made anew.
MOST = 4_000
#: Seconds after which words that depend on the clock are said anew. Divides a day, so that "today" ends with the day.
CLOCK_SECONDS = 60


class Held:
    """Values by key, thrown away as soon as the data or the clock has moved on. Safe to share between threads."""

    def __init__(self, version: Callable[[], Hashable]) -> None:
        self._version = version
        self._kept: tuple[Hashable, dict[Hashable, Any]] = (None, {})

    def at(self, now: datetime) -> dict[Hashable, Any]:
        """The values that hold now, to read and to add to. What is added must be read after this call. Raises Busy."""
        kept, state = self._kept, self.state(now)
        if state != kept[0] or len(kept[1]) > MOST:
            kept = self._kept = (state, {})  # whoever still has the older values adds to those
        return kept[1]

    def state(self, now: datetime) -> Hashable:
        """What everything shown depends on. Raises Busy."""
        return self._version(), int(now.timestamp()) // CLOCK_SECONDS
