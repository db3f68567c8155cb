"""Whether an act has happened: read from tense, modals, negation, and the words that govern it.

A denied deed ("X denied bombing Y") stays one event of the deed's own type with the status "denied"; PLOVER's REJECT is kept for
offers, demands and accusations that are turned down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from latticework.extract.clauses import Clauses
from latticework.extract.drafts import Draft
from latticework.extract.lexicon import Lexicon
from latticework.types import Status

WEIGHT = {"happened": 0, "ongoing": 1, "planned": 2, "possible": 3, "not_happened": 4, "denied": 5}
"""Of several signs the strongest counts: a plan that is denied is denied."""
DEPTH = 6
BACKDROP = frozenset({"after", "following", "since", "despite", "amid", "over", "during"})
"""What stands behind these has its own status, whatever that of the clause is."""
UPWARD = frozenset({"xcomp", "ccomp", "acl", "advcl", "dobj", "nsubj", "nsubjpass", "compound", "poss", "dep", "nmod", "acomp", "attr"})
RANKED = frozenset({"first", "second", "third", "last", "only", "latest"})
DEONTIC = frozenset({"should", "must", "ought"})
TERMS = frozenset({"term", "presidency", "tenure", "premiership", "mandate", "reign", "administration", "career", "era"})
PAST_ORDER = frozenset({"first", "second", "previous", "last", "earlier", "former"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`owner` are subjects of the words that make it a plan ("Russia plans to …"); `wished` marks what ought to be,
    or would follow from what is not done."""

    status: Status
    cues: tuple[int, ...]
    background: bool
    owner: tuple[int, ...]
    wished: bool


class Statuses:
    """Finds the status of drafts in one parse."""

    def __init__(self, clauses: Clauses, lexicon: Lexicon) -> None:
        self.clauses = clauses
        self.tokens = clauses.tokens
        self.lexicon = lexicon

    def of(self, draft: Draft) -> Finding:
        status, wished, conditional, asked = "happened", False, False, False
        cues: list[int] = []
        owner: list[int] = []
        for found, cue in self._signs(draft.head):
            if self.tokens[cue].text.lower() in DEONTIC:
                wished = True
            if self.clauses.is_verb(cue) and found in ("planned", "possible"):
                owner.extend(self.clauses.frame(cue).subjects)
            asked = asked or (found == "possible" and self.tokens[cue].pos == "VERB")
            cues.append(cue)
            conditional = conditional or self.tokens[cue].dep == "mark"
            if WEIGHT[found] > WEIGHT[status]:
                status = found
        background, cue_of_past = self._recounted(draft.head)
        if cue_of_past is not None:
            cues.append(cue_of_past)
        return Finding(
            status=cast(Status, status),
            cues=tuple(dict.fromkeys(cues)),
            background=background,
            owner=tuple(owner),
            wished=wished or ((conditional or asked) and status == "not_happened"),
        )

    def _signs(self, head: int) -> Iterator[tuple[str, int]]:
        """(status, token) for each sign, from the act outwards."""
        index = head
        for step in range(DEPTH):
            token = self.tokens[index]
            if self.clauses.is_verb(index):
                yield from self._of_verb(index, step)
            else:
                yield from self._of_noun(index, step)
            if token.head == index:
                break
            governor, dep = token.head, token.dep
            if dep == "conj":
                if not self.clauses.is_verb(index) or not self._stands_alone(index):
                    index = governor
                    continue
                break
            if dep in ("pobj", "pcomp"):
                if self.tokens[governor].text.lower() in BACKDROP:
                    break
                yield from self._listed("prep", governor)
                governor = self.tokens[governor].head
            elif dep not in UPWARD and not (dep == "relcl" and self.clauses.infinitive(index)):
                break
            if not self._governs(index, governor, dep):
                break
            if dep == "acl" and self._open_purpose(index, governor):
                yield "possible", index
            index = governor

    def _open_purpose(self, index: int, noun: int) -> bool:
        """Whether an infinitive tells what a thing is for ("powers to arrest"); "the first leader to visit" has visited."""
        if any(self.tokens[a].lemma == "have" for a in self.clauses.having(index, "aux")):
            return False
        if not self.clauses.infinitive(index) or ("noun", self.tokens[noun].lemma) in self.lexicon.statuses:
            return False
        return not any(self.tokens[c].lemma in RANKED for c in self.clauses.having(noun, "amod"))

    def _governs(self, index: int, governor: int, dep: str) -> bool:
        """Whether what is said of the governor holds of the act as well. A finite clause that is reported has its own tense."""
        lemma = self.tokens[governor].lemma
        if dep == "ccomp" and self._stands_alone(index):
            return ("verb", lemma) in self.lexicon.statuses and self.lexicon.statuses["verb", lemma] in ("denied", "possible")
        if dep == "advcl":
            return not self.clauses.having(index, "mark") and bool(self.clauses.having(index, "aux")) and not self._finite(index)
        if dep == "nsubj":
            return False
        if dep in ("nsubjpass", "dobj", "poss", "compound", "nmod"):
            return ("verb", lemma) in self.lexicon.statuses or dep in ("compound", "poss") or ("noun", lemma) in self.lexicon.statuses
        return True

    def _stands_alone(self, index: int) -> bool:
        return bool(self.clauses.having(index, "aux", "nsubj", "nsubjpass", "auxpass"))

    def _finite(self, index: int) -> bool:
        return self.tokens[index].tag in ("VBD", "VBZ", "VBP") or any(self.tokens[a].tag == "MD" for a in self.clauses.having(index, "aux"))

    def _of_verb(self, index: int, step: int) -> Iterator[tuple[str, int]]:
        token = self.tokens[index]
        auxiliaries = self.clauses.having(index, "aux", "auxpass")
        for aux in auxiliaries:
            word = self.tokens[aux].text.lower()
            found = self.lexicon.statuses.get(("modal", word))
            if found is None:
                continue
            if word == "would" and not self._reported(index):
                found = "possible"
            yield found, aux
        for child in self.clauses.having(index, "neg", "preconj", "advmod"):
            if (found := self.lexicon.statuses.get(("negation", self.tokens[child].text.lower()))) is not None:
                yield found, child
        for child in self.clauses.having(index, "mark"):
            yield from self._listed("mark", child)
        if step == 0 and token.tag == "VBG" and any(self.tokens[a].lemma == "be" for a in auxiliaries):
            yield "ongoing", index
        if step:
            if (token.lemma == "go" and token.tag == "VBG") or (token.lemma == "be" and token.tag in ("VBZ", "VBP", "VBD")):
                yield from self._announced_by(index)
            particle = self.clauses.particle(index)
            name = (
                f"{token.lemma} {particle}" if particle and ("verb", f"{token.lemma} {particle}") in self.lexicon.statuses else token.lemma
            )
            if (found := self.lexicon.statuses.get(("verb", name))) is not None:
                yield found, index
            for child in self.clauses.having(index, "acomp"):
                yield from self._listed("adj", child)

    def _announced_by(self, index: int) -> Iterator[tuple[str, int]]:
        """ "is to visit", "is going to visit"."""
        if any(self.tokens[a].text.lower() == "to" for v in self.clauses.having(index, "xcomp") for a in self.clauses.having(v, "aux")):
            yield "planned", index

    def _of_noun(self, index: int, step: int) -> Iterator[tuple[str, int]]:
        if step:
            yield from self._listed("noun", index)
        if self.tokens[index].pos == "ADJ":
            yield from self._listed("adj", index)
        for child in self.clauses.having(index, "amod", "compound"):
            if not step:
                yield from self._listed("adj", child)
        for child in self.clauses.having(index, "det", "neg"):
            if self.tokens[child].text.lower() == "no":
                yield "not_happened", child

    def _listed(self, kind: str, index: int) -> Iterator[tuple[str, int]]:
        token = self.tokens[index]
        found = self.lexicon.statuses.get((kind, token.lemma)) or self.lexicon.statuses.get((kind, token.text.lower()))
        if found is not None:
            yield found, index

    def _reported(self, index: int) -> bool:
        """Whether the clause is told as somebody's words, where "would" is a "will" of the past."""
        for _ in range(DEPTH):
            token = self.tokens[index]
            if token.dep in ("ccomp", "xcomp") and ("report", self.tokens[token.head].lemma) in self.lexicon.statuses:
                return True
            if token.dep not in ("conj", "xcomp", "ccomp") or token.head == index:
                return any(("report", self.tokens[c].lemma) in self.lexicon.statuses for c in self.clauses.having(index, "parataxis"))
            index = token.head
        return False

    def _recounted(self, head: int) -> tuple[bool, int | None]:
        """Whether the words tell the act as history: a pluperfect of the article's own, "previously", "during his first term"."""
        verb = head
        for _ in range(DEPTH):
            if self.clauses.is_verb(verb) or self.tokens[verb].head == verb:
                break
            verb = self.tokens[verb].head
        auxiliaries = [self.tokens[a].text.lower() for a in self.clauses.having(verb, "aux")]
        if "had" in auxiliaries and not self._reported(verb):
            return True, verb
        for child in self.clauses.children[verb]:
            word = self.tokens[child]
            if word.dep == "advmod" and ("history", word.lemma) in self.lexicon.statuses:
                return True, child
        for anchor in {head, verb, *self.clauses.having(verb, "xcomp", "dobj"), *(v for _, v in self.clauses.complements(head))}:
            for preposition, noun in self.clauses.prepositional(anchor):
                if preposition in ("during", "in", "under", "throughout") and self.tokens[noun].lemma in TERMS:
                    words = {self.tokens[c].lemma for c in self.clauses.having(noun, "amod", "poss", "compound")}
                    if words & PAST_ORDER:
                        return True, noun
        return False, None
