"""Who held which office when: persons, terms, and the titles of positions."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import cast, get_args

from latticework.knowledge.tables import Row, keyed, rows
from latticework.types import Office, OfficeBasis, Position

POSITIONS = frozenset(get_args(Position))
CONFIDENCE = frozenset({"high", "medium", "low"})
TERM_COLUMNS = ("country", "position", "title", "person", "name", "start", "end", "acting", "as_of", "confidence")
PERSON_COLUMNS = ("id", "name", "aliases", "surname")
TITLE_COLUMNS = ("words", "position", "countries")

# One person at a time holds these; where two overlap, one of the rows is wrong.
SINGLE: frozenset[Position] = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """`name` and `aliases` are full names; `surname` is how news shortens it ("Xi", "Lula"), `surnames` all spellings of that."""

    id: str
    name: str
    aliases: tuple[str, ...]
    surname: str
    surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One spell in one office. Both days count; on a day of change the successor is the holder.

    `country` is an ISO code or an organisation's id. An open `end` means "in office on `as_of`", not "in office now".
    """

    country: str
    position: Position
    title: str
    person: str
    start: date | None
    end: date | None
    acting: bool
    as_of: date
    source: str
    confidence: str

    def covers(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and day <= (self.as_of if self.end is None else self.end)

    @property
    def told_by(self) -> str:
        """The source in words for people: what was written down from memory says so, and revisions of sources are left out."""
        return re.sub(r"\brecall\b", "from memory, not yet checked", re.sub(r"@[0-9a-f]{40}\b", "", self.source))


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionTitle:
    """Words that name a position ("chancellor"), in the countries where they do; () is any country."""

    words: str
    position: Position
    countries: tuple[str, ...]


class Terms:
    """All terms, by office and by person."""

    def __init__(self, terms: Iterable[Term]) -> None:
        by_office: dict[tuple[str, str], list[Term]] = defaultdict(list)
        by_person: dict[str, list[Term]] = defaultdict(list)
        for term in sorted(terms, key=lambda t: (t.start or date.min, t.end or date.max, t.person)):
            by_office[term.country, term.position].append(term)
            by_person[term.person].append(term)
        self._by_office: Mapping[tuple[str, str], tuple[Term, ...]] = {k: tuple(v) for k, v in by_office.items()}
        self._by_person: Mapping[str, tuple[Term, ...]] = {k: tuple(v) for k, v in by_person.items()}

    def __iter__(self) -> Iterator[Term]:
        return (t for terms in self._by_office.values() for t in terms)

    def of_office(self, country: str, position: Position) -> tuple[Term, ...]:
        return self._by_office.get((country, position), ())

    def of_person(self, person: str) -> tuple[Term, ...]:
        return self._by_person.get(person, ())

    def holders(self, country: str, position: Position, day: date) -> tuple[Term, ...]:
        found = [t for t in self.of_office(country, position) if t.covers(day)]
        if any(t.start == day for t in found):
            found = [t for t in found if t.end != day or t.start == day]
        return tuple(found)

    def offices(self, person: str, day: date) -> tuple[Office, ...]:
        """The offices a person holds or held on a day, the latest first; those still to come are left out."""
        found: dict[tuple[Position, str], Office] = {}
        for term in sorted(self.of_person(person), key=lambda t: (_rank(self._basis(t, day)), -(t.start or date.min).toordinal())):
            basis = self._basis(term, day)
            if basis is not None:
                found.setdefault((term.position, term.country), Office(position=term.position, title=term.title, basis=basis))
        return tuple(found.values())

    def _basis(self, term: Term, day: date) -> OfficeBasis | None:
        if term.start is not None and day < term.start:
            return None
        if term.end is None and day > term.as_of:
            return "stale"
        if term.end is not None and day > term.end:
            return "former"
        if term.end == day and any(t.start == day for t in self.of_office(term.country, term.position)):
            return "former"
        return "acting" if term.acting else "holder"


def _rank(basis: OfficeBasis | None) -> int:
    return {"holder": 0, "acting": 1, "stale": 2, "former": 3}.get(basis or "", 4)


def load_terms(overlay: Path | None, conflicts: list[str]) -> Terms:
    """Shipped terms and the user's. A user's term ends the open shipped term of another person in the same office, and says so."""
    shipped: list[Term] = []
    own: list[tuple[Row, Term]] = []
    days: dict[str, date | None] = {}
    for row in rows("offices.csv", TERM_COLUMNS, overlay):
        term = _term(row, days)
        if row.overlay:
            own.append((row, term))
        else:
            shipped.append(term)
    for row, term in own:
        shipped = [_ended_by(term, old, row, conflicts) for old in shipped if not _same_spell(term, old, row, conflicts)]
    return Terms([*shipped, *(term for _, term in own)])


def _same_spell(new: Term, old: Term, row: Row, conflicts: list[str]) -> bool:
    same = (new.country, new.position, new.person, new.start) == (old.country, old.position, old.person, old.start)
    if same:
        conflicts.append(f"{row.file}:{row.line}: {new.title} from {new.start} replaces the row that is shipped")
    return same


def _ended_by(new: Term, old: Term, row: Row, conflicts: list[str]) -> Term:
    if (new.country, new.position) != (old.country, old.position) or new.position not in SINGLE or new.start is None or new.acting:
        return old
    if new.person == old.person or (old.end is not None and old.end <= new.start) or (old.start or date.min) >= new.start:
        return old
    conflicts.append(f"{row.file}:{row.line}: {new.title} from {new.start} ends the shipped term of {old.person}")
    return replace(old, end=new.start)


def _term(row: Row, days: dict[str, date | None]) -> Term:
    start, end, as_of = (_day(row, c, days) for c in ("start", "end", "as_of"))
    if start is not None and end is not None and end < start:
        row.wrong(f"end {end} is before start {start}: swap them or mend one")
    if as_of is None:
        row.wrong("as_of is empty: write the day on which the row was known to be true")
    position = row.cells["position"]
    if position not in POSITIONS:
        row.one_of("position", POSITIONS)
    return Term(
        country=row.text("country"),
        position=cast(Position, position),
        title=row.text("title"),
        person=row.text("person"),
        start=start,
        end=end,
        acting=row.flag("acting"),
        as_of=as_of,
        source=row.text("source"),
        confidence=row.one_of("confidence", CONFIDENCE),
    )


def _day(row: Row, column: str, days: dict[str, date | None]) -> date | None:
    # Thousands of rows share a few thousand days: each is read once.
    value = row.cells[column]
    if value not in days:
        days[value] = row.day(column)
    return days[value]


def load_persons(overlay: Path | None, conflicts: list[str]) -> dict[str, Person]:
    return keyed(rows("persons.csv", PERSON_COLUMNS, overlay), _person, lambda p: p.id, conflicts)


def _person(row: Row) -> Person:
    surnames = row.many("surname")
    if not surnames:
        row.wrong("surname is empty: write how news shortens the name")
    return Person(id=row.text("id"), name=row.text("name"), aliases=row.many("aliases"), surname=surnames[0], surnames=surnames)


def load_titles(overlay: Path | None) -> tuple[PositionTitle, ...]:
    return tuple(
        PositionTitle(words=words, position=cast(Position, row.one_of("position", POSITIONS)), countries=row.many("countries"))
        for row in rows("titles.csv", TITLE_COLUMNS, overlay)
        for words in row.many("words") or row.wrong("words is empty: write the title")
    )
