"""How much of an article is lost where only its crude text is there?

    python benchmarks/quality/lost_lines.py [--shared FOLDER] [--show N]

For each dump of plain_dev.jsonl.gz: the lines that are lines of the true body too, and how many of these are in no block of the
article. `sentences` are those of four words and more that end like one, `short lines` the rest: headings, rows of lists and price
lists, credits, copyright lines (which the truth of these pages has at places, and which are furniture here by intent).
The share is given of the article's own lines, and for all lost lines of the lines of the dumps as well.
Exit 0: measured; 2: there is no shared folder.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from latticework.clean import clean_page
from latticework.clean.lines import lines_of
from latticework.errors import LatticeworkError
from latticework.knowledge import Knowledge, load_knowledge
from latticework.types import Page

HERE = Path(__file__).resolve().parent
SENTENCE = 4
WORD = re.compile(r"\w+")


def words_of(text: str) -> str:
    return " ".join(WORD.findall(unicodedata.normalize("NFKC", text).casefold()))


def article_of(ref: str, text: str, knowledge: Knowledge) -> str:
    """All that the blocks of the article say."""
    try:
        article = clean_page(Page(ref=ref, content=text, media="text"), knowledge).article
    except LatticeworkError:
        return ""
    return f" {' '.join(words_of(article.text[b.start : b.end]) for b in article.blocks)} "


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared", help="folder with data/pages")
    parser.add_argument("--show", type=int, default=20, help="lost sentences to print")
    options = parser.parse_args()
    gold = options.shared / "data" / "pages" / "plain_dev.jsonl.gz"
    if not gold.is_file():
        print(f"no {gold.name} under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    knowledge = load_knowledge()
    own: Counter[tuple[str, bool]] = Counter()
    lost: Counter[tuple[str, bool]] = Counter()
    lines: Counter[str] = Counter()
    shown = 0
    with gzip.open(gold, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            said = article_of(row["id"], row["text"], knowledge)
            left = {words_of(line) for line in row["truth"]["body"].split("\n")} - {""}
            for line in lines_of(row["text"]):
                lines[row["kind"]] += 1
                words = words_of(line.text)
                if words not in left:
                    continue
                left.remove(words)
                kind = row["kind"], line.ended and line.words >= SENTENCE
                own[kind] += 1
                if f" {words} " not in said:
                    lost[kind] += 1
                    if kind[1] and shown < options.show:
                        shown += 1
                        print(f"  {row['id']}: {line.text[:110]}")
    for kind in sorted(lines):
        told = [f"{name} {lost[kind, s]} of {own[kind, s]} ({100 * lost[kind, s] / max(1, own[kind, s]):.2f} %)" for name, s in KINDS]
        every = lost[kind, True] + lost[kind, False]
        print(f"{kind:8} lost: {', '.join(told)}, together {100 * every / max(1, own[kind, True] + own[kind, False]):.2f} %, ", end="")
        print(f"of all {lines[kind]} lines {100 * every / lines[kind]:.2f} %")
    return 0


KINDS = (("sentences", True), ("short lines", False))

if __name__ == "__main__":
    sys.exit(main())
