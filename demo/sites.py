"""The sample sites, served on loopback from this process. One small server a site, on ports the system chooses."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, urlsplit

from demo import pages
from demo.content import STORIES, VACANCIES, Story, Vacancy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

HOST = "127.0.0.1"
#: The sites: letter -> name.
NAMES = {
    "d": "大同示例日报",
    "m": "示例新闻镜像",
    "g": "示例公共招聘网",
    "r": "示例人才网",
    "w": "示例求职网",
    "e": "大同示例重工招聘页",
    "x": "示例会员招聘网",
}
ROBOTS = "User-agent: *\nDisallow: /admin/\n"
#: The site that does not want to be read says so.
ROBOTS_CLOSED = "User-agent: *\nDisallow: /zhaopin/\n"
ON_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Request:
    """What a page is made from."""

    site: str
    here: str  # http://127.0.0.1:port
    path: str
    query: Mapping[str, str]
    age: float  # seconds since the demo started
    today: date  # in China

    def posts(self) -> list[Vacancy]:
        """What this board shows now, newest first."""
        shown = [post for post in VACANCIES if self.site in post.boards and post.appears <= self.age < post.leaves]
        return sorted(shown, key=lambda post: (post.days, post.id))


@dataclass(frozen=True, slots=True)
class Answer:
    """A page on the wire."""

    text: str
    status: int = 200
    kind: str = "text/html"
    charset: str = "utf-8"


MISSING = Answer("<!DOCTYPE html><html><body><p>404 没有这一页</p></body></html>", 404)


def answer(request: Request) -> Answer:
    """The page at an address of a sample site."""
    if request.path == "/robots.txt":
        return Answer(ROBOTS_CLOSED if request.site == "x" else ROBOTS, kind="text/plain")
    return _SITES[request.site](request)


def _news(request: Request) -> Answer:
    own = sorted((s for s in STORIES if s.site == request.site), key=lambda s: (s.days, s.id))
    name = NAMES[request.site]
    if request.path == "/":
        return Answer(pages.news_list(name, own, request.today))
    if request.path == "/about.html":
        return Answer(pages.about())
    found: Story | None = next((s for s in own if pages.story_path(s, request.today) == request.path), None)
    return Answer(pages.news_story(name, found, own, request.today)) if found else MISSING


def _public(request: Request) -> Answer:
    if request.path == "/cjobs/jobinfolist/listJobinfolist":
        return Answer(
            pages.public_board(*_slice(request, request.query.get("textfield", ""), request.query.get("pageNo", "1")), request.today)
        )
    post = _post(request, request.path.rpartition("/")[2].removesuffix(".html").removeprefix("1402") or request.query.get("id", "")[4:])
    return Answer(pages.public_post(post)) if post else MISSING


def _regional(request: Request) -> Answer:
    if request.path != "/index.php":
        return MISSING
    if request.query.get("c") == "comapply":
        post = _post(request, request.query.get("id", ""))
        return Answer(pages.regional_post(post, request.today) if post else pages.regional_missing(), charset="gbk")
    posts = [post for post in request.posts() if request.query.get("keyword", "") in post.firm.name + post.title]
    return Answer(pages.regional_board(posts, request.here), charset="gbk")


def _small(request: Request) -> Answer:
    if request.path == "/zhaopin/":
        keyword = request.query.get("kw", "")
        return Answer(pages.small_board(*_slice(request, keyword, request.query.get("page", "1")), request.today, quote(keyword)))
    post = _post(request, request.path.rpartition("/")[2].removesuffix(".html"))
    return Answer(pages.small_post(post)) if post else MISSING


def _employer(request: Request) -> Answer:
    if request.path == "/join/":
        return Answer(pages.employer(request.posts(), request.here, request.today))
    post = _post(request, request.path.rpartition("/")[2].removesuffix(".html"))
    return Answer(pages.small_post(post)) if post else MISSING


_SITES: dict[str, Callable[[Request], Answer]] = {
    "d": _news,
    "m": _news,
    "g": _public,
    "r": _regional,
    "w": _small,
    "e": _employer,
    "x": _small,
}


def _slice(request: Request, keyword: str, page: str) -> tuple[list[Vacancy], int, int]:
    found = [post for post in request.posts() if keyword in post.firm.name + post.title]
    number = int(page) if page.isdecimal() else 1
    return found[(number - 1) * ON_A_PAGE : number * ON_A_PAGE], number, max(1, -(-len(found) // ON_A_PAGE))


def _post(request: Request, written: str) -> Vacancy | None:
    number = int(written) if written.isdecimal() else 0
    return next((post for post in VACANCIES if post.id == number and request.site in post.boards), None)


# ---------------------------------------------------------------- serving


@dataclass(frozen=True, slots=True)
class Sites:
    """Running sites: letter -> http://127.0.0.1:port. `hits` counts requests by letter and path."""

    address: Mapping[str, str]
    hits: dict[str, int] = field(default_factory=dict)

    def allowed(self) -> frozenset[tuple[str, int]]:
        """Exactly the addresses the demo's fetcher may reach on loopback."""
        return allowed(self.address)


def allowed(address: Mapping[str, str]) -> frozenset[tuple[str, int]]:
    """The addresses as the guard wants them."""
    return frozenset((HOST, urlsplit(url).port or 80) for url in address.values())


@contextmanager
def serve(clock: Callable[[], float] = time.monotonic, today: date | None = None) -> Iterator[Sites]:
    """Serve all sites while the context is open."""
    started = clock()
    day = today or (datetime.now(UTC) + timedelta(hours=8)).date()
    hits: dict[str, int] = {}
    servers = {site: ThreadingHTTPServer((HOST, 0), _handler(site, lambda: clock() - started, day, hits)) for site in NAMES}
    threads = [
        threading.Thread(target=server.serve_forever, args=(0.1,), name=f"site-{site}", daemon=True) for site, server in servers.items()
    ]
    for thread in threads:
        thread.start()
    try:
        yield Sites({site: f"http://{HOST}:{server.server_port}" for site, server in servers.items()}, hits)
    finally:
        for server in servers.values():
            server.shutdown()
            server.server_close()
        for thread in threads:
            thread.join()


def _handler(site: str, age: Callable[[], float], today: date, hits: dict[str, int]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers for one site."""

        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """A page."""
            parts = urlsplit(self.path)
            hits[f"{site}{parts.path}"] = hits.get(f"{site}{parts.path}", 0) + 1
            charset = "gb18030" if site == "r" else "utf-8"
            query = dict(parse_qsl(parts.query, encoding=charset, errors="replace"))
            here = f"http://{self.headers.get('Host', HOST)}"
            page = answer(Request(site, here, parts.path, query, age(), today))
            body = page.text.encode(page.charset, "xmlcharrefreplace")
            self.send_response(page.status)
            self.send_header("Content-Type", f"{page.kind}; charset={page.charset}")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the base class names it so
            """Sample sites keep quiet."""

    return Handler
