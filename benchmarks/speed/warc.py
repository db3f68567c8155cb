"""Reading a large WARC: pages a second and peak memory, beside an archive a tenth as large, and beside fastwarc alone.

    python benchmarks/speed/warc.py PAGES.jsonl[.gz] [--megabytes N] [--clean N] [--json FILE]

PAGES holds JSON lines of `{"url", "html"}`. Two archives (.warc.gz, a member for each record, a tenth of the pages behind chunks
and gzip as servers send them) are made of them in a temporary folder by repeating the pages, and taken away again. Each figure
comes from a process of its own. Memory that does not grow with the archive shows in the two peaks being the same.
"""

from __future__ import annotations

import argparse
import gzip
import json
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path

from latticework.acquire import pages_from
from latticework.types import Page

BETWEEN = b"\r\n\r\n"


def member(n: int, url: str, html: bytes) -> bytes:
    """One response as a member of a .warc.gz."""
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    if n % 10 == 0:
        packed = gzip.compress(html, 6)
        html = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
        head += b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"
    block = head + b"\r\n" + html
    fields = {
        "WARC-Type": "response",
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{n:012d}>",
        "WARC-Date": "2026-01-01T00:00:00Z",
        "WARC-Target-URI": url,
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    }
    header = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
    return gzip.compress(header.encode() + block + BETWEEN, 6)


def members(pages: Path) -> list[bytes]:
    opened = gzip.open if pages.suffix == ".gz" else open
    with opened(pages, "rb") as lines:
        rows = [json.loads(line) for line in lines]
    return [member(n, row.get("url") or "https://example.org/", row["html"].encode("utf-8", "replace")) for n, row in enumerate(rows)]


def write(path: Path, stored: list[bytes], size: int) -> int:
    """An archive of at least `size` bytes; the number of its records."""
    written = count = 0
    with path.open("wb") as out:
        for one in cycle(stored):
            out.write(one)
            written += len(one)
            count += 1
            if written >= size:
                return count
    raise AssertionError("unreachable")


def iterate(path: str, limit: int) -> Iterator[object]:
    return islice(pages_from([path]), limit or None)


def cleaned(path: str, limit: int) -> Iterator[object]:
    from latticework.clean import clean_page
    from latticework.errors import PageRejected

    for page in iterate(path, limit):
        if isinstance(page, Page):
            try:
                yield clean_page(page)
            except PageRejected:
                yield None


def fastwarc_alone(path: str, limit: int) -> Iterator[object]:
    """What the library itself takes to give the bodies as they are stored: fastwarc 2.0.1 stops after the first that it decodes."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    for record in islice(ArchiveIterator(path, record_types=WarcRecordType.response), limit or None):
        yield record.reader.read()


WAYS: dict[str, Callable[[str, int], Iterator[object]]] = {"pages": iterate, "cleaned": cleaned, "fastwarc": fastwarc_alone}


def measured(way: str, path: str, limit: int) -> tuple[int, float, int]:
    """How many, in how many seconds, with how much memory at most (MB), in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(run, (way, path, limit))


def run(way: str, path: str, limit: int) -> tuple[int, float, int]:
    began = time.perf_counter()
    count = sum(1 for _ in WAYS[way](path, limit))
    return count, time.perf_counter() - began, peak_mb()


def peak_mb() -> int:
    """The most memory of this process itself: what `getrusage` tells is the parent's too, before it became this one."""
    status = Path("/proc/self/status")
    if status.exists():
        return int(status.read_text().partition("VmHWM:")[2].split()[0]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path, help="JSON lines of pages")
    parser.add_argument("--megabytes", type=int, default=1000, help="size of the larger archive, packed (default: 1000)")
    parser.add_argument("--clean", type=int, default=300, help="clean so many of its pages too (default: 300)")
    parser.add_argument("--json", type=Path, help="write the figures to FILE as well")
    options = parser.parse_args()
    stored = members(options.pages)
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, size in (("tenth", options.megabytes * 100_000), ("whole", options.megabytes * 1_000_000)):
            path = Path(folder, f"{name}.warc.gz")
            expected = write(path, stored, size)
            jobs = [("pages", 0)] + ([("fastwarc", 0), ("cleaned", options.clean)] if name == "whole" else [])
            for way, limit in jobs:
                count, seconds, peak = measured(way, str(path), limit)
                assert count == (limit or expected), f"{way}: {count} of {limit or expected}"
                figures |= {f"{name}_{way}": count, f"{name}_{way}_a_second": round(count / seconds, 1), f"{name}_{way}_peak_mb": peak}
            path.unlink()
    for key, value in figures.items():
        print(f"{key:28} {value:>12,}")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
