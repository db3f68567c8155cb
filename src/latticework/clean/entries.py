"""Headings and times of entries, as live blogs have them, which trafilatura often leaves out."""

from __future__ import annotations

from collections.abc import Sequence

from latticework.clean.clocks import CLOCK_FIRST, ENTRIES, is_clock
from latticework.clean.markup import HEADING, Shown, key
from latticework.clean.parts import Part
from latticework.clean.patterns import reason_for

LONGEST = 25
"""Words of a heading."""
OUTSIDE = frozenset({"nav", "aside", "footer", "form", "button", "figure"})


def headed(body: Sequence[Part], shown: Sequence[Shown], title: str | None, timed_only: bool = False) -> list[Part]:
    """The body with the headings, and the times of entries, that stand on the page right before one of its blocks.

    A heading that is there without its time ("14:30 JST") is told with it. `timed_only` leaves pages without times as they are.
    """
    over = standing_over(body, shown, key(title or ""))
    timed = sum(starts_with_clock(lines) for lines in over.values()) >= ENTRIES
    if timed_only and not timed:
        return list(body)
    found: list[Part] = []
    for n, part in enumerate(body):
        lines = over.get(n, []) if timed else [line for line in over.get(n, []) if not is_clock(line)]
        if lines and (timed or n):
            text = " ".join(lines)
            while found and (found[-1].role == "heading" or is_clock(found[-1].text)) and key(found[-1].text) in key(text):
                found.pop()
            found.append(Part(role="heading", text=text))
        found.append(part)
    return found


def standing_over(body: Sequence[Part], shown: Sequence[Shown], title: str) -> dict[int, list[str]]:
    """Places of blocks of the body, with the headings and times that nothing parts from them."""
    places: dict[str, int] = {}
    for n, part in enumerate(body):
        if part.role != "heading" and not is_clock(part.text):
            places.setdefault(key(part.text), n)
    over: dict[int, list[str]] = {}
    pending: list[str] = []
    for s in shown:
        at = places.get(key(s.text))
        if at is not None:
            if pending:
                over.setdefault(at, pending)
            pending = []
        elif is_clock(s.text) and not s.inside & OUTSIDE:
            pending = [s.text]
        elif is_heading(s) and key(s.text) != title:
            pending = [*(line for line in pending if is_clock(line)), s.text]
        else:
            pending = []
    return over


def starts_with_clock(lines: Sequence[str]) -> bool:
    return CLOCK_FIRST.match(lines[0]) is not None


def is_heading(s: Shown) -> bool:
    shape = HEADING.match(s.tag) is not None and s.tag != "h1" and len(s.text.split()) <= LONGEST
    return shape and s.hint is None and s.figure is None and not s.inside & OUTSIDE and reason_for(s.text) is None
