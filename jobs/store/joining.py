"""Two posts that are one vacancy become one post, and sightings that changed hands find their post. Reversible: see `journal`."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select

from jobs.dedupe import SAME, codes, merge_key
from jobs.store import copying, posting
from jobs.store.copying import is_alive
from jobs.store.journal import Journal
from jobs.store.reads import from_record
from jobs.store.tables import alert_match, post, post_apart, sighting


def twin(connection: Connection, keys: Collection[str], now: datetime, besides: int | None = None) -> int | None:
    """The post other than `besides` with a sighting of one of these merge keys: rather an open one, else one closed not long ago."""
    same = select(post.c.id, post.c.state, post.c.closed_at).join(sighting, sighting.c.post_id == post.c.id)
    same = same.where(sighting.c.merge_key.in_(list(keys)), post.c.merged_into.is_(None))
    if besides is not None:
        same = same.where(post.c.id.not_in({besides, *copying.apart(connection, besides)}))
    return choose(((row.id, row.state, row.closed_at) for row in connection.execute(same)), now)


def choose(posts: Iterable[tuple[int, str, datetime | None]], now: datetime) -> int | None:
    """Of posts (number, state, closed at) that are one vacancy, the one a new sighting joins; None: all were closed too long ago."""
    fit = [(state != "open", number) for number, state, closed_at in posts if is_alive(state, closed_at, now)]
    return min(fit)[1] if fit else None


def join(journal: Journal, one: int, other: int, now: datetime, why: str = SAME) -> int:
    """Make two posts one; returns the number that lives on: the older, so that no address dies for a newer one.

    The one left is rebuilt here, the one that lives on by the caller. `why` is kept with the sightings that move.
    """
    kept, left = min(one, other), max(one, other)
    states = {row.id: row.state for row in journal.connection.execute(select(post.c.id, post.c.state).where(post.c.id.in_([kept, left])))}
    if (states[kept], states[left]) == ("closed", "open"):  # it opens again; said here, so that taking it back finds the old day
        journal.put(post, [kept], "closed_at", None)
        journal.put(post, [kept], "closed_why", None)
    rows = journal.connection.execute(select(sighting.c.id).where(sighting.c.post_id == left)).scalars().all()
    journal.put(sighting, rows, "post_id", kept)
    journal.put(sighting, rows, "joined", why)
    older = journal.connection.execute(select(post.c.id).where(post.c.merged_into == left)).scalars().all()
    journal.put(post, [left, *older], "merged_into", kept)
    journal.put(post, [left], "closed_why", None)
    _carry_matches(journal, left, kept)
    _carry_apart(journal, left, kept)
    posting.rebuild(journal.connection, [left], now)
    return kept


def give(journal: Journal, ids: Iterable[int], firm: int, now: datetime) -> set[int]:
    """Make these sightings the firm's; returns the posts that must be rebuilt."""
    ids = sorted(set(ids))
    journal.put(sighting, ids, "company_id", firm)
    for row in _rows(journal.connection, ids):
        read = from_record(row.read)
        journal.put(sighting, [row.id], "merge_key", merge_key(row.source_id, read, firm, codes(read)))
    return settle(journal, ids, firm, now)


def settle(journal: Journal, ids: Iterable[int], firm: int, now: datetime) -> set[int]:
    """After sightings became a firm's: none may share a post with another firm's. Returns the posts that must be rebuilt.

    A post that is wholly the firm's stays, or is joined with its twin; from a mixed one the firm's sightings
    leave together, for their twin or for a post of their own.
    """
    posts: dict[int, list[Row[Any]]] = {}
    for row in _rows(journal.connection, sorted(set(ids))):
        posts.setdefault(row.post_id, []).append(row)
    touched = set(posts)
    for number, mine in sorted(posts.items()):
        others = select(sighting.c.id).where(sighting.c.post_id == number, sighting.c.company_id.is_distinct_from(firm)).limit(1)
        keys = {row.merge_key for row in mine}
        if journal.connection.execute(others).first() is not None:
            there = twin(journal.connection, keys, now, number) or _own(journal, mine[0], now)
            journal.put(sighting, [row.id for row in mine], "post_id", there)
            touched.add(there)
        elif (other := _joinable(journal.connection, number, keys, now)) is not None:
            touched.add(join(journal, number, other, now))
    return touched


def _joinable(connection: Connection, number: int, keys: set[str], now: datetime) -> int | None:
    mine = connection.execute(select(post.c.state, post.c.closed_at, post.c.merged_into).where(post.c.id == number)).one()
    return twin(connection, keys, now, number) if mine.merged_into is None and is_alive(mine.state, mine.closed_at, now) else None


def _own(journal: Journal, row: Row[Any], now: datetime) -> int:
    """A post of its own for a sighting that left another; never deleted again, for its address may have been seen."""
    return posting.create(journal.connection, row.source_id, from_record(row.read), now)


def _rows(connection: Connection, ids: list[int]) -> list[Row[Any]]:
    found: list[Row[Any]] = []
    for start in range(0, len(ids), 500):
        found += connection.execute(select(sighting).where(sighting.c.id.in_(ids[start : start + 500])).order_by(sighting.c.id)).all()
    return found


def _carry_matches(journal: Journal, left: int, kept: int) -> None:
    """Whoever was told of the one has been told of both."""
    told = select(alert_match.c.alert_id).where(alert_match.c.post_id == kept)
    rows = select(alert_match.c.alert_id, alert_match.c.matched_at).where(
        alert_match.c.post_id == left, alert_match.c.alert_id.not_in(told)
    )
    carried = [{"alert_id": row.alert_id, "post_id": kept, "matched_at": row.matched_at} for row in journal.connection.execute(rows)]
    if carried:
        journal.connection.execute(alert_match.insert(), carried)
        journal.added(alert_match, [(row["alert_id"], kept) for row in carried])


def _carry_apart(journal: Journal, left: int, kept: int) -> None:
    """What is another vacancy than the one is another than both."""
    there = copying.apart(journal.connection, kept)
    carried = [{"post_id": kept, "other_id": other} for other in sorted(copying.apart(journal.connection, left) - there - {kept})]
    if carried:
        journal.connection.execute(post_apart.insert(), carried)
        journal.added(post_apart, [(row["post_id"], row["other_id"]) for row in carried])
