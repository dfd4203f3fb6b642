"""The demo: the real program on sample sites over loopback, from nothing to a filled list."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import scheduler
from demo.content import STORIES, VACANCIES
from demo.sites import HOST, NAMES, Sites, serve
from demo.sources import sources
from jobs.model import PostRow, Search
from jobs.store import Store
from jobs.update import RoundReport, run_round
from scrapers.fetch import Fetcher

ROOT = Path(__file__).resolve().parents[1]
REGION = "140200"


class Watch:
    """The demo's own clock: seconds since it started."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Demo:
    """The sample sites and what one round over them left in a database."""

    store: Store
    sites: Sites
    watch: Watch
    fetcher: Fetcher
    at: datetime
    first: RoundReport | None = None

    def round(self) -> RoundReport:
        return run_round(
            self.store,
            lambda due, source: self.fetcher.fetch(due.ask, pace=0.0, etag=due.etag, last_modified=due.last_modified),
            sources(self.sites.address),
            lambda: self.at,
            regions=(REGION,),
            workers=8,
        )

    def posts(self) -> list[PostRow]:
        return list(self.store.find(Search(place=REGION), self.at, 100).posts)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One round over the sites, shared by the tests below; those that go on do so in their order."""
    watch = Watch()
    at = datetime.now(UTC)  # the sites date their pages from today, and the fetcher stamps them
    store = Store.open(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite3'}")
    store.upgrade()
    with serve(watch, (at + timedelta(hours=8)).date()) as sites:
        fetcher = Fetcher(user_agent="TongpinBot/0.1 (+http://127.0.0.1/about/)", allow=sites.allowed())
        store.register(map(scheduler.card, sources(sites.address).values()))
        demo = Demo(store, sites, watch, fetcher, at)
        demo.first = demo.round()
        yield demo
        fetcher.close()
    store.close()


def test_the_list_is_filled(demo: Demo) -> None:
    expected = {v.title for v in VACANCIES if not v.appears and v.over is None}
    assert len(expected) >= 40
    assert {post.title for post in demo.posts()} == expected


def test_every_county_but_one_has_posts_and_every_pay_is_understood(demo: Demo) -> None:
    counts = demo.store.places_with_posts()
    counties = ("140212", "140213", "140214", "140215", "140221", "140222", "140223", "140224", "140225")
    assert all(counts.get(code) for code in counties)
    assert not counts.get("140226")
    assert [post.title for post in demo.posts() if post.pay is None or post.pay.min is None] == ["人力资源主管"]


def test_firms_named_in_the_news_are_found_in_whole_and_damaged_text(demo: Demo) -> None:
    rows = {row.company.name: row for row in demo.store.companies_in_news(REGION, 100)}
    assert len(rows) >= 8
    assert {"大同示例黄花食品有限公司", "天镇示例新材料有限公司", "示例集团（大同）起重机有限公司"} <= rows.keys()
    assert all("示例" in name for name in rows)
    news = demo.store.news(REGION, 100)
    assert len([article for article in news if article.companies]) >= 10
    assert all("(" not in (article.title or "") for article in news if article.title and article.title.startswith("新材料"))


def test_a_firm_without_posts_shows_whom_we_asked(demo: Demo) -> None:
    (row,) = (row for row in demo.store.companies_in_news(REGION, 100) if row.company.name == "左云示例陶瓷有限公司")
    page = demo.store.company_page(row.company.id)
    assert page.open_posts == ()
    assert {source_id for source_id, _, at in page.asked if at} == {"demo-public", "demo-regional", "demo-small"}


def test_a_cut_headline_is_kept_as_doubtful(demo: Demo) -> None:
    (row,) = (row for row in demo.store.companies_in_news(REGION, 100) if row.company.name == "大同示例光伏科技有限公司")
    doubtful = [m for m in demo.store.company_page(row.company.id).mentions if not m.certain]
    assert [m.as_printed for m in doubtful] == ["大同示例光伏科技有限 ..."]


def test_a_post_at_two_boards_is_shown_once(demo: Demo) -> None:
    twice = {post.title: post.sightings for post in demo.posts() if post.sightings > 1}
    assert twice == {"数控车工": 2, "焊工": 2, "电气工程师": 2}


def test_a_name_the_list_cut_was_read_from_the_posts_own_page(demo: Demo) -> None:
    cut = [post for post in demo.posts() if post.source_id == "demo-regional"]
    assert cut
    assert all((post.company or "").endswith("公司") for post in cut)


def test_robots_are_obeyed_and_the_refusal_is_shown(demo: Demo) -> None:
    assert demo.first is not None
    assert {key: failed.reason for key, failed in demo.first.failures.items()} == {"demo-closed": "robots"}
    health = demo.store.source("demo-closed")
    assert (health.reason, health.open_posts, health.last_ok_at) == ("robots", 0, None)
    assert [path for path in demo.sites.hits if path.startswith("x")] == ["x/robots.txt"]


def test_a_post_whose_deadline_is_past_is_closed(demo: Demo) -> None:
    over = next(v for v in VACANCIES if v.over)
    (row,) = (row for row in demo.store.companies_in_news(REGION, 100) if row.company.name == over.firm.name)
    assert demo.store.company_page(row.company.id).closed_posts == 1


def test_a_second_round_finds_nothing_new(demo: Demo) -> None:
    before = {post.id for post in demo.posts()}
    demo.at += timedelta(minutes=5)
    report = demo.round()
    assert report.pages
    assert (report.kept.posts_new, report.kept.articles, report.kept.companies) == (0, 0, 0)
    assert {post.id for post in demo.posts()} == before


def test_a_post_appears_after_a_minute(demo: Demo) -> None:
    demo.watch.seconds = 61
    demo.at += timedelta(minutes=5)
    assert demo.round().kept.posts_new == 1
    assert "组件车间班组长" in {post.title for post in demo.posts()}


def test_everything_is_marked_as_made_up() -> None:
    assert all("示例" in vacancy.firm.name for vacancy in VACANCIES)
    assert all("示例" in name for name in NAMES.values())
    assert len(STORIES) >= 10


def test_only_the_sites_own_addresses_are_opened() -> None:
    with serve(today=date(2026, 11, 24)) as sites:
        assert {ip for ip, _ in sites.allowed()} == {HOST}
        assert {port for _, port in sites.allowed()} == {int(url.rpartition(":")[2]) for url in sites.address.values()}


@pytest.mark.slow
def test_the_command_shows_a_filled_page_and_ends_cleanly(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TONGPIN_PORT": str(port)}
    started = time.monotonic()
    with (tmp_path / "err").open("w") as err:
        program = subprocess.Popen([sys.executable, "-m", "demo"], cwd=tmp_path, env=env, stdout=subprocess.DEVNULL, stderr=err)
    try:
        page = _first_page(f"http://{HOST}:{port}/r/140200-datong/", program)
        assert time.monotonic() - started < 60
        assert re.search("4[0-9] *个岗位", re.sub("<[^>]*>", "", page))
        assert "示例" in page
    finally:
        program.send_signal(signal.SIGINT)
        code = program.wait(40)
    assert code == 0
    assert "Traceback" not in (tmp_path / "err").read_text()
    with pytest.raises(OSError, match="refused"):
        urllib.request.urlopen(f"http://{HOST}:{port}/", timeout=2)


def _first_page(url: str, program: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + 60
    while time.monotonic() < until and program.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return str(answer.read().decode())
        except OSError:
            time.sleep(0.3)
    raise AssertionError("the page did not come")
