"""A month of a board on which 2 % of the posts close a day: how many of those we show as open are over."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from jobs.model import Search
from jobs.store import Store
from jobs.update.plan import most_a_day, most_looks
from tests.jobs.test_update import REGION, Site, Town, Web, card

CLOSING, DAYS, POSTS, NEWEST = 0.02, 30, 60, 5
ROUND = timedelta(hours=4)


@dataclass
class Board:
    """Posts with pages of their own, and a list of the newest of those still open."""

    chance: random.Random
    open: list[int] = field(default_factory=list)
    made: int = 0

    def add(self, number: int) -> None:
        self.open += range(self.made, self.made + number)
        self.made += number

    def close(self, share: float) -> None:
        self.open = [number for number in self.open if self.chance.random() >= share]

    def pages(self, most: int) -> dict[str, str]:
        """The web as it is now; the list shows the newest `most`."""
        rows = {number: f"{number}|岗位{number}号|大同示例重工有限公司|平城区|{3000 + number}元/月" for number in range(self.made)}
        listed = sorted(self.open)[-most:]
        pages = {f"http://board/{number}": ("post" if number in self.open else "closed") + f"\n{row}" for number, row in rows.items()}
        pages["http://board/"] = "\n".join(["list", *(rows[number] for number in listed), *(f"post http://board/{n}" for n in listed)])
        return pages


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(f"sqlite:///{tmp_path / 'month.sqlite3'}")
    opened.upgrade()
    yield opened
    opened.close()


def month(store: Store, looks_a_day: int) -> tuple[float, float, float]:
    """(share of the posts shown as open that are over, share of the open posts shown as unconfirmed, pages a day) from the fifth day on."""
    site = replace(Site("board"), pace=86_400 * 0.25 / looks_a_day)
    assert most_a_day(site.pace) == pytest.approx(looks_a_day, abs=1)
    store.register([card(site)])
    board, town = Board(random.Random(7)), Town(store, Web(), {"board": site}, datetime(2026, 10, 1, tzinfo=UTC))
    board.add(POSTS)
    wrong = shown = unconfirmed = pages = 0
    for step in range(DAYS * 6):
        town.web.pages = dict(board.pages(POSTS if step == 0 else NEWEST))
        town.round()
        if step >= 5 * 6:
            pages += sum(town.seen.values())
            for post in store.find(Search(place=REGION), town.at, 500).posts:
                over = int(post.title.strip("岗位号")) not in board.open
                shown += post.state == "open"
                wrong += post.state == "open" and over
                unconfirmed += post.state == "unconfirmed"
        town.wait(ROUND)
        board.close(1 - (1 - CLOSING) ** (1 / 6))
        board.add(step % 6 == 0)
    return wrong / shown, unconfirmed / (shown + unconfirmed), pages / (DAYS - 5)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("looks_a_day", "over", "unsure"),
    [
        (240, 0.015, 0.0),  # room for every post every day: a post is over for half a day on average before it is seen
        (30, 0.03, 0.02),  # for every post every other day
        (15, 0.045, 0.4),  # not even every three days: what is not confirmed says so
    ],
)
def test_few_of_the_posts_shown_as_open_are_over(store: Store, looks_a_day: int, over: float, unsure: float) -> None:
    wrong, unconfirmed, pages = month(store, looks_a_day)
    print(f"{looks_a_day} a day: {wrong:.2%} over, {unconfirmed:.2%} unconfirmed, {pages:.0f} pages a day")
    assert wrong <= over
    assert unconfirmed <= unsure
    assert pages <= looks_a_day * 1.1


def test_the_day_of_a_source_is_spent_as_it_goes_by() -> None:
    noon = datetime(2026, 11, 24, 4, tzinfo=UTC)  # in China
    assert most_a_day(5.0) == 4320
    assert most_looks(5.0, 2000, noon) == 340
    assert most_looks(5.0, 0, noon) == 720
    assert most_looks(5.0, 2340, noon) == most_looks(5.0, 9000, noon) == 0
    assert most_looks(5.0, 4300, noon + timedelta(hours=11, minutes=59)) == 20
    assert most_looks(7200.0, 0, noon) == 1
