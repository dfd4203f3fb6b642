"""Stories and their mentions inside a transaction."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from jobs.model import Article, Mention
from jobs.store import changes, stories
from jobs.store.base import Within, insert_one
from jobs.store.tables import article as table
from jobs.store.tables import mention as mentions

#: A text shorter than this proves nothing by being the same.
_PROOF = 40


class Articles(Within):
    """The part of a transaction about news."""

    def article(self, source_id: str, article: Article, place: str | None, now: datetime) -> tuple[int, bool]:
        """(number, whether its text is new or changed). One story an address; a source's same text elsewhere is the same story.

        Teasers become headlines of their own until their story is read; a headline never replaces a story.
        """
        row = _row(source_id, article, place)
        known = self._known(row)
        for teaser in article.teasers:
            self._headline(source_id, replace(article, url=teaser.url or "", title=teaser.title, summary=teaser.summary), place, now)
        if known is None:
            number = insert_one(self._connection, table, {**row, "fetched_at": now})
            stories.group(self._connection, number)
            return number, True
        if known.text_hash == row["text_hash"] or (known.body and not row["body"]):
            return known.id, False
        told = {name: value for name, value in row.items() if value is not None and name not in ("url", "source_id")}
        self._connection.execute(update(table).where(table.c.id == known.id).values(**told, fetched_at=now))
        stories.group(self._connection, known.id)
        return known.id, True

    def clear_mentions(self, article_id: int) -> None:
        """Forget whom the story names, before it is looked through anew."""
        named = select(mentions.c.id).where(mentions.c.article_id == article_id, mentions.c.certain)
        changes.note_mentions(self._connection, self._connection.execute(named).scalars().all())
        self._connection.execute(delete(mentions).where(mentions.c.article_id == article_id))

    def mention(self, article_id: int, company_id: int | None, mention: Mention, reason: str | None) -> None:
        """Keep that the story names a firm, and why we think it is this one."""
        row = {
            "article_id": article_id,
            "company_id": company_id,
            "name": mention.name,
            "as_printed": mention.as_printed,
            "start_at": mention.start,
            "end_at": mention.end,
            "sentence": mention.sentence,
            "rule": mention.rule,
            "score": mention.score,
            "certain": mention.certain,
            "reason": reason,
            "signals": [asdict(signal) for signal in mention.signals],
        }
        self._connection.execute(insert(mentions).values(**row))
        if company_id is not None and mention.certain:
            changes.note_firm(self._connection, company_id)

    def _known(self, row: dict[str, Any]) -> Any:  # a row or None
        columns = select(table.c.id, table.c.body, table.c.text_hash)
        found = self._connection.execute(columns.where(table.c.url == row["url"])).first()
        if found is None and len(row["body"]) >= _PROOF:
            same = (table.c.source_id == row["source_id"]) & (table.c.text_hash == row["text_hash"])
            found = self._connection.execute(columns.where(same).order_by(table.c.id).limit(1)).first()
        return found

    def _headline(self, source_id: str, teaser: Article, place: str | None, now: datetime) -> None:
        if not teaser.url or self._connection.execute(select(table.c.id).where(table.c.url == teaser.url)).first():
            return
        headline = Article(url=teaser.url, title=teaser.title, body="", summary=teaser.summary, mirror=teaser.mirror)
        number = insert_one(self._connection, table, {**_row(source_id, headline, place), "text_hash": None, "fetched_at": now})
        stories.group(self._connection, number)


def _row(source_id: str, article: Article, place: str | None) -> dict[str, Any]:
    text = f"{article.title or ''}\n{article.body or article.summary or ''}"
    return {
        "source_id": source_id,
        "url": article.url,
        "title": article.title,
        "body": article.body,
        "summary": article.summary,
        "printed_source": article.source,
        "published_on": article.published_on,
        "page_on": article.page_on,
        "place": place,
        "trusted": not article.mirror,
        "text_hash": hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
    }
