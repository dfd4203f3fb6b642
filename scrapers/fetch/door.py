"""The door itself: one page, with the guard, robots.txt and the host's pace at every hop."""

from __future__ import annotations

import threading
import time
from collections.abc import MutableMapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from urllib.parse import urlsplit

from jobs.errors import Refused, Unreachable
from jobs.model import Ask, Page
from scrapers.fetch.answers import PEEKED, REDIRECTS, failure, header_charset, retry_after
from scrapers.fetch.body import GZIP_MAGIC, KIB, Limits, inflate
from scrapers.fetch.charset import damage, decode, looks_binary
from scrapers.fetch.guard import Guard, Resolver, Target, follow, system_resolver
from scrapers.fetch.pace import Clock, Pacer
from scrapers.fetch.robots import LIMITS as ROBOTS_LIMITS
from scrapers.fetch.robots import Decision, Robots, RobotsGate
from scrapers.fetch.wire import Answer, Request, Wire
from scrapers.wall import wall

MOST_HOPS = 5
MOST_DAMAGE = 0.001
_LIMITS = Limits()
_PEEK = Limits(raw=64 * KIB, decoded=64 * KIB, cut=True)
_LONGEST_VALIDATOR = 512
#: How the files begin that an ask for an attachment may bring: PDF, a packed office file, an old office file.
ATTACHMENTS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


@dataclass(frozen=True, slots=True)
class Terms:
    """What only tests change: limits of time in seconds, requests to one host a day, the resolver, further authorities for TLS."""

    page_seconds: float = 20.0
    robots_seconds: float = 10.0
    per_day: int = 500
    resolve: Resolver = system_resolver
    ca_file: str | None = None


@dataclass(slots=True)
class _Trip:
    """One fetch on its way through the hops."""

    headers: dict[str, str]
    pace: float
    seconds: float  # what remains of its time; waiting for a turn does not count
    method: str = "GET"
    body: bytes | None = None
    limits: Limits = _LIMITS
    obey: bool = True  # False only for robots.txt itself


class Fetcher:
    """The only way to the web. Thread-safe; share one among all workers, so that a host's pace is held once.

    user_agent: our honest name, "TongpinBot/0.1 (+address)"; what stands before "/" is looked up in robots.txt.
    allow: literal (ip, port) pairs that may be reached although private: the demonstration's own sites. Nothing else opens that door.
    clock, robots_cache, terms: for tests, and for whoever keeps robots decisions elsewhere.
    """

    def __init__(
        self,
        *,
        user_agent: str,
        allow: frozenset[tuple[str, int]] = frozenset(),
        clock: Clock | None = None,
        robots_cache: MutableMapping[str, Robots] | None = None,
        terms: Terms = Terms(),
    ) -> None:
        self._closed = threading.Event()
        self._clock = clock or Clock(sleep=self._closed.wait)
        self._guard = Guard(allow, terms.resolve)
        self._wire = Wire(self._guard, terms.ca_file)
        self._pacer = Pacer(self._clock, terms.per_day)
        self._gate = RobotsGate(user_agent, self._clock, robots_cache)
        self._terms = terms
        self._headers = {
            "User-Agent": user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5",
            "Accept-Language": "zh-CN,zh;q=0.9,en;q=0.5",
            "Accept-Encoding": "gzip",
        }

    def fetch(self, ask: Ask, *, pace: float = 5.0, etag: str | None = None, last_modified: str | None = None) -> Page:
        """The page that answers the ask; status 304 with nothing in it when the validators still hold.

        `pace` is the least rest in seconds between two requests to one host. Raises Refused or Unreachable with a key of REASONS.
        """
        headers = self._headers | dict(ask.headers) | _conditions(ask, etag, last_modified)
        body = ask.body.encode() if ask.body is not None else None
        if ask.method != "GET":
            headers["Content-Type"] = ask.content_type or "application/x-www-form-urlencoded"
        trip = _Trip(headers, pace, self._terms.page_seconds, ask.method, body)
        target, answer, decision = self._walk(self._guard.target(ask.url), trip)
        return self._page(ask, target, answer, decision)

    def close(self) -> None:
        """Shut idle connections and wake whoever waits for a turn; they get Unreachable."""
        self._closed.set()
        self._wire.close()

    # ------------------------------------------------------------ the way there

    def _walk(self, target: Target, trip: _Trip) -> tuple[Target, Answer, Decision]:
        """Follow redirects by hand. Their bodies stay unread; every hop is guarded, asked for and paced like the first."""
        chain = [target.url]
        while True:
            decision = self._gate.decide(target, lambda at: self._read_robots(at, trip.pace)) if trip.obey else Decision("")
            answer = self._hop(target, trip, decision.delay)
            if answer.status not in REDIRECTS or not answer.headers.get("location"):
                return target, answer, decision
            target = self._next(target, answer, chain)
            if answer.status not in (307, 308) and trip.method != "GET":
                trip.method, trip.body = "GET", None
                trip.headers.pop("Content-Type", None)

    def _next(self, target: Target, answer: Answer, chain: list[str]) -> Target:
        try:
            onward = self._guard.target(follow(target, answer.headers["location"]))
        except Refused as error:
            raise Refused(error.reason, error.url, f"{error.detail}; after {' -> '.join(chain)}"[:1000]) from error
        if onward.url in chain or len(chain) > MOST_HOPS:
            raise Refused("redirects", chain[0], " -> ".join([*chain, onward.url])[:1000])
        chain.append(onward.url)
        return onward

    def _hop(self, target: Target, trip: _Trip, delay: float) -> Answer:
        request = Request(target, trip.headers, trip.method, trip.body)
        limits = trip.limits

        def appetite(status: int) -> Limits | None:
            if 200 <= status < 300:
                return limits
            return _PEEK if status in PEEKED else None

        with self._pacer.turn(target.origin, max(trip.pace, delay), counted=not self._guard.is_exempt(target)) as turn:
            if self._closed.is_set():
                raise Unreachable("connect", target.url, "we are shutting down")
            began = time.monotonic()
            try:
                answer = self._wire.exchange(request, trip.seconds, appetite)
            finally:
                trip.seconds -= time.monotonic() - began
            if answer.status in (429, 503):
                turn.slow_down(retry_after(answer.headers, self._clock.now()))
            elif trip.obey and answer.status < 400:
                turn.went_well()
            return answer

    def _read_robots(self, target: Target, pace: float) -> Answer:
        at = self._guard.target(f"{target.origin}/robots.txt")
        headers = {name: value for name, value in self._headers.items() if name != "Accept"} | {"Accept": "text/plain,*/*;q=0.5"}
        trip = _Trip(headers, pace, self._terms.robots_seconds, limits=ROBOTS_LIMITS, obey=False)
        return self._walk(at, trip)[1]

    # ------------------------------------------------------------ what came

    def _page(self, ask: Ask, target: Target, answer: Answer, decision: Decision) -> Page:
        url, now = target.url, self._clock.now()
        page = Page(url, answer.status, MappingProxyType(dict(answer.headers)), b"", "", "utf-8", now, ask, decision.said)
        if answer.status == 304:
            return page
        error = failure(answer, url, now)
        body = _unpacked(answer, url)
        is_attachment = ask.why == "attachment" and error is None and body.startswith(ATTACHMENTS)
        text, charset = (
            ("", "binary") if is_attachment else decode(body, header_charset(answer.headers), answer.headers.get("content-type"))
        )
        page = replace(page, content=body, text=text, charset=charset)
        if is_attachment:  # a file that hangs on a notice: there is no text to judge
            return page
        if kind := wall(page):
            raise Refused(kind, url, f"status {answer.status}", error.retry_after if error else None)
        if error is not None:
            raise error
        if looks_binary(body, answer.headers.get("content-type")):
            raise Refused("not_text", url, answer.headers.get("content-type", "")[:100])
        if text.count("\ufffd") > 2 and damage(text) > MOST_DAMAGE:
            raise Unreachable("bad_encoding", url, f"{damage(text):.1%} of the characters as {charset}")
        return page


def _unpacked(answer: Answer, url: str) -> bytes:
    """The body; a file that is itself gzip (sitemap.xml.gz) is opened once, under the same cap, if nothing was opened before."""
    packed = answer.body.startswith(GZIP_MAGIC) and urlsplit(url).path.endswith(".gz") and "content-encoding" not in answer.headers
    return inflate(answer.body, url, _LIMITS.decoded) if packed and answer.status == 200 else answer.body


def _conditions(ask: Ask, etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The validators that are fit to be sent back: they came from the site and may hold anything."""
    if ask.method != "GET":
        return {}
    pairs = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {
        name: value
        for name, value in pairs.items()
        if value and value.isascii() and value.isprintable() and len(value) <= _LONGEST_VALIDATOR
    }
