"""Real servers on the loopback, as rude as they need to be, and a clock that a test moves."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from jobs.errors import FetchError
from jobs.model import Ask, Page
from scrapers.fetch import Clock, Fetcher, Terms

Respond = Callable[["Asked"], "bytes | None"]


@dataclass
class Asked:
    """One request as the server saw it. `sock` is for answers that are not one block of bytes."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    sock: socket.socket
    ticks: float


@dataclass
class Site:
    """A server that answers each request with what `respond` returns; None: the answer was given by hand, close."""

    respond: Respond
    port: int = 0
    asked: list[Asked] = field(default_factory=list)
    connections: int = 0
    _listener: socket.socket | None = None

    def url(self, path: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        return [one.path for one in self.asked]

    def start(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(30)
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def stop(self) -> None:
        assert self._listener is not None
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        self._listener.close()

    def _accept(self) -> None:
        assert self._listener is not None
        while True:
            try:
                sock, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(sock,), daemon=True).start()

    def _serve(self, sock: socket.socket) -> None:
        sock.settimeout(20)
        with sock:
            try:
                while (asked := _read_request(sock)) is not None:
                    self.asked.append(asked)
                    answer = self.respond(asked)
                    if answer is None:
                        return
                    sock.sendall(answer)
            except OSError:
                return


def _read_request(sock: socket.socket) -> Asked | None:
    data = b""
    while b"\r\n\r\n" not in data:
        piece = sock.recv(65536)
        if not piece:
            return None
        data += piece
    head, _, body = data.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    while len(body) < int(headers.get("content-length", 0)):
        body += sock.recv(65536)
    method, path, _ = first.split(" ", 2)
    return Asked(method, path, headers, body, sock, time.monotonic())


def http(body: bytes | str = b"", status: int = 200, **headers: str) -> bytes:
    """A whole answer. Header names are written with underscores; a name set to "" is left out."""
    data = body.encode() if isinstance(body, str) else body
    fields = {"content_type": "text/html", "content_length": str(len(data))} | headers
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in fields.items() if value]
    return (f"HTTP/1.1 {status} X\r\n" + "".join(f"{line}\r\n" for line in lines) + "\r\n").encode() + data


@dataclass
class Hand:
    """A clock moved by hand: sleeping moves it, and is written down."""

    at: float = 1000.0
    slept: list[float] = field(default_factory=list)
    start: datetime = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)

    def now(self) -> datetime:
        return self.start + timedelta(seconds=self.at - 1000.0)

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.at += seconds

    @property
    def clock(self) -> Clock:
        return Clock(self.now, lambda: self.at, self.sleep)


@dataclass
class Bench:
    """What a test needs: sites, a clock, and a door that may reach just these sites."""

    hand: Hand = field(default_factory=Hand)
    sites: list[Site] = field(default_factory=list)
    doors: list[Fetcher] = field(default_factory=list)

    def site(self, respond: Respond | bytes, robots: bytes | None = None) -> Site:
        """A site whose robots.txt is `robots` (404 when not given) and whose other pages come from `respond`."""

        def answer(asked: Asked) -> bytes | None:
            if asked.path == "/robots.txt" and robots != b"own":
                return robots or http(status=404)
            return respond if isinstance(respond, bytes) else respond(asked)

        site = Site(answer)
        site.start()
        self.sites.append(site)
        return site

    def door(self, terms: Terms | None = None, allow: frozenset[tuple[str, int]] | None = None) -> Fetcher:
        reach = frozenset(("127.0.0.1", site.port) for site in self.sites) if allow is None else allow
        door = Fetcher(user_agent="TongpinBot/0.1 (+http://x.test/about/)", allow=reach, clock=self.hand.clock, terms=terms or Terms())
        self.doors.append(door)
        return door

    def get(self, site: Site, path: str = "/", terms: Terms | None = None, why: str = "start") -> Page:
        return self.door(terms).fetch(Ask(site.url(path), why=why), pace=0)

    def fails(self, site: Site, path: str = "/", terms: Terms | None = None, why: str = "start") -> FetchError:
        with pytest.raises(FetchError) as caught:
            self.get(site, path, terms, why)
        return caught.value


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    for door in bench.doors:
        door.close()
    for site in bench.sites:
        site.stop()


@pytest.fixture
def answer() -> Callable[..., bytes]:
    return http
