"""The three softwares behind regional sites, scraped over a real socket by a whole round: every post, each once, nothing beyond the end."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from jobs.model import Search, SourceCard
from jobs.store import Store
from jobs.update import RoundReport, run_round
from scrapers.families.cms74 import Cms74
from scrapers.families.phpyun import PhpYun
from scrapers.families.wpjm import WpJobManager
from scrapers.fetch import Fetcher
from scrapers.source import Source

NOW = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
FIRM = "示例（大同）重型机械制造有限公司"
Answer = tuple[int, str, bytes, dict[str, str]]
Respond = Callable[[str, dict[str, str]], Answer]


class Site:
    """A server on the loopback that answers what `respond` says, and remembers what it was asked."""

    def __init__(self, respond: Callable[[str], Respond], robots: str) -> None:
        self.asked: list[str] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                parts = urlsplit(self.path)
                status, kind, body, more = (
                    (200, "text/plain", robots.encode(), {})
                    if parts.path == "/robots.txt"
                    else respond(site.home)(parts.path, dict(parse_qsl(parts.query)))
                )
                self.send_response(status)
                for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **more}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        self.home = f"http://127.0.0.1:{self.port}/"

    @property
    def pages(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def serving(respond: Callable[[str], Respond], robots: str) -> Iterator[Site]:
    """`respond` is told the site's address first, as the softwares write whole addresses into their links."""
    site = Site(respond, robots)
    threading.Thread(target=site.server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path}/test.sqlite3")
    opened.upgrade()
    yield opened
    opened.close()


def scrape(store: Store, source: Source, site: Site, now: datetime = NOW) -> RoundReport:
    card = SourceCard(id=source.id, name=source.name, kind=source.kind, family=source.family, home=source.home, place=source.place,
                      verdict="GO", enabled=True, pace=1.0, note="")  # fmt: skip
    store.register([card])
    door = Fetcher(user_agent="TongpinBot/0.1 (+http://x.test/about/)", allow=frozenset({("127.0.0.1", site.port)}))
    try:
        return run_round(
            store, lambda due, _: door.fetch(due.ask, pace=0), {source.id: source}, lambda: now, regions=("140200",), workers=2
        )
    finally:
        door.close()


def titles(store: Store) -> Counter[str]:
    return Counter(post.title for post in store.find(Search(place="140200"), NOW, 500).posts)


def page(html: str, charset: str = "utf-8", status: int = 200) -> Answer:
    return status, f"text/html; charset={charset}", html.encode("gb18030" if charset == "GBK" else charset), {}


# ---------------------------------------------------------------- 74cms

ROBOTS_74CMS = "\ufeffUser-agent: *\n\nDisallow: /admin/\nDisallow: /data/\nDisallow: /user/\n"


def cms74(*, rounds: bool = False, count: int = 43) -> Callable[[str], Respond]:
    """20 posts a page; `rounds`: a broken pager whose every page shows the first one and has a next."""

    def row(number: int) -> str:
        return (
            f'<div class="infolist-row"><div class="item1"><a href="/jobs/jobs-show.php?id={number}">岗位{number:03d}</a></div>'
            f'<div class="item2"><a class="job-company" href="/company/company-show.php?id=1">{FIRM}</a></div>'
            '<div class="item3">4000~6000元/月</div><div class="item4">山西省/大同市</div><div class="item5">2小时前</div></div>'
        )

    def respond(path: str, query: dict[str, str]) -> Answer:
        if path != "/jobs/jobs-list.php":
            return page("<html><body>您访问的页面不存在！</body></html>", status=404)
        here, last = int(query.get("page", "1")), -(-count // 20)
        shown = 1 if rounds else min(here, last)  # beyond the end the software shows its last page
        rows = "".join(row(number) for number in range(shown * 20 - 19, min(shown * 20, count) + 1))
        more = rounds or here < last
        following = f'<li><a href="?sort=rtime&amp;page={here + 1}">下一页</a></li>' if more else '<li><a href="">下一页</a></li>'
        whole = "" if rounds else f'<li class="page_all">{here}/{last}页</li>'
        return page(
            f'<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"></head><body>'
            f'<div class="infolists-head"></div><div id="infolists">{rows}</div><ul class="page">{following}{whole}</ul></body></html>'
        )

    return lambda _: respond


def test_74cms_every_post_once_and_nothing_beyond_the_end(store: Store) -> None:
    with serving(cms74(), ROBOTS_74CMS) as site:
        source = Cms74(id="c", name="示例", home=site.home, kind="board", place="140200")
        report = scrape(store, source, site)
        assert not report.failures
        assert site.pages == [f"/jobs/jobs-list.php?sort=rtime{more}" for more in ("", "&page=2", "&page=3")]
    assert titles(store) == Counter({f"岗位{number:03d}": 1 for number in range(1, 44)})


def test_74cms_that_goes_round_is_left_after_the_first_repetition(store: Store) -> None:
    with serving(cms74(rounds=True), ROBOTS_74CMS) as site:
        scrape(store, Cms74(id="c", name="示例", home=site.home, kind="board", place="140200"), site)
        assert len(site.pages) == 2
    assert len(titles(store)) == 20


def test_a_list_that_robots_forbids_is_never_asked_for(store: Store) -> None:
    with serving(cms74(), "User-agent: *\nDisallow: /jobs/\n") as site:
        report = scrape(store, Cms74(id="c", name="示例", home=site.home, kind="board", place="140200"), site)
        assert site.asked == ["/robots.txt"]
        assert report.failures
    assert not titles(store)
    assert store.source("c").reason == "robots"


# ---------------------------------------------------------------- PHPYun

ROBOTS_PHPYUN = "User-agent: *\nDisallow: /admin/\nDisallow: /api/\nDisallow: /member/\nDisallow: /js/"


def phpyun(home: str) -> Respond:
    """GBK, 16 posts a page, names cut to twelve characters; the last page's next is itself; post 7 is gone, with status 200."""
    count, last = 37, 3
    link = f"{home}index.php?m=com&c=search&page={{}}&cityid=52"

    def row(number: int) -> str:
        return (
            f'<div class="search_job_list "><div class="search_user_list_neme search_user_list_w240">'
            f'<a href="{home}index.php?m=com&c=comapply&id={number}" class="search_job_jobs_name">岗位{number:03d}</a></div>'
            f'<div class="search_user_list_neme search_user_list_w230"><a class="search_job_com_name">{FIRM[:12]}</a></div>'
            '<div class="search_user_list_neme search_user_list_w100">山西-大同</div>'
            '<div class="search_user_list_neme search_user_list_w100">&nbsp;4500 - 5999 </div>'
            '<div class="search_user_list_neme search_user_list_w100"><span class="search_job_data">3小时前</span> </div></div>'
        )

    def listed(here: int) -> str:
        rows = "".join(row(number) for number in range(here * 16 - 15, min(here * 16, count) + 1))
        numbers = "".join(f'<a href="{link.format(number)}">{number}</a>' for number in range(1, last + 1))
        following = f'<a href="{link.format(min(here + 1, last))}">下一页</a>'
        return (
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>找工作 - Powered by PHPYun.</title></head>'
            f'<body><div class="left_job_all fl"><div class="job_left_sidebar"><div class="search_user_list_tit"></div>{rows}</div>'
            f'<div class="pages"><a href="{link.format(max(1, here - 1))}">上一页</a>{numbers}{following}<em>共{last}页</em></div></div></body></html>'
        )

    def post(number: int) -> str:
        if number == 7:
            return (
                '<html><head><title>消息提示</title><meta http-equiv="refresh" content="3"></head>'
                '<body><font color="red">没有该职位！</font></body></html>'
            )
        return (
            f'<html><body><h1 class="Company_post_name_h1">岗位{number:03d}</h1><div class="Compply_right_name"><a>{FIRM}</a></div>'
            '<ul class="Company_Claim"><li>工作地点：山西-大同-平城区</li><li>提供月薪：4500 - 5999</li><li>有效日期：2027-01-22</li></ul>'
            '<div class="Job_Description">负责焊接。</div></body></html>'
        )

    def respond(path: str, query: dict[str, str]) -> Answer:
        if path != "/index.php" or query.get("m") != "com":
            return page("<html></html>", "GBK", 404)
        return page(post(int(query["id"])) if query.get("c") == "comapply" else listed(int(query.get("page", "1"))), "GBK")

    return respond


def test_phpyun_every_post_once_with_the_whole_name_of_its_firm(store: Store) -> None:
    with serving(phpyun, ROBOTS_PHPYUN) as site:
        source = PhpYun(id="p", name="示例", home=site.home, kind="board", place="140200",
                        start=(f"{site.home}index.php?m=com&c=search&cityid=52",))  # fmt: skip
        report = scrape(store, source, site)
        assert not report.failures
        lists = [path for path in site.pages if "c=search" in path]
        assert [path.partition("&page=")[2][:1] or "1" for path in lists] == ["1", "2", "3"]
        assert Counter(site.pages).most_common(1)[0][1] == 1
        assert len([path for path in site.pages if "comapply" in path]) == 37
    found = store.find(Search(place="140200"), NOW, 500).posts
    assert Counter(post.title for post in found) == Counter({f"岗位{number:03d}": 1 for number in range(1, 38) if number != 7})
    assert {post.company for post in found} == {FIRM}


# ---------------------------------------------------------------- WP Job Manager

ROBOTS_WORDPRESS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"


def wordpress(home: str) -> Respond:
    """Ten posts a page whatever is asked; post 5 is a true 404, post 9 was filled."""
    count, last = 23, 3

    def slug(number: int) -> str:
        return f"/job/%e7%84%8a%e5%b7%a5-{number}/"

    def numbers(query: dict[str, str]) -> range:
        here = int(query.get("page", "1"))
        return range(here * 10 - 9, min(here * 10, count) + 1)

    def row(number: int) -> str:
        return (
            f'<li class="post-{number} job_listing"><a href="{home.rstrip("/")}{slug(number)}"><div class="position"><h3>岗位{number:03d}</h3>'
            f'<div class="company"><strong>{FIRM}</strong></div></div><div class="location">大同市云冈区</div>'
            '<ul class="meta"><li class="job-type full-time">全职</li><li class="date"><time datetime="2026-11-23">1天前</time></li></ul></a></li>'
        )

    def post(number: int) -> Answer:
        if number == 5:
            return page("<html><body>404</body></html>", status=404)
        data = {"@context": "http://schema.org/", "@type": "JobPosting", "title": f"岗位{number:03d}", "datePosted": "2026-11-23T03:52:11+00:00",
                "description": "&lt;p&gt;负责焊接。&lt;/p&gt;", "hiringOrganization": {"@type": "Organization", "name": FIRM},
                "jobLocation": {"@type": "Place", "address": "大同市云冈区"}, "validThrough": "2026-12-23"}  # fmt: skip
        over = '<div class="job-manager-info">职位已招满</div>' if number == 9 else ""
        return page(
            f'<html><head><link rel="canonical" href="{home.rstrip("/")}{slug(number)}"></head><body class="single single-job_listing">'
            f'<div class="single_job_listing">{over}</div><script type="application/ld+json">{json.dumps(data)}</script></body></html>'
        )

    def rest(number: int) -> dict[str, object]:
        meta = {
            "_job_location": "大同市云冈区",
            "_company_name": FIRM,
            "_application": "hr@example.invalid",
            "_job_salary": "6000",
            "_filled": 0,
        }
        return {"id": number, "type": "job_listing", "date": "2026-11-23T03:52:11", "link": f"{home.rstrip('/')}{slug(number)}",
                "title": {"rendered": f"岗位{number:03d}"}, "content": {"rendered": "<p>负责焊接。</p>"}, "meta": meta}  # fmt: skip

    def respond(path: str, query: dict[str, str]) -> Answer:
        if path == "/jm-ajax/get_listings/":
            rows = "".join(map(row, numbers(query)))
            body = {"found_jobs": True, "html": f"\n{rows}\n", "max_num_pages": last}
            return 200, "application/json; charset=UTF-8", json.dumps(body).encode(), {}
        if path == "/wp-json/wp/v2/job-listings":
            start = int(query.get("offset", "0"))
            body_ = json.dumps([rest(number) for number in range(start + 1, min(start + 10, count) + 1)]).encode()
            return 200, "application/json; charset=UTF-8", body_, {"X-WP-Total": str(count), "X-WP-TotalPages": str(last)}
        return post(int(path.rstrip("/").rpartition("-")[2]))

    return respond


def test_wp_job_manager_every_post_once_with_its_own_page(store: Store) -> None:
    with serving(wordpress, ROBOTS_WORDPRESS) as site:
        scrape(store, WpJobManager(id="w", name="示例", home=site.home, kind="board", place="140200"), site)
        lists = [dict(parse_qsl(urlsplit(path).query))["page"] for path in site.pages if path.startswith("/jm-ajax/")]
        assert lists == ["1", "2", "3"]
        assert Counter(site.pages).most_common(1)[0][1] == 1
    assert titles(store) == Counter({f"岗位{number:03d}": 1 for number in range(1, 24) if number != 9})


def test_wp_job_manager_by_rest_needs_three_requests(store: Store) -> None:
    with serving(wordpress, ROBOTS_WORDPRESS) as site:
        source = WpJobManager(id="w", name="示例", home=site.home, kind="board", place="140200", rest=True)
        report = scrape(store, source, site)
        assert not report.failures
        assert [path.rpartition("=")[2] for path in site.pages] == ["0", "10", "20"]
    found = store.find(Search(place="140200"), NOW, 500).posts
    assert Counter(post.title for post in found) == Counter({f"岗位{number:03d}": 1 for number in range(1, 24)})
    assert {post.pay.min for post in found if post.pay} == {6000}


def test_a_second_round_asks_for_no_post_twice(store: Store) -> None:
    with serving(wordpress, ROBOTS_WORDPRESS) as site:
        source = WpJobManager(id="w", name="示例", home=site.home, kind="board", place="140200", rest=True)
        scrape(store, source, site)
        before = len(site.pages)
        scrape(store, replace(source, name="示例二"), site)
        assert len(site.pages) == before  # nothing is due yet


def shrinking(left: list[int]) -> Callable[[str], Respond]:
    """Ten posts a page; as many as `left` says, in the plugin's list and in the REST alike."""

    def at(home: str) -> Respond:
        def row(number: int) -> str:
            return (
                f'<li class="job_listing"><a href="{home}job/{number}/"><div class="position"><h3>岗位{number:03d}</h3><div class="company">'
                f'<strong>{FIRM}</strong></div></div><div class="location">大同</div><time datetime="2026-11-23"></time></a></li>'
            )

        def rest(number: int) -> dict[str, object]:
            return {"type": "job_listing", "link": f"{home}job/{number}/", "title": {"rendered": f"岗位{number:03d}"},
                    "meta": {"_company_name": FIRM, "_job_location": "大同"}}  # fmt: skip

        def respond(path: str, query: dict[str, str]) -> Answer:
            last = -(-left[0] // 10)
            begin = int(query["offset"]) if "offset" in query else int(query.get("page", "1")) * 10 - 10
            numbers = range(begin + 1, min(begin + 10, left[0]) + 1)
            if path == "/jm-ajax/get_listings/":
                body = {"found_jobs": bool(numbers), "html": "".join(map(row, numbers)), "max_num_pages": last}
                return 200, "application/json", json.dumps(body).encode(), {}
            if path == "/wp-json/wp/v2/job-listings":
                return 200, "application/json", json.dumps(list(map(rest, numbers))).encode(), {"X-WP-TotalPages": str(last)}
            if (number := int(path.split("/")[2])) > left[0]:
                return page("<html></html>", status=404)
            data = {"@type": "JobPosting", "title": f"岗位{number:03d}", "hiringOrganization": {"name": FIRM}, "jobLocation": "大同"}
            script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
            return page(f'<html><body><div class="single_job_listing"></div>{script}</body></html>')

        return respond

    return at


def first_row(path: str) -> int:
    """Which post a page of the list begins with; 0 for any other page."""
    query = dict(parse_qsl(urlsplit(path).query))
    return int(query["offset"]) + 1 if "offset" in query else int(query["page"]) * 10 - 9 if "page" in query else 0


@pytest.mark.parametrize("rest", [False, True])
def test_a_list_that_lost_whole_pages_is_believed_at_the_second_look(store: Store, rest: bool) -> None:
    left = [43]
    with serving(shrinking(left), ROBOTS_WORDPRESS) as site:
        source = WpJobManager(id="w", name="示例", home=site.home, kind="board", place="140200", rest=rest)
        scrape(store, source, site)
        assert len(titles(store)) == 43
        seen, asked = [], []
        for hours in (30, 60, 90, 150):
            before = len(site.pages)
            left[0] = 43 if hours == 150 else 15
            report = scrape(store, source, site, NOW + timedelta(hours=hours))
            assert "client_error" not in {failure.reason for failure in report.failures.values()}
            seen.append(len(store.find(Search(place="140200"), NOW + timedelta(hours=hours), 500).posts))
            asked.append(sum(first_row(path) > 15 for path in site.pages[before:]))
    assert seen[0] == 43  # one look proves nothing, however many of its pages are empty
    assert seen[2:] == [15, 43]
    assert asked == [3, 3, 0, 3]  # beyond the new end until it is believed, then not again until the list has grown
