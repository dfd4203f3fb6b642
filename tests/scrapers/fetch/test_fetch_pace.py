"""A host gets its rest."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest

from jobs.errors import FetchError, Unreachable
from jobs.model import Ask
from scrapers.fetch import Terms
from scrapers.fetch.pace import DAY, Pacer


def test_two_requests_to_a_host_are_apart_and_other_hosts_do_not_wait(bench, answer):
    site, other = bench.site(answer("x")), bench.site(answer("y"))
    door = bench.door()
    door.fetch(Ask(site.url("/a"), why="start"), pace=5)
    assert bench.hand.slept == [5]  # after robots.txt
    door.fetch(Ask(site.url("/b"), why="start"), pace=7)
    assert bench.hand.slept == [5, 7]
    door.fetch(Ask(other.url("/a"), why="start"), pace=0)
    assert bench.hand.slept == [5, 7]


def test_time_that_passed_anyway_counts(bench, answer):
    site = bench.site(answer("x"), robots=answer(b""))
    door = bench.door()
    door.fetch(Ask(site.url("/a"), why="start"), pace=5)
    bench.hand.at += 3
    door.fetch(Ask(site.url("/b"), why="start"), pace=5)
    assert bench.hand.slept == [5, 2]


def test_a_redirect_on_the_same_host_waits_as_well(bench, answer):
    site = bench.site(lambda asked: answer("x") if asked.path == "/b" else answer(status=302, location="/b"))
    bench.door().fetch(Ask(site.url("/a"), why="start"), pace=5)
    assert bench.hand.slept == [5, 5]


def test_a_slow_site_gets_as_long_as_it_took_up_to_a_minute(bench):
    pacer = Pacer(bench.hand.clock, 500)
    for took, rest in ((0.9, 5), (20, 20), (300, 60)):
        with pacer.turn("http://x:80", 5):
            bench.hand.at += took
        bench.hand.slept.clear()
        with pacer.turn("http://x:80", 5):
            pass
        assert bench.hand.slept == [rest]


def test_one_connection_at_a_time_whatever_the_number_of_workers(bench, answer):
    busy, most = [0], [0]
    lock = threading.Lock()

    def respond(asked):
        with lock:
            busy[0] += 1
            most[0] = max(most[0], busy[0])
        time.sleep(0.01)
        with lock:
            busy[0] -= 1
        return answer("x")

    site = bench.site(respond)
    door = bench.door()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: door.fetch(Ask(site.url(f"/{number}"), why="start"), pace=1), range(24)))
    assert most[0] == 1
    assert len(bench.hand.slept) == 24
    assert min(bench.hand.slept) == 1


def test_after_429_the_host_is_left_alone_and_the_gap_doubles(bench, answer):
    site = bench.site(answer("slow", status=429), robots=answer(b""))
    door = bench.door()
    asked_at = []
    for _ in range(11):
        before = len(site.asked)
        while len(site.asked) == before:  # ask until a request leaves; those before the time are not sent
            with pytest.raises(Unreachable) as caught:
                door.fetch(Ask(site.url("/a"), why="start"), pace=5)
            assert caught.value.reason == "too_many"
            bench.hand.at += caught.value.retry_after or 0
        asked_at.append(bench.hand.at)
    gaps = [round(after - before) for before, after in pairwise(asked_at)]
    assert gaps == [30, 60, 120, 240, 480, 960, 1920, 3840, 7680, 15360]


def test_the_back_off_ends_at_a_day(bench):
    pacer = Pacer(bench.hand.clock, 500)
    held = 0.0
    for _ in range(20):
        bench.hand.at += held
        with pacer.turn("http://x:80", 5) as turn:
            turn.slow_down(None)
        held = pacer._hosts["http://x:80"].held - bench.hand.at
    assert held == DAY


def test_retry_after_is_kept_to_the_second(bench, answer):
    replies = [answer("", status=503, retry_after="3600"), answer("x"), answer("x")]
    site = bench.site(lambda asked: replies.pop(0), robots=answer(b""))
    door = bench.door()

    def get() -> str:
        return door.fetch(Ask(site.url("/a"), why="start"), pace=5).text

    for _ in range(2):
        with pytest.raises(Unreachable) as caught:
            get()
        assert caught.value.retry_after == 3600
    assert site.paths() == ["/robots.txt", "/a"]
    bench.hand.at += 3599
    assert get() == "x"
    assert bench.hand.slept[-1] == 1
    get()
    assert bench.hand.slept[-1] == 15  # the back-off of 30 s is halved by a success, not forgotten


def test_a_day_has_an_end(bench, answer):
    site = bench.site(answer("x"))
    pacer = Pacer(bench.hand.clock, 3)
    for _ in range(3):
        with pacer.turn("http://x:80", 0):
            pass
    with pytest.raises(Unreachable) as caught, pacer.turn("http://x:80", 0):
        pass
    assert caught.value.retry_after == DAY - 40 * 60
    with pacer.turn("http://y:80", 0):
        pass
    bench.hand.at += caught.value.retry_after
    with pacer.turn("http://x:80", 0):
        pass
    assert site.asked == []


def test_our_own_demonstration_is_not_counted(bench, answer):
    site = bench.site(answer("x"))
    door = bench.door(Terms(per_day=2))
    for number in range(5):
        door.fetch(Ask(site.url(f"/{number}"), why="start"), pace=0)


def test_an_error_gives_the_turn_back(bench):
    pacer = Pacer(bench.hand.clock, 500)
    for _ in range(3):
        with pytest.raises(FetchError), pacer.turn("http://x:80", 5):
            raise Unreachable("timeout", "http://x/")
    assert bench.hand.slept == [5, 5]


def test_quiet_hosts_are_forgotten_and_held_ones_are_not(bench, monkeypatch):
    monkeypatch.setattr("scrapers.fetch.pace.MOST_HOSTS", 10)
    pacer = Pacer(bench.hand.clock, 500)
    with pacer.turn("held", 0) as turn:
        turn.slow_down(50_000)
    for number in range(20):
        with pacer.turn(f"host{number}", 0):
            pass
    bench.hand.at += 4000
    with pacer.turn("another", 0):
        pass
    assert len(pacer._hosts) == 2
    with pytest.raises(Unreachable), pacer.turn("held", 0):
        pass
