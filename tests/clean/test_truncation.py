from __future__ import annotations

from latticework.clean.parts import Part
from latticework.clean.truncation import truncation_of
from latticework.types import Furniture
from tests.clean.pages import PARAGRAPHS, article_of

WHOLE = [Part(role="paragraph", text=p) for p in PARAGRAPHS]


def test_a_whole_article_is_whole() -> None:
    assert truncation_of(WHOLE, ()) is None
    assert truncation_of(WHOLE, [Furniture(text="1 min read", reason="reading time")]) is None


def test_an_article_without_text_is_not_whole() -> None:
    found = truncation_of([], ())
    assert found is not None and "no running text" in found.reason


def test_a_reading_time_that_the_text_cannot_fill() -> None:
    found = truncation_of(WHOLE, [Furniture(text="Reading time: 4 minutes", reason="reading time")])
    assert found is not None and found.reason.startswith("4 minutes")


def test_marks_of_a_cut() -> None:
    assert truncation_of([*WHOLE, Part(role="paragraph", text="The third point says that…")], ())
    assert truncation_of([*WHOLE, Part(role="paragraph", text="The third point says that nets must be of the")], ())
    assert truncation_of(WHOLE, [Furniture(text="Subscribe to continue reading", reason="paywall line")])
    assert truncation_of(WHOLE, (), free=False)


def test_a_label_a_skip_link_and_a_slow_count_are_no_cut() -> None:
    for line in ("Premium", "Continue reading the main story", "Subscriber only events"):
        assert article_of(f"{line}\nNorland seeks deal on fish\n" + "\n".join(PARAGRAPHS)).truncated is None
    long = [Part(role="paragraph", text=p) for p in PARAGRAPHS * 5]
    assert truncation_of(long, [Furniture(text="4 min read", reason="reading time")]) is None


def test_of_prompts_to_subscribe_those_behind_the_text_tell_of_a_cut() -> None:
    wall = "Subscribe to continue reading"
    menu = ["World news", "Sport results", "Weather map", "Puzzles page", "Ferry times"]
    text = "\n".join(["Norland seeks deal on fish", *PARAGRAPHS])
    assert article_of("\n".join([wall, *menu, text])).truncated is None
    assert article_of("\n".join([*menu, text, wall])).truncated is not None
