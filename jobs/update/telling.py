"""A round told on the terminal while it runs."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from jobs.update.report import Progress, RoundReport


def telling() -> AbstractContextManager[Progress]:
    """A progress bar on a terminal, a line every few seconds elsewhere."""
    console = Console()
    return _terminal(console) if console.is_terminal else nullcontext(Lines())


@contextmanager
def _terminal(console: Console) -> Iterator[Progress]:
    columns = (
        SpinnerColumn(),
        TextColumn("读取来源"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[what]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None, what="")

        def told(report: RoundReport, waiting: int, names: Mapping[str, str]) -> None:
            done = report.pages + sum(failed.count for failed in report.failures.values())
            what = f"岗位 {report.kept.posts_new} · 企业 {report.kept.companies} · {'、'.join(sorted(names))}"
            bar.update(task, completed=done, total=done + waiting, what=what)

        yield told


class Lines:
    """Tells a round in lines, at most one every five seconds."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def __call__(self, report: RoundReport, waiting: int, names: Mapping[str, str]) -> None:  # noqa: ARG002  # the shape of Progress
        """Called after every page."""
        if time.monotonic() - self._last >= 5:
            self._last = time.monotonic()
            click.echo(f"{report.sentence()}，待读 {waiting}")
