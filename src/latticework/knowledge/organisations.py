"""Organisations, armed groups, agencies, parties; named groups of states; who is a member when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from latticework.knowledge.tables import Row, keyed, rows

OrganisationKind: TypeAlias = Literal[
    "igo", "alliance", "bloc", "government_body", "armed_group", "party", "agency", "company", "media", "ngo", "other"
]
KINDS = frozenset(get_args(OrganisationKind))
SECTORS = frozenset({
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "MNC",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    id: str
    name: str
    aliases: tuple[str, ...]
    kind: OrganisationKind
    sector: str | None
    country: str | None
    ambiguous: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A phrase for several states. `members_of` lists ISO codes, ids of organisations whose members count, and "-XXX" for
    codes to leave out; () says that the members cannot be known from the phrase."""

    id: str
    name: str
    aliases: tuple[str, ...]
    members_of: tuple[str, ...]
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    organisation: str
    country: str
    joined: date | None
    left: date | None

    def covers(self, day: date) -> bool:
        return (self.joined is None or self.joined <= day) and (self.left is None or day < self.left)


class Members:
    """Who belongs to what on a day."""

    def __init__(self, memberships: Iterable[Membership], groups: Mapping[str, Group]) -> None:
        by_organisation: dict[str, list[Membership]] = defaultdict(list)
        for membership in memberships:
            by_organisation[membership.organisation].append(membership)
        self._memberships: Mapping[str, list[Membership]] = by_organisation
        self._groups = groups

    def on(self, id: str, day: date) -> tuple[str, ...] | None:
        """ISO codes in order, or None where the members are not known."""
        group = self._groups.get(id)
        if group is not None:
            return self._of_group(group, day)
        if id not in self._memberships:
            return None
        return tuple(sorted({m.country for m in self._memberships[id] if m.covers(day)}))

    def _of_group(self, group: Group, day: date) -> tuple[str, ...] | None:
        outside = (group.start is not None and day < group.start) or (group.end is not None and day > group.end)
        if outside or not group.members_of:
            return None
        found: set[str] = set()
        for part in group.members_of:
            if part.startswith("-"):
                found.discard(part[1:])
            elif part in self._memberships:
                found.update(m.country for m in self._memberships[part] if m.covers(day))
            else:
                found.add(part)
        return tuple(sorted(found))


def load_organisations(overlay: Path | None, conflicts: list[str]) -> dict[str, Organisation]:
    columns = ("id", "name", "aliases", "kind", "sector", "country", "ambiguous")
    return keyed(rows("organisations.csv", columns, overlay), _organisation, lambda o: o.id, conflicts)


def _organisation(row: Row) -> Organisation:
    sector = row.maybe("sector")
    if sector is not None and sector not in SECTORS:
        row.one_of("sector", SECTORS)
    return Organisation(
        id=row.text("id"),
        name=row.text("name"),
        aliases=row.many("aliases"),
        kind=cast(OrganisationKind, row.one_of("kind", KINDS)),
        sector=sector,
        country=row.maybe("country"),
        ambiguous=row.many("ambiguous"),
    )


def load_groups(overlay: Path | None, conflicts: list[str]) -> dict[str, Group]:
    return keyed(rows("groups.csv", ("id", "name", "aliases", "members", "start", "end"), overlay), _group, lambda g: g.id, conflicts)


def _group(row: Row) -> Group:
    start, end = row.span()
    return Group(
        id=row.text("id"), name=row.text("name"), aliases=row.many("aliases"), members_of=row.many("members"), start=start, end=end
    )


def load_members(overlay: Path | None, groups: Mapping[str, Group], organisations: Mapping[str, Organisation]) -> Members:
    memberships: list[Membership] = []
    for row in rows("memberships.csv", ("organisation", "countries", "joined", "left"), overlay):
        organisation = row.text("organisation")
        if organisation not in organisations:
            row.wrong(f"there is no organisation {organisation}: add it to organisations.csv")
        joined, left = row.span("joined", "left")
        countries = row.many("countries") or row.wrong("countries is empty: write ISO codes")
        memberships += [Membership(organisation=organisation, country=c, joined=joined, left=left) for c in countries]
    return Members(memberships, groups)
