"""The people of one article, met before it is read: full names, strangers and how they are described.

A headline says "Trump" before the text says "Donald Trump": so names come first, and what they stand for is settled afterwards.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from latticework.detect.lexicon import Lexicon
from latticework.detect.mentions import Phrase
from latticework.detect.owners import Owner, owner_in, owner_of
from latticework.detect.resolve import Resolver, positions_in
from latticework.detect.roster import sector_of
from latticework.types import Actor, Office, Position, Reading, Syntax

TOP: frozenset[Position] = frozenset({"head_of_state", "head_of_government", "monarch", "head_of_organisation"})

MOSTLY = 3
"""Times that a country must be named for an article to be about it."""


class People:
    """Who is in one article.

    `full_names` leads from surnames to persons, `first_names` from first names; `strangers` are those whom no table knows;
    `countries` counts the states named.
    """

    def __init__(self, reading: Reading, syntax: Syntax, resolver: Resolver, lexicon: Lexicon, phrases: Sequence[Phrase]) -> None:
        self.article = reading.article
        self.syntax = syntax
        self.resolver = resolver
        self.lexicon = lexicon
        self.knowledge = lexicon.knowledge
        self.phrases = phrases
        self.countries: Counter[str] = Counter()
        self.countries = self._countries()
        self.full_names: dict[str, Actor] = {}
        self.first_names: dict[str, Actor] = {}
        self.strangers: dict[str, Actor] = {}
        self._meet_everybody()
        self._meet_beside()

    def owner(self, phrase: Phrase) -> Owner | None:
        """Whose the title or role of a phrase is, as far as its own words say."""
        owner = owner_in(phrase, self.lexicon)
        if owner is not None and owner.office == "GEO" and self.american_georgia():
            return Owner(office="USA", country="USA")
        return owner

    def american_georgia(self) -> bool:
        """Whether "Georgia" is the American state here: the United States are named, and the Caucasus is not."""
        return self.countries["USA"] > 0 and not (self.countries["RUS"] or self.countries["AZE"] or self.countries["ARM"])

    def home(self) -> str | None:
        """The country that "the president" is of where nothing near says so: what the article is mostly about, or its outlet's."""
        first = self.countries.most_common(1)
        if first and first[0][1] >= MOSTLY and 2 * first[0][1] > self.countries.total():
            return first[0][0]
        outlet = self.article.outlet
        return self.lexicon.outlets.get(outlet.name) if outlet is not None and outlet.name is not None else None

    def officially(self) -> str | None:
        """The country whose government speaks, where the outlet is one of its own bodies: "the President" is its own."""
        outlet = self.article.outlet
        if outlet is None:
            return None
        if outlet.domain is not None and outlet.domain.endswith((".gov", ".mil")):
            return "USA"
        found = self.knowledge.candidates(outlet.name) if outlet.name else ()
        return next((m.country for c in found for m in self.knowledge.metonyms if c.kind == "metonym" and m.text == outlet.name), None)

    def _countries(self) -> Counter[str]:
        counted: Counter[str] = Counter()
        for phrase in self.phrases:
            owner = self.owner(phrase)
            if owner is None and phrase.name is not None and phrase.kind in ("state", "place"):
                owner = owner_of(phrase.name, self.lexicon)
            if owner is not None and owner.country is not None:
                counted[owner.country] += 1
        return counted

    def _meet_everybody(self) -> None:
        """Full names first, wherever they stand: a headline's bare surname means somebody whom the text names later."""
        for phrase in self.phrases:
            if phrase.name is None or phrase.kind != "person" or phrase.shape == "surname":
                continue
            words = self.name_words(phrase)
            known = self.known_person(phrase)
            if known is None and len(words) > 1:
                known = self.stranger(phrase, words)
            if known is None or len(words) < 2:
                continue
            person = self.knowledge.persons.get(known.id)
            self.first_names.setdefault(words[0].casefold(), known)
            for key in {words[-1], *([person.surname] if person else [])}:
                self.full_names.setdefault(key.casefold(), known)

    def _meet_beside(self) -> None:
        """Strangers described in apposition: "Jane Roe, the German foreign minister,"."""
        for one, two in zip(self.phrases, self.phrases[1:], strict=False):
            if two.first != one.last + 1 or self.syntax.tokens[one.last].text != ",":
                continue
            for name, title in ((one, two), (two, one)):
                if name.kind == "person" and name.name is not None and title.titles and title.name is None:
                    stranger = self.strangers.get(self.resolver.local("person", self.name_text(name)).id)
                    if stranger is not None:
                        self.describe(stranger, title)

    def name_words(self, phrase: Phrase) -> list[str]:
        if phrase.name is None or phrase.name_at is None:
            return []
        return [t.text for t in self.syntax.tokens[phrase.name_at : phrase.name_at + phrase.name.length]]

    def name_text(self, phrase: Phrase) -> str:
        if phrase.name is None or phrase.name_at is None:
            return self.text(phrase)
        tokens = self.syntax.tokens
        return self.article.text[tokens[phrase.name_at].start : tokens[phrase.name_at + phrase.name.length - 1].end]

    def text(self, phrase: Phrase) -> str:
        tokens = self.syntax.tokens
        return self.article.text[tokens[phrase.first].start : tokens[phrase.last - 1].end]

    def known_person(self, phrase: Phrase) -> Actor | None:
        if phrase.name is None:
            return None
        owner = self.owner(phrase)
        ids = [c.id for c in phrase.name.candidates if c.kind == "person"]
        positions = self.positions(phrase)
        answers = self.resolver.persons(ids, positions, owner.office if owner else None, self.countries)
        found = answers[0] if answers and (len(answers) == 1 or answers[0].score > answers[1].score) else None
        return found.actor if found else None

    def positions(self, phrase: Phrase) -> tuple[Position, ...]:
        owner = self.owner(phrase)
        if phrase.shape == "leader":
            return tuple(sorted(TOP))
        return positions_in(phrase.titles, owner.office if owner else None)

    def stranger(self, phrase: Phrase, words: list[str]) -> Actor:
        """Somebody whom no table knows: what the fullest description in the article says of them."""
        name = " ".join(self.name_text(phrase).split())
        owner = self.owner(phrase)
        offices: tuple[Office, ...] = ()
        if phrase.titles:
            offices = (Office(position=phrase.titles[0].position, title=phrase.title_text, basis=phrase.basis or "holder"),)
        country = owner.country if owner else None
        sector = sector_of(offices[0].position) if offices and country else None
        made = self.resolver.local("person", name, country=country, sector=sector, offices=offices)
        before = self.strangers.get(made.id)
        if before is not None:
            made = replace(
                before,
                country=before.country or made.country,
                sector=before.sector or made.sector,
                offices=before.offices or made.offices,
            )
        self.strangers[made.id] = made
        return made

    def describe(self, actor: Actor, phrase: Phrase) -> None:
        owner = self.owner(phrase)
        known = self.strangers.get(actor.id)
        if known is None or known.offices or not phrase.titles:
            return
        office = Office(position=phrase.titles[0].position, title=phrase.title_text, basis=phrase.basis or "holder")
        self.strangers[actor.id] = replace(
            known, country=known.country or (owner.country if owner else None), sector=sector_of(office.position), offices=(office,)
        )

    def _in_office(self, phrase: Phrase, word: str, owner: Owner | None, met: Actor) -> Actor | None:
        """Who holds the office that stands before a surname, where the namesake met in the article does not: "President Roe"."""
        positions = set(self.positions(phrase)) & TOP
        if not positions or any(o.position in positions for o in met.offices):
            return None
        answers = self.resolver.surname(word, tuple(sorted(positions)), owner.office if owner else None, self.countries)
        clear = self.resolver.clear(answers, 0.3)
        fits = clear is not None and any(o.position in positions for o in clear.actor.offices)
        return clear.actor if clear is not None and fits else None

    def by_surname(self, phrase: Phrase, word: str) -> Actor | None:
        met = self.full_names.get(word.casefold())
        at = phrase.name_at or phrase.first
        if met is None and at and self.syntax.tokens[at - 1].text in ("Sir", "Dame"):
            met = self.first_names.get(word.casefold())  # knights go by their first name
        owner = self.owner(phrase)
        if met is not None and (owner is None or met.country in (None, owner.country)):
            return self._in_office(phrase, word, owner, met) or met
        if phrase.shape == "leader" and owner is not None:
            bearers = {p.id for p in self.knowledge.by_surname(word)}
            leader = next((a.actor for a in self.resolver.leaders(owner.office, phrase.basis) if a.actor.id in bearers), None)
            if leader is not None:
                return leader
        positions = self.positions(phrase)
        answers = self.resolver.surname(word, positions, owner.office if owner else None, self.countries)
        token = self.syntax.tokens[phrase.name_at or phrase.first]
        titled = bool(phrase.titles or phrase.shape == "leader")
        least = 0.3 if titled or token.ent.endswith("PERSON") else 0.8
        if not titled and token.pos not in ("PROPN", "") and not token.ent:
            return None
        clear = self.resolver.clear(answers, least)
        if clear is None or titled or clear.score >= 0.8:
            return clear.actor if clear else None
        # Out of office: only where the article speaks of the country, or there is no namesake and it was not long ago.
        near = clear.actor.country in self.countries
        return clear.actor if near or (len(answers) == 1 and clear.score >= 0.6) else None
