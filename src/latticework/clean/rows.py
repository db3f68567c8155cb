"""Rows of lists and tables among the lines of a page of plain text: lines that end like no sentence, and yet are the article's.

Links and buttons are such lines too. What tells rows from them: a line before them that ends in a colon, a mark that all
of them share, or figures and the words of the running text throughout.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate

from latticework.clean.lines import BULLET, Line
from latticework.clean.patterns import site_words

LED, LONGEST_ROW = 12, 25
"""Lines behind one that ends in a colon among which a list's are, and the words of the longest row."""
LED_ROW, MARKED_RUN, COLON_ROW, KIN_ROW = 0.1, 1.0, -0.2, 0.05
"""The evidence of rows of lists and tables, of those that share a mark that of the whole run."""
COUNTED = re.compile(r"\(\d[\d.,]*\)$")
"""The end of a row of an archive or a list of categories: "March (12)"."""
ROWS = 3
"""Lines in a row that share a mark from which they are a list or a table."""
MARKS = re.compile(r"[\d:–—|/()$€£%]")
LONGER_WORD = re.compile(r"[^\W\d_]{5,}")
BESIDE = 5
"""Lines before a row and behind it that tell with it what they speak of."""
KIN, FIGURES = 0.5, 0.35
"""Share of the longer words of such lines that the running text has too, and share of the lines that have a figure."""
BETWEEN = 1
"""Lines of the site's own that may stand among them."""

FIGURE = re.compile(r"[+–-]?[$€£¥]? ?\d[\d.,:]*(?: ?[%$€£¥kKmM+])?(?: ?[/–-] ?\d[\d.,]*%?)?")
INTEGER = re.compile(r"\d{1,3}")
CELLS, OF_FIGURES, FINE, GAP = 24, 0.6, 0.25, 4
"""Cells of the smallest table, the share of figures, the share of those that are more than a number, and from one to the next."""


def stems(text: str) -> set[str]:
    """The beginnings of the longer words."""
    return {word[:6] for word in LONGER_WORD.findall(text.casefold())}


def cohesion(text: str, core: set[str]) -> float:
    """Share of the longer words of a line that come in the running text too: the teaser of another story has few of them."""
    own = stems(text)
    return sum(stem in core for stem in own) / len(own) if own else 0.0


def listed(lines: Sequence[Line], free: Sequence[bool], dated: Sequence[bool], core: set[str]) -> Mapping[int, float]:
    """The rows with their evidence.

    `free`: lines that are nothing by their form; `dated`: lines that end in a date; `core`: the beginnings of the running text's words.
    """
    rows: dict[int, float] = {}
    run: list[int] = []
    shared: set[str] = set()
    led = -1
    for i, line in enumerate(lines):
        if free[i] and line.text.endswith((":", "：")) and line.words >= 3:
            led = -1 if site_words(line.text) else i + LED
        elif free[i] and line.prose:
            led = -1
        elif i <= led and free[i] and line.words <= LONGEST_ROW:
            rows[i] = LED_ROW
        marks = (
            set(MARKS.findall("".join("0" if c.isdigit() else c for c in line.text))) if free[i] and line.words <= LONGEST_ROW else set()
        )
        if free[i] and BULLET.match(line.text):
            marks.add("•")
        if not run or not shared & marks:
            close_run(lines, run, shared, rows)
            run, shared = ([i], marks) if marks else ([], set())
        else:
            shared &= marks
            run.append(i)
    close_run(lines, run, shared, rows)
    for i in of_the_text(lines, [f and not d for f, d in zip(free, dated, strict=True)], core):
        rows[i] = max(rows.get(i, KIN_ROW), KIN_ROW)
    return rows


def marks_of(line: Line) -> set[str]:
    """The marks that rows may share; "0" stands for every figure."""
    marks = set(MARKS.findall("".join("0" if c.isdigit() else c for c in line.text))) if line.words <= LONGEST_ROW else set()
    return marks | {"•"} if BULLET.match(line.text) else marks


def tabled(lines: Sequence[Line]) -> Sequence[int]:
    """The cells of tables of figures that stand a line each, as of a ranking; the days of a calendar and the numbers of a list are none."""
    figures = [i for i, line in enumerate(lines) if FIGURE.fullmatch(line.text)]
    found: list[int] = []
    start = 0
    for at in range(1, len(figures) + 1):
        if at < len(figures) and figures[at] - figures[at - 1] <= GAP:
            continue
        run = figures[start:at]
        cells = range(run[0], run[-1] + 1) if run else range(0)
        fine = sum(not INTEGER.fullmatch(lines[i].text) for i in run)
        if len(cells) >= CELLS and len(run) >= OF_FIGURES * len(cells) and fine >= FINE * len(run):
            # The row's name stands before its first figure.
            found.extend([run[0] - 1] if run[0] and not lines[run[0] - 1].ended else [])
            found.extend(cells)
        start = at
    return found


def close_run(lines: Sequence[Line], run: Sequence[int], shared: set[str], rows: dict[int, float]) -> None:
    """Lines that share figures or bullets are rows; what shares a colon only may be headlines too."""
    if len(run) >= ROWS and not all(COUNTED.search(lines[i].text) for i in run):
        weight = min(0.1, MARKED_RUN / len(run)) if shared & {"0", "•", "|", "–", "—", "("} else COLON_ROW
        for i in run:
            rows[i] = max(rows.get(i, weight), weight)


def of_the_text(lines: Sequence[Line], free: Sequence[bool], core: set[str]) -> Sequence[int]:
    """Lines that are no sentences and have others such around them that speak, in figures too, of what the running text speaks of."""
    some = [i for i, line in enumerate(lines) if free[i] and not (line.prose and line.ended)]
    own = [stems(lines[i].text) for i in some]
    words = [0, *accumulate(map(len, own))]
    shared = [0, *accumulate(len(stem & core) for stem in own)]
    figures = [0, *accumulate(any(c.isdigit() for c in lines[i].text) for i in some)]
    found = []
    for at, i in enumerate(some):
        start, end = max(0, at - BESIDE), min(len(some), at + BESIDE + 1)
        kin = shared[end] - shared[start] >= KIN * max(1, words[end] - words[start])
        told = figures[end] - figures[start] >= FIGURES * (end - start)
        others = sum(not f for f in free[some[start] : some[end - 1]])
        if kin and told and others <= BETWEEN and end - start > BESIDE:
            found.append(i)
    return found
