"""How well printed names are led back to the firms they mean.

    python -m tools.measure_link, or: python -m tools.measure_link --errors SET

variants: every legal name of short_full_half.tsv printed in other ways (place dropped, 市 or 省 dropped, form swapped,
brackets half, full or none, traditional script), with all legal names of the set as candidates and no place given.
brand: the short name of every pair, with all legal names as candidates; the best is accepted at jobs.names.link.ACCEPT.
Precision counts the accepted, recall all pairs. Thresholds were set on pairs of even lines; `brand` is of odd lines.
absent: the same short names with the firms they mean taken out of the candidates: whatever is accepted is wrong.
board: short name -> legal name of the employers of job_posts_employers.tsv. The sets only measure; nothing was made from them.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from opencc import OpenCC

from jobs.names import KnownName, canonical, fold_name, parse
from jobs.names.index import LinkIndex
from jobs.names.link import ACCEPT, MAYBE, Link
from jobs.names.parse import bare

SHARED = Path(os.environ.get("SHARED_DIR", Path(__file__).resolve().parent.parent.parent / "shared"))
_HALF, _NONE = str.maketrans("（）", "()"), str.maketrans("", "", "（）()")
Pair = tuple[str, str]


def pairs(shared: Path, name: str, short: str, full: str) -> list[Pair]:
    """(short, full) of each line of a set, by the heads of its columns."""
    head, *lines = (line.split("\t") for line in (shared / "data" / "pairs" / name).read_text("utf-8").splitlines() if line)
    one, two = head.index(short), head.index(full)
    return [(row[one], row[two]) for row in lines if len(row) > max(one, two) and row[one] and row[two]]


def variants(full: str) -> Iterator[tuple[str, str]]:
    """(kind, text) of the other ways to print a legal name that differ from it."""
    whole, parsed = canonical(full), parse(full)
    for one, other in (("有限责任公司", "有限公司"), ("有限公司", "有限责任公司")):
        if parsed.form == one:
            yield "form swapped", whole[: whole.rindex(one)] + other
            break
    if whole.startswith(parsed.place) and bare(parsed.place) != parsed.place:
        yield "市 or 省 dropped", bare(parsed.place) + whole[len(parsed.place) :]
    if parsed.place and len(parsed.brand) > 1:  # a place is never stripped where no brand stays
        yield (
            "place dropped",
            whole.replace(f"（{parsed.place}）", "", 1) if f"（{parsed.place}）" in whole else whole.replace(parsed.place, "", 1),
        )
    if "（" in whole:
        yield "brackets half", whole.translate(_HALF)
        yield "brackets none", whole.translate(_NONE)
    traditional = _traditional().convert(whole)
    if traditional != whole:
        yield "traditional", traditional


@cache
def _traditional() -> OpenCC:
    return OpenCC("s2t")


def measure(shared: Path) -> dict[str, float]:
    """Every figure by name; see the head of this file."""
    rows = pairs(shared, "short_full_half.tsv", "short", "full")
    names = {full for _, full in rows}
    index = _index(names)
    found = _variants(index, names)
    for half, name in ((0, "tuned"), (1, "brand")):
        part = rows[half::2]
        right, wrong, maybe = _count(index, part)
        lost = _count(_index(names - {full for _, full in part}), part)[1]
        found |= {f"{name} precision": right / max(1, right + wrong), f"{name} recall": right / len(part)}
        found |= {f"{name} precision when half are absent": right / max(1, right + wrong + lost), f"{name} maybe": maybe / len(part)}
    found["precision from .95 up"] = _from_maybe(index, rows[1::2])
    board = sorted(set(pairs(shared, "job_posts_employers.tsv", "companyShortName", "companyFullName")))
    right, wrong, _ = _count(_index(full for _, full in board), board)
    found |= {"board precision": right / max(1, right + wrong), "board recall": right / len(board)}
    return found | _speed(names, rows)


def _index(names: Iterable[str]) -> LinkIndex:
    return LinkIndex(KnownName(name) for name in sorted(names))


def _variants(index: LinkIndex, names: Iterable[str]) -> dict[str, float]:
    counts: dict[str, list[int]] = {}
    for full in sorted(names):
        for kind, text in variants(full):
            for key in (kind, "all"):
                count = counts.setdefault(key, [0, 0, 0])
                count[_verdict(index.link(text), full)] += 1
    found = {f"variants {kind}": count[0] / sum(count) for kind, count in counts.items()}
    return found | {"variants wrong": counts["all"][1] / sum(counts["all"])}


def _verdict(found: Link | None, full: str) -> int:
    """0 right, 1 wrong, 2 not linked."""
    if found is None or found.score < ACCEPT:
        return 2
    return 0 if fold_name(found.name) == fold_name(full) else 1


def _count(index: LinkIndex, part: Iterable[Pair]) -> tuple[int, int, int]:
    """Right, wrong, and those that are perhaps it."""
    count, maybe = [0, 0, 0], 0
    for short, full in part:
        found = index.link(short)
        count[_verdict(found, full)] += 1
        maybe += found is not None and MAYBE <= found.score < ACCEPT
    return count[0], count[1], maybe


def _from_maybe(index: LinkIndex, part: Iterable[Pair]) -> float:
    right = wrong = 0
    for short, full in part:
        found = index.link(short)
        right += found is not None and fold_name(found.name) == fold_name(full)
        wrong += found is not None and fold_name(found.name) != fold_name(full)
    return right / max(1, right + wrong)


def _speed(names: set[str], rows: list[Pair]) -> dict[str, float]:
    """Names a CPU-second against 10,000 candidates (the set's and as many with another beginning), and building those."""
    firms = sorted(names | {f"新{parse(name).core}{parse(name).form}" for name in names})[:10_000]
    started = time.process_time()
    index = _index(firms)
    built = time.process_time()
    for short, _ in rows[:1_000]:
        index.link(short)
    linked = time.process_time()
    return {"candidates": len(index), "added a second": len(index) / (built - started), "linked a second": 1_000 / (linked - built)}


def errors(shared: Path, name: str) -> None:
    """Print what is accepted wrongly: set "tuned" or "variants"; the other half is only counted."""
    rows = pairs(shared, "short_full_half.tsv", "short", "full")
    names = {full for _, full in rows}
    index = _index(names)
    asked = rows[0::2] if name == "tuned" else [(text, full) for full in sorted(names) for _, text in variants(full)]
    for text, full in asked:
        found = index.link(text)
        verdict = _verdict(found, full)
        if verdict == 1 or (verdict == 2 and name == "variants"):
            print(text, full, found, sep=" | ")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--errors"]:
        errors(SHARED, sys.argv[2])
    else:
        for figure, value in measure(SHARED).items():
            print(f"{figure:40} {value:10.4f}" if value <= 1 else f"{figure:40} {value:10.0f}")
