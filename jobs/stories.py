"""When two articles are one story: the same wire copy on many sites. Pure.

Articles are compared by the 5-character shingles of their letters, figures and Han characters. A sketch (FracMinHash: every
shingle whose hash falls into the lowest sixteenth) finds candidates through an index of the smallest hashes; whether one is the
same story is then judged on all shingles: most of the shorter text must stand in the longer one, and its figures and day must not
say otherwise, for what a template repeats differs in those. docs/decisions/0006-news.md has the figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from zlib import crc32

from jobs.text import repair, simplify, width

#: Characters of a shingle.
SHINGLE = 5
#: One shingle in so many stands in the sketch.
SCALE = 16
#: Hashes of a sketch that are kept to be found by, and those that are looked up; both the smallest.
KEPT, LOOKED_UP = 16, 96
#: Share of the shorter text's shingles that must stand in the longer one.
CONTAINED = 0.6
#: Of figures that only a copy would repeat, so many must be the same when there are at least LEAST_FIGURES.
FIGURES, LEAST_FIGURES = 0.5, 3
#: Days between two printings of one story at most.
APART = timedelta(days=10)
#: A text of fewer characters says too little to be called the same; more than LONGEST are not looked at.
SHORTEST, LONGEST = 60, 20_000
#: A headline of so many characters is hardly ever used twice for two stories.
HEADLINE = 12

_BELOW = 2**32 // SCALE
#: Headlines share the index with sketches, above every hash of a text.
_HEADLINES = 2**32
_UNIMPORTANT = re.compile(r"[^0-9A-Za-z\u3400-\u9fff]+")
_WIDE = re.compile(r"[\uff10-\uff5a]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_AT = [slice(at, at + 2 * SHINGLE) for at in range(0, 2 * LONGEST, 2)]


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells, ready to be compared."""

    title: str  # as a key
    shingles: frozenset[str]  # empty for a headline, and for a text too short to compare
    figures: frozenset[str]
    day: date | None


def key(text: str) -> str:
    """The text as it is compared: repaired, simplified, only letters, figures and Han characters; at most LONGEST of them."""
    plain = repair(text[: 2 * LONGEST]).text
    if _WIDE.search(plain):
        plain = width(plain)
    plain = _UNIMPORTANT.sub("", plain)[:LONGEST]
    letters = "".join(set(plain))
    # Nearly every text is simplified already, which its few hundred different characters tell sooner than all of it.
    return plain if simplify(letters) == letters else simplify(plain)


def told(title: str | None, body: str, day: date | None) -> Told:
    """An article ready to be compared."""
    plain = key(body)
    pieces = frozenset(plain[at : at + SHINGLE] for at in range(len(plain) - SHINGLE + 1)) if len(plain) >= SHORTEST else frozenset()
    figures = frozenset(_FIGURE.findall(width(body[: 2 * LONGEST]))) if pieces else frozenset()
    return Told(key(title or ""), pieces, figures, day)


def sketch(body: str) -> list[int]:
    """Hashes to find an article by, ascending, each below 2**32; empty when the text is too short to be compared."""
    plain = key(body)
    if len(plain) < SHORTEST:
        return []
    written = plain.encode("utf-16-le", "surrogatepass")
    hashes = set(map(crc32, map(written.__getitem__, _AT[: len(plain) - SHINGLE + 1])))
    few = sorted(value for value in hashes if value < _BELOW)
    return few[:LOOKED_UP] if len(few) >= KEPT else sorted(hashes)[:KEPT]


def headline_hash(title: str | None) -> int | None:
    """The hash to find a headline by; None when it is too short to be one story's only."""
    plain = key(title or "")
    return _HEADLINES + crc32(plain.encode("utf-8", "surrogatepass")) if len(plain) >= HEADLINE else None


def same_story(one: Told, other: Told) -> bool:
    """Whether two articles tell one story. Where one is a headline without its text, by the headline."""
    if one.day and other.day and abs(one.day - other.day) > APART:
        return False
    if not one.shingles or not other.shingles:
        return len(one.title) >= HEADLINE and one.title == other.title
    return containment(one.shingles, other.shingles) >= CONTAINED and _same_figures(one.figures, other.figures)


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that lies in the larger, 0..1."""
    smaller, larger = sorted((one, other), key=len)
    return len(smaller & larger) / len(smaller) if smaller else 0.0


def _same_figures(one: Iterable[str], other: Iterable[str]) -> bool:
    """Whether the figures of the text with fewer of them stand in the other; too few say nothing."""
    smaller, larger = sorted((frozenset(one), frozenset(other)), key=len)
    return len(smaller) < LEAST_FIGURES or len(smaller & larger) >= FIGURES * len(smaller)
