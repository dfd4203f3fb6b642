"""When two articles are one story: the same wire copy on many sites. Pure.

Articles are compared by the 5-character shingles of their letters, figures and Han characters. A sketch (FracMinHash: every
shingle whose hash falls into the lowest sixteenth) finds candidates through an index of the smallest hashes; whether one is the
same story is then judged on all shingles: most of the shorter text must stand in the longer one, and its figures and day must not
say otherwise, for what a template repeats differs in those. docs/decisions/0006-news.md has the figures.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zlib import crc32

from jobs.text import repair, simplify, width

#: Characters of a shingle.
SHINGLE = 5
#: One shingle in so many stands in the sketch.
SCALE = 16
#: Hashes of a sketch that are kept to be found by, and those that are looked up; both the smallest.
KEPT, LOOKED_UP = 16, 96
#: Of those kept, how many may be figures.
OF_FIGURES = 8
#: Share of the shorter text's shingles that must stand in the longer one.
CONTAINED = 0.6
#: Of figures that only a copy would repeat, so many must be the same when there are at least LEAST_FIGURES.
FIGURES, LEAST_FIGURES = 0.66, 3
#: Characters in which a dateline may stand.
_DATELINE = 16
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
#: A figure with a character to each side: 7 of 第7条 is another 7 than that of 投7亿.
_FIGURE = re.compile(r"(?<![0-9]).?[0-9]+.?")
_AT = [slice(at, at + 2 * SHINGLE) for at in range(0, 2 * LONGEST, 2)]


@dataclass(frozen=True, slots=True)
class Told:
    """What an article tells, ready to be compared."""

    title: str  # as a key
    text: str  # as a key; empty for a headline, and for a text too short to compare
    figures: frozenset[str]  # each with a character to either side
    own_figures: frozenset[str]  # those behind the dateline, whose day every site writes anew
    day: date | None


def told(title: str | None, body: str, day: date | None) -> Told:
    """An article ready to be compared."""
    text = key(body)
    if len(text) < SHORTEST:
        text = ""
    figures = _FIGURE.findall(text)
    lead = len(_FIGURE.findall(text[:_DATELINE]))
    return Told(key(title or ""), text, frozenset(figures), frozenset(figures[lead:]), day)


def key(text: str) -> str:
    """The text as it is compared: repaired, simplified, only letters, figures and Han characters; at most LONGEST of them."""
    plain = repair(text[: 2 * LONGEST]).text
    if _WIDE.search(plain):
        plain = width(plain)
    plain = _UNIMPORTANT.sub("", plain)[:LONGEST]
    letters = "".join(set(plain))
    # Nearly every text is simplified already, which its few hundred different characters tell sooner than all of it.
    return plain if simplify(letters) == letters else simplify(plain)


def sketch(article: Told) -> list[int]:
    """Hashes to find an article by, those to be kept first; all below 2**32. Empty when its text is too short to be compared.

    A part of those kept are of figures: what stories of one template do not share.
    """
    written = article.text.encode("utf-16-le", "surrogatepass")
    hashes = set(map(crc32, map(written.__getitem__, _AT[: max(0, len(article.text) - SHINGLE + 1)])))
    low = sorted([value for value in hashes if value < _BELOW])
    if len(low) < KEPT:
        low = sorted(hashes)[:KEPT]
    figures = sorted(crc32(each.encode("utf-8", "surrogatepass")) for each in article.figures)[:LOOKED_UP]
    few = min(len(figures), OF_FIGURES)
    return list(dict.fromkeys(low[: KEPT - few] + figures[:few] + low[:LOOKED_UP] + figures))


def headline_hash(article: Told) -> int | None:
    """The hash to find a headline by; None when it is too short to be one story's only."""
    title = article.title
    return _HEADLINES + crc32(title.encode("utf-8", "surrogatepass")) if len(title) >= HEADLINE else None


def same_story(one: Told, other: Told) -> bool:
    """Whether two articles tell one story. Where one is a headline without its text, by the headline."""
    if one.day and other.day and abs(one.day - other.day) > APART:
        return False
    if not one.text or not other.text:
        return len(one.title) >= HEADLINE and one.title == other.title
    return _same_figures(one, other) and containment(one, other) >= CONTAINED


def containment(one: Told, other: Told) -> float:
    """Share of the shorter text's shingles that stand in the longer, 0..1."""
    smaller, larger = sorted((_shingles(one.text), _shingles(other.text)), key=len)
    return len(smaller & larger) / len(smaller) if smaller else 0.0


@lru_cache(maxsize=256)  # an article is compared with its dozen candidates one after the other
def _shingles(text: str) -> frozenset[str]:
    return frozenset([text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1)])


def _same_figures(one: Told, other: Told) -> bool:
    """Whether the figures of the text with fewer of them stand in the other; too few say nothing."""
    fewer, more = sorted((one, other), key=lambda each: len(each.own_figures))
    own = fewer.own_figures
    return len(own) < LEAST_FIGURES or len(own & more.figures) >= FIGURES * len(own)
