"""From a word of the parse to the party that it names: by its own mention, or by the state or body that it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from latticework.extract.clauses import DOCUMENTS, Clauses
from latticework.extract.lexicon import Lexicon
from latticework.knowledge import Knowledge, State
from latticework.types import Actor, Mention, Party, Quote, Reading, Span, Words

Side: TypeAlias = Literal["source", "target"]
Found: TypeAlias = Literal["own", "stand_in", "adjective", "pronoun", "inherited"]

ACTING_KINDS = frozenset({"person", "state", "organisation", "group", "unnamed_source"})
PARTS = frozenset(
    {"thousand", "hundred", "dozen", "million", "score", "number", "group", "member", "majority", "one", "two", "three", "some",
     "many", "most", "several", "part", "crowd", "leader", "head", "rest", "half", "all", "both", "ten", "percent", "lot", "handful",
     "pair", "couple", "series", "string", "wave", "representative", "delegation", "people",
     "city", "town", "village", "province", "region", "district", "island", "port", "suburb", "state"}
)  # fmt: skip
"""Heads whose "of" phrase says who is meant: "thousands of protesters", "leaders of the G20"."""
SPEAKER_WORDS = frozenset({"i", "we", "me", "us", "my", "our"})
HEARER_WORDS = frozenset({"you", "your"})
OWNERS = ("poss", "amod", "compound", "nmod", "npadvmod", "nummod")
OF_LIKE = frozenset({"of", "by", "from", "in"})


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One side of an act: the party, its words in the text, and how it was found."""

    party: Party
    words: Words
    token: int
    kind: str
    found: Found

    @property
    def key(self) -> str:
        """Who it is, for comparing sides: the actor where known, else the words."""
        return self.party.actor or self.words.text.casefold()

    @property
    def political(self) -> bool:
        return self.kind in ("state", "group") or bool(self.party.country or self.party.sector) or self.kind == "organisation"


class Parties:
    """Looks up parties in one reading."""

    def __init__(self, reading: Reading, clauses: Clauses, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self.reading = reading
        self.clauses = clauses
        self.syntax = clauses.syntax
        self.tokens = clauses.tokens
        self.knowledge = knowledge
        self.lexicon = lexicon
        self.actors: dict[str, Actor] = {a.id: a for a in reading.actors}
        self.mentions: dict[str, Mention] = {m.id: m for m in reading.mentions}
        self.added: dict[str, Actor] = {}
        self.added_mentions: dict[str, Mention] = {}
        self.new_ids: dict[tuple[int, int], str] = {}
        self.by_root: dict[int, Mention] = {}
        self.covering: dict[int, Mention] = {}
        for mention in sorted(reading.mentions, key=lambda m: m.start - m.end):
            root = self.syntax.root_of(mention)
            if root is not None:
                self.by_root.setdefault(root, mention)
            for i in self.syntax.tokens_in(mention):
                self.covering.setdefault(i, mention)
        self.quotes = [q for q in reading.quotes if q.kind in ("direct", "mixed")]

    def ends(self, tokens: Iterable[int], side: Side) -> tuple[End, ...]:
        """The parties at these words, each once, in their order."""
        found: dict[str, End] = {}
        for token in tokens:
            several = self._several(token)
            end = None if several else self.at(token, side)
            for one in several or ([] if end is None else [end, *self._listed(end)]):
                found.setdefault(one.key, one)
        return tuple(found.values())

    def members_of(self, end: End) -> tuple[End, ...]:
        """The states of a group that is known to be of two, three or four: "the two countries"."""
        actor = self.actors.get(end.party.actor or "")
        codes = actor.members if actor is not None and actor.members else ()
        states = [self.knowledge.states[c] for c in codes if c in self.knowledge.states]
        if not 2 <= len(states) <= 4:
            return ()
        return tuple(replace(end, party=replace(end.party, actor=self._state(s), country=s.code), kind="state") for s in states)

    def unresolved(self, token: int) -> bool:
        """Whether a word is a pronoun for a party that nobody could find."""
        return self.tokens[token].text.lower() in {"it", "them", "him", "her"} and self._own(token, "target") is None

    def _listed(self, end: End) -> list[End]:
        """States that the parser takes for appositions of one another: "China, UK seek closer ties"."""
        if end.kind != "state" or end.found != "own":
            return []
        others = (self._own(c, "target") for c in self.clauses.having(end.token, "appos"))
        return [o for o in others if o is not None and o.kind == "state" and o.party.country != end.party.country]

    def _several(self, token: int) -> list[End]:
        """Whom "officials from Iran and the US" or "Sweden and Finland's applications" are of, where it is more than one."""
        if self._own(token, "target") is None and self.tokens[token].pos == "NOUN":
            for child in self.clauses.having(token, "poss", "amod", "nmod"):
                joined = [self._own(i, "target") or self._adjective(i) for i in self.clauses.with_conjuncts(child)]
                states = [e for e in joined if e is not None and e.kind == "state"]
                if len(states) > 1 and self.tokens[token].lemma not in self.lexicon.stand_ins["never"]:
                    return [self._as_stand_in(e, token) for e in states]
        if self.tokens[token].tag != "NNS":
            return []
        inner = [o for p, o in self.clauses.prepositional(token) if p in ("from", "of")]
        ends = [self._as_stand_in(e, token) for o in inner if (e := self._own(o, "target")) is not None and e.kind == "state"]
        return ends if len(ends) > 1 else []

    def at(self, token: int, side: Side, depth: int = 0) -> End | None:
        """The party at the head of a noun phrase; None where it is nobody who acts."""
        if depth > 3:
            return None
        if (own := self._own(token, side)) is not None:
            return own
        for child in self.clauses.having(token, "appos"):
            if (named := self._own(child, side)) is not None:
                return named
        lemma = self.tokens[token].lemma
        if lemma in PARTS or self.tokens[token].pos == "NUM":
            for preposition, inner in self.clauses.prepositional(token):
                if preposition in ("of", "from") and (end := self.at(inner, side, depth + 1)) is not None:
                    return end
        return self._stand_in(token, side, depth)

    # --- by a mention of its own -----------------------------------------------------------------------------------

    def _own(self, token: int, side: Side) -> End | None:
        mention = self.by_root.get(token) or self.covering.get(token)
        word = self.tokens[token]
        if word.text.lower() in self.lexicon.stand_ins["no_actor"]:
            return None
        if mention is None or mention.actor is None:
            if word.text.lower() in SPEAKER_WORDS | HEARER_WORDS:
                return self._spoken(token)
            if mention is None:
                return self._adjective(token) if word.pos in ("PROPN", "NOUN") and side == "target" else None
        return self.end_of(mention, token, side)

    def end_of(self, mention: Mention, token: int, side: Side) -> End | None:
        """A mention as a side of an act. Places can only be done something to."""
        actor = self.actors.get(mention.actor) if mention.actor else None
        kind = actor.kind if actor is not None else mention.kind
        known = actor is not None and bool(actor.country or actor.sector)
        allowed = kind in ACTING_KINDS or (side == "target" and (kind == "place" or (kind == "other" and known)))
        if not allowed or (actor is None and mention.by == "coreference"):
            return None
        party = Party(
            mention=mention.id,
            actor=mention.actor,
            country=actor.country if actor else None,
            sector=actor.sector if actor else None,
        )
        words = Words(start=mention.start, end=mention.end, text=mention.text)
        return End(party=party, words=words, token=token, kind=kind, found="pronoun" if mention.by == "coreference" else "own")

    def _spoken(self, token: int) -> End | None:
        """ "I" and "you" inside a quotation are its speaker and the one it is addressed to."""
        word = self.tokens[token]
        quote = self.quote_at(word)
        if quote is None:
            return None
        speaker = quote.speaker if word.text.lower() in SPEAKER_WORDS else quote.addressee
        mention = self.mentions.get(speaker.mention) if speaker is not None and speaker.mention else None
        if mention is None:
            return None
        end = self.end_of(mention, token, "source")
        if end is None:
            return None
        return End(party=end.party, words=end.words, token=token, kind=end.kind, found="pronoun")

    def hearer_in(self, head: int) -> bool:
        """Whether "you" is among the words that hang on a predicate inside a quotation."""
        return any(self.tokens[i].text.lower() in HEARER_WORDS and self.quote_at(self.tokens[i]) for i in self.syntax.subtree(head))

    def quote_at(self, span: Span) -> Quote | None:
        return next((q for q in self.quotes if q.start <= span.start < q.end), None)

    # --- by what it belongs to -------------------------------------------------------------------------------------

    def _stand_in(self, token: int, side: Side, depth: int) -> End | None:
        word = self.tokens[token]
        if word.pos not in ("NOUN", "PROPN", "ADJ") or word.lemma in self.lexicon.stand_ins["never"]:
            return None
        if side == "source" and word.lemma not in self.lexicon.stand_ins["source"] | self.lexicon.stand_ins["civil"]:
            return None
        for owner in self.owners(token, side):
            return self._as_stand_in(owner, token)
        if side == "source" and word.lemma in DOCUMENTS:
            for child in self.clauses.having(token, "acl"):
                if ends := self.ends((o for p, o in self.clauses.prepositional(child) if p == "by"), "source"):
                    return self._as_stand_in(ends[0], token)
        if side == "target" or word.lemma in self.lexicon.stand_ins["source"]:
            for preposition, inner in self.clauses.prepositional(token):
                if preposition not in OF_LIKE:
                    continue
                end = self._own(inner, "target") or (self._stand_in(inner, side, depth + 1) if side == "target" and depth < 2 else None)
                if end is not None:
                    if preposition in ("in", "from") and side == "source" and end.kind == "place":
                        continue
                    return self._as_stand_in(end, token)
        return None

    def _as_stand_in(self, end: End, token: int) -> End:
        """People of a country are not the country: they keep only its code."""
        if self.tokens[token].lemma in self.lexicon.stand_ins["civil"] and end.kind in ("state", "place"):
            party = replace(end.party, actor=None, sector="CVL")
            first = min(self.tokens[token].start, end.words.start)
            last = max(self.tokens[token].end, end.words.end)
            words = Words(start=first, end=last, text=self.reading.article.text[first:last])
            return End(party=party, words=words, token=token, kind="group", found="stand_in")
        return End(party=end.party, words=end.words, token=token, kind=end.kind, found="stand_in" if end.found == "own" else end.found)

    def owners(self, token: int, side: Side = "source") -> list[End]:
        """Parties among the modifiers of a noun, from left to right: "Trump's tariffs", "Russian airstrike", "US-China talks"."""
        found: list[End] = []
        for child in self.clauses.having(token, *OWNERS):
            for part in (*self._left_parts(child), child):
                end = self._own(part, side) or self._adjective(part)
                if end is not None and all(end.key != e.key for e in found):
                    found.append(end)
        return found

    def _left_parts(self, token: int) -> list[int]:
        """Names joined by a dash or "and" hang on one another: "US" on "China" in "US-China talks"."""
        return [c for c in self.clauses.having(token, "compound", "npadvmod", "nmod", "amod", "conj") if self.tokens[c].text[:1].isupper()]

    def _state(self, state: State) -> str:
        """The id of a state as an actor of this reading, which it becomes if it was none."""
        id = state.qid or state.code
        if id not in self.actors:
            self.added[id] = Actor(id=id, name=state.name, kind="state", country=state.code)
        return id

    def _named(self, words: Words, state: State) -> str:
        """The id of the mention that an adjective or bare name becomes once it is a side of an act."""
        id = self.new_ids.setdefault((words.start, words.end), f"m{len(self.reading.mentions) + len(self.new_ids) + 1}")
        self.added_mentions[id] = Mention(
            id=id, start=words.start, end=words.end, text=words.text, kind="state", actor=self._state(state), by="demonym"
        )
        return id

    def _adjective(self, token: int) -> End | None:
        """A state's adjective or bare name that is no mention by itself."""
        word = self.tokens[token]
        if not word.text[:1].isupper() or word.pos not in ("ADJ", "PROPN", "NOUN"):
            return None
        first = token
        while first > 0 and self.tokens[first - 1].head == token and self.tokens[first - 1].dep in ("compound", "amod"):
            first -= 1
        for start in range(first, token + 1):
            text = self.reading.article.text[self.tokens[start].start : word.end]
            for candidate in self.knowledge.candidates(text):
                if candidate.kind == "state" and (candidate.by == "demonym" or not candidate.ambiguous):
                    state = self.knowledge.states[candidate.id]
                    words = Words(start=self.tokens[start].start, end=word.end, text=text)
                    party = Party(mention=self._named(words, state), actor=self._state(state), country=state.code, sector=None)
                    return End(party=party, words=words, token=token, kind="state", found="adjective")
        return None
