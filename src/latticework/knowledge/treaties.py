"""Treaties of defence: who must help whom on a day, and by which treaty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from latticework.knowledge.memberships import CONFIDENCE, Memberships
from latticework.knowledge.tables import Row, keyed, rows

TreatyKind: TypeAlias = Literal[
    "defence_pact", "collective_security", "guarantee", "consultation", "cooperation", "neutrality", "non_aggression"
]
TREATY_KINDS = frozenset(get_args(TreatyKind))
COLUMNS = ("id", "name", "aliases", "parties", "start", "end", "kind", "article", "as_of", "confidence")
# What news means by a treaty ally. The pacts of whole continents bind on paper states that nobody calls allies.
ALLIED: frozenset[TreatyKind] = frozenset({"defence_pact"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty:
    """`parties` are ISO codes, or the id of an organisation for its members of the day.

    Kinds: a defence_pact binds each to help the others when attacked; collective_security is that among a whole region; in a
    guarantee the first party protects the rest; consultation binds them to confer when one is threatened; cooperation is bases,
    arms or training; neutrality and non_aggression bind them to stay out. `start` is the first day in force, `end` the first day after it.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    parties: tuple[str, ...]
    start: date
    end: date | None
    kind: TreatyKind
    article: str | None
    as_of: date
    confidence: str

    def covers(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


class Treaties:
    """All treaties, by id and by state."""

    def __init__(self, treaties: Iterable[Treaty], memberships: Memberships) -> None:
        self._treaties = tuple(treaties)
        self._memberships = memberships

    def __iter__(self) -> Iterator[Treaty]:
        return iter(self._treaties)

    def parties(self, treaty: Treaty, day: date) -> frozenset[str]:
        """ISO codes of those bound on a day; none where the treaty is not in force."""
        if not treaty.covers(day):
            return frozenset()
        found: set[str] = set()
        for party in treaty.parties:
            found |= self._memberships.on(party, day) if party in self._memberships else {party}
        return frozenset(found)

    def allies(self, country: str, day: date, kinds: Collection[TreatyKind] = ALLIED) -> dict[str, tuple[Treaty, ...]]:
        """The states bound to this one on a day, in order, each with the treaties that bind them."""
        found: dict[str, list[Treaty]] = defaultdict(list)
        for treaty in self._treaties:
            parties = self.parties(treaty, day) if treaty.kind in kinds else frozenset()
            if country in parties:
                for ally in parties - {country}:
                    found[ally].append(treaty)
        return {ally: tuple(found[ally]) for ally in sorted(found)}


def load_treaties(overlay: Path | None, memberships: Memberships, known: Mapping[str, object], conflicts: list[str]) -> Treaties:
    """`known` are the states by ISO code and the organisations by id, which may be parties."""
    found = keyed(rows("treaties.csv", COLUMNS, overlay), lambda row: _treaty(row, known), lambda t: t.id, conflicts)
    return Treaties(found.values(), memberships)


def _treaty(row: Row, known: Mapping[str, object]) -> Treaty:
    start, end = row.span()
    parties = row.many("parties")
    if not parties or (len(parties) == 1 and len(parties[0]) == 3):
        row.wrong("parties names fewer than two: write ISO codes, or the id of an organisation")
    for party in parties:
        if party not in known:
            row.wrong(f"there is no state or organisation {party}: add it or mend the id")
    return Treaty(
        id=row.text("id"),
        name=row.text("name"),
        aliases=row.many("aliases"),
        parties=parties,
        start=start or row.the_day("start"),
        end=end,
        kind=cast(TreatyKind, row.one_of("kind", TREATY_KINDS)),
        article=row.maybe("article"),
        as_of=row.the_day("as_of"),
        confidence=row.one_of("confidence", CONFIDENCE),
    )
