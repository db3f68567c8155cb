"""Calendar arithmetic: periods with their ends and their TIMEX3 values."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, TypeAlias

from latticework.types import Moment, Precision, TimeKind, as_day

Tense: TypeAlias = Literal["past", "present", "future"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What an expression means: ends are inclusive days (or instants), `timex` is the TIMEX3 value."""

    kind: TimeKind = "date"
    earliest: Moment | None = None
    latest: Moment | None = None
    precision: Precision = "unknown"
    timex: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an expression is read from.

    `anchor` is the day of publication, `reference` the day last spoken of, `spoken` the start of the day, month or year last
    spoken of; `tense_at` tells the tense around the words.
    """

    anchor: date
    reference: date
    spoken: date
    tense_at: Callable[[], Tense | None]

    @property
    def tense(self) -> Tense | None:
        return self.tense_at()


def shifted(day: date, *, months: int) -> date:
    """The same day so many months on, or the last day of that month where it is shorter; held within 1 to 9999."""
    total = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def moved(day: date, amount: float, unit: str) -> date | None:
    """A day moved by an amount of D, W, M, Q, Y or multiples such as 10Y; None where it leaves the calendar."""
    found = re.fullmatch(r"(\d*)([DWMQY])", unit)
    if not found:
        return day
    size = amount * int(found[1] or 1)
    try:
        if found[2] in "DW":
            return day + timedelta(days=round(size * (7 if found[2] == "W" else 1)))
        months = round(size * {"M": 1, "Q": 3, "Y": 12}[found[2]])
        moved_to = shifted(day, months=months)
    except OverflowError:
        return None
    return moved_to if abs((moved_to.year - day.year) * 12 + moved_to.month - day.month - months) == 0 else None


def day_value(day: date) -> Value:
    return Value(earliest=day, latest=day, precision="day", timex=day.isoformat())


def week_value(day: date) -> Value:
    """The ISO week (Monday to Sunday) that a day belongs to."""
    monday = day - timedelta(days=day.weekday())
    year, week, _ = day.isocalendar()
    return Value(earliest=monday, latest=monday + timedelta(days=6), precision="week", timex=f"{year:04}-W{week:02}")


def weekend_value(day: date) -> Value:
    """Saturday and Sunday of the ISO week that a day belongs to."""
    saturday = day + timedelta(days=5 - day.weekday())
    year, week, _ = day.isocalendar()
    return Value(earliest=saturday, latest=saturday + timedelta(days=1), precision="range", timex=f"{year:04}-W{week:02}-WE")


def month_value(year: int, month: int) -> Value:
    last = calendar.monthrange(year, month)[1]
    return Value(earliest=date(year, month, 1), latest=date(year, month, last), precision="month", timex=f"{year:04}-{month:02}")


def months_value(year: int, first: int, last: int, precision: Precision, timex: str) -> Value:
    """From the first day of one month to the last of another; `last` may run past 12 into the next year."""
    end = shifted(date(year, first, 1), months=last - first + 1) - timedelta(days=1)
    return Value(earliest=date(year, first, 1), latest=end, precision=precision, timex=timex)


def quarter_value(year: int, quarter: int) -> Value:
    return months_value(year, 3 * quarter - 2, 3 * quarter, "quarter", f"{year:04}-Q{quarter}")


def half_value(year: int, half: int) -> Value:
    return months_value(year, 6 * half - 5, 6 * half, "range", f"{year:04}-H{half}")


def season_value(year: int, season: str) -> Value:
    """Meteorological seasons of the northern half of the world; winter begins in December of its year."""
    first = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[season]
    return months_value(year, first, first + 2, "season", f"{year:04}-{season}")


def year_value(year: int) -> Value:
    return months_value(year, 1, 12, "year", f"{year:04}")


def decade_value(year: int) -> Value:
    first = year - year % 10
    return Value(earliest=date(first, 1, 1), latest=date(first + 9, 12, 31), precision="decade", timex=f"{first // 10:03}X")


def century_value(number: int) -> Value:
    """The numbered century; 20 is 1900 to 1999, as news counts."""
    first = max((number - 1) * 100, 1)
    return Value(earliest=date(first, 1, 1), latest=date(number * 100 - 1, 12, 31), precision="range", timex=f"{number - 1:02}XX")


def period_value(day: date, unit: str) -> Value | None:
    """The day, week, month, quarter, year, decade or century that a day belongs to."""
    makers: dict[str, Callable[[], Value]] = {
        "D": lambda: day_value(day),
        "W": lambda: week_value(day),
        "M": lambda: month_value(day.year, day.month),
        "Q": lambda: quarter_value(day.year, (day.month + 2) // 3),
        "Y": lambda: year_value(day.year),
        "10Y": lambda: decade_value(day.year),
        "100Y": lambda: century_value(day.year // 100 + 1),
    }
    return makers[unit]() if unit in makers else None


def spanning(first: Value, last: Value) -> Value | None:
    """From the start of one date to the end of another, with an ISO 8601 interval as value."""
    if first.earliest is None or last.latest is None or first.kind != "date" or last.kind != "date":
        return None
    if as_day(first.earliest) > as_day(last.latest):
        return None
    return Value(earliest=first.earliest, latest=last.latest, precision="range", timex=f"{first.timex}/{last.timex}")


def part_of(whole: Value, start: float, end: float) -> Value | None:
    """The stretch of a period between two fractions of its length; keeps the period's TIMEX3 value."""
    if whole.earliest is None or whole.latest is None:
        return None
    first, last = as_day(whole.earliest), as_day(whole.latest)
    length = (last - first).days + 1
    if length < 3:
        return whole
    low = first + timedelta(days=int(length * start))
    high = max(low, first + timedelta(days=int(length * end) - 1))
    return replace(whole, earliest=low, latest=high, precision="range")


def nearest_year(month: int, day: int, anchor: date, tense: Tense | None) -> int | None:
    """The year in which a month and day without one fall: the nearest, unless the tense says otherwise."""
    best: tuple[int, int] | None = None
    for year in (anchor.year, anchor.year - 1, anchor.year + 1, anchor.year - 2, anchor.year + 2, anchor.year - 4, anchor.year + 4):
        if not 1 <= year <= 9999 or day > calendar.monthrange(year, month)[1]:
            continue
        cost = distance(date(year, month, day), anchor, tense)
        if best is None or cost < best[0]:
            best = (cost, year)
    return best[1] if best else None


def distance(day: date, anchor: date, tense: Tense | None) -> int:
    """Days between two days, for choosing the likeliest.

    A tense that disagrees costs as much as five months, because a parser's tense is wrong more often than news speaks
    of a day most of a year away without naming the year.
    """
    away = (day - anchor).days
    return abs(away) + (150 if (away > 0 and tense == "past") or (away < 0 and tense == "future") else 0)


def weekday_near(weekday: int, anchor: date, tense: Tense | None) -> date:
    """The weekday (Monday is 0) at or before a day, or at or after it when the talk is of the future."""
    if tense == "future":
        return anchor + timedelta(days=(weekday - anchor.weekday()) % 7)
    return anchor - timedelta(days=(anchor.weekday() - weekday) % 7)


def merged(one: Value, other: Value, resolve: bool) -> Value:
    """One value for two possible days of publication: the parts on which they differ are masked with X.

    With `resolve` the ends enclose both; without it they are unknown.
    """
    if one == other:
        return one
    timex = masked(one.timex, other.timex)
    if not resolve or one.earliest is None or other.earliest is None or one.latest is None or other.latest is None:
        return Value(kind=one.kind, timex=timex)
    earliest, latest = min(as_day(one.earliest), as_day(other.earliest)), max(as_day(one.latest), as_day(other.latest))
    return Value(kind=one.kind, earliest=earliest, latest=latest, precision="range", timex=timex)


def masked(one: str, other: str) -> str:
    """Two values of one form with X for each part on which they differ: 2024-01-13, 2025-01-13 -> XXXX-01-13."""
    if one == other:
        return one
    if re.sub(r"\d", "0", one) != re.sub(r"\d", "0", other):
        return "XXXX"
    parts = zip(re.findall(r"\d+|\D+", one), re.findall(r"\d+|\D+", other), strict=True)
    return "".join(a if a == b else "X" * len(a) for a, b in parts)


def held(year: int, day: date) -> date:
    """The same month and day in another year, 28 February for 29 where there is none."""
    return date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))
