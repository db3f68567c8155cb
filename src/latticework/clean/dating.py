"""The publication date of a page that gives none, as an interval: what the text says can only have been written then.

Every constraint is a set of days, and the answer is where they all meet. Lower bounds are sure (nobody is called prime minister
before taking office, nothing is told in the past before it happened), upper bounds are taken only from what the text
tells as present. Where constraints exclude each other, the days of either side stay possible. Where no upper bound is
found, or the days spread over more than `WIDEST`, the page stays undated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from latticework.clean.day_sets import ALWAYS, ONE, Agreement, Constraint, Days, agree, join, meet
from latticework.types import UNDATED, Moment, Precision, Published, as_day

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge, Occasion, Term

WIDEST = timedelta(days=1500)
"""An interval wider than a term of office tells nothing that a reader could use."""
FRESH = timedelta(days=6)
"""A weekday without a date names one of the last seven days."""
LEAD_AGE = timedelta(days=3)
"""News is printed on the day of its lead or the day after; a weekend may lie between."""
RECENT = timedelta(days=183)
"""A date without a year, told in the past, is nearer than any other year's."""
LATE = timedelta(days=7)
"""News tells of a leave for some days after it, under the old title."""
VACANT = timedelta(days=45)
SHARED = 2
"""Names that two sentences share when they tell of the same thing."""
MOST = 40
"""Constraints that are weighed against each other; a page that tells more is a list, and tells nothing by it."""
LEAD = 900
"""Characters of the text in which the lead stands, title and standfirst included."""

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|Jan\.?|Feb\.?|Mar\.|Apr\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DATES = (
    re.compile(rf"\b(?:{_WEEKDAY},?\s+(?:the\s+)?)?{_MONTH}\s+{_DAY}\b(?!\d)(?:,?\s+{_YEAR}\b)?"),
    re.compile(rf"\b(?:{_WEEKDAY},?\s+(?:the\s+)?)?{_DAY}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR}\b)?"),
)
_BARE_WEEKDAY = re.compile(
    rf"(?<!last )(?<!next )(?<!this )(?<!every )(?<!each )(?<!Black )(?<!Bloody )(?<!Good )\b{_WEEKDAY}\b(?!['’]s|,?\s+\d|,?\s+[A-Z])"
)
_IN_YEAR = re.compile(rf"\bsince\s+(?:{'|'.join(MONTHS)})?\s?{_YEAR}\b(?!\s+[a-z]+s\b|-)")
_FORWARD = re.compile(
    r"\b(?:will|won['’]t|would|shall|may|might|could|should|must|scheduled|expected|due|plan\w*|set to|until|by|through|before|ahead|"
    r"upcoming|deadline|expire\w*|effective|is to|are to|to be|next|hope\w*|aim\w*|target\w*|forecast\w*|"
    r"project\w*|propos\w*|if|slated|going to)\b|['’]ll\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:was|were|had|said|told|went|came|took|made|met|held|won|lost|saw|began|left|got|gave|found|struck|killed|\w{2,}ed)\b", re.I
)
_FORMER = re.compile(
    r"\b(?:former|ex|then|late|onetime|one-time|previous|ousted|deposed|exiled|incoming|elected|elect|designate|candidate|future|first|"
    r"vice|deputy|late-|under|by-then)[\s-]+(?:\S+\s+){0,2}$",
    re.I,
)
_HISTORY = re.compile(
    r"\b(?:died|death|funeral|assassinat\w*|anniversary|tribute|legacy|memorial|histor\w+|era|years? ago|decades?|since|born|aged|"
    r"presidency|resign\w*|oust\w*|successor|predecessor|succeed\w*|last year|biograph\w*|memoir\w*|library|museum|(?:19|20)\d\d)\b",
    re.I,
)
_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’%][.!?])['”\"’]?\s+(?=[A-Z“\"‘])|\n+")
_WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sentence:
    start: int
    text: str
    forward: bool
    back: bool


def infer_published(text: str, knowledge: Knowledge, fetched: Moment | None = None) -> Published:
    """The interval in which a text can have been published, with its reasons; undated where the text does not tell.

    A page that was `fetched` had been published, if not by the calendar of another zone.

    Reads the offices that people hold in it, occasions whose days are known, full dates, dates with their weekday, and
    the weekday of the lead. The order in which the text tells them makes no difference to the days.
    """
    sentences = list(_sentences(text))
    offices, starts = _offices(sentences, knowledge)
    told = (
        *_dated_floors(sentences),
        *starts,
        *_occasions(sentences, knowledge),
        *offices,
        *_paired_dates(sentences),
        *_ceilings(sentences),
        *_fetched(fetched),
    )
    constraints = list({c.days: c for c in reversed(told)}.values())[::-1][:MOST]
    agreed = agree(constraints)
    days = agreed.days
    reasons = _reasons(constraints, agreed)
    for narrow in (_lead_date, _by_lead):
        days, reason = narrow(days, sentences)
        if reason:
            reasons.append(reason)
    earliest, latest = days[0][0], days[-1][1]
    if earliest == date.min or latest == date.max or latest - earliest > WIDEST:
        return replace(UNDATED, reasons=tuple(reasons)) if agreed.disputed else UNDATED
    precision: Precision = "day" if earliest == latest else "range"
    return Published(earliest=earliest, latest=latest, precision=precision, basis="inferred", reasons=tuple(reasons))


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


def _sentences(text: str) -> Iterator[_Sentence]:
    at = 0
    for gap in _SENTENCE.finditer(text + "\n"):
        said = text[at : gap.start()]
        if said.strip():
            yield _Sentence(start=at, text=said, forward=bool(_FORWARD.search(said)), back=bool(_BACK.search(said)))
        at = gap.end()


# --- offices -------------------------------------------------------------------------------------------------------


def _offices(sentences: list[_Sentence], knowledge: Knowledge) -> tuple[list[Constraint], list[Constraint]]:
    """Terms of those who are named with their title: when they held it, and, surer, since when they may be called so."""
    held, begun = [], []
    seen: set[tuple[str, bool]] = set()
    for sentence in sentences:
        present = not _HISTORY.search(sentence.text) and (sentence.start < LEAD or bool(_BARE_WEEKDAY.search(sentence.text)))
        for words, terms in _titled(sentence.text, knowledge, headline=sentence.start == 0):
            if (words, present) in seen:
                continue
            seen.add((words, present))
            spans = [_term_days(term, knowledge) for term in terms]
            first = min(start for start, _ in spans)
            if first > date.min:
                begun.append(Constraint(days=((first, date.max),), reason=f"{words}: in office since {first}"))
            if present:
                told = "; ".join(f"{t.start or '?'} to {t.end or '?'}" for t in dict.fromkeys(terms))
                held.append(Constraint(days=join(spans), reason=f"{words}: in office {told}"))
    return held, sorted(begun, key=lambda c: c.days)


def _term_days(term: Term, knowledge: Knowledge) -> tuple[date, date]:
    """The days on which somebody may be called by an office, with a little room at both ends for elections and resignations.

    Rosters lose the second of two terms more often than offices stand empty: an end after which nobody is known to have
    followed is put off until somebody is.
    """
    start = date.min if term.start is None else term.start
    if term.end is None or term.end == term.start or term.confidence != "high":
        return start, date.max
    held = (t.start for t in knowledge.terms_of_office(term.country, term.position) if t.person != term.person and t.start is not None)
    followers = [day for day in held if day >= term.end - VACANT]
    if not followers:
        return start, date.max
    return start, max(term.end, min(followers)) + LATE


def _titled(text: str, knowledge: Knowledge, headline: bool) -> Iterator[tuple[str, list[Term]]]:
    """Each "Japanese Prime Minister Shigeru Ishiba" with the terms in which that person held that office."""
    found = list(_WORD.finditer(text))
    words = [m[0] for m in found]
    at = 0
    while at < len(words):
        title = knowledge.titles_at(words, at) if words[at][:1].isupper() else None
        if title is None:
            at += 1
            continue
        length, kinds = title
        name_at = at + length
        if name_at >= len(words) or text[found[name_at - 1].end() : found[name_at].start()].strip():
            at += length
            continue
        country, first = _country_before(words, at, knowledge)
        if not _FORMER.search(text[max(0, found[first].start() - 40) : found[first].start()]):
            persons, taken = _persons(words, name_at, knowledge, headline)
            plain = country is not None or at == 0 or not words[at - 1][:1].isupper()
            positions = {kind.position for kind in kinds}
            terms = [
                term for person in persons for term in knowledge.terms_of(person)
                if term.position in positions and (country is None or term.country == country)
            ]  # fmt: skip
            if terms and plain:
                yield " ".join(words[first : name_at + taken]), terms
        at += length


def _country_before(words: list[str], at: int, knowledge: Knowledge) -> tuple[str | None, int]:
    """The state whose name or adjective ends right before a title, and the index where it begins."""
    for first in range(max(0, at - 3), at):
        bare = [re.sub(r"['’]s?$", "", w) for w in words[first:at]]
        match = knowledge.longest(bare, 0)
        if match and match[0] == len(bare):
            state = next((c.id for c in match[1] if c.kind == "state"), None)
            if state:
                return state, first
    return None, at


def _persons(words: list[str], at: int, knowledge: Knowledge, headline: bool) -> tuple[list[str], int]:
    """Ids of the persons whom the words at an index may name, in full or by surname, and how many words that took.

    A capital after the surname makes it a first name, except in headlines, where every word may have one.
    """
    bare = [*words[:at], *(re.sub(r"['’]s?$", "", w) for w in words[at : at + 6])]
    match = knowledge.longest(bare, at)
    persons = [c.id for c in match[1] if c.kind == "person"] if match else []
    if match and persons:
        return persons, match[0]
    follows_name = not headline and at + 1 < len(words) and words[at + 1][:1].isupper() and not words[at].endswith(("'s", "’s"))
    if not bare[at][:1].isupper() or follows_name:
        return [], 0
    known = knowledge.by_surname(bare[at])
    return ([known[0].id], 1) if len(known) == 1 else ([], 0)


# --- occasions, dates, weekdays ------------------------------------------------------------------------------------


def _occasions(sentences: list[_Sentence], knowledge: Knowledge) -> Iterator[Constraint]:
    """Known events told in the past with the weekday on which they were: they lie within the last week.

    Without the weekday they tell nothing: summits are written of for months before they are held.
    """
    patterns = tuple(p for occasion in knowledge.occasions for p in occasion.patterns)
    for sentence in sentences:
        named = None if sentence.forward or not sentence.back else _BARE_WEEKDAY.search(sentence.text)
        if not named or not patterns or not _any_of(patterns).search(sentence.text):
            continue
        told = [o for o in knowledge.occasions if o.patterns and _any_of(o.patterns).search(sentence.text)]
        fitting = [o for o in told if _falls_on(o, WEEKDAYS.index(named["weekday"]))]
        if fitting:
            names = ", ".join(dict.fromkeys(o.name for o in fitting))
            yield Constraint(days=join([(o.start, o.end + FRESH) for o in fitting]), reason=f"{names} on {named['weekday']}")


@lru_cache(maxsize=4096)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in patterns), re.I)


def _falls_on(occasion: Occasion, weekday: int) -> bool:
    length = (occasion.end - occasion.start).days
    return length >= 6 or any((occasion.start + timedelta(days=n)).weekday() == weekday for n in range(length + 1))


def _month(said: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.startswith(said.rstrip(".")[:3]))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _dated_floors(sentences: list[_Sentence]) -> Iterator[Constraint]:
    """Full dates and years told in the past: nothing was published before the latest of them."""
    latest: tuple[date, str] | None = None
    for sentence in sentences:
        if sentence.forward or not sentence.back:
            continue
        found = [
            (_day(int(m["year"]), _month(m["month"]), int(m["day"])), m[0]) for p in _DATES for m in p.finditer(sentence.text) if m["year"]
        ]
        found += [(date(int(m["year"]), 1, 1), m[0]) for m in _IN_YEAR.finditer(sentence.text)]
        for day, words in found:
            if day and (latest is None or day > latest[0]):
                latest = day, words
    if latest:
        yield Constraint(days=((latest[0], date.max),), reason=f"“{latest[1]}” is past")


def _fetched(fetched: Moment | None) -> Iterator[Constraint]:
    day = as_day(fetched) if fetched else date.max
    if day < date.max:
        yield Constraint(days=((date.min, day + ONE),), reason=f"it was fetched on {day}")


def _ceilings(sentences: list[_Sentence]) -> Iterator[Constraint]:
    """ "will … on 3 March 2025": published at that day or before."""
    for sentence in sentences:
        will = re.search(r"\bwill\b", sentence.text)
        if not will or re.search(r"[“”\"‘]|\b(?:said|was|were|had)\b", sentence.text):
            continue
        for pattern in _DATES:
            for m in pattern.finditer(sentence.text, will.end()):
                day = _day(int(m["year"]), _month(m["month"]), int(m["day"])) if m["year"] else None
                if day:
                    yield Constraint(days=((date.min, day),), reason=f"“{m[0]}” is still to come")


def _paired_dates(sentences: list[_Sentence]) -> Iterator[Constraint]:
    """ "Sunday, January 19": the years in which that date was that weekday, and the half year after it."""
    for sentence in sentences:
        if sentence.forward or not sentence.back or _HISTORY.search(sentence.text):
            continue
        for pattern in _DATES:
            for m in pattern.finditer(sentence.text):
                if m["year"] or not m["weekday"]:
                    continue
                days = [_day(year, _month(m["month"]), int(m["day"])) for year in range(1950, 2060)]
                spans = [(d - FRESH, d + RECENT) for d in days if d and d.weekday() == WEEKDAYS.index(m["weekday"])]
                if spans:
                    yield Constraint(days=join(spans), reason=f"“{m[0]}” was a {m['weekday']} in those years only")


def _lead_date(days: Days, sentences: list[_Sentence]) -> tuple[Days, str | None]:
    """ "agreed on Friday" in the lead and "at the summit on Aug 18" near it: the one year in which that date was a Friday.

    Both must tell of the same thing: they stand in one sentence, or what the one names the other names too. Only one of
    the years that are left may fit, so that this is no coin thrown until it falls right.
    """
    if days[0][0] == date.min or days[-1][1] == date.max or days[-1][1] - days[0][0] > WIDEST:
        return days, None
    lead = [s for s in sentences if s.start < LEAD and not s.forward and not _HISTORY.search(s.text)]
    named = next(((s, m["weekday"]) for s in lead if s.back and (m := _BARE_WEEKDAY.search(s.text))), None)
    if named is None:
        return days, None
    for sentence in lead:
        if sentence is not named[0] and len(_names(sentence.text) & _names(named[0].text)) < SHARED:
            continue
        for m in (m for p in _DATES for m in p.finditer(sentence.text) if not m["year"] and not m["weekday"]):
            spans = _weekday_years(m, named[1], days)
            if len(spans) == 1 and (met := meet(days, join(spans))):
                return met, f"“{m[0]}” was a {named[1]} in {spans[0][0].year} only"
    return days, None


def _names(text: str) -> frozenset[str]:
    """The first letters of the words with a capital: "Korean" names what "Korea" does. Months and weekdays name nothing."""
    words = (w[0].rstrip(".") for w in _WORD.finditer(text) if w[0][0].isupper() and len(w[0]) > 3)
    return frozenset(w[:5] for w in words if not w.startswith(MONTHS) and w not in WEEKDAYS)


def _weekday_years(said: re.Match[str], weekday: str, days: Days) -> list[tuple[date, date]]:
    """The days of print for a date without a year, told under its weekday, in each year that the days allow."""
    years = range(days[0][0].year, days[-1][1].year + 1)
    told = (_day(year, _month(said["month"]), int(said["day"])) for year in years)
    spans = [(d, d + FRESH) for d in told if d and d.weekday() == WEEKDAYS.index(weekday)]
    return [s for s in spans if meet(days, (s,))]


def _by_lead(days: Days, sentences: list[_Sentence]) -> tuple[Days, str | None]:
    """Within a few weeks, the weekday on which the lead happened leaves that day and the ones right after it."""
    if days[-1][1] == date.max or days[0][0] == date.min or days[-1][1] - days[0][0] > 2 * FRESH:
        return days, None
    for sentence in sentences:
        if sentence.start > LEAD:
            break
        named = _BARE_WEEKDAY.search(sentence.text)
        if not named or sentence.forward or not sentence.back:
            continue
        weekday, length = WEEKDAYS.index(named["weekday"]), (days[-1][1] - days[0][0]).days
        possible = (days[0][0] + timedelta(days=n) for n in range(length + 1))
        spans = [(d, d) for d in possible if (d.weekday() - weekday) % 7 <= LEAD_AGE.days]
        met = meet(days, join(spans))
        return (met, f"the lead happened on {named['weekday']}") if met else (days, None)
    return days, None
