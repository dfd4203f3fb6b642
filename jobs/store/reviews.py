"""The operator's queue inside a transaction: questions asked once, and decisions that outweigh what is found later."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, delete, func, or_, select, update

from jobs.errors import NotFound, StoreError
from jobs.model import Company, Mention, Proposal
from jobs.names.fold import canonical
from jobs.names.fold import fold_name as fold
from jobs.names.link import CONFIRMED
from jobs.store.articles import Articles
from jobs.store.audits import Decision, record
from jobs.store.base import insert_one
from jobs.store.companies import company_of
from jobs.store.journal import Journal
from jobs.store.merging import living, merge
from jobs.store.salt import salted
from jobs.store.tables import alias, article, company, mention, reporter, review
from jobs.text import clean
from jobs.values import is_credit_code

#: The rule of a name that was printed cut off.
CUT = "cut"
SAME_CODE = "统一社会信用代码相同"
REPORTED = "读者认为认错了"
#: Reports taken from one visitor within REPORTS_WITHIN, and reports that may wait in all.
REPORTS, REPORTS_WITHIN, REPORTS_WAITING = 5, timedelta(days=1), 1000
#: Characters of a reader's own words that are kept, and for how long after the decision.
MOST_WORDS, WORDS_KEPT = 300, timedelta(days=90)


class Reviewing(Articles):
    """The part of a transaction about what a person must decide, or has decided."""

    def review(self, proposal: Proposal, now: datetime) -> bool:
        """Ask the operator, once: True when the question waits now, False when it was decided before. Raises NotFound, StoreError."""
        firm = living(self._connection, proposal.company_id).id
        row = _pair(self._connection, proposal, firm) if proposal.kind == "company" else _named(self._connection, proposal, firm)
        known = self._connection.execute(select(review.c.id, review.c.state).where(_same(self._connection, row))).first()
        if known is None:
            told = {"reason": proposal.reason, "score": proposal.score, "times": 1, "state": "open", "created_at": now, "last_at": now}
            insert_one(self._connection, review, {**row, **told})
            return True
        again = update(review).where(review.c.id == known.id).values(times=review.c.times + 1, last_at=now)
        self._connection.execute(again)
        return bool(known.state == "open")

    def mention(self, article_id: int, company_id: int | None, mention: Mention, reason: str | None) -> None:
        """Keep that the story names a firm; what a person decided about this name here outweighs what was found."""
        accepted, denied = _decided(self._connection, article_id, mention.as_printed)
        if accepted is not None:
            company_id, reason, mention = accepted, CONFIRMED, replace(mention, certain=True)
        elif company_id in denied:
            company_id, reason = None, None
        super().mention(article_id, company_id, mention, reason)

    def learn(
        self, company_id: int, now: datetime, *, credit_code: str | None = None, group: str | None = None, trade: str | None = None
    ) -> None:
        """Fill in what we did not know of a firm. A code that another firm has asks the operator whether the two are one."""
        firm = living(self._connection, company_id)
        code = credit_code if credit_code and is_credit_code(credit_code) else None
        told: dict[str, Any] = {"group_name": group, "trade": trade, "credit_code": code}
        fresh = {name: value for name, value in told.items() if value and getattr(firm, name) is None}
        if "credit_code" in fresh:
            theirs = and_(company.c.credit_code == fresh["credit_code"], company.c.merged_into.is_(None), company.c.id != firm.id)
            other = self._connection.execute(select(company.c.id).where(theirs).order_by(company.c.id).limit(1)).scalar()
            if other is not None:
                del fresh["credit_code"]
                self.review(Proposal(kind="company", company_id=other, other_id=firm.id, reason=SAME_CODE, score=0.99), now)
        if fresh:
            self._connection.execute(update(company).where(company.c.id == firm.id).values(**fresh))


# ---------------------------------------------------------------- asking


def _named(connection: Connection, proposal: Proposal, firm: int) -> dict[str, Any]:
    """The columns of "is the firm printed so in the news of this place this one?"."""
    found, number = proposal.mention, proposal.article_id
    if found is None or number is None:
        raise StoreError("a proposal about a mention needs the mention and its story")
    place = connection.execute(select(article.c.place).where(article.c.id == number)).scalar()
    folded = printed(found.as_printed)
    return {
        "kind": "mention",
        "key": _digest("mention", folded, firm, place),
        "company_id": firm,
        "article_id": number,
        "name": found.name,
        "folded": folded,
        "as_printed": found.as_printed,
        "sentence": found.sentence,
        "rule": found.rule,
        "place": place,
    }


def _pair(connection: Connection, proposal: Proposal, firm: int) -> dict[str, Any]:
    """The columns of "are these two one firm?"."""
    if proposal.other_id is None:
        raise StoreError("a proposal about two firms needs both")
    other = living(connection, proposal.other_id).id
    if other == firm:
        raise StoreError(f"company {firm}: the same firm twice")
    return {"kind": "company", "key": _digest("company", *sorted((firm, other))), "company_id": firm, "other_id": other}


def _same(connection: Connection, row: dict[str, Any]) -> ColumnElement[bool]:
    """Whether a kept question is this one, also when it was asked of a firm that was merged since."""
    firms = _family(connection, row["company_id"])
    if row["kind"] == "mention":
        here = and_(review.c.folded == row["folded"], review.c.place.is_not_distinct_from(row["place"]), review.c.company_id.in_(firms))
        return and_(review.c.kind == "mention", here)
    others = _family(connection, row["other_id"])
    either = or_(
        and_(review.c.company_id.in_(firms), review.c.other_id.in_(others)),
        and_(review.c.company_id.in_(others), review.c.other_id.in_(firms)),
    )
    return and_(review.c.kind == "company", either)


def _family(connection: Connection, firm: int) -> list[int]:
    """The firm, and those merged into it."""
    return [firm, *connection.execute(select(company.c.id).where(company.c.merged_into == firm)).scalars()]


def _digest(*parts: object) -> str:
    return hashlib.sha256("\x00".join(map(str, parts)).encode("utf-8", "surrogatepass")).hexdigest()


def printed(text: str) -> str:
    """How a name as printed is met again: repaired, simplified, folded."""
    return fold(canonical(text))


def _stands_for(connection: Connection, company_id: int) -> int:
    """The firm itself, or the one it was merged into."""
    found = select(func.coalesce(company.c.merged_into, company.c.id)).where(company.c.id == company_id)
    return int(connection.execute(found).scalar_one())


def _decided(connection: Connection, article_id: int, as_printed: str) -> tuple[int | None, set[int]]:
    """(the firm that a name in this story is, the firms that it is not), as far as a person decided.

    A report that was accepted speaks of its story, a decision about a mention of the news of its place; the story counts more.
    """
    folded = printed(as_printed)
    place = select(article.c.place).where(article.c.id == article_id).scalar_subquery()
    here = or_(
        and_(review.c.kind == "mention", review.c.state != "open", review.c.place.is_not_distinct_from(place)),
        and_(review.c.kind == "report", review.c.state == "accepted", review.c.article_id == article_id),
    )
    wanted = select(review.c.kind, review.c.state, review.c.company_id).where(review.c.folded == folded, here)
    rows = connection.execute(wanted.order_by(review.c.decided_at.desc(), review.c.id.desc())).all() if folded else []
    told = [(row.kind, row.state, _stands_for(connection, row.company_id)) for row in rows]
    denied = {firm for kind, state, firm in told if (kind, state) != ("mention", "accepted")}
    not_here = {firm for kind, _, firm in told if kind == "report"}
    accepted = (firm for kind, state, firm in told if (kind, state) == ("mention", "accepted") and firm not in not_here)
    return next(accepted, None), denied


# ---------------------------------------------------------------- reports


def report(connection: Connection, subject: tuple[int, int | None], words: str, visitor: str, now: datetime) -> bool:
    """A reader says that a firm, or a mention of it (company, mention), is not what we think; False when a limit says no. Raises NotFound."""
    digest = salted(connection, f"reporter {visitor}")
    lately = select(func.count()).select_from(reporter).where(reporter.c.digest == digest, reporter.c.at > now - REPORTS_WITHIN)
    waiting = select(func.count()).select_from(review).where(review.c.kind == "report", review.c.state == "open")
    if connection.execute(lately).scalar_one() >= REPORTS or connection.execute(waiting).scalar_one() >= REPORTS_WAITING:
        return False
    insert_one(connection, reporter, {"digest": digest, "at": now})
    row = _reported(connection, subject, clean(words[: 4 * MOST_WORDS]).strip()[:MOST_WORDS] or None)
    known = connection.execute(select(review.c.id).where(review.c.key == row["key"])).scalar()
    if known is None:
        insert_one(connection, review, {**row, "reason": REPORTED, "times": 1, "state": "open", "created_at": now, "last_at": now})
    else:
        connection.execute(update(review).where(review.c.id == known).values(times=review.c.times + 1, last_at=now))
    return True


def _reported(connection: Connection, subject: tuple[int, int | None], words: str | None) -> dict[str, Any]:
    number, mention_id = subject
    firm = _stands_for(connection, living_or_merged(connection, number).id)
    row: dict[str, Any] = {"kind": "report", "company_id": firm, "text": words}
    if mention_id is None:
        return {**row, "key": _digest("report", firm, words)}
    found = connection.execute(select(mention).where(mention.c.id == mention_id, mention.c.company_id == firm)).first()
    if found is None:
        raise NotFound(f"mention {mention_id} of company {firm}")
    same = {name: getattr(found, name) for name in ("article_id", "name", "as_printed", "sentence", "rule", "score")}
    folded = printed(found.as_printed)
    return {**row, **same, "folded": folded, "key": _digest("report", firm, found.article_id, folded, words)}


def living_or_merged(connection: Connection, company_id: int) -> Company:
    """The firm of that number as it stands, merged or not. Raises NotFound."""
    row = connection.execute(select(company).where(company.c.id == company_id)).first()
    if row is None:
        raise NotFound(f"company {company_id}")
    return company_of(row)


def tidy(connection: Connection, now: datetime) -> None:
    """Forget where reports came from once the limit is over, and what readers wrote some time after it was decided."""
    connection.execute(delete(reporter).where(reporter.c.at < now - REPORTS_WITHIN))
    old = and_(review.c.text.is_not(None), review.c.decided_at < now - WORDS_KEPT)
    connection.execute(update(review).where(old).values(text=None))


# ---------------------------------------------------------------- deciding


def decide(connection: Connection, review_id: int, accept: bool, decision: Decision) -> None:
    """Answer a question; accepting does what it asks, through the audit trail. Raises NotFound, StoreError."""
    row = connection.execute(select(review).where(review.c.id == review_id)).first()
    if row is None:
        raise NotFound(f"review {review_id}")
    if row.state != "open":
        raise StoreError(f"review {review_id} was {row.state} already")
    decision = decision._replace(why=decision.why or row.reason)
    number = _accept(connection, row, decision) if accept else None
    told = {"decided_at": decision.now, "decided_by": decision.who, "decided_why": decision.why, "audit_id": number}
    connection.execute(update(review).where(review.c.id == review_id).values(state="accepted" if accept else "rejected", **told))


def reopen(connection: Connection, review_id: int) -> None:
    """Ask a question again that was rejected; one that was accepted is taken back in the audit trail. Raises NotFound, StoreError."""
    row = connection.execute(select(review.c.state).where(review.c.id == review_id)).first()
    if row is None:
        raise NotFound(f"review {review_id}")
    if row.state != "rejected":
        raise StoreError(f"review {review_id} is {row.state}, not rejected")
    waiting = {"state": "open", "decided_at": None, "decided_by": None, "decided_why": None}
    connection.execute(update(review).where(review.c.id == review_id).values(**waiting))


def _accept(connection: Connection, row: Row[Any], decision: Decision) -> int | None:
    firm = _stands_for(connection, row.company_id)
    if row.kind == "company":
        return merge(connection, _stands_for(connection, row.other_id), firm, decision)
    if row.folded is None:
        return None  # a report about the firm as a whole: what follows from it the operator does by hand
    return _link(connection, row, firm, decision) if row.kind == "mention" else _unlink(connection, row, firm, decision)


def _link(connection: Connection, row: Row[Any], firm: int, decision: Decision) -> int:
    """Every waiting mention printed so in the news of that place is the firm, and from now on the name is its alias."""
    journal = Journal(connection)
    near = or_(mention.c.article_id == row.article_id, mention.c.name == row.name)
    waiting = or_(mention.c.company_id.is_(None), and_(mention.c.company_id == firm, ~mention.c.certain))
    found = (
        select(mention.c.id, mention.c.as_printed)
        .join(article, article.c.id == mention.c.article_id)
        .where(near, waiting, article.c.place.is_not_distinct_from(row.place))
    )
    ids = [each.id for each in connection.execute(found) if printed(each.as_printed) == row.folded]
    journal.put(mention, ids, "company_id", firm)
    journal.put(mention, ids, "certain", True)
    journal.put(mention, ids, "reason", CONFIRMED)
    # The beginning of a name is no alias, and one that another firm has as well would not tell them apart.
    if row.rule != CUT and connection.execute(select(alias.c.id).where(alias.c.folded == row.folded)).first() is None:
        text = canonical(row.as_printed)
        told = {"company_id": firm, "text": text, "folded": row.folded, "evidence": "review", "seen_at": decision.now}
        journal.add(alias, told)
    return record(connection, "link", (firm, None), decision, {"cells": journal.changes})


def _unlink(connection: Connection, row: Row[Any], firm: int, decision: Decision) -> int:
    """The name in that story is not the firm."""
    journal = Journal(connection)
    found = select(mention.c.id, mention.c.as_printed).where(mention.c.article_id == row.article_id, mention.c.company_id == firm)
    ids = [each.id for each in connection.execute(found) if printed(each.as_printed) == row.folded]
    journal.put(mention, ids, "company_id", None)
    journal.put(mention, ids, "reason", None)
    return record(connection, "unlink", (firm, None), decision, {"cells": journal.changes})
