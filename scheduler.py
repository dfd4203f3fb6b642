"""The clock, and with the demo the only place where jobs and scrapers meet.

    python scheduler.py          keep the clock: rounds, alerts, mail, until SIGTERM or Ctrl-C
    python scheduler.py once     one round, then the alerts and the mail that are due; for cron
    python scheduler.py backfill SOURCE --from 2026-01-01 --to 2026-03-31
                                 queue past issues of a paper that is addressed by date; the clock reads them

Jobs live in memory; what is due lives in the database, so nothing is lost when the clock stops.
"""

from __future__ import annotations

import argparse
import logging
import signal
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

if __name__ == "__main__":  # before the imports that take a second: Ctrl-C then ends us without a trace
    signal.signal(signal.SIGINT, signal.SIG_DFL)

import click
from apscheduler.schedulers.blocking import BlockingScheduler

from jobs import alerts
from jobs.config import Settings, load
from jobs.errors import REASONS, SettingError, StoreError, TongpinError
from jobs.mail import mailer
from jobs.model import SourceCard
from jobs.store import Store
from jobs.supervise import alone, signals
from jobs.update import RoundReport, run_round
from jobs.update.apart import Readers
from jobs.update.backfill import fill
from jobs.update.telling import telling
from scrapers.fetch import Fetcher

if TYPE_CHECKING:
    from jobs.mail import Mailer
    from jobs.model import DueAsk, Page
    from jobs.update import Progress, SourceLike
    from scrapers.source import Source

log = logging.getLogger("clock")

#: Seconds between two signs of life in `clock.alive`; /healthz turns red after 120 without one.
BEAT = 15
#: A round takes nothing new after this long, so that a slow day cannot keep it from ending.
LONGEST_ROUND = timedelta(minutes=60)
#: Seconds by which the wall clock may drift from the steady one before it counts as a jump.
JUMP = 20.0


def now() -> datetime:
    """The time, aware."""
    return datetime.now(UTC)


@dataclass(slots=True)
class Work:
    """What the clock's jobs share."""

    settings: Settings
    store: Store
    sources: Mapping[str, Source]
    fetcher: Fetcher
    readers: Readers
    mailer: Mailer | None
    stop: threading.Event = field(default_factory=threading.Event)

    def round(self, longest: timedelta = LONGEST_ROUND, told: Progress | None = None) -> RoundReport:
        """One round, ended early by a stop or after `longest`."""
        until = time.monotonic() + longest.total_seconds()
        enabled = {key: source for key, source in self.sources.items() if source.verdict == "GO"}
        return run_round(
            self.store,
            self.fetch,
            enabled,
            now,
            regions=self.settings.regions,
            workers=self.settings.fetch_workers,
            progress=told,
            read=self.readers.read,
            stop=lambda: self.stop.is_set() or time.monotonic() > until,
        )

    def fetch(self, due: DueAsk, source: SourceLike) -> Page:
        """A page, in the source's pace and only if it changed."""
        return self.fetcher.fetch(due.ask, pace=source.pace, etag=due.etag, last_modified=due.last_modified)

    def rank(self) -> None:
        """Count anew what is hot, when that is due."""
        self.store.rank(now())

    def send(self) -> tuple[int, alerts.SendReport]:
        """Match the alerts and send what lies in the outbox; without a mail server nothing."""
        if self.mailer is None:
            return 0, alerts.SendReport()
        made = alerts.match(self.store, now())
        return made, alerts.send(self.store, self.mailer, self.settings, now())

    def tidy(self) -> None:
        """What the calendar changes without a page: deadlines that pass, posts nobody confirmed; and the log's checkpoint."""
        self.store.sweep(now())
        self.store.checkpoint()

    def beat(self) -> None:
        """A sign of life for /healthz: the file's time."""
        path = self.settings.data_dir / "clock.alive"
        path.write_text(now().isoformat(timespec="seconds"))


def main(
    argv: Sequence[str] | None = None,
    sources: Mapping[str, Source] | None = None,
    allow: frozenset[tuple[str, int]] = frozenset(),
    every: timedelta | None = None,
) -> int:
    """Exit code: 0 also when sources failed (they are named), 1 when the store would not work, 2 for a wrong setting.

    `sources`: those of scrapers.sources unless given. `allow`: loopback addresses the demo's own sites stand at;
    no setting opens them. `every`: time between two rounds, round_minutes unless given.
    """
    wanted = _arguments(argv)
    try:
        settings = load()
        logging.basicConfig(level=settings.log_level, format="%(asctime)s %(name)s %(levelname)s %(message)s")
        for chatty in ("apscheduler", "alembic"):
            logging.getLogger(chatty).setLevel(logging.WARNING)
        if wanted.what == "backfill":
            return backfill(settings, _known(sources), wanted.source, (wanted.first, wanted.last))
        with _working(settings, sources, allow) as work:
            if work is None:
                return 0
            if wanted.what == "once":
                return once(work, timedelta(seconds=wanted.seconds))
            return keep_clock(work, every or timedelta(minutes=settings.round_minutes))
    except SettingError as error:
        click.echo(str(error), err=True)
        return 2
    except TongpinError as error:
        click.echo(f"{type(error).__name__}: {error}", err=True)
        return 1


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser("scheduler.py", description=(__doc__ or "").partition("\n")[0])
    commands = parser.add_subparsers(dest="what", metavar="{once,backfill}")
    only = commands.add_parser("once", help="one round, then end")
    only.add_argument("--seconds", type=float, default=LONGEST_ROUND.total_seconds(), help="take nothing new after so long")
    back = commands.add_parser("backfill", help="queue past issues of a paper that is addressed by date")
    back.add_argument("source", help="id of the source, as `python -m scrapers list` shows it")
    back.add_argument("--from", dest="first", type=date.fromisoformat, required=True, metavar="DATE", help="first day, 2026-01-01")
    back.add_argument("--to", dest="last", type=date.fromisoformat, required=True, metavar="DATE", help="last day, included")
    return parser.parse_args(argv)


@contextmanager
def _working(settings: Settings, sources: Mapping[str, Source] | None, allow: frozenset[tuple[str, int]]) -> Iterator[Work | None]:
    """The doors, opened and closed again; None when another clock works on this folder."""
    with alone(settings.folder() / "clock.lock") as first:
        if not first:
            click.echo(f"另一个时钟正在使用 {settings.data_dir}，这里不再运行", err=True)
            yield None
            return
        sources = _known(sources)
        store = Store.open(settings.database, index=settings.index, checkpoints=True)
        fetcher = Fetcher(user_agent=settings.user_agent, allow=allow)
        try:
            store.upgrade()
            store.register(map(card, sources.values()))
            with Readers(sources) as readers:
                yield Work(settings, store, sources, fetcher, readers, mailer(settings))
        finally:
            fetcher.close()
            store.close()


def _known(sources: Mapping[str, Source] | None) -> Mapping[str, Source]:
    """The sources given, else those of the installation."""
    if sources is not None:
        return sources
    from scrapers.sources import load as load_sources

    return load_sources()


def card(source: Source) -> SourceCard:
    """What the store keeps of a source."""
    return SourceCard(
        id=source.id,
        name=source.name,
        kind=source.kind,
        family=source.family,
        home=source.home,
        place=source.place,
        verdict=source.verdict,
        enabled=source.verdict == "GO",
        pace=source.pace,
        note=source.note,
        search_url=_search_url(source),
    )


def _search_url(source: Source) -> str | None:
    """A source's own search with {firm} where the firm stands, for sources that are never read."""
    link = source.search_link("FIRM") if source.verdict == "OFF" else None
    return link.replace("FIRM", "{firm}") if link else None


# ---------------------------------------------------------------- once


def once(work: Work, longest: timedelta) -> int:
    """One round and the mail that is due, told on the terminal."""
    with signals(work.stop.set), telling() as told:
        report = work.round(longest, told)
    click.echo(report.sentence() + ("；到时为止，其余下次再读" if report.cut_short else ""))
    for source_id, failed in sorted(report.failures.items()):
        click.echo(f"  {work.sources[source_id].name}：{REASONS.get(failed.reason, failed.reason)}（{failed.count} 次）")
    work.tidy()
    work.rank()
    made, sent = work.send()
    if made or sent != alerts.SendReport():
        click.echo(f"提醒 {made} 封，已发 {sent.sent}，稍后再发 {sent.later}，放弃 {sent.given_up}")
    return 0


# ---------------------------------------------------------------- back-fill


def backfill(settings: Settings, sources: Mapping[str, Source], source_id: str, days: tuple[date, date]) -> int:
    """Queue the issues of these days; a clock that runs may go on. 2 for a source or days that cannot be meant."""
    store = Store.open(settings.database, index=settings.index)
    try:
        store.upgrade()
        store.register(map(card, sources.values()))
        click.echo(fill(store, sources, source_id, days, now()))
    except ValueError as error:
        click.echo(str(error), err=True)
        return 2
    finally:
        store.close()
    return 0


# ---------------------------------------------------------------- the clock


def keep_clock(work: Work, every: timedelta) -> int:
    """Run rounds, alerts, tidying and signs of life until a signal. Late jobs run once, never twice at a time."""
    quiet = {"misfire_grace_time": None, "coalesce": True, "max_instances": 1}
    clock = BlockingScheduler(timezone=UTC, job_defaults=quiet)
    for job, gap in ((_round, every), (_alerts, timedelta(minutes=1)), (_tidy, timedelta(minutes=10)), (_beat, timedelta(seconds=BEAT))):
        clock.add_job(job, "interval", args=[work], seconds=gap.total_seconds(), next_run_time=now(), id=job.__name__)
    watching = threading.Thread(target=watch, args=(clock, work.stop), name="watch", daemon=True)

    def shut() -> None:
        while not clock.running:
            time.sleep(0.05)
        clock.shutdown()  # waits for the jobs at work

    def end() -> None:
        work.stop.set()
        # In a thread of its own: a signal's handler must not wait for locks that the thread it interrupts may hold.
        threading.Thread(target=shut, name="end").start()

    with signals(end):
        watching.start()
        log.info("the clock runs: a round every %s", every)
        clock.start()
    log.info("the clock stopped")
    return 0


def _round(work: Work) -> None:
    with _told("round"):
        report = work.round()
        log.info("%s", report.sentence())
        for source_id, failed in sorted(report.failures.items()):
            log.warning("%s: %s (%d): %s", source_id, failed.reason, failed.count, failed.detail)
        work.rank()


def _alerts(work: Work) -> None:
    with _told("alerts"):
        made, sent = work.send()
        if made or sent != alerts.SendReport():
            log.info("alerts: %d made, %d sent, %d later, %d given up", made, sent.sent, sent.later, sent.given_up)


def _tidy(work: Work) -> None:
    with _told("tidy"):
        work.tidy()


def _beat(work: Work) -> None:
    work.beat()


@contextmanager
def _told(what: str) -> Iterator[None]:
    """A store that will not work just now costs this run of the job; anything else APScheduler logs with its trace."""
    try:
        yield
    except StoreError as error:
        log.error("%s: %s: %s", what, type(error).__name__, error)  # noqa: TRY400  # one line; the trace says nothing more


def watch(clock: BlockingScheduler, stop: threading.Event, every: float = 2.0) -> None:
    """Jobs wait by the wall clock; when that jumps, all are due at once, or a jump back would silence them for as long."""
    offset = time.time() - time.monotonic()
    while not stop.wait(every):
        here = time.time() - time.monotonic()
        if abs(here - offset) > JUMP:
            log.warning("the system's time jumped by %+.0f s", here - offset)
            for job in clock.get_jobs():
                job.modify(next_run_time=now())
            offset = here


if __name__ == "__main__":
    sys.exit(main())
