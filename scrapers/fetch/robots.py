"""robots.txt (RFC 9309), kept for a day, with what it said on every page that was fetched.

Where the RFC leaves a choice we take the stricter one: 401, 403, 429 and a challenge page close the host, as do a
redirect without end and every failure to read the file. Other 4xx mean that there is none.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from jobs.errors import FetchError, Refused, Unreachable
from jobs.model import Page
from scrapers.fetch.answers import retry_after
from scrapers.fetch.body import KIB, Limits
from scrapers.fetch.guard import Target
from scrapers.fetch.pace import Clock
from scrapers.fetch.wire import Answer
from scrapers.wall import wall

LIMITS = Limits(raw=512 * KIB, decoded=512 * KIB, cut=True)  # the RFC asks for 500 KiB at least
KEPT_FOR = timedelta(hours=24)
#: A host that could not be asked is asked again after this, not for each of its pages.
FAILURE_KEPT_FOR = timedelta(minutes=10)
LONGEST_DELAY = 60.0
MOST_HOSTS = 512
#: Reasons that tell more than "robots.txt could not be read": the host itself is not there, or not for us.
_OF_THE_HOST = ("blocked_address", "blocked_url", "dns", "connect", "tls", "too_many")
_HTML = re.compile(r"\s*<(?:!doctype|html|head|body|script|meta|!--)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Robots:
    """What one host's robots.txt said. `rules` None: no file, everything is allowed."""

    said: str  # "200", "404" …
    read_at: datetime
    rules: Protego | None = None
    error: FetchError | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """An allowed page: how robots.txt allowed it, and how long the site wants us to wait between two."""

    said: str
    delay: float = 0.0


#: Reads a host's robots.txt, redirects followed. Raises FetchError when it does not come.
Read = Callable[[Target], Answer]


class RobotsGate:
    """Asks robots.txt before every page. Thread-safe."""

    def __init__(self, user_agent: str, clock: Clock, cache: MutableMapping[str, Robots] | None = None) -> None:
        self._token = user_agent.partition("/")[0].strip()
        self._clock = clock
        self._cache: MutableMapping[str, Robots] = {} if cache is None else cache
        self._lock = threading.Lock()
        self._reading: dict[str, threading.Lock] = {}

    def decide(self, target: Target, read: Read) -> Decision:
        """Whether the page may be read. Raises Refused robots, or what kept the file itself from us."""
        robots = self._robots(target, read)
        if robots.error is not None:
            raise type(robots.error)(robots.error.reason, target.url, robots.error.detail, robots.error.retry_after)
        stamp = f"{robots.said}; {robots.read_at:%Y-%m-%dT%H:%M:%SZ}"
        if robots.rules is None:
            return Decision(f"allow; {stamp}")
        if not robots.rules.can_fetch(target.url, self._token):
            raise Refused("robots", target.url, f"disallow; {stamp}")
        return Decision(f"allow; {stamp}", _delay(robots.rules, self._token))

    def _robots(self, target: Target, read: Read) -> Robots:
        if (kept := self._kept(target.origin)) is not None:
            return kept
        with self._lock:
            one = self._reading.setdefault(target.origin, threading.Lock())
        with one:  # a second thread waits for the first one's answer instead of asking again
            if (kept := self._kept(target.origin)) is not None:
                return kept
            robots = self._ask(target, read)
            with self._lock:
                while len(self._cache) >= MOST_HOSTS:
                    del self._cache[next(iter(self._cache))]
                self._cache[target.origin] = robots
                self._reading.pop(target.origin, None)
            return robots

    def _kept(self, origin: str) -> Robots | None:
        with self._lock:
            kept = self._cache.get(origin)
        if kept is None:
            return None
        age = self._clock.now() - kept.read_at
        return kept if timedelta() <= age < (KEPT_FOR if kept.error is None else FAILURE_KEPT_FOR) else None

    def _ask(self, target: Target, read: Read) -> Robots:
        try:
            answer = read(target)
        except FetchError as error:
            if error.reason == "too_many":
                raise  # our own patience ran out; that says nothing of the file
            return Robots("unread", self._clock.now(), error=_explained(error, target.url))
        return judge(answer, target.url, self._clock.now())


def judge(answer: Answer, url: str, now: datetime) -> Robots:
    """What an answer to GET /robots.txt means."""
    said = str(answer.status)
    if answer.status in (401, 403):
        return Robots(said, now, error=Refused("robots_unreadable", url, f"robots.txt: {said}"))
    if 400 <= answer.status < 500 and answer.status != 429:
        return Robots(said, now)
    if not 200 <= answer.status < 300:
        return Robots(said, now, error=Unreachable("robots_unreadable", url, f"robots.txt: {said}", retry_after(answer.headers, now)))
    text = readable(answer.body)
    if wall(Page(url, answer.status, answer.headers, answer.body, text, "utf-8", now)):
        return Robots(said, now, error=Unreachable("robots_unreadable", url, "robots.txt: a challenge page"))
    return Robots(said, now, rules=None if _HTML.match(text) else Protego.parse(text))


def readable(body: bytes) -> str:
    """The file as text: no byte-order mark, no NUL, and no half line where it was cut."""
    charset = "utf-16" if body[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = body.decode(charset, "replace").replace("\0", "")
    return text.rpartition("\n")[0] if len(body) >= LIMITS.decoded else text


def _delay(rules: Protego, token: str) -> float:
    delay = rules.crawl_delay(token) or 0.0
    if rate := rules.request_rate(token):
        delay = max(delay, rate.seconds / rate.requests)
    return min(delay, LONGEST_DELAY)


def _explained(error: FetchError, url: str) -> FetchError:
    if error.reason in _OF_THE_HOST:
        return error
    return Unreachable("robots_unreadable", url, f"robots.txt: {error.reason} {error.detail}".strip(), error.retry_after)
