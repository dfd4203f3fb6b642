"""How long a suggestion takes at 60,000 firms, beside what small systems do: LIKE '%x%' over the same names in the same database.

    python bench/suggest.py [--firms 60000] [--postgres URL]

Milliseconds, p50 and p99 of 500 random questions each, through the store (its SQL among it); the peer is one statement. On SQLite of
the CPU, which says the same on a busy machine; on PostgreSQL of the wall clock, for the work is another process's. Also the seconds of making it and what it weighs. Writes bench/results/suggest.json. PostgreSQL: an address with an empty
schema of its own.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import sqlite3
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

import psycopg
from sqlalchemy import insert

from jobs.names.fold import fold_name
from jobs.places import gazetteer
from jobs.store import Store
from jobs.store.companies import slug
from jobs.store.tables import alias, company
from tools.measure_suggest import BRAND, ENDINGS, TRADES, misspellings

RESULTS = Path(__file__).resolve().parent / "results" / "suggest.json"
NOW = datetime(2026, 11, 24, tzinfo=UTC)
QUESTIONS = 500


def firms(count: int, dice: random.Random) -> dict[str, str]:
    """Name -> place of invented firms in all cities of the country."""
    cities = [city for province in gazetteer().children(None) for city in gazetteer().children(province.code)]
    found: dict[str, str] = {}
    while len(found) < count:
        city = dice.choice(cities)
        found[city.name + "".join(dice.sample(BRAND, dice.choice((2, 2, 3, 4)))) + dice.choice(TRADES) + dice.choice(ENDINGS)] = city.code
    return found


def questions(names: list[str], dice: random.Random) -> dict[str, list[str]]:
    """What is asked, by kind."""
    some = [dice.choice(names) for _ in range(QUESTIONS)]
    return {
        "beginning": [name[: dice.randrange(1, 7)] for name in some],
        "pinyin": [slug(name).replace("-", "")[: dice.randrange(1, 12)] for name in some],
        "initials": ["".join(part[0] for part in slug(name).split("-"))[: dice.randrange(2, 6)] for name in some],
        "part": [name[4:7] for name in some],
        "misspelt": [dice.choice(list(misspellings(name, dice).values())) for name in some],
        "nobody": ["".join(dice.choices(BRAND, k=6)) for _ in some],
    }


def milliseconds(ask: Callable[[str], object], asked: list[str], clock: Callable[[], float]) -> tuple[float, float]:
    """p50 and p99."""
    took = []
    for text in asked:
        began = clock()
        ask(text)
        took.append(1000 * (clock() - began))
    took.sort()
    return round(took[len(took) // 2], 3), round(took[len(took) * 99 // 100], 3)


def fill(url: str, known: dict[str, str]) -> Store:
    """A store with these firms."""
    store = Store.open(url)
    store.upgrade()
    rows = [
        {"id": number, "name": name, "slug": slug(name), "place": place, "created_at": NOW}
        for number, (name, place) in enumerate(known.items(), 1)
    ]
    aliases = [{"company_id": row["id"], "text": row["name"], "folded": fold_name(str(row["name"])), "evidence": "news"} for row in rows]
    with store._door.writing() as connection:  # noqa: SLF001  # a thousand times quicker than firm by firm, which is not what is measured
        connection.execute(insert(company), rows)
        connection.execute(insert(alias), aliases)
    return store


def peer(url: str) -> Callable[[str], object]:
    """The ten first firms whose name holds the text, by a scan."""
    if url.startswith("sqlite"):
        lite = sqlite3.connect(url.removeprefix("sqlite:///"))
        return lambda text: lite.execute("SELECT id, name FROM company WHERE name LIKE '%' || ? || '%' LIMIT 10", (text,)).fetchall()
    server = psycopg.connect(url.replace("+psycopg", ""), autocommit=True)
    return lambda text: server.execute("SELECT id, name FROM company WHERE name LIKE '%%' || %s || '%%' LIMIT 10", (text,)).fetchall()


def measure(url: str, known: dict[str, str]) -> tuple[dict[str, object], list[list[str]]]:
    """Figures, and the answers for comparing databases."""
    store = fill(url, known)
    began = time.process_time()
    store.learn_names(NOW)
    told: dict[str, object] = {"made in CPU seconds": round(time.process_time() - began, 2)}
    scan, answers = peer(url), []
    clock = time.thread_time if url.startswith("sqlite") else time.perf_counter
    for kind, asked in questions(list(known), random.Random(2)).items():
        store.suggest(asked[0], NOW)
        ours, theirs = milliseconds(lambda text: store.suggest(text, NOW), asked, clock), milliseconds(scan, asked, clock)
        told[kind] = {"ms": ours, "LIKE ms": theirs, "times quicker p50, p99": [round(theirs[at] / ours[at], 1) for at in (0, 1)]}
        print(
            f"  {kind:10} {ours[0]:8.3f} / {ours[1]:8.3f}   LIKE {theirs[0]:8.3f} / {theirs[1]:8.3f}   {theirs[0] / ours[0]:6.1f} x {theirs[1] / ours[1]:6.1f} x"
        )
        answers += [[one.name for one in store.suggest(text, NOW)] for text in asked[:200]]
    tracemalloc.start()
    store.learn_names(NOW)
    told["megabytes kept"] = round(tracemalloc.get_traced_memory()[0] / 1e6, 1)
    tracemalloc.stop()
    store.close()
    print(f"  made in {told['made in CPU seconds']} s, {told['megabytes kept']} MB")
    return told, answers


def main() -> None:
    """Print the table and keep it."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--firms", type=int, default=60_000)
    options.add_argument("--postgres")
    chosen = options.parse_args()
    known = firms(chosen.firms, random.Random(1))
    told: dict[str, object] = {"python": platform.python_version(), "firms": len(known), "questions": QUESTIONS}
    print("SQLite: p50 / p99 ms, the peer's, how many times quicker")
    with tempfile.TemporaryDirectory() as folder:
        told["sqlite"], answers = measure(f"sqlite:///{folder}/bench.sqlite3", known)
    if chosen.postgres:
        print("PostgreSQL")
        told["postgres"], others = measure(chosen.postgres, known)
        told["same answers"] = answers == others
        print(f"  the same answers: {answers == others}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
