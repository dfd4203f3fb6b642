"""Servers that mean harm: too much, too slow, cut off, nonsense. Each ends in time, in little memory, with its reason."""

from __future__ import annotations

import gzip
import os
import random
import subprocess
import sys
import time
import zlib
from functools import cache
from pathlib import Path

import pytest

from jobs.errors import Refused, Unreachable
from scrapers.fetch import Terms

SHORT = Terms(page_seconds=0.6, robots_seconds=0.6)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def forever(opening: bytes, piece: bytes, pause: float):
    """A server that says `opening` and then `piece` again and again until we hang up."""

    def respond(asked):
        asked.sock.sendall(opening)
        for _ in range(4000):
            asked.sock.sendall(piece)
            if pause:
                time.sleep(pause)

    return respond


@pytest.mark.parametrize(
    ("opening", "piece", "pause"),
    [
        (HEAD + b"Content-Length: 5000\r\n\r\n", b"x", 0.05),  # a byte at a time
        (HEAD + b"\r\n", b"x", 0.05),  # without a length: looks whole when it is cut
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n", 0.05),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n", b"T: x\r\n", 0.05),  # trailers without end
        (HEAD + b"X-Slow: ", b"x", 0.05),  # within a header
        (HEAD, b"X-A: b\r\n", 0.05),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.002),
        (b"HT", b"", 0.05),
        (b"", b"", 0.05),  # accepts and falls silent
    ],
)
def test_slow_servers_are_cut_at_the_deadline(bench, answer, opening, piece, pause):
    site = bench.site(forever(opening, piece, pause), robots=answer(b""))
    began = time.monotonic()
    error = bench.fails(site, terms=SHORT)
    assert time.monotonic() - began < 0.6 + 1
    assert (type(error), error.reason) == (Unreachable, "timeout")


def test_a_slow_robots_txt_closes_the_host_in_time(bench):
    site = bench.site(forever(HEAD + b"\r\n", b"# ", 0.05), robots=b"own")
    began = time.monotonic()
    assert bench.fails(site, terms=SHORT).reason == "robots_unreadable"
    assert time.monotonic() - began < 1.6
    assert site.paths() == ["/robots.txt"]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (HEAD + b"Content-Length: 500\r\n\r\nshort", "incomplete"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab", "incomplete"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n", "incomplete"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\nab", "protocol_error"),
        (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "protocol_error"),
        (HEAD + b"Content-Length: -5\r\n\r\nhello", "protocol_error"),
        (HEAD + b"Content-Length: +5\r\n\r\nhello", "protocol_error"),
        (HEAD + b"Content-Length: five\r\n\r\nhello", "protocol_error"),
        (HEAD + b"Content-Length: 5\r\nContent-Length: 7\r\n\r\nhello77", "protocol_error"),
        (HEAD + b"Content-Length: 5, 7\r\n\r\nhello77", "protocol_error"),
        (HEAD + b"Content-Length: 999999999999\r\n\r\nx", "too_large"),
        (b"<html>no status line</html>", "protocol_error"),
        (random.Random(1).randbytes(4000), "protocol_error"),
        (b"HTTP/1.1 abc OK\r\n\r\n", "protocol_error"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n", "protocol_error"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: b\r\n" * 5000 + b"\r\n", "protocol_error"),
        (HEAD + b"".join(b"Set-Cookie: c%d=%s\r\n" % (n, b"x" * 4000) for n in range(90)) + b"\r\nx", "protocol_error"),
    ],
)
def test_broken_answers_have_a_reason(bench, answer, raw, reason):
    def respond(asked):
        asked.sock.sendall(raw)

    error = bench.fails(bench.site(respond, robots=answer(b"")))
    assert (type(error), error.reason) == (Unreachable, reason)


def test_the_same_length_twice_is_no_lie(bench, answer):
    assert bench.get(bench.site(HEAD + b"Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", robots=answer(b""))).text == "hello"


def test_a_reset_in_the_middle_is_incomplete(bench, answer):
    def respond(asked):
        asked.sock.sendall(HEAD + b"Content-Length: 5000\r\n\r\nhalf")
        asked.sock.setsockopt(1, 13, b"\x01\x00\x00\x00\x00\x00\x00\x00")  # SO_LINGER 0: close with a reset

    assert bench.fails(bench.site(respond, robots=answer(b""))).reason == "incomplete"


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "compress", "gzip, gzip", "gzip, br", ", ".join(["gzip"] * 20), "magic"])
def test_codings_we_did_not_offer_are_refused(bench, answer, coding):
    assert bench.fails(bench.site(answer(gzip.compress(b"x"), content_encoding=coding))).reason == "bad_encoding"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"not gzip at all", "bad_encoding"),
        (gzip.compress(os.urandom(5000))[:2000], "incomplete"),
        (gzip.compress(b"a") * 5000, "bad_encoding"),
        (gzip.compress(gzip.compress(b"<p>x</p>")), "not_text"),
        (gzip.compress(b" " * 4_000_000), "too_large"),
    ],
    ids=["plain", "cut", "junk after", "twice", "bomb"],
)
def test_bad_gzip_has_a_reason(bench, answer, body, reason):
    assert bench.fails(bench.site(answer(body, content_encoding="gzip"))).reason == reason


def test_gzip_in_several_members_and_with_padding_is_whole(bench, answer):
    body = gzip.compress(b"<p>one ") + gzip.compress(b"two</p>") + b"\0" * 20
    assert bench.get(bench.site(answer(body, content_encoding="gzip"))).text == "<p>one two</p>"


@pytest.mark.parametrize(("size", "passes"), [(2 * 1024 * 1024, True), (2 * 1024 * 1024 + 1, False)])
def test_the_cap_is_where_it_says(bench, answer, size, passes):
    body = (b"<p>" + b"a" * size)[:size]

    def unannounced(asked):
        asked.sock.sendall(HEAD + b"\r\n" + body)

    for one in (bench.site(answer(body)), bench.site(unannounced, robots=answer(b""))):
        if passes:
            assert len(bench.get(one).content) == size
        else:
            assert bench.fails(one).reason == "too_large"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.7\n" + b"x" * 100, "text/html"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "text/html"),
        (b"PK\x03\x04" + b"x" * 100, "application/octet-stream"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "application/msword"),
        (random.Random(2).randbytes(5000), "application/octet-stream"),
    ],
)
def test_what_is_no_text_is_refused(bench, answer, body, kind):
    error = bench.fails(bench.site(answer(body, content_type=kind)))
    assert (type(error), error.reason) == (Refused, "not_text")


def test_mojibake_is_refused_rather_than_handed_on(bench, answer):
    body = ("<p>" + "大同市平城区招聘" * 50).encode() + b"\xff\xfe\xfd" * 10 + "招聘".encode()
    assert bench.fails(bench.site(answer(body))).reason == "bad_encoding"


BOMBS = {
    "gzip": lambda: (b"Content-Encoding: gzip\r\n", _gigabyte()),
    "double gzip": lambda: (b"Content-Encoding: gzip, gzip\r\n", gzip.compress(_gigabyte())),
    "hidden double gzip": lambda: (b"Content-Encoding: gzip\r\n", gzip.compress(_gigabyte())),
    "endless": lambda: (b"", None),
    "endless chunks": lambda: (b"Transfer-Encoding: chunked\r\n", None),
    "redirect with a bomb": lambda: (b"Location: /ok\r\nContent-Encoding: gzip\r\n", _gigabyte()),
    "error with a bomb": lambda: (b"Content-Encoding: gzip\r\n", _gigabyte()),
    "robots with a bomb": lambda: (b"Content-Encoding: gzip\r\n", _gigabyte()),
}
CHILD = """
import resource, sys
from jobs.errors import FetchError
from jobs.model import Ask
from scrapers.fetch import Fetcher
port = int(sys.argv[1])
door = Fetcher(user_agent="T/1", allow=frozenset({("127.0.0.1", port)}))
door.fetch(Ask(f"http://127.0.0.1:{port}/ok", why="start"), pace=0) if sys.argv[2] != "robots with a bomb" else None
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
try:
    reason = f"page {len(door.fetch(Ask(f'http://127.0.0.1:{port}/bomb', why='start'), pace=0).content)}"
except FetchError as error:
    reason = error.reason
print(reason, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, sep="|")
"""


@cache
def _gigabyte() -> bytes:
    """One GiB of zeros, packed into one MiB."""
    layer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(layer.compress(bytes(1 << 24)) for _ in range(64)) + layer.flush()


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("gzip", "too_large"),
        ("double gzip", "bad_encoding"),
        ("hidden double gzip", "not_text"),
        ("endless", "too_large"),
        ("endless chunks", "too_large"),
        ("redirect with a bomb", "page 2"),
        ("error with a bomb", "forbidden"),
        ("robots with a bomb", "page 2"),
    ],
)
def test_bombs_cost_little_memory(bench, answer, name, outcome):
    """In a process of its own, so that nothing but the fetch is measured: at most 64 MB more than after an ordinary page."""
    head, bomb = BOMBS[name]()
    status = {"redirect with a bomb": b"302", "error with a bomb": b"403"}.get(name, b"200")

    def respond(asked):
        if asked.path == "/ok" or (asked.path == "/robots.txt") != (name == "robots with a bomb"):
            return answer(b"" if asked.path == "/robots.txt" else "ok")
        if asked.path == "/bomb" and name == "robots with a bomb":
            return answer("ok")
        asked.sock.sendall(b"HTTP/1.1 " + status + b" X\r\n" + head + b"\r\n")
        if bomb is not None:
            asked.sock.sendall(bomb)
            return None
        piece = b"10000\r\n" + b"x" * 65536 + b"\r\n" if head else b"x" * 65536
        for _ in range(20_000):
            asked.sock.sendall(piece)
        return None

    site = bench.site(respond, robots=b"own")
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", CHILD, str(site.port), name], cwd=root, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    reason, megabytes = done.stdout.strip().split("|")
    assert reason == outcome
    assert int(megabytes) <= 64
