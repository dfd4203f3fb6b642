"""A Search as links: every filter can be set, taken away and shared with JavaScript off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from jobs import search as asking
from jobs.model import EDUCATION, Search

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

#: Filters of which one value at a time makes sense; in all others several values are OR.
ONE = ("days",)


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a filter, as a link that sets it or takes it away."""

    label: str
    url: str
    on: bool
    count: int | None = None


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


def groups(search: Search) -> list[Group]:
    """The filters that need no count: pay, experience, education, days."""
    return [
        _group("月薪", search, "pay", {key: band.label for key, band in asking.PAY_BANDS.items()}),
        _group("经验", search, "exp", {key: band.label for key, band in asking.EXPERIENCES.items()}),
        _group("学历", search, "edu", {level: "学历不限" if level == "不限" else level for level in EDUCATION}),
        _group("首见", search, "days", {str(days): label for days, label in asking.DAYS.items()}),
    ]


def in_news(search: Search) -> Option:
    """Only posts of firms that the news names."""
    return Option("见报企业", asking.address(toggled(search, "firm", "news")), search.in_news)


def _group(title: str, search: Search, key: str, labels: Mapping[str, str]) -> Group:
    on = [value for name, value in asking.pairs(search) if name == key]
    options = tuple(Option(label, asking.address(toggled(search, key, value)), value in on) for value, label in labels.items())
    said = "、".join(labels.get(value, label) for name, value, label in asking.chips(search) if name == key)
    return Group(title, options, key not in ONE, said or None)


def sorts(search: Search) -> list[Option]:
    """The orders a list can have; the one by match only with words to match."""
    return [
        Option(label, asking.address(replace(search, sort=key, after=None)), search.sort == key)
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
