"""The tables. What a column means is written here once; how it is filled, in the module of its verb.

Times are Moment (UTC), days are dates of China, JSON is text. Wide text stands beside narrow rows
(post_text beside post). `post_place` is the index of the lists: while a post is open it has one
row for each of its places and for every division above, COUNTRY included, so that "in this
province", "in this county" and "everywhere" are the same equality and no post comes twice.
"""

from __future__ import annotations

from jobs.store.tables.alerts import alert, alert_match, asked_address, meta, outbox, subscriber
from jobs.store.tables.know import audit, reporter, review
from jobs.store.tables.names import metadata
from jobs.store.tables.posts import COUNTRY, post, post_apart, post_band, post_change, post_place, post_text, shown, sighting
from jobs.store.tables.ranking import ranking, source_day
from jobs.store.tables.web import alias, article, ask, company, mention, source, story_hash

__all__ = [
    "COUNTRY",
    "alert",
    "alert_match",
    "alias",
    "article",
    "ask",
    "asked_address",
    "audit",
    "company",
    "mention",
    "meta",
    "metadata",
    "outbox",
    "post",
    "post_apart",
    "post_band",
    "post_change",
    "post_place",
    "post_text",
    "ranking",
    "reporter",
    "review",
    "shown",
    "sighting",
    "source",
    "source_day",
    "story_hash",
    "subscriber",
]
