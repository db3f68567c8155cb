"""Latticework beside its peers on the same pages, in one run, by the same scorer.

    python benchmarks/quality/peers.py [SET...] [--shared FOLDER] [--limit N]

SET is a file of data/pages in the shared folder without its ending (default: seb fev fun_dev wcx_dev htd). The peers are trafilatura
in its usual and in its careful mode, resiliparse, htmldate (dates only), and, where they are installed, readability-lxml and
newspaper4k. Each gets the page's HTML, and no address; Latticework gets the same. One line a set and reader, figures in per cent.
Exit 2: there is no shared folder.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import importlib.util
import json
import logging
import sys
import warnings
from collections.abc import Callable, Iterator
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

SHARED = Path(__file__).resolve().parents[3] / "shared"
SETS = ("seb", "fev", "fun_dev", "wcx_dev", "htd")
FIGURES = ("F1", "precision", "recall", "exact", "date", "title", "authors", "standfirst", "captions", "leaked")

Found = dict[str, Any]
"""The part of a reading that the scorer looks at."""
Reader = Callable[[str], Found]


def article(
    body: str = "", title: str | None = None, authors: list[str] | None = None, day: str | None = None, about: str | None = None
) -> Found:
    published = {"earliest": day, "latest": day} if day else None
    blocks = [{"role": "paragraph", "start": 0, "end": len(body)}]
    return {
        "article": {"text": body, "blocks": blocks, "title": title, "authors": authors or [], "published": published, "standfirst": about}
    }


@lru_cache
def knowledge() -> Any:
    from latticework.knowledge import load_knowledge

    return load_knowledge()


def ours(html: str) -> Found:
    from latticework.clean import clean_page
    from latticework.errors import PageRejected
    from latticework.schema import to_json
    from latticework.types import Page

    try:
        return dict(json.loads(to_json(clean_page(Page(ref="", content=html, media="html"), knowledge()))))
    except PageRejected:
        return article()


def trafilatura_reader(careful: bool) -> Reader:
    import trafilatura

    def reader(html: str) -> Found:
        found = trafilatura.bare_extraction(html, favor_precision=careful, include_comments=False, with_metadata=True)
        if found is None:
            return article()
        return article(
            found.text or "", found.title, [a.strip() for a in (found.author or "").split(";") if a.strip()], found.date, found.description
        )

    return reader


def resiliparse_reader(html: str) -> Found:
    from resiliparse.extract.html2text import extract_plain_text

    return article(extract_plain_text(html, main_content=True, alt_texts=False))


def htmldate_reader(html: str) -> Found:
    from htmldate import find_date

    return article(day=find_date(html, original_date=True))


def readability_reader(html: str) -> Found:
    from lxml.html import fromstring
    from readability import Document

    found = Document(html)
    body = "\n".join(" ".join(p.text_content().split()) for p in fromstring(found.summary()).iter("p", "h2", "h3", "li"))
    return article(body, found.title())


def newspaper_reader(html: str) -> Found:
    from newspaper import Article

    found = Article(url="", language="en")
    found.download(input_html=html)
    found.parse()
    when = found.publish_date
    day = when.date().isoformat() if isinstance(when, datetime) else when.isoformat() if isinstance(when, date) else None
    return article(found.text, found.title, list(found.authors), day, found.meta_description)


def readers() -> Iterator[tuple[str, Reader]]:
    yield "latticework", ours
    yield "trafilatura", trafilatura_reader(careful=False)
    yield "trafilatura, careful", trafilatura_reader(careful=True)
    yield "resiliparse", resiliparse_reader
    yield "htmldate", htmldate_reader
    if importlib.util.find_spec("readability"):
        yield "readability-lxml", readability_reader
    if importlib.util.find_spec("newspaper"):
        yield "newspaper4k", newspaper_reader


def share(found: list[Found], name: str) -> float:
    told = [f[name] for f in found if f.get(name) is not None]
    return 100 * sum(told) / len(told) if told else float("nan")


def figures(scorer: Any, rows: list[Found], reader: Reader) -> dict[str, float]:
    found = []
    for row in rows:
        try:
            reading = reader(row["html"])
        except Exception:  # a peer that fails on a page has found nothing there
            reading = article()
        found.append(scorer.page(row, reading, ()))
    out = dict(scorer.body_report([f["body"] for f in found if "body" in f])) if any("body" in f for f in found) else {}
    captions = [sum(c) for c in zip(*(f["captions"] for f in found if "captions" in f), strict=True)]
    if captions:
        out |= {"captions": 100 * captions[0] / captions[1], "leaked": 100 * captions[4] / captions[5]}
    return out | {
        "date": share(found, "day"),
        "title": share(found, "title"),
        "authors": share(found, "authors"),
        "standfirst": share(found, "standfirst"),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder with evaluate/ and data/")
    parser.add_argument("--limit", type=int, help="only the first N pages of each set")
    options = parser.parse_args()
    if not (options.shared / "evaluate").is_dir():
        print(f"no scorers under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    sys.path.insert(0, str(options.shared / "evaluate"))
    scorer = importlib.import_module("pages")
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    print(f"{'':10}{'':22}" + "".join(f"{name:>11}" for name in FIGURES))
    for name in options.sets:
        with gzip.open(options.shared / f"data/pages/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line, _ in zip(lines, range(options.limit or 1_000_000), strict=False)]
        for label, reader in readers():
            got = figures(scorer, rows, reader)
            told = "".join(f"{value:11.1f}" if (value := got.get(f, float("nan"))) == value else f"{'-':>11}" for f in FIGURES)
            print(f"{name:10}{label:22}{told}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
