"""The records of a WARC, one by one, and the stretches between them that are none.

A record is believed when another one, or the end, follows where its length says. Where that is not so the archive is damaged: the
next line that opens a record is searched for, and the stretch before it is told with its place and its size.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from latticework.acquire.unpacked import WARC_MAGIC, Break, Unpacked

HEADER = 1 << 16
TOO_SHORT = "a record is shorter than it says"
"""Bytes of the longest header of a record."""
BLANK = re.compile(rb"\r?\n\r?\n")
LENGTH = re.compile(rb"\ncontent-length[ \t]*:[ \t]*(\d{1,15})[ \t]*\r?\n", re.I)
OPENING = re.compile(rb"WARC/[01]\.\d{1,2}[ \t]{0,4}\r?\n[A-Za-z]")
HEADER_END = re.compile(rb"\r?\n\r?\n|(?P<next>" + OPENING.pattern + rb")")
OPENING_BYTES = 24
LINE_ENDS = re.compile(rb"[\r\n]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a file: a byte of it, or a byte of what its member that begins at the byte `member` unpacks to."""

    offset: int
    member: int | None = None

    def __str__(self) -> str:
        return str(self.offset) if self.member is None else f"{self.member}+{self.offset}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A record as it stands in the archive. `data` is its header and its block, the block cut short if the record is not `whole`."""

    place: Place
    data: bytes
    size: int
    whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A stretch of `size` bytes from `place` that holds no whole record."""

    place: Place
    size: int
    reason: str
    detail: str


Found: TypeAlias = Stored | Damage


def records_in(pieces: Unpacked, limit: int) -> Iterator[Found]:
    """The records and the damage of an archive. A record of more than `limit` bytes is given without its block.

    Damage that goes on where other damage ended is told as one.
    """
    last: Damage | None = None
    for found in _Framing(pieces, limit).found():
        if isinstance(found, Damage):
            if last and last.place.member == found.place.member:
                last = replace(last, size=found.place.offset + found.size - last.place.offset)
                continue
            last, found = found, last  # told when it is known where it ends
        elif last:
            yield last
            last = None
        if found:
            yield found
    if last:
        yield last


class _Framing:
    """Holds the bytes from the start of the record in question to as far as was needed. `starts` are the members that begin in them."""

    def __init__(self, pieces: Unpacked, limit: int) -> None:
        self.pieces, self.limit = pieces, limit
        self.held = bytearray()
        self.gone = 0
        self.starts: list[tuple[int, int | None]] = []
        """(place among all unpacked bytes, place in the file), the last one at or before `gone` first."""
        self.broken: Break | None = None
        self.ended = False

    # --- bytes

    def more(self) -> bool:
        """Take another piece; not past a break or the end."""
        if self.broken or self.ended:
            return False
        piece = next(self.pieces, None)
        if isinstance(piece, Break):
            self.broken = piece
        elif piece is None:
            self.ended = True
        else:
            if not self.starts or self.starts[-1][1] != piece.member:
                self.starts.append((self.gone + len(self.held), piece.member))
            self.held += piece.data
            return True
        return False

    def hold(self, size: int) -> bool:
        while len(self.held) < size:
            if not self.more():
                return False
        return True

    def drop(self, size: int) -> None:
        del self.held[:size]
        self.gone += size
        while len(self.starts) > 1 and self.starts[1][0] <= self.gone:
            del self.starts[0]

    def place(self) -> Place:
        """Where the first byte that is held stands."""
        begun, member = self.starts[0] if self.starts else (0, None)
        if member is not None and begun == self.gone:
            return Place(offset=member)
        return Place(offset=self.gone - begun, member=member)

    def cut(self, below: int) -> int | None:
        """How many of the held bytes come before a member that opens a record, if it begins among the first `below`."""
        for begun, _ in self.starts:
            at = begun - self.gone
            if 0 < at < below and self.held[at : at + len(WARC_MAGIC)] == WARC_MAGIC:
                return at
        return None

    # --- records

    def found(self) -> Iterator[Found]:
        while True:
            self.skip_line_ends()
            if not self.hold(1):
                if self.broken:
                    yield self.lost(self.place(), 0, "")
                    continue
                return
            self.hold(OPENING_BYTES)
            yield self.record() if OPENING.match(self.held) else self.resynchronised("no record begins here", 0)

    def skip_line_ends(self) -> None:
        while True:
            ends = LINE_ENDS.match(self.held)
            self.drop(ends.end() if ends else 0)
            if self.held or not self.more():
                return

    def record(self) -> Found:
        """The record that the held bytes open with; they begin after it when this returns."""
        while not (end := HEADER_END.search(self.held, 1, HEADER)):
            if len(self.held) >= HEADER or not self.more():
                return self.resynchronised("a record's header has no end", 1)
        if end["next"]:
            return self.resynchronised("a record's header runs into that of the next", 1)
        header = end.end()
        length = LENGTH.search(self.held, 0, header)
        if not length:
            return self.resynchronised("a record does not say how long it is", 1)
        size = header + int(length[1])
        if size > self.limit:
            return self.large(size)
        while len(self.held) < size and self.cut(size) is None and self.more():
            pass
        if len(self.held) < size or self.cut(size) is not None:
            return self.resynchronised(TOO_SHORT, 1)
        if not self.followed(size):
            return self.resynchronised("a record is not as long as it says", 1)
        place, data = self.place(), bytes(memoryview(self.held)[:size])
        self.drop(size)
        return Stored(place=place, data=data, size=size, whole=True)

    def followed(self, size: int) -> bool:
        """Whether what comes after `size` bytes lets the record stand: a record, the end, or a break that is not its own member's."""
        while True:
            after = bytes(self.held[size : size + 64]).lstrip(b"\r\n")
            if len(after) >= len(WARC_MAGIC) or len(self.held) - size >= 64 or not self.more():
                break
        if after.startswith(WARC_MAGIC) or (self.ended and not after):
            return True
        if self.broken and WARC_MAGIC.startswith(after):
            return self.broken.start != self.member_at(size - 1)
        # Something else follows. The record is whole if it is closed as records are, and has not swallowed the opening of another.
        return self.held[size : size + 4] == b"\r\n\r\n" and self.opening(1, size) is None

    def member_at(self, held: int) -> int | None:
        return [member for begun, member in self.starts if begun <= self.gone + held][-1]

    def opening(self, start: int, end: int) -> int | None:
        """The first place, from `start` on, at which a record opens: by its line, or by a member that begins with one."""
        line, member = OPENING.search(self.held, start, end), self.cut(end)
        found = [at for at in (line and line.start(), member) if at is not None]
        return min(found) if found else None

    def large(self, size: int) -> Found:
        """A record too large to be held: only its beginning is kept."""
        self.hold(min(size, HEADER))
        place, kept, left = self.place(), bytes(self.held[:HEADER]), size
        while left:
            at = self.opening(1, min(left, len(self.held)))
            if at is not None:
                self.drop(at)
                return self.stretch(place, size - left + at, "damaged archive", TOO_SHORT)
            passed = left if left <= len(self.held) else max(len(self.held) - OPENING_BYTES, 0)
            self.drop(passed)
            left -= passed
            if left and not self.more():
                passed = size - left + len(self.held)
                self.drop(len(self.held))
                return self.lost(place, passed, TOO_SHORT)
        return Stored(place=place, data=kept, size=size, whole=False)

    # --- damage

    def resynchronised(self, why: str, start: int) -> Damage:
        """Move to the next opening of a record, `start` bytes on at the earliest; what is passed over is the damage."""
        place, passed = self.place(), 0
        while True:
            at = self.opening(start, len(self.held))
            if at is not None:
                self.drop(at)
                return self.stretch(place, passed + at, "damaged archive", why)
            surplus = max(len(self.held) - OPENING_BYTES, 0)
            if not self.more():
                passed += len(self.held)
                self.drop(len(self.held))
                return self.lost(place, passed, why)
            self.drop(surplus)
            passed += surplus
            start = max(start - surplus, 0)

    def lost(self, place: Place, size: int, why: str) -> Damage:
        """The damage up to a break and over it, or up to the end of the archive."""
        broken, self.broken = self.broken, None
        if not broken:
            return self.stretch(place, size, "truncated archive" if why == TOO_SHORT else "damaged archive", why)
        start = broken.start if not size else place.offset if place.member is None else place.member
        detail = broken.detail if start == broken.start or not why else f"{why}; {broken.detail}"
        if place.member == start:
            detail += f"; the records in the {place.offset:,} bytes unpacked before are read"
        return Damage(place=Place(offset=start), size=broken.end - start, reason=broken.reason, detail=detail)

    def stretch(self, place: Place, size: int, reason: str, why: str) -> Damage:
        """Damage that ends where the held bytes begin now."""
        here = self.starts[0][1] if self.starts else None
        member = place.member if place.member is not None else place.offset
        if here is not None and here != member:
            return Damage(place=Place(offset=member), size=here - member, reason=reason, detail=why)
        return Damage(place=place, size=size, reason=reason, detail=why)
