"""The index on disk: a manifest that names its segments, and the one process at a time that writes them.

    manifest.json   the segments, oldest first; `through` and `tag`: the last change of the database that they hold
    s000001/ …      see `segment`

A manifest is replaced in one step, so that a reader sees the index before a change or after it, and a crash leaves only files that no
manifest names; they go with the next change.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pyroaring import BitMap

from jobs.errors import Corrupt
from jobs.index import build
from jobs.index.segment import Segment
from jobs.index.terms import Document

VERSION = 1
#: A segment this many times smaller than the one before it is left beside it; else the two become one.
TIERS = 6
_MANIFEST = "manifest.json"
#: Times a reader looks again when a segment went away between the manifest and its opening.
_LOOKS = 3


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the index holds."""

    through: int
    tag: int
    segments: tuple[str, ...]
    made: int  # segments ever made, for the next one's name
    version: int = VERSION


class Folder:
    """An index on disk. Readers may be many; writers queue for the lock."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: dict[str, Segment] = {}

    def stamp(self) -> tuple[int, int] | None:
        """Changes when the index does; None when there is none. Costs one look at the file system."""
        try:
            found = os.stat(self._path / _MANIFEST)  # noqa: PTH116  # a third of Path.stat's time, and every search asks
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    def manifest(self) -> Manifest | None:
        """What is there; None when nothing is, or another version's. Raises Corrupt."""
        try:
            written = json.loads((self._path / _MANIFEST).read_bytes())
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise Corrupt(f"{_MANIFEST}: {error}") from error
        if not isinstance(written, dict) or written.get("version") != VERSION:
            return None
        try:
            return Manifest(**{**written, "segments": tuple(written["segments"])})
        except (TypeError, KeyError) as error:
            raise Corrupt(f"{_MANIFEST}: {error}") from error

    def segments(self) -> tuple[Manifest, list[Segment]] | None:
        """The manifest and its segments, opened; None when there is no index. Raises Corrupt."""
        for look in range(_LOOKS):
            if (manifest := self.manifest()) is None:
                return None
            try:
                opened = [self._opened.get(name) or Segment(self._path / name) for name in manifest.segments]
            except Corrupt:
                if look == _LOOKS - 1 or self.manifest() == manifest:
                    raise
            else:
                self._opened = {one.name: one for one in opened}  # a segment never changes: what is open stays so
                return manifest, opened
        raise AssertionError("unreachable")

    @contextmanager
    def writing(self) -> Iterator[bool]:
        """Be the one writer; False when another is at it."""
        self._path.mkdir(parents=True, exist_ok=True)
        with (self._path / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
                return
            yield True  # the lock goes with the file

    def renew(self, documents: Iterable[Document], through: int, tag: int) -> int:
        """The whole index anew, beside the old one until it is whole; returns the number of documents. Call it while writing()."""
        made = self._made()
        name = _name(made)
        shutil.rmtree(self._path / f".{name}", ignore_errors=True)
        count = build.write(self._path / name, documents)
        self._put(Manifest(through, tag, (name,), made + 1))
        return count

    def add(self, documents: Iterable[Document], gone: BitMap, through: int, tag: int) -> None:
        """Documents new or changed, ascending, and the numbers of those that are no more. Call it while writing(). Raises Corrupt."""
        manifest = self.manifest()
        if manifest is None:
            raise Corrupt("no index to add to")
        name = _name(manifest.made)
        shutil.rmtree(self._path / f".{name}", ignore_errors=True)
        build.write(self._path / name, documents, gone)
        self._put(Manifest(through, tag, (*manifest.segments, name), manifest.made + 1))
        self._settle()

    def size(self) -> int:
        """Bytes of all its files."""
        return sum(one.stat().st_size for one in self._path.rglob("*") if one.is_file())

    def drop(self) -> None:
        """Take the index away."""
        (self._path / _MANIFEST).unlink(missing_ok=True)
        self._sweep(())

    def _settle(self) -> None:
        """Make one segment of the last ones while they are of a size: so a document is rewritten a few times, and a search asks few."""
        found = self.segments()
        if found is None:
            return
        manifest, opened = found
        first = len(opened) - 1
        size = len(opened[first].documents)
        while first > 0 and len(opened[first - 1].documents) < TIERS * size:
            first -= 1
            size += len(opened[first].documents)
        if first >= len(opened) - 1:
            return
        some, gone = [], BitMap()
        later = BitMap()
        for segment in reversed(opened[first:]):
            some.append((segment, segment.documents - later))
            later |= segment.documents | segment.gone
            gone |= segment.gone
        name = _name(manifest.made)
        shutil.rmtree(self._path / f".{name}", ignore_errors=True)
        build.merge(self._path / name, some[::-1], gone)
        self._put(replace(manifest, segments=(*manifest.segments[:first], name), made=manifest.made + 1))

    def _made(self) -> int:
        try:
            manifest = self.manifest()
        except Corrupt:
            manifest = None
        names = [int(one.name.lstrip(".s")) for one in self._path.glob("*s[0-9]*") if one.name.lstrip(".s").isdigit()]
        return max([manifest.made if manifest else 1, *(number + 1 for number in names)])

    def _put(self, manifest: Manifest) -> None:
        beside = self._path / f".{_MANIFEST}"
        with beside.open("w") as file:
            json.dump(asdict(manifest), file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._path / _MANIFEST)
        self._sweep(manifest.segments)

    def _sweep(self, kept: tuple[str, ...]) -> None:
        """Segments no manifest names. Who has them open reads on: a file lives as long as it is mapped."""
        for one in self._path.iterdir():
            if one.is_dir() and one.name not in kept:
                shutil.rmtree(one, ignore_errors=True)


def _name(number: int) -> str:
    return f"s{number:06d}"
