"""What must hold when processes die, disks fill and writers meet."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from jobs.errors import Busy, NewerDatabase
from jobs.model import Ask, Search
from jobs.store import Store, migrate
from jobs.store.door import LOG_BYTES, Door
from tests.conftest import ROOT
from tests.store_samples import DAY, HOUR, LEASE, NOW, firm, keep, lease, look, post


def child(code: str, *args: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *args], cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )


# ---------------------------------------------------------------- the version of the database


def test_the_revisions_give_exactly_the_tables(store: Store) -> None:
    with store._door.reading() as connection:
        assert migrate.differences(connection) == []
    assert store.ready()
    store.upgrade()
    assert store.ready()


def test_an_empty_database_is_not_ready(database: str) -> None:
    empty = Store.open(database)
    assert not empty.ready()
    empty.close()


def test_a_newer_database_is_left_untouched(store: Store) -> None:
    with store._door.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    with pytest.raises(NewerDatabase):
        store.upgrade()
    assert not store.ready()
    with store._door.engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "from_the_future"


_MIGRATOR = """
import os, signal, sys
from sqlalchemy import event
from jobs.store import Store
store = Store.open(sys.argv[1])
left = int(sys.argv[2])
@event.listens_for(store._door.engine, "after_cursor_execute")
def die(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
store.upgrade()
"""


@pytest.mark.parametrize("statements", [8, 15, 40])
def test_a_killed_migration_leaves_nothing_behind(database: str, statements: int) -> None:
    with child(_MIGRATOR, database, str(statements)) as dying:
        dying.communicate(timeout=60)
    assert dying.returncode == -signal.SIGKILL
    store = Store.open(database)
    assert not store.ready()
    with store._door.reading() as connection:
        tables = connection.dialect.get_table_names(connection)
    assert tables == []
    store.upgrade()
    assert store.ready()
    store.close()


# ---------------------------------------------------------------- kill -9

_WRITER = """
import sys
from jobs.store import Store
from tests.store_samples import NOW, post
store = Store.open(sys.argv[1], checkpoints=True)
number = int(sys.argv[2])
while True:
    with store.writing() as writing:
        for part in "ab":
            writing.sighting("board", post(f"{number}{part}", f"职位{number}{part}"), None, f"k{number}{part}", NOW)
    print(number, flush=True)
    number += 1
"""


def test_kill_loses_nothing_that_was_acknowledged(store: Store, database: str) -> None:
    acknowledged: list[int] = []
    for round_ in range(4):
        with child(_WRITER, database, str(round_ * 10_000)) as writer:
            assert writer.stdout is not None
            acknowledged += [int(writer.stdout.readline()) for _ in range(5 + round_ * 7)]
            time.sleep(0.003 * round_)
            writer.kill()
            acknowledged += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
    titles = {row.title for row in store.find(Search(), NOW, 1000).posts}
    assert {f"职位{number}{part}" for number in acknowledged for part in "ab"} <= titles
    assert {title[:-1] + "b" for title in titles if title.endswith("a")} == {title for title in titles if title.endswith("b")}  # never half
    if database.startswith("sqlite"):
        with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_what_a_transaction_did_is_gone_when_it_fails(store: Store) -> None:
    due = lease(store)

    def half() -> None:
        with store.writing() as writing:
            writing.company("大同示例机车有限公司", None, "news", NOW)
            writing.sighting("board", post("1"), None, "k", NOW)
            writing.done(due, None, None, "h", NOW, None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()
    assert store.find(Search(), NOW).count == 0
    assert firm(store, "大同示例乳业有限公司").name
    assert [again.id for again in store.due(NOW + LEASE, 1, LEASE, "w")] == [due.id]


# ---------------------------------------------------------------- many at once


def test_writers_and_readers_meet_without_an_error(store: Store, database: str) -> None:
    errors: list[BaseException] = []
    slowest: list[float] = []

    def write(name: str) -> None:
        mine = Store.open(database)
        try:
            for number in range(15):
                began = time.monotonic()
                with mine.writing() as writing:
                    firm_, _ = writing.company("大同示例机车有限公司", "140200", "news", NOW)
                    writing.sighting("board", post(f"{name}{number}", f"职位{number}"), firm_, f"same{number}", NOW)
                mine.want("board", [Ask(f"https://board.example/{number}", "page")], NOW)
                slowest.append(time.monotonic() - began)
        except BaseException as error:  # noqa: BLE001  # the test reports whatever a thread met
            errors.append(error)
        finally:
            mine.close()

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        store.find(Search(place="140200"), NOW)
    for thread in threads:
        thread.join()
    assert errors == []
    page = store.find(Search(), NOW)
    assert page.count == 15  # four sightings each
    assert {row.sightings for row in page.posts} == {4}
    assert {row.company_id for row in page.posts} == {1}
    assert store.count_due(NOW) == 15
    assert max(slowest) < 5


def test_a_reader_is_never_in_the_way_nor_waits(store: Store) -> None:
    keep(store, post("1"))
    with store.writing() as writing:
        writing.sighting("board", post("2", "护士"), None, "k2", NOW)
        began = time.monotonic()
        assert store.find(Search(), NOW).count == 1
        assert time.monotonic() - began < 1
    assert store.find(Search(), NOW).count == 2


def test_a_write_that_cannot_have_its_turn_says_busy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jobs.store.door.WAIT_SECONDS", 1)
    impatient = Store.open(str(store._door.engine.url.render_as_string(hide_password=False)))
    with store.writing(), pytest.raises(Busy), impatient.writing():
        pass
    with impatient.writing() as writing:
        assert writing.companies_like("x") == []
    impatient.close()


# ---------------------------------------------------------------- SQLite's own


def test_a_full_disk_is_busy_and_reading_goes_on(sqlite: Store, tmp_path: Path) -> None:
    keep(sqlite, post("1"))
    with sqlite._door.engine.connect() as connection:
        used = connection.connection.cursor().execute("PRAGMA page_count").fetchone()[0]
        connection.connection.cursor().execute(f"PRAGMA max_page_count = {used}")

    def fill() -> None:
        with sqlite.writing() as writing:
            for number in range(500):
                writing.sighting("board", post(f"x{number}", description="长" * 2000), None, f"k{number}", NOW)

    with pytest.raises(Busy):
        fill()
    assert sqlite.find(Search(), NOW).count == 1
    with sqlite._door.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA max_page_count = 1000000")
    assert keep(sqlite, post("2", description="长" * 2000))[1]


def test_the_log_is_emptied_by_one_process_only(sqlite: Store, tmp_path: Path) -> None:
    log = tmp_path / "alone.sqlite3-wal"
    web = Store.open(f"sqlite:///{tmp_path / 'alone.sqlite3'}")
    for number in range(12):
        with web.writing() as writing:
            writing.sighting("board", post(f"w{number}", description=os.urandom(300_000).hex()), None, f"w{number}", NOW)
    assert log.stat().st_size > LOG_BYTES
    assert not web.checkpoint()
    assert log.stat().st_size > LOG_BYTES
    keep(sqlite, post("one more"))
    assert log.stat().st_size == 0
    with web._door.reading() as reader:
        reader.execute(text("SELECT count(*) FROM post")).scalar()
        keep(sqlite, post("while somebody reads"))
        assert not sqlite.checkpoint()
    assert sqlite.checkpoint()
    assert web.find(Search(), NOW).count == 14
    web.close()


def test_sqlite_is_set_up_as_promised(sqlite: Store, tmp_path: Path) -> None:
    with sqlite._door.reading() as connection:
        got = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout", "wal_autocheckpoint")
        }
    assert got == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 5000, "wal_autocheckpoint": 0}
    with sqlite._door.writing(durable=True) as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
    with sqlite._door.writing() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 1
    assert {oct(path.stat().st_mode & 0o777) for path in tmp_path.iterdir()} == {"0o600"}


def test_memory_is_no_database_for_several_threads() -> None:
    with pytest.raises(ValueError, match="file"):
        Door("sqlite://")


def test_the_store_refuses_a_time_without_a_zone(store: Store) -> None:
    with pytest.raises(Exception, match="without a zone"):
        store.count_due(NOW.replace(tzinfo=None))


def test_an_unchanged_page_after_an_hour_of_days(store: Store) -> None:
    """The clock may jump: an earlier `now` than the last look breaks nothing."""
    look(store, ["1"], NOW)
    due = lease(store, now=NOW + DAY)
    assert store.unchanged(due, NOW - HOUR, NOW + timedelta(hours=2)) == 1
