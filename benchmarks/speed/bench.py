"""Time per article by stage, beside spaCy alone over the same texts in the same run.

    python benchmarks/speed/bench.py [INPUT...] [--repeat N] [--json FILE]

Reads the pages in examples/ unless inputs are given. Both sides get one thread. The peer is a plain
`spacy.load(model).pipe(texts)` over the text of the same articles. The last line is the ratio of all our time after the
page is clean (parse included) to the peer's: 1.0 would mean that reading costs nothing beyond the parse.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from collections import Counter
from pathlib import Path

import spacy

from latticework.acquire import pages_from
from latticework.config import load_config
from latticework.errors import PageRejected
from latticework.pipeline import default_pipeline
from latticework.types import Page

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("inputs", nargs="*", default=[str(EXAMPLES)])
    parser.add_argument("--repeat", type=int, default=5, help="read everything so many times (default: 5)")
    parser.add_argument("--limit", type=int, default=1000, help="at most so many pages (default: 1000)")
    parser.add_argument("--json", type=Path, help="write the figures to FILE as well")
    options = parser.parse_args()
    if any(os.environ.get(name) != "1" for name in THREADS):
        # The libraries look at these when they are imported, so the program begins anew with one thread.
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, **dict.fromkeys(THREADS, "1")})

    config = load_config()
    began = time.perf_counter()
    pipeline = default_pipeline(config)
    pipeline.read(Page(ref="warm-up", content="Japan and China held talks in Tokyo on Monday about trade and security.", media="text"))
    loading = time.perf_counter() - began
    pages = [p for _, p in zip(range(options.limit), pages_from(options.inputs), strict=False) if isinstance(p, Page)]

    spent: Counter[str] = Counter()
    texts: list[str] = []
    for _ in range(options.repeat):
        for page in pages:
            last = time.perf_counter()

            def mark(stage: str) -> None:
                nonlocal last
                now = time.perf_counter()
                spent[stage] += now - last
                last = now

            try:
                reading = pipeline.read(page, after=mark)
            except PageRejected:
                continue
            texts.append(reading.article.text)
    nlp = spacy.load(config.parser)
    began = time.perf_counter()
    for _ in nlp.pipe(texts):
        pass
    peer = time.perf_counter() - began

    words = sum(len(t.split()) for t in texts)
    figures = {"articles": len(texts), "words": words, "loading_s": round(loading, 2)}
    figures |= {f"{stage}_ms": round(1000 * seconds / len(texts), 2) for stage, seconds in spent.items()}
    figures["spacy_alone_ms"] = round(1000 * peer / len(texts), 2)
    figures["memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    reading_time = sum(seconds for stage, seconds in spent.items() if stage != "clean")
    figures["ratio"] = round(reading_time / peer, 2)
    for name, value in figures.items():
        print(f"{name:16} {value:>10}")
    each = words // max(1, len(texts))
    print(f"reading (parse and all after it) takes {figures['ratio']} times spaCy alone; {len(texts)} articles of {each} words")
    if options.json:
        options.json.write_text(json.dumps(figures, indent=2) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
