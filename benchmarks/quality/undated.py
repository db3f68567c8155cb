"""Does the interval that an undated text is given contain the day on which it was published, and how wide is it?

    python benchmarks/quality/undated.py [--shared FOLDER] [--sample N] [--corpora N] [--show N]

The texts are real articles in English whose day is known: title and body as plain text, the day withheld, short lines that state it
left out. All of fun_dev and fev (whose day the page's own data state), then of htd and wcx_dev as many as fill up the sample, in
the proportion of two to one, drawn with a fixed seed. With --corpora also N rows each of the Current Events summaries and of the White
House releases, which are other kinds of text: a paragraph without a title, and statements of one government.

given: share of the texts that get an interval. right: share of the intervals that contain the day. days: median width, both
ends counted. month: share of all texts with an interval of at most 31 days. The same follows by what each interval rests on, a
text counting for each of its reasons.
Exit 0: measured; 2: there is no shared folder.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from latticework.clean import clean_page
from latticework.clean.dating import infer_published
from latticework.clean.language import language_of
from latticework.clean.lines import lines_of
from latticework.errors import LatticeworkError
from latticework.knowledge import Knowledge, load_knowledge
from latticework.types import Article, Page, Published, as_day

HERE = Path(__file__).resolve().parent
SEED = 20261124
BODY = ("paragraph", "heading", "list_item", "pull_quote", "table", "dateline", "standfirst")
SHORT = 12
"""Words of a line that is left out where it states the day that is withheld."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    ref: str
    day: date
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    dated: Dated
    published: Published

    @property
    def given(self) -> bool:
        return self.published.basis == "inferred"

    @property
    def ends(self) -> tuple[date, date]:
        assert self.published.earliest is not None and self.published.latest is not None
        return as_day(self.published.earliest), as_day(self.published.latest)

    @property
    def right(self) -> bool:
        return self.ends[0] <= self.dated.day <= self.ends[1]

    @property
    def days(self) -> int:
        return (self.ends[1] - self.ends[0]).days + 1


def pages_of(shared: Path, name: str, knowledge: Knowledge) -> Iterator[Dated]:
    """The English pages of a set with a day, in the order of the file."""
    with gzip.open(shared / "data" / "pages" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            truth = row["truth"]
            body, day, title = truth.get("body"), truth.get("published"), truth.get("title")
            if body and language_of(body) != "en":
                continue
            if not body or not day:
                try:
                    article = clean_page(Page(ref=row["id"], content=row["html"], media="html", url=row["url"]), knowledge).article
                except LatticeworkError:
                    continue
                if article.language != "en" or not (day or article.published.basis == "metadata"):
                    continue
                day = day or str(article.published.earliest)
                body, title = body or body_of(article), title or article.title
            yield dated(row["id"], date.fromisoformat(day[:10]), f"{title or ''}\n{body}")


def body_of(article: Article) -> str:
    return "\n".join(article.text[b.start : b.end] for b in article.blocks if b.role in BODY)


def dated(ref: str, day: date, text: str) -> Dated:
    """A text without the short lines that state its own day."""
    month = f"(?:{day:%B}|{day:%b})\\.?"
    stated = re.compile(
        rf"\b(?:{month} 0?{day.day}(?:st|nd|rd|th)?,? {day.year}|0?{day.day}(?:st|nd|rd|th)?\.? (?:of )?{month},? {day.year}"
        rf"|{day.isoformat()}|0?{day.day}[./]0?{day.month}[./]{day.year}|0?{day.month}[./]0?{day.day}[./]{day.year})\b"
    )
    lines = (line for line in text.split("\n") if len(line.split()) > SHORT or not stated.search(line))
    return Dated(ref=ref, day=day, text="\n".join(lines).strip())


def sample_of(shared: Path, size: int, knowledge: Knowledge) -> dict[str, list[Dated]]:
    drawn = {name: list(pages_of(shared, name, knowledge)) for name in ("fun_dev", "fev", "htd", "wcx_dev")}
    rest = max(0, size - len(drawn["fun_dev"]) - len(drawn["fev"]))
    for name, part in (("htd", 2 * rest // 3), ("wcx_dev", rest - 2 * rest // 3)):
        # By the ids, so that a page more or less that is taken for English does not draw all others anew.
        drawn[name] = sorted(drawn[name], key=lambda d: hashlib.sha256(f"{SEED} {d.ref}".encode()).digest())[:part]
    return drawn


def corpora_of(shared: Path, size: int) -> dict[str, list[Dated]]:
    folder = shared / "data" / "corpora"
    with gzip.open(folder / "current_events_2002_2022.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    # Notes of later years on links that broke are the encyclopaedia's, not the summary's.
    dead = re.compile(r"\(Link dead[^)]*\)?\)?")
    events = [
        dated(str(r["id"]), date.fromisoformat(r["date"][:10]), dead.sub("", r["text"])) for r in random.Random(SEED).sample(rows, size)
    ]
    table = pq.read_table(folder / "whitehouse_2021_2024.parquet", columns=["doc_id", "published_at", "title", "text"]).to_pylist()
    house = [
        dated(str(r["doc_id"]), date.fromisoformat(str(r["published_at"])[:10]), f"{r['title']}\n{whole(r['text'])}")
        for r in random.Random(SEED).sample(table, size)
    ]
    return {"events": events, "house": house}


def whole(text: str) -> str:
    """Paragraphs that were broken at a fixed width made whole, as the cleaning of plain text does."""
    return "\n".join(line.text for line in lines_of(text))


def kind_of(reason: str) -> str:
    """A reason without its names and dates, so that like ones can be counted together."""
    kind = re.sub(r"“[^”]*”", "“…”", reason)
    kind = re.sub(r"^.*?: in office (since)?.*", lambda m: f"in office {m[1] or 'from to'}", kind)
    kind = re.sub(r"^former .*?: out of office .*", "former: out of office from to", kind)
    kind = re.sub(r"^.*?: to take office .*", "to take office", kind)
    kind = re.sub(r"^after: .*", "after an event", kind)
    kind = re.sub(r"these exclude each other: .*", "these exclude each other", kind)
    kind = re.sub(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b", "weekday", kind)
    kind = re.sub(r"\b\d{4}(?:-\d\d-\d\d)?\b", "…", kind)
    return re.sub(r"^.* on weekday$", "occasion on weekday", kind)[:70]


def report(name: str, found: Sequence[Found], width: int = 10) -> str:
    given = [f for f in found if f.given]
    right = sum(f.right for f in given)
    days = statistics.median(f.days for f in given) if given else 0
    return (
        f"{name:{width}} texts {len(found):5} given {100 * len(given) / max(1, len(found)):5.1f} "
        f"right {100 * right / max(1, len(given)):5.1f} days {days:6.1f} "
        f"month {100 * sum(f.days <= 31 for f in given) / max(1, len(found)):5.1f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared", help="folder with data/")
    parser.add_argument("--sample", type=int, default=300, help="articles of the page sets")
    parser.add_argument("--corpora", type=int, default=0, help="rows of each corpus besides")
    parser.add_argument("--show", type=int, default=10, help="intervals without the day to print")
    options = parser.parse_args()
    if not (options.shared / "data" / "pages").is_dir():
        print(f"no pages under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    knowledge = load_knowledge()
    sets = sample_of(options.shared, options.sample, knowledge)
    pages = list(sets)
    if options.corpora:
        sets |= corpora_of(options.shared, options.corpora)
    found = {name: [Found(dated=d, published=infer_published(d.text, knowledge)) for d in texts] for name, texts in sets.items()}
    wrong = [f for some in found.values() for f in some if f.given and not f.right]
    for f in wrong[: options.show]:
        print(f"{f.dated.ref} of {f.dated.day}: {f.ends[0]} to {f.ends[1]}\n   " + "\n   ".join(f.published.reasons))
    for name, some in found.items():
        print(report(name, some))
    every = [f for name in pages for f in found[name]]
    by_kind: dict[str, list[Found]] = defaultdict(list)
    for f in every:
        for kind in {kind_of(reason) for reason in f.published.reasons if f.given}:
            by_kind[kind].append(f)
    for kind, some in sorted(by_kind.items(), key=lambda item: -len(item[1])):
        print("  " + report(kind, some, 40))
    print(re.sub(" +", " ", report("undated: all", every)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
