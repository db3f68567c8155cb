"""Whose a role or a body is, from the words around it: "his spokesman", "lawmakers in Japan", "the Biden administration"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from latticework.detect.coreference import History
from latticework.detect.lexicon import POSSESSIVES
from latticework.detect.mentions import Phrase, Scanner
from latticework.detect.names import LOCATIVE, NameHit
from latticework.detect.owners import Owner, owner_of
from latticework.detect.people import People
from latticework.types import MentionKind, Syntax

LOCAL_SECTORS = frozenset({"CVL", "COP", "LEG", "JUD", "OPP", "LAB", "EDU"})
"""Sectors whose people are mostly of the place where they are; soldiers and diplomats are not."""


class Homes:
    """Looks for owners in one article. `starting` finds a phrase by its first token."""

    def __init__(self, syntax: Syntax, scanner: Scanner, people: People, history: History, phrases: Sequence[tuple[int, Phrase]]) -> None:
        self.syntax = syntax
        self.scanner = scanner
        self.people = people
        self.history = history
        self.lexicon = people.lexicon
        self.by_sentence: dict[int, list[Phrase]] = {}
        for n, p in phrases:
            self.by_sentence.setdefault(n, []).append(p)
        self.starting = {p.first: p for _, p in phrases}

    def possessor(self, phrase: Phrase) -> Owner | None:
        """Whoever owns a title or role by a possessive just before it: "his spokesman", "Putin's troops"."""
        if not self.history.seen:
            return None
        last = self.history.seen[-1]
        tokens = self.syntax.tokens
        marked = tokens[last.last - 1].tag == "PRP$" or (last.last < len(tokens) and tokens[last.last].text in POSSESSIVES)
        gap = phrase.first - last.last
        if marked and 0 <= gap <= 2 and last.actor.country and last.actor.kind != "place":
            return Owner(office=last.actor.country, country=last.actor.country)
        return None

    def said_after(self, phrase: Phrase) -> Owner | None:
        """The country said directly after a role: "lawmakers in Japan", "police in Paris"."""
        tokens = self.syntax.tokens
        at = phrase.last
        if phrase.kind == "unnamed_source" or at + 1 >= len(tokens) or tokens[at].text not in ("in", "of", "from"):
            return None
        if tokens[at].text == "in" and phrase.roles[0].sector in ("GOV", "MIL"):
            return None  # "world leaders in Paris" are not French, "troops in Iraq" not Iraqi
        where = self.starting.get(at + 1) or (self.starting.get(at + 2) if tokens[at + 1].text == "the" else None)
        return owner_of(where.name, self.lexicon) if where is not None and where.name is not None else None

    def ruler(self, phrase: Phrase) -> Owner | None:
        """The country of the leader after whom a government is named: "the Biden administration"."""
        if phrase.party is None or phrase.party_at is None:
            return None
        name = replace(phrase, name=phrase.party, name_at=phrase.party_at, titles=(), shape="surname")
        words = self.people.name_words(name)
        known = self.people.known_person(name) or (self.people.by_surname(name, words[0]) if len(words) == 1 else None)
        return Owner(office=known.country, country=known.country) if known and known.country else None

    def scene(self, phrase: Phrase, sentence: int) -> str | None:
        """The one country in which a sentence says that something took place: its police and its protesters are meant."""
        if phrase.kind == "unnamed_source" or phrase.roles[0].sector not in LOCAL_SECTORS:
            return None
        homes: set[str] = set()
        for where in self.by_sentence.get(sentence, ()):
            before = self.scanner.forms[where.first - 1][0] if where.first else ""
            before = self.scanner.forms[where.first - 2][0] if before == "the" and where.first > 1 else before
            owner = owner_of(where.name, self.lexicon) if where.name is not None and before in LOCATIVE else None
            if owner is not None and owner.country is not None:
                homes.add(owner.country)
        return homes.pop() if len(homes) == 1 else None

    def around(self, phrase: Phrase, kind: MentionKind) -> Owner | None:
        """The country of a name that no table has: said within it ("Nepalese Assembly") or right after it ("Burane, Somalia")."""
        if kind == "organisation" and phrase.last - phrase.first > 1:
            words = self.scanner.names.words
            inner = [phrase.first, *(i + 1 for i in range(phrase.first + 1, phrase.last - 1) if words[i] == "of")]
            found = ((self.lexicon.candidates(words, i)) for i in inner)
            hits = (NameHit(length=f[0], kind="state", candidates=f[1]) for f in found if f)
            return next((owner_of(h, self.lexicon) for h in hits if h.of("state")), None)
        after = self.starting.get(phrase.last + 1)
        joined = phrase.last < len(self.syntax.tokens) and self.syntax.tokens[phrase.last].text in (",", "in")
        beside = after is not None and joined and after.name is not None and after.name.of("state") is not None
        return owner_of(after.name, self.lexicon) if kind == "place" and beside and after is not None and after.name is not None else None
