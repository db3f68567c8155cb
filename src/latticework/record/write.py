"""A part: what one shard of pages gave, as a Parquet file of one row for each page.

Readings stand in it in their JSON form, whole, so that a part outlives every change of the tables made from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from latticework.acquire import Rejected
from latticework.errors import PageRejected
from latticework.ids import content_id, letters_of
from latticework.record.place import beside, put_in_place
from latticework.schema import to_json
from latticework.types import Article, Moment, Page, Reading, Words

COMPRESSION_LEVEL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What came of one page. `page` names its content, wherever it was found; `document` that content in that place."""

    page: str
    document: str
    result: Reading | Rejected


def page_key(item: Page | Rejected) -> tuple[str, str]:
    """The names `(page, document)` of a page: its content, and its content in its place."""
    if isinstance(item, Rejected):
        page = content_id("rejected", item.ref, item.reason, item.detail, length=32)
        return page, page
    raw = isinstance(item.content, bytes)
    known = (item.media, item.url, item.title, item.outlet, item.published and item.published.isoformat())
    # Said only of pages that were fetched: the names of all others are what they were before there were such.
    told = (item.encoding or "", item.fetched.isoformat() if item.fetched else "", item.cut or "")
    page = content_id(
        "bytes" if raw else "text", letters_of(item.content), *(part or "" for part in known), *(told if any(told) else ()), length=32
    )
    return page, content_id(page, item.ref, length=32)


def checked(reading: Reading) -> Reading:
    """The reading, if all its words stand where it says, and it can be written.

    Raises:
        PageRejected: "wrong offset" or "not Unicode". A defect of a stage; nothing enters the record without its words.
    """
    text = reading.article.text
    for what, words in _all_words(reading):
        if text[words.start : words.end] != words.text:
            found = text[words.start : words.end][:60]
            raise PageRejected("wrong offset", f"{what} [{words.start}, {words.end}) is {found!r}, not {words.text[:60]!r}: please report")
    for span in chain(reading.article.blocks, reading.sentences):
        if span.end > len(text):
            raise PageRejected("wrong offset", f"{type(span).__name__} [{span.start}, {span.end}) ends after the text: please report")
    try:
        to_json(reading)  # costs a hundredth of what reading does; half a surrogate pair would end the run when the part is written
    except ValueError as error:
        raise PageRejected("not Unicode", f"{str(error)[:200]}: please report") from error
    return reading


def _all_words(reading: Reading) -> Iterator[tuple[str, Words]]:
    for mention in reading.mentions:
        yield f"mention {mention.id}", mention
    for time in reading.times:
        yield f"time {time.id}", time
    for quote in reading.quotes:
        yield f"quote {quote.id}", quote
        if quote.cue:
            yield f"cue of quote {quote.id}", quote.cue
    for event in reading.events:
        for evidence in event.evidence:
            yield f"{evidence.role} of event {event.id}", evidence


def write_part(path: Path, entries: Sequence[Entry], fingerprint: str) -> None:
    """Write a part beside and put it in place: it is there whole or not at all."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = pa.schema([(name, pa.int32() if name == "position" else pa.large_string()) for name in COLUMNS])
    rows = [dict(zip(COLUMNS, _row(n, entry, fingerprint), strict=True)) for n, entry in enumerate(entries)]
    temporary = beside(path)
    try:
        pq.write_table(
            pa.Table.from_pylist(rows, schema=schema),
            temporary,
            compression="zstd",
            compression_level=COMPRESSION_LEVEL,
            use_dictionary=False,
        )
        put_in_place(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


COLUMNS = (
    "position", "page", "document", "ref", "fingerprint",
    "article", "title", "outlet", "published_earliest", "published_latest", "precision", "basis", "reading",
    "reason", "detail",
)  # fmt: skip
"""A row has either what begins at `article` or what begins at `reason`."""


def _row(position: int, entry: Entry, fingerprint: str) -> tuple[object, ...]:
    if isinstance(entry.result, Rejected):
        rejected = entry.result
        told = (_writable(rejected.reason), _writable(rejected.detail))
        return (position, entry.page, entry.document, _writable(rejected.ref), fingerprint, *(None,) * 8, *told)
    article = entry.result.article
    facts = (article.id, article.title, outlet_name(article), *_ends(article), to_json(entry.result).decode())
    return (position, entry.page, entry.document, article.ref, fingerprint, *facts, None, None)


def _writable(text: str) -> str:
    """The text with half surrogate pairs spelt out: what is said of a bad page may quote it."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def outlet_name(article: Article) -> str | None:
    return (article.outlet.name or article.outlet.domain) if article.outlet else None


def _ends(article: Article) -> tuple[str | None, str | None, str, str]:
    published = article.published
    return _iso(published.earliest), _iso(published.latest), published.precision, published.basis


def _iso(moment: Moment | None) -> str | None:
    return None if moment is None else moment.isoformat()


def rejects_in(path: Path) -> tuple[int, list[Rejected]]:
    """How many pages a part stands for, and which of them were rejected.

    Raises:
        OSError, ValueError: the file is no part.
    """
    import pyarrow.parquet as pq

    table = pq.read_table(path, columns=["ref", "reason", "detail"])
    rejects = [
        Rejected(ref=row["ref"], reason=row["reason"], detail=row["detail"] or "") for row in table.to_pylist() if row["reason"] is not None
    ]
    return table.num_rows, rejects
