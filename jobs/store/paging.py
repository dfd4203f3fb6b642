"""Pages of a list by a place in its order: never by counting rows."""

from __future__ import annotations

import base64
import binascii
from typing import NamedTuple

_LARGEST = 2**63 - 1


class Cursor(NamedTuple):
    """A row's place in an order, and which way the page lies from it."""

    sort: str
    back: bool
    key: int
    post_id: int

    def __str__(self) -> str:
        text = f"{self.sort[0]}{'b' if self.back else 'f'}{self.key:x}.{self.post_id:x}"
        return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, text: str | None, sort: str) -> Cursor | None:
        """The cursor, or None when it is none or belongs to another order."""
        if not text or len(text) > 120:
            return None
        try:
            plain = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode("ascii")
            key, _, post_id = plain[2:].partition(".")
            found = cls(sort, plain[1] == "b", int(key, 16), int(post_id, 16))
        except (ValueError, IndexError, binascii.Error):
            return None
        fits = plain[0] == sort[0] and abs(found.key) <= _LARGEST and 0 <= found.post_id <= _LARGEST
        return found if fits else None


class Row(NamedTuple):
    """A post's place in an order: the higher key first, then the higher number."""

    key: int
    post_id: int


class Rows(NamedTuple):
    """Rows away from a cursor, the nearest first; `left`: where the search for more was given up for time's sake."""

    found: list[Row]
    left: Row | None


class Page(NamedTuple):
    """Numbers of a page's posts, and cursors to its neighbours."""

    ids: list[int]
    before: str | None
    after: str | None


def page(rows: Rows, sort: str, cursor: Cursor | None, limit: int) -> Page:
    """The page that the rows begin, one row more than it holds, away from the cursor. Where rows were given up, the next page goes on."""
    back = cursor is not None and cursor.back
    more, kept = len(rows.found) > limit, rows.found[:limit]
    onward = str(Cursor(sort, back, *(kept[-1] if more or rows.left is None else rows.left))) if more or rows.left else None
    if not kept:
        turned = str(cursor._replace(back=True)) if cursor is not None and not back else None
        return Page([], onward if back else turned, None if back else onward)
    homeward = str(Cursor(sort, not back, *kept[0])) if cursor is not None else None
    ids = [row.post_id for row in kept]
    return Page(ids[::-1], onward, homeward) if back else Page(ids, homeward, onward)
