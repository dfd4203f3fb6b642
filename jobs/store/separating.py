"""A person says that a sighting is another vacancy: it leaves its post for one of its own, and the two are never joined again."""

from __future__ import annotations

from sqlalchemy import Connection, insert, select

from jobs.errors import NotFound, StoreError
from jobs.model import AuditRow
from jobs.store import copying, posting
from jobs.store.audits import Audits, Decision, audit_row, record
from jobs.store.journal import Journal
from jobs.store.reads import from_record
from jobs.store.tables import post_apart, sighting


class Separating(Audits):
    """The part of the store that takes posts apart."""

    def separate(self, sighting_id: int, decision: Decision) -> AuditRow:
        """Give a sighting a post of its own, apart from the one it was in. Raises NotFound, StoreError (it is alone already), Busy."""
        with self._door.writing(durable=True) as connection:
            return audit_row(connection, separate(connection, sighting_id, decision))


def separate(connection: Connection, sighting_id: int, decision: Decision) -> int:
    """As Separating.separate, inside a transaction; returns the number of the audit row."""
    row = connection.execute(select(sighting).where(sighting.c.id == sighting_id)).first()
    if row is None:
        raise NotFound(f"sighting {sighting_id}")
    others = select(sighting.c.id).where(sighting.c.post_id == row.post_id, sighting.c.id != sighting_id).limit(1)
    if row.company_id is None or connection.execute(others).first() is None:
        raise StoreError(f"sighting {sighting_id} is alone in post {row.post_id}")
    told, journal = from_record(row.read), Journal(connection)
    made = posting.create(connection, row.source_id, told, decision.now)
    journal.put(sighting, [sighting_id], "post_id", made)
    journal.put(sighting, [sighting_id], "joined", None)
    connection.execute(insert(post_apart).values(post_id=row.post_id, other_id=made))
    journal.added(post_apart, [(row.post_id, made)])
    posting.rebuild(connection, [row.post_id, made], decision.now)
    copying.place(connection, row.company_id, made, row.source_id, told)
    return record(connection, "separate", (row.company_id, None), decision, {"cells": journal.changes})
