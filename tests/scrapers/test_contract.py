"""What every source and every family must keep to. A new rule for sources is a line here."""

from __future__ import annotations

import dataclasses
import inspect
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from jobs.errors import ReadError
from jobs.model import READING_KINDS, Ask, Page, Reading
from scrapers import families, sources
from scrapers.source import Source

SOURCES = sources.load()
#: Sites that answer on plain http only, each for its reason.
PLAIN_HTTP = {"job.mohrss.gov.cn"}
FIRM = "示例（大同）重型机械有限公司"
JUNK = (
    "", "<", "你好", "<html></html>", "{}", "[]", "null", '{"found_jobs":1}', "<?xml version='1.0'?><rss/>", "<rss><channel/></rss>",
    "\x00\x01\x02", "\ud800", "<html>" + "<div>" * 500, "<title>404 Not Found</title>", '<input name="findjoblist" value="x">', "%PDF-1.4",
)  # fmt: skip


def page(text: str, url: str) -> Page:
    return Page(url, 200, {}, text.encode("utf-8", "replace"), text, "utf-8", datetime(2026, 11, 24, tzinfo=UTC), Ask(url, "start"))


@pytest.fixture(params=SOURCES.values(), ids=list(SOURCES))
def source(request: pytest.FixtureRequest) -> Source:
    found = request.param
    assert isinstance(found, Source)
    return found


def asked(source: Source) -> Iterator[Ask]:
    yield from source.starts()
    yield from source.asks(FIRM, "140200")


def test_there_are_sources_and_an_id_is_the_key_it_is_found_by() -> None:
    assert SOURCES
    assert all(name == source.id for name, source in SOURCES.items())


def test_a_source_says_what_it_is(source: Source) -> None:
    assert source.id == source.id.lower()
    assert all(letter.isalnum() or letter == "-" for letter in source.id)
    assert source.name
    assert source.note
    assert source.kind in ("news", "board", "employer", "feed")
    assert source.verdict in ("GO", "CARE", "OFF")
    assert source.place is None or (len(source.place) == 6 and source.place.isdigit())


def test_a_source_lives_on_https_or_has_its_reason(source: Source) -> None:
    for url in (source.home, *(ask.url for ask in asked(source))):
        parts = urlsplit(url)
        assert parts.scheme == "https" or parts.hostname in PLAIN_HTTP
        assert parts.hostname
        assert "@" not in parts.netloc


def test_a_source_asks_its_own_host_only_and_says_why(source: Source) -> None:
    domain = ".".join((urlsplit(source.home).hostname or "").split(".")[-3:])
    for ask in asked(source):
        assert ask.why in ("start", "company")
        assert (urlsplit(ask.url).hostname or "").endswith(domain.removeprefix("www."))
        assert (ask.method == "POST") == (ask.body is not None)


def test_a_source_is_gentle(source: Source) -> None:
    assert source.pace >= 1
    assert source.every >= 0.5
    assert 1 <= source.most_pages <= 50


def test_a_source_that_is_off_is_never_asked_and_offers_its_own_search(source: Source) -> None:
    if source.verdict != "OFF":
        return
    assert not list(asked(source))
    assert (source.search_link(FIRM) or "").startswith("https://")


def test_a_source_cannot_be_changed(source: Source) -> None:
    assert dataclasses.is_dataclass(source)
    with pytest.raises(dataclasses.FrozenInstanceError):
        source.verdict = "GO"  # type: ignore[misc]  # the test tries what the type forbids


def test_a_source_reads_junk_as_an_error_or_as_nothing(source: Source) -> None:
    for text in JUNK:
        failed: ReadError | None = None
        reading: Reading | None = None
        try:
            reading = source.read(page(text, source.home))
        except ReadError as error:
            failed = error
        if failed is not None:
            assert failed.missing
            assert failed.kind in ("error", "blocked", "closed")
        else:
            assert reading is not None
            assert reading.kind in READING_KINDS
            assert not reading.sightings
            assert not reading.complete


def test_a_file_of_a_source_is_a_few_constants() -> None:
    for path in Path(sources.__file__).parent.glob("*.py"):
        if path.name == "__init__.py":
            continue
        lines = path.read_text().splitlines()
        assert len(lines) <= 25, path.name
        assert lines[0].startswith('"""'), path.name


def test_a_family_is_documented_frozen_and_claims_no_junk() -> None:
    for family in families.families().values():
        assert (family.__doc__ or "").strip()
        assert (sys.modules[family.__module__].__doc__ or "").strip()
        assert family.__dataclass_params__.frozen  # type: ignore[attr-defined]  # every dataclass has it; typeshed does not say so
        assert not inspect.isabstract(family)
        for text in JUNK[:6]:
            assert family.claims(page(text, "https://x.example.com/")) < 0.5


@pytest.mark.parametrize("family", families.families().values(), ids=list(families.families()))
def test_a_family_states_its_policy(family: type[Source]) -> None:
    """Verdict, rate, cap, robots and what personal fields it drops, or why there are none: its own words, never this contract's default."""
    fields: dict[str, Any] = family.__dataclass_fields__
    assert fields["verdict"].default in ("GO", "CARE", "OFF")
    assert fields["pace"].default >= 1
    assert 1 <= fields["most_pages"].default <= 50
    assert family.robots
    personal = fields["personal"].default
    assert isinstance(personal, tuple)
    assert all(isinstance(name, str) and name.strip() for name in personal)
    assert personal or family.nothing_personal


def test_a_family_that_is_off_gives_its_sources_no_pages() -> None:
    off = [source for source in SOURCES.values() if type(source).__dataclass_fields__["verdict"].default == "OFF"]
    assert off
    assert all(source.verdict == "OFF" and source.search_link(FIRM) != source.search_link("另一家") for source in off)


def test_a_package_without_sources_or_with_one_id_twice_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    for name, files in {
        "sources_none": {"a.py": "X = 1"},
        "sources_twice": {"a.py": "from scrapers.sources.boss import SOURCE", "b.py": "from scrapers.sources.boss import SOURCE"},
    }.items():
        (tmp_path / name).mkdir()
        for file, text in {"__init__.py": "", **files}.items():
            (tmp_path / name / file).write_text(text)
        with pytest.raises(TypeError):
            sources.load(name)


def test_one_file_may_hold_a_source_for_each_of_several_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "sources_many").mkdir()
    (tmp_path / "sources_many" / "__init__.py").touch()
    (tmp_path / "sources_many" / "many.py").write_text(
        "import dataclasses\nfrom scrapers.sources.mohrss_datong import SOURCE\n"
        "SOURCES = tuple(dataclasses.replace(SOURCE, id=f'm-{code}', place=code) for code in ('140200', '140600'))\n"
    )
    assert [source.place for source in sources.load("sources_many").values()] == ["140200", "140600"]
