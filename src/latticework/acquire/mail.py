"""Pages that travel as messages: newsletters (.eml), and pages saved whole by a browser (.mht, .mhtml)."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr
from typing import TypeAlias

from latticework.acquire.dumps import Rows, moment_of
from latticework.acquire.rejected import Rejected
from latticework.errors import PageRejected
from latticework.types import Media, Moment, Page

Part: TypeAlias = "Message[str, str]"
MOST_PARTS = 500
DEEPEST = 12
LONGEST_FIELD = 2_000
LONGEST_HEADER = 5_000
"""Bytes of a Content-Type or its like. Its parameters are parsed in a time that grows with the square of their length."""
CONTENT_FIELD = re.compile(rb"(?im)^content-[a-z-]{1,40}[ \t]*:[^\r\n]*(?:\r?\n[ \t][^\r\n]*|\r[^\r\n]*)*")
MOST_LOOKED_AT = 10_000_000
"""Boundaries times lines: the parser compares each line with the boundary of every container around it. This is some seconds."""
TEXTS: dict[str, Media] = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}


def page_in_message(data: bytes, name: str, rows: Rows) -> Page | Rejected:
    """The page of a message: its HTML, else its plain text. Attachments, and messages inside it, are left out.

    Of a newsletter, the subject is the title, the sender the outlet, and its date the date of publication. Of a saved page these say
    nothing (the browser wrote them) but when it was saved; its address is its part's Content-Location.
    """
    if data.lower().count(b"boundary") * data.count(b"\n") > MOST_LOOKED_AT:
        return Rejected(ref=name, reason="message too deep", detail="too many parts in parts; save the page or the letter's text alone")
    if any(field.end() - field.start() > LONGEST_HEADER for field in CONTENT_FIELD.finditer(data)):
        return Rejected(ref=name, reason="broken message", detail=f"a field of its header has more than {LONGEST_HEADER:,} bytes")
    try:
        return _page(email.message_from_bytes(data), name, rows)
    except PageRejected as error:
        return Rejected(ref=name, reason=error.reason, detail=error.detail)
    except (MessageError, ValueError, LookupError, AttributeError, TypeError, RecursionError) as error:
        # The parser is the standard library's, and written for mail that means no harm.
        return Rejected(ref=name, reason="broken message", detail=f"{type(error).__name__}: {str(error)[:200]}")


def _page(message: Part, name: str, rows: Rows) -> Page:
    part = _root(message)
    content = None if part is None else part.get_payload(decode=True)  # a part without a header is false
    if part is None or not isinstance(content, bytes) or not content.strip():
        raise PageRejected("empty page", "the message has no part that is HTML or plain text and holds any words")
    media = TEXTS.get(part.get_content_type(), "text")
    address = _address(message, part)
    sender = _field(message, "From")
    saved = address is not None and "@" not in (sender or "")  # "<Saved by Blink>", or nothing at all
    sent = _moment(_field(message, "Date"))
    return Page(
        ref=name,
        content=content,
        media="clean" if rows.plain and media == "text" else media,
        url=address,
        title=None if saved else _field(message, "Subject"),
        outlet=None if saved else _sender(sender),
        published=rows.published if saved else sent or rows.published,
        encoding=_charset(part),
        fetched=sent if saved else None,
    )


def _root(message: Part) -> Part | None:
    """The part that is shown: the root of a saved page, the HTML of a newsletter, else its plain text."""
    texts = [part for part in _parts(message, 0) if part.get_content_type() in TEXTS]
    start = message.get_param("start")
    named = [part for part in texts if isinstance(start, str) and part.get("Content-ID", "").strip("<> ") == start.strip("<> ")]
    html = [part for part in texts if TEXTS[part.get_content_type()] == "html"]
    return next(iter((*named, *html, *texts)), None)


def _parts(message: Part, depth: int) -> Iterator[Part]:
    """The parts in their order that are no containers and no attachments."""
    if message.is_multipart():
        if depth < DEEPEST:
            held = message.get_payload()
            for part in held[:MOST_PARTS] if isinstance(held, list) else ():
                yield from _parts(part, depth + 1) if isinstance(part, Message) else ()
    elif message.get_content_disposition() != "attachment":
        yield message


def _address(message: Part, part: Part) -> str | None:
    """Where a saved page was: what the browser says of the message, or of the part."""
    for value in (message.get("Snapshot-Content-Location"), part.get("Content-Location"), message.get("Content-Location")):
        address = str(value or "").strip()
        if address.startswith(("http://", "https://")) and not any(c.isspace() for c in address):
            return address
    return None


def _field(message: Part, name: str) -> str | None:
    """A field of the header as it is meant to be read; None where there is none, or nothing in it."""
    value = str(message.get(name) or "")[:LONGEST_FIELD]
    try:
        pieces = decode_header(value)
    except (MessageError, ValueError, LookupError):
        pieces = [(value, None)]
    words = "".join(piece if isinstance(piece, str) else _decoded(piece, charset) for piece, charset in pieces)
    return " ".join(words.encode("utf-8", "replace").decode("utf-8").split()) or None


def _decoded(piece: bytes, charset: str | None) -> str:
    try:
        return piece.decode(charset or "utf-8", "replace")
    except (LookupError, ValueError):
        return piece.decode("utf-8", "replace")


def _sender(field: str | None) -> str | None:
    """The name in "The Daily <news@example.org>", or the domain."""
    if not field:
        return None
    try:
        name, address = parseaddr(field)
    except RecursionError:  # comments in comments
        return field
    return name.strip() or address.rpartition("@")[2] or None


def _moment(field: str | None) -> Moment | None:
    try:
        return moment_of(field) if field else None
    except PageRejected:
        return None


def _charset(part: Part) -> str | None:
    try:
        return part.get_content_charset()
    except (LookupError, ValueError):
        return None
