"""Rows as records: a page of posts with a handful of statements, however many posts it holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Integer, Row, Select, Subquery, and_, bindparam, func, select

from jobs.lifecycle import verdict
from jobs.model import Experience, MentionRow, Pay, PostRow, Signal
from jobs.store.stories import STORY, copies, shown
from jobs.store.tables import article, company, mention, post, source


def post_columns() -> Select[Any]:
    """Posts with the names of their firm and source: what `post_row` takes."""
    return (
        select(post, company.c.name.label("firm"), company.c.slug.label("firm_slug"), source.c.name.label("source_name"))
        .join(source, source.c.id == post.c.source_id)
        .outerjoin(company, company.c.id == post.c.company_id)
    )


# Statements are made once: building one takes longer than running it.
_POSTS = post_columns().where(post.c.id.in_(bindparam("ids", expanding=True)))


def post_rows(connection: Connection, ids: Sequence[int], now: datetime) -> list[PostRow]:
    """The posts in the order given; a number that is not there is left out."""
    if not ids:
        return []
    rows = {row.id: row for row in connection.execute(_POSTS, {"ids": list(ids)})}
    news = newest_mentions(connection, {row.company_id for row in rows.values() if row.company_id is not None})
    return [post_row(rows[number], news, now) for number in dict.fromkeys(ids) if number in rows]


def post_row(row: Row[Any], news: Mapping[int, MentionRow], now: datetime) -> PostRow:
    """A row of `post_columns` as a record; `news`: the newest mention of each firm."""
    state, why, closed_at = row.state, row.closed_why, row.closed_at
    if state == "open":
        state, why = verdict(1, row.confirmed_at, row.deadline, now)
    return PostRow(
        id=row.id,
        title=row.title,
        company_id=row.company_id,
        company=row.firm or row.company,
        company_slug=row.firm_slug,
        places=tuple(row.places),
        place_text=row.place_text,
        pay=Pay(**row.pay) if row.pay else None,
        education=row.education,
        experience=Experience(**row.experience) if row.experience else None,
        headcount=row.headcount,
        benefits=tuple(row.benefits),
        first_seen_at=row.first_seen_at,
        posted_on=row.posted_on,
        refreshed_on=row.refreshed_on,
        deadline=row.deadline,
        last_seen_at=row.last_seen_at,
        confirmed_at=row.confirmed_at,
        state=state,
        closed_at=closed_at,
        closed_why=why,
        reopened_at=row.reopened_at,
        source_id=row.source_id,
        source_name=row.source_name,
        url=row.url,
        sightings=row.sightings,
        mention=news.get(row.company_id),
    )


# ---------------------------------------------------------------- mentions


def mentions() -> Select[Any]:
    """Mentions with their stories."""
    return select(
        mention,
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


def _newest() -> Select[Any]:
    told = _once_a_story(and_(mention.c.company_id.in_(bindparam("firms", expanding=True)), mention.c.certain))
    rank = func.row_number().over(partition_by=told.c.company_id, order_by=_newest_first(told))
    ranked = select(told, rank.label("rank")).subquery()
    return select(ranked).where(ranked.c.rank == 1)


def _of_firm() -> Select[Any]:
    told = _once_a_story(mention.c.company_id == bindparam("firm"))
    return select(told).order_by(*_newest_first(told)).limit(bindparam("most", type_=Integer))


_NEWEST, _OF_FIRM = _newest(), _of_firm()


def newest_mentions(connection: Connection, company_ids: set[int]) -> dict[int, MentionRow]:
    """For each of the firms that the news names for certain, the newest such mention. Of other printings only the original of a mirror's."""
    if not company_ids:
        return {}
    rows = connection.execute(_NEWEST, {"firms": sorted(company_ids)}).all()
    originals = copies(connection, (row.story for row in rows if not row.trusted))
    return {row.company_id: _mention(row, originals.get(row.story, ())) for row in rows}


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


def _mention(row: Row[Any], printings: Sequence[Row[Any]]) -> MentionRow:
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


def mention_row(row: Row[Any]) -> MentionRow:
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
        signals=tuple(Signal(**told) for told in row.signals),
    )
