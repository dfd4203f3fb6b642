"""A notice on a news site, from its list over its file to posts that a person finds: the real door, readers, processes and store."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import scheduler
from jobs.model import Search
from jobs.store import Store
from jobs.update import RoundReport, run_round
from jobs.update.apart import Readers
from scrapers.families.news import NewsSite
from scrapers.fetch import Fetcher
from tests.scrapers import notice_files as files

TITLE = "大同市示例医院2026年公开招聘工作人员公告"
LIST = "<html><body><ul>" + "".join(
    f'<li><a href="/2026/11/{n}.html">{title}</a> <span>2026-11-2{n}</span></li>'
    for n, title in enumerate((TITLE, "大同市示例公园改造工程全面完工并开放", "大同市示例社区举办重阳节慰问活动", "大同市示例路恢复双向通行公告"), 1)
) + "</ul></body></html>"  # fmt: skip
NOTICE = (
    f"<html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1><p>发布时间：2026-11-20 来源：示例网</p>"
    "<p>为满足医院发展需要，现面向社会公开招聘工作人员5名，有关事项公告如下。应聘者请认真阅读岗位要求。</p>"
    '<p>报名时间：2026年11月25日至12月5日。</p><p>附件：<a href="/files/1.xlsx">岗位表.xlsx</a></p></body></html>'
)
BOOK = files.xlsx(
    files.sheet([["岗位名称", "岗位代码", "招聘人数", "学历"], ["护士", "A1", 3, "大专及以上"], ["住院医师", "A2", 2, "硕士"]])
)
STORY = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>2026年11月2{1}日，本报讯，示例街道的居民说，这件事办得很好，大家都很满意。</p></body></html>"


@dataclass
class Web:
    hits: Counter[str] = field(default_factory=Counter)

    def answer(self, path: str) -> tuple[int, str, bytes]:
        self.hits[path] += 1
        if path == "/files/1.xlsx":
            return 200, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", BOOK
        pages = {"/": LIST, "/2026/11/1.html": NOTICE} | {
            f"/2026/11/{n}.html": STORY.format(f"示例街道的第{n}件实事", n) for n in (2, 3, 4)
        }
        return (200, "text/html; charset=utf-8", pages[path].encode()) if path in pages else (404, "text/plain", b"")


@pytest.fixture
def web() -> Iterator[tuple[Web, int]]:
    web = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, kind, body = web.answer(self.path)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    yield web, server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_notice_and_its_file_become_posts_once(web: tuple[Web, int], tmp_path: Path) -> None:
    world, port = web
    site = NewsSite(
        id="shili", name="示例网", home=f"http://127.0.0.1:{port}/", kind="news", place="140200", lists=(f"http://127.0.0.1:{port}/",)
    )
    store = Store.open(f"sqlite:///{tmp_path / 'tongpin.db'}")
    store.upgrade()
    store.register([scheduler.card(site)])
    door = Fetcher(user_agent="TongpinBot/0.1 (+http://127.0.0.1/about/)", allow=frozenset({("127.0.0.1", port)}))
    at = datetime(2026, 11, 24, tzinfo=UTC)
    with Readers({"shili": site}, count=1) as readers:

        def turn(now: datetime) -> RoundReport:
            return run_round(
                store,
                lambda due, _: door.fetch(due.ask, pace=0.0),
                {"shili": site},
                lambda: now,
                regions=("140200",),
                workers=2,
                read=readers.read,
            )

        first = turn(at)
        turn(at + timedelta(days=2))
    assert first.failures == {}
    posts = {post.title: post for post in store.find(Search(place="140200"), at, 100).posts}
    assert set(posts) == {"护士", "住院医师"}  # the notice itself names no post
    for title, count in (("护士", 3), ("住院医师", 2)):
        post = posts[title]
        assert (post.company, post.headcount, post.deadline) == ("大同市示例医院", count, date(2026, 12, 5))
        assert post.url == f"http://127.0.0.1:{port}/2026/11/1.html"
    assert world.hits["/files/1.xlsx"] == 1
    door.close()
    store.close()
