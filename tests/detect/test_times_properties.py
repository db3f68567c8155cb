"""What holds for every text and every day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latticework.detect.times import times_in
from latticework.detect.times.calendar import masked
from latticework.detect.times.lexicon import Template, easter, load_lexicon, load_templates, orthodox_easter
from latticework.types import UNDATED, Published, as_day

WORDS = [
    "on", "in", "the", "of", "last", "next", "this", "first", "half", "early", "mid-", "end", "from", "to", "between", "and", "Monday",
    "Friday", "January", "May", "Feb.", "29", "31", "2024", "2003-05", "99", "1999", "three", "a", "year", "years", "days", "ago", "later",
    "weekend", "morning", "9 a.m.", "noon", "UTC", "Christmas", "Easter", "every", "daily", "now", "week", "month", "century", "20th",
    "quarter", "fall", "summer", "’90s", "will", "said", "9999", "\n", ".", ",", "decades", "day", "before", "12/31/1999", "today",
]  # fmt: skip
TEXTS = st.one_of(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.text(max_size=60))
WRITTEN = Published(earliest=date(2025, 1, 21), latest=date(2025, 1, 21), precision="day", basis="given")
DAYS = st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 1, 1))


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, one=DAYS, other=DAYS, offset=st.integers(0, 50))
def test_every_span_holds_its_words_and_ends_are_in_order(text: str, one: date, other: date, offset: int) -> None:
    interval = Published(earliest=min(one, other), latest=max(one, other), precision="range", basis="inferred")
    for published in (interval, UNDATED):
        last = 0
        for n, found in enumerate(times_in(text, published, offset), 1):
            assert text[found.start - offset : found.end - offset] == found.text != ""
            assert found.id == f"t{n}" and found.start - offset >= last
            last = found.end - offset
            assert (found.earliest is None) == (found.latest is None)
            if found.earliest is not None and found.latest is not None:
                assert as_day(found.earliest) <= as_day(found.latest)


@given(day=DAYS)
def test_easter_is_a_sunday_in_spring(day: date) -> None:
    western, eastern = easter(day.year), orthodox_easter(day.year)
    assert western.weekday() == 6 and (3, 22) <= (western.month, western.day) <= (4, 25)
    if 1900 <= day.year <= 2099:
        assert eastern.weekday() == 6 and eastern >= western


def test_known_easters() -> None:
    assert [easter(y) for y in (2000, 2024, 2025)] == [date(2000, 4, 23), date(2024, 3, 31), date(2025, 4, 20)]
    assert orthodox_easter(2024) == date(2024, 5, 5)


def test_every_holiday_has_its_day() -> None:
    days = {name: holiday.on(2024) for name, holiday in load_lexicon().holidays.items()}
    assert (days["thanksgiving"], days["memorial day"], days["election day"]) == (date(2024, 11, 28), date(2024, 5, 27), date(2024, 11, 5))


def test_masking() -> None:
    assert masked("2024-01-13", "2025-01-13") == "XXXX-01-13"
    assert masked("P3D", "P3D") == "P3D"


@pytest.mark.parametrize("template", [t for t in load_templates() if t.example], ids=lambda t: t.name)
def test_every_pattern_finds_its_example(template: Template) -> None:
    found = times_in(f"That was {template.example}.", WRITTEN)
    assert [t.text for t in found] == [template.example]
    assert times_in(f"{'So it went on and on. ' * 20}It was {template.example}, then.", WRITTEN)
