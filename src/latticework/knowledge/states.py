"""States and territories: codes, names, adjectives, demonyms, and what they were called when."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from latticework.knowledge.tables import Row, keyed, rows

COLUMNS = ("code", "qid", "name", "in_sentence", "names", "adjectives", "demonyms", "capital", "start", "end", "ambiguous")

NAMES = ("code", "name", "kind", "start", "end")
NameKind: TypeAlias = Literal["short", "formal"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DatedName:
    """What a state was called from a first to a last day; None where that is not known or not over."""

    name: str
    kind: NameKind
    start: date | None
    end: date | None

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or territory by its ISO 3166-1 alpha-3 code (XKX for Kosovo, SUN, YUG, CSK, DDR, SCG, YMD, VDR, ANT for those that are gone).

    A state that only changed its name keeps its code: Zaire is COD, Burma MMR, Rhodesia ZWE; `dated` tells since and until when.
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
    dated: tuple[DatedName, ...] = ()

    def called(self, day: date, kind: NameKind = "short") -> str | None:
        """Its name on a day, the newest where two were in use; None where no row tells, or before and after its time."""
        if (self.start is not None and day < self.start) or (self.end is not None and day > self.end):
            return None
        told = [n for n in self.dated if n.kind == kind]
        fitting = [n for n in told if n.covers(day)]
        if fitting:
            return max(fitting, key=lambda n: n.start or date.min).name
        return self.name if kind == "short" and not told else None


def load_states(overlay: Path | None, conflicts: list[str]) -> dict[str, State]:
    """States by code. What they were called at some time are names of theirs on any day, since news goes on to use old ones."""
    states = keyed(rows("states.csv", COLUMNS, overlay), _state, lambda s: s.code, conflicts)
    dated: dict[str, list[DatedName]] = defaultdict(list)
    for row in rows("state_names.csv", NAMES, overlay):
        start, end = row.span()
        kind = cast(NameKind, row.one_of("kind", frozenset(get_args(NameKind))))
        if row.text("code") not in states:
            row.wrong(f"there is no state {row.text('code')}: add it to states.csv")
        dated[row.text("code")].append(DatedName(name=row.text("name"), kind=kind, start=start, end=end))
    for code, names in dated.items():
        state = states[code]
        known = dict.fromkeys((*state.names, *(n.name for n in names)))
        states[code] = replace(state, names=tuple(known), dated=tuple(names))
    return states


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
