"""Lists: by place, by words, by filters, page by page, the same on both databases."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from jobs.model import Experience, Pay, Search
from jobs.search import words
from jobs.store import Store
from tests.store_samples import DAY, HOUR, NOW, firm, keep, named, post, story


def titles(store: Store, **asked: object) -> list[str]:
    return [row.title for row in store.find(Search(**asked), NOW).posts]  # type: ignore[arg-type]  # the test's own words


def test_a_post_is_found_once_in_each_of_its_places_and_above(store: Store) -> None:
    keep(store, post("1", "焊工", "140213", "140214", "130100"))
    keep(store, post("2", "护士", "140200"))
    keep(store, post("3", "司机", "140213050"))
    assert titles(store, place="140213") == ["司机", "焊工"]
    assert titles(store, place="140213050") == ["司机"]
    assert titles(store, place="140214") == ["焊工"]
    assert titles(store, place="140200") == ["司机", "护士", "焊工"]
    assert titles(store, place="140000") == ["司机", "护士", "焊工"]
    assert titles(store, place="130000") == ["焊工"]
    assert titles(store) == ["司机", "护士", "焊工"]
    assert titles(store, place="110000") == []
    assert store.counts(Search(), NOW) == {"130000": 1, "140000": 3}
    assert store.counts(Search(place="140000"), NOW) == {"140200": 3}
    assert store.counts(Search(place="140200"), NOW) == {"140213": 2, "140214": 1}
    assert store.counts(Search(place="140213"), NOW) == {"140213050": 1}
    assert store.counts(Search(place="140213050"), NOW) == {}
    assert store.counts(Search(place="140200", words=("焊",)), NOW) == {"140213": 1, "140214": 1}
    assert store.places_with_posts()["140000"] == 3


def test_a_post_that_moves_leaves_its_old_place(store: Store) -> None:
    keep(store, post("1", "焊工", "140213"))
    keep(store, post("1", "焊工", "140214"), now=NOW + HOUR)
    assert store.places_with_posts() == {"140000": 1, "140200": 1, "140214": 1}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("焊", ["100%负责_焊工", "A2司机 焊接"]),
        ("焊工 负责", ["100%负责_焊工"]),
        ("%", ["100%负责_焊工"]),
        ("100%", ["100%负责_焊工"]),
        ("1%0", []),
        ("a2", ["A2司机 焊接"]),
        ("ａ２司機", ["A2司机 焊接"]),
        ("司机焊接", ["A2司机 焊接"]),
        ("保温杯", ["护士"]),
        ("*", ["护士", "100%负责_焊工", "A2司机 焊接"]),
        ("护士\\", ["护士"]),
        ('" OR 1', []),
        ("机车", ["100%负责_焊工"]),
    ],
)
def test_words_are_found_letter_for_letter(store: Store, asked: str, found: list[str]) -> None:
    company = firm(store, "大同示例机车有限公司")
    keep(store, post("1", "A2司机 焊接"))
    keep(store, post("2", "100%负责_焊工"), company=company)
    keep(store, post("3", "护士", description="发\n保温杯"))
    assert titles(store, words=words(asked)) == found


def test_a_word_is_not_found_across_two_fields(store: Store) -> None:
    keep(store, post("1", "焊工", company="工厂", description="上\n下"))
    assert titles(store, words=("焊工工厂",)) == []
    assert titles(store, words=("上下",)) == []
    assert titles(store, words=("焊工", "工厂")) == ["焊工"]


@pytest.fixture
def varied(store: Store) -> Store:
    company = firm(store, "大同示例机车有限公司")
    with store.writing() as writing:
        number, _ = writing.article("paper", story("https://paper.example/1", "大同示例机车有限公司招工"), "140200", NOW)
        writing.mention(number, company.id, named(company.name, "大同示例机车有限公司招工"), "全称完全一致")
    keep(
        store, post("1", "甲", pay=Pay("6-8K", 6000, 8000, "month"), education="大专", experience=Experience("3年", 3, 3)), company=company
    )
    keep(store, post("2", "乙", pay=Pay("12万/年", 120000, None, "year"), education="不限", experience=Experience("不限", 0, 0)))
    keep(store, post("3", "丙", pay=Pay("200/天", 200, 200, "day")), "other", now=NOW - 2 * DAY)
    keep(store, post("4", "丁", pay=Pay("面议"), education="本科"), "other", now=NOW - DAY)
    keep(store, post("5", "戊", pay=Pay("2K", 2000, 2500, "month"), experience=Experience("1-2年", 1, 2)), now=NOW - HOUR)
    return store


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, "戊乙甲丁丙"),
        ({"sort": "new"}, "戊丁丙乙甲"),
        ({"sort": "pay"}, "乙甲丙戊丁"),
        ({"pay": ("5-8",)}, "甲"),
        ({"pay": ("8-12",)}, "乙"),
        ({"pay": ("3-5",)}, "丙"),
        ({"pay": ("0-3", "8-12")}, "戊乙"),
        ({"pay": ("stated",)}, "戊乙甲丙"),
        ({"pay": ("12-",)}, ""),
        ({"experience": ("0",)}, "乙"),
        ({"experience": ("1-3", "3-5")}, "戊甲"),
        ({"education": ("大专", "本科")}, "甲丁"),
        ({"days": 1}, "戊乙甲"),
        ({"days": 2}, "戊乙甲丁"),
        ({"source": ("other",)}, "丁丙"),
        ({"source": ("other",), "education": ("本科",)}, "丁"),
        ({"firm": 1}, "甲"),
        ({"firm": 10**17}, ""),
        ({"in_news": True}, "甲"),
        ({"pay": ("5-8",), "place": "140214"}, ""),
    ],
)
def test_filters_and_orders(varied: Store, asked: dict[str, object], found: str) -> None:
    assert "".join(titles(varied, **asked)) == found


def test_what_is_new(varied: Store) -> None:
    assert varied.count_new("140200", NOW) == 3
    assert varied.count_new(None, NOW) == 3
    assert varied.count_new("140100", NOW) == 0


def _walk(store: Store, search: Search, limit: int, between: object = None) -> list[int]:
    seen: list[int] = []
    while True:
        page = store.find(search, NOW, limit)
        seen += [row.id for row in page.posts]
        if page.next is None:
            return seen
        if callable(between):
            between()
        search = Search(sort=search.sort, place=search.place, after=page.next)


@pytest.mark.parametrize("sort", ["confirmed", "new", "pay"])
def test_paging_shows_each_post_once_while_others_come(store: Store, sort: str) -> None:
    for number in range(23):
        pay = Pay("x", 1000 * (number % 4 + 1), None, "month") if number % 3 else None
        keep(store, post(f"{number}", f"职位{number}", pay=pay), now=NOW - timedelta(days=number % 5))
    before = _walk(store, Search(place="140213", sort=sort), 100)
    assert len(set(before)) == 23
    extra = iter(range(1000))

    def insert() -> None:
        for day in (0, 2, 9):
            number = next(extra)
            keep(store, post(f"n{number}", "新", pay=Pay("x", 1500 * (number % 3), None, "month")), now=NOW - timedelta(days=day))

    walked = _walk(store, Search(place="140213", sort=sort), 5, insert)
    assert len(walked) == len(set(walked))
    assert [number for number in walked if number in before] == before


@pytest.mark.parametrize("sort", ["confirmed", "new", "pay"])
def test_pages_backwards_are_the_pages_forwards(store: Store, sort: str) -> None:
    for number in range(13):
        keep(store, post(f"{number}"), now=NOW - timedelta(days=number % 3))
    first = store.find(Search(sort=sort), NOW, 5)
    second = store.find(Search(sort=sort, after=first.next), NOW, 5)
    third = store.find(Search(sort=sort, after=second.next), NOW, 5)
    assert [len(page.posts) for page in (first, second, third)] == [5, 5, 3]
    assert first.previous is None
    assert third.next is None
    assert store.find(Search(sort=sort, after=third.previous), NOW, 5).posts == second.posts
    back = store.find(Search(sort=sort, after=second.previous), NOW, 5)
    assert (back.posts, back.previous) == (first.posts, None)
    assert store.find(Search(sort=sort, after=back.next), NOW, 5).posts == second.posts
    keep(store, post("new", pay=Pay("9K", 9000, None, "month")))
    whole = store.find(Search(sort=sort, after=second.previous), NOW, 5)
    assert len(whole.posts) == 5
    assert whole.posts == first.posts
    again = store.find(Search(sort=sort, after=whole.previous), NOW, 5)
    assert len(again.posts) == 5
    assert again.previous is None


@pytest.mark.parametrize(
    "cursor", ["", "x", "AAAA", "bm9uc2Vuc2U", "bmYx", "bmYuLg", "Y2ZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZmZi5m", "A" * 5000, "焊"]
)
def test_a_cursor_that_is_none_shows_the_first_page(store: Store, cursor: str) -> None:
    keep(store, post("1"))
    assert len(store.find(Search(after=cursor), NOW).posts) == 1


def test_a_cursor_of_another_order_shows_the_first_page(store: Store) -> None:
    for number in range(4):
        keep(store, post(f"{number}"))
    cursor = store.find(Search(sort="new"), NOW, 2).next
    assert [row.id for row in store.find(Search(sort="pay", after=cursor), NOW, 2).posts] == [4, 3]


def test_behind_the_end_there_is_a_way_back(store: Store) -> None:
    for number in range(4):
        keep(store, post(f"{number}"))
    cursor = store.find(Search(), NOW, 2).next
    with store.writing() as writing:
        for key in ("0", "1"):
            writing.close_sighting("board", key, "x", NOW)
    page = store.find(Search(after=cursor), NOW, 2)
    assert page.posts == ()
    assert [row.id for row in store.find(Search(after=page.previous), NOW, 2).posts] == [4, 3]


def test_without_an_index_counts_end_at_a_thousand_with_one_they_are_exact(sqlite: Store, tmp_path: Path) -> None:
    with sqlite.writing() as writing:
        for number in range(1001):
            writing.sighting("board", post(f"{number}"), None, f"k{number}", NOW)
    page = sqlite.find(Search(), NOW)
    assert (page.count, page.count_exact) == (1000, False)
    indexed = Store.open(f"sqlite:///{tmp_path / 'alone.sqlite3'}", index=tmp_path / "index")
    indexed.reindex()
    for asked in (Search(), Search(words=("焊工",))):
        page = indexed.find(asked, NOW)
        assert (page.count, page.count_exact) == (1001, True)
    indexed.close()


@pytest.mark.parametrize("asked", [{}, {"sort": "pay"}, {"words": ("焊",)}, {"education": ("不限",)}])
@pytest.mark.parametrize("place", [None, "140000", "140213"])
def test_no_list_is_sorted_every_list_walks_its_index(sqlite: Store, place: str | None, asked: dict[str, object]) -> None:
    plans: list[str] = []
    keep(sqlite, post("1", "焊工", education="不限"))

    def explain(connection: Connection, _: object, statement: str, parameters: tuple[object, ...], *__: object) -> None:
        if "ORDER BY" in statement and "FROM post_place" in statement:
            cursor = connection.connection.cursor()
            plans.extend(row[3] for row in cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters).fetchall())

    event.listen(sqlite._door.engine, "before_cursor_execute", explain)
    sqlite.find(Search(place=place, **asked), NOW)  # type: ignore[arg-type]  # the test's own words
    assert plans
    assert "(place=?)" in plans[0]
    assert not any("TEMP B-TREE" in step or step.startswith("SCAN") for step in plans)
