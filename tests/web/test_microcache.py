"""What is kept in front of Flask: for whom, how long, and what never is."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from jobs.model import Article, Mention
from jobs.store import Store
from jobs.web import microcache
from jobs.web.held import MOST_BYTES, Held
from jobs.web.microcache import MicroCache
from tests.web.conftest import NOW, Filled, sighting

DATONG = "/r/140200-datong/"


def more(store: Store, key: str) -> None:
    with store.writing() as w:
        w.sighting("board", sighting(key, f"新岗位{key}"), None, key, NOW)


class Clock:
    """Stands for time.monotonic."""

    at = 100.0

    def monotonic(self) -> float:
        return self.at


@pytest.fixture
def clock_hand(monkeypatch: pytest.MonkeyPatch) -> Clock:
    hand = Clock()
    monkeypatch.setattr(microcache, "FRESH", 2.0)
    monkeypatch.setattr(microcache, "time", hand)
    return hand


@pytest.mark.usefixtures("filled")
def test_a_kept_page_is_at_most_two_seconds_old(client: FlaskClient, store: Store, clock_hand: Clock) -> None:
    before = client.get(DATONG).data
    more(store, "a")
    clock_hand.at += 1.9
    assert client.get(DATONG).data == before
    clock_hand.at += 0.2
    assert "新岗位a".encode() in client.get(DATONG).data
    clock_hand.at += 3600
    assert "新岗位a".encode() in client.get(DATONG).data, "nothing was written: it is shown again"


@pytest.mark.usefixtures("filled")
def test_words_of_the_clock_grow_no_older_than_a_minute(client: FlaskClient, clock_hand: Clock) -> None:
    assert "今天 08:40 核实在招" in client.get(DATONG).text
    clock_hand.at += 3
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert "昨天 08:40 核实在招" in client.get(DATONG).text


@pytest.mark.usefixtures("filled", "clock_hand")
def test_compressed_plain_and_unchanged_are_one_page(client: FlaskClient) -> None:
    for path in (DATONG, client.application.jinja_env.globals["css_url"]):
        plain = client.get(path, buffered=True)
        packed = client.get(path, headers={"Accept-Encoding": "br, gzip;q=0.8"}, buffered=True)
        refused = client.get(path, headers={"Accept-Encoding": "gzip;q=0, br"}, buffered=True)
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.data) == plain.data == refused.data
        assert "Content-Encoding" not in plain.headers
        assert "Content-Encoding" not in refused.headers
        assert [answer.headers["Vary"] for answer in (plain, packed)] == ["Accept-Encoding"] * 2
        assert [int(answer.headers["Content-Length"]) for answer in (plain, packed)] == [len(plain.data), len(packed.data)]
        assert plain.headers["ETag"] == packed.headers["ETag"]
        again = client.get(path, headers={"If-None-Match": packed.headers["ETag"], "Accept-Encoding": "gzip"}, buffered=True)
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", plain.headers["ETag"])
        assert client.get(path, headers={"If-None-Match": 'W/"other"'}, buffered=True).status_code == 200


@pytest.mark.usefixtures("clock_hand")
def test_only_what_everybody_may_see_is_kept(app: Flask, filled: Filled) -> None:
    client = app.test_client(use_cookies=False)  # the forms' cookie would go along
    kept = app.wsgi_app._pages  # type: ignore[attr-defined]
    firm = f"/c/{filled.lathe.id}-{filled.lathe.slug}/"
    for path in (
        "/alerts/new?place=140200",
        f"{firm}identity/wrong",
        f"{firm}identity/sent",
        "/nothing",
        "/r/140200/",
        "/p/999/",
        "/healthz",
        "/readyz",
        "/robots.txt",
        "/about/",
    ):
        client.get(path)
        assert not kept, path
    client.get(DATONG, headers={"Host": "evil.example"})
    client.get(DATONG, data="x")
    client.head(DATONG)
    client.get("/static/site.css", headers={"Range": "bytes=0-10"}, buffered=True)
    client.get(DATONG, headers={"Cookie": "session=x"})
    assert not kept
    client.get(f"{DATONG}?utm_source=a")
    client.get(DATONG)
    client.get(firm)
    client.get(f"/p/{filled.turner}/")
    assert [key[1:] for key in kept] == [(DATONG, ""), (firm, ""), (f"/p/{filled.turner}/", "")]
    assert client.get(DATONG, headers={"Host": "evil.example"}).status_code == 400, "kept for our names only"


@pytest.mark.usefixtures("clock_hand")
def test_what_is_kept_is_bounded_and_the_oldest_gives_way() -> None:
    asked: list[str] = []

    def app(environ: dict[str, str], start: object) -> list[bytes]:
        asked.append(environ["PATH_INFO"])
        start("200 OK", [("Content-Type", "text/html"), ("Cache-Control", "no-cache"), ("ETag", '"a"')])  # type: ignore[operator]
        return [b"x" * 10_000]

    cache = MicroCache(app, lambda: 0, most=30_000)  # type: ignore[arg-type]
    for turn in ("/r/1/", "/r/2/", "/r/3/", "/r/3/", "/r/2/", "/r/1/"):
        body = cache({"REQUEST_METHOD": "GET", "PATH_INFO": turn, "QUERY_STRING": ""}, lambda *_: None)  # type: ignore[arg-type,return-value]
        assert b"".join(body) == b"x" * 10_000
    assert asked == ["/r/1/", "/r/2/", "/r/3/", "/r/1/"]


@pytest.mark.usefixtures("filled")
def test_only_what_was_written_about_is_made_anew(app: Flask, client: FlaskClient, store: Store) -> None:
    made: list[str] = []

    def seen(url: str) -> str:
        made.append(url)
        return url

    app.jinja_env.filters["web_address"] = seen  # asked once a card, for the address of its source
    client.get(DATONG)
    assert len(made) == 3
    made.clear()
    more(store, "b")
    assert "新岗位b" in client.get(DATONG).text
    assert made == ["https://board.example/b"]
    made.clear()
    with store.writing() as w:
        firm, _ = w.company("大同示例电力机车有限公司", "140200", "news", NOW)
        article, _ = w.article(
            "paper", Article(url="https://paper.example/2", title="又见报", body=firm.name, published_on=NOW.date()), "140200", NOW
        )
        w.mention(article, firm.id, Mention(firm.name, firm.name, 0, len(firm.name), firm.name, "full", 0.9, certain=True), None)
    client.get(DATONG)
    assert sorted(made) == ["https://board.example/1", "https://board.example/2"], "the two cards of the firm that was named"


def test_pieces_are_bounded_in_bytes_and_go_with_what_they_depend_on() -> None:
    state = [0]
    held = Held(lambda: state[0])
    held.at(NOW).add("a", "x" * 1000)
    held.lasting(NOW).add("b", ("y" * 1000, "z"))
    assert held.at(NOW).get("a") == "x" * 1000
    state[0] = 1  # something was written
    assert held.at(NOW).get("a") is None
    assert held.lasting(NOW).get("b") == ("y" * 1000, "z")
    assert held.lasting(NOW + timedelta(minutes=1)).get("b") is None
    for number in range(40):
        held.lasting(NOW).add(number, "x" * 1024 * 1024)
        assert held.lasting(NOW).size <= MOST_BYTES
