"""Pages a second of each family, on one core, beside the bare parse of the same pages: lxml.html.fromstring, or etree for XML.

    python bench/read.py [FOLDER ...] [--rounds 5] [--least 2000]

FOLDERs hold one folder a family of pages; tests/pages, and ../shared/pages where it is, unless named. Pages that no family reads are
left out. A page's time is the best of the rounds; a family's ratio is the time of its pages over that of their bare parse, so that
large pages weigh more. `--least` leaves out pages of fewer bytes, on which calling alone costs more than parsing.

Each family has its pages as recorded, the same page each round, and, where rows can be told apart, a full list of FULL rows made of them
(`full_pages`), another one each round: what was remembered of one round helps the next only as far as lists repeat themselves. JSON
is no HTML: beside the parse of its bytes as if it were, which is the common measure, stands json.loads, and json.loads with the parse of
every text of HTML inside, which is the least that a reader of it has to do. For HTML the least is a look: the parse, one walk that reads each
element's class and text, and a record made for each post, with no value read and nothing looked for; how many times the bare parse that
takes bounds every reader in Python. Writes bench/results/read.json.
"""

from __future__ import annotations

import argparse
import gc
import html
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # run from a checkout, without installing

import lxml.html
from lxml import etree

from bench import full_pages
from jobs.errors import ReadError
from jobs.model import Page, Reading, Sighting
from scrapers import families
from scrapers.fetch import decode
from scrapers.source import Source

ROOT = Path(__file__).resolve().parent.parent
SUFFIXES = (".html", ".json", ".xml")
#: A made page with fewer posts is none of a full list.
LEAST_FULL = 20
Row = dict[str, float | int | None]


@dataclass(frozen=True, slots=True)
class Timed:
    """Pages of one kind: seconds to read them, to parse them barely, and the least that JSON asks for."""

    name: str  # family and kind
    pages: int
    size: int
    posts: int
    read: float
    bare: float
    loads: float = 0.0  # json.loads
    inside: float = 0.0  # and the parse of the HTML inside
    look: float = 0.0  # the parse of HTML, a walk and the records


def pages(folders: list[Path], least: int) -> Iterator[tuple[Path, Page]]:
    for path in sorted(path for folder in folders for path in folder.glob("*/*")):
        if path.suffix not in SUFFIXES or ".expected" in path.name or path.stat().st_size < least:
            continue
        text, charset = decode(path.read_bytes(), "GBK" if ".gbk." in path.name else None)
        yield path, Page("https://jobs.example.com/x", 200, {}, path.read_bytes(), text, charset, datetime(2026, 11, 24, tzinfo=UTC))


def timed(page: Page, kind: str, rounds: int) -> tuple[Timed, Timed | None] | None:
    """A page as recorded and as a full list; None for a page that is not read: an error's time says nothing."""
    try:
        reading = families.read(page)
    except ReadError:
        return None
    source = next((family.for_page(page) for _, family in families.recognise(page) if family.family == reading.family), None)
    if source is None:
        return None
    name = f"{reading.family} {_notation(page.text) if reading.family == 'schemaorg' else kind}"
    recorded = _measured(name, kind, source, [page] * rounds)
    made = [full for turn in range(rounds) if (full := _full(page, reading, turn, kind))]
    whole = _measured(name, kind, source, made) if len(made) == rounds else None
    if recorded is None:
        return None
    return recorded, whole if whole and whole.posts >= LEAST_FULL else None


def _notation(text: str) -> str:
    return "JSON-LD" if "ld+json" in text else "microdata" if "itemtype" in text else "RDFa"


def _full(page: Page, reading: Reading, turn: int, kind: str) -> Page | None:
    try:
        return full_pages.full(page, reading, turn, kind)
    except (etree.XMLSyntaxError, ValueError):
        return None  # a sample of a page that is broken


def _measured(name: str, kind: str, source: Source, made: list[Page]) -> Timed | None:
    """The best of the pages, of one page each round."""
    try:
        posts = len(source.read(made[0]).sightings)
    except ReadError:
        return None
    gc.collect()
    read = min(_once(lambda page=page: source.read(page)) for page in made)  # type: ignore[misc]  # mypy cannot infer a default of a lambda
    bare = min(_once(_bare(kind, page.text)) for page in made)
    found = Timed(name, 1, len(made[0].content), posts, read, bare)
    if kind == "html":
        return replace(found, look=min(_once(_look(page, source.read(page))) for page in made))
    if kind != "json":
        return found
    loads = min(_once(lambda page=page: json.loads(page.text)) for page in made)  # type: ignore[misc]  # as above
    texts = [text for text in _texts(json.loads(made[0].text)) if "<" in text or "&lt;" in text]
    inside = min(_once(lambda: [lxml.html.fromstring(html.unescape(text)) for text in texts]) for _ in made)
    return replace(found, loads=loads, inside=loads + inside)


def _look(page: Page, reading: Reading) -> Callable[[], object]:
    content = page.text.encode("utf-8", "replace")
    told = [{field.name: getattr(one, field.name) for field in fields(one)} for one in reading.sightings]

    def look() -> object:
        root = lxml.html.fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))
        seen = [(element.get("class"), element.text) for element in root.iter()]
        return seen, [Sighting(**one) for one in told]

    return look


def _texts(data: object) -> Iterator[str]:
    stack = [data]
    while stack:
        one = stack.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict | list):
            stack.extend(one.values() if isinstance(one, dict) else one)


def _bare(kind: str, text: str) -> Callable[[], object]:
    content = text.encode("utf-8", "replace")
    if kind == "xml":
        return lambda: etree.fromstring(content, etree.XMLParser(recover=True, resolve_entities=False, encoding="utf-8"))
    return lambda: lxml.html.fromstring(content, parser=lxml.html.HTMLParser(encoding="utf-8"))


def _once(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def summed(found: list[Timed]) -> dict[str, Row]:
    """By family and kind of page, the largest ratio first."""
    groups: dict[str, list[Timed]] = {}
    for one in found:
        groups.setdefault(one.name, []).append(one)
    rows: dict[str, Row] = {}
    for name, group in groups.items():
        read, bare = sum(one.read for one in group), sum(one.bare for one in group)
        loads, inside, look = (sum(getattr(one, name) for one in group) for name in ("loads", "inside", "look"))
        rows[name] = {
            "pages": len(group),
            "posts": sum(one.posts for one in group),
            "kilobytes": round(sum(one.size for one in group) / 1000, 1),
            "pages_per_second": round(len(group) / read),
            "bare_per_second": round(len(group) / bare),
            "ratio": round(read / bare, 1),
            "ratio_json_loads": round(read / loads, 1) if loads else None,
            "ratio_json_and_html_inside": round(read / inside, 1) if inside else None,
            "ratio_look": round(read / look, 1) if look else None,
            "look_to_bare": round(look / bare, 1) if look else None,
        }
    return dict(sorted(rows.items(), key=lambda row: -(row[1]["ratio"] or 0)))


def show(title: str, rows: dict[str, Row]) -> None:
    heads = ("pages", "posts", "kilobytes", "pages_per_second", "bare_per_second", "ratio")
    others = ("ratio_json_loads", "ratio_json_and_html_inside", "ratio_look", "look_to_bare")
    names = ("pages", "posts", "KB", "pages/s", "bare/s", "ratio", "/loads", "/inside", "/look", " look/bare")
    print(f"\n{title:24}" + "".join(f"{name:>9}" for name in names))
    for name, row in rows.items():
        numbers = (row[key] for key in (*heads, *others))
        print(f"{name:24}" + "".join(f"{'' if number is None else number:>9}" for number in numbers))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folders", type=Path, nargs="*", default=[ROOT / "tests" / "pages", ROOT.parent / "shared" / "pages"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--least", type=int, default=2_000)
    options = parser.parse_args()
    found = [both for path, page in pages(options.folders, options.least) if (both := timed(page, path.suffix[1:], options.rounds))]
    recorded, full = summed([one for one, _ in found]), summed([one for _, one in found if one])
    show("as recorded", recorded)
    show("full lists", full)
    results = ROOT / "bench" / "results"
    results.mkdir(exist_ok=True)
    told = {"rounds": options.rounds, "least_bytes": options.least, "as_recorded": recorded, "full_lists": full}
    (results / "read.json").write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
