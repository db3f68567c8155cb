"""Pages from files, folders and the standard input."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal, TypeAlias

from latticework.acquire.archives import pages_in_archive
from latticework.acquire.dumps import Rows, pages_in_lines, pages_in_table
from latticework.acquire.mail import page_in_message
from latticework.acquire.rejected import PAGE_BYTES, Limits, Rejected
from latticework.acquire.sniff import PAGE_SUFFIXES, Form, form_of, is_url, suffix_of
from latticework.acquire.streams import Replayed, pieces_of, whole
from latticework.acquire.unpacked import opens_archive
from latticework.errors import InputError, PageRejected
from latticework.types import Media, Moment, Page

if TYPE_CHECKING:
    from latticework.acquire.reach import Web

InputFormat: TypeAlias = Literal["auto", "jsonl", "html", "text", "warc", "mail"]
STDIN = "-"
HEAD = 1 << 13
COUNTED = 200_000_000
"""Bytes of JSON lines that are worth reading twice to know how many pages there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    form: InputFormat
    rows: Rows
    passed_over: Counter[str] = field(default_factory=Counter)
    web: Web | None = None


def pages_from(
    inputs: Sequence[str],
    *,
    input_format: InputFormat = "auto",
    plain: bool = False,
    published: Moment | None = None,
    page_bytes: int = PAGE_BYTES,
    passed_over: Counter[str] | None = None,
    web: Web | None = None,
) -> Iterator[Page | Rejected]:
    """The pages of files, folders (all below them, in the order of their names), URLs, and "-", the standard input.

    A file of JSON lines, a Parquet table or a WARC gives many pages, any other file one; gzip is unpacked on the way. Whatever
    cannot be read is given as a `Rejected` in its place. Memory does not grow with the size of the input. Inside a
    folder, hidden files, links to folders, and files whose names are not those of pages are passed over. `published` is the date of
    pages that do not bring their own; `plain` takes texts as clean already; a page of more than `page_bytes` is rejected.
    What archives hold beside pages (pictures, redirects, revisits) is counted in `passed_over` by its kind.

    Raises:
        InputError: an input that was named is not there or may not be read. Raised before anything is read.
    """
    for name in inputs:
        _check(name)
    rows = Rows(limits=Limits(page=page_bytes), plain=plain, published=published)
    wanted = Wanted(form=input_format, rows=rows, passed_over=Counter() if passed_over is None else passed_over, web=web)
    return _pages(inputs, wanted)


def _check(name: str) -> None:
    if name == STDIN:
        return
    if is_url(name):
        return  # what is wrong with it is told when it is fetched, as with any page
    path = Path(name)
    try:
        path.stat()
    except PermissionError as error:
        raise InputError(f"{name}: may not be looked at; check the permissions of its folder") from error
    except OSError as error:  # too long a name is one of the ways not to be there
        raise InputError(f"{name[:200]}: there is no such file or folder") from error
    if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
        raise InputError(f"{name}: may not be read; check its permissions")


def _pages(inputs: Sequence[str], wanted: Wanted) -> Iterator[Page | Rejected]:
    for on_web, group in groupby(inputs, is_url):
        names = list(group)
        yield from _fetched(names, wanted) if on_web else _local(names, wanted)


def _local(inputs: Iterable[str], wanted: Wanted) -> Iterator[Page | Rejected]:
    for name in inputs:
        if name == STDIN:
            yield from _from_stream(sys.stdin.buffer, name, None, wanted)
        else:
            for path, ref in _files(name):
                yield from _from_file(path, ref, wanted)


def _fetched(urls: Sequence[str], wanted: Wanted) -> Iterator[Page | Rejected]:
    from latticework.acquire.web import pages_at  # brings the network's libraries, which files have no use for

    rows = wanted.rows
    for page in pages_at(urls, wanted.web, published=rows.published, page_bytes=rows.limits.page):
        if rows.plain and isinstance(page, Page):
            yield Rejected(ref=page.ref, reason="not plain text", detail="a page of the web is no clean article; leave --plain away")
        else:
            yield page


def _files(name: str) -> Iterator[tuple[Path, str]]:
    root = Path(name)
    if not root.is_dir():
        yield root, _written(name)
        return
    unread: list[OSError] = []
    for folder, below, names in os.walk(root, onerror=unread.append):
        below[:] = sorted(d for d in below if not d.startswith("."))
        for leaf in sorted(names):
            path = Path(folder, leaf)
            if not leaf.startswith(".") and path.suffix.lower() in PAGE_SUFFIXES:
                yield path, _written(str(path))
    for error in unread:  # folders that may not be listed: told as rejects, not passed over unseen
        yield Path(error.filename), _written(str(error.filename))


def _written(name: str) -> str:
    """A file's name as text. On Linux a name is bytes, and those that are not UTF-8 cannot be written into a record."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _from_file(path: Path, ref: str, wanted: Wanted) -> Iterator[Page | Rejected]:
    if path.is_dir():
        yield Rejected(ref=ref, reason="unreadable folder", detail="its pages may not be listed; check its permissions")
        return
    if path.exists() and not path.is_file():
        yield Rejected(ref=ref, reason="not a file", detail="pipes and devices are read through the standard input only")
        return
    try:
        with path.open("rb") as stream:
            yield from _from_stream(stream, ref, path, wanted)
    except OSError as error:
        yield Rejected(ref=ref, reason="unreadable file", detail=str(error))


def _from_stream(stream: BinaryIO, ref: str, path: Path | None, wanted: Wanted) -> Iterator[Page | Rejected]:
    limits = wanted.rows.limits
    replayed = Replayed(stream)
    if _is_archive(replayed.head, ref, wanted):
        yield from pages_in_archive(replayed, ref, wanted.rows, wanted.passed_over)
        return
    pieces = pieces_of(replayed, limits)
    try:
        head = next(pieces, b"")
        while len(head) < HEAD and (more := next(pieces, b"")):
            head += more
        if not head.strip():
            raise PageRejected("empty page", "the file holds nothing" if not head else "the file holds only white space")
        form = _form(head, ref, wanted)
    except PageRejected as error:
        yield Rejected(ref=ref, reason=error.reason, detail=error.detail)
        return
    if form == "jsonl":
        yield from pages_in_lines(_with(head, pieces), ref, wanted.rows)
    elif form == "parquet":
        if path is None:
            yield Rejected(ref=ref, reason="Parquet on standard input", detail="a Parquet table is read from a file; give its path")
        else:
            yield from pages_in_table(path, ref, wanted.rows)
    else:
        yield _one_page(head, pieces, ref, form, wanted)


def _is_archive(head: bytes, ref: str, wanted: Wanted) -> bool:
    """Whether an input is a WARC: by its first bytes, packed or not, or by its name, as these may be damaged."""
    if wanted.form != "auto":
        return wanted.form == "warc"
    return bool(head) and (suffix_of(ref) == ".warc" or opens_archive(head))


def _form(head: bytes, ref: str, wanted: Wanted) -> Form:
    found = form_of(head[:HEAD], ref)
    return found if wanted.form == "auto" or found == "parquet" else wanted.form


def _with(head: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield head
    yield from pieces


def _one_page(head: bytes, pieces: Iterator[bytes], ref: str, form: Form, wanted: Wanted) -> Page | Rejected:
    try:
        data = whole(_with(head, pieces), wanted.rows.limits.page)
    except PageRejected as error:
        return Rejected(ref=ref, reason=error.reason, detail=error.detail)
    published = wanted.rows.published
    if form == "mail":
        return page_in_message(data, ref, wanted.rows)
    if wanted.rows.plain:
        try:
            return Page(ref=ref, content=data.decode("utf-8"), media="clean", published=published)
        except UnicodeDecodeError as error:
            detail = f"{error.reason} at byte {error.start}; text that is kept to the letter has to be UTF-8"
            return Rejected(ref=ref, reason="not UTF-8", detail=detail)
    media: Media = "html" if form == "html" else "text"
    return Page(ref=ref, content=data, media=media, published=published)


def page_from(path: Path, *, published: Moment | None = None, page_bytes: int = PAGE_BYTES) -> Page:
    """The one page of a file.

    Raises:
        InputError: there is no such file, or it holds many pages.
        PageRejected: the file is no page.
    """
    _check(str(path))
    if path.is_dir():
        raise InputError(f"{path}: this is a folder; give one page, or use `latticework read` for many")
    wanted = Wanted(form="auto", rows=Rows(limits=Limits(page=page_bytes), plain=False, published=published))
    found = list(islice(_from_file(path, _written(str(path)), wanted), 2))
    if len(found) != 1:
        raise InputError(f"{path}: holds {'many pages' if found else 'no page'}; use `latticework read` for such files")
    if isinstance(found[0], Rejected):
        raise PageRejected(found[0].reason, found[0].detail)
    return found[0]


def count_pages(inputs: Sequence[str]) -> int | None:
    """How many pages the inputs hold, for a progress bar; None where only reading it all would tell."""
    total = lines = 0
    for name in inputs:
        if name == STDIN:
            return None
        for path, _ in _files(name):
            suffix = path.suffix.lower()
            if suffix_of(path.name) == ".warc":
                return None
            if suffix == ".parquet":
                total += _rows_of(path)
            elif suffix in (".jsonl", ".ndjson", ".gz") and path.is_file():
                lines += path.stat().st_size
                if lines > COUNTED:
                    return None
                total += _lines_in(path)
            else:
                total += 1
    return total


def _rows_of(path: Path) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(path).num_rows)
    except (pa.ArrowException, OSError):
        return 1


def _lines_in(path: Path) -> int:
    one = not any(s in (".jsonl", ".ndjson") for s in path.suffixes)
    if one:
        return 1
    count, last = 0, b"\n"
    try:
        with path.open("rb") as stream:
            for piece in pieces_of(stream, Limits()):
                count += piece.count(b"\n")
                last = piece
    except (PageRejected, OSError):
        count += 1
    return count + (not last.endswith(b"\n"))
