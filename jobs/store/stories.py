"""Which articles are copies of one story: found when one is kept, told when one is shown.

`story_id` names the article that stands for all copies: an original before a mirror, a text before a headline, then the one
kept first. Candidates come through the table of smallest hashes; `jobs.stories` says which of them are the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, bindparam, case, delete, func, insert, or_, select, update

from jobs.model import Copy
from jobs.store import areas
from jobs.store.tables import article, source, story_hash
from jobs.stories import KEPT, Told, containment, headline_hash, same_story, sketch, told

#: Articles a new one is compared with at most, and rows of the index looked through for them.
MOST_CANDIDATES, MOST_ROWS = 12, 5_000
#: A text at most so many times as long as another is no review of it among others.
NO_REVIEW = 1.5
#: Copies told beside a story at most.
MOST_COPIES = 20

#: What a story is known by in a list; an article that was never compared is its own.
STORY: ColumnElement[int] = func.coalesce(article.c.story_id, article.c.id)
#: The best copy first.
_BEST = (article.c.trusted.desc(), case((article.c.body == "", 1), else_=0), article.c.id)


def group(connection: Connection, article_id: int) -> None:
    """Find which story a kept article tells, and which article stands for it from now on."""
    row = connection.execute(select(article).where(article.c.id == article_id)).one()
    mine = told(row.title, row.body, row.published_on)
    hashes, headline = sketch(mine), headline_hash(mine)
    by_title = [headline] if headline is not None else []
    heads = _heads(connection, article_id, mine, [*hashes, *by_title])
    connection.execute(delete(story_hash).where(story_hash.c.article_id == article_id))
    kept = [{"hash": value, "article_id": article_id} for value in [*hashes[:KEPT], *by_title]]
    if kept:
        connection.execute(insert(story_hash), kept)
    _leave(connection, row)
    best = connection.execute(select(article.c.id).where(article.c.id.in_([article_id, *heads])).order_by(*_BEST).limit(1)).scalar_one()
    members = or_(article.c.id == article_id, article.c.story_id.in_(heads)) if heads else article.c.id == article_id
    connection.execute(update(article).where(members).values(story_id=best))


def _heads(connection: Connection, article_id: int, mine: Told, hashes: Sequence[int]) -> list[int]:
    """Heads of the stories that the article is a copy of: the one it shares most text with, and headlines that wait for it.

    A text much longer than its copies joins only the nearest: a week in review holds many stories, and makes them no single one.
    """
    copies: list[tuple[float, int]] = []
    waiting: set[int] = set()  # heads to be joined without a doubt
    for other in _candidates(connection, article_id, hashes):
        theirs = told(other.title, other.body, other.published_on)
        if not same_story(mine, theirs):
            continue
        head = other.story_id or other.id
        if mine.text and theirs.text:
            copies.append((containment(mine, theirs), -head))
            if len(mine.text) <= NO_REVIEW * len(theirs.text):
                waiting.add(head)
        elif not mine.text or other.story_id == other.id:  # a headline that found its story waits no longer
            waiting.add(head)
    best = [-max(copies)[1]] if copies else []
    return best + sorted(waiting.difference(best))[: None if copies or mine.text else 1]


def _candidates(connection: Connection, article_id: int, hashes: Sequence[int]) -> Sequence[Row[Any]]:
    """Kept articles that share the most, and the rarest, of these hashes."""
    if not hashes:
        return []
    hits = select(story_hash).where(story_hash.c.hash.in_(hashes), story_hash.c.article_id != article_id)
    newest = hits.order_by(story_hash.c.article_id.desc()).limit(MOST_ROWS).subquery()
    # A hash that many articles share is one of a template or a side bar; a rare one is the story's.
    rarity = select(newest.c.hash, (1.0 / func.count()).label("worth")).group_by(newest.c.hash).subquery()
    ranked = (
        select(newest.c.article_id)
        .join(rarity, rarity.c.hash == newest.c.hash)
        .group_by(newest.c.article_id)
        .order_by(func.sum(rarity.c.worth).desc(), newest.c.article_id)
    )
    numbers = connection.execute(ranked.limit(MOST_CANDIDATES)).scalars().all()
    columns: Select[Any] = select(article.c.id, article.c.story_id, article.c.title, article.c.body, article.c.published_on)
    return connection.execute(columns.where(article.c.id.in_(numbers))).all()


def _leave(connection: Connection, row: Row[Any]) -> None:
    """Take an article whose text changed out of its story; if it stood for the story, another one does."""
    if row.story_id is None:
        return
    rest = and_(article.c.story_id == row.story_id, article.c.id != row.id)
    if row.story_id == row.id:
        best = connection.execute(select(article.c.id).where(rest).order_by(*_BEST).limit(1)).scalar()
        connection.execute(update(article).where(rest).values(story_id=best))


# ---------------------------------------------------------------- told


def once(statement: Select[Any], place: str | None) -> Select[Any]:
    """The articles of the place, each story by one: the one that stands for it, else the first kept of the place."""
    better = article.alias("better")
    beats = or_(better.c.id == better.c.story_id, and_(article.c.id != article.c.story_id, better.c.id < article.c.id))
    beaten = select(better.c.id).where(
        better.c.story_id == article.c.story_id, better.c.id != article.c.id, areas.within(better.c.place, place), beats
    )
    return statement.where(areas.within(article.c.place, place), ~beaten.exists())


def _printings() -> Select[Any]:
    place = func.row_number().over(partition_by=article.c.story_id, order_by=((article.c.id != article.c.story_id), *_BEST))
    ranked = (
        select(article, source.c.name.label("site"), place.label("place_in_story"))
        .join(source, source.c.id == article.c.source_id)
        .where(article.c.story_id.in_(bindparam("stories", expanding=True)))
        .subquery()
    )
    return select(ranked).where(ranked.c.place_in_story <= MOST_COPIES + 1).order_by(ranked.c.story_id, ranked.c.place_in_story)


_PRINTINGS = _printings()  # made once: building it takes longer than running it


def copies(connection: Connection, story_ids: Iterable[int]) -> dict[int, list[Row[Any]]]:
    """Every printing of the stories, the one that stands for each first; at most MOST_COPIES + 1 of each."""
    wanted = sorted(set(story_ids))
    if not wanted:
        return {}
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in connection.execute(_PRINTINGS, {"stories": wanted}):
        found[row.story_id].append(row)
    return found


def shown(article_id: int, trusted: bool, printings: Sequence[Row[Any]]) -> tuple[Row[Any] | None, tuple[Copy, ...]]:
    """(the original to show instead, or None; where else the story was printed). A mirror gives way to an original that is known."""
    original = next((row for row in printings if row.trusted), None) if not trusted else None
    instead = original.id if original is not None else article_id
    also = (
        Copy(row.url, row.printed_source if row.trusted and row.printed_source else row.site, not row.trusted)
        for row in printings
        if row.id != instead
    )
    return original, tuple(also)
