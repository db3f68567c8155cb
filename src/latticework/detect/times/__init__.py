"""Time expressions: the words that tell when, and the calendar days they mean."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from latticework.detect.times.calendar import Tense
from latticework.detect.times.matching import TenseAt, expressions
from latticework.detect.times.tense import tense_in_parse, tense_in_text
from latticework.types import Published, Reading, TimeExpression

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

__all__ = ["find_times", "resolve", "times_in"]

SILENT_ROLES = frozenset({"credit", "byline", "table"})


def times_in(
    text: str, published: Published, offset: int = 0, *, tense_at: TenseAt | None = None, first: int = 1
) -> tuple[TimeExpression, ...]:
    """The time expressions of a text, in its order.

    Weekdays, "yesterday" and the like count from `published`. Where that is an interval, a value that holds for all of it
    stands as it is; parts that differ become X in `timex`, and the ends enclose what is possible or are None. `offset` is
    added to all offsets and `first` is the number of the first id. `tense_at` tells the tense around a stretch of `text`
    ("Monday" after "will" is the next one); without it the nearest verb forms in the sentence decide.
    """
    return tuple(expressions(text, published, tense_at or (lambda start, end: tense_in_text(text, start, end)), offset, first))


def resolve(text: str, day: date) -> tuple[TimeExpression, ...]:
    """The time expressions of a text that was written on a day."""
    return times_in(text, Published(earliest=day, latest=day, precision="day", basis="given"))


def find_times(knowledge: Knowledge) -> Callable[[Reading], Reading]:
    """The stage that writes `times`. Reads the article's blocks, and the parse for the tense where there is one."""

    def run(reading: Reading) -> Reading:
        article, syntax = reading.article, reading.syntax
        found = list(reading.times)
        for block in article.pieces:
            if block.role in SILENT_ROLES:
                continue
            text, start = article.text[block.start : block.end], block.start

            def tense_at(low: int, high: int, text: str = text, start: int = start) -> Tense | None:
                tense = tense_in_parse(syntax, start + low, start + high) if syntax and syntax.tokens else None
                return tense or tense_in_text(text, low, high)

            found += times_in(text, article.published, start, tense_at=tense_at, first=len(found) + 1)
        return replace(reading, times=tuple(found))

    return run
