"""What a post says, made from its sightings. Pure: the one place where the row that a list shows is put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jobs.dedupe import codes
from jobs.lifecycle import claimed, verdict
from jobs.model import Experience, Pay, Sighting
from jobs.places import covers
from jobs.search import monthly
from jobs.store.reads import experience_record, pay_record
from jobs.store.types import JsonText, json_text
from jobs.text import fold_lines

_MOST = 2**31 - 1
#: What another sighting may add where the one shown is silent.
_GAPS = ("pay", "education", "experience", "headcount", "deadline", "description", "company")


@dataclass(slots=True)
class Seen:
    """A row of the table sighting, with what it tells."""

    id: int
    source_id: str
    key: str
    post_id: int
    company_id: int | None
    merge_key: str
    url: str
    detail: bool
    first_seen_at: datetime
    last_seen_at: datetime
    confirmed_at: datetime | None
    closed_at: datetime | None
    closed_why: str | None
    told: Sighting
    row_hash: str | None
    page_hash: str | None
    joined: str | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Whether a post is open; of a closed one since when and why; when it last opened again."""

    state: str
    closed_at: datetime | None = None
    closed_why: str | None = None
    reopened_at: datetime | None = None


def shape(rows: Sequence[Seen]) -> tuple[dict[str, Any], Sighting]:
    """The columns of a post but for its state, and its sightings put together."""
    ranked = rows if len(rows) == 1 else sorted(rows, key=lambda row: (row.closed_at is not None, not row.detail, row.id))
    first = ranked[0]
    told = first.told
    for row in ranked[1:]:
        told = _filled(told, row.told)
    if len(ranked) > 1:
        told = _everywhere(told, [row.told for row in ranked if row.closed_at is None] or [row.told for row in ranked])
    month = monthly(told.pay)
    posted, refreshed = claimed((row.told.posted_on, row.told.refreshed_on, row.first_seen_at, row.last_seen_at) for row in rows)
    named = [reading.text for reading in told.places if not reading.codes and reading.text]
    columns = {
        "title": told.title,
        "company_id": next((row.company_id for row in ranked if row.company_id is not None), None),
        "company": told.company,
        "places": codes(told),
        "place_text": "、".join(named) or None,
        "pay": _pay(told.pay),
        "pay_low": min(month[0], _MOST) if month else None,
        "pay_high": min(month[1], _MOST) if month else None,
        "education": told.education,
        "experience": _experience(told.experience),
        "years": _years(told),
        "headcount": told.headcount if told.headcount is not None and 0 <= told.headcount <= _MOST else None,
        "benefits": told.benefits,
        "first_seen_at": min(row.first_seen_at for row in rows),
        "posted_on": posted,
        "refreshed_on": refreshed,
        "deadline": told.deadline,
        "last_seen_at": max(row.last_seen_at for row in rows),
        "confirmed_at": max((row.confirmed_at for row in rows if row.confirmed_at), default=None),
        "source_id": first.source_id,
        "url": first.url,
        "sightings": sum(row.closed_at is None for row in rows) or len(rows),
    }
    return columns, told


def judge(rows: Sequence[Seen], before: State, confirmed_at: datetime | None, deadline: date | None, now: datetime) -> State:
    """Open or closed, from now on unless it was closed before."""
    state, why = verdict(sum(one.closed_at is None for one in rows), confirmed_at, deadline, now)
    if state != "closed":
        again = before.state == "closed" and before.closed_why is not None  # without a why it was new, or had gone into another
        return State("open", reopened_at=now if again else before.reopened_at)
    if before.closed_at is not None:
        return replace(before, state="closed")
    last = max(((one.closed_at, one.id, one.closed_why) for one in rows if one.closed_at), default=None)
    return State("closed", now, why or (last[2] if last else None), before.reopened_at)


def words(columns: dict[str, Any], told: Sighting, firm: str | None) -> str:
    """What a word is looked for in, folded, a field a line: a folded word holds no line break, so none is found across two."""
    fields = [columns["title"], columns["company"] or ""]
    if firm is not None and firm != columns["company"]:
        fields.append(firm)
    fields.append(told.occupation or "")
    fields += (reading.text for reading in told.places)
    fields += told.benefits
    return fold_lines("\n".join((*map(_one_line, fields), told.description or "")))


# The same few values in very many posts.


@lru_cache(maxsize=4096)
def _pay(pay: Pay | None) -> JsonText | None:
    return json_text(pay_record(pay))[0] if pay else None


@lru_cache(maxsize=1024)
def _experience(experience: Experience | None) -> JsonText | None:
    return json_text(experience_record(experience))[0] if experience else None


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())


def _filled(told: Sighting, other: Sighting) -> Sighting:
    gaps = {name: getattr(other, name) for name in _GAPS if getattr(told, name) is None and getattr(other, name) is not None}
    if not told.places:
        gaps["places"] = other.places
    if not told.benefits:
        gaps["benefits"] = other.benefits
    return replace(told, **gaps) if gaps else told


def _everywhere(told: Sighting, seen: Iterable[Sighting]) -> Sighting:
    """With the places of all its sightings; one that holds another or lies in it (大同市, 平城区) is no further place."""
    places, known = list(told.places), set(codes(told))
    for reading in (reading for one in seen for reading in one.places):
        if reading.codes and not any(covers(a, b) or covers(b, a) for a in reading.codes for b in known):
            places.append(reading)
            known.update(reading.codes)
    return replace(told, places=tuple(places)) if len(places) > len(told.places) else told


def _years(told: Sighting) -> int | None:
    experience = told.experience
    if experience is None or (experience.min is None and experience.max is None):
        return None
    return min(max(experience.min or 0, 0), 99)
