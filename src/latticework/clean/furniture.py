"""Plain text, line by line: what is the article's and what is the site's, each with a reason.

A line is judged by its form, then by repetition, then by where it stands. A line of running text is taken out only where
a line before it says that the article has ended.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from latticework.clean.appeals import appeals_among
from latticework.clean.bylines import byline_names, is_person
from latticework.clean.captions import AGENCIES, is_credit, looks_like_caption, points_at_people
from latticework.clean.clocks import ENTRIES, is_clock
from latticework.clean.company import REPEATED, house_lines, in_row
from latticework.clean.course import Seen, State, course_of
from latticework.clean.lines import BULLET, Line, lines_of
from latticework.clean.parts import Part
from latticework.clean.patterns import is_part, reason_for
from latticework.clean.rows import tabled
from latticework.clean.stamps import ends_in_date, is_date_line
from latticework.types import Furniture, Role

SITE, CLOSING = 0.5, 2.5
"""What such lines cost, in the units of the course."""
COMMENTED = 40
"""Words of running text that stand before the readers' comments."""
NEAR_COMMENT, FAR_COMMENT = 12, 15
"""Lines behind "12 comments" among which a first comment's marks must stand, and lines from one comment's marks to the next's."""
BIOGRAPHY = re.compile(
    r"^(?P<name>(?:[A-ZÀ-Þ][\w’'.-]+ ){0,3}[A-ZÀ-Þ][\w’'.-]+)(?:,[^,]{3,60},| \([^()]{3,60}\))? "
    r"(?:is|was|has been|covers|writes|joined|reports|works)\b.{0,120}\b(?i:reporter|correspondent|editor|journalist|columnist|writer"
    r"|professor|fellow|analyst|author|contributor|covering|covers|based in|intern|producer|bureau chief)\b",
)
LAST = 3
"""Lines at the end of the text among which a biography stands."""
LABEL_OF_BYLINE = re.compile(r"(?:by|von|par|por|di|door|av|af|od|автор)\s?:?", re.I)
"""What stands before the author's name, where the page sets it in a line of its own."""
LABELS, LONGEST_LABEL = 4, 5
"""Copies of a line of so few words from which it is a label that the site sets between the paragraphs."""
RECURRING, DIFFERENT = 3, 6
"""Copies of a line from which it recurs, and such lines from which it is the text's own manner."""
SENTENCE = 4
"""Words of the shortest sentence that is taken for one and not for a label with a stop."""
AGENCY = re.compile(rf"(?:{AGENCIES})\.?")
GOING_ON = 4
"""Lines behind a credit among which running text goes on where it is a picture's."""
PRESENTED = re.compile(r",? (?:writes|covers|reports|teaches|is (?:an?|the|our))\b")
"""What follows the author's name in the line that closes a column."""
COMMAS, TAGS = ",、，", 3
"""Commas of a line under the label "Tags" from which it is a list of them."""
ABOUT = re.compile(
    r"(?:About|Über|Zur Person:?|À propos de|Sobre|Acerca de|Su|Over|Om|O autorze:?|Об авторе:?) (?:the author:? )?(?P<name>.+)"
)
"""The heading over the biography of whoever wrote the article."""
ALONE = 2
"""Lines of running text that may follow on a biography with a heading."""
LABELLED = re.compile(r"(?:image|photo|picture|media|video) caption\b[:,]? ?\S", re.I)


@dataclass(slots=True)
class Sorted:
    """The lines of a page with what each one is: a role, or a reason to take it out."""

    lines: list[Line]
    roles: list[Role | None]
    reasons: list[str | None]
    authors: list[str] = field(default_factory=list)
    course: list[State] = field(default_factory=list)
    comments: set[int] = field(default_factory=set)
    cells: set[int] = field(default_factory=set)
    named: int | None = None
    trail: str = ""
    """What stands behind the headline in its line: the outlet's name in the window's title."""

    def out(self, i: int, reason: str) -> None:
        if self.roles[i] is None and self.reasons[i] is None:
            self.reasons[i] = reason

    def free(self, i: int) -> bool:
        return self.roles[i] is None and self.reasons[i] is None

    @property
    def furniture(self) -> tuple[Furniture, ...]:
        trail = [Furniture(text=self.trail.strip(), reason="masthead")] if self.trail else []
        return (*trail, *(Furniture(text=line.text, reason=why) for line, why in zip(self.lines, self.reasons, strict=True) if why))


def sort_lines(text: str, repeated: frozenset[str] = frozenset()) -> Sorted:
    """What each line of a page of plain text is. Title and standfirst are found by the caller among the free lines.

    `repeated` holds the keys of lines that other pages of the outlet have too; that counts as evidence against a line.
    """
    lines = lines_of(text)
    page = Sorted(lines=lines, roles=[None] * len(lines), reasons=[None] * len(lines), course=[State.BEFORE] * len(lines))
    mark_captions(page)
    mark_clocks(page)
    mark_forms(page)
    mark_bylines(page)
    mark_comments(page)
    mark_course(page, repeated)
    mark_repeats(page)
    mark_biographies(page)
    mark_appeals(page)
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
    """May the line before a lone credit be its caption?

    Not the headline: something must stand before it. Not the last paragraph, which an agency's name follows as well.
    """
    lines = page.lines
    signed_off = i > 0 and lines[i].prose and lines[i - 1].prose and AGENCY.fullmatch(lines[i + 1].text) is not None
    ends = not any(line.prose for line in lines[i + 2 : i + 2 + GOING_ON])
    return i > 1 and lines[i].words <= 45 and not (signed_off and ends)


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
    page.cells.update(i for i in tabled(page.lines) if page.free(i))
    for i, line in enumerate(page.lines):
        if page.free(i) and i not in page.cells:
            if line.text not in judged:
                judged[line.text] = reason_for(line.text)
            if reason := judged[line.text]:
                page.reasons[i] = reason
            elif is_date_line(line.text):
                page.reasons[i] = "date line"
            elif i and page.reasons[i - 1] == "tags" and not line.ended and sum(map(line.text.count, COMMAS)) >= TAGS:
                page.reasons[i] = "tags"


def said_again(page: Sorted, before: int, i: int) -> bool:
    """Is a sentence that stood there before said anew: apart from its twin, with running text on both sides of both?

    A question may have the next person's name before it.
    """
    lines = page.lines
    if not lines[i].ended or lines[i].words < SENTENCE or i - before < 2:
        return False
    asked = lines[i].text.endswith(("?", "？", "؟"))
    return all(0 < j < len(lines) - 1 and (asked or lines[j - 1].prose) and lines[j + 1].prose for j in (before, i))


def mark_bylines(page: Sorted) -> None:
    for i, line in enumerate(page.lines[:-1]):
        if page.free(i) and page.free(i + 1) and LABEL_OF_BYLINE.fullmatch(line.text) and is_person(name := page.lines[i + 1].text):
            page.reasons[i] = "byline label"
            page.roles[i + 1] = "byline"
            page.authors.append(name)
    for i, line in enumerate(page.lines):
        if page.free(i) and line.words <= 18 and (names := byline_names(line.text)) is not None:
            if page.authors:
                page.reasons[i] = "repeated byline"
                continue
            page.roles[i] = "byline"
            page.authors.extend(names)


def mark_comments(page: Sorted) -> None:
    """Readers' comments: from a line that opens them ("12 comments"), or from the first of several lines that only comments have."""
    marks = [i for i, line in enumerate(page.lines) if page.reasons[i] == "reader comment" or is_part("comment", line.text)]
    words = list(accumulate(line.words if line.prose else 0 for line in page.lines))
    openers = [i for i, line in enumerate(page.lines) if words[i] >= COMMENTED and is_part("comments", line.text)]
    if openers:
        after = range(openers[-1] + 1, len(page.lines))
        dated = [i for i in after if page.reasons[i] == "date line" or (page.free(i) and signed(page.lines[i]))]
        if any(i <= openers[-1] + NEAR_COMMENT for i in (*marks, *dated)):
            marks = sorted({openers[-1], *marks, *dated})
    marks = [i for i in marks if words[i] >= COMMENTED]
    start = None
    for at, i in enumerate(marks):
        following = marks[at + 1] if at + 1 < len(marks) else None
        start = i if start is None else start
        if following is None or following - i > FAR_COMMENT:
            if sum(start <= j <= i for j in marks) >= 3:
                page.comments.update(range(start, i + 1))
            start = None


def signed(line: Line) -> bool:
    """A name or a label with a date behind it."""
    return not line.ended and not BULLET.match(line.text) and ends_in_date(line.text)


def mark_course(page: Sorted, repeated: frozenset[str]) -> None:
    """Runs the model of the sequence and takes out what it finds aside of the text and behind it."""
    lines = page.lines
    count = Counter(line.key for line in lines)
    house = house_lines([(line.text, line.key) for line in lines], repeated)
    seen = [
        Seen(
            reason=page.reasons[i],
            role=page.roles[i],
            again=count[line.key] > 1,
            label=count[line.key] >= LABELS and not line.ended and line.words <= LONGEST_LABEL,
            dated=page.reasons[i] == "date line" or (page.free(i) and signed(line)),
            elsewhere=house[i],
            comment=i in page.comments,
            table=i in page.cells,
        )
        for i, line in enumerate(lines)
    ]
    page.named = named_by_window(lines)
    page.course = course_of(lines, seen, page.named, lambda i: opens_part(page, i))
    for i, state in enumerate(page.course):
        # A headline may stand in other pages' lists; a menu's lines stand behind one another on all pages.
        if state is State.BEFORE and i and not lines[i].ended and in_row(lines[i - 1].key, lines[i].key) in repeated:
            page.out(i, REPEATED)
    near = True
    for i, state in enumerate(page.course):
        if state is State.ASIDE:
            page.out(i, REPEATED if seen[i].elsewhere else "related links")
        elif state is State.BEHIND:
            near = near and not page.free(i)
            if near and page.roles[i] in ("caption", "credit"):
                continue
            if page.roles[i] in ("caption", "credit", "heading", "byline"):
                page.roles[i] = None
            page.out(i, REPEATED if seen[i].elsewhere else "after the article")


def opens_part(page: Sorted, i: int) -> float:
    """What it costs to go on with the text behind a line that opens a part of the site: "Related" little, "Most read" more."""
    line = page.lines[i]
    if line.ended and page.reasons[i] is None:
        return 0.0
    if is_part("other stories", line.text) or is_part("comments", line.text):
        return CLOSING
    return SITE if page.reasons[i] in ("related links", "comment count") or is_part("part of the site", line.text) else 0.0


def named_by_window(lines: Sequence[Line]) -> int | None:
    """The line that the window's title, the first line of a page's dump, begins with or holds: the headline."""
    if not lines:
        return None
    window = lines[0].key
    for i, line in enumerate(lines[1:], 1):
        if line.words >= 3 and (window.startswith(line.key) or (line.words >= 4 and line.key in window)):
            return i
    return None


def mark_repeats(page: Sorted) -> None:
    """A line of the text that stood in it before; but a sentence within running text stays, as an interview asks it again.

    Where many different lines come again and again, the text is made of parts that are alike, as a collection of recipes is.
    """
    before: dict[str, int] = {}
    body = [i for i, state in enumerate(page.course) if state is State.BODY and page.free(i) and i not in page.cells]
    told = Counter(page.lines[i].key for i in body)
    if sum(times >= RECURRING for times in told.values()) >= DIFFERENT:
        return
    copies = Counter(page.lines[i].key for i in body if not page.lines[i].ended and page.lines[i].words <= LONGEST_LABEL)
    for at, i in enumerate(body):
        line = page.lines[i]
        twin = before.get(line.key)
        before[line.key] = i
        label = copies[line.key] >= LABELS and not within_rows(page, body, at)
        if label or (twin is not None and not said_again(page, twin, i) and not within_rows(page, body, at)):
            page.reasons[i] = "repeated line"


def mark_appeals(page: Sorted) -> None:
    """Sentences of the text in which the site asks its readers for something."""
    body = [i for i, state in enumerate(page.course) if state is State.BODY and page.free(i) and i not in page.cells]
    for at in appeals_among([Part(role="paragraph", text=page.lines[i].text) for i in body]):
        page.reasons[body[at]] = "appeal"


def within_rows(page: Sorted, body: Sequence[int], at: int) -> bool:
    """Does a line that is no sentence stand among others such, as in a list that repeats itself, and not between paragraphs?"""
    beside = [page.lines[body[j]] for j in (at - 2, at - 1, at + 1, at + 2) if 0 <= j < len(body)]
    return sum(not line.prose for line in beside) >= 3


def mark_biographies(page: Sorted) -> None:
    """A line about the author after or before the text: it begins with the author's name, or has a biography's form at the end."""
    mark_titled_biography(page)
    mark_presented(page)
    for i, line in enumerate(page.lines):
        if not page.free(i) or line.words > 90 or len(line.text) > 1000:
            continue
        own = any(line.text.startswith(name) for name in page.authors)
        if i >= len(page.lines) - 3 and any(PRESENTED.match(line.text.removeprefix(name)) for name in page.authors):
            page.reasons[i] = "biography"
        if (own or i >= len(page.lines) - 6) and BIOGRAPHY.match(line.text) and i > len(page.lines) // 2:
            page.reasons[i] = "biography"


def mark_presented(page: Sorted) -> None:
    """Lines at the end of the text with a biography's form, about somebody whom the text does not name."""
    text = [i for i, state in enumerate(page.course) if state is State.BODY and page.free(i) and page.lines[i].prose]
    for i in text[max(LAST, len(text) - LAST) :]:
        found = BIOGRAPHY.match(page.lines[i].text)
        if found and not any(found["name"].split()[-1] in page.lines[j].text for j in text if j != i):
            page.reasons[i] = "biography"


def mark_titled_biography(page: Sorted) -> None:
    """A heading that names a person ("About Ada Lindqvist") behind the text, and the paragraph under it that names the person too."""
    text = [i for i, state in enumerate(page.course) if state is State.BODY and page.free(i) and page.lines[i].prose]
    for i in text[-1 - ALONE :]:
        if i <= text[0] + 1 or not page.free(i - 1):
            continue
        found = ABOUT.fullmatch(page.lines[i - 1].text.rstrip(":"))
        if found and is_person(found["name"]) and found["name"].split()[-1] in page.lines[i].text:
            page.reasons[i - 1] = page.reasons[i] = "biography"
