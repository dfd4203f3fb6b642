"""Pages a second of the news reader beside trafilatura and readability-lxml, on one core, over pages of a folder.

    python bench/news.py ../shared/data/news [--rounds 3]

Prints CPU seconds as pages/s and as a ratio. Where gold.json lies beside the pages, the body's F1 too. The two libraries are not
dependencies; one that is not installed is said to be absent.
"""

from __future__ import annotations

import argparse
import importlib
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

from jobs.model import Page
from scrapers.families.news import article
from scrapers.fetch import decode

Read = Callable[[Page], str]


def ours(page: Page) -> str:
    found = article(page)
    return found.body if found else ""


def readers() -> Iterator[tuple[str, Read | None]]:
    """Each reader by name; None when it is not installed."""
    yield "ours (body, title, day, source, teasers)", ours
    yield "trafilatura, favor_precision (body)", _trafilatura(with_metadata=False)
    yield "trafilatura, favor_precision (body, title, day)", _trafilatura(with_metadata=True)
    yield "readability-lxml", _readability()


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
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    known = pages(options.folder)
    if not known:
        parser.error(f"no .html in {options.folder}")
    beside = options.folder / "gold.json"
    gold = {story["file"]: story["body"] for story in json.loads(beside.read_text())} if beside.exists() else {}
    print(f"{len(known)} pages, {sum(len(page.text) for page in known.values()) // len(known) // 1000} thousand characters each")
    speeds: dict[str, float] = {}
    for name, read in readers():
        if read is None:
            print(f"{name:50} not installed")
            continue
        began = time.process_time()
        for _ in range(options.rounds):
            texts = {file: read(page) for file, page in known.items()}
        speeds[name] = len(known) * options.rounds / (time.process_time() - began)
        quality = sum(f1(texts[file], body) for file, body in gold.items()) / len(gold) if gold else float("nan")
        ratio = next(iter(speeds.values())) / speeds[name]
        print(f"{name:50} {speeds[name]:7.1f} pages/s   1 / {ratio:.1f}   body F1 {quality:.3f}")


if __name__ == "__main__":
    main()
