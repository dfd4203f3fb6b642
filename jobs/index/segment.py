"""A segment: posting lists of some documents and their texts, in files that never change once written.

head.json   sizes, and a checksum of each file that is read whole
documents   every document's number, ascending (uint32); gone: numbers that older segments must no longer give (a bitmap)
terms       ascending (uint64); counts: documents a term (uint32); starts: where its list is (uint64)
short       lists of at most SHORT documents (uint32); long: the others, each its length, its checksum and a bitmap
offsets     of each document's text (uint64); texts: UTF-8, which no word can match half a character of
"""

from __future__ import annotations

import json
import mmap
import os
import struct
import zlib
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

import numpy as np
from pyroaring import BitMap

from jobs.errors import Corrupt
from jobs.index.terms import Pairs

SHORT = 16
_LONG = struct.Struct("<II")
_CHECKED = ("documents", "gone", "terms", "counts", "starts", "offsets")
_FILES = (*_CHECKED, "short", "long", "texts")


class Segment:
    """A segment opened for reading. Raises Corrupt when a file is missing, cut short or altered."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        try:
            head = json.loads((folder / "head.json").read_bytes())
            files = {name: _mapped(folder / name, head["sizes"][name]) for name in _FILES}
            for name in _CHECKED:
                if zlib.crc32(files[name]) != head["sums"][name]:
                    raise Corrupt(f"{folder.name}/{name}: checksum")
            self.gone = BitMap.deserialize(bytes(files["gone"]))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Corrupt(f"{folder.name}: {error}") from error
        self._numbers = np.frombuffer(files["documents"], np.uint32)
        self.terms = memoryview(files["terms"]).cast("Q")
        self._counts = memoryview(files["counts"]).cast("I")
        self._starts = memoryview(files["starts"]).cast("Q")
        self._offsets = np.frombuffer(files["offsets"], np.uint64)
        self._short, self._long, self._texts = files["short"], files["long"], files["texts"]
        self.documents = BitMap(array("I", self._numbers.tobytes()))

    def postings(self, term: int) -> BitMap | None:
        """Documents with the term; None when there is none. Raises Corrupt."""
        at = bisect_left(self.terms, term)
        if at == len(self.terms) or self.terms[at] != term:
            return None
        return self.postings_at(at)

    def terms_between(self, first: int, last: int) -> list[int]:
        """The segment's terms in the range, both ends included."""
        return self.terms[bisect_left(self.terms, first) : bisect_right(self.terms, last)].tolist()

    def postings_at(self, at: int) -> BitMap:
        """The list of the term at that rank. Raises Corrupt."""
        count, start = self._counts[at], self._starts[at]
        if count <= SHORT:
            return BitMap(array("I", self._short[4 * start : 4 * (start + count)]))
        length, checksum = _LONG.unpack_from(self._long, start)
        written = self._long[start + _LONG.size : start + _LONG.size + length]
        if zlib.crc32(written) != checksum:
            raise Corrupt(f"{self.name}/long at {start}: checksum")
        return BitMap.deserialize(written)

    def holding(self, numbers: BitMap, needles: Sequence[bytes]) -> BitMap:
        """Of these documents of the segment, those whose text holds every one of the words, as UTF-8."""
        ranks = np.searchsorted(self._numbers, np.frombuffer(numbers.to_array(), np.uint32))
        starts, ends = self._offsets[ranks].tolist(), self._offsets[ranks + 1].tolist()
        texts = self._texts  # a slice is copied and searched quicker than mmap's own find compares byte by byte
        found = (
            number
            for number, start, end in zip(numbers, starts, ends, strict=True)
            if all(needle in texts[start:end] for needle in needles)
        )
        return BitMap(found)

    def text(self, number: int) -> bytes:
        """The document's text as UTF-8."""
        at = int(np.searchsorted(self._numbers, number))
        return self._texts[int(self._offsets[at]) : int(self._offsets[at + 1])]


class Writer:
    """Writes a segment: `lists` in the order of the terms, `text` in the order of the numbers; whole when the `with` block ends well."""

    def __init__(self, folder: Path, gone: BitMap) -> None:
        self._folder = folder
        self._made = folder.with_name(f".{folder.name}")
        self._made.mkdir(parents=True)
        self._files: dict[str, BinaryIO] = {name: (self._made / name).open("wb") for name in _FILES}
        self._files["gone"].write(gone.serialize())
        self._short = self._at = self._text = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._files["offsets"].write(struct.pack("<Q", self._text))
        for file in self._files.values():
            file.flush()
            if kind is None:
                os.fsync(file.fileno())
            file.close()
        if kind is not None:
            return
        sizes = {name: (self._made / name).stat().st_size for name in _FILES}
        sums = {name: zlib.crc32((self._made / name).read_bytes()) for name in _CHECKED}
        (self._made / "head.json").write_text(json.dumps({"sizes": sizes, "sums": sums}))
        self._made.rename(self._folder)

    def text(self, number: int, written: bytes) -> None:
        """A document's text."""
        self._files["documents"].write(struct.pack("<I", number))
        self._files["offsets"].write(struct.pack("<Q", self._text))
        self._files["texts"].write(written)
        self._text += len(written)

    def pairs(self, found: Pairs, field: int) -> None:
        """Lists of a field's terms: sorted pairs; every pair of a term in one call."""
        if not len(found):
            return
        lows = (found >> np.uint64(32)).astype(np.uint32)
        numbers = found.astype(np.uint32)
        firsts = np.flatnonzero(np.concatenate([[True], lows[1:] != lows[:-1]]))
        counts = np.diff(np.append(firsts, len(found))).astype(np.uint32)
        is_short = counts <= SHORT
        starts = np.empty(len(counts), np.uint64)
        lengths = counts[is_short].astype(np.uint64)
        starts[is_short] = self._short + np.cumsum(lengths) - lengths
        self._files["short"].write(numbers[np.repeat(is_short, counts)].tobytes())
        self._short += int(lengths.sum())
        for at in np.flatnonzero(~is_short):
            first = int(firsts[at])
            starts[at] = self._put(BitMap(array("I", numbers[first : first + int(counts[at])].tobytes())))
        self._index(lows[firsts].astype(np.uint64) | np.uint64(field << 32), counts, starts)

    def postings(self, terms: list[int], lists: list[BitMap]) -> None:
        """Lists of terms, ascending."""
        counts, starts = [len(one) for one in lists], []
        for one in lists:
            if len(one) > SHORT:
                starts.append(self._put(one))
            else:
                starts.append(self._short)
                self._files["short"].write(np.array(one.to_array(), np.uint32).tobytes())
                self._short += len(one)
        self._index(np.array(terms, np.uint64), np.array(counts, np.uint32), np.array(starts, np.uint64))

    def _put(self, one: BitMap) -> int:
        one.run_optimize()
        written = one.serialize()
        start = self._at
        self._files["long"].write(_LONG.pack(len(written), zlib.crc32(written)))
        self._files["long"].write(written)
        self._at += _LONG.size + len(written)
        return start

    def _index(self, terms: Any, counts: Any, starts: Any) -> None:
        self._files["terms"].write(terms.tobytes())
        self._files["counts"].write(counts.tobytes())
        self._files["starts"].write(starts.tobytes())


def _mapped(path: Path, size: int) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size != size:
            raise Corrupt(f"{path.parent.name}/{path.name}: size")
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if size else b""
