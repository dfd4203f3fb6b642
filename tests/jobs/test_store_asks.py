"""What is read next: wanted, leased, answered; and how sources are doing."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import timedelta

import pytest

from jobs.errors import NotFound, ReadError, Refused
from jobs.model import Ask
from jobs.store import Store
from tests.conftest import ROOT
from tests.store_samples import DAY, HOUR, LEASE, NOW, card, keep, lease, look, post


def test_an_ask_is_wanted_once_and_only_moves_earlier(store: Store) -> None:
    page = Ask("https://board.example/", "start", note={"n": "1"})
    assert store.want("board", [page, page], NOW + DAY) == 1
    assert store.want("board", [page], NOW + 2 * DAY) == 0
    assert store.next_due() == NOW + DAY
    assert store.want("board", [page], NOW) == 0
    assert store.next_due() == NOW
    assert store.want("board", [Ask(page.url, "start", method="POST", body="a=1")], NOW) == 1
    assert store.want("other", [page], NOW) == 1


def test_a_due_ask_comes_as_it_was_wanted(store: Store) -> None:
    ask = Ask("https://board.example/q", "company", "POST", "q=%E7%84%8A", "application/x-www-form-urlencoded", {"firm": "示例"})
    store.want("board", [ask], NOW)
    (due,) = store.due(NOW, 5, LEASE, "w")
    assert due.ask == ask
    assert (due.failures, due.etag, due.body_hash, due.last_read_at) == (0, None, None, None)


def test_one_look_at_a_time_per_source_longest_due_first(store: Store) -> None:
    store.want("board", [Ask("https://b/2", "page")], NOW - HOUR)
    store.want("board", [Ask("https://b/1", "page")], NOW - 2 * HOUR)
    store.want("other", [Ask("https://o/1", "page")], NOW - 3 * HOUR)
    store.want("paper", [Ask("https://p/1", "page")], NOW + HOUR)
    taken = store.due(NOW, 10, LEASE, "w")
    assert [due.ask.url for due in taken] == ["https://o/1", "https://b/1"]
    assert store.due(NOW, 10, LEASE, "w") == []
    assert store.count_due(NOW) == 3
    with store.writing() as writing:
        writing.done(taken[1], '"e"', "Tue", "hash", NOW, None)
    (following,) = store.due(NOW, 10, LEASE, "w")
    assert following.ask.url == "https://b/2"
    assert store.due(NOW, 0, LEASE, "w") == []


def test_a_lease_that_ran_out_is_due_again_and_the_late_worker_does_not_give_back_the_new_one(store: Store) -> None:
    late = lease(store)
    assert store.due(NOW + LEASE - timedelta(seconds=1), 5, LEASE, "w") == []
    (second,) = store.due(NOW + LEASE, 5, LEASE, "w")
    assert second.id == late.id
    store.failed(late, ReadError("a list"), NOW + LEASE, NOW)
    assert store.due(NOW + LEASE, 5, LEASE, "w") == []
    store.failed(second, ReadError("a list"), NOW + LEASE, NOW)
    assert len(store.due(NOW + LEASE, 5, LEASE, "w")) == 1


def test_a_leased_ask_is_not_moved(store: Store) -> None:
    due = lease(store)
    store.want("board", [Ask(due.ask.url, "start")], NOW - DAY)
    store.unchanged(due, NOW, NOW + HOUR)
    assert store.next_due() == NOW + HOUR


def test_a_page_read_for_its_own_sake_keeps_its_time(store: Store) -> None:
    own = lease(store, "https://board.example/p/1", why="post")
    with store.writing() as writing:
        writing.done(own, None, None, "h", NOW, NOW + DAY)
        writing.want("board", [Ask(own.ask.url, "post")], NOW)
    assert store.next_due() == NOW + DAY
    (again,) = store.due(NOW + DAY, 1, LEASE, "w")
    store.failed(again, Refused("missing", own.ask.url), NOW + DAY, None)
    store.want("board", [Ask(own.ask.url, "post")], NOW)
    assert store.next_due() is None
    # A page of a list that nobody asks for any more is asked for again when the list leads to it.
    page = lease(store, "https://board.example/list?p=2", now=NOW + DAY, why="page")
    store.unchanged(page, NOW + DAY, None)
    store.want("board", [Ask(page.ask.url, "page")], NOW + 2 * DAY)
    assert store.next_due() == NOW + 2 * DAY


def test_failures_are_told_until_a_page_comes_well(store: Store) -> None:
    due = lease(store)
    store.failed(due, Refused("robots", due.ask.url), NOW, NOW + HOUR)
    health = store.source("board")
    assert (health.reason, health.failures, health.last_failed_at, health.next_due_at) == ("robots", 1, NOW, NOW + HOUR)
    (due,) = store.due(NOW + HOUR, 1, LEASE, "w")
    assert due.failures == 1
    with store.writing() as writing:
        writing.done(due, '"tag"', "Tue, 24 Nov 2026", "abc", NOW + HOUR, NOW + DAY, said="今日无岗位")
    health = store.source("board")
    assert (health.reason, health.failures, health.last_ok_at) == (None, 0, NOW + HOUR)
    (due,) = store.due(NOW + DAY, 1, LEASE, "w")
    assert (due.failures, due.etag, due.last_modified, due.body_hash) == (0, '"tag"', "Tue, 24 Nov 2026", "abc")
    assert due.last_read_at == NOW + HOUR
    assert store.last_check("140213") == NOW + HOUR
    assert store.last_check("140000") == NOW + HOUR
    assert store.last_check("110000") is None


def test_paused_and_vanished_sources_are_left_alone(store: Store) -> None:
    for name in ("board", "other"):
        store.want(name, [Ask(f"https://{name}/", "start")], NOW)
    keep(store, post("1"))
    store.pause("board", paused=True)
    store.register([card("board", name="新名字"), card("paper", kind="news")])
    assert store.due(NOW, 10, LEASE, "w") == []
    assert store.next_due() is None
    assert [(one.id, one.enabled, one.name) for one in store.sources()] == [
        ("board", False, "新名字"),
        ("other", False, "示例来源 other"),
        ("paper", True, "示例来源 paper"),
    ]
    assert store.source("board").open_posts == 1
    store.pause("board", paused=False)
    assert len(store.due(NOW, 10, LEASE, "w")) == 1
    with pytest.raises(NotFound):
        store.pause("nobody", paused=True)
    with pytest.raises(NotFound):
        store.source("nobody")


def test_an_unchanged_page_confirms_what_it_showed(store: Store) -> None:
    look(store, ["1", "2"], NOW)
    due = lease(store, now=NOW + 4 * DAY)
    assert [row.state for row in store.posts([1, 2], NOW + 4 * DAY)] == ["unconfirmed"] * 2
    assert store.unchanged(due, NOW + 4 * DAY, NOW + 5 * DAY) == 2
    assert [row.confirmed_at for row in store.posts([1, 2], NOW + 4 * DAY)] == [NOW + 4 * DAY] * 2
    assert store.posts([1], NOW + 4 * DAY)[0].state == "open"


_TAKER = """
import sys
from datetime import timedelta
from jobs.store import Store
from tests.store_samples import NOW
store = Store.open(sys.argv[1])
store.count_due(NOW)
print("ready", flush=True)
sys.stdin.readline()
idle = 0
while idle < 20:
    taken = store.due(NOW, 3, timedelta(minutes=5), sys.argv[2])
    idle = 0 if taken else idle + 1
    for due in taken:
        print(due.source_id, due.ask.url, due.lease, flush=True)
        with store.writing() as writing:
            writing.done(due, None, None, "h", NOW, None)
"""


def test_two_processes_never_lease_the_same_ask(store: Store, database: str) -> None:
    store.register([card(f"s{number}") for number in range(8)])
    for number in range(8):
        store.want(f"s{number}", [Ask(f"https://s{number}/{page}", "page") for page in range(20)], NOW)
    workers = [
        subprocess.Popen(
            [sys.executable, "-W", "error", "-c", _TAKER, database, name],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        for name in ("a", "b")
    ]
    for worker in workers:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    told = [worker.communicate(timeout=60)[0].split("\n") for worker in workers]
    taken = Counter(line.split()[1] for lines in told for line in lines if line)
    assert len(taken) == 160
    assert set(taken.values()) == {1}
    assert all(len(lines) > 1 for lines in told)  # both were at it


def test_a_source_may_set_the_headers_of_its_list_and_no_others() -> None:
    assert Ask("https://board.example/", "start", headers={"Referer": "https://board.example/", "Device": "pc"}).headers["Device"] == "pc"
    for name, value in {"User-Agent": "x", "Cookie": "a=1", "referer": "x", "Referer": "a\r\nCookie: b", "Version": "五"}.items():
        with pytest.raises(ValueError, match="may not send"):
            Ask("https://board.example/", "start", headers={name: value})


def test_headers_are_kept_with_the_ask_and_make_no_other_ask_of_it(store: Store) -> None:
    ask = Ask("https://board.example/q", "start", headers={"X-Requested-With": "XMLHttpRequest"})
    assert store.want("board", [ask, Ask(ask.url, "start")], NOW) == 1
    (due,) = store.due(NOW, 5, LEASE, "w")
    assert due.ask.headers == {"X-Requested-With": "XMLHttpRequest"}
