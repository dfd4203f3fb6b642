"""Which posts changed, in the order of the transactions: what the search index has still to take in.

Writers queue (see door), so a higher number is a later transaction on both databases.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, func, select

from jobs.store import bulk
from jobs.store.tables import mention, post, post_change

#: Changes kept for indexes on other machines; one that is further behind is made anew.
KEPT = 200_000
#: Every search asks this first; as plain SQL it takes half the time.
_AFTER = "SELECT id, post_id, tag FROM post_change WHERE id > {0} ORDER BY id LIMIT {0}"


def note(connection: Connection, post_ids: Iterable[int]) -> None:
    """These posts are, or may be, other than before."""
    tag = secrets.randbits(31)
    bulk.insert(connection, post_change, [{"post_id": number, "tag": tag} for number in sorted(set(post_ids))])


def note_mentions(connection: Connection, ids: Sequence[int]) -> None:
    """These mentions come, go or change: so may what is said of their firms' posts."""
    for some in bulk.slices(ids):
        firms = select(mention.c.company_id).where(mention.c.id.in_(some), mention.c.company_id.is_not(None))
        note(connection, connection.execute(select(post.c.id).where(post.c.company_id.in_(firms), post.c.state == "open")).scalars())


def note_firm(connection: Connection, company_id: int) -> None:
    """What is said of this firm's posts may have changed."""
    note(connection, connection.execute(select(post.c.id).where(post.c.company_id == company_id, post.c.state == "open")).scalars())


def after(connection: Connection, number: int, most: int) -> Sequence[Row[Any, Any, Any]]:
    """(id, post_id, tag) of the next changes."""
    mark = "?" if connection.dialect.name == "sqlite" else "%s"
    return connection.exec_driver_sql(_AFTER.format(mark), (number, most)).all()


def last(connection: Connection) -> tuple[int, int]:
    """(number, tag) of the last change; zeros when there was none."""
    row = connection.execute(select(post_change.c.id, post_change.c.tag).order_by(post_change.c.id.desc()).limit(1)).first()
    return (row.id, row.tag) if row else (0, 0)


def follows(connection: Connection, number: int, tag: int) -> bool:
    """Whether an index that took in this change can go on from it: it is this database's, and nothing after it was thrown away."""
    if number == 0:
        oldest = connection.execute(select(func.min(post_change.c.id))).scalar()
        return oldest == 1 or (oldest is None and connection.execute(select(post.c.id).limit(1)).first() is None)
    return connection.execute(select(post_change.c.tag).where(post_change.c.id == number)).scalar() == tag


def forget(connection: Connection, through: int) -> None:
    """Throw away what every index has long taken in. The last one stays: an index is known by it."""
    connection.execute(delete(post_change).where(post_change.c.id < through - KEPT))
