"""Pages a second of the news reader beside trafilatura and readability-lxml, and sentences a second of the finder beside jieba.

    python bench/news.py [FOLDER] [--rounds 3]

On one core, over the pages of a folder: ../shared/data/news where it is, our sample pages elsewhere, unless named.

Prints CPU seconds as pages/s and as ratios, bodies against bodies and the whole against the whole; where gold.json lies beside the
pages, the body's F1 too. Writes bench/results/news.json. The peers come with requirements-bench.txt and are not in the product; one that is not installed is said to be absent.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

from bench.names import OWN
from bench.names import speed as finding
from jobs.model import Page
from scrapers.families.news import article
from scrapers.families.news.body import Weights, paragraphs, story
from scrapers.families.news.facts import title
from scrapers.families.news.outline import outline
from scrapers.fetch import decode

Read = Callable[[Page], str]
ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results" / "news.json"
RECORDED = Path(os.environ.get("SHARED_DIR", ROOT.parent / "shared")) / "data" / "news"


def ours(page: Page) -> str:
    found = article(page)
    return found.body if found else ""


def ours_body(page: Page) -> str:
    """The body alone, as the other readers give it: no source, day and teasers."""
    seen = outline(page.text)
    weights = Weights.of(seen)
    span = story(seen, weights)
    return "\n".join(paragraphs(seen, weights, span, title(seen, span[0], weights.headline)[0]))


def readers() -> Iterator[tuple[str, Read | None]]:
    """Each reader by name; None when it is not installed."""
    yield "ours, body", ours_body
    yield "ours, body, title, day, source, teasers", ours
    yield "trafilatura favor_precision, body", _trafilatura(with_metadata=False)
    yield "trafilatura favor_precision, body, title, day", _trafilatura(with_metadata=True)
    yield "readability-lxml, body", _readability()


def _trafilatura(*, with_metadata: bool) -> Read | None:
    try:
        extract = importlib.import_module("trafilatura").extract
    except ImportError:
        return None
    return lambda page: extract(page.text, favor_precision=True, include_comments=False, with_metadata=with_metadata) or ""


def _readability() -> Read | None:
    try:
        document, parse = importlib.import_module("readability").Document, importlib.import_module("lxml.html").fromstring
    except ImportError:
        return None
    return lambda page: str(parse(document(page.text).summary()).text_content())


def pages(folder: Path) -> dict[str, Page]:
    found = {}
    for path in sorted(folder.glob("*.htm*")):
        text, charset = decode(path.read_bytes(), None, None)
        found[path.name] = Page("https://news.example.com/1.html", 200, {}, b"", text, charset, datetime(2026, 11, 24, tzinfo=UTC))
    return found


def f1(found: str, expected: str) -> float:
    """Multiset F1 of 4-character shingles."""
    a, b = (
        Counter(text[at : at + 4] for at in range(max(1, len(text) - 3))) for text in ("".join(found.split()), "".join(expected.split()))
    )
    return 2 * (a & b).total() / max(1, a.total() + b.total())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", default=RECORDED if RECORDED.is_dir() else ROOT / "tests" / "pages" / "news")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    known = pages(options.folder)
    if not known:
        parser.error(f"no .html in {options.folder}")
    beside = options.folder / "gold.json"
    gold = {story["file"]: story["body"] for story in json.loads(beside.read_text())} if beside.exists() else {}
    characters = sum(len(page.text) for page in known.values()) // len(known)
    print(f"{len(known)} pages, {characters // 1000} thousand characters each")
    speeds, quality = _run(known, gold, options.rounds)
    for name, speed in speeds.items():
        print(f"{name:50} {speed:7.1f} pages/s   body F1 {quality[name]:.3f}")
    for name, ratio in _ratios(speeds).items():
        print(f"{name:50} {ratio:7.1f} x")
    told = {"python": platform.python_version(), "pages": len(known), "characters": characters}
    told |= {"pages_a_second": _rounded(speeds, 1), "body_f1": _rounded(quality, 3), "ratio": _rounded(_ratios(speeds), 1)}
    print()
    told["finding"] = finding(OWN)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(told, indent=2) + "\n")


def _run(known: dict[str, Page], gold: dict[str, str], rounds: int) -> tuple[dict[str, float], dict[str, float]]:
    """Pages a second and the body's F1 of every reader that is installed: all warm, taking turns, of each the best round, as timeit does it."""
    installed = {name: read for name, read in readers() if read is not None}
    texts = {name: {file: read(page) for file, page in known.items()} for name, read in installed.items()}
    best = dict.fromkeys(installed, float("inf"))
    for _ in range(rounds):
        for name, read in installed.items():
            gc.collect()  # or one reader pays for another's garbage
            began = time.process_time()
            for page in known.values():
                read(page)
            best[name] = min(best[name], time.process_time() - began)
    quality = {name: sum(f1(each[file], body) for file, body in gold.items()) / max(1, len(gold)) for name, each in texts.items()}
    return {name: len(known) / seconds for name, seconds in best.items()}, quality


def _ratios(speeds: dict[str, float]) -> dict[str, float]:
    bodies = {name for name in speeds if name.endswith(", body")}
    ours = {True: speeds["ours, body"], False: speeds["ours, body, title, day, source, teasers"]}
    return {f"ours by {name}": ours[name in bodies] / speed for name, speed in speeds.items() if not name.startswith("ours")}


def _rounded(figures: dict[str, float], digits: int) -> dict[str, float]:
    return {name: round(value, digits) for name, value in figures.items()}


if __name__ == "__main__":
    main()
