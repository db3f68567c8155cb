"""Whose words stand in quotation marks: each marked stretch is speech with a cue, speech that goes on, or a borrowed word."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from latticework.extract.cues import CueWords, Saying
from latticework.extract.phrases import Phrases
from latticework.extract.quotation_marks import Marked
from latticework.types import Block, Span

ENDS = frozenset(".?!;")
FINAL = frozenset(",.?!…—–-;:")
HOLDS_MARKS = frozenset({"DET", "ADJ", "ADP", "SCONJ", "AUX", "PART", "CCONJ", "NUM"})
"""A word of these kinds right before quoted words takes them into its own phrase."""
FARTHEST_CUE = 30
"""Words between a quotation and its cue."""
FARTHEST_NAME = 10
"""Words between a cue and the name of the speaker, where the parser did not connect them."""
DASHES = frozenset({"—", "–", "―", "--", "-"})
LONGEST_SIGNATURE = 25
"""Words after a dash that names a speaker."""
NOMINAL = ("PROPN", "NOUN", "PRON")
SHORT_LABEL = 8
"""Words of a name before a colon."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """Words in quotation marks that are speech. `saying` is None where no cue is near; `speaker` may still be known."""

    saying: Saying | None
    speaker: int | None
    colon: int | None = None


class QuotedWords:
    """Decides for every marked stretch of one article. `sayings` are those outside of the marks, in text order."""

    def __init__(
        self, text: str, blocks: Sequence[Block], phrases: Phrases, marks: Sequence[Marked], sayings: Sequence[Saying], words: CueWords
    ) -> None:
        self.words = words
        self.text, self.blocks, self.phrases, self.marks = text, blocks, phrases, marks
        self.tokens = phrases.tokens
        self.at = {s.head: s for s in sayings}
        self._starts = [m.outer_start for m in marks]
        self.cue_words = {i: s for s in sayings for i in range(*s.cue)}

    def spoken(self) -> list[Spoken | None]:
        """For each marked stretch who speaks it, or None where it is a word borrowed within narration."""
        found: list[Spoken | None] = []
        for k, mark in enumerate(self.marks):
            found.append(self._spoken(k, mark, found))
        return found

    def _gap(self, start: int, end: int) -> range:
        return self.phrases.syntax.tokens_in(Span(start=start, end=max(start, end)))

    def _spoken(self, k: int, mark: Marked, found: list[Spoken | None]) -> Spoken | None:
        block = self.blocks[mark.block]
        before_start = self.marks[k - 1].outer_end if k and self.marks[k - 1].block == mark.block else block.start
        same_block_next = k + 1 < len(self.marks) and self.marks[k + 1].block == mark.block
        after_end = self.marks[k + 1].outer_start if same_block_next else block.end
        before, after = self._gap(before_start, mark.outer_start), self._gap(mark.outer_end, after_end)
        clause = self._clause_before(before)
        if mark.resumed and k and found[k - 1] is not None:
            return found[k - 1]
        led = self._led_by(clause)
        if led is not None and self._ends_clause(mark, after):
            return led
        if not self._stands(mark, clause, after):
            return None
        cue = self._followed_by(mark, after)
        if cue is not None:
            return Spoken(saying=cue, speaker=self._speaker_near(cue, after))
        signed = self._signed(after)
        if signed is not None:
            return signed
        cue = self._earlier_in(clause)
        if cue is not None:
            return Spoken(saying=cue, speaker=cue.speaker)
        if len(clause) and not self._titled(mark) and self.tokens[clause[-1]].text not in (",", ":"):
            return None
        return self._goes_on(k, mark, before, clause, found)

    def _clause_before(self, gap: range) -> range:
        """What stands between the last end of a sentence and the mark."""
        for i in range(len(gap) - 1, -1, -1):
            if self.tokens[gap[i]].text in ENDS:
                return gap[i + 1 :]
        return gap

    def _led_by(self, clause: range) -> Spoken | None:
        """ "Berg said: “", "Berg said, “", "Berg said “", "Berg: “"."""
        if not len(clause):
            return None
        last = clause[-1]
        sign = self.tokens[last].text
        if sign not in (",", ":"):
            saying = self.cue_words.get(last)
            adjoins = saying is not None and saying.quotes and saying.cue[1] == last + 1
            if saying is None or not adjoins or self._labels(saying):
                return None
            return Spoken(saying=saying, speaker=self._speaker_near(saying, clause))
        for i in reversed(clause[-FARTHEST_CUE:]):
            saying = self.at.get(i)
            if saying is None or not saying.quotes:
                continue
            if sign == ":" or not self._content_within(saying, clause):
                return Spoken(saying=saying, speaker=self._speaker_near(saying, clause))
        if sign == ":" and len(clause) <= SHORT_LABEL and not any(self.tokens[i].pos in ("VERB", "AUX") for i in clause):
            names = [i for i in clause if self.tokens[i].pos in ("PROPN", "NOUN", "PRON")]
            return Spoken(saying=None, speaker=names[-1] if names else None, colon=last)
        return None

    def _speaker_near(self, saying: Saying, clause: range) -> int | None:
        """The speaker that the parse gives; where it gives none, or one out of the quotation, the noun nearest to the cue."""
        speaker = saying.speaker
        if speaker is not None and not self._in_marks(speaker):
            return speaker
        first, last = saying.cue
        before = [i for i in clause if i < first]
        after = [i for i in clause if i >= last]
        if before and self.tokens[before[-1]].pos in NOMINAL:
            return before[-1]
        for n, i in enumerate(after[:FARTHEST_NAME]):
            following = self.tokens[after[n + 1]] if n + 1 < len(after) else None
            if self.tokens[i].pos in NOMINAL and (following is None or following.pos not in ("PROPN", "NOUN", "PART")):
                return i
            if self.tokens[i].pos not in (*NOMINAL, "DET", "ADJ", "PART", "NUM"):
                break
        near = next((i for i in reversed(before) if self.tokens[i].pos in NOMINAL), None) if len(before) < FARTHEST_NAME else None
        if near is not None or self.tokens[saying.head].tag != "VBG":
            return near
        root = self.phrases.root(saying.head)
        return None if root == saying.head else self.phrases.surface_subject(root)

    def _in_marks(self, i: int) -> bool:
        """Whether a word stands in quotation marks."""
        k = bisect_right(self._starts, self.tokens[i].start) - 1
        return k >= 0 and self.tokens[i].end <= self.marks[k].outer_end

    def _labels(self, saying: Saying) -> bool:
        return saying.frame in ("complement", "object and preposition", "preposition", "obj", "to")

    def _content_within(self, saying: Saying, clause: range) -> bool:
        return saying.frame in ("that", "to") and any(first > saying.head and last <= clause[-1] + 1 for first, last in saying.content)

    def _ends_clause(self, mark: Marked, after: range) -> bool:
        """Whether nothing of the same clause follows the closing mark."""
        if self.text[mark.end - 1] in FINAL or not len(after):
            return True
        following = self.tokens[after[0]]
        return following.text in ENDS or following.text in (",", ")", "—", "–") or following.text[:1].isupper() or following.pos == "CCONJ"

    def _stands(self, mark: Marked, clause: range, after: range) -> bool:
        """Whether quoted words look like an utterance, and not like a word or a title within somebody's sentence."""
        words = self.text[mark.start : mark.end].split()
        upper = next((c for c in self.text[mark.start : mark.end] if c.isalnum()), "a")
        upper_start = upper.isupper() or upper.isdigit()
        ended = self.text[mark.end - 1] in FINAL or bool(len(after) and self.tokens[after[0]].text in (",", *ENDS))
        if not len(clause):
            if not ended and len(after):
                return False
            return (upper_start and not (len(words) > 1 and self._titled(mark) and self.text[mark.end - 1] not in ",.?!")) or (
                self.text[mark.end - 1] in ",?!" and self._followed_by(mark, after) is not None
            )  # fmt: skip
        last = self.tokens[clause[-1]]
        if last.text in (",", ":", "—", "–", "--", "-"):
            return ended and (upper_start or self._followed_by(mark, after) is not None) and len(words) > 1
        return (
            upper_start and len(words) > 3 and self.text[mark.end - 1] in ",.?!" and last.pos not in HOLDS_MARKS
            and last.tag not in ("PRP$", "POS", "WDT") and not self._titled(mark)
        )  # fmt: skip

    def _titled(self, mark: Marked) -> bool:
        """Whether the words are written like the title of a work."""
        words = [w for w in self.text[mark.start : mark.end][:200].split() if len(w) > 3]
        return bool(words) and all(w[0].isupper() for w in words)

    def _followed_by(self, mark: Marked, after: range) -> Saying | None:
        """The cue after a quotation: "…,” said Berg", "…?” he asked reporters"."""
        if self.text[mark.end - 1] == "." and self.text[mark.end - 3 : mark.end] != "...":
            return None
        new_sentence = self.text[mark.end - 1] in "?!" and len(after) > 0 and self.tokens[after[0]].text[0].isupper()
        for n, i in enumerate(after[:FARTHEST_CUE]):
            if self.tokens[i].text in ENDS or (n == 0 and self.tokens[i].tag == "TO"):
                return None
            saying = self.at.get(i) or self._misread(i)
            if saying is None or not (saying.quotes or (saying.speaker is not None and n < 4 and self.tokens[i].tag == "VBD")):
                continue
            if (new_sentence or n > FARTHEST_NAME) and self._content_within(saying, after):
                return None
            return saying
        return None

    def _signed(self, after: range) -> Spoken | None:
        """ "“…” — Ola Berg, fisherman": a name after a dash."""
        if len(after) < 2 or self.tokens[after[0]].text not in DASHES:
            return None
        line = after[1:]
        if not line or len(line) > LONGEST_SIGNATURE or any(self.tokens[i].pos in ("VERB", "AUX") for i in line):
            return None
        names = []
        for i in line:
            if self.tokens[i].pos != "PROPN":
                break
            names.append(i)
        return Spoken(saying=None, speaker=names[-1], colon=after[0]) if names else None

    def _misread(self, i: int) -> Saying | None:
        """A verb of saying that the parser took for a noun: "…,” Berg answers."."""
        token = self.tokens[i]
        if token.tag not in ("NNS", "NNP", "NNPS", "NN") or not 0 < i < len(self.tokens) - 1:
            return None
        cue = self.words.verb(token.text, token.lemma, ()) if token.text.lower() in self.words.forms else None
        named = self.tokens[i - 1].pos in ("PROPN", "PRON") and self.tokens[i + 1].pos == "PUNCT"
        if cue is None or "quote" not in cue.frames or not named:
            return None
        return Saying(head=i, cue=(i, i + 1), kind=cue.kind, frame="", quotes=True, speaker=i - 1)

    def _earlier_in(self, clause: range) -> Saying | None:
        """A cue further before: "Berg told reporters in Oslo on Monday “…”"."""
        for i in reversed(clause[-FARTHEST_CUE:]):
            saying = self.at.get(i)
            if saying is not None and saying.quotes and not self._labels(saying):
                return saying
        return None

    def _goes_on(self, k: int, mark: Marked, before: range, clause: range, found: list[Spoken | None]) -> Spoken:
        """Speech without a cue of its own: the speaker of the quotation, or the one told of, in the words before."""
        previous = found[k - 1] if k else None
        near = k > 0 and self.marks[k - 1].block == mark.block
        if near and previous is not None and not len(clause):
            inside = previous.saying is not None and previous.saying.head in before
            sentences = sum(self.tokens[i].text in ENDS for i in before)
            if not len(before) or (inside and sentences <= 1):
                return previous
        told = self._told_of(before[: len(before) - len(clause)])
        if told is not None:
            return told
        if not near and mark.block:
            earlier = self.blocks[mark.block - 1]
            start = self.marks[k - 1].outer_end if previous is not None and self.marks[k - 1].block == mark.block - 1 else earlier.start
            gap = self._gap(max(start, earlier.start), earlier.end)
            if len(gap) and self.tokens[gap[-1]].text == ":":
                told = self._told_of(gap)
                if told is not None:
                    return told
        if previous is not None and mark.block - self.marks[k - 1].block <= 1:
            return Spoken(saying=None, speaker=previous.speaker, colon=None)
        return Spoken(saying=None, speaker=None)

    def _told_of(self, gap: range) -> Spoken | None:
        """Who the sentence before is about, where it can be the one who speaks next."""
        if not len(gap):
            return None
        sentence = self.phrases.sentence(gap[-1])
        first, last = self.phrases.syntax.sentences[sentence]
        inside = [i for i in gap if first <= i < last]
        for i in reversed(inside):
            saying = self.at.get(i)
            if saying is not None and saying.speaker is not None and saying.quotes and not self._labels(saying) and not self.phrases.to(i):
                return Spoken(saying=saying, speaker=saying.speaker)
        root = next((i for i in inside if self.tokens[i].head == i), None)
        subject = None if root is None else self.phrases.surface_subject(root)
        return None if subject is None else Spoken(saying=None, speaker=subject)
