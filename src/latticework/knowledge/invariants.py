"""What must hold of the offices: one holder at a time, no long gap in a head's office, nothing vouched for that has gone stale."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Literal

from latticework.knowledge.known import Knowledge
from latticework.knowledge.offices import SINGLE, Term
from latticework.knowledge.tables import rows
from latticework.types import Position

FindingKind = Literal["overlap", "gap", "stale", "conflict"]
SINCE = date(1990, 1, 1)
"""Before this day the tables are not meant to be whole."""
GAP = timedelta(days=30)
"""How long a head's office may be without a known holder."""
HEADS: tuple[Position, ...] = ("head_of_state", "head_of_government")
COLLEGIAL = frozenset({"AND", "BIH", "CHE", "SMR"})
"""States with several heads at a time, or a new one each year or half."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something that does not hold, or is not known any more. `start` and `end` are the days that it concerns."""

    kind: FindingKind
    country: str
    position: str
    start: date | None
    end: date | None
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of an office is known: terms, holders, the share of days since 1990 with a holder, and up to which day a row vouches."""

    country: str
    position: str
    terms: int
    holders: int
    since: date | None
    until: date | None
    share: float
    high: int
    medium: int
    low: int


def findings(known: Knowledge, day: date, overlay: Path | None = None) -> Iterator[Finding]:
    """All that is to be looked into on a day, office by office, less what `exceptions.csv` explains; the user's own conflicts come last."""
    table = rows("exceptions.csv", ("country", "position", "start", "kind", "why"), overlay)
    explained = {(r.text("kind"), r.text("country"), r.text("position"), r.the_day("start")) for r in table}
    return (f for f in _findings(known, day) if (f.kind, f.country, f.position, f.start) not in explained)


def _findings(known: Knowledge, day: date) -> Iterator[Finding]:
    for country, position, terms in offices(known):
        if position in SINGLE and country not in COLLEGIAL:
            yield from overlaps(country, position, terms)
        if position in HEADS and country in known.states:
            yield from gaps(country, position, terms, known.states[country].end)
        last = max((t.end or t.as_of for t in terms), default=day)
        if position in HEADS and country in known.states and known.states[country].end is None and last < day - timedelta(days=365):
            message = f"nobody is known to hold the office after {last}: look it up, and add a row with its source"
            yield Finding(kind="stale", country=country, position=position, start=last, end=None, message=message)
    for told in known.conflicts:
        yield Finding(kind="conflict", country="", position="", start=None, end=None, message=told)


def offices(known: Knowledge) -> Iterator[tuple[str, Position, tuple[Term, ...]]]:
    """Each office with its terms, in the order of countries."""
    named = sorted({(t.country, t.position) for t in known.terms()})
    return ((country, position, known.terms_of_office(country, position)) for country, position in named)


def overlaps(country: str, position: str, terms: Iterable[Term]) -> Iterator[Finding]:
    held = [t for t in terms if not t.acting and t.start is not None and (t.end or t.as_of) >= SINCE]
    for one, other in pairwise(sorted(held, key=lambda t: t.start or date.min)):
        assert other.start is not None
        end = one.end or one.as_of
        if one.person != other.person and other.start < end - timedelta(days=1):
            message = f"{one.person} and {other.person} both hold the office from {other.start} to {end}: mend a day, or mark one as acting"
            yield Finding(kind="overlap", country=country, position=position, start=other.start, end=end, message=message)


def gaps(country: str, position: str, terms: Iterable[Term], last: date | None) -> Iterator[Finding]:
    reached: date | None = None
    for term in sorted(terms, key=lambda t: t.start or date.min):
        start, end = term.start or date.min, term.end or term.as_of
        if reached is not None and start - reached > GAP and start > SINCE + GAP and not (last and reached >= last):
            message = f"nobody is known from {max(reached, SINCE)} to {start}: add who held it, with a source"
            yield Finding(kind="gap", country=country, position=position, start=max(reached, SINCE), end=start, message=message)
        reached = end if reached is None else max(reached, end)


def coverage(known: Knowledge, day: date) -> Iterator[Coverage]:
    """How much of each office is known between 1990, or its first term after that, and a day."""
    for country, position, terms in offices(known):
        spells = [(max(t.start or SINCE, SINCE), min(t.end or t.as_of, day)) for t in terms]
        spells = sorted((a, b) for a, b in spells if a <= b)
        covered, reached = 0, SINCE
        for start, end in spells:
            covered += max(0, (end - max(start, reached)).days)
            reached = max(reached, end)
        first = spells[0][0] if spells else None
        whole = (day - first).days if first else 0
        by = [sum(t.confidence == level for t in terms) for level in ("high", "medium", "low")]
        yield Coverage(
            country=country,
            position=position,
            terms=len(terms),
            holders=len({t.person for t in terms}),
            since=first,
            until=max((b for _, b in spells), default=None),
            share=round(covered / whole, 3) if whole else 0.0,
            high=by[0],
            medium=by[1],
            low=by[2],
        )
