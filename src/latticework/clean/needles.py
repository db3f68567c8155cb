"""Many patterns over one text: only those are tried whose own words stand in it, since hundreds on every page would cost too much."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GROUP = re.compile(r"\((?:\?[a-zA-Z=!<:-]*)?[^()]*\)[?*]?(?:\{[^}]*\})?")
_LOOSE = re.compile(r"\[[^\]]*\](?:\{[^}]*\}|[?*+])?|\\.[?*+]?|\w[?*]|\{[^}]*\}")
_LITERAL = re.compile(r"[^\W_]{3,}")


def own_words(pattern: str) -> tuple[tuple[str, ...], ...]:
    """For each alternative of a regular expression the words in lower case without which it cannot match.

    They are what stands in no group, class or option; () where one alternative has none, and may match anything.
    """
    before = None
    while before != pattern:
        before, pattern = pattern, _GROUP.sub(" ", pattern)
    found = [tuple(w.lower() for w in _LITERAL.findall(_LOOSE.sub(" ", part))) for part in pattern.split("|")]
    return tuple(found) if all(found) else ()


class Needles:
    """Regular expressions, of which only those are tried whose words stand in a text."""

    def __init__(self, patterns: Sequence[str], flags: re.RegexFlag = re.RegexFlag.NOFLAG) -> None:
        self._patterns = [(own_words(p), re.compile(p, flags)) for p in patterns]

    def found_in(self, text: str) -> list[tuple[int, re.Pattern[str]]]:
        """The patterns that match somewhere in a text, with their places in the list."""
        lower = text.lower()
        return [
            (n, pattern)
            for n, (words, pattern) in enumerate(self._patterns)
            if (not words or any(all(word in lower for word in some) for some in words)) and pattern.search(text)
        ]
