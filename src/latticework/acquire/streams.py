"""Bytes in pieces of bounded size: plain or gzip, whole or line by line."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from latticework.acquire.rejected import Limits
from latticework.errors import PageRejected

PIECE = 1 << 18
GZIP_MAGIC = b"\x1f\x8b"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class Readable(Protocol):
    """All that is asked of a stream."""

    def read(self, size: int, /) -> bytes: ...


class Replayed:
    """A stream of which the first piece, `head`, has been looked at and is read again."""

    def __init__(self, stream: Readable) -> None:
        self.stream = stream
        self.head = self.left = stream.read(PIECE)

    def read(self, size: int, /) -> bytes:
        if not self.left:
            return self.stream.read(size)
        data, self.left = self.left[:size], self.left[size:]
        return data


def pieces_of(stream: Readable, limits: Limits) -> Iterator[bytes]:
    """The bytes of a stream, unpacked if they are gzip (told by their first bytes, not by a name).

    Raises:
        PageRejected: "truncated gzip", "broken gzip" or "gzip bomb", after what could be unpacked.
    """
    raw = iter(lambda: stream.read(PIECE), b"")
    first = next(raw, b"")
    if not first:
        return
    if first.startswith(GZIP_MAGIC):
        yield from _unpack(first, raw, limits)
        return
    yield first
    yield from raw


def _unpack(first: bytes, rest: Iterable[bytes], limits: Limits) -> Iterator[bytes]:
    member, open_member = zlib.decompressobj(31), False
    taken = given = 0
    for packed in _chain(first, rest):
        taken += len(packed)
        data = packed
        while True:
            if not open_member:
                data = data.lstrip(b"\0")  # padding between members, as tar and some archives leave it
            if not data and not open_member:
                break
            open_member = True
            try:
                out = member.decompress(data, PIECE)
            except zlib.error as error:
                raise PageRejected("broken gzip", f"{error}; fetch the file again") from error
            given += len(out)
            if given > limits.trusted and given > limits.ratio * taken:
                raise PageRejected("gzip bomb", f"{given} bytes out of {taken}; unpack it by hand if you trust it")
            if out:
                yield out
            if member.eof:
                data, member, open_member = member.unused_data, zlib.decompressobj(31), False
                continue
            data = member.unconsumed_tail
            if not data and len(out) < PIECE:
                break
    if open_member:
        raise PageRejected("truncated gzip", f"the stream ends in the middle, after {given} bytes; fetch the file again")


def _chain(first: bytes, rest: Iterable[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def whole(pieces: Iterable[bytes], limit: int) -> bytes:
    """All the bytes.

    Raises:
        PageRejected: there are more than `limit` of them.
    """
    held, size = [], 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise PageRejected("page too large", f"more than {limit} bytes; raise the limit or cut it")
        held.append(piece)
    return b"".join(held)


def lines_of(pieces: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """The lines without their ends; None stands for a line of more than `limit` bytes, which is passed over unheld."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        *ended, tail = piece.split(b"\n")
        for part in ended:
            yield b"".join((*held, part)).rstrip(b"\r") if size + len(part) <= limit else None
            held, size = [], 0
        size += len(tail)
        if size <= limit:
            held.append(tail)
        else:
            held = []
    if size:
        yield b"".join(held).rstrip(b"\r") if size <= limit else None
