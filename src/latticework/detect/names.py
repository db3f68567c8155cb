"""Names at a token: what the knowledge knows, what the parser's entity marks add, and which of the two to believe."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from latticework.detect.lexicon import HONORIFICS, POSSESSIVES, Lexicon, forms_of
from latticework.knowledge import Candidate
from latticework.types import MentionKind, Token

ENTITY_KINDS: dict[str, MentionKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
LOCATIVE = frozenset(
    {"in", "at", "near", "around", "outside", "inside", "across", "through", "throughout", "over", "into", "within", "via"}
)
MOTION = frozenset(
    {
        "travel",
        "fly",
        "visit",
        "trip",
        "return",
        "go",
        "come",
        "arrive",
        "head",
        "drive",
        "move",
        "leave",
        "depart",
        "reach",
        "land",
        "rush",
        "march",
    }
    | {
        "bomb",
        "shell",
        "strike",
        "attack",
        "hit",
        "storm",
        "enter",
        "capture",
        "seize",
        "evacuate",
        "flee",
        "journey",
        "tour",
        "live",
        "bring",
    }
)
AGENTIVE = frozenset(
    {"by", "with", "to", "from", "against", "between", "for", "on", "upon", "toward", "towards", "like", "of", "among", "than"}
)
NAME_PARTS = frozenset(
    {"de", "del", "della", "da", "dos", "van", "von", "der", "den", "bin", "al", "el", "-", "ben", "ibn", "ter", "di", "du", "le", "la"}
)


STAGE = frozenset({"laughter", "applause", "crosstalk", "inaudible", "cheers"})
"""What a transcript puts in brackets is nobody's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NameHit:
    """A name of `length` tokens. Without `candidates` only the parser's entity mark speaks for it."""

    length: int
    kind: MentionKind
    candidates: tuple[Candidate, ...] = ()

    def of(self, *kinds: str) -> Candidate | None:
        return next((c for c in self.candidates if c.kind in kinds), None)


class Names:
    """Names in one text. Looks every token up once and remembers."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.words = [t.text for t in tokens]
        self.forms = forms_of(tokens)
        self.votes = self._vote()
        self._hits: dict[int, NameHit | None] = {}

    def at(self, i: int) -> NameHit | None:
        if i not in self._hits:
            self._hits[i] = self._find(i)
        return self._hits[i]

    def _find(self, i: int) -> NameHit | None:
        known = self.known(i)
        marked = self.marked(i)
        if known is None:
            return marked
        if marked is not None and marked.length > known.length and not self._described_after(i, known, marked):
            return marked
        return known

    def known(self, i: int) -> NameHit | None:
        """The longest name in the knowledge that begins here, whatever the parser marks."""
        if not self.words[i][:1].isalnum():
            return None
        found = self.lexicon.candidates(self.words, i)
        if found is None:
            return None
        length, candidates = found
        before = self.tokens[i - 1] if i else None
        if before is not None and before.pos == "PROPN" and before.head == i + length - 1 and before.dep == "compound" and length == 1:
            # "Michael Jordan": a name that is often something else does not end a longer one.
            candidates = tuple(c for c in candidates if not c.ambiguous)
        if not candidates:
            return None
        return NameHit(length=length, kind=KIND_OF.get(candidates[0].kind, "other"), candidates=candidates)

    def _described_after(self, i: int, known: NameHit, marked: NameHit) -> bool:
        """Whether a title or role follows: the entity mark over "Japan PM" or "US Treasury Secretary" runs too far."""
        at = i + known.length
        end = i + marked.length
        return known.kind != "person" and any(
            self.lexicon.titles.longest(self.forms, k) or self.lexicon.roles.longest(self.forms, k) for k in range(at, end)
        )

    def marked(self, i: int) -> NameHit | None:
        """What the parser marks as a name here, or has marked elsewhere in the text under the same words."""
        if not self.words[i][:1].isupper() or self.words[i] in ("Jr.", "Sr.") or self.words[i].lower() in STAGE:
            return None
        end = self._mark_end(i)
        if end is None:
            votes = self.votes.get(self.words[i]) if self.tokens[i].pos == "PROPN" and self.tokens[i].dep != "compound" else None
            return NameHit(length=1, kind=votes.most_common(1)[0][0]) if votes and votes.total() > 1 else None
        text = " ".join(self.words[i:end])
        kind = self.votes[text].most_common(1)[0][0]
        if i and self.words[i - 1].lower() in HONORIFICS:
            kind = "person"
        if kind == "group" and self.tokens[end - 1].tag not in ("NNS", "NNPS") and self.tokens[end - 1].dep in ("amod", "compound", "nmod"):
            return None
        return NameHit(length=end - i, kind=kind)

    def _mark_end(self, i: int) -> int | None:
        """Where the entity mark that begins here ends, without a trailing possessive; None where none begins."""
        token = self.tokens[i]
        if token.ent[2:] not in ENTITY_KINDS or self._opener(token) or not self._opens(i):
            return None
        end = i + 1
        while end < len(self.tokens) and self.tokens[end].ent == f"I-{token.ent[2:]}":
            end += 1
        while end > i + 1 and (self.words[end - 1] in POSSESSIVES or not self.words[end - 1][:1].isalnum()):
            end -= 1
        return end

    def _vote(self) -> dict[str, Counter[MentionKind]]:
        """How often each name is marked as what: the parser is unsure of single sentences, less so of a whole article."""
        votes: dict[str, Counter[MentionKind]] = {}
        for i, token in enumerate(self.tokens):
            end = self._mark_end(i) if token.ent and self.words[i][:1].isupper() else None
            if end is None:
                continue
            kind = ENTITY_KINDS[token.ent[2:]]
            votes.setdefault(" ".join(self.words[i:end]), Counter())[kind] += 1
            if kind == "person" and end - i > 1:
                votes.setdefault(self.words[end - 1], Counter())["person"] += 2
        return votes

    def _opens(self, i: int) -> bool:
        """Whether an entity mark begins here; the parser's marks may hold an article, names here never do."""
        if self.tokens[i].ent.startswith("B-"):
            return True
        before = self.tokens[i - 1] if i else None
        return before is not None and self._opener(before) and before.ent.startswith("B-")

    @staticmethod
    def _opener(token: Token) -> bool:
        """Words that the parser takes into a name and that are none of it: "the", "Mr"."""
        return token.pos == "DET" or token.text.lower() in HONORIFICS

    def person_at(self, i: int) -> NameHit | None:
        """A person's name: known, marked by the parser, or (after a title) a run of capitalised words."""
        if i >= len(self.tokens):
            return None
        hit = self.at(i)
        if hit is not None and (hit.kind == "person" or hit.of("person")):
            return hit
        return None

    def capitalised_run(self, i: int, longest: int = 5) -> int:
        """The number of tokens from `i` on that can be a name by their spelling; 0 where the first is no proper noun."""
        end = i
        while end < len(self.tokens) and end - i < longest and self._proper(end, inside=end > i):
            end += 1
        while end > i and self.words[end - 1].lower() in NAME_PARTS:
            end -= 1
        return end - i

    def _proper(self, i: int, inside: bool) -> bool:
        word, token = self.words[i], self.tokens[i]
        if inside and word.lower() in NAME_PARTS:
            return i + 1 < len(self.words) and self.words[i + 1][:1].isupper()
        return word[:1].isupper() and token.pos in ("PROPN", "NOUN", "ADJ", "") and word.lower() not in HONORIFICS

    def is_where(self, first: int, last: int) -> bool:
        """Does a state's name say where something is: behind "in" or "near", or behind a place that it holds ("Kabul, Afghanistan")?"""
        before = first - 1 - (first > 1 and self.forms[first - 1][0] == "the")
        if before >= 0 and self.forms[before][0] in LOCATIVE:
            return True
        if before > 0 and self.words[before] == ",":
            held = next(
                (hit for start in range(max(0, before - 4), before) if (hit := self.at(start)) and start + hit.length == before), None
            )
            return held is not None and held.kind == "place" and self.tokens[last - 1].dep in ("appos", "npadvmod", "pobj", "conj", "nmod")
        return False

    def acts(self, i: int, length: int, building: bool) -> bool:
        """Whether a capital or a seat of government stands for the government here, rather than for the place."""
        last = i + length - 1
        token = self.tokens[last]
        if last + 1 < len(self.words) and self.words[last + 1] == "," and last + 2 < len(self.words):
            after = self.at(last + 2)
            if after is not None and after.of("state") and not building:
                return False
        seen = 0
        while token.dep == "conj" and token.head != last and seen < 4:
            last, seen = token.head, seen + 1
            token = self.tokens[last]
        head = self.tokens[token.head]
        if token.dep in ("nsubj", "nsubjpass", "agent", "dative"):
            return True
        if token.dep in ("dobj", "iobj"):
            return head.lemma not in MOTION
        if token.dep == "pobj":
            return self._agentive(head, building)
        if token.dep in ("poss", "compound", "nmod", "ROOT", ""):
            return building or token.dep == "" or (token.dep == "poss" and head.pos != "PROPN")
        return False

    def _agentive(self, preposition: Token, building: bool) -> bool:
        word = preposition.lemma or preposition.text.lower()
        if word in LOCATIVE or word not in AGENTIVE:
            return False
        governor = self.tokens[preposition.head]
        if governor.lemma in MOTION:
            return False
        return building or word not in ("of", "for", "on", "from") or (governor.pos in ("VERB", "NOUN") and word in ("from", "for", "on"))


KIND_OF: dict[str, MentionKind] = {
    "state": "state",
    "person": "person",
    "organisation": "organisation",
    "group": "group",
    "metonym": "place",
    "place": "place",
}
