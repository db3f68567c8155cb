"""What a file is, by its first bytes, and by its name where bytes do not tell."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Literal, TypeAlias

from latticework.errors import PageRejected

Form: TypeAlias = Literal["jsonl", "parquet", "html", "text", "warc", "mail"]

LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
TEXT_SUFFIXES = frozenset({".txt", ".text"})
MAIL_SUFFIXES = frozenset({".eml", ".mht", ".mhtml"})
PAGE_SUFFIXES = LINE_SUFFIXES | HTML_SUFFIXES | TEXT_SUFFIXES | MAIL_SUFFIXES | {".parquet", ".warc", ".gz", ".zst", ".zip", ""}
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
BLANK_LINE = re.compile(rb"\r?\n\r?\n")
FIELDS = re.compile(rb"(?:From [^\n]{1,200}\n)?(?:[!-9;-~]{1,80}:[^\n]*\n(?:[ \t][^\n]*\n)*)+")
MIME = re.compile(rb"(?im)^mime-version[ \t]*:[ \t]*1\.0")
ADDRESSED = re.compile(rb"(?im)^(from|to|subject|date|message-id|received|content-type)[ \t]*:")
UNICODE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")
CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b")) + b"\x7f"
"""Bytes that no text in any common encoding holds more than by accident."""
TOLERATED = 0.02


def is_url(name: str) -> bool:
    """Whether an input is meant as an address of the web."""
    return name[:8].lower().startswith(("http://", "https://"))


def form_of(head: bytes, name: str) -> Form:
    """The form of an input.

    Raises:
        PageRejected: it is of a form that is known and not read, or not text at all.
    """
    if head.startswith(b"WARC/"):
        return "warc"
    for mark, reason, fix in FOREIGN:
        if head.startswith(mark):
            raise PageRejected(reason, fix)
    if head.startswith(b"PAR1"):
        return "parquet"
    if is_binary(head):
        raise PageRejected("binary file", "it is not text in any encoding that is known")
    suffix = suffix_of(name)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:512].lower()
    if suffix in LINE_SUFFIXES:
        return "jsonl"
    if suffix in MAIL_SUFFIXES or (suffix not in TEXT_SUFFIXES and is_mail(head)):
        return "mail"
    if suffix not in HTML_SUFFIXES | TEXT_SUFFIXES and start.startswith(b'{"'):  # before what its first page may say
        return "jsonl"
    if suffix in HTML_SUFFIXES or start.startswith((b"<!doctype", b"<html", b"<?xml", b"<head", b"<body")) or b"<html" in start:
        return "html"
    return "text"


def suffix_of(name: str) -> str:
    """How a file's name ends, packed or not: ".html" of "page.html.gz"."""
    suffixes = [s.lower() for s in PurePath(name).suffixes]
    return next((s for s in reversed(suffixes) if s not in (".gz", ".zst")), "")


def is_mail(head: bytes) -> bool:
    """Whether bytes open with the header of a message: named fields only, among them those that none goes without."""
    header, *body = BLANK_LINE.split(head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n"), maxsplit=1)
    if not body and len(head) > 4096:  # a header so long that its end is not in sight: its last line may be cut
        header = header.rpartition(b"\n")[0]
    if not FIELDS.fullmatch(header.rstrip() + b"\n"):
        return False
    return bool(MIME.search(header)) or len({m.lower() for m in ADDRESSED.findall(header)}) >= 3


def is_binary(head: bytes) -> bool:
    """Whether bytes cannot be text. UTF-16 and UTF-32 have zeros, but marked at the start or all on one side."""
    if not head or head.startswith(UNICODE_MARKS):
        return False
    zeros = head.count(0)
    if zeros:
        one_sided = zeros == head[::2].count(0) or zeros == head[1::2].count(0)
        return not (one_sided and zeros > len(head) // 4)
    return len(head) - len(head.translate(None, CONTROLS)) > TOLERATED * len(head)
