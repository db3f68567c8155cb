"""Phrases for several states, and whom they mean on a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from latticework.errors import KnowledgeError
from latticework.knowledge.memberships import STANDINGS, Memberships, Standing
from latticework.knowledge.tables import Row, keyed, rows
from latticework.knowledge.treaties import Treaties

GroupKind: TypeAlias = Literal["states", "loose", "relative", "anaphor"]
GROUP_KINDS = frozenset(get_args(GroupKind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A phrase for several states.

    Its `kind` is "states" where `members_of` tells who they are; "loose" where nobody could list them ("the Global South"); "relative"
    where they are those of a state that the article names ("allies", "neighbouring countries"); "anaphor" where the phrase points
    back to bodies or states named before ("the bloc", "both sides"), which is no name, so the index leaves it out.

    Parts of `members_of`: an ISO code; an organisation's id, for its members; "org:x/candidate", for those in another standing;
    "allies:XXX", for the treaty allies of XXX; and "-XXX" leaves one out.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    members_of: tuple[str, ...]
    start: date | None
    end: date | None
    kind: GroupKind = "states"


class Members:
    """Who belongs to a body or a group on a day."""

    def __init__(self, memberships: Memberships, treaties: Treaties, groups: Mapping[str, Group]) -> None:
        self._memberships = memberships
        self._treaties = treaties
        self._groups = groups

    def on(self, id: str, day: date, standing: Standing = "member") -> tuple[str, ...] | None:
        """ISO codes in order, or None where the members are not known."""
        group = self._groups.get(id)
        if group is not None:
            return self._of_group(group, day)
        if id not in self._memberships:
            return None
        return tuple(sorted(self._memberships.on(id, day, standing)))

    def _of_group(self, group: Group, day: date) -> tuple[str, ...] | None:
        outside = (group.start is not None and day < group.start) or (group.end is not None and day > group.end)
        if outside or not group.members_of:
            return None
        found: set[str] = set()
        for part in group.members_of:
            if part.startswith("-"):
                found.discard(part[1:])
            elif part.startswith("allies:"):
                found.update(self._treaties.allies(part.removeprefix("allies:"), day))
            elif part.startswith("org:"):
                organisation, _, standing = part.partition("/")
                found |= self._memberships.on(organisation, day, cast(Standing, standing or "member"))
            else:
                found.add(part)
        return tuple(sorted(found)) or None


def load_groups(overlay: Path | None, conflicts: list[str]) -> dict[str, Group]:
    return keyed(rows("groups.csv", ("id", "name", "aliases", "members", "start", "end"), overlay), _group, lambda g: g.id, conflicts)


def _group(row: Row) -> Group:
    start, end = row.span()
    members = row.many("members")
    kind = row.added("kind", GROUP_KINDS) or ("states" if members else "loose")
    if (kind == "states") != bool(members):
        row.wrong(f"a group of kind {kind} {'needs' if kind == 'states' else 'has no'} members: mend kind or members")
    return Group(
        id=row.text("id"),
        name=row.text("name"),
        aliases=row.many("aliases"),
        members_of=members,
        start=start,
        end=end,
        kind=cast(GroupKind, kind),
    )


def check_groups(groups: Mapping[str, Group], states: Mapping[str, object], organisations: Mapping[str, object]) -> None:
    """Raises KnowledgeError where a part of a group is no state, organisation or standing."""
    for group in groups.values():
        for part in group.members_of:
            named, _, standing = part.removeprefix("-").removeprefix("allies:").partition("/")
            if named not in states and named not in organisations:
                raise KnowledgeError(f"groups.csv: {group.id}: there is no state or organisation {named}: add it or mend the id")
            if standing and standing not in STANDINGS:
                raise KnowledgeError(f"groups.csv: {group.id}: {standing} is no standing: use one of {', '.join(sorted(STANDINGS))}")
