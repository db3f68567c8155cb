"""Who is meant by a name or a description on a day. One resolver serves articles and the question `who`.

Every answer says why it was given. Where nobody is known, a local actor carries what the words themselves say.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from latticework.detect.roster import POSITION_RANK, Roster, sector_of
from latticework.knowledge import Candidate, PositionTitle, Term
from latticework.types import Actor, ActorKind, Office, OfficeBasis, Position

ARTICLE = re.compile(r"^(?:the|an?|some|several)\s+", re.IGNORECASE)
CLEAR = 8.0
"""Points by which the first of several namesakes must lead, or nobody is taken."""
SOON = timedelta(days=200)
"""How long before taking office somebody is spoken of as elected or designated; Mexico's presidents waited five months."""
FORMER_YEARLY = 1.0
"""Points that a former holder loses for each year out of office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Somebody who may be meant. `score` runs from 0 to 1 and orders the answers; it is no probability."""

    actor: Actor
    score: float
    why: str


def slug(text: str) -> str:
    """A name as part of a local id: the same words give the same id in every article."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[^a-z0-9]+", "-", "".join(c for c in plain if not unicodedata.combining(c))).strip("-") or "unnamed"


class Resolver:
    """Answers for one day. `day` None means that the date is unknown: then no answer depends on an office held."""

    def __init__(self, roster: Roster, day: date | None) -> None:
        self.roster = roster
        self.knowledge = roster.knowledge
        self.day = day
        self._made: dict[tuple[str, str], Actor] = {}

    # --- actors out of the knowledge ------------------------------------------------------------------------------

    def actor(self, kind: str, id: str) -> Actor:
        key = (kind, id)
        if key not in self._made:
            makers = {"person": self._person, "state": self._state, "organisation": self._organisation, "group": self._group}
            self._made[key] = makers[kind](id)
        return self._made[key]

    def _person(self, id: str) -> Actor:
        person = self.knowledge.persons[id]
        offices = self.knowledge.offices_of(id, self.day) if self.day else ()
        term = self.roster.main_term(id, self.day)
        country = term.country if term else None
        organisation = self.knowledge.organisations.get(country) if country else None
        begun = term is not None and (self.day is None or term.start is None or term.start <= self.day)
        sector = sector_of(term.position) if term and begun else None
        home = country
        if organisation is not None and begun:
            sector, home = organisation.sector or "IGO", organisation.country
            past = self.day is not None and term is not None and term.end is not None and term.end < self.day
            if home is None and past:
                # Who led an organisation once is of a state again.
                home = next((t.country for t in self.knowledge.terms_of(id) if t.country in self.knowledge.states), None)
        if home is not None and home not in self.knowledge.states:
            home = None
        return Actor(id=id, name=person.name, kind="person", country=home, sector=sector, offices=tuple(offices))

    def _state(self, code: str) -> Actor:
        state = self.knowledge.states[code]
        return Actor(id=state.qid or code, name=state.name, kind="state", country=code, sector="GOV")

    def _organisation(self, id: str) -> Actor:
        found = self.knowledge.organisations[id]
        sector = found.sector or ("IGO" if found.kind in ("igo", "alliance", "bloc") else None)
        members = self.knowledge.members(id, self.day) if self.day and found.kind in ("igo", "alliance", "bloc") else None
        return Actor(id=id, name=found.name, kind="organisation", country=found.country, sector=sector, members=members)

    def _group(self, id: str) -> Actor:
        members = self.knowledge.members(id, self.day) if self.day else None
        return Actor(id=id, name=self.knowledge.groups[id].name, kind="group", sector="GOV", members=members)

    def named(self, candidate: Candidate) -> Actor | None:
        """The actor of a name in the knowledge; None where the name does not hold on this day."""
        if not self.holds(candidate):
            return None
        if candidate.kind in ("person", "state", "organisation", "group"):
            return self.actor(candidate.kind, candidate.id)
        return None

    def holds(self, candidate: Candidate) -> bool:
        """Whether a name was in use on the day, so far as the knowledge dates it."""
        if self.day is None:
            return True
        return not ((candidate.start and candidate.start > self.day) or (candidate.end and candidate.end < self.day))

    def government(self, candidate: Candidate) -> Actor | None:
        """The state or organisation that a metonym stands for on the day."""
        if not self.holds(candidate):
            return None
        if candidate.id in self.knowledge.states:
            return self.actor("state", candidate.id)
        return self.actor("organisation", candidate.id) if candidate.id in self.knowledge.organisations else None

    # --- actors that only the words make --------------------------------------------------------------------------

    def local(
        self,
        kind: ActorKind,
        name: str,
        *,
        key: str | None = None,
        country: str | None = None,
        sector: str | None = None,
        offices: tuple[Office, ...] = (),
        members: tuple[str, ...] | None = None,
    ) -> Actor:
        """Somebody whom no table knows. The id holds the country, so that the police of two states are two.

        `key` is what the id is made of where different words mean the same: "Israel's government", "the Israeli government".
        """
        prefix = {"unnamed_source": "unnamed", "organisation": "org"}.get(kind, kind)
        home = f"{country.lower()}-" if country and kind not in ("person", "place") else ""
        name = ARTICLE.sub("", " ".join(name.split()))
        id = f"{prefix}:{home}{slug(key or name)}"
        return Actor(id=id, name=name, kind=kind, country=country, sector=sector, offices=offices, members=members)

    # --- names ----------------------------------------------------------------------------------------------------

    def persons(
        self, ids: Iterable[str], positions: Collection[Position] = (), country: str | None = None, near: Collection[str] = ()
    ) -> list[Answer]:
        """Namesakes, best first. A position or country in the words must have been theirs; countries near by only speak for them."""
        answers = []
        for id in dict.fromkeys(ids):
            points, why = self._points(id, positions, country)
            home = self.actor("person", id).country
            if home is not None and home in near:
                points += 12
            answers.append((points, id, why))
        answers.sort(key=lambda a: (-a[0], a[1]))
        return [Answer(actor=self.actor("person", id), score=max(0.05, min(1.0, p / 100)), why=why) for p, id, why in answers]

    def _points(self, id: str, positions: Collection[Position], country: str | None) -> tuple[float, str]:
        best, why = 20.0, "name"
        fits_words = False
        for term in self.knowledge.terms_of(id):
            if self.day and term.start and term.start > self.day:
                continue
            rank = POSITION_RANK.get(term.position, 5)
            if self.day is None:
                points, how = 60.0 - 8 * rank, "has held"
            elif term.end is None or term.end >= self.day:
                points, how = 96.0 - 8 * rank, "holds"
            else:
                points, how = 66.0 - 8 * rank - FORMER_YEARLY * (self.day - term.end).days / 365, "held"
            said = (not positions or term.position in positions) and (country is None or term.country == country)
            fits_words = fits_words or said
            if said and (positions or country):
                points += 30
            if points > best:
                best, why = points, f"name; {how} {term.title} of {term.country} ({term.told_by})"
        if (positions or country) and not fits_words:
            best -= 40
        return best, why

    def surname(
        self, word: str, positions: Collection[Position] = (), country: str | None = None, near: Collection[str] = ()
    ) -> list[Answer]:
        """Those whom news calls by this word alone, best first."""
        return self.persons((p.id for p in self.knowledge.by_surname(word)), positions, country, near)

    def clear(self, answers: Sequence[Answer], least: float = 0.0) -> Answer | None:
        """The first answer, where it leads the second clearly."""
        if not answers or answers[0].score < least:
            return None
        if len(answers) > 1 and (answers[0].score - answers[1].score) * 100 < CLEAR:
            return None
        return answers[0]

    # --- titles ---------------------------------------------------------------------------------------------------

    def holders(self, country: str, titles: Sequence[PositionTitle], basis: OfficeBasis | None = None, text: str = "") -> list[Answer]:
        """Who is meant by a title of a country or organisation on the day; former holders newest first."""
        if self.day is None:
            return []
        positions = positions_in(titles, country)
        terms: list[tuple[float, Term]] = []
        for position in positions:
            if basis == "former":
                terms += self._past(country, position)
            else:
                terms += [(0.95, t) for t in self.knowledge.holders(country, position, self.day)]
        if text and len({t.person for _, t in terms}) > 1:
            named = [(s, t) for s, t in terms if slug(text) in slug(t.title)]
            terms = named or terms
        return self._answers(terms, "former" if basis == "former" else "in office")

    def coming(self, country: str, titles: Sequence[PositionTitle]) -> list[Answer]:
        """Who is to take an office soon: the president-elect, the incoming minister."""
        if self.day is None:
            return []
        last = self.day + SOON
        terms = [
            (0.9, t)
            for position in positions_in(titles, country)
            for t in self.knowledge.terms_of_office(country, position)
            if t.start is not None and self.day < t.start <= last and not t.acting
        ]
        return self._answers(terms, "to take office")

    def leaders(self, country: str, basis: OfficeBasis | None = None) -> list[Answer]:
        """The one who leads a state or organisation: its executive head, not its ceremonial one."""
        if self.day is None:
            return []
        for position in self.roster.leading_positions(country, self.day):
            terms = (
                self._past(country, position)
                if basis == "former"
                else [(0.9, t) for t in self.knowledge.holders(country, position, self.day)]
            )
            if terms:
                return self._answers(terms, "leader")
        return []

    def _past(self, country: str, position: Position) -> list[tuple[float, Term]]:
        day = self.day
        if day is None:
            return []
        in_office = {t.person for t in self.knowledge.holders(country, position, day)}
        ended = [
            t for t in self.knowledge.terms_of_office(country, position) if t.end is not None and t.end < day and t.person not in in_office
        ]
        ended.sort(key=lambda t: t.end or day, reverse=True)
        return [(max(0.1, 0.8 - 0.1 * n), t) for n, t in enumerate(ended)]

    def _answers(self, terms: Iterable[tuple[float, Term]], how: str) -> list[Answer]:
        best: dict[str, Answer] = {}
        for score, term in terms:
            if term.person not in best and term.person in self.knowledge.persons:
                since = f"{term.start or '?'} to {term.end or 'now'}"
                why = f"{how}: {term.title} of {term.country}, {since} ({term.told_by})"
                best[term.person] = Answer(actor=self.actor("person", term.person), score=score, why=why)
        return sorted(best.values(), key=lambda a: -a.score)


def positions_in(titles: Sequence[PositionTitle], country: str | None) -> tuple[Position, ...]:
    """The positions a title can mean in a country. A title kept for that country goes before one that holds for all."""
    own = [t.position for t in titles if country is not None and country in t.countries]
    return tuple(dict.fromkeys(own or [t.position for t in titles if not t.countries or country is None]))
