"""Random requests for the bench of searches, and how long they take."""

# ruff: noqa: SLF001  # what is inside the store is timed apart

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import Connection, select

from bench.corpus import NOW
from jobs.index import Reader
from jobs.model import Search
from jobs.store import Store, areas, finding, matching, ordering
from jobs.store.paging import Cursor
from jobs.store.records import post_rows
from jobs.store.tables import post, post_text

PAGE = 20
DEEP = 20_000  # posts before page 1,001
_HAN = re.compile(r"[一-鿿]{2,}")


#: Seconds; the thread's own where all the work is done in it, so that a busy machine does not count.
Clock = Callable[[], float]


class Took(NamedTuple):
    """Milliseconds of each request: which posts; how many; their rows; the whole of Store.find."""

    which: list[float]
    counted: list[float]
    rows: list[float]
    whole: list[float]


class Sampled:
    """Places and words of posts drawn at random, so that what is frequent is asked for often."""

    def __init__(self, store: Store, seed: int, size: int = 4_000) -> None:
        self.random = random.Random(seed)
        with store._door.reading() as connection:
            last = connection.execute(select(post.c.id).order_by(post.c.id.desc()).limit(1)).scalar_one()
            numbers = [self.random.randint(1, last) for _ in range(size)]
            self.places = _places(connection, numbers)
            self.texts = _texts(connection, numbers)

    def place(self, levels: Sequence[int] = (0, 1, 2, 3)) -> str | None:
        """The country, or a province, city or county where some post is."""
        level = self.random.choice(levels)
        while level:
            if found := [code for code in self.random.choice(self.places) if areas.level(code) == level]:
                return found[0]
        return None

    def word(self, length: int, text: str | None = None) -> str:
        """So many characters in a row of some post."""
        while True:
            runs = [run for run in _HAN.findall(text or self.random.choice(self.texts)) if len(run) >= length]
            if runs:
                run = self.random.choice(runs)
                start = self.random.randint(0, len(run) - length)
                return str(run[start : start + length])

    def words(self) -> tuple[str, ...]:
        """Two or three words of one post, of two or three characters."""
        text = self.random.choice(self.texts)
        return tuple(dict.fromkeys(self.word(self.random.choice((2, 2, 3)), text) for _ in range(self.random.choice((2, 3)))))


def _places(connection: Connection, numbers: list[int]) -> list[list[str]]:
    found: list[list[str]] = []
    for start in range(0, len(numbers), 500):
        rows = connection.execute(select(post.c.places).where(post.c.id.in_(numbers[start : start + 500]))).scalars()
        found += [sorted(areas.closure(codes)) for codes in rows if codes and any(areas.level(code) == 3 for code in codes)]
    return found


def _texts(connection: Connection, numbers: list[int]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(numbers), 500):
        found += connection.execute(select(post_text.c.words).where(post_text.c.post_id.in_(numbers[start : start + 500]))).scalars()
    return found


def kinds(sampled: Sampled, number: int) -> dict[str, list[Search]]:
    """The requests of each row of the issue's table."""
    word, place = sampled.word, sampled.place
    found = {
        "first page by place, newest first": [Search(place=place(), sort="new") for _ in range(number)],
        "first page by place, last confirmed first": [Search(place=place(), sort="confirmed") for _ in range(number)],
        "1 character + place": [Search(place=place(), words=(word(1),), sort="new") for _ in range(number)],
        "2 characters + place": [Search(place=place(), words=(word(2),), sort="new") for _ in range(number)],
        "4 characters + place": [Search(place=place(), words=(word(4),), sort="new") for _ in range(number)],
        "several words + place": [Search(place=place(), words=sampled.words(), sort="new") for _ in range(number)],
    }
    asked = found["2 characters + place"]
    found["2 characters + place, by match"] = [replace(one, sort="match") for one in asked]
    found["2 characters + place, last confirmed first"] = [replace(one, sort="confirmed") for one in asked]
    bands, levels, days = ("0-3", "3-5", "5-8", "8-12"), ("大专", "本科", "高中"), (3, 7, 30, None)
    choice = sampled.random.choice
    found["2 characters + place + three filters"] = [
        replace(one, pay=(choice(bands),), education=("不限", choice(levels)), days=choice(days)) for one in asked
    ]
    return found


# ---------------------------------------------------------------- how long


@contextmanager
def asking(store: Store) -> Iterator[tuple[Connection, Reader]]:
    """One transaction, and the index as it sees it."""
    with store._door.reading() as connection, store._index.reading(connection) as reader:
        if reader is None:
            raise RuntimeError("no search index")
        yield connection, reader


def took(store: Store, searches: Sequence[Search], clock: Clock) -> Took:
    """The time of each request, after some that warm up what is warm on a site."""
    found = Took([], [], [], [])
    with asking(store) as (connection, reader):
        for warming, some in ((True, searches[: len(searches) // 3]), (False, searches)):
            for search in some:
                began = clock()
                answering = matching.matches(reader, search, NOW, None)
                here = finding.paged(connection, answering, search, Cursor.read(search.after, search.sort), PAGE)
                between = clock()
                answering.count(finding.COUNTED, len(here.ids))
                counted = clock()
                post_rows(connection, here.ids, NOW)
                if not warming:
                    found.rows.append(1000 * (clock() - counted))
                    found.counted.append(1000 * (counted - between))
                    found.which.append(1000 * (between - began))
    found.whole.extend(each(lambda search: store.find(search, NOW, PAGE), searches, clock))
    return found


def each(act: Callable[[Search], object], searches: Iterable[Search], clock: Clock, seconds: float = 60) -> list[float]:
    """Milliseconds of each, for so many seconds at most."""
    found: list[float] = []
    end = time.perf_counter() + seconds
    for search in searches:
        began = clock()
        act(search)
        found.append(1000 * (clock() - began))
        if time.perf_counter() > end:
            break
    return found


def deep(store: Store, sampled: Sampled, number: int, sort: str) -> list[Search]:
    """Pages far down the lists of large places."""
    found: dict[str | None, Search] = {}
    with asking(store) as (connection, reader):
        places = {None, *(sampled.place((1, 2)) for _ in range(60))}
        for place in sorted(places, key=str):
            answering = matching.matches(reader, Search(place=place, sort=sort), NOW, None)
            if len(answering.candidates) > min(DEEP + PAGE, len(reader.everything()) // 4):
                depth = min(DEEP, len(answering.candidates) // 2)
                last = ordering.rows(connection, answering, place, None, sort, depth).found[-1]
                found[place] = Search(place=place, sort=sort, after=str(Cursor(sort, False, *last)))
    return [sampled.random.choice(list(found.values())) for _ in range(number)]


def percentiles(milliseconds: Sequence[float]) -> tuple[float, float]:
    """(p50, p99)."""
    ranked = sorted(milliseconds)
    return ranked[len(ranked) // 2], ranked[min(len(ranked) * 99 // 100, len(ranked) - 1)]
