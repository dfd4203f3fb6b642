"""What must be counted but not known: a text as a digest that cannot be read back without this database's salt."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from sqlalchemy import Connection, select

from jobs.store.base import insert_new
from jobs.store.tables import meta


def salted(connection: Connection, text: str) -> str:
    """The digest of a text; the salt is made at the first call in a database and stays."""
    insert_new(connection, meta, [{"key": "salt", "value": secrets.token_hex(32)}], ["key"])
    salt = connection.execute(select(meta.c.value).where(meta.c.key == "salt")).scalar_one()
    return hmac.new(bytes.fromhex(salt), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
