"""Segments made of documents, and of segments.

Many documents go through runs: sorted pairs of a block each, on disk, merged by ranges of terms; memory is bounded by the block.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import numpy as np
from pyroaring import BitMap

from jobs.index.segment import Segment, Writer
from jobs.index.terms import FIELDS, Document, Pairs, pairs

#: Documents sorted at a time: about 200 MB.
BLOCK = 20_000
#: Pairs merged at a time: about 250 MB.
MERGED = 16_000_000


def write(folder: Path, documents: Iterable[Document], gone: BitMap | None = None) -> int:
    """A segment of the documents, their numbers ascending; returns how many."""
    count = 0
    with Writer(folder, gone or BitMap()) as writer, tempfile.TemporaryDirectory(dir=folder.parent) as place:
        runs: list[list[Pairs]] = []
        for block in _blocks(documents):
            for one in block:
                writer.text(one.number, one.text.encode("utf-8", "surrogatepass"))
            count += len(block)
            found = pairs(block)
            runs.append([_kept(Path(place) / f"{len(runs)}.{field}", found[field]) for field in FIELDS])
        for field in FIELDS:
            for merged in _merged([run[field] for run in runs]):
                writer.pairs(merged, field)
    return count


def _blocks(documents: Iterable[Document]) -> Iterator[list[Document]]:
    stream = iter(documents)
    while block := list(islice(stream, BLOCK)):
        yield block


def _kept(path: Path, found: Pairs) -> Pairs:
    if len(found) < 100_000:
        return found
    found.tofile(path)
    return np.memmap(path, np.uint64, "r")


def _merged(runs: Sequence[Pairs]) -> Iterator[Pairs]:
    """Every pair of the runs in order, cut between terms. The runs' numbers ascend from run to run, so none comes twice."""
    total = sum(map(len, runs))
    if not total:
        return
    starts = [0] * len(runs)
    longest = max(runs, key=len)
    pieces = total // MERGED + 1
    for piece in range(1, pieces + 1):
        if piece == pieces:
            ends = [len(run) for run in runs]
        else:
            at = longest[len(longest) * piece // pieces] >> np.uint64(32) << np.uint64(32)  # never inside a term
            ends = [int(np.searchsorted(run, at)) for run in runs]
        found = np.concatenate([run[start:end] for run, start, end in zip(runs, starts, ends, strict=True)])
        found.sort(kind="stable")
        yield found
        starts = ends


def merge(folder: Path, segments: Sequence[tuple[Segment, BitMap]], gone: BitMap) -> None:
    """One segment of several, each with the documents of it that still hold."""
    with Writer(folder, gone) as writer:
        owner = sorted((number, at) for at, (_, live) in enumerate(segments) for number in live)
        for number, at in owner:
            writer.text(number, segments[at][0].text(number))
        terms = np.unique(np.concatenate([np.asarray(segment.terms, np.uint64) for segment, _ in segments]))
        ranks = [0] * len(segments)
        for some in np.array_split(terms, len(terms) // 50_000 + 1):
            kept: list[int] = []
            lists: list[BitMap] = []
            for term in some.tolist():
                found = BitMap()
                for at, (segment, live) in enumerate(segments):
                    rank = ranks[at]
                    if rank < len(segment.terms) and segment.terms[rank] == term:
                        found |= segment.postings_at(rank) & live
                        ranks[at] += 1
                if found:
                    kept.append(term)
                    lists.append(found)
            writer.postings(kept, lists)
