"""Which blocks within a text lead to other stories, and which links are the text's own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import HEADING, Shown
from latticework.clean.measured import ALL_LINKED, LINKED, LONG, PROSE, Measured
from latticework.clean.patterns import reason_for, site_words

REGULAR = 0.08
"""Share of the running text from which blocks of one home are the article's usual ones."""
WHOLLY = 0.95
"""Share of links up to which a sentence among the paragraphs is no link to another story, which its headline is all of."""
OF_LINKS = 0.1
"""Share of links among the words of a part of the page from which its other lines are labels over them."""
LIST_OF_LINKS = 0.55
"""Share of links from which a list is one of links."""
TEASER, TEASERS = 60, 3
"""Words below which a summary is that of another story, and how many of them there must be."""
ANNOUNCING = 4
"""Words of the shortest line that announces what is the article's: a list of links, or a quotation."""
ADDRESS = re.compile(r"https?://\S+$")


def other_stories(page: Measured, kept: Sequence[int], depth: int) -> set[int]:
    """The places of links to other stories, with their labels and summaries, among blocks within an element of that depth."""
    shown = page.shown
    homes: Counter[str] = Counter()
    lists: dict[tuple[int, ...], list[float]] = defaultdict(list)
    tables = cells_among(shown, kept)
    for i in kept:
        homes[shown[i].home] += page.prose[i]
        if around := tables.get(shown[i].path) or list_around(shown[i]):
            lists[around].append(shown[i].linked)
    prose = sum(homes.values())
    announced = lists_announced(shown, kept, tables)

    def is_links(s: Shown) -> bool:
        if (
            s.linked <= (LINKED if s.tag == "li" else ALL_LINKED)
            or (words_in(s.text) >= LONG and ends_sentence(s.text))
            or ADDRESS.match(s.text)
        ):
            return False
        if s.tag == "p" and s.linked < WHOLLY and words_in(s.text) >= PROSE and ends_sentence(s.text) and homes[s.home] >= REGULAR * prose:
            return False
        if HEADING.match(s.tag):
            return homes[s.home] < REGULAR * prose
        around = tables.get(s.path) or list_around(s)
        others = lists.get(around, ())
        if around in announced:
            return False
        return not others or sum(others) >= LIST_OF_LINKS * len(others)

    links = {i for i in kept if is_links(shown[i])} - openings_among(page, kept) - leads_among(page, kept)
    # A label over links, in a part of the page that holds nothing else, is theirs.
    beside = {shown[i].path[-2] for i in links if len(shown[i].path) > depth + 1}
    beside |= {shown[i].path[-3] for i in links if shown[i].tag == "li" and len(shown[i].path) > depth + 2}
    theirs = {e for e in beside if page.links_within.get(e, 0) >= OF_LINKS * page.words_within[e]}

    def is_label(s: Shown) -> bool:
        return len(s.path) > depth + 1 and s.path[-2] in theirs and not page.prose_in.get(s.path[-2], 0) and not in_a_row(s)

    others = links | teasers_among(page, kept) | titles_of_links(page, kept, links)
    return others | {i for i in kept if is_label(shown[i])}


def titles_of_links(page: Measured, kept: Sequence[int], links: set[int]) -> set[int]:
    """Headings right over a list of links that are not of the kind that stands over running text in the article."""
    shown = page.shown
    over = [(one, i) for one, i in pairwise(kept) if HEADING.match(shown[one].tag)]
    kinds = {shown[one].name for one, i in over if page.prose[i]}
    return {one for one, i in over if i in links and list_around(shown[i]) and shown[one].name not in kinds}


def list_around(s: Shown) -> tuple[int, ...]:
    """The path of the list that a block is an item of, or the only paragraph of one; empty for others."""
    return s.path[:-1] if s.tag == "li" else s.path[:-2] if s.tag == "p" and s.home.split(" ", 1)[0] == "li" else ()


def cells_among(shown: Sequence[Shown], kept: Sequence[int]) -> dict[tuple[int, ...], tuple[int, ...]]:
    """For each block that is all of a cell of a table, by its path, the path of the rows. Cells that lay out a page hold more."""
    held = Counter(shown[i].cell for i in kept)
    wide = Counter(row for row, _ in {cell for cell in held if cell is not None})
    return {
        s.path: s.path[: s.path.index(s.cell[0])]
        for s in (shown[i] for i in kept)
        if s.cell and held[s.cell] == 1 and wide[s.cell[0]] > 1 and s.cell[0] in s.path and words_in(s.text) <= LONG
    }


def lists_announced(shown: Sequence[Shown], kept: Sequence[int], tables: Mapping[tuple[int, ...], tuple[int, ...]]) -> set[tuple[int, ...]]:
    """The lists and tables right behind a line of text that ends in a colon, and is no label over links."""
    pairs = ((shown[one], tables.get(shown[i].path) or list_around(shown[i])) for one, i in pairwise(kept))
    return {
        around for led, around in pairs if around and led.text.rstrip().endswith((":", "：")) and led.linked <= LINKED and announces(led)
    }


def announces(led: Shown) -> bool:
    return words_in(led.text) >= ANNOUNCING and reason_for(led.text) is None and not site_words(led.text)


def openings_among(page: Measured, kept: Sequence[int]) -> set[int]:
    """Lines that are all link, but sentences in bold that open a paragraph, of which a line break parts them."""
    shown = page.shown
    return {
        one
        for one, i in pairwise(kept)
        if page.prose[i] and shown[one].path == shown[i].path and shown[one].bold > ALL_LINKED and ends_sentence(shown[one].text)
    }


def leads_among(page: Measured, kept: Sequence[int]) -> set[int]:
    """Lines that are all link, but end in a colon right before running text or a quotation, and say from whom that is."""
    shown = page.shown
    return {
        one
        for one, i in pairwise(kept)
        if shown[one].text.endswith(":")
        and shown[one].tag == "p"
        and (page.prose[i] or "blockquote" in shown[i].inside)
        and announces(shown[one])
    }


def teasers_among(page: Measured, kept: Sequence[int]) -> set[int]:
    """Lone summaries of other stories, each in an element of its own behind a headline that is a link; a single one is none."""
    shown = page.shown
    found = set()
    for one, i in pairwise(kept):
        over, s = shown[one], shown[i]
        lone = 0 < page.prose[i] < TEASER and page.prose_in.get(s.path[-2] if len(s.path) > 1 else 0) == page.prose[i]
        if lone and HEADING.match(over.tag) and over.linked > ALL_LINKED and over.path[:-1] == s.path[:-1]:
            found.add(i)
    return found if len(found) >= TEASERS else set()


def in_a_row(s: Shown) -> bool:
    """Is it an item of a list, a cell of a table or a line of a quotation?"""
    return s.tag == "li" or s.cell is not None or "blockquote" in s.inside
