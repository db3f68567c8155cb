"""Times of day that stand alone, as over the entries of a live blog."""

from __future__ import annotations

import re

CLOCK = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?(?:\d{1,2} [a-z]{3,9},? |[a-z]{3,9} \d{1,2},? )?(?:[01]?\d|2[0-3])[:.h][0-5]\d"
    r"(?: ?[ap]\.?m\.?)?(?: ?(?:[A-Z]{2,5}|local time))?",
    re.I,
)
CLOCK_FIRST = re.compile(rf"(?:{CLOCK.pattern})(?!\S)", re.I)
ENTRIES = 3
"""Times that stand before blocks of the body from which they are those of entries, and not of the page."""


def is_clock(text: str) -> bool:
    """Is a line a time of day and nothing else: "14:30", "Saturday 16:05 JST", "9.15pm"?"""
    return len(text) <= 40 and CLOCK.fullmatch(text.strip()) is not None
