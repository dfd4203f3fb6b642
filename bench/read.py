"""Pages a second of each family, on one core, beside the bare parse of the same pages: lxml.html.fromstring, or json.loads for JSON.

    python bench/read.py [FOLDER ...] [--rounds 5] [--least 2000]

FOLDERs hold one folder a family of pages; tests/pages, and ../shared/pages where it is, unless named. Pages that no family reads are
left out. A page's time is the best of the rounds; a family's ratio is the time of its pages over that of their bare parse, so that
large pages weigh more. `--least` leaves out pages of fewer bytes, on which calling alone costs more than parsing. Writes
bench/results/read.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

import lxml.html
from lxml import etree

from jobs.errors import ReadError
from jobs.model import Page
from scrapers import families
from scrapers.fetch import decode

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".html", ".json", ".xml")


@dataclass(frozen=True, slots=True)
class Timed:
    """One page: seconds to read it, and to parse it barely."""

    family: str
    kind: str  # html, xml, json
    size: int
    posts: int
    read: float
    bare: float


def pages(folders: list[Path], least: int) -> Iterator[tuple[Path, Page]]:
    for path in sorted(path for folder in folders for path in folder.glob("*/*")):
        if path.suffix not in SUFFIXES or ".expected" in path.name or path.stat().st_size < least:
            continue
        text, charset = decode(path.read_bytes(), "GBK" if ".gbk." in path.name else None)
        yield path, Page("https://jobs.example.com/x", 200, {}, path.read_bytes(), text, charset, datetime(2026, 11, 24, tzinfo=UTC))


def timed(path: Path, page: Page, rounds: int) -> Timed | None:
    """None for a page that is not read: an error's time says nothing."""
    try:
        reading = families.read(page)
    except ReadError:
        return None
    source = next((family.for_page(page) for _, family in families.recognise(page) if family.family == reading.family), None)
    if source is None:
        return None
    return Timed(
        reading.family,
        path.suffix[1:],
        len(page.content),
        len(reading.sightings),
        _best(lambda: source.read(page), rounds),
        _best(_bare(path.suffix, page.text), rounds),
    )


def _bare(suffix: str, text: str) -> Callable[[], object]:
    if suffix == ".json":
        return lambda: json.loads(text)
    content = text.encode("utf-8", "replace")
    if suffix == ".xml":
        return lambda: etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False, encoding="utf-8"))
    return lambda: lxml.html.fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))


def _best(act: Callable[[], object], rounds: int) -> float:
    found = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        act()
        found = min(found, time.process_time() - began)
    return found


def summed(found: list[Timed]) -> dict[str, dict[str, float | int]]:
    """By family and kind of page, the largest ratio first."""
    groups: dict[str, list[Timed]] = {}
    for one in found:
        groups.setdefault(f"{one.family} {one.kind}", []).append(one)
    rows: dict[str, dict[str, float | int]] = {}
    for name, group in groups.items():
        read, bare = sum(one.read for one in group), sum(one.bare for one in group)
        rows[name] = {
            "pages": len(group),
            "posts": sum(one.posts for one in group),
            "kilobytes": round(sum(one.size for one in group) / 1000, 1),
            "pages_per_second": round(len(group) / read),
            "bare_per_second": round(len(group) / bare),
            "ratio": round(read / bare, 1),
        }
    return dict(sorted(rows.items(), key=lambda row: -row[1]["ratio"]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", type=Path, nargs="*", default=[ROOT / "tests" / "pages", ROOT.parent / "shared" / "pages"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--least", type=int, default=2_000)
    options = parser.parse_args()
    found = [one for path, page in pages(options.folders, options.least) if (one := timed(path, page, options.rounds))]
    rows = summed(found)
    print(f"{'family, kind':24}{'pages':>6}{'posts':>7}{'KB':>9}{'pages/s':>9}{'bare/s':>9}{'ratio':>7}")
    for name, row in rows.items():
        numbers = (row["pages"], row["posts"], row["kilobytes"], row["pages_per_second"], row["bare_per_second"], row["ratio"])
        print(f"{name:24}{numbers[0]:>6}{numbers[1]:>7}{numbers[2]:>9}{numbers[3]:>9}{numbers[4]:>9}{numbers[5]:>7}")
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    told = {"rounds": options.rounds, "least_bytes": options.least, "families": rows}
    (results / "read.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
