"""How well news is read: stories on real pages, on pages made difficult, in shapes of our own; links of lists; copies of one story.

    python -m tools.measure_news, or: python -m tools.measure_news --variants

The body is measured by the multiset F1 of its 4-character shingles, title and source by equality without spaces, day by equality.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from jobs import stories
from jobs.model import Article, Page
from jobs.store.stories import MOST_CANDIDATES, NO_REVIEW
from scrapers.families.news import article
from scrapers.fetch import decode
from tools import news_lists
from tools.news_variants import CHANGES, SHAPES, Told
from tools.story_copies import Doc, docs

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared"))
FETCHED = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
WHAT = ("body", "title", "day", "source")
#: Shapes that name no source where a reader could know it for one.
NO_SOURCE = ("forum", "mobile")


@dataclass(frozen=True, slots=True)
class Gold:
    """A page and what stands on it."""

    page: Page
    title: str
    day: str | None
    source: str | None
    body: str

    def scores(self, found: Article | None) -> dict[str, float]:
        """0..1 for each of WHAT."""
        if found is None:
            return dict.fromkeys(WHAT, 0.0)
        day = found.published_on.isoformat() if found.published_on else None
        same = "".join((found.title or "").split()) == "".join(self.title.split())
        return {
            "body": f1(found.body, self.body),
            "title": float(same),
            "day": float(day == self.day),
            "source": float(found.source == self.source),
        }


def gold(shared: Path) -> list[Gold]:
    """The annotated pages beside the project."""
    folder = shared / "data" / "news"
    return [_gold(folder, told) for told in json.loads((folder / "gold.json").read_text("utf-8"))]


def _gold(folder: Path, told: dict[str, Any]) -> Gold:
    content = (folder / told["file"]).read_bytes()
    text, charset = decode(content, None, None)
    page = Page("https://news.example.com/story.html", 200, {}, content, text, charset, FETCHED)
    return Gold(page, told["title"], told["date"], told["source"], told["body"])


def f1(found: str, expected: str) -> float:
    """Multiset F1 of 4-character shingles."""
    ours, theirs = _shingles(found), _shingles(expected)
    return 2 * (ours & theirs).total() / (ours.total() + theirs.total())


def _shingles(text: str) -> Counter[str]:
    squeezed = "".join(text.split())
    return Counter(squeezed[at : at + 4] for at in range(max(1, len(squeezed) - 3)))


def mean(rows: list[dict[str, float]]) -> dict[str, float]:
    """The mean of each figure."""
    return {what: sum(row[what] for row in rows) / len(rows) for what in WHAT}


# ---------------------------------------------------------------- pages made difficult


def changed(pages: list[Gold]) -> dict[str, dict[str, float]]:
    """Means for each way of making a real page difficult."""
    return {
        name: mean([each.scores(article(replace(each.page, text=change(each.page.text)))) for each in pages])
        for name, change in CHANGES.items()
    }


def shaped(pages: list[Gold]) -> dict[str, dict[str, float]]:
    """Means for the real stories in each shape of our own: whole, their longest paragraph alone, two short paragraphs."""
    found: dict[str, dict[str, float]] = {}
    for kind, cut in (("whole", _whole), ("one paragraph", _longest), ("two short", _short)):
        tellable = [told for each in pages if (told := cut(each)) is not None]
        for name, shape in SHAPES.items():
            rows = [_expected(told, shape(told)).scores(article(replace(pages[0].page, text=shape(told)))) for told in tellable]
            if name in NO_SOURCE:
                rows = [{**row, "source": 1.0} for row in rows]
            found[f"{name}, {kind}"] = mean(rows)
    return found


def _told(each: Gold, paragraphs: list[str]) -> Told | None:
    if sum(map(len, paragraphs)) < 60:
        return None
    return Told(each.title.split(" 来源")[0], date.fromisoformat(each.day or "2020-05-06"), each.source or "示例日报", paragraphs)


def _whole(each: Gold) -> Told | None:
    return _told(each, [line for line in each.body.split("\n") if line.strip()])


def _longest(each: Gold) -> Told | None:
    return _told(each, [max(each.body.split("\n"), key=len)])


def _short(each: Gold) -> Told | None:
    return _told(each, [line for line in each.body.split("\n") if 25 <= len(line) <= 90 and ("。" in line or "，" in line)][:2])


def _expected(told: Told, text: str) -> Gold:
    page = Page("https://news.example.com/story.html", 200, {}, b"", text, "utf-8", FETCHED)
    return Gold(page, told.title, told.day.isoformat(), told.source, "\n".join(told.paragraphs))


# ---------------------------------------------------------------- copies of one story


class Index:
    """Grouping in memory, as jobs.store.stories does it in SQL: candidates by their smallest hashes, then the best copy."""

    def __init__(self) -> None:
        self._by_hash: dict[int, list[int]] = defaultdict(list)
        self._told: list[stories.Told] = []
        self.story: list[int] = []

    def add(self, doc: Doc) -> None:
        """Put a document into the story it tells, or begin one."""
        mine = stories.told(doc.title, doc.body, doc.day)
        hashes = stories.sketch(mine)
        hits: Counter[int] = Counter()
        for others in (self._by_hash[value] for value in hashes if value in self._by_hash):
            worth = 1_000_000 // len(others)
            for other in others:
                hits[other] += worth
        alike = [
            (stories.containment(mine, self._told[other]), -other)
            for other, _ in hits.most_common(MOST_CANDIDATES)
            if stories.same_story(mine, self._told[other])
        ]
        number = len(self._told)
        self._told.append(mine)
        self.story.append(self.story[-max(alike)[1]] if alike else number)
        near = {self.story[-other] for _, other in alike if len(mine.text) <= NO_REVIEW * len(self._told[-other].text)}
        if len(near) > 1:
            self.story = [min(near) if story in near else story for story in self.story]
        for value in hashes[: stories.KEPT]:
            self._by_hash[value].append(number)


def grouped(found: list[Doc]) -> dict[str, float]:
    """Pairwise precision and recall of the groups, and documents a second of one core."""
    began = time.process_time()
    for doc in found:
        stories.sketch(stories.told(doc.title, doc.body, doc.day))
    sketched = time.process_time() - began
    began = time.process_time()
    index = Index()
    for doc in found:
        index.add(doc)
    spent = time.process_time() - began
    both = Counter((doc.story, story) for doc, story in zip(found, index.story, strict=True))
    hits, ours, theirs = _pairs(both), _pairs(Counter(index.story)), _pairs(Counter(doc.story for doc in found))
    return {
        "grouping precision": hits / max(1, ours),
        "grouping recall": hits / max(1, theirs),
        "sketched a second": len(found) / sketched,
        "grouped a second": len(found) / spent,
    }


def _pairs(counts: Counter[Any]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


# ---------------------------------------------------------------- all


def measure(shared: Path) -> dict[str, float]:
    """Every figure that has a floor in tests/floors/news.json."""
    pages = gold(shared)
    real = mean([each.scores(article(each.page)) for each in pages])
    hard, shapes = changed(pages), shaped(pages)
    began = time.process_time()
    for each in pages:
        article(each.page)
    spent = time.process_time() - began
    return {
        **real,
        **_over("changed pages", hard),
        **_over("other shapes", shapes),
        **news_lists.measure(),
        **grouped(docs(400, 6)),
        "pages a second": len(pages) / spent,
    }


def _over(name: str, rows: dict[str, dict[str, float]]) -> dict[str, float]:
    means = {f"{what}, {name}": value for what, value in mean(list(rows.values())).items()}
    return {**means, f"body, {name}, worst": min(row["body"] for row in rows.values())}


def _lines(rows: dict[str, dict[str, float]]) -> Iterator[str]:
    for name, row in rows.items():
        yield f"{name:44}" + "".join(f"{row[what]:8.3f}" for what in WHAT)


def main() -> None:
    """Print every figure; with --variants a row for each change and shape."""
    if "--variants" in sys.argv:
        pages = gold(SHARED)
        print(" " * 44 + "".join(f"{what:>8}" for what in WHAT), *_lines(changed(pages)), *_lines(shaped(pages)), sep="\n")
        return
    for name, value in measure(SHARED).items():
        print(f"{name:36} {value:10.3f}")


if __name__ == "__main__":
    main()
