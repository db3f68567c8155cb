"""A line of a page, and what can be said of it without knowing the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from latticework.clean.wrapped import BULLET, UNSPACED, unwrapped

__all__ = ["BULLET", "Line", "ends_sentence", "lines_of", "words_in"]

END = re.compile(r"""[.!?…。！？؟।]["'”’»)\]\u201c]*(?: \(?[A-Z]{2,6}\)?)?$""")
"""A stop, and the agency's name that may stand behind the last one."""
DECORATION = re.compile(r"[\s~\U0001f000-\U0001faff\u2190-\u2bff\ufe0e\ufe0f\u200d]+$")
"""Pictures and arrows behind a sentence."""
SMILE = re.compile("\\w ?[~\u263a\U0001f600-\U0001f64f]$")
SMILING = 5
"""Words of a line from which a smile behind its last word stands for a stop, as bloggers write."""
ENDING = 24
"""Letters at the end of a line among which its stop stands, with quotes, brackets and such behind it."""
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060 "
"""Characters at the ends of lines that nobody sees; a line of nothing else is blank."""
PROSE = 9
"""Words from which a line that ends like a sentence is taken for running text; headlines and links seldom end so."""
LONG = 25
"""Words from which a line is running text however it ends."""


def words_in(text: str) -> int:
    """Words; in scripts without spaces two characters count as one."""
    return len(text.split()) + (0 if text.isascii() else len(UNSPACED.findall(text)) // 2)


def ends_sentence(text: str) -> bool:
    return END.search(DECORATION.sub("", text[-ENDING:])) is not None or (SMILE.search(text) is not None and words_in(text) >= SMILING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank. `gap` says that a blank line stands before it."""

    text: str
    key: str
    words: int
    ended: bool
    gap: bool

    @property
    def prose(self) -> bool:
        return self.words >= LONG or (self.ended and self.words >= PROSE)


def lines_of(text: str) -> list[Line]:
    """The lines of a page of plain text that are not blank, trimmed; paragraphs broken at a fixed width are made whole."""
    found: list[Line] = []
    gap = False
    for raw in unwrapped(text.split("\n")):
        line = " ".join(raw.split()).strip(INVISIBLE)
        if not line:
            gap = True
            continue
        letters = "".join(filter(str.isalnum, line.casefold()))
        found.append(Line(text=line, key=letters or line, words=words_in(line), ended=ends_sentence(line), gap=gap))
        gap = False
    return found
