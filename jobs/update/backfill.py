"""Past issues of a paper that is addressed by date, put into the queue behind what is due today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from rich.progress import track

from jobs.lifecycle import china_day

if TYPE_CHECKING:
    from jobs.model import Ask
    from jobs.store import Store

#: Requests an issue takes, near enough: its pages and their stories.
REQUESTS = 60


@runtime_checkable
class Dated(Protocol):
    """A source whose issues have addresses made of their dates."""

    id: str
    name: str
    verdict: str
    pace: float

    def issues(self, first: date, last: date) -> tuple[Ask, ...]:
        """Issues from one day to another, both included, newest first. Raises ValueError for a range that cannot be meant."""


def fill(store: Store, sources: Mapping[str, object], source_id: str, days: tuple[date, date], now: datetime) -> str:
    """Queue a source's issues of these days (first, last), none ahead of today; tells what was queued, as a sentence.

    Raises ValueError, a sentence, for a source or days that cannot be meant; Busy.
    """
    dated = {one.id: one for one in sources.values() if isinstance(one, Dated) and one.verdict == "GO"}
    if (source := dated.get(source_id)) is None:
        raise ValueError(f"{source_id} 不是能按日期回填的来源；能回填的：{'、'.join(dated) or '没有'}")
    first, last = days[0], min(days[1], china_day(now))
    if first > last:
        raise ValueError(f"日期不对：{first} 在 {last} 之后")
    queue = planned(source.issues(first, last), source.pace, now)
    # Each in a short transaction of its own: a clock that runs writes in between.
    new = sum(store.want(source.id, [ask], due_at) for ask, due_at in track(queue, "排入往期", transient=True))
    hours = (queue[-1][1] - now) / timedelta(hours=1)
    return f"{source.name}：{first} 至 {last} 共 {len(queue)} 期，新排入 {new} 期；时钟按网站的节奏读，约 {hours:.0f} 小时读完"


def planned(asks: Sequence[Ask], pace: float, now: datetime) -> list[tuple[Ask, datetime]]:
    """When each issue is due: so far apart as reading one takes at this pace (seconds between two requests).

    Of a source the ask that is due longest is read first: years of old issues all due now would keep today's news waiting for days.
    """
    return [(ask, now + timedelta(seconds=pace * REQUESTS * at)) for at, ask in enumerate(asks)]
