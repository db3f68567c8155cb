"""What known events, new words, ages and anniversaries in a text say of the day on which it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from latticework.clean.calendar_days import FRESH
from latticework.clean.day_sets import Constraint, join
from latticework.clean.needles import Needles
from latticework.clean.told import WEEKDAYS, Sentence

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge, Occasion
    from latticework.knowledge.eras import Birth, Coinage

YEAR = 365.2425
NEAR = timedelta(days=150)
"""Anniversaries are written of for months before and after their day."""
AHEAD = timedelta(days=2)
"""Days by which a page may be ahead of an age or an event, by time zones and by what is about to happen."""
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NTH = re.compile(
    r"\b(\d{1,3})(?:st|nd|rd|th)[\s-]+(?:year[\s-]+)?anniversary\b|\b(first|second|third|fourth|fifth)[\s-]+anniversary\b", re.I
)
_AGE = re.compile(r", \d\d[,.;)]|\b\d\d-year-old ")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_NUMBER = rf"(\d{{1,2}}|{'|'.join(NUMBERS)})"
_AGO = re.compile(rf"\b{_NUMBER} years ago,? in ((?:19|20)\d\d)\b|\b[Ii]n ((?:19|20)\d\d), {_NUMBER} years ago\b")


def occasions(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Constraint]:
    """Known events told in the past with the weekday on which they were: they lie within the last week.

    Without the weekday only those that nobody foresaw tell something: summits are written of for months before they are held.
    """
    owners, needles = _occasion_needles(knowledge.occasions)
    found = needles.found_in("\n".join(s.text for s in sentences))
    begun: tuple[date, str] | None = None
    for sentence in sentences if found else ():
        told = list(dict.fromkeys(owners[n] for n, pattern in found if pattern.search(sentence.text)))
        for occasion in told:
            if not occasion.foreseen and (begun is None or occasion.start > begun[0]):
                begun = occasion.start, occasion.name
        yield from _anniversaries(sentence.text, [o for o in told if not o.foreseen])
        named = None if sentence.forward or not sentence.back else sentence.weekday
        fitting = [o for o in told if named and _falls_on(o, WEEKDAYS.index(named))]
        if fitting:
            names = ", ".join(dict.fromkeys(o.name for o in fitting))
            yield Constraint(days=join([(o.start, o.end + FRESH) for o in fitting]), reason=f"{names} on {named}")
    if begun:
        yield Constraint(days=((begun[0], date.max),), reason=f"after: {begun[1]}")


@lru_cache(maxsize=4)
def _occasion_needles(occasions: tuple[Occasion, ...]) -> tuple[list[Occasion], Needles]:
    pairs = [(occasion, pattern) for occasion in occasions for pattern in occasion.patterns]
    return [o for o, _ in pairs], Needles([p for _, p in pairs], re.IGNORECASE)


def _falls_on(occasion: Occasion, weekday: int) -> bool:
    length = (occasion.end - occasion.start).days
    return length >= 6 or any((occasion.start + timedelta(days=n)).weekday() == weekday for n in range(length + 1))


def _anniversaries(text: str, told: Sequence[Occasion]) -> Iterator[Constraint]:
    """ "the second anniversary of Russia's invasion of Ukraine": near that day two years on."""
    m = _NTH.search(text)
    if m and len(told) == 1:
        years = int(m[1]) if m[1] else _ORDINALS[m[2].lower()]
        day = told[0].start + timedelta(days=years * YEAR)
        yield Constraint(days=((day - NEAR, day + NEAR),), reason=f"{m[0]} of: {told[0].name}")


def years_ago(sentences: Sequence[Sentence]) -> Iterator[Constraint]:
    """ "ten years ago, in 2014": in that year and those beside it."""
    for sentence in sentences:
        for m in _AGO.finditer(sentence.text):
            number, year = m[1] or m[4], int(m[2] or m[3])
            then = year + (int(number) if number.isdigit() else NUMBERS.index(number.lower()) + 1)
            if then < date.max.year:
                yield Constraint(days=((date(then - 1, 1, 1), date(then + 1, 12, 31)),), reason=f"“{m[0]}” is so many years before")


@lru_cache(maxsize=4)
def _coined(coinages: tuple[Coinage, ...]) -> tuple[list[date], Needles]:
    youngest_first = sorted(coinages, key=lambda c: c.start, reverse=True)
    return [c.start for c in youngest_first], Needles([c.pattern for c in youngest_first])


def new_words(text: str, knowledge: Knowledge) -> Iterator[Constraint]:
    """Words that nobody said before a day: the youngest of them."""
    starts, needles = _coined(knowledge.eras.coinages)
    for n, pattern in needles.found_in(text)[:1]:
        if m := pattern.search(text):
            yield Constraint(days=((starts[n], date.max),), reason=f"“{m[0]}” is said since {starts[n]}")


@lru_cache(maxsize=4)
def _aged(births: tuple[Birth, ...]) -> tuple[re.Pattern[str], dict[str, date]]:
    names = "|".join(re.escape(b.name) for b in sorted(births, key=lambda b: len(b.name), reverse=True))
    return re.compile(rf"\b(?P<name>{names}), (?P<age>\d\d)\b(?=[,.;)])|\b(?P<age2>\d\d)-year-old (?P<name2>{names})\b"), {
        b.name: b.day for b in births
    }


def ages(sentences: Sequence[Sentence], knowledge: Knowledge) -> Iterator[Constraint]:
    """ "Joe Biden, 81,": the year in which he was of that age."""
    if not knowledge.eras.births:
        return
    pattern, born = _aged(knowledge.eras.births)
    for sentence in sentences:
        if sentence.history or not _AGE.search(sentence.text):
            continue
        for m in pattern.finditer(sentence.text):
            name, age = m["name"] or m["name2"], int(m["age"] or m["age2"])
            first, last = birthday(born[name], age), birthday(born[name], age + 1)
            yield Constraint(days=((first - AHEAD, last + AHEAD),), reason=f"{name} was {age} from {first} to {last}")


def birthday(born: date, years: int) -> date:
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)
