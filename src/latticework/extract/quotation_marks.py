"""Where quotation marks open and close, told apart from apostrophes, primes and marks left open.

Marks are read block by block. A paragraph that opens a quotation and does not close it is continued where the
next one opens with a mark again (the habit of newspapers for quotations that run over paragraphs).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from latticework.types import Block, Span

MARK = re.compile("''|``|[“”„\"«»‘’'‹›]")
OPENERS = {"“": "”", "”": "”", "„": "“”", "«": "»", "‘": "’", "‹": "›", "``": ("''", '"', "”")}
ELISION = re.compile(r"['’](?:\d0s|em\b|til\b|tis\b|twas\b|n['’]|cause\b|round\b)", re.IGNORECASE)
BEFORE_OPENER = re.compile(r"[\s(\[{—–/-]")
LONGEST_SINGLE = 600
"""Characters. What looks like a longer quotation in single marks is an apostrophe gone astray."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked(Span):
    """Words between quotation marks; the marks stand just outside. `outer` covers the marks too.

    `open` is true where the closing mark is missing: the words then run to the end of the block.
    `resumed` is true where the quotation goes on from the paragraph before.
    """

    outer_start: int
    outer_end: int
    block: int
    open: bool = False
    resumed: bool = False


def marked_words(text: str, blocks: Iterable[Block]) -> list[Marked]:
    """All stretches of quoted words, outermost only, in text order. Takes time linear in the text."""
    found: list[Marked] = []
    for number, block in enumerate(blocks):
        if block.role in ("credit", "byline", "table"):
            continue
        pieces = _in_block(text, block, number)
        if pieces and found and found[-1].open and found[-1].block == number - 1 and not text[block.start : pieces[0].outer_start].strip():
            first = pieces[0]
            pieces[0] = Marked(
                start=first.start, end=first.end, outer_start=first.outer_start, outer_end=first.outer_end,
                block=number, open=first.open, resumed=True,
            )  # fmt: skip
        found.extend(pieces)
    return found


def _in_block(text: str, block: Block, number: int) -> list[Marked]:
    marks = list(MARK.finditer(text, block.start, block.end))
    found: list[Marked] = []
    opened: re.Match[str] | None = None
    for k, mark in enumerate(marks):
        if opened is None:
            if _opens(text, mark, block):
                opened = mark
            continue
        if _closes(text, opened, mark, marks[k + 1] if k + 1 < len(marks) else None, block):
            piece = _marked(text, opened, mark.start(), mark.end(), number)
            if piece is not None:
                found.append(piece)
            opened = None
        elif opened.group() in "‘'’‹" and (mark.group() in '“"«' or mark.start() - opened.end() > LONGEST_SINGLE):
            opened = mark if _opens(text, mark, block) else None
        elif (mark.group() == opened.group() in '“"' or (opened.group(), mark.group()) == ('"', "“")) and _opens(text, mark, block):
            opened = mark  # the mark before was never closed; this one opens anew
    if opened is not None and opened.group() not in ("‘", "'", "’", "‹"):
        piece = _marked(text, opened, block.end, block.end, number, open=True)
        if piece is not None:
            found.append(piece)
    return found


def _marked(text: str, opened: re.Match[str], end: int, outer_end: int, number: int, open: bool = False) -> Marked | None:
    start = opened.end()
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if not any(c.isalnum() for c in text[start:end]):
        return None
    return Marked(start=start, end=end, outer_start=opened.start(), outer_end=outer_end, block=number, open=open)


def _opens(text: str, mark: re.Match[str], block: Block) -> bool:
    sign, at, end = mark.group(), mark.start(), mark.end()
    after = text[end] if end < block.end else " "
    if sign == "”":
        return at == block.start and after.isalnum()  # turned the wrong way by the outlet's software
    if sign in ("»", "›"):
        return False
    if sign in ("“", "„", "«", "``"):
        return True
    before_ok = at == block.start or bool(BEFORE_OPENER.match(text[at - 1])) or text[at - 1] in '“"«:'
    if sign == '"':
        return not after.isspace() and (before_ok or not text[at - 1].isalnum())
    if sign == "‘":
        return before_ok and not after.isspace()
    return sign in ("'", "''") and before_ok and not after.isspace() and not ELISION.match(text, at)


def _closes(text: str, opened: re.Match[str], mark: re.Match[str], following: re.Match[str] | None, block: Block) -> bool:
    sign, first = mark.group(), opened.group()
    at, end = mark.start(), mark.end()
    if first in OPENERS:
        partners = OPENERS[first]
        if sign not in partners and not (first == "“" and sign == '"') and not (first == "‘" and sign == "'"):
            return False
    elif sign != first and not (first == '"' and sign == "”"):
        return False
    if sign in ("'", "’") and first in ("'", "‘"):
        return _single_closes(text, at, end, following, block)
    if sign == '"' == first:
        after = text[end] if end < block.end else " "
        return not (text[at - 1].isspace() and not after.isspace() and after.isalnum())
    return True


def _single_closes(text: str, at: int, end: int, following: re.Match[str] | None, block: Block) -> bool:
    """A single mark within a quotation in single marks: does it close, or is it an apostrophe?"""
    before, after = text[at - 1], text[end] if end < block.end else " "
    if after.isalnum() or before.isspace():
        return False
    if before in "sS" and after == " " and following is not None and following.group() in ("'", "’"):
        # "the allies' demand’": a plural possessive, where another mark further on can close
        next_before = text[following.start() - 1]
        next_after = text[following.end()] if following.end() < block.end else " "
        return next_before.isspace() or next_after.isalnum()
    return True
