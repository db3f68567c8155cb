"""Running text that trafilatura has left out of a body."""

from __future__ import annotations

from collections.abc import Sequence

from latticework.clean.bylines import byline_names
from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import Shown, Way, key
from latticework.clean.parts import Part
from latticework.clean.patterns import reason_for

ASIDE = frozenset({"nav", "aside", "footer", "form", "header", "button"})


def completed(body: Sequence[Part], shown: Sequence[Shown]) -> list[Part]:
    """The body with the running text that trafilatura has left out between its blocks, or right behind the last of them.

    Only what stands on the page in the same way as a block of the body is taken for its kind.
    """
    places = {key(part.text): n for n, part in enumerate(body)}
    said = key("".join(part.text for part in body))
    added: dict[int, list[Part]] = {}
    seen: set[str] = set()
    ways: set[Way] = set()
    reached, last = -1, max((i for i, s in enumerate(shown) if key(s.text) in places), default=-1)
    for i, s in enumerate(shown[: last + 2]):
        same = key(s.text)
        if same in places:
            reached = places[same]
            if words_in(s.text) >= 12:
                ways.add(s.way)
        elif reached >= 0 and s.way in ways and is_prose(s) and same not in said and same not in seen and is_new(s, shown[i - 1]):
            added.setdefault(reached, []).append(Part(role="paragraph", text=s.text))
            seen.add(same)
    return [p for n, part in enumerate(body) for p in (part, *added.get(n, ()))]


def is_new(s: Shown, before: Shown) -> bool:
    """Is it neither furniture by its form, nor the teaser under the headline of another article?"""
    return reason_for(s.text) is None and byline_names(s.text) is None and not before.tag.startswith("h") and before.tag != "figure"


def is_prose(s: Shown) -> bool:
    """Running text by its form, in no part of the page that is named for something else."""
    return s.hint is None and s.figure is None and not s.inside & ASIDE and ends_sentence(s.text) and words_in(s.text) >= 12
