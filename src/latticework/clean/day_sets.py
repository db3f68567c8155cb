"""Sets of days, and the days that a number of constraints leave, whatever order they come in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

Days: TypeAlias = tuple[tuple[date, date], ...]
"""Disjoint intervals of days, both ends inclusive, the earliest first."""

ALWAYS: Days = ((date.min, date.max),)
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """Days that the text allows, and the words that say so."""

    days: Days
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What constraints leave together. `disputed` holds those that others exclude, in the order they came in."""

    days: Days
    disputed: tuple[Constraint, ...]


def meet(one: Days, other: Days) -> Days:
    """The days that are in both sets."""
    both = [(max(a, c), min(b, d)) for a, b in one for c, d in other]
    return tuple(sorted((a, b) for a, b in both if a <= b))


def join(intervals: Sequence[tuple[date, date]]) -> Days:
    """Intervals in any order as one set of days."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted(intervals):
        if joined and (joined[-1][1] == date.max or start <= joined[-1][1] + ONE):
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)


def agree(constraints: Sequence[Constraint]) -> Agreement:
    """The days that all constraints allow; where they exclude each other, those that no other day betters.

    A day is bettered by one that satisfies the same constraints and more. So two that contradict each other leave the days of both,
    and neither wins for having been read first.
    """
    pieces = _pieces(constraints)
    met = {mask for _, _, mask in pieces}
    whole = (1 << len(constraints)) - 1
    best = {whole} if whole in met else {m for m in met if not any(m != other and m & other == m for other in met)}
    common = whole
    for mask in best:
        common &= mask
    disputed = tuple(c for n, c in enumerate(constraints) if not common >> n & 1)
    return Agreement(days=join([(start, end) for start, end, mask in pieces if mask in best]), disputed=disputed)


def _pieces(constraints: Sequence[Constraint]) -> list[tuple[date, date, int]]:
    """All days, cut wherever a constraint begins or ends to hold, each piece with the bits of those that hold in it."""
    changes: dict[date, int] = {date.min: 0}
    for n, constraint in enumerate(constraints):
        for start, end in constraint.days:
            changes[start] = changes.get(start, 0) ^ 1 << n
            if end < date.max:
                changes[end + ONE] = changes.get(end + ONE, 0) ^ 1 << n
    starts = sorted(changes)
    pieces, mask = [], 0
    for n, start in enumerate(starts):
        mask ^= changes[start]
        end = starts[n + 1] - ONE if n + 1 < len(starts) else date.max
        pieces.append((start, end, mask))
    return pieces
