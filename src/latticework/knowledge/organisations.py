"""Organisations, armed groups, agencies, parties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from latticework.knowledge.tables import Row, keyed, rows

OrganisationKind: TypeAlias = Literal[
    "igo", "alliance", "bloc", "government_body", "armed_group", "party", "agency", "company", "media", "ngo", "treaty", "other"
]
KINDS = frozenset(get_args(OrganisationKind))
SECTORS = frozenset({
    "COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR", "BUS", "CRM", "CVL",
    "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL", "SOC", "IGO", "NGO", "MNC",
})  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A body that acts. One of kind "treaty" only has parties: its name stands for no actor.

    `start` and `end` are the first and last day it was there, None where that is not known or not over. `ambiguous` are those of its
    names that often mean something else.
    """

    id: str
    name: str
    aliases: tuple[str, ...]
    kind: OrganisationKind
    sector: str | None
    country: str | None
    ambiguous: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None


def load_organisations(overlay: Path | None, conflicts: list[str]) -> dict[str, Organisation]:
    columns = ("id", "name", "aliases", "kind", "sector", "country", "ambiguous")
    return keyed(rows("organisations.csv", columns, overlay), _organisation, lambda o: o.id, conflicts)


def _organisation(row: Row) -> Organisation:
    sector = row.maybe("sector")
    if sector is not None and sector not in SECTORS:
        row.one_of("sector", SECTORS)
    start, end = row.added_span("start", "end")
    return Organisation(
        id=row.text("id"),
        name=row.text("name"),
        aliases=row.many("aliases"),
        kind=cast(OrganisationKind, row.one_of("kind", KINDS)),
        sector=sector,
        country=row.maybe("country"),
        ambiguous=row.many("ambiguous"),
        start=start,
        end=end,
    )
