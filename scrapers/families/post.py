"""A post as a site writes it, and the Sighting made of it: texts to values, contacts cut, nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from jobs.model import NOTHING, Page, Pay, PlaceReading, Sighting
from jobs.places import gazetteer
from jobs.values import day, education, experience, headcount, pay
from scrapers.families.base import CHINA, LONGEST_TEXT, squeeze, today
from scrapers.families.contacts import MASK, without_contacts

LONGEST_TITLE = 120
_AGO = re.compile(r"(\d{1,4})\s{0,3}个?(小时|分钟)前")


@dataclass(frozen=True, kw_only=True)
class Written:
    """A post as a site writes it. Every text as found; `as_sighting` makes values of it."""

    key: str
    url: str
    title: str | None
    company: str | None = None
    company_cut: bool = False
    places: tuple[str, ...] = ()
    pay: str | None = None
    paid: Pay | None = None  # when the site states numbers; goes before `pay`
    education: str | None = None
    experience: str | None = None
    headcount: str | None = None
    occupation: str | None = None
    benefits: tuple[str, ...] = ()
    posted: str | None = None
    deadline: str | None = None
    description: str | None = None
    detail: bool = False
    closed: bool = False
    more: Mapping[str, str | None] = field(default_factory=lambda: NOTHING)  # what has no value of its own (major, nature …); kept as text


def as_sighting(page: Page, post: Written, place: str | None = None) -> Sighting | None:
    """Values from texts; contacts are taken out. None when the title holds no letter, or it or the firm's name was decoded to rubbish.

    `place` is the code that the source covers: it decides between places of one name, and never stands in for one.
    """
    title, company = masked(post.title), masked(post.company)
    if "\ufffd" in f"{title}{company}" or (title and not any(map(str.isalpha, title))):
        return None
    seen_on = today(page)
    deadline = day(post.deadline, seen_on)
    paid = post.paid or pay(masked(post.pay))
    said = without_contacts(paid.text) if paid else ""
    return Sighting(
        key=post.key,
        url=post.url,
        title=(title or "")[:LONGEST_TITLE],
        company=company[:LONGEST_TITLE] if company else None,
        company_cut=post.company_cut,
        places=tuple(_where(written, place) for written in dict.fromkeys(filter(None, map(squeeze, post.places)))),
        pay=replace(paid, text=said) if paid and said != paid.text else paid,
        education=education(post.education),
        experience=experience(masked(post.experience)),
        headcount=headcount(post.headcount),
        occupation=masked(post.occupation),
        benefits=tuple(dict.fromkeys(filter(None, map(masked, post.benefits)))),
        posted_on=_not_ahead(day(_moment(page, post.posted), seen_on), seen_on),
        deadline=deadline,
        description=without_contacts(post.description[:LONGEST_TEXT]) if post.description else None,
        closed=post.closed or (deadline is not None and deadline < seen_on),
        detail=post.detail,
        raw=_raw(post),
    )


def _raw(post: Written) -> Mapping[str, str]:
    """What the site wrote, short and without contacts, under the names of the values made of it."""
    written = {
        "pay": post.pay or (post.paid.text if post.paid else None),
        "education": post.education,
        "experience": post.experience,
        "headcount": post.headcount,
        "posted": post.posted,
        "deadline": post.deadline,
        "place": " | ".join(post.places),
    }
    written |= {name: squeeze(value) for name, value in post.more.items()}
    return MappingProxyType({name: without_contacts(value)[:200] for name, value in written.items() if value})


def _where(written: str, place: str | None) -> PlaceReading:
    return _known_place(written, place) if len(written) <= 64 else _place(written, place)


@lru_cache(maxsize=4096)
def _known_place(written: str, place: str | None) -> PlaceReading:
    """The posts of a list share few places."""
    return _place(written, place)


def _place(written: str, place: str | None) -> PlaceReading:
    reading = gazetteer().read(written[:2_000], place)
    return replace(reading, text=without_contacts(reading.text)[:200])


def masked(written: object) -> str | None:
    """A one-line value without contacts; None when nothing else is left."""
    kept = squeeze(written)
    cut = without_contacts(kept) if kept else None
    return cut if cut == kept else (cut or "").replace(MASK, "").strip() or None


def _moment(page: Page, written: str | None) -> str | None:
    """16小时前 as the day it was: we know the hour at which the page said so."""
    if not written or not (found := _AGO.search(written)):
        return written
    ago = timedelta(**{"hours" if found.group(2) == "小时" else "minutes": int(found.group(1))})
    return (page.fetched_at + CHINA - ago).date().isoformat()


def _not_ahead(found: date | None, day_of_page: date) -> date | None:
    """A post cannot have been published after we saw it; a day is left for clocks."""
    return found if found is not None and found <= day_of_page + timedelta(days=1) else None
