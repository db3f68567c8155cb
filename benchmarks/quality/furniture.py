"""Is what is taken out of a page furniture? Hold the cleaning against lines of real pages that a person has labelled.

    python benchmarks/quality/furniture.py [LABELS.tsv] [--shared FOLDER] [--show N]

The pages are their publishers' and no word of them stands here: a row of furniture_lines.tsv names a set and a page of the
shared folder, the form in which the page is read (html, or plain: its crude text), and a line of its crude text by the
first 16 digits of the SHA-256 of its words. `text` is the article's own: title, standfirst, headings, paragraphs, lists.
`caption`, `credit` and `byline` are its own as well (date lines are `byline`), but are counted apart, since they may
stand in fields of their own. `furniture` is the rest, of a `kind`; `either` are lines on which careful readers differ (a post of
a social network within the text), and count for nothing. The pages were drawn with a fixed seed from the English ones of each set;
their lines, three a page, so that half were lines that the cleaning of that day took out, and those in turn half from the lines of
six words and more, where mistakes are made. The person who labelled saw the lines around each, not what became of it.

precision: of the lines that are not in the article, those that are furniture or a byline; a text, caption or credit that is
missing is a fault. A cell of a table is found in its row, and a caption without
the button behind it is found by its beginning. recall: of the lines that are furniture, those that are not in the article.
Exit 0: measured; 2: there is no shared folder.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import html

from latticework.clean import clean_page
from latticework.errors import LatticeworkError
from latticework.knowledge import Knowledge, load_knowledge
from latticework.types import Page

HERE = Path(__file__).resolve().parent
LABELS = HERE / "furniture_lines.tsv"
OWN = ("text", "caption", "credit")
INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd",
    "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
UNSEEN = frozenset({
    "head", "script", "style", "noscript", "template", "svg", "iframe", "object", "select", "option", "textarea",
})  # fmt: skip
SHORT = 4
"""Words up to which a line must be a whole block of the article to be found in it; longer ones may stand within one."""


BEGINNING = 0.7
"""Share of a caption's letters that must be kept; the rest may be the button behind it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    set: str
    page: str
    form: str
    sha256: str
    length: int
    label: str
    kind: str


def crude_lines(source: str) -> list[str]:
    """The text of a page as it comes out without knowing anything: the window's title, then a line for each block."""
    tree = html.document_fromstring(source.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    lines: list[str] = []
    said = [tree.findtext("head/title") or ""]

    def end_line() -> None:
        lines.append(" ".join("".join(said).split()))
        said.clear()

    def walk(element: html.HtmlElement) -> None:
        if isinstance(element.tag, str) and element.tag not in UNSEEN:
            block = element.tag not in INLINE
            if block:
                end_line()
            said.append(element.text or "")
            for child in element:
                walk(child)
            if block:
                end_line()
        said.append(element.tail or "")

    walk(tree)
    end_line()
    return [line for line in lines if line]


def digest(line: str) -> str:
    return hashlib.sha256(" ".join(line.split()).encode()).hexdigest()[:16]


def pages_of(shared: Path, name: str, wanted: set[str]) -> Iterator[tuple[str, str, str]]:
    """Id, URL and HTML of the wanted pages of a set."""
    with gzip.open(shared / "data" / "pages" / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["id"] in wanted:
                yield row["id"], row["url"], row["html"]


def read_labels(path: Path) -> list[Label]:
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Label(
                set=r["set"],
                page=r["page"],
                form=r["form"],
                sha256=r["sha256"],
                length=int(r["length"]),
                label=r["label"],
                kind=r["kind"],
            )
            for r in csv.DictReader(file, delimiter="\t")
        ]


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))


def kept_by(source: str, url: str, form: str, knowledge: Knowledge) -> tuple[frozenset[str], str]:
    """The blocks of the article that the cleaning makes of a page, and all of it, in letters and digits only."""
    content, media = (source, "html") if form == "html" else ("\n".join(crude_lines(source)), "text")
    try:
        article = clean_page(Page(ref=url, content=content, media=media, url=url if form == "html" else None), knowledge).article  # type: ignore[arg-type]
    except LatticeworkError:
        return frozenset(), ""
    said = [article.text[b.start : b.end] for b in article.blocks]
    cells = (letters(cell) for b, text in zip(article.blocks, said, strict=True) if b.role == "table" for cell in text.split(" | "))
    return frozenset([*map(letters, said), *cells]), "".join(map(letters, said))


def is_kept(line: str, label: str, blocks: frozenset[str], whole: str) -> bool:
    words = letters(line)
    if words in blocks:
        return True
    least = words[: int(BEGINNING * len(words))] if label == "caption" else words
    return len(line.split()) > SHORT and least in whole


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labels", nargs="?", type=Path, default=LABELS)
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared", help="folder with data/pages")
    parser.add_argument("--show", type=int, default=20, help="disagreements of each kind to print")
    options = parser.parse_args()
    if not (options.shared / "data" / "pages").is_dir():
        print(f"no pages under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    labels = read_labels(options.labels)
    by_page: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in labels:
        by_page[label.set, label.page].append(label)
    knowledge = load_knowledge()
    counts: Counter[tuple[str, bool]] = Counter()
    removals: Counter[tuple[str, str, bool]] = Counter()
    faults: dict[str, list[str]] = {"taken out, but the article's own": [], "kept, but furniture": []}
    lost = 0
    for name in sorted({label.set for label in labels}):
        for page, url, source in pages_of(options.shared, name, {label.page for label in labels if label.set == name}):
            lines = {digest(line): line for line in crude_lines(source)}
            made: dict[str, tuple[frozenset[str], str]] = {}
            for label in by_page[name, page]:
                line = lines.get(label.sha256)
                if line is None:
                    lost += 1
                    continue
                if label.form not in made:
                    made[label.form] = kept_by(source, url, label.form, knowledge)
                kept = is_kept(line, label.label, *made[label.form])
                counts[label.label, kept] += 1
                if not kept:
                    removals[name, label.form, label.label not in OWN] += 1
                told = f"{label.label:9} {label.kind:18} {page} {label.form}: {line[:120]}"
                if label.label in OWN and not kept:
                    faults["taken out, but the article's own"].append(told)
                if label.label == "furniture" and kept:
                    faults["kept, but furniture"].append(told)
    for what, found in faults.items():
        print(f"{what}: {len(found)}")
        print("".join(f"  {line}\n" for line in found[: options.show]), end="")
    for name, form in sorted({(n, f) for n, f, _ in removals}):
        right, wrong = removals[name, form, True], removals[name, form, False]
        print(f"{name:8} {form:5} {right} of {right + wrong} removals right")
    out = {label: counts[label, False] for label in (*OWN, "byline", "furniture")}
    print("  ".join(f"{label}: {counts[label, False]} of {counts[label, False] + n} out" for label in out for n in [counts[label, True]]))
    removed = sum(out.values())
    right = out["furniture"] + out["byline"]
    total = counts["furniture", False] + counts["furniture", True]
    if lost:
        print(f"{lost} labelled lines are not on their pages any more")
    print(
        f"furniture: lines {sum(counts.values())} removed {removed} precision {100 * right / max(1, removed):.1f} "
        f"text {100 * (1 - out['text'] / max(1, removed)):.1f} recall {100 * out['furniture'] / max(1, total):.1f}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
