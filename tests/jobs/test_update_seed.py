"""The page the product was conceived from, through reading, understanding and keeping."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from jobs.config import Settings
from jobs.model import Ask, Page, SourceCard
from jobs.store import Store
from jobs.update import run_round
from scrapers.families.news import NewsSite

PAPER = NewsSite(
    id="paper", name="示例镜像", home="https://mirror.example/", kind="news", place="140200", lists=("https://mirror.example/1.txt",)
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(Settings(data_dir=tmp_path).database)
    opened.upgrade()
    opened.register([SourceCard(id="paper", name="示例镜像", kind="news", family="news", home=PAPER.home, place="140200", verdict="GO",
                                enabled=True, pace=1.0, note="")])  # fmt: skip
    yield opened
    opened.close()


def test_the_seed_page_names_six_firms_and_asserts_no_seventh(shared: Path, store: Store, tmp_path: Path, now: datetime) -> None:
    (seed,) = (shared / "seed").glob("*.txt")
    expected = json.loads((shared / "seed" / "expected.json").read_text())
    raw = seed.read_bytes()

    def fetch(due: object, source: object) -> Page:
        return Page("https://mirror.example/1.txt", 200, {"content-type": "text/plain"}, raw, raw.decode(), "utf-8", now, Ask("x", "start"))

    report = run_round(store, fetch, {"paper": PAPER}, lambda: now, regions=("140200",), workers=1)
    assert not report.failures
    sure = {firm["name"] for firm in expected["companies"]} - {"大同高速公路管理有限公司"}
    kept = {company.name: company for company, _ in store.companies()}
    assert set(kept) == sure
    for name, company in kept.items():
        (mention,) = store.company_page(company.id).mentions
        assert mention.certain, name
        assert mention.article_url == "https://mirror.example/1.txt", name
    with closing(sqlite3.connect(tmp_path / "tongpin.sqlite3")) as database:
        rows = database.execute(
            "SELECT a.title, a.body, m.as_printed, m.company_id FROM mention m JOIN article a ON a.id = m.article_id WHERE NOT certain"
        )
        ((title, body, printed, company_id),) = rows.fetchall()
    assert title.startswith("大同高速")
    assert (body, company_id) == ("", None), "the cut-off name belongs to another story and is nobody's for certain"
    assert printed == "大同高速公路管理有限 ..."
