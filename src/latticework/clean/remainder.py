"""What of a page is not its article, each block with a reason."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

from latticework.clean.appeals import appeals_among
from latticework.clean.bylines import byline_names
from latticework.clean.lines import words_in
from latticework.clean.markup import Shown, key
from latticework.clean.parts import Part
from latticework.clean.patterns import reason_for
from latticework.clean.stamps import is_date_line
from latticework.types import Furniture, Issue

LONGEST_FURNITURE = 300
"""Characters of a block that is listed as furniture; a longer one outside of the body is cut in the list."""
SHORT = 25
"""Words of a line of the body that is judged by its form."""
LONG_ENOUGH, RUNNING = 30, 60
"""Letters from which the same words are no chance in a quotation that is set off, and in running text."""
LABEL_TIMES, LABEL_WORDS = 5, 3
"""How often a short line stands in the body that is a label of the site ("Article content"), and how many words it has at most."""
STRUCTURE = 3
"""Different lines that come so often from which they are the text's own manner, as in a plan for every day of the week."""
HEADS = ("related links", "newsletter prompt", "app prompt")
"""Reasons of a line over a list that is taken out with it."""
DIVISION = re.compile(r"_{3,}")
"""A line that news agencies print between the parts of an article."""
MOST_FURNITURE = 300
"""Entries of the list of a page of HTML, whose menus alone may have thousands of lines."""


def without_callouts(body: Sequence[Part]) -> tuple[list[Part], list[Furniture]]:
    """The body less lines that have a site's form, with the list behind such a line, and less what has been said before."""
    kept: list[Part] = []
    taken: list[Furniture] = []
    times = labels_among(body)
    appeals = appeals_among(body)
    running = {key(part.text) for part in body if part.role == "paragraph"}
    said = ""
    over: str | None = None
    for n, (part, after) in enumerate(zip_longest(body, body[1:])):
        same = key(part.text)
        reason = reason_within(part) or ("appeal" if n in appeals else None)
        again = part.role == "pull_quote" and len(same) > LONG_ENOUGH and same in running
        again |= part.role == "table" and bool(kept) and kept[-1] == part
        if reason is None and (again or said_before(part, same, said, times, kept[-1] if kept else None)):
            reason = "repeated line"
        # A heading over running text is that of the next section.
        goes_on = part.role == "heading" and after is not None and after.role == "paragraph"
        if reason is None and over in HEADS and part.role in ("list_item", "heading") and not goes_on:
            reason = over
        else:
            over = reason
        if reason:
            taken.append(Furniture(text=part.text, reason=reason))
        else:
            kept.append(part)
            said += same
    return kept, taken


def labels_among(body: Sequence[Part]) -> Counter[str]:
    """How often each line stands in the body; a heading, or a line with a colon, that stands over a list or a table is no label."""

    def over_rows(part: Part, after: Part | None) -> bool:
        leads = part.role == "heading" or part.text.endswith((":", "："))
        return leads and after is not None and after.role in ("list_item", "table")

    times = Counter(key(part.text) for part, after in zip_longest(body, body[1:]) if not over_rows(part, after))
    often = [same for same, count in times.items() if count >= LABEL_TIMES]
    return Counter() if len(often) >= STRUCTURE else times


def reason_within(part: Part) -> str | None:
    """Why a line of the body is furniture by its form. Longer lines are only judged for who has reported and edited."""
    if part.role == "table" or (part.role == "paragraph" and DIVISION.fullmatch(part.text)):
        return None
    reason = reason_for(part.text)
    if reason and words_in(part.text) > SHORT and reason != "editing credit":
        return None
    if reason == "lone counter" and part.role == "list_item":
        return None
    return reason or ("date line" if is_date_line(part.text) else None)


def said_before(part: Part, same: str, said: str, times: Counter[str], before: Part | None) -> bool:
    """Does a part repeat running text, or is it a label that stands on the page again and again?

    Lists and tables may repeat themselves, and so may the text where the part `before` ends in a colon.
    """
    if not same:
        return False
    if (
        part.role in ("paragraph", "pull_quote", "heading")
        and len(same) > (LONG_ENOUGH if part.role == "pull_quote" else RUNNING)
        and same in said
    ):
        return before is None or not before.text.endswith((":", "："))
    return times[same] >= LABEL_TIMES and part.role in ("paragraph", "heading") and words_in(part.text) <= LABEL_WORDS


def left_out(shown: Sequence[Shown], parts: Sequence[Part], taken: Sequence[Furniture]) -> tuple[tuple[Furniture, ...], tuple[Issue, ...]]:
    """The blocks of the page that are not in the article, each once with a reason, and an Issue where the list is cut."""
    told = told_in(shown, parts)
    seen = {key(f.text) for f in taken}
    found: list[Furniture] = []
    for s, is_told in zip(shown, told, strict=True):
        same = key(s.text)
        if is_told or same in seen:
            continue
        seen.add(same)
        text = s.text if len(s.text) <= LONGEST_FURNITURE else s.text[: LONGEST_FURNITURE - 1] + "…"
        found.append(Furniture(text=text, reason=reason_of(s)))
    if len(found) <= MOST_FURNITURE:
        return tuple(found), ()
    # Menus are the longest and say the least: what tells about the article is kept first.
    ranked = sorted(range(len(found)), key=lambda i: (found[i].reason in ("navigation", "outside the article"), i))[:MOST_FURNITURE]
    message = f"{len(found) - MOST_FURNITURE} of {len(found)} lines outside the article are not in its furniture, those of menus first"
    return tuple(found[i] for i in sorted(ranked)), (Issue(stage="clean", kind="furniture cut", message=message),)


def told_in(shown: Sequence[Shown], parts: Sequence[Part]) -> list[bool]:
    """Which blocks of a page are told in its article: as a part, or as some of one.

    A few letters stand in any text; they are told there only where a block beside them on the page stands beside them there.
    """
    whole = {key(part.text) for part in parts}
    said = key("".join(part.text for part in parts))
    keys = [key(s.text) for s in shown]

    def is_told(i: int) -> bool:
        same = keys[i]
        if not same or same in whole:
            return bool(same)
        if same not in said:
            return False
        beside = (keys[i - 1] + same if i else "", same + keys[i + 1] if i + 1 < len(keys) else "")
        return len(same) >= LONG_ENOUGH or any(len(both) > len(same) and both in said for both in beside)

    return [is_told(i) for i in range(len(shown))]


def reason_of(s: Shown) -> str:
    if reason := reason_for(s.text):
        return reason
    if is_date_line(s.text):
        return "date line"
    if byline_names(s.text) is not None:
        return "byline"
    if s.hint:
        return s.hint
    if s.inside & {"nav", "header", "footer", "button", "form"}:
        return "navigation"
    if "aside" in s.inside:
        return "related links"
    return "caption of another picture" if s.figure is not None else "outside the article"
