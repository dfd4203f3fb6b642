"""A batch of sightings leaves the database as the same sightings do one after the other."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, select, text

from jobs.dedupe import codes, merge_key
from jobs.model import Company, Pay, Sighting
from jobs.store import Store
from jobs.store.tables import metadata, post_change
from tests.store_samples import DAY, HOUR, NOW, card, firm, keep, lease, post

Shown = tuple[Sighting, Company | None, str]
# Few vacancies, so that many sightings meet in each.
PAYS = (None, Pay("面议"), Pay("6-8K", 6000, 8000, "month"))
DEADLINES = (None, date(2026, 11, 23), date(2026, 11, 27), date(2027, 6, 1))
STEPS = (timedelta(0), timedelta(minutes=10), 3 * HOUR, DAY, 2 * DAY, 30 * DAY)
TEXTS = (None, "焊接。\n会氩弧焊", "負責車(chē)削\x00\ud83d，\n【五险】")


def _looks(chance: random.Random, firms: list[Company]) -> list[Shown]:
    return [_look(chance, firms) for _ in range(chance.randint(1, 30))]


def _look(chance: random.Random, firms: list[Company]) -> Shown:
    key = chance.choice("abcdefghijklmnop") + chance.choice(("", "", "\x00"))
    company = chance.choice([None, firms[0], *firms])
    shown = post(key, "焊工", *chance.choice((("140213",), ("140213",), ("140213", "110105"))))
    shown = replace(
        shown,
        company=company.name if company else None,
        pay=chance.choice(PAYS),
        deadline=chance.choice(DEADLINES),
        description=chance.choice(TEXTS),
        detail=chance.random() < 0.5,
        closed=chance.random() < 0.2,
    )
    return shown, company, merge_key("board", shown, company.id if company else None, codes(shown))


def _life(store: Store, seed: int, kept: Callable[[Any, str, list[Shown], datetime], list[tuple[int, bool]]]) -> list[object]:
    """What a random life of two boards told on its way."""
    store.upgrade()
    store.register([card("board"), card("other")])
    chance, now, told = random.Random(seed), NOW, []
    firms = [firm(store, "大同示例机车有限公司"), firm(store, "示例机车厂")]
    last: list[Shown] = []
    for _ in range(10):
        now += chance.choice(STEPS)
        source = chance.choice(("board", "board", "other"))
        # Half of a page is often as it was.
        last = [one for one in last if chance.random() < 0.5] + _looks(chance, firms)
        with store.writing() as writing:
            told.append(kept(writing, source, last, now))
            if chance.random() < 0.3:
                told.append(writing.close_sighting(source, chance.choice(last)[0].key, "原页已不存在", now))
        if chance.random() < 0.2:
            told.append(store.sweep(now))
    return [*told, *_rows(store)]


def _rows(store: Store) -> list[object]:
    with store._door.reading() as connection:
        tables = [table for table in metadata.sorted_tables if table is not post_change]
        rows = [(table.name, sorted(map(repr, connection.execute(select(table))))) for table in tables]
        return [*rows, sorted(set(connection.execute(select(post_change.c.post_id)).scalars()))]


def _whole(writing: Any, source: str, looks: list[Shown], now: datetime) -> list[tuple[int, bool]]:
    kept: list[tuple[int, bool]] = writing.sightings(source, looks, now)
    return kept


def _each(writing: Any, source: str, looks: list[Shown], now: datetime) -> list[tuple[int, bool]]:
    return [writing.sighting(source, *look, now) for look in looks]


@pytest.mark.parametrize("seed", range(2))
def test_a_batch_is_what_its_sightings_are_one_after_the_other(database: str, seed: int) -> None:
    store = Store.open(database)
    by_each = _life(store, seed, _each)
    with store._door.engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    store.close()
    store = Store.open(database)
    assert _life(store, seed, _whole) == by_each
    store.close()


def test_a_post_opened_and_ended_again_by_one_batch_ended_then(store: Store) -> None:
    company = firm(store, "大同示例机车有限公司")
    over, later = date(2026, 11, 25), date(2027, 6, 1)
    number, _ = keep(store, post("1"), company=company)
    keep(store, post("2", detail=True, deadline=over), company=company)
    assert store.sweep(NOW + 2 * DAY) == 1
    page = [post("2", detail=True, deadline=later), post("1", detail=True, deadline=over)]
    with store.writing() as writing:
        writing.sightings("board", [(one, company, merge_key("board", one, company.id, codes(one))) for one in page], NOW + 3 * DAY)
    assert store.posts([number], NOW + 3 * DAY)[0].closed_at == NOW + 3 * DAY


def test_an_unchanged_page_costs_a_few_statements(store: Store) -> None:
    page = [(post(f"{n}"), None, f"k{n}") for n in range(300)]
    with store.writing() as writing:
        writing.sightings("board", page, NOW)
    ran: list[str] = []
    event.listen(store._door.engine, "before_cursor_execute", lambda *args: ran.append(args[2]))
    with store.writing() as writing:
        assert not any(new for _, new in writing.sightings("board", page, NOW + HOUR))
    assert len(ran) < 20, "so many statements for a page in which nothing changed"
    assert not any("read" in statement.lower() and "SET" in statement for statement in ran), "texts were written again"


def test_a_batch_looks_everything_up_in_an_index(sqlite: Store) -> None:
    company = firm(sqlite, "大同示例机车有限公司")
    page = [(post(f"{n}"), company, f"k{n}") for n in range(3)]
    plans: list[str] = []

    def explain(connection: Connection, _: object, statement: str, parameters: tuple[object, ...], many: bool) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE", "INSERT")):
            cursor = connection.connection.cursor()
            plans.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters[0] if many else parameters))

    event.listen(sqlite._door.engine, "before_cursor_execute", lambda *args: explain(*args[:4], args[5]))
    for now, pay in ((NOW, None), (NOW + DAY, None), (NOW + 2 * DAY, PAYS[2])):
        with sqlite.writing() as writing:
            writing.sightings("board", [(replace(one, pay=pay), firm_, key) for one, firm_, key in page], now)
    read = [plan for plan in plans if plan.startswith(("SCAN", "SEARCH"))]
    assert any("sighting" in plan for plan in read)
    tables = ("sighting", "post", "post_place", "post_text", "shown", "company")
    assert [plan for plan in read if plan.startswith("SCAN") and plan.split()[1] in tables] == []


def test_what_a_page_showed_twice_is_one_post(store: Store) -> None:
    due = lease(store)
    with store.writing() as writing:
        kept = writing.sightings("board", [(post("1"), None, "k"), (post("1\x00", "车工"), None, "k"), (post("2"), None, "m")], NOW)
        writing.seen(due, ["1", "1\x00", "2"])
    assert kept == [(1, True), (1, False), (2, True)]
    assert [row.title for row in store.posts([1, 2], NOW)] == ["车工", "焊工"]
    assert keep(store, post("3")) == (3, True), "numbers go on where the batch ended"
