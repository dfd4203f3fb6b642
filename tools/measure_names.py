"""Precision, recall and F1 of exact spans of firms' names, on our own sets and on those that lie beside the project.

    python -m tools.measure_names, or: python -m tools.measure_names --errors SET KIND

legal: ends in 有限公司, 有限责任公司 or 股份公司. suffix: ends in 公司, 集团, 厂, 银行 or 合作社 (legal ones are among them).
Every mention counts but those of cut-off names, which are no exact span. The sets of others only measure: nothing that
ships was made from them.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jobs.names import find

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared")) / "data" / "names"
SETS = {
    "dev": ROOT / "tests" / "data" / "names_dev.jsonl",
    "test": ROOT / "tests" / "data" / "names_test.jsonl",
    "local": SHARED / "local_sentences.jsonl",
    "people_daily": SHARED / "people_daily_1998_org_half.jsonl",
    "cluener_dev": SHARED / "cluener_dev_company.jsonl",
    "cluener_train": SHARED / "cluener_train_company.jsonl",
}
KINDS = {"legal": ("有限公司", "有限责任公司", "股份公司"), "suffix": ("公司", "集团", "厂", "银行", "合作社")}
Span = tuple[int, int]


@dataclass(slots=True)
class Count:
    """Hits, false alarms and misses."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 when there was nothing to find and nothing found."""
        whole = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / whole if whole else 1.0

    def __str__(self) -> str:
        precision = self.hits / max(1, self.hits + self.false)
        recall = self.hits / max(1, self.hits + self.missed)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  ({self.hits + self.missed} mentions)"


def spans(path: Path) -> Iterator[tuple[str, set[Span], set[Span]]]:
    """For each text of a set: the text, the right spans, the spans we find."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        if "gold" in row:
            right = {(start, end) for start, end in row["gold"]}
        else:
            right = {(mention["start"], mention["end"]) for mention in row["mentions"]}
        yield text, right, {(mention.start, mention.end) for mention in find(text) if mention.rule != "cut"}


def measure(path: Path) -> dict[str, Count]:
    """Counts for each kind of name."""
    counts = {kind: Count() for kind in KINDS}
    for text, right, found in spans(path):
        for kind, endings in KINDS.items():
            wanted, given = of_kind(text, right, endings), of_kind(text, found, endings)
            counts[kind].hits += len(wanted & given)
            counts[kind].false += len(given - wanted)
            counts[kind].missed += len(wanted - given)
    return counts


def of_kind(text: str, found: set[Span], endings: tuple[str, ...]) -> set[Span]:
    """The spans that end so; what a mirror put behind characters does not count."""
    from jobs.text import repair, simplify

    return {span for span in found if simplify(repair(text[span[0] : span[1]]).text).endswith(endings)}


def errors(name: str, kind: str) -> Iterator[str]:
    """Each false alarm (+) and miss (-) with a little of its text. Not for the test set: it is only counted."""
    for text, right, found in spans(SETS[name]):
        wanted, given = of_kind(text, right, KINDS[kind]), of_kind(text, found, KINDS[kind])
        for start, end in sorted(wanted ^ given):
            sign = "+" if (start, end) in given else "-"
            yield f"{sign} {text[max(0, start - 10) : start]}[{text[start:end]}]{text[end : end + 6]}"


def main() -> None:
    """Print the table, or the errors of one set."""
    if len(sys.argv) == 4 and sys.argv[1] == "--errors" and sys.argv[2] != "test":
        print("\n".join(errors(sys.argv[2], sys.argv[3])))
        return
    for name, path in SETS.items():
        if not path.exists():
            continue
        began = time.process_time()
        counts = measure(path)
        lines = len(path.read_text("utf-8").splitlines())
        for kind, count in counts.items():
            print(f"{name:14} {kind:7} {count}")
        print(f"{name:14} {lines / (time.process_time() - began):,.0f} texts a CPU-second")


if __name__ == "__main__":
    main()
