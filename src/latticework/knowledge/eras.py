"""What dates a text by its words: who was called by which title when, who was born when, and since when a word has been said.

These serve the dating of pages that give no date, and nothing else: they say nothing about who acts in an event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from latticework.knowledge.tables import Row, rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """A spell under a title below the offices of `offices.csv`: governors, senators, mayors, chiefs of companies.

    `titles` are the words right before the name. An open `end` means that no end is known.
    """

    titles: tuple[str, ...]
    name: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    name: str
    day: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Coinage:
    """Words that were not said before a day: a virus, a product, a state's new name. `pattern` is a regular expression; case counts."""

    pattern: str
    start: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Eras:
    tenures: tuple[Tenure, ...]
    births: tuple[Birth, ...]
    coinages: tuple[Coinage, ...]


def load_eras(overlay: Path | None) -> Eras:
    return Eras(
        tenures=tuple(_tenure(row) for row in rows("tenures.csv", ("titles", "name", "start", "end"), overlay)),
        births=tuple(Birth(name=row.text("name"), day=row.the_day("born")) for row in rows("births.csv", ("name", "born"), overlay)),
        coinages=tuple(_coinage(row) for row in rows("coinages.csv", ("pattern", "start"), overlay)),
    )


def _tenure(row: Row) -> Tenure:
    start, end = row.the_day("start"), row.span()[1]
    return Tenure(
        titles=row.many("titles") or row.wrong("titles is empty: write at least one"), name=row.text("name"), start=start, end=end
    )


def _coinage(row: Row) -> Coinage:
    pattern = row.text("pattern")
    try:
        re.compile(pattern)
    except re.error as error:
        row.wrong(f"pattern {pattern!r} is not a regular expression: {error}")
    return Coinage(pattern=pattern, start=row.the_day("start"))
