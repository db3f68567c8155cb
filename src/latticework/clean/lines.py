"""A line of a page, and what can be said of it without knowing the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
END = re.compile(r"""[.!?…。！？؟।]["'”’»)\]\u201c]*$""")
BULLET = re.compile(r"^\s*(?:[•·▪●○■‣*]|[-–—](?=\s)|\d{1,2}[.)](?=\s))\s*")
PROSE = 9
"""Words from which a line that ends like a sentence is taken for running text; headlines and links seldom end so."""
LONG = 25
"""Words from which a line is running text however it ends."""


def words_in(text: str) -> int:
    """Words; in scripts without spaces two characters count as one."""
    unspaced = len(UNSPACED.findall(text))
    return len(text.split()) + unspaced // 2


def ends_sentence(text: str) -> bool:
    return bool(END.search(text.rstrip()))


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
    """The lines of a page of plain text that are not blank, each on one line and trimmed."""
    found: list[Line] = []
    gap = False
    for raw in text.split("\n"):
        line = " ".join(raw.split())
        if not line:
            gap = True
            continue
        letters = "".join(filter(str.isalnum, line.casefold()))
        found.append(Line(text=line, key=letters or line, words=words_in(line), ended=ends_sentence(line), gap=gap))
        gap = False
    return found
