"""HTTP bodies as they were before they were packed for the way: transfer and content codings taken off, within a limit of size."""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING

from latticework.acquire.sniff import is_binary
from latticework.acquire.streams import GZIP_MAGIC, PIECE, ZSTD_MAGIC
from latticework.errors import PageRejected

if TYPE_CHECKING:
    from fastwarc.stream_io import WarcReader

CHUNK = re.compile(rb"(?:\r?\n)?([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]{0,200})?\r?\n")


def plain_body(raw: bytes, transfer: str, content: str, limit: int) -> tuple[bytes, bool]:
    """The body of an HTTP message, given its Transfer-Encoding and Content-Encoding headers ("" where there are none), and if it is cut.

    Many archives hold bodies already unpacked under headers that say otherwise; such a body is taken as it is.

    Raises:
        PageRejected: the body cannot be unpacked, or unpacks to more than `limit` bytes.
    """
    body, cut = raw, False
    for coding in (*reversed(_named(transfer)), *reversed(_named(content))):
        try:
            body, short = _without(coding, body, limit)
        except (OSError, zlib.error) as error:
            if coding == "chunked" or is_binary(body[:4096]):
                raise PageRejected("broken HTTP body", f"not {coding}: {str(error)[:100]}") from error
            continue
        cut = cut or short
        if len(body) > limit:
            raise PageRejected("page too large", f"more than {limit:,} bytes when unpacked; raise the limit")
    return body, cut


def _named(header: str) -> list[str]:
    return [name.strip().lower().removeprefix("x-") for name in header.split(",")][:4]


def _without(coding: str, body: bytes, limit: int) -> tuple[bytes, bool]:
    from fastwarc.stream_io import BrotliReader, ZstdReader

    if coding == "chunked" and CHUNK.match(body):
        return _joined(body)
    if coding == "gzip" and body.startswith(GZIP_MAGIC):
        return _inflated(body, 31, limit)
    if coding == "deflate":
        try:
            return _inflated(body, 15, limit)
        except zlib.error:
            return _inflated(body, -15, limit)  # what some servers sent, and all browsers take
    if coding == "br":
        return _read(BrotliReader(io.BytesIO(body)), limit), False
    if coding == "zstd" and body.startswith(ZSTD_MAGIC):
        return _read(ZstdReader(io.BytesIO(body)), limit), False
    return body, False


def _joined(body: bytes) -> tuple[bytes, bool]:
    """The chunks of a body without their sizes, and if the last is cut. An empty last one may be missing.

    Raises:
        OSError: what follows a chunk is none.
    """
    chunks: list[bytes] = []
    at = 0
    while at < len(body) and (size := CHUNK.match(body, at)):
        at = size.end() + int(size[1], 16)
        if at == size.end():
            return b"".join(chunks), False
        chunks.append(body[size.end() : at])
    if body[at:].strip():
        raise OSError(f"what follows its chunk {len(chunks)} is no chunk")
    return b"".join(chunks), at > len(body)


def _read(reader: WarcReader, limit: int) -> bytes:
    found: list[bytes] = []
    size = 0
    while size <= limit and (piece := reader.read(PIECE)):
        found.append(piece)
        size += len(piece)
    return b"".join(found)


def _inflated(body: bytes, window: int, limit: int) -> tuple[bytes, bool]:
    """What gzip or deflate packed, and if it is cut.

    Raises:
        zlib.error: it is neither, or damaged.
    """
    found: list[bytes] = []
    size = 0
    while body and size <= limit:
        member = zlib.decompressobj(window)
        out = member.decompress(body, limit + 1 - size)
        found.append(out)
        size += len(out)
        if not member.eof:
            return b"".join(found), True
        body = member.unused_data if member.unused_data.startswith(GZIP_MAGIC) else b""
    return b"".join(found), False
