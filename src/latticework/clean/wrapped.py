"""Paragraphs that were broken at a fixed width, as mail, press releases and old wire reports are, made whole again."""

from __future__ import annotations

import re
from itertools import pairwise

UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
BULLET = re.compile(r"^\s*(?:[•·▪●○■‣*◦⁃◆♦✅✔✓☑➤➢➜]\ufe0f?|[-–—](?=\s)|\d{1,2}[.)](?=\s))\s*")
STOP = re.compile(r"""[.!?…:]["'”’»)\]]*$""")
NARROWEST, WIDEST = 45, 100
"""Characters of lines that are broken at a fixed width."""
FULL = 0.8
"""Share of the lines of a paragraph that must be as long as the width allows, or end a sentence."""
RUNNING = 0.25
"""Share of the lines behind the first that must begin in small letters: most words of a sentence do, and no headline does."""
RAGGED = 0.86
"""Share of the width that fills a line too: who breaks lines by hand does not count letters."""


def unwrapped(lines: list[str]) -> list[str]:
    """The lines, or one for each paragraph where the text was broken at a fixed width.

    Judged for each run of lines between blank ones, so that a headline, a list or an address among wrapped paragraphs
    stays as it stands. The lines of a paragraph are joined by a space, and behind a hyphen by nothing.
    """
    runs = runs_of(lines)
    followed = sorted(len(line) for run in runs for line in run[:-1])
    if not followed:
        return lines
    width = followed[int(0.9 * (len(followed) - 1))]
    if not NARROWEST <= width <= WIDEST:
        return lines
    sure = any(is_wrapped(run, width) for run in runs)
    whole: list[str] = []
    for run in runs:
        pair = sure and len(run) == 2 and fills(run[0], run[1], width)
        whole += [*joined(run, width), ""] if pair or is_wrapped(run, width) else [*run, ""]
    return whole


def runs_of(lines: list[str]) -> list[list[str]]:
    """The lines that stand together: up to a blank one, or to one that is set in behind the end of a sentence."""
    runs: list[list[str]] = []
    before, margin = "", 0
    for raw in lines:
        line, indent = raw.strip(), len(raw) - len(raw.lstrip())
        set_in = indent >= margin + 2 and STOP.search(before) is not None
        if line and (not before or set_in):
            runs.append([])
        if line:
            runs[-1].append(line)
        before, margin = line, indent
    return runs


def fills(line: str, behind: str, width: int) -> bool:
    """Was a line broken since the next word would not have fitted in?"""
    first = behind.split(maxsplit=1)[0]
    return len(line) + 1 + len(first) > width or len(line) >= RAGGED * width


def is_wrapped(run: list[str], width: int) -> bool:
    """Is a run of lines running text that was broken at the width?"""
    if len(run) < 2 or max(map(len, run)) > width + 15 or any(UNSPACED.search(line) for line in run[:3]):
        return False
    pairs = list(pairwise(run))
    full = sum(fills(line, behind, width) for line, behind in pairs)
    open_ended = sum(not STOP.search(line) for line in run[:-1])
    small = sum(line[0].islower() for line in run[1:])
    if len(run) == 2:
        return full == 1 and small == 1 and open_ended == 1 and len(run[0]) >= NARROWEST
    allowed = sum(fills(line, behind, width) or STOP.search(line) is not None for line, behind in pairs)
    return allowed >= FULL * len(pairs) and 2 * full >= len(pairs) and open_ended > 0 and small >= max(1.0, RUNNING * len(pairs))


def joined(run: list[str], width: int) -> list[str]:
    """The paragraphs of a run of wrapped lines: a line goes on in the next one where it is full, or where no sentence ends."""
    whole = [run[0]]
    for line, behind in pairwise(run):
        goes_on = fills(line, behind, width) or (behind[0].islower() and not STOP.search(line))
        if not goes_on or BULLET.match(behind):
            whole.append(behind)
        elif line.endswith("-") and line[-2:-1].isalpha() and behind[0].isalpha():
            whole[-1] += behind
        else:
            whole[-1] += f" {behind}"
    return whole
