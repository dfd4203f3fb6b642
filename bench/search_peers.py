"""What others do about the same requests over the same posts, and what the machine can do at best. For `search`."""

# ruff: noqa: SLF001  # what is inside the store is timed apart

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pyroaring import BitMap

from bench.corpus import NOW
from bench.search_requests import DEEP, PAGE, Clock, asking, each
from jobs.index.terms import MARK, TEXT, term, terms_of
from jobs.model import Search
from jobs.places import gazetteer
from jobs.store import Store, scan
from jobs.store.tables import COUNTRY

#: Seconds a row of a peer may take: a slow peer answers fewer requests.
SECONDS = 20
Ask = Callable[[Search], object]


class Peer(NamedTuple):
    """Milliseconds of requests by row, the posts it holds, and what making it cost."""

    name: str
    posts: int
    rows: dict[str, list[float]]
    build_seconds: float | None
    megabytes: float | None


def documents(path: Path, most: int) -> Iterator[tuple[int, str, list[str]]]:
    """(number, words, places) of the newest posts of a SQLite database, ascending."""
    plain = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    (first,) = plain.execute("SELECT max(id) - ? FROM post", (most,)).fetchone()
    texts = plain.execute("SELECT post_id, words FROM post_text WHERE post_id > ? ORDER BY post_id", (first,))
    listed = plain.execute("SELECT post_id, place FROM post_place WHERE post_id > ? ORDER BY post_id", (first,))
    pending = next(listed, None)
    for number, text in texts:
        places = []
        while pending is not None and pending[0] == number:
            places.append(pending[1])
            pending = next(listed, None)
        yield number, text, places


def _timed(asks: Mapping[str, tuple[Ask, Sequence[Search]]], clock: Clock = time.thread_time) -> dict[str, list[float]]:
    found = {}
    for row, (ask, searches) in asks.items():
        each(ask, searches[:3], clock, 5)  # warm
        found[row] = each(ask, searches, clock, SECONDS)
    return found


# ---------------------------------------------------------------- plain SQL


def wide(path: Path, folder: Path, requests: dict[str, list[Search]]) -> Peer:
    """One table with place and text in its rows, and LIKE: what small boards do."""
    beside = folder / "wide.db"
    beside.unlink(missing_ok=True)
    plain = sqlite3.connect(beside)
    plain.create_function("place_name", 1, lambda codes: _full_name(codes[2:8]), deterministic=True)
    began = time.process_time()
    plain.execute("ATTACH ? AS ours", (str(path),))
    plain.execute(
        "CREATE TABLE wide AS SELECT post.id, place_name(places) AS place, first_seen_at AS posted, title, company, pay, education,"
        " benefits, url, description, words FROM ours.post JOIN ours.post_text ON post_id = post.id"
    )
    plain.execute("CREATE INDEX posted ON wide (posted)")
    plain.commit()
    built = time.process_time() - began
    (count,) = plain.execute("SELECT count(*) FROM wide").fetchone()
    base = "SELECT id, title, company, place, pay FROM wide WHERE place LIKE ?"

    def ask(search: Search) -> object:
        likes = "".join(" AND words LIKE ?" for _ in search.words)
        place = f"{_full_name(search.place)}%" if search.place else "%"
        sql = f"{base}{likes} ORDER BY posted DESC LIMIT {PAGE}"
        return plain.execute(sql, (place, *(f"%{word}%" for word in search.words))).fetchall()

    asks = {row: (ask, searches) for row, searches in requests.items() if row.startswith("first") or row.endswith("+ place")}
    return Peer("LIKE on a wide table", count, _timed(asks), built, beside.stat().st_size / 1e6)


def _full_name(code: str | None) -> str:
    return gazetteer().full_name(code) if code and code in gazetteer() else ""


def plain_sql(path: Path, store: Store, requests: dict[str, list[Search]]) -> Peer:
    """OFFSET, and GROUP BY over the join, on our own tables."""
    plain = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    (count,) = plain.execute("SELECT count(*) FROM post").fetchone()
    depth = min(DEEP, count // 8)
    offset = f"SELECT post_id FROM post_place WHERE place = ? ORDER BY post_id DESC LIMIT {PAGE} OFFSET {depth}"

    def group(search: Search) -> object:
        with store._door.reading() as connection:
            return scan.within(connection, search, NOW)

    return Peer(
        "OFFSET, GROUP BY",
        count,
        _timed(
            {
                "page 1,001, newest first": (
                    lambda search: plain.execute(offset, (search.place or COUNTRY,)).fetchall(),
                    requests["page 1,001, newest first"],
                ),
                "count and child places": (group, requests["count and child places"]),
            }
        ),
        None,
        None,
    )


def limits(path: Path, store: Store, requests: dict[str, list[Search]]) -> Peer:
    """A raw look at the index of a list, a raw read of its rows, and two posting lists met in memory: nobody can be quicker."""
    plain = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    plain.execute("PRAGMA cache_size=-200000")
    walk = f"SELECT post_id FROM post_place WHERE place = ? ORDER BY post_id DESC LIMIT {PAGE}"
    (count,) = plain.execute("SELECT count(*) FROM post").fetchone()
    lists: dict[int, BitMap] = {}
    with asking(store) as (_, reader):
        for row in ("1 character + place", "2 characters + place"):
            for search in requests[row][:500]:
                marked, worded = term(MARK, int(search.place or COUNTRY)), terms_of(search.words[0], TEXT)[0]
                lists[marked] = reader.marked(int(search.place or COUNTRY))
                lists[worded] = reader.worded(search.words)

    def meet(search: Search) -> object:
        here = lists[term(MARK, int(search.place or COUNTRY))] & lists[terms_of(search.words[0], TEXT)[0]]
        return list(here[max(len(here) - PAGE, 0) :])

    def rows(search: Search) -> object:
        numbers = [(hash(search.place) * 31 + at * 7919) % count + 1 for at in range(PAGE)]
        return plain.execute(f"SELECT * FROM post WHERE id IN ({', '.join('?' * PAGE)})", numbers).fetchall()

    first = requests["first page by place, newest first"]
    asks: dict[str, tuple[Ask, Sequence[Search]]] = {
        "first page by place, newest first": (lambda search: plain.execute(walk, (search.place or COUNTRY,)).fetchall(), first),
        "rows of a page": (rows, first),
        "1 character + place": (meet, requests["1 character + place"][:500]),
        "2 characters + place": (meet, requests["2 characters + place"][:500]),
    }
    return Peer("limit: raw sqlite3, lists in memory", count, _timed(asks), None, None)


# ---------------------------------------------------------------- text engines


def _tokens(text: str) -> tuple[str, str]:
    """Pairs and single characters of every line, separated by spaces."""
    pairs = [line[at : at + 2] for line in text.split("\n") for at in range(len(line) - 1)]
    return " ".join(pairs), " ".join(dict.fromkeys(text.replace("\n", "")))


def tantivy(path: Path, folder: Path, most: int, requests: dict[str, list[Search]]) -> Peer:
    """Pairs with positions, single characters and places in Tantivy."""
    import tantivy as engine  # type: ignore[import-not-found, unused-ignore]  # a peer, installed by `make bench`

    builder = engine.SchemaBuilder().add_unsigned_field("number", indexed=True, fast=True)
    builder = builder.add_text_field("pair", tokenizer_name="whitespace", index_option="position")
    for name in ("one", "place"):
        builder = builder.add_text_field(name, tokenizer_name="whitespace", index_option="basic")
    schema, where = builder.build(), folder / "tantivy"
    where.mkdir()
    index = engine.Index(schema, str(where))
    index.register_tokenizer("whitespace", engine.TextAnalyzerBuilder(engine.Tokenizer.whitespace()).build())
    began, count = time.process_time(), 0
    writer = index.writer(heap_size=400_000_000, num_threads=1)
    for number, text, places in documents(path, most):
        pairs, ones = _tokens(text)
        document = engine.Document(pair=pairs, one=ones, place=" ".join(places))
        document.add_unsigned("number", number)  # as a keyword it would be a signed number, which ends the writer
        writer.add_document(document)
        count += 1
    writer.commit()
    writer.wait_merging_threads()
    built = time.process_time() - began
    index.reload()
    searcher = index.searcher()

    def query(search: Search) -> Any:
        parts = [engine.Query.term_query(schema, "place", search.place or COUNTRY)]
        for word in search.words:
            pairs: list[Any] = [word[at : at + 2] for at in range(len(word) - 1)]
            if len(word) == 1:
                parts.append(engine.Query.term_query(schema, "one", word))
            elif len(word) == 2:
                parts.append(engine.Query.term_query(schema, "pair", word))
            else:
                parts.append(engine.Query.phrase_query(schema, "pair", pairs))
        return engine.Query.boolean_query([(engine.Occur.Must, part) for part in parts])

    def ask(search: Search) -> object:
        return searcher.search(query(search), PAGE, count=False, order_by_field="number", order=engine.Order.Desc).hits

    def children(search: Search) -> object:
        codes = [child.code for child in gazetteer().children(search.place)]
        asked = query(search)
        whole = [
            engine.Query.boolean_query([(engine.Occur.Must, asked), (engine.Occur.Must, one)]) for one in _terms(engine, schema, codes)
        ]
        return [searcher.search(one, 1, count=True) for one in whole]

    asks: dict[str, tuple[Ask, Sequence[Search]]] = {row: (ask, some) for row, some in requests.items() if row.endswith("+ place")}
    asks["child places of a word search"] = (children, requests["2 characters + place"])
    return Peer("Tantivy", count, _timed(asks), built, megabytes(where))


def _terms(engine: Any, schema: Any, codes: list[str]) -> list[Any]:
    return [engine.Query.term_query(schema, "place", code) for code in codes]


def fts5(path: Path, folder: Path, most: int, requests: dict[str, list[Search]]) -> Iterator[Peer]:
    """SQLite's own text index: over pairs, single characters and places; and its trigrams."""
    for name, made in (("pairs", "tokens, tokenize='unicode61', detail=none"), ("trigrams", "tokens, tokenize='trigram'")):
        beside = folder / f"fts-{name}.db"
        beside.unlink(missing_ok=True)
        plain = sqlite3.connect(beside)
        plain.executescript(f"PRAGMA synchronous=OFF; PRAGMA cache_size=-500000; CREATE VIRTUAL TABLE found USING fts5({made}, content='')")
        began, count = time.process_time(), 0
        for number, text, places in documents(path, most):
            told = " ".join((*_tokens(text), *(f"p{code}" for code in places))) if name == "pairs" else text
            plain.execute("INSERT INTO found (rowid, tokens) VALUES (?, ?)", (number, told))
            count += 1
        plain.commit()
        built = time.process_time() - began
        rows = [row for row in requests if row.endswith("+ place") and (name == "pairs" or row.startswith("4"))]
        ask = _asked_of(plain, name == "pairs")
        yield Peer(f"FTS5, {name}", count, _timed({row: (ask, requests[row]) for row in rows}), built, beside.stat().st_size / 1e6)


def _asked_of(plain: sqlite3.Connection, pairs: bool) -> Ask:
    sql = f"SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid DESC LIMIT {PAGE}"

    def ask(search: Search) -> object:
        parts = [f'"p{search.place}"'] if search.place and pairs else []
        for word in search.words:
            parts += [f'"{word[at : at + 2]}"' for at in range(max(len(word) - 1, 1))] if pairs else [f'"{word}"']
        return plain.execute(sql, (" AND ".join(parts),)).fetchall()

    return ask


def trigrams_of_postgres(url: str, most: int, requests: dict[str, list[Search]]) -> Peer:
    """pg_trgm over the texts of the newest posts."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as plain:
        plain.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public")
        plain.execute("DROP TABLE IF EXISTS peer_text")
        plain.execute(
            "CREATE TABLE peer_text AS SELECT post_id, words FROM post_text WHERE post_id > (SELECT max(id) FROM post) - %s", (most,)
        )
        began = time.perf_counter()
        plain.execute("ALTER TABLE peer_text ADD PRIMARY KEY (post_id)")
        plain.execute("CREATE INDEX peer_trgm ON peer_text USING gin (words public.gin_trgm_ops)")
        built = time.perf_counter() - began
        plain.execute("VACUUM ANALYZE peer_text")
        (size,) = plain.execute("SELECT pg_relation_size('peer_trgm')").fetchone() or (0,)
        (count,) = plain.execute("SELECT count(*) FROM peer_text").fetchone() or (0,)
        base = "SELECT post_id FROM peer_text JOIN post_place USING (post_id) WHERE place = %s"

        def ask(search: Search) -> object:
            likes = "".join(" AND words LIKE %s" for _ in search.words)
            sql = f"{base}{likes} ORDER BY post_id DESC LIMIT {PAGE}"
            return plain.execute(sql.encode(), (search.place or COUNTRY, *(f"%{word}%" for word in search.words))).fetchall()

        rows = _timed({row: (ask, some) for row, some in requests.items() if row.endswith("+ place")}, time.perf_counter)
        plain.execute("DROP TABLE peer_text")
    return Peer("PostgreSQL pg_trgm", count, rows, built, size / 1e6)


def megabytes(folder: Path) -> float:
    """What the files of a folder take."""
    return sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / 1e6
