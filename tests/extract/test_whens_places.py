"""When and where an act takes place."""

from __future__ import annotations

from datetime import date

from tests.extract.coding import DAY, events_of, only


def test_a_weekday_is_relative() -> None:
    when = only("Japan condemned North Korea on Sunday.").when
    assert when is not None and (when.earliest, when.basis) == (date(2024, 5, 5), "relative")


def test_a_date_is_explicit() -> None:
    when = only("Japan condemned North Korea on 2 May 2024.").when
    assert when is not None and (when.earliest, when.basis) == (date(2024, 5, 2), "explicit")


def test_without_a_time_it_is_the_day_of_publication() -> None:
    when = only("Japan condemned North Korea.").when
    assert when is not None and (when.earliest, when.basis) == (DAY, "published")


def test_a_present_tense_with_a_day_to_come_is_a_plan() -> None:
    event = only("Japan meets South Korea on 20 May 2024.")
    assert (event.type, event.about, event.status) == ("AGREE", "CONSULT", "planned")
    assert event.when is not None and event.when.earliest == date(2024, 5, 20)


def test_a_time_of_the_first_of_two_verbs_holds_for_both() -> None:
    events = events_of("Japan on Monday condemned Iran and thanked Germany.")
    assert [e.when and e.when.earliest for e in events] == [date(2024, 5, 6)] * 2


def test_a_place_is_not_the_other_side() -> None:
    event = only("Greece and Turkey held talks in Geneva.")
    assert event.place is not None and event.place.name == "Geneva"
    assert [p.country for p in (*event.source, *event.target)] == ["GRC", "TUR"]
