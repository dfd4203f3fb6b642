"""Rankings: counted by the clock, kept a row a place, read by a page in one statement. The rule is jobs.ranking.

Counting reads the posts of the last weeks a part at a time and writes some hundred places at a time, so that nobody waits for it longer
than for a page to be kept. Weeks that were over when they were counted stay as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import BigInteger, Connection, Text, delete, func, insert, select, type_coerce

from jobs import ranking as rule
from jobs.lifecycle import china_day
from jobs.model import HotOccupation, HotPlace, Rankings, Week
from jobs.occupations import occupation
from jobs.places import gazetteer
from jobs.store import areas
from jobs.store.finding import Finding
from jobs.store.tables import COUNTRY, post, ranking, source, source_day

#: Time between two countings.
EVERY = timedelta(hours=1)
#: Weeks shown, weeks read each time, and what is kept of a list.
WEEKS, READ_WEEKS, MOST = 12, 4, 20
#: Posts read, and places written, at a time.
READ, WRITE = 20_000, 200
_DAY = 86_400_000_000  # microseconds
_CHINA = _DAY // 3
_EPOCH = date(1970, 1, 1).toordinal()


class Ranking(Finding):
    """The part of the store about what is hot."""

    def rankings(self, place: str | None) -> Rankings:
        """What is hot in a place, as last counted: occupations, divisions right below, posts by week. Empty lists for a place without posts."""
        with self._door.reading() as connection:
            row = connection.execute(select(ranking).where(ranking.c.place == (place or COUNTRY))).first()
        if row is None:
            return Rankings(None)
        told = row.told
        return Rankings(
            made_at=row.made_at,
            occupations=tuple(HotOccupation(**one) for one in told["occupations"]),
            places=tuple(HotPlace(**one) for one in told["places"]),
            weeks=tuple(Week(date.fromisoformat(monday), posts, whole) for monday, posts, whole in told["weeks"]),
        )

    def rank(self, now: datetime) -> int:
        """Count every place anew when that is due; returns how many places were written. Raises Busy."""
        with self._door.reading() as connection:
            stands = {row.place: row for row in connection.execute(select(ranking))}
        # The country is written last: a run that was cut short is not taken for a whole one.
        last = stands[COUNTRY].made_at if COUNTRY in stands else None
        if last is not None and timedelta() <= now - last < EVERY:
            return 0
        count = self._counted(now, last)
        count.before = {place: row.told for place, row in stands.items()}
        count.opens = {code: number for code, number in self.places_with_posts().items() if len(code) == 6}
        places = [*sorted((count.opens.keys() | count.places.keys() | stands.keys()) - {COUNTRY}), COUNTRY]
        for start in range(0, len(places), WRITE):
            some = places[start : start + WRITE]
            rows = [{"place": place, "made_at": now, "told": count.told(place)} for place in some]
            with self._door.writing() as connection:
                connection.execute(delete(ranking).where(ranking.c.place.in_(some)))
                connection.execute(insert(ranking), rows)
        with self._door.writing() as connection:
            connection.execute(delete(source_day).where(source_day.c.day < count.today - timedelta(weeks=WEEKS + 2)))
        return len(places)

    def _counted(self, now: datetime, last: datetime | None) -> _Count:
        """Every post of the weeks that are read: the last four, and those since the last counting."""
        this = rule.monday(china_day(now))
        far = this - timedelta(weeks=WEEKS - 1)
        since = max(far, min(this - timedelta(weeks=READ_WEEKS - 1), rule.monday(china_day(last)) - timedelta(weeks=1) if last else far))
        with self._door.reading() as connection:
            start = _first(connection, since)
            count = _Count(now, since, _sources(connection, start, since))
        columns = (post.c.id, post.c.title, post.c.company_id, post.c.headcount, post.c.state, post.c.posted_on, post.c.source_id)
        raw = (type_coerce(post.c.places, Text).label("places"), type_coerce(post.c.first_seen_at, BigInteger).label("seen"))
        while True:
            some = select(*columns, *raw).where(post.c.id > start, post.c.merged_into.is_(None)).order_by(post.c.id).limit(READ)
            with self._door.reading() as connection:
                rows = connection.execute(some).all()
            for row in rows:
                count.add(row)
            if len(rows) < READ:
                return count
            start = rows[-1].id


@dataclass(slots=True)
class _Periods:
    """The sources that were out: in the last 7 days, in the 7 before, and in each week by its Monday."""

    now: frozenset[str]
    before: frozenset[str]
    weeks: Mapping[date, frozenset[str]]


@dataclass
class _Count:
    """What is counted, and how it is told of a place."""

    moment: datetime
    since: date  # a Monday
    sources: Mapping[str, rule.SourceDays]
    groups: dict[str, rule.Group] = field(default_factory=dict)  # by post.places as text
    opens: Mapping[str, int] = field(default_factory=dict)  # open posts by place
    before: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)  # the rows that stand

    def __post_init__(self) -> None:
        self.today = china_day(self.moment)
        self.late = {name: days.late() for name, days in self.sources.items()}
        micro = int(self.moment.timestamp() * 1_000_000)
        self.week, self.fortnight = micro - 7 * _DAY, micro - 14 * _DAY

    def add(self, row: Any) -> None:
        """Take a post in."""
        number = (row.seen + _CHINA) // _DAY + _EPOCH
        day = date.fromordinal(number)
        if day < self.since:
            return
        group = self.groups.get(row.places)
        if group is None:
            group = self.groups[row.places] = rule.Group()
        group.sources[row.source_id] += 1
        if day in self.late[row.source_id] or (row.posted_on is not None and number - row.posted_on.toordinal() > rule.OLD_DAYS):
            group.late += row.state == "open" and day >= self.today - timedelta(days=7)
            return
        group.weeks[rule.monday(day)] += 1
        if row.seen > self.fortnight:
            group.rows.append(
                rule.Row(occupation(row.title) or row.title, row.company_id, row.headcount, row.seen > self.week, row.state == "open")
            )

    @cached_property
    def places(self) -> dict[str, list[rule.Group]]:
        """The groups in each place, towns left out."""
        found: dict[str, list[rule.Group]] = {}
        for text, group in self.groups.items():
            for code in areas.closure(json.loads(text)):
                if len(code) == 6:
                    found.setdefault(code, []).append(group)
        return found

    @cached_property
    def periods(self) -> _Periods:
        """Who was out when. Today is not over and counts for no period."""
        today = self.today

        def out(first: date, last: date) -> frozenset[str]:
            past = rule.days(first, min(last, today - timedelta(days=1)))
            return frozenset(name for name, days in self.sources.items() if days.out(past, self.late[name]))

        turn = china_day(self.moment - timedelta(days=7))
        mondays = [self.since + timedelta(weeks=number) for number in range((today - self.since).days // 7 + 1)]
        return _Periods(
            out(turn + timedelta(days=1), today),
            out(china_day(self.moment - timedelta(days=14)) + timedelta(days=1), turn),
            {monday: out(monday, monday + timedelta(days=6)) for monday in mondays},
        )

    def told(self, place: str) -> dict[str, Any]:
        """The row of a place."""
        groups = self.places.get(place, [])
        both = rule.whole(groups, self.periods.now) and rule.whole(groups, self.periods.before)
        return {
            "occupations": [asdict(one) for one in rule.occupations(groups, both, MOST)],
            "places": [asdict(one) for one in self._inside(place)][:MOST],
            "weeks": self._weeks(place, groups),
            "opens": self._opens(place),  # posts open at the first counting of each of the last days
        }

    def _inside(self, place: str) -> list[HotPlace]:
        """The divisions right below that have open posts, most first."""
        if place != COUNTRY and place not in gazetteer():
            return []
        found = [HotPlace(code, self.opens[code], *self._moved(code)) for code in self._children(place) if self.opens.get(code)]
        return sorted(found, key=lambda one: (-one.open, -one.new, one.place))

    def _children(self, place: str) -> list[str]:
        return [child.code for child in gazetteer().children(None if place == COUNTRY else place)]

    def _moved(self, place: str) -> tuple[int, int | None]:
        """The new posts of the last 7 days; by how much the open ones became more, late news left out, where that is known."""
        groups = self.places.get(place, [])
        new = sum(row.now for group in groups for row in group.rows)
        then = dict(self._opens(place)).get((self.today - timedelta(days=7)).isoformat())
        if then is None or not rule.whole(groups, self.periods.now):
            return new, None
        return new, self.opens[place] - then - sum(group.late for group in groups)

    def _opens(self, place: str) -> list[tuple[str, int]]:
        first = (self.today - timedelta(days=7)).isoformat()
        kept = [(day, number) for day, number in self.before.get(place, {}).get("opens", ()) if day >= first]
        today = self.today.isoformat()
        return kept if kept and kept[-1][0] == today else [*kept, (today, self.opens.get(place, 0))]

    def _weeks(self, place: str, groups: list[rule.Group]) -> list[tuple[str, int, bool]]:
        """The last weeks, those that are read counted anew; without the weeks before anything was read."""
        since = self.since.isoformat()
        weeks = [(monday, posts, whole) for monday, posts, whole in self.before.get(place, {}).get("weeks", ()) if monday < since]
        this = rule.monday(self.today)
        for monday, out in self.periods.weeks.items():
            posts = sum(group.weeks[monday] for group in groups)
            if weeks or posts:
                weeks.append((monday.isoformat(), posts, monday < this and rule.whole(groups, out)))
        return weeks[-WEEKS:]


def _first(connection: Connection, since: date) -> int:
    """A number below those of the posts first seen since that day; numbers rise with the time first seen."""
    begins = (since.toordinal() - _EPOCH) * _DAY - _CHINA
    low, high = 0, connection.execute(select(func.max(post.c.id))).scalar() or 0
    while low < high:
        middle = (low + high) // 2
        seen = select(type_coerce(post.c.first_seen_at, BigInteger)).where(post.c.id > middle).order_by(post.c.id).limit(1)
        if (connection.execute(seen).scalar() or begins) < begins:
            low = middle + 1
        else:
            high = middle
    return low


def _sources(connection: Connection, start: int, since: date) -> dict[str, rule.SourceDays]:
    """How every source did since that day."""
    day = ((type_coerce(post.c.first_seen_at, BigInteger) + _CHINA) // _DAY).label("day")
    counted = (
        select(post.c.source_id, day, func.count()).where(post.c.id > start, post.c.merged_into.is_(None)).group_by(post.c.source_id, day)
    )
    new: dict[str, dict[date, int]] = {}
    for name, number, posts in connection.execute(counted):
        new.setdefault(name, {})[date.fromordinal(int(number) + _EPOCH)] = posts
    read: dict[str, set[date]] = {}
    for name, on in connection.execute(
        select(source_day.c.source_id, source_day.c.day).where(source_day.c.ok > 0, source_day.c.day >= since)
    ):
        read.setdefault(name, set()).add(on)
    first = {
        row.id: china_day(row.first_ok_at) if row.first_ok_at else None
        for row in connection.execute(select(source.c.id, source.c.first_ok_at))
    }
    return {name: rule.SourceDays(since_first, frozenset(read.get(name, ())), new.get(name, {})) for name, since_first in first.items()}
