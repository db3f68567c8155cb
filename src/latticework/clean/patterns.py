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
WORDS = DATA / "site_words.tsv"
PARTS = DATA / "site_parts.tsv"
HEADER = ["reason", "pattern", "example"]
LONGEST_LINE = 400
"""Characters of the longest line that is judged by its form; a longer one is the article's."""
LONGEST_PROMPT = 1200
"""Characters of the longest line whose words are looked at."""
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
    bare = bare.removesuffix("...").removesuffix("…") or bare
    found = next((form.reason for form in line_forms() if form.pattern.fullmatch(bare)), None)
    if found in SHORT_ONLY and SENTENCE.search(bare) and not LABEL.match(bare):
        return None
    return found


@lru_cache(maxsize=1)
def part_forms() -> dict[str, re.Pattern[str]]:
    """The rows of `knowledge/data/site_parts.tsv` by their reason: lines that open or mark a part of the site.

    Raises:
        KnowledgeError: as for `line_forms`.
    """
    return {form.reason: form.pattern for form in read_forms(PARTS.read_text(encoding="utf-8"), PARTS.name)}


def is_part(kind: str, line: str) -> bool:
    """Does a line open or mark a part of the site: "other stories", "part of the site", "comments", or one "comment" among others?"""
    return len(line) <= LONGEST_LINE and part_forms()[kind].fullmatch(line) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteWords:
    """Words of a site's own: those that begin in a certain way by their first letters, and those looked for in every other script."""

    by_letters: dict[str, tuple[re.Pattern[str], ...]]
    anywhere: re.Pattern[str]


BEGINNING = 4
"""Letters of a word that are looked up."""
WORD = re.compile(r"\w[\w-]*")


@lru_cache(maxsize=1)
def word_forms() -> SiteWords:
    """The rows of `knowledge/data/site_words.tsv`, of which few must be tried on a line.

    Raises:
        KnowledgeError: a row is not whole, or its pattern is not a regular expression or misses its example.
    """
    by_letters: dict[str, list[re.Pattern[str]]] = {}
    anywhere: list[str] = []
    for number, row in enumerate(csv.reader(WORDS.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if row[0].startswith("# ") or row[0] == "language":
            continue
        try:
            language, begins, rest, example = row
            pattern = re.compile((r"\b" + re.escape(begins) if begins else "") + rest, re.I)
        except (ValueError, re.error) as error:
            raise KnowledgeError(f"{WORDS.name}:{number}: a row has language, begins, pattern and example: {error}") from error
        if not pattern.search(example):
            raise KnowledgeError(f"{WORDS.name}:{number}: the pattern of {language} does not match its example {example!r}")
        if begins:
            by_letters.setdefault(begins[:BEGINNING], []).append(pattern)
        else:
            anywhere.append(rest)
    return SiteWords(by_letters={k: tuple(v) for k, v in by_letters.items()}, anywhere=re.compile("|".join(anywhere)))


def site_words(line: str) -> int:
    """How many different words of a site's own a line has: 0 in most lines of running text."""
    if len(line) > LONGEST_PROMPT:
        return 0
    forms = word_forms()
    letters = {word[:BEGINNING] for word in WORD.findall(line.casefold())}
    found = {
        match[0].casefold() for key in letters & forms.by_letters.keys() for form in forms.by_letters[key] for match in form.finditer(line)
    }
    if not line.isascii():
        found.update(forms.anywhere.findall(line))
    return len(found)
