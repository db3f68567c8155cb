"""Speech that a label before or after a colon gives to somebody: transcripts, interviews and headlines.

    Olsen: Harbour will reopen              a headline; the label must name a person, an organisation or a source
    Harbour to reopen in May: officials     the same, turned round
    OLSEN: We shall reopen the harbour.     a turn of a transcript (`turns.py`)

Labels before quotation marks are for `quoted.py`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from latticework.extract.phrases import Phrases
from latticework.extract.turns import LABEL, Labelled, Turns, said_in, token_at
from latticework.types import Mention, Reading

TAIL = re.compile(r"(?P<said>.+\w)(?:: | [-–—] )(?P<label>\S+(?: \S+){0,3})$")
SPEAKING_KINDS = frozenset({"person", "organisation", "unnamed_source"})


def labelled_speech(reading: Reading, phrases: Phrases, sources: Mapping[str, str]) -> list[Labelled]:
    """All such speech of an article, in text order."""
    text, blocks = reading.article.text, reading.article.pieces
    speaking = [m for m in reading.mentions if m.kind in SPEAKING_KINDS]
    ends, starts = {m.end: m for m in speaking}, {m.start: m for m in speaking}
    turns = Turns(reading, phrases, frozenset(ends))
    found = list(turns.speech())
    for number, block in enumerate(blocks):
        if number not in turns.taken and (block.role in ("title", "heading") or number == 0):
            match = LABEL.match(text, block.start, block.end)
            found.extend(_headline(match, block.start, block.end, phrases, text, sources, (starts, ends)))
    return sorted(found, key=lambda said: said.start)


def _headline(
    match: re.Match[str] | None, start: int, end: int, phrases: Phrases, text: str, sources: Mapping[str, str],
    known: tuple[Mapping[int, Mention], Mapping[int, Mention]],
) -> list[Labelled]:  # fmt: skip
    starts, ends = known
    if text[start:end].rstrip().endswith((".", "!")):
        return []
    if match and (last := token_at(match.end("label") - 1, phrases)) is not None:
        piece, colon = said_in(text, match.end(), end), token_at(match.end() - 1, phrases)
        if piece and colon is not None and (match.end("label") in ends or phrases.tokens[last].lemma in sources):
            return [Labelled(start=piece[0], end=piece[1], cue=(colon, colon + 1), speaker=last, direct=False)]
    tail = TAIL.match(text, start, end)
    if tail and (last := token_at(tail.end("label") - 1, phrases)) is not None:
        piece, colon = said_in(text, tail.start("said"), tail.end("said")), _sign_between(tail, phrases)
        if piece and colon is not None and (tail.start("label") in starts or phrases.tokens[last].lemma in sources):
            return [Labelled(start=piece[0], end=piece[1], cue=(colon, colon + 1), speaker=last, direct=False)]
    return []


def _sign_between(tail: re.Match[str], phrases: Phrases) -> int | None:
    between = tail.string[tail.end("said") : tail.start("label")]
    return token_at(tail.end("said") + len(between) - len(between.lstrip()), phrases)
