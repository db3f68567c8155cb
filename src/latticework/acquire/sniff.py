"""What a file is, by its first bytes, and by its name where bytes do not tell."""

from __future__ import annotations

from pathlib import PurePath
from typing import Literal, TypeAlias

from latticework.errors import PageRejected

Form: TypeAlias = Literal["jsonl", "parquet", "html", "text"]

LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt", ".text"})
PAGE_SUFFIXES = LINE_SUFFIXES | HTML_SUFFIXES | TEXT_SUFFIXES | {".parquet", ".gz", ".zip", ""}
"""Names read in a folder. Style sheets, pictures and notes that lie beside saved pages are passed over."""

FOREIGN = (
    (b"PK\x03\x04", "zip archive", "unpack it and give the folder"),
    (b"PK\x05\x06", "zip archive", "it is empty"),
    (b"%PDF-", "PDF file", "turn it into text first, for example with pdftotext"),
    (b"\x89PNG", "picture", "only pages of text are read"),
    (b"\xff\xd8\xff", "picture", "only pages of text are read"),
    (b"GIF8", "picture", "only pages of text are read"),
    (b"BZh", "bzip2 archive", "unpack it with bunzip2 first"),
    (b"\xfd7zXZ\x00", "xz archive", "unpack it with unxz first"),
    (b"(\xb5/\xfd", "zstd archive", "unpack it with unzstd first"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive", "unpack it and give the folder"),
)
UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
"""Bytes that no text in any common encoding holds more than by accident."""
TOLERATED = 0.02


def form_of(head: bytes, name: str) -> Form:
    """The form of an input.

    Raises:
        PageRejected: it is of a form that is known and not read, or not text at all.
    """
    for mark, reason, fix in FOREIGN:
        if head.startswith(mark):
            raise PageRejected(reason, fix)
    if head.startswith(b"PAR1"):
        return "parquet"
    if is_binary(head):
        raise PageRejected("binary file", "it is not text in any encoding that is known")
    suffixes = [s.lower() for s in PurePath(name).suffixes]
    suffix = next((s for s in reversed(suffixes) if s != ".gz"), "")
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if suffix in LINE_SUFFIXES:
        return "jsonl"
    if suffix in HTML_SUFFIXES or start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")) or b"<html" in start:
        return "html"
    if suffix not in TEXT_SUFFIXES and start.startswith(b'{"'):
        return "jsonl"
    return "text"


def is_binary(head: bytes) -> bool:
    """Whether bytes cannot be text. UTF-16 and UTF-32 have zeros, but marked at the start or all on one side."""
    if not head or head.startswith(UNICODE_MARKS):
        return False
    zeros = head.count(0)
    if zeros:
        one_sided = zeros == head[::2].count(0) or zeros == head[1::2].count(0)
        return not (one_sided and zeros > len(head) // 4)
    return len(head) - len(head.translate(None, CONTROLS)) > TOLERATED * len(head)
