"""Pages cleaned in a second beside trafilatura alone, over the same pages in the same run, one thread each.

    python benchmarks/speed/pages.py [FILE.jsonl.gz...] [--limit N] [--repeat N]

FILE holds JSON lines with a field `html`; without any, the HTML pages of examples/ are read again and again. The peer is
`trafilatura.bare_extraction` with its metadata, which finds body, title, authors and date; Latticework finds the same and captions,
credits, furniture with reasons, outlet and more. Both take turns page by page, so that whatever else the machine does meets
both alike. The last line is the ratio of their speeds: 1.0 would be as quick as trafilatura alone.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import json
import logging
import resource
import statistics
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import trafilatura

from latticework.clean import clean_page
from latticework.clean.language import identifier
from latticework.errors import PageRejected
from latticework.knowledge import load_knowledge
from latticework.types import Page

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def pages(files: list[Path], limit: int) -> Iterator[str]:
    if not files:
        for path in sorted(EXAMPLES.rglob("*.html")):
            yield path.read_text(encoding="utf-8", errors="replace")
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line, _ in zip(lines, range(limit), strict=False):
                yield json.loads(line)["html"]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--limit", type=int, default=200, help="at most so many pages of each file (default: 200)")
    parser.add_argument("--repeat", type=int, default=1, help="read everything so many times (default: 1)")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)
    knowledge = load_knowledge()
    ours: list[float] = []
    peer: list[float] = []
    size = 0
    clean_page(Page(ref="", content=next(pages([], 1)), media="html"), knowledge)
    identifier()  # the models load on first use, and the time of that is no page's
    for turn in range(options.repeat):
        for n, html in enumerate(pages(options.files, options.limit)):
            size += len(html)
            for which in ((ours, peer), (peer, ours))[(n + turn) % 2]:
                began = time.process_time()
                if which is ours:
                    with contextlib.suppress(PageRejected):
                        clean_page(Page(ref="", content=html, media="html"), knowledge)
                else:
                    trafilatura.bare_extraction(html, include_comments=False, with_metadata=True)
                which.append(time.process_time() - began)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"pages {len(ours)}, {size / 1e6:.1f} M characters, peak memory {peak} MB")
    for name, seconds in (("latticework", ours), ("trafilatura", peer)):
        mean, median = 1000 * statistics.mean(seconds), 1000 * statistics.median(seconds)
        rate, longest = len(seconds) / sum(seconds), 1000 * max(seconds)
        print(f"{name:12} {rate:6.1f} pages/s  mean {mean:.1f} ms  median {median:.1f} ms  longest {longest:.0f} ms")
    print(f"latticework cleans {sum(peer) / sum(ours):.2f} times as many pages a second as trafilatura")
    return 0


if __name__ == "__main__":
    sys.exit(main())
