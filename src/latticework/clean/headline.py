"""Which lines of a page of plain text are its headline and its standfirst, and what else stands over the text."""

from __future__ import annotations

import re

from latticework.clean.bylines import correspondent, is_person
from latticework.clean.course import State
from latticework.clean.furniture import Sorted
from latticework.clean.lines import BULLET, Line
from latticework.clean.published import dateline_of
from latticework.clean.stamps import holds_date

LONGEST_TITLE = 32
LONGEST_STANDFIRST = 60
LONGEST_MASTHEAD = 5
LONGEST_LABEL = 3
NEAR = 12
"""Lines over the text among which the headline is looked for where the window's title does not name it."""
SHORT_PAGE = 4
"""Lines over the headline up to which they are told apart as mastheads and labels; more of them are a menu."""
OUTLETS_WORDS = re.compile(
    r"\b(?:The|Times|Post|News|Daily|Herald|Courier|Tribune|Gazette|Journal|Chronicle|Observer|Mirror|Wire|Press|Today)\b"
)
MENU = 8
"""Lines before the text from which the page's first line is its window's title."""
TRAIL = re.compile(r"\s[|»›>]\s|\s/\s")
WORD = re.compile(r"\w{4,}")
SIGNED = re.compile(r"(?:by|von|par|por|di|av|share|posted|published|written|updated)\b[: ]", re.I)
NAMED = 1.5
"""What it weighs that all longer words of a line are in the window's title too."""
SUFFIX = re.compile(r"\s+(?:[|•·»]|[–—-])\s+[^|•·»–—]{2,40}$")
"""The outlet's name behind the headline in the window's title."""


def mark_head(found: Sorted, given: str | None) -> tuple[str | None, str | None]:
    """Finds title and standfirst and marks them; takes out what else stands over the text. Gives the words of both."""
    lines = found.lines
    body = next((i for i, state in enumerate(found.course) if state is State.BODY and found.free(i)), len(lines))
    title = title_line(found, given, body)
    if title is None:
        clear(found, 0, body)
        return given, None
    mark_over(found, title)
    found.roles[title] = "title"
    for i in range(title + 1, len(lines)):
        if found.free(i) and lines[i].key == lines[title].key:
            found.out(i, "repeated headline")
    mark_bylines_under(found, title)
    dek = standfirst_line(found, title, body)
    if dek is not None:
        found.roles[dek] = "standfirst"
    clear(found, title + 1, body)
    if title == 0 and body > MENU and (trail := SUFFIX.search(lines[0].text)) and trail.start() and is_masthead(trail[0].strip(" |•·»–—-")):
        found.trail = trail[0]
    return lines[title].text.removesuffix(found.trail), None if dek is None else lines[dek].text


def clear(found: Sorted, start: int, end: int) -> None:
    """What stands before the text and is neither headline nor standfirst is the site's."""
    for i in range(start, end):
        if found.course[i] is State.BEFORE:
            if found.roles[i] == "heading":
                found.roles[i] = None
            found.out(i, "navigation")


def title_line(found: Sorted, given: str | None, body: int) -> int | None:
    """The headline's line: the one that is given, or that the window's title names, or the likeliest of those right over the text."""
    lines = found.lines
    free = [i for i in range(min(body + 1, len(lines))) if found.free(i)]
    if given:
        key = "".join(filter(str.isalnum, given.casefold()))
        return next((i for i in reversed(free) if lines[i].key == key), None)
    named = [i for i in free if i and found.named is not None and lines[i].key == lines[found.named].key and i <= body]
    if named:
        return named[-1]
    likely = [i for i in free[-NEAR - 1 :] if plausible_title(lines[i])]
    if not likely:
        return free[0] if free and plausible_title(lines[free[0]]) else None
    return max(likely, key=lambda i: (likelihood(found, i), -i))


def likelihood(found: Sorted, i: int) -> float:
    """How much a line over the text has a headline's form: some words, no stop, no trail of sections, no name alone."""
    line = found.lines[i]
    score = 0.0 if line.words < 3 else 1.0 if line.words < 5 else 2.0 if line.words <= 20 else 1.0
    if line.ended:
        score -= 1.0
    if TRAIL.search(line.text) or line.text.endswith(("›", "»", ">")) or (i == 0 and SUFFIX.search(line.text)):
        score -= 1.5
    if holds_date(line.text) or SIGNED.match(line.text):
        score -= 1.5
    if i and line.words >= 3 and SUFFIX.search(found.lines[0].text):
        score += NAMED * shared(line, found.lines[0])
    if is_masthead(line.text) or is_person(line.text):
        score -= 1.2
    if line.text.endswith((":", ",")):
        score -= 1.5
    if found.course[i] is State.BODY and score < 2.0:
        score -= 1.0
    return score


def shared(line: Line, window: Line) -> float:
    """Share of the longer words of a line that the window's title has too."""
    own = set(WORD.findall(line.text.casefold()))
    return len(own & set(WORD.findall(window.text.casefold()))) / len(own) if own else 0.0


def is_masthead(text: str) -> bool:
    """Has a line over the headline the form of an outlet's name or a section's? Few words, each with a capital."""
    words = text.split()
    named = len(words) <= LONGEST_MASTHEAD and all(w[0].isupper() or w.lower() in ("of", "the", "and", "&", "in") for w in words)
    return named and (len(words) <= LONGEST_LABEL or OUTLETS_WORDS.search(text) is not None)


def plausible_title(line: Line) -> bool:
    """A headline: short, no full stop at its end."""
    if line.words > LONGEST_TITLE or line.words < 2 or dateline_of(line.text) or BULLET.match(line.text):
        return False
    return not line.text.rstrip("\"'”’»)").endswith((".", ",", ";", "。"))


def mark_over(found: Sorted, title: int) -> None:
    """The lines over the headline: a masthead, a section's label, or a menu."""
    over = [i for i in range(title) if found.free(i)]
    for i in over:
        line = found.lines[i]
        label = line.words <= LONGEST_LABEL and not line.ended
        named = is_masthead(line.text) and OUTLETS_WORDS.search(line.text) is not None
        found.out(i, "navigation" if len(over) > SHORT_PAGE else "masthead" if named else "section label" if label else "navigation")


def mark_bylines_under(found: Sorted, title: int) -> None:
    """A correspondent and a place right under the headline."""
    behind = [i for i in range(title + 1, min(title + 4, len(found.lines))) if found.free(i)]
    for i in behind[:2]:
        if not found.authors and (name := correspondent(found.lines[i].text)):
            found.roles[i] = "byline"
            found.authors.append(name)


def standfirst_line(found: Sorted, title: int, body: int) -> int | None:
    """The line behind the headline, where it has no full stop, or where furniture, a byline or a gap parts it from the text."""
    lines = found.lines
    behind = [i for i in range(title + 1, min(max(body + 1, title + 2), len(lines))) if found.free(i)]
    for i in behind[:3]:
        line = lines[i]
        if line.words > LONGEST_STANDFIRST or line.words < 5 or dateline_of(line.text):
            continue
        later = any(found.free(j) and lines[j].prose and found.course[j] is State.BODY for j in range(i + 1, len(lines)))
        if later and (not line.ended or parted(found, i)):
            return i
    return None


def parted(found: Sorted, i: int) -> bool:
    """Does something that is not of the text stand between a line and the text?"""
    if found.lines[i].words > 45 or i + 1 >= len(found.lines):
        return False
    if found.reasons[i + 1] in ("ad label", "repeated line"):
        return False
    return (
        found.reasons[i + 1] is not None
        or found.roles[i + 1] in ("byline", "caption")
        or found.course[i + 1] in (State.BEFORE, State.ASIDE)
    )
