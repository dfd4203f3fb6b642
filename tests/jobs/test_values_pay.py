"""Pay: every notation we have seen, with the value a person would write down."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.model import PAY_UNITS, Pay
from jobs.values import pay, pay_of

NOTHING = (None, None, None, None)

NOTATIONS: list[tuple[str, tuple[int | None, int | None, str | None, int | None]]] = [
    # 51job
    ("1.2-2万/月", (12000, 20000, "month", None)),
    ("0.8-1.2万/月", (8000, 12000, "month", None)),
    ("4.5-6千/月", (4500, 6000, "month", None)),
    ("20-30万/年", (200000, 300000, "year", None)),
    ("1.5千以下/月", (None, 1500, "month", None)),
    ("150元/天", (150, 150, "day", None)),
    ("20元/小时", (20, 20, "hour", None)),
    # liepin, lagou, zhaopin, boss
    ("10-15k·14薪", (10000, 15000, "month", 14)),
    ("20-40k·15薪", (20000, 40000, "month", 15)),
    ("10-18k", (10000, 18000, "month", None)),
    ("15k-25k", (15000, 25000, "month", None)),
    ("7-9K·13薪", (7000, 9000, "month", 13)),
    ("20-35K/月", (20000, 35000, "month", None)),
    ("1.2万-1.8万·13薪", (12000, 18000, "month", 13)),
    ("8千-1.2万", (8000, 12000, "month", None)),
    ("30-50K×16薪", (30000, 50000, "month", 16)),
    ("10-15K·99薪", (10000, 15000, "month", None)),
    ("10-15K·12-14薪", (10000, 15000, "month", 12)),
    ("200-300元/天", (200, 300, "day", None)),
    # 74cms
    ("8K~12K", (8000, 12000, "month", None)),
    ("8千~1万5", (8000, 15000, "month", None)),
    ("3千5", (3500, 3500, "month", None)),
    ("3千5~5千", (3500, 5000, "month", None)),
    ("1万5~2万", (15000, 20000, "month", None)),
    ("1000~1500元/月", (1000, 1500, "month", None)),
    ("5000~10000元/月", (5000, 10000, "month", None)),
    ("1万以上/月", (10000, None, "month", None)),
    # PHPYun
    ("1000以下", (None, 1000, "month", None)),
    ("1000 - 1999", (1000, 1999, "month", None)),
    ("4500 - 5999", (4500, 5999, "month", None)),
    ("10000及以上", (10000, None, "month", None)),
    ("￥4500 - 5999", (4500, 5999, "month", None)),
    ("5000以上", (5000, None, "month", None)),
    # others that were recorded
    ("6001-8000/月", (6001, 8000, "month", None)),
    ("25000以上/月", (25000, None, "month", None)),
    ("<20,000", (None, 20000, "month", None)),
    ("6001-8000元/月", (6001, 8000, "month", None)),
    # free text
    ("月薪6000-8000元", (6000, 8000, "month", None)),
    ("月薪：6000元", (6000, 6000, "month", None)),
    ("年薪10万-15万", (100000, 150000, "year", None)),
    ("年薪12万元", (120000, 120000, "year", None)),
    ("年薪 8～12 万", (80000, 120000, "year", None)),
    ("底薪3000+提成", (3000, None, "month", None)),
    ("底薪4000", (4000, None, "month", None)),
    ("底薪4000-6000+绩效", (4000, 6000, "month", None)),
    ("无责底薪3500元+提成", (3500, None, "month", None)),
    ("保底5000元/月", (5000, None, "month", None)),
    ("综合工资6000-8000", (6000, 8000, "month", None)),
    ("5000元以上", (5000, None, "month", None)),
    ("5000元/月以上", (5000, None, "month", None)),
    ("5000元/月起", (5000, None, "month", None)),
    ("5000起", (5000, None, "month", None)),
    ("5000+", (5000, None, "month", None)),
    ("8k+", (8000, None, "month", None)),
    ("3000多", (3000, None, "month", None)),
    ("10000元/月+提成", (10000, None, "month", None)),
    ("≥6000", (6000, None, "month", None)),
    (">6000", (6000, None, "month", None)),
    ("不低于4000元", (4000, None, "month", None)),
    ("不少于4000元/月", (4000, None, "month", None)),
    ("最低工资3000", (3000, None, "month", None)),
    ("不超过9000", (None, 9000, "month", None)),
    ("≤9000元", (None, 9000, "month", None)),
    ("9000以内", (None, 9000, "month", None)),
    ("最高12000元", (None, 12000, "month", None)),
    ("月薪高达1万5", (None, 15000, "month", None)),
    ("5000左右", (5000, 5000, "month", None)),
    ("约5000元/月", (5000, 5000, "month", None)),
    ("5000元/月", (5000, 5000, "month", None)),
    ("5000元每月", (5000, 5000, "month", None)),
    ("每月5000元", (5000, 5000, "month", None)),
    ("5000元一个月", (5000, 5000, "month", None)),
    ("3000元/月-5000元/月", (3000, 5000, "month", None)),
    ("3000元-5000元", (3000, 5000, "month", None)),
    ("3000元至5000元", (3000, 5000, "month", None)),
    ("3000到5000元", (3000, 5000, "month", None)),
    ("¥8,000-12,000/月", (8000, 12000, "month", None)),
    ("8，000—12，000元", (8000, 12000, "month", None)),
    ("５０００－８０００元", (5000, 8000, "month", None)),
    ("８千～１万５", (8000, 15000, "month", None)),
    ("5000——8000元", (5000, 8000, "month", None)),
    ("5000 − 8000", (5000, 8000, "month", None)),
    ("5 000-8 000元", (5000, 8000, "month", None)),
    ("4000-6000元/月,五险一金,月休4天", (4000, 6000, "month", None)),
    ("4000-6000元，5险1金，8小时工作制", (4000, 6000, "month", None)),
    ("每天8小时，月薪5000", (5000, 5000, "month", None)),
    ("试用期3个月，转正5000-6000元/月", (5000, 6000, "month", None)),
    ("月薪5000-7000元（税前）", (5000, 7000, "month", None)),
    ("1万五险一金", (10000, 10000, "month", None)),
    ("5000-8000元/月 可面议", (5000, 8000, "month", None)),
    ("8000-1万", (8000, 10000, "month", None)),
    ("1-1.5万元/月", (10000, 15000, "month", None)),
    ("3-5千元", (3000, 5000, "month", None)),
    ("10k-15", (10000, 15000, "month", None)),
    ("1.5w-2w", (15000, 20000, "month", None)),
    ("20-30w/年", (200000, 300000, "year", None)),
    ("2W以上", (20000, None, "month", None)),
    ("1万2-1万8", (12000, 18000, "month", None)),
    ("1万2千-1万8千", (12000, 18000, "month", None)),
    ("1万2000元", (12000, 12000, "month", None)),
    ("1.25万", (12500, 12500, "month", None)),
    ("一万五", (15000, 15000, "month", None)),
    ("三千五", (3500, 3500, "month", None)),
    ("五千到八千", (5000, 8000, "month", None)),
    ("月薪八千至一万二", (8000, 12000, "month", None)),
    ("年薪十万", (100000, 100000, "year", None)),
    ("年薪十五万到二十万", (150000, 200000, "year", None)),
    ("两千八", (2800, 2800, "month", None)),
    ("3千5百", (3500, 3500, "month", None)),
    ("300-500元/日", (300, 500, "day", None)),
    ("150/天", (150, 150, "day", None)),
    ("180元每天", (180, 180, "day", None)),
    ("200元一天", (200, 200, "day", None)),
    ("日薪200-260元", (200, 260, "day", None)),
    ("260元/天，月结", (260, 260, "day", None)),
    ("18-22元/时", (18, 22, "hour", None)),
    ("时薪22元", (22, 22, "hour", None)),
    ("20元每小时", (20, 20, "hour", None)),
    ("25/h", (25, 25, "hour", None)),
    ("15.5元/小时", (15, 15, "hour", None)),
    ("周薪1500", (1500, 1500, "week", None)),
    ("1200-1800元/周", (1200, 1800, "week", None)),
    ("2元/件", (2, 2, "piece", None)),
    ("10,000 - 15,000 per month", (10000, 15000, "month", None)),
    ("CNY 10k-15k monthly", (10000, 15000, "month", None)),
    ("RMB 200,000 to 300,000 per year", (200000, 300000, "year", None)),
    ("100k a year", (100000, 100000, "year", None)),
    ("5000 weekly", (5000, 5000, "week", None)),
    ("at least 8000 per month", (8000, None, "month", None)),
    ("20-35K/月·16薪", (20000, 35000, "month", 16)),
    ("3000-3000", (3000, 3000, "month", None)),
    ("800-1200", (800, 1200, "month", None)),
    # states none
    ("面议", NOTHING),
    ("薪资面议", NOTHING),
    ("工资待遇面谈", NOTHING),
    ("面议·13薪", NOTHING),
    ("计件", NOTHING),
    ("按国家规定", NOTHING),
    ("五险一金", NOTHING),
    ("月休4天", NOTHING),
    # cannot be true
    ("14000000-18000000", NOTHING),
    ("6000000-9000000", NOTHING),
    ("8000-5000", NOTHING),
    ("1万-8千", NOTHING),
    ("0-0", NOTHING),
    ("0", NOTHING),
    ("-5", NOTHING),
    ("-5000", NOTHING),
    ("1e999", NOTHING),
    ("5e3", NOTHING),
    ("NaN", NOTHING),
    ("inf", NOTHING),
    ("1-2元/月", NOTHING),
    ("99999999元", NOTHING),
    ("13800000000", NOTHING),
    # cannot be known
    ("15-25万", NOTHING),
    ("8-10", NOTHING),
    ("150元", NOTHING),
    ("100元/课时", NOTHING),
    ("1000元/次", NOTHING),
    ("1500元/平米", NOTHING),
    ("$5000-6000", NOTHING),
    ("5000-6000美元/月", NOTHING),
    ("HK$20,000/月", NOTHING),
    ("€50,000 a year", NOTHING),
]


@pytest.mark.parametrize(("text", "expected"), NOTATIONS)
def test_each_notation_has_one_value(text: str, expected: tuple[int | None, int | None, str | None, int | None]) -> None:
    found = pay(text)
    assert found is not None
    assert (found.min, found.max, found.unit, found.months) == expected
    assert found.text == text


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len({text for text, _ in NOTATIONS}) >= 150


@pytest.mark.parametrize("text", [None, "", "  ", "\u3000\n"])
def test_no_text_is_no_pay(text: str | None) -> None:
    assert pay(text) is None


def test_text_is_kept_as_written_but_for_outer_spaces() -> None:
    assert pay("\n ８千～１万５ ") == Pay("８千～１万５", 8000, 15000, "month", None)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("5000-8000元/月", 5000, 8000, "month", None), (5000, 8000, "month", None)),
        ((None, "5000", "8000", "元/月", 13), (5000, 8000, "month", 13)),
        ((None, 20, 30, "HOUR", None), (20, 30, "hour", None)),
        ((None, 200000, 300000, "YEAR", "14"), (200000, 300000, "year", 14)),
        ((None, 200, 300, "元/天", None), (200, 300, "day", None)),
        ((None, 5000, 0, None, None), (5000, None, "month", None)),
        ((None, 0, 8000, None, None), (None, 8000, "month", None)),
        ((None, 5000.5, None, None, None), (5000, None, "month", None)),
        ((None, 5000, 8000, "月", 0), (5000, 8000, "month", None)),
        (("面议", 0, 0, None, None), NOTHING),
        (("面议", None, None, None, None), NOTHING),
        ((None, 0, 0, None, None), NOTHING),
        ((None, 8000, 5000, "month", None), NOTHING),
        ((None, 14000000, 18000000, None, None), NOTHING),
        ((None, -5, 10, "month", None), NOTHING),
        ((None, "1e999", "abc", None, None), NOTHING),
        ((None, float("nan"), float("inf"), None, None), NOTHING),
        ((None, 5000, 8000, "万元/平米", None), NOTHING),
        ((None, 5, 8, None, None), NOTHING),
    ],
)
def test_structured_numbers_pass_the_same_guards(
    given: tuple[str | None, float | str | None, float | str | None, str | None, float | str | None],
    expected: tuple[int | None, int | None, str | None, int | None],
) -> None:
    found = pay_of(*given)
    assert found is not None
    assert (found.min, found.max, found.unit, found.months) == expected


def test_structured_numbers_stand_as_the_text_when_the_site_gave_none() -> None:
    assert pay_of(None, 14000000, 18000000) == Pay("14000000-18000000")
    assert pay_of(None, None, None) is None
    assert pay_of("", "", "") is None


PIECES = [
    "万",
    "千",
    "k",
    "-",
    "~",
    "元",
    "/月",
    "/年",
    "以上",
    "以下",
    "薪",
    "1",
    "0",
    "9",
    ".",
    ",",
    "e",
    "+",
    "面议",
    "底薪",
    " ",
    "每",
    "一",
    "十",
]


@given(st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join)))
def test_never_raises_and_never_holds_a_value_that_cannot_be(text: str) -> None:
    found = pay(text)
    if found is None:
        assert not text.strip()
        return
    assert found.unit is None or found.unit in PAY_UNITS
    assert (found.unit is None) == (found.min is None and found.max is None)
    assert found.min is None or found.min > 0
    assert found.min is None or found.max is None or found.min <= found.max


@given(
    st.one_of(st.none(), st.floats(), st.text(max_size=20)), st.one_of(st.none(), st.integers(), st.text(max_size=20)), st.text(max_size=10)
)
def test_structured_never_raises(low: float | str | None, high: int | str | None, unit: str) -> None:
    pay_of(None, low, high, unit, low)


@pytest.mark.parametrize("text", ["1" * 1_000_000, "1-" * 500_000, "1.1" * 300_000, "不低于" * 300_000, "万一" * 500_000, "/每" * 500_000])
def test_a_long_field_costs_no_more_than_a_short_one(text: str) -> None:
    began = time.perf_counter()
    pay(text)
    assert time.perf_counter() - began < 0.5
