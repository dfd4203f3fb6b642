"""Rows as records: a page of posts with a handful of statements, however many posts it holds."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Connection,
    Integer,
    Row,
    Select,
    Subquery,
    Text,
    and_,
    bindparam,
    func,
    select,
    type_coerce,
)

from jobs.lifecycle import verdict
from jobs.model import Experience, MentionRow, Pay, PostRow, Signal
from jobs.store.stories import STORY, copies, shown
from jobs.store.tables import article, company, mention, post, source
from jobs.store.types import moment

#: What a list shows of a post. JSON and times come as they are kept: a row that was seen before is not read again, see `_post`.
_SHOWN = (
    post.c.id,
    post.c.title,
    post.c.company_id,
    post.c.company,
    type_coerce(post.c.places, Text).label("places"),
    post.c.place_text,
    type_coerce(post.c.pay, Text).label("pay"),
    post.c.education,
    type_coerce(post.c.experience, Text).label("experience"),
    post.c.headcount,
    type_coerce(post.c.benefits, Text).label("benefits"),
    type_coerce(post.c.first_seen_at, BigInteger).label("first_seen_at"),
    post.c.posted_on,
    post.c.refreshed_on,
    post.c.deadline,
    type_coerce(post.c.last_seen_at, BigInteger).label("last_seen_at"),
    type_coerce(post.c.confirmed_at, BigInteger).label("confirmed_at"),
    post.c.state,
    type_coerce(post.c.closed_at, BigInteger).label("closed_at"),
    post.c.closed_why,
    type_coerce(post.c.reopened_at, BigInteger).label("reopened_at"),
    post.c.source_id,
    post.c.url,
    post.c.sightings,
    company.c.name.label("firm"),
    company.c.slug.label("firm_slug"),
    source.c.name.label("source_name"),
)
#: Rows of posts, and of their news, of which the records are kept.
_REMEMBERED = 4096


def post_columns() -> Select[Any]:
    """Posts with the names of their firm and source: what `post_row` takes. Columns may be added behind."""
    joined = post.join(source, source.c.id == post.c.source_id).outerjoin(company, company.c.id == post.c.company_id)
    return select(*_SHOWN).select_from(joined)


def post_row(row: Row[Any], news: Mapping[int, MentionRow], now: datetime) -> PostRow:
    """A row of `post_columns` as a record; `news`: the newest mention of each firm."""
    return _as_shown(row, news.get(row.company_id), now)


def _as_shown(row: Row[Any], told: MentionRow | None, now: datetime) -> PostRow:
    state, why = row.state, row.closed_why
    if state == "open":
        state, why = verdict(1, _moment(row.confirmed_at), row.deadline, now)
    return _post(row[: len(_SHOWN)], state, why, told)


@lru_cache(maxsize=_REMEMBERED)
def _post(row: tuple[Any, ...], state: str, why: str | None, told: MentionRow | None) -> PostRow:
    """Remembered by all it is made of, so that a page made after something was written reads only what is new."""
    (number, title, firm, written, places, place_text, pay, education, experience, headcount, benefits, first_seen, posted, refreshed) = (
        row[:14]
    )
    (deadline, last_seen, confirmed, _, closed, _, reopened, source_id, url, sightings, name, slug, source_name) = row[14:]
    return PostRow(
        id=number,
        title=title,
        company_id=firm,
        company=name or written,
        company_slug=slug,
        places=tuple(json.loads(places)),
        place_text=place_text,
        pay=Pay(**json.loads(pay)) if pay else None,
        education=education,
        experience=Experience(**json.loads(experience)) if experience else None,
        headcount=headcount,
        benefits=tuple(json.loads(benefits)),
        first_seen_at=moment(first_seen),
        posted_on=posted,
        refreshed_on=refreshed,
        deadline=deadline,
        last_seen_at=moment(last_seen),
        confirmed_at=_moment(confirmed),
        state=state,
        closed_at=_moment(closed),
        closed_why=why,
        reopened_at=_moment(reopened),
        source_id=source_id,
        source_name=source_name,
        url=url,
        sightings=sightings,
        mention=told,
    )


def _moment(kept: int | None) -> datetime | None:
    return None if kept is None else moment(kept)


# ---------------------------------------------------------------- mentions


def mentions() -> Select[Any]:
    """Mentions with their stories; signals as they are kept."""
    columns = (type_coerce(column, Text).label("signals") if column is mention.c.signals else column for column in mention.c)
    return select(
        *columns,
        article.c.title.label("article_title"),
        article.c.url.label("article_url"),
        article.c.printed_source,
        article.c.published_on,
        article.c.fetched_at,
        article.c.trusted,
        STORY.label("story"),
    ).join(article, article.c.id == mention.c.article_id)


def _once_a_story(condition: ColumnElement[bool]) -> Subquery:
    """Of every story the mentions in its best copy: certain ones, no mirror, the article that stands for the story first."""
    best = (mention.c.certain.desc(), article.c.trusted.desc(), (article.c.id != STORY), article.c.id)
    place = func.dense_rank().over(partition_by=(mention.c.company_id, STORY), order_by=best)
    ranked = mentions().add_columns(place.label("copy")).where(condition).subquery()
    return select(ranked).where(ranked.c.copy == 1).subquery()


def _newest_first(told: Subquery) -> tuple[ColumnElement[Any], ...]:
    """By the story's own date, undated ones last, then by number."""
    return told.c.published_on.desc().nulls_last(), told.c.article_id.desc(), told.c.start_at, told.c.id


def _newest(of: ColumnElement[bool]) -> Subquery:
    """Of each firm that the condition holds for, the newest certain mention."""
    told = _once_a_story(and_(of, mention.c.certain))
    rank = func.row_number().over(partition_by=told.c.company_id, order_by=_newest_first(told))
    ranked = select(told, rank.label("rank")).subquery()
    return select(ranked).where(ranked.c.rank == 1).subquery()


def _of_firm() -> Select[Any]:
    told = _once_a_story(mention.c.company_id == bindparam("firm"))
    return select(told).order_by(*_newest_first(told)).limit(bindparam("most", type_=Integer))


def _posts() -> Select[Any]:
    """Posts, each with the newest mention of its firm behind."""
    asked: BindParameter[Any] = bindparam("ids", expanding=True)
    newest = _newest(mention.c.company_id.in_(select(post.c.company_id).where(post.c.id.in_(asked))))
    joined = post_columns().add_columns(*newest.c).outerjoin(newest, newest.c.company_id == post.c.company_id)
    return joined.where(post.c.id.in_(asked))


# Statements are made once: building one takes longer than running it.
_NEWEST = select(_newest(mention.c.company_id.in_(bindparam("firms", expanding=True))))
_OF_FIRM, _POSTS = _of_firm(), _posts()


class _Told(NamedTuple):
    """A row of `_newest`."""

    id: int
    article_id: int
    company_id: int
    name: str
    as_printed: str
    start_at: int
    end_at: int
    sentence: str
    rule: str
    score: float
    certain: bool
    reason: str | None
    signals: str
    article_title: str | None
    article_url: str
    printed_source: str | None
    published_on: date | None
    fetched_at: datetime
    trusted: bool
    story: int
    copy: int
    rank: int


@lru_cache(maxsize=_REMEMBERED)
def _newest_told(row: _Told) -> MentionRow:
    """Remembered as `_post` is."""
    return _mention(row, ())


def post_rows(connection: Connection, ids: Sequence[int], now: datetime) -> list[PostRow]:
    """The posts in the order given; a number that is not there is left out."""
    if not ids:
        return []
    rows = {row[0]: row for row in connection.execute(_POSTS, {"ids": list(ids)})}
    news = {number: _Told(*row[len(_SHOWN) :]) for number, row in rows.items() if row[len(_SHOWN)] is not None}
    originals = copies(connection, (told.story for told in news.values() if not told.trusted))  # where a mirror's is the best we have
    told = {number: _newest_told(row) if row.trusted else _mention(row, originals.get(row.story, ())) for number, row in news.items()}
    return [_as_shown(rows[number], told.get(number), now) for number in dict.fromkeys(ids) if number in rows]


def page_mentions(
    connection: Connection, company_id: int | None, limit: int, others: Iterable[int | None] = ()
) -> tuple[tuple[MentionRow, ...], dict[int, MentionRow]]:
    """(mentions of a firm, newest first, of every story those in its best copy; the newest certain one of it and of each of the others)."""
    told = connection.execute(_OF_FIRM, {"firm": company_id, "most": limit}).all() if company_id is not None else []
    firms = {other for other in others if other is not None} - {company_id}
    if company_id is not None and len(told) == limit and not any(row.certain for row in told):
        firms.add(company_id)  # further down there may be one
    newest = connection.execute(_NEWEST, {"firms": sorted(firms)}).all() if firms else []
    every = mention_rows(connection, [*told, *newest])
    news = {one.company_id: one for one in reversed(every) if one.certain and one.company_id is not None}
    return tuple(every[: len(told)]), news


def mention_rows(connection: Connection, rows: Sequence[Row[Any]]) -> list[MentionRow]:
    """Rows of `mentions` as records, each with the other printings of its story; a mirror gives way to the original."""
    printings = copies(connection, (row.story for row in rows))
    return [_mention(row, printings.get(row.story, ())) for row in rows]


def _mention(row: Row[Any] | _Told, printings: Sequence[Row[Any]]) -> MentionRow:
    original, also = shown(row.article_id, row.trusted, printings)
    told = mention_row(row)
    if original is None:
        return replace(told, mirror=not row.trusted, also=also)
    return replace(
        told,
        article_title=original.title,
        article_url=original.url,
        article_source=original.printed_source,
        published_on=original.published_on or row.published_on,
        also=also,
    )


def mention_row(row: Row[Any] | _Told) -> MentionRow:
    """A row of `mentions` as a record, by itself."""
    return MentionRow(
        id=row.id,
        company_id=row.company_id,
        as_printed=row.as_printed,
        sentence=row.sentence,
        rule=row.rule,
        score=row.score,
        certain=row.certain,
        reason=row.reason,
        article_id=row.article_id,
        article_title=row.article_title,
        article_url=row.article_url,
        article_source=row.printed_source,
        published_on=row.published_on,
        fetched_at=row.fetched_at,
        signals=tuple(Signal(**told) for told in json.loads(row.signals)),
    )
