"""Are copies found, and only copies? Real articles are perturbed at run time and must be folded under what they were made from.

    python benchmarks/quality/copies.py [--shared FOLDER] [--limit N] [--show N]

The articles are the bodies of the pages with truth in the shared folder; their text is read there and kept nowhere. Each kind of
copy is made of each article with a fixed seed and read behind all of them, as `latticework read` reads many pages:

recall: of the copies of a kind, those whose `copy_of` is the article they were made from. precision: of those that have a
`copy_of`, those where it is that one. `folded` articles are originals that were taken for a copy of another original.

False merges are looked for where stories are most alike: the Current Events summaries of one day, which are told in one form, the
releases of one outlet (the White House) under different headlines, and all original articles among one another. What has the
same words is no false merge. --show prints the headlines or first words of pairs that were merged.
Exit 0: measured; 2: there is no shared folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from latticework.clean.copies import Earlier, Sketch, bands_of, kinship, sketch_of
from latticework.record.copies import candidates
from latticework.types import UNDATED, Article, Block, Outlet, Published

HERE = Path(__file__).resolve().parent
SETS = ("seb", "fev", "fun_dev", "wcx_dev")
FEWEST = 60
"""Words of an article that is perturbed."""
SENTENCE = re.compile(r'(?<=[.!?”"])\s+(?=[A-Z“"\'‘])')
FURNITURE = (
    "Sign up for our newsletter to get the best of the day in your inbox every morning",
    "Read more: what to know about the talks and who takes part in them",
    "Follow us on social media for the latest updates from our newsroom",
    "This material may not be published, broadcast, rewritten or redistributed without permission.",
    "Our standards: the principles of trust that our newsroom follows",
)
Perturb = Callable[[str, random.Random, Sequence[str]], str]


def byline_changed(text: str, chance: random.Random, words: Sequence[str]) -> str:
    return f"By a staff writer in the capital\nSPRINGFIELD, March 3 — {text}"


def headline_new(text: str, chance: random.Random, words: Sequence[str]) -> str:
    return f"{' '.join(chance.choices(words, k=9))}\n{' '.join(chance.choices(words, k=16))}\n{text}"


def furniture_added(text: str, chance: random.Random, words: Sequence[str]) -> str:
    lines = text.split("\n")
    for line in FURNITURE:
        lines.insert(chance.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def without(text: str, gone: Callable[[int], set[int]]) -> str:
    """The text less the sentences that `gone` names when told how many there are."""
    lines = [[s for s in SENTENCE.split(line) if s] for line in text.split("\n") if line.strip()]
    dropped = gone(sum(map(len, lines)))
    kept, n = [], 0
    for line in lines:
        rest = [s for i, s in enumerate(line, n) if i not in dropped]
        n += len(line)
        if rest:
            kept.append(" ".join(rest))
    return "\n".join(kept)


def tenth_dropped(text: str, chance: random.Random, words: Sequence[str]) -> str:
    return without(text, lambda n: set(chance.sample(range(n), max(1, round(n / 10)))))


def half_dropped(text: str, chance: random.Random, words: Sequence[str]) -> str:
    return without(text, lambda n: set(chance.sample(range(n), n // 2)))


def second_half_dropped(text: str, chance: random.Random, words: Sequence[str]) -> str:
    return without(text, lambda n: set(range((n + 1) // 2, n)))


def two_thirds_dropped(text: str, chance: random.Random, words: Sequence[str]) -> str:
    return without(text, lambda n: set(range((n + 2) // 3, n)))


def tenth_of_words_changed(text: str, chance: random.Random, words: Sequence[str]) -> str:
    return "".join(chance.choice(words) if w.strip() and chance.random() < 0.1 else w for w in re.split(r"(\s+)", text))


def all_at_once(text: str, chance: random.Random, words: Sequence[str]) -> str:
    return byline_changed(furniture_added(half_dropped(text, chance, words), chance, words), chance, words)


KINDS: tuple[Perturb, ...] = (
    byline_changed, headline_new, furniture_added, tenth_dropped, half_dropped, second_half_dropped, two_thirds_dropped,
    tenth_of_words_changed, all_at_once,
)  # fmt: skip


def article(id: str, text: str, day: date | None = None, outlet: str | None = None, title: str | None = None) -> Article:
    """An article of paragraphs as the cleaning would give it."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(role="paragraph", start=start, end=start + len(line)))
        start += len(line) + 1
    return Article(
        id=id, ref=id, url=None, outlet=Outlet(name=outlet, domain=None) if outlet else None, title=title, standfirst=None, authors=(),
        section=None, language=None, modified=None, text=text, blocks=tuple(blocks), furniture=(), truncated=None, copy_of=None,
        published=UNDATED if day is None else Published(earliest=day, latest=day, precision="day", basis="given"),
    )  # fmt: skip


def bodies(shared: Path, limit: int | None) -> list[Article]:
    found = []
    for name in SETS:
        with gzip.open(shared / f"data/pages/{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [row for row in map(json.loads, lines) if len((row["truth"].get("body") or "").split()) >= FEWEST]
        found += [article(row["id"], row["truth"]["body"]) for row in rows[:limit]]
    return found


def recall(originals: Sequence[Article], show: int) -> list[str]:
    chance = random.Random(20240507)
    words = [word for a in chance.sample(list(originals), min(50, len(originals))) for word in a.text.split()]
    figures = []
    for perturb in KINDS:
        earlier = Earlier()
        folded = [(a.id, copy) for a in originals if (copy := earlier.placed(a).copy_of)]
        if perturb is KINDS[0]:
            print(f"{len(originals)} articles, {len(folded)} folded under another as they are")
            for pair in folded[:show]:
                print("   ", *pair)
        heads = dict(folded)
        found = [(heads.get(a.id, a.id), earlier.placed(article("copy", perturb(a.text, chance, words))).copy_of) for a in originals]
        right = sum(head == copy for head, copy in found)
        given = sum(copy is not None for _, copy in found)
        name = perturb.__name__.replace("_", "-")
        print(f"  {name:24} recall {100 * right / len(found):5.1f}  precision {100 * right / max(1, given):5.1f}")
        figures.append(f"{name} {100 * right / len(found):.1f}")
    return figures


def merged(articles: Sequence[Article]) -> Iterator[tuple[Article, Article]]:
    """Pairs that are taken for one story and do not have the same words."""
    kept: list[tuple[Article, Sketch]] = [(a, sketch) for a in articles if (sketch := sketch_of(a))]
    for pair in candidates(bands_of([sketch for _, sketch in kept])).tolist():
        (one, a), (other, b) = kept[pair >> 32], kept[pair & 0xFFFFFFFF]
        if a.shingles.tobytes() != b.shingles.tobytes() and kinship(a, b):
            yield one, other


def false_merges(name: str, articles: Sequence[Article], wrong: Callable[[Article, Article], bool], show: int) -> str:
    found = [pair for pair in merged(articles) if wrong(*pair)]
    print(f"{name}: {len(articles)} articles, {len(found)} pairs merged")
    for pair in found[:show]:
        print("   ", " | ".join((a.title or a.text)[:110] for a in pair))
    return f"{name}-merged {len(found)}"


def current_events(shared: Path) -> list[Article]:
    with gzip.open(shared / "data/corpora/current_events_2002_2022.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [article(str(n), r["text"], date.fromisoformat(r["date"])) for n, r in enumerate(map(json.loads, lines))]


def releases(shared: Path) -> list[Article]:
    rows = pq.read_table(shared / "data/corpora/whitehouse_2021_2024.parquet").to_pylist()
    days = [date.fromisoformat(str(r["published_at"])[:10]) for r in rows]
    return [
        article(str(n), r["text"], day, "White House", r["title"]) for n, (r, day) in enumerate(zip(rows, days, strict=True)) if r["text"]
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared", help="folder with data/")
    parser.add_argument("--limit", type=int, help="only so many articles of each set")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print so many of the pairs that were merged")
    options = parser.parse_args()
    if not (options.shared / "data/pages").is_dir():
        print(f"no pages under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    originals = bodies(options.shared, options.limit)
    figures = recall(originals, options.show)

    def same_day(a: Article, b: Article) -> bool:
        return a.published == b.published

    figures.append(false_merges("pages", originals, lambda a, b: True, options.show))
    figures.append(false_merges("current-events", current_events(options.shared), same_day, options.show))
    figures.append(false_merges("releases", releases(options.shared), lambda a, b: a.title != b.title, options.show))
    print("copies " + " ".join(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
