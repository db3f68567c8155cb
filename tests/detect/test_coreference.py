"""Whom pronouns and short forms mean within one article."""

from __future__ import annotations

from datetime import date

import pytest
from tests.detect.test_actors import found, read


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Shigeru Ishiba said he was ready.", "he", "Shigeru Ishiba"),
        ("Shigeru Ishiba met Donald Trump. He was glad.", "He", "Shigeru Ishiba"),
        ("Penny Wong spoke first. She praised her staff.", "She", "Penny Wong"),
        ("Penny Wong met Shigeru Ishiba. She thanked him.", "him", "Shigeru Ishiba"),
        ("Joe Biden, who left in January, was absent.", "who", "Joe Biden"),
        ("Trump returned on Monday. Donald Trump was cheered.", "Trump", "Donald Trump"),
        ("Trump pressed US allies, and has threatened them with tariffs.", "them", "US allies"),
    ],
)
def test_pronouns_and_surnames(text: str, words: str, name: str) -> None:
    assert found(read(text), words)[1].name == name


def test_the_minister_is_the_one_spoken_of() -> None:
    mention, actor = found(read("Japan's Takeshi Iwaya spoke in Tokyo. The minister then flew home."), "The minister")
    assert (mention.by, actor.name) == ("coreference", "Takeshi Iwaya")


def test_both_sides_are_the_last_two_states() -> None:
    mention, actor = found(read("Japan and Australia signed a pact. Both sides praised it."), "Both sides")
    assert mention.kind == "group"
    assert actor.members == ("JPN", "AUS")


def test_nobody_is_taken_where_nobody_fits() -> None:
    assert not [m for m in read("It rained. They stayed at home.").mentions if m.by == "coreference"]


def test_she_is_not_he() -> None:
    reading = read("Mr Shigeru Ishiba met Ms Penny Wong. She smiled.")
    assert found(reading, "She")[1].name == "Penny Wong"


def test_the_leaders_are_those_who_met() -> None:
    reading = read("Shigeru Ishiba met Donald Trump in Washington. The two leaders agreed. The leaders then dined.")
    assert found(reading, "The leaders")[1].members == ("JPN", "USA")


def test_a_title_is_repeated_as_its_country_has_it() -> None:
    mention, actor = found(
        read("Marco Rubio spoke to Donald Trump. The secretary of state then left.", date(2025, 3, 1)), "The secretary of state"
    )
    assert (mention.by, actor.name) == ("coreference", "Marco Rubio")


def test_allies_are_those_of_whoever_is_spoken_of() -> None:
    assert found(read("US officials spoke. That hurt allies."), "allies")[1].name == "US allies"


def test_they_are_those_joined_before() -> None:
    for text in ("Japan and Australia held talks. They agreed.", "Shigeru Ishiba met Anthony Albanese. They agreed."):
        assert set(found(read(text), "They")[1].members or ()) == {"JPN", "AUS"}
    assert found(read("Japan and Australia blamed US allies. They were angry about it."), "They")[1].members == ("JPN", "AUS")


def test_who_is_never_a_country() -> None:
    assert found(read("Houthi rebels in Yemen, who fired first, fled."), "who")[1].sector == "REB"


def test_a_knight_goes_by_the_first_name() -> None:
    assert found(read("Keir Starmer spoke. Sir Keir then left."), "Keir")[1].name == "Keir Starmer"
