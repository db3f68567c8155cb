"""When the article came out: what was given, then what the page states, its address, its dateline, last what its words imply."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import TYPE_CHECKING, TypeAlias

from latticework.clean.moments import date_found, date_in_address
from latticework.clean.outlets import domain_of
from latticework.clean.page_dates import ShownDate, dates_shown
from latticework.clean.parts import DateFound, Facts, Part
from latticework.clean.written import written_dates, zone_of_country
from latticework.types import UNDATED, Issue, Moment, Page, Precision, Published, PublishedBasis, as_day

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from latticework.clean.markup import Shown
    from latticework.knowledge import Knowledge

Source: TypeAlias = tuple[Moment, Precision, PublishedBasis, str]
"""A date, how fine it is, of which kind its source is, and the source in words."""
QUARTER = timedelta(minutes=15)
WEST, EAST = timedelta(hours=-12), timedelta(hours=14)
"""The zones of the world."""
FARTHEST_WEST = -10
"""The zone of Hawaii, the last in the west that has a press of its own."""
SEARCHED = "the page's markup, as htmldate searches it"
APART = 1
"""Days by which two statements may differ: time zones, and pages dated the day after."""
MOVED = 60
"""Days after the one in a page's address from which its fields tell of something other than publication, such as a new system."""
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DATELINE = re.compile(
    rf"(?P<line>(?P<place>[A-ZÀ-Þ][\w.'’/-]*(?:[ ,]+(?:[A-ZÀ-Þ][\w.'’/-]*|de|of|al|the))*?)?"
    rf"(?P<date>(?:,? ?(?P<month>{MONTH}) (?P<day>\d{{1,2}})|,? ?(?P<day2>\d{{1,2}}) (?P<month2>{MONTH}))(?:,? (?P<year>\d{{4}}))?)?"
    rf",? ?(?:\((?P<agency>[A-ZÀ-Þ][^()\d]{{1,40}})\))?\s*(?:--|—|–|-|:)) (?=[“\"‘'A-ZÀ-Þ])"
)
CHANGED = re.compile(r"\W*(?:last )?(?:updated?|modified|revised|aktualisiert|mis à jour)\b", re.I)


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
    return Dateline(text=found["line"].rstrip(), place=place, agency=agency, day=day_stated(dated or ""))


def day_stated(line: str) -> date | None:
    """The day that a line such as "Published January 21, 2025 9:04 am" states; None where day and month cannot be told apart."""
    if CHANGED.match(line):
        return None
    found = next(written_dates(line), None)
    return found.day if found else None


def published_of(
    given: Moment | None,
    stated: Sequence[DateFound],
    url: str | None,
    parts: Sequence[Part],
    lines: Sequence[str] = (),
    shown: Sequence[ShownDate] = (),
) -> tuple[Published, tuple[Issue, ...]]:
    """The publication date by the first source that has one, and an issue where another source contradicts it.

    `lines` are date lines of a page of plain text ("Published January 21, 2025"), `shown` the dates that a page of HTML shows
    near its headline.
    """
    sources = [*sources_of(given, stated, url, shown), *lesser_sources(stated, parts, lines)]
    if not sources:
        return UNDATED, ()
    sources = in_local_time(sources, stated, shown, domain_of(url))
    moment, precision, basis, where = best_of(sources)
    agreeing = tuple(dict.fromkeys(s[3] for s in sources if days_apart(s[0], moment) <= APART))
    published = Published(
        earliest=moment, latest=moment, precision=precision, basis=basis, reasons=(where, *(w for w in agreeing if w != where))
    )
    return published, conflicts(sources, moment, where)


def sources_of(given: Moment | None, stated: Sequence[DateFound], url: str | None, shown: Sequence[ShownDate]) -> list[Source]:
    """The sources that are believed most, the surest first.

    The page's data are believed before what it shows, but not before a date that it shows as that of publication. Where fields
    contradict each other, and where a field has a day only, the date that stands alone under the headline decides. The address
    comes before fields that are months younger, which tell when the outlet moved its archive, and before dates that only stand near
    the headline and may be the story's.
    """
    address = date_in_address(url) if url else None
    near = sorted((d for d in shown if d.label != "changed"), key=lambda d: (d.written.day != address, d.label != "published"))
    lines = [source_shown(d) for d in near]
    fields: list[Source] = [(d.moment, d.precision, "metadata", d.where) for d in stated if d.firm]
    alone = {d.written.day for d in near if d.alone}
    if any(as_day(f[0]) not in alone for f in fields):
        fields.sort(key=lambda f: all(days_apart(f[0], day) > APART for day in alone))
    first = [source_shown(d) for d in near if d.label == "published"][:1]
    if fields and fields[0][1] == "day":
        first = first or [source_shown(d) for d in near if d.alone][:1]
    given_first: list[Source] = [] if given is None else [(given, precision_of(given), "given", "given with the page")]
    addressed: list[Source] = [] if address is None else [(address, "day", "url", "the page's address")]
    if fields and first and days_apart(fields[0][0], first[0][0]) > (APART if fields[0][1] != "day" else 0):
        fields = [*first, *fields]
    moved = address is not None and bool(fields) and (as_day(fields[0][0]) - address).days > MOVED
    if moved or not (fields or first):
        return [*given_first, *addressed, *fields, *lines]
    return [*given_first, *fields, *lines, *addressed]


def source_shown(date_shown: ShownDate) -> Source:
    told = date_shown.written.instant
    return told or date_shown.written.day, "minute" if told else "day", "metadata", f"a line of the page: {date_shown.text!r}"


def lesser_sources(stated: Sequence[DateFound], parts: Sequence[Part], lines: Sequence[str]) -> list[Source]:
    """The sources that count where no surer one says anything."""
    sources: list[Source] = [(d.moment, d.precision, "metadata", d.where) for d in stated if not d.firm]
    sources += [(day, "day", "metadata", f"a line of the page: {line[:60]!r}") for line in lines if (day := day_stated(line))]
    opening = next((d for part in parts if part.role == "dateline" and (d := dateline_of(part.text + " A"))), None)
    if opening and opening.day:
        sources.append((opening.day, "day", "dateline", f"the dateline {opening.text!r}"))
    return sources


def in_local_time(sources: Sequence[Source], stated: Sequence[DateFound], shown: Sequence[ShownDate], domain: str | None) -> list[Source]:
    """The sources with instants in UTC told in the outlet's own time, for that is the calendar of its "today" and "Tuesday".

    The zone is the one in which the page shows or states the same instant without a zone; that of other instants of the page; that
    of the domain's country; at last the nearest one in which the day is that of the page's address or of the date it shows.
    """
    clocks = [(d.moment, d.clock) for d in stated if d.clock is not None and not isinstance(d.moment, datetime)]
    clocks += [(d.written.day, d.written.clock) for d in shown if d.written.clock is not None]
    others = [s[0].tzinfo for s in sources if isinstance(s[0], datetime) and s[0].utcoffset()]
    days = [s[0] for s in sources if not isinstance(s[0], datetime) and s[2] != "dateline"]
    local: list[Source] = []
    for moment, precision, basis, where in sources:
        if isinstance(moment, datetime) and basis != "given" and not moment.utcoffset():
            known = zone_shown(moment, clocks) or next(iter(others), None)
            there = moment.astimezone(known or zone_of_country(domain) or UTC)
            if known is None and days and there.date() not in days:
                zone = UTC if moment.date() in days else zone_of_days(moment, days)
                there = moment.astimezone(zone) if zone else there
            moment = there.replace(tzinfo=timezone(there.utcoffset() or timedelta()))
        local.append((moment, precision, basis, where))
    return local


def zone_shown(moment: datetime, clocks: Sequence[tuple[date, time]]) -> timezone | None:
    """The zone in which an instant is one of the given times of day, to the minute."""
    for day, clock in clocks:
        apart = datetime.combine(day, clock, UTC) - moment
        quarters = round(apart / QUARTER)
        if WEST <= apart <= EAST and abs(apart - quarters * QUARTER) <= timedelta(minutes=1):
            return timezone(quarters * QUARTER)
    return None


def zone_of_days(moment: datetime, days: Sequence[date]) -> timezone | None:
    """The zone nearest to UTC in which an instant falls on one of the given days."""
    hours = (timedelta(hours=h) for n in range(1, 14) for h in (-n, n) if h >= FARTHEST_WEST)
    return next((timezone(h) for h in hours if (moment + h).date() in days), None)


def precision_of(moment: Moment) -> Precision:
    if not isinstance(moment, datetime) or moment.tzinfo is None:
        return "day"
    return "second" if moment.second else "minute"


def best_of(sources: list[Source]) -> Source:
    """The first source; where it has a day only, the first instant on that day that the page states."""
    first = sources[0]
    if first[1] != "day" or first[2] == "given":
        return first
    finer = (s for s in sources if s[2] == "metadata" and s[1] != "day" and as_day(s[0]) == as_day(first[0]))
    return next(finer, first)


def days_apart(one: Moment, other: Moment) -> int:
    return abs((as_day(one) - as_day(other)).days)


def conflicts(sources: Sequence[Source], moment: Moment, where: str) -> tuple[Issue, ...]:
    against = [f"{as_day(s[0])} by {s[3]}" for s in sources if days_apart(s[0], moment) > APART]
    if not against:
        return ()
    message = f"{as_day(moment)} by {where}, but {'; '.join(dict.fromkeys(against))}"
    return (Issue(stage="clean", kind="date conflict", message=message),)


def dated(
    page: Page, facts: Facts, tree: HtmlElement, shown: Sequence[Shown], parts: Sequence[Part]
) -> tuple[Published, tuple[Issue, ...]]:
    """The publication date of a page of HTML: as it was given, as the page states and shows it, at last by a search of its markup."""
    url = facts.url or page.url
    first = next((p.text for p in parts if p.role == "paragraph"), None)
    near = dates_shown(shown, page.title or facts.title, first, facts.language, domain_of(url))
    published, issues = published_of(page.published, facts.dates, url, parts, shown=near)
    if published.basis != "unknown" or (found := searched(tree, page.url)) is None:
        return published, issues
    message = "no field of the page states its date; the one given was found by searching the page, and may be another's"
    uncertain = Issue(stage="clean", kind="date uncertain", message=message)
    return published_of(None, (found,), None, ())[0], (uncertain,)


def searched(tree: HtmlElement, url: str | None) -> DateFound | None:
    """The last resort for a date that no field states: htmldate's search of the page."""
    from htmldate import find_date

    try:
        day = find_date(tree, original_date=True, extensive_search=True, url=url)
    except (ValueError, TypeError, RecursionError):
        return None
    return date_found(day, SEARCHED)


def inferred(text: str, knowledge: Knowledge, fetched: Moment | None) -> Published:
    """The date that an undated text implies by what it tells, and by when the page was `fetched`."""
    try:
        from latticework.clean.dating import infer_published
    except ModuleNotFoundError:
        return UNDATED
    return infer_published(text, knowledge, fetched)
