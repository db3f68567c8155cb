"""The interval in which an undated text was published."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from latticework.clean.dating import ALWAYS, infer_published, join, meet
from latticework.knowledge import load_knowledge
from latticework.types import UNDATED

INTERVALS = st.lists(
    st.tuples(st.dates(date(2000, 1, 1), date(2001, 1, 1)), st.dates(date(2000, 1, 1), date(2001, 1, 1))).map(lambda t: (min(t), max(t))),
    min_size=1,
    max_size=4,
)


def test_nothing_told_nothing_known() -> None:
    assert infer_published("The council met and agreed on a budget.", load_knowledge()) == UNDATED


def test_a_past_date_alone_has_no_upper_bound() -> None:
    assert infer_published("The bridge collapsed on 3 March 2020, the mayor said.", load_knowledge()) == UNDATED


def test_a_past_and_a_coming_date_make_an_interval() -> None:
    text = "The bridge was closed on 3 March 2020. It will reopen on 1 June 2021."
    found = infer_published(text, load_knowledge())
    assert (found.earliest, found.latest, found.basis) == (date(2020, 3, 3), date(2021, 6, 1), "inferred")
    assert len(found.reasons) == 2


def test_an_office_bounds_both_sides_and_a_weekday_with_its_date_picks_the_year() -> None:
    text = "British Prime Minister Boris Johnson visited the port on Tuesday, February 1, and praised the crew."
    found = infer_published(text, load_knowledge())
    assert found.earliest is not None and date(2022, 1, 20) <= found.earliest <= date(2022, 2, 1)
    assert found.latest is not None and found.latest <= date(2022, 9, 6)


def test_former_holders_are_no_evidence() -> None:
    assert infer_published("Former British Prime Minister Boris Johnson visited the port.", load_knowledge()) == UNDATED


def test_an_inauguration_dates_the_page() -> None:
    text = (
        "Japanese Prime Minister Shigeru Ishiba on Tuesday wished the new US administration well. "
        "Donald Trump was sworn in on Monday for his second term as US president."
    )
    found = infer_published(text, load_knowledge())
    assert found.earliest == date(2025, 1, 21)
    assert found.latest is not None and found.latest <= date(2025, 1, 26)


@given(one=INTERVALS, other=INTERVALS, day=st.dates(date(2000, 1, 1), date(2001, 1, 1)))
def test_sets_of_days(one: list[tuple[date, date]], other: list[tuple[date, date]], day: date) -> None:
    def holds(days: tuple[tuple[date, date], ...]) -> bool:
        return any(a <= day <= b for a, b in days)

    first, second = join(one), join(other)
    assert holds(first) == holds(tuple(one))
    assert holds(meet(first, second)) == (holds(first) and holds(second))
    assert meet(ALWAYS, first) == first
