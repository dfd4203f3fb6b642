"""Sightings kept: their posts found or made, joined, refreshed, reopened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select, update

from jobs.dedupe import SAME, comparable
from jobs.lifecycle import SAID_CLOSED
from jobs.model import Company, Sighting
from jobs.store import bulk, joining, posting, reads
from jobs.store.base import Within
from jobs.store.copying import Copies
from jobs.store.drafts import Drafts
from jobs.store.journal import Journal
from jobs.store.shaping import Seen
from jobs.store.tables import post, shown, sighting
from jobs.store.types import JsonText, among, stored

#: A post as a source shows it, its firm, and its merge key.
Shown = tuple[Sighting, Company | None, str]


class Sightings(Within):
    """The part of a transaction about posts."""

    def sighting(self, source_id: str, sighting: Sighting, company: Company | None, merge_key: str, now: datetime) -> tuple[int, bool]:
        """As `sightings`, of one."""
        return self.sightings(source_id, [(sighting, company, merge_key)], now)[0]

    def sightings(self, source_id: str, came: Iterable[Shown], now: datetime) -> list[tuple[int, bool]]:
        """Keep posts as a source shows them, as if one after the other: (number of the post, whether the post is new) of each.

        A sighting's own earlier row says which post it is; else one whose sightings have the same
        merge key. A closed post seen open again is reopened. Raises Busy.
        """
        kept: list[tuple[int, bool]] = []
        for looks in _apart(_look(*each) for each in came):
            kept += _Batch(self._connection, source_id, now).keep(looks)
        return kept


class _Look(NamedTuple):
    """One sighting as it came."""

    key: str
    told: Sighting
    company_id: int | None
    merge_key: str
    record: JsonText
    digest: str


def _look(sighting: Sighting, company: Company | None, merge_key: str) -> _Look:
    record, told = reads.written(sighting)
    return _Look(stored(sighting.key), told, company.id if company else None, stored(merge_key), record, reads.digest(record))


def _apart(looks: Iterable[_Look]) -> Iterator[list[_Look]]:
    """The looks in their order, parted so that no key comes twice in one batch."""
    batch: dict[str, _Look] = {}
    for look in looks:
        if look.key in batch:
            yield list(batch.values())
            batch = {}
        batch[look.key] = look
    yield list(batch.values())


class _Batch:
    """Looks at different posts of one source."""

    def __init__(self, connection: Connection, source_id: str, now: datetime) -> None:
        self.connection = connection
        self.source_id = source_id
        self.now = now
        self.drafts = Drafts(connection, now)
        self.copies = Copies(self.drafts)
        self.latest: dict[str, tuple[JsonText, Sighting]] = {}  # what is known after this look, by key
        self.earlier: dict[str, Any] = {}  # rows of sightings with the state of their posts, by key
        self.here: list[int] = []  # sightings that no page misses any longer
        self.same: list[Any] = []  # those that are as they were

    def keep(self, looks: Sequence[_Look]) -> list[tuple[int, bool]]:
        """(number of the post, whether it is new) of each."""
        self._load(looks)
        kept = [self._keep(look) for look in looks]
        self.drafts.write()
        self.copies.write()
        self._confirm()
        return kept

    def _load(self, looks: Sequence[_Look]) -> None:
        names = ("id", "key", "post_id", "company_id", "merge_key", "detail", "confirmed_at", "closed_at", "row_hash", "page_hash")
        columns = select(*(sighting.c[name] for name in names), post.c.state.label("post_state")).join(post)
        for some in bulk.slices([look.key for look in looks]):
            rows = self.connection.execute(columns.where(sighting.c.source_id == self.source_id, among(sighting.c.key, some)))
            self.earlier.update((row.key, row) for row in rows)
        changed = [look for look in looks if (row := self.earlier.get(look.key)) is None or not _same(look, row, row.post_state)]
        self.drafts.load(row.post_id for look in changed if (row := self.earlier.get(look.key)) is not None)
        self.drafts.load_keys(
            look.merge_key for look in changed if (row := self.earlier.get(look.key)) is None or row.merge_key != look.merge_key
        )
        self._load_copies(changed)

    def _load_copies(self, changed: Sequence[_Look]) -> None:
        """Of those that are new, or whose post may be another from now on."""
        came, moving = [], False
        for look in changed:
            row = self.earlier.get(look.key)
            firm, told = look.company_id, look.told
            if row is not None:
                before = self.drafts.sightings[row.id]
                self.latest[look.key] = reads.written(reads.together(before.told, look.told))
                told = self.latest[look.key][1]
                if not _moves(look, before, told):
                    continue
                firm, moving = firm if firm is not None else before.company_id, True
            if firm is not None:
                came.append((firm, told))
        self.copies.load(self.source_id, came)
        if moving:
            self.copies.load_apart()

    def _keep(self, look: _Look) -> tuple[int, bool]:
        row = self.earlier.get(look.key)
        if row is None:
            return self._first(look)
        seen = self.drafts.sightings.get(row.id)  # held when something in this batch may change it
        if seen is None or _same(look, seen, self.drafts.judged(seen.post_id).state.state):
            self.same.append(seen or row)
            if seen is not None:
                seen.last_seen_at = seen.confirmed_at = self.now
            return int((seen or row).post_id), False
        return self._another(look, seen), False

    def _first(self, look: _Look) -> tuple[int, bool]:
        there, why = self._twin(look.merge_key, look.company_id, look.told)
        number = self.drafts.add_post() if there is None else there
        over = look.told.closed
        seen = Seen(
            id=self.drafts.number(sighting),
            source_id=self.source_id,
            key=look.key,
            post_id=number,
            company_id=look.company_id,
            merge_key=look.merge_key,
            url=look.told.url,
            detail=look.told.detail,
            first_seen_at=self.now,
            last_seen_at=self.now,
            confirmed_at=None if over else self.now,
            closed_at=self.now if over else None,
            closed_why=SAID_CLOSED if over else None,
            told=look.told,
            row_hash=None if look.told.detail else look.digest,
            page_hash=look.digest if look.told.detail else None,
            joined=why if there is not None else None,
        )
        self.drafts.add(seen, look.record)
        self._found_there(seen)
        return number, there is None

    def _another(self, look: _Look, seen: Seen) -> int:
        self.drafts.touch(seen.post_id)
        known = self.latest.get(look.key) or reads.written(reads.together(seen.told, look.told))
        poorer, moves = _poorer(look, seen), _moves(look, seen, known[1])
        record, seen.told = known
        seen.url, seen.detail, seen.last_seen_at = seen.told.url, seen.told.detail, self.now
        if look.told.closed:
            seen.closed_at, seen.closed_why = seen.closed_at or self.now, SAID_CLOSED
        else:
            seen.confirmed_at, seen.closed_at, seen.closed_why = self.now, None, None
        if look.told.detail:
            seen.page_hash = look.digest
        else:
            seen.row_hash = look.digest
        # A row that cut the name, or lost it, does not unlink the firm that the post's own page named.
        seen.company_id = look.company_id if look.company_id is not None else seen.company_id
        seen.merge_key = seen.merge_key if poorer else look.merge_key
        self.drafts.change(seen, record)
        self.here.append(seen.id)
        return self._moved(seen) if moves else seen.post_id

    def _moved(self, seen: Seen) -> int:
        """The post of a sighting that says something else than before, or whose text is known by now.

        Alone in its post, it joins the post that says the same, if there is one: a list row without a
        firm becomes one with its twin once the firm is known. With others it stays: a vacancy whose pay
        one site has raised is still that vacancy; but rows that lists had shown alike are two once their texts differ.
        """
        mine, firm = seen.post_id, seen.company_id
        others = [one for one in self.drafts.posts[mine].seen if one is not seen]
        if firm is not None:
            self.copies.load(self.source_id, [(firm, seen.told)])
        if others and (firm is None or not self.copies.contradicts(seen, others)):
            return mine
        there, why = self._twin(seen.merge_key, firm, seen.told, mine)
        if others:
            seen.joined = why if there is not None else None
            self.drafts.move(seen, there or self.drafts.add_post())
        elif there is not None:
            seen.post_id = self._joined(mine, there, why)
        self._found_there(seen)
        return seen.post_id

    def _joined(self, mine: int, there: int, why: str) -> int:
        self.copies.joining(mine, there)
        self.drafts.write(besides=mine)
        kept = joining.join(Journal(self.connection), mine, there, self.now, why)
        self.drafts.forget((mine, there))
        self.drafts.load([kept])
        self.drafts.touch(kept)
        return kept

    def _twin(self, merge_key: str, firm: int | None, told: Sighting, besides: int | None = None) -> tuple[int | None, str]:
        """(the post that a sighting is part of, why)."""
        keyed = [draft for draft in self.drafts.having(merge_key) if draft.merged_into is None and draft.id != besides]
        if firm is not None:
            return self.copies.find(firm, told, keyed, besides) or (None, "")
        return joining.choose(((draft.id, draft.state.state, draft.state.closed_at) for draft in keyed), self.now), SAME

    def _found_there(self, seen: Seen) -> None:
        if seen.company_id is not None:
            self.copies.add(seen.company_id, seen.told, seen.post_id)

    def _confirm(self) -> None:
        """What is as it was costs no more than this."""
        same = [row.id for row in self.same]
        for some in bulk.slices(same):
            self.connection.execute(update(sighting).where(among(sighting.c.id, some)).values(last_seen_at=self.now, confirmed_at=self.now))
        posting.confirm(self.connection, (row.post_id for row in self.same), self.now)
        for some in bulk.slices(same + self.here):  # no page that missed them counts on
            self.connection.execute(delete(shown).where(among(shown.c.sighting_id, some), ~shown.c.present))


def _poorer(look: _Look, seen: Any) -> bool:  # a Seen, or a row
    return bool(seen.detail) and not look.told.detail


def _moves(look: _Look, seen: Seen, told: Sighting) -> bool:
    """Whether its post may be another now that it says something else, or that its text is known."""
    return (not _poorer(look, seen) and seen.merge_key != look.merge_key) or (comparable(told) and not comparable(seen.told))


def _same(look: _Look, seen: Any, post_state: str) -> bool:  # a Seen, or a row
    """Whether an open post is shown as it was."""
    alive = seen.closed_at is None and post_state == "open" and not look.told.closed
    same_post = _poorer(look, seen) or (seen.merge_key, seen.company_id) == (look.merge_key, look.company_id)
    return alive and same_post and bool((seen.page_hash if look.told.detail else seen.row_hash) == look.digest)
