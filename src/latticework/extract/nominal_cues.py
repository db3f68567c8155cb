"""Acts of saying that no verb tells: "according to", "in her view", nouns ("the claim that …") and adjectives ("sure that …")."""

from __future__ import annotations

from collections.abc import Iterator

from latticework.extract.cues import Cue, CueWords, Saying
from latticework.extract.phrases import FARTHEST, Phrases

COPULAS = frozenset({"be", "seem", "appear", "become", "remain", "feel", "sound", "grow", "stay"})
PHRASE_NOUNS = frozenset({"view", "opinion", "words", "estimation", "account"})


class NominalCues:
    """Reads the cues of one parse that are not verbs. Each method yields at most one saying."""

    def __init__(self, phrases: Phrases, words: CueWords) -> None:
        self.phrases = phrases
        self.tokens = phrases.tokens
        self.words = words

    def according(self, i: int) -> Iterator[Saying]:
        to = next((c for c in self.phrases.children[i] if self.tokens[c].text.lower() == "to"), None)
        if to is None:
            to = i + 1 if i + 1 < len(self.tokens) and self.tokens[i + 1].text.lower() == "to" else None
        speaker = None if to is None else self.phrases.child(to, "pobj", "pcomp")
        if to is None or speaker is None:
            return
        left, right = i, max(self.phrases.edges(i)[1], self.phrases.edges(to)[1])
        yield Saying(
            head=i, cue=(i, to + 1), kind="say", frame="according", quotes=True, speaker=speaker,
            content=self.phrases.around((left, right), self._clause_of(i)),
        )  # fmt: skip

    def _clause_of(self, i: int) -> int:
        """The verb of the clause that a phrase stands in."""
        for _ in range(FARTHEST):
            head = self.tokens[i].head
            if head == i or (self.tokens[i].pos in ("VERB", "AUX") and self.tokens[i].text.lower() != "according"):
                return i
            i = head
        return i

    def in_words_of(self, i: int) -> Iterator[Saying]:
        """ "in the words of the minister", "in her view"."""
        token = self.tokens[i]
        preposition = token.head
        if token.dep != "pobj" or self.tokens[preposition].text.lower() not in ("in", "by"):
            return
        speaker = self._possessor(i)
        if speaker is None or not self.phrases.edges(preposition)[1] - self.phrases.edges(preposition)[0] < 20:
            return
        pieces = self.phrases.around(self.phrases.edges(preposition), self._clause_of(preposition))
        yield Saying(
            head=i, cue=(preposition, preposition + 1), kind="say", frame="according", quotes=True, speaker=speaker, content=pieces
        )

    def _possessor(self, i: int) -> int | None:
        owner = self.phrases.child(i, "poss")
        if owner is not None:
            return owner
        for c in self.phrases.children[i]:
            if self.tokens[c].dep in ("prep", "agent") and self.tokens[c].text.lower() in ("by", "from", "of") and c > i:
                return self.phrases.child(c, "pobj")
        return None

    def noun(self, i: int, cue: Cue) -> Iterator[Saying]:
        token, content, last_cue = self.tokens[i], None, i + 1
        for c in self.phrases.children[i]:
            if c < i or self.tokens[c].dep not in ("acl", "ccomp", "xcomp", "relcl", "prep"):
                continue
            marks = {self.tokens[k].text.lower() for k in self.phrases.children[c] if k < c and self.tokens[k].dep in ("mark", "aux")}
            if self.tokens[c].dep == "prep":
                if self.tokens[c].text.lower() in cue.prepositions and self.phrases.child(c, "pobj", "pcomp") is not None and c == i + 1:
                    content, last_cue = self.phrases.trimmed((c + 1, self.phrases.edges(c)[1])), c + 1
            elif ("that" in cue.frames and "that" in marks) or ("to" in cue.frames and "to" in marks and self.tokens[c].dep != "relcl"):
                content = self.phrases.trimmed(self.phrases.edges(c))
            if content:
                break
        if not content:
            return
        governor = token.head
        carried = token.dep == "dobj" and self.tokens[governor].lemma in self.words.carriers
        speaker = self.phrases.subject(governor) if carried else self._noun_speaker(i, cue)
        if speaker is None or content[0] <= speaker < content[1]:
            return
        first = governor if carried and i - governor < 6 else i
        yield Saying(head=i, cue=(first, last_cue), kind=cue.kind, frame="noun", quotes=False, speaker=speaker, content=(content,))

    def _noun_speaker(self, i: int, cue: Cue) -> int | None:
        speaker = self._possessor(i)
        if speaker is not None and self.tokens[speaker].dep == "pobj":
            preposition = self.tokens[self.tokens[speaker].head].text.lower()
            if preposition in cue.prepositions:
                return None
        return speaker

    def adjective(self, i: int, cue: Cue) -> Iterator[Saying]:
        token = self.tokens[i]
        copula = token.head if token.dep == "acomp" and self.tokens[token.head].lemma in COPULAS else None
        inner = i if copula is None else copula
        speaker = self.phrases.surface_subject(inner)
        if speaker is None or (copula is None and token.dep not in ("advcl", "acl", "amod", "ROOT", "conj")):
            return
        for owner in (i, inner):
            for c in self.phrases.children[owner]:
                if c <= i or speaker == c:
                    continue
                marks = {self.tokens[k].text.lower() for k in self.phrases.children[c] if k < c}
                to = self.tokens[c].dep in ("xcomp", "ccomp", "advcl") and "to" in marks and "to" in cue.frames
                that = self.tokens[c].dep == "ccomp" and "that" in cue.frames
                preposition = self.tokens[c].dep == "prep" and self.tokens[c].text.lower() in cue.prepositions and c == i + 1
                if to or that or preposition:
                    left, right = self.phrases.edges(c)
                    piece = self.phrases.trimmed((c + 1 if preposition else max(left, i + 1), right))
                    if piece:
                        first = copula if copula is not None and i - copula < 4 and copula < i else i
                        cue_range = (first, c + 1 if preposition else i + 1)
                        yield Saying(
                            head=i, cue=cue_range, kind=cue.kind, frame="adjective", quotes=False, speaker=speaker, content=(piece,)
                        )
                        return
