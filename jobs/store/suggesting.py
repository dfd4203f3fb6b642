"""What somebody who types may mean, from every name the database knows.

The names stand in memory (see jobs.suggest), made from the database on first use and again every hour. What is written meanwhile is
told by the highest numbers of `alias` and `audit`: a firm that is new, called otherwise, merged or split is taken in before the answer,
so writers have nothing to do for it. Very many names are read by a thread beside; until it is done the names of before answer.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, func, select
from sqlalchemy.exc import SQLAlchemyError

from jobs import occupations
from jobs.errors import Busy
from jobs.index import Reader
from jobs.model import COUNTY, Company, Place
from jobs.places import gazetteer
from jobs.store import marks, scan
from jobs.store.companies import company_of
from jobs.store.door import Door
from jobs.store.finding import Finding
from jobs.store.indexing import Index
from jobs.store.tables import alias, audit, company, post, post_place
from jobs.suggest import Hit, How, Name, Suggester, Target, firm_name, occupation_name, place_name

log = logging.getLogger(__name__)

#: Names that are read while somebody waits; of more they are read beside.
AT_ONCE = 5_000
#: Open posts, by which equal names are ordered, are counted so often.
RENEWED = timedelta(hours=1)
#: Firms in one statement.
_SOME = 500


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A firm, a place or an occupation (neither) that may be meant; how it was found, how sure that is, 0..1, and a firm's or place's open posts."""

    name: str
    how: How
    sure: float
    posts: int | None
    company: Company | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """Names as of a moment; `seen`: the highest numbers of alias and audit that are in them."""

    names: Suggester
    seen: tuple[int, int]
    made_at: datetime


class Suggesting(Finding):
    """The part of the store that guesses what is meant."""

    def __init__(self, door: Door, index: Index) -> None:
        super().__init__(door, index)
        self._guessing = threading.Lock()
        self._known: _Known | None = None
        self._reading: threading.Thread | None = None

    def suggest(self, text: str, now: datetime, place: str | None = None, limit: int = 10) -> list[Suggestion]:
        """The likeliest first, of equals those with most open posts; firms of the place before those of elsewhere. Raises Busy."""
        with self._door.reading() as connection:
            with self._guessing:
                hits = self._current(connection, now).ask(text, place, limit)
            return self._told(connection, hits)

    def learn_names(self, now: datetime) -> None:
        """Read every name now, so that nobody waits for it later. Raises Busy."""
        with self._door.reading() as connection:
            known = _read(connection, _seen(connection), now)
        with self._guessing:
            self._known = known

    def _current(self, connection: Connection, now: datetime) -> Suggester:
        seen = _seen(connection)
        known = self._known
        if known is None or now - known.made_at > RENEWED or known.names.added > AT_ONCE:
            if seen[0] <= AT_ONCE:
                known = self._known = _read(connection, seen, now)
            elif self._reading is None or not self._reading.is_alive():
                self._reading = threading.Thread(target=self._learn_beside, args=(now,), name="names", daemon=True)
                self._reading.start()
        if known is None:
            return Suggester(list(_lasting()))
        if seen != known.seen:
            firms = _changed(connection, known.seen)
            known.names.renew(firms, _names(connection, firms), _posts(connection, firms))
            self._known = _Known(known.names, seen, known.made_at)
        return known.names

    def _learn_beside(self, now: datetime) -> None:
        try:
            self.learn_names(now)
        except (Busy, SQLAlchemyError) as error:  # the next question tries again
            log.warning("the names for suggestions were not read: %s", error)

    def _told(self, connection: Connection, hits: list[Hit]) -> list[Suggestion]:
        wanted = [hit.number for hit in hits if hit.kind == "firm"]
        firms = {row.id: company_of(row) for row in connection.execute(_LIVING, {"firms": wanted})} if wanted else {}
        counts = self._ask(connection, lambda reader: _counted(reader, hits)) if hits else {}
        if counts is None:
            counts = _posts(connection, wanted) | _posts_of_places(connection, hits)
        found = []
        for hit in hits:
            told = (hit.how, hit.sure, counts.get((hit.kind, hit.number), 0))
            if hit.kind == "place":
                place = gazetteer().get(_code(hit.number))
                found.append(Suggestion(place.name, *told, place=place))
            elif hit.kind == "occupation":
                found.append(Suggestion(occupations.names()[hit.number], hit.how, hit.sure, None))
            elif firm := firms.get(hit.number):
                found.append(Suggestion(firm.name, *told, company=firm))
        return found


# ---------------------------------------------------------------- what is known


#: The highest numbers of alias and audit.
_SEEN = select(*(select(func.coalesce(func.max(table.c.id), 0)).scalar_subquery() for table in (alias, audit)))
_LIVING = select(company).where(company.c.id.in_(bindparam("firms", expanding=True)), company.c.merged_into.is_(None))


def _seen(connection: Connection) -> tuple[int, int]:
    row = connection.execute(_SEEN).one()
    return row[0], row[1]


def _read(connection: Connection, seen: tuple[int, int], now: datetime) -> _Known:
    """Every name of this transaction, whose highest numbers these are."""
    names = Suggester([*_lasting(), *_names(connection, None)])
    names.weigh(_posts(connection, None) | {("place", int(code)): number for code, number in scan.everywhere(connection).items()})
    return _Known(names, seen, now)


def _changed(connection: Connection, seen: tuple[int, int]) -> set[int]:
    """Firms with an alias, or something decided about them, later than these."""
    firms = set(connection.execute(select(alias.c.company_id).where(alias.c.id > seen[0])).scalars())
    for row in connection.execute(select(audit.c.company_id, audit.c.other_id).where(audit.c.id > seen[1])):
        firms.update(number for number in row if number is not None)
    return firms


def _names(connection: Connection, firms: Collection[int] | None) -> Iterator[Name]:
    """The names of these firms, of all for None, each spelling once. Those of a firm that was merged away are another's by now."""
    columns = (alias.c.company_id, alias.c.text, company.c.name, company.c.place, company.c.slug)
    wanted = select(*columns).join(company, company.c.id == alias.c.company_id).order_by(alias.c.id)
    there: set[tuple[int, str]] = set()
    for some in _slices(firms):
        for row in connection.execute(wanted if some is None else wanted.where(alias.c.company_id.in_(some))):
            name = firm_name(row.company_id, row.text, row.place, row.slug if row.text == row.name else "")
            if name is not None and (name.number, name.text) not in there:
                there.add((name.number, name.text))
                yield name


def _posts(connection: Connection, firms: Collection[int] | None) -> dict[Target, int]:
    counted = select(post.c.company_id, func.count()).where(post.c.state == "open", post.c.company_id.is_not(None))
    counted = counted.group_by(post.c.company_id)
    found: dict[Target, int] = {}
    for some in _slices(firms):
        rows = connection.execute(counted if some is None else counted.where(post.c.company_id.in_(some)))
        found.update({("firm", number): posts for number, posts in rows})
    return found


def _slices(firms: Collection[int] | None) -> Iterator[list[int] | None]:
    if firms is None:
        yield None
        return
    ordered = sorted(firms)
    for start in range(0, len(ordered), _SOME):
        yield ordered[start : start + _SOME]


def _lasting() -> Iterator[Name]:
    """Occupations, provinces, cities and counties, which no database changes."""
    yield from (occupation_name(number, name) for number, name in enumerate(occupations.names()))
    waiting: list[Place] = gazetteer().children(None)
    while waiting:
        place = waiting.pop()
        yield place_name(place)
        if place.level < COUNTY:
            waiting.extend(child for child in gazetteer().children(place.code) if child.level <= COUNTY)


# ---------------------------------------------------------------- open posts of a few


def _counted(reader: Reader, hits: Iterable[Hit]) -> dict[Target, int]:
    found: dict[Target, int] = {}
    for hit in hits:
        mark = marks.firm(hit.number) if hit.kind == "firm" else marks.place(_code(hit.number))
        found[hit.kind, hit.number] = len(reader.marked(mark))
    return found


def _posts_of_places(connection: Connection, hits: Iterable[Hit]) -> dict[Target, int]:
    codes = [_code(hit.number) for hit in hits if hit.kind == "place"]
    counted = select(post_place.c.place, func.count()).where(post_place.c.place.in_(codes)).group_by(post_place.c.place)
    return {("place", int(code)): number for code, number in connection.execute(counted)} if codes else {}


def _code(number: int) -> str:
    return f"{number:06d}"
