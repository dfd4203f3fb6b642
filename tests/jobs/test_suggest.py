"""What somebody who types may mean, on both databases."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from jobs.store import Decision, Store, suggesting
from jobs.store.suggesting import Suggestion
from tests.store_samples import NOW, firm, keep, post

LATHE, DAIRY, COAL = "大同示例电力机车有限公司", "大同市晨雾乳业有限责任公司", "山西省大同市晨雾煤业集团股份有限公司"
ELSEWHERE = "太原晨雾银行股份有限公司"


@pytest.fixture
def named(store: Store) -> Store:
    """Four firms; the bank has two open posts, the dairy one."""
    firms = {name: firm(store, name, place) for name, place in ((LATHE, "140200"), (DAIRY, "140200"), (COAL, None), (ELSEWHERE, "140100"))}
    with store.writing() as writing:
        writing.add_alias(firms[LATHE].id, "大同机车", "operator")
    keep(store, post("1"), company=firms[ELSEWHERE])
    keep(store, post("2", "电工"), company=firms[ELSEWHERE])
    keep(store, post("3", "化验员"), company=firms[DAIRY])
    return store


def asked(store: Store, text: str, place: str | None = None, limit: int = 10) -> list[str]:
    return [one.name for one in store.suggest(text, NOW, place, limit)]


@pytest.mark.parametrize(
    ("text", "how", "first"),
    [
        (LATHE, "same", LATHE),
        ("示例电力机车", "same", LATHE),
        ("大同机车", "same", LATHE),  # an alias
        ("大同示例", "begins", LATHE),
        ("力机", "holds", LATHE),
        ("電力機車", "holds", LATHE),  # traditional
        ("示 例·电力", "begins", LATHE),
        ("shilidianlijiche", "same", LATHE),
        ("Shili Dianli", "begins", LATHE),
        ("datongshili", "begins", LATHE),
        ("sldljc", "same", LATHE),
        ("dtsl", "begins", LATHE),
        ("dianlijiche", "holds", LATHE),
        ("jiche", "same", LATHE),
        ("chenwuyinhang", "same", ELSEWHERE),  # 行 as in a bank
        ("cwyh", "same", ELSEWHERE),
        ("大同市", "same", "大同市"),
        ("大同", "same", "大同市"),
        ("pingcheng", "same", "平城区"),
        ("dt", "same", "大同市"),
        ("焊工", "same", "焊工"),
        ("hangong", "same", "焊工"),
        # misspelt
        ("大同鸡车", "alike", LATHE),
        ("示例电利机车有限公司", "alike", LATHE),
        ("示例电机车", "alike", LATHE),
        ("示例电力力机车", "alike", LATHE),
        ("示例电机力车", "alike", LATHE),
        ("示例电刀机车", "alike", LATHE),
        ("大桐示例电力机车", "alike", LATHE),
        ("大同示例电力机车有线公司", "alike", LATHE),
        ("大同示例电力机车有公司", "alike", LATHE),
        ("晨雾如业", "alike", DAIRY),
        ("陈雾煤叶集团", "alike", COAL),
        ("大桐市", "alike", "大同市"),
        ("网约车思机", "alike", "网约车司机"),
    ],
)
def test_what_is_typed_finds_what_is_meant(named: Store, text: str, how: str, first: str) -> None:
    found = named.suggest(text, NOW)
    assert found, text
    assert (found[0].how, found[0].name) == (how, first)
    assert all(one.sure >= 0.74 for one in found)


@pytest.mark.parametrize("text", ["殿工", "包吃住五险一金", "晨雾", "太原示例电力机车", "示例电子机床", "java", "焊", "晨光"])
def test_nobody_is_guessed_who_was_not_meant(named: Store, text: str) -> None:
    assert [one for one in named.suggest(text, NOW) if one.how == "alike"] == []


def test_the_order_is_by_place_then_by_open_posts(named: Store) -> None:
    assert asked(named, "晨雾") == [ELSEWHERE, DAIRY, COAL]
    assert asked(named, "晨雾", "140200") == [DAIRY, ELSEWHERE, COAL]
    assert asked(named, "chenwu", "140000") == [ELSEWHERE, DAIRY, COAL]
    assert asked(named, "晨雾", limit=1) == [ELSEWHERE]
    (bank, dairy, _) = named.suggest("晨雾", NOW)
    assert (bank.posts, dairy.posts) == (2, 1)
    city = named.suggest("大同", NOW)[0]
    assert city.place is not None
    assert (city.place.code, city.posts) == ("140200", 3)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud83d", "\ud83d大", "x" * 10_000, "大" * 10_000, "%_*\"'()^ OR NEAR", "😀", "\u202e\u200b", "。"]
)
def test_whatever_is_typed_gives_a_list(named: Store, text: str) -> None:
    assert isinstance(named.suggest(text, NOW, "nowhere"), list)
    assert named.suggest(text, NOW, limit=0) == []


def test_firms_new_merged_split_and_taken_back_are_known_at_once(named: Store) -> None:
    assert asked(named, "云杉") == []
    spruce, larch = firm(named, "大同云杉食品有限公司"), firm(named, "大同落松食品有限公司")
    assert asked(named, "云杉") == [spruce.name]
    merged = named.merge(spruce.id, larch.id, Decision("test", "one firm", NOW))
    assert asked(named, "云杉") == asked(named, "云衫食品") == asked(named, "yssp") == [larch.name]
    named.undo(merged.id, Decision("test", "two firms", NOW))
    assert asked(named, "云杉") == [spruce.name]
    assert asked(named, "落松") == [larch.name]
    with named.writing() as writing:
        writing.add_alias(larch.id, "大同红豆食品有限公司", "operator")
    assert asked(named, "红豆") == [larch.name]
    named.split(larch.id, ["大同红豆食品有限公司"], None, Decision("test", "two firms", NOW))
    assert asked(named, "红豆") == ["大同红豆食品有限公司"]
    assert asked(named, "食品有限公司") == [spruce.name, larch.name, "大同红豆食品有限公司"]


def test_many_names_added_one_by_one_are_all_found(store: Store) -> None:
    names = [f"示例{one}{two}食品有限公司" for one in "甲乙丙丁戊己" for two in "东南西北中"]
    for name in names:
        firm(store, name)
        assert asked(store, name) == [name]
    assert [asked(store, name) for name in names] == [[name] for name in names]


def test_very_many_names_are_read_beside_and_nobody_waits(named: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggesting, "AT_ONCE", 1)
    started = threading.Event()
    reading = suggesting._read

    def slow(*args: object) -> object:
        started.wait(10)
        return reading(*args)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(suggesting, "_read", slow)
    assert asked(named, "示例电力机车") == []
    assert asked(named, "大同", limit=2) == ["大同市", "大同区"], "places need no database"
    started.set()
    assert named._reading is not None
    named._reading.join(10)
    assert asked(named, "示例电力机车") == [LATHE]


def test_counts_are_taken_anew_every_hour(named: Store) -> None:
    assert asked(named, "晨雾")[0] == ELSEWHERE
    (dairy,) = [one.company for one in named.suggest("晨雾乳业", NOW)]
    for number in range(4, 7):
        keep(named, post(str(number), f"职位{number}"), company=dairy)
    later = NOW + timedelta(hours=1, minutes=1)
    assert named.suggest("晨雾", later)[0] == Suggestion(DAIRY, "begins", 0.95, 4, company=dairy)
