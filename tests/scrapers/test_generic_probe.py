"""Drafting a source from a page: selectors that read it again, three files, no contacts in them."""

from __future__ import annotations

import json
import runpy
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from jobs.errors import ReadError
from jobs.model import Page
from scrapers import __main__ as commands
from scrapers.draft import without_persons, write
from scrapers.families.rows import Rows
from scrapers.fetch import Fetcher, decode
from scrapers.induce import induce

PAGES = Path(__file__).resolve().parent.parent / "pages"
AT = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)


def sample(name: str) -> Page:
    path = PAGES / name
    expected = json.loads(path.with_suffix(".expected.json").read_text())
    content = path.read_bytes()
    header = expected.get("content_type")
    text, charset = decode(content, None, header)
    return Page(expected["url"], 200, {"content-type": header} if header else {}, content, text, charset, AT)


@pytest.mark.parametrize("name", ["cards.html", "county_table.gbk.html", "links_old.html", "ats_groups.html", "wap.html", "pinyin.html"])
def test_induced_selectors_read_the_page_as_the_generic_reader_did(name: str) -> None:
    draft = induce(sample(f"generic/{name}"), "shili")
    expected = json.loads((PAGES / f"generic/{name}").with_suffix(".expected.json").read_text())["person"]["posts"]
    assert isinstance(draft.source, Rows)
    assert [(post.title, post.url) for post in draft.reading.sightings] == [(post["title"], post["url"]) for post in expected]
    assert [post.company for post in draft.reading.sightings] == [post["company"] for post in expected]


def test_a_page_that_selectors_cannot_read_keeps_the_generic_reader() -> None:
    draft = induce(sample("generic/park_workers.html"), "shili")
    assert (draft.family, len(draft.reading.sightings)) == ("generic", 6)


def test_a_known_platform_keeps_its_family() -> None:
    draft = induce(sample("cms74/list.html"), "shili")
    assert draft.family == "cms74"
    assert "from scrapers.families.cms74 import Cms74" in draft.code


def test_the_file_is_python_that_makes_the_same_source_and_is_shipped_disabled(tmp_path: Path) -> None:
    draft = induce(sample("generic/cards.html"), "shili")
    (tmp_path / "made.py").write_text(draft.code)
    made = runpy.run_path(str(tmp_path / "made.py"))["SOURCE"]
    assert made.verdict == "CARE"
    assert (made.row, made.title, made.next) == (draft.source.row, draft.source.title, draft.source.next)  # type: ignore[attr-defined]  # it is a Rows, as the test above says
    assert len(draft.code.splitlines()) <= 25
    assert made.read(sample("generic/cards.html")).sightings == draft.reading.sightings


def test_three_files_are_written_once_and_hold_no_contacts(tmp_path: Path) -> None:
    page = sample("generic/post_dl.html")
    draft = induce(page, "shili-board")
    paths = write(draft, page, "shili-board", tmp_path)
    assert [str(path.relative_to(tmp_path)) for path in paths] == [
        "scrapers/sources/shili_board.py",
        "tests/pages/generic/shili_board.html",
        "tests/pages/generic/shili_board.expected.json",
    ]
    saved = paths[1].read_text()
    assert "13900000001" not in saved
    assert "示例甲" not in saved
    assert json.loads(paths[2].read_text()) == {"url": page.url, "at": "2026-11-24T00:40:00"}
    with pytest.raises(FileExistsError):
        write(draft, page, "shili-board", tmp_path)
    with pytest.raises(ValueError, match="is no name"):
        write(draft, page, "../x", tmp_path)


def test_a_page_in_gbk_stays_in_gbk(tmp_path: Path) -> None:
    page = sample("generic/county_table.gbk.html")
    paths = write(induce(page, "zuoyun"), page, "zuoyun", tmp_path)
    assert "左云县人才网" in paths[1].read_bytes().decode("gb18030")


def test_contacts_are_cut_where_the_label_stands_in_another_element() -> None:
    html = "<dt>联系人：</dt><dd>示例甲</dd><td>电话</td><td>0352-1234567</td><a href='tel:13900000001'>x</a><td>岗位</td><td>焊工</td>"
    cut = without_persons(html)
    assert not [word for word in ("示例甲", "1234567", "139") if word in cut]
    assert "焊工" in cut


def test_a_page_nobody_can_read_is_not_drafted() -> None:
    with pytest.raises(ReadError):
        induce(Page("https://x.example.com/", 200, {}, b"x", "<html><p>x</p></html>", "utf-8", AT), "x")


def test_the_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runner = CliRunner()
    shown = runner.invoke(commands.main, ["induce", str(PAGES / "generic/cards.html"), "--url", "https://www.hr.example.com/jobs?city=dt"])
    assert shown.exit_code == 0
    assert 'row="div.card"' in shown.output
    monkeypatch.setattr(Fetcher, "fetch", lambda *_: sample("generic/cards.html"))
    wrote = runner.invoke(commands.main, ["probe", "https://www.hr.example.com/jobs", "--write", "hr", "--root", str(_rooted(tmp_path))])
    assert wrote.exit_code == 0, wrote.output
    assert (tmp_path / "scrapers/sources/hr.py").exists()
    again = runner.invoke(commands.main, ["probe", "https://www.hr.example.com/jobs", "--write", "hr", "--root", str(tmp_path)])
    assert again.exit_code == 1
    assert "已经存在" in again.output


def _rooted(root: Path) -> Path:
    (root / "scrapers/sources").mkdir(parents=True)
    return root
