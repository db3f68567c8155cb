"""What dates, years and weekdays in a text say of the day on which it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from latticework.clean.day_sets import ONE, Constraint, Days, join, meet
from latticework.clean.told import MONTHS, WEEKDAY, WEEKDAYS, WORD, Sentence

WIDEST = timedelta(days=1500)
"""An interval wider than a term of office tells nothing that a reader could use."""
FRESH = timedelta(days=6)
"""A weekday without a date names one of the last seven days."""
LEAD_AGE = timedelta(days=3)
"""News is printed on the day of its lead or the day after; a weekend may lie between."""
RECENT = timedelta(days=183)
"""A date without a year, told in the past, is nearer than any other year's."""
QUOTED = timedelta(days=60)
"""Posts that a page shows are of its own days: 12 of 12 pages came out in the fortnight after the newest; four times that is allowed."""
PAIRED = timedelta(days=45)
"""A weekday with its date in the lead is of these weeks: of 66 real texts all came out from 17 days before it to 17 days after it."""
LONGEST_TITLE = 30
"""Words."""
SHORTEST = 4
"""Sentences of a text that has a title."""
SHARED = 2
"""Names that two sentences share when they tell of the same thing."""

_MONTH = rf"(?P<month>{'|'.join(MONTHS)}|Jan\.?|Feb\.?|Mar\.|Apr\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
DATES = (
    re.compile(rf"\b(?:{WEEKDAY},?\s+(?:the\s+)?)?{_MONTH}\s+{_DAY}\b(?!\d)(?:,?\s+{_YEAR}\b)?"),
    re.compile(rf"\b(?:{WEEKDAY},?\s+(?:the\s+)?)?{_DAY}\s+(?:of\s+)?{_MONTH}\b(?:,?\s+{_YEAR}\b)?"),
)
_OF_YEAR = r"(?![\d%-]|\s?[–-]\d|[,.]\d|\s+(?:dollars|prices|levels|numbers|[a-z]+s)\b)"
_EVERGREEN = re.compile(
    r"\b(?:best|top|guide|how|what|why|tips?|reviews?|rank\w*|trends?|ideas?|vs|versus|compar\w*|companies|software|tools|act|fiscal|"
    r"anniversary|history|timeline|since|former|19\d\d)\b|^\d+ |\bin numbers\b",
    re.I,
)
_ANY_YEAR = re.compile(r"(?<![\w$€£#,.–-])(?:19|20)[0-4]\d(?![\d%\w]|[,.]\d)")
_SINCE_YEAR = re.compile(rf"\bsince\s+(?:{'|'.join(MONTHS)})?\s?{_YEAR}\b(?!\s+[a-z]+s\b|-)", re.I)
_IN_YEAR = re.compile(rf"\b(?:in|during|since)\s+(?:(?:early|late|mid)[\s-]+)?(?:{_MONTH},?\s+(?:of\s+)?)?{_YEAR}\b{_OF_YEAR}", re.I)
_POST = re.compile(rf"^[—–-]\s?.{{2,60}}\(@\w+\)\s+{_MONTH}\s+{_DAY},?\s+{_YEAR}\s*$")
_TO_COME = re.compile(
    r"\b(?:will|(?:is|are)\s+(?:set|expected|scheduled|due|slated|planned|poised)\s+to)\b(?P<between>[^.;:“”\"()]{0,80}?)"
    r"\b(?:in|by|until|through|before)\s+(?:the\s+(?:end|start|beginning|middle|spring|summer|autumn|fall)\s+of\s+|(?:early|late|mid)[\s-]+)?"
    rf"(?:{_MONTH},?\s+(?:of\s+)?)?{_YEAR}\b{_OF_YEAR}"
)
_RETOLD = re.compile(r"[“”\"‘]|\b(?:said|was|were|had|originally|once|then)\b", re.I)


def dated_floors(sentences: Sequence[Sentence]) -> Iterator[Constraint]:
    """Full dates and years told in the past: nothing was published before the latest of them."""
    latest: tuple[date, str] | None = None
    for sentence in sentences:
        for day, words in _told_days(sentence):
            if latest is None or day > latest[0]:
                latest = day, words
    if latest:
        yield Constraint(days=((latest[0], date.max),), reason=f"“{latest[1]}” is past")


def _told_days(sentence: Sentence) -> Iterator[tuple[date, str]]:
    """Days and years that a sentence tells as past; a weekday with its full date tells of what was, as under pictures."""
    if sentence.forward:
        return
    for pattern in DATES:
        for m in pattern.finditer(sentence.text):
            if m["year"] and (m["weekday"] or sentence.past_at(m.start(), m.end())):
                day = day_of(int(m["year"]), month_of(m["month"]), int(m["day"]))
                if day:
                    yield day, m[0]
    if not sentence.back:
        return
    for m in _SINCE_YEAR.finditer(sentence.text):
        yield date(int(m["year"]), 1, 1), m[0]
    for m in _IN_YEAR.finditer(sentence.text):
        if sentence.past_at(m.start(), m.end()):
            yield date(int(m["year"]), month_of(m["month"]) if m["month"] else 1, 1), m[0]


def newest_year(sentences: Sequence[Sentence]) -> int:
    """The newest year that a sentence names without telling of what is to come; too weak for a bound, enough to doubt one. 0: none."""
    years = (int(m[0]) for s in sentences if not s.forward for m in _ANY_YEAR.finditer(s.text))
    return max(years, default=0)


def post_days(sentences: Sequence[Sentence]) -> Iterator[Constraint]:
    """The days under posts of social networks that the page shows: it is no older than the newest, and hardly younger."""
    found = (m for s in sentences if (m := _POST.match(s.text.strip())))
    days = [(day, m[0]) for m in found if (day := day_of(int(m["year"]), month_of(m["month"]), int(m["day"])))]
    if days:
        newest = max(day for day, _ in days)
        yield Constraint(days=((newest - ONE, newest + QUOTED),), reason=f"the newest post shown is of {newest}")


def ceilings(sentences: Sequence[Sentence]) -> Iterator[Constraint]:
    """ "will … on 3 March 2025", "will … by 2026": published at that day, or in that year, or before."""
    for sentence in sentences:
        if _RETOLD.search(sentence.text):
            continue
        if will := re.search(r"\bwill\b", sentence.text):
            for pattern in DATES:
                for m in pattern.finditer(sentence.text, will.end()):
                    day = day_of(int(m["year"]), month_of(m["month"]), int(m["day"])) if m["year"] else None
                    if day:
                        yield Constraint(days=((date.min, day),), reason=f"“{m[0]}” is still to come")
        for m in _TO_COME.finditer(sentence.text):
            if not re.search(r"\b(?:that|who|which)\b|\w{2,}ed\b|\d{4}", m["between"]):
                last = date(int(m["year"]), 12, 31)
                yield Constraint(days=((date.min, last),), reason=f"“{m[0][-40:].lstrip()}” is still to come")


def paired_dates(sentences: Sequence[Sentence]) -> Iterator[Constraint]:
    """ "Sunday, January 19": the years in which that date was that weekday, weeks around it in the lead, else half a year around it."""
    seen: set[tuple[str, bool, bool]] = set()
    for sentence in sentences:
        if sentence.history or not (sentence.leads or sentence.back):
            continue
        for pattern in DATES:
            for m in pattern.finditer(sentence.text):
                if m["year"] or not m["weekday"] or (m[0], sentence.leads, sentence.forward) in seen:
                    continue
                seen.add((m[0], sentence.leads, sentence.forward))
                days = [day_of(year, month_of(m["month"]), int(m["day"])) for year in range(1950, 2060)]
                weeks = PAIRED if sentence.leads else RECENT
                before, after = (FRESH if sentence.back and not sentence.forward else weeks), weeks
                spans = [(d - before, d + after) for d in days if d and d.weekday() == WEEKDAYS.index(m["weekday"])]
                if spans:
                    yield Constraint(days=join(spans), reason=f"“{m[0]}” was a {m['weekday']} in those years only")


def title_year(sentences: Sequence[Sentence]) -> Iterator[Constraint]:
    """A title that names a year than which the text names no later one: written in that year or beside it.

    So were 352 of 360 texts of news and of a government. Guides that are dated anew every year are left out.
    """
    title = sentences[0] if sentences and sentences[0].start == 0 else None
    if title is None or len(sentences) < SHORTEST or len(title.text.split()) > LONGEST_TITLE:
        return
    if _EVERGREEN.search(title.text) or title.text.rstrip()[-1] in ".!?…:;,":
        return
    year = max((int(m[0]) for m in _ANY_YEAR.finditer(title.text)), default=0)
    later = max((int(m[0]) for s in sentences for m in _ANY_YEAR.finditer(s.text)), default=0)
    if year and year >= later:
        yield Constraint(days=((date(year - 1, 1, 1), date(year + 1, 12, 31)),), reason=f"the title is of {year}")


def lead_date(days: Days, sentences: Sequence[Sentence]) -> tuple[Days, str | None]:
    """ "agreed on Friday" in the lead and "at the summit on Aug 18" near it: the one year in which that date was a Friday.

    Both must tell of the same thing: they stand in one sentence, or what the one names the other names too. Only one of
    the years that are left may fit, so that this is no coin thrown until it falls right.
    """
    if days[0][0] == date.min or days[-1][1] == date.max or days[-1][1] - days[0][0] > WIDEST:
        return days, None
    lead = [s for s in sentences if s.leads and not s.forward and not s.history]
    named = next(((s, weekday) for s in lead if s.back and (weekday := s.weekday)), None)
    if named is None:
        return days, None
    for sentence in lead:
        if sentence is not named[0] and len(_names(sentence.text) & _names(named[0].text)) < SHARED:
            continue
        for m in (m for p in DATES for m in p.finditer(sentence.text) if not m["year"] and not m["weekday"]):
            spans = _weekday_years(m, named[1], days)
            if len(spans) == 1 and (met := meet(days, join(spans))):
                return met, f"“{m[0]}” was a {named[1]} in {spans[0][0].year} only"
    return days, None


def _names(text: str) -> frozenset[str]:
    """The first letters of the words with a capital: "Korean" names what "Korea" does. Months and weekdays name nothing."""
    words = (w[0].rstrip(".") for w in WORD.finditer(text) if w[0][0].isupper() and len(w[0]) > 3)
    return frozenset(w[:5] for w in words if not w.startswith(MONTHS) and w not in WEEKDAYS)


def _weekday_years(said: re.Match[str], weekday: str, days: Days) -> list[tuple[date, date]]:
    """The days of print for a date without a year, told under its weekday, in each year that the days allow."""
    years = range(days[0][0].year, days[-1][1].year + 1)
    told = (day_of(year, month_of(said["month"]), int(said["day"])) for year in years)
    spans = [(d, d + FRESH) for d in told if d and d.weekday() == WEEKDAYS.index(weekday)]
    return [s for s in spans if meet(days, (s,))]


def by_lead(days: Days, sentences: Sequence[Sentence]) -> tuple[Days, str | None]:
    """Within a few weeks, the weekday on which the lead happened leaves that day and the ones right after it."""
    if days[-1][1] == date.max or days[0][0] == date.min or days[-1][1] - days[0][0] > 2 * FRESH:
        return days, None
    for sentence in sentences:
        if not sentence.leads:
            break
        if not sentence.weekday or sentence.forward or not sentence.back:
            continue
        weekday, length = WEEKDAYS.index(sentence.weekday), (days[-1][1] - days[0][0]).days
        possible = (days[0][0] + timedelta(days=n) for n in range(length + 1))
        spans = [(d, d) for d in possible if (d.weekday() - weekday) % 7 <= LEAD_AGE.days]
        met = meet(days, join(spans))
        return (met, f"the lead happened on {sentence.weekday}") if met else (days, None)
    return days, None


def month_of(said: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if name.lower().startswith(said.rstrip(".")[:3].lower()))


def day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
