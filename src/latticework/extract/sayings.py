"""Acts of saying and thinking as the parse shows them: the cue, who speaks, to whom, where, and the words that hold the content.

What stands in quotation marks is found from the marks (`quotes.py`); this module reads the grammar around them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import replace

from latticework.extract.cues import Cue, CueWords, Saying
from latticework.extract.nominal_cues import COPULAS, PHRASE_NOUNS, NominalCues
from latticework.extract.phrases import Phrases, Range

DEEPEST = 6
"""Reports within reports that are kept."""
TELLING = frozenset({"say", "concede", "predict", "believe", "promise", "warn", "show"})
"""Stances that go with "as officials said" and "said to reporters"."""
MODIFIERS = frozenset({"aux", "auxpass", "neg"})


def _shallow(sayings: Iterable[Saying]) -> list[Saying]:
    """Sayings in text order without those nested deeper than anybody talks, so that work stays linear in the text."""
    found: list[Saying] = []
    ends: list[int] = []
    for saying in sayings:
        ends = [end for end in ends if end > saying.head]
        if len(ends) < DEEPEST:
            found.append(saying)
            ends.extend(last for _, last in saying.content)
    return found


class SayingFinder:
    """Finds the sayings of one parse."""

    def __init__(self, phrases: Phrases, words: CueWords) -> None:
        self.phrases = phrases
        self.tokens = phrases.tokens
        self.words = words
        self.nominal = NominalCues(phrases, words)

    def find(self, indices: Iterable[int]) -> list[Saying]:
        """Sayings whose cue is among the given tokens, in text order."""
        found: list[Saying] = []
        taken: set[int] = set()
        for i in indices:
            for saying in self._at(i):
                found.append(saying)
                if saying.frame == "noun":
                    taken.add(self.tokens[i].head)
        # a verb that only carries a noun of saying ("expressed his hope that …") is part of that noun's cue
        return self._own_words(_shallow(s for s in found if not (s.head in taken and s.frame == "obj")))

    def _own_words(self, sayings: list[Saying]) -> list[Saying]:
        """Contents cut where others speak beside them: "Berg said he would go, with officials looking to May as the date"."""
        cuts = sorted(i for i in map(self._aside, sayings) if i is not None)
        if not cuts:
            return sayings
        found = []
        for saying in sayings:
            pieces = []
            for first, last in saying.content:
                k = bisect_left(cuts, first + 1)
                cut = cuts[k] if k < len(cuts) and cuts[k] < last else last
                pieces.append(self.phrases.trimmed((first, cut)))
            found.append(replace(saying, content=tuple(p for p in pieces if p)))
        return found

    def _aside(self, saying: Saying) -> int | None:
        """Where the phrase begins that a saying stands in, if it is one of the form ", with somebody saying"."""
        if saying.speaker is None or self.tokens[saying.head].tag != "VBG":
            return None
        with_ = self.phrases.edges(saying.speaker)[0] - 1
        beside = with_ > 0 and self.tokens[with_].text.lower() == "with" and self.tokens[with_ - 1].text == ","
        return with_ if beside else None

    def _at(self, i: int) -> Iterator[Saying]:
        token = self.tokens[i]
        if token.text.lower() == "according":
            yield from self.nominal.according(i)
        elif token.pos == "VERB" or (token.pos == "AUX" and token.dep == "ROOT" and token.lemma not in COPULAS):
            cue = self.verb_cue(i)
            if cue is not None:
                yield self._verb(i, cue)
        elif token.pos == "NOUN":
            if token.text.lower() in PHRASE_NOUNS:
                yield from self.nominal.in_words_of(i)
            if token.lemma in self.words.nouns:
                yield from self.nominal.noun(i, self.words.nouns[token.lemma])
        elif token.pos in ("ADJ", "VERB") and token.lemma in self.words.adjectives:
            yield from self.nominal.adjective(i, self.words.adjectives[token.lemma])

    def verb_cue(self, i: int) -> Cue | None:
        """The entry of a verb on the list."""
        near = (c for c in self.phrases.children[i] if i < c <= i + 3 and self.tokens[c].dep in ("prt", "advmod", "prep"))
        return self.words.verb(self.tokens[i].text, self.tokens[i].lemma, (self.tokens[c].text.lower() for c in near))

    # --- verbs ---------------------------------------------------------------------------------------------------

    def _verb(self, i: int, cue: Cue) -> Saying:
        passive = self.phrases.passive(i)
        saying = Saying(
            head=i, cue=self._cue_range(i, cue), kind=cue.kind, frame="", quotes="quote" in cue.frames,
            speaker=self.phrases.subject(i), channel=self._channel(i), addressee=self._addressee(i, cue, passive),
        )  # fmt: skip
        for read in (self._clause, self._infinitive, self._complement, self._object_and_preposition, self._preposition, self._object):
            found = read(i, cue, saying, passive)
            if found is not None:
                return found
        return self._parenthesis(i, cue, saying) or saying

    def _cue_range(self, i: int, cue: Cue) -> Range:
        first, last = i, i + 1
        own = set(self.phrases.children[i])
        while first - 1 in own and (
            (self.tokens[first - 1].dep in MODIFIERS and self.tokens[first - 1].tag != "TO")
            or (self.tokens[first - 1].dep == "advmod" and self.tokens[first - 1].tag == "RB")
        ):  # fmt: skip
            first -= 1
        if (cue.particle and last < len(self.tokens) and self.tokens[last].text.lower() == cue.particle) or (
            last in own and self.tokens[last].dep == "prt"
        ):
            last += 1
        return first, last

    def _clause(self, i: int, cue: Cue, saying: Saying, passive: bool) -> Saying | None:
        if not cue.frames & {"that", "quote", "to", "obj_to", "small"}:
            return None
        clauses = [c for c in self.phrases.children[i] if self.tokens[c].dep == "ccomp"]
        for c in sorted(clauses, key=lambda c: c < i):  # what follows the verb first: the clause before may only stand beside it
            if c < i and not self._stands_before(c, i):
                continue
            if not cue.frames & {"that", "quote"} and self._finite(c):
                continue
            pieces = self._without(self.phrases.edges(c), i, saying)
            if pieces:
                return replace(saying, frame="that", content=pieces)
        return self._clause_of_addressee(i, cue, saying)

    def _clause_of_addressee(self, i: int, cue: Cue, saying: Saying) -> Saying | None:
        """ "told a conference that it would reopen", where the parser hung the clause on the conference, or on what stands between."""
        if "addressee" not in cue.frames or saying.addressee is None:
            return None
        between = [
            self.phrases.child(c, "pobj") for k in (saying.addressee, i) for c in self._after(k, None) if self.tokens[c].dep == "prep"
        ]
        for owner in (saying.addressee, *(k for k in between if k is not None and k > saying.addressee)):
            for c in self.phrases.children[owner]:
                first, last = self.phrases.edges(c)
                own_subject = self.phrases.child(c, "nsubj", "nsubjpass")
                if self.tokens[c].dep not in ("relcl", "acl", "ccomp") or own_subject is None or self.tokens[own_subject].tag == "WDT":
                    continue
                if owner != saying.addressee and self.tokens[first].dep != "mark":
                    continue  # "after the meeting that it had asked for"
                piece = self.phrases.trimmed((first, last))
                if piece and self.tokens[first].text.lower() == "that" and own_subject > first:
                    return replace(saying, frame="that", content=(piece,))
        return None

    def _stands_before(self, c: int, i: int) -> bool:
        """Whether a clause before a verb is what it reports ("The plan is dead, officials said"), and not merely what is told first."""
        if any(self.tokens[k].dep == "mark" and self.tokens[k].text.lower() != "that" for k in self.phrases.children[c]):
            return False
        if any(self.tokens[k].dep == "nsubjpass" and self.tokens[k].text.lower() != "it" for k in self.phrases.children[i]):
            return False
        return not any(self.tokens[k].text in (";", ":") for k in range(self.phrases.edges(c)[1], i)) and self.phrases.edges(c)[1] <= i

    def _finite(self, c: int) -> bool:
        tags = {self.tokens[c].tag} | {self.tokens[k].tag for k in self.phrases.children[c] if self.tokens[k].dep in ("aux", "auxpass")}
        return "TO" not in tags and bool(tags & {"VBD", "VBZ", "VBP", "MD"})

    def _without(self, span: Range, i: int, saying: Saying) -> tuple[Range, ...]:
        """A content clause without the cue's own words, where the cue stands inside of it."""
        first, last = span
        if not first <= i < last:
            piece = self.phrases.trimmed(span)
            return (piece,) if piece else ()
        hole = self._hole(i, saying)
        pieces = (self.phrases.trimmed((first, min(hole[0], last))), self.phrases.trimmed((max(hole[1], first), last)))
        return tuple(p for p in pieces if p)

    def _hole(self, i: int, saying: Saying) -> Range:
        first, last = saying.cue
        if saying.speaker is not None:
            left, right = self.phrases.name_of(saying.speaker, avoid=i)
            if abs(left - i) < 40:
                first, last = min(first, left), max(last, right)
        return first, last

    def _infinitive(self, i: int, cue: Cue, saying: Saying, passive: bool) -> Saying | None:
        xcomp = self.phrases.child(i, "xcomp")
        if xcomp is None or not cue.frames & {"to", "obj_to", "addressee"}:
            return None
        if not any(self.tokens[k].tag == "TO" for k in self.phrases.children[xcomp]):
            return None
        first, last = self.phrases.edges(xcomp)
        object_ = self.phrases.child(i, "dobj")
        if object_ is not None and object_ < xcomp and "obj_to" in cue.frames and "addressee" not in cue.frames:
            first = min(first, self.phrases.edges(object_)[0])
        piece = self.phrases.trimmed((first, last))
        return replace(saying, frame="to", content=(piece,)) if piece and first > i else None

    def _complement(self, i: int, cue: Cue, saying: Saying, passive: bool) -> Saying | None:
        """ "called it a farce", "described it as a farce"."""
        object_ = self.phrases.child(i, "dobj")
        if "small" in cue.frames:
            complement = self.phrases.child(i, "oprd", "attr")
            if complement is None and object_ is not None and object_ < i:
                complement = None
        elif "obj_as" in cue.frames and (object_ is not None or passive or "to" not in cue.frames):
            complement = next(
                (c for c in self._after(i, object_) if self.tokens[c].dep in ("prep", "mark") and self.tokens[c].text.lower() == "as"), None
            )
        else:
            return None
        if complement is None or complement < i:
            return None
        first, last = self.phrases.edges(complement)
        if object_ is not None and i < object_ < complement:
            first = self.phrases.edges(object_)[0]
        piece = self.phrases.trimmed((first, last))
        return replace(saying, frame="complement", content=(piece,)) if piece else None

    def _after(self, i: int, object_: int | None) -> Iterator[int]:
        yield from (c for c in self.phrases.children[i] if c > i)
        if object_ is not None:
            yield from (c for c in self.phrases.children[object_] if c > object_)

    def _object_and_preposition(self, i: int, cue: Cue, saying: Saying, passive: bool) -> Saying | None:
        wanted = cue.object_prepositions - {"as"}
        if not wanted:
            return None
        object_ = self.phrases.child(i, "dobj")
        for c in self._after(i, object_):
            if self.tokens[c].dep == "prep" and self.tokens[c].text.lower() in wanted:
                first, last = self.phrases.edges(c)
                if object_ is not None and i < object_ < c:
                    first = self.phrases.edges(object_)[0]
                piece = self.phrases.trimmed((first, last))
                if piece:
                    return replace(saying, frame="object and preposition", content=(piece,))
        return None

    def _preposition(self, i: int, cue: Cue, saying: Saying, passive: bool) -> Saying | None:
        wanted = {cue.particle} if cue.particle and "obj" in cue.frames else cue.prepositions - {"to"}
        wanted = wanted | ({"to"} if "to" in cue.frames and cue.particle is None else set())
        for c in self.phrases.children[i]:
            if c < i or self.tokens[c].dep not in ("prep", "prt") or self.tokens[c].text.lower() not in wanted:
                continue
            inner = self.phrases.child(c, "pobj", "pcomp")
            if inner is None or self._bare_pronoun(inner) or (saying.channel and saying.channel[0] <= inner < saying.channel[1]):
                continue
            if self.tokens[c].text.lower() == "on" and self._day(inner):
                continue
            last = self.phrases.edges(c)[1]
            if "obj_as" in cue.frames:  # "referred to the plan as a gift"
                last = next((self.phrases.edges(k)[1] for k in self._after(i, None) if k == last and self.tokens[k].text == "as"), last)
            piece = self.phrases.trimmed((c + 1, last))
            if piece:
                cue_range = (saying.cue[0], c + 1) if c == saying.cue[1] else saying.cue
                return replace(saying, frame="preposition", content=(piece,), cue=cue_range)
        return None

    def _bare_pronoun(self, i: int) -> bool:
        return self.tokens[i].pos == "PRON" and not self.phrases.children[i]

    def _day(self, i: int) -> bool:
        return self.tokens[i].ent.endswith(("DATE", "TIME"))

    def _object(self, i: int, cue: Cue, saying: Saying, passive: bool) -> Saying | None:
        if "obj" not in cue.frames:
            return None
        if passive:
            subject = self.phrases.child(i, "nsubjpass")
            if subject is None or saying.speaker is None or self.tokens[subject].pos == "PRON":
                return None
            piece = self.phrases.trimmed(self.phrases.edges(subject))
            return replace(saying, frame="obj", content=(piece,)) if piece else None
        object_ = self.phrases.child(i, "dobj")
        if object_ is None or object_ < i or self._day(object_) or (object_ == saying.addressee and "obj" not in cue.frames):
            return None
        if saying.speaker is None or self._bare_pronoun(object_):
            return None
        piece = self.phrases.trimmed((max(i + 1, self.phrases.edges(object_)[0]), self.phrases.edges(object_)[1]))
        return replace(saying, frame="obj", content=(piece,)) if piece else None

    def _parenthesis(self, i: int, cue: Cue, saying: Saying) -> Saying | None:
        """ "The plan, officials said, is dead" and "as officials said, the plan is dead"."""
        token = self.tokens[i]
        told = cue.kind in TELLING and self.phrases.child(i, "dobj") is None
        as_clause = told and token.dep == "advcl" and any(self.tokens[c].text.lower() == "as" for c in self.phrases.children[i])
        if (not as_clause and token.dep != "parataxis") or not cue.frames & {"that", "quote"} or saying.speaker is None:
            return None
        left, right = self.phrases.edges(i)
        pieces = self.phrases.around((left, right), token.head)
        return replace(saying, frame="parenthesis", content=pieces) if pieces else None

    # --- addressee and channel -------------------------------------------------------------------------------------

    def _addressee(self, i: int, cue: Cue, passive: bool) -> int | None:
        if passive:
            return self.phrases.child(i, "nsubjpass") if cue.frames & {"addressee", "obj_to"} else None
        if cue.particle == "on":
            on = next((c for c in self.phrases.children[i] if c > i and self.tokens[c].text.lower() == "on"), None)
            return None if on is None else self.phrases.child(on, "pobj")
        if cue.frames & {"addressee", "obj_to"}:
            found = self.phrases.child(i, "dative", "dobj")
            if found is not None and found > i and self.tokens[found].pos in ("NOUN", "PROPN", "PRON"):
                return found
        if "to" not in cue.frames and "quote" in cue.frames and cue.kind in TELLING:
            for c in self.phrases.children[i]:
                if c > i and self.tokens[c].text.lower() == "to" and self.tokens[c].dep in ("prep", "dative"):
                    return self.phrases.child(c, "pobj")
        return None

    def _channel(self, i: int) -> Range | None:
        for c in self.phrases.children[i]:
            if self.tokens[c].dep != "prep":
                continue
            inner = self.phrases.child(c, "pobj")
            if inner is None:
                continue
            noun = self.tokens[inner]
            marks = self.words.channels.get(noun.text.lower()) or self.words.channels.get(noun.lemma, frozenset())
            if self.tokens[c].text.lower() not in marks:
                continue
            first, last = self.phrases.edges(inner)
            if self.tokens[first].dep in ("det", "poss"):
                first += 1
            for k in self.phrases.children[inner]:
                if self.tokens[k].dep in ("relcl", "acl", "punct") and k > inner:
                    last = min(last, self.phrases.edges(k)[0])
                    break
            return self.phrases.trimmed((first, max(last, inner + 1)))
        return None
