"""The data files of time: what is read, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from latticework.detect.times.durations import length
from latticework.detect.times.lexicon import Holiday, load_lexicon
from latticework.detect.times.patterns import amount, month_of, ordinal, unit_of, weekday_of
from latticework.errors import KnowledgeError


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("three", 3),
        ("twenty-five", 25),
        ("1,200", 1200),
        ("two and a half", 2.5),
        ("5 1/2", 5.5),
        ("half an", 0.5),
        ("a", 1),
        ("a hundred", 100),
    ],
)
def test_amounts(said: str, number: float) -> None:
    assert amount(said) == number


def test_an_open_amount_is_none() -> None:
    assert amount("several") is None and amount("a few") is None


def test_lengths() -> None:
    assert [length(3, "Y"), length(2, "10Y"), length(None, "10Y"), length(5.5, "TH"), length(2, "2W")] == [
        "P3Y",
        "P20Y",
        "PXY",
        "PT5H30M",
        "P4W",
    ]


def test_names() -> None:
    assert (month_of("Sept."), month_of("MAY"), weekday_of("Tues."), weekday_of("Sunday")) == (9, 5, 1, 6)
    assert (unit_of("Years"), unit_of("centuries"), unit_of("hour"), ordinal("3rd"), ordinal("final")) == ("Y", "100Y", "TH", 3, -1)


def test_a_rule_of_no_known_form_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="no known form"):
        Holiday(name="Sometime", rule="whenever").on(2024)


def test_every_class_has_words() -> None:
    assert all(words for words in load_lexicon().words.values())
    assert load_lexicon().holidays["black friday"].on(2024) == date(2024, 11, 29)
