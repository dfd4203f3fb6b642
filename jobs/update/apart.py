"""Reads pages in processes that may be killed: one hostile page costs its own ask and nothing else.

A reader that takes too long, wants too much memory or breaks ends with its process; the caller gets
a ReadError and the next page a fresh process. The other sources never wait for it.
"""

from __future__ import annotations

import multiprocessing
import queue
import resource
import signal
from collections.abc import Mapping
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from typing import TYPE_CHECKING, Self

from jobs.errors import ReadError
from jobs.update.line import receive_answer, receive_page, send_answer, send_page

if TYPE_CHECKING:
    from types import TracebackType

    from jobs.model import Page, Reading
    from jobs.update.source import SourceLike

#: Seconds of wall time a page may take to read.
SECONDS = 10.0
#: Bytes of address space a reading process may have.
MEMORY = 1024 * 1024 * 1024
#: A process is replaced after this many pages, so that what a library leaks does not add up.
MOST_PAGES = 2_000
#: Seconds a fresh process may take to import its readers.
_START = 60.0

_SPAWN = multiprocessing.get_context("spawn")  # a fork of a process with threads may hang for ever


class Readers:
    """Some processes that read pages, `read(source, page)` from any thread. A context: leaving it ends them."""

    def __init__(self, sources: Mapping[str, SourceLike], count: int = 2, seconds: float = SECONDS) -> None:
        self._sources = dict(sources)
        self._seconds = seconds
        self._free: queue.Queue[_Reader | None] = queue.Queue()
        for _ in range(count):
            self._free.put(None)  # started when first needed
        self._count = count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all processes, waiting for those at work (at most `seconds` each)."""
        for _ in range(self._count):
            _end(self._free.get())

    def read(self, source: SourceLike, page: Page) -> Reading:
        """What the page holds. Raises ReadError, also when the reader had to be ended."""
        reader = self._free.get()
        try:
            if reader is None or reader.worn():
                _end(reader)
                reader = _Reader(self._sources)
            return reader.ask(source.id, page, self._seconds)
        except (EOFError, OSError) as error:
            _end(reader)
            reader = None
            said = f"an answer of its reader within {self._seconds:g} s" if isinstance(error, TimeoutError) else "a reader that survives it"
            raise ReadError(said, page.url) from error
        finally:
            self._free.put(reader)


def _end(reader: _Reader | None) -> None:
    if reader is not None:
        reader.end()


class _Reader:
    """One process and the line to it."""

    def __init__(self, sources: Mapping[str, SourceLike]) -> None:
        self._line, theirs = _SPAWN.Pipe()
        self._process: BaseProcess = _SPAWN.Process(target=_serve, args=(theirs, sources), daemon=True, name="reader")
        self._process.start()
        theirs.close()
        self._pages = 0

    def worn(self) -> bool:
        """Whether the process has read enough, or is gone."""
        return self._pages >= MOST_PAGES or not self._process.is_alive()

    def ask(self, source_id: str, page: Page, seconds: float) -> Reading:
        """The answer. Raises the reader's ReadError; TimeoutError, EOFError or OSError when the process must be ended."""
        send_page(self._line, source_id, page)
        wait = seconds if self._pages else seconds + _START  # a fresh process imports its readers first
        self._pages += 1
        if not self._line.poll(wait):
            raise TimeoutError
        return receive_answer(self._line)

    def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self._line.close()
        self._process.kill()
        self._process.join()
        self._process.close()


def _serve(line: Connection, sources: Mapping[str, SourceLike]) -> None:
    """In the child: answer until the line is closed. Anything but a ReadError ends the process, with its traceback."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, who ends us
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            source_id, page = receive_page(line)
        except EOFError:
            return
        try:
            send_answer(line, sources[source_id].read(page))
        except ReadError as error:
            send_answer(line, error)
