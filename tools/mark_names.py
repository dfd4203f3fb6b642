"""Make tests/data/names_{dev,test}.jsonl from tests/data/names_marked.txt: [[as printed|full name]] becomes a span.

Lines marked `damaged` are written plainly and damaged here as a machine mirror does it: to traditional characters, each
converted one followed by its reading. Within each kind the lines go to dev and test in turn, in the order they were
written; the split was fixed before any rule was tuned on dev, and test is only ever counted.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from opencc import OpenCC
from pypinyin import Style, pinyin

from jobs.names import canonical

DATA = Path(__file__).resolve().parent.parent / "tests" / "data"
_MARK = re.compile(r"\[\[(.+?)(?:\|(.+?))?\]\]")
_LAST_GLOSS = re.compile(r"\([^()]*\)$")


def damaged(text: str) -> str:
    """The text as a machine mirror shows it."""
    converted = OpenCC("s2t").convert(text)
    readings = [item[0] for item in pinyin(text, style=Style.TONE, errors=lambda run: list(run))]
    return "".join(new if new == old else f"{new}({reading})" for old, new, reading in zip(text, converted, readings, strict=True))


def row(kind: str, marked: str) -> dict[str, object]:
    """One line of the set: text, mentions with offsets, kind."""
    text = ""
    mentions = []
    at = 0
    for mark in _MARK.finditer(marked):
        pieces = [marked[at : mark.start()], mark.group(1)]
        if kind == "damaged":
            pieces = [damaged(piece) for piece in pieces]
        start = len(text) + len(pieces[0])
        text += "".join(pieces)
        end = start + len(_LAST_GLOSS.sub("", pieces[1]) if kind == "damaged" else pieces[1])  # a gloss behind the name is not of it
        mentions.append({"start": start, "end": end, "name": canonical(mark.group(2) or mark.group(1))})
        at = mark.end()
    text += damaged(marked[at:]) if kind == "damaged" else marked[at:]
    return {"text": text, "mentions": mentions, "kind": kind}


def main() -> None:
    """Write both halves and say how much they hold."""
    turn: Counter[str] = Counter()
    halves: dict[str, list[dict[str, object]]] = {"dev": [], "test": []}
    for line in (DATA / "names_marked.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        kind, _, marked = line.partition("\t")
        halves["dev" if turn[kind] % 2 == 0 else "test"].append(row(kind, marked))
        turn[kind] += 1
    for half, rows in halves.items():
        lines = [json.dumps(one, ensure_ascii=False) for one in rows]
        (DATA / f"names_{half}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")
        print(half, len(rows), "texts", sum(len(one["mentions"]) for one in rows), "mentions")  # type: ignore[misc,arg-type]  # our own rows


if __name__ == "__main__":
    main()
