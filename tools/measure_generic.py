"""How well the generic reader reads pages nobody described to it: precision and recall of each field.

Two sets. The pages of tests/pages/generic, each beside what a person reads on it ("person" in its expected JSON; the figures of
one half were not looked at until the reader was done; one hand wrote both). And recorded pages of platforms, beside what their own families
read: `python tools/measure_generic.py [SHARED]`.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from jobs.errors import ReadError
from jobs.model import Page, Reading
from scrapers import families
from scrapers.families.generic import Generic
from scrapers.fetch import decode

PAGES = Path(__file__).resolve().parent.parent / "tests/pages/generic"
FETCHED = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
FIELDS = ("title", "company", "place", "pay", "posted_on", "url")
#: Recorded pages of platforms, with the address and header they came with.
RECORDED = (
    ("74cms/list_v3.html", "http://127.0.0.1:8093/jobs/jobs-list.php", "utf-8"),
    ("74cms/list_v3_p2.html", "http://127.0.0.1:8093/jobs/jobs-list.php?page=2", "utf-8"),
    ("74cms/detail_v3_id1.html", "http://127.0.0.1:8093/jobs/jobs-show.php?id=1", "utf-8"),
    ("phpyun/list_pc_search.gbk.html", "http://127.0.0.1:8092/index.php?m=com&c=search&cityid=52", "GBK"),
    ("phpyun/list_pc_search_p5_last.gbk.html", "http://127.0.0.1:8092/index.php?m=com&c=search&cityid=52&page=5", "GBK"),
    ("phpyun/detail_pc_id1.gbk.html", "http://127.0.0.1:8092/index.php?m=com&c=comapply&id=1", "GBK"),
    ("wp-job-manager/list_static.html", "http://127.0.0.1:8091/jobs-static/", "utf-8"),
    ("wp-job-manager/detail.html", "http://127.0.0.1:8091/job/%e7%84%8a%e5%b7%a5/", "utf-8"),
)

Post = Mapping[str, Any]


def by_set(shared: Path | None = None) -> dict[str, dict[str, float]]:
    """Precision and recall of each field: {"own": {"title.precision": 1.0 …}, "unseen": …, "platforms": …}; the last needs `shared`."""
    pairs = list(_own())
    found = {
        "own": _figures([(wanted, got) for _, wanted, got in pairs]),
        "unseen": _figures([(wanted, got) for half, wanted, got in pairs if half == "unseen"]),
    }
    if shared is not None and (shared / "pages").is_dir():
        found["platforms"] = _figures(list(_platforms(shared / "pages")))
    return found


def measure(shared: Path) -> dict[str, float]:
    """The same in one table for tools.quality: {"platforms title.precision": 1.0 …}."""
    return {f"{name} {figure}": value for name, figures in by_set(shared).items() for figure, value in figures.items()}


def read(page: Page) -> Reading | None:
    """The page as the generic reader alone sees it; None when it says it cannot."""
    try:
        return Generic.for_page(page).read(page)
    except ReadError:
        return None


def load(path: Path, url: str, header: str | None = None) -> Page:
    """A saved page."""
    content = path.read_bytes()
    text, charset = decode(content, header)
    return Page(url, 200, {}, content, text, charset, FETCHED)


def posts(reading: Reading | None) -> list[Post]:
    """What is compared of a reading."""
    shown: list[Post] = []
    for post in reading.sightings if reading else ():
        pay = [post.pay.min, post.pay.max, post.pay.unit] if post.pay and (post.pay.min or post.pay.max) else None
        own = post.url if reading and (len({each.url for each in reading.sightings}) > 1 or post.detail) else None
        shown.append(
            {
                "title": post.title,
                "company": post.company,
                "place": " | ".join(place.text for place in post.places) or None,
                "pay": pay,
                "posted_on": post.posted_on.isoformat() if post.posted_on else None,
                "url": own,
            }
        )
    return shown


def _own() -> Iterator[tuple[str, list[Post], list[Post]]]:
    for path in sorted(PAGES.glob("*.html")):
        expected = json.loads(path.with_suffix(".expected.json").read_text())
        if "person" in expected:
            page = load(path, expected["url"], expected.get("content_type"))
            yield expected["person"]["half"], expected["person"]["posts"], posts(read(page))


def _platforms(pages: Path) -> Iterator[tuple[list[Post], list[Post]]]:
    for name, url, header in RECORDED:
        page = load(pages / name, url, header)
        yield posts(families.read(page)), posts(read(page))


def _figures(pairs: Sequence[tuple[list[Post], list[Post]]]) -> dict[str, float]:
    """Posts are matched by address and title, then by title alone; a wrong value is wrong both ways."""
    right, said, there = (dict.fromkeys(FIELDS, 0) for _ in range(3))
    for wanted, got in pairs:
        matched = list(_matched(wanted, got))
        for name in FIELDS:
            said[name] += sum(post[name] is not None for post in got)
            there[name] += sum(post[name] is not None for post in wanted)
            right[name] += sum(one[name] is not None and one[name] == other[name] for one, other in matched)
    figures: dict[str, float] = {}
    for name in FIELDS:
        figures[f"{name}.precision"] = round(right[name] / said[name], 4) if said[name] else 1.0
        figures[f"{name}.recall"] = round(right[name] / there[name], 4) if there[name] else 1.0
    figures["posts"] = sum(len(wanted) for wanted, _ in pairs)
    return figures


def _matched(wanted: list[Post], got: list[Post]) -> Iterator[tuple[Post, Post]]:
    left = list(got)
    for key in (("title", "url"), ("title", "company"), ("title",), ("url",)):
        for one in list(wanted):
            other = next((each for each in left if all(each[name] == one[name] and one[name] for name in key)), None)
            if other is not None:
                left.remove(other)
                wanted = [each for each in wanted if each is not one]
                yield one, other


if __name__ == "__main__":
    for name, figures in by_set(Path(sys.argv[1]) if len(sys.argv) > 1 else None).items():
        print(f"{name}: {figures.pop('posts'):g} posts")
        for field in FIELDS:
            print(f"  {field:10} precision {figures[f'{field}.precision']:.3f}  recall {figures[f'{field}.recall']:.3f}")
