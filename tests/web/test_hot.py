"""What is hot, as a page shows it: signs with words, weeks as bars, little told instead of drawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from jobs.model import HotOccupation, HotPlace, Rankings, Week
from jobs.web.hot import HEIGHT, TOP, hot
from tests.web.conftest import Browser, Filled

MONDAY = date(2026, 9, 7)
WEEKS = tuple(
    Week(MONDAY + timedelta(weeks=rank), posts, rank < 11) for rank, posts in enumerate([9, 6, 10, 10, 14, 12, 5, 10, 16, 13, 29, 7])
)
RANKINGS = Rankings(
    None,
    (
        HotOccupation("焊工", 14, 20, 3, 5),
        HotOccupation("化验员", 6, 6, 2, 6),
        HotOccupation("会计", 5, 5, 4, -2),
        HotOccupation("护士", 4, 9, 1, None),
    ),
    (HotPlace("140213", 58, 9, 6), HotPlace("140214", 24, 1, 0), HotPlace("140215", 0, 0, None)),
    WEEKS,
)


def test_moves_are_signs_for_the_eye_and_words_for_the_ear() -> None:
    seen = hot(RANKINGS)
    told = [(one.title, one.move and (one.move.sign, one.move.said)) for one in seen.titles]
    assert told == [("焊工", ("↑5", "增加 5")), ("化验员", ("新", "新上榜")), ("会计", ("↓2", "减少 2")), ("护士", None)]
    assert [(one.place.short, one.open, one.move and one.move.sign) for one in seen.places] == [("平城", 58, "↑6"), ("云冈", 24, "→0")]


def test_bars_stand_on_one_line_and_the_highest_reaches_the_top() -> None:
    bars = hot(RANKINGS).bars
    assert {bar.y + bar.height for bar in bars} == {TOP + HEIGHT}
    assert [bar.posts for bar in bars if bar.most] == [29]
    assert max(bar.height for bar in bars) == HEIGHT
    assert [bar.label for bar in bars if bar.shown] == ["9/7", "9/28", "10/19", "11/9", "本周"]
    assert [bar.whole for bar in bars] == [True] * 11 + [False]


def test_few_posts_are_told_not_drawn() -> None:
    few = hot(replace(RANKINGS, weeks=(Week(MONDAY, 4, True), Week(MONDAY + timedelta(weeks=1), 0, False))))
    assert (few.bars, few.total) == ([], 4)


def test_the_page_shows_them_with_a_table_for_whoever_does_not_see(
    browser: Browser, filled: Filled, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("jobs.store.Store.rankings", lambda *_: RANKINGS)
    page = browser.open("/r/140200-datong/?q=x")
    ranks = [" ".join(item.text.split()) for item in page.select("[aria-labelledby=hot-titles] li")]
    assert ranks[0] == "焊工14 个 ↑5，增加 5"
    assert len(page.select("svg.weeks rect")) == 12
    rows = [row.get_text(" ", strip=True) for row in page.select("[aria-labelledby=weeks] tbody tr")]
    assert rows[0] == "9/7 9"
    assert rows[-1] == "本周 7（没读全）"
