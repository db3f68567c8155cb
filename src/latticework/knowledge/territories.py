"""Territories that are no states, or not without dispute: who holds them on a day, who claims them, and neutral words for it.

A territory has a row for each spell in which that was the same. Nothing here says who is in the right: `states` are those who hold
it, wholly or in part, `claimants` those who say that it is theirs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from latticework.knowledge.names import pieces
from latticework.knowledge.tables import Row, rows

TerritoryStatus: TypeAlias = Literal["dependency", "autonomous", "contested", "occupied", "administered", "undisputed"]
STATUSES = frozenset(get_args(TerritoryStatus))
COLUMNS = ("id", "name", "aliases", "states", "claimants", "status", "code", "start", "end", "wording", "as_of", "confidence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """One spell of a territory; `start` and `end` are its first and last day, None where not known or not over.

    `code` is the ISO code that the territory itself bears, as HKG. `wording` may be shown to a reader as it is.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    states: tuple[str, ...]
    claimants: tuple[str, ...]
    status: TerritoryStatus
    code: str | None
    start: date | None
    end: date | None
    wording: str
    as_of: date

    @property
    def disputed(self) -> bool:
        """Whether a reader should be told that others see it differently."""
        return self.status in ("contested", "occupied")

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class Territories:
    """Found by any of their names, on a day."""

    def __init__(self, spells: Sequence[Territory]) -> None:
        self._spells = tuple(spells)
        by_name: dict[tuple[str, ...], list[Territory]] = defaultdict(list)
        for spell in spells:
            for key in dict.fromkeys(pieces(form) for form in (spell.name, *spell.aliases)):
                by_name[key].append(spell)
        self._by_name: Mapping[tuple[str, ...], list[Territory]] = by_name

    def __iter__(self) -> Iterator[Territory]:
        return iter(self._spells)

    def __len__(self) -> int:
        return len(self._spells)

    def of(self, name: str, day: date | None) -> Territory | None:
        """What is called so, as it stood on the day; without a day only where it always stood the same. A leading "the" may be there."""
        key = pieces(name)
        found = self._by_name.get(key) or (self._by_name.get(key[1:]) if key[:1] in (("the",), ("The",)) else None) or []
        if day is not None:
            found = [spell for spell in found if spell.covers(day)]
        return found[0] if len(found) == 1 else None


def load_territories(overlay: Path | None, states: Container[str], conflicts: list[str]) -> Territories:
    """Spells by territory and day. A user's spell ends the shipped one that it falls into, or takes its place, and is noted."""
    spells: dict[str, list[Territory]] = defaultdict(list)
    for row in rows("territories.csv", COLUMNS, overlay):
        new = _territory(row, states)
        kept = spells[new.id]
        for old in [s for s in kept if _meet(s, new)]:
            if not row.overlay:
                row.wrong(f"{new.id} has another row for the same days: mend start or end of one")
            kept.remove(old)
            before = new.start is not None and (old.start is None or old.start < new.start)
            if before and new.start is not None:
                kept.append(replace(old, end=new.start - timedelta(days=1)))
            conflicts.append(f"{row.file}:{row.line}: {new.id} {'ends' if before else 'replaces'} the row that is shipped")
        kept.append(new)
    return Territories([spell for some in spells.values() for spell in some])


def _meet(one: Territory, other: Territory) -> bool:
    first, last = max(one.start or date.min, other.start or date.min), min(one.end or date.max, other.end or date.max)
    return first <= last


def _territory(row: Row, states: Container[str]) -> Territory:
    start, end = row.span()
    holders, claimants, code = row.many("states"), row.many("claimants"), row.maybe("code")
    for one in (*holders, *claimants, *((code,) if code else ())):
        if one not in states:
            row.wrong(f"there is no state {one}: add it to states.csv or mend the code")
    return Territory(
        id=row.text("id"),
        name=row.text("name"),
        aliases=row.many("aliases"),
        states=holders,
        claimants=claimants,
        status=cast(TerritoryStatus, row.one_of("status", STATUSES)),
        code=code,
        start=start,
        end=end,
        wording=row.text("wording"),
        as_of=row.the_day("as_of"),
    )
