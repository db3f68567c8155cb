"""A line of a page, and what can be said of it without knowing the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
END = re.compile(r"""[.!?…。！？؟।]["'”’»)\]\u201c]*$""")
BULLET = re.compile(r"^\s*(?:[•·▪●○■‣*]|[-–—](?=\s)|\d{1,2}[.)](?=\s))\s*")
INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060 "
"""Characters at the ends of lines that nobody sees; a line of nothing else is blank."""
PROSE = 9
"""Words from which a line that ends like a sentence is taken for running text; headlines and links seldom end so."""
NARROWEST, WIDEST = 45, 100
"""Characters of lines that are broken at a fixed width."""
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


def unwrapped(lines: list[str]) -> list[str]:
    """The lines, or the paragraphs between blank lines where the text was broken at a fixed width (as mail and old wire reports are).

    It was where no line is longer than that width, and nearly all lines that another one follows come close to it.
    """
    followed = [line for line, behind in pairwise(lines) if line.strip() and behind.strip()]
    widest = max(map(len, lines), default=0)
    if len(followed) < 4 or not NARROWEST <= widest <= WIDEST or not any(not line.strip() for line in lines):
        return lines
    close = sum(len(line) >= widest * 0.75 for line in followed)
    if close < 0.8 * len(followed):
        return lines
    whole: list[str] = []
    for line, before in zip(lines, ["", *lines[:-1]], strict=True):
        if line.strip() and len(before) >= widest * 0.75 and not BULLET.match(line):
            whole[-1] += f" {line.strip()}"
        else:
            whole.append(line)
    return whole
