"""Rows as records: a page of posts with a handful of statements, however many posts it holds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from jobs.lifecycle import verdict
from jobs.model import Experience, MentionRow, Pay, PostRow
from jobs.store.tables import article, company, mention, post, source


def post_rows(connection: Connection, ids: Sequence[int], now: datetime) -> list[PostRow]:
    """The posts in the order given; a number that is not there is left out."""
    if not ids:
        return []
    columns = (
        select(post, company.c.name.label("firm"), company.c.slug.label("firm_slug"), source.c.name.label("source_name"))
        .join(source, source.c.id == post.c.source_id)
        .outerjoin(company, company.c.id == post.c.company_id)
        .where(post.c.id.in_(list(ids)))
    )
    rows = {row.id: row for row in connection.execute(columns)}
    news = newest_mentions(connection, {row.company_id for row in rows.values() if row.company_id is not None})
    return [_post(rows[number], news, now) for number in dict.fromkeys(ids) if number in rows]


def _post(row: Row[Any], news: dict[int, MentionRow], now: datetime) -> PostRow:
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
        deadline=row.deadline,
        last_seen_at=row.last_seen_at,
        confirmed_at=row.confirmed_at,
        state=state,
        closed_at=closed_at,
        closed_why=why,
        source_id=row.source_id,
        source_name=row.source_name,
        url=row.url,
        sightings=row.sightings,
        mention=news.get(row.company_id),
    )


# ---------------------------------------------------------------- mentions


def newest_first() -> tuple[ColumnElement[Any], ...]:
    """The order of news: by the story's own date, undated ones last, then by number."""
    return article.c.published_on.desc().nulls_last(), article.c.id.desc(), mention.c.start_at, mention.c.id


def mentions() -> Select[Any]:
    """Mentions with their stories."""
    return select(
        mention,
        article.c.title.label("article_title"),
        article.c.url.label("article_url"),
        article.c.printed_source,
        article.c.published_on,
        article.c.fetched_at,
    ).join(article, article.c.id == mention.c.article_id)


def newest_mentions(connection: Connection, company_ids: set[int]) -> dict[int, MentionRow]:
    """For each of the firms that the news names for certain, the newest such mention."""
    if not company_ids:
        return {}
    rank = func.row_number().over(partition_by=mention.c.company_id, order_by=newest_first())
    ranked = mentions().add_columns(rank.label("rank")).where(mention.c.company_id.in_(sorted(company_ids)), mention.c.certain).subquery()
    rows = connection.execute(select(ranked).where(ranked.c.rank == 1))
    return {row.company_id: mention_row(row) for row in rows}


def mention_row(row: Row[Any]) -> MentionRow:
    """A row of `mentions` as a record."""
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
    )
