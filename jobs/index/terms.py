"""Terms: what of a document is looked for.

A term is an integer below 2**34: its field in the upper two bits, in the lower 32 two characters of sixteen bits, the second 0 for a
single character; or a mark's own number. Characters beyond the basic plane share the terms of others: words with one are checked
against the text, as words of three characters and more are.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TEXT, TITLE, MARK = 0, 1, 2
FIELDS = (TEXT, TITLE, MARK)
_SHIFT = 32
_LOW = 0xFFFF
_NEWLINE = 10

#: Sorted, each once: term's lower 32 bits << 32 | the document's number.
Pairs = NDArray[np.uint64]


class Document(NamedTuple):
    """An open post as the index sees it: title and text folded, a field a line; marks are numbers below 2**32."""

    number: int
    title: str
    text: str
    marks: tuple[int, ...]


def term(field: int, low: int) -> int:
    """The term of a field."""
    return field << _SHIFT | low


def terms_of(word: str, field: int = TEXT) -> list[int]:
    """Terms that a text holding the word has: its pairs, or its one character. Empty for an empty word."""
    codes = [ord(letter) & _LOW for letter in word]
    if len(codes) == 1:
        return [term(field, codes[0] << 16)]
    return [term(field, one << 16 | other) for one, other in dict.fromkeys(itertools.pairwise(codes))]


def is_exact(word: str) -> bool:
    """Whether a text with the word's terms holds the word for certain."""
    return len(word) <= 2 and all(ord(letter) <= _LOW for letter in word)


def pairs(documents: Sequence[Document]) -> list[Pairs]:
    """The terms of the documents, a field an array."""
    numbers = np.array([one.number for one in documents], np.uint64)
    return [
        _characters([one.text for one in documents], numbers),
        _characters([one.title for one in documents], numbers),
        _marks([one.marks for one in documents], numbers),
    ]


def _characters(texts: list[str], numbers: NDArray[np.uint64]) -> Pairs:
    lengths = np.array([len(text) + 1 for text in texts])
    written = "\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass")
    codes = np.frombuffer(written, "<u4").astype(np.uint64)
    owners = np.repeat(numbers, lengths)
    real = (codes != _NEWLINE) & (codes != 0)
    codes &= np.uint64(_LOW)
    high = codes << np.uint64(48) | owners
    both = real[:-1] & real[1:]
    found = np.concatenate([high[real], (high[:-1] | codes[1:] << np.uint64(32))[both]])
    return distinct(found)


def _marks(marks: Iterable[tuple[int, ...]], numbers: NDArray[np.uint64]) -> Pairs:
    rows = list(marks)
    owners = np.repeat(numbers, [len(row) for row in rows])
    flat = np.array([mark for row in rows for mark in row], np.uint64)
    return distinct(flat << np.uint64(32) | owners)


def distinct(found: NDArray[np.uint64]) -> Pairs:
    """Sorted, each once. Sorts in place."""
    found.sort()
    return found[np.concatenate([[True], found[1:] != found[:-1]])] if len(found) else found
