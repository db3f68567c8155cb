"""Speech that a label before or after a colon gives to somebody: transcripts and headlines.

    Olsen: Harbour will reopen              a headline; the label must name a person, an organisation or a source
    Harbour to reopen in May: officials     the same, turned round
    OLSEN: We shall reopen the harbour.     a transcript; its labels come back, or are Q and A

Labels before quotation marks are for `quoted.py`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from latticework.extract.phrases import Phrases, Range
from latticework.types import Mention, Reading

LABEL = re.compile(r"(?P<label>[A-Z][^\s:“”\"]*(?: [^\s:“”\"]+){0,5}?)(?: \([^()]{1,40}\))?:(?=[^\S\n]+\S)")
TAIL = re.compile(r"(?P<said>.+\w)(?:: | [-–—] )(?P<label>\S+(?: \S+){0,3})$")
TURNS = frozenset({"Q", "A", "Question", "Answer", "QUESTION", "ANSWER"})
SPEAKING_KINDS = frozenset({"person", "organisation", "unnamed_source"})
SHORTEST = 3
"""Words that are too few to be a turn or a headline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """Words given to a speaker by a label. `direct` is true in transcripts; `speaker` is None for a bare Q or A."""

    start: int
    end: int
    cue: Range
    speaker: int | None
    direct: bool


def labelled_speech(reading: Reading, phrases: Phrases, sources: Mapping[str, str]) -> list[Labelled]:
    """All such speech of an article, in text order."""
    text, blocks = reading.article.text, reading.article.blocks
    speaking = [m for m in reading.mentions if m.kind in SPEAKING_KINDS]
    ends, starts = {m.end: m for m in speaking}, {m.start: m for m in speaking}
    labels = [LABEL.match(text, b.start, b.end) for b in blocks]
    counts = Counter(m["label"] for m in labels if m)
    turns = {label for label, n in counts.items() if label in TURNS or (n > 1 and label.isupper())}
    transcript = len(turns) > 1
    found: list[Labelled] = []
    last: Labelled | None = None
    for number, (block, match) in enumerate(zip(blocks, labels, strict=True)):
        headline = block.role in ("title", "heading") or number == 0
        returns = match is not None and (match["label"] in turns or (counts[match["label"]] > 1 and match.end("label") in ends))
        if match and returns and not headline:
            said = _turn(match, block.end, phrases, text)
            last = said[-1] if said and match["label"] not in TURNS else None
            found.extend(said)
        elif headline:
            found.extend(_headline(match, block.start, block.end, phrases, text, sources, (starts, ends)))
        elif transcript and last is not None and match is None and block.role == "paragraph":
            piece = _piece(text, block.start, block.end)
            if piece is not None:
                found.append(replace(last, start=piece[0], end=piece[1]))
    return found


def _piece(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What a label gives to somebody, or None where quotation marks tell it better or nothing is left."""
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    words = text[start:end].split()
    return None if len(words) < SHORTEST or words[0][0] in "“\"‘'«" else (start, end)


def _turn(match: re.Match[str], end: int, phrases: Phrases, text: str) -> list[Labelled]:
    piece, colon = _piece(text, match.end(), end), _token_at(match.end() - 1, phrases)
    if piece is None or colon is None:
        return []
    last = _token_at(match.end("label") - 1, phrases)
    speaker = None if match["label"] in TURNS else last
    return [Labelled(start=piece[0], end=piece[1], cue=(colon, colon + 1), speaker=speaker, direct=True)]


def _headline(
    match: re.Match[str] | None, start: int, end: int, phrases: Phrases, text: str, sources: Mapping[str, str],
    known: tuple[Mapping[int, Mention], Mapping[int, Mention]],
) -> list[Labelled]:  # fmt: skip
    starts, ends = known
    if text[start:end].rstrip().endswith((".", "!")):
        return []
    if match and (last := _token_at(match.end("label") - 1, phrases)) is not None:
        piece, colon = _piece(text, match.end(), end), _token_at(match.end() - 1, phrases)
        if piece and colon is not None and (match.end("label") in ends or phrases.tokens[last].lemma in sources):
            return [Labelled(start=piece[0], end=piece[1], cue=(colon, colon + 1), speaker=last, direct=False)]
    tail = TAIL.match(text, start, end)
    if tail and (last := _token_at(tail.end("label") - 1, phrases)) is not None:
        piece, colon = _piece(text, tail.start("said"), tail.end("said")), _sign_between(tail, phrases)
        if piece and colon is not None and (tail.start("label") in starts or phrases.tokens[last].lemma in sources):
            return [Labelled(start=piece[0], end=piece[1], cue=(colon, colon + 1), speaker=last, direct=False)]
    return []


def _sign_between(tail: re.Match[str], phrases: Phrases) -> int | None:
    between = tail.string[tail.end("said") : tail.start("label")]
    return _token_at(tail.end("said") + len(between) - len(between.lstrip()), phrases)


def _token_at(offset: int, phrases: Phrases) -> int | None:
    """The token over a character."""
    low, high = 0, len(phrases.tokens)
    while low < high:
        mid = (low + high) // 2
        if phrases.tokens[mid].end <= offset:
            low = mid + 1
        else:
            high = mid
    return low if low < len(phrases.tokens) and phrases.tokens[low].start <= offset else None
