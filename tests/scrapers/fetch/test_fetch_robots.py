"""robots.txt as RFC 9309 has it, and stricter where it leaves the choice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from jobs.errors import FetchError, Refused, Unreachable
from jobs.model import Ask

BIG = b"User-agent: *\n" + b"".join(b"Disallow: /n%06d\n" % n for n in range(27_000))  # 501 KiB
ME = "TongpinBot"


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        # the RFC's own rules
        (b"", "/a", True),
        (b"User-agent: *\nDisallow:", "/a", True),
        (b"User-agent: *\nDisallow: /", "/a", False),
        (b"User-agent: *\nDisallow: /private", "/private-too", False),
        (b"User-agent: *\nDisallow: /private", "/Private", True),  # paths are case-sensitive
        (b"USER-AGENT: tongpinBOT\nDISALLOW: /a", "/a", False),  # names are not
        (b"User-agent: *\nDisallow: /a\nUser-agent: TongpinBot\nDisallow: /b", "/a", True),  # our own group replaces *
        (b"User-agent: *\nDisallow: /a\nUser-agent: TongpinBot\nDisallow: /b", "/b", False),
        (
            b"User-agent: TongpinBot\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: TongpinBot\nDisallow: /b",
            "/a",
            False,
        ),  # groups are merged
        (b"User-agent: TongpinBot\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: TongpinBot\nDisallow: /b", "/b", False),
        (b"User-agent: TongpinBot\nDisallow: /a\nUser-agent: x\nDisallow: /c\nUser-agent: TongpinBot\nDisallow: /b", "/c", True),
        (b"User-agent: x\nUser-agent: TongpinBot\nDisallow: /a", "/a", False),  # two names, one group
        (b"User-agent: *\nDisallow: /a\nAllow: /a/b", "/a/b/c", True),  # the longest match wins
        (b"User-agent: *\nAllow: /a\nDisallow: /a/b", "/a/b/c", False),
        (b"User-agent: *\nDisallow: /a\nAllow: /a", "/a", True),  # equal length: allow
        (b"User-agent: *\nDisallow: /*.php$", "/x/y.php", False),
        (b"User-agent: *\nDisallow: /*.php$", "/x/y.php?a=1", True),
        (b"User-agent: *\nDisallow: /*?*", "/jobs?kw=1", False),
        (b"User-agent: *\nDisallow: /*?*", "/jobs/kw1", True),
        (b"User-agent: *\nDisallow: /a # a comment\n#Disallow: /b", "/b", True),
        (b"User-agent: *\nDisallow: /a # a comment", "/a", False),
        (b"User-agent: *\nSitemap: http://x.test/s.xml\nDisallow: /a", "/a", False),  # a sitemap does not end a group
        (b"User-agent: *\r\n\r\nDisallow: /a\r\n", "/a", False),  # nor does an empty line
        (b"User-agent: *\rDisallow: /a", "/a", False),
        ("User-agent: *\nDisallow: /招聘".encode(), "/%E6%8B%9B%E8%81%98/1", False),
        (b"User-agent: *\nDisallow: /%E6%8B%9B", "/招聘", False),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /a", "/a", False),  # byte-order mark
        ("User-agent: *\nDisallow: /a".encode("utf-16"), "/a", False),
        (b"\0User-agent: *\nDisallow: /a", "/a", False),
        (b"User-agent: *\nDisallow: /a\n\xff\xfe\xfd\nDisallow: /b", "/b", False),
        (b"Disallow: /", "/a", True),  # rules of nobody
        (b"<!DOCTYPE html><html><pre>\nUser-agent: *\nDisallow: /\n</pre></html>", "/a", True),  # a page, not rules
        (BIG, "/n026999", False),  # all of the first 500 KiB counts
        (BIG + b"Disallow: /late\n" + b"# filler\n" * 1_200_000, "/n000001", False),  # 10 MB
        (b"User-agent: *\nDisallow: " + b"/*a" * 3000 + b"$", "/" + "a" * 3000, True),  # linear, whatever the pattern
        (b"User-agent: *\nDisallow: /admin", "/x/../admin", False),  # asked about what is sent
    ],
)
def test_rules(bench, answer, rules, path, allowed):
    site = bench.site(answer("<p>页</p>"), robots=answer(rules, content_type="text/plain"))
    if allowed:
        assert bench.get(site, path).robots.startswith("allow; 200; ")
        return
    error = bench.fails(site, path)
    assert (type(error), error.reason) == (Refused, "robots")
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, None),
        (404, None),
        (410, None),
        (418, None),
        (401, Refused),
        (403, Refused),
        (429, Unreachable),
        (500, Unreachable),
        (503, Unreachable),
        (302, Unreachable),
    ],
)
def test_a_robots_txt_that_does_not_come(bench, answer, status, kind):
    site = bench.site(answer("<p>页</p>"), robots=answer("no", status=status))
    if kind is None:
        assert bench.get(site).robots == f"allow; {status}; 2026-11-24T00:40:00Z"
        return
    error = bench.fails(site)
    assert (type(error), error.reason) == (kind, "robots_unreadable")
    assert site.paths() == ["/robots.txt"]


def test_a_cut_robots_txt_closes_the_host(bench):
    site = bench.site(lambda asked: asked.sock.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nUser-agent: *"), robots=b"own")
    assert bench.fails(site).reason == "robots_unreadable"


def test_a_challenge_instead_of_robots_txt_closes_the_host(bench, answer):
    site = bench.site(answer("x"), robots=answer("<title>Just a moment...</title><script>_cf_chl_opt</script>"))
    assert bench.fails(site).reason == "robots_unreadable"


def test_redirects_of_robots_txt(bench, answer):
    """Five are followed; the rules count for the host that was asked."""

    def hops(last):
        return lambda asked: (
            answer("User-agent: *\nDisallow: /a")
            if asked.path == f"/{last}"
            else answer(status=302, location=f"/{int(asked.path[1:].replace('robots.txt', '0')) + 1}")
        )

    site = bench.site(hops(5), robots=b"own")
    assert bench.fails(site, "/a").reason == "robots"
    assert bench.fails(bench.site(hops(6), robots=b"own"), "/a").reason == "robots_unreadable"
    inside = bench.site(answer(status=302, location="http://169.254.169.254/robots.txt"), robots=b"own")
    assert bench.fails(inside, "/a").reason == "blocked_address"
    assert inside.paths() == ["/robots.txt"]


def test_robots_txt_is_kept_for_a_day_and_no_longer(bench, answer):
    rules = [b"User-agent: *\nDisallow: /b"]
    site = bench.site(lambda asked: answer(rules[0]) if asked.path == "/robots.txt" else answer("x"), robots=b"own")
    door = bench.door()

    def get(path: str):
        return door.fetch(Ask(site.url(path), why="start"), pace=0)

    get("/a")
    rules[0] = b"User-agent: *\nDisallow: /a"
    bench.hand.at += timedelta(hours=23, minutes=59).total_seconds()
    get("/a")
    bench.hand.at += 61
    with pytest.raises(Refused):
        get("/a")
    get("/b")
    assert site.paths().count("/robots.txt") == 2


def test_a_failure_is_not_asked_about_for_every_page_but_soon_again(bench, answer):
    status = [500]
    site = bench.site(lambda asked: answer("", status=status[0]) if asked.path == "/robots.txt" else answer("x"), robots=b"own")
    door = bench.door()
    for _ in range(5):
        with pytest.raises(Unreachable):
            door.fetch(Ask(site.url("/a"), why="start"), pace=0)
    assert site.paths() == ["/robots.txt"]
    status[0] = 200
    bench.hand.at += 601
    assert door.fetch(Ask(site.url("/a"), why="start"), pace=0).text == "x"


@pytest.mark.parametrize(
    ("line", "gap"),
    [
        ("Crawl-delay: 12", 12),
        ("Crawl-delay: 3.5", 5),
        ("Crawl-delay: 600", 60),
        ("Crawl-delay: -1", 5),
        ("Crawl-delay: nan", 5),
        ("Crawl-delay: soon", 5),
        ("Request-rate: 2/1m", 30),
    ],
)
def test_crawl_delay_is_kept_up_to_a_minute(bench, answer, line, gap):
    site = bench.site(answer("x"), robots=answer(f"User-agent: *\n{line}"))
    door = bench.door()
    for path in ("/a", "/b"):
        door.fetch(Ask(site.url(path), why="start"), pace=5)
    assert bench.hand.slept == [gap, gap]


def test_many_threads_ask_for_robots_txt_once(bench, answer):
    from concurrent.futures import ThreadPoolExecutor

    site = bench.site(answer("x"), robots=answer(b"User-agent: *\nDisallow: /no"))
    door = bench.door()

    def get(number: int) -> str:
        try:
            return door.fetch(Ask(site.url(f"/{'no' if number % 2 else 'yes'}/{number}"), why="start"), pace=0).text
        except FetchError as error:
            return error.reason

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(get, range(16))) == ["robots"] * 8 + ["x"] * 8
    assert site.paths().count("/robots.txt") == 1
