"""How much of what is taken out of pages is their articles'? Every line of furniture of the English pages, held against the true body.

    python benchmarks/quality/removed.py [--shared FOLDER] [--show N]

A line of furniture is a fault where it is, word for word and with three words or more, a line of the true body that no block of the
article has. The truth of some pages has credits, copyright lines and "reporting by" in it, which are furniture here by intent; they count
as faults all the same, so that the figures are a little too low. `furniture.py` beside this measures fewer lines, labelled one by one.
Exit 0: measured; 2: there is no shared folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from benchmarks.quality.lost_lines import words_of

from latticework.clean import clean_page
from latticework.errors import LatticeworkError
from latticework.knowledge import load_knowledge
from latticework.types import Page

SETS = ("seb", "fev", "fun_dev")
SHORTEST = 3
"""Words."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared", help="folder with data/pages")
    parser.add_argument("--show", type=int, default=10, help="faults of each set to print")
    options = parser.parse_args()
    pages = options.shared / "data" / "pages"
    if not pages.is_dir():
        print(f"no pages under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    knowledge = load_knowledge()
    lines: Counter[str] = Counter()
    faults: dict[str, list[str]] = {name: [] for name in SETS}
    for name in SETS:
        with gzip.open(pages / f"{name}.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                try:
                    article = clean_page(Page(ref=row["id"], content=row["html"], media="html", url=row["url"]), knowledge).article
                except LatticeworkError:
                    continue
                if article.language != "en":
                    continue
                said = f" {' '.join(words_of(article.text[b.start : b.end]) for b in article.blocks)} "
                true = {words_of(line) for line in row["truth"]["body"].split("\n")}
                for taken in article.furniture:
                    words = words_of(taken.text)
                    lines[name] += bool(words)
                    if words in true and len(words.split()) >= SHORTEST and f" {words} " not in said:
                        faults[name].append(f"{row['id']} ({taken.reason}) {taken.text[:100]}")
        print("".join(f"  {fault}\n" for fault in faults[name][: options.show]), end="")
        print(f"{name:8} {lines[name]} lines taken out, {len(faults[name])} of them the article's: {share(lines[name], len(faults[name]))}")
    print(f"together {share(sum(lines.values()), sum(map(len, faults.values())))}")
    return 0


def share(lines: int, faults: int) -> str:
    return f"precision {100 * (1 - faults / max(1, lines)):.2f}"


if __name__ == "__main__":
    sys.exit(main())
