"""Dates as people write them: "21 janvier 2025, 18h40", "Jan. 21, 2025 5:00 am PST", "21.1.2025", "2025年1月21日".

Names of months, zones and the words that stand before dates are read from `knowledge/data/times`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from latticework.knowledge.tables import rows

Order: TypeAlias = Literal["day first", "month first"]
"""How 3/4/2025 is meant."""
Label: TypeAlias = Literal["published", "changed"]
WORD = r"[^\W\d_]{2,15}(?:\.[^\W\d_])?"
TO_YEAR = r"[.,]?(?: ?(?:de|del|of)\b)?[ ,/-]*"
GLUED = re.compile(r"(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-Þ])")
"""Where an element without a space before it begins: "HealthJANUARY 2, 2026"."""
MOST_TEXT = 400
"""Characters of a text that are searched for dates."""
NAMED = re.compile(
    rf"(?<![\d.,/])(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|e)?\b[.,]?[ /-]*(?:(?:de|of|d[’'])[ ]?)?(?P<month>{WORD}){TO_YEAR}"
    rf"(?P<year>\d{{4}})(?!\d)"
    rf"|(?<!\w)(?P<month2>{WORD})\.? (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,? (?:(?:de|of) )?(?P<year2>\d{{4}})(?!\d)"
    rf"|(?<!\d)(?P<year3>\d{{4}})[.,]?(?: ?m\.)? (?P<month3>{WORD})\.? (?P<day3>\d{{1,2}})(?!\d)"
)
NUMBERED = re.compile(
    r"(?<![\d.,/-])(?P<year>(?:19|20)\d{2}) ?[./年년-] ?(?P<month>\d{1,2}) ?[./月월-] ?(?P<day>\d{1,2})(?!\d)"
    r"|(?<![\d.,/:-])(?P<first>\d{1,2})(?P<mark>\. ?|/|-)(?P<second>\d{1,2})(?:\. ?|/|-)(?P<year2>(?:19|20)\d{2}|\d{2})(?![\d:/])"
)
CLOCK = re.compile(
    r"[\s,|/·•@()–—日일.-]{0,6}(?:[^\W\d_]{1,4}\.?(?: [^\W\d_]{1,4}\.?)?[\s:]+)?"
    r"(?P<hour>[01]?\d|2[0-4]) ?[:.h時시] ?(?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"(?: ?(?:(?P<half>(?i:[ap]))\.? ?(?i:m)\b\.?|(?P<arabic>[صم])(?!\w)))?(?: ?(?:Uhr|uur|Hrs|hrs))?"
    r"[\s(]*(?P<zone>(?:GMT|UTC)? ?[+-]\d{1,2}:?(?:\d{2})?(?!\d)|[A-Z]{1,4}\b)?",
)
"""A time of day behind a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A date in a text: its day, with the time of day and the zone where they stand beside it. `start` and `end` are its place."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None
    start: int
    end: int

    @property
    def instant(self) -> datetime | None:
        return datetime.combine(self.day, self.clock, self.zone) if self.clock is not None and self.zone is not None else None


@lru_cache(maxsize=1)
def months() -> tuple[dict[str, int], dict[str, dict[str, int]]]:
    """The numbers of the names of months: of those that mean one month in every language, and by language."""
    by_language: dict[str, dict[str, int]] = {}
    meant: dict[str, set[int]] = {}
    columns = [str(n) for n in range(1, 13)]
    for row in rows("times/months.csv", ["language", *columns, "source"]):
        names = {name.casefold(): int(column) for column in columns for name in row.many(column)}
        by_language[row.text("language")] = names
        for name, number in names.items():
            meant.setdefault(name, set()).add(number)
    return {name: numbers.pop() for name, numbers in meant.items() if len(numbers) == 1}, by_language


@lru_cache(maxsize=1)
def zones() -> dict[tuple[str, str], str]:
    """Zones by ("abbreviation", "PST") and ("country", "fr"): an IANA name or an offset."""
    return {(row.text("kind"), row.text("name")): row.text("zone") for row in rows("times/zones.csv", ["kind", "name", "zone", "source"])}


@lru_cache(maxsize=1)
def labels() -> re.Pattern[str]:
    """The words that say what the date behind them is."""
    kinds: dict[str, list[str]] = {"published": [], "changed": []}
    for row in rows("times/date_labels.csv", ["kind", "words", "source"]):
        kinds[row.one_of("kind", frozenset(kinds))] += row.many("words")
    groups = (f"(?P<{kind}>{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})" for kind, words in kinds.items())
    return re.compile(rf"(?<![^\W\d_])(?:{'|'.join(groups)})", re.I)


def label_of(text: str) -> Label | None:
    """What the words right before a date say of it."""
    found = list(labels().finditer(text))
    return None if not found else "published" if found[-1]["published"] else "changed"


def zone_named(name: str) -> tzinfo | None:
    """The zone of "PST", "UTC", "+05:30" or "Europe/Paris"; None where nobody knows it."""
    name = zones().get(("abbreviation", name), name)
    if found := re.fullmatch(r"(?:GMT|UTC)? ?([+-])(\d{1,2}):?(\d{2})?", name):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timezone(offset if found[1] == "+" else -offset) if offset < timedelta(hours=15) else None
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name) if "/" in name else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def zone_of_country(domain: str | None) -> tzinfo | None:
    """The zone in which the press of a country works, by the end of a domain; None for countries of several, and for .com."""
    name = zones().get(("country", (domain or "").rpartition(".")[2].lower()))
    return zone_named(name) if name else None


def order_of(language: str | None, domain: str | None) -> Order | None:
    """How a page means 3/4/2025. English pages of no known country leave it open."""
    tag = (language or "").replace("_", "-").lower()
    if not tag.startswith("en"):
        return "day first" if tag else None
    if tag.startswith("en-us") and zone_of_country(domain) is None:
        return "month first"
    return "day first" if zone_of_country(domain) is not None or tag not in ("en", "en-us") else None


def written_dates(text: str, language: str | None = None, order: Order | None = None) -> Iterator[Written]:
    """The dates in the first 400 characters of a text, in their order; a day without its year is none."""
    text = text[:MOST_TEXT]
    if not any(character.isdigit() for character in text):
        return
    found = sorted([*NAMED.finditer(text), *NUMBERED.finditer(text)], key=re.Match.start)
    reached = 0
    for match in found:
        day = day_named(match, language) if match.re is NAMED else day_numbered(match, order)
        if day is None or match.start() < reached:
            continue
        clock, zone, reached = clock_behind(text, match.end())
        yield Written(day=day, clock=clock, zone=zone, start=match.start(), end=reached)


def day_named(found: re.Match[str], language: str | None) -> date | None:
    word = found["month"] or found["month2"] or found["month3"]
    name = GLUED.split(word)[-1].casefold().rstrip(".")
    everywhere, by_language = months()
    own = by_language.get((language or "").replace("_", "-").split("-")[0].lower(), {})
    month = own.get(name) or everywhere.get(name)
    return a_day(found["year"] or found["year2"] or found["year3"], month, found["day"] or found["day2"] or found["day3"])


def day_numbered(found: re.Match[str], order: Order | None) -> date | None:
    if found["year"]:
        return a_day(found["year"], found["month"], found["day"])
    first, second, year = int(found["first"]), int(found["second"]), found["year2"]
    dotted = found["mark"].startswith(".")
    if len(year) == 2 and not dotted and order is None:
        return None
    year = year if len(year) == 4 else f"20{year}"
    if dotted or first > 12 or order == "day first":
        return a_day(year, second, first) or (None if dotted else a_day(year, first, second))
    if second > 12 or order == "month first" or first == second:
        return a_day(year, first, second)
    return None


def a_day(year: str, month: int | str | None, day: int | str) -> date | None:
    try:
        found = date(int(year), int(month or 0), int(day))
    except ValueError:
        return None
    return found if 1990 <= found.year <= 2100 else None


def clock_behind(text: str, end: int) -> tuple[time | None, tzinfo | None, int]:
    """The time of day and the zone right behind a date, and where they end."""
    found = CLOCK.match(text, end)
    if not found:
        return None, None, end
    hour, half = int(found["hour"]) % 24, (found["half"] or {"ص": "a", "م": "p"}.get(found["arabic"], "")).lower()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    zone = zone_named(found["zone"].strip()) if found["zone"] else None
    return time(hour, int(found["minute"])), zone, found.end()
