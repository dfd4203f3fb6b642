"""Whether the answers are true, and what the worst request costs. For `search`."""

from __future__ import annotations

import time
from collections import Counter
from itertools import product

from bench.corpus import NOW
from bench.search_requests import PAGE, Sampled, asking, each
from jobs.model import Search
from jobs.search import SORTS, parse
from jobs.store import Store, matching, scan

#: Rows whose answers are checked.
CHECKED = ("1 character + place", "2 characters + place", "4 characters + place", "several words + place")
_NASTY = (
    '"',
    "' OR 1=1 --",
    "焊工 AND NOT 电工",
    "NEAR(焊工 电工)",
    "%_*?[]{}()^$\\",
    "\x00",
    "焊\x00工",
    "👷‍♀️",
    "\ud800",
    "焊\udfff工",
    "𠮷野家",
    "的",
    "，。；",
    "1",
    "有限公司",
    "焊" * 10_000,
    "焊工 " * 2_500,
    "工作 负责 公司 要求 任职 经验 以上 能力",
)


def recall(store: Store, asked: dict[str, list[Search]], number: int) -> dict[str, object]:
    """Searches whose every answer is looked for by a scan of all texts too."""
    checked = differing = found_by_scan = missed = 0
    some = [search for row in CHECKED for search in _mixed(asked[row], number // len(CHECKED))]
    with asking(store) as (connection, reader):
        for search in some:
            truth = set(connection.execute(scan.found(search, NOW)).scalars())
            answer = matching.matches(reader, search, NOW, None)
            found = set(answer.candidates)
            if not answer.exact:  # more than are looked into at once: those shown are
                some_of = answer.newest(200)[0]
                found = set(some_of) | (truth - set(sorted(truth)[-200:]))
                differing += some_of != sorted(truth, reverse=True)[: len(some_of)]
            checked, found_by_scan = checked + 1, found_by_scan + len(truth)
            missed += len(truth - found)
            differing += answer.exact and found != truth
    return {
        "searches": checked,
        "posts": found_by_scan,
        "missed": missed,
        "recall": 1 - missed / max(1, found_by_scan),
        "differing": differing,
    }


def _mixed(searches: list[Search], number: int) -> list[Search]:
    """So many, only one in ten of the whole country: a scan of everything takes seconds."""
    wide = [search for search in searches if search.place is None][: number // 10]
    return wide + [search for search in searches if search.place][: number - len(wide)]


def same(store: Store, other: Store, asked: dict[str, list[Search]], number: int = 1_000) -> dict[str, int]:
    """Random searches whose pages are the same posts in the same order on both."""
    some = [search for row in asked for search in asked[row][: number // len(asked) + 1]][:number]
    differing = sum(_page(store, search) != _page(other, search) for search in some)
    return {"searches": len(some), "differing": differing}


def _page(store: Store, search: Search) -> tuple[list[int], int, str | None]:
    here = store.find(search, NOW, PAGE)
    return [row.id for row in here.posts], here.count, here.next


def hostile(store: Store, sampled: Sampled) -> dict[str, float]:
    """The worst whole request of a kind, milliseconds."""
    nasty = [parse({"q": [text], "sort": [sort]}, place) for text in _NASTY for sort in SORTS for place in (None, sampled.place((2,)))]
    nowhere = [Search(words=(word,), sort=sort) for word, sort in product(nowhere_words(store, sampled), SORTS)]

    def find(search: Search) -> object:
        return store.find(search, NOW, PAGE)

    each(find, nasty[:5], time.thread_time)
    return {
        "nasty strings": round(max(each(find, nasty, time.thread_time)), 2),
        "four characters of frequent pairs that stand nowhere": round(max(each(find, nowhere, time.thread_time)), 2),
        "facets of these": round(max(each(lambda search: store.facets(search, NOW), nowhere, time.thread_time)), 2),
        "words of that kind": len(nowhere) // len(SORTS),
    }


def nowhere_words(store: Store, sampled: Sampled, number: int = 40) -> list[str]:
    """Words of four characters with the most candidates that no text sampled holds."""
    texts = sampled.texts
    counted: Counter[str] = Counter()
    for text in texts[:1_000]:
        counted.update({text[at : at + 2] for at in range(len(text) - 1) if "\n" not in text[at : at + 2]})
    pairs = [pair for pair, _ in counted.most_common(150)]
    joined = {one + other for one, other in product(pairs, pairs) if one[1] + other[0] in counted}
    whole = "\n".join(texts)
    absent = [word for word in joined if word not in whole]
    with asking(store) as (_, reader):
        ranked = sorted(absent, key=lambda word: (-len(reader.worded((word,))), word))
    return ranked[:number]
