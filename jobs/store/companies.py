"""Firms inside a transaction: found by a folded alias, or made."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from pypinyin import lazy_pinyin
from sqlalchemy import Connection, Row, func, select, update

from jobs.errors import NotFound
from jobs.model import Company
from jobs.names.fold import fold_name as fold
from jobs.store import areas
from jobs.store.base import Within, insert_new, insert_one
from jobs.store.tables import alias, company

_NOT_SLUG = re.compile(r"[^a-z0-9]+")


class Companies(Within):
    """The part of a transaction about firms."""

    def company(self, name: str, place: str | None, evidence: str, now: datetime) -> tuple[Company, bool]:
        """The firm of that name, made when there is none; the flag says so. Of several, the one nearest to the place."""
        like = self.companies_like(fold(name))
        if like:
            found = min(like, key=lambda firm: (_distance(firm.place, place), firm.id))
            self.add_alias(found.id, name, evidence, now)
            if found.place is None and place is not None:
                self._connection.execute(update(company).where(company.c.id == found.id).values(place=place))
            return _by_id(self._connection, found.id), False
        row = {"name": name, "slug": slug(name), "place": place, "created_at": now}
        made = insert_one(self._connection, company, row)
        self.add_alias(made, name, evidence, now)
        return _by_id(self._connection, made), True

    def companies_like(self, folded: str) -> list[Company]:
        """Every firm with that folded alias, oldest first."""
        if not folded:
            return []
        known = select(alias.c.company_id).where(alias.c.folded == folded)
        rows = self._connection.execute(select(company).where(company.c.id.in_(known)).order_by(company.c.id))
        return [company_of(row) for row in rows]

    def add_alias(self, company_id: int, text: str, evidence: str, now: datetime | None = None) -> None:
        """Another way the firm is written, how we know (news, post, review, operator) and since when. One that is known stays as it is."""
        folded = fold(text)
        if folded:
            row = {"company_id": company_id, "text": text, "folded": folded, "evidence": evidence, "seen_at": now}
            insert_new(self._connection, alias, [row], ["company_id", "text"])

    def company_due(self, company_id: int, now: datetime, every: timedelta) -> bool:
        """Whether the firm was not put to the sources within `every`; True marks it as put now."""
        last = company.c.asked_at
        due = update(company).where(company.c.id == company_id, last.is_(None) | (last <= now - every)).values(asked_at=now)
        return self._connection.execute(due).rowcount > 0


def slug(name: str) -> str:
    """The name in pinyin for an address: at most 60 letters and digits; "firm" when nothing is left."""
    written = "-".join(lazy_pinyin(name)).lower()
    return _NOT_SLUG.sub("-", written)[:60].strip("-") or "firm"


def company_of(row: Row[Any]) -> Company:
    """A row of the table as a record."""
    return Company(row.id, row.name, row.slug, row.place, row.credit_code, row.group_name, row.trade)


def living_row(connection: Connection, company_id: int) -> Row[Any]:
    """The row of the firm, or of the one it was merged into. Raises NotFound."""
    number = select(func.coalesce(company.c.merged_into, company.c.id)).where(company.c.id == company_id).scalar_subquery()
    row = connection.execute(select(company).where(company.c.id == number)).first()
    if row is None:
        raise NotFound(f"company {company_id}")
    return row


def _by_id(connection: Connection, company_id: int) -> Company:
    return company_of(connection.execute(select(company).where(company.c.id == company_id)).one())


def _distance(one: str | None, other: str | None) -> int:
    """0 in the same place, then one more for each division up to the first that holds both; an unknown place is far."""
    if one is None or other is None:
        return 4
    above = areas.upwards(other)
    return next((index for index, code in enumerate(areas.upwards(one)) if code in above), 5)
