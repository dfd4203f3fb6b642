"""Posts and their sightings held in memory while a batch is decided, then written with a handful of statements.

What comes out is what one look after the other would have written: a post that is changed a second time is judged in between.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from jobs.lifecycle import china_day
from jobs.model import Sighting
from jobs.store import areas, bulk, changes
from jobs.store.reads import from_record
from jobs.store.shaping import Seen, State, judge, shape, words
from jobs.store.tables import company, post, post_place, post_text, sighting
from jobs.store.types import JsonText, among

_SEEN = tuple(name for name in Seen.__dataclass_fields__ if name != "told")


@dataclass(slots=True)
class Draft:
    """A post as it is becoming."""

    id: int
    state: State
    merged_into: int | None = None
    seen: list[Seen] = field(default_factory=list)  # its sightings, ascending
    stale: bool = False  # they changed since it was shaped
    shaped: tuple[dict[str, Any], Sighting] | None = None  # its columns and what it tells, not written yet
    new: bool = True
    listed: frozenset[str] = frozenset()  # the places it stands under in the database …
    order: tuple[int, int] = (0, -1)  # … and by what it is ordered there


class Drafts:
    """The posts of one batch. `touch` a post before you change a sighting of it; in the end `write`."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection = connection
        self.now = now
        self.posts: dict[int, Draft] = {}
        self.sightings: dict[int, Seen] = {}
        self._keyed: dict[str, set[int]] = {}  # sightings that have, or had, a merge key
        self._next: dict[str, int] = {}
        self._new: dict[int, Seen] = {}
        self._changed: dict[int, Seen] = {}
        self._records: dict[int, JsonText] = {}

    # ---------------------------------------------------------------- what there is

    def load(self, post_ids: Iterable[int]) -> None:
        """Take in these posts with all their sightings."""
        for some in bulk.slices(sorted(set(post_ids) - self.posts.keys())):
            for row in self.connection.execute(select(post).where(among(post.c.id, some))):
                draft = Draft(row.id, State(row.state, row.closed_at, row.closed_why, row.reopened_at), row.merged_into, new=False)
                draft.listed, draft.order = _listed(row.places, row.state), _order(row.confirmed_at, row.pay_low)
                self.posts[row.id] = draft
            rows = select(sighting).where(among(sighting.c.post_id, some)).order_by(sighting.c.id)
            for row in self.connection.execute(rows):
                self._hold(Seen(told=from_record(row.read), **{name: getattr(row, name) for name in _SEEN}))

    def load_keys(self, merge_keys: Iterable[str]) -> None:
        """Take in the posts that have a sighting with one of these merge keys."""
        for some in bulk.slices(sorted(set(merge_keys))):
            self.load(self.connection.execute(select(sighting.c.post_id).where(among(sighting.c.merge_key, some))).scalars())

    def having(self, merge_key: str) -> list[Draft]:
        """The posts that have a sighting with the merge key, judged."""
        held = (self.sightings.get(number) for number in self._keyed.get(merge_key, ()))
        found = {seen.post_id for seen in held if seen is not None and seen.merge_key == merge_key}
        return [self.judged(number) for number in sorted(found)]

    def judged(self, post_id: int) -> Draft:
        """The post, open or closed as its sightings say by now."""
        draft = self.posts[post_id]
        if draft.stale:
            draft.stale = False
            if draft.seen:
                draft.shaped = columns, _ = shape(draft.seen)
                draft.state = judge(draft.seen, draft.state, columns["confirmed_at"], columns["deadline"], self.now)
            else:
                draft.state = replace(draft.state, state="closed", closed_at=draft.state.closed_at or self.now)
        return draft

    def forget(self, post_ids: Iterable[int]) -> None:
        """Let go of posts that were written, or that are changed by others from here on."""
        for number in post_ids:
            for seen in self.posts.pop(number).seen:
                del self.sightings[seen.id]

    # ---------------------------------------------------------------- what becomes of it

    def touch(self, post_id: int) -> None:
        """A sighting of the post is about to change."""
        self.judged(post_id).stale = True

    def change(self, seen: Seen, record: JsonText | None = None) -> None:
        """A sighting has changed, what it tells too when there is a new record of it."""
        self._changed[seen.id] = seen
        self._keyed.setdefault(seen.merge_key, set()).add(seen.id)
        if record is not None:
            self._records[seen.id] = record

    def add_post(self) -> int:
        """A new post without sightings; returns its number."""
        number = self.number(post)
        self.posts[number] = Draft(number, State("closed"))
        return number

    def add(self, seen: Seen, record: JsonText) -> None:
        """A new sighting of a post that is here."""
        self.touch(seen.post_id)
        self._hold(seen)
        self._new[seen.id] = seen
        self._records[seen.id] = record

    def move(self, seen: Seen, post_id: int) -> None:
        """A sighting leaves its post for another that is here."""
        self.touch(seen.post_id)
        self.touch(post_id)
        self.posts[seen.post_id].seen.remove(seen)
        seen.post_id = post_id
        self.posts[post_id].seen = sorted([*self.posts[post_id].seen, seen], key=lambda one: one.id)
        self.change(seen)

    def number(self, table: Any) -> int:  # post or sighting
        """The number of a new row."""
        given = self._next[table.name] if table.name in self._next else bulk.next_number(self.connection, table)
        self._next[table.name] = given + 1
        return given

    def _hold(self, seen: Seen) -> None:
        self.sightings[seen.id] = seen
        self.posts[seen.post_id].seen.append(seen)
        self._keyed.setdefault(seen.merge_key, set()).add(seen.id)

    # ---------------------------------------------------------------- written

    def write(self, besides: int | None = None) -> None:
        """Write what changed, but not the post `besides`, only its sightings."""
        done = [self.judged(number) for number in sorted(self.posts) if number != besides and _pending(self.posts[number])]
        whole = [draft for draft in done if draft.shaped is not None]
        self._write_posts(whole)
        self._write_sightings()
        self._write_texts(whole)
        empty = [draft for draft in done if draft.shaped is None]
        bulk.update(self.connection, post, [{"id": draft.id, "state": "closed", "closed_at": draft.state.closed_at} for draft in empty])
        self._write_places(done)
        changes.note(self.connection, [draft.id for draft in done])
        for draft in whole:
            draft.new, draft.shaped = False, None
        self._next.clear()

    def _write_posts(self, drafts: list[Draft]) -> None:
        rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
        for draft in drafts:
            assert draft.shaped is not None
            state = draft.state
            told = {name: getattr(state, name) for name in ("state", "closed_at", "closed_why", "reopened_at")}
            rows[draft.new].append({"id": draft.id, **draft.shaped[0], **told})
        bulk.insert(self.connection, post, rows[True])
        if rows[True]:
            bulk.gave_numbers(self.connection, post, rows[True][-1]["id"])
        bulk.update(self.connection, post, rows[False])

    def _write_sightings(self) -> None:
        bulk.insert(self.connection, sighting, self._columns(list(self._new.values())))
        if self._new:
            bulk.gave_numbers(self.connection, sighting, max(self._new))
        changed = [seen for number, seen in self._changed.items() if number not in self._new]
        bulk.update(self.connection, sighting, self._columns([seen for seen in changed if seen.id in self._records]))
        bulk.update(self.connection, sighting, _columns([seen for seen in changed if seen.id not in self._records]))
        for done in (self._new, self._changed, self._records):
            done.clear()

    def _columns(self, rows: list[Seen]) -> bulk.Columns:
        return {**_columns(rows), "read": [self._records[seen.id] for seen in rows]}

    def _write_texts(self, drafts: list[Draft]) -> None:
        firms = self._firms({draft.shaped[0]["company_id"] for draft in drafts if draft.shaped})
        rows: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
        for draft in drafts:
            assert draft.shaped is not None
            columns, told = draft.shaped
            searched = words(columns, told, firms.get(columns["company_id"]))
            rows[draft.new].append({"post_id": draft.id, "description": told.description, "words": searched})
        bulk.insert(self.connection, post_text, rows[True])
        bulk.upsert(self.connection, post_text, rows[False])

    def _firms(self, numbers: Iterable[int | None]) -> dict[int | None, str]:
        found: dict[int | None, str] = {}
        for some in bulk.slices(sorted(number for number in numbers if number is not None)):
            found.update(
                (row.id, row.name) for row in self.connection.execute(select(company.c.id, company.c.name).where(among(company.c.id, some)))
            )
        return found

    def _write_places(self, drafts: list[Draft]) -> None:
        """Put open posts into the lists of their places, and take them out of all others."""
        gone: list[tuple[Any, ...]] = []
        moved: list[tuple[Any, ...]] = []
        fresh: list[tuple[Any, ...]] = []
        for draft in drafts:
            columns: dict[str, Any] = draft.shaped[0] if draft.shaped else {"places": (), "confirmed_at": None, "pay_low": None}
            wanted, order = _listed(columns["places"], draft.state.state), _order(columns["confirmed_at"], columns["pay_low"])
            gone += ((code, draft.id) for code in draft.listed - wanted)
            if order != draft.order:
                moved += ((code, draft.id, *order) for code in draft.listed & wanted)
            fresh += ((code, draft.id, *order, areas.level(code)) for code in wanted - draft.listed)
            draft.listed, draft.order = wanted, order
        names = ("place", "post_id", "confirmed_day", "pay_order", "level")
        for write, rows in ((bulk.delete, gone), (bulk.update, moved), (bulk.insert, fresh)):
            rows.sort()  # a place's rows together
            write(self.connection, post_place, dict(zip(names, zip(*rows, strict=True), strict=False)))


def _pending(draft: Draft) -> bool:
    return draft.stale or draft.shaped is not None


def _columns(rows: list[Seen]) -> bulk.Columns:
    return {name: list(map(attrgetter(name), rows)) for name in _SEEN}


def _listed(places: Iterable[str], state: str) -> frozenset[str]:
    return areas.closure(places) if state == "open" else frozenset()


def _order(confirmed_at: datetime | None, pay_low: int | None) -> tuple[int, int]:
    return china_day(confirmed_at).toordinal() if confirmed_at else 0, -1 if pay_low is None else pay_low
