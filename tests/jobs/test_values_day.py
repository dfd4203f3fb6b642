"""Dates: ISO, Chinese, relative, epoch, cut, impossible."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.values import day

TODAY = date(2026, 11, 24)
NOV4 = date(2026, 11, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-11-04", NOV4),
        ("2026-11-4", NOV4),
        ("2026/11/4", NOV4),
        ("2026.11.04", NOV4),
        ("2026年11月4日", NOV4),
        ("2026 年 11 月 4 日", NOV4),
        ("２０２６年１１月４日", NOV4),
        ("二〇二六年十一月四日", NOV4),
        ("2026-11-04 10:20", NOV4),
        ("2026-11-04 10:20:30", NOV4),
        ("2026-11-04 00:00:00.0", NOV4),
        ("发布时间：2026-11-04 10:20", NOV4),
        ("2026-11-04至2026-11-30", NOV4),
        ("有效日期：2026-12-31", date(2026, 12, 31)),
        ("2027-01-15", date(2027, 1, 15)),
        # zones: the Chinese day of the moment
        ("2026-11-04T10:00:00+08:00", NOV4),
        ("2026-11-03T16:00:00Z", NOV4),
        ("2026-11-03T15:59:59Z", date(2026, 11, 3)),
        ("2026-11-03T16:30:00.000+0000", NOV4),
        ("2026-11-03 20:00:00 -0500", NOV4),
        ("2026-11-04T10:00:00+99:99", NOV4),
        ("Tue, 03 Nov 2026 23:30:00 GMT", NOV4),
        ("4 November 2026", NOV4),
        ("Nov 4, 2026", NOV4),
        ("November 4th, 2026", NOV4),
        # no year: this one, or the last, never ahead
        ("11月4日", NOV4),
        ("11 月4日", NOV4),
        ("07-31", date(2026, 7, 31)),
        ("11-24", TODAY),
        ("11-25", date(2025, 11, 25)),
        ("12月25日", date(2025, 12, 25)),
        ("11-04 08:10", NOV4),
        ("07/31", date(2026, 7, 31)),
        ("2月29日", None),
        # numbers
        ("20261104", NOV4),
        ("20261104212500", NOV4),
        ("202611042125", NOV4),
        ("1793721600", NOV4),  # 2026-11-04 00:00 in China
        ("1793721600000", NOV4),
        ("1793721599", date(2026, 11, 3)),
        (1793721600000, NOV4),
        (1793721600.0, NOV4),
        # relative
        ("刚刚", TODAY),
        ("30秒前", TODAY),
        ("5分钟前", TODAY),
        ("3小时前", TODAY),
        ("半小时前", TODAY),
        ("30小时前", date(2026, 11, 23)),
        ("2天前", date(2026, 11, 22)),
        ("2 天前", date(2026, 11, 22)),
        ("两天前", date(2026, 11, 22)),
        ("今天 21:25", TODAY),
        ("昨天", date(2026, 11, 23)),
        ("昨天 08:00", date(2026, 11, 23)),
        ("前天", date(2026, 11, 22)),
        ("Posted 3 Days Ago", date(2026, 11, 21)),
        ("Posted Today", TODAY),
        ("Posted Yesterday", date(2026, 11, 23)),
        ("Posted 30+ Days Ago", None),
        ("发布于2天前", date(2026, 11, 22)),
        ("半天前", None),
        ("07/31/2026", date(2026, 7, 31)),
        ("31/07/2026", date(2026, 7, 31)),
        # no day, or none that can be
        ("2026-09", None),
        ("2026年9月", None),
        ("2026", None),
        ("1个月前", None),
        ("2周前", None),
        ("30+天前", None),
        ("04/11/2026", None),
        ("26-11-04", None),
        ("2026-02-30", None),
        ("2026-13-01", None),
        ("2026年2月30日", None),
        ("20260230", None),
        ("02-30", None),
        ("0001-01-01", None),
        ("0001-01-01T00:00:00", None),
        ("2222-02-02", None),
        ("2222-02-02 00:00:00", None),
        ("2099-12-31", None),
        ("9999-12-31", None),
        ("1970-01-01", None),
        ("0", None),
        (0, None),
        (-1, None),
        (True, None),
        (float("nan"), None),
        (float("inf"), None),
        ("长期有效", None),
        ("", None),
        (None, None),
        ("0351-7777777", None),
    ],
)
def test_each_notation_names_one_day_or_none(text: str | float | None, expected: date | None) -> None:
    assert day(text, TODAY) == expected


def test_a_leap_day_without_a_year_is_found_in_a_leap_year() -> None:
    assert day("2月29日", date(2028, 3, 1)) == date(2028, 2, 29)


@given(
    st.one_of(st.text(max_size=300), st.from_regex(r"[0-9年月日/:. TZ+-]{0,40}"), st.floats(), st.integers()),
    st.dates(date(2000, 1, 1), date(2100, 1, 1)),
)
def test_never_raises_and_stays_believable(text: str | float, today: date) -> None:
    found = day(text, today)
    assert found is None or 1990 <= found.year <= today.year + 5


@given(st.integers(1, 12), st.integers(1, 31), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_missing_year_never_puts_a_day_ahead(month: int, number: int, today: date) -> None:
    found = day(f"{month}月{number}日", today)
    assert found is None or found <= today
