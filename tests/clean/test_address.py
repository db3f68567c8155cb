"""Lines that speak to the reader where the text does not. Every sentence is invented."""

from __future__ import annotations

import pytest

from latticework.clean.address import addressed, speaking_out
from latticework.clean.lines import lines_of
from tests.clean.pages import PARAGRAPHS, article_of, said

TITLE = "Norland seeks deal on fish as strait reopens"
LONGER = [f"{p} Nobody in the harbour expected otherwise, and the price of cod rose by a tenth." for p in PARAGRAPHS]
APPEAL = "Our reports cost you nothing, but we need your help, so that we can go on asking questions for you in the harbour."


@pytest.mark.parametrize(
    "text, count",
    [
        (APPEAL, 6),
        ("The minister said: “We will help you, and you will help us.”", 0),
        ("Talks with the US went on in the harbour.", 0),
        ("Wir bitten Sie um Ihre Hilfe.", 3),
        ("Sie sagte, er sei im Hafen geblieben.", 0),
        ("Nous vous écrirons.", 2),
    ],
)
def test_words_of_address_count_outside_of_quotations(text: str, count: int) -> None:
    assert addressed(text) == count


def test_only_what_the_other_lines_do_not_do_weighs_against_a_line() -> None:
    report = lines_of("\n".join([*LONGER, APPEAL]))
    assert set(speaking_out(report, range(len(report)))) == {len(report) - 1}
    column = lines_of("\n".join([*(f"{p} You know how we are, and what our friends say of us and of you." for p in PARAGRAPHS), APPEAL]))
    assert not speaking_out(column, range(len(column)))


def test_an_appeal_behind_a_report_goes_and_one_word_in_a_sentence_stays() -> None:
    article = article_of("\n".join([TITLE, *LONGER, "About the harbour", APPEAL]))
    assert said(article, "paragraph") == LONGER and APPEAL in [f.text for f in article.furniture]
    told = f"{LONGER[-1]} From the pier you see the whole of the fleet."
    assert said(article_of("\n".join([TITLE, *LONGER[:-1], told])), "paragraph") == [*LONGER[:-1], told]
