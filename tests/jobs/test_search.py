"""A question as an address and back."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.model import EDUCATION, Pay, Search
from jobs.search import (
    DAYS,
    EXPERIENCES,
    KEYS,
    LONGEST_WORD,
    MOST_WORDS,
    PAY_BANDS,
    SORTS,
    address,
    chips,
    describe,
    from_json,
    monthly,
    parse,
    query,
    to_json,
    words,
)

ANYTHING = st.text(max_size=60)
VALUES = st.lists(ANYTHING | st.sampled_from([*PAY_BANDS, *EXPERIENCES, *EDUCATION, *SORTS, "7", "news", "12", "datong-daily"]), max_size=5)


@given(st.dictionaries(st.sampled_from(KEYS) | ANYTHING, VALUES, max_size=12), st.sampled_from([None, "140200", "140213004", "x"]))
def test_whatever_an_address_says_its_question_survives_the_round_trip(args: dict[str, list[str]], place: str | None) -> None:
    search = parse(args, place)
    again = query(search)
    assert parse(parse_qs(again), search.place) == search
    assert [key for key in KEYS if f"{key}=" in again or f"&{key}=" in again] == list(
        dict.fromkeys(part.split("=")[0] for part in again.split("&") if part)
    )
    assert from_json(to_json(search)) == replace(search, after=None)
    assert describe(search)
    assert again.isascii()
    assert "\x00" not in again
    assert len(again) < 20_000


@given(ANYTHING)
def test_words_are_folded_for_good(text: str) -> None:
    found = words(text)
    assert words(" ".join(found)) == found
    assert len(found) <= MOST_WORDS
    assert all(0 < len(word) <= LONGEST_WORD and not word.isspace() for word in found)


def test_an_address_is_understood() -> None:
    args = {
        "q": ["電焊工　A2", "电焊工"],
        "pay": ["8-12", "5-8", "9-9", "5-8"],
        "exp": ["0"],
        "edu": ["本科", "大专"],
        "days": ["7"],
        "src": ["mohrss", "58city", "../etc"],
        "firm": ["12", "news"],
        "sort": ["pay"],
        "page": ["Y2Yx"],
        "utm_source": ["x"],
    }
    search = parse(args, "140200")
    assert search == Search(
        place="140200",
        words=("电焊工", "a2"),
        pay=("5-8", "8-12"),
        experience=("0",),
        education=("大专", "本科"),
        days=7,
        source=("58city", "mohrss"),
        firm=12,
        in_news=True,
        sort="pay",
        after="Y2Yx",
    )
    assert query(search) == (
        "q=%E7%94%B5%E7%84%8A%E5%B7%A5%20a2&pay=5-8&pay=8-12&exp=0&edu=%E5%A4%A7%E4%B8%93&edu=%E6%9C%AC%E7%A7%91"
        "&days=7&src=58city&src=mohrss&firm=12&firm=news&sort=pay&page=Y2Yx"
    )


@pytest.mark.parametrize(
    "args",
    [
        {"days": ["0"]},
        {"days": ["-1"]},
        {"days": ["366"]},
        {"days": ["9" * 500]},
        {"days": ["７"]},
        {"firm": ["0"]},
        {"firm": ["9" * 30]},
        {"firm": ["1e3"]},
        {"page": ["-1"]},
        {"page": ["x" * 500]},
        {"page": ["a b"]},
        {"page": ["\x00"]},
        {"sort": ["id; DROP TABLE post"]},
        {"pay": ["%"]},
        {"edu": ["学士"]},
        {"src": ["'"]},
        {"q": ["", " \x00 ", "　"]},
        {"q": ["\ud800"]},
        {},
    ],
)
def test_what_makes_no_sense_is_left_out(args: dict[str, list[str]]) -> None:
    assert parse(args) == Search()
    assert query(parse(args)) == ""


def test_what_is_too_long_is_cut() -> None:
    search = parse({"q": ["焊" * 5000 + " x"], "src": [f"s{number}" for number in range(1000)]})
    assert search.words == ("焊" * LONGEST_WORD,)
    assert len(search.source) == 20
    assert len(parse({"q": [" ".join(f"w{n}" for n in range(50))]}).words) == MOST_WORDS


@pytest.mark.parametrize("place", ["1402", "14020x", "abcdef", "１４０２００", "140200\n", "", "1402001"])
def test_a_place_is_a_code(place: str) -> None:
    assert parse({}, place).place is None


@pytest.mark.parametrize(
    ("search", "said"),
    [
        (Search(place="140200", words=("焊工",), pay=("5-8",), days=7), "大同市 · 焊工 · 5–8K · 近 7 天"),
        (Search(), "全国"),
        (Search(place="140213", pay=("5-8", "8-12"), education=("不限",), experience=("1-3",)), "平城区 · 5–8K或8–12K · 1–3 年 · 学历不限"),
        (Search(days=45, in_news=True), "全国 · 近 45 天 · 见报企业"),
        (Search(sort="pay", after="x"), "全国"),
    ],
)
def test_a_search_in_words(search: Search, said: str) -> None:
    assert describe(search) == said


def test_addresses_and_chips() -> None:
    search = Search(place="140200", pay=("stated",), sort="new")
    assert address(search) == "/r/140200-datong/?pay=stated&sort=new"
    assert address(Search(place="140200")) == "/r/140200-datong/"
    assert chips(search) == [("pay", "stated", "薪资写明")]
    assert all(str(days) in label or days == 1 for days, label in DAYS.items())


def test_bands_cover_every_figure_once() -> None:
    for bands in (PAY_BANDS, EXPERIENCES):
        closed = [band for key, band in bands.items() if key != "stated"]
        assert closed[0].low is None
        assert closed[-1].high is None
        assert all(below.high == above.low for below, above in pairwise(closed))


@pytest.mark.parametrize(
    ("pay", "month"),
    [
        (None, None),
        (Pay("面议"), None),
        (Pay("6-8K", 6000, 8000, "month", 13), (6000, 8000)),
        (Pay("6K以上", 6000, None, "month"), (6000, 6000)),
        (Pay("8K以下", None, 8000, None), (8000, 8000)),
        (Pay("12万", 120000, 120000, "year"), (10000, 10000)),
        (Pay("200/天", 200, 300, "day"), (4350, 6525)),
        (Pay("20/时", 20, 20, "hour"), (3480, 3480)),
        (Pay("0.5/件", 1, 1, "piece"), None),
        (Pay("x", 10**30, 10**30, "month"), None),
        (Pay("x", 9000, 6000, "month"), (6000, 9000)),
    ],
)
def test_pay_by_the_month(pay: Pay | None, month: tuple[int, int] | None) -> None:
    assert monthly(pay) == month


def test_an_alert_keeps_no_page() -> None:
    kept: Any = to_json(Search(place="140200", words=("焊工",), after="abc"))
    assert "abc" not in kept
    assert from_json(kept) == Search(place="140200", words=("焊工",))
