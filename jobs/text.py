"""Chinese text made comparable: repaired, folded, cleaned. Callers keep the raw text beside what comes back.

Three kinds of result, and when to use which:
`repair` undoes the damage of machine mirrors and can point back into the raw text; `simplify` and `width` change
characters one for one, so offsets survive them; `fold` is a key for matching only and `clean` is for showing only.
Every function takes any str, lone surrogates included, and works in linear time.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

import numpy as np
from numpy.typing import NDArray
from opencc import OpenCC

_BRACKET = re.compile(r"[(（]([a-zɑɡüêà-öø-ÿāăēĕěīĭńňǹōŏūŭǎǐǒǔǖǘǚǜḿ\u0300-\u030f]{1,12})[)）]")
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_BREVE_TO_CARON = str.maketrans("ăĕĭŏŭɑɡ", "ǎěǐǒǔag")
#: OpenCC speaks UTF-8 and C strings; what neither can hold is passed around it.
_NOT_FOR_OPENCC = re.compile(r"([\ud800-\udfff\x00]+)")
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufff9-\ufffc\ufffe\uffff]"
)
_NEWLINES = re.compile(r"\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
#: Only what never tells two names apart; "+", "&" and "#" stay (C++, A&B).
_IDLE = r"\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff,.:;!?'\"`~_|/\\·・•‧∙。、，；：！？…—–―\-“”‘’「」『』《》〈〉*"
_UNIMPORTANT = re.compile(rf"[\s{_IDLE}]+")
#: The same but for the line break; the spaces are those of \s.
_UNIMPORTANT_IN_LINE = re.compile(rf"[\t\x0b-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000{_IDLE}]+")
#: Characters from which a table of all beats looking each up.
_LONG = 60
_SQUARE = str.maketrans("[]{}【】〔〕〖〗〘〙﹝﹞", "()()()()()()()")


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text without mirror damage, and the way back to the raw one."""

    text: str
    raw: str
    _cuts: tuple[int, ...] = ()  # positions in `text` before which something was taken out, ascending
    _taken: tuple[int, ...] = ()  # characters taken out up to and including that cut

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The span of the raw text that `text[start:end]` was printed as; a gloss after the last character stays outside."""
        if end <= start:
            at = self._raw_index(start)
            return at, at
        return self._raw_index(start), self._raw_index(end - 1) + 1

    def _raw_index(self, index: int) -> int:
        cut = bisect_right(self._cuts, index)
        return index + (self._taken[cut - 1] if cut else 0)


def repair(text: str) -> Repaired:
    """Take out `(pinyin)` where it is a reading of the Han character before it; everything else stays as it is."""
    spans = _glosses(text)
    if not spans:
        return Repaired(text, text)
    pieces: list[str] = []
    cuts: list[int] = []
    taken: list[int] = []
    kept = gone = 0
    for start, end in spans:
        pieces.append(text[kept:start])
        cuts.append(start - gone)
        gone += end - start
        taken.append(gone)
        kept = end
    pieces.append(text[kept:])
    return Repaired("".join(pieces), text, tuple(cuts), tuple(taken))


def is_damaged(text: str) -> bool:
    """True when a machine mirror glossed the text: readings behind converted characters, or behind many of any kind."""
    spans = _glosses(text)
    if len(spans) >= 4:
        return True
    return any(simplify(text[start - 1]) != text[start - 1] for start, _ in spans if start)


def simplify(text: str) -> str:
    """Simplified characters, one for one: OpenCC t2s, then jobs/data/variants.tsv. The length never changes."""
    if text.isascii():
        return text
    if _NOT_FOR_OPENCC.search(text):
        return "".join(part if index % 2 else simplify(part) for index, part in enumerate(_NOT_FOR_OPENCC.split(text)))
    done: str = _converter().convert(text)
    if len(done) != len(text):  # a phrase rule that changes the length would break every offset behind it
        done = "".join(map(_simplify_character, text))
    return done.translate(_variants()) if _variant().search(done) else done


def width(text: str) -> str:
    """Full-width letters, digits and punctuation, odd spaces and compatibility Han made ordinary. The length never changes."""
    return text if text.isascii() else text.translate(_widths())


def fold(text: str) -> str:
    """The key under which equal texts meet: repaired, ordinary width, simplified, lower case, no spaces or idle punctuation."""
    return _UNIMPORTANT.sub("", _comparable(text))


def fold_lines(text: str) -> str:
    """Every line folded by itself, those of which something is left, in much less time than one by one."""
    folded = _UNIMPORTANT_IN_LINE.sub("", _comparable("\n".join(text.splitlines())))
    return "\n".join(filter(None, folded.split("\n")))


def _comparable(text: str) -> str:
    plain = repair(text).text
    if len(plain) > _LONG:
        codes = np.frombuffer(plain.encode("utf-32-le", "surrogatepass"), np.uint32)
        plain = _table()[codes].tobytes().decode("utf-32-le", "surrogatepass")
    else:
        plain = width(plain).translate(_SQUARE)
    # lower() and not casefold(): the key must not turn one letter into two
    return simplify(plain).lower()


def clean(text: str) -> str:
    """The text as it may be shown: no control or zero-width characters, no direction overrides, no lone surrogates."""
    if "\ufffc" not in text and (text.isprintable() or all(line.isprintable() for line in text.split("\n"))):
        return text  # whatever is taken out but U+FFFC is not printable; most texts hold nothing of it
    return _INVISIBLE.sub("", _NEWLINES.sub("\n", text))


def _glosses(text: str) -> list[tuple[int, int]]:
    """Spans of `(pinyin)` brackets that read the Han character before them; stacked ones belong to the same character."""
    found: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        start = match.start()
        follows = bool(found) and found[-1][1] == start
        owner = (found[-1][0] if follows else start) - 1
        if owner < 0 or not _HAN.match(text[owner]) or not _reads(text[owner], match.group(1)):
            continue
        if follows:
            found[-1] = (found[-1][0], match.end())
        else:
            found.append((start, match.end()))
    return found


@lru_cache(maxsize=8192)
def _reads(character: str, written: str) -> bool:
    toned = unicodedata.normalize("NFC", written.translate(_BREVE_TO_CARON))
    readings = _readings(character) | _readings(simplify(character))
    if toned.isascii():  # without tone marks; v stands for ü
        return toned.replace("v", "u") in {_toneless(reading) for reading in readings}
    return toned in readings or toned.replace("v", "ü") in readings


def _readings(character: str) -> frozenset[str]:
    return frozenset(unicodedata.normalize("NFC", reading) for reading in _pinyin().get(ord(character), "").split(",") if reading)


def _toneless(reading: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", reading) if not unicodedata.combining(letter))


@cache
def _pinyin() -> dict[int, str]:
    from pypinyin.constants import PINYIN_DICT  # 0.14 s to import, and clean text never needs it

    table: dict[int, str] = PINYIN_DICT
    return table


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@lru_cache(maxsize=8192)
def _simplify_character(character: str) -> str:
    done: str = _converter().convert(character)
    return done if len(done) == 1 else character


@cache
def _variants() -> dict[int, str]:
    lines = resources.files("jobs").joinpath("data/variants.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {ord(row[0]): row[1] for row in rows}


@cache
def _variant() -> re.Pattern[str]:
    return re.compile(f"[{''.join(map(chr, _variants()))}]")  # Han, so nothing to escape


@cache
def _table() -> NDArray[np.uint32]:
    """What `width` and the brackets make of every character, by its number."""
    table = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for code, plain in _widths().items():
        table[code] = ord(plain)
    for code, bracket in _SQUARE.items():
        table[table == code] = bracket
    return table


@cache
def _widths() -> dict[int, str]:
    """Characters whose ordinary form is one character: wide and narrow forms, odd spaces, radicals, compatibility Han."""
    table: dict[int, str] = {}
    # not U+FE30..FE4F: vertical forms belong to a layout, and not the circled or squared signs, which mean something
    blocks = ((0x00A0, 0x00A1), (0x2000, 0x2070), (0x2E80, 0x3001), (0xF900, 0xFE30), (0xFE50, 0x10000), (0x2F800, 0x2FA20))
    for code in (code for first, last in blocks for code in range(first, last)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if len(plain) == 1 and plain != chr(code):
            table[code] = plain
    return table
