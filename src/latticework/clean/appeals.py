"""Paragraphs in which a site asks its readers for something, among those of its article: support, membership, a letter, a visit.

They are whole sentences, and stand where the text stands. What tells them is that they speak to the reader, where the text does not,
in the words that such appeals have. At the ends of an article less is needed than within it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import lru_cache

from latticework.clean.address import speaking_out
from latticework.clean.lines import Line, ends_sentence, words_in
from latticework.clean.parts import Part
from latticework.clean.patterns import site_words
from latticework.errors import KnowledgeError
from latticework.knowledge.tables import DATA

WORDS = DATA / "appeal_words.tsv"


@lru_cache(maxsize=1)
def appeal_words() -> re.Pattern[str]:
    """The rows of `knowledge/data/appeal_words.tsv` as one pattern.

    Raises:
        KnowledgeError: a row is not whole, or its pattern is not a regular expression or misses its example.
    """
    patterns: list[str] = []
    for number, row in enumerate(csv.reader(WORDS.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE), 1):
        if row[0].startswith("# ") or row[0] == "language":
            continue
        try:
            _, pattern, example = row
            if not re.search(rf"\b(?:{pattern})", example, re.I):
                raise ValueError("the pattern does not match its example")
        except (ValueError, re.error) as error:
            raise KnowledgeError(f"{WORDS.name}:{number}: a row has language, pattern and example: {error}") from error
        patterns.append(pattern)
    return re.compile(rf"\b(?:{'|'.join(patterns)})", re.I)


def asked_for(text: str) -> int:
    """How many different words of an appeal, or of a site's own, a paragraph has."""
    return len({found[0].casefold() for found in appeal_words().finditer(text)}) + site_words(text)


END = 4
"""Parts at the end of an article among which such paragraphs stand more often than not."""
AT_END, PLAINLY = 2, 3
"""Words of appeals from which a paragraph is one: at the end or where it speaks out, and where it does so a little."""
SPEAKS = 1.0
"""What must weigh against a paragraph for speaking to the reader; see `address`."""
MOST, SHARE = 4, 0.1
"""How many paragraphs with such words an article may have, and their share of it, that does not itself speak of such things."""
OF_ALL = 0.34
"""And the share of a short one."""
MOST_OF_TEXT = 0.3
"""Share of the text that they may be; more is what the text is about."""
WORDS_OF_ONE = 4
"""Words of the shortest."""


def appeals_among(body: Sequence[Part]) -> set[int]:
    """The places of such paragraphs, and of headings over nothing else."""
    lines = [Line(text=p.text, key="", words=words_in(p.text), ended=ends_sentence(p.text), gap=False) for p in body]
    told = [i for i, part in enumerate(body) if part.role == "paragraph" and lines[i].words >= WORDS_OF_ONE]
    against = speaking_out(lines, told)

    def is_appeal(i: int) -> bool:
        speaks = against.get(i, 0.0)
        least = AT_END if i >= len(body) - END or speaks >= SPEAKS else PLAINLY
        return (i >= len(body) - END or speaks > 0) and asked_for(body[i].text) >= least

    found = {i for i in told if is_appeal(i)}
    if not found:
        return set()
    asked = sum(asked_for(body[i].text) > 0 for i in told)
    if asked > max(MOST, SHARE * len(body)) or asked > OF_ALL * len(told):
        return set()
    if sum(lines[i].words for i in found) > MOST_OF_TEXT * sum(line.words for line in lines):
        return set()
    for i in range(len(body) - 1, -1, -1):
        if body[i].role == "heading" and i + 1 in found and all(j in found for j in section(body, i)):
            found.add(i)
    return found


def section(body: Sequence[Part], heading: int) -> range:
    """The parts from a heading to the next."""
    end = next((j for j in range(heading + 1, len(body)) if body[j].role == "heading"), len(body))
    return range(heading + 1, end)
