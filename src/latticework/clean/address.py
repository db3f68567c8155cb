"""Does a line speak to the reader, where the rest of the text does not?

"We do this work at no cost to you": sites say of themselves "we" and call their readers "you", in whole sentences that
have every other mark of running text. A report does so only in quotations. Columns, interviews and advice do as well, so
that what counts is how much more a line does it than the page's other lines.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from latticework.clean.lines import Line
from latticework.errors import KnowledgeError
from latticework.knowledge.tables import DATA

WORDS = DATA / "address_words.tsv"
QUOTED = re.compile(r"[\"“„«»”][^\"“”„«»]*(?:[\"“”«»]|$)|(?<!\w)‘[^‘]*’(?!\w)")
DRY, TALKATIVE = 0.008, 0.02
"""Words of address among all words, up to which a text does not speak to its reader, and from which it does."""
TOLD = 60
"""Words of the other lines from which they can be compared with."""
SOME, MANY, MOST = 0.03, 0.06, 0.1
"""Words of address among the words of a line."""
AGAINST = {DRY: (0.3, 1.5, 2.5), TALKATIVE: (0.0, 0.8, 1.2)}
"""What weighs against a line with some, many or most such words, in a text that has no more than so many."""

ONCE = 0.5
"""What is left of it where there is one such word only."""


@lru_cache(maxsize=1)
def words_of_address() -> re.Pattern[str]:
    """The rows of `knowledge/data/address_words.tsv` as one pattern.

    Raises:
        KnowledgeError: a row is not whole, or its pattern is not a regular expression or misses its example.
    """
    patterns: list[str] = []
    for number, row in enumerate(csv.reader(WORDS.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if row[0].startswith("# ") or row[0] == "language":
            continue
        try:
            _, pattern, example = row
            if not re.fullmatch(pattern, example):
                raise ValueError("the pattern does not match its example")
        except (ValueError, re.error) as error:
            raise KnowledgeError(f"{WORDS.name}:{number}: a row has language, pattern and example: {error}") from error
        patterns.append(pattern)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)")


def addressed(text: str) -> int:
    """How many words of a line speak to the reader or of the site, outside of quotations."""
    return len(words_of_address().findall(QUOTED.sub(" ", text)))


def speaking_out(lines: Sequence[Line], of_text: Sequence[int]) -> Mapping[int, float]:
    """What weighs against those lines of running text that speak to the reader while the others of the page do not."""
    count = {i: addressed(lines[i].text) for i in of_text}
    words, said = sum(lines[i].words for i in of_text), sum(count.values())
    found: dict[int, float] = {}
    for i in of_text:
        others = words - lines[i].words
        if not count[i] or others < TOLD:
            continue
        own, elsewhere = count[i] / lines[i].words, (said - count[i]) / others
        weights = next((weights for most, weights in AGAINST.items() if elsewhere < most), None)
        if weights is not None and own >= SOME:
            found[i] = weights[(own >= MANY) + (own >= MOST)] if count[i] > 1 else ONCE * weights[own >= MANY]
    return found
