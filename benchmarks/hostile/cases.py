"""The cases of the fuzz run: each is made of its target, the run's seed and its number alone, and read as a user's input would be."""

from __future__ import annotations

import functools
import gzip
import io
import os
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from random import Random

from benchmarks.hostile.mutate import mutated
from benchmarks.hostile.seeds import SEEDS, archive, zstd

from latticework.acquire import Rejected, pages_from
from latticework.acquire.archives import pages_in_archive
from latticework.acquire.dumps import Rows, pages_in_lines
from latticework.acquire.feeds import entries_of
from latticework.acquire.mail import page_in_message
from latticework.acquire.rejected import Limits
from latticework.acquire.sitemaps import sitemap_of
from latticework.clean import clean_page
from latticework.errors import PageRejected
from latticework.knowledge import Knowledge, load_knowledge
from latticework.record.write import checked
from latticework.types import Media, Page, Reading

ROWS = Rows(limits=Limits(page=2_000_000, line=2_000_000, trusted=5_000_000), plain=False, published=None)
URLS = (None, "https://courier.example/2023/02/14/norland-fish", "https://[::1", "not an address", "http://a.example/" + "x" * 3000)
CHARSETS = (None, None, "utf-8", "windows-1251", "hex", "\0", "utf-7")
NAMES = ("a", "a.html", "a.txt", "a.jsonl", "a.jsonl.gz", "a.warc", "a.warc.gz", "a.warc.zst", "a.eml", "a.mht", "a.parquet", "a.html.gz")


class Unsound(Exception):
    """What came back is none of the things that may come back."""


@functools.cache
def knowledge() -> Knowledge:
    return load_knowledge()


def read_page(data: bytes, media: Media | None, random: Random) -> str:
    page = Page(ref="case", content=data, media=media, url=random.choice(URLS), encoding=random.choice(CHARSETS))
    try:
        reading = clean_page(page, knowledge() if random.random() < 0.5 else None)
    except PageRejected as error:
        return error.reason
    if not isinstance(reading, Reading):
        raise Unsound(type(reading).__name__)
    checked(reading)
    return "read"


def tallied(found: Iterable[Page | Rejected]) -> str:
    kinds: Counter[str] = Counter()
    for item in found:
        if not isinstance(item, Page | Rejected) or not item.ref:
            raise Unsound(repr(item)[:200])
        kinds["page" if isinstance(item, Page) else item.reason] += 1
    return " and ".join(sorted(kinds)) if len(kinds) < 2 else "several"


def html_case(random: Random, real: tuple[bytes, ...]) -> bytes:
    if real and random.random() < 0.5:
        page = random.choice(real)
        at = random.randint(0, max(0, len(page) - 3000))
        return mutated(page[:1500] + page[at : at + 3000], real, random)
    return mutated(random.choice(SEEDS["html"]), SEEDS["html"], random)


def plain_case(random: Random, real: tuple[bytes, ...]) -> bytes:
    return mutated(random.choice(SEEDS["plain"]), (*SEEDS["plain"], *SEEDS["html"]), random)


def feed_case(random: Random, real: tuple[bytes, ...]) -> bytes:
    return mutated(random.choice(SEEDS["feeds"]), (*SEEDS["feeds"], *SEEDS["html"]), random)


def warc_case(random: Random, real: tuple[bytes, ...]) -> bytes:
    """Records damaged before they are packed, or after, or both."""
    pack: Callable[[bytes], bytes] = random.choice((bytes, functools.partial(gzip.compress, compresslevel=1), zstd))
    records = archive(random)
    if random.random() < 0.5:
        records = tuple(mutated(r, records, random) if random.random() < 0.4 else r for r in records)
    data = b"".join(map(pack, records)) if random.random() < 0.8 else pack(b"".join(records))
    return mutated(data, (data,), random) if random.random() < 0.7 else data


def mail_case(random: Random, real: tuple[bytes, ...]) -> bytes:
    return mutated(random.choice(SEEDS["mail"]), (*SEEDS["mail"], *SEEDS["html"]), random)


def rows_case(random: Random, real: tuple[bytes, ...]) -> bytes:
    return mutated(SEEDS["rows"][0], (*SEEDS["rows"], *SEEDS["plain"]), random)


def file_case(random: Random, real: tuple[bytes, ...]) -> bytes:
    data = CASES[random.choice(("html", "plain", "feeds", "warc", "mail", "rows"))](random, real)
    if random.random() < 0.3:
        packed = gzip.compress(data, 1)
        return mutated(packed, (packed,), random) if random.random() < 0.5 else packed
    return (b"PAR1" + data) if random.random() < 0.02 else data


CASES: dict[str, Callable[[Random, tuple[bytes, ...]], bytes]] = {
    "html": html_case,
    "plain": plain_case,
    "feeds": feed_case,
    "warc": warc_case,
    "mail": mail_case,
    "rows": rows_case,
    "files": file_case,
}


def case(target: str, seed: int, number: int, real: tuple[bytes, ...] = ()) -> bytes:
    return CASES[target](Random(f"{seed}/{target}/{number}"), real)


def read(target: str, data: bytes, number: int) -> str:
    """Read a case as its target reads it; in a word, what came of it.

    Raises:
        whatever the reader raises: that is what is looked for.
    """
    random = Random(number)
    if target in ("html", "plain"):
        return read_page(
            data, random.choice(("html", "html", None)) if target == "html" else random.choice(("text", "clean", None)), random
        )
    if target == "feeds":
        try:
            found = (sitemap_of if random.random() < 0.2 else entries_of)(data, "https://courier.example/feed", random.choice(CHARSETS))
        except PageRejected as error:
            return error.reason
        return "entries" if found.entries else "nothing"
    if target == "warc":
        return tallied(pages_in_archive(io.BytesIO(data), "case", ROWS, Counter()))
    if target == "mail":
        return tallied([page_in_message(data, "case", ROWS)])
    if target == "rows":
        return tallied(pages_in_lines([data[: len(data) // 2], data[len(data) // 2 :]], "case", ROWS))
    with tempfile.TemporaryDirectory(dir="/dev/shm" if os.path.isdir("/dev/shm") else None) as folder:  # noqa: PTH112
        path = Path(folder, random.choice(NAMES))
        path.write_bytes(data)
        return tallied(pages_from([str(path)], page_bytes=2_000_000, plain=random.random() < 0.2))
