"""Where we never go, whatever the spelling."""

from __future__ import annotations

import socket
import threading
import time
from ipaddress import ip_address

import pytest

from jobs.errors import Refused, Unreachable
from jobs.model import Ask
from scrapers.fetch import Terms
from scrapers.fetch.guard import Guard, is_public

PRIVATE = [
    *(
        "0.0.0.0",
        "10.0.0.1",
        "100.64.0.1",
        "100.127.255.255",
        "127.0.0.1",
        "127.255.0.1",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
    ),
    *(
        "192.0.0.1",
        "192.0.0.8",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.1",
        "203.0.113.1",
        "224.0.0.1",
        "239.1.1.1",
    ),
    *("240.0.0.1", "255.255.255.255", "::", "::1", "::ffff:169.254.169.254", "::ffff:8.8.8.8", "::169.254.169.254", "64:ff9b::a9fe:a9fe"),
    *(
        "64:ff9b:1::1",
        "2002:a9fe:a9fe::1",
        "2001::1",
        "2001:db8::1",
        "2001:10::1",
        "3fff::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
    ),
    *("ff02::1", "100::1", "5f00::1", "2606:4700::1%eth0"),
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "93.184.216.34",
    "100.63.255.255",
    "100.128.0.1",
    "172.32.0.1",
    "192.0.1.1",
    "223.5.5.5",
    "2400:3200::1",
    "2606:4700::1111",
]

HOSTILE = [
    *(
        "http://169.254.169.254/latest/meta-data/",
        "http://2852039166/",
        "http://0xa9fea9fe/",
        "http://0251.0376.0251.0376/",
        "http://127.1/",
    ),
    *("http://0.0.0.0/", "http://[::1]/", "http://[::ffff:a9fe:a9fe]/", "http://[64:ff9b::a9fe:a9fe]/", "http://[2002:a9fe:a9fe::1]/"),
    *("http://100.64.0.1/", "http://192.0.0.8/", "http://224.0.0.1/", "http://240.0.0.1/", "http://10.0.0.1:80/", "https://127.0.0.1/"),
    *(
        "http://127.0.0.1./",
        "http://0x7f.0.0.1/",
        "http://0/",
        "http://1/",
        "http://127.0.0.01/",
        "http://x.0x7f/",
        "http://999.1.1.1/",
        "http://1.1.1/",
    ),
]
ODD = [
    *(
        "http://169.254.169.254:80\\@good.test/",
        "http://good.test:22/",
        "http://good.test:6379/",
        "http://good.test:0/",
        "http://good.test:99999/",
    ),
    *(
        "http://user:pw@good.test/",
        "http://user@good.test/",
        "http://①②⑦.⓪.⓪.①/",
        "http://аpple.test/",
        "http://xn--pple-43d.test/",
        "http://good。test/",
    ),
    *(
        "file:///etc/passwd",
        "gopher://good.test/",
        "ftp://good.test/",
        "data:text/html,x",
        "javascript:alert(1)",
        "//good.test/",
        "good.test",
        "",
    ),
    *(
        "http://",
        "http:///path",
        "http://good.test:/",
        "http://good.test\t/",
        "http://good.test\r\nX: y/",
        "http://good.test/\x00",
        "http://good test/",
    ),
    *("http://[::1", "http://[fe80::1%25eth0]/", "http://[v1.x]/", "http://%31%32%37.0.0.1/", "http://good..test/", "http://-good.test/"),
    *(
        "http://good\u200b.test/",
        "http://good.test/\u202e",
        "http://" + "a" * 64 + ".test/",
        "http://good.test/" + "a" * 5000,
        "http://good.test:8 0/",
    ),
]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses(address):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses(address):
    assert is_public(ip_address(address))


@pytest.fixture
def no_network(monkeypatch):
    """Counts what would have left the machine: connections and look-ups."""
    tried: list[object] = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: tried.append(address))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: tried.append(args))
    return tried


@pytest.mark.parametrize("url", HOSTILE)
def test_hostile_addresses_are_refused_before_any_packet(bench, no_network, url):
    with pytest.raises(Refused) as caught:
        bench.door().fetch(Ask(url, why="start"))
    assert caught.value.reason == "blocked_address"
    assert no_network == []


@pytest.mark.parametrize("url", ODD)
def test_odd_addresses_are_refused_before_any_packet(bench, no_network, url):
    with pytest.raises(Refused) as caught:
        bench.door().fetch(Ask(url, why="start"))
    assert caught.value.reason == "blocked_url"
    assert no_network == []


@pytest.mark.parametrize(
    ("url", "sent"),
    [
        ("HTTP://Good.Test", "http://good.test/"),
        ("http://good.test:80/a", "http://good.test/a"),
        ("https://good.test.:443/a#part", "https://good.test/a"),
        ("http://good.test/a/../b/./c", "http://good.test/b/c"),
        ("http://good.test/搜索?q=大同 招聘", "http://good.test/%E6%90%9C%E7%B4%A2?q=%E5%A4%A7%E5%90%8C%20%E6%8B%9B%E8%81%98"),
        ("http://good.test/%e5%a4%a7?a=%2F&b=[]", "http://good.test/%E5%A4%A7?a=%2F&b=%5B%5D"),
        ("http://示例.中国/", "http://xn--fsq092h.xn--fiqs8s/"),
        ("http://xn--fsq092h.xn--fiqs8s/", "http://xn--fsq092h.xn--fiqs8s/"),
        ("http://a_b.good.test/", "http://a_b.good.test/"),
        ("http://1.1.1.1/", "http://1.1.1.1/"),
        ("http://[2400:3200::1]/", "http://[2400:3200::1]/"),
        ("  http://good.test/ ", "http://good.test/"),
        ("http://163.test/", "http://163.test/"),
    ],
)
def test_ordinary_addresses_pass_in_one_spelling(url, sent):
    target = Guard().target(url)
    assert target.url == sent
    assert Guard().target(target.url) == target


def answers(*addresses):
    return lambda host, port: list(addresses)


@pytest.mark.parametrize(
    "addresses",
    [
        ["127.0.0.1"],
        ["93.184.216.34", "10.0.0.1"],  # one public, one private
        ["93.184.216.34", "64:ff9b::a9fe:a9fe"],
        ["::ffff:93.184.216.34"],
        ["93.184.216.34", "fe80::1%lo"],
    ],
)
def test_a_name_is_refused_if_any_of_its_addresses_is_private(bench, no_network, addresses):
    with pytest.raises(Refused) as caught:
        bench.door(Terms(resolve=answers(*addresses))).fetch(Ask("http://good.test/", why="start"))
    assert caught.value.reason == "blocked_address"
    assert no_network == []


def test_a_name_that_changes_its_answer_never_leads_inside(bench, answer):
    canary = bench.site(answer("secret"), robots=answer(b""))
    turns = iter(range(10_000))

    def rebinding(host: str, port: int) -> list[str]:
        return ["127.0.0.1"] if next(turns) % 2 else ["192.0.2.1"]  # never allowed; the second one is the canary's

    door = bench.door(Terms(resolve=rebinding), allow=frozenset({("127.0.0.2", canary.port)}))
    for number in range(200):
        with pytest.raises(Refused):
            door.fetch(Ask(f"http://r{number}.test:{canary.port}/", why="start"), pace=0)
    assert canary.connections == 0


def test_the_address_checked_is_the_address_dialled_and_the_name_is_kept(bench, answer):
    site = bench.site(answer("x"), robots=answer(b""))
    calls: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        calls.append(host)
        return ["127.0.0.1"] if len(calls) == 1 else ["192.0.2.9"]

    page = bench.door(Terms(resolve=resolve)).fetch(Ask(f"http://name.test:{site.port}/", why="start"), pace=0)
    assert page.url == f"http://name.test:{site.port}/"
    assert calls == ["name.test"]  # once for robots.txt and the page, which shared a connection
    assert {one.headers["host"] for one in site.asked} == {f"name.test:{site.port}"}


def test_the_allow_list_opens_one_port_of_one_address(bench, answer):
    site, other = bench.site(answer("x")), bench.site(answer("secret"))
    door = bench.door(allow=frozenset({("127.0.0.1", site.port)}))
    assert door.fetch(Ask(site.url(), why="start"), pace=0).text == "x"
    with pytest.raises(Refused):
        door.fetch(Ask(other.url(), why="start"))
    for host in ("127.0.0.2", "[::1]", "2130706433", "0x7f000001", "127.1"):
        with pytest.raises(Refused) as caught:
            door.fetch(Ask(f"http://{host}:{site.port}/", why="start"))
        assert caught.value.reason == "blocked_address"
    assert other.connections == 0


def test_names_that_do_not_resolve(bench):
    def nothing(host: str, port: int) -> list[str]:
        raise socket.gaierror(-2, "Name or service not known")

    for resolve in (nothing, answers()):
        with pytest.raises(Unreachable) as caught:
            bench.door(Terms(resolve=resolve)).fetch(Ask("http://gone.test/", why="start"))
        assert caught.value.reason == "dns"


def test_a_slow_resolver_counts_in_the_deadline(bench):
    wait = threading.Event()

    def slow(host: str, port: int) -> list[str]:
        wait.wait(5)
        return ["127.0.0.1"]

    terms = Terms(page_seconds=0.3, robots_seconds=0.3, resolve=slow)
    began = time.monotonic()
    with pytest.raises(Unreachable) as caught:
        bench.door(terms).fetch(Ask("http://slow.test/", why="start"))
    assert time.monotonic() - began < 1.3
    assert caught.value.reason in ("timeout", "robots_unreadable")
    wait.set()
