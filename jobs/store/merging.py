"""Two firms that are one become one, one that is two becomes two, and either is taken back.

docs/decisions/0008-firms.md says what moves, and where goes what came in between.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, and_, func, or_, select, update

from jobs.errors import NotFound, StoreError
from jobs.model import AuditRow
from jobs.names.fold import canonical
from jobs.names.fold import fold_name as fold
from jobs.store import copying, joining, posting
from jobs.store.audits import Decision, audit_row, record
from jobs.store.companies import slug
from jobs.store.journal import Journal
from jobs.store.separating import Separating
from jobs.store.tables import alias, ask, audit, company, mention, post, review, sighting

#: What a firm may lack and take from the one merged into it.
_FIELDS = ("place", "credit_code", "group_name", "trade")
#: Actions after which an older one can no longer be taken back alone.
_MOVES = ("merge", "split")


class Merging(Separating):
    """The part of the store that merges and splits firms, and takes it back."""

    def merge(self, gone_id: int, stays_id: int, decision: Decision) -> AuditRow:
        """Make one firm of two: all of the first becomes the second's, and its address leads there.

        Raises NotFound, StoreError (the same firm, one merged already, two different credit codes), Busy.
        """
        with self._door.writing(durable=True) as connection:
            return audit_row(connection, merge(connection, gone_id, stays_id, decision))

    def split(self, company_id: int, texts: Sequence[str], place: str | None, decision: Decision) -> AuditRow:
        """Make a firm of its own out of some of a firm's aliases, named by the first, with what was written under them.

        Raises NotFound, StoreError (no such alias; the firm's own name), Busy.
        """
        with self._door.writing(durable=True) as connection:
            return audit_row(connection, split(connection, company_id, texts, place, decision))

    def undo(self, audit_id: int, decision: Decision) -> AuditRow:
        """Take a merge, split, link, unlink or separation back. Raises NotFound, StoreError (done already; something later stands on it), Busy."""
        with self._door.writing(durable=True) as connection:
            return audit_row(connection, undo(connection, audit_id, decision))


# ---------------------------------------------------------------- merge


def merge(connection: Connection, gone_id: int, stays_id: int, decision: Decision) -> int:
    """As Merging.merge, inside a transaction; returns the number of the audit row."""
    gone, stays = living(connection, gone_id), living(connection, stays_id)
    if gone.id == stays.id:
        raise StoreError(f"company {gone.id}: the same firm twice")
    if gone.credit_code and stays.credit_code and gone.credit_code != stays.credit_code:
        raise StoreError(f"companies {gone.id} and {stays.id} have different credit codes: two legal persons")
    journal, marks = Journal(connection), _marks(connection)
    touched = _hand_over(journal, gone.id, stays.id, decision)
    for field in _FIELDS:
        if getattr(stays, field) is None and getattr(gone, field) is not None:
            journal.put(company, [stays.id], field, getattr(gone, field))
    _rebuild(connection, touched, decision)
    copying.hand_over(connection, gone.id, stays.id)
    number = record(connection, "merge", (stays.id, gone.id), decision, {"cells": journal.changes, "marks": marks})
    _answer_pair(connection, (gone.id, stays.id), number, decision)
    return number


def _hand_over(journal: Journal, gone: int, stays: int, decision: Decision) -> set[int]:
    """Everything of one firm becomes the other's; returns the posts to rebuild."""
    connection = journal.connection
    _aliases(journal, _ids(connection, alias, gone), stays)
    journal.put(mention, _ids(connection, mention, gone), "company_id", stays)
    journal.put(ask, _ids(connection, ask, gone), "company_id", stays)
    before = connection.execute(select(company.c.id).where(company.c.merged_into == gone)).scalars().all()
    journal.put(company, [gone, *before], "merged_into", stays)
    touched = joining.give(journal, _ids(connection, sighting, gone), stays, decision.now)
    # Posts that lived on in others have no sightings of their own to say whose they are.
    journal.put(post, _ids(connection, post, gone), "company_id", stays)
    return touched


def _aliases(journal: Journal, numbers: Sequence[int], to: int) -> None:
    """Move aliases; one that the firm has already is put aside."""
    known = set(journal.connection.execute(select(alias.c.text).where(alias.c.company_id == to)).scalars())
    rows = journal.connection.execute(select(alias.c.id, alias.c.text).where(alias.c.id.in_(numbers))).all()
    for row in rows:
        if row.text in known:
            journal.remove(alias, row.id)
    journal.put(alias, [row.id for row in rows if row.text not in known], "company_id", to)


def _answer_pair(connection: Connection, pair: tuple[int, int], number: int, decision: Decision) -> None:
    """Whoever asked whether the two are one has the answer."""
    asked = and_(review.c.kind == "company", review.c.company_id.in_(pair), review.c.other_id.in_(pair), review.c.state == "open")
    told = {"decided_at": decision.now, "decided_by": decision.who, "decided_why": decision.why, "audit_id": number}
    connection.execute(update(review).where(asked).values(state="accepted", **told))


# ---------------------------------------------------------------- split


def split(connection: Connection, company_id: int, texts: Sequence[str], place: str | None, decision: Decision) -> int:
    """As Merging.split, inside a transaction; returns the number of the audit row."""
    whole = living(connection, company_id)
    wanted = {fold(text) for text in texts} - {""}
    if fold(whole.name) in wanted:
        raise StoreError(f"company {whole.id}: {whole.name} is its own name; split off the others")
    rows = [row for row in _alias_rows(connection, whole.id) if row.folded in wanted]
    if missing := sorted(wanted - {row.folded for row in rows}) or ([] if wanted else ["(none)"]):
        raise StoreError(f"company {whole.id} has no such alias: {'、'.join(missing)}")
    journal, marks = Journal(connection), _marks(connection)
    name = canonical(next(text for text in texts if fold(text)))
    made = journal.add(company, {"name": name, "slug": slug(name), "place": place, "created_at": decision.now})
    journal.changes.clear()  # the new firm stays when the split is taken back: its address may have been seen
    journal.put(alias, [row.id for row in rows], "company_id", made)
    touched = _named(journal, whole.id, made, {}, decision)
    _rebuild(connection, touched, decision)
    copying.hand_over(connection, whole.id, made)
    return record(connection, "split", (whole.id, made), decision, {"cells": journal.changes, "marks": marks})


# ---------------------------------------------------------------- undo


def undo(connection: Connection, audit_id: int, decision: Decision) -> int:
    """As Merging.undo, inside a transaction; returns the number of the audit row that says so."""
    entry = audit_row(connection, audit_id)
    _undoable(connection, entry)
    cells: list[dict[str, Any]] = list(entry.changes["cells"])  # type: ignore[call-overload]  # what `record` was given
    journal = Journal(connection)
    journal.play_back(cells)
    touched = _posts_in(cells)
    other = entry.other.id if entry.other else None
    if entry.action == "merge" and other is not None:
        touched |= _part(journal, (entry.company.id, other), entry.changes["marks"], decision)  # type: ignore[arg-type]  # what `record` was given
    elif entry.action == "split" and other is not None:
        touched |= _back(journal, entry.company.id, decision) | _hand_over(journal, other, entry.company.id, decision)
    touched |= _empty_ones(journal, cells, decision)
    _rebuild(connection, touched, decision)
    waiting = {"state": "open", "decided_at": None, "decided_by": None, "decided_why": None, "audit_id": None}
    connection.execute(update(review).where(review.c.audit_id == entry.id).values(**waiting))
    number = record(connection, "undo", (entry.company.id, other), decision, {"cells": journal.changes})
    connection.execute(update(audit).where(audit.c.id == number).values(undoes=entry.id))
    return number


def _undoable(connection: Connection, entry: AuditRow) -> None:
    if entry.action == "undo":
        raise StoreError(f"audit {entry.id} is an undo itself: do again what it took back")
    if entry.undone_by is not None:
        raise StoreError(f"audit {entry.id} was undone by audit {entry.undone_by}")
    firms = [firm.id for firm in (entry.company, entry.other) if firm is not None]
    taken_back = select(audit.c.undoes).where(audit.c.undoes.is_not(None))
    later = select(func.max(audit.c.id)).where(
        audit.c.id > entry.id,
        audit.c.action.in_(_MOVES),
        audit.c.id.not_in(taken_back),
        or_(audit.c.company_id.in_(firms), audit.c.other_id.in_(firms)),
    )
    last = connection.execute(later).scalar()
    if last is not None:
        raise StoreError(f"audit {last} came after {entry.id} and stands on it: undo {last} first")


def _back(journal: Journal, firm: int, decision: Decision) -> set[int]:
    """Sightings that are the firm's again find their posts; those read anew meanwhile get a new key, for the old one says something else."""
    restored, rekeyed = journal.touched(sighting, "company_id"), journal.touched(sighting, "merge_key")
    return joining.give(journal, restored - rekeyed, firm, decision.now) | joining.settle(journal, restored & rekeyed, firm, decision.now)


def _part(journal: Journal, firms: tuple[int, int], marks: dict[str, int], decision: Decision) -> set[int]:
    """The merge is taken back but for what it could not know: what came since goes by the name it was written under."""
    stays, gone = firms
    touched = _leave(journal, stays, marks["sighting"], decision)
    return touched | _back(journal, gone, decision) | _named(journal, stays, gone, marks, decision)


def _leave(journal: Journal, stays: int, mark: int, decision: Decision) -> set[int]:
    """Newer sightings of the firm that stays leave the posts that are the other firm's again."""
    restored = select(sighting.c.post_id).where(sighting.c.id.in_(sorted(journal.touched(sighting, "company_id"))))
    inside = select(sighting.c.post_id, sighting.c.id).where(sighting.c.post_id.in_(restored), sighting.c.company_id == stays)
    strangers: dict[int, list[int]] = {}
    for row in journal.connection.execute(inside):
        strangers.setdefault(row.post_id, []).append(row.id)
    newer = [number for numbers in strangers.values() if min(numbers) > mark for number in numbers]
    return joining.settle(journal, newer, stays, decision.now)


def _named(journal: Journal, whole: int, part: int, marks: dict[str, int], decision: Decision) -> set[int]:
    """Mentions and sightings of `whole` newer than the marks that are written as only `part` is become its own. Returns posts to rebuild."""
    connection = journal.connection
    keeps = {row.folded for row in _alias_rows(connection, whole)}
    names = {row.folded for row in _alias_rows(connection, part)} - keeps
    rows = connection.execute(select(mention).where(mention.c.company_id == whole, mention.c.id > marks.get("mention", 0)))
    journal.put(mention, [row.id for row in rows if _means(row, names, keeps)], "company_id", part)
    seen = connection.execute(select(sighting).where(sighting.c.company_id == whole, sighting.c.id > marks.get("sighting", 0)))
    theirs = [row.id for row in seen if fold(canonical(row.read.get("company") or "")) in names]
    return joining.give(journal, theirs, part, decision.now)


def _means(row: Row[Any], names: set[str], keeps: set[str]) -> bool:
    """Whether a mention is written as the part is: by the string printed, else by the name it stands for."""
    printed = fold(canonical(row.as_printed))
    return printed in names or (printed not in keeps and fold(row.name) in names)


def _empty_ones(journal: Journal, cells: list[dict[str, Any]], decision: Decision) -> set[int]:
    """Posts that a split had made and that are empty again lead to the ones their sightings went back to."""
    touched: set[int] = set()
    back = {each["after"]: each["before"] for each in cells if each["table"] == "sighting" and each.get("column") == "post_id"}
    for left, kept in back.items():
        inside = select(sighting.c.id).where(sighting.c.post_id == left).exists()
        if journal.connection.execute(select(post.c.id).where(post.c.id == left, post.c.merged_into.is_(None), ~inside)).first():
            touched.add(joining.join(journal, left, kept, decision.now))
    return touched


# ---------------------------------------------------------------- what they share


def living(connection: Connection, company_id: int) -> Row[Any]:
    """The row of a firm that was not merged away. Raises NotFound, StoreError."""
    row = connection.execute(select(company).where(company.c.id == company_id)).first()
    if row is None:
        raise NotFound(f"company {company_id}")
    if row.merged_into is not None:
        raise StoreError(f"company {company_id} was merged into {row.merged_into}")
    return row


def _ids(connection: Connection, table: Any, company_id: int) -> Sequence[int]:
    found: Sequence[int] = connection.execute(select(table.c.id).where(table.c.company_id == company_id)).scalars().all()
    return found


def _alias_rows(connection: Connection, company_id: int) -> Sequence[Row[Any]]:
    return connection.execute(select(alias).where(alias.c.company_id == company_id).order_by(alias.c.id)).all()


def _marks(connection: Connection) -> dict[str, int]:
    """The highest numbers given so far: what comes later is told by them."""
    return {table.name: connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one() for table in (mention, sighting)}


def _posts_in(cells: list[dict[str, Any]]) -> set[int]:
    """Posts that changes name, directly or by their sightings."""
    told = [each for each in cells if each["table"] == "sighting" and each.get("column") == "post_id"]
    direct = {number for each in cells if each["table"] == "post" and "column" in each for number in each["ids"]}
    return direct | {number for each in told for number in (each["before"], each["after"])}


def _rebuild(connection: Connection, posts: set[int], decision: Decision) -> None:
    posting.rebuild(connection, posts, decision.now)
