"""Invented sources, firms and posts for tests of the store, and short ways to keep them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from jobs.dedupe import codes, merge_key
from jobs.model import Article, Ask, Company, DueAsk, Mention, PlaceReading, Sighting, SourceCard
from jobs.store import Store

NOW = datetime(2026, 11, 24, 0, 40, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
LEASE = timedelta(minutes=5)


def card(source_id: str, **more: Any) -> SourceCard:
    told: dict[str, Any] = {
        "id": source_id,
        "name": f"示例来源 {source_id}",
        "kind": "board",
        "family": "test",
        "home": f"https://{source_id}.example/",
        "place": "140200",
        "verdict": "GO",
        "enabled": True,
        "pace": 5.0,
        "note": "",
    }
    return SourceCard(**{**told, **more})


def post(key: str, title: str = "焊工", *places: str, **more: Any) -> Sighting:
    readings = tuple(PlaceReading(text=f"地点{code}", codes=(code,)) for code in places or ("140213",))
    return Sighting(**{"key": key, "url": f"https://board.example/{key}", "title": title, "places": readings, **more})


def keep(store: Store, sighting: Sighting, source: str = "board", company: Company | None = None, now: datetime = NOW) -> tuple[int, bool]:
    """Keep one sighting as the update does."""
    with store.writing() as writing:
        key = merge_key(source, sighting, company.id if company else None, codes(sighting))
        return writing.sighting(source, sighting, company, key, now)


def firm(store: Store, name: str, place: str | None = "140200") -> Company:
    with store.writing() as writing:
        return writing.company(name, place, "news", NOW)[0]


def lease(store: Store, url: str = "https://board.example/list", source: str = "board", now: datetime = NOW, why: str = "start") -> DueAsk:
    """An ask of the source, wanted and taken."""
    store.want(source, [Ask(url, why)], now)
    (due,) = [one for one in store.due(now, 10, LEASE, "test") if one.source_id == source]
    return due


def look(store: Store, keys: list[str], now: datetime, *, whole: bool = True) -> int:
    """One read of the list page that shows these posts; returns how many posts it closed."""
    due = lease(store, now=now)
    with store.writing() as writing:
        for key in keys:
            writing.sighting("board", post(key, f"职位{key}"), None, f"k{key}", now)
        closed = writing.absent("board", due, set(keys), now) if whole else 0
        writing.seen(due, keys)
        writing.done(due, None, None, "hash", now, now + HOUR)
    return closed


def story(url: str, title: str, body: str = "", **more: Any) -> Article:
    return Article(**{"url": url, "title": title, "body": body, "source": "示例日报", **more})


def named(name: str, sentence: str, *, certain: bool = True) -> Mention:
    start = sentence.index(name)
    return Mention(name, name, start, start + len(name), sentence, "full", 0.97, certain)
