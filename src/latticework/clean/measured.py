"""How much running text, and how much else, each element of a page holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import Shown
from latticework.clean.stamps import is_signature

PROSE, LONG = 9, 25
"""Words from which a block is running text where it ends like a sentence, and where it does not."""
LINKED, ALL_LINKED = 0.5, 0.7
"""Share of links from which a block is no running text, and from which it is nothing but links."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The blocks of a page with their words of running text, and what each element of it holds of these, of all words and of links."""

    shown: Sequence[Shown]
    prose: list[int] = field(default_factory=list)
    prose_in: dict[int, int] = field(default_factory=dict)
    words_within: dict[int, int] = field(default_factory=dict)
    links_within: dict[int, int] = field(default_factory=dict)


def measured(shown: Sequence[Shown]) -> Measured:
    page = Measured(shown)
    for s in shown:
        words = words_in(s.text)
        running = s.figure is None and s.linked < LINKED and (words > LONG or (words >= PROSE and ends_sentence(s.text)))
        running = running and not (words <= LONG and is_signature(s.text))
        page.prose.append(words if running else 0)
        for element in s.path:
            page.words_within[element] = page.words_within.get(element, 0) + words
            if s.linked > LINKED:
                page.links_within[element] = page.links_within.get(element, 0) + words
            if running:
                page.prose_in[element] = page.prose_in.get(element, 0) + words
    return page
