"""The reader's commands, as a person types them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from jobs.errors import Refused
from jobs.model import Ask, Page
from scrapers import __main__ as commands

SAMPLES = Path(__file__).resolve().parent.parent / "pages"


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(commands.main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit)
    return result.exit_code, result.output


def read(path: Path, *more: str, url: str = "https://jobs.example.com/x") -> dict[str, Any]:
    code, output = run("read", str(path), "--url", url, *more)
    assert code == 0
    found = json.loads(output)
    assert isinstance(found, dict)
    return found


def test_a_saved_page_is_printed_in_the_agreed_shape() -> None:
    found = read(
        SAMPLES / "phpyun/post.gbk.html",
        "--content-type",
        "text/html; charset=GBK",
        "--at",
        "2026-11-24",
        url="http://rc2.example.com/index.php?m=com&c=comapply&id=5",
    )
    assert list(found) == ["kind", "family", "posts", "articles", "asks"]
    assert found["posts"] == [
        {
            "id": "5", "title": "焊工", "company": "示例鋮（大同）重型机械制造有限公司",
            "places": [{"code": "140222", "name": "天镇县", "text": "山西 大同 天镇县"}],
            "pay": {"text": "4500 - 5999", "min": 4500, "max": 5999, "unit": "month", "months": None},
            "education": "中专", "experience": "1年以上", "headcount": None, "posted_on": "2026-11-23", "deadline": "2027-01-22",
            "url": "http://rc2.example.com/index.php?m=com&c=comapply&id=5",
            "description": "岗位职责：\n1、按图施焊；\n2、守规程。\n加［联系方式略］咨询",
        }
    ]  # fmt: skip


def test_relative_dates_count_from_the_day_of_reading() -> None:
    page = SAMPLES / "cms74/list.html"
    posted = [
        read(page, "--at", day, url="http://rc.example.com/jobs/jobs-list.php")["posts"][1]["posted_on"]
        for day in ("2026-11-24", "2026-12-01")
    ]
    assert posted == ["2026-11-23", "2026-11-30"]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"", "error"),
        (b"%PDF-1.7\n\x00\x01", "error"),
        (bytes(range(256)) * 40, "error"),
        ("<html><title>滑动验证页面</title><body>请按住滑块</body></html>".encode(), "blocked"),
        ("<html><title>用户登录</title><body>请先登录<input type=password></body></html>".encode(), "blocked"),
        ("<html><title>您访问的页面不存在！</title>骑士CMS 74cms.com</html>".encode(), "closed"),
        (b"<html>502 Bad Gateway</html>", "error"),
    ],
)
def test_a_bad_page_is_an_answer_and_says_why(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "page").write_bytes(content)
    found = read(tmp_path / "page")
    assert (found["kind"], found["posts"], found["articles"]) == (kind, [], [])
    assert found["said"]


def test_a_page_of_fifty_megabytes_is_not_even_decoded(tmp_path: Path) -> None:
    with (tmp_path / "page").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    assert read(tmp_path / "page")["kind"] == "error"


@pytest.mark.parametrize("name", ["missing.html", "."])
def test_a_file_that_cannot_be_read_is_a_failure_with_a_sentence(tmp_path: Path, name: str) -> None:
    code, output = run("read", str(tmp_path / name), "--url", "https://x.example/")
    assert code == 2
    assert "读不了文件" in output
    assert "Traceback" not in output


def test_probe_tells_which_families_fit_and_shows_one(monkeypatch: pytest.MonkeyPatch) -> None:
    path = SAMPLES / "wpjm/post.html"

    class Door:
        def __init__(self, **_: object) -> None: ...

        def fetch(self, ask: Ask) -> Page:
            if "robots" in ask.url:
                raise Refused("robots", ask.url)
            return Page(ask.url, 200, {}, path.read_bytes(), path.read_text(), "utf-8", datetime(2026, 11, 24, tzinfo=UTC), ask)

    monkeypatch.setattr(commands, "Fetcher", Door)
    code, output = run("probe", "https://wp.example.com/job/%e7%84%8a%e5%b7%a5/")
    assert code == 0
    assert output.index("wpjm") < output.index("schemaorg")
    assert "示例（大同）重型机械有限公司" in output
    code, output = run("probe", "https://robots.example.com/")
    assert (code, "robots.txt" in output) == (1, True)


def test_the_list_shows_families_and_sources() -> None:
    code, output = run("list")
    assert code == 0
    assert {"mohrss", "phpyun", "OFF"} <= set(output.replace("│", " ").split())
