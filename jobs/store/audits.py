"""The audit trail: what was done to firms and links, by whom, why, and all that takes it back."""

from __future__ import annotations

from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import Connection, Row, Select, or_, select

from jobs.errors import NotFound
from jobs.model import AuditRow, Company
from jobs.store.base import Part, insert_one
from jobs.store.companies import company_of
from jobs.store.tables import audit, company


class Decision(NamedTuple):
    """Who decides something, why, and when."""

    who: str
    why: str
    now: datetime


class Audits(Part):
    """The part of the store about the audit trail."""

    def audits(self, company_id: int | None = None, limit: int = 50, offset: int = 0) -> list[AuditRow]:
        """What was done, the newest first; of one firm, under whatever number it took part."""
        wanted = select(audit).order_by(audit.c.id.desc()).limit(limit).offset(offset)
        if company_id is not None:
            wanted = wanted.where(or_(audit.c.company_id == company_id, audit.c.other_id == company_id))
        with self._door.reading() as connection:
            return audit_rows(connection, wanted)

    def audit(self, audit_id: int) -> AuditRow:
        """One row of the trail. Raises NotFound."""
        with self._door.reading() as connection:
            return audit_row(connection, audit_id)


def record(connection: Connection, action: str, firms: tuple[int, int | None], decision: Decision, changes: dict[str, Any]) -> int:
    """Add to the trail: `firms` are the one that stays, is split or is linked, and the other, if any. Returns the row's number."""
    row = {"at": decision.now, "who": decision.who, "why": decision.why, "action": action, "changes": changes}
    return insert_one(connection, audit, {**row, "company_id": firms[0], "other_id": firms[1]})


def audit_row(connection: Connection, audit_id: int) -> AuditRow:
    """One row of the trail. Raises NotFound."""
    found = audit_rows(connection, select(audit).where(audit.c.id == audit_id))
    if not found:
        raise NotFound(f"audit {audit_id}")
    return found[0]


def audit_rows(connection: Connection, wanted: Select[Any]) -> list[AuditRow]:
    """The rows of a select over the trail as records."""
    rows = connection.execute(wanted).all()
    firms = companies(connection, {number for row in rows for number in (row.company_id, row.other_id) if number is not None})
    undone = select(audit.c.undoes, audit.c.id).where(audit.c.undoes.in_([row.id for row in rows]))
    undone_by = {row.undoes: row.id for row in connection.execute(undone)}
    return [_row(row, firms, undone_by.get(row.id)) for row in rows]


def companies(connection: Connection, ids: set[int]) -> dict[int, Company]:
    """The firms of these numbers as they stand, merged ones too."""
    rows = connection.execute(select(company).where(company.c.id.in_(sorted(ids))))
    return {row.id: company_of(row) for row in rows}


def _row(row: Row[Any], firms: dict[int, Company], undone_by: int | None) -> AuditRow:
    return AuditRow(
        id=row.id,
        at=row.at,
        who=row.who,
        action=row.action,
        company=firms[row.company_id],
        other=firms[row.other_id] if row.other_id is not None else None,
        why=row.why,
        changes=MappingProxyType(row.changes),
        undoes=row.undoes,
        undone_by=undone_by,
    )
