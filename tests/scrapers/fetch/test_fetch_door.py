"""What the door brings: pages, redirects, validators, and a named reason when it brings nothing."""

from __future__ import annotations

import gzip
import threading
from datetime import timedelta
from email.utils import format_datetime

import pytest

from jobs.errors import FetchError, Refused, Unreachable
from jobs.model import Ask
from scrapers.fetch import Terms


def test_a_page_comes_decoded_with_its_final_address_and_what_robots_said(bench, answer):
    text = "<title>大同瑞鋮科技</title><p>招聘焊工，月薪五千元，大同市平城区。</p>"
    site = bench.site(answer(text.encode("gb18030"), content_type="text/html; charset=GBK", set_cookie="a=1"))
    page = bench.get(site, "/jobs?p=1")
    assert (page.url, page.status, page.text, page.charset) == (site.url("/jobs?p=1"), 200, text, "gb18030")
    assert page.headers["content-type"] == "text/html; charset=GBK"
    assert "set-cookie" not in page.headers
    assert page.robots == "allow; 404; 2026-11-24T00:40:00Z"
    assert page.fetched_at == bench.hand.now()
    assert page.ask == Ask(site.url("/jobs?p=1"), why="start")


def test_we_say_who_we_are_and_offer_only_what_we_can_read(bench, answer):
    site = bench.site(answer("x"))
    bench.get(site)
    sent = site.asked[-1].headers
    assert sent["user-agent"].startswith("TongpinBot/0.1 (+")
    assert sent["accept-encoding"] == "gzip"
    assert "cookie" not in sent


def test_no_cookie_is_sent_back(bench, answer):
    site = bench.site(answer("x", set_cookie="sid=1; Path=/"))
    door = bench.door()
    for path in ("/a", "/b"):
        door.fetch(Ask(site.url(path), why="start"), pace=0)
    assert all("cookie" not in one.headers for one in site.asked)


def test_the_environment_names_no_proxy_and_no_password(bench, answer, monkeypatch, tmp_path):
    trap = bench.site(answer("trap"))
    site = bench.site(answer("page"))
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    monkeypatch.setenv("NETRC", str(netrc))
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, trap.url())
    assert bench.get(site).text == "page"
    assert trap.connections == 0
    assert "authorization" not in site.asked[-1].headers


def test_a_post_carries_its_body(bench, answer):
    site = bench.site(answer('{"code":200}', content_type="application/json"))
    page = bench.door().fetch(Ask(site.url("/api"), why="start", method="POST", body='{"page":1}', content_type="application/json"), pace=0)
    asked = site.asked[-1]
    assert (asked.method, asked.body, asked.headers["content-type"]) == ("POST", b'{"page":1}', "application/json")
    assert page.text == '{"code":200}'


def test_a_source_sets_the_headers_its_list_wants_and_we_still_say_who_we_are(bench, answer):
    site = bench.site(answer("{}", content_type="application/json"))
    headers = {"Referer": site.url("/index.html"), "X-Requested-With": "XMLHttpRequest", "Accept": "application/json"}
    bench.door().fetch(Ask(site.url("/ajax"), why="start", headers=headers), pace=0)
    robots, asked = site.asked
    assert {name.lower(): asked.headers[name.lower()] for name in headers} == {name.lower(): value for name, value in headers.items()}
    assert asked.headers["user-agent"].startswith("TongpinBot")
    assert "referer" not in robots.headers


def test_gzip_is_read_and_a_gzip_file_is_opened_once(bench, answer):
    packed = gzip.compress(b"<urlset></urlset>")
    site = bench.site(
        lambda asked: (
            answer(packed, content_encoding="gzip") if asked.path == "/page" else answer(packed, content_type="application/x-gzip")
        )
    )
    assert bench.get(site, "/page").text == "<urlset></urlset>"
    assert bench.get(site, "/sitemap.xml.gz").text == "<urlset></urlset>"
    assert bench.fails(site, "/other").reason == "not_text"


@pytest.mark.parametrize("head", [b"%PDF-1.7\n", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_a_file_comes_to_who_asked_for_an_attachment_and_to_nobody_else(bench, answer, head):
    site = bench.site(answer(head + bytes(range(256)), content_type="application/octet-stream"))
    page = bench.get(site, "/1", why="attachment")
    assert (page.content, page.text, page.charset) == (head + bytes(range(256)), "", "binary")
    assert bench.fails(site, "/1").reason == "not_text"


def test_an_attachment_is_a_table_or_a_text_never_a_picture_or_a_wall(bench, answer):
    kinds = {
        "/a.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "/a.rar": b"Rar!\x1a\x07" + bytes(64),
        "/a.xls": "<table><tr><td>岗位</table>".encode(),
    }
    site = bench.site(lambda asked: answer(kinds[asked.path]))
    assert bench.fails(site, "/a.png", why="attachment").reason == "not_text"
    assert bench.fails(site, "/a.rar", why="attachment").reason == "not_text"
    assert "岗位" in bench.get(site, "/a.xls", why="attachment").text
    gone = bench.site(answer(b"%PDF-1.7\n", status=404))
    assert bench.fails(gone, "/1", why="attachment").reason == "missing"


def test_redirects_are_followed_by_hand(bench, answer):
    onward = bench.site(answer("<p>到了</p>"))
    site = bench.site(
        lambda asked: answer(status=302, location="/b c") if asked.path == "/a" else answer(status=301, location=onward.url("/到"))
    )
    page = bench.get(site, "/a")
    assert page.url == onward.url("/%E5%88%B0")
    assert page.text == "<p>到了</p>"
    assert site.paths() == ["/robots.txt", "/a", "/b%20c"]
    assert onward.paths() == ["/robots.txt", "/%E5%88%B0"]  # the other host is asked for its rules as well


def test_a_redirected_post_becomes_a_get_unless_told_to_stay(bench, answer):
    site = bench.site(lambda asked: answer("x") if asked.path == "/end" else answer(status=int(asked.path[1:]), location="/end"))
    door = bench.door()
    for status, method in (("302", "GET"), ("303", "GET"), ("307", "POST"), ("308", "POST")):
        door.fetch(Ask(site.url(f"/{status}"), why="start", method="POST", body="a=1"), pace=0)
        assert (site.asked[-1].method, site.asked[-1].body) == (method, b"a=1" if method == "POST" else b"")


@pytest.mark.parametrize(
    "location",
    [
        "http://169.254.169.254/",
        "file:///etc/passwd",
        "//10.0.0.1/",
        "gopher://x/",
        "data:text/html,x",
        "http://u:p@x.test/",
        "http://x.test:22/",
        "\\\\10.0.0.1\\x",
    ],
)
def test_a_redirect_to_where_we_do_not_go_is_refused_with_its_chain(bench, answer, location):
    site = bench.site(answer(status=302, location=location))
    error = bench.fails(site, "/a")
    assert isinstance(error, Refused)
    assert error.reason in ("blocked_address", "blocked_url")
    assert site.paths() == ["/robots.txt", "/a"]
    if "\\" not in location:
        assert site.url("/a") in error.detail


def test_loops_and_long_chains_end(bench, answer):
    loop = bench.site(lambda asked: answer(status=302, location="/b" if asked.path == "/a" else "/a"))
    assert bench.fails(loop, "/a").reason == "redirects"
    assert len(loop.asked) == 3
    chain = bench.site(lambda asked: answer(status=302, location=f"/{int(asked.path[1:]) + 1}"))
    assert bench.fails(chain, "/0").reason == "redirects"
    assert chain.paths() == ["/robots.txt", "/0", "/1", "/2", "/3", "/4", "/5"]  # the ask and five hops


def test_five_hops_are_allowed(bench, answer):
    site = bench.site(lambda asked: answer("x") if asked.path == "/5" else answer(status=302, location=f"/{int(asked.path[1:]) + 1}"))
    assert bench.get(site, "/0").url == site.url("/5")


def test_validators_are_sent_and_304_is_an_empty_page(bench, answer):
    site = bench.site(
        lambda asked: answer(status=304, content_length="", etag='"v1"') if asked.headers.get("if-none-match") == '"v1"' else answer("new")
    )
    door = bench.door()
    page = door.fetch(Ask(site.url("/a"), why="start"), pace=0, etag='"v1"', last_modified="Tue, 24 Nov 2026 00:00:00 GMT")
    assert (page.status, page.content, page.text) == (304, b"", "")
    assert site.asked[-1].headers["if-modified-since"] == "Tue, 24 Nov 2026 00:00:00 GMT"
    assert door.fetch(Ask(site.url("/a"), why="start"), pace=0, etag='"v2"').text == "new"


def test_a_304_with_a_body_does_not_leak_into_the_next_page(bench, answer):
    site = bench.site(
        lambda asked: answer(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nwrong", status=304) if asked.path == "/a" else answer("right")
    )
    door = bench.door()
    assert door.fetch(Ask(site.url("/a"), why="start"), pace=0, etag="x").content == b""
    assert door.fetch(Ask(site.url("/b"), why="start"), pace=0).text == "right"


def test_validators_that_would_break_a_header_are_not_sent(bench, answer):
    site = bench.site(answer("x"))
    bench.door().fetch(Ask(site.url(), why="start"), pace=0, etag='"a"\r\nX-Evil: 1', last_modified="中")
    assert not {"if-none-match", "if-modified-since", "x-evil"} & set(site.asked[-1].headers)


@pytest.mark.parametrize(
    ("status", "kind", "reason"),
    [
        (400, Refused, "client_error"),
        (401, Refused, "forbidden"),
        (403, Refused, "forbidden"),
        (404, Refused, "missing"),
        (408, Unreachable, "timeout"),
        (410, Refused, "missing"),
        (418, Refused, "client_error"),
        (429, Unreachable, "too_many"),
        (451, Refused, "forbidden"),
        (500, Unreachable, "server_error"),
        (502, Unreachable, "server_error"),
        (503, Unreachable, "too_many"),
        (504, Unreachable, "server_error"),
        (300, Unreachable, "protocol_error"),
        (302, Unreachable, "protocol_error"),  # without a Location
        (103, Unreachable, "protocol_error"),
        (999, Unreachable, "server_error"),
    ],
)
def test_every_status_has_a_reason(bench, answer, status, kind, reason):
    site = bench.site(answer("<p>no</p>", status=status))
    error = bench.fails(site)
    assert (type(error), error.reason) == (kind, reason)
    assert len(site.asked) == 2  # robots.txt and one attempt


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        ("120", 120),
        ("0", 0),
        ("999999999", 86400),
        ("9" * 90, 86400),
        ("-5", 0),
        ("soon", None),
        ("", None),
        ("1.5", None),
        ("٣", None),
        ("x" * 5000, None),
    ],
)
def test_retry_after_is_clamped(bench, answer, written, seconds):
    site = bench.site(answer(status=429, retry_after=written))
    assert bench.fails(site).retry_after == seconds


@pytest.mark.parametrize(("ahead", "seconds"), [(timedelta(minutes=5), 300), (timedelta(days=-3), 0), (timedelta(days=400), 86400)])
def test_retry_after_may_be_a_date(bench, answer, ahead, seconds):
    site = bench.site(answer(status=503, retry_after=format_datetime(bench.hand.now() + ahead, usegmt=True)))
    assert bench.fails(site).retry_after == seconds


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (200, "<title>提示</title><p>您的访问过于频繁，请稍后再试</p>", "challenge"),
        (403, "<title>Just a moment...</title><script>window._cf_chl_opt={}</script>", "challenge"),
        (412, "<script>$_ts=window['$_ts'];$_ts.cd='q'</script>", "challenge"),
        (200, "<html><script>var arg1='0A';document.cookie='acw_sc__v2='+arg1;location.reload()</script></html>", "challenge"),
        (200, "<p>请登录后继续访问</p>", "login"),
    ],
)
def test_walls_are_named_and_tried_once(bench, answer, status, body, reason):
    site = bench.site(answer(body, status=status))
    error = bench.fails(site)
    assert (type(error), error.reason) == (Refused, reason)
    assert len(site.asked) == 2


def test_a_stale_idle_connection_is_replaced_once(bench, answer):
    served: list[object] = []

    def respond(asked):
        if asked.sock in served:
            return None  # hangs up just as the next request arrives on the idle connection
        served.append(asked.sock)
        return answer("<p>页</p>") if asked.path != "/robots.txt" else answer("")

    site = bench.site(respond, robots=b"own")
    door = bench.door()
    for path in ("/a", "/b"):
        assert door.fetch(Ask(site.url(path), why="start"), pace=0).text == "<p>页</p>"
    assert site.paths() == ["/robots.txt", "/a", "/a", "/b", "/b"]
    with pytest.raises(Unreachable):  # what is no GET is never sent twice
        door.fetch(Ask(site.url("/c"), why="start", method="POST", body="a=1"), pace=0)
    assert site.paths().count("/c") == 1


def test_an_idle_connection_that_was_closed_is_not_used_again(bench, answer):
    def respond(asked):
        asked.sock.sendall(answer("<p>页</p>"))

    site = bench.site(respond, robots=answer(b""))
    door = bench.door()
    for path in ("/a", "/b", "/c"):
        assert door.fetch(Ask(site.url(path), why="start"), pace=0).text == "<p>页</p>"
    assert site.paths() == ["/robots.txt", "/a", "/b", "/c"]


def test_a_host_that_always_hangs_up_is_tried_once_only(bench):
    site = bench.site(lambda asked: None)
    assert bench.fails(site).reason == "incomplete"
    assert site.paths().count("/") <= 2  # the idle connection that robots.txt left may have gone stale


def test_nobody_listens(bench, answer):
    site = bench.site(answer("x"))
    site.stop()
    door = bench.door(allow=frozenset({("127.0.0.1", site.port)}))
    with pytest.raises(Unreachable) as caught:
        door.fetch(Ask(site.url(), why="start"))
    assert caught.value.reason == "connect"


def test_a_closed_door_wakes_who_waits(answer, bench):
    from scrapers.fetch import Fetcher

    site = bench.site(answer("x"))
    door = Fetcher(user_agent="T/1", allow=frozenset({("127.0.0.1", site.port)}), terms=Terms())
    door.fetch(Ask(site.url("/a"), why="start"), pace=0.0)
    caught: list[FetchError] = []

    def wait() -> None:
        try:
            door.fetch(Ask(site.url("/b"), why="start"), pace=60)
        except FetchError as error:
            caught.append(error)

    thread = threading.Thread(target=wait)
    thread.start()
    thread.join(0.3)
    assert thread.is_alive()
    door.close()
    thread.join(5)
    assert not thread.is_alive()
    assert caught[0].detail == "we are shutting down"
    assert "/b" not in site.paths()
