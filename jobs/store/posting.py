"""A post made from its sightings: the one place where the row a list shows is written.

Whatever happens to a sighting (new, changed, closed, moved) ends in `rebuild`: the post is then
exactly what its sightings say, and a merge can be undone by moving a sighting and rebuilding twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, literal, select, update

from jobs.dedupe import codes
from jobs.lifecycle import china_day, verdict
from jobs.model import Sighting
from jobs.search import monthly
from jobs.store import areas, changes
from jobs.store.base import insert_one, upsert
from jobs.store.reads import from_record
from jobs.store.tables import company, post, post_place, post_text, sighting
from jobs.store.types import Moment
from jobs.text import fold

_MOST = 2**31 - 1
#: What another sighting may add where the one shown is silent.
_GAPS = ("pay", "education", "experience", "headcount", "posted_on", "deadline", "description", "company")


def create(connection: Connection, source_id: str, seen: Sighting, now: datetime) -> int:
    """An empty post, to be filled by `rebuild`; returns its number."""
    row = {
        "title": seen.title,
        "places": [],
        "benefits": [],
        "first_seen_at": now,
        "last_seen_at": now,
        "state": "closed",
        "source_id": source_id,
        "url": seen.url,
        "sightings": 0,
    }
    return insert_one(connection, post, row)


def rebuild(connection: Connection, post_id: int, now: datetime) -> bool:
    """Make the post what its sightings say; True when it is open. One without sightings is closed as it stands."""
    rows = connection.execute(select(sighting).where(sighting.c.post_id == post_id).order_by(sighting.c.id)).all()
    changes.note(connection, [post_id])
    if not rows:
        connection.execute(delete(post_place).where(post_place.c.post_id == post_id))
        connection.execute(
            update(post)
            .where(post.c.id == post_id)
            .values(state="closed", closed_at=func.coalesce(post.c.closed_at, literal(now, Moment())))
        )
        return False
    before = connection.execute(select(post.c.state, post.c.closed_at, post.c.closed_why).where(post.c.id == post_id)).one()
    row, told = _row(rows)
    row.update(_judged(rows, row, before, now))
    connection.execute(update(post).where(post.c.id == post_id).values(**row))
    firm = connection.execute(select(company.c.name).where(company.c.id == row["company_id"])).scalar() if row["company_id"] else None
    words = "\n".join(filter(None, (fold(text) for text in _searched(row, told, firm))))
    upsert(
        connection,
        post_text,
        {"post_id": post_id, "description": told.description, "words": words},
        ["post_id"],
        ["description", "words"],
    )
    _list(connection, post_id, row)
    return bool(row["state"] == "open")


def confirm(connection: Connection, post_ids: Sequence[int], now: datetime) -> None:
    """The open posts were seen open again just now; nothing else about them changed."""
    if not post_ids:
        return
    one = post.c.id == bindparam("one")
    connection.execute(update(post).where(one).values(last_seen_at=now, confirmed_at=now), [{"one": number} for number in post_ids])
    today = china_day(now).toordinal()
    listed = (post_place.c.post_id == bindparam("one")) & (post_place.c.confirmed_day != today)
    connection.execute(update(post_place).where(listed).values(confirmed_day=today), [{"one": number} for number in post_ids])


def close(connection: Connection, sighting_ids: Iterable[int], why: str, now: datetime) -> int:
    """Close open sightings; returns how many posts are closed for it."""
    closed = 0
    for number in sighting_ids:
        open_one = (sighting.c.id == number) & sighting.c.closed_at.is_(None)
        post_id = connection.execute(
            update(sighting).where(open_one).values(closed_at=now, closed_why=why).returning(sighting.c.post_id)
        ).scalar()
        if post_id is None:
            continue
        was_open = connection.execute(select(post.c.state).where(post.c.id == post_id)).scalar() == "open"
        closed += was_open and not rebuild(connection, post_id, now)
    return closed


# ---------------------------------------------------------------- what the row says


def _row(rows: Sequence[Row[Any]]) -> tuple[dict[str, Any], Sighting]:
    """The columns of a post, and its sightings put together."""
    ranked = sorted(rows, key=lambda row: (row.closed_at is not None, not row.detail, row.id))
    first = ranked[0]
    told = from_record(first.read)
    for row in ranked[1:]:
        told = _filled(told, from_record(row.read))
    pay, experience = told.pay, told.experience
    month = monthly(pay)
    named = [reading.text for reading in told.places if not reading.codes and reading.text]
    columns = {
        "title": told.title,
        "company_id": next((row.company_id for row in ranked if row.company_id is not None), None),
        "company": told.company,
        "places": list(codes(told)),
        "place_text": "、".join(named) or None,
        "pay": asdict(pay) if pay else None,
        "pay_low": min(month[0], _MOST) if month else None,
        "pay_high": min(month[1], _MOST) if month else None,
        "education": told.education,
        "experience": asdict(experience) if experience else None,
        "years": _years(told),
        "headcount": told.headcount if told.headcount is not None and 0 <= told.headcount <= _MOST else None,
        "benefits": list(told.benefits),
        "first_seen_at": min(row.first_seen_at for row in rows),
        "posted_on": told.posted_on,
        "deadline": told.deadline,
        "last_seen_at": max(row.last_seen_at for row in rows),
        "confirmed_at": max((row.confirmed_at for row in rows if row.confirmed_at), default=None),
        "source_id": first.source_id,
        "url": first.url,
        "sightings": sum(row.closed_at is None for row in rows) or len(rows),
    }
    return columns, told


def _filled(told: Sighting, other: Sighting) -> Sighting:

    gaps = {name: getattr(other, name) for name in _GAPS if getattr(told, name) is None and getattr(other, name) is not None}
    if not told.places:
        gaps["places"] = other.places
    if not told.benefits:
        gaps["benefits"] = other.benefits
    return replace(told, **gaps) if gaps else told


def _years(told: Sighting) -> int | None:
    experience = told.experience
    if experience is None or (experience.min is None and experience.max is None):
        return None
    return min(max(experience.min or 0, 0), 99)


def _judged(rows: Sequence[Row[Any]], row: dict[str, Any], before: Row[Any, Any, Any], now: datetime) -> dict[str, Any]:
    """Open or closed, and for a closed one since when and why."""
    state, why = verdict(sum(one.closed_at is None for one in rows), row["confirmed_at"], row["deadline"], now)
    if state != "closed":
        return {"state": "open", "closed_at": None, "closed_why": None}
    if before.closed_at is not None:
        return {"state": "closed", "closed_at": before.closed_at, "closed_why": before.closed_why}
    last = max((one for one in rows if one.closed_at), key=lambda one: (one.closed_at, one.id), default=None)
    return {"state": "closed", "closed_at": now, "closed_why": why or (last.closed_why if last else None)}


def _searched(row: dict[str, Any], told: Sighting, firm: str | None) -> Iterable[str]:
    """What a word is looked for in, a field a line: a folded word holds no line break, so none is found across two."""
    yield row["title"]
    yield row["company"] or ""
    if firm is not None and firm != row["company"]:
        yield firm
    yield told.occupation or ""
    yield from (reading.text for reading in told.places)
    yield from told.benefits
    yield from (told.description or "").splitlines()


def _list(connection: Connection, post_id: int, row: dict[str, Any]) -> None:
    """Put the post into the lists of its places while it is open, and take it out of all others."""
    there = set(connection.execute(select(post_place.c.place).where(post_place.c.post_id == post_id)).scalars())
    wanted = areas.closure(row["places"]) if row["state"] == "open" else frozenset()
    if there - wanted:
        connection.execute(delete(post_place).where(post_place.c.post_id == post_id, post_place.c.place.in_(there - wanted)))
    order = {
        "confirmed_day": china_day(row["confirmed_at"]).toordinal() if row["confirmed_at"] else 0,
        "pay_order": row["pay_low"] if row["pay_low"] is not None else -1,
    }
    if wanted & there:
        connection.execute(update(post_place).where(post_place.c.post_id == post_id).values(**order))
    if wanted - there:
        fresh = [{"place": code, "post_id": post_id, "level": areas.level(code), **order} for code in sorted(wanted - there)]
        connection.execute(insert(post_place), fresh)
