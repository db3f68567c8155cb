"""States and territories: codes, names, adjectives, demonyms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from latticework.knowledge.tables import Row, keyed, rows

COLUMNS = ("code", "qid", "name", "in_sentence", "names", "adjectives", "demonyms", "capital", "start", "end", "ambiguous")


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or territory by its ISO 3166-1 alpha-3 code (XKX for Kosovo, SUN, YUG, CSK, DDR, SCG for those that are gone).

    `names` are all names news uses, `name` first, without article; `in_sentence` is the name with its article where it has one.
    `ambiguous` are those of its names, adjectives and demonyms that often mean something else ("Georgia", "Turkey", "Jordan").
    """

    code: str
    qid: str | None
    name: str
    in_sentence: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str | None
    start: date | None
    end: date | None
    ambiguous: tuple[str, ...] = ()


def load_states(overlay: Path | None, conflicts: list[str]) -> dict[str, State]:
    return keyed(rows("states.csv", COLUMNS, overlay), _state, lambda s: s.code, conflicts)


def _state(row: Row) -> State:
    start, end = row.span()
    code, name, others = row.text("code"), row.text("name"), row.many("names")
    if len(code) != 3 or not code.isupper():
        row.wrong(f"code is {code!r}: use the three capitals of ISO 3166-1")
    return State(
        code=code,
        qid=row.maybe("qid"),
        name=name,
        in_sentence=row.maybe("in_sentence") or name,
        names=(name, *(n for n in others if n != name)),
        adjectives=row.many("adjectives"),
        demonyms=row.many("demonyms"),
        capital=row.maybe("capital"),
        start=start,
        end=end,
        ambiguous=row.many("ambiguous"),
    )
