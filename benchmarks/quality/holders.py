"""Who held an office on a day: our tables against a second source of the shared folder.

    python benchmarks/quality/holders.py [--shared FOLDER] [--show N] [--drawn N]

Heads of state and of government: days drawn with a fixed seed, one from a term at most, from the terms of the World Factbook that last
200 days and more, at least 60 days from either end (its ends are the successor's start, its editions yearly before 2020, its text of 2018
to 2020 empty: those years are left out). Our rows before 2023 come from Wikidata, those after it partly from the Factbook itself, so that
only days up to 2022 count as checked by a second source; the rest is given apart. Foreign ministers: all states on 15 November 2022, from
another list of the shared folder. Names are the same where one's words are all in the other's, or where one of five letters and more is
spelt nearly alike, since the Factbook transliterates in its own way.
right: the person; silent: we know nobody; other: we name another person. `holders_settled.csv` beside this tells of disagreements that a
person has looked into which source is right, and why; those on which we are right count as right.
Exit 0: measured; 2: there is no shared folder.
"""

from __future__ import annotations

import argparse
import csv
import random
import re
import sys
import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from pathlib import Path

from latticework.knowledge import Knowledge, load_knowledge
from latticework.types import Position

OFFICES: dict[str, Position] = {"HOS": "head_of_state", "HOG": "head_of_government"}
LONG, WITHIN = 200, 60
EMPTY = (date(2018, 1, 1), date(2020, 12, 1))
SECOND = date(2022, 6, 30)
LISTED = date(2022, 11, 15)
ALIKE = 0.79
"""Share of the letters that two spellings of a name have in common."""
SETTLED = Path(__file__).with_name("holders_settled.csv")
BROKEN = re.compile(r"[;,(]|vacant|Council|President|Minister|King|Queen|Prince|Sultan|Amir|Gen\.|Dr\.", re.I)
"""Marks of a name into which the parsing has let something else."""


@dataclass(frozen=True, slots=True)
class Question:
    country: str
    position: Position
    day: date
    name: str


LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "dj", "ð": "d", "þ": "th", "ə": "a"})


def words(name: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold().translate(LETTERS)) if c.isascii())
    return [
        w for w in re.findall(r"[a-z]+", plain.replace("-", " ")) if w not in ("al", "el", "de", "von", "van", "bin", "the", "sir", "dr")
    ]


def same(one: str, other: str) -> bool:
    a, b = set(words(one)), set(words(other))
    alike = any(SequenceMatcher(None, x, y).ratio() >= ALIKE for x in a for y in b if min(len(x), len(y)) >= 5)
    return bool(a and b) and (a <= b or b <= a or len(a & b) >= 2 or alike)


def heads(path: Path, wanted: int) -> list[Question]:
    drawn = random.Random(4)
    found = []
    with path.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["office"] not in OFFICES or BROKEN.search(row["name"]) or len(row["start"]) != 10 or not row["iso3"]:
                continue
            start = date.fromisoformat(row["start"])
            end = date.fromisoformat(row["end"]) if len(row["end"]) == 10 else date(2025, 12, 1)
            if (end - start).days < LONG:
                continue
            day = start + timedelta(days=drawn.randrange(WITHIN, (end - start).days - WITHIN))
            if not EMPTY[0] <= day <= EMPTY[1]:
                found.append(Question(row["iso3"], OFFICES[row["office"]], day, row["name"]))
    return drawn.sample(found, min(wanted, len(found)))


def foreign_ministers(path: Path) -> list[Question]:
    with path.open(encoding="utf-8", newline="") as rows:
        return [
            Question(row["iso3"], "foreign_minister", LISTED, row["person"])
            for row in csv.DictReader(rows)
            if "from_state_list" in row["flags"]
            and row["role"] == "foreign_minister"
            and row["start"] < LISTED.isoformat()
            and not row["end"]
        ]


def verdict(question: Question, known: Knowledge) -> str:
    terms = known.holders(question.country, question.position, question.day)
    people = [known.persons[t.person] for t in terms if t.person in known.persons]
    if not people:
        return "silent"
    names = [name for person in people for name in (person.name, *person.aliases)]
    return "right" if any(same(question.name, name) for name in names) else f"other: {', '.join(p.name for p in people)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[3] / "shared", help="folder with data/actors")
    parser.add_argument("--show", type=int, default=40, help="disagreements to print")
    parser.add_argument("--drawn", type=int, default=500, help="days drawn for heads")
    options = parser.parse_args()
    actors = options.shared / "data" / "actors"
    if not actors.is_dir():
        print(f"no tables under {options.shared}; give the folder with --shared", file=sys.stderr)
        return 2
    known = load_knowledge()
    with SETTLED.open(encoding="utf-8", newline="") as rows:
        settled = {(r["country"], r["position"], r["name"]): r["right"] for r in csv.DictReader(rows)}
    counts: dict[str, Counter[str]] = {}
    asked = heads(actors / "factbook_heads_1990_2026.csv", options.drawn) + foreign_ministers(actors / "offices_wikidata_2000_2022.csv")
    shown = 0
    for question in sorted(asked, key=lambda q: (q.position, q.country, q.day)):
        answer = verdict(question, known)
        if answer.startswith("other") and settled.get((question.country, question.position, question.name)) == "ours":
            answer = "right"
        when = "1990s" if question.day.year < 2000 else "2000-22" if question.day <= SECOND or question.day == LISTED else "later"
        counts.setdefault(f"{question.position} {when}", Counter())[answer.partition(":")[0]] += 1
        if answer != "right" and shown < options.show:
            shown += 1
            print(f"  {question.country} {question.position} {question.day}: {question.name}; {answer}")
    for label, found in sorted(counts.items()):
        total = found.total()
        share = (
            f"{100 * found['right'] / total:5.1f} % right, {100 * found['right'] / max(1, total - found['silent']):5.1f} of those answered"
        )
        print(f"{label:28} {total:4} asked: {share} ({found['silent']} silent, {found['other']} other)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
