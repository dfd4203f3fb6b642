"""The same promises where nothing is faked: a network namespace of our own, with the production policy and no allow-list.

A "public" address, the metadata service, private networks and NAT64 all live on the namespace's loopback, each with a
server that counts its visitors. The door may reach the public one and none of the others, by any spelling, redirect,
robots.txt or name. Needs the right to make namespaces; REQUIRE_SERVICES=1 makes its absence a failure.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
INSIDE = r"""
import json, socket, subprocess, threading
from jobs.errors import FetchError
from jobs.model import Ask
from scrapers.fetch import Clock, Fetcher, Terms

PUBLIC = "93.184.216.34"
CANARIES = ["127.0.0.1", "169.254.169.254", "10.0.0.1", "100.64.0.1", "192.0.0.8", "::1", "64:ff9b::a9fe:a9fe", "2002:a9fe:a9fe::1", "fd00::1"]
subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
for address in [PUBLIC, *CANARIES]:
    if address not in ("127.0.0.1", "::1"):
        subprocess.run(["ip", "addr", "add", address + ("/128" if ":" in address else "/32"), "dev", "lo", *(["nodad"] if ":" in address else [])], check=True)
hits = {address: 0 for address in [PUBLIC, *CANARIES]}
locations, robots = {}, {}

def serve(address):
    listener = socket.create_server((address, 80), family=socket.AF_INET6 if ":" in address else socket.AF_INET)
    while True:
        sock, _ = listener.accept()
        hits[address] += 1
        with sock:
            data = b""
            while b"\r\n\r\n" not in data and (piece := sock.recv(65536)):
                data += piece
            head = data.decode("latin-1")
            path = head.split(" ")[1]
            host = head.lower().partition("host: ")[2].partition("\r\n")[0]
            to = robots.get(host) if path == "/robots.txt" else locations.get(path)
            status = "302 X\r\nLocation: " + to if to else ("404 X" if path == "/robots.txt" else "200 OK")
            sock.sendall(f"HTTP/1.1 {status}\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret".encode("latin-1"))

for address in hits:
    threading.Thread(target=serve, args=(address,), daemon=True).start()
names = {"public.test": [PUBLIC], "mixed.test": [PUBLIC, "169.254.169.254"], "nat.test": ["64:ff9b::a9fe:a9fe"], "sixtofour.test": ["2002:a9fe:a9fe::1"],
         "cgn.test": ["100.64.0.1"], "meta.test": ["169.254.169.254"], "local.test": ["127.0.0.1", "::1"], "robots.test": [PUBLIC]}
turn = [0]
def resolve(host, port):
    if host.startswith("rebind"):
        turn[0] += 1
        return [PUBLIC] if turn[0] % 2 else ["169.254.169.254"]
    return names.get(host) or [answer[4][0] for answer in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]

ticks = [0.0]
def sleep(seconds):
    ticks[0] += seconds
def door():
    return Fetcher(user_agent="T/1", clock=Clock(ticks=lambda: ticks[0], sleep=sleep), terms=Terms(resolve=resolve, per_day=10**6))

spellings = ["169.254.169.254", "2852039166", "0xa9fea9fe", "0251.0376.0251.0376", "0xa9.0xfe.0xa9.0xfe", "127.1", "127.0.0.1", "127.0.0.1.", "0.0.0.0", "0", "[::]", "[::1]", "localhost",
             "[::ffff:a9fe:a9fe]", "[::ffff:169.254.169.254]", "[64:ff9b::a9fe:a9fe]", "[2002:a9fe:a9fe::1]", "100.64.0.1", "192.0.0.8", "10.0.0.1", "[fd00::1]", "224.0.0.1", "240.0.0.1",
             "mixed.test", "nat.test", "sixtofour.test", "cgn.test", "meta.test", "local.test", "METADATA.meta.test@169.254.169.254", "169.254.169.254:80\\@public.test", "①②⑦.⓪.⓪.①",
             "169.254.169.254#@public.test", "public.test@10.0.0.1", "10.0.0.1:80", "%31%30.0.0.1", "１０.0.0.1", "10。0。0。1", "169.254.169.254?.public.test", "[::ffff:10.0.0.1]"]
outcomes = {}
def go(label, url, fetcher):
    try:
        fetcher.fetch(Ask(url, why="start"), pace=0)
        outcomes[label] = "page"
    except FetchError as error:
        outcomes[label] = error.reason

one = door()
go("public", "http://public.test/", one)
for number, host in enumerate(spellings):
    go(f"seed {host}", f"http://{host}/", one)
    locations[f"/r{number}"] = f"http://{host}/x".encode("utf-8").decode("latin-1")
    go(f"redirect {host}", f"http://public.test/r{number}", one)
    robots["robots.test"] = f"http://{host}/robots.txt".encode("utf-8").decode("latin-1")
    go(f"robots {host}", "http://robots.test/", door())
rebound = [0, 0]
for number in range(200):
    go("rebind", f"http://rebind{number}.test/", one)
    rebound[outcomes.pop("rebind") != "page"] += 1
print(json.dumps({"hits": hits, "outcomes": outcomes, "rebound": rebound, "vectors": len(spellings)}))
"""


@pytest.fixture(scope="module")
def seen() -> dict:
    possible = (
        shutil.which("unshare")
        and shutil.which("ip")
        and subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0
    )
    if not possible:
        if os.environ.get("REQUIRE_SERVICES") == "1":
            pytest.fail("REQUIRE_SERVICES=1, but no network namespace can be made")
        pytest.skip("no right to make a network namespace: these promises are not checked here")
    done = subprocess.run(
        ["unshare", "-n", sys.executable, "-c", INSIDE], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_canary_is_ever_reached(seen):
    assert seen["vectors"] >= 40
    public = seen["hits"].pop("93.184.216.34")
    assert public > seen["vectors"]
    assert seen["hits"] == dict.fromkeys(seen["hits"], 0)


def test_every_vector_is_refused_by_name(seen):
    outcomes = seen["outcomes"]
    assert outcomes.pop("public") == "page"
    wrong = {label: reason for label, reason in outcomes.items() if reason not in ("blocked_address", "blocked_url")}
    assert wrong == {}


def test_two_hundred_rebinding_names_lead_nowhere(seen):
    pages, refused = seen["rebound"]
    assert pages + refused == 200
    assert refused >= 100  # every second answer was the metadata service
