"""The one value others use: every division of China, and the readers of places on top of it."""

from __future__ import annotations

from functools import cache

from jobs.model import Place, PlaceReading
from jobs.places.mentions import Finder, Named
from jobs.places.picker import Picker
from jobs.places.reading import Reader
from jobs.places.table import Table, covers, prefix


class Gazetteer:
    """Every division, by code and by name. Codes have six digits, a town's nine; a former code means what the place is today."""

    def __init__(self) -> None:
        self._table = Table()
        self._reader = Reader(self._table)
        self._finder = Finder(self._reader)
        self._picker = Picker(self._table, self._reader)

    def __contains__(self, code: object) -> bool:
        return isinstance(code, str) and self.place(code) is not None

    def place(self, code: str) -> Place | None:
        """The division of a code, or None when nobody knows it."""
        return self._table.get(code)

    def get(self, code: str) -> Place:
        """The division of a code. Raises KeyError when nobody knows it."""
        place = self._table.get(code)
        if place is None:
            raise KeyError(code)
        return place

    def today(self, code: str) -> tuple[str, ...]:
        """The codes that stand for `code` now; several when a former division was shared out, none when nobody knows it."""
        return self._table.today(code)

    def name(self, code: str) -> str:
        """大同市. Raises KeyError."""
        return self.get(code).name

    def full_name(self, code: str) -> str:
        """山西省大同市平城区. Raises KeyError."""
        place = self.get(code)
        return "".join([above.name for above in reversed(self.ancestors(code))]) + place.name

    def parent(self, code: str) -> Place | None:
        """The division above, None for a province. Raises KeyError."""
        above = self.get(code).parent
        return self.get(above) if above else None

    def ancestors(self, code: str) -> list[Place]:
        """The divisions around one, nearest first. Raises KeyError."""
        return [self.get(above) for above in self._table.above(self.get(code).code)]

    def children(self, code: str | None) -> list[Place]:
        """The divisions right inside one, by code; the provinces for None. Raises KeyError."""
        return self._table.children(None if code is None else self.get(code).code)

    def contains(self, outer: str, inner: str) -> bool:
        """Whether `outer` holds `inner` or is it. Former codes count as what they are today."""
        outers, inners = self.today(outer) or (outer,), self.today(inner) or (inner,)
        return all(any(covers(one, other) for one in outers) for other in inners)

    def prefix(self, code: str) -> str:
        """What every code inside begins with: 14, 1402, 140213, or nine digits. Raises KeyError."""
        return prefix(self.get(code).code)

    def slug(self, code: str) -> str:
        """140200-datong, for addresses. Raises KeyError."""
        place = self.get(code)
        return f"{place.code}-{place.pinyin}"

    def search(self, q: str, limit: int = 20) -> list[Place]:
        """For a picker: divisions by Han (either script), pinyin or initials; the likeliest first."""
        return self._picker.search(q, limit)

    def read(self, text: str, context: str | None = None) -> PlaceReading:
        """What a field says about where; `context` is the division its source or story belongs to. Never raises."""
        return self._reader.read(text, context)

    def mentions(self, text: str, context: str | None = None) -> list[Named]:
        """Where a running text names divisions, by offset, without overlap; `context` is its source's place. Never raises."""
        return self._finder.mentions(text, context)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer of this process, loaded on first use."""
    return Gazetteer()
