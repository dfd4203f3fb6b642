"""Manners towards one host: one connection at a time, a rest between two requests, longer when it asks for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from jobs.errors import Unreachable

DAY = 86_400.0
#: A worker never waits longer than this in place; the caller gets `too_many` with the seconds that remain.
LONGEST_WAIT = 90.0
#: The longest rest that a slow site earns by its slowness alone.
LONGEST_REST = 60.0
#: What takes less than this is no sign of a tired site.
QUICK = 1.0
FIRST_BACKOFF = 30.0
MOST_HOSTS = 4096


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, as three functions that a test may replace."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    ticks: Callable[[], float] = time.monotonic  # seconds that never jump
    sleep: Callable[[float], object] = time.sleep


@dataclass(slots=True)
class _Host:
    lock: threading.Lock = field(default_factory=threading.Lock)
    ended: float = float("-inf")  # when the last request was over, in ticks
    rest: float = 0.0  # how long that request took, if long: a slow site gets as long to breathe
    backoff: float = 0.0
    held: float = float("-inf")  # not before
    day: date = date.min
    count: int = 0


class Turn:
    """One request to a host, while it lasts."""

    def __init__(self) -> None:
        self.slower = self.fine = False
        self.retry_after: float | None = None

    def went_well(self) -> None:
        """A page came: the back-off may shrink. Errors and robots.txt never shorten it."""
        self.fine = True

    def slow_down(self, retry_after: float | None) -> None:
        """The site said 429 or 503."""
        self.slower, self.retry_after = True, retry_after


class Pacer:
    """Hands out turns. Thread-safe; forgets hosts that have been quiet."""

    def __init__(self, clock: Clock, per_day: int) -> None:
        self._clock = clock
        self._per_day = per_day
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, origin: str, gap: float, *, counted: bool = True) -> Iterator[Turn]:
        """Wait for the host's turn and hold it. Raises Unreachable too_many instead of waiting long or asking too often."""
        host = self._host(origin)
        if not host.lock.acquire(timeout=LONGEST_WAIT):
            raise Unreachable("too_many", origin, "the host is busy with another of our requests", LONGEST_WAIT)
        try:
            if counted:
                self._count(host, origin)
            self._wait(host, origin, gap)
            turn, began = Turn(), self._clock.ticks()
            try:
                yield turn
            finally:
                self._end(host, turn, gap, began)
        finally:
            host.lock.release()

    def _host(self, origin: str) -> _Host:
        with self._lock:
            if len(self._hosts) > MOST_HOSTS:
                quiet = self._clock.ticks() - 3600
                self._hosts = {key: host for key, host in self._hosts.items() if host.lock.locked() or max(host.ended, host.held) > quiet}
            return self._hosts.setdefault(origin, _Host())

    def _count(self, host: _Host, origin: str) -> None:
        now = self._clock.now()
        if host.day != now.date():
            host.day, host.count = now.date(), 0
        if host.count >= self._per_day:
            left = DAY - (now - datetime.combine(host.day, datetime.min.time(), UTC)).total_seconds()
            raise Unreachable("too_many", origin, f"{self._per_day} requests today are enough", left)
        host.count += 1

    def _wait(self, host: _Host, origin: str, gap: float) -> None:
        ready = max(host.ended + max(gap, host.backoff, min(host.rest, LONGEST_REST)), host.held)
        left = ready - self._clock.ticks()
        if left > LONGEST_WAIT:
            raise Unreachable("too_many", origin, "the site asked us to slow down", min(left, DAY))
        for _ in range(3):  # a sleep may end early, and returns at once when we shut down
            if left <= 0:
                return
            self._clock.sleep(left)
            left = ready - self._clock.ticks()

    def _end(self, host: _Host, turn: Turn, gap: float, began: float) -> None:
        host.ended = self._clock.ticks()
        took = host.ended - began
        host.rest = took if took > QUICK else 0.0
        if turn.slower:
            host.backoff = min(DAY, max(2 * host.backoff, 2 * gap, FIRST_BACKOFF))
            host.held = host.ended + max(host.backoff, turn.retry_after or 0.0)
        elif turn.fine:
            host.backoff = host.backoff / 2 if host.backoff > 2 * gap else 0.0
