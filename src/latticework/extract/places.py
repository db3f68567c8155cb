"""Where an act takes place: a place named beside its predicate."""

from __future__ import annotations

from latticework.extract.clauses import Clauses
from latticework.extract.drafts import Draft
from latticework.extract.parties import Parties
from latticework.knowledge import Knowledge
from latticework.types import Place, Words

WHERE = frozenset({"in", "at", "near", "outside", "around", "inside", "across", "off"})


class Places:
    """Finds the places of drafts in one reading."""

    def __init__(self, clauses: Clauses, parties: Parties, knowledge: Knowledge) -> None:
        self.clauses = clauses
        self.parties = parties
        self.knowledge = knowledge
        self.countries = {p.name: p.country for p in knowledge.places}

    def of(self, draft: Draft) -> tuple[Place, Words] | None:
        """The place of an act with its words; None where none is named, or where the place is itself the other side."""
        sides = {e.words.start for e in (*draft.sources, *draft.targets)}
        anchors = [draft.head, *draft.action[1:2]]
        if draft.noun and self.clauses.is_verb(self.clauses.tokens[draft.head].head):
            anchors.append(self.clauses.tokens[draft.head].head)
        elif not draft.noun:
            anchors.extend(self.clauses.frame(draft.head).objects)
        for anchor in dict.fromkeys(anchors):
            for preposition, noun in self.clauses.prepositional(anchor):
                if preposition in WHERE and (found := self.at(noun)) is not None and found[1].start not in sides:
                    return found
        return None

    def at(self, noun: int) -> tuple[Place, Words] | None:
        """The place that a noun names."""
        tokens = self.clauses.tokens
        mention = self.parties.by_root.get(noun) or self.parties.covering.get(noun)
        if mention is not None and mention.actor is not None and mention.by in ("name", "metonym"):
            actor = self.parties.actors.get(mention.actor)
            kind = actor.kind if actor is not None else mention.kind
            if kind not in ("place", "state") and mention.by != "metonym":
                return None
            words = Words(start=mention.start, end=mention.end, text=mention.text)
            return Place(mention=mention.id, name=mention.text, country=actor.country if actor else None), words
        if tokens[noun].pos != "PROPN":
            return None
        first = min([noun, *(c for c in self.clauses.having(noun, "compound") if c < noun)])
        text = self.parties.reading.article.text[tokens[first].start : tokens[noun].end]
        for candidate in self.knowledge.candidates(text):
            if candidate.kind in ("place", "state"):
                country = candidate.id if candidate.kind == "state" else self.countries.get(candidate.id)
                return Place(mention=None, name=text, country=country), Words(start=tokens[first].start, end=tokens[noun].end, text=text)
        if tokens[noun].ent.endswith(("GPE", "LOC", "FAC")):
            return Place(mention=None, name=text, country=None), Words(start=tokens[first].start, end=tokens[noun].end, text=text)
        return None
