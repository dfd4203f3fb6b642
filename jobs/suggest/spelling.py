"""A name as people type it: without its place and legal ending, in pinyin, by initials, and by how it sounds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from pypinyin import lazy_pinyin
from rapidfuzz.distance import OSA

from jobs.names.forms import LEGAL
from jobs.names.parse import bare, place_prefix
from jobs.text import clean, fold

#: Longer questions are cut; no name has more characters.
LONGEST = 60
_ENDINGS = tuple(sorted((*LEGAL, *(f"集团{form}" for form in LEGAL), "集团公司", "集团", "公司"), key=len, reverse=True))
#: Endings that are told by their sound and with one character wrong; the shorter are too easily a part of a brand.
_LONG_ENDINGS = tuple(ending for ending in _ENDINGS if len(ending) >= 4)
_PLACE_STEP = re.compile(r".+?(?:自治区|省|市)(?=.{2})")
_DIVISION = re.compile(r"^(.{1,6}?)[省市县区](?=..)")
_LATIN = re.compile(r"[^a-z0-9]+")
_SOUND_BASE = 0xE000  # the private area: one character a sound
#: What many speakers do not tell apart.
_ALIKE = ((re.compile("^([zcs])h"), r"\1"), (re.compile("^l"), "n"), (re.compile("ng$"), "n"))


def typed(text: str) -> str:
    """What somebody typed, folded; '' when nothing of it can be a name. Never raises."""
    return fold(clean(text[:LONGEST])).encode("utf-8", "ignore").decode()


def parts(folded: str) -> tuple[str, str]:
    """(place, core) of a folded name: 大同市示例机车有限公司 -> 大同, 示例机车. Without a core the whole is the core."""
    plain = folded.replace("(", "").replace(")", "")
    ending = next((each for each in _ENDINGS if plain.endswith(each)), "")
    plain = plain[: len(plain) - len(ending)] or plain
    place = place_prefix(plain)
    if len(plain) - len(place) < 2:
        return "", plain
    return bare(_PLACE_STEP.sub("", place)), plain[len(place) :]


def spellings(folded: str) -> Iterator[tuple[str, str, int]]:
    """(place, core, errors) of what was typed, as it stands and with what may be misspelt around the core put right: 示例机车有线公司."""
    there: set[tuple[str, str]] = set()
    for plain, errors in ((folded, 0), *_without_ending(folded)):
        for written in (plain, _DIVISION.sub(r"\1", plain, count=1)):  # 大桐市示例: a place nobody knows, without 市 as ours
            if (read := parts(written)) not in there:
                there.add(read)
                yield *read, errors


def _without_ending(folded: str) -> Iterator[tuple[str, int]]:
    """The name without endings that it has but for one character, and whether it is one."""
    heard = sounds(folded)
    for ending in _LONG_ENDINGS:
        wanted = sounds(ending)
        for size in (len(ending), len(ending) - 1, len(ending) + 1):
            if size < len(folded) - 1 and (errors := OSA.distance(heard[-size:], wanted, score_cutoff=1)) < 2:
                yield folded[:-size], errors


def latin(place: str, core: str, read: str = "") -> tuple[str, ...]:
    """Pinyin and initials of a name, with and without its place. `read`: the core's syllables between hyphens, when they are known."""
    given = read.split("-")
    known = len(given) == len(core) and not any(letter.isascii() for letter in core)
    spelled = (given if known else _syllables(core)), _syllables(place)
    found: dict[str, None] = {}
    for some in (spelled[0], [*spelled[1], *spelled[0]]):
        found["".join(some)] = None
        found["".join([syllable[0] for syllable in some])] = None
    return tuple(key for key in found if len(key) > 1)


def read_already(folded: str, core: str, slug: str) -> str:
    """The part of a firm's slug that reads the core; '' when it cannot be told, for slugs are cut at 60 letters."""
    at, given = folded.find(core), slug.split("-")
    return "-".join(given[at : at + len(core)]) if at >= 0 and len(given) > at + len(core) else ""


@lru_cache(maxsize=4_000)
def _syllables(text: str) -> list[str]:
    return [plain for syllable in lazy_pinyin(text) if (plain := _LATIN.sub("", syllable.lower()))]


@cache
def _sound_numbers() -> dict[str, int]:
    return {}


@lru_cache(maxsize=30_000)
def _sound(letter: str) -> str:
    """One character for all that sound alike; a character read in several ways has its first reading, on both sides the same."""
    if letter.isascii():
        return letter
    syllable = lazy_pinyin(letter)[0] or letter
    for pattern, instead in _ALIKE:
        syllable = pattern.sub(instead, syllable)
    numbers = _sound_numbers()
    return chr(_SOUND_BASE + numbers.setdefault(syllable, len(numbers))) if len(numbers) < 6000 else letter


def sounds(text: str) -> str:
    """How a text sounds, a character for each of its own. Comparable within one process only."""
    return "".join(map(_sound, text))


def shortened(heard: str) -> Iterator[str]:
    """The sounds, and the sounds without any one of them: two that share one of these are one edit apart, or nearly."""
    yield heard
    for at, (one, following) in enumerate(pairwise(f"{heard}\0")):
        if one != following:  # of two equal neighbours, leaving out either says the same
            yield heard[:at] + heard[at + 1 :]
