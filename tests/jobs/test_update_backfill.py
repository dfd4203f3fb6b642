"""Past issues wait behind today's news, and are wanted once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from jobs.model import Ask
from jobs.store import Store
from jobs.update.backfill import REQUESTS, fill
from tests.store_samples import LEASE, NOW

FIRST, LAST = date(2026, 11, 1), date(2026, 11, 5)


@dataclass
class Paper:
    id: str = "paper"
    name: str = "示例日报"
    verdict: str = "GO"
    pace: float = 5.0

    def issues(self, first: date, last: date) -> tuple[Ask, ...]:
        return tuple(Ask(f"https://paper.example/{last - timedelta(days=n)}", "article") for n in range((last - first).days + 1))


SOURCES = {"paper": Paper(), "board": object(), "off": Paper("off", verdict="OFF")}


def test_issues_are_queued_newest_first_and_only_once(store: Store) -> None:
    assert fill(store, SOURCES, "paper", (FIRST, LAST), NOW).startswith("示例日报：2026-11-01 至 2026-11-05 共 5 期，新排入 5 期；")
    assert "新排入 0 期" in fill(store, SOURCES, "paper", (FIRST, LAST), NOW)
    (due,) = store.due(NOW, 5, LEASE, "w")
    assert due.ask == Ask("https://paper.example/2026-11-05", "article")


def test_todays_news_comes_before_years_of_old_issues(store: Store) -> None:
    fill(store, SOURCES, "paper", (date(2024, 1, 1), LAST), NOW)
    later = NOW + timedelta(hours=1)
    store.want("paper", [Ask("https://paper.example/today", "start")], later)
    read: list[str] = []
    moment = NOW
    while "https://paper.example/today" not in read:
        moment += timedelta(seconds=5 * REQUESTS)
        (due,) = store.due(moment, 5, LEASE, "w")
        read.append(due.ask.url)
        with store.writing() as writing:
            writing.done(due, None, None, "hash", moment, None)
    assert moment <= later + timedelta(seconds=10 * REQUESTS)


def test_what_lies_ahead_has_not_been_printed(store: Store) -> None:
    assert "2026-11-23 至 2026-11-24 共 2 期" in fill(store, SOURCES, "paper", (date(2026, 11, 23), date(2027, 1, 1)), NOW)


@pytest.mark.parametrize(
    ("source", "days", "said"),
    [
        ("board", (FIRST, LAST), "board 不是能按日期回填的来源；能回填的：paper"),
        ("off", (FIRST, LAST), "off 不是能按日期回填的来源；能回填的：paper"),
        ("paper", (LAST, FIRST), "日期不对"),
        ("paper", (date(2027, 1, 1), date(2027, 1, 2)), "日期不对"),
    ],
)
def test_what_cannot_be_meant_is_said(store: Store, source: str, days: tuple[date, date], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        fill(store, SOURCES, source, days, NOW)
    assert store.due(NOW, 5, LEASE, "w") == []
