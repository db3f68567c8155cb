"""Pages from archives of the web: the answers stored in a WARC, each as the server gave it."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from latticework.acquire.codings import plain_body
from latticework.acquire.dumps import Rows
from latticework.acquire.rejected import Rejected
from latticework.acquire.sniff import form_of
from latticework.acquire.streams import Readable
from latticework.acquire.unpacked import unpacked
from latticework.acquire.warc import BLANK, HEADER, Damage, Stored, records_in
from latticework.errors import PageRejected
from latticework.types import Media, Page

if TYPE_CHECKING:
    from fastwarc.warc import HeaderMap, WarcRecord

LINE_END = re.compile(rb"\r?\n")
TYPE = re.compile(rb"\nwarc-type[ \t]*:[ \t]*([a-z]+)", re.I)
NOTES = frozenset({b"request", b"metadata", b"warcinfo"})
"""Records that tell of other records. They hold no page, and are not counted as something passed over."""
OF_THE_WEB = ("http://", "https://", "ftp://", "file://")
CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{1,40})""", re.I)
MEDIA: dict[str, Media] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
KINDS = (
    ("image/", "pictures"),
    ("audio/", "sound and video"),
    ("video/", "sound and video"),
    ("font/", "scripts, styles and fonts"),
    ("text/css", "scripts, styles and fonts"),
    ("text/javascript", "scripts, styles and fonts"),
    ("application/javascript", "scripts, styles and fonts"),
    ("application/x-javascript", "scripts, styles and fonts"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """How the records of one archive become pages."""

    name: str
    rows: Rows

    @property
    def most(self) -> int:
        return self.rows.limits.page


@dataclass(frozen=True, slots=True, kw_only=True)
class _Body:
    """What a record holds. `media` is what it is said to be, "" where nothing is said; `cut` why its end is missing, if it is."""

    data: bytes
    media: str
    cut: str | None


def pages_in_archive(stream: Readable, name: str, rows: Rows, passed_over: Counter[str]) -> Iterator[Page | Rejected]:
    """The pages of a WARC, plain or packed: HTML and plain text among its responses, resources and conversions.

    Redirects, errors, revisits and other media are counted in `passed_over`. A stretch that is damaged is one reject with its
    place and size, named `file@place`; all whole records before and after it are read. A page is named `file#record-id`.
    """
    way = _Way(name=name, rows=rows)
    for found in records_in(unpacked(stream, rows.limits), way.most + 2 * HEADER):
        try:
            if isinstance(found, Damage):
                raise _damaged(found)
            page: Page | Rejected | str | None = _page(found, way)
        except PageRejected as error:
            page = Rejected(ref=f"{name}@{found.place}", reason=error.reason, detail=error.detail)
        if isinstance(page, str):
            passed_over[page] += 1
        elif page is not None:
            yield page


def _damaged(damage: Damage) -> PageRejected:
    size = f"{damage.size:,} bytes from byte {damage.place.offset:,} on"
    if damage.place.member is not None:
        size += f" of what is packed at byte {damage.place.member:,}"
    return PageRejected(damage.reason, f"{size}: {damage.detail}")


def _page(stored: Stored, way: _Way) -> Page | str | None:
    """The page of a record, or what it is instead; None if it only tells of other records.

    Raises:
        PageRejected: it would be a page, and is damaged or too large.
    """
    from fastwarc.warc import WarcRecord, WarcRecordType

    named = TYPE.search(stored.data, 0, HEADER)
    if named and named[1].lower() in NOTES:
        return None
    try:
        record = WarcRecord.from_bytes(stored.data)
    except (OSError, ValueError) as error:
        raise PageRejected("damaged archive", f"{stored.size:,} bytes: {str(error)[:200]}") from error
    kind = record.record_type
    if kind == WarcRecordType.revisit:
        return "revisits"
    if kind == WarcRecordType.continuation:
        return "later parts of records"
    url = (record.headers.get("WARC-Target-URI") or "").strip().strip("<>") or None
    if kind == WarcRecordType.response and record.is_http:
        return _answer(record, stored, url, way)
    if kind in (WarcRecordType.response, WarcRecordType.resource, WarcRecordType.conversion):
        if url and not url.lower().startswith(OF_THE_WEB):
            return "notes of the crawler"
        said = record.headers.get("Content-Type") or ""
        return _made(record, stored, url, _Body(data=record.reader.read(way.most + 1), media=said, cut=_cut(record)), way)
    return "records of unknown kinds"


def _answer(record: WarcRecord, stored: Stored, url: str | None, way: _Way) -> Page | str:
    """The page in an HTTP response."""
    headers, raw = _parted(record.reader.read(-1))
    status = headers.status_code
    if status is None and _looks(raw):  # what servers answered before there were headers
        status = 200
    if status not in (200, 203):
        return "redirects" if status is not None and 300 <= status < 400 else "errors and other answers without a page"
    media = headers.get("Content-Type") or ""
    if (other := _kind(media)) is not None:
        return other
    if url and url.partition("?")[0].endswith("/robots.txt"):
        return "rules for robots"
    if not stored.whole:
        raise PageRejected("page too large", f"{stored.size:,} bytes, more than {way.most:,}; raise the limit")
    transfer, content = (", ".join(headers.get_multiple(f"{what}-Encoding")) for what in ("Transfer", "Content"))
    data, short = plain_body(raw, transfer, content, way.most)
    cut = _cut(record)
    if short:
        cut = cut or "its transfer or content coding ends early"
    elif not (transfer or content) and (announced := headers.get("Content-Length") or "").isdecimal() and int(announced[:18]) > len(raw):
        cut = cut or f"the server announced {announced[:18]} bytes, and {len(raw)} are there"
    if cut and not data.strip():
        raise PageRejected("broken HTTP body", cut)
    return _made(record, stored, url, _Body(data=data, media=media, cut=cut), way)


def _parted(block: bytes) -> tuple[HeaderMap, bytes]:
    """The header and the body of an HTTP message; lines may end as the server pleased. No header, and all is body."""
    from fastwarc.warc import HeaderMap

    headers = HeaderMap()
    if not block.startswith(b"HTTP/"):
        return headers, block
    blank = BLANK.search(block, 0, HEADER)
    head, body = (block[: blank.start()], block[blank.end() :]) if blank else (block[:HEADER], b"")
    headers.parse(io.BytesIO(LINE_END.sub(b"\r\n", head) + b"\r\n\r\n"))
    return headers, body


def _cut(record: WarcRecord) -> str | None:
    """Why a crawler stopped before the end of what it stored, where it says so."""
    reason = record.headers.get("WARC-Truncated")
    return f"the crawler stopped ({reason[:40]})" if reason else None


def _kind(media: str) -> str | None:
    """What an answer of this media type is, if it is no page."""
    name = media.partition(";")[0].strip().lower()
    if not name or name in MEDIA or name in ("application/octet-stream", "unknown/unknown", "content/unknown"):
        return None
    return next((kind for start, kind in KINDS if name.startswith(start)), "documents of other forms")


def _made(record: WarcRecord, stored: Stored, url: str | None, body: _Body, way: _Way) -> Page | str:
    """A page of what a record holds, or what that is instead.

    Raises:
        PageRejected: it would be a page, and is too large.
    """
    if (other := _kind(body.media)) is not None:
        return other
    if not body.data.strip():
        return "empty answers"
    form = MEDIA.get(body.media.partition(";")[0].strip().lower()) or _looks(body.data)
    if form is None:
        return "documents of other forms"
    if not stored.whole or len(body.data) > way.most:
        raise PageRejected("page too large", f"more than {way.most:,} bytes; raise the limit")
    charset = CHARSET.search(body.media)
    return Page(
        ref=f"{way.name}#{record.record_id.strip('<>')}" if record.record_id else f"{way.name}@{stored.place}",
        content=body.data,
        media="clean" if way.rows.plain and form == "text" else form,
        url=url,
        published=way.rows.published,
        encoding=charset[1] if charset else None,
        fetched=_fetched(record),
        cut=body.cut,
    )


def _looks(data: bytes) -> Media | None:
    """HTML, if that is what data of which nothing is said looks like."""
    try:
        return "html" if form_of(data[:HEADER], "") == "html" else None
    except PageRejected:
        return None


def _fetched(record: WarcRecord) -> datetime | None:
    try:
        moment = record.record_date
    except (OSError, ValueError, OverflowError):
        return None
    return moment if isinstance(moment, datetime) and moment.tzinfo else None
