"""Everything that is known before reading, behind one door."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from latticework.errors import KnowledgeError
from latticework.knowledge.eras import Eras, load_eras
from latticework.knowledge.groups import Group, Members, check_groups, load_groups
from latticework.knowledge.memberships import Memberships, Standing, load_memberships
from latticework.knowledge.names import Candidate, NameIndex, pieces
from latticework.knowledge.offices import Person, PositionTitle, Term, Terms, load_persons, load_terms, load_titles
from latticework.knowledge.ontology import Ontology, load_ontology
from latticework.knowledge.organisations import Organisation, load_organisations
from latticework.knowledge.outlets import Outlets, load_outlets
from latticework.knowledge.phrases import (
    Metonym,
    Occasion,
    PlaceName,
    Role,
    load_metonyms,
    load_occasions,
    load_places,
    load_roles,
)
from latticework.knowledge.states import State, load_states
from latticework.knowledge.territories import Territories, Territory, load_territories
from latticework.knowledge.treaties import ALLIED, Treaties, Treaty, TreatyKind, load_treaties
from latticework.types import MentionBy, Office, Outlet, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """States by ISO code; persons, organisations and groups by id. Nothing in it changes after it is loaded.

    `as_of` is the latest day for which any row vouches. `conflicts` tells where the user's own rows go against the shipped ones.
    """

    states: Mapping[str, State]
    persons: Mapping[str, Person]
    organisations: Mapping[str, Organisation]
    groups: Mapping[str, Group]
    memberships: Memberships
    treaties: Treaties
    territories: Territories
    metonyms: tuple[Metonym, ...]
    roles: tuple[Role, ...]
    places: tuple[PlaceName, ...]
    occasions: tuple[Occasion, ...]
    eras: Eras
    titles: tuple[PositionTitle, ...]
    outlets: Outlets
    ontology: Ontology
    as_of: date
    conflicts: tuple[str, ...]
    _terms: Terms
    _members: Members
    _names: NameIndex
    _surnames: Mapping[tuple[str, ...], tuple[Person, ...]]
    _titles: Mapping[tuple[str, ...], tuple[PositionTitle, ...]]
    _longest_title: int

    def candidates(self, name: str) -> tuple[Candidate, ...]:
        """What exactly this name may mean. Case counts; dots, hyphens, diacritics and the form of quotes do not."""
        return self._names.find(name)

    def longest(self, words: Sequence[str], at: int) -> tuple[int, tuple[Candidate, ...]] | None:
        """The longest known name that begins with `words[at]`: how many words it takes, and what it may mean."""
        return self._names.longest(words, at)

    def titles_at(self, words: Sequence[str], at: int) -> tuple[int, tuple[PositionTitle, ...]] | None:
        """The longest title of a position that begins with `words[at]`, whatever its case: how many words, and which positions."""
        parts: list[str] = []
        best: tuple[int, tuple[PositionTitle, ...]] | None = None
        for index in range(at, len(words)):
            parts += pieces(words[index].lower())
            if len(parts) > self._longest_title or not parts:
                break
            found = self._titles.get(tuple(parts))
            if found:
                best = (index + 1 - at, found)
        return best

    def holders(self, country: str, position: Position, day: date) -> tuple[Term, ...]:
        """The terms of those in office on that day; empty where that is not known, as past a row's `as_of`."""
        return self._terms.holders(country, position, day)

    def terms_of_office(self, country: str, position: Position) -> tuple[Term, ...]:
        """All terms in one office, the earliest first."""
        return self._terms.of_office(country, position)

    def terms(self) -> Iterator[Term]:
        """All terms in all offices."""
        return iter(self._terms)

    def terms_of(self, person: str) -> tuple[Term, ...]:
        return self._terms.of_person(person)

    def offices_of(self, person: str, day: date) -> tuple[Office, ...]:
        """A person's offices seen from a day: those held first, then those whose data has run out, then those of the past."""
        return self._terms.offices(person, day)

    def members(self, id: str, day: date, standing: Standing = "member") -> tuple[str, ...] | None:
        """ISO codes of the members of an organisation or group on a day; None where they are not known.

        Those suspended are not among the members; a standing asks for them, or for candidates, observers, partners or the chair.
        """
        return self._members.on(id, day, standing)

    def allies(self, country: str, day: date, kinds: Collection[TreatyKind] = ALLIED) -> dict[str, tuple[Treaty, ...]]:
        """ISO codes of the states bound by treaty to defend a country on a day, each with the treaties that say so."""
        return self.treaties.allies(country, day, kinds)

    def by_surname(self, surname: str) -> tuple[Person, ...]:
        """Persons whom news shortens to this name, in any of its spellings."""
        return self._surnames.get(pieces(surname), ())

    def territory_of(self, name: str, day: date | None) -> Territory | None:
        """The territory of that name as it stood on the day: who holds it, who claims it. None for other names, or outside its rows."""
        return self.territories.of(name, day)

    def outlet(self, name_or_domain: str) -> Outlet | None:
        return self.outlets.find(name_or_domain)


def load(overlay: Path | None = None) -> Knowledge:
    """Read and check every table. Raises KnowledgeError naming the file, the line and what to mend."""
    if overlay is not None and not overlay.is_dir():
        raise KnowledgeError(f"{overlay}: is not a folder: give one with tables named as the shipped ones")
    conflicts: list[str] = []
    states, persons = load_states(overlay, conflicts), load_persons(overlay, conflicts)
    organisations, groups = load_organisations(overlay, conflicts), load_groups(overlay, conflicts)
    metonyms, roles, places = load_metonyms(overlay), load_roles(overlay), load_places(overlay)
    titles, terms = load_titles(overlay), load_terms(overlay, conflicts)
    memberships = load_memberships(overlay, organisations, states, conflicts)
    treaties = load_treaties(overlay, memberships, {**states, **organisations}, conflicts)
    by_words: dict[tuple[str, ...], list[PositionTitle]] = defaultdict(list)
    for title in titles:
        by_words[pieces(title.words.lower())].append(title)
    known = Knowledge(
        states=states,
        persons=persons,
        organisations=organisations,
        groups=groups,
        memberships=memberships,
        treaties=treaties,
        territories=load_territories(overlay, states, conflicts),
        metonyms=metonyms,
        roles=roles,
        places=places,
        occasions=load_occasions(overlay),
        eras=load_eras(overlay),
        titles=titles,
        outlets=load_outlets(overlay, conflicts),
        ontology=load_ontology(overlay),
        as_of=max((t.as_of for t in terms), default=date.min),
        conflicts=tuple(conflicts),
        _terms=terms,
        _members=Members(memberships, treaties, groups),
        _names=NameIndex(),
        _surnames=_by_surname(persons),
        _titles={words: tuple(found) for words, found in by_words.items()},
        _longest_title=max(map(len, by_words), default=0),
    )
    _check(known, terms)
    _index(known)
    return known


def _by_surname(persons: Mapping[str, Person]) -> dict[tuple[str, ...], tuple[Person, ...]]:
    found: dict[tuple[str, ...], list[Person]] = defaultdict(list)
    for person in persons.values():
        for key in dict.fromkeys(pieces(s) for s in person.surnames):
            found[key].append(person)
    return {key: tuple(some) for key, some in found.items()}


def _check(known: Knowledge, terms: Terms) -> None:
    """What one table says of another must be there."""
    for term in terms:
        if term.person not in known.persons:
            raise KnowledgeError(f"offices.csv: {term.title}: there is no person {term.person}: add a row to persons.csv")
        if term.country not in known.states and term.country not in known.organisations:
            raise KnowledgeError(f"offices.csv: {term.title}: there is no state or organisation {term.country}: add it")
    for metonym in known.metonyms:
        if metonym.actor not in known.states and metonym.actor not in known.organisations:
            raise KnowledgeError(f"metonyms.csv: {metonym.text}: there is no state or organisation {metonym.actor}: add it or mend the id")
    check_groups(known.groups, known.states, known.organisations)


def _index(known: Knowledge) -> None:
    add = known._names.add
    for state in known.states.values():
        for form in state.names:
            add(form, _state_candidate(state, form, "name"))
        for form in dict.fromkeys((*state.adjectives, *state.demonyms)):
            if form not in state.names:
                add(form, _state_candidate(state, form, "demonym"))
    bodies = [o for o in known.organisations.values() if o.kind != "treaty"]
    shared = Counter(form for o in bodies for form in (o.name, *o.aliases))
    for organisation in bodies:
        for form in (organisation.name, *organisation.aliases):
            add(form, _body_candidate(organisation, form, shared[form] > 1))
    for person in known.persons.values():
        for form in (person.name, *person.aliases):
            add(form, Candidate(kind="person", id=person.id, by="name"))
    for group in known.groups.values():
        if group.kind == "anaphor":
            continue
        for form in (group.name, *group.aliases):
            add(form, Candidate(kind="group", id=group.id, by="description", start=group.start, end=group.end))
    for metonym in known.metonyms:
        add(metonym.text, _metonym_candidate(metonym))
    for place in known.places:
        for form in (place.name, *place.aliases):
            add(form, Candidate(kind="place", id=place.name, by="name", ambiguous=place.ambiguous))
    for role in known.roles:
        for phrase in (role.noun, role.plural):
            if phrase is not None:
                add(phrase, Candidate(kind="role", id=role.noun, by="description"))


def _body_candidate(body: Organisation, form: str, shared: bool) -> Candidate:
    """News goes on to name bodies that are no more, so the last day only counts where another bears the same name."""
    end = body.end if shared else None
    return Candidate(kind="organisation", id=body.id, by="name", start=body.start, end=end, ambiguous=form in body.ambiguous)


def _metonym_candidate(metonym: Metonym) -> Candidate:
    return Candidate(kind="metonym", id=metonym.actor, by="metonym", start=metonym.start, end=metonym.end, ambiguous=metonym.ambiguous)


def _state_candidate(state: State, form: str, by: MentionBy) -> Candidate:
    return Candidate(kind="state", id=state.code, by=by, start=state.start, end=state.end, ambiguous=form in state.ambiguous)
