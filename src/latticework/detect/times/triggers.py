"""Where in a text it is worth looking: the words without which no pattern can match, and the stretches around them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from latticework.detect.times.lexicon import load_lexicon

_TOKEN = re.compile(r"[A-Za-z]+|\d+")
BEFORE, AFTER = 70, 60
"""Characters looked at on each side of a trigger; the longest expressions reach about half as far."""

Places = Mapping[str, list[tuple[int, int]]]


@lru_cache(maxsize=1)
def trigger_words() -> Mapping[str, str]:
    """Words in lower case with the classes (one letter each, as in `patterns.tsv`) that they make possible."""
    lexicon = load_lexicon()
    found: dict[str, set[str]] = defaultdict(set)

    def add(kind: str, *words: str) -> None:
        for word in words:
            found[word.lower()].add(kind)

    add("M", *lexicon.of("month"), *lexicon.of("month_short"))
    for word in (*lexicon.of("weekday"), *lexicon.of("weekday_short")):
        add("W", word, f"{word}s")
    for word in (*lexicon.of("unit"), *lexicon.of("unit_plural")):
        add("U", word, f"{word}s", f"{word}long")
    add("U", "weekend")
    add("P", *lexicon.of("daypart"))
    add("S", *lexicon.of("season"))
    add("H", *(_TOKEN.findall(name)[0] for name in lexicon.holidays))
    add("E", *(_TOKEN.findall(word)[0] for word in lexicon.of("set")))
    add("F", *(_TOKEN.findall(word)[-1] for word in lexicon.of("reference")))
    add("R", "today", "yesterday", "tomorrow", "tonight")
    add(
        "C",
        "noon",
        "midnight",
        "midday",
        "m",
        "am",
        "pm",
        "clock",
        "utc",
        "gmt",
        "hrs",
        "hours",
        "local",
        "morning",
        "afternoon",
        "evening",
    )
    add("Y", "twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
    add("N", "q")
    return {word: "".join(sorted(kinds)) for word, kinds in found.items()}


def trigger_places(text: str) -> Places:
    """For each class, where its trigger words and figures stand in a text."""
    known = trigger_words()
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for m in _TOKEN.finditer(text):
        word = m[0]
        kinds = known.get(word.lower()) or (_figures(text, m) if word[0].isdigit() else "")
        for kind in kinds:
            found[kind].append(m.span())
    return found


def _figures(text: str, m: re.Match[str]) -> str:
    """Years and decades are class Y; figures that a point, colon, hyphen or stroke joins to others are N."""
    word, kinds = m[0], ""
    if (len(word) == 4 and "1500" <= word < "2100") or (len(word) == 2 and word[1] == "0"):
        kinds += "Y"
    if text[m.end() : m.end() + 1] in ("/", ".", ":", "-") and text[m.end() + 1 : m.end() + 2].isdigit():
        kinds += "N"
    return kinds


def windows(places: Places, kinds: frozenset[str], length: int) -> list[tuple[int, int]]:
    """The stretches of a text around the triggers of some classes, joined where they meet."""
    spans = sorted(span for kind in kinds for span in places.get(kind, ()))
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        low, high = max(0, start - BEFORE), min(length, end + AFTER)
        if joined and low <= joined[-1][1]:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return joined
