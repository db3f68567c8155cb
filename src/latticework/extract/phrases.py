"""Phrases of a parse: where a word's dependents reach, what a noun phrase covers, who the subject of a verb is."""

from __future__ import annotations

from latticework.types import Syntax

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
TRIMMED = frozenset(",;:.–—-\"“”‘’'`´«»…") | {"''", "``", "--", "..", "..."}
NAMING = frozenset({
    "det", "predet", "compound", "amod", "nummod", "quantmod", "nmod", "poss", "case", "prep", "appos", "relcl", "acl", "conj",
    "advmod", "npadvmod", "flat", "meta", "neg",
})  # fmt: skip
"""Dependents that belong to the name of somebody."""
SPANS_OF_TIME = frozenset({"time", "day", "week", "month", "year", "hour", "night", "morning"})
FARTHEST = 6
"""How many governors up a missing subject is looked for."""
LONGEST_NAME = 45
"""Words. A longer phrase for who speaks is a mistake of the parser; it is cut to its core."""

Range = tuple[int, int]
"""Half-open range of token indices."""


class Phrases:
    """Quick answers about the phrases of one parse. All indices are those of `syntax.tokens`."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.tokens = syntax.tokens
        self.children = syntax.children
        self._left = list(range(len(self.tokens)))
        self._right = [i + 1 for i in range(len(self.tokens))]
        self._sentence = [0] * len(self.tokens)
        for number, (first, last) in enumerate(syntax.sentences):
            for i in range(first, last):
                self._sentence[i] = number
                if self.tokens[i].head == i:
                    self._measure(i)

    def _measure(self, root: int) -> None:
        order, stack = [], [root]
        while stack:
            i = stack.pop()
            order.append(i)
            stack.extend(self.children[i])
        for i in reversed(order):
            for c in self.children[i]:
                self._left[i] = min(self._left[i], self._left[c])
                self._right[i] = max(self._right[i], self._right[c])

    def sentence(self, i: int) -> int:
        return self._sentence[i]

    def edges(self, i: int) -> Range:
        """From the first to the last word that depends on a word, both included."""
        return self._left[i], self._right[i]

    def child(self, i: int, *deps: str) -> int | None:
        return next((c for c in self.children[i] if self.tokens[c].dep in deps), None)

    def trimmed(self, span: Range) -> Range | None:
        """The range without punctuation and quotation marks at its ends; None where nothing is left."""
        first, last = span
        while first < last and self.tokens[first].text in TRIMMED:
            first += 1
        while last > first and self.tokens[last - 1].text in TRIMMED:
            last -= 1
        return (first, last) if first < last else None

    def around(self, hole: Range, governor: int) -> tuple[Range, ...]:
        """What a word governs before and after a stretch of it, without the stretch."""
        first, last = self.edges(governor)
        pieces = (self.trimmed((first, hole[0])), self.trimmed((hole[1], last)))
        return tuple(p for p in pieces if p)

    def passive(self, i: int) -> bool:
        """Whether a verb is in the passive, or a participle that says what was done to a noun ("accused of …")."""
        token = self.tokens[i]
        if any(self.tokens[c].dep in ("auxpass", "nsubjpass") for c in self.children[i]):
            return True
        return token.tag == "VBN" and token.dep in ("acl", "advcl", "ROOT", "amod", "xcomp", "acomp", "oprd") and not self._has_aux(i)

    def _has_aux(self, i: int) -> bool:
        return any(self.tokens[c].dep == "aux" for c in self.children[i])

    def agent(self, i: int) -> int | None:
        by = self.child(i, "agent")
        return None if by is None else self.child(by, "pobj")

    def subject(self, i: int) -> int | None:
        """The word that does what a verb says: its subject, the agent of a passive, or the subject it shares with a governor."""
        if self.passive(i):
            return self.agent(i)
        return self.surface_subject(i)

    def root(self, i: int) -> int:
        """The word at the head of a word's whole sentence."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
        return i

    def surface_subject(self, i: int) -> int | None:
        for _ in range(FARTHEST):
            found = [c for c in self.children[i] if self.tokens[c].dep in ("nsubj", "nsubjpass")]
            if len(found) > 1:
                found = [c for c in found if self.tokens[c].lemma not in SPANS_OF_TIME] or found
            if found:
                return max((c for c in found if c < i), default=found[0])
            token = self.tokens[i]
            if token.head == i:
                return None
            if token.dep == "acl" and self.to(i) and self.tokens[token.head].dep == "dobj":
                i = self.tokens[token.head].head  # "used an interview to describe": the one who used it describes
                continue
            if token.dep in ("acl", "relcl"):
                return token.head
            if token.dep == "xcomp" and self.to(i) and (object_ := self.child(token.head, "dobj")) is not None and object_ < i:
                return object_
            if token.dep == "pcomp" and token.head != i:
                i = token.head
                continue
            if token.dep not in ("conj", "xcomp", "advcl", "prep", "ccomp", "parataxis", "dep", "acomp", "attr"):
                return None
            if self.tokens[token.head].pos in ("NOUN", "PROPN", "PRON") and token.dep in ("conj", "prep"):
                return None
            i = token.head
        return None

    def to(self, i: int) -> bool:
        """Whether a verb is an infinitive with "to"."""
        return any(self.tokens[c].tag == "TO" for c in self.children[i])

    def name_of(self, head: int, avoid: int | None = None) -> Range:
        """The whole noun phrase of a word: with its apposition and relative clause, without what only follows it in time.

        `avoid` is a word that cannot belong to it (the verb of which it is the subject).
        """
        first, last = head, head + 1
        for c in self.children[head]:
            if c > head and self.tokens[c].dep != "punct":
                if not self._names(c, avoid):
                    break
                last = max(last, self.edges(c)[1])
        for c in reversed(self.children[head]):
            if c < head and self.tokens[c].dep != "punct":
                if not self._names(c, avoid):
                    break
                first = min(first, self.edges(c)[0])
        while first and self.tokens[first - 1].pos == "PROPN" and self._beside(first - 1, head):
            first -= 1
        if last - first > LONGEST_NAME:
            first, last = self._core(head)
        first, last = self.trimmed((first, last)) or (head, head + 1)
        opened = sum({"(": 1, ")": -1}.get(self.tokens[i].text, 0) for i in range(first, last))
        return (first, last + 1) if opened > 0 and last < len(self.tokens) and self.tokens[last].text == ")" else (first, last)

    def _names(self, c: int, avoid: int | None) -> bool:
        """Whether a dependent belongs to the name, and is not only said of it after a comma ("Berg, speaking in Oslo, said")."""
        token = self.tokens[c]
        left, right = self.edges(c)
        if token.dep not in NAMING or (token.pos == "VERB" and token.dep not in ("relcl", "acl", "amod")):
            return False
        if avoid is not None and left <= avoid < right:
            return False
        aside = token.dep in ("acl", "prep") and left > token.head and self.tokens[left - 1].text in (",", "–", "—", "-")
        return not aside

    def _beside(self, i: int, head: int) -> bool:
        """Whether the parser gave one name to two subjects ("Norway PM says")."""
        return self.tokens[i].dep == self.tokens[head].dep == "nsubj" and self.tokens[i].head == self.tokens[head].head

    def _core(self, head: int) -> Range:
        near = [c for c in self.children[head] if self.tokens[c].dep in ("compound", "amod", "det", "poss", "nummod", "flat")]
        first = min((self.edges(c)[0] for c in near if c < head), default=head)
        return (first if head - first < LONGEST_NAME else head), head + 1
