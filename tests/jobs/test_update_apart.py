"""Readers in processes of their own: what hangs, breaks or eats memory costs one page."""

from __future__ import annotations

import importlib
import multiprocessing
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from jobs.errors import ReadError
from jobs.model import Article, Ask, Experience, Page, Pay, PlaceReading, Reading, Sighting, Teaser
from jobs.update.apart import Readers
from jobs.update.line import receive_answer, receive_page, send_answer, send_page

NOW = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)

#: The child imports its sources by name, so they must live in a module.
SITE = """
from dataclasses import dataclass
from jobs.errors import ReadError
from jobs.model import Reading

@dataclass(frozen=True)
class Site:
    id: str = "site"

    def read(self, page):
        if "hang" in page.text:
            while True:
                pass
        if "eat" in page.text:
            return [bytearray(1 << 28) for _ in range(100)]
        if "bug" in page.text:
            return {}["no such key"]
        if "wall" in page.text:
            raise ReadError("验证码", page.url, "blocked")
        return Reading(kind="empty", family="test", said=page.text)
"""


def page(text: str) -> Page:
    return Page("http://x/", 200, {}, text.encode(), text, "utf-8", NOW)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("site")
    Path(folder / "apart_site.py").write_text(SITE)
    sys.path.insert(0, str(folder))
    yield importlib.import_module("apart_site").Site()
    sys.path.remove(str(folder))


@pytest.fixture(scope="module")
def readers(site: Any) -> Iterator[Readers]:
    with Readers({"site": site}, count=1, seconds=1.0) as running:
        running.read(site, page("warm"))
        yield running


def test_a_page_is_read(site: Any, readers: Readers) -> None:
    assert readers.read(site, page("你好")).said == "你好"


def test_what_the_reader_says_comes_through(site: Any, readers: Readers) -> None:
    with pytest.raises(ReadError, match="验证码") as caught:
        readers.read(site, page("wall"))
    assert caught.value.kind == "blocked"


@pytest.mark.parametrize("text", ["hang", "eat", "bug"])
def test_what_breaks_costs_its_page_alone(site: Any, readers: Readers, text: str, capfd: pytest.CaptureFixture[str]) -> None:
    started = time.monotonic()
    with pytest.raises(ReadError):
        readers.read(site, page(text))
    assert time.monotonic() - started < 10
    assert readers.read(site, page("next")).said == "next"


def test_a_reading_comes_through_as_it_was(site: Any, readers: Readers) -> None:
    sighting = Sighting(
        key="1",
        url="http://x/1",
        title="焊\ud800工",
        places=(PlaceReading("大同", ("140200",)),),
        pay=Pay("5-7K", 5000, 7000, "month"),
        experience=Experience("不限", 0, 0),
        posted_on=date(2026, 11, 24),
        raw=MappingProxyType({"pay": "5-7K"}),
    )
    article = Article(url="http://x/2", title=None, body="一\n二", published_on=date(2026, 11, 23), teasers=(Teaser("题", None),))
    reading = Reading(kind="list", family="t", sightings=(sighting,), articles=(article,), asks=(Ask("u", "page", note={"page": "2"}),))
    one, other = multiprocessing.Pipe()
    send_answer(one, reading)
    assert receive_answer(other) == reading
    asked = Page("http://x/", 200, MappingProxyType({"etag": "1"}), b"\xff\x00", "文\ud800", "gb18030", NOW, reading.asks[0])
    send_page(one, "site", asked)
    assert receive_page(other) == ("site", asked)


def test_an_answer_that_is_no_reading_is_refused() -> None:
    one, other = multiprocessing.Pipe()
    one.send_bytes(b'{"reading": {"kind": 7, "sightings": "all"}}')
    with pytest.raises(ReadError, match="model"):
        receive_answer(other)
