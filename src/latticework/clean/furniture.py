"""Plain text, line by line: what is the article's and what is the site's, each with a reason.

A line is judged by its form, then by repetition, then by where it stands. A line of running text is taken out only where
a line before it says that the article has ended.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from latticework.clean.bylines import byline_names
from latticework.clean.captions import is_credit, looks_like_caption, points_at_people
from latticework.clean.clocks import ENTRIES, is_clock
from latticework.clean.lines import BULLET, Line, lines_of
from latticework.clean.patterns import reason_for
from latticework.clean.published import dateline_of
from latticework.types import Furniture, Role

DATE_LINE = re.compile(
    r"(?:(?:first )?(?:published|updated|posted|last (?:updated|modified)|created|modified|date|issued)(?: (?:on"
    r"|at))?:?\s*)?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? ?)?"
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ ./-](?:\w{3,9}|\d{1,2})[ ,./-]*\d{2,4}|\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d+ (?:minutes?|mins?|hours?|days?|weeks?|months?|years?) ago)"
    r"(?:[ ,|/·•@–-]*(?:at )?\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?\s?(?:\(?[A-Z]{2,5}\)?(?:[+-]\d+)?)?)?"
    r"(?:[ |·•-]*(?:updated|modified|last|published)\b.{0,60})?",
    re.I,
)
SITE_PART = re.compile(
    r"(?:(?:\d+ )?comments?(?: \(\d+\))?|leave a (?:reply|comment)|join the (?:conversation|discussion)|(?:most"
    r"|more) .{0,30}|related\b.{0,30}|recommended.{0,30}"
    r"|about the authors?|you (?:may|might) also.{0,30}|read next|trending.{0,20}|popular.{0,20}|latest.{0,20}|previous post"
    r"|next post|author|topics|tags)\s*:?",
    re.I,
)
COMMENTS = re.compile(
    r"\W*(?:(?:\d+ )?(?:comments?|responses?|replies)(?: ?\(\d+\)| (?:on|to) .{0,120})?|(?:top|reader|readers.?|all"
    r"|latest)(?: rated)? comments?|leave a (?:reply|comment).{0,20}"
    r"|join the (?:conversation|discussion)|you must be logged in to .{0,40}|(?:share|add|post) your (?:thoughts"
    r"|comments?).{0,30}|have your say)\W*",
    re.I,
)
"""Lines that open the readers' comments; what stands behind them is not the article's."""
COMMENTED = 150
"""Words of running text that must stand before such a line: a count of comments stands over some articles too."""
BIOGRAPHY = re.compile(
    r"^(?:[A-ZÀ-Þ][\w’'.-]+ ){2,4}(?:is|was|has been|covers|writes|joined|reports|works)\b.{0,120}\b(?:reporter"
    r"|correspondent|editor|journalist|columnist|writer|"
    r"professor|fellow|analyst|author|contributor|covering|covers|based in|intern|producer|bureau chief)\b",
)
SENTENCE = 4
"""Words of the shortest sentence that is taken for one and not for a label with a stop."""
INTRODUCTION = 9
"""Words of a line that introduces the running text."""
SOLID = 45
"""Words of neighbouring lines of prose from which they are an article's, and not a teaser."""
ROWS = 3
"""Neighbouring rows from which they are a list or table of the article."""
PRESENTED = re.compile(r",? (?:writes|covers|reports|teaches|is (?:an?|the|our))\b")
"""What follows the author's name in the line that closes a column."""
FAR = 20
"""Lines that are no prose, after which a run of running text is over."""
LABELLED = re.compile(r"(?:image|photo|picture|media|video) caption\b[:,]? ?\S", re.I)
MENU = 6
"""Short lines in a row from which they are a menu and not headings."""


ROW = re.compile(
    r"(?:[•·▪●○■‣*]|[-–—](?=\s)|\d{1,3}[.):]?\s|https?://|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? \d"
    r"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d{1,2}\b)",
    re.I,
)
FIGURE = re.compile(r"(?<!\S)[+-]?[$€£]?\d[\d.,:/-]*%?(?=[\s,;|)]|$)")


def is_date_line(text: str) -> bool:
    """Does a line say when the page came out or was changed, and nothing else?"""
    return len(text) <= 120 and DATE_LINE.fullmatch(text) is not None


@dataclass(slots=True)
class Sorted:
    """The lines of a page with what each one is: a role, or a reason to take it out."""

    lines: list[Line]
    roles: list[Role | None]
    reasons: list[str | None]
    authors: list[str] = field(default_factory=list)
    window: str | None = None

    def out(self, i: int, reason: str) -> None:
        if self.roles[i] is None and self.reasons[i] is None:
            self.reasons[i] = reason

    def free(self, i: int) -> bool:
        return self.roles[i] is None and self.reasons[i] is None

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        return tuple(Furniture(text=line.text, reason=why) for line, why in zip(self.lines, self.reasons, strict=True) if why)


def sort_lines(text: str) -> Sorted:
    """What each line of a page of plain text is. Title and standfirst are found by the caller among the free lines."""
    lines = lines_of(text)
    page = Sorted(lines=lines, roles=[None] * len(lines), reasons=[None] * len(lines))
    mark_captions(page)
    mark_clocks(page)
    mark_forms(page)
    mark_repeats(page)
    mark_bylines(page)
    mark_edges(page)
    mark_biographies(page)
    return page


def mark_captions(page: Sorted) -> None:
    """Lines that end in a credit; those told twice in a row, of which the second is the picture's text for screen readers."""
    lines = page.lines
    seen: dict[str, int] = {}
    for i, line in enumerate(lines):
        before = seen.get(line.key)
        caption = looks_like_caption(line.text) and not looks_like_prose_with_source(line)
        twin = before == i - 1 and 5 <= line.words <= 60
        if before is not None and (page.roles[before] == "caption" or (twin and points_at_people(line.text))):
            page.roles[before] = "caption"
            page.reasons[i] = "repeated caption"
        elif caption or (LABELLED.match(line.text) and line.words <= 60):
            page.roles[i] = "caption"
        elif is_credit(line.text) and i and line.words <= 12:
            page.roles[i] = "credit"
            if (
                page.roles[i - 1] is None
                and 5 <= lines[i - 1].words <= 60
                and reason_for(lines[i - 1].text) is None
                and near_caption(page, i - 1)
            ):
                page.roles[i - 1] = "caption"
        seen.setdefault(line.key, i)
    mark_alternatives(page)


def near_caption(page: Sorted, i: int) -> bool:
    """May the line before a lone credit be its caption? Not the headline: something must stand before it."""
    return i > 1 and page.lines[i].words <= 45


def looks_like_prose_with_source(line: Line) -> bool:
    """A long paragraph that happens to end in an agency's name is the article's."""
    return line.words > 70


def mark_alternatives(page: Sorted) -> None:
    """A line that says the same as the caption beside it, less its credit, is the picture's alternative text."""
    for i, role in enumerate(page.roles):
        if role != "caption":
            continue
        for j in (i - 1, i + 1):
            if 0 <= j < len(page.lines) and page.free(j) and page.lines[j].words >= 4 and page.lines[i].key.startswith(page.lines[j].key):
                page.reasons[j] = "alt text"


def mark_clocks(page: Sorted) -> None:
    """The times of a live blog's entries: several lines that are a time of day, each with another kind of line behind it."""
    clocks = [i for i, line in enumerate(page.lines[:-1]) if page.free(i) and is_clock(line.text)]
    over = [i for i in clocks if not is_clock(page.lines[i + 1].text) and any(line.prose for line in page.lines[i + 1 : i + 3])]
    if len(over) >= ENTRIES:
        for i in over:
            page.roles[i] = "heading"


def mark_forms(page: Sorted) -> None:
    judged: dict[str, str | None] = {}
    for i, line in enumerate(page.lines):
        if page.free(i):
            if line.text not in judged:
                judged[line.text] = reason_for(line.text)
            if reason := judged[line.text]:
                page.reasons[i] = reason
            elif is_date_line(line.text):
                page.reasons[i] = "date line"


def mark_repeats(page: Sorted) -> None:
    """A line that stood there before; but a sentence or question within running text stays, as an interview asks it again."""
    seen: dict[str, int] = {}
    for i, line in enumerate(page.lines):
        before = seen.get(line.key)
        if page.free(i) and before is not None and not said_again(page, before, i):
            page.reasons[i] = "repeated line"
        seen[line.key] = i


def said_again(page: Sorted, before: int, i: int) -> bool:
    """Is a sentence that stood there before said anew: apart from its twin, with running text on both sides of both?"""
    lines = page.lines
    if not lines[i].ended or lines[i].words < SENTENCE or i - before < 2:
        return False
    return all(0 < j < len(lines) - 1 and lines[j - 1].prose and lines[j + 1].prose for j in (before, i))


def mark_bylines(page: Sorted) -> None:
    for i, line in enumerate(page.lines):
        if page.free(i) and line.words <= 18 and (names := byline_names(line.text)) is not None:
            if page.authors:
                page.reasons[i] = "repeated byline"
                continue
            page.roles[i] = "byline"
            page.authors.extend(names)


def body_range(page: Sorted) -> tuple[int, int]:
    """First and one past the last line of running text, by the heaviest run of prose; (0, 0) where there is none.

    A run goes on over some lines that are no prose (pictures, ads, headings, lists), and ends at a part of the site.
    Runs beside the heaviest belong to it where they have prose in a row, as no teasers have; what parts them is the site's.
    """
    runs = runs_of_prose(page)
    if not runs:
        return 0, 0
    best = max(range(len(runs)), key=lambda n: (runs[n].weight, runs[n].start))
    low = high = best
    while low > 0 and runs[low].start - runs[low - 1].end <= FAR and runs[low - 1].solid:
        low -= 1
    while high < len(runs) - 1 and runs[high + 1].start - runs[high].end <= FAR and runs[high + 1].solid:
        high += 1
    for one, other in pairwise(runs[low : high + 1]):
        for i in range(one.end, other.start):
            if not page.lines[i].prose:
                page.out(i, "related links")
    return runs[low].start, runs[high].end


@dataclass(slots=True)
class Run:
    """Lines from one of running text to another, with the words of running text; `solid`: some of them stand in a row."""

    start: int
    end: int
    weight: int
    row: int = 1
    solid: bool = False


def runs_of_prose(page: Sorted) -> list[Run]:
    runs: list[Run] = []
    weight, run = 0, None
    for i, line in enumerate(page.lines):
        if weight >= COMMENTED and COMMENTS.fullmatch(line.text):
            break
        if run is not None and (i - run.end >= FAR or opens_teasers(page, i)):
            weight, run = 0, None
        if line.prose and page.free(i):
            if run is None:
                run = Run(start=i, end=i + 1, weight=0)
                runs.append(run)
            between = all(not page.free(j) for j in range(run.end, i)) and i > run.start
            run.row = run.row + line.words if between else line.words
            run.end, run.weight = i + 1, run.weight + line.words
            run.solid = run.solid or (between and run.row >= SOLID)
            weight = run.weight
    return runs


def opens_teasers(page: Sorted, i: int) -> bool:
    """Does a line open a part of the site: "More from …" with headlines behind it, of which most lines do not end like sentences?"""
    if page.reasons[i] != "related links" and not SITE_PART.fullmatch(page.lines[i].text):
        return False
    behind = page.lines[i + 1 : i + 7]
    return len(behind) >= 4 and sum(not line.ended for line in behind) * 2 > len(behind) and sum(line.prose for line in behind[:2]) == 0


def mark_edges(page: Sorted) -> None:
    """Menus before the article and teasers after it: short lines that do not end like sentences."""
    first, last = body_range(page)
    if last == 0:
        return
    mark_after(page, last)
    mark_before(page, first)
    mark_menus(page, first, last)


def mark_after(page: Sorted, last: int) -> None:
    after = range(last, len(page.lines))
    teasers = sum(page.free(i) for i in after) > 3
    site = teasers
    listed = list_behind(page, last)
    reached = last
    for i in after:
        line = page.lines[i]
        if i < listed or (i == reached and page.free(i) and line.ended and line.words >= SENTENCE and not COMMENTS.fullmatch(line.text)):
            reached = i + 1
            continue
        site = site or page.reasons[i] in ("related links", "comment count", "navigation", "tags", "copyright line", "newsletter prompt")
        if not page.free(i) and page.roles[i] != "caption":
            continue
        if page.roles[i] == "caption":
            if site and i > last + 3:
                page.roles[i], page.reasons[i] = None, "after the article"
        elif COMMENTS.fullmatch(line.text) or SITE_PART.fullmatch(line.text) or site or not line.ended:
            page.out(i, "after the article")


def list_behind(page: Sorted, last: int) -> int:
    """One past the list or table that goes on from the running text: rows of one kind, with a line over them that ends in a colon."""
    lines = page.lines
    start = last + 1 if last < len(lines) and page.free(last) and lines[last].text.endswith(":") else last
    end = start
    while end < len(lines) and page.free(end) and is_row(lines[end].text):
        end += 1
    bullets = end > last and start == last and BULLET.match(lines[last].text) is not None
    return end if bullets or end - start >= ROWS else last


def is_row(text: str) -> bool:
    """Is a line a row of a list or a table: a bullet, an address, a date with what happens then, or several figures?"""
    return ROW.match(text) is not None or len(FIGURE.findall(text)) >= 2


def mark_before(page: Sorted, first: int) -> None:
    """Of the lines before the running text keep the headline and what follows it; the rest is menu."""
    free = [i for i in range(first) if page.free(i)]
    if len(free) <= 4:
        return
    title = headline(page, free)
    for i in free:
        if i < title:
            page.out(i, "navigation")
    behind = [i for i in free if i > title and not (i == first - 1 and introduces(page.lines[i]))]
    kept = next((i for i in behind if page.lines[i].words >= 6), None)
    for i in behind:
        if i != kept:
            page.out(i, "navigation")


def introduces(line: Line) -> bool:
    """Does a line right over the running text belong to it: it ends in a colon, or opens with a dateline?"""
    return line.words >= INTRODUCTION and (line.text.endswith(":") or dateline_of(line.text) is not None)


def headline(page: Sorted, free: Sequence[int]) -> int:
    """Which of the lines before the text is the headline: one that the window's title names, else the last that is long enough."""
    window = page.lines[0].key
    likely_places = set(free)
    named = [i for i, line in enumerate(page.lines) if i in likely_places and i > 0 and line.words >= 3 and window.startswith(line.key)]
    if named:
        return named[-1]
    whole = [i for i in range(1, max(free) + 1) if page.lines[i].key == window and page.reasons[i] == "repeated line"]
    if whole and page.reasons[whole[-1]]:
        # The window's title stands first and the headline below repeats it: the one at the article is kept.
        page.reasons[whole[-1]] = None
        return whole[-1]
    likely = [i for i in free if page.lines[i].words >= 5 and not page.lines[i].text.endswith(".")]
    return likely[0] if likely else free[0]


def mark_menus(page: Sorted, first: int, last: int) -> None:
    """Inside the text, a run of many very short lines is a menu, a list of links or a table without its lines."""
    run: list[int] = []
    for i in [*range(first, last), -1]:
        short = i >= 0 and page.lines[i].words <= 4 and not page.lines[i].ended and not is_row(page.lines[i].text)
        if short:
            run.append(i)
            continue
        if len(run) >= MENU:
            for j in run:
                page.out(j, "navigation")
        run = []


def mark_biographies(page: Sorted) -> None:
    """A line about the author after or before the text: it begins with the author's name, or has a biography's form at the end."""
    for i, line in enumerate(page.lines):
        if not page.free(i) or line.words > 90 or len(line.text) > 1000:
            continue
        own = any(line.text.startswith(name) for name in page.authors)
        if i >= len(page.lines) - 3 and any(PRESENTED.match(line.text.removeprefix(name)) for name in page.authors):
            page.reasons[i] = "biography"
        if (own or i >= len(page.lines) - 6) and BIOGRAPHY.match(line.text) and i > len(page.lines) // 2:
            page.reasons[i] = "biography"
