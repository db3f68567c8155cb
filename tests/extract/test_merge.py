"""The same act told twice is one event."""

from __future__ import annotations

from tests.extract.coding import events_of, only


def test_title_and_text_tell_one_act() -> None:
    event = only("Japan condemns North Korea\nJapan condemned North Korea on Monday.")
    assert event.when is not None and event.when.basis == "relative"
    assert len([e for e in event.evidence if e.role == "sentence"]) == 2


def test_a_reciprocal_act_told_from_both_sides() -> None:
    assert len(events_of("Greece held talks with Turkey.\nTurkey held talks with Greece.")) == 1


def test_different_days_are_different_acts() -> None:
    assert len(events_of("Russia attacked Ukraine on Sunday.\nRussia attacked Ukraine on Monday.")) == 2


def test_a_plan_and_its_deed_are_two() -> None:
    assert len(events_of("Japan condemned Iran.\nIran did not attack Japan.\nIran attacked Japan.")) == 3
