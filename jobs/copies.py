"""How alike two texts are, and where texts that are alike meet. Pure.

A text is the set of its shingles: runs of SHINGLE characters, folded, every digit one digit, since a copy's numbers are
what changes first. Alike means Jaccard's share of common shingles. To find what may be alike without comparing all with all,
a text is sketched by one-permutation MinHash (Li, Owen, Zhang 2012: one hash a shingle, the least value of each bin) and the
sketch cut into bands: two texts meet when one band is equal. Empty bins borrow from the next one (Shrivastava, Li 2014).
A signature, one byte of each of four times as many bins, says cheaply of a pair that met whether to compare it exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from jobs.text import fold

Numbers = NDArray[np.uint32]
#: Characters of a shingle. Three meet by chance in Chinese, five lose too much to one changed word.
SHINGLE = 4
#: Bands of a sketch, and bins of a band: texts nine tenths alike meet with a chance of .95, those four tenths alike (one firm's
#: boilerplate around different work) of .02.
BANDS, ROWS = 4, 6
BINS = BANDS * ROWS
#: Bins of a signature to one of a sketch; bytes of a signature.
_FINE = 4
_BYTES = BINS * _FINE
#: Texts sketched at once: their shingles stay in the processor's cache.
_BATCH = 256
_EMPTY = np.uint32(0xFFFFFFFF)
_ODD = tuple(np.uint32(number) for number in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))
_MIX, _VALUE = np.uint32(0x2C1B3C6D), np.uint32(0x297A2D39)


def sketch(texts: Sequence[str]) -> tuple[Numbers, list[int]]:
    """A row of BINS numbers for each text, and its signature.

    A text too short for a shingle has a row of equal numbers, meets nothing, and its signature is 0.
    """
    done = [_sketched(texts[start : start + _BATCH]) for start in range(0, len(texts), _BATCH)]
    rows = np.concatenate([rows for rows, _ in done]) if done else np.empty((0, BINS), np.uint32)
    return rows, [signature for _, signatures in done for signature in signatures]


def equal(one: int, other: int) -> int:
    """How many of the bytes of two signatures are equal."""
    return (one ^ other).to_bytes(_BYTES, "little").count(0)


def fewest(share: float) -> int:
    """Texts of 200 characters that are so much alike have fewer equal bytes once in 10,000 times."""
    return int(_BYTES * share - 3.7 * (_BYTES * share * (1 - share)) ** 0.5)


def bands(sketched: Numbers) -> list[tuple[int, ...]]:
    """For each row of a sketch BANDS numbers of 32 bits; two texts may be alike when they share one. None for an empty row."""
    parts = sketched.reshape(len(sketched), BANDS, ROWS)
    mixed = np.repeat(np.arange(1, BANDS + 1, dtype=np.uint32)[None, :] * _ODD[0], len(sketched), axis=0)
    for row in range(ROWS):
        mixed = _stirred((mixed ^ parts[:, :, row]) * _ODD[1])
    empty = (sketched == _EMPTY).all(axis=1)
    numbers = mixed.view(np.int32).tolist()
    return [() if nothing else tuple(row) for nothing, row in zip(empty.tolist(), numbers, strict=True)]


def shingles(text: str) -> Numbers:
    """The shingles of a text as hashes, each once, ascending."""
    letters = _folded(text)
    letters = letters[letters != 0]
    if len(letters) < SHINGLE:
        return np.empty(0, np.uint32)
    hashes = _hashes(letters)
    hashes.sort()
    first = np.empty(len(hashes), np.bool_)
    first[0] = True
    np.not_equal(hashes[1:], hashes[:-1], out=first[1:])
    return hashes[first]


def alike(one: Numbers, other: Numbers) -> float:
    """The share of common shingles, 0 to 1; 0 when either has none."""
    if not len(one) or not len(other):
        return 0.0
    both = np.concatenate((one, other))
    both.sort(kind="stable")
    common = int(np.count_nonzero(both[1:] == both[:-1]))
    return common / (len(both) - common)


def _sketched(texts: Sequence[str]) -> tuple[Numbers, list[int]]:
    letters, owners = _letters(texts)
    least = np.full(len(texts) * _BYTES, _EMPTY, np.uint32)
    if len(letters) >= SHINGLE:
        inside = owners[: 1 - SHINGLE] == owners[SHINGLE - 1 :]  # no shingle reaches into the next text
        hashes, whose = _hashes(letters)[inside], owners[: 1 - SHINGLE][inside]
        bins = (hashes >> np.uint32(16)) * np.uint32(_BYTES) >> np.uint32(16)
        np.minimum.at(least, whose * _BYTES + bins, np.minimum(hashes * _VALUE, _EMPTY - np.uint32(1)))
    fine = (_filled(least.reshape(len(texts), _BYTES)) + np.uint32(1)).astype(np.uint8).tobytes()  # 0 of a text without a shingle
    signatures = [int.from_bytes(fine[start : start + _BYTES], "little") for start in range(0, len(fine), _BYTES)]
    return _filled(least.reshape(len(texts), BINS, _FINE).min(axis=2)), signatures


def _letters(texts: Sequence[str]) -> tuple[Numbers, NDArray[np.intp]]:
    """The folded characters of all texts one after another, and the index of the text each is of."""
    folded = _folded("".join(texts))
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    kept = folded != 0
    return folded[kept], owners[kept]


def _folded(text: str) -> Numbers:
    """Each character as it is compared; 0 for what tells nothing apart."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not len(points) or points.max() < 0x10000:
        return _table()[points]
    beyond = points >= 0x10000
    return np.where(beyond, points, _table()[np.where(beyond, 0, points)])


def _hashes(letters: Numbers) -> Numbers:
    count = len(letters) - SHINGLE + 1
    mixed = letters[:count] * _ODD[0]
    for place in range(1, SHINGLE):
        mixed = mixed + letters[place : place + count] * _ODD[place]
    return _stirred(_stirred(mixed) * _MIX)


def _stirred(numbers: Numbers) -> Numbers:
    return numbers ^ (numbers >> np.uint32(15))


def _filled(least: Numbers) -> Numbers:
    """Empty bins take the value of the next one that holds something, changed by the distance."""
    there = least != _EMPTY
    some = np.flatnonzero(there.any(axis=1) & ~there.all(axis=1))
    if not len(some):
        return least
    count = least.shape[1]
    places = np.where(there[some], np.arange(count, dtype=np.int16), np.int16(2 * count))
    after = np.minimum.accumulate(places[:, ::-1], axis=1)[:, ::-1]
    after = np.where(after < 2 * count, after, after[:, :1] + np.int16(count))  # round to the first
    borrowed = np.take_along_axis(least[some], (after % count).astype(np.intp), axis=1)
    whole = least.copy()
    whole[some] = borrowed + (after - np.arange(count)).astype(np.uint32)
    return whole


@cache
def _table() -> Numbers:
    """What each character below 65,536 is compared as: 0 for what tells nothing apart, one number for every digit."""
    table = np.zeros(0x10000, np.uint32)
    for point in range(0x21, 0x10000):
        folded = fold(chr(point))
        if len(folded) == 1:
            table[point] = ord("0") if folded.isdecimal() else ord(folded)
    return table
