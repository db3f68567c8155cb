"""Whether an act has happened."""

from __future__ import annotations

import pytest
from tests.extract.coding import events_of, only

CASES = {
    "China attacked Vietnam.": "happened",
    "China is attacking Vietnam.": "ongoing",
    "China did not attack Vietnam.": "not_happened",
    "China failed to expel the Indian ambassador.": "not_happened",
    "China denied attacking Vietnam.": "denied",
    "China may attack Vietnam.": "possible",
    "If China attacks Vietnam, prices will rise.": "possible",
    "China plans to visit Vietnam.": "planned",
    "China is expected to host talks with Vietnam.": "planned",
    "China is to sign a treaty with Vietnam.": "planned",
    "Emmanuel Macron would have been the first French leader to visit Vietnam.": "possible",
}


@pytest.mark.parametrize("text", CASES)
def test_status(text: str) -> None:
    assert only(text).status == CASES[text]


def test_what_ought_to_be_is_no_event() -> None:
    assert events_of("Israel should attack Iran.") == ()


def test_a_plan_is_not_dated_by_the_day_of_publication() -> None:
    assert only("France will send tanks to Ukraine.").when is None


@pytest.mark.parametrize(
    ("text", "background"),
    [
        ("Russia attacked Ukraine on Monday.", False),
        ("Russia had attacked Ukraine.", True),
        ("Russia attacked Ukraine in February 2022.", True),
        ("Emmanuel Macron urged Canada to spend more during his first term.", True),
    ],
)
def test_background(text: str, background: bool) -> None:
    assert only(text).background is background
