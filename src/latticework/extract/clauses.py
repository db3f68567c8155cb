"""Predicates with their arguments, read off the dependency parse: who does what to whom, whatever the construction.

The labels are those of spaCy's English models. Everything here is about token indices; `parties` says which are actors.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from latticework.types import Syntax

How: TypeAlias = Literal["direct", "by", "relative", "conj", "control", "participle", "repaired", "none"]
"""How the agent of a predicate was found; the less direct, the less certain."""

SUBJECTS = frozenset({"nsubj", "csubj"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
RELATIVE_TAGS = frozenset({"WDT", "WP"})
VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X"})
SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "pledge", "agree", "refuse", "decline", "offer", "swear", "intend", "plan", "decide", "hope", "want",
     "seek", "try", "attempt", "fail", "manage", "continue", "begin", "start"}
)  # fmt: skip
"""Verbs whose infinitive is done by their own subject even where they have an object ("promised Kyiv to send arms")."""
OBJECT_GERUND = frozenset({"of", "for", "from", "into", "on"})
"""After these, the gerund is done by the governing verb's object: "accused X of shelling", "congratulated X on winning"."""
DOCUMENTS = frozenset(
    {"report", "statement", "letter", "resolution", "message", "declaration", "speech", "decree", "ruling", "law", "bill"}
)
"""What they say is said by who has or issues them."""
PLANS = frozenset({"plot", "plan", "attempt", "bid", "intention", "threat", "promise", "pledge", "proposal", "conspiracy", "scheme"})
"""An infinitive right after these tells what they are for, wherever the parser hangs it."""
CHARGES = frozenset({"suspicion", "charge", "accusation", "allegation", "count"})
"""Whoever is under these did the deed of their gerund, not whoever brings them."""
TELLING = frozenset(
    {
        "defend",
        "praise",
        "thank",
        "reject",
        "condemn",
        "promise",
        "accuse",
        "blame",
        "call",
        "warn",
        "urge",
        "demand",
        "describe",
        "criticise",
        "criticize",
        "denounce",
        "vow",
        "threaten",
    }
)
REPORTING = frozenset({"say", "announce", "state", "declare", "claim", "insist", "argue", "warn", "tell"})
DEPTH = 6
"""How far control and conjunction are followed; real sentences need three or four."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A verb with the heads of its arguments. `obliques` pairs each preposition (lower case) with the head of its noun phrase."""

    head: int
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    datives: tuple[int, ...]
    obliques: tuple[tuple[str, int], ...]
    passive: bool
    how: How


class Clauses:
    """The frames of one article. Looking up a frame twice costs nothing."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.children = syntax.children
        self._frames: dict[int, Frame] = {}

    # --- small steps on the tree ---------------------------------------------------------------------------------

    def having(self, index: int, *deps: str) -> list[int]:
        """Dependents of a token with one of these labels."""
        return [c for c in self.children[index] if self.tokens[c].dep in deps]

    def with_conjuncts(self, index: int) -> tuple[int, ...]:
        """A noun and what is coordinated with it: "Japan, Korea and the US"."""
        found: list[int] = []
        queue = [index]
        while queue and len(found) < 12:
            i = queue.pop(0)
            found.append(i)
            queue.extend(c for c in self.children[i] if self.tokens[c].dep == "conj" and self.tokens[c].pos in NOMINAL)
        return tuple(found)

    def spread(self, heads: list[int]) -> tuple[int, ...]:
        """Heads with all that is coordinated with them, each once."""
        return tuple(dict.fromkeys(i for h in heads for i in self.with_conjuncts(h)))

    def prepositional(self, index: int) -> tuple[tuple[str, int], ...]:
        """(preposition, noun head) for the prepositional phrases that hang on a token, "out of" and the like followed down."""
        found: list[tuple[str, int]] = []
        for child in self.children[index]:
            if self.tokens[child].dep in ("prep", "dative", "agent") and self.tokens[child].pos in ("ADP", "SCONJ", "PART", "VERB", "ADV"):
                found.extend(self._phrase(child))
        return tuple(found)

    def _phrase(self, prep: int) -> list[tuple[str, int]]:
        word = self.tokens[prep].text.lower()
        found = [(word, o) for child in self.having(prep, "pobj") for o in self.with_conjuncts(child)]
        if word == "with":  # "a truce with rebels agreeing to leave"
            found += [(word, s) for verb in self.having(prep, "pcomp") for s in self.having(verb, "nsubj")]
        for inner in self.having(prep, "prep"):
            found.extend(self._phrase(inner))
        for other in self.having(prep, "conj"):
            if self.tokens[other].pos == "ADP":
                found.extend(self._phrase(other))
        return found

    def gerunds(self, index: int) -> list[tuple[str, int]]:
        """(preposition, verb) for "accused of bombing", "credited with saving"."""
        return [
            (self.tokens[p].text.lower(), v)
            for p in self.having(index, "prep")
            for v in self.having(p, "pcomp")
            if self.tokens[v].pos in VERBAL
        ]

    def particle(self, index: int) -> str | None:
        """The particle of a phrasal verb; the parser calls some of them prepositions or adverbs."""
        for child in self.children[index]:
            token = self.tokens[child]
            if token.dep == "prt" or (token.dep == "advmod" and token.pos in ("ADP", "ADV") and child == index + 1):
                return token.lemma
        return None

    def is_verb(self, index: int) -> bool:
        return self.tokens[index].pos in VERBAL

    def is_passive(self, index: int) -> bool:
        token = self.tokens[index]
        if self.having(index, "auxpass", "nsubjpass"):
            return True
        if self._shares_passive(index):
            return True
        if token.tag != "VBN" or self._cut_off(index):
            return False
        return token.dep in ("acl", "advcl") and not self.having(index, "aux", "nsubj")

    def _shares_passive(self, index: int) -> bool:
        """ "were forced off buses and shot": the second verb is passive as well; its form may look like a past tense."""
        token = self.tokens[index]
        shared = token.dep == "conj" and token.tag in ("VBN", "VBD") and not self.having(index, "aux", "nsubj", "dobj", "ccomp")
        return shared and self.is_verb(token.head) and self.tokens[token.head].tag == "VBN" and self.is_passive(token.head)

    def _cut_off(self, index: int) -> bool:
        """Whether a participle is really the finite verb, cut off from its subject by an inserted clause ("X, which …, called")."""
        token = self.tokens[index]
        if token.dep != "acl" or index == 0 or self.tokens[index - 1].text != "," or self.having(index, "agent"):
            return False
        return self.tokens[token.head].dep == "ROOT" and bool(self.having(token.head, "relcl", "appos")) and token.text.endswith("ed")

    # --- frames --------------------------------------------------------------------------------------------------

    def frame(self, index: int, depth: int = 0) -> Frame:
        """The frame of a verb."""
        if (known := self._frames.get(index)) is not None:
            return known
        passive = self.is_passive(index)
        obliques = self.prepositional(index)
        how: How
        subjects: tuple[int, ...]
        objects: tuple[int, ...]
        if (repaired := self._misread(index)) is not None:
            subjects, objects, how = (repaired[0],), (repaired[1],), "repaired"
        elif passive:
            below = [x for c in self.having(index, "xcomp") for x in self.prepositional(c)]  # "ordered to flee by Israel"
            subjects, how = tuple(o for p, o in obliques if p == "by") or tuple(o for p, o in below if p == "by"), "by"
            objects = self._patients(index, depth)
        else:
            subjects, how = self._agents(index, depth)
            objects = self._objects(index)
        datives = self.spread(self.having(index, "dative"))
        datives = tuple(d for d in datives if self.tokens[d].pos in NOMINAL)
        frame = Frame(
            head=index, subjects=subjects, objects=objects, datives=datives,
            obliques=tuple((p, o) for p, o in obliques if not (passive and p == "by")), passive=passive, how=how if subjects else "none",
        )  # fmt: skip
        self._frames[index] = frame
        return frame

    def _misread(self, index: int) -> tuple[int, int] | None:
        """(subject, object) where the parser took a finite verb for an adjective: a noun cannot have a direct object."""
        token = self.tokens[index]
        if token.dep not in ("amod", "compound") or token.tag not in ("VBD", "VBN", "VBZ", "VBP") or token.head < index:
            return None
        noun = self.tokens[token.head]
        if noun.dep == "dobj" and self.tokens[noun.head].pos in ("NOUN", "PROPN") and noun.head < index:
            return noun.head, token.head
        return None

    def _objects(self, index: int) -> tuple[int, ...]:
        own = self.spread(self.having(index, "dobj", "oprd") or self._names_after(index))
        if own:
            return tuple(self.antecedent(index, o) for o in own)
        for clause in self.having(index, "ccomp", "xcomp"):
            if self.infinitive(clause) and (inner := self.spread(self.having(clause, "nsubj"))):
                return inner
        token = self.tokens[index]
        if token.dep == "relcl" and self.having(index, "nsubj") and self.tokens[self.having(index, "nsubj")[0]].tag not in RELATIVE_TAGS:
            return (token.head,)
        return ()

    def _names_after(self, index: int) -> list[int]:
        """Names of people that the parser hangs on a verb as if they told when: "met Prime Minister of Italy Jane Roe"."""
        return [
            c for c in self.having(index, "npadvmod") if c > index and self.tokens[c].tag == "NNP" and self.tokens[c].ent.endswith("PERSON")
        ]

    def _patients(self, index: int, depth: int) -> tuple[int, ...]:
        """Who undergoes a passive verb."""
        own = self.having(index, "nsubjpass", "nsubj")
        if own:
            return tuple(self.antecedent(index, o) for o in self.spread(own))
        token = self.tokens[index]
        if depth > DEPTH or token.head == index:
            return ()
        if token.dep in ("acl", "relcl"):
            return self.with_conjuncts(token.head)
        if self.is_verb(token.head):
            governor = self.frame(token.head, depth + 1)
            if token.dep == "xcomp" and governor.objects:
                return governor.objects
            return governor.objects if governor.passive else governor.subjects
        return ()

    def antecedent(self, verb: int, index: int) -> int:
        """The noun that a relative pronoun stands for; any other word is itself."""
        if self.tokens[index].tag not in RELATIVE_TAGS:
            return index
        clause = verb
        for _ in range(DEPTH):
            token = self.tokens[clause]
            if token.dep == "relcl":
                return token.head
            if token.head == clause:
                break
            clause = token.head
        return index

    def _agents(self, index: int, depth: int) -> tuple[tuple[int, ...], How]:
        own = [s for s in self.having(index, *SUBJECTS) if not self._is_time(s)]
        if own:
            found = tuple(self.antecedent(index, s) for s in (*self._listed_before(own[0]), *self.spread(own)))
            relative = any(self.tokens[s].tag in RELATIVE_TAGS for s in own)
            if relative:
                found = self.spread(list(found))
            return found, "relative" if relative else "direct"
        token = self.tokens[index]
        if depth > DEPTH or token.head == index:
            return (), "none"
        head, dep = token.head, token.dep
        if dep == "conj" and self.is_verb(head):
            governor = self.frame(head, depth + 1)
            return (governor.objects if governor.passive else governor.subjects), "conj"
        if dep == "relcl":
            return self.with_conjuncts(head), "relative"
        if dep == "acl":
            return self._agents_of_acl(index, head, depth)
        if dep in ("xcomp", "ccomp", "advcl", "pcomp", "dep", "parataxis"):
            return self._controlled(index, depth)
        return (), "none"

    def _listed_before(self, subject: int) -> list[int]:
        """The first of two names with which a headline begins: "Roe, Doe meet in Oslo"."""
        left = min((i for i in self.children[subject] if self.tokens[i].dep == "compound"), default=subject)
        first, _ = self.syntax.sentences[self.syntax.sentence_of(subject)]
        if not first + 1 < left <= first + 4 or self.tokens[left - 1].text != "," or self.tokens[subject].pos != "PROPN":
            return []
        joined = self.tokens[left - 2].head != subject and all(self.tokens[i].pos == "PROPN" for i in range(first, left - 1))
        return [left - 2] if joined else []

    def _is_time(self, index: int) -> bool:
        token = self.tokens[index]
        return (
            token.lemma in ("time", "today", "week", "month", "year") and token.ent.endswith(("DATE", "TIME", "")) and token.pos == "NOUN"
        )

    def _agents_of_acl(self, index: int, noun: int, depth: int) -> tuple[tuple[int, ...], How]:
        """A participle is done by its noun ("troops shelling"), an infinitive by whoever has the noun ("his plan to visit")."""
        if self.tokens[index].tag == "VBG" and self.tokens[noun].lemma in DOCUMENTS:
            return self.owners(noun, depth + 1), "control"
        if self.tokens[index].tag == "VBG" or self._cut_off(index):
            return self.with_conjuncts(noun), "participle"
        return self.owners(noun, depth + 1), "control"

    def owners(self, noun: int, depth: int = 0) -> tuple[int, ...]:
        """Who has a plan, a threat, an intention: its possessor, its "by" phrase, or the subject of the verb that it is the object of."""
        if own := self.spread(self.having(noun, "poss")):
            return own
        if by := tuple(o for p, o in self.prepositional(noun) if p == "by"):
            return by
        token = self.tokens[noun]
        if depth <= DEPTH and token.dep in ("dobj", "pobj", "attr", "oprd"):
            governor = token.head if token.dep != "pobj" else self.tokens[token.head].head
            if self.is_verb(governor):
                frame = self.frame(governor, depth + 1)
                return frame.objects if frame.passive else frame.subjects
        return self.spread(self.having(noun, "amod", "compound", "nmod")[:1])

    def _controlled(self, index: int, depth: int) -> tuple[tuple[int, ...], How]:
        token = self.tokens[index]
        governor, dep = token.head, token.dep
        preposition = ""
        if dep == "pcomp":
            preposition = self.tokens[governor].text.lower()
            governor = self.tokens[governor].head
        while (
            self.tokens[governor].pos == "ADJ"
            and self.tokens[governor].dep in ("acomp", "xcomp")
            and governor != self.tokens[governor].head
        ):
            governor = self.tokens[governor].head
        if self.tokens[governor].lemma in CHARGES:
            return self._charged(governor, depth), "control"
        if not self.is_verb(governor):
            return (self.owners(governor, depth + 1), "control") if self.tokens[governor].pos == "NOUN" else ((), "none")
        if dep == "advcl" and (plan := self._plan_before(index)) is not None:
            return self.owners(plan, depth + 1), "control"
        if dep == "advcl" and (sayer := self._sayer(index)) is not None:
            governor = sayer
        frame = self.frame(governor, depth + 1)
        if frame.passive:
            return frame.objects, "control"
        takes_object = dep in ("xcomp", "ccomp") or preposition in OBJECT_GERUND
        if takes_object and frame.objects and self.tokens[governor].lemma not in SUBJECT_CONTROL:
            return frame.objects, "control"
        if takes_object and frame.datives and self.tokens[governor].lemma not in SUBJECT_CONTROL:
            return frame.datives, "control"
        return frame.subjects, "participle" if dep in ("advcl", "pcomp") else "control"

    def _charged(self, noun: int, depth: int) -> tuple[int, ...]:
        """Whom a charge is brought against: "issued a warrant for X on suspicion of killing"."""
        verb = noun
        for _ in range(DEPTH):
            verb = self.tokens[verb].head
            if self.is_verb(verb) or self.tokens[verb].head == verb:
                break
        if not self.is_verb(verb):
            return ()
        frame = self.frame(verb, depth + 1)
        inner = [x for o in frame.objects for x in self.prepositional(o)]
        return tuple(o for p, o in (*frame.obliques, *inner) if p in ("for", "against")) or tuple(o for o in frame.objects if o != noun)

    def _plan_before(self, index: int) -> int | None:
        """The noun that an infinitive belongs to though the parser hangs it on the verb: "discovered their plot to attack"."""
        before = index - 2
        return before if before >= 0 and self.infinitive(index) and self.tokens[before].lemma in PLANS else None

    def _sayer(self, index: int) -> int | None:
        """The verb of saying whose subject does it, where "…, accusing" hangs on what is said: "said it would stay, accusing them of"."""
        token = self.tokens[index]
        if token.tag != "VBG" or token.lemma not in TELLING or index == 0 or self.tokens[index - 1].text != ",":
            return None
        said = self.tokens[token.head]
        return said.head if said.dep == "ccomp" and self.tokens[said.head].lemma in REPORTING else None

    # --- complements ---------------------------------------------------------------------------------------------

    def complements(self, index: int) -> list[tuple[str, int]]:
        """(slot, verb) for the clauses a predicate takes: "xcomp", "ccomp", or the preposition of a gerund."""
        found: list[tuple[str, int]] = [(self.tokens[c].dep, c) for c in self.having(index, "xcomp", "ccomp") if self.is_verb(c)]
        for adjective in self.having(index, "acomp"):
            found.extend((self.tokens[c].dep, c) for c in self.having(adjective, "xcomp", "ccomp") if self.is_verb(c))
        found.extend(self.gerunds(index))
        if (misread := self._misread(index)) is not None:
            found.extend((self.tokens[c].dep, c) for c in self.having(misread[0], "xcomp") if c > index and self.is_verb(c))
        for noun in self.having(index, "dobj"):
            found.extend((p, v) for p, v in self.gerunds(noun) if p in OBJECT_GERUND)
            found.extend(("acl", c) for c in self.having(noun, "acl", "relcl") if self.infinitive(c))
        found.extend(("advcl", c) for c in self.having(index, "advcl") if c > index and self.infinitive(c))
        return found

    def purpose_of(self, index: int) -> int | None:
        """The verb whose purpose an infinitive tells: "to reassure" in "flew to Oslo to reassure Norway"."""
        for _ in range(DEPTH):
            token = self.tokens[index]
            if token.dep == "advcl" and self.infinitive(index):
                return token.head
            if token.dep != "conj" or token.head == index:
                break
            index = token.head
        return None

    def infinitive(self, index: int) -> bool:
        """Whether a verb is an infinitive with "to"."""
        return self.is_verb(index) and any(self.tokens[a].text.lower() == "to" for a in self.having(index, "aux"))
