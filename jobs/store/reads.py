"""A Sighting as text and back, and what a list row and a detail page say together. Pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from jobs.model import Experience, Pay, PlaceReading, Sighting
from jobs.store.types import JsonText, json_text

_FIELDS = tuple(each.name for each in fields(Sighting))
_DAYS = ("posted_on", "refreshed_on", "deadline")
#: What the site says of its own diligence: the first word and the last are kept apart.
_CLAIMS = ("posted_on", "refreshed_on")
#: What another look may add or correct, field by field.
_MERGED = tuple(name for name in _FIELDS if name not in ("key", "closed", "detail", "raw", "company_cut", *_CLAIMS))
#: What a list row may correct after the detail page was read: it is the newer word on what changes most.
_NEWS = ("url", "deadline")


def to_record(sighting: Sighting) -> dict[str, Any]:
    """The sighting as JSON can hold it."""
    told = {name: getattr(sighting, name) for name in _FIELDS}
    told["places"] = [
        {"text": one.text, "codes": one.codes, "candidates": one.candidates, "everywhere": one.everywhere} for one in sighting.places
    ]
    told["pay"] = pay_record(sighting.pay)
    told["experience"] = experience_record(sighting.experience)
    told["raw"] = dict(sighting.raw)
    for name in _DAYS:
        told[name] = told[name].isoformat() if told[name] else None
    return told


def pay_record(pay: Pay | None) -> dict[str, Any] | None:
    """Pay as JSON can hold it."""
    return {"text": pay.text, "min": pay.min, "max": pay.max, "unit": pay.unit, "months": pay.months} if pay else None


def experience_record(experience: Experience | None) -> dict[str, Any] | None:
    """Experience as JSON can hold it."""
    return {"text": experience.text, "min": experience.min, "max": experience.max} if experience else None


def from_record(told: Mapping[str, Any]) -> Sighting:
    """What `to_record` made."""
    kept = {name: value for name, value in told.items() if name in _FIELDS}
    kept["places"] = tuple(_place(reading) for reading in kept["places"])
    kept["pay"] = Pay(**kept["pay"]) if kept["pay"] else None
    kept["experience"] = Experience(**kept["experience"]) if kept["experience"] else None
    kept["benefits"] = tuple(kept["benefits"])
    kept["raw"] = MappingProxyType(kept["raw"])
    for name in _DAYS:
        kept[name] = date.fromisoformat(kept[name]) if kept.get(name) else None
    return Sighting(**kept)


def written(sighting: Sighting) -> tuple[JsonText, Sighting]:
    """The sighting's record as text, and the sighting that is read back from it."""
    text, whole = json_text(to_record(sighting))
    return text, sighting if whole else from_record(json.loads(text))


def digest(record: str) -> str:
    """Of a sighting's record as text, the same for the same: tells one that has not changed without comparing fields."""
    return hashlib.blake2b(record.encode(), digest_size=16).hexdigest()


def together(before: Sighting, latest: Sighting) -> Sighting:
    """What we know after another look. The newer word counts, but silence takes nothing back.

    A list row read after the detail page fills gaps and corrects pay and dates; the rest of the
    detail page stands until it is read again, for rows cut names, titles and places short.
    """
    row_after_page = before.detail and not latest.detail
    changes: dict[str, Any] = {}
    for name in _MERGED:
        old, fresh = getattr(before, name), getattr(latest, name)
        may = not row_after_page or name in _NEWS or (name == "pay" and _states(fresh)) or not _says(old)
        changes[name] = fresh if _says(fresh) and may and not (name == "pay" and _states(old) and not _states(fresh)) else old
    changes["company_cut"] = latest.company_cut if changes["company"] == latest.company else before.company_cut
    if latest.company_cut and before.company and not before.company_cut:
        changes["company"], changes["company_cut"] = before.company, False
    days = [day for day in (before.posted_on, before.refreshed_on, latest.posted_on, latest.refreshed_on) if day is not None]
    changes["posted_on"] = min((day for day in (before.posted_on, latest.posted_on) if day is not None), default=None)
    changes["refreshed_on"] = max(days) if days and max(days) != changes["posted_on"] else None
    raw = MappingProxyType({**before.raw, **latest.raw})
    return replace(latest, **changes, detail=before.detail or latest.detail, raw=raw)


def _says(value: object) -> bool:
    return value is not None and value not in ((), "")


def _states(pay: Pay | None) -> bool:
    return pay is not None and (pay.min is not None or pay.max is not None)


def _place(told: Mapping[str, Any]) -> PlaceReading:
    return PlaceReading(told["text"], tuple(told["codes"]), tuple(told["candidates"]), told["everywhere"])
