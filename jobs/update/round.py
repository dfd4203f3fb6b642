"""One round: read what is due, keep what was found, want what follows.

Pages are fetched, read and understood by a pool of threads, one ask of a source at a time (the store
leases them so). Keeping is one writer, the calling thread: one transaction a page, all or nothing.
"""

from __future__ import annotations

import logging
import os
import socket
import time
from collections.abc import Callable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from jobs.errors import FetchError, ReadError, StoreError
from jobs.names import KnownName, KnownNames
from jobs.names.index import LinkIndex
from jobs.store.asks import Waits
from jobs.update import plan
from jobs.update.keep import Came, Chains, Keeping, related
from jobs.update.report import Progress, RoundReport
from jobs.update.understand import understand

if TYPE_CHECKING:
    from jobs.model import DueAsk, Page, Reading
    from jobs.store import Store
    from jobs.update.source import SourceLike

log = logging.getLogger(__name__)

#: Longer than any fetch (deadline, pace) and read may take; a worker that died frees its source after it.
LEASE = timedelta(minutes=10)
#: Pages of one round, all sources together; what is due beyond waits for the next.
MOST_PAGES = 5_000
#: A decoded page above this is not read: no list of posts is that long.
MOST_BYTES = 8 * 1024 * 1024
FAR = timedelta(days=3650)
#: Seconds for which the index of known firms is used before it is built anew.
FRESH = 5.0

Fetch = Callable[["DueAsk", "SourceLike"], "Page"]
Read = Callable[["SourceLike", "Page"], "Reading"]


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The page is the same as last time."""


Outcome = Came | Unchanged


def read_here(source: SourceLike, page: Page) -> Reading:
    """Read in this thread. The clock passes a reader that can be killed instead (jobs.update.apart)."""
    return source.read(page)


def run_round(  # noqa: PLR0913  # the doors and the bounds of a round, all by name
    store: Store,
    fetch: Fetch,
    sources: Mapping[str, SourceLike],
    now: Callable[[], datetime],
    *,
    regions: tuple[str, ...],
    workers: int,
    progress: Progress | None = None,
    read: Read = read_here,
    stop: Callable[[], bool] = lambda: False,
) -> RoundReport:
    """Loop until nothing is due, a cap is reached or `stop()` says so; pages under way are still kept.

    `fetch(due, source)` raises FetchError; `read(source, page)` raises ReadError. `sources` by id; those
    whose place has nothing to do with `regions` are left alone. Raises StoreError.
    """
    near = {key: source for key, source in sources.items() if source.place is None or any(related(source.place, r) for r in regions)}
    round_ = _Round(store, near, regions, now, fetch, read)
    round_.want_starts()
    round_.choose_looks()
    round_.loop(workers, stop, progress)
    return round_.report


@dataclass(slots=True)
class _Round:
    """The state of one round."""

    store: Store
    sources: Mapping[str, SourceLike]
    regions: tuple[str, ...]
    now: Callable[[], datetime]
    fetch: Fetch
    read: Read
    report: RoundReport = field(default_factory=RoundReport)
    chains: Chains = field(default_factory=Chains)
    running: dict[Future[Outcome], DueAsk] = field(default_factory=dict)
    worker: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}")
    known: KnownNames | None = None
    known_at: float = -FRESH
    index: LinkIndex = field(
        default_factory=lambda: LinkIndex(complete=False)
    )  # of the same firms, and of those made since; for this thread alone

    def look(self, due: DueAsk, source: SourceLike, known: KnownNames | None) -> Outcome:
        """In a worker thread: fetch, compare, read, understand. Touches nothing of the round."""
        page = self.fetch(due, source)
        if page.status == 304:
            return Unchanged()
        body_hash = sha256(page.content).hexdigest()
        if body_hash == due.body_hash:
            return Unchanged()
        if len(page.content) > MOST_BYTES:
            raise ReadError(f"a page of at most {MOST_BYTES} bytes", page.url)
        reading = self.read(source, page)
        if reading.kind == "blocked":
            raise ReadError(reading.said or "a page without a wall", page.url, "blocked")
        if reading.kind == "error":
            raise ReadError(reading.said or "a page without an error", page.url)
        return Came(page, body_hash, understand(reading, page.url, source.place, known))

    def firms(self) -> KnownNames:
        """The firms we have, at most FRESH seconds old: a name first met a moment ago may complete the next headline."""
        if self.known is None or time.monotonic() - self.known_at > FRESH:
            names = [KnownName(firm.name, firm.place, aliases) for firm, aliases in self.store.companies()]
            self.known = KnownNames(names)
            for name in names:
                self.index.add(name)
            self.known_at = time.monotonic()
        return self.known

    def want_starts(self) -> None:
        """Make sure that every start page is an ask. One that already is keeps its time."""
        now = self.now()
        for source in self.sources.values():
            for ask in source.starts():
                # `want` moves a known ask earlier; wanting it far off first tells new ones from known ones.
                if self.store.want(source.id, [ask], now + FAR):
                    self.store.want(source.id, [ask], now)

    def choose_looks(self) -> None:
        """Of the known posts that are due, look at those first that were not confirmed for the longest time, as many as their source bears."""
        now = self.now()
        for source in self.sources.values():
            most = plan.most_looks(source.pace, self.store.pages_read(source.id, now), now)
            self.store.choose_looks(source.id, most, now, Waits(plan.POST_EVERY, plan.PAGE_EVERY, plan.ROUND))

    def loop(self, workers: int, stop: Callable[[], bool], progress: Progress | None) -> None:
        """Keep the pool busy until nothing is due and nothing runs."""
        with ThreadPoolExecutor(workers, thread_name_prefix="look") as pool:
            while True:
                full = self.report.pages + len(self.running) >= MOST_PAGES or stop()
                if not full:
                    self.take(pool, workers - len(self.running))
                if not self.running:
                    self.report.cut_short = full and self.store.count_due(self.now()) > 0
                    return
                done, _ = wait(self.running, timeout=0.5, return_when=FIRST_COMPLETED)
                for future in done:
                    self.settle(self.running.pop(future), future)
                if progress is not None:
                    progress(self.report, self.store.count_due(self.now()), {d.source_id: d.ask.url for d in self.running.values()})

    def take(self, pool: ThreadPoolExecutor, room: int) -> None:
        """Lease what is due and hand it to the pool."""
        if room <= 0:
            return
        for due in self.store.due(self.now(), room, LEASE, self.worker):
            source = self.sources.get(due.source_id)
            if source is None:  # it was taken out of the installation between two starts
                self.store.failed(due, ReadError("a source of this name", due.ask.url), self.now(), self.now() + plan.DAY)
            else:
                self.running[pool.submit(self.look, due, source, self.firms())] = due

    def settle(self, due: DueAsk, future: Future[Outcome]) -> None:
        """Keep what came of an ask, or note why nothing did."""
        error = future.exception()
        if isinstance(error, FetchError | ReadError):
            self.fail(due, error)
        elif isinstance(error, Exception):
            # A reader's own mistake is its source's failure, not the round's.
            log.error("%s could not read %s", due.source_id, due.ask.url, exc_info=error)
            self.fail(due, ReadError(f"{type(error).__name__}: {error}", due.ask.url))
        elif error is not None:
            raise error
        else:
            self.keep(due, future.result())

    def keep(self, due: DueAsk, outcome: Outcome) -> None:
        """Write down what came, in one transaction; an ask that cannot be kept moves on before the error does."""
        source, now = self.sources[due.source_id], self.now()
        page_at_fault = True
        try:
            if isinstance(outcome, Unchanged):
                confirmed = self.store.unchanged(due, now, plan.after_look(due, source.every, None, now))
                self.chains.add(due, None)
                self.report.unchanged += 1
                self.report.kept.posts_confirmed += confirmed
            else:
                with self.store.writing() as writing:
                    keeping = Keeping(writing, due, source, outcome, self.sources, self.regions, now, self.index)
                    change = keeping.keep(self.chains)
                self.report.kept.add(change)
            self.report.pages += 1
            page_at_fault = False
        except StoreError:
            page_at_fault = False  # the database is: the lease runs out and the page is read again
            raise
        finally:
            if page_at_fault:
                error = ReadError("a page that can be kept", due.ask.url)
                self.store.failed(due, error, now, plan.after_failure(due, error, now))

    def fail(self, due: DueAsk, error: FetchError | ReadError) -> None:
        """Move the ask, note the source's health; nothing that is stored is touched."""
        now = self.now()
        reason = error.reason
        if due.ask.why == "post" and reason == plan.GONE and plan.given_up(due, reason):
            with self.store.writing() as writing:
                self.report.kept.posts_closed += writing.close_sighting(due.source_id, due.ask.url, "原页已不存在", now)
        self.store.failed(due, error, now, plan.after_failure(due, error, now))
        self.report.failed(due.source_id, reason, str(error))
        log.debug("%s: %s", due.source_id, error)
