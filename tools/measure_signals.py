"""Precision and recall of what stories say of firms, on our own labelled sentences, and the speed.

    python -m tools.measure_signals, or: python -m tools.measure_signals --errors dev

A signal is right when firm and kind are, and a plan is not taken for a fact nor a fact for a plan, and when the words quoted hold
the labelled ones. The firms are those jobs.names finds: a name that is missed or misread costs here too.
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jobs import signals
from jobs.model import SIGNALS
from jobs.names import find

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
SETS = {half: DATA / f"signals_{half}.jsonl" for half in ("dev", "test")}
Key = tuple[str, str, bool]


@dataclass(slots=True)
class Count:
    """Hits, false alarms and misses; of the hits, those with the very tense."""

    hits: int = 0
    false: int = 0
    missed: int = 0
    tense: int = 0

    @property
    def precision(self) -> float:
        """Of what we say, how much is so."""
        return self.hits / max(1, self.hits + self.false)

    @property
    def recall(self) -> float:
        """Of what is so, how much we say."""
        return self.hits / max(1, self.hits + self.missed)

    def __str__(self) -> str:
        exact = self.tense / max(1, self.hits)
        return f"P {self.precision:.3f}  R {self.recall:.3f}  tense {exact:.3f}  ({self.hits + self.missed} signals)"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The lines of a set."""
    return map(json.loads, path.read_text("utf-8").splitlines())


def said(text: str) -> dict[Key, tuple[str | None, str]]:
    """(firm, kind, is it planned) -> (tense, words) of all that we read in a text."""
    mentions = find(text)
    found: dict[Key, tuple[str | None, str]] = {}
    for mention, of_firm in zip(mentions, signals.read(text, mentions), strict=True):
        for signal in of_firm:
            found.setdefault((mention.name, signal.kind, signal.tense == "planned"), (signal.tense, signal.words))
    return found


def quoted(labelled: str, words: str) -> bool:
    """Whether the words hold one of the labelled ones, which a | parts."""
    return any(one in words for one in labelled.split("|"))


def compare(row: dict[str, Any]) -> Iterator[tuple[str, Key, tuple[str | None, str]]]:
    """("hit", "exact" as well when the tense is the very one, "false" or "missed") for each signal of a line."""
    right = {(one["firm"], one["kind"], one["tense"] == "planned"): (one["tense"], one["words"]) for one in row["signals"]}
    found = said(row["text"])
    for key, (tense, words) in found.items():
        good = key in right and quoted(right[key][1], words)
        yield ("hit" if good else "false"), key, (tense, words)
        if good and tense == right[key][0]:
            yield "exact", key, (tense, words)
    for key, given in right.items():
        if key not in found or not quoted(given[1], found[key][1]):
            yield "missed", key, given


def count(path: Path) -> dict[str, Count]:
    """Counts for each kind, and for "all"."""
    counts: dict[str, Count] = defaultdict(Count)
    for row in rows(path):
        for verdict, (_, kind, _), _ in compare(row):
            for one in (counts[kind], counts["all"]):
                one.hits += verdict == "hit"
                one.false += verdict == "false"
                one.missed += verdict == "missed"
                one.tense += verdict == "exact"
    return counts


def speed(path: Path) -> float:
    """Sentences a CPU-second, the firms being found already."""
    texts = [(row["text"], find(row["text"])) for row in rows(path)]
    began, done = time.process_time(), 0
    while time.process_time() - began < 1.0:
        for text, mentions in texts:
            signals.read(text, mentions)
        done += len(texts)
    return done / (time.process_time() - began)


def measure(shared: Path | None = None) -> dict[str, float]:  # noqa: ARG001  # asked the same of every measure; this one needs only our own sets
    """The figures that are held: precision and recall on dev and test, sentences a CPU-second."""
    figures: dict[str, float] = {}
    for half, path in SETS.items():
        whole = count(path)["all"]
        figures[f"{half}_precision"], figures[f"{half}_recall"] = whole.precision, whole.recall
    figures["sentences_per_second"] = speed(SETS["dev"])
    return figures


def errors(path: Path) -> Iterator[str]:
    """Each false alarm (+) and miss (-). Not for the test set: it is only counted."""
    for row in rows(path):
        for verdict, (firm, kind, _), (tense, words) in compare(row):
            if verdict in ("false", "missed"):
                yield f"{'+' if verdict == 'false' else '-'} {kind} {tense} {firm} “{words}”\n    {row['text']}"


def main() -> None:
    """Print the table, or the errors of dev."""
    if sys.argv[1:] == ["--errors", "dev"]:
        print("\n".join(errors(SETS["dev"])))
        return
    for half, path in SETS.items():
        counts = count(path)
        for kind in (*SIGNALS, "all"):
            print(f"{half:5} {kind:4} {counts[kind]}")
    print(f"{speed(SETS['dev']):,.0f} sentences a CPU-second")


if __name__ == "__main__":
    main()
