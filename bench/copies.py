"""How well and how fast posts that are one vacancy are found, beside what others do, on the corpus' labelled copies.

    python bench/copies.py [--count 100000] [--seed 1] [--peer 20000]

Two posts are right together when the corpus says so. "pairs" counts every two posts of one vacancy; "copies" counts posts that
are copies and were put with an earlier post of theirs, so that a clone in thirty cities weighs thirty and not 435. CPU seconds
of one core for a million posts, the corpus and the records made of it not counted. Writes bench/results/copies.json.
"""

from __future__ import annotations

import argparse
import gc
import hashlib
import json
import platform
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

from bench import corpus
from jobs.copies import shingles
from jobs.dedupe import Facts, choose, meeting, near
from jobs.text import fold

RESULTS = Path(__file__).resolve().parent / "results" / "copies.json"
_BATCH = 2_000
#: Posts of one meeting point that a sighting is compared with, as in the store.
_MOST = 50


class Ours:
    """What the store does, without a database: posts in the order they come, each joined to one before it or not."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._firms: dict[int, dict[int, list[int]]] = defaultdict(dict)  # firm -> meeting point -> posts
        self._seen: dict[int, list[Facts]] = {}  # post -> its sightings

    def take(self, some: list[corpus.Post]) -> list[int]:
        """For each the number of the post that it is part of."""
        seen = [corpus.sighting(one) for one in some]
        began = time.process_time()
        facts = [Facts(one.sources[0], told) for one, told in zip(some, seen, strict=True)]
        found = [self._one(post, mine, points) for post, mine, points in zip(some, facts, meeting(facts), strict=True)]
        self.seconds += time.process_time() - began
        return found

    def _one(self, post: corpus.Post, mine: Facts, points: tuple[int, ...]) -> int:
        there = self._firms[post.firm]
        met: dict[int, int] = {}
        for point in points:
            if known := there.get(point):
                for number in known[-_MOST:]:
                    met[number] = met.get(number, 0) + 1
        posts = {number: seen for number in met if near(mine, seen := self._seen[number])}
        order = sorted(posts, key=lambda number: (-met[number], number))
        told = choose(mine, {number: posts[number] for number in order}) if order else None
        chosen = told[0] if told else post.number
        self._seen.setdefault(chosen, []).append(mine)
        for point in points:
            if (known := there.get(point)) is None:
                there[point] = [chosen]
            elif told is None or chosen not in known:
                known.append(chosen)
        return chosen


def by_key(key: Callable[[corpus.Post], Hashable]) -> Callable[[Iterable[corpus.Post]], tuple[list[int], float]]:
    """A way that puts posts with equal keys together."""

    def run(posts: Iterable[corpus.Post]) -> tuple[list[int], float]:
        first: dict[Hashable, int] = {}
        found, seconds = [], 0.0
        for some in batches(posts):
            began = time.process_time()
            found += [first.setdefault(key(one), one.number) for one in some]
            seconds += time.process_time() - began
        return found, seconds

    return run


def ours(posts: Iterable[corpus.Post]) -> tuple[list[int], float]:
    """As the product does it."""
    way = Ours()
    return [number for some in batches(posts) for number in way.take(some)], way.seconds


def datasketch(posts: Iterable[corpus.Post]) -> tuple[list[int], float]:
    """datasketch's MinHash of 128 permutations and its LSH at .6, the nearest joined inside one firm, over the same shingles."""
    from datasketch import MinHash, MinHashLSH

    index, found, seconds = MinHashLSH(threshold=0.6, num_perm=128), [], 0.0
    post_of: dict[int, tuple[int, int]] = {}
    for some in batches(posts):
        began = time.process_time()
        for one in some:
            hashed = MinHash(num_perm=128, hashfunc=int)
            hashed.update_batch(shingles(one.description).tolist())
            mine = [number for number in index.query(hashed) if post_of[number][0] == one.firm]
            chosen = post_of[min(mine)][1] if mine else one.number
            post_of[one.number] = (one.firm, chosen)
            index.insert(one.number, hashed)
            found.append(chosen)
        seconds += time.process_time() - began
    return found, seconds


WAYS: dict[str, Callable[[Iterable[corpus.Post]], tuple[list[int], float]]] = {
    "ours": ours,
    "key (firm, places, title, pay)": by_key(lambda one: (one.firm, one.places, fold(one.title), one.pay_low, one.pay_high)),
    "key (firm, places, title)": by_key(lambda one: (one.firm, one.places, fold(one.title))),
    "hash of the text": by_key(lambda one: (one.firm, hashlib.blake2b(one.description.encode()).digest())),
    "datasketch": datasketch,
}


def batches(posts: Iterable[corpus.Post]) -> Iterator[list[corpus.Post]]:
    """The posts, a page's worth at a time."""
    stream = iter(posts)
    while some := list(islice(stream, _BATCH)):
        yield some


def pairs(sizes: Iterable[int]) -> int:
    """How many twos there are in groups of these sizes."""
    return sum(size * (size - 1) // 2 for size in sizes)


def measure(labels: list[tuple[int, str]], found: list[int]) -> dict[str, float]:
    """How right it is: labels are (vacancy, kind) of each post, found the post it was put in."""
    groups = [group for group, _ in labels]
    right = pairs(Counter(zip(groups, found, strict=True)).values())
    joined, wanted = pairs(Counter(found).values()), pairs(Counter(groups).values())
    seen: set[tuple[int, int]] = set()
    known: set[int] = set()
    copies: Counter[bool] = Counter()
    for group, post in zip(groups, found, strict=True):
        if group in known:
            copies[(group, post) in seen] += 1
        known.add(group)
        seen.add((group, post))
    return {
        "recall of pairs": right / wanted if wanted else 1.0,
        "precision of pairs": right / joined if joined else 1.0,
        "recall of copies": copies[True] / max(copies.total(), 1),
    }


def run(way: str, count: int, seed: int) -> dict[str, float]:
    """One way over the corpus' first posts."""
    labels: list[tuple[int, str]] = []

    def stream() -> Iterator[corpus.Post]:
        for one in corpus.posts(count, seed):
            labels.append((one.group, one.kind))
            yield one

    found, seconds = WAYS[way](stream())
    return {"posts": count, "cpu_seconds_a_million": seconds / count * 1e6, **measure(labels, found)}


def main() -> None:
    """Run all ways, print a table, keep the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--peer", type=int, default=20_000, help="posts that datasketch is given, which takes half a millisecond for each")
    options = parser.parse_args()
    gc.disable()  # its walks over the million records that the bench keeps are not the product's
    told: dict[str, Any] = {"python": platform.python_version(), "seed": options.seed, "ways": {}}
    print(f"{'':32} {'posts':>9} {'CPU s/million':>13} {'ratio':>6} {'pairs: recall':>13} {'precision':>9} {'copies: recall':>14}")
    for way in WAYS:
        one = run(way, min(options.count, options.peer) if way == "datasketch" else options.count, options.seed)
        told["ways"][way] = {name: round(value, 5) for name, value in one.items()}
        ratio = one["cpu_seconds_a_million"] / told["ways"]["ours"]["cpu_seconds_a_million"]
        print(
            f"{way:32} {one['posts']:9,.0f} {one['cpu_seconds_a_million']:13.1f} {ratio:6.2f} {one['recall of pairs']:13.4f}"
            f" {one['precision of pairs']:9.4f} {one['recall of copies']:14.4f}",
            flush=True,
        )
    RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
