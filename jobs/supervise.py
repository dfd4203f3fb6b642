"""Runs a few commands as one: what must be done first, then what runs side by side, ended together.

Used by `python -m jobs run` and the demo. Knows processes and signals, nothing of jobs.
"""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click

#: Seconds a child may take to end after it was asked to.
GRACE = 30.0
_LOOK = 0.1  # seconds between two looks at the children
_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Command:
    """A child: its name for people and its arguments after the Python interpreter."""

    name: str
    args: tuple[str, ...]


@dataclass(slots=True)
class _Family:
    """The children that live now, and whether somebody asked us to stop."""

    extra: Mapping[str, str]
    children: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)
    stopping: bool = False

    def stop(self) -> None:
        """Only a mark: raising here could lose a child that was just started."""
        self.stopping = True

    def start(self, command: Command) -> None:
        """Start a child in its own process group: Ctrl-C on the terminal reaches us alone, and we end the children."""
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH"))))
        self.children[command.name] = subprocess.Popen(  # noqa: S603  # our own interpreter with our own arguments
            [sys.executable, *command.args], env={**os.environ, **self.extra, "PYTHONPATH": path}, process_group=0
        )

    def first_end(self) -> tuple[str, int] | None:
        """Wait for the end of a child: its name and code; None when we are to stop."""
        while not self.stopping:
            for name, child in self.children.items():
                code = child.poll()
                if code is not None:
                    del self.children[name]
                    return name, code
            time.sleep(_LOOK)
        return None

    def end(self) -> None:
        """Ask all to end, wait GRACE seconds together, kill the groups of those that did not."""
        for child in self.children.values():
            child.terminate()
        until = time.monotonic() + GRACE
        for child in self.children.values():
            try:
                child.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()
        self.children.clear()


def run(first: Sequence[Command], together: Sequence[Command], ready: str, extra: Mapping[str, str] | None = None) -> int:
    """Run `first` one after the other, then `together` until a signal (0) or the end of one (not 0). Leaves no child behind.

    `ready` is printed when all of `together` were started; `extra` is added to the children's environment.
    """
    family = _Family(extra or {})
    with signals(family.stop):
        try:
            for command in first:
                family.start(command)
                ended = family.first_end()
                if ended is None:
                    return 0
                if ended[1]:
                    return _report(*ended)
            for command in together:
                family.start(command)
            click.echo(ready)
            ended = family.first_end()
            return 0 if ended is None else _report(*ended)
        finally:
            family.end()


def _report(name: str, code: int) -> int:
    click.echo(f"{name} 结束了（代码 {code}），其余一并停止", err=True)
    return code if code > 0 else 1


@contextmanager
def signals(end: Callable[[], None]) -> Iterator[None]:
    """While we run, the first signal that means "stop" (Ctrl-C, SIGTERM, a closed terminal) calls `end`; the rest is the caller's."""
    asked = False

    def handle(number: int, frame: FrameType | None) -> None:  # noqa: ARG001  # the shape of a signal handler
        nonlocal asked
        if not asked:
            asked = True
            end()

    before = {number: signal.signal(number, handle) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Whether nobody else holds the lock at `path`. The system drops the lock with the process, so none is ever stale."""
    with path.open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True
