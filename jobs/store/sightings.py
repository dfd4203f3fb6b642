"""A sighting kept: its post found or made, joined, refreshed, reopened."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Delete, Row, Select, delete, select, update

from jobs.lifecycle import SAID_CLOSED
from jobs.model import Company, Sighting
from jobs.store import joining, posting, reads
from jobs.store.base import Within, insert_one
from jobs.store.journal import Journal
from jobs.store.tables import post, shown, sighting


class _Look(NamedTuple):
    """One sighting as it came, with what was decided about it."""

    source_id: str
    sighting: Sighting
    company_id: int | None
    merge_key: str
    now: datetime


class Sightings(Within):
    """The part of a transaction about posts."""

    def sighting(self, source_id: str, sighting: Sighting, company: Company | None, merge_key: str, now: datetime) -> tuple[int, bool]:
        """Keep a post as a source shows it: (number of the post, whether the post is new).

        The sighting's own earlier row says which post it is; else one whose sightings have the same
        merge key. A closed post seen open again is reopened. Raises Busy.
        """
        look = _Look(source_id, sighting, company.id if company else None, merge_key, now)
        earlier = self._connection.execute(_row_of(look)).first()
        if earlier is None:
            return _first_look(self._connection, look)
        return _another_look(self._connection, look, earlier), False


def _row_of(look: _Look) -> Select[Any]:
    columns = select(sighting, post.c.state.label("post_state")).join(post, post.c.id == sighting.c.post_id)
    return columns.where(sighting.c.source_id == look.source_id, sighting.c.key == look.sighting.key)


def _first_look(connection: Connection, look: _Look) -> tuple[int, bool]:
    post_id = joining.twin(connection, [look.merge_key], look.now)
    new = post_id is None
    if post_id is None:
        post_id = posting.create(connection, look.source_id, look.sighting, look.now)
    row = {"source_id": look.source_id, "key": look.sighting.key, "post_id": post_id, "first_seen_at": look.now}
    insert_one(connection, sighting, {**row, **_columns(look, look.sighting, look.company_id)})
    posting.rebuild(connection, post_id, look.now)
    return post_id, new


def _another_look(connection: Connection, look: _Look, earlier: Row[Any]) -> int:
    alive = earlier.closed_at is None and earlier.post_state == "open" and not look.sighting.closed
    poorer = earlier.detail and not look.sighting.detail
    same_post = poorer or (earlier.merge_key, earlier.company_id) == (look.merge_key, look.company_id)
    hashed = earlier.page_hash if look.sighting.detail else earlier.row_hash
    if alive and same_post and hashed == reads.digest(look.sighting):
        connection.execute(update(sighting).where(sighting.c.id == earlier.id).values(last_seen_at=look.now, confirmed_at=look.now))
        connection.execute(_forget_absence(earlier.id))
        posting.confirm(connection, [earlier.post_id], look.now)
        return int(earlier.post_id)
    merged = reads.together(reads.from_record(earlier.read), look.sighting)
    # A row that cut the name, or lost it, does not unlink the firm that the post's own page named.
    company_id = look.company_id if look.company_id is not None else earlier.company_id
    columns = _columns(look, merged, company_id) | ({"merge_key": earlier.merge_key} if poorer else {})
    if look.sighting.closed:
        columns |= {"confirmed_at": earlier.confirmed_at, "closed_at": earlier.closed_at or look.now}
    connection.execute(update(sighting).where(sighting.c.id == earlier.id).values(**columns))
    connection.execute(_forget_absence(earlier.id))
    post_id = _moved(connection, look, earlier) if columns["merge_key"] != earlier.merge_key else int(earlier.post_id)
    posting.rebuild(connection, post_id, look.now)
    return post_id


def _moved(connection: Connection, look: _Look, earlier: Row[Any]) -> int:
    """The post of a sighting that says something else than before.

    Alone in its post, it joins the post that says the same, if there is one: a list row without a
    firm becomes one with its twin once the firm is known. With others it stays: a vacancy whose pay
    one site has raised is still that vacancy.
    """
    mine = int(earlier.post_id)
    others = connection.execute(select(sighting.c.id).where(sighting.c.post_id == mine, sighting.c.id != earlier.id).limit(1)).first()
    there = None if others is not None else joining.twin(connection, [look.merge_key], look.now, mine)
    return mine if there is None else joining.join(Journal(connection), mine, there, look.now)


def _columns(look: _Look, merged: Sighting, company_id: int | None) -> dict[str, Any]:
    over = look.sighting.closed
    return {
        "company_id": company_id,
        "merge_key": look.merge_key,
        "url": merged.url,
        "detail": merged.detail,
        "last_seen_at": look.now,
        "confirmed_at": None if over else look.now,
        "closed_at": look.now if over else None,
        "closed_why": SAID_CLOSED if over else None,
        "read": reads.to_record(merged),
        "page_hash" if look.sighting.detail else "row_hash": reads.digest(look.sighting),
    }


def _forget_absence(sighting_id: int) -> Delete:
    """It is here after all: no page that missed it counts on."""
    return delete(shown).where(shown.c.sighting_id == sighting_id, ~shown.c.present)
