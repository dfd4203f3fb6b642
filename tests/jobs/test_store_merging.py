"""Firms that are one, firms that are two, and taking either back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from jobs.errors import NotFound, StoreError
from jobs.model import Ask, Company, Search
from jobs.store import Decision, Store
from jobs.store.tables import alert_match, alias, ask, company, mention, metadata, post, post_place, post_text, sighting
from tests.store_samples import DAY, HOUR, NOW, firm, keep, named, story
from tests.store_samples import post as advert

LONG, SHORT = "大同示例机车有限公司", "示例机车厂"
BY = Decision("operator", "工商登记为同一家", NOW + HOUR)
#: Everything a merge touches, but for the trail itself.
TABLES = (company, alias, mention, ask, sighting, post, post_place, post_text, alert_match)


def everything(store: Store, *tables: Any) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of the tables, in order of their keys."""
    with store._door.reading() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in tables or TABLES
        }


def mentioned(store: Store, url: str, name: str, firm_: Company, printed: str | None = None) -> None:
    with store.writing() as writing:
        number, _ = writing.article("paper", story(url, "新闻", f"{printed or name}扩建。{url}"), "140200", NOW)
        writing.mention(number, firm_.id, replace(named(printed or name, f"{printed or name}扩建。"), name=name), "全称完全一致")


@pytest.fixture
def two(store: Store) -> tuple[Company, Company]:
    """A firm under its short and under its long name, taken for two: each in the news, asked for and hiring."""
    short, long = firm(store, SHORT, None), firm(store, LONG)
    with store.writing() as writing:
        writing.add_alias(short.id, "机车厂", "news", NOW)
        writing.add_alias(short.id, "机车", "news", NOW)
        writing.add_alias(long.id, "机车", "post", NOW)
        writing.learn(short.id, NOW, group="示例集团")
    for name, one, url in ((SHORT, short, "https://paper.example/1"), (LONG, long, "https://paper.example/2")):
        mentioned(store, url, name, one)
        store.want("board", [Ask(f"https://board.example/?q={one.id}", "company")], NOW, one.id)
    keep(store, advert("s1", "焊工", company=SHORT), company=short)
    keep(store, advert("s2", "电工", company=SHORT), company=short)
    keep(store, advert("l1", "焊工", company=LONG), "other", long)
    keep(store, advert("l2", "会计", company=LONG), "other", long)
    return short, long


def titles(store: Store, firm_id: int) -> list[str]:
    return sorted(row.title for row in store.company_page(firm_id, NOW).open_posts)


def test_a_merged_firm_brings_all_it_has(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    entry = store.merge(short.id, long.id, BY)
    assert (entry.action, entry.company.id, entry.other and entry.other.id, entry.why) == ("merge", long.id, short.id, BY.why)
    page = store.company_page(long.id, NOW)
    assert page.company.group == "示例集团"
    assert page.company.place == "140200"
    assert set(page.aliases) == {SHORT, "机车厂", "机车"}
    assert {one.as_printed for one in page.mentions} == {SHORT, LONG}
    assert titles(store, long.id) == ["会计", "焊工", "电工"], "the two adverts for a welder are one vacancy"
    (welder,) = [row for row in page.open_posts if row.title == "焊工"]
    assert (welder.sightings, welder.company) == (2, LONG)
    assert store.company_page(short.id, NOW).company.id == long.id, "its old address leads to the firm that stayed"
    assert [one.id for one, _ in store.companies()] == [long.id]
    with store.writing() as writing:
        assert writing.company(SHORT, None, "news", NOW) == (page.company, False)
    assert {row.title for row in store.find(Search(firm=short.id), NOW).posts} == {"会计", "焊工", "电工"}
    assert {row.title for row in store.find(Search(words=("大同示例机车",)), NOW).posts} == {"会计", "焊工", "电工"}


@pytest.mark.parametrize("order", ["short into long", "long into short"])
def test_undo_brings_every_row_back(store: Store, two: tuple[Company, Company], order: str) -> None:
    gone, stays = two if order == "short into long" else two[::-1]
    before = everything(store)
    entry = store.merge(gone.id, stays.id, BY)
    assert everything(store) != before
    undone = store.undo(entry.id, BY._replace(why="弄错了"))
    after = everything(store)
    for table in TABLES:
        assert after[table.name] == before[table.name], table.name
    assert [(one.action, one.undoes, one.undone_by) for one in store.audits()] == [("undo", entry.id, None), ("merge", None, undone.id)]


def test_undo_brings_the_day_of_closing_back(store: Store) -> None:
    short, long = firm(store, SHORT), firm(store, LONG)
    keep(store, advert("l1", company=LONG), "other", long)
    keep(store, advert("s1", company=SHORT), company=short, now=NOW + HOUR)
    with store.writing() as writing:
        writing.close_sighting("other", "l1", "来源写明已停止招聘", NOW + DAY)
    before = everything(store)
    entry = store.merge(short.id, long.id, BY._replace(now=NOW + 2 * DAY))
    assert titles(store, long.id) == ["焊工"], "the older post is open again, for the other advert is"
    store.undo(entry.id, BY._replace(now=NOW + 3 * DAY))
    assert everything(store) == before


def test_what_came_after_a_merge_stays_where_its_name_says(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    numbers = {row.title: row.id for row in store.company_page(short.id, NOW).open_posts}
    entry = store.merge(short.id, long.id, BY)
    mentioned(store, "https://paper.example/3", LONG, long, "机车厂")
    mentioned(store, "https://paper.example/4", LONG, long)
    mentioned(store, "https://paper.example/5", LONG, long, "机车")  # both are written so: it stays
    keep(store, advert("s3", "铣工", company=SHORT), company=long)
    keep(store, advert("l3", "司机", company=LONG), "other", long)
    keep(store, advert("l4", "电工", company=LONG), "other", long)  # joins the short one's electrician while they are one
    keep(store, advert("s2", "电工", company=SHORT), company=long, now=NOW + 2 * HOUR)  # an old one, confirmed meanwhile
    assert titles(store, long.id) == ["会计", "司机", "焊工", "电工", "铣工"]
    store.undo(entry.id, BY._replace(now=NOW + DAY))
    assert titles(store, short.id) == ["焊工", "电工", "铣工"]
    assert titles(store, long.id) == ["会计", "司机", "焊工", "电工"]
    assert {one.as_printed for one in store.company_page(short.id, NOW).mentions} == {SHORT, "机车厂"}
    assert {one.as_printed for one in store.company_page(long.id, NOW).mentions} == {LONG, "机车"}
    (electrician,) = [row for row in store.company_page(short.id, NOW).open_posts if row.title == "电工"]
    assert (electrician.id, electrician.sightings, electrician.confirmed_at) == (numbers["电工"], 1, NOW + 2 * HOUR)


def test_a_sighting_that_said_something_else_meanwhile_gets_a_new_key(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    entry = store.merge(short.id, long.id, BY)
    keep(store, advert("s2", "高级电工", company=SHORT), company=long, now=NOW + 2 * HOUR)
    store.undo(entry.id, BY)
    twin, new = keep(store, advert("s9", "高级电工", company=SHORT), "other", short, NOW + 3 * HOUR)
    assert not new
    assert store.post(twin, NOW).row.company_id == short.id


def test_an_alert_on_a_merged_firm_goes_on(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    assert store.subscribe("a@example.org", Search(firm=short.id), "asap", "t", NOW)
    alert = store.confirm("t", NOW)
    store.merge(short.id, long.id, BY)
    keep(store, advert("l9", "护士", company=LONG), "other", long, NOW + DAY)
    posts, _ = store.unmatched(alert, NOW + DAY, 10)
    assert [row.title for row in posts] == ["护士"]


def test_who_was_told_of_one_is_not_told_of_both(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    assert store.subscribe("a@example.org", Search(words=("焊工",)), "asap", "t", NOW - DAY)
    alert = store.confirm("t", NOW - DAY)
    (welder,) = [row for row in store.company_page(long.id, NOW).open_posts if row.title == "焊工"]
    store.match(alert, [welder.id], 1, NOW)
    before = everything(store, alert_match)
    entry = store.merge(short.id, long.id, BY)
    assert store.unmatched(alert, NOW, 10) == ([], 0)
    store.undo(entry.id, BY)
    assert everything(store, alert_match) == before
    assert [row.company_id for row in store.unmatched(alert, NOW, 10)[0]] == [short.id]


def test_merges_are_taken_back_in_order(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    third = firm(store, "大同示例轨道交通有限公司")
    before = everything(store)
    first = store.merge(short.id, long.id, BY)
    second = store.merge(long.id, third.id, BY)
    assert store.company_page(short.id, NOW).company.id == third.id, "the address of the first leads all the way"
    with pytest.raises(StoreError, match=f"undo {second.id} first"):
        store.undo(first.id, BY)
    store.undo(second.id, BY)
    assert store.company_page(short.id, NOW).company.id == long.id
    undone = store.undo(first.id, BY)
    assert everything(store) == before
    with pytest.raises(StoreError, match=f"undone by audit {undone.id}"):
        store.undo(first.id, BY)
    with pytest.raises(StoreError, match="is an undo"):
        store.undo(undone.id, BY)
    assert store.merge(short.id, long.id, BY).undone_by is None, "and merged again"


def test_what_cannot_be_one_firm_is_refused(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    with pytest.raises(StoreError, match="same firm twice"):
        store.merge(long.id, long.id, BY)
    with pytest.raises(NotFound):
        store.merge(short.id, 999, BY)
    with store.writing() as writing:
        writing.learn(short.id, NOW, credit_code="91350100M000100Y43")
        writing.learn(long.id, NOW, credit_code="91140200701101235J")
    before = everything(store, *metadata.sorted_tables)
    with pytest.raises(StoreError, match="two legal persons"):
        store.merge(short.id, long.id, BY)
    assert everything(store, *metadata.sorted_tables) == before
    one, other = firm(store, "示例甲有限公司", None), firm(store, "示例乙有限公司", None)
    store.merge(one.id, other.id, BY)
    for pair in ((one.id, long.id), (long.id, one.id)):
        with pytest.raises(StoreError, match=f"was merged into {other.id}"):
            store.merge(*pair, BY)


def test_an_alias_becomes_a_firm_of_its_own_with_what_was_written_under_it(store: Store) -> None:
    whole = firm(store, LONG)
    with store.writing() as writing:
        writing.add_alias(whole.id, SHORT, "news", NOW)
    mentioned(store, "https://paper.example/1", LONG, whole)
    mentioned(store, "https://paper.example/2", LONG, whole, SHORT)
    mine, _ = keep(store, advert("1", "焊工", company=LONG), company=whole)
    keep(store, advert("2", "焊工", company=SHORT), "other", whole)
    keep(store, advert("3", "电工", company=SHORT), "other", whole)
    assert store.post(mine, NOW).row.sightings == 2
    before = everything(store)
    entry = store.split(whole.id, [SHORT], "140213", BY)
    assert entry.other is not None
    part = store.company_page(entry.other.id, NOW)
    assert (part.company.name, part.company.place, part.aliases) == (SHORT, "140213", ())
    assert [one.as_printed for one in part.mentions] == [SHORT]
    assert titles(store, part.company.id) == ["焊工", "电工"]
    assert titles(store, whole.id) == ["焊工"]
    assert store.post(mine, NOW).row.sightings == 1
    with store.writing() as writing:
        assert writing.company(SHORT, None, "news", NOW)[0].id == part.company.id

    lone = next(row.id for row in part.open_posts if row.title == "焊工")
    keep(store, advert("9", "司机", company=SHORT), "other", part.company)
    store.undo(entry.id, BY)
    assert store.company_page(part.company.id, NOW).company.id == whole.id
    assert titles(store, whole.id) == ["司机", "焊工", "电工"]
    assert store.post(lone, NOW).row.id == mine, "the post it had for a while leads back"
    assert store.post(mine, NOW).row.sightings == 2
    after = everything(store, alias, mention)
    assert after == {name: before[name] for name in after}


def test_a_firm_cannot_be_split_from_its_own_name(store: Store) -> None:
    whole = firm(store, LONG)
    with pytest.raises(StoreError, match="own name"):
        store.split(whole.id, ["大同示例機車有限公司"], None, BY)
    with pytest.raises(StoreError, match="no such alias"):
        store.split(whole.id, ["别处"], None, BY)
    with pytest.raises(StoreError, match="no such alias"):
        store.split(whole.id, ["  "], None, BY)
    assert store.audits() == []


def test_the_trail_of_a_firm(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    other = firm(store, "大同示例乳业有限公司")
    entry = store.merge(short.id, long.id, BY)
    assert [one.id for one in store.audits(short.id)] == [one.id for one in store.audits(long.id)] == [entry.id]
    assert store.audits(other.id) == []
    assert store.audit(entry.id) == entry
    with pytest.raises(NotFound):
        store.audit(999)
    page = store.identity(short.id)
    assert page.company.id == long.id
    assert [(one.other and one.other.name, one.why) for one in page.changes] == [(SHORT, BY.why)]
    assert page.mentions_all == 2
    assert {(one.text, one.evidence, one.seen_at) for one in page.aliases} >= {(SHORT, "news", NOW), ("机车", "post", NOW)}
    store.undo(entry.id, BY)
    assert store.identity(long.id).changes == ()


def test_a_firm_is_found_by_part_of_any_name(store: Store, two: tuple[Company, Company]) -> None:
    short, long = two
    mentioned(store, "https://paper.example/7", LONG, long)
    rows = store.companies_named("機車")
    assert [(row.company.id, row.mentions, row.open_posts) for row in rows] == [(long.id, 2, 2), (short.id, 1, 2)]
    assert [row.company.id for row in store.companies_named("机车厂")] == [short.id]
    assert store.companies_named("%") == []
    assert store.companies_named(" ") == []


def test_a_long_ago_closed_post_is_not_the_same_vacancy(store: Store) -> None:
    short, long = firm(store, SHORT), firm(store, LONG)
    keep(store, advert("s1", company=SHORT), company=short)
    with store.writing() as writing:
        writing.close_sighting("board", "s1", "x", NOW)
    later = NOW + timedelta(days=90)
    keep(store, advert("l1", company=LONG), "other", long, later)
    store.merge(short.id, long.id, BY._replace(now=later))
    page = store.company_page(long.id, later)
    assert (len(page.open_posts), page.closed_posts) == (1, 1)


def test_every_table_that_names_a_firm_is_thought_of() -> None:
    """A new one must be moved by a merge, or led by `merged_into`, before it is listed here."""
    moved = {"alias", "mention", "ask", "sighting", "post"}
    led = {"company", "audit", "review"}
    naming = {table.name for table in metadata.sorted_tables for key in table.foreign_keys if key.column.table is company}
    assert naming == moved | led
