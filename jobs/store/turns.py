"""When an alert's turn comes. Pure. Mornings are China's."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from jobs.lifecycle import CHINA

MORNING = time(8)


def next_turn(frequency: str, last: datetime) -> datetime:
    """The first turn after `last`: at once, the next 08:00, or the next Monday 08:00."""
    if frequency == "asap":
        return last
    local = last.astimezone(CHINA)
    turn = datetime.combine(local.date(), MORNING, CHINA)
    if turn <= local:
        turn += timedelta(days=1)
    if frequency == "weekly":
        turn += timedelta(days=-turn.weekday() % 7)
    return turn
