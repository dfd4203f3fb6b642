"""Precision, recall and F1 of exact spans of firms' names, on our own sets and on those that lie beside the project.

    python -m tools.measure_names, or: python -m tools.measure_names --errors SET KIND

legal: ends in 有限公司, 有限责任公司 or 股份公司. suffix: ends in 公司, 集团, 厂, 银行 or 合作社 (legal ones are among them).
Every mention counts but those of cut-off names, which are no exact span. `people_daily even` and `odd` are its lines by
parity: rules were set with errors of even lines in view, and of every fourth line (1, 5, 9 …); lines 3, 7, 11 … were only
counted (`people_daily clean`). documents: the set of firms each text of ours names, by canonical name, legal ones.
swapped: real legal names we only measure on, put into sentences of ours. seed: the firms of the seed page.
The sets of others only measure: nothing that ships was made from them.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from jobs.names import find

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))
#: Lines from 0.
PARTS = {"even": slice(0, None, 2), "odd": slice(1, None, 2), "clean": slice(3, None, 4)}
_SENTENCES = (
    "1998年至2003年任{}董事、总经理。",
    "历任{}车间主任、副厂长。",
    "2006年7月起至今担任{}独立董事，兼任其他公司监事。",
    "曾就职于{}，2000年加入本公司。",
    "毕业后进入{}工作。",
    "{}董事长王某说，公司订单充足。",
    "记者昨日从{}获悉，新产线月底投产。",
    "公司与{}签署股权转让协议。",
    "其全资子公司{}以4.6亿元竞得该地块。",
    "昨日，{}（简称“示例”）公告，拟发行公司债券。",
    "据{}研究报告，行业景气回升。",
    "参会的有{}、示例集团等12家企业。",
    "图为{}生产车间。",
    "受让方为{}。",
    "法院判决{}赔偿12万元。",
    "1992年参与筹建{}，任副总经理。",
    "中标人：{}；中标价：118.6万元",
    "由{}承担主办工作。",
    "本报讯{}日前通过认定。",
    "随着{}的退出，股权结构发生变化。",
    "截至6月30日，{}总资产为20亿元。",
    "评级机构将{}主体信用等级下调。",
    "来到{}，调研组询问用工情况。",
)


def sets(shared: Path) -> dict[str, Path]:
    """The annotated sets: ours, and those that lie beside the project."""
    names = shared / "data" / "names"
    return {
        "dev": ROOT / "tests" / "data" / "names_dev.jsonl",
        "test": ROOT / "tests" / "data" / "names_test.jsonl",
        "local": names / "local_sentences.jsonl",
        "people_daily": names / "people_daily_1998_org_half.jsonl",
        "cluener_dev": names / "cluener_dev_company.jsonl",
        "cluener_train": names / "cluener_train_company.jsonl",
    }


KINDS = {"legal": ("有限公司", "有限责任公司", "股份公司"), "suffix": ("公司", "集团", "厂", "银行", "合作社")}
Span = tuple[int, int]
Row = tuple[str, set[Span], set[Span]]
Thing = TypeVar("Thing")


@dataclass(slots=True)
class Count:
    """Hits, false alarms and misses."""

    hits: int = 0
    false: int = 0
    missed: int = 0

    def add(self, right: set[Thing], found: set[Thing]) -> None:
        """Count what was right and what was found."""
        self.hits += len(right & found)
        self.false += len(found - right)
        self.missed += len(right - found)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 when there was nothing to find and nothing found."""
        whole = 2 * self.hits + self.false + self.missed
        return 2 * self.hits / whole if whole else 1.0

    def __str__(self) -> str:
        precision = self.hits / max(1, self.hits + self.false)
        recall = self.hits / max(1, self.hits + self.missed)
        return f"P {precision:.3f}  R {recall:.3f}  F1 {self.f1:.3f}  ({self.hits + self.missed} mentions)"


def spans(path: Path) -> Iterator[Row]:
    """For each text of a set: the text, the right spans, the spans we find."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        text = row["text"]
        if "gold" in row:
            right = {(start, end) for start, end in row["gold"]}
        else:
            right = {(mention["start"], mention["end"]) for mention in row["mentions"]}
        yield text, right, {(mention.start, mention.end) for mention in find(text) if mention.rule != "cut"}


def count(rows: Iterable[Row]) -> dict[str, Count]:
    """Counts for each kind of name in rows of `spans`."""
    counts = {kind: Count() for kind in KINDS}
    for text, right, found in rows:
        for kind, endings in KINDS.items():
            wanted, given = of_kind(text, right, endings), of_kind(text, found, endings)
            counts[kind].add(wanted, given)
    return counts


def documents(path: Path) -> Count:
    """Legal firms by canonical name, each counted once a text."""
    total = Count()
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        right = {mention["name"] for mention in row["mentions"] if mention["name"].endswith(KINDS["legal"])}
        found = {mention.name for mention in find(row["text"]) if mention.certain and mention.name.endswith(KINDS["legal"])}
        right -= {mention["name"] for mention in row["mentions"]} if row["kind"] == "cut" else set()
        total.add(right, found)
    return total


def swapped(shared: Path) -> Count:
    """Real legal names, each put into one of our sentences."""
    lines = (shared / "data" / "pairs" / "short_full_half.tsv").read_text("utf-8").splitlines()[1::3]
    names = sorted({line.split("\t")[1].strip() for line in lines if line.split("\t")[1].strip().endswith(KINDS["legal"])})
    total = Count()
    for number, name in enumerate(names):
        before, behind = _SENTENCES[number % len(_SENTENCES)].split("{}")
        text = before + name + behind
        found = {(one.start, one.end) for one in find(text)}
        total.add({(len(before), len(before) + len(name))}, of_kind(text, found, KINDS["legal"]))
    return total


def seed(shared: Path) -> Count:
    """The firms of the seed page by name, as often as each is mentioned."""
    expected = json.loads((shared / "seed" / "expected.json").read_text("utf-8"))["companies"]
    page = next((shared / "seed").glob("*.txt")).read_text("utf-8")
    right = {(firm["name"], at) for firm in expected for at in range(firm["mentions"])}
    met: Counter[str] = Counter()
    found = set()
    for mention in find(page):
        found.add((mention.name, met[mention.name]))
        met[mention.name] += 1
    total = Count()
    total.add(right, found)
    return total


def measure(shared: Path) -> dict[str, float]:
    """Every figure by name: F1 of sets, of documents, of swapped names and of the seed."""
    figures: dict[str, float] = {}
    for name, path in sets(shared).items():
        rows = list(spans(path))
        figures |= {f"{name} {kind}": each.f1 for kind, each in count(rows).items()}
        for part, each_nth in PARTS.items() if name == "people_daily" else ():
            figures |= {f"{name} {part} {kind}": each.f1 for kind, each in count(rows[each_nth]).items()}
    figures |= {f"{half} documents": documents(sets(shared)[half]).f1 for half in ("dev", "test")}
    return figures | {"swapped legal": swapped(shared).f1, "seed": seed(shared).f1}


def of_kind(text: str, found: set[Span], endings: tuple[str, ...]) -> set[Span]:
    """The spans that end so; what a mirror put behind characters does not count."""
    from jobs.text import repair, simplify

    return {span for span in found if simplify(repair(text[span[0] : span[1]]).text).endswith(endings)}


def errors(name: str, kind: str) -> Iterator[str]:
    """Each false alarm (+) and miss (-) with a little of its text. Not for the test set: it is only counted."""
    for text, right, found in spans(sets(SHARED)[name]):
        wanted, given = of_kind(text, right, KINDS[kind]), of_kind(text, found, KINDS[kind])
        for start, end in sorted(wanted ^ given):
            sign = "+" if (start, end) in given else "-"
            yield f"{sign} {text[max(0, start - 10) : start]}[{text[start:end]}]{text[end : end + 6]}"


def main() -> None:
    """Print the table, or the errors of one set."""
    if len(sys.argv) == 4 and sys.argv[1] == "--errors" and sys.argv[2] != "test":
        print("\n".join(errors(sys.argv[2], sys.argv[3])))
        return
    for name, path in sets(SHARED).items():
        if not path.exists():
            continue
        began = time.process_time()
        rows = list(spans(path))
        speed = len(rows) / (time.process_time() - began)
        for part, each_nth in {"": slice(None), **(PARTS if name == "people_daily" else {})}.items():
            for kind, each in count(rows[each_nth]).items():
                print(f"{f'{name} {part}':20} {kind:7} {each}")
        print(f"{name:20} {speed:,.0f} texts a CPU-second")
    if SHARED.exists():
        print(f"{'swapped':20} legal   {swapped(SHARED)}\n{'seed':20}         {seed(SHARED)}")
    for half in ("dev", "test"):
        print(f"{f'{half} documents':20} legal   {documents(sets(SHARED)[half])}")


if __name__ == "__main__":
    main()
