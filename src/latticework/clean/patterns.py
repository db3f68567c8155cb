"""Forms of lines that are a site's and not its articles', read from `knowledge/data/furniture.tsv`.

Its first line tells where it comes from. The columns: the reason that is given, a regular expression that must match the whole
line (letter case does not count), and a line of ours that it is for. Rows are tried in their order.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import lru_cache

from latticework.errors import KnowledgeError
from latticework.knowledge.tables import DATA

FORMS = DATA / "furniture.tsv"
HEADER = ["reason", "pattern", "example"]
LONGEST_LINE = 400
"""Characters of the longest line that is judged by its form; a longer one is the article's."""
SHORT_ONLY = frozenset({"related links", "share prompt", "navigation", "player", "comment count", "tags", "app prompt", "feedback prompt"})
"""Reasons whose lines are links and buttons. A whole sentence that begins like one of them is the article's."""
SENTENCE = re.compile(r"^(?:\S+\s+){8,}\S*[.!?][\"'”’)]*$")
LABEL = re.compile(r"(?:\S+\s+){0,3}\S+\s?[:»>]\s")
EDGE = " \t\u00a0•·|*»«›‹→←▶►-–—:"


@dataclass(frozen=True, slots=True, kw_only=True)
class LineForm:
    reason: str
    pattern: re.Pattern[str]


@lru_cache(maxsize=1)
def line_forms() -> tuple[LineForm, ...]:
    """The table, checked: every row's example must match its own pattern.

    Raises:
        KnowledgeError: a row is not whole, or its pattern is not a regular expression or misses its example.
    """
    return read_forms(FORMS.read_text(encoding="utf-8"), FORMS.name)


def read_forms(text: str, name: str) -> tuple[LineForm, ...]:
    """The forms of a table's text; lines that begin with "#" are notes, and the first other one is the header."""
    forms = []
    header: list[str] | None = None
    for number, row in enumerate(csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if row and row[0].startswith("# "):
            continue
        if header is None:
            header = row
            if header != HEADER:
                raise KnowledgeError(f"{name}:{number}: the header must be {', '.join(HEADER)}")
            continue
        if len(row) != 3 or not all(row):
            raise KnowledgeError(f"{name}:{number}: a row has reason, pattern and example, none of them empty")
        try:
            pattern = re.compile(row[1], re.I)
        except re.error as error:
            raise KnowledgeError(f"{name}:{number}: the pattern is not a regular expression: {error}") from error
        if not pattern.fullmatch(row[2]):
            raise KnowledgeError(f"{name}:{number}: the pattern does not match its example {row[2]!r}")
        forms.append(LineForm(reason=row[0], pattern=pattern))
    return tuple(forms)


@lru_cache(maxsize=8192)
def reason_for(line: str) -> str | None:
    """Why a line is furniture by its form alone, or None."""
    if len(line) > LONGEST_LINE:
        return None
    bare = line.strip(EDGE)
    if not bare:
        return "rule"
    found = next((form.reason for form in line_forms() if form.pattern.fullmatch(bare)), None)
    if found in SHORT_ONLY and SENTENCE.search(bare) and not LABEL.match(bare):
        return None
    return found
