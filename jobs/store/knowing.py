"""What we know of firms and why, and the questions that wait for the operator."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, literal, or_, select

from jobs.errors import NotFound
from jobs.model import AliasRow, Company, CompanyRow, IdentityPage, KeptArticle, MentionRow, Review
from jobs.names.fold import fold_name as fold
from jobs.store import reviews
from jobs.store.audits import Decision, audit_rows, companies
from jobs.store.companies import company_of, living_row
from jobs.store.merging import Merging
from jobs.store.records import mention_row, mentions
from jobs.store.tables import alias, article, audit, company, mention, post, review
from jobs.store.types import holds


class Knowing(Merging):
    """The part of the store about what is known, why, and what is asked."""

    def identity(self, company_id: int, limit: int = 50, offset: int = 0) -> IdentityPage:
        """Why we think it is this firm, with some of its mentions, newest first; of one merged into another, that other's. Raises NotFound."""
        with self._door.reading() as connection:
            firm = company_of(living_row(connection, company_id))
            written = connection.execute(select(alias).where(alias.c.company_id == firm.id).order_by(alias.c.id))
            theirs = mentions().where(mention.c.company_id == firm.id)
            newest = theirs.order_by(article.c.published_on.desc().nulls_last(), article.c.id.desc(), mention.c.start_at, mention.c.id)
            counted = select(func.count()).select_from(mention).where(mention.c.company_id == firm.id)
            return IdentityPage(
                company=firm,
                aliases=tuple(AliasRow(row.text, row.evidence, row.seen_at) for row in written),
                mentions=tuple(mention_row(row) for row in connection.execute(newest.limit(limit).offset(offset))),
                mentions_all=connection.execute(counted).scalar_one(),
                changes=tuple(each for each in audit_rows(connection, _standing(firm.id)) if each.undone_by is None),
            )

    def firm_mention(self, company_id: int, mention_id: int) -> MentionRow:
        """One mention of a firm. Raises NotFound, also when it is another firm's."""
        with self._door.reading() as connection:
            row = connection.execute(mentions().where(mention.c.id == mention_id, mention.c.company_id == company_id)).first()
        if row is None:
            raise NotFound(f"mention {mention_id} of company {company_id}")
        return mention_row(row)

    def companies_named(self, text: str, limit: int = 20) -> list[CompanyRow]:
        """Firms one of whose names holds the text, most often named in the news first."""
        folded = fold(text)
        if not folded:
            return []
        named = select(alias.c.company_id).where(holds(alias.c.folded, literal(folded, alias.c.folded.type)))
        with self._door.reading() as connection:
            rows = connection.execute(_counted().where(company.c.id.in_(named)).limit(limit)).all()
        return [CompanyRow(company_of(row), row.open_posts, row.mentions, row.last_on) for row in rows]

    def kept_article(self, which: int | str) -> KeptArticle:
        """A story by its number or address, with whom it names as we keep it. Raises NotFound."""
        same = article.c.id == which if isinstance(which, int) else article.c.url == which
        with self._door.reading() as connection:
            row = connection.execute(select(article).where(same)).first()
            if row is None:
                raise NotFound(f"article {which}")
            named = connection.execute(mentions().where(mention.c.article_id == row.id).order_by(mention.c.start_at, mention.c.id)).all()
            firms = companies(connection, {each.company_id for each in named if each.company_id is not None})
            asked = _reviews(connection, select(review).where(_about(row.id, row.place, named)).order_by(review.c.id))
        return KeptArticle(
            id=row.id,
            url=row.url,
            title=row.title,
            body=row.body,
            summary=row.summary,
            source=row.printed_source,
            place=row.place,
            published_on=row.published_on,
            fetched_at=row.fetched_at,
            mentions=tuple((mention_row(each), firms.get(each.company_id)) for each in named),
            reviews=tuple(asked),
        )

    # ---------------------------------------------------------------- the queue

    def reviews(self, state: str | None = "open", kind: str | None = None, limit: int = 50, offset: int = 0) -> list[Review]:
        """Questions of a state and kind (None: of any): those that wait, surest first; decided ones, the last decided first."""
        wanted = select(review).limit(limit).offset(offset)
        if state is not None:
            wanted = wanted.where(review.c.state == state)
        if kind is not None:
            wanted = wanted.where(review.c.kind == kind)
        order = (review.c.decided_at.desc().nulls_first(), review.c.score.desc().nulls_first(), review.c.times.desc(), review.c.id)
        with self._door.reading() as connection:
            return _reviews(connection, wanted.order_by(*order))

    def decide(self, review_id: int, accept: bool, decision: Decision) -> Review:
        """Answer a question: accepting links, unlinks or merges, through the audit trail; a rejected one is not asked again.

        Raises NotFound, StoreError (decided already, or what it asks cannot be done), Busy.
        """
        with self._door.writing(durable=True) as connection:
            reviews.decide(connection, review_id, accept, decision)
            return _reviews(connection, select(review).where(review.c.id == review_id))[0]

    def reopen(self, review_id: int) -> Review:
        """Ask a rejected question again. Raises NotFound, StoreError (not rejected), Busy."""
        with self._door.writing(durable=True) as connection:
            reviews.reopen(connection, review_id)
            return _reviews(connection, select(review).where(review.c.id == review_id))[0]

    def report(self, subject: tuple[int, int | None], words: str, visitor: str, now: datetime) -> bool:
        """A reader's report on (company, mention or None) joins the queue; False when a limit says no.

        `visitor` tells readers apart for the limit of a day; only a salted digest of it is kept. Raises NotFound, Busy.
        """
        with self._door.writing(durable=True) as connection:
            return reviews.report(connection, subject, words, visitor, now)

    def review_counts(self) -> dict[str, int]:
        """How many questions of each kind wait."""
        counted = select(review.c.kind, func.count()).where(review.c.state == "open").group_by(review.c.kind)
        with self._door.reading() as connection:
            return {row[0]: row[1] for row in connection.execute(counted.order_by(review.c.kind))}


def _about(number: int, place: str | None, named: Sequence[Row[Any]]) -> ColumnElement[bool]:
    """Questions asked in a story, and those about a name it prints asked in another of its place."""
    names = sorted({reviews.printed(each.as_printed) for each in named})
    alike = and_(review.c.kind == "mention", review.c.place.is_not_distinct_from(place), review.c.folded.in_(names))
    return or_(review.c.article_id == number, alike)


def _standing(firm: int) -> Select[Any]:
    """Merges and splits that the firm took part in, the newest first."""
    part = or_(audit.c.company_id == firm, audit.c.other_id == firm)
    return select(audit).where(part, audit.c.action.in_(("merge", "split"))).order_by(audit.c.id.desc())


def _counted() -> Select[Any]:
    stories = (
        select(
            mention.c.company_id,
            func.count(mention.c.article_id.distinct()).label("number"),
            func.max(article.c.published_on).label("last"),
        )
        .join(article, article.c.id == mention.c.article_id)
        .where(mention.c.certain)
        .group_by(mention.c.company_id)
        .subquery()
    )
    opened = (
        select(post.c.company_id, func.count().label("number"))
        .where(and_(post.c.state == "open", post.c.company_id.is_not(None)))
        .group_by(post.c.company_id)
        .subquery()
    )
    times = func.coalesce(stories.c.number, 0)
    columns = (company, times.label("mentions"), stories.c.last.label("last_on"), func.coalesce(opened.c.number, 0).label("open_posts"))
    joined = (
        select(*columns).outerjoin(stories, stories.c.company_id == company.c.id).outerjoin(opened, opened.c.company_id == company.c.id)
    )
    return joined.order_by(times.desc(), company.c.id)


def _reviews(connection: Connection, wanted: Select[Any]) -> list[Review]:
    """The rows of a select over the queue as records."""
    rows = connection.execute(wanted).all()
    firms: dict[int, Company] = companies(connection, {n for row in rows for n in (row.company_id, row.other_id) if n is not None})
    numbers = sorted({row.article_id for row in rows if row.article_id is not None})
    told = {
        row.id: row for row in connection.execute(select(article.c.id, article.c.title, article.c.url).where(article.c.id.in_(numbers)))
    }
    return [_review(row, firms, told.get(row.article_id)) for row in rows]


def _review(row: Row[Any], firms: dict[int, Company], story: Any) -> Review:  # the row of a story, or None
    return Review(
        id=row.id,
        kind=row.kind,
        state=row.state,
        company=firms[row.company_id],
        other=firms[row.other_id] if row.other_id is not None else None,
        article_id=row.article_id,
        article_title=story.title if story is not None else None,
        article_url=story.url if story is not None else None,
        as_printed=row.as_printed,
        sentence=row.sentence,
        rule=row.rule,
        text=row.text,
        reason=row.reason,
        score=row.score,
        times=row.times,
        created_at=row.created_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        decided_why=row.decided_why,
        audit_id=row.audit_id,
    )
