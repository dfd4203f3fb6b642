"""How fast titles come to their occupations, beside a search for the table's names one by one, which is what a plain list of words does.

    python bench/occupations.py

CPU seconds of one core, the best of five rounds, no title twice. Writes bench/results/occupations.json.
"""

from __future__ import annotations

import json
import platform
import random
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

from jobs import occupations

RESULTS = Path(__file__).resolve().parent / "results" / "occupations.json"
ROUNDS, TITLES = 5, 50_000


def titles(seed: int) -> list[str]:
    """Names of the table, and some of none, between what boards put around them."""
    chance = random.Random(seed)
    names = [*occupations.table().names, *(f"古法{maker}师" for maker in "纸笔墨砚琴")]
    before, behind = ("急招", "", "诚聘", "大同", "【高薪】", "示例机械有限公司"), ("", "5名", "（包吃住）", " 6000-8000元", "-双休")
    return [f"{chance.choice(before)}{chance.choice(names)}{chance.choice(behind)}{number}" for number in range(TITLES)]


def main() -> None:
    """Print the table and keep it."""
    took, plain = [], []
    names = sorted(occupations.table().names, key=len, reverse=True)
    for seed in range(ROUNDS):
        asked = titles(seed)
        began = time.process_time()
        for title in asked:
            occupations.occupation(title)
        took.append(time.process_time() - began)
        began = time.process_time()
        for title in asked[:1000]:
            next((name for name in names if name in title), None)
        plain.append((time.process_time() - began) * len(asked) / 1000)
    told = {
        "python": platform.python_version(),
        "titles_a_second": round(TITLES / min(took)),
        "one_by_one_a_second": round(TITLES / min(plain)),
        "ratio": round(min(plain) / min(took), 1),
    }
    RESULTS.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
