"""Is this the whole article? What says that it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.parts import BODY_ROLES, Part
from latticework.types import Furniture, Truncation

MINUTES = re.compile(r"\d{1,3}")
WORDS_A_MINUTE = 230
"""Silent reading of English prose is 238 words a minute on the average (Brysbaert 2019, 190 studies); sites use 200 to 265."""
FILLED, FILLED_LONG = 0.6, 0.45
"""Share of the stated reading time that the words must fill. Sites round up to whole minutes, so that 2 may mean 1.2; from LONG
minutes on, less, as some count slowly."""
LONG = 4
CUT = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\"'”’)\]]*$")
DANGLING = re.compile(
    r"(?:,|;|\b(?:the|a|an|of|and|or|to|in|on|for|with|that|but|by|from|at|as|his|her|their|its|was|were|is|are|has|had|have|will))$", re.I
)
FREE_AT_LEAST = 150
"""Words of a page that is sold, below which it is its free beginning."""


def truncation_of(parts: Sequence[Part], furniture: Sequence[Furniture], free: bool | None = None, pick: str = "all") -> Truncation | None:
    """Why the article is not whole, or None. `pick` "strict" is for HTML, whose pages carry prompts to subscribe on whole articles too."""
    body = [part for part in parts if part.role in BODY_ROLES]
    if not body:
        return Truncation(reason="the page has headline and standfirst, and no running text")
    words = sum(words_in(part.text) for part in parts if part.role not in ("title", "credit", "byline"))
    for item in furniture:
        if item.reason == "reading time" and (stated := MINUTES.search(item.text)):
            minutes = int(stated[0])
            if minutes >= 2 and words / WORDS_A_MINUTE < (FILLED if minutes < LONG else FILLED_LONG) * minutes:
                return Truncation(reason=f"{minutes} minutes of reading are stated, and {words} words are there")
    last = body[-1].text.rstrip()
    if CUT.search(last):
        return Truncation(reason="the text ends in an ellipsis")
    wall = next((item for item in furniture if item.reason == "paywall line"), None)
    if wall and (pick == "all" or words < 2 * FREE_AT_LEAST):
        return Truncation(reason=f"the page asks for a subscription: {wall.text[:80]!r}")
    if free is False and words < FREE_AT_LEAST:
        return Truncation(reason=f"the page is not free to read, and {words} words are there")
    if body[-1].role == "paragraph" and not ends_sentence(last) and DANGLING.search(last) and words_in(last) >= 6:
        return Truncation(reason="the text breaks off within a sentence")
    return None
