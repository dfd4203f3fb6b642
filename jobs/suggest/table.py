"""Names that do not change, looked for by beginning, by part and by sound: keys in one piece of memory, arrays beside."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from jobs.suggest.spelling import shortened, sounds

Kind = Literal["firm", "place", "occupation"]
Target = tuple[Kind, int]
KINDS: tuple[Kind, ...] = ("firm", "place", "occupation")

#: Of very many names that hold a part, so many of the heaviest are looked at.
_MOST_HELD = 300
_MOST_ALIKE = 500
_IN_PLACE = 1 << 62
_MOST_WEIGHT = (1 << 29) - 1


@dataclass(frozen=True, slots=True)
class Name:
    """One way something is called, ready to be looked for.

    `number` of a firm is its own, of a place its code. `text` is folded; `keys` are what it is found by when they begin as what is
    asked, and the longest of them in pinyin is looked into too. `where` and `core` are what sounds are taken of.
    """

    kind: Kind
    number: int
    text: str
    keys: tuple[str, ...]
    where: str
    core: str
    code: int = 0  # of the place a firm is in; 0 when unknown


class _Keys(Sequence[bytes]):
    """Sorted keys, one after the other; `names` says whose each is."""

    def __init__(self, pairs: Iterable[tuple[bytes, int]]) -> None:
        ordered = sorted(set(pairs))
        self.blob = b"".join([key for key, _ in ordered])
        self.starts = array("I", accumulate((len(key) for key, _ in ordered), initial=0))
        self.names = np.array([name for _, name in ordered], dtype=np.uint32)

    def __len__(self) -> int:
        return len(self.names)

    def __getitem__(self, at: int) -> bytes:  # type: ignore[override]  # bisect asks for one at a time, never for a slice
        return self.blob[self.starts[at] : self.starts[at + 1]]

    def same(self, asked: bytes) -> NDArray[np.uint32]:
        return self.names[bisect_left(self, asked) : bisect_right(self, asked)]

    def beginning(self, asked: bytes) -> NDArray[np.uint32]:
        return self.names[bisect_left(self, asked) : bisect_left(self, asked + b"\xff")]


class _Lines:
    """A text of each name, heaviest names first."""

    def __init__(self, texts: Iterable[bytes], names: NDArray[np.uint32]) -> None:
        lines = list(texts)
        self._blob = b"".join(lines)
        self._starts = array("I", accumulate(map(len, lines), initial=0))
        self._names = names
        self._at = np.argsort(names).astype(np.uint32)

    def text(self, name: int) -> bytes:
        at = self._at[name]
        return self._blob[self._starts[at] : self._starts[at + 1]]

    def holding(self, asked: bytes) -> NDArray[np.uint32]:
        found: list[int] = []
        at = self._blob.find(asked)
        while at >= 0 and len(found) < _MOST_HELD:
            line = bisect_right(self._starts, at) - 1
            within = at + len(asked) <= self._starts[line + 1]
            if within:
                found.append(line)
            at = self._blob.find(asked, self._starts[line + 1] if within else at + 1)
        return self._names[found]

    def ordered(self, names: NDArray[np.uint32]) -> _Lines:
        return _Lines((self.text(name) for name in names.tolist()), names)


class Table:
    """Names that do not change; what weighs them may."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._han = _Keys((key.encode(), at) for at, one in enumerate(names) for key in one.keys if not key.isascii())
        self._latin = _Keys((key.encode(), at) for at, one in enumerate(names) for key in one.keys if key.isascii())
        self._kinds = np.array([KINDS.index(one.kind) for one in names], dtype=np.uint8)
        self._numbers = np.array([one.number for one in names], dtype=np.int64)
        self._codes = np.array([one.code for one in names], dtype=np.uint32)
        self._weights = np.zeros(len(names), dtype=np.int64)
        self._alive = np.ones(len(names), dtype=np.bool_)
        order = np.arange(len(names), dtype=np.uint32)
        self._texts = _Lines((one.text.encode() for one in names), order)
        self._read = _Lines((max(filter(str.isascii, one.keys), key=len, default="").encode() for one in names), order)
        self._sounds, self._sounding = _heard(names)

    def __len__(self) -> int:
        return len(self._numbers)

    def weigh(self, posts: Mapping[Target, int]) -> None:
        """How many open posts each has, by which names that fit equally well are ordered."""
        weights = (posts.get((KINDS[kind], number), 0) for kind, number in zip(self._kinds.tolist(), self._numbers.tolist(), strict=True))
        self._weights = np.minimum(np.fromiter(weights, dtype=np.int64, count=len(self)), _MOST_WEIGHT)
        order = np.argsort(-self._weights, kind="stable").astype(np.uint32)
        self._texts, self._read = self._texts.ordered(order), self._read.ordered(order)

    def forget(self, firms: Iterable[int]) -> None:
        """These firms' names are found no more."""
        self._alive &= ~((self._kinds == 0) & np.isin(self._numbers, np.fromiter(firms, dtype=np.int64)))

    def living(self) -> list[bool]:
        """Of each name, in the order given, whether it is still found."""
        return [bool(alive) for alive in self._alive]

    def same(self, asked: str) -> NDArray[np.uint32]:
        """Names with this very key, in no order; as the following."""
        return self._keys(asked).same(asked.encode())

    def beginning(self, asked: str) -> NDArray[np.uint32]:
        """Names with a key that begins so."""
        return self._keys(asked).beginning(asked.encode())

    def holding(self, asked: str) -> NDArray[np.uint32]:
        """Names that hold this, as written or in pinyin; of very many, the heaviest."""
        return (self._read if asked.isascii() else self._texts).holding(asked.encode())

    def best(self, names: NDArray[np.uint32], inside: tuple[int, int] | None, most: int) -> list[tuple[int, Target]]:
        """(weight, what) of each kind's heaviest; of firms those with a place between the two codes before all others."""
        names = names[self._alive[names]]
        found: list[tuple[int, Target]] = []
        for kind, word in enumerate(KINDS):
            mine = names[self._kinds[names] == kind]
            weights = (self._weights[mine] << 32) - self._numbers[mine]  # of equal weight the older firm, the lower code
            if inside is not None:
                weights += np.where((self._codes[mine] >= inside[0]) & (self._codes[mine] <= inside[1]), _IN_PLACE, 0)
            if len(mine) > most:
                chosen = np.argpartition(weights, len(mine) - most)[-most:]
                mine, weights = mine[chosen], weights[chosen]
            found += [(weight, (word, number)) for weight, number in zip(weights.tolist(), self._numbers[mine].tolist(), strict=True)]
        return found

    def alike(self, heard: str) -> Iterator[tuple[Target, str]]:
        """(what, its name folded) of names that may sound like this but for one character."""
        wanted = np.array(sorted({crc32(one.encode()) for one in shortened(heard)}), dtype=np.uint32)
        left, right = np.searchsorted(self._sounds, wanted), np.searchsorted(self._sounds, wanted, side="right")
        names = np.unique(np.concatenate([self._sounding[low:high] for low, high in zip(left, right, strict=True)]))
        for at in names[self._alive[names]][:_MOST_ALIKE].tolist():
            yield (KINDS[self._kinds[at]], int(self._numbers[at])), self._texts.text(at).decode()

    def _keys(self, asked: str) -> _Keys:
        return self._latin if asked.isascii() else self._han


def _heard(names: Sequence[Name]) -> tuple[NDArray[np.uint32], NDArray[np.uint32]]:
    """Checksums of the sounds of names, whole and without one of them, sorted; and whose they are."""
    keys, owners = array("I"), array("I")
    for at, one in enumerate(names):
        core = sounds(one.core)
        for heard in {core, sounds(one.where) + core}:
            if len(heard) > 2:
                for short in shortened(heard):
                    keys.append(crc32(short.encode()))
                    owners.append(at)
    order = np.argsort(np.array(keys, dtype=np.uint32), kind="stable")
    return np.array(keys, dtype=np.uint32)[order], np.array(owners, dtype=np.uint32)[order]
