"""What the fuzz run begins with: small, sound inputs of every form that is read. All are written for this project."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from random import Random

from fastwarc.stream_io import ZstdWriter

FOLDER = Path(__file__).parent / "seeds"


def _seeds(start: str) -> tuple[bytes, ...]:
    return tuple(path.read_bytes() for path in sorted(FOLDER.glob(f"{start}*")))


SEEDS = {name: _seeds(name) for name in ("html", "plain", "feeds", "mail", "rows")}


def _record(block: bytes, kind: str, n: int, media: str) -> bytes:
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{n}>\r\nWARC-Date: 2023-02-14T10:00:00Z\r\n"
        f"WARC-Target-URI: https://courier.example/{n}\r\nContent-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _answer(body: bytes, fields: str = "", status: str = "200 OK") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n".encode() + body


def zstd(data: bytes) -> bytes:
    packed = io.BytesIO()
    writer = ZstdWriter(packed)
    writer.write(data)
    writer.close()
    return packed.getvalue()


HTTP = "application/http; msgtype=response"
PAGE = (FOLDER / "html-old.html").read_bytes()
CHUNKS = b"".join(b"%x\r\n%b\r\n" % (len(c), c) for c in (PAGE[i : i + 150] for i in range(0, len(PAGE), 150))) + b"0\r\n\r\n"
RECORDS = (
    _record(b"software: seeds\r\n", "warcinfo", 0, "application/warc-fields"),
    _record(_answer(PAGE), "response", 1, HTTP),
    _record(_answer(CHUNKS, "Transfer-Encoding: chunked\r\n"), "response", 2, HTTP),
    _record(_answer(gzip.compress(PAGE), "Content-Encoding: gzip\r\n"), "response", 3, HTTP),
    _record(_answer(zstd(PAGE), "Content-Encoding: zstd\r\n"), "response", 4, HTTP),
    _record(_answer(b"", "Location: /1\r\n", "302 Found"), "response", 5, HTTP),
    _record(SEEDS["plain"][0], "conversion", 6, "text/plain"),
    _record(PAGE, "resource", 7, "text/html"),
    _record(_answer(b""), "revisit", 8, HTTP),
)


def archive(random: Random) -> tuple[bytes, ...]:
    """Some records, in any order."""
    return tuple(random.choices(RECORDS, k=random.randint(1, 6)))
