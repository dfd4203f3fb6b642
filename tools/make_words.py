"""Make jobs/data/words.tsv, the general words that tell where a firm's name begins, from jieba's dictionary (MIT).

    pip download --no-deps --no-binary :all: jieba && tar xzf jieba-*.tar.gz
    python tools/make_words.py jieba-*/jieba/dict.txt

Organisations (tag nt) and titles of works are left out: no firm's name is taken from the list. What is kept is a word,
its class in one letter and its cost (-10 ln of its share, a whole number); rare words are dropped to keep the file small.
"""

from __future__ import annotations

import math
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "jobs" / "data" / "words.tsv"
#: jieba's tag -> our class; tags that are not here are dropped.
CLASSES = {
    **dict.fromkeys(("n", "l", "i", "s", "f"), "n"),
    **dict.fromkeys(("v", "vi", "vq", "vd"), "v"),
    "vn": "w",  # a verb that serves as a noun: 发展, 管理
    **dict.fromkeys(("a", "ad", "an", "b", "z"), "a"),
    **dict.fromkeys(("p", "c", "u", "ud", "ug", "uj", "ul", "uz", "uv", "d", "r", "rr", "y", "e", "k"), "f"),
    **dict.fromkeys(("m", "mq", "mg"), "m"),
    "q": "q",
    "t": "t",
    "ns": "s",
    **dict.fromkeys(("nr", "nrt", "nrfg"), "h"),
    "nz": "z",
    "j": "n",
}
LEAST = {"n": 8, "v": 8, "w": 3, "a": 8, "f": 3, "m": 30, "q": 30, "t": 20, "s": 3, "h": 60, "z": 20}
#: Words that end as firms do (保险公司 and brands alike) are judged by jobs/data/company_words.tsv instead.
SUFFIX = re.compile(r"(?:公司|集团|银行|厂|合作社|商行)$")
HEAD = """# General Chinese words: word, class, cost (-10 ln of its share of running text).
# Origin: dict.txt of jieba 0.42.1, made small by tools/make_words.py. Licence: MIT (Copyright Sun Junyi).
# Classes: n noun, v verb, w verb serving as noun, a attribute, f function word, m number, q measure, t time, s place, h person, z other proper name
"""


def main() -> None:
    """Read jieba's dictionary from the path given and write the table."""
    rows = [line.split() for line in Path(sys.argv[1]).read_text("utf-8").splitlines()]
    total = sum(int(row[1]) for row in rows)
    kept = []
    for word, count, tag in (row for row in rows if len(row) == 3):
        kind = CLASSES.get(tag)
        if kind is None or not all("\u4e00" <= c <= "\u9fff" for c in word) or len(word) > 6:
            continue
        if int(count) < LEAST[kind] or SUFFIX.search(word):
            continue
        kept.append((word, kind, round(-10 * math.log(int(count) / total))))
    TARGET.write_text(HEAD + "".join(f"{word}\t{kind}\t{cost}\n" for word, kind, cost in sorted(kept)), "utf-8")
    print(f"{len(kept)} words -> {TARGET.name}")


if __name__ == "__main__":
    main()
