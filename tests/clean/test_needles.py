"""Patterns that are tried only where their own words stand."""

from __future__ import annotations

import re

import pytest

from latticework.clean.event_days import _coined, _occasion_needles
from latticework.clean.needles import Needles, own_words
from latticework.knowledge import load_knowledge


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"fall of Baghdad", (("fall", "baghdad"),)),
        (r"(sinking|loss) of the (old )?Cheonan", (("the", "cheonan"),)),
        (r"Hamas(’s|'s)? [^.]{0,40}victor(y|ies)", (("hamas", "victor"),)),
        (r"\bDelta variants?\b", (("delta", "variant"),)),
        (r"midterms? of 20\d\d|\bvote", (("midterm",), ("vote",))),
        (r"9/11( attacks?)?", ()),
        (r"(Nice|Cannes) (attack|lorry)", ()),
    ],
)
def test_words_without_which_a_pattern_cannot_match(pattern: str, words: tuple[tuple[str, ...], ...]) -> None:
    assert own_words(pattern) == words


def test_what_is_left_out_would_not_have_matched() -> None:
    """Every shipped pattern, tried on a text in which the words of all of them stand: with and without its own words alike."""
    knowledge = load_knowledge()
    patterns = [p for o in knowledge.occasions for p in o.patterns]
    text = ". ".join(re.sub(r"\([^()|]*\|?([^()]*)\)\??", r"\1", p) for p in patterns).replace("?", "").replace("\\", "")
    found = {n for n, _ in _occasion_needles(knowledge.occasions)[1].found_in(text)}
    assert found == {n for n, p in enumerate(patterns) if re.search(p, text, re.IGNORECASE)}
    assert len(found) > 50
    assert _coined(knowledge.eras.coinages)[1].found_in("The iPhone 12 was shown.")


def test_order_and_flags() -> None:
    needles = Needles(["second", "first", "FIRST"], re.IGNORECASE)
    assert [n for n, _ in needles.found_in("the First of all")] == [1, 2]
