"""Whom pronouns, repeated surnames and "the minister" mean, from what the same article named before.

By recency, grammatical role and number: no model. Where two antecedents are equally good nobody is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from latticework.detect.lexicon import FEMALE_WORDS, MALE_WORDS, PLURAL_PRONOUNS, RELATIVES, SINGULAR_PRONOUNS, THING_PRONOUNS
from latticework.types import Actor, Position, Syntax, Token

REACH = 2
"""Sentences back in which a pronoun may have its antecedent."""
SUBJECTS = frozenset({"nsubj", "nsubjpass", "agent"})
PEOPLE_KINDS = frozenset({"person", "unnamed_source", "other"})
THING_KINDS = frozenset({"state", "organisation"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A phrase already read, and who it is. `head` is its head token."""

    actor: Actor
    head: int
    first: int
    last: int
    sentence: int
    role: str
    plural: bool
    block: int


class History:
    """What one article has named so far, in text order."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.seen: list[Seen] = []
        self.genders: dict[str, str] = {}

    def add(self, seen: Seen) -> None:
        self.seen.append(seen)

    def note_gender(self, actor: str, words: Collection[str]) -> None:
        """Remember what titles such as "Mrs" or "spokeswoman" say; the first word counts."""
        if any(w in FEMALE_WORDS for w in words):
            self.genders.setdefault(actor, "female")
        elif any(w in MALE_WORDS for w in words):
            self.genders.setdefault(actor, "male")

    # --- pronouns -------------------------------------------------------------------------------------------------

    def pronoun(self, at: int, sentence: int) -> Seen | None:
        token = self.syntax.tokens[at]
        word = token.text.lower()
        if word in RELATIVES:
            return self._relative(at)
        if word in SINGULAR_PRONOUNS:
            found = self._best(at, sentence, self._suits_person(SINGULAR_PRONOUNS[word]))
            if found is not None:
                self.genders.setdefault(found.actor.id, SINGULAR_PRONOUNS[word])
            return found
        if word in PLURAL_PRONOUNS:
            return self._best(at, sentence, lambda s: s.plural or s.actor.kind == "group")
        if word in THING_PRONOUNS and self._refers(at):
            subject = word == "it"
            return self._best(at, sentence, lambda s: self._is_thing(s) and (not subject or s.role in SUBJECTS), reach=1)
        return None

    @staticmethod
    def _is_thing(seen: Seen) -> bool:
        return seen.actor.kind in THING_KINDS and not seen.plural and seen.role != "compound"

    def _refers(self, at: int) -> bool:
        """Whether "it" can be a party at all: mostly it is a deed or a claim ("denied it", "it was false")."""
        token = self.syntax.tokens[at]
        if token.text.lower() != "it":
            return True
        return token.dep in SUBJECTS and self.syntax.tokens[token.head].lemma not in ("be", "seem", "appear", "become", "take", "happen")

    def _suits_person(self, gender: str) -> Callable[[Seen], bool]:
        def suits(seen: Seen) -> bool:
            return seen.actor.kind in PEOPLE_KINDS and not seen.plural and self.genders.get(seen.actor.id, gender) == gender

        return suits

    def _relative(self, at: int) -> Seen | None:
        """The noun that a relative clause belongs to: the parse says it, or else the phrase just before."""
        token, tokens = self.syntax.tokens[at], self.syntax.tokens
        verb = token.head
        for _ in range(4):
            if tokens[verb].dep in ("relcl", "acl"):
                noun = tokens[verb].head
                found = next((s for s in reversed(self.seen) if s.first <= noun < s.last), None)
                if found is None or found.actor.kind not in ("place", "state"):
                    return found
                break  # "rebels in Yemen, who": people, not the country
            verb = tokens[verb].head
        before = [s for s in self._lately(0) if s.actor.kind not in ("place", "state")]
        return before[-1] if before and before[-1].last >= at - 4 else None

    def _best(self, at: int, sentence: int, suits: Callable[[Seen], bool], reach: int = REACH) -> Seen | None:
        token = self.syntax.tokens[at]
        barred = self._clause_mates(at) if token.dep in ("dobj", "iobj", "pobj", "dative") else frozenset()
        best: tuple[float, Seen] | None = None
        for seen in reversed(self.seen):
            if sentence - seen.sentence > reach:
                break
            if not suits(seen) or seen.actor.id in barred:
                continue
            points = self._salience(seen, at, sentence, token)
            if best is None or points > best[0]:
                best = points, seen
        return best[1] if best else None

    def _salience(self, seen: Seen, at: int, sentence: int, token: Token) -> float:
        points = 10.0 - 4.0 * (sentence - seen.sentence) - 0.02 * min(100, at - seen.last)
        if seen.role in SUBJECTS:
            points += 4.0 if token.dep in SUBJECTS or token.dep == "poss" else 2.0
        elif seen.role in ("poss", "compound", "amod"):
            points -= 2.0
        elif seen.role == "dobj":
            points += 0.5
        if seen.block != self._block(at):
            points -= 2.0
        return points

    def _block(self, at: int) -> int:
        return self.seen[-1].block if self.seen else 0

    def _clause_mates(self, at: int) -> frozenset[str]:
        """Actors that are subject of the clause in which a pronoun is object: "he praised him" are two men."""
        tokens = self.syntax.tokens
        verb = tokens[at].head
        while tokens[verb].pos in ("ADP", "NOUN") and tokens[verb].head != verb:
            verb = tokens[verb].head
        subjects = {c for c in self.syntax.children[verb] if tokens[c].dep in SUBJECTS}
        return frozenset(s.actor.id for s in self._lately(0) if s.head in subjects)

    # --- names and titles -----------------------------------------------------------------------------------------

    def holder(self, positions: Callable[[Actor], Collection[Position]]) -> Actor | None:
        """The person last named who holds one of the positions (as they are in that person's country): "the minister", some lines on."""
        for seen in reversed(self.seen):
            if seen.actor.kind != "person" or not seen.actor.offices:
                continue
            meant = positions(seen.actor)
            if any(o.position in meant and o.basis != "former" for o in seen.actor.offices):
                return seen.actor
        return None

    def positions_before(self, at: int, sentence: int) -> tuple[Actor, tuple[Position, ...]] | None:
        """Whose counterpart is spoken of, and in which offices: the nearest person before with an office, subjects first."""
        near = [s for s in self._lately(REACH) if s.last <= at and s.actor.kind == "person" and s.actor.offices]
        if not near:
            return None
        best = max(near, key=lambda s: (s.sentence, s.role in SUBJECTS, s.last))
        return best.actor, tuple(o.position for o in best.actor.offices if o.basis != "former")

    def pair(self, people: bool, sentence: int, reach: int = 3) -> tuple[Actor, Actor] | None:
        """The last two different states (or leaders, with their states) named: "both sides"."""
        kinds = ("person",) if people else ("person", "state")
        found: list[Actor] = []
        for seen in reversed(self.seen):
            if sentence - seen.sentence > reach:
                break
            actor = seen.actor
            if actor.kind in kinds and actor.country and all(actor.country != other.country for other in found):
                found.append(actor)
            if len(found) == 2:
                return found[1], found[0]
        return None

    def together(self, sentence: int) -> tuple[Seen, ...]:
        """Those whom "they" can mean as a whole: parties joined by "and" in this sentence or the last, subjects before others."""
        tokens = self.syntax.tokens
        best: tuple[Seen, ...] = ()
        best_rank = (False, -1, 0)
        lately = [s for s in self._lately(1) if sentence - s.sentence <= 1 and s.actor.kind in ("person", "state", "organisation")]
        for first in lately:
            joined = [first]
            for other in lately:
                above = tokens[other.head].head
                if tokens[other.head].dep == "conj" and joined[-1].first <= above < joined[-1].last and other.actor.id != first.actor.id:
                    joined.append(other)
            rank = (first.role in SUBJECTS, first.sentence, len(joined))
            if len(joined) > 1 and rank > best_rank:
                best, best_rank = tuple(joined), rank
        return best

    def country_near(self, sentence: int) -> str | None:
        """The country that the sentence so far, or else the one before it, speaks of alone or has as its first subject."""
        for back in (0, 1):
            here = [s for s in self._lately(back) if s.sentence == sentence - back and s.actor.country]
            homes = list(dict.fromkeys(s.actor.country for s in here))
            if len(homes) == 1:
                return homes[0]
            if homes:
                return next((s.actor.country for s in here if s.role in SUBJECTS), None)
        return None

    def _lately(self, sentences: int) -> list[Seen]:
        """What the last sentences named, in text order. The list of all is long, so it is read from its end."""
        found: list[Seen] = []
        for seen in reversed(self.seen):
            if self.seen[-1].sentence - seen.sentence > sentences + 1:
                break
            found.append(seen)
        return found[::-1]
