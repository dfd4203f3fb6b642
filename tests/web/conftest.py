"""A site over a real store with a few invented firms, at 08:40 in China on 2026-11-24."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from bs4 import BeautifulSoup, NavigableString, Tag
from flask import Flask
from flask.testing import FlaskClient

from jobs import config
from jobs.model import Article, Ask, Company, Experience, Mention, Pay, PlaceReading, Sighting, SourceCard
from jobs.store import Store
from jobs.web import create_app, microcache

NOW = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
LATHE = "大同示例电力机车有限公司"
DAIRY = "大同示例乳业有限公司"


@dataclass(frozen=True, slots=True)
class Filled:
    """What the tests need to know of what was kept."""

    lathe: Company  # named in the news and hiring
    dairy: Company  # named in the news, asked for, nothing listed
    turner: int  # an open post seen at two sources
    stale: int  # not confirmed for six days
    closed: int


def card(source_id: str, name: str, kind: str, place: str | None = "140200") -> SourceCard:
    return SourceCard(
        id=source_id,
        name=name,
        kind=kind,
        family="test",
        home=f"https://{source_id}.example/",
        place=place,
        verdict="GO",
        enabled=True,
        pace=5.0,
        note="",
    )


def sighting(key: str, title: str, company: str | None = None, **more: object) -> Sighting:
    place = more.pop("place", "140213")
    readings = (PlaceReading(text="大同", codes=(str(place),)),)
    return Sighting(key=key, url=f"https://board.example/{key}", title=title, company=company, places=readings, **more)  # type: ignore[arg-type]  # the test's own words


def mention(name: str, sentence: str) -> Mention:
    start = sentence.index(name)
    return Mention(name, name, start, start + len(name), sentence, "full", 0.97, certain=True)


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def exact(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page is shown without asking whether anything was written since; for its two seconds see test_microcache."""
    monkeypatch.setattr(microcache, "FRESH", 0.0)


@pytest.fixture
def settings(tmp_path: Path) -> config.Settings:
    return config.load(
        data_dir=tmp_path, secret_key="k" * 48, smtp_host="127.0.0.1", mail_from="tongpin@example.org", contact="help@example.org"
    )


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of this version that knows three sources; copied for each test, for making one takes a while."""
    folder = tmp_path_factory.mktemp("empty")
    made = Store.open(config.load(data_dir=folder).database)
    made.upgrade()
    made.register([card("paper", "示例日报", "news"), card("board", "示例人才网", "board"), card("maker", "示例机车官网", "employer")])
    made.close()
    return folder


@pytest.fixture
def store(settings: config.Settings, empty: Path) -> Iterator[Store]:
    shutil.copytree(empty, settings.data_dir, dirs_exist_ok=True)
    opened = Store.open(settings.database)
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store) -> Filled:
    """Two firms, one story, four posts."""
    long_ago = NOW - timedelta(days=6)
    with store.writing() as w:
        lathe, _ = w.company(LATHE, "140200", "news", NOW)
        dairy, _ = w.company(DAIRY, "140200", "news", NOW)
        story = Article(
            url="https://paper.example/1", title="重点企业四季度排产饱满", body="……", source="示例日报", published_on=date(2026, 11, 18)
        )
        article, _ = w.article("paper", story, "140200", NOW)
        w.mention(article, lathe.id, mention(LATHE, f"记者走进{LATHE}，两条总装线同时开工。"), "全称完全一致")
        w.mention(article, dairy.id, mention(DAIRY, f"{DAIRY}的新厂房也已封顶。"), "全称完全一致")
        turner = sighting(
            "1",
            "数控车工（大件）",
            LATHE,
            pay=Pay("7-9K·13薪", 7000, 9000, "month", 13),
            education="中专",
            experience=Experience("3-5年", 3, 5),
            headcount=6,
            benefits=("五险一金", "倒班"),
            description="负责大件数控车削。",
            detail=True,
        )
        turner_id, _ = w.sighting("maker", turner, lathe, "k1", NOW)
        w.sighting("board", sighting("b1", "数控车工（大件）", LATHE, pay=turner.pay), lathe, "k1", NOW)
        stale_id, _ = w.sighting("board", sighting("2", "电焊工", LATHE, place="140214"), lathe, "k2", long_ago)
        w.sighting("board", sighting("3", "化验员", None, place="140215", pay=Pay("面议")), None, "k3", NOW - timedelta(hours=25))
        closed_id, _ = w.sighting("board", sighting("4", "库管", LATHE), lathe, "k4", NOW - timedelta(days=3))
    with store.writing() as w:
        w.close_sighting("board", "4", "来源写明已停止招聘", NOW - timedelta(hours=2))
    store.want("board", [Ask(url="https://board.example/search?q=1", why="company")], NOW, dairy.id)
    (due,) = store.due(NOW, 1, timedelta(minutes=5), "test")
    with store.writing() as w:
        w.done(due, None, None, "hash", NOW, None)
    return Filled(lathe, dairy, turner_id, stale_id, closed_id)


@pytest.fixture
def app(settings: config.Settings, store: Store) -> Flask:
    return create_app(settings, store)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


class Browser:
    """Opens pages and reads them as a person would."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def open(self, path: str, status: int = 200) -> BeautifulSoup:
        answer = self.client.get(path)
        assert answer.status_code == status, (path, answer.status_code, answer.headers.get("Location"))
        return BeautifulSoup(answer.text, "lxml", multi_valued_attributes=None)

    def words(self, path: str, status: int = 200) -> str:
        """The text of a page's main part, with single spaces."""
        return words(self.open(path, status).find(id="main"))


#: A person sees a gap between these.
BLOCKS = ["li", "dt", "dd", "p", "h1", "h2", "h3", "td", "th", "div", "summary", "section", "form", "nav"]


def words(element: Tag | None) -> str:
    """The text of a part of a page, with single spaces."""
    assert element is not None
    text = ""
    for piece in element.descendants:
        if isinstance(piece, NavigableString):
            text += piece
        elif isinstance(piece, Tag) and piece.name in BLOCKS:
            text += " "
    return " ".join(text.split())


@pytest.fixture
def browser(client: FlaskClient) -> Browser:
    return Browser(client)


@pytest.fixture
def everything(filled: Filled) -> list[str]:
    """Every page with something on it."""
    return [
        "/",
        "/r/140000-shanxi/",
        "/r/140200-datong/",
        "/r/140213-pingcheng/",
        "/r/140200-datong/?q=%E4%B8%8D%E5%AD%98%E5%9C%A8&pay=5-8",
        "/r/140200-datong/?pay=5-8&pay=8-12&edu=%E4%B8%AD%E4%B8%93&days=7&firm=news&sort=new",
        "/r/140200-datong/companies/",
        "/r/140200-datong/companies/?page=9",
        "/r/140200-datong/news/",
        "/r/110000-beijing/",
        "/r/110000-beijing/companies/",
        "/r/110000-beijing/news/",
        "/regions/",
        "/regions/?q=datong",
        "/regions/?q=%E6%97%A0%E6%AD%A4%E5%9C%B0",
        f"/p/{filled.turner}/",
        f"/p/{filled.stale}/",
        f"/p/{filled.closed}/",
        f"/c/{filled.lathe.id}-{filled.lathe.slug}/",
        f"/c/{filled.dairy.id}-{filled.dairy.slug}/",
        f"/c/{filled.lathe.id}-{filled.lathe.slug}/identity/",
        f"/c/{filled.dairy.id}-{filled.dairy.slug}/identity/",
        "/sources/",
        "/sources/board/",
        "/sources/paper/",
        "/about/",
        "/about/ranking/",
        "/safety/",
        "/privacy/",
        "/takedown/",
        "/alerts/new?place=140200",
    ]
