"""A board that answered well goes bad: the run goes on, nothing stored is lost or closed, and /sources/ says what happened.

The real door over loopback, the real readers, store and site; only the board is ours. Each bad answer comes twice, for a post that
two looks at a list lack would be closed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import scheduler
from jobs import config
from jobs.errors import REASONS
from jobs.model import Search
from jobs.store import Store
from jobs.update import RoundReport, run_round
from jobs.web import create_app
from scrapers.families.cms74 import Cms74
from scrapers.families.mohrss import Mohrss
from scrapers.families.schemaorg import SchemaOrg
from scrapers.fetch import Fetcher
from scrapers.source import Source

PAGES = Path(__file__).parent / "pages"
HTML = "text/html; charset=utf-8"
REGION = "140200"
#: The board's good answer by family.
GOOD = {"mohrss": "mohrss/list_last.html", "cms74": "cms74/list_last.html", "schemaorg": "schemaorg/list.html"}
#: What stands at the other site, which stays well.
WELL = "schemaorg/graph.html"


@dataclass
class Board:
    """One server: `/well/` never changes, everything else is `body`."""

    body: bytes = b""
    kind: str = HTML
    port: int = 0
    hits: dict[str, int] = field(default_factory=dict)

    def answer(self, path: str) -> tuple[int, str, bytes]:
        self.hits[path] = self.hits.get(path, 0) + 1
        if path == "/robots.txt":
            return 404, "text/plain", b""
        if path == "/well/":
            return 200, HTML, (PAGES / WELL).read_bytes()
        return 200, self.kind, self.body


def handler(board: Board) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = board.answer(urlsplit(self.path).path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True  # whoever asked has had enough of 50 MB

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    return Handler


def source_of(family: str, here: str) -> Source:
    common = {"id": "board", "name": "示例招聘网", "home": here, "kind": "board", "place": REGION}
    if family == "mohrss":
        return Mohrss(**common)  # type: ignore[arg-type]  # the fields every source has
    known = Cms74 if family == "cms74" else SchemaOrg
    return known(**common, start=(f"{here}/jobs/",))  # type: ignore[arg-type]  # the fields every source has


@dataclass
class Town:
    """Two sources at one server, and the database they are read into."""

    board: Board
    store: Store
    fetcher: Fetcher
    sources: dict[str, Source]
    settings: config.Settings
    at: datetime

    def round(self) -> RoundReport:
        self.at += timedelta(hours=25)  # every ask is due again, also one that failed
        return run_round(
            self.store,
            lambda due, source: self.fetcher.fetch(due.ask, pace=0.0, etag=due.etag, last_modified=due.last_modified),
            self.sources,
            lambda: self.at,
            regions=(REGION,),
            workers=4,
        )

    def posts(self) -> set[tuple[int, str | None, str | None]]:
        return {(post.id, post.title, post.company) for post in self.store.find(Search(place=None), self.at, 100).posts}

    def page(self, path: str) -> str:
        answer = create_app(self.settings).test_client().get(path, base_url=self.settings.public_url)
        assert answer.status_code == 200
        return answer.get_data(as_text=True)


@pytest.fixture
def board() -> Iterator[Board]:
    board = Board()
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(board))
    board.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield board
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(params=GOOD)
def town(request: pytest.FixtureRequest, board: Board, tmp_path: Path) -> Iterator[Town]:
    """Both sources were read once, and well."""
    here = f"http://127.0.0.1:{board.port}"
    well = SchemaOrg(id="well", name="示例好站", home=here, kind="employer", place=REGION, start=(f"{here}/well/",))
    sources: dict[str, Source] = {"board": source_of(request.param, here), "well": well}
    settings = config.load(data_dir=tmp_path, secret_key="k" * 48)
    store = Store.open(settings.database)
    store.upgrade()
    store.register(map(scheduler.card, sources.values()))
    with_loopback = Fetcher(user_agent="TongpinBot/0.1 (+http://127.0.0.1/about/)", allow=frozenset({("127.0.0.1", board.port)}))
    town = Town(board, store, with_loopback, sources, settings, datetime.now(UTC))
    good(town, request.param)
    assert town.round().failures == {}
    yield town
    town.fetcher.close()
    store.close()


def good(town: Town, family: str) -> None:
    town.board.body = (PAGES / GOOD[family]).read_bytes()
    town.board.kind = HTML


LOGIN = '<html><head><title>用户登录</title></head><body><form><input type="password">请先登录</form></body></html>'
CHALLENGE = "<html><head><title>Just a moment...</title></head><body>请完成安全验证<script>window._cf_chl_opt={}</script></body></html>"
BROKEN = "<html><head><title>系统错误</title></head><body><h1>系统繁忙，请稍后再试</h1></body></html>"

#: What comes instead of the list, and the sentences of which /sources/ shows one.
BAD: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "empty": (b"", ("unreadable", "incomplete")),
    "spaces": (b" \r\n\t" * 500, ("unreadable",)),
    "binary": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, ("not_text",)),
    "login": (LOGIN.encode(), ("login",)),
    "challenge": (CHALLENGE.encode(), ("challenge",)),
    "error_200": (BROKEN.encode(), ("unreadable",)),
    "error_json": ('{"code":500,"msg":"系统繁忙","data":null}'.encode(), ("unreadable",)),
    "another_page": ("<html><body><h1>大同天气</h1><p>今天多云。</p></body></html>".encode(), ("unreadable",)),
    "50MB": (b"<html><body>" + b"<p>x</p>" * (50 * 1024 * 1024 // 8), ("too_large",)),
    "deep": (b"<html><body>" + b"<div>" * 10_000 + b"x" + b"</div>" * 10_000 + b"</body></html>", ("unreadable",)),
    "deep_json": (b'{"html":' * 10_000, ("unreadable",)),
}


@pytest.mark.parametrize("bad", BAD)
def test_a_bad_page_costs_nothing_that_is_stored(town: Town, request: pytest.FixtureRequest, bad: str) -> None:
    before = town.posts()
    assert before
    body, reasons = BAD[bad]
    town.board.body, town.board.kind = body, HTML
    for look in (1, 2):
        report = town.round()
        assert report.failures["board"].reason in reasons
        assert "well" not in report.failures
        assert report.unchanged == 1  # the other site was read all the same
        assert town.posts() == before
        health = town.store.source("board")
        assert (health.reason, health.failures) == (report.failures["board"].reason, look)
        assert REASONS[report.failures["board"].reason] in town.page("/sources/")
    good(town, request.node.callspec.params["town"])
    report = town.round()
    assert (report.failures, report.kept.posts_new, report.kept.posts_closed) == ({}, 0, 0)
    assert town.posts() == before
    assert town.store.source("board").reason is None


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
def test_a_page_that_was_cut_closes_nothing(town: Town, share: float) -> None:
    before = town.posts()
    town.board.body = town.board.body[: int(len(town.board.body) * share)]
    for _ in range(2):
        report = town.round()
        assert report.kept.posts_closed == 0
        assert town.posts() == before


@pytest.mark.parametrize("kind", ["text/html; charset=gbk", "text/html; charset=utf-16", "text/html; charset=klingon", "text/html", ""])
def test_a_wrong_charset_in_the_header_changes_no_post(town: Town, kind: str) -> None:
    before = town.posts()
    town.board.kind = kind
    for look in (1, 2):
        town.board.body += f"<!-- {look} -->".encode()  # else it is the page of last time, and is not read
        report = town.round()
        assert (report.failures, report.kept.posts_new, report.kept.posts_closed) == ({}, 0, 0)
        assert town.posts() == before
