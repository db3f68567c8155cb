"""Who is named, and what stands for a government: our mentions and spaCy's entities alone on sentences that a person has annotated.

    python -m benchmarks.quality.actors [--shared FOLDER] [--show N]

195 sentences drawn with a fixed seed from the Current Events and the White House corpora of the shared folder; no word of them stands
here. A row of actor_mentions.tsv tells the document, where the sentence stands in its text (white space folded), the first digits of its
SHA-256, and of each *name* in it its place, what it is (a person, an organisation, a place, or a state that acts, by its name or its
people's) and its country, empty where it has none or where that is open. Common nouns ("the minister") are not annotated, nor are
adjectives ("Syrian refugees"); names that come again in a sentence count once.
found: names of which a mention of ours has a part. right of ours: mentions by name that have a part of an annotated name. kind and
country: of those found. acts or is a place: of states, capitals and the like those told apart. spaCy has no countries, and its GPE does not
tell governments from places.
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
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq

from latticework.detect.actors import find_actors
from latticework.detect.syntax import parse
from latticework.detect.who import sentence_article
from latticework.knowledge import load_knowledge
from latticework.types import Reading

HERE = Path(__file__).resolve().parent
LABELS = HERE / "actor_mentions.tsv"
KINDS = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "state"}
NAMED = frozenset({"name", "metonym", "demonym"})


@dataclass(frozen=True, slots=True)
class Name:
    start: int
    end: int
    kind: str
    country: str | None

    def meets(self, other: Name) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Labelled:
    day: date
    text: str
    names: tuple[Name, ...]


def documents(shared: Path, wanted: set[tuple[str, str]]) -> dict[tuple[str, str], str]:
    folder = shared / "data" / "corpora"
    found = {}
    with gzip.open(folder / "current_events_2002_2022.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if (key := ("current_events", str(row["id"]))) in wanted:
                found[key] = row["text"]
    for row in pq.read_table(folder / "whitehouse_2021_2024.parquet", columns=["doc_id", "text"]).to_pylist():
        if (key := ("whitehouse", str(row["doc_id"]))) in wanted:
            found[key] = row["text"] or ""
    return {key: " ".join(text.split()) for key, text in found.items()}


def labelled(shared: Path) -> Iterator[Labelled]:
    with LABELS.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    texts = documents(shared, {(r["corpus"], r["document"]) for r in rows})
    sentences: dict[tuple[str, str, str, str], list[dict[str, str]]] = defaultdict(list)
    for r in rows:
        sentences[r["corpus"], r["document"], r["from"], r["to"]].append(r)
    for (corpus, document, start, end), some in sentences.items():
        text = texts.get((corpus, document), "")[int(start) : int(end)]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != some[0]["sha256"]:
            print(f"{corpus} {document} has changed", file=sys.stderr)
            continue
        names = tuple(Name(int(r["start"]), int(r["end"]), r["kind"], r["country"] or None) for r in some if r["kind"])
        yield Labelled(date.fromisoformat(some[0]["date"][:10]), text, names)


def entities(reading: Reading) -> list[Name]:
    """What the parser alone marks."""
    assert reading.syntax is not None
    found: list[Name] = []
    tokens = reading.syntax.tokens
    for i, token in enumerate(tokens):
        if token.ent.startswith("B-") and token.ent[2:] in KINDS:
            end = i + 1
            while end < len(tokens) and tokens[end].ent == f"I-{token.ent[2:]}":
                end += 1
            found.append(Name(token.start, tokens[end - 1].end, KINDS[token.ent[2:]], None))
    return found


def ours(reading: Reading) -> list[Name]:
    actors = {a.id: a for a in reading.actors}
    found = []
    for m in reading.mentions:
        actor = actors.get(m.actor or "")
        named = m.by in NAMED or (m.by in ("title", "description") and any(w[:1].isupper() for w in m.text.split()[1:]))
        if named and any(map(str.isupper, m.text)):
            found.append(Name(m.start, m.end, m.kind, actor.country if actor is not None else None))
    return found


def score(gold: Labelled, names: list[Name], counts: Counter[str], faults: list[str]) -> None:
    for name in gold.names:
        counts["names"] += 1
        met = [n for n in names if n.meets(name)]
        if not met:
            faults.append(f"missed {gold.text[name.start : name.end]!r} in: {gold.text[:90]}")
            continue
        best = max(met, key=lambda n: (min(n.end, name.end) - max(n.start, name.start), n.kind == name.kind, n.start - n.end))
        counts["found"] += 1
        counts["kind"] += best.kind == name.kind
        if name.country is not None:
            counts["countries"] += 1
            counts["country"] += best.country == name.country
        if name.kind in ("state", "place"):
            counts["placed"] += 1
            counts["apart"] += best.kind == name.kind
        if best.kind != name.kind or (name.country and best.country != name.country):
            told = f"{best.kind} {best.country}, should be {name.kind} {name.country}"
            faults.append(f"{gold.text[name.start : name.end]!r} is {told} in: {gold.text[:90]}")
    for n in names:
        counts["ours"] += 1
        counts["right"] += any(n.meets(name) for name in gold.names)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=HERE.parents[2] / "shared", help="folder with data/corpora")
    parser.add_argument("--show", type=int, default=20, help="faults to print")
    options = parser.parse_args()
    if not (options.shared / "data" / "corpora").is_dir():
        print(f"no corpora under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    find, read = find_actors(load_knowledge()), parse()
    counts: dict[str, Counter[str]] = {"latticework": Counter(), "spaCy": Counter()}
    faults: list[str] = []
    sentences = 0
    for gold in labelled(options.shared):
        sentences += 1
        parsed = read(Reading(article=sentence_article(gold.text, gold.day)))
        score(gold, ours(find(parsed)), counts["latticework"], faults)
        score(gold, entities(parsed), counts["spaCy"], [])
    print("\n".join(f"  {fault}" for fault in faults[: options.show]))
    for who, n in counts.items():
        share = {k: 100 * n[k] / max(1, n[of]) for k, of in PARTS}
        print(f"{who:12} {sentences} sentences, {n['names']} names: " + "  ".join(f"{LABEL[k]} {v:.1f}" for k, v in share.items()))
    return 0


PARTS = (("found", "names"), ("right", "ours"), ("kind", "found"), ("country", "countries"), ("apart", "placed"))
LABEL = {"found": "found", "right": "right of ours", "kind": "kind", "country": "country", "apart": "acts or is a place"}

if __name__ == "__main__":
    sys.exit(main())
