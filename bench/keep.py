"""How many posts a second the store keeps: new, unchanged, changed, with and without the search index; beside bare sqlite3 writing the same rows.

    python bench/keep.py [--count 20000] [--batch 1000] [--profile]

CPU seconds of one core. Merging by key and by text is part of keeping; the search index is written behind, by the process that keeps.

Also how long readers in another process take while a batch of all the posts is kept in one transaction. Prints a table and writes
bench/results/keep.json.
"""

from __future__ import annotations

import argparse
import cProfile
import gc
import json
import os
import pstats
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run from a checkout, without installing

from bench import corpus  # noqa: E402  # the line above must come first
from jobs.dedupe import codes, merge_key  # noqa: E402  # as above
from jobs.model import Company, Pay, Sighting, SourceCard  # noqa: E402  # as above
from jobs.store import Store  # noqa: E402  # as above

RESULTS = ROOT / "bench" / "results" / "keep.json"
TABLES = ("post", "sighting", "post_text", "post_place", "post_band", "post_change")
Came = tuple[Sighting, Company | None, str]


def main() -> int:
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=20_000)
    asked.add_argument("--batch", type=int, default=1_000)
    asked.add_argument("--profile", action="store_true", help="say where the time of the new posts goes, and stop")
    args = asked.parse_args()
    posts = [corpus.sighting(post, corpus.SOURCES[0]) for post in corpus.posts(args.count)]
    numbers = [post.firm + 1 for post in corpus.posts(args.count)]
    came = [_came(post, firm) for post, firm in zip(posts, numbers, strict=True)]
    more = [_came(replace(post, headcount=(post.headcount or 0) + 1), firm) for post, firm in zip(posts, numbers, strict=True)]
    paid = [_came(replace(post, pay=_pay(n)), firm) for n, (post, firm) in enumerate(zip(posts, numbers, strict=True))]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keep.sqlite3"
        _kept(
            _store(path.with_name("warm.sqlite3"), None), came[:500], args.batch, corpus.NOW
        )  # tables and expressions are made once a process
        gc.freeze()  # the sightings prepared above are the bench's, not the store's
        store = _store(path, Path(folder) / "index")
        if args.profile:
            store._index.write = lambda *_, **__: False  # type: ignore[method-assign]  # noqa: SLF001  # the index is timed by itself
            with cProfile.Profile() as profile:
                _kept(store, came, args.batch, corpus.NOW)
            pstats.Stats(profile).sort_stats("tottime").print_stats(35)
            return 0
        told = _measured(store, path, (came, more, paid), args.batch)
    told["readers_ms"] = {"alone": _readers(None, 0), "while_writing": _readers(came, args.count)}
    for name, figure in told.items():
        print(f"{name:40}{figure}")
    RESULTS.write_text(json.dumps({"python": sys.version.split()[0], "sqlite": sqlite3.sqlite_version, **told}, indent=2) + "\n")
    return 0


def _measured(store: Store, path: Path, came: tuple[list[Came], list[Came], list[Came]], batch: int) -> dict[str, object]:
    now, count = corpus.NOW, len(came[0])
    store._index.write = lambda *_, **__: False  # type: ignore[method-assign]  # noqa: SLF001  # the index is timed by itself
    rate: dict[str, float] = {}

    def timed(name: str, work: Callable[[], object]) -> None:
        began = time.process_time()
        work()
        rate[name] = count / (time.process_time() - began)

    timed("new", lambda: _kept(store, came[0], batch, now))
    raw = _raw(path, batch)
    del store._index.write  # noqa: SLF001  # its own again
    timed("index", lambda: store._index.write(least=1))  # noqa: SLF001  # as the clock does after a page
    timed("unchanged_same_day", lambda: _kept(store, came[0], batch, now + timedelta(minutes=10)))
    timed("unchanged_next_day", lambda: _kept(store, came[0], batch, now + timedelta(days=1)))
    timed("changed", lambda: _kept(store, came[1], batch, now + timedelta(days=1, hours=1)))
    timed("changed_merge_key", lambda: _kept(store, came[2], batch, now + timedelta(days=1, hours=2)))
    some = came[0][: max(count // 20, 1)]
    began = time.process_time()
    one = _store(path.with_name("one.sqlite3"), None)
    _kept(one, some, 1, now)
    rate["new_one_by_one"] = len(some) / (time.process_time() - began)
    figures: dict[str, object] = {f"{name}_posts_a_second": round(figure) for name, figure in rate.items()}
    both = 1 / (1 / rate["new"] + 1 / rate["index"])
    return {
        "posts": count,
        "batch": batch,
        **figures,
        "new_with_index_posts_a_second": round(both),
        "raw_sqlite3_posts_a_second": round(raw),
        "raw_by_new": round(raw / rate["new"], 2),
        "new_by_one_by_one": round(rate["new"] / rate["new_one_by_one"], 1),
    }


def _kept(store: Store, came: list[Came], batch: int, now: datetime) -> None:
    for start in range(0, len(came), batch):
        with store.writing() as writing:
            writing.sightings(corpus.SOURCES[0], came[start : start + batch], now)


def _pay(number: int) -> Pay:
    yuan = 4000 + number % 50
    return Pay(f"{yuan}元", yuan, yuan, "month")


def _came(post: Sighting, firm: int) -> Came:
    company = Company(firm, post.company or "", "")
    return post, company, merge_key(corpus.SOURCES[0], post, firm, codes(post))


def _store(path: Path, index: Path | None) -> Store:
    store = Store.open(f"sqlite:///{path}", index=index)
    store.upgrade()
    told = {"kind": "board", "family": "bench", "place": None, "verdict": "GO", "enabled": True, "pace": 5.0, "note": ""}
    store.register([SourceCard(id=name, name=name, home=f"https://{name}.example/", **told) for name in corpus.SOURCES])  # type: ignore[arg-type]  # as above
    with closing(sqlite3.connect(path)) as database:
        rows = ((number, name, str(number), 0) for number, name in enumerate(corpus.firms().names, 1))
        database.executemany("INSERT INTO company (id, name, slug, created_at) VALUES (?, ?, ?, ?)", rows)
        database.commit()
    return store


def _raw(path: Path, batch: int) -> float:
    """Posts a second of CPU time: the same rows of the same tables, with the same indexes, by bare executemany."""
    copy = path.with_name("raw.sqlite3")
    _store(copy, None).close()
    with closing(sqlite3.connect(path)) as there, closing(sqlite3.connect(copy, isolation_level=None)) as here:
        for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "wal_autocheckpoint = 0", "cache_size = -16000"):
            here.execute(f"PRAGMA {pragma}")
        numbers = [number for (number,) in there.execute("SELECT id FROM post ORDER BY id")]
        spent = 0.0
        for start in range(0, len(numbers), batch):
            first, last = numbers[start], numbers[min(start + batch, len(numbers)) - 1]
            rows = {}
            for table in TABLES:
                column = "id" if table == "post" else "post_id"
                rows[table] = there.execute(f"SELECT * FROM {table} WHERE {column} BETWEEN ? AND ?", (first, last)).fetchall()
            began = time.process_time()
            here.execute("BEGIN IMMEDIATE")
            for table in TABLES:
                here.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[table][0]))})", rows[table])
            here.execute("COMMIT")
            spent += time.process_time() - began
    return len(numbers) / spent


# ---------------------------------------------------------------- readers


_READER = """
import json, sys, time
from bench import corpus
from jobs.model import Search
from jobs.store import Store
store = Store.open(sys.argv[1])
store.find(Search(place="140000"), corpus.NOW)
print("ready", flush=True)
taken = []
until = time.monotonic() + 60
stop = __import__("threading").Event()
__import__("threading").Thread(target=lambda: (sys.stdin.readline(), stop.set()), daemon=True).start()
while not stop.is_set() and time.monotonic() < until:
    began = time.perf_counter()
    with store._door.reading() as connection:
        connection.exec_driver_sql("SELECT post_id FROM post_place WHERE place = '000000' ORDER BY post_id DESC LIMIT 20").fetchall()
    taken.append((time.perf_counter() - began) * 1000)
    time.sleep(0.002)
taken.sort()
print(json.dumps({"reads": len(taken), "p50": round(taken[len(taken) // 2], 3), "p99": round(taken[len(taken) * 99 // 100], 3), "max": round(taken[-1], 3)}))
"""


def _readers(came: list[Came] | None, batch: int) -> dict[str, float]:
    """Milliseconds of a list's statement in another process, while nothing is written or while everything is in one transaction."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "keep.sqlite3"
        store = _store(path, None)
        reader = subprocess.Popen(
            [sys.executable, "-c", _READER, f"sqlite:///{path}"],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with reader:
            assert reader.stdin is not None
            assert reader.stdout is not None
            reader.stdout.readline()
            if came:
                _kept(store, came, batch, corpus.NOW)
            else:
                time.sleep(3)
            reader.stdin.write("\n")
            reader.stdin.flush()
            told: dict[str, float] = json.loads(reader.stdout.readline())
        store.close()
    return told


if __name__ == "__main__":
    sys.exit(main())
