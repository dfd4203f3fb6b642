"""A Search as links: every filter can be set, taken away and shared with JavaScript off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from jobs import search as asking
from jobs.model import EDUCATION, Search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import TypeAlias

    #: Posts of each choice, by key and value of an address.
    Counts: TypeAlias = Mapping[str, Mapping[str, int]]

#: Filters of which one value at a time makes sense; in all others several values are OR.
ONE = ("days",)
_TITLES = {"pay": "月薪", "exp": "经验", "edu": "学历", "days": "首见", "src": "来源"}
_LABELS: dict[str, dict[str, str]] = {
    "pay": {key: band.label for key, band in asking.PAY_BANDS.items()},
    "exp": {key: band.label for key, band in asking.EXPERIENCES.items()},
    "edu": {level: "学历不限" if level == "不限" else level for level in EDUCATION},
    "days": {str(days): label for days, label in asking.DAYS.items()},
    "firm": {"news": "见报企业"},
}
#: Choices that stand by themselves above the filters.
_QUICK = (("days", "1", "今天新增"), ("pay", "stated", "薪资写明"), ("firm", "news", "见报企业"))
#: Sources offered at most: those with the most posts, and those that are on.
MOST_SOURCES = 16


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, as a link that sets it or takes it away. `count`: the posts it finds; None when that is not known."""

    label: str
    url: str
    on: bool
    count: int | None = None

    @property
    def dead(self) -> bool:
        """Whether it would find nothing: shown, but no link."""
        return self.count == 0 and not self.on


@dataclass(frozen=True, slots=True)
class Group:
    """One filter. `said` is what is chosen now, None when nothing is."""

    title: str
    options: tuple[Option, ...]
    many: bool  # several values may be on
    said: str | None


@dataclass(frozen=True, slots=True)
class Chip:
    """An applied filter and the address without it."""

    label: str
    url: str
    search: Search


class Links:
    """Addresses of the searches that lie one choice away, on their first page. Made in one go: a page holds a hundred of them."""

    def __init__(self, search: Search) -> None:
        self._path = asking.address(Search(place=search.place))
        self._on: dict[str, list[str]] = {}
        for key, value in asking.pairs(replace(search, after=None)):
            self._on.setdefault(key, []).append(value)
        self._written = {key: _written(key, values) for key, values in self._on.items()}

    def on(self, key: str) -> Sequence[str]:
        """What is set of a key."""
        return self._on.get(key, ())

    def to(self, key: str, values: Sequence[str]) -> str:
        """The address with these values of the key, which are in the order of `search.pairs`, in place of its own."""
        written = {**self._written, key: _written(key, values)}
        asked = "&".join(written[name] for name in asking.KEYS if written.get(name))
        return f"{self._path}?{asked}" if asked else self._path

    def at(self, place: str) -> str:
        """The address of the same search at another place."""
        asked = "&".join(self._written[name] for name in asking.KEYS if name in self._written)
        path = asking.address(Search(place=place))
        return f"{path}?{asked}" if asked else path

    def toggled(self, key: str, value: str) -> str:
        """The address with this value set, or without it when it was set."""
        held = self.on(key)
        if value in held:
            return self.to(key, [one for one in held if one != value])
        return self.to(key, [value] if key in ONE else _ordered(key, {*held, value}))


def _written(key: str, values: Iterable[str]) -> str:
    return "&".join(f"{key}={quote(value, safe='')}" for value in values)


def _ordered(key: str, values: Iterable[str]) -> list[str]:
    """As `search.pairs` orders them: as we list them, a firm's number before other firms, sources by name."""
    given = set(values)
    if key == "firm":
        return sorted(given, key=lambda value: (value == "news", value))
    return [value for value in _LABELS[key] if value in given] if key in _LABELS else sorted(given)


def known_pairs(given: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those of the address's pairs whose key we understand; the rest (utm_source …) is ignored, not redirected away."""
    return [(key, value) for key, value in given if key in asking.KEYS]


def toggled(search: Search, key: str, value: str) -> Search:
    """The search with this value set, or without it when it was set; back on the first page."""
    held = [given for name, given in asking.pairs(search) if name == key]
    if value in held:
        return asking.parse(_args(search, key, [given for given in held if given != value]), search.place)
    return asking.parse(_args(search, key, [value] if key in ONE else [*held, value]), search.place)


def _args(search: Search, key: str, values: Sequence[str]) -> dict[str, list[str]]:
    """The address's arguments with the values of one key replaced and the page left out."""
    args: dict[str, list[str]] = {}
    for name, value in asking.pairs(replace(search, after=None)):
        args.setdefault(name, []).append(value)
    args[key] = list(values)
    return args


def chips(search: Search) -> list[Chip]:
    """The applied filters; each word of the question is its own chip."""
    found = []
    for word in search.words:
        rest = replace(search, words=tuple(w for w in search.words if w != word), after=None)
        found.append(Chip(f"“{word}”", asking.address(rest), rest))
    for key, value, label in asking.chips(search):
        if key != "q":
            rest = toggled(search, key, value)
            found.append(Chip(label, asking.address(rest), rest))
    return found


def groups(search: Search, links: Links, counts: Counts, sources: Mapping[str, str]) -> list[Group]:
    """The filters with, beside every choice, the posts it would find; `sources`: names by id."""
    found = counts.get("src", {})
    offered = sorted((name for name in sources if found.get(name)), key=lambda name: (-found[name], name))[:MOST_SOURCES]
    names = {name: sources.get(name, name) for name in dict.fromkeys([*offered, *links.on("src")])}
    labels = {**_LABELS, "src": names}
    said: dict[str, list[str]] = {}
    for key, value, label in asking.chips(search):
        said.setdefault(key, []).append(labels.get(key, {}).get(value, label))
    return [
        Group(title, _options(key, labels[key], links, counts), key not in ONE, "、".join(said[key]) if key in said else None)
        for key, title in _TITLES.items()
        if labels[key]
    ]


def quick(links: Links, counts: Counts) -> list[Option]:
    """Choices that are asked for most, one by one."""
    return [_option(key, value, label, links, counts) for key, value, label in _QUICK]


def _options(key: str, labels: Mapping[str, str], links: Links, counts: Counts) -> tuple[Option, ...]:
    return tuple(_option(key, value, label, links, counts) for value, label in labels.items())


def _option(key: str, value: str, label: str, links: Links, counts: Counts) -> Option:
    return Option(label, links.toggled(key, value), value in links.on(key), counts[key].get(value, 0) if key in counts else None)


def sorts(search: Search, links: Links) -> list[Option]:
    """The orders a list can have; the one by match only with words to match."""
    return [
        Option(label, links.to("sort", [key] if key != "confirmed" else []), search.sort == key)
        for key, label in asking.SORTS.items()
        if key != "match" or search.words or search.sort == key
    ]


def hidden(search: Search) -> list[tuple[str, str]]:
    """What the search form carries along beside the words."""
    return [(key, value) for key, value in asking.pairs(replace(search, after=None)) if key != "q"]


def alert_query(search: Search) -> str:
    """The search and its place as the query of /alerts/new."""
    place = [("place", search.place)] if search.place else []
    return urlencode([*place, *asking.pairs(replace(search, after=None))])
