"""Quotations and reported speech: who said what, in which words, to whom and where.

A quotation's span leaves out its quotation marks. Kinds, as in the contract:

    direct      words in quotation marks that somebody speaks; an interrupted quotation is one quote for each piece
    mixed       a reported clause of which a part stands in quotation marks
    indirect    a reported clause, or the noun phrase that a verb of saying takes ("denied the charge")
    scare       words in quotation marks within narration or within a reported clause; the speaker is given where
                the text lays them at somebody's door
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from latticework.extract.cues import CueWords, Saying, load_cues
from latticework.extract.labels import labelled_speech
from latticework.extract.phrases import Phrases, Range
from latticework.extract.quotation_marks import Marked, marked_words
from latticework.extract.quoted import QuotedWords
from latticework.extract.sayings import SayingFinder
from latticework.extract.speakers import Speakers
from latticework.types import Block, Quote, QuoteKind, Reading, Span, Speaker

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

OPENING = frozenset("“\"‘'«")
FARTHEST_COMPLEMENT = 40
"""Words after a cue within which its quoted complement must end."""
ORDER: dict[QuoteKind, int] = {"direct": 0, "mixed": 1, "indirect": 2, "scare": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A quote whose speaker is still a word; `name` tells where exactly the speaker's name stands, if that is known."""

    start: int
    end: int
    kind: QuoteKind
    cue: Range | None
    speaker: int | None
    verb: int | None
    addressee: int | None = None
    channel: Range | None = None
    name: tuple[int, int] | None = None


def find_quotes(knowledge: Knowledge | None = None) -> Callable[[Reading], Reading]:
    """The stage that writes `quotes`, and adds to `mentions` and `actors` where nobody has found a speaker yet.

    Reads `article`, `sentences`, `syntax`, `mentions` and `actors`. `knowledge` is the stage's usual argument; the cue
    lists are loaded from the package when the stage is made, so that a broken list shows at once.
    """
    words = load_cues()

    def run(reading: Reading) -> Reading:
        if reading.syntax is None or not reading.syntax.tokens:
            return reading
        return QuoteWriter(reading, words).written()

    return run


class QuoteWriter:
    """Brings the quotation marks and the grammar of one article together."""

    def __init__(self, reading: Reading, words: CueWords) -> None:
        assert reading.syntax is not None
        self.reading = reading
        self.words = words
        self.text = reading.article.text
        self.phrases = Phrases(reading.syntax)
        self.tokens = reading.syntax.tokens
        self.blocks: tuple[Block, ...] = reading.article.pieces
        self.marks = self._bounded(marked_words(self.text, self.blocks))
        self.mark_of = self._marks_by_token()
        finder = SayingFinder(self.phrases, words)
        self.sayings = finder.find(i for i in range(len(self.tokens)) if self.mark_of[i] is None)
        self.spoken = QuotedWords(self.text, self.blocks, self.phrases, self.marks, self.sayings, words).spoken()
        self.speakers = Speakers(reading, self.phrases, words, [k is not None and self.spoken[k] is not None for k in self.mark_of])

    def written(self) -> Reading:
        drafts: dict[tuple[int, int], Draft] = {}
        for draft in (*self._direct(), *self._labelled(), *self._reported(), *self._borrowed()):
            key = (draft.start, draft.end)
            if key not in drafts or ORDER[draft.kind] < ORDER[drafts[key].kind]:
                drafts[key] = draft
        ordered = sorted(drafts.values(), key=lambda d: (d.start, -d.end))
        first = len(self.reading.quotes) + 1
        quotes = tuple(self._quote(f"q{n}", d) for n, d in enumerate(ordered, first))
        return replace(
            self.reading,
            quotes=(*self.reading.quotes, *quotes),
            mentions=(*self.reading.mentions, *self.speakers.mentions),
            actors=(*self.reading.actors, *self.speakers.actors),
        )

    def _quote(self, id: str, draft: Draft) -> Quote:
        article = self.reading.article
        cue = None if draft.cue is None else article.words(self.tokens[draft.cue[0]].start, self.tokens[draft.cue[1] - 1].end)
        speaker: Speaker | None = None
        if draft.speaker is not None:
            by_name = None if draft.name is None else self.speakers.named(draft.speaker, draft.name)
            speaker = by_name or self.speakers.speaker(draft.speaker, draft.verb)
        addressee = None if draft.addressee is None else self.speakers.speaker(draft.addressee, self._first_word(draft))
        channel = None
        if draft.channel is not None:
            channel = " ".join(self.text[self.tokens[draft.channel[0]].start : self.tokens[draft.channel[1] - 1].end].split())
        return Quote(
            id=id, start=draft.start, end=draft.end, text=self.text[draft.start : draft.end], kind=draft.kind,
            cue=cue, speaker=speaker, addressee=addressee, channel=channel,
        )  # fmt: skip

    def _first_word(self, draft: Draft) -> int | None:
        """A word of the content, which can be no part of the name of whoever is told."""
        assert self.reading.syntax is not None
        return next(iter(self.reading.syntax.tokens_in(Span(start=draft.start, end=draft.end))), None)

    # --- the marks -------------------------------------------------------------------------------------------------

    def _bounded(self, marks: list[Marked]) -> list[Marked]:
        """Marks left open end with their sentence, unless the next paragraph goes on with the quotation."""
        sentences, found, n = self.reading.sentences, [], 0
        for k, mark in enumerate(marks):
            goes_on = k + 1 < len(marks) and marks[k + 1].resumed
            if mark.open and not goes_on:
                while n < len(sentences) and sentences[n].end <= mark.start:
                    n += 1
                end = sentences[n].end if n < len(sentences) and sentences[n].start < mark.end else mark.end
                if mark.start < end < mark.end:
                    mark = replace(mark, end=end, outer_end=end)
            found.append(mark)
        return found

    def _marks_by_token(self) -> list[int | None]:
        found: list[int | None] = [None] * len(self.tokens)
        assert self.reading.syntax is not None
        for k, mark in enumerate(self.marks):
            for i in self.reading.syntax.tokens_in(Span(start=mark.outer_start, end=mark.outer_end)):
                found[i] = k
        return found

    # --- drafts ----------------------------------------------------------------------------------------------------

    def _direct(self) -> list[Draft]:
        found = []
        for mark, spoken in zip(self.marks, self.spoken, strict=True):
            if spoken is None:
                continue
            saying = spoken.saying
            cue = saying.cue if saying is not None else (spoken.colon, spoken.colon + 1) if spoken.colon is not None else None
            found.append(
                Draft(
                    start=mark.start, end=mark.end, kind="direct", cue=cue, speaker=spoken.speaker,
                    verb=None if saying is None else saying.head,
                    addressee=None if saying is None else saying.addressee, channel=None if saying is None else saying.channel,
                )
            )  # fmt: skip
        return found

    def _labelled(self) -> list[Draft]:
        """Turns of a transcript and headlines with a label. What has quotation marks in it is a mixed quote, as in any report."""
        found = []
        for said in labelled_speech(self.reading, self.phrases, self.words.sources):
            marked = any(said.start <= m.start and m.end <= said.end for m in self._marks_in(said.start, said.end))
            kind: QuoteKind = "direct" if said.direct else "mixed" if marked else "indirect"
            found.append(Draft(start=said.start, end=said.end, kind=kind, cue=said.cue, speaker=said.speaker, verb=None, name=said.name))
            if said.speaker is not None and said.name is not None:
                inside = self.phrases.syntax.tokens_in(Span(start=said.start, end=said.end))
                self.speakers.voices.update(dict.fromkeys(inside, (said.speaker, said.name)))
        return found

    def _marks_in(self, start: int, end: int) -> list[Marked]:
        assert self.reading.syntax is not None
        inside = {self.mark_of[i] for i in self.reading.syntax.tokens_in(Span(start=start, end=end))}
        return [self.marks[k] for k in inside if k is not None]

    def _reported(self) -> list[Draft]:
        found = []
        for saying in self.sayings:
            for piece in self._content(saying):
                draft = self._report(saying, piece)
                if draft is not None:
                    found.append(draft)
        return found

    def _content(self, saying: Saying) -> tuple[Range, ...]:
        return saying.content or self._complement_in_marks(saying)

    def _complement_in_marks(self, saying: Saying) -> tuple[Range, ...]:
        """ "called the plan “a gift to smugglers.”", where the parser lost what the plan was called."""
        first, last = saying.cue[1], min(saying.cue[1] + FARTHEST_COMPLEMENT, len(self.tokens))
        for i in range(first, last):
            k = self.mark_of[i]
            if k is not None:
                inside = [n for n in range(i, last) if self.mark_of[n] == k]
                return ((first, inside[-1] + 1),) if self.spoken[k] is None and saying.speaker is not None else ()
            if self.tokens[i].text in ".?!;:":
                return ()
        return ()

    def _report(self, saying: Saying, piece: Range) -> Draft | None:
        """A reported clause without direct speech that the parser took into it, its borrowed words kept whole."""
        first, last = self._clear_of_speech(saying, piece)
        trimmed = self.phrases.trimmed((first, last)) if first < last else None
        if trimmed is None:
            return None
        first, last = trimmed
        if last < len(self.tokens) and (k := self.mark_of[last]) is not None and self.spoken[k] is None and self._labels(saying, last):
            last = max(n for n in range(last, min(last + FARTHEST_COMPLEMENT, len(self.tokens))) if self.mark_of[n] == k) + 1
        start, end, kind = self.tokens[first].start, self.tokens[last - 1].end, "indirect"
        if not any(sum(map(str.isalnum, self.tokens[i].text)) > 1 for i in range(first, last)):
            return None
        for k in sorted({k for k in self.mark_of[first:last] if k is not None}):
            mark = self.marks[k]
            kind = "mixed"
            start, end = min(start, mark.outer_start), max(end, mark.outer_end)
            if mark.outer_start <= start and end <= mark.outer_end:
                start, end = mark.start, mark.end
        quote_kind: QuoteKind = "mixed" if kind == "mixed" else "indirect"
        return Draft(
            start=start, end=end, kind=quote_kind, cue=saying.cue, speaker=saying.speaker, verb=saying.head,
            addressee=saying.addressee, channel=saying.channel,
        )  # fmt: skip

    def _labels(self, saying: Saying, last: int) -> bool:
        """Whether quoted words right after an object are what it is called ("labelled the plan “a gift”")."""
        return saying.frame == "obj" and self.tokens[last].text in OPENING

    def _clear_of_speech(self, saying: Saying, piece: Range) -> Range:
        """The longest stretch of a clause that neither is direct speech nor holds the cue."""
        best, start = (piece[0], piece[0]), piece[0]
        for i in range(piece[0], piece[1] + 1):
            k = self.mark_of[i] if i < piece[1] else None
            speech = k is not None and self.spoken[k] is not None
            if i == piece[1] or speech or saying.cue[0] <= i < saying.cue[1]:
                if i - start > best[1] - best[0]:
                    best = (start, i)
                start = i + 1
        return best

    def _borrowed(self) -> list[Draft]:
        """Quoted words within narration; the innermost report that covers them says whose they are."""
        covering: dict[int, Saying] = {}
        for saying in sorted(self.sayings, key=lambda s: -sum(last - first for first, last in self._content(s))):
            for first, last in self._content(saying):
                for k in {k for k in self.mark_of[first:last] if k is not None}:
                    covering[k] = saying
        found = []
        for k, mark in enumerate(self.marks):
            if self.spoken[k] is None:
                owner = covering.get(k)
                found.append(
                    Draft(
                        start=mark.start, end=mark.end, kind="scare", cue=None if owner is None else owner.cue,
                        speaker=None if owner is None else owner.speaker, verb=None if owner is None else owner.head,
                    )
                )  # fmt: skip
        return found
