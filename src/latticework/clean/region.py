"""Which blocks of a page are its article, by where the running text stands on it.

Running text comes in runs, close together, in one part of the page that holds little else. That part is found first; within it all that
no element around it is named or made for something else is the article's.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.links import REGULAR, in_a_row, list_around, other_stories
from latticework.clean.markup import HEADING, Shown, key
from latticework.clean.measured import ALL_LINKED, LINKED, Measured
from latticework.clean.patterns import is_part
from latticework.clean.stamps import ends_in_date, is_date_line, is_signature

WEIGHTS = {
    "comments": 0.05, "cookie notice": 0.05, "newsletter prompt": 0.2, "related links": 0.2, "biography": 0.2, "share prompt": 0.5,
    "ad label": 0.5, "navigation": 0.3, "tags": 0.5, "byline": 0.3, "fact box": 0.4, "notice": 0.2, "page foot": 0.2,
    "side column": 0.2, "gallery": 0.3,
    "nav": 0.1, "footer": 0.2, "aside": 0.3, "form": 0.3, "button": 0.1, "header": 0.6,
}  # fmt: skip
"""What a word of running text counts within an element that is named or made for something else."""
BELIEVED = {"comments": 0.85, "cookie notice": 0.85, "footer": 0.6, "page foot": 0.6, "aside": 0.6, "paywall line": 0.0}
BELIEVED_ELSE = 0.35
"""Share of the running text that an element may hold for its name to be believed. Readers may write more than the author; but the
article itself stands in "ad-wrapper" and in a form around the whole page. Behind a paywall is always the article."""
TELLING = 0.5
"""Share of running text from which a gallery without links tells something of its own: slides with a text beside each picture."""
RUN = (0.3, 0.7, 1.0)
"""What a word counts in a run of one, two and more blocks of running text that no links part: teasers stand alone."""
ITEM = 0.4
"""What a word counts in a list: the latest headlines are lists, articles seldom."""
ABOVE = 0.3
"""What a word counts above the headline."""
PURITY = 0.7
"""Exponent of the share of running text among all words of a part of the page. The higher, the smaller the part."""
NAMED_BODY = 1.8
"""What it counts that a part is named as the body of an article."""
ANOTHER = 80
"""Words of running text from which a further headline of the first order opens another article."""
COMMENTED, LABEL = 80, 6
"""Words of running text before the readers' comments, and of the longest label over them."""
COMMENTS, COMMENTS_NEAR = 2, 30
"""How many comments with a date must stand among so many blocks behind it."""
QUOTED_IN = frozenset({"side column", "aside", "share prompt"})
"""What may be said of an element in which the article quotes: pull quotes stand in asides, and posts in "social media" embeds."""
POINTS = 2
"""Sentences of a list over the text from which it tells the article's main points."""
SHORT_END = 8
"""Words below which a block behind the last sentence is a signature, a label or a source."""
MOST_AT_END = 4
"""Blocks behind the last sentence, more of which are a list."""


def article_of(page: Measured, title: str | None) -> list[int]:
    """The places of the article's blocks, in order; none where the page has no running text."""
    shown = page.shown
    same = key(title or "")
    end = min(end_of_article(page, same), start_of_comments(page))
    core = core_of(page, same, end)
    if not core:
        return []
    within = [i for i in range(end) if shown[i].path[: len(core)] == core]
    kept = kept_within(page, within, core)
    headline = headline_among(page, within, kept, same)
    return with_opening(page, without_ends(page, kept, headline), core, same)


def end_of_article(page: Measured, title: str) -> int:
    """Where another article with a headline of its own begins, as on pages that go on when one scrolls; else the end of the page.

    A headline that stands among the paragraphs is one of a section.
    """
    shown = page.shown
    first = [i for i, s in enumerate(shown) if s.tag == "h1"]
    top = next((i for i in first if key(shown[i].text) == title), first[0] if first else None)
    if top is None:
        return len(shown)
    homes = set()
    words = 0
    for i in range(top + 1, len(shown)):
        s = shown[i]
        if page.prose[i]:
            words += page.prose[i]
            homes.add(s.path[:-1])
        elif s.tag == "h1" and words > ANOTHER and s.path[:-1] not in homes and key(s.text) != key(shown[top].text):
            return i
    return len(shown)


def start_of_comments(page: Measured) -> int:
    """Where a label over the readers' comments stands behind running text, with the dates of several behind; else the end of the page."""
    shown = page.shown
    words = 0
    for i, s in enumerate(shown):
        words += page.prose[i]
        if words < COMMENTED or words_in(s.text) > LABEL or s.figure is not None or not is_part("comments", s.text):
            continue
        behind = shown[i + 1 : i + 1 + COMMENTS_NEAR]
        if sum(is_date_line(b.text.strip("() ")) or ends_in_date(b.text) for b in behind) >= COMMENTS:
            return i
    return len(shown)


def doubts(page: Measured, s: Shown, whole: int, depth: int = 0) -> Iterable[str]:
    """What the elements around a block, below a depth, are named or made for; less those that hold too much of `whole` words to be that."""
    for said, at in (*s.hints, *s.apart):
        if not depth < at <= len(s.path):
            continue
        element = s.path[at - 1]
        told = (
            said == "gallery"
            and 0 < page.prose_in.get(element, 0) > TELLING * page.words_within[element]
            and not page.links_within.get(element)
        )
        if not told and page.prose_in.get(element, 0) < BELIEVED.get(said, BELIEVED_ELSE) * whole:
            yield said


def runs_of(page: Measured, end: int) -> list[int]:
    """For each block the number of blocks of running text in its run, which a line of links ends."""
    runs = [0] * end
    run: list[int] = []
    for i in [*range(end), -1]:
        if i >= 0 and page.prose[i]:
            run.append(i)
        elif i < 0 or (page.shown[i].linked > LINKED and page.shown[i].figure is None):
            for j in run:
                runs[j] = len(run)
            run = []
    return runs


def core_of(page: Measured, title: str, end: int) -> tuple[int, ...]:
    """The path of the part of the page that holds the most running text and the least else; empty where there is no running text."""
    shown, whole = page.shown, sum(page.prose[:end])
    top = next((i for i in range(end) if HEADING.match(shown[i].tag) and title and key(shown[i].text) == title), -1)
    runs = runs_of(page, end)
    weight: dict[int, float] = {}
    paths: dict[int, tuple[int, ...]] = {}
    bodies: set[int] = set()
    for i in range(end):
        s = shown[i]
        if not page.prose[i]:
            continue
        words = page.prose[i] * RUN[min(runs[i], len(RUN)) - 1] * min((WEIGHTS.get(d, 1.0) for d in doubts(page, s, whole)), default=1.0)
        words *= (ABOVE if i < top else 1.0) * (ITEM if s.tag == "li" else 1.0)
        for n, element in enumerate(s.path):
            weight[element] = weight.get(element, 0) + words
            if element not in paths:
                paths[element] = s.path[: n + 1]
        bodies.update(s.path[n - 1] for n in s.bodies)

    def worth(element: int) -> tuple[float, int]:
        held = weight[element]
        named = NAMED_BODY if element in bodies else 1.0
        return held * (held / page.words_within[element]) ** PURITY * named, -len(paths[element])

    return paths[max(weight, key=worth)] if weight else ()


def kept_within(page: Measured, within: Sequence[int], core: tuple[int, ...]) -> list[int]:
    """The blocks of a part of the page that nothing says are another's."""
    shown, depth, whole = page.shown, len(core), page.prose_in[core[-1]]
    kept = [i for i in within if not is_another(page, shown[i], whole, depth) and not is_pictures(shown[i])]
    others = other_stories(page, kept, depth)
    return [i for i in kept if i not in others]


def is_another(page: Measured, s: Shown, whole: int, depth: int) -> bool:
    """Is a block within the article another's by what is around it? Quotations, of what others have posted too, may stand beside it."""
    said = set(doubts(page, s, whole, depth))
    return bool(said - QUOTED_IN if "blockquote" in s.inside and s.linked < ALL_LINKED else said)


def is_pictures(s: Shown) -> bool:
    """Does a block belong to a picture? Tables and quotations within a figure do not."""
    return s.figure is not None and ("figcaption" in s.inside or not (s.cell or "blockquote" in s.inside))


def headline_among(page: Measured, within: Sequence[int], kept: Sequence[int], title: str) -> int:
    """The place of the headline within the part of the page that the article stands in; -1 where it stands outside."""
    shown = page.shown
    named = next((i for i in within if title and HEADING.match(shown[i].tag) and key(shown[i].text) == title), None)
    # One that stands far below is told again, over the readers' comments or the author's biography.
    if named is not None and 2 * sum(page.prose[i] for i in kept if i < named) < sum(page.prose[i] for i in kept):
        return named
    first = next((i for i in kept if page.prose[i]), len(shown))
    return next((i for i in within if i < first and shown[i].tag == "h1"), -1)


def with_opening(page: Measured, kept: list[int], core: tuple[int, ...], title: str) -> list[int]:
    """The blocks, and before them the running text that stands as they do, but outside of their part of the page, behind the headline."""
    shown, whole = page.shown, page.prose_in[core[-1]]
    if not kept:
        return kept
    top = next((i for i in range(kept[0]) if title and HEADING.match(shown[i].tag) and key(shown[i].text) == title), None)
    homes: Counter[tuple[str, str]] = Counter()
    for i in kept:
        homes[shown[i].tag, shown[i].home] += page.prose[i]

    points = Counter(list_around(shown[i]) for i in range(top + 1 if top is not None else 0, kept[0]) if page.prose[i])

    def same_kind(i: int) -> bool:
        s = shown[i]
        around = list_around(s)
        alike = homes[s.tag, s.home] >= REGULAR * whole or (around and points[around] >= POINTS)
        return page.prose[i] > 0 and bool(alike) and not any(doubts(page, s, whole))

    before = [i for i in range(top + 1, kept[0]) if same_kind(i)] if top is not None else []
    if not before:
        return kept
    # What stands with that text is the article's too: its headings, its short lines and the items of its lists.
    homes_before = {shown[i].path[:-1] for i in before}
    between = range(before[0], kept[0])

    def stands_with(i: int) -> bool:
        s = shown[i]
        around = list_around(s)
        together = s.path[:-1] in homes_before or (around and around[:-1] in homes_before)
        return bool(together) and s.linked <= LINKED and not is_pictures(s) and not any(doubts(page, s, whole))

    before = sorted({*before, *(i for i in between if stands_with(i))})
    return [*before, *kept]


def without_ends(page: Measured, kept: Sequence[int], headline: int) -> list[int]:
    """The blocks less what stands around the headline, and the labels and headings behind the last sentence."""
    shown = page.shown
    kept = [i for i in kept if i > headline or page.prose[i]]
    first = next((i for i in kept if page.prose[i]), -1)
    kept = [i for i in kept if i >= first or opens(shown[i]) or stands_as(shown[i], shown[first])]
    last = max((i for i in kept if page.prose[i] or ends_sentence(shown[i].text)), default=-1)
    behind = [i for i in kept if i > last and not in_a_row(shown[i])]
    short = len(behind) <= MOST_AT_END
    cut: set[int] = set()
    over_text = False
    for i in reversed([i for i in kept if i > last]):
        s = shown[i]
        if in_a_row(s) or not (HEADING.match(s.tag) or (short and is_label_at_end(s.text))):
            over_text = True
        elif not (HEADING.match(s.tag) and over_text):
            cut.add(i)
        over_text &= not HEADING.match(s.tag)
    return [i for i in kept if i not in cut]


def is_label_at_end(text: str) -> bool:
    """Few words without a figure; a line of a table that is told in paragraphs has figures. A dash or rule is none."""
    return words_in(text) < SHORT_END and any(map(str.isalpha, text)) and not any(map(str.isdigit, text))


def stands_as(s: Shown, first: Shown) -> bool:
    """Is a short line before the first running text a paragraph in the same place and of the same kind?"""
    return s.tag == "p" and s.path[:-1] == first.path[:-1] and s.name == first.name and s.linked <= LINKED


def opens(s: Shown) -> bool:
    """May a block stand between the headline and the first running text of the article? Dates, names and labels may not."""
    if HEADING.match(s.tag) or in_a_row(s) or s.text.endswith(":"):
        return True
    return ends_sentence(s.text) and words_in(s.text) >= 4 and not is_signature(s.text)
