"""What every page must be as HTML, for a reader with or without eyes, and for the database behind it."""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine, event

from jobs.model import Article, Mention
from jobs.store import Store
from jobs.web.held import Held
from tests.web.conftest import NOW, Browser, Filled, sighting


def test_pages_are_well_made(browser: Browser, everything: list[str]) -> None:
    for path in everything:
        page = browser.open(path)
        assert page.html["lang"] == "zh-Hans", path
        assert len(page.find_all("h1")) == 1, path
        assert len(page.find_all("main")) == 1, path
        assert page.title.get_text().endswith("同聘"), path
        ids = Counter(element.get("id") for element in page.find_all(True) if element.get("id"))
        assert not [name for name, times in ids.items() if times > 1], path
        for field in page.select("input:not([type=hidden]), select, textarea"):
            assert page.select(f"label[for='{field.get('id')}']") or field.parent.name == "label", (path, field.get("name"))
        for element in page.select("[aria-labelledby], [aria-describedby]"):
            assert ids[element.get("aria-labelledby") or element.get("aria-describedby")], path
        for link in page.select("a"):
            assert link.get_text().strip(), (path, link.get("href"))
            if link.get("href").startswith("#"):
                assert ids[link.get("href")[1:]], path
        assert page.select("body > a")[0].get("href") == "#main", path
        assert not page.select("script, style, [style]"), path


def test_headings_do_not_skip_a_level(browser: Browser, everything: list[str]) -> None:
    for path in everything:
        levels = [int(heading.name[1]) for heading in browser.open(path).select("main h1, main h2, main h3, main h4")]
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), (path, levels)


def test_links_inside_the_site_lead_somewhere(browser: Browser, everything: list[str]) -> None:
    links = {link.get("href").partition("#")[0] for path in everything for link in browser.open(path).select("a[href^='/']")}
    places = sorted(link for link in links if link.startswith("/r/") and "?" not in link)
    for link in [*(links - set(places)), *places[:40]]:
        if link:
            assert browser.client.get(link, buffered=True).status_code == 200, link


def test_a_first_view_is_small(client: FlaskClient, store: Store) -> None:
    with store.writing() as w:
        for n in range(25):
            w.sighting("board", sighting(f"n{n}", f"岗位{n}", f"大同示例{n}有限公司"), None, f"n{n}", NOW)
    page = client.get("/")
    assert len(gzip.compress(page.data, 6)) <= 12 * 1024
    assert len(gzip.compress(client.get("/static/site.css", buffered=True).data, 6)) <= 8 * 1024


def test_the_style_sheet_is_kept_and_its_address_changes_with_it(browser: Browser) -> None:
    address = browser.open("/").select("link[rel=stylesheet]")[0].get("href")
    assert address.startswith("/static/site.css?v=")
    assert "max-age=31536000" in browser.client.get(address, buffered=True).headers["Cache-Control"]


@contextmanager
def statements() -> Iterator[list[str]]:
    """Every SQL statement sent while inside."""
    sent: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement != "BEGIN":
            sent.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield sent
    event.remove(Engine, "before_cursor_execute", note)


def more(store: Store, first: int, count: int) -> None:
    """Firms in the news, each with posts."""
    with store.writing() as w:
        for n in range(first, first + count):
            name = f"大同示例{n}有限公司"
            firm, _ = w.company(name, "140200", "news", NOW)
            article, _ = w.article("paper", Article(url=f"https://paper.example/n{n}", title=f"题{n}", body=name), "140200", NOW)
            w.mention(article, firm.id, Mention(name, name, 0, len(name), name, "full", 0.9, certain=True), None)
            for m in range(3):
                w.sighting("board", sighting(f"{n}-{m}", f"岗位{n}-{m}", name), firm, f"{n}-{m}", NOW - timedelta(minutes=n))


def asked(app: Flask, path: str, *, anew: bool) -> list[str]:
    """Statements of one page, past what is kept in front; `anew`: nothing is held of earlier pages."""
    site = app.extensions["tongpin"]
    if anew:
        app.extensions["tongpin"] = replace(site, held=Held(site.store.version))
    with statements() as sent:
        app.test_client().get(path, headers={"Cookie": "a=b"})
    return sent


def test_statements_do_not_grow_with_rows(app: Flask, store: Store, everything: list[str]) -> None:
    paths = [path for path in everything if not path.startswith("/alerts")]
    more(store, 0, 2)
    app.test_client().get("/")  # connections are opened and set up once
    few = {path: len(asked(app, path, anew=True)) for path in paths}
    more(store, 2, 20)
    app.test_client().get("/")  # the index takes in what is new once
    for path in paths:
        sent = asked(app, path, anew=True)
        assert len(sent) <= few[path] + 1, (path, few[path], sent)  # one more where there is something to ask about at all


@pytest.mark.parametrize(("kind", "first", "again"), [("list", 6, 2), ("company", 8, 7), ("post", 6, 6)])
def test_a_page_asks_a_handful_of_times(app: Flask, store: Store, filled: Filled, kind: str, first: int, again: int) -> None:
    more(store, 0, 20)
    app.test_client().get("/")
    firm = f"/c/{filled.lathe.id}-{filled.lathe.slug}/"
    path = {"list": "/r/140200-datong/", "company": firm, "post": f"/p/{filled.turner}/"}[kind]
    sent = asked(app, path, anew=True)
    assert len(sent) <= first, sent
    sent = asked(app, path, anew=False)
    assert len(sent) <= again, sent


@pytest.mark.parametrize(
    "path", ["/about/", "/safety/", "/privacy/", "/takedown/", "/about/ranking/", "/nothing", "/healthz", "/robots.txt"]
)
def test_pages_of_words_ask_the_database_nothing(client: FlaskClient, path: str) -> None:
    with statements() as sent:
        client.get(path)
    assert sent == []
