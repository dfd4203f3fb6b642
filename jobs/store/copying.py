"""Sightings led to posts of their firm by title and text, where no post has their merge key or several may be meant.

`post_band` says under which numbers (jobs.dedupe.meeting) a firm's posts are found. What is found is compared; a person's
word that two posts are two (`post_apart`) comes before everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import Connection, select, union_all
from sqlalchemy.dialects import postgresql, sqlite

from jobs.dedupe import Facts, choose, meeting, near, prepare
from jobs.lifecycle import comes_back
from jobs.model import Sighting
from jobs.store import bulk
from jobs.store.drafts import Draft, Drafts
from jobs.store.shaping import Seen
from jobs.store.tables import post, post_apart, post_band
from jobs.store.types import among

#: Posts of one meeting point that a sighting is compared with, the newest first: 普工 of an agency has thousands.
MOST = 50


class Copies:
    """The meeting points of one batch. `load` what the batch may need, `find` one after the other, `write` in the end."""

    def __init__(self, drafts: Drafts) -> None:
        self._drafts = drafts
        self._points: dict[tuple[int, int], list[int]] = {}  # firm and band -> posts, ascending
        self._bands: dict[tuple[int, str], tuple[int, ...]] = {}  # firm and key of a sighting -> its bands
        self._facts: dict[int, Facts] = {}  # sighting of a post -> what it says
        self._mine: dict[tuple[int | None, str], Facts] = {}
        self._apart: dict[int, set[int]] = {}  # post -> those that a person said are others
        self._fresh: list[tuple[int, int, int]] = []  # firm, band, post

    def load(self, source_id: str, came: Sequence[tuple[int, Sighting]]) -> None:
        """Take in the posts that these sightings (firm, what it tells) may be part of."""
        came = [(firm, told) for firm, told in came if not self._knows(firm, told)]
        if not came:
            return
        keys = [(firm, told.key) for firm, told in came]
        facts = [Facts(source_id, told) for _, told in came]
        self._mine.update(zip(keys, facts, strict=True))
        self._bands.update(zip(keys, meeting(facts), strict=True))
        wanted = {(firm, band) for firm, key in keys for band in self._bands[firm, key]} - self._points.keys()
        self._points.update((point, []) for point in wanted)
        there = bulk.starting(self._drafts.connection, post_band, sorted(wanted))
        alive = self._alive({number: firm for firm, _, number in there})
        for firm, band, number in there:
            self._points[firm, band].append(number)
        self._drafts.load({number for point in wanted for number in self._newest(point, alive)})
        self._told([seen for draft in self._drafts.posts.values() for seen in draft.seen])

    def load_apart(self) -> None:
        """Take in what persons said of the posts that are here."""
        numbers = sorted(self._drafts.posts.keys() - self._apart.keys())
        self._apart.update((number, set()) for number in numbers)
        one, other = post_apart.c.post_id, post_apart.c.other_id
        for some in bulk.slices(numbers):
            for mine, its in ((one, other), (other, one)):
                for number, shut in self._drafts.connection.execute(select(mine, its).where(among(mine, some))):
                    self._apart[number].add(shut)

    def find(self, firm: int, told: Sighting, keyed: Iterable[Draft], besides: int | None = None) -> tuple[int, str] | None:
        """The post that a sighting of the batch belongs to, and why; `keyed`: the posts under its merge key."""
        mine = self._mine[firm, told.key]
        here = self._drafts.posts
        points = [(firm, band) for band in self._bands[firm, told.key] if self._points[firm, band]]
        met = Counter(number for point in points for number in self._newest(point, here)) if points else Counter[int]()
        shut = self._shut(besides) if besides is not None else set()
        likely = [number for number in met if number != besides and number not in shut and near(mine, self._told(here[number].seen))]
        posts = {draft.id: draft for draft in keyed} | {number: self._drafts.judged(number) for number in likely}
        fit = [draft for draft in posts.values() if draft.id != besides and draft.id not in shut and self._may(draft, firm)]
        fit.sort(key=lambda draft: (draft.state.state != "open", -met[draft.id], draft.id))
        return choose(mine, {draft.id: self._told(draft.seen) for draft in fit}) if fit else None

    def contradicts(self, told: Seen, others: Iterable[Seen]) -> bool:
        """Whether the text that a sighting now has is another vacancy's than every text of its post."""
        (mine,) = self._told([told])
        texts = [one for one in self._told(others) if one.comparable]
        return bool(texts) and choose(mine, {0: texts}) is None

    def add(self, firm: int, told: Sighting, post_id: int) -> None:
        """The sighting is part of the post: others find it there."""
        for band in self._bands[firm, told.key]:
            there = self._points[firm, band]
            if post_id not in there:
                there.append(post_id)
                self._fresh.append((firm, band, post_id))

    def joining(self, one: int, other: int) -> None:
        """Two posts become one: what is another vacancy than the one is another than both."""
        if self._shut(one) or self._shut(other):
            self._apart.clear()

    def write(self) -> None:
        """Keep the new meeting points."""
        names = ("company_id", "band", "post_id")
        bulk.insert(self._drafts.connection, post_band, dict(zip(names, zip(*sorted(self._fresh), strict=True), strict=False)))
        self._fresh.clear()

    def _knows(self, firm: int, told: Sighting) -> bool:
        mine = self._mine.get((firm, told.key))
        return mine is not None and mine.sighting is told

    def _alive(self, owners: Mapping[int, int]) -> set[int]:
        """Those of the posts that are still of the firm under which they were found, and may be joined."""
        columns, found = select(post.c.id, post.c.company_id, post.c.state, post.c.closed_at).where(post.c.merged_into.is_(None)), set()
        for some in bulk.slices(sorted(owners)):
            for row in self._drafts.connection.execute(columns.where(among(post.c.id, some))):
                if row.company_id == owners[row.id] and is_alive(row.state, row.closed_at, self._drafts.now):
                    found.add(row.id)
        return found

    def _shut(self, post_id: int) -> set[int]:
        return self._apart[post_id] if post_id in self._apart else apart(self._drafts.connection, post_id)

    def _newest(self, point: tuple[int, int], which: Container[int]) -> Iterable[int]:
        return islice((number for number in reversed(self._points[point]) if number in which), MOST)

    def _may(self, draft: Draft, firm: int) -> bool:
        ours = all(seen.company_id == firm for seen in draft.seen)
        return ours and draft.merged_into is None and is_alive(draft.state.state, draft.state.closed_at, self._drafts.now)

    def _told(self, seen: Iterable[Seen]) -> list[Facts]:
        """What sightings of posts say by now."""
        found, made = [], []
        for one in seen:
            facts, is_open = self._facts.get(one.id), one.closed_at is None
            if facts is None or facts.sighting is not one.told or facts.open != is_open:
                mine = self._mine.get((one.company_id, one.key))
                if mine is not None and mine.sighting is one.told and is_open:
                    facts = mine
                else:
                    facts = Facts(one.source_id, one.told, is_open=is_open)
                    made.append(facts)
                self._facts[one.id] = facts
            found.append(facts)
        if made:
            prepare(made)
        return found


def is_alive(state: str, closed_at: datetime | None, now: datetime) -> bool:
    """Whether a post may still be joined: it is open, or was not closed long ago."""
    return state == "open" or comes_back(closed_at, now)


def apart(connection: Connection, post_id: int) -> set[int]:
    """The posts that a person said are others than this one."""
    one = select(post_apart.c.other_id).where(post_apart.c.post_id == post_id)
    other = select(post_apart.c.post_id).where(post_apart.c.other_id == post_id)
    return set(connection.execute(union_all(one, other)).scalars())


def place(connection: Connection, firm: int, post_id: int, source_id: str, told: Sighting) -> None:
    """A post that has this sighting is found by it."""
    (points,) = meeting([Facts(source_id, told)])
    _found_at(connection, firm, [(band, post_id) for band in points])


def hand_over(connection: Connection, old: int, new: int) -> None:
    """Posts of one firm became another's: they are found there too."""
    theirs = select(post_band.c.band, post_band.c.post_id).join(post, post.c.id == post_band.c.post_id)
    rows = connection.execute(theirs.where(post_band.c.company_id == old, post.c.company_id == new)).all()
    _found_at(connection, new, [(row.band, row.post_id) for row in rows])


def _found_at(connection: Connection, firm: int, points: list[tuple[int, int]]) -> None:
    make = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    told = [{"company_id": firm, "band": band, "post_id": number} for band, number in points]
    if told:
        connection.execute(make(post_band).on_conflict_do_nothing(), told)
