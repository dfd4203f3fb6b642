"""What hostile pages cost each reader: family, case, outcome, seconds, MB. `python tools/measure_hostile.py [FAMILY …] [--many N] [--all]`.

Every page is read in a process of its own, forked from one that has read its sample before; MB is what that process grew by beyond
the page itself. Prints what is slow (2 s), large (200 MB), killed, no ReadError, or a post that the sample does not hold; all with --all.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import resource
import select
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from pathlib import Path
from typing import Any

from jobs.errors import ReadError
from jobs.model import Ask, Page, Reading
from scrapers import families
from scrapers.fetch import decode
from tools import hostile_pages

PAGES = Path(__file__).resolve().parent.parent / "tests/pages"
FETCHED = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
MOST_SECONDS, MOST_MB, PATIENCE = 2.0, 200.0, 12
WHYS = {"list": "start", "feed": "start", "empty": "start", "post": "post", "closed": "post", "article": "article"}


def samples(names: list[str]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The sample pages of these families, or of all, beside what is expected of them."""
    for path in sorted(PAGES.glob("*/*")):
        beside = path.with_suffix(".expected.json")
        if ".expected" not in path.name and beside.exists() and (not names or path.parent.name in names):
            yield path, json.loads(beside.read_text())


def shape_of(path: Path, expected: dict[str, Any]) -> tuple[str, ...]:
    """Samples of one shape differ little: their family, the form of the file, the first word of its name, what it is read as."""
    return (path.parent.name, path.suffix, path.stem.split(".")[0].split("_")[0], expected["read"]["kind"])


def known_posts(expected: dict[str, Any]) -> set[tuple[str, str]]:
    """Title and firm of the sample's posts; a firm may be unknown where the page was cut."""
    return {(post["title"], firm) for post in expected["read"]["posts"] for firm in (post["company"] or "", "")}


def page_of(content: bytes, expected: dict[str, Any], kind: str = "") -> Page:
    """The page as the door would hand it over."""
    said = kind or expected.get("content_type", "")
    label = re.search(r"charset=([\w-]+)", said)
    text, charset = decode(content, label.group(1) if label else None, said or None)
    at = datetime.fromisoformat(expected["at"]).replace(tzinfo=UTC) if "at" in expected else FETCHED
    url = expected["url"]
    told = expected["read"]
    notice = bool(told.get("articles") and told.get("posts"))  # posts in a story
    why = "article" if notice else WHYS.get(told["kind"])
    return Page(url, 200, {"content-type": said}, content, text, charset, at, Ask(url, why) if why else None)


def read(page: Page, family: str) -> Reading:
    """As the family's own source reads it, or, without a family, as a saved page is read."""
    if family:
        source = families.families()[family].for_page(page)
        if source is None:
            raise ReadError("这一页没有来源", page.url)
        return source.read(page)
    return families.read(page)


def apart(page: Page, family: str) -> dict[str, Any]:
    """Outcome, seconds and MB of reading the page in a forked process."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        with contextlib.suppress(BaseException):
            os.write(theirs, json.dumps(_measured(page, family)).encode()[:60_000])
        os._exit(0)
    os.close(theirs)
    told = b""
    if select.select([ours], [], [], PATIENCE * 2)[0]:
        told = os.read(ours, 65_536)
    else:
        os.kill(child, signal.SIGKILL)
    os.close(ours)
    os.waitpid(child, 0)
    found: dict[str, Any] = json.loads(told) if told else {"outcome": "KILLED", "seconds": float(PATIENCE), "mb": 0.0, "bad": True}
    return found


def _measured(page: Page, family: str) -> dict[str, Any]:
    Path("/proc/self/clear_refs").write_text("5")  # the peak starts anew
    before, began = _kilobytes("VmRSS"), time.process_time()
    bad, posts = False, []
    try:
        reading = read(page, family)
        outcome = f"{reading.kind} {len(reading.sightings)} posts {len(reading.articles)} articles {len(reading.asks)} asks"
        outcome += " complete" if reading.complete else ""
        outcome += f" ({reading.said})" if reading.said else ""
        posts = [(one.title, one.company or "") for one in reading.sightings[:20]]
    except ReadError as error:
        outcome = f"{error.kind}: {error.missing}"[:100]
    except BaseException as error:  # noqa: BLE001  # what else is raised is what we look for
        outcome, bad = f"CRASH {type(error).__name__}: {error}"[:160], True
    seconds = time.process_time() - began
    return {"outcome": outcome, "seconds": seconds, "mb": (_kilobytes("VmHWM") - before) / 1024, "bad": bad, "posts": posts}


def _kilobytes(name: str) -> int:
    return int(re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())[1])  # type: ignore[index]  # Linux always says it


def pages(path: Path, expected: dict[str, Any], many: int, deep: int = 10_000) -> Iterator[tuple[str, Page]]:
    """Every hostile form of one sample; those with too much of one thing only where `many` is not 0."""
    content = path.read_bytes()
    text = page_of(content, expected).text
    for name, answer in hostile_pages.answers().items():
        yield name, page_of(answer, expected)
    for at, part in enumerate(hostile_pages.cut(content, 12)):
        yield f"cut {at}", page_of(part, expected)
    for name, (answer, kind) in hostile_pages.miscoded(text).items():
        yield name, page_of(answer, expected, kind)
    makers = hostile_pages.stuffed(text, hostile_pages.kind_of(path.name), many, deep) if many else {}
    for name, make in makers.items():
        try:
            yield name, page_of(make(), expected)
        except (ValueError, AssertionError, IndexError, SyntaxError):
            continue  # this sample is already broken: nothing can be grown of it


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("families", nargs="*")
    parser.add_argument("--many", type=int, default=100_000)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="", help="cases whose name holds this")
    parser.add_argument("--own", action="store_true", help="only by the family's own source")
    told = parser.parse_args()
    worst: list[tuple[float, float, str]] = []
    seen: set[tuple[str, ...]] = set()
    for path, expected in samples(told.families):
        own = expected["read"]["family"] or path.parent.name
        known = known_posts(expected)
        with contextlib.suppress(ReadError):
            families.read(page_of(path.read_bytes(), expected))  # warm
        shape = shape_of(path, expected)
        for case, page in pages(path, expected, 0 if shape in seen else told.many):
            if told.only not in case:
                continue
            for family in (own,) if told.own else (own, ""):
                got = apart(page, family)
                line = f"{got['seconds']:6.2f} s {got['mb']:6.0f} MB  {path.parent.name}/{path.name:26} {family or 'any':14} {case:22} {got['outcome']}"
                odd = [] if case in GROWN else [post for post in map(tuple, got.get("posts", ())) if post not in known]
                worst.append((got["seconds"], got["mb"], line))
                if told.all or got["bad"] or got["seconds"] > MOST_SECONDS or got["mb"] > MOST_MB or odd:
                    print(line, f"NOT OF THE SAMPLE: {odd[:2]}" if odd else "", flush=True)
        seen.add(shape)
    print(f"{len(worst)} readings; slowest and largest:")
    for line in dict.fromkeys(one[2] for by in (0, 1) for one in sorted(worst, key=itemgetter(by), reverse=True)[:8]):
        print(line)


#: Cases that add posts of their own.
GROWN = frozenset(
    (
        "rows",
        "embedded rows",
        "labels",
        "links",
        "headings",
        "table",
        "wide table",
        "spans",
        "unclosed",
        "breaks",
        "cells",
        "huge text",
        "huge space",
        "huge markup",
        "lists in every field",
        "CDATA",
        "undefined entities",
        "escaped scripts",
    )
)

if __name__ == "__main__":
    main()
