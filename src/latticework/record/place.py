"""Where a record lies, what version it has, and who may write to it.

DIR/record.json       version, and the fingerprints of the pipelines that wrote to it, the newest last
DIR/parts/*.parquet   the truth: what was read, and what was rejected
DIR/record.duckdb     made from the parts; can be thrown away
DIR/lock              held while somebody writes
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from latticework.errors import InputError, RecordError, RecordLocked, RecordVersion

VERSION = 1
PATTERNS = frozenset("*?[]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A folder that holds a record."""

    root: Path

    @property
    def parts(self) -> Path:
        return self.root / "parts"

    @property
    def database(self) -> Path:
        return self.root / "record.duckdb"

    @property
    def card(self) -> Path:
        return self.root / "record.json"

    def part_names(self) -> list[str]:
        return sorted(p.name for p in self.parts.glob("*.parquet"))


def existing(root: Path) -> Place:
    """The record in a folder.

    Raises:
        InputError: there is none.
        RecordVersion: it was written by another version.
    """
    place = Place(root=root)
    if not place.card.is_file():
        raise InputError(f"{root}: there is no record here; make one with `latticework ingest PAGES --record {root}`")
    fingerprints_of(place)
    return place


def fingerprints_of(place: Place) -> tuple[str, ...]:
    """The fingerprints of the pipelines that wrote to the record, the one used last at the end.

    Raises:
        RecordVersion: the record was written by another version.
        RecordError: its card cannot be read.
    """
    try:
        card = json.loads(place.card.read_bytes())
        version, names = card["version"], tuple(str(name) for name in card["fingerprints"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RecordError(f"{place.card}: cannot be read ({error}); the record is damaged") from error
    if version != VERSION:
        fix = "read the pages again into a new folder" if version < VERSION else "use a newer latticework"
        raise RecordVersion(f"{place.root}: this record has version {version}, this program writes version {VERSION}; {fix}")
    return names


@contextmanager
def writing(root: Path, fingerprint: str) -> Iterator[Place]:
    """The record in a folder, made if there is none, held for writing, with `fingerprint` as the newest.

    Raises:
        RecordLocked: somebody else is writing it.
        RecordVersion: it was written by another version.
        InputError: the folder cannot be made, or holds something else.
    """
    place = Place(root=root)
    if os.fsencode(root) != str(root).encode("utf-8", "replace"):
        raise InputError(f"{root}: a record's path has to be UTF-8; give another folder")
    if strange := set(str(root)) & PATTERNS:
        raise InputError(f"{root}: DuckDB takes {' '.join(sorted(strange))} in a path for a pattern; give another folder")
    try:
        place.parts.mkdir(parents=True, exist_ok=True)
        lock = (root / "lock").open("a+")
    except OSError as error:
        raise InputError(f"{root}: cannot hold a record ({error.strerror}); give another folder") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            lock.seek(0)
            holder = lock.read().strip()
            raise RecordLocked(f"{root}: process {holder or 'unknown'} is writing this record; wait for it or end it") from error
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        known = fingerprints_of(place) if place.card.exists() else ()
        if known[-1:] != (fingerprint,):
            write_whole(place.card, _card((*(f for f in known if f != fingerprint), fingerprint)))
        sweep(place)
        yield place


def _card(fingerprints: tuple[str, ...]) -> bytes:
    return (json.dumps({"version": VERSION, "fingerprints": fingerprints}, indent=1) + "\n").encode()


def sweep(place: Place) -> None:
    """Take away what a killed writer left beside. Nothing there was ever part of the record."""
    for folder in (place.root, place.parts):
        for path in folder.glob(".*.beside*"):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """A name in the same folder to write under until all is written."""
    return path.with_name(f".{path.name}.{os.getpid()}.beside")


def put_in_place(written: Path, path: Path) -> None:
    """Make a file that was written beside the one at `path`, whole, and lasting through a loss of power."""
    with written.open("rb") as stream:
        os.fsync(stream.fileno())
    written.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def write_whole(path: Path, data: bytes) -> None:
    temporary = beside(path)
    try:
        temporary.write_bytes(data)
        put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)
