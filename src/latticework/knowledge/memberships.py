"""Which states belong to a body when, and in what standing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from latticework.knowledge.states import State
from latticework.knowledge.tables import Row, rows

Standing: TypeAlias = Literal["member", "suspended", "observer", "partner", "candidate", "signatory", "chair"]
STANDINGS = frozenset(get_args(Standing))
CONFIDENCE = frozenset({"high", "medium", "low"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One state's spell in a body. `joined` is the first day, `left` the first day on which it was no longer so.

    A row "suspended" or "chair" stands beside the row that says the state is a member.
    """

    organisation: str
    country: str
    joined: date | None
    left: date | None
    standing: Standing = "member"
    as_of: date | None = None
    confidence: str = "high"

    def covers(self, day: date) -> bool:
        return (self.joined is None or self.joined <= day) and (self.left is None or day < self.left)

    def overlaps(self, other: Membership) -> bool:
        return (self.joined or date.min) < (other.left or date.max) and (other.joined or date.min) < (self.left or date.max)


class Memberships:
    """All spells, by body."""

    def __init__(self, memberships: Iterable[Membership]) -> None:
        by_organisation: dict[str, list[Membership]] = defaultdict(list)
        for membership in memberships:
            by_organisation[membership.organisation].append(membership)
        self._by_organisation: Mapping[str, tuple[Membership, ...]] = {k: tuple(v) for k, v in by_organisation.items()}

    def __contains__(self, organisation: str) -> bool:
        return organisation in self._by_organisation

    def __iter__(self) -> Iterator[Membership]:
        return (m for some in self._by_organisation.values() for m in some)

    def of(self, organisation: str) -> tuple[Membership, ...]:
        return self._by_organisation.get(organisation, ())

    def on(self, organisation: str, day: date, standing: Standing = "member") -> frozenset[str]:
        """ISO codes of those in that standing on a day.

        A state that is suspended is not among the members: it has no part in what they do.
        """
        there = [m for m in self.of(organisation) if m.covers(day)]
        found = {m.country for m in there if m.standing == standing}
        if standing == "member":
            found -= {m.country for m in there if m.standing == "suspended"}
        return frozenset(found)

    def as_of(self, organisation: str) -> date | None:
        """The day up to which all that is said of a body's members of today is vouched for; past it they are likely, but not checked."""
        days = [m.as_of for m in self.of(organisation) if m.left is None and m.as_of is not None]
        return min(days, default=None)

    def bodies(self, country: str, day: date, standing: Standing = "member") -> tuple[str, ...]:
        """Ids of the bodies to which a state belongs on a day."""
        return tuple(sorted(o for o in self._by_organisation if country in self.on(o, day, standing)))


def load_memberships(
    overlay: Path | None, organisations: Collection[str], states: Mapping[str, State], conflicts: list[str]
) -> Memberships:
    """Shipped spells and the user's. A user's spell takes the place of a shipped one of the same days, or part of them, and says so."""
    shipped: dict[tuple[str, str, Standing], list[Membership]] = defaultdict(list)
    own: list[Membership] = []
    for row in rows("memberships.csv", ("organisation", "countries", "joined", "left"), overlay):
        organisation = row.text("organisation")
        if organisation not in organisations:
            row.wrong(f"there is no organisation {organisation}: add it to organisations.csv")
        for spell in _of_row(row, organisation, states):
            key = (organisation, spell.country, spell.standing)
            if not row.overlay:
                shipped[key].append(spell)
                continue
            own.append(spell)
            kept = [old for old in shipped[key] if not spell.overlaps(old)]
            if len(kept) < len(shipped[key]):
                conflicts.append(f"{row.file}:{row.line}: {spell.country} in {organisation} replaces the row that is shipped")
            shipped[key] = kept
    return Memberships([*(spell for spells in shipped.values() for spell in spells), *own])


def _of_row(row: Row, organisation: str, states: Mapping[str, State]) -> list[Membership]:
    joined, left = row.span("joined", "left")
    if joined is not None and joined == left:
        row.wrong(f"left is the day of joining, {joined}: write the first day on which it was no member")
    standing = row.added("standing", STANDINGS) or "member"
    confidence, as_of = row.added("confidence", CONFIDENCE) or "high", row.added_day("as_of")
    countries = row.many("countries") or row.wrong("countries is empty: write ISO codes")
    for country in countries:
        if country not in states:
            row.wrong(f"there is no state {country}: add it to states.csv, or mend the code")
    return [
        Membership(
            organisation=organisation,
            country=country,
            # Who was always a member was so for as long as the state has been there.
            joined=joined or states[country].start,
            left=left or _day_after(states[country].end),
            standing=cast(Standing, standing),
            as_of=as_of,
            confidence=confidence,
        )
        for country in countries
    ]


def _day_after(day: date | None) -> date | None:
    return day + timedelta(days=1) if day is not None else None
