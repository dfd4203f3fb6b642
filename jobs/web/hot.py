"""What is hot in a place, as its page shows it: occupations and places with how they moved, new posts week by week."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jobs import search as asking
from jobs.model import Place, Rankings, Week
from jobs.places import gazetteer

OCCUPATIONS, PLACES = 8, 5
#: Fewer new posts than this in all weeks together are told, not drawn.
FEW = 5
#: The chart's measures, in units of its own.
STEP, BAR, HEIGHT, TOP, FOOT = 20, 16, 64, 12, 14


@dataclass(frozen=True, slots=True)
class Move:
    """A change: a sign for the eye, words for the ear."""

    sign: str
    said: str
    kind: str  # up, down, same


@dataclass(frozen=True, slots=True)
class HotTitle:
    """An occupation: what to call it, its new posts, the words that find them."""

    title: str
    posts: int
    asked: str
    move: Move | None


@dataclass(frozen=True, slots=True)
class HotTile:
    """A place inside, with its open posts."""

    place: Place
    open: int
    move: Move | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A week in the chart; `label` is written below only where there is room."""

    x: int
    y: int
    height: int
    posts: int
    label: str
    shown: bool
    whole: bool
    most: bool


@dataclass(frozen=True, slots=True)
class Hot:
    """All of it; `bars` is empty when there is too little to draw."""

    titles: list[HotTitle]
    places: list[HotTile]
    bars: list[Bar]
    weeks: int
    total: int


def hot(rankings: Rankings) -> Hot:
    """The page's view of a place's rankings."""
    total = sum(week.posts for week in rankings.weeks)
    return Hot(
        titles=[
            HotTitle(one.occupation, one.posts, " ".join(asking.words(one.occupation)), _move(one.change, one.posts))
            for one in rankings.occupations[:OCCUPATIONS]
        ],
        places=[
            HotTile(gazetteer().get(one.place), one.open, _move(one.change, None))
            for one in rankings.places[:PLACES]
            if one.open and one.place in gazetteer()
        ],
        bars=_bars(rankings.weeks) if total >= FEW else [],
        weeks=len(rankings.weeks),
        total=total,
    )


def _move(change: int | None, now: int | None) -> Move | None:
    """None when the two spans cannot be compared; `now`: the number it came to, to tell what was not there before."""
    if change is None:
        return None
    if change and change == now:
        return Move("新", "新上榜", "up")
    if change > 0:
        return Move(f"↑{change}", f"增加 {change}", "up")
    return Move(f"↓{-change}", f"减少 {-change}", "down") if change else Move("→0", "没有变化", "same")


def _bars(weeks: Sequence[Week]) -> list[Bar]:
    most = max(week.posts for week in weeks)
    highest = max(rank for rank, week in enumerate(weeks) if week.posts == most)
    found = []
    for rank, week in enumerate(weeks):
        height = round(week.posts / most * HEIGHT) if most else 0
        height = max(height, 1) if week.posts else 0
        last = rank == len(weeks) - 1
        label = "本周" if last else f"{week.monday.month}/{week.monday.day}"
        shown = last or (rank % 3 == 0 and rank < len(weeks) - 2)
        found.append(Bar(rank * STEP, TOP + HEIGHT - height, height, week.posts, label, shown, week.whole, rank == highest))
    return found
