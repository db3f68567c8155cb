"""Many pages in one file: JSON lines and Parquet tables, row by row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from latticework.acquire.rejected import Limits, Rejected
from latticework.acquire.streams import lines_of
from latticework.errors import PageRejected
from latticework.types import Media, Moment, Page

if TYPE_CHECKING:
    import pyarrow as pa

REF, DATE = ("id", "doc_id"), ("date", "published_at")
COLUMNS = (*REF, *DATE, "text", "html", "title", "outlet", "url", "fetched")
ROWS_AT_A_TIME = 64
SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """How rows become pages. `published` stands in where a row has no date; `plain` keeps the text to the letter."""

    limits: Limits
    plain: bool
    published: Moment | None

    def page(self, row: Mapping[str, object], place: str) -> Page | Rejected:
        """One row as a page; `place` names it where it has no id."""
        ref = _text(row, *REF) or place
        try:
            return self._page(row, ref)
        except PageRejected as error:
            return Rejected(ref=ref, reason=error.reason, detail=f"{place}: {error.detail}")

    def _page(self, row: Mapping[str, object], ref: str) -> Page:
        text, html = _text(row, "text"), _text(row, "html")
        content, media = self._content(text, html)
        if not content.strip():
            raise PageRejected("empty page", "neither `text` nor `html` holds any words")
        if len(content) > self.limits.page:
            raise PageRejected("page too large", f"{len(content)} characters, more than {self.limits.page}; raise the limit or cut it")
        given = next((row[k] for k in DATE if row.get(k) not in (None, "")), None)
        return Page(
            ref=ref,
            content=content,
            media=media,
            url=_text(row, "url"),
            title=_text(row, "title"),
            outlet=_text(row, "outlet"),
            published=self.published if given is None else moment_of(given),
            fetched=_instant(row.get("fetched")),
        )

    def _content(self, text: str | None, html: str | None) -> tuple[str, Media]:
        if self.plain:
            return text or "", "clean"
        return (html, "html") if html else (text or "", "text")


def _text(row: Mapping[str, object], *names: str) -> str | None:
    for name in names:
        value = row.get(name)
        if isinstance(value, int) and name in REF:
            return str(value)
        if isinstance(value, str):
            # Half a surrogate pair cannot be written as UTF-8; one character stays one, so that offsets hold.
            return SURROGATES.sub("\ufffd", value)
    return None


def _instant(value: object) -> Moment | None:
    """When a page was fetched, as `latticework fetch` writes it; None for what others may mean by the name."""
    try:
        return None if value is None else moment_of(value)
    except PageRejected:
        return None


def moment_of(value: object) -> Moment:
    """A day, or an instant with its zone, from a date or from ISO 8601 or RFC 2822 text. A clock without a zone gives its day.

    Raises:
        PageRejected: it is no date.
    """
    if isinstance(value, str):
        value = _parsed(value.strip())
    if isinstance(value, datetime):
        return value if value.tzinfo else value.date()
    if isinstance(value, date):
        return value
    raise PageRejected("unreadable date", f"{value!r} is not a date like 2025-01-21 or 2025-01-21T08:30:00+09:00")


def _parsed(text: str) -> object:
    try:
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return text


def pages_in_lines(pieces: Iterable[bytes], name: str, rows: Rows) -> Iterator[Page | Rejected]:
    """The pages of a file of JSON lines. A line that is broken is one reject named `file:line`."""
    lines, number = lines_of(pieces, rows.limits.line), 0
    while True:
        number += 1
        place = f"{name}:{number}"
        try:
            line = next(lines, b"\n")
        except PageRejected as error:
            yield Rejected(ref=place, reason=error.reason, detail=error.detail)
            return
        if line == b"\n":
            return
        if line is None:
            yield Rejected(ref=place, reason="line too long", detail=f"more than {rows.limits.line} bytes")
        elif line.strip():
            yield _page_of_line(line, place, number, rows)


def _page_of_line(line: bytes, place: str, number: int, rows: Rows) -> Page | Rejected:
    try:
        row = json.loads(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
    except UnicodeDecodeError as error:
        return Rejected(ref=place, reason="not UTF-8", detail=f"{error.reason} at byte {error.start} of the line; JSON lines are UTF-8")
    except (ValueError, RecursionError) as error:
        return Rejected(ref=place, reason="broken JSON line", detail=str(error) or type(error).__name__)
    if not isinstance(row, dict):
        return Rejected(ref=place, reason="broken JSON line", detail='a line is an object like {"id": …, "text": …}')
    return rows.page(row, place)


def _page_of_row(row: pa.RecordBatch, place: str, rows: Rows) -> Page | Rejected:
    try:
        return rows.page(row.to_pylist()[0], place)
    except ValueError as error:  # text that is not UTF-8, or an instant finer than Python's
        return Rejected(ref=place, reason="unreadable row", detail=str(error)[:200])


def pages_in_table(path: Path, name: str, rows: Rows) -> Iterator[Page | Rejected]:
    """The pages of a Parquet file, a few rows at a time."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    number = 0
    try:
        with pq.ParquetFile(path, memory_map=False) as table:
            columns = [c for c in table.schema_arrow.names if c in COLUMNS]
            if not {"text", "html"} & set(columns):
                yield Rejected(ref=name, reason="no text column", detail=f"columns are {', '.join(table.schema_arrow.names)[:200]}")
                return
            for batch in table.iter_batches(batch_size=ROWS_AT_A_TIME, columns=columns):
                for n in range(batch.num_rows):
                    number += 1
                    yield _page_of_row(batch.slice(n, 1), f"{name}:{number}", rows)
    except (pa.ArrowException, OSError) as error:
        yield Rejected(ref=f"{name}:{number + 1}", reason="broken Parquet file", detail=str(error)[:300])
