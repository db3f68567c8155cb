"""The bytes of an archive, unpacked member by member. What is damaged is told, and the next whole member is found.

A gzip or zstd archive of the web holds a member for each record (WARC 1.1, annex D), so that damage to one costs that one. Neither
zlib nor fastwarc goes on after it; here the search for the next member that opens a record starts one byte after the damaged one.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from latticework.acquire.rejected import Limits
from latticework.acquire.streams import GZIP_MAGIC, PIECE, ZSTD_MAGIC, Readable
from latticework.errors import PageRejected

FEED = 1 << 14
"""Bytes given to a decompressor at once: what it does not need of them is copied."""
KEPT = 8 << 20
"""Bytes that can be read again. A broken member is noticed long before so much has been read past its damage."""
SIP = 1 << 11
"""Bytes of a member that are tried first. Its header and the description of its first block take less, so that something comes out."""
REREAD = 64 << 20
"""Bytes that are read again at the most, more than once all: or the search for whole members could take the square of the length."""
GZIP_MEMBER = GZIP_MAGIC + b"\x08"
ZSTD_BLOCK = 1 << 17
ZSTD_DICTIONARY = b"\x5d\x2a\x4d\x18"
"""A skippable frame that opens an archive and holds the dictionary of all its frames (the .warc.zst form of the Internet Archive)."""
WARC_MAGIC = b"WARC/"
NEXT_RECORD = b"\r\n\r\n" + WARC_MAGIC
"""The end of a record and the beginning of the next, as they stand in an archive that is not packed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some unpacked bytes. `member` is the place in the file at which the member they come from begins; None where nothing is packed."""

    data: bytes
    member: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """Bytes of the file, from `start` to before `end`, that could not be unpacked to their end."""

    start: int
    end: int
    reason: str
    detail: str


Unpacked: TypeAlias = Iterator[Piece | Break]


class Source:
    """A stream of which the bytes since a mark can be read again, `KEPT` of them at most."""

    def __init__(self, stream: Readable) -> None:
        self.stream = stream
        self.held = bytearray()
        self.first = self.at = self.marked = 0

    def read(self, size: int = FEED) -> bytes:
        """At most `size` bytes; none at the end."""
        begin = self.at - self.first
        if begin >= len(self.held):
            keep = max(self.marked, self.first + len(self.held) - KEPT)
            del self.held[: keep - self.first]
            self.first = keep
            begin = self.at - self.first
            self.held += self.stream.read(PIECE)
        data = bytes(memoryview(self.held)[begin : begin + size])
        self.at += len(data)
        return data

    def exactly(self, size: int) -> bytes:
        """`size` bytes, fewer at the end of the stream."""
        data = self.read(size)
        while len(data) < size and (more := self.read(size - len(data))):
            data += more
        return data

    def mark(self, place: int) -> None:
        self.marked = place

    def back(self, place: int) -> None:
        """Read on from `place`, or from the earliest byte that is still held."""
        self.at = max(place, self.first)


def unpacked(stream: Readable, limits: Limits) -> Unpacked:
    """The bytes of an archive, and the stretches of it that are damaged; gzip, zstd or plain is told by the first bytes."""
    source = Source(stream)
    form = _packing(source)
    if form == "gzip":
        yield from _members(source, GZIP_MEMBER, lambda: _gzip(source, limits))
    elif form == "zstd":
        yield from _zstd_frames(source, limits)
    else:
        while data := source.read(PIECE):
            source.mark(source.at)
            yield Piece(data=data, member=None)


def _packing(source: Source) -> Literal["gzip", "zstd", "none"]:
    """How an archive is packed: by its first bytes, or, where these are damaged, by what comes first in the first piece."""
    head = source.exactly(PIECE)
    source.back(0)
    if NEXT_RECORD in head and not _unpacks(head):
        return "none"  # what looks like a mark of packing is damage at the very beginning
    if head.startswith((WARC_MAGIC, GZIP_MAGIC)):
        return "gzip" if head.startswith(GZIP_MAGIC) else "none"
    if head.startswith((ZSTD_MAGIC, ZSTD_DICTIONARY)):
        return "zstd"
    if WARC_MAGIC in head:
        return "none"
    return "gzip" if GZIP_MEMBER in head else "zstd" if ZSTD_MAGIC in head else "none"


def _unpacks(head: bytes) -> bool:
    """Does the first member of a packed archive give anything?"""
    source = Source(io.BytesIO(head))
    pieces = (
        _members(source, GZIP_MEMBER, lambda: _gzip(source, Limits())) if head.startswith(GZIP_MAGIC) else _zstd_frames(source, Limits())
    )
    return isinstance(next(pieces, None), Piece) if head.startswith((GZIP_MAGIC, ZSTD_MAGIC, ZSTD_DICTIONARY)) else False


def opens_archive(head: bytes) -> bool:
    """Whether the first bytes of a file, packed or not, are those of a WARC."""
    if head.startswith(WARC_MAGIC):
        return True
    if head.startswith(ZSTD_DICTIONARY):
        return True
    pieces = unpacked(io.BytesIO(head[:FEED]), Limits()) if head.startswith((GZIP_MAGIC, ZSTD_MAGIC)) else iter(())
    first = next(pieces, None)
    return isinstance(first, Piece) and first.data.startswith(WARC_MAGIC)


def _members(source: Source, magic: bytes, member: Callable[[], Iterator[bytes]]) -> Unpacked:
    """All members, and a break for each stretch that is none. `member` unpacks the one that begins where the source is read."""
    reread = 0
    while True:
        start, padding = source.at, _skip_padding(source)
        if padding is None:
            return
        if padding > start:
            yield Break(start=start, end=padding, reason="damaged archive", detail="zeros where a member should begin")
            start = padding
        try:
            for data in member():
                yield Piece(data=data, member=start)
        except PageRejected as error:
            again = source.at - start - 1
            if reread + again <= REREAD + source.at:
                source.back(start + 1)
                reread += again
            _to_next(source, magic, member)
            yield Break(start=start, end=source.at, reason=error.reason, detail=error.detail)


def _skip_padding(source: Source) -> int | None:
    """The place of the next byte that is not zero; None where only zeros follow, with which some tools fill up the end."""
    while data := source.read():
        rest = data.lstrip(b"\0")
        if rest:
            source.back(source.at - len(rest))
            source.mark(source.at)
            return source.at
    return None


def _to_next(source: Source, magic: bytes, member: Callable[[], Iterator[bytes]]) -> None:
    """Move to the next member that opens a record, or to the end."""
    window, start = b"", source.at
    while data := source.read(PIECE):
        window = window[len(window) - len(magic) + 1 :] + data if window else data
        start = source.at - len(window)
        found = window.find(magic)
        while found >= 0:
            source.mark(start + found)
            source.back(start + found)
            if _opens_record(member):
                source.back(start + found)
                return
            found = window.find(magic, found + 1)
        source.back(start + len(window))
        source.mark(source.at - len(magic) + 1)


def _opens_record(member: Callable[[], Iterator[bytes]]) -> bool:
    try:
        return next(member(), b"").startswith(WARC_MAGIC)
    except PageRejected:
        return False


def _gzip(source: Source, limits: Limits) -> Iterator[bytes]:
    """The gzip member that begins where the source is read; it is read to the member's end.

    Raises:
        PageRejected: it is damaged or cut, or a bomb.
    """
    member = zlib.decompressobj(31)
    taken = given = 0
    while data := source.read(FEED if taken else SIP):
        taken += len(data)
        while True:
            try:
                out = member.decompress(data, PIECE)
            except zlib.error as error:
                raise PageRejected("damaged archive", str(error)) from error
            given += len(out)
            if given > limits.trusted and given > limits.ratio * taken:
                raise PageRejected("gzip bomb", f"{given:,} bytes out of {taken:,}")
            if out:
                yield out
            if member.eof:
                source.back(source.at - len(member.unused_data))
                return
            data = member.unconsumed_tail
            if not data and len(out) < PIECE:
                break
        if not given and taken >= SIP:
            raise PageRejected("damaged archive", "a gzip header without end")
    raise PageRejected("truncated archive", "the file ends in the middle of a gzip member")


# --- zstd: frame by frame, as fastwarc's reader does not say where one ends ------------------------------------------------


def _zstd_frames(source: Source, limits: Limits) -> Unpacked:
    dictionary = None
    if source.exactly(4) == ZSTD_DICTIONARY:
        dictionary = source.exactly(min(int.from_bytes(source.exactly(4), "little"), limits.page))
        if dictionary.startswith(ZSTD_MAGIC):
            dictionary = b"".join(_zstd(Source(io.BytesIO(dictionary)), limits, None))
    else:
        source.back(0)
    yield from _members(source, ZSTD_MAGIC, lambda: _zstd(source, limits, dictionary))


class _Frame:
    """The bytes of one zstd frame as something that can be read: its blocks are walked, so that nothing after it is taken.

    Raises:
        PageRejected: no frame begins here.

    What is wrong with it is kept in words: an exception would hold, through its traceback, the reader that holds this frame, and
    such a circle through a reader that is not Python's is never freed.
    """

    def __init__(self, source: Source) -> None:
        self.parts = _frame_parts(source)
        self.rest = next(self.parts)
        self.taken = 0
        self.wrong: tuple[str, str] | None = None

    def read(self, size: int = -1) -> bytes:
        if not self.rest:
            try:
                self.rest = next(self.parts, b"")
            except PageRejected as error:
                self.wrong = error.reason, error.detail
        size = len(self.rest) if size < 0 else size
        data, self.rest = self.rest[:size], self.rest[size:]
        self.taken += len(data)
        return data

    def seek(self, offset: int, whence: int = 0) -> int:
        raise OSError("a frame is read once, from front to back")

    def tell(self) -> int:
        return self.taken

    def close(self) -> None:
        pass


def _frame_parts(source: Source) -> Iterator[bytes]:
    """The header, the blocks and the checksum of a frame (RFC 8878, 3.1.1).

    Raises:
        PageRejected: there is no frame, or it is cut.
    """

    def taken(size: int) -> bytes:
        data = source.exactly(size)
        if len(data) < size:
            raise PageRejected("truncated archive", "the file ends in the middle of a zstd frame")
        return data

    head = taken(5)
    if not head.startswith(ZSTD_MAGIC):
        raise PageRejected("damaged archive", "no zstd frame begins here")
    single, checked = head[4] >> 5 & 1, head[4] >> 2 & 1
    fields = (1 - single) + (0, 1, 2, 4)[head[4] & 3] + (single, 2, 4, 8)[head[4] >> 6]
    block, last = head + taken(fields), False
    while not last:
        described = int.from_bytes(size := taken(3), "little")
        last, form, length = bool(described & 1), described >> 1 & 3, described >> 3
        if head[4] & 8 or form == 3 or length > ZSTD_BLOCK:
            raise PageRejected("damaged archive", "no zstd frame begins here")
        yield block + size + taken(1 if form == 1 else length)
        block = b""
    if checked:
        yield taken(4)


def _zstd(source: Source, limits: Limits, dictionary: bytes | None) -> Iterator[bytes]:
    """The zstd frame that begins where the source is read; raises as `_gzip` does."""
    from fastwarc.stream_io import ZstdReader

    frame = _Frame(source)  # before the reader: what is no frame is told at once, without its tables
    given = 0
    reader = ZstdReader(frame, dictionary=dictionary)
    while True:
        try:
            out = reader.read(PIECE)
        except OSError as error:
            raise PageRejected(*(frame.wrong or ("damaged archive", str(error)[:200]))) from error
        if not out:
            break
        given += len(out)
        if given > limits.trusted and given > limits.ratio * max(frame.taken, 1):
            raise PageRejected("zstd bomb", f"{given:,} bytes out of {frame.taken:,}")
        yield out
    if frame.wrong:
        raise PageRejected(*frame.wrong)
