"""Turns of a transcript or an interview: a label at the start of a paragraph gives what follows to its speaker.

OLSEN: We shall reopen the harbour.          until the next label, over as many paragraphs as it takes
THE MINISTER: The ships will come back.      an office with "THE", or a title, needs to stand there only once
Q  When will that be?                        a reporter: nobody is named
Q: … A: …                                    an interview: the outlet asks, and whom the page introduces answers
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from latticework.extract.interviews import interviewee
from latticework.extract.phrases import Phrases, Range
from latticework.types import Block, Reading

LABEL = re.compile(r"(?P<label>[A-Z][^\s:“”\"]*(?: [^\s:“”\"]+){0,5}?)(?: \([^()]{1,40}\))?:(?=[^\S\n]+\S)")
BARE = re.compile(r"(?P<label>Q(?=[^\S\n])|[QA](?=\.[^\S\n]))\.?(?=[^\S\n]+[^a-z\s])")
"""A question or an answer without a colon."""
ASKS = frozenset({"Q", "Question", "QUESTION"})
ANSWERS = frozenset({"A", "Answer", "ANSWER"})
OFFICE = re.compile(
    r"(?:THE (?:\w+ )*(?:PRESIDENT|MINISTER|LADY|GENTLEMAN|CHANCELLOR|SECRETARY|CHAIR\w*|SPEAKER|KING|QUEEN|PRINCE|PRINCESS|POPE|"
    r"GOVERNOR|MAYOR|AMBASSADOR|GENERAL|ADMIRAL|MODERATOR|INTERPRETER|COURT|WITNESS)|(?:MR|MRS|MS|DR|SEN|REP|GOV|GEN|AMB)\.? .+|"
    r"(?:\w+ )*(?:OFFICIALS?|MODERATOR|REPORTER|SPOKES\w+)|(?:(?:PRIME |FOREIGN |DEFENCE |DEFENSE )?MINISTER|PRESIDENT|VICE PRESIDENT|"
    r"CHANCELLOR|SECRETARY|SENATOR|GOVERNOR|GENERAL|ADMIRAL|AMBASSADOR|DIRECTOR|ADMINISTRATOR) .+)"
)
"""Capitals that name a speaker even where they stand once."""
HEADS_A_LIST = re.compile(
    r"(?:THE (?!.*(?:PRESIDENT|MINISTER|LADY|GENTLEMAN|SECRETARY|CHAIR|SPEAKER|WITNESS|COURT))|WHO\b|WHAT\b|WHEN\b|WHERE\b|WHY\b|HOW\b|"
    r"CLAIM\b|FACTS?\b|VERDICT\b|RATING\b|NOTE\b|UPDATE\b|READ MORE\b|WATCH\b|PHOTOS?\b|VIDEO\b|BREAKING\b)"
)
"""Capitals before a colon that come back and name no speaker: the parts of a list or of a check of facts."""
OVER = re.compile(
    r"(?:END\b|\d{1,2}[:.]\d\d\s*[AaPp]\.?[Mm]\b|\(?(?:The|This) (?:interview|conversation|transcript|discussion|exchange)\b.*"
    r"\b(?:edited|condensed|shortened|abridged|conducted|translated|cut|ends?)\b)",
    re.S,
)
"""What ends a transcript or tells of it, and is said by nobody in it."""
STAGE_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]\.?$")
SHORTEST = 3
"""Words that are too few to be a turn or a headline."""
EARLY = 8
"""Blocks before the first turn of a page that is a transcript; an article that quotes from one begins with more."""
BARE_ALONE = 3
"""Questions without a colon that make a transcript by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Words given to a speaker by a label. `direct` is true in turns. `speaker` is None where nobody is named; `cue` is None
    where the outlet itself asks. `name` tells where exactly the speaker's name stands, in turns.
    """

    start: int
    end: int
    cue: Range | None
    speaker: int | None
    direct: bool
    name: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Label:
    name: str
    start: int
    end: int
    said: int
    colon: bool

    @property
    def question(self) -> bool:
        return self.name in ASKS

    @property
    def answer(self) -> bool:
        return self.name in ANSWERS


class Turns:
    """The turns of one article. `taken` are the numbers of the blocks that are turns or go on with one."""

    def __init__(self, reading: Reading, phrases: Phrases, name_ends: frozenset[int]) -> None:
        self.text, self.blocks, self.phrases = reading.article.text, reading.article.pieces, phrases
        self.labels = self._turns([_label(self.text, b) for b in self.blocks], name_ends)
        numbers = [n for n, label in enumerate(self.labels) if label]
        self.whole = bool(numbers) and numbers[0] <= EARLY
        self.last = numbers[-1] if numbers else -1
        found = [label for label in self.labels if label]
        self.interview = any(label.question for label in found) and any(label.answer for label in found)
        self.several = len({label.name for label in found}) > 1 or any(OFFICE.fullmatch(label.name) for label in found)
        self.answers = interviewee(reading, phrases, self.blocks[numbers[0]].start) if self.interview else None
        self.taken: set[int] = set()

    def speech(self) -> Iterator[Labelled]:
        """All that is said in turns, in text order."""
        speaking: Labelled | None = None
        for n, (block, label) in enumerate(zip(self.blocks, self.labels, strict=True)):
            if label is not None:
                speaking = self._speaking(label)
                piece = said_in(self.text, label.said, block.end)
            elif speaking is None or not self._goes_on(n, block):
                speaking = None if n > self.last or block.role == "heading" or OVER.match(self.text, block.start, block.end) else speaking
                continue
            else:
                piece = said_in(self.text, block.start, block.end)
            self.taken.add(n)
            if speaking is not None and piece is not None and not STAGE_DIRECTION.match(self.text, *piece):
                yield replace(speaking, start=piece[0], end=piece[1])

    def _turns(self, labels: Sequence[_Label | None], name_ends: frozenset[int]) -> list[_Label | None]:
        """The labels that give a turn to somebody; the others are words before a colon."""
        counts = Counter(label.name for label in labels if label and label.colon)
        first = next((n for n, label in enumerate(labels) if label and OFFICE.fullmatch(label.name)), len(labels))
        asked = Counter(label.name for label in labels if label and not label.colon)

        def gives(label: _Label) -> bool:
            if not label.colon:
                return asked["Q"] >= BARE_ALONE or (label.answer and asked["Q"] > 0) or (label.question and bool(named or asked["A"]))
            if label.question or label.answer:
                return True
            if OFFICE.fullmatch(label.name):
                return counts[label.name] > 1 or first <= EARLY or bool(named)
            if label.name.isupper():  # where some come back, one that speaks once is no less of a speaker
                return bool(named) and not HEADS_A_LIST.match(label.name)
            return counts[label.name] > 1 and label.end in name_ends

        named = {c for c, n in counts.items() if OFFICE.fullmatch(c) or (n > 1 and c.isupper() and not HEADS_A_LIST.match(c))}
        found = []
        for n, (block, label) in enumerate(zip(self.blocks, labels, strict=True)):
            plain = label is not None and (label.question or label.answer or OFFICE.fullmatch(label.name) is not None)
            printed = block.role in ("title", "caption") or (block.role in ("heading", "standfirst") and not plain)
            found.append(label if label and not printed and not self._headline(n, block) and gives(label) else None)
        return found

    def _headline(self, n: int, block: Block) -> bool:
        return n == 0 and not self.text[block.start : block.end].rstrip().endswith((".", "!", "?", "”", ")"))

    def _goes_on(self, n: int, block: Block) -> bool:
        """Whether a paragraph without a label still belongs to the turn before it."""
        if not self.several or block.role not in ("paragraph", "list_item") or (n > self.last and not self.whole):
            return False
        return OVER.match(self.text, block.start, block.end) is None

    def _speaking(self, label: _Label) -> Labelled | None:
        last = token_at(label.end - 1, self.phrases)
        if last is None:
            return None
        cue: Range | None = (last, last + 1)
        speaker, name = None, None
        if self.interview and label.question:
            cue = None
        elif label.answer and self.answers is not None:
            speaker, name = self.phrases.syntax.root_of(self.answers), (self.answers.start, self.answers.end)
        elif not label.question and not label.answer:
            speaker, name = last, (label.start, label.end)
            colon = token_at(label.said - 1, self.phrases)
            cue = None if colon is None else (colon, colon + 1)
        return Labelled(start=label.start, end=label.end, cue=cue, speaker=speaker, direct=True, name=name)


def _label(text: str, block: Block) -> _Label | None:
    match = LABEL.match(text, block.start, block.end)
    bare = None if match and match["label"] in ASKS | ANSWERS else BARE.match(text, block.start, block.end)
    found = bare or match
    if found is None:
        return None
    return _Label(
        name=found["label"].removesuffix("."), start=found.start("label"), end=found.end("label"), said=found.end(), colon=bare is None
    )


def said_in(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What a label gives to somebody, or None where quotation marks tell it better or nothing is left."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    words = text[start:end].split()
    return None if len(words) < SHORTEST or words[0][0] in "“\"‘'«" else (start, end)


def token_at(offset: int, phrases: Phrases) -> int | None:
    """The token over a character."""
    at = bisect_right(phrases.tokens, offset, key=lambda t: t.end)
    return at if at < len(phrases.tokens) and phrases.tokens[at].start <= offset else None
