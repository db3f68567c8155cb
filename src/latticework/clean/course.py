"""The course of a page of plain text: which of its lines are before the article, of it, aside within it, or behind it.

A model of the whole sequence and not of single lines. Each line has evidence for or against running text (its form, its
neighbours, whether it comes again); the course with the greatest sum is found by dynamic programming, where leaving the
text for an aside and coming back has a price. So one odd line between paragraphs stays, a block of links among them goes,
and a lone sentence among headlines is a teaser. The weights are set by hand: their unit is about the evidence that one
plain sentence of ten words gives.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from latticework.clean.address import speaking_out
from latticework.clean.lines import BULLET, LONG, Line
from latticework.clean.patterns import site_words
from latticework.clean.rows import cohesion, listed, stems


class State(IntEnum):
    BEFORE, BODY, ASIDE, BEHIND = range(4)


LABEL = 1.0
"""The most that such a line weighs against going on with the text without an aside."""
LEAVE = 1.0
RETURN = 1.0
"""What an aside costs; the two together are what a block within the text must weigh to be taken out."""
PROMPTS = frozenset({"newsletter prompt", "ad label", "app prompt", "player"})
PROMPTED = 0.4
"""What an aside costs that opens with a prompt, as such stand between paragraphs."""
LINKING, SHORT_LABEL = 0.4, 4
"""What an aside costs that opens with a label over links ("Related articles"), and the words of the longest."""
LINKED_WORDS, UNDER_LABEL = 5, 0.5
"""Words from which a line under it is a headline, and what weighs against that."""
DISTANCE = 0.06
"""What each line of an aside adds to its cost."""
EARLY = 2.5
"""Cost of a text that begins before the headline."""
OVER = 0.2
"""What is left of the evidence of a line over the headline."""
HEAD = 4
"""Lines behind a headline among which its byline and date stand."""
HEADED, PARAGRAPHS = 12, 3
"""Lines behind a headline among which so many paragraphs stand where it is the text's."""
AT_HEADLINE = 3.0
"""Credit of a text that begins soon behind the headline."""
SOON = 25
"""Lines."""
ANOTHER = 5.0
"""Cost of coming back where another story's head stands: a headline with a byline or a date."""
SENTENCE = 1.0
"""The evidence from which a line of prose within an aside stays."""
PAIR = 0.3
"""Cost of two lines in a row that do not end like sentences: headings stand alone, links do not."""
LONE, TEASER = 0.7, 0.1
"""What is left of the evidence of a paragraph that stands alone, and the least where several do, as teasers."""
SOLID = 1.6
"""The evidence from which a paragraph that has others beside it is of the running text that lone ones are compared with."""
SITE_WORD = 1.2
"""What each word of a site's own weighs against a line."""
SINGLE = 45
"""Words of a lone paragraph between headlines from which it is no teaser."""
LEAD = 15
"""Words of the first two lines of running text behind the headline from which they are the lead, though they may stand alone."""
TOP = 25
"""Lines of a page whose headline is not known among which the lead is."""
DATED = 4
"""Dates that stand alone from which they are those of teasers or comments, and not of the page."""
LEADING, INTRODUCTION = 4, 9
"""Words of a line that ends in a colon and introduces a list, and of one that counts as a sentence."""
SHOUTED = 8
"""Words of a line in capitals from which it is the link to another story; crossheads are shorter."""
GOES_ON = 0.6
"""The evidence that a line gives that ends in a comma: the next one goes on."""
NEAR = 6
"""Lines between two lone paragraphs up to which both are teasers."""
NOTE, BULLETED = 5, 0.1
"""Words of a line with a bullet or an asterisk from which it is an item or a note, and its evidence."""
SMALL, SMALL_WORDS, RUNNING = 0.7, 13, 0.6
"""Share of small letters at the beginning of words, and words, from which a line without a stop is a sentence; and its evidence."""
CELL = 0.05
"""The evidence of a cell of a table of figures."""
TEASING = re.compile(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])[\"'”’)\]]*$")
WITHIN = re.compile(r"[.!?]['\"”’)]* [\"'“‘(]?[A-ZÀ-Þ]|[。！？]")
SITES_OWN = frozenset({
    "newsletter prompt", "paywall line", "cookie notice", "copyright line", "comment count", "reader comment", "share prompt",
    "date line", "lone counter", "app prompt", "feedback prompt", "tags", "correction of the site",
})  # fmt: skip
"""Lines that stand beside other lines of the site's; links, ad labels and players stand between paragraphs too."""
HEMMED = 2.5
"""What weighs against a line that has such on both sides."""
POSTED = re.compile(r"^[—–-] ?.{2,60} \(@\w+\)|\b(?:pic\.twitter\.com|t\.co)/\w+$")
"""The end of a post of a social network, as it stands within articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What is known of a line beside its form: the reason to take it out by its form alone, its role, and the rest.

    `again`: the page has it twice; `label`: it is a short line that comes many times; `dated`: it ends in a date; `elsewhere`: other
    pages of the outlet have it; `comment`: it stands among the readers' comments; `table`: it is a cell of
    a table of figures.
    """

    reason: str | None = None
    role: str | None = None
    again: bool = False
    label: bool = False
    dated: bool = False
    elsewhere: bool = False
    comment: bool = False
    table: bool = False


def course_of(lines: Sequence[Line], seen: Sequence[Seen], headline: int | None, parts: Callable[[int], float]) -> list[State]:
    """The likeliest course. `headline` is the line of the headline where it is known, `parts` tells the cost of a line within an aside.

    Lines that open a part of the site ("Most read") cost more there than others, as the text seldom goes on behind them.
    """
    weights, rows = evidence(lines, seen, headline)
    lone = [is_open(line, s) and i not in rows for i, (line, s) in enumerate(zip(lines, seen, strict=True))]
    n = len(lines)
    best = [0.0, float("-inf"), float("-inf"), float("-inf")]
    back: list[tuple[int, int, int, int]] = []
    for i in range(n):
        start = best[State.BEFORE] - (EARLY if headline is not None and i < headline else 0.0)
        if headline is not None and headline < i <= headline + SOON:
            start += AT_HEADLINE
        stay = best[State.BODY] - (PAIR if i and lone[i] and lone[i - 1] else 0.0)
        again = best[State.ASIDE] - RETURN - (ANOTHER if opens_story(lines, seen, i) else 0.0)
        body, came = max((stay, State.BODY), (again, State.ASIDE), (start, State.BEFORE))
        part = parts(i)
        far = DISTANCE + part
        aside, left = max(
            (best[State.ASIDE] - far, State.ASIDE),
            (best[State.BODY] - leaving(lines[i], seen[i]) - far, State.BODY),
        )
        behind, ended = max((best[State.BEHIND], State.BEHIND), (best[State.BODY], State.BODY))
        best = [best[State.BEFORE], body + weights[i] - min(part, LABEL), aside, behind]
        back.append((State.BEFORE, came, left, ended))
    state = State.BODY if best[State.BODY] >= best[State.BEHIND] else State.BEHIND
    if best[state] <= 0:
        return [State.BEFORE] * n
    course = [State.BEFORE] * n
    for i in range(n - 1, -1, -1):
        # A sentence between the article's own is the article's, whatever stands around it.
        least = 0.0 if lines[i].ended and lines[i].words >= LONG else SENTENCE
        kept = state == State.ASIDE and lines[i].prose and seen[i].reason is None and weights[i] > least
        course[i] = State.BODY if kept else State(state)
        state = State(back[i][state])
    return course


def leaving(line: Line, seen: Seen) -> float:
    """What an aside costs that opens with this line."""
    if seen.reason in PROMPTS:
        return PROMPTED
    return LINKING if is_label_of_links(line, seen) else LEAVE


def is_open(line: Line, seen: Seen) -> bool:
    """A line of words that does not end like a sentence, and is no list item."""
    words = seen.reason is None and seen.role is None and not seen.label
    return words and not line.ended and not line.prose and not BULLET.match(line.text)


def opens_story(lines: Sequence[Line], seen: Sequence[Seen], i: int) -> bool:
    """Do a byline or a date stand right before a line, as at the head of another story?"""
    return any(seen[j].role == "byline" or seen[j].reason in ("date line", "repeated byline") for j in range(max(0, i - 3), i))


def heads_text(lines: Sequence[Line], seen: Sequence[Seen], headline: int) -> bool:
    """Is the headline for certain the text's: with a byline or a date, and several paragraphs behind it?"""
    near = lines[headline + 1 : headline + HEADED]
    return opens_story(lines, seen, min(len(lines), headline + HEAD)) and sum(line.prose for line in near) >= PARAGRAPHS


def evidence(lines: Sequence[Line], seen: Sequence[Seen], headline: int | None) -> tuple[list[float], Mapping[int, float]]:
    """For each line the evidence that it is the article's, in units of a plain sentence; and which lines are rows of lists or tables."""
    weights = [weight_of(line, s) for line, s in zip(lines, seen, strict=True)]
    alone = isolated(lines, seen)
    lead = range(TOP) if headline is None else range(headline + 1, headline + SOON)
    leads = [i for i in lead if i < len(lines) and lines[i].prose and lines[i].words >= LEAD and weights[i] > 0][:2]
    if headline is None and not leads:
        leads = [i for i, line in enumerate(lines) if line.prose and line.words >= LEAD and weights[i] > 0 and not alone[i]][:2]
    for i in leads:
        alone[i] = False
    prose = [i for i, line in enumerate(lines) if line.prose and seen[i].reason is None and seen[i].role is None]
    teasing = dict.fromkeys(range(len(lines)), False)
    for one, other in pairwise(prose):
        if alone[one] and alone[other] and other - one <= NEAR:
            teasing[one] = teasing[other] = True
    core = {s for i, line in enumerate(lines) if line.prose and not alone[i] and weights[i] >= SOLID for s in stems(line.text)}
    said = [i for i in prose if lines[i].ended and not any(POSTED.search(line.text) for line in lines[i : i + 3])]
    for i, against in speaking_out(lines, said).items():
        weights[i] -= against
    for i in prose:
        if i not in leads:
            weights[i] -= hemmed(lines[i], [seen[j].reason for j in (i - 1, i + 1) if 0 <= j < len(lines)])
    dated = [i for i, s in enumerate(seen) if s.dated]
    if len(dated) >= DATED:
        for i in (i for i in dated if not leads or i > leads[0]):
            for j in (i - 1, i + 1, i + 2):
                if 0 <= j < len(lines) and j not in leads and lines[j].prose:
                    weights[j] -= 2.0
    for i in under_label(lines, seen):
        weights[i] -= UNDER_LABEL
    for i, line in enumerate(lines):
        if alone[i] and weights[i] > 0:
            fits = LONE if line.words >= SINGLE or not teasing[i] else min(LONE, TEASER + cohesion(line.text, core))
            weights[i] *= fits
    rows = listed(lines, [s.reason is None and s.role is None for s in seen], [s.dated for s in seen], core)
    rows = {**rows, **{i: CELL for i, s in enumerate(seen) if s.table}}
    for i, weight in rows.items():
        weights[i] = max(weights[i], weight)
    if headline is not None and heads_text(lines, seen, headline):
        for i in range(headline):
            weights[i] = min(weights[i], OVER * weights[i])
    return weights, rows


def under_label(lines: Sequence[Line], seen: Sequence[Seen]) -> Iterator[int]:
    """The lines right behind a label over links ("Related articles") that have the length of a headline and no stop."""
    labelled = False
    for i, line in enumerate(lines):
        if is_label_of_links(line, seen[i]):
            labelled = True
        elif labelled and line.words >= LINKED_WORDS and is_open(line, seen[i]) and not line.text.endswith((":", "：")):
            yield i
        else:
            labelled = labelled and seen[i].reason is not None


def is_label_of_links(line: Line, seen: Seen) -> bool:
    return seen.reason == "related links" and line.words <= SHORT_LABEL


def hemmed(line: Line, beside: Sequence[str | None]) -> float:
    """What weighs against a line of running text with the site's own lines beside it, as prompts and teasers are made of several."""
    return HEMMED if line.words < SINGLE and sum(reason in SITES_OWN for reason in beside) == 2 else 0.0


LINKED = frozenset({"related links", "cookie notice", "copyright line", "comment count", "app prompt", "tags", "reader comment"})


def weight_of(line: Line, seen: Seen) -> float:
    """The evidence of a line's own form."""
    if seen.reason is not None:
        return -1.2 if seen.reason in LINKED else -0.3
    if seen.role is not None:
        return 0.05 if seen.role == "heading" else -0.2
    if seen.label:
        return -0.1
    if POSTED.search(line.text):
        return 0.3
    weight = by_length(line)
    if seen.dated:
        weight -= 0.4
    if not line.ended and line.words >= 4 and line.text[0].islower():
        weight += 0.6
    if line.words >= NOTE and BULLET.match(line.text):
        weight = max(weight, BULLETED)
    if line.text.endswith((",", "、", "，", "،")):
        weight += GOES_ON
    if not line.ended and line.words >= SHOUTED and line.text == line.text.upper() != line.text.lower():
        weight -= 1.8
    if line.words >= 6:
        small = small_share(line.text)
        if small is not None and small < 0.4:
            weight -= 0.6 if line.ended else 2.0 if line.words >= 20 else 0.5
        if small is not None and small >= SMALL and not line.ended and line.words >= SMALL_WORDS:
            weight += RUNNING
        if line.words >= 8 and TEASING.search(line.text):
            weight -= 2.0
        weight -= SITE_WORD * min(3, site_words(line.text))
    if seen.again and line.prose:
        weight = 0.5 * weight
    if seen.elsewhere:
        weight -= 3.0
    if seen.comment:
        weight = min(weight, -1.0)
    return weight


def by_length(line: Line) -> float:
    """The evidence that a line's length and its end give."""
    leads = line.text.endswith((":", "："))
    if leads and LEADING <= line.words < INTRODUCTION:
        return 0.1
    steps = ENDED if line.ended or (leads and line.words >= INTRODUCTION) else OPEN
    return next(weight for words, weight in steps if line.words <= words)


ENDED = ((3, 0.1), (8, 0.6), (13, 1.0), (19, 1.6), (29, 2.2), (49, 3.0), (float("inf"), 3.5))
OPEN = ((3, -0.65), (8, -0.35), (20, -0.65), (30, -0.25), (50, 0.85), (float("inf"), 1.55))
"""The evidence of lines of up to so many words that end like sentences, and of those that do not."""


def small_share(text: str) -> float | None:
    """Share of the words that begin in small letters; None in scripts without them."""
    words = [w for w in text.split() if w[0].isalpha()]
    cased = [w for w in words if w[0].islower() or w[0].isupper()]
    if len(cased) < 4 or 2 * len(cased) < len(words):
        return None
    return sum(w[0].islower() for w in cased) / len(cased)


def isolated(lines: Sequence[Line], seen: Sequence[Seen]) -> list[bool]:
    """Which lines have none of running text beside them, what is furniture by its form left aside."""
    words = [i for i in range(len(lines)) if seen[i].reason is None and seen[i].role is None and not seen[i].label]
    alone = [True] * len(lines)
    for at, i in enumerate(words):
        beside = [words[j] for j in (at - 1, at + 1) if 0 <= j < len(words)]
        alone[i] = not any((lines[j].ended and lines[j].words >= 4) or lines[j].prose or BULLET.match(lines[j].text) for j in beside)
    return alone
