"""Pages a second over loopback: granian with two workers, and a fixed number of requests over a few kept connections."""

from __future__ import annotations

import os
import selectors
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from bench import pages_orm
from jobs.config import Settings

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

WORKERS, CONNECTIONS = 2, 16
_BYTES, _DATABASE = "BENCH_BYTES", "BENCH_DATABASE"


def bare() -> WSGIApplication:
    """A program that answers as many bytes."""
    content = b"x" * int(os.environ[_BYTES])

    def app(_: dict[str, Any], start: Any) -> Iterable[bytes]:
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(content)))])
        return [content]

    return app


def orm() -> WSGIApplication:
    """The page as small boards make it."""
    return pages_orm.app(os.environ[_DATABASE])


def measure(settings: Settings, pages: Sequence[str], page: bytes, requests: int) -> dict[str, dict[str, float]]:
    """Pages a second, and milliseconds that half and 99 of 100 took, of each way."""
    own = {"TONGPIN_DATA_DIR": str(settings.data_dir), "TONGPIN_SECRET_KEY": "k" * 48}
    peers = {_BYTES: str(len(page)), _DATABASE: settings.database}
    past = "Cookie: a=b\r\n"  # past what is kept in front
    ways = {
        "list pages, each made": ("jobs.web:create_app", own, past, requests),
        "list pages, kept two seconds": ("jobs.web:create_app", own, "", requests * 3),
        "list pages, kept, compressed": ("jobs.web:create_app", own, "Accept-Encoding: gzip\r\n", requests * 3),
        "peer: bare WSGI, same bytes": ("bench.pages_load:bare", peers, "", requests * 3),
        "peer: ORM, loaded lazily": ("bench.pages_load:orm", peers, "", max(requests // 10, 100)),
    }
    found = {}
    for name, (target, environment, header, count) in ways.items():
        with _served(target, environment) as port:
            _load(port, pages, header, max(count // 10, len(pages) * WORKERS * 2))  # each worker sees each page
            found[name] = _load(port, pages, header, count)
    return found


@contextmanager
def _served(target: str, environment: Mapping[str, str]) -> Iterator[int]:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", "--host", "127.0.0.1", "--port", str(port)]
    command += ["--workers", str(WORKERS), "--blocking-threads", "1", "--no-ws", "--log-level", "error", target]
    server = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise TimeoutError("the server did not come up")


class _Line:
    """A kept connection with one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), 10)
        self.began = 0.0
        self.left: int | None = None  # bytes of the answer still to come; None: its head is not whole
        self.head = b""

    def send(self, request: bytes) -> None:
        self.began, self.left, self.head = time.perf_counter(), None, b""
        self.socket.sendall(request)

    def read(self) -> bool:
        """Take what came; whether the answer is whole. Raises OSError for an answer that is none."""
        some = self.socket.recv(262_144)
        if not some:
            raise OSError("the server hung up")
        if self.left is None:
            self.head += some
            head, end, body = self.head.partition(b"\r\n\r\n")
            if not end:
                return False
            if not head.startswith(b"HTTP/1.1 200"):
                raise OSError(head[:80].decode())
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
            self.left = int(length.partition(b":")[2]) - len(body)
        else:
            self.left -= len(some)
        return self.left <= 0


def _load(port: int, pages: Sequence[str], header: str, count: int) -> dict[str, float]:
    """So many requests, in turn over the pages."""
    asked = [f"GET {page} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{header}\r\n".encode() for page in pages]
    waiting = selectors.DefaultSelector()
    lines = [_Line(port) for _ in range(CONNECTIONS)]
    took: list[float] = []
    began, sent = time.perf_counter(), 0
    for line in lines:
        waiting.register(line.socket, selectors.EVENT_READ, line)
        line.send(asked[sent % len(asked)])
        sent += 1
    while len(took) < sent:
        for key, _ in waiting.select(10):
            line = key.data
            if line.read():
                took.append(time.perf_counter() - line.began)
                if sent < count:
                    line.send(asked[sent % len(asked)])
                    sent += 1
    seconds = time.perf_counter() - began
    for line in lines:
        line.socket.close()
    took.sort()
    return {
        "per_second": round(len(took) / seconds),
        "p50": round(took[len(took) // 2] * 1000, 2),
        "p99": round(took[len(took) * 99 // 100] * 1000, 2),
    }
