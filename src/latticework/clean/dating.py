"""The publication date of a page that gives none, as an interval: what the text says can only have been written then.

Every constraint is a set of days, and the answer is where they all meet. Lower bounds are sure (nobody is called prime minister
before taking office, nothing is told in the past before it happened), upper bounds are taken only from what the text
tells as present or as still to come. A title that ended before what the text tells as past is an old one, and no bound.
Where constraints exclude each other, the days of either side stay possible. Where no upper bound is found, or the days
spread over more than `WIDEST`, the page stays undated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from latticework.clean.calendar_days import (
    WIDEST,
    by_lead,
    ceilings,
    dated_floors,
    lead_date,
    newest_year,
    paired_dates,
    post_days,
    title_year,
)
from latticework.clean.day_sets import ALWAYS, ONE, Agreement, Constraint, agree, meet
from latticework.clean.event_days import ages, new_words, occasions, years_ago
from latticework.clean.office_days import handover, offices, outlived, tenures
from latticework.clean.told import Sentence, sentences_of
from latticework.types import UNDATED, Moment, Precision, Published, as_day

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

MOST = 40
"""Constraints that are weighed against each other; a page that tells more is a list, and tells nothing by it."""


def infer_published(text: str, knowledge: Knowledge, fetched: Moment | None = None) -> Published:
    """The interval in which a text can have been published, with its reasons; undated where the text does not tell.

    A page that was `fetched` had been published, if not by the calendar of another zone.

    Reads the offices that people hold in it, occasions whose days are known, full dates, dates with their weekday, ages,
    words that are new, and the weekday of the lead. The order in which the text tells them makes no difference to the days.
    """
    sentences = list(sentences_of(text))
    constraints = constraints_of(text, sentences, knowledge, fetched)
    agreed = agree(constraints)
    days = agreed.days
    reasons = _reasons(constraints, agreed)
    for narrow in (lead_date, by_lead):
        days, reason = narrow(days, sentences)
        if reason:
            reasons.append(reason)
    earliest, latest = days[0][0], days[-1][1]
    if earliest == date.min or latest == date.max or latest - earliest > WIDEST:
        return replace(UNDATED, reasons=tuple(reasons)) if agreed.disputed else UNDATED
    precision: Precision = "day" if earliest == latest else "range"
    return Published(earliest=earliest, latest=latest, precision=precision, basis="inferred", reasons=tuple(reasons))


def constraints_of(text: str, sentences: list[Sentence], knowledge: Knowledge, fetched: Moment | None) -> list[Constraint]:
    held, begun = offices(sentences, knowledge)
    spells, spells_begun = tenures(sentences, knowledge)
    told = (
        *dated_floors(sentences),
        *post_days(sentences),
        *begun,
        *spells_begun,
        *new_words(text, knowledge),
        *occasions(sentences, knowledge),
    )
    floor = max((c.days[0][0] for c in told), default=date.min)
    newest = newest_year(sentences)
    current = [c for c in (*held, *spells) if not outlived(c, floor, newest)]
    every = (
        *told,
        *(() if handover(current) else current),
        *ages(sentences, knowledge),
        *years_ago(sentences),
        *paired_dates(sentences),
        *title_year(sentences),
        *ceilings(sentences),
        *_fetched(fetched),
    )
    return list({c.days: c for c in reversed(every)}.values())[::-1][:MOST]


def _fetched(fetched: Moment | None) -> Iterator[Constraint]:
    day = as_day(fetched) if fetched else date.max
    if day < date.max:
        yield Constraint(days=((date.min, day + ONE),), reason=f"it was fetched on {day}")


def _reasons(constraints: list[Constraint], agreed: Agreement) -> list[str]:
    """What bounds the days: every constraint that narrows them, and those that exclude each other in one line."""
    days, reasons = ALWAYS, []
    for constraint in constraints:
        if constraint in agreed.disputed:
            continue
        met = meet(days, constraint.days)
        if met != days:
            days = met
            reasons.append(constraint.reason)
    if agreed.disputed:
        reasons.append("these exclude each other: " + "; ".join(sorted(c.reason for c in agreed.disputed)))
    return reasons
