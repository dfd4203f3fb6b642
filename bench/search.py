"""Lists and searches over a corpus of posts, beside others' ways and the limit of the machine.

    python bench/search.py [--count 100000] [--folder KEPT] [--postgres URL]

makes a database of so many posts of `corpus` and its search index, asks 1,500 random requests of each row of the table, checks searches
against a scan of all texts, and asks peers the same in the same run. 100,000 posts take some five minutes; the figures kept in
docs/speed.md are of --count 1000000. With --folder database and index stay there and are used again. Milliseconds, p50 / p99, warm, one
thread: "which" finds the twenty posts, "count" how many there are, "rows" reads them, "whole" is Store.find with its transaction. Everything that works in
this process is timed by the CPU time of its thread, PostgreSQL by the clock, so that figures of a busy machine are worth something.
Writes bench/results/search.json.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Hashable, Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

from bench import search_checks as checks
from bench import search_database as database
from bench import search_peers as peers
from bench import search_requests as requests
from bench.corpus import NOW
from jobs.index import Reader
from jobs.model import Search
from jobs.store import Store, matching

ROOT = Path(__file__).resolve().parent
#: The issue's aims: (p50, p99) of "which", milliseconds.
AIMS = {
    "first page by place, newest first": (0.1, 0.5),
    "first page by place, last confirmed first": (0.1, 0.5),
    "page 1,001, newest first": (0.2, 1.0),
    "page 1,001, last confirmed first": (0.2, 1.0),
    "count and child places": (0.2, 2.0),
    "1 character + place": (1.0, 10.0),
    "2 characters + place": (0.5, 8.0),
    "4 characters + place": (1.0, 8.0),
    "several words + place": (3.0, 12.0),
    "facets of a word search": (2.0, 10.0),
    "child places of a word search": (2.0, 10.0),
}
#: The same on PostgreSQL, where the issue says otherwise.
_LISTED, _WORDED = (0.3, 1.5), (3.0, 50.0)
Figures = dict[str, dict[str, list[float]]]


def made(url: str, folder: Path, count: int, mentions: int) -> tuple[Store, dict[str, Any]]:
    """The database and its index, from an earlier run where there is one; and what making them cost."""
    kept = folder / "built.json"
    told: dict[str, Any] = json.loads(kept.read_text()) if kept.exists() else {}
    if told.get(url, {}).get("posts") != count:
        began = time.process_time()
        database.fill(url, count, mentions)
        told[url] = {"posts": count, "load_us_a_post": round(1e6 * (time.process_time() - began) / count, 1)}
    store = Store.open(url, index=folder / "index")
    if told.get("index", {}).get("posts") != count:
        began = time.process_time()
        store.reindex()
        spent = time.process_time() - began
        size = peers.megabytes(folder / "index")
        told["index"] = {"posts": count, "cpu_seconds": round(spent, 1), "us_a_post": round(1e6 * spent / count, 1), "MB": round(size)}
    kept.write_text(json.dumps(told, indent=2))
    return store, told


def _each_anew(_: Reader, __: Hashable, answer: Callable[[], Any]) -> Any:
    """In place of Reader.remembered: requests at random come twice more often here than anywhere."""
    return answer()


def measured(store: Store, asked: dict[str, list[Search]], clock: requests.Clock) -> Figures:
    """Milliseconds of every row, nothing remembered from request to request."""
    Reader.remembered = _each_anew  # type: ignore[method-assign,assignment]  # for this process alone
    found: Figures = {}
    for row, searches in asked.items():
        took = requests.took(store, searches, clock)
        found[row] = {"which": took.which, "count": took.counted, "rows": took.rows, "whole": took.whole}
    listed, worded = asked["first page by place, newest first"], asked["2 characters + place"]
    with requests.asking(store) as (_, reader):
        names = [card.id for card in database.cards()]

        def counted(search: Search) -> object:
            here = matching.matches(reader, search, NOW, None)
            return here.count(1000, 0), matching.within(reader, here, search.place)

        def faceted(search: Search) -> object:
            return matching.facets(reader, search, NOW, None, names)

        for row, ask, some in (
            ("count and child places", counted, listed),
            ("child places of a word search", counted, worded),
            ("facets of a list", faceted, listed),
            ("facets of a word search", faceted, worded),
        ):
            requests.each(ask, some[:200], clock)
            found[row] = {"which": requests.each(ask, some, clock)}
    return found


def summed(figures: Figures) -> dict[str, dict[str, list[float]]]:
    """p50 and p99 of each."""
    return {row: {part: _rounded(values) for part, values in parts.items() if values} for row, parts in figures.items()}


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 3) for value in requests.percentiles(values)]


def show(title: str, ours: dict[str, dict[str, list[float]]], aims: dict[str, tuple[float, float]]) -> None:
    """The table of our own figures."""
    print(f"\n{title:46}{'which':>16}{'count':>16}{'rows':>16}{'whole':>16}{'aim':>14}")
    for row, parts in ours.items():
        told = [f"{parts[part][0]:.3f} / {parts[part][1]:.3f}" if part in parts else "" for part in ("which", "count", "rows", "whole")]
        aim = aims.get(row)
        met = "" if aim is None else "  met" if parts["which"][0] <= aim[0] and parts["which"][1] <= aim[1] else "  MISSED"
        print(f"{row:46}{told[0]:>16}{told[1]:>16}{told[2]:>16}{told[3]:>16}{f'{aim[0]:g} / {aim[1]:g}' if aim else '':>14}{met}")


def show_peer(peer: peers.Peer, ours: dict[str, dict[str, list[float]]]) -> dict[str, Any]:
    """A peer's rows, with how many times our time it takes."""
    built = "" if peer.build_seconds is None else f"   made in {peer.build_seconds:,.0f} s, {peer.megabytes:,.0f} MB"
    print(f"\n{peer.name}, {peer.posts:,} posts{built}")
    told: dict[str, Any] = {"posts": peer.posts, "build_seconds": peer.build_seconds, "MB": peer.megabytes, "rows": {}}
    for row, values in peer.rows.items():
        mine = ours.get(row, {}).get("which") or ours["first page by place, newest first"]["rows"]
        p50, p99 = requests.percentiles(values)
        ratio = [round(p50 / mine[0], 2), round(p99 / mine[1], 2)]
        told["rows"][row] = {"ms": _rounded(values), "requests": len(values), "times_ours": ratio}
        print(f"    {row:42}{f'{p50:.3f} / {p99:.3f}':>20}   {ratio[0]:8.1f} x {ratio[1]:8.1f} x   ({len(values)} requests)")
    return told


def run(options: argparse.Namespace, folder: Path) -> None:
    """Everything, told and kept on the way: the last peers take the longest."""

    def keep() -> None:
        options.results.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n")

    path = folder / "posts.db"
    store, built = made(f"sqlite:///{path}", folder, options.count, options.count // 10)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]  # it is no StringIO here
    print(f"{options.count:,} posts, database {path.stat().st_size / 1e6:,.0f} MB; {built['index']}")
    sampled = requests.Sampled(store, options.seed)
    asked = requests.kinds(sampled, options.requests)
    for sort, name in (("new", "newest first"), ("confirmed", "last confirmed first")):
        asked[f"page 1,001, {name}"] = requests.deep(store, sampled, options.requests, sort)
    ours = summed(measured(store, asked, time.thread_time))
    told: dict[str, Any] = {"python": platform.python_version(), "posts": options.count, "requests": options.requests, "built": built}
    told["sqlite"] = ours
    show("SQLite", ours, AIMS)
    told["recall"] = checks.recall(store, asked, options.checked)
    print(f"\nagainst a scan of all texts: {told['recall']}")
    told["hostile"] = checks.hostile(store, sampled)
    print(f"worst of hostile requests, whole, ms: {told['hostile']}")
    asked["count and child places"] = asked["first page by place, newest first"]
    if options.postgres:
        beside, _ = made(options.postgres, folder, options.count, options.count // 10)
        theirs = summed(measured(beside, asked, time.perf_counter))
        told["postgres"] = theirs
        show("PostgreSQL", theirs, {row: _WORDED if "word" in row or "character" in row else _LISTED for row in AIMS})
        told["same on both"] = checks.same(store, beside, asked)
        print(f"\nSQLite and PostgreSQL: {told['same on both']}")
    told["memory_MB"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    keep()
    told["peers"] = {}
    for peer in _peers(options, folder, store, asked) if not options.alone else ():
        told["peers"][peer.name] = show_peer(peer, ours)
        keep()


def _peers(options: argparse.Namespace, folder: Path, store: Store, asked: dict[str, list[Search]]) -> Any:
    path, most = folder / "posts.db", min(options.count, options.peers)
    yield peers.limits(path, store, asked)
    yield peers.plain_sql(path, store, asked)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        made_there = Path(place)
        yield peers.wide(path, made_there, asked)
        yield peers.tantivy(path, made_there, most, asked)
        yield from peers.fts5(path, made_there, min(most, 200_000), asked)
    if options.postgres:
        plain = options.postgres.replace("postgresql+psycopg", "postgresql")
        yield peers.trigrams_of_postgres(plain, min(most, 100_000), asked)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--requests", type=int, default=1_500)
    parser.add_argument("--checked", type=int, default=200, help="searches checked against a scan")
    parser.add_argument("--folder", type=Path, help="where database and index are kept for the next run")
    parser.add_argument("--postgres", help="an empty schema of a server on this machine, as an SQLAlchemy address")
    parser.add_argument("--peers", type=int, default=200_000, help="posts of the text engines beside")
    parser.add_argument("--alone", action="store_true", help="no peers")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--results", type=Path, default=ROOT / "results" / "search.json")
    options = parser.parse_args()
    folder = options.folder or Path(tempfile.mkdtemp(prefix="tongpin-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        run(options, folder)
    finally:
        if options.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
