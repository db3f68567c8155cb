"""When the article came out: what was given, then what the page states, its address, its dateline, last what its words imply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias

from latticework.clean.moments import MONTHS, date_in_address
from latticework.clean.parts import DateFound, Part
from latticework.types import UNDATED, Issue, Moment, Precision, Published, PublishedBasis, as_day

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

Source: TypeAlias = tuple[Moment, Precision, PublishedBasis, str]
"""A date, how fine it is, of which kind its source is, and the source in words."""
APART = 1
"""Days by which two statements may differ: time zones, and pages dated the day after."""
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DATELINE = re.compile(
    rf"(?P<line>(?P<place>[A-ZÀ-Þ][\w.'’/-]*(?:[ ,]+(?:[A-ZÀ-Þ][\w.'’/-]*|de|of|al|the))*?)?"
    rf"(?P<date>(?:,? ?(?P<month>{MONTH}) (?P<day>\d{{1,2}})|,? ?(?P<day2>\d{{1,2}}) (?P<month2>{MONTH}))(?:,? (?P<year>\d{{4}}))?)?"
    rf",? ?(?:\((?P<agency>[A-ZÀ-Þ][^()\d]{{1,40}})\))?\s*(?:--|—|–|-|:)) (?=[“\"‘'A-ZÀ-Þ])"
)
CHANGED = re.compile(r"\W*(?:last )?(?:updated?|modified|revised|aktualisiert|mis à jour)\b", re.I)
STATED = re.compile(
    rf"(?:(?P<month>{MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})|(?P<day2>\d{{1,2}})(?:st|nd|rd"
    rf"|th)?[ .](?P<month2>{MONTH}),? (?P<year2>\d{{4}})|(?P<iso>\d{{4}}-\d{{2}}-\d{{2}}))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The opening of a report: "ANKARA, Jan 21 (Reuters) -". `text` runs up to and with the dash."""

    text: str
    place: str | None
    agency: str | None
    day: date | None


def dateline_of(paragraph: str) -> Dateline | None:
    """The dateline a paragraph opens with: a place in capitals, or a place (or none) with a date or an agency, and a dash."""
    found = DATELINE.match(paragraph[:160])
    if not found:
        return None
    place, agency, dated = found["place"], found["agency"], found["date"]
    mark = found["line"].rstrip()[-1]
    capitals = bool(place) and place.split(",")[0].replace(".", "").isupper() and len(place) > 2
    if not (agency or (dated and place) or (capitals and mark != ":")):
        return None
    if mark == "-" and not re.search(r"(?:\s-|--|\)-)$", found["line"].rstrip()):
        return None
    return Dateline(text=found["line"].rstrip(), place=place, agency=agency, day=day_of(found))


def day_of(found: re.Match[str]) -> date | None:
    groups = found.groupdict()
    if groups.get("iso"):
        try:
            return date.fromisoformat(found["iso"])
        except ValueError:
            return None
    month, day = groups.get("month") or groups.get("month2"), groups.get("day") or groups.get("day2")
    year = groups.get("year") or groups.get("year2")
    if not (month and day and year):
        return None
    try:
        return date(int(year), MONTHS[month[:3].lower()], int(day))
    except ValueError:
        return None


def day_stated(line: str) -> date | None:
    """The day that a line such as "Published January 21, 2025 9:04 am" states; None where day and month cannot be told apart."""
    if CHANGED.match(line):
        return None
    found = STATED.search(line)
    return day_of(found) if found else None


def published_of(
    given: Moment | None,
    stated: Sequence[DateFound],
    url: str | None,
    parts: Sequence[Part],
    lines: Sequence[str] = (),
) -> tuple[Published, tuple[Issue, ...]]:
    """The publication date by the first source that has one, and an issue where another source contradicts it.

    `lines` are date lines of the page ("Published January 21, 2025").
    """
    sources: list[Source] = []
    if given is not None:
        sources.append((given, precision_of(given), "given", "given with the page"))
    sources += [(d.moment, d.precision, "metadata", d.where) for d in stated]
    address = date_in_address(url) if url else None
    if address:
        sources.append((address, "day", "url", "the page's address"))
    sources += [(day, "day", "metadata", f"a line of the page: {line[:60]!r}") for line in lines if (day := day_stated(line))]
    opening = next((d for part in parts if part.role == "dateline" and (d := dateline_of(part.text + " A"))), None)
    if opening and opening.day:
        sources.append((opening.day, "day", "dateline", f"the dateline {opening.text!r}"))
    if not sources:
        return UNDATED, ()
    moment, precision, basis, where = best_of(sources)
    agreeing = tuple(dict.fromkeys(s[3] for s in sources if days_apart(s[0], moment) <= APART))
    published = Published(
        earliest=moment, latest=moment, precision=precision, basis=basis, reasons=(where, *(w for w in agreeing if w != where))
    )
    return published, conflicts(sources, moment, where)


def precision_of(moment: Moment) -> Precision:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return "day"
    return "second" if moment.second else "minute"


def best_of(sources: list[Source]) -> Source:
    """The first source; where it has a day only, the first instant of the same basis on that day."""
    first = sources[0]
    if first[1] != "day" or first[2] == "given":
        return first
    finer = (s for s in sources if s[2] == first[2] and s[1] != "day" and as_day(s[0]) == as_day(first[0]))
    return next(finer, first)


def days_apart(one: Moment, other: Moment) -> int:
    return abs((as_day(one) - as_day(other)).days)


def conflicts(sources: list[Source], moment: Moment, where: str) -> tuple[Issue, ...]:
    against = [f"{as_day(s[0])} by {s[3]}" for s in sources if days_apart(s[0], moment) > APART]
    if not against:
        return ()
    message = f"{as_day(moment)} by {where}, but {'; '.join(dict.fromkeys(against))}"
    return (Issue(stage="clean", kind="date conflict", message=message),)


def inferred(text: str, knowledge: Knowledge, fetched: Moment | None) -> Published:
    """The date that an undated text implies by what it tells, and by when the page was `fetched`."""
    try:
        from latticework.clean.dating import infer_published
    except ModuleNotFoundError:
        return UNDATED
    return infer_published(text, knowledge, fetched)
