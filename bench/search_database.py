"""Databases of the corpus for benches: the rows that jobs.store would write, loaded in bulk. tests/test_bench_database.py holds both to it.

Left out: what a source said word by word (`sighting.read`), which no list, search or count looks at.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from typing import Any, TypeVar

import psycopg
from sqlalchemy.engine import make_url

from bench import corpus
from bench import corpus_words as words
from jobs.dedupe import codes, merge_key
from jobs.lifecycle import china_day
from jobs.model import Sighting, SourceCard
from jobs.search import monthly
from jobs.store import Store, areas
from jobs.text import fold

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BATCH = 10_000
#: Told of a long work: (what, done).
Told = Callable[[str, int], None]
Row = dict[str, Any]


def cards() -> list[SourceCard]:
    """The corpus's sources."""
    return [
        SourceCard(
            id=name,
            name=f"示例招聘网 {name[-2:]}",
            kind="board",
            family="test",
            home=f"https://{name}.example/",
            place=None,
            verdict="GO",
            enabled=True,
            pace=5.0,
            note="",
        )
        for name in corpus.SOURCES
    ]


def fill(url: str, count: int, mentions: int, told: Told | None = None, seed: int = 1) -> None:
    """A database of the first posts of the corpus, all open; the search index is not made yet."""
    store = Store.open(url)
    store.upgrade()
    store.register(cards())
    store.close()
    with _loading(url) as load:
        _load_all(load, "company", _companies(seed))
        _load_all(load, "article", _articles(mentions))
        _load_all(load, "mention", _mentions(mentions, seed))
        done = 0
        for some in _batched(corpus.posts(count, seed)):
            rows = [_of(post) for post in some]
            for at, table in enumerate(("post", "post_text", "post_place", "sighting")):
                load(table, list(chain.from_iterable(row[at] for row in rows)))
            done += len(some)
            if told:
                told("posts", done)
        # an index is known by the last change that it took in
        load("post_change", [{"id": 1, "post_id": count, "tag": 1}])


# ---------------------------------------------------------------- rows


def moment(at: datetime) -> int:
    """As the store keeps times."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


_folded = lru_cache(maxsize=300_000)(fold)


def _of(post: corpus.Post) -> tuple[list[Row], list[Row], list[Row], list[Row]]:
    """Rows of post, post_text, post_place and sighting."""
    number, seen, company = post.number + 1, corpus.sighting(post), post.firm + 1
    first, confirmed = moment(post.first_seen), _confirmed(post)
    month = monthly(seen.pay)
    pay = seen.pay and {"text": seen.pay.text, "min": seen.pay.min, "max": seen.pay.max, "unit": seen.pay.unit, "months": None}
    asked = seen.experience and {"text": seen.experience.text, "min": seen.experience.min, "max": seen.experience.max}
    row: Row = {
        "id": number,
        "title": seen.title,
        "company_id": company,
        "company": seen.company,
        "places": _json(list(codes(seen))),
        "place_text": post.place_text if not post.places else None,
        "pay": _json(pay) if pay else None,
        "pay_low": month[0] if month else None,
        "pay_high": month[1] if month else None,
        "education": seen.education,
        "experience": _json(asked) if asked else None,
        "years": post.years,
        "headcount": seen.headcount,
        "benefits": _json(list(seen.benefits)),
        "first_seen_at": first,
        "posted_on": _day(seen.posted_on),
        "deadline": _day(seen.deadline),
        "last_seen_at": moment(confirmed),
        "confirmed_at": moment(confirmed),
        "state": "open",
        "closed_at": None,
        "closed_why": None,
        "source_id": post.sources[0],
        "url": seen.url,
        "sightings": len(post.sources),
        "merged_into": None,
    }
    order = {"confirmed_day": china_day(confirmed).toordinal(), "pay_order": month[0] if month else -1}
    places = [{"place": code, "post_id": number, "level": areas.level(code), **order} for code in sorted(areas.closure(post.places))]
    text = {"post_id": number, "description": seen.description, "words": "\n".join(filter(None, map(_folded, _searched(seen))))}
    return [row], [text], places, [_sighting(seen, post, source, confirmed) for source in post.sources]


def _searched(seen: Sighting) -> Iterator[str]:
    yield from (seen.title, seen.company or "", seen.occupation or "", *(place.text for place in seen.places), *seen.benefits)
    yield from (seen.description or "").splitlines()


def _sighting(seen: Sighting, post: corpus.Post, source: str, confirmed: datetime) -> Row:
    return {
        "source_id": source,
        "key": seen.key,
        "post_id": post.number + 1,
        "company_id": post.firm + 1,
        "merge_key": merge_key(source, seen, post.firm + 1, post.places),
        "url": seen.url,
        "detail": True,
        "first_seen_at": moment(post.first_seen),
        "last_seen_at": moment(confirmed),
        "confirmed_at": moment(confirmed),
        "closed_at": None,
        "closed_why": None,
        "read": '{"raw":{}}',
        "row_hash": None,
        "page_hash": None,
    }


def _confirmed(post: corpus.Post) -> datetime:
    """When a source last showed it: within three days for most."""
    return max(post.first_seen, corpus.NOW - timedelta(minutes=(post.number * 7919) % 4320))


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _companies(seed: int) -> Iterator[Row]:
    firms = corpus.firms(seed)
    for at, name in enumerate(firms.names):
        county = words.counties()[firms.county[at]]
        yield {"id": at + 1, "name": name, "slug": f"firm-{at + 1}", "place": county, "created_at": moment(corpus.NOW)}


def _articles(mentions: int) -> Iterator[Row]:
    for at in range(mentions * 2 // 5 + 1):
        day = str(corpus.NOW.date() - timedelta(days=at % 120))
        url = f"https://news.example/{at + 1}"
        row = {"id": at + 1, "source_id": corpus.SOURCES[0], "url": url, "title": f"示例报道 {at + 1}", "body": "", "published_on": day}
        yield row | {"fetched_at": moment(corpus.NOW), "trusted": True, "story_id": at + 1}


def _mentions(mentions: int, seed: int) -> Iterator[Row]:
    names = corpus.firms(seed).names
    for at, one in enumerate(corpus.mentions(mentions, seed)):
        span = {"name": names[one.firm], "as_printed": names[one.firm], "start_at": 3, "end_at": 3 + len(names[one.firm])}
        row = {"id": at + 1, "article_id": one.article + 1, "company_id": one.firm + 1, **span, "sentence": one.sentence}
        yield row | {"rule": "ending", "score": 0.9, "certain": one.certain, "reason": None, "signals": "[]"}


# ---------------------------------------------------------------- loading

Load = Callable[[str, Sequence[Row]], None]
Item = TypeVar("Item")


def _batched(items: Iterator[Item]) -> Iterator[list[Item]]:
    while some := list(islice(items, _BATCH)):
        yield some


def _load_all(load: Load, table: str, rows: Iterator[Row]) -> None:
    for some in _batched(rows):
        load(table, some)


@contextmanager
def _loading(url: str) -> Iterator[Load]:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        with _into_sqlite(Path(parsed.database or "")) as load:
            yield load
    else:
        with _into_postgres(parsed.set(drivername="postgresql").render_as_string(hide_password=False)) as load:
            yield load


@contextmanager
def _into_sqlite(path: Path) -> Iterator[Load]:
    """Indexes beside the keys are made at the end, as for a dump that is read in."""
    plain = sqlite3.connect(path, isolation_level=None)
    plain.executescript("PRAGMA synchronous=OFF; PRAGMA cache_size=-500000; PRAGMA foreign_keys=OFF; BEGIN")
    made = plain.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL").fetchall()
    for name, _ in made:
        plain.execute(f"DROP INDEX {name}")

    def load(table: str, rows: Sequence[Row]) -> None:
        if rows:
            names = list(rows[0])
            marks = ", ".join("?" * len(names))
            plain.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})", (tuple(row.values()) for row in rows))

    yield load
    for _, sql in made:
        plain.execute(sql)
    for sql in ("COMMIT", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"):
        plain.execute(sql)
    plain.close()


@contextmanager
def _into_postgres(url: str) -> Iterator[Load]:
    with psycopg.connect(url) as plain:
        plain.execute("SET session_replication_role = replica")  # references hold by construction
        made = plain.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema() AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint WHERE connamespace = current_schema()::regnamespace)"
        ).fetchall()
        for name, _ in made:
            plain.execute(f"DROP INDEX {name}".encode())

        def load(table: str, rows: Sequence[Row]) -> None:
            if rows:
                with plain.cursor().copy(f"COPY {table} ({', '.join(rows[0])}) FROM STDIN".encode()) as copy:
                    for row in rows:
                        copy.write_row(tuple(row.values()))

        yield load
        for _, sql in made:
            plain.execute(sql.encode())
        for table in ("post", "company", "article", "mention", "post_change"):
            plain.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}".encode())
    with psycopg.connect(url, autocommit=True) as plain:
        plain.execute("VACUUM ANALYZE")
