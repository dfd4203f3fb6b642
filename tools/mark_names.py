"""Make tests/data/names_{dev,test}.jsonl from the marked texts beside them: [[as printed|full name]] becomes a span.

Lines marked `damaged` are written plainly and damaged here as a machine mirror does it: to traditional characters, each
converted one followed by its reading. Rules are tuned on dev; test is only ever counted.
"""

from __future__ import annotations

import json
import re
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
    readings = [pinyin(one, style=Style.TONE, errors="default")[0][0] for one in text]
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
    """Write both sets and say how much they hold."""
    for half in ("dev", "test"):
        lines = (DATA / f"names_{half}.txt").read_text("utf-8").splitlines()
        rows = [row(*line.split("\t", 1)) for line in lines if line and not line.startswith("#")]
        (DATA / f"names_{half}.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), "utf-8")
        print(half, len(rows), "texts", sum(len(one["mentions"]) for one in rows), "mentions")  # type: ignore[misc,arg-type]  # our own rows


if __name__ == "__main__":
    main()
