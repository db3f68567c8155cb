"""What the titles that people bear in a text say of the day on which it was published."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from latticework.clean.day_sets import ALWAYS, ONE, Constraint, join, meet
from latticework.clean.told import WORD, Sentence

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge, Term
    from latticework.knowledge.eras import Tenure

LATE = timedelta(days=7)
"""News tells of a leave for some days after it, under the old title."""
VACANT = timedelta(days=45)
LEAVING = timedelta(days=14)
"""Days before the end of a term and after the start of the next in which somebody may be called former."""
ELECT = timedelta(days=160)
"""From the election of a head of state or government to the day of taking office, at the most."""
AHEAD = 8
"""Words that a title or a name may take."""
HIGHEST = ("head_of_state", "head_of_government")
Standing: TypeAlias = Literal["holder", "former", "elect"]

_FORMER = re.compile(r"\b(?:former|ex)[\s-]+(?:\S+\s+){0,2}$", re.I)
_NOT_HOLDER = re.compile(
    r"\b(?:then|late|onetime|one-time|previous|ousted|deposed|exiled|incoming|elected|designate|candidate|future|first|"
    r"vice|deputy|late-|under|by-then|when|as)[\s-]+(?:\S+\s+){0,2}$",
    re.I,
)
_QUOTED = re.compile(r"[“”\"„«]")
_CAPITAL = re.compile(r"\b[A-Z]\w*")
_ADMINISTRATION = re.compile(r"\b([A-Z][a-z]+)(?:['’]s)? (?:administration|presidency|White House)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Titled:
    """ "Japanese Prime Minister Shigeru Ishiba": the words, whether as holder, former or still to come, and the terms that fit."""

    words: str
    standing: Standing
    terms: tuple[Term, ...]


def offices(sentences: Sequence[Sentence], knowledge: Knowledge) -> tuple[list[Constraint], list[Constraint]]:
    """Terms of those who are named with their title: when they held it, and, surer, since when they may be called so."""
    held: list[Constraint] = []
    begun: list[Constraint] = []
    seen: set[tuple[str, Standing, bool]] = set()
    for sentence in sentences:
        present = is_present(sentence)
        for titled in _titled(sentence.text, knowledge, headline=sentence.start == 0):
            if (titled.words, titled.standing, present) in seen:
                continue
            seen.add((titled.words, titled.standing, present))
            begun.extend(_since(titled, knowledge))
            if present or (titled.standing != "holder" and not sentence.history):
                held.extend(_during(titled, knowledge))
        begun.extend(_administrations(sentence.text, knowledge))
    return held, sorted(dict.fromkeys(begun), key=lambda c: c.days)


def is_present(sentence: Sentence) -> bool:
    """Does a sentence tell of the days in which it was written: nothing of history, and, behind the lead, in the writer's own words?"""
    return not sentence.history and (sentence.leads or sentence.weekday is not None or not _QUOTED.search(sentence.text))


def outlived(constraint: Constraint, floor: date, year: int) -> bool:
    """Does a bound end before what the text tells as past, but for the days in which news clings to a title, or before a year it names?

    Then it is an old one: pages that recount history bear its titles.
    """
    last = constraint.days[-1][1]
    return last < date.max and (last <= floor + LATE + LATE or last.year < year)


def handover(constraints: Sequence[Constraint]) -> bool:
    """Do titles agree in the days of a handover only? Then one was borne before or after: that is told more often than handovers are."""
    days = ALWAYS
    for constraint in constraints:
        spans = [(start, end if end == date.max else end - LATE - ONE) for start, end in constraint.days]
        days = meet(days, tuple((start, end) for start, end in spans if start <= end))
    return not days


def _since(titled: Titled, knowledge: Knowledge) -> Iterator[Constraint]:
    if titled.standing == "former":
        ends = [t.end for t in titled.terms]
        first = min((end for end in ends if end), default=None)
        if first and all(ends) and all(t.confidence == "high" for t in titled.terms):
            yield Constraint(days=((first - LEAVING, date.max),), reason=f"former {titled.words}: in office until {first}")
        return
    first = min(_term_days(t, knowledge)[0] for t in titled.terms)
    if titled.standing == "elect" and first > date.min:
        first -= ELECT
    if first > date.min:
        yield Constraint(days=((first, date.max),), reason=f"{titled.words}: in office since {first}")


def _during(titled: Titled, knowledge: Knowledge) -> Iterator[Constraint]:
    if titled.standing == "holder":
        told = "; ".join(f"{t.start or '?'} to {t.end or '?'}" for t in dict.fromkeys(titled.terms))
        spans = join([_term_days(t, knowledge) for t in titled.terms])
        yield Constraint(days=spans, reason=f"{titled.words}: in office {told}")
    elif titled.standing == "elect":
        starts = [t.start for t in titled.terms if t.start is not None]
        if len(starts) == len(titled.terms):
            days = join([(start - ELECT, start + LATE) for start in starts])
            yield Constraint(days=days, reason=f"{titled.words}: to take office {', '.join(str(s) for s in starts)}")
    elif days_out := _out_of_office(titled.terms, knowledge):
        yield Constraint(days=join(days_out), reason=f"former {titled.words}: out of office {_told(days_out)}")


def _out_of_office(terms: Sequence[Term], knowledge: Knowledge) -> list[tuple[date, date]]:
    """From the end of each term to the start of the next, or until the person rose to lead the state: then nobody calls the old title."""
    if any(t.confidence != "high" for t in terms) or any(t.end is None for t in terms[:-1]):
        return []
    person = terms[0].person
    risen = [t.start for t in knowledge.terms_of(person) if t.position in HIGHEST and t.start is not None]
    out = []
    for term in terms:
        if term.end is None:
            continue
        again = min((s for s in (*risen, *(t.start for t in terms if t.start)) if s > term.end), default=None)
        out.append((term.end - LEAVING, date.max if again is None else again + LATE))
    return out


def _told(spans: Sequence[tuple[date, date]]) -> str:
    return "; ".join(f"{start} to {'?' if end == date.max else end}" for start, end in spans)


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


def _administrations(text: str, knowledge: Knowledge) -> Iterator[Constraint]:
    """ "the Biden administration": not before its first day. Later pages name it as well, so that its end says nothing."""
    for m in _ADMINISTRATION.finditer(text):
        starts = [
            t.start
            for person in knowledge.by_surname(m[1])
            for t in knowledge.terms_of(person.id)
            if t.country == "USA" and t.position == "head_of_state" and t.start is not None
        ]
        if starts:
            yield Constraint(days=((min(starts), date.max),), reason=f"{m[0]}: in office since {min(starts)}")


def _titled(text: str, knowledge: Knowledge, headline: bool) -> Iterator[Titled]:
    found = list(WORD.finditer(text))
    words = [m[0] for m in found]
    at = 0
    while at < len(words):
        elect = words[at].endswith("-elect")
        opening = [words[at].removesuffix("-elect"), *words[at + 1 : at + AHEAD]]
        title = knowledge.titles_at(opening, 0) if words[at][:1].isupper() else None
        if title is None:
            at += 1
            continue
        length, kinds = title
        name_at = at + length
        if name_at >= len(words) or text[found[name_at - 1].end() : found[name_at].start()].strip():
            at += length
            continue
        country, first = _country_before(words, at, knowledge)
        before = text[max(0, found[first].start() - 40) : found[first].start()]
        standing: Standing = "elect" if elect or before.endswith("-elect ") else "former" if _FORMER.search(before) else "holder"
        if standing == "former" or not _NOT_HOLDER.search(before):
            persons, taken = _persons(words, name_at, knowledge, headline)
            plain = country is not None or at == 0 or not words[at - 1][:1].isupper() or standing == "former"
            # Of legislators the roster keeps the leaders only, from when they led on; `tenures` knows the others.
            positions = {kind.position for kind in kinds} - {"legislator"}
            terms = tuple(
                term for person in persons for term in knowledge.terms_of(person)
                if term.position in positions and (country is None or term.country == country)
            )  # fmt: skip
            if terms and plain and (standing == "holder" or len(persons) == 1):
                yield Titled(words=" ".join(words[first : name_at + taken]), standing=standing, terms=terms)
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
    bare = [re.sub(r"['’]s?$", "", w) for w in words[at : at + AHEAD]]
    match = knowledge.longest(bare, 0)
    persons = [c.id for c in match[1] if c.kind == "person"] if match else []
    if match and persons:
        return persons, match[0]
    follows_name = not headline and at + 1 < len(words) and words[at + 1][:1].isupper() and not words[at].endswith(("'s", "’s"))
    if not bare[0][:1].isupper() or follows_name:
        return [], 0
    known = knowledge.by_surname(bare[0])
    return ([known[0].id], 1) if len(known) == 1 else ([], 0)


# --- titles below the offices of state ----------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _tenures(tenures: tuple[Tenure, ...]) -> tuple[re.Pattern[str], frozenset[str], dict[tuple[str, str], list[Tenure]]]:
    """One pattern for "Gov. Andrew Cuomo", the words that end such names, and the tenures by title and name."""
    table: dict[tuple[str, str], list[Tenure]] = {}
    for tenure in tenures:
        for title in tenure.titles:
            table.setdefault((title.lower(), tenure.name), []).append(tenure)
    titles = "|".join(re.escape(t) for t in sorted({title for title, _ in table}, key=len, reverse=True))
    names = "|".join(re.escape(n) for n in sorted({name for _, name in table}, key=len, reverse=True))
    last = frozenset(_CAPITAL.findall(tenure.name)[-1] for tenure in tenures)
    return re.compile(rf"\b((?i:{titles}))\s+({names})\b"), last, table


def tenures(sentences: Sequence[Sentence], knowledge: Knowledge) -> tuple[list[Constraint], list[Constraint]]:
    """As `offices`, of governors, senators, mayors, chiefs of companies."""
    held: list[Constraint] = []
    begun: list[Constraint] = []
    if not knowledge.eras.tenures:
        return held, begun
    pattern, last, table = _tenures(knowledge.eras.tenures)
    for sentence in sentences:
        if last.isdisjoint(_CAPITAL.findall(sentence.text)):
            continue
        for m in pattern.finditer(sentence.text):
            spells = table.get((m[1].lower(), m[2]), [])
            before = sentence.text[max(0, m.start() - 40) : m.start()]
            if not spells or _FORMER.search(before) or _NOT_HOLDER.search(before):
                continue
            first = min(t.start for t in spells)
            begun.append(Constraint(days=((first, date.max),), reason=f"{m[0]}: in office since {first}"))
            if is_present(sentence) and all(t.end for t in spells):
                days = join([(t.start, t.end + LATE) for t in spells if t.end])
                told = "; ".join(f"{t.start} to {t.end}" for t in spells)
                held.append(Constraint(days=days, reason=f"{m[0]}: in office {told}"))
    return list(dict.fromkeys(held)), sorted(dict.fromkeys(begun), key=lambda c: c.days)
