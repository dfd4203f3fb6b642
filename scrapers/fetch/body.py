"""Reading a body under a cap: counted while it is read and while it is inflated, never after."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from jobs.errors import Unreachable

KIB, MIB = 1024, 1024 * 1024
_GZIP = 16 + zlib.MAX_WBITS
GZIP_MAGIC = b"\x1f\x8b\x08"
_MOST_MEMBERS = 16


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may come, in bytes. With `cut` the rest is left unread instead of refused."""

    raw: int = 2 * MIB
    decoded: int = 3 * MIB
    cut: bool = False


class Inflater:
    """One layer of gzip, inflated no further than a cap. Raises Unreachable bad_encoding."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._layer = zlib.decompressobj(_GZIP)
        self._members = 1
        self._begun = False

    def feed(self, data: bytes, most: int) -> bytes:
        """At most `most` + 1 bytes of what `data` holds: one more than allowed tells that it was too much."""
        out = bytearray()
        while data and len(out) <= most:
            if self._layer.eof:
                if not data.startswith(GZIP_MAGIC[:1]):
                    break  # what follows the last member is padding
                self._layer = zlib.decompressobj(_GZIP)
                self._members += 1
                if self._members > _MOST_MEMBERS:
                    raise Unreachable("bad_encoding", self._url, "gzip of too many members")
            try:
                out += self._layer.decompress(data, most + 1 - len(out))
            except zlib.error as error:
                raise Unreachable("bad_encoding", self._url, str(error)) from error
            self._begun = True
            data = self._layer.unused_data if self._layer.eof else self._layer.unconsumed_tail
        return bytes(out)

    @property
    def finished(self) -> bool:
        """Whether the stream came to its own end. A body of no bytes at all counts as finished."""
        return self._layer.eof or not self._begun


def layers(headers: Mapping[str, str], url: str) -> bool:
    """Whether the body is gzip. Raises Unreachable bad_encoding for anything but one layer of it: we offered no other."""
    names = [name.strip().lower() for name in headers.get("content-encoding", "").split(",")]
    names = [name for name in names if name not in ("", "identity")]
    if not names:
        return False
    if names in (["gzip"], ["x-gzip"]):
        return True
    raise Unreachable("bad_encoding", url, ", ".join(names)[:100])


def check_framing(headers: Mapping[str, str], url: str) -> int | None:
    """The announced length, if there is a sane one. Raises Unreachable protocol_error for lengths that lie openly."""
    coding = headers.get("transfer-encoding", "chunked").strip().lower()
    if coding != "chunked":
        raise Unreachable("protocol_error", url, f"transfer-encoding {coding[:40]}")
    written = headers.get("content-length")
    if written is None:
        return None
    lengths = {part.strip() for part in written.split(",")}
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit() and len(length) < 19):
        raise Unreachable("protocol_error", url, f"content-length {written[:40]}")
    return int(length)


def inflate(data: bytes, url: str, most: int) -> bytes:
    """A whole gzip file in memory, one layer, at most `most` bytes. Raises Unreachable too_large, bad_encoding or incomplete."""
    inflater = Inflater(url)
    out = inflater.feed(data, most)
    if len(out) > most:
        raise Unreachable("too_large", url, f"inflates to more than {most} bytes")
    if not inflater.finished:
        raise Unreachable("incomplete", url, "gzip ends early")
    return out


def gather(pieces: Iterable[bytes], headers: Mapping[str, str], url: str, limits: Limits) -> tuple[bytes, bool]:
    """The body from its pieces, and whether it was read to its end. Raises Unreachable too_large, bad_encoding, incomplete."""
    inflater = Inflater(url) if layers(headers, url) else None
    seen, out = 0, bytearray()
    for piece in pieces:
        seen += len(piece)
        out += inflater.feed(piece, limits.decoded - len(out)) if inflater else piece
        if seen > limits.raw or len(out) > limits.decoded:
            if limits.cut:
                return bytes(out[: limits.decoded]), False
            raise Unreachable("too_large", url, f"more than {limits.raw} bytes as sent or {limits.decoded} as read")
    if inflater and not inflater.finished:
        raise Unreachable("incomplete", url, "gzip ends early")
    return bytes(out), True
