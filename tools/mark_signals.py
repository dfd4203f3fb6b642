"""Make tests/data/signals_{dev,test}.jsonl from the labelled sentences beside them. {A} … {F} become invented firms.

A line: kind, text, labels. A label: the firms' letters, one of jobs.model.SIGNALS, d p or n, the words that must be quoted.
`traditional` and `damaged` lines are written plainly and turned here as a machine mirror turns them.
"""

from __future__ import annotations

import json
import re

from opencc import OpenCC

from jobs.names import canonical
from tools.mark_names import DATA, damaged

#: Invented firms in the shapes local news has; 示例 marks them as such.
FIRMS = (
    "大同示例重工有限公司",
    "山西示例新材料股份有限公司",
    "示例集团（大同）起重机有限公司",
    "阳高示例食品有限责任公司",
    "浑源示例黄芪药业有限公司",
    "大同示例光伏科技有限公司",
    "左云示例陶瓷有限公司",
    "天镇示例服装有限公司",
    "灵丘示例矿业有限公司",
    "广灵示例农业开发有限公司",
    "大同市示例乳业有限公司",
    "山西示例煤机制造集团有限公司",
    "大同示例物流有限责任公司",
    "新荣示例石墨制品有限公司",
    "大同示例电力机车有限公司",
    "云冈示例热力有限公司",
)
TENSES = {"d": "done", "p": "planned", "n": None}
_LABEL = re.compile(r"([A-F]+)(..)([dpn])(.+)")
_LETTER = re.compile(r"\{([A-F])\}")


def row(number: int, kind: str, marked: str, labels: str) -> dict[str, object]:
    """One line of the set: text, kind, and what is said of which firm."""
    firms = {letter: FIRMS[(number * 3 + place * 5) % len(FIRMS)] for place, letter in enumerate("ABCDEF")}
    text = _LETTER.sub(lambda match: firms[match.group(1)], marked)
    if kind == "damaged":
        text = damaged(text)
    elif kind == "traditional":
        text = OpenCC("s2t").convert(text)
    signals = []
    for label in filter(None, labels.split(";")):
        match = _LABEL.fullmatch(label)
        if match is None:
            raise ValueError(f"line {number}: {label}")
        letters, says, tense, words = match.groups()
        signals += [{"firm": canonical(firms[one]), "kind": says, "tense": TENSES[tense], "words": words} for one in letters]
    return {
        "text": text,
        "kind": kind,
        "firms": [canonical(firms[one]) for one in sorted(set(_LETTER.findall(marked)))],
        "signals": signals,
    }


def main() -> None:
    """Write both sets and say how much they hold."""
    for half in ("dev", "test"):
        lines = (DATA / f"signals_{half}.txt").read_text("utf-8").splitlines()
        rows = [row(number, *line.split("\t")) for number, line in enumerate(lines) if line and not line.startswith("#")]
        (DATA / f"signals_{half}.jsonl").write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in rows), "utf-8")
        print(half, len(rows), "texts", sum(len(one["signals"]) for one in rows), "signals")  # type: ignore[misc,arg-type]  # our own rows


if __name__ == "__main__":
    main()
