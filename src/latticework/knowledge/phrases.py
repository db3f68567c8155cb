"""Words that stand for an actor without naming it, places, and dated occasions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, cast, get_args

from latticework.knowledge.organisations import SECTORS
from latticework.knowledge.tables import Row, rows
from latticework.types import MentionKind

MetonymKind: TypeAlias = Literal["building", "capital", "place"]
METONYM_KINDS = frozenset(get_args(MetonymKind))
MENTION_KINDS = frozenset(get_args(MentionKind))


@dataclass(frozen=True, slots=True, kw_only=True)
class Metonym:
    """A building, capital or place that stands for those who sit in it. `actor` is an ISO code or an organisation's id.

    `ambiguous` says that others are called by it too ("Brussels"), or that it is often but a place ("Nagpur").
    """

    text: str
    actor: str
    country: str | None
    sector: str | None
    start: date | None
    end: date | None
    kind: MetonymKind
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A noun phrase for people by what they are. `plural` is its plural form, None where it is one already or has none.

    `means` is the noun of the same body under another name: "ministry of defense" is the "defence ministry".
    """

    noun: str
    plural: str | None
    sector: str | None
    kind: MentionKind
    unnamed_source: bool
    means: str | None = None

    @property
    def key(self) -> str:
        """What tells one body of a country from another, whatever it is called by."""
        return self.means or self.noun


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    name: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    ambiguous: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """A known event with its days. `patterns` are regular expressions (case ignored) for how news refers to it.

    `foreseen` events, such as summits and elections, are written of before they happen.
    """

    id: str
    name: str
    patterns: tuple[str, ...]
    start: date
    end: date
    country: str | None
    place: str | None
    foreseen: bool


def load_metonyms(overlay: Path | None) -> tuple[Metonym, ...]:
    return tuple(
        m for row in rows("metonyms.csv", ("texts", "actor", "country", "sector", "start", "end", "kind"), overlay) for m in _metonyms(row)
    )


def _metonyms(row: Row) -> list[Metonym]:
    start, end = row.span()
    return [
        Metonym(
            text=text,
            actor=row.text("actor"),
            country=row.maybe("country"),
            sector=_sector(row),
            start=start,
            end=end,
            kind=cast(MetonymKind, row.one_of("kind", METONYM_KINDS)),
            ambiguous=row.added("ambiguous", frozenset({"yes"})) is not None,
        )
        for text in row.many("texts")
    ]


def _sector(row: Row) -> str | None:
    return row.one_of("sector", SECTORS) if row.maybe("sector") else None


def load_roles(overlay: Path | None) -> tuple[Role, ...]:
    return tuple(
        Role(
            noun=row.text("noun"),
            plural=row.maybe("plural"),
            sector=_sector(row),
            kind=cast(MentionKind, row.one_of("kind", MENTION_KINDS)),
            unnamed_source=row.flag("unnamed_source"),
            means=row.cells.get("means") or None,
        )
        for row in rows("roles.csv", ("noun", "plural", "sector", "kind", "unnamed_source"), overlay)
    )


PLACE_KINDS = frozenset(
    {"capital", "city", "region", "territory", "sea", "strait", "river", "island", "mountain", "base", "site", "border", "continent"}
)


def load_places(overlay: Path | None) -> tuple[PlaceName, ...]:
    return tuple(
        PlaceName(
            name=row.text("name"),
            aliases=row.many("aliases"),
            country=row.maybe("country"),
            kind=row.one_of("kind", PLACE_KINDS),
            ambiguous=row.flag("ambiguous"),
        )
        for row in rows("places.csv", ("name", "aliases", "country", "kind", "ambiguous"), overlay)
    )


def load_occasions(overlay: Path | None) -> tuple[Occasion, ...]:
    return tuple(_occasion(row) for row in rows("occasions.csv", ("id", "name", "patterns", "start", "end", "country", "place"), overlay))


def _occasion(row: Row) -> Occasion:
    start = row.the_day("start")
    end = row.day("end") or start
    if end < start:
        row.wrong(f"end {end} is before start {start}: swap them or mend one")
    # Patterns are parted by " || ", since a single bar belongs to regular expressions.
    patterns = tuple(p for p in row.cells["patterns"].split(" || ") if p)
    for pattern in patterns:
        try:
            re.compile(pattern, re.IGNORECASE)
        except re.error as error:
            row.wrong(f"pattern {pattern!r} is not a regular expression: {error}")
    return Occasion(
        id=row.text("id"),
        name=row.text("name"),
        patterns=patterns,
        start=start,
        end=end,
        country=row.maybe("country"),
        place=row.maybe("place"),
        # Tables of users that were written before the column was there say nothing of it: then an event bounds no date by its name.
        foreseen=row.flag("foreseen") if "foreseen" in row.cells else True,
    )
