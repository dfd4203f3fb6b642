"""The search index and the plain way say the same, whatever is asked, on both databases; and the index is noticed when it is broken."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from jobs.errors import Busy
from jobs.model import EDUCATION, Experience, Pay, Search
from jobs.search import EXPERIENCES, PAY_BANDS, parse
from jobs.store import Store
from tests.store_samples import DAY, NOW, card, firm, keep, named, post, story

_PLACES = ("140213", "140214", "140221", "130102", "110101", "429004", "140200", "140000")
_WORDS = [
    "焊",
    "工",
    "焊工",
    "电焊工",
    "电工",
    "学徒",
    "高级电焊工",
    "python",
    "py",
    "c++",
    "5险",
    "五险一金",
    "电焊工学徒",
    "𠮷",
    "的",
    "工",
    "电",
    "铆工",
]


def _text(chance: random.Random) -> str:
    return "".join(chance.choice([*_WORDS, "，", "\n"]) for _ in range(chance.randrange(1, 12)))


def filled(store: Store, seed: int, count: int) -> random.Random:
    """A store with so many random posts, some closed, moved, changed or expired since."""
    chance = random.Random(seed)
    firms = [firm(store, f"大同市示例{name}有限公司") for name in "甲乙丙"]
    for number in range(count):
        one = post(
            f"{number % (count * 4 // 5)}",
            _text(chance)[:20].replace("\n", "") or "工",
            *chance.sample(_PLACES, chance.randrange(1, 3)),
            description=_text(chance) if chance.random() < 0.8 else None,
            pay=Pay("x", (low := chance.choice([2000, 3000, 5000, 9000, 15000])), low + 2000, "month") if chance.random() < 0.7 else None,
            education=chance.choice([None, *EDUCATION]),
            experience=chance.choice([None, Experience("x", chance.randrange(12), None)]),
            deadline=chance.choice([None, (NOW + timedelta(days=chance.randrange(-2, 9))).date()]),
            closed=chance.random() < 0.1,
        )
        keep(store, one, chance.choice(["board", "other"]), chance.choice([None, *firms]), NOW - chance.randrange(40) * DAY)
    with store.writing() as writing:
        article, _ = writing.article("paper", story("https://paper.example/1", "示例"), "140200", NOW)
        writing.mention(article, firms[0].id, named("示例甲", "大同市示例甲有限公司"), "x")
    return chance


def question(chance: random.Random) -> Search:
    """A random search."""

    def some(values: object, often: float = 0.2) -> tuple[str, ...]:
        listed = list(values)  # type: ignore[call-overload]  # any collection of texts
        return tuple(sorted(chance.sample(listed, chance.randrange(1, 3)))) if chance.random() < often else ()

    return Search(
        place=chance.choice([None, *_PLACES]),
        words=tuple(dict.fromkeys(chance.choices(_WORDS, k=chance.choice([0, 1, 1, 2])))),
        pay=some(PAY_BANDS),
        experience=some(EXPERIENCES),
        education=some(EDUCATION),
        days=chance.choice([None, None, None, 1, 3, 7, 30]),
        source=some(["board", "other", "nobody"]),
        firm=chance.choice([None] * 8 + [1, 2, 77]),
        in_news=chance.random() < 0.1,
        sort=chance.choice(["confirmed", "new", "pay"]),
    )


@pytest.fixture
def scanning(database: str, indexed: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The same database without an index."""
    opened = Store.open(database)
    monkeypatch.setattr(opened._index, "_current", lambda _: None)
    yield opened
    opened.close()


@pytest.mark.parametrize("written", [False, True])
def test_the_index_finds_what_a_scan_finds_in_its_order_page_by_page(indexed: Store, scanning: Store, written: bool) -> None:
    store = indexed
    chance = filled(store, seed=written, count=150)
    if written:
        store.reindex()
        filled(store, seed=2, count=60)
    for _ in range(250):
        asked = question(chance)
        pages = 0
        while pages < 4:
            one, other = store.find(asked, NOW, 5), scanning.find(asked, NOW, 5)
            assert one == other, asked
            pages += 1
            if one.previous and pages > 1:
                back = replace(asked, after=one.previous)
                assert store.find(back, NOW, 5) == scanning.find(back, NOW, 5), back
            if not one.next:
                break
            asked = replace(asked, after=one.next)
        asked = replace(asked, after=None)
        assert store.counts(asked, NOW) == scanning.counts(asked, NOW), asked


def test_a_facet_says_what_choosing_it_finds(store: Store) -> None:
    chance = filled(store, seed=5, count=120)
    for _ in range(60):
        asked = question(chance)
        found = store.facets(asked, NOW)
        for key, name in (("pay", "pay"), ("exp", "experience"), ("edu", "education"), ("src", "source")):
            for option, count in found[key].items():
                assert store.find(replace(asked, **{name: (option,)}), NOW).count == count, (asked, key, option)
        for days, count in found["days"].items():
            assert store.find(replace(asked, days=int(days)), NOW).count == count
        assert found["firm"] == {"news": store.find(replace(asked, in_news=True), NOW).count}


def reopened(store: Store, database: str) -> Store:
    """Another process on the same database."""
    return Store.open(database, index=store._index._folder._path if store._index._folder else None)


@pytest.fixture
def indexed(database: str, tmp_path: Path) -> Iterator[Store]:
    """A store with its index in a folder of its own."""
    opened = Store.open(database, index=tmp_path / "index")
    opened.upgrade()
    opened.register([card("board"), card("other"), card("paper", kind="news")])
    yield opened
    opened.close()


def found(store: Store, *words: str, **more: object) -> list[int]:
    return [row.id for row in store.find(Search(words=words, sort="new", **more), NOW).posts]  # type: ignore[arg-type]  # the test's own


def test_another_process_sees_what_one_wrote_and_what_it_did_not_write_yet(indexed: Store, database: str) -> None:
    keep(indexed, post("1", "焊工"))
    indexed.reindex()
    other = reopened(indexed, database)
    assert found(other, "焊工") == [1]
    keep(indexed, post("2", "电焊工"))
    with indexed.writing() as writing:
        writing.close_sighting("board", "1", "x", NOW)
    assert found(other, "焊工") == found(indexed, "焊工") == [2]
    assert indexed._index.write(least=1)
    assert found(other, "焊工") == found(indexed, "焊工") == [2]
    assert not indexed._index.write(least=1), "nothing is left to write"
    other.close()


def test_a_disk_that_refuses_the_index_loses_no_post(indexed: Store, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "lock").mkdir()  # where a file should be
    keep(indexed, post("1", "焊工"))
    assert not indexed._index.write(least=1)
    assert found(indexed, "焊工") == [1]
    with pytest.raises(Busy):
        indexed.reindex()


def test_a_database_that_is_away_while_the_index_is_written_loses_no_post(indexed: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise Busy("away")

    monkeypatch.setattr("jobs.store.indexing.Index._write", away)
    keep(indexed, post("1", "焊工"))
    assert found(indexed, "焊工") == [1]


def test_many_small_writes_become_few_segments(indexed: Store) -> None:
    for number in range(30):
        keep(indexed, post(f"{number}", f"焊工{number}"))
        if number == 3:
            indexed.reindex()
        indexed._index.write(least=1)
    assert indexed._index._folder is not None
    manifest = indexed._index._folder.manifest()
    assert manifest is not None
    assert len(manifest.segments) <= 4
    assert found(indexed, "焊工29") == [30]
    assert len(found(indexed, "焊工")) == 20


@pytest.mark.parametrize("name", ["terms", "long", "texts", "head.json", "documents", "manifest.json", None])
def test_a_broken_index_is_noticed_and_made_anew_and_no_post_is_lost(indexed: Store, database: str, name: str | None) -> None:
    for number in range(40):
        keep(indexed, post(f"{number}", f"高级焊工{number}"))
    indexed.reindex()
    assert indexed._index._folder is not None
    path = indexed._index._folder._path
    (segment,) = path.glob("s*")
    if name is None:
        shutil.rmtree(segment)
    else:
        file = path / name if name == "manifest.json" else segment / name
        file.write_bytes(file.read_bytes()[:-3] + b"\x01" * (0 if name == "texts" else 3))
    other = reopened(indexed, database)
    asked = Search(words=("高级焊工",))
    assert other.find(asked, NOW).count == 40
    other.sweep(NOW)  # what the clock does
    assert other.find(asked, NOW).count == 40
    assert len(list(path.glob("s*"))) == 1
    assert other.find(asked, NOW) == indexed.find(asked, NOW)
    other.close()


def test_an_index_of_another_state_of_the_database_is_not_believed(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'one.sqlite3'}"
    store = Store.open(url, index=tmp_path / "index", checkpoints=True)
    store.upgrade()
    store.register([card("board")])
    keep(store, post("1", "焊工"))
    store.checkpoint()
    older = (tmp_path / "one.sqlite3").read_bytes()
    keep(store, post("2", "焊工"))
    store.reindex()
    store.checkpoint()
    store.close()
    (tmp_path / "one.sqlite3").write_bytes(older)  # put back from a copy
    back = Store.open(url, index=tmp_path / "index")
    assert found(back, "焊工") == [1]
    keep(back, post("3", "焊工"))
    assert found(back, "焊工") == [2, 1]
    back.close()


def test_by_match_a_title_goes_before_a_text(indexed: Store) -> None:
    keep(indexed, post("1", "焊工"))
    keep(indexed, post("2", "司机", description="会焊工活优先"))
    keep(indexed, post("3", "电焊工"))
    keep(indexed, post("4", "普工", description="协助焊工"))
    pages, asked = [], Search(words=("焊工",), sort="match")
    for _ in range(2):
        page = indexed.find(asked, NOW, 2)
        pages.append([row.id for row in page.posts])
        asked = replace(asked, after=page.next)
    assert pages == [[3, 1], [4, 2]]
    back = replace(asked, after=page.previous)
    assert [row.id for row in indexed.find(back, NOW, 2).posts] == [3, 1]


@pytest.mark.parametrize("word", ["焊", "焊工", "高级焊工"])
def test_words_of_any_length_are_found_wherever_they_stand_in_either_script(indexed: Store, word: str) -> None:
    keep(indexed, post("1", "招聘高级焊工两名"))
    keep(indexed, post("2", "高、级、焊、工"))
    keep(indexed, post("3", "工焊级高"))
    assert 1 in found(indexed, word)
    assert (3 in found(indexed, word)) == (word == "焊")


def test_a_scan_ends_in_time_and_the_connection_is_as_before(store: Store) -> None:
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n"
    with pytest.raises(Busy), store._door.reading() as connection, store._door.limited(connection, 0.05):
        connection.exec_driver_sql(endless)
    with store._door.reading() as connection, store._door.limited(connection, 5):
        assert connection.exec_driver_sql(endless.replace("1000000000", "100000")).scalar() == 100_000


@pytest.mark.parametrize("sort", ["new", "confirmed", "match"])
def test_a_search_that_gives_up_for_times_sake_goes_on_with_its_next_page(
    indexed: Store, sort: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        keep(indexed, post(f"{number}", "电焊 焊工" if number % 25 else "电焊工"))
    monkeypatch.setattr("jobs.store.matching.LOOKED_INTO", 0)
    monkeypatch.setattr("jobs.index.reader.LOOKED_AT", 10)
    monkeypatch.setattr("jobs.store.ordering._STEPS", 1)
    asked, ids, pages = Search(words=("电焊工",), sort=sort), [], 0
    while asked.after or not pages:
        page = indexed.find(asked, NOW, 2)
        ids += [row.id for row in page.posts]
        assert page.count <= 3
        pages += 1
        assert pages < 40
        asked = replace(asked, after=page.next)
    assert ids == [51, 26, 1]
    assert pages > 2, "no page looks into everything"


@pytest.mark.parametrize(
    "written",
    ["\x00", "焊\x00工", '"', "'; DROP TABLE post; --", "焊工 OR 1=1", "NEAR(焊 工)", "焊*", "%_%", "(", "焊工" * 5_000, "👨‍👩‍👧‍👦", "的 了 是", "\ud800", "焊\udc00工",
     "　", "^焊工$", "-焊工", "𠮷" * 50, "\n\r\t", "\u202e工焊"],
)  # fmt: skip
def test_whatever_is_typed_gets_the_same_answer_from_both_and_never_an_error(indexed: Store, scanning: Store, written: str) -> None:
    keep(indexed, post("1", "焊工", description="的了是 𠮷 %_% ( '\" OR 1=1"))
    keep(indexed, post("2", "👨‍👩‍👧‍👦 电工"))
    for asked in (parse({"q": [written]}), parse({"q": [written]}, "140213")):
        assert indexed.find(asked, NOW) == scanning.find(asked, NOW)
        indexed.facets(asked, NOW)
        indexed.find(replace(asked, sort="match"), NOW)
