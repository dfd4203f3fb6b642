"""Pages kept for two seconds in front of Flask, so that a crowd at one page is one reader to the database.

Kept is what every reader may see and nobody's browser takes as its own: a page answered 200 to a GET without cookies, that sets none and
says `no-cache`; and the style sheet. After two seconds a kept page is shown again only when nothing was written since; words that depend on the clock are at
most a minute old. A page is kept compressed too, for those who take it.
"""

from __future__ import annotations

import threading
import time
import zlib
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from jobs.errors import Busy

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Seconds for which a kept page is shown without a look at the database.
FRESH = 2.0
#: Bytes kept at most.
MOST_BYTES = 32 * 1024 * 1024
#: A page larger than this is not kept.
MOST_PAGE = 512 * 1024
#: Of zlib: higher levels save 3 % more for twice the work.
LEVEL = 5
#: Where pages are made from the database. Others are made quickly, and must not wait for a database that is away.
_FROM_DATA = ("/r/", "/c/", "/p/", "/regions/", "/sources/")
#: Where files are; they stay as they are while the program runs.
_FILES = "/static/"
#: Names that a campaign hangs on an address and no page reads.
_STRANGE = "utm_"

#: Left out of what the application is asked, so that it answers whole and in bytes.
_WHOLE = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "wsgi.file_wrapper")

State = Callable[[], Hashable]
_Headers = list[tuple[str, str]]


@dataclass(slots=True)
class _Page:
    state: Hashable
    until: float  # by time.monotonic()
    tag: str
    plain: bytes
    packed: bytes
    headers: _Headers  # of the plain answer
    packed_headers: _Headers
    unchanged_headers: _Headers  # of the answer 304

    @property
    def size(self) -> int:
        return len(self.plain) + len(self.packed) + 2048


class MicroCache:
    """A WSGI application around another. `state`: what every page depends on; equal while nothing has changed."""

    def __init__(self, app: WSGIApplication, state: State, most: int = MOST_BYTES) -> None:
        self._app = app
        self._state = state
        self._most = most
        self._pages: dict[Hashable, _Page] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer from what is kept, or ask the application and keep its answer."""
        path = environ["PATH_INFO"]
        from_data = path == "/" or path.startswith(_FROM_DATA)
        if not _plain(environ) or not (from_data or path.startswith(_FILES)) or (from_data and "HTTP_COOKIE" in environ):
            return self._app(environ, start)
        state = self._state if from_data else _unchanging
        key = environ.get("HTTP_HOST"), path, _settled(environ.get("QUERY_STRING", ""))
        page = self._pages.get(key)
        if page is None or not _holds(page, state):
            made = self._ask(key, state, environ, start)
            if not isinstance(made, _Page):
                return made
            page = made
        return _answer(page, environ, start)

    def _ask(self, key: Hashable, state_of: State, environ: WSGIEnvironment, start: StartResponse) -> _Page | Iterable[bytes]:
        """The page, kept; or, passed through as it comes, an answer that may not be."""
        told: list[tuple[str, _Headers]] = []

        def listen(status: str, headers: _Headers, error: object = None) -> Callable[[bytes], object]:
            told.append((status, headers))
            if not _may_keep(status, headers):
                return start(status, headers, error)  # type: ignore[arg-type]  # what the server gave, handed on
            return lambda _: None

        try:
            state = state_of()  # before the page is made: what it shows is at least as new
        except Busy:
            return self._app(environ, start)
        plain = {name: value for name, value in environ.items() if name not in _WHOLE}
        body = self._app(plain, listen)
        if not told or not _may_keep(*told[-1]):
            return body
        try:
            content = b"".join(body)
        finally:
            getattr(body, "close", lambda: None)()
        page = _page(state, content, told[-1][1])
        if page.size <= MOST_PAGE:
            self._keep(key, page)
        return page

    def _keep(self, key: Hashable, page: _Page) -> None:
        """Keep the page; the ones kept longest give way."""
        with self._lock:
            older = self._pages.pop(key, None)
            self._bytes += page.size - (older.size if older else 0)
            self._pages[key] = page
            while self._bytes > self._most:
                self._bytes -= self._pages.pop(next(iter(self._pages))).size


def _plain(environ: WSGIEnvironment) -> bool:
    """Whether it asks for a whole page and brings nothing along."""
    return environ["REQUEST_METHOD"] == "GET" and "HTTP_RANGE" not in environ and environ.get("CONTENT_LENGTH") in (None, "", "0")


def _unchanging() -> Hashable:
    return None


def _holds(page: _Page, state: State) -> bool:
    at = time.monotonic()
    if at < page.until:
        return True
    try:
        same = page.state == state()
    except Busy:
        return False  # the application says what it says when the database is away
    if same:
        page.until = at + FRESH
    return same


def _settled(query: str) -> str:
    """The query without what no page reads."""
    if _STRANGE not in query:
        return query
    return "&".join(pair for pair in query.split("&") if not pair.startswith(_STRANGE))


def _may_keep(status: str, headers: _Headers) -> bool:
    if not status.startswith("200 "):
        return False
    said = {name.lower(): value for name, value in headers}
    if "etag" not in said or "set-cookie" in said or "content-encoding" in said or said.get("vary", "Accept-Encoding") != "Accept-Encoding":
        return False
    kind, kept = said.get("content-type", "").partition(";")[0], said.get("cache-control", "")
    return (kind == "text/html" and kept == "no-cache") or (kind in ("text/css", "image/svg+xml") and "max-age" in kept)


def _page(state: Hashable, content: bytes, headers: _Headers) -> _Page:
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, 31)  # 31: with gzip's head
    packed = packer.compress(content) + packer.flush()
    tag = next(value for name, value in headers if name.lower() == "etag").removeprefix("W/")
    common = [(name, value) for name, value in headers if name.lower() not in ("content-length", "vary", "etag")]
    common += [("Vary", "Accept-Encoding"), ("ETag", f"W/{tag}")]  # weak: the same for both ways it is sent
    return _Page(
        state=state,
        until=time.monotonic() + FRESH,
        tag=tag,
        plain=content,
        packed=packed,
        headers=[*common, ("Content-Length", str(len(content)))],
        packed_headers=[*common, ("Content-Encoding", "gzip"), ("Content-Length", str(len(packed)))],
        unchanged_headers=[(name, value) for name, value in common if not name.lower().startswith("content-type")],
    )


def _answer(page: _Page, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
    seen = environ.get("HTTP_IF_NONE_MATCH")
    if seen and (page.tag in seen or seen == "*"):
        start("304 NOT MODIFIED", page.unchanged_headers)
        return []
    if _takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", "")):
        start("200 OK", page.packed_headers)
        return [page.packed]
    start("200 OK", page.headers)
    return [page.plain]


def _takes_gzip(accepted: str) -> bool:
    """Whether the header names gzip and does not refuse it."""
    for part in accepted.split(","):
        name, _, more = part.partition(";")
        if name.strip().lower() in ("gzip", "x-gzip"):
            return more.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
