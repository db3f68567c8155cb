"""The interval in which an undated text was published."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from latticework.clean.dating import infer_published
from latticework.clean.day_sets import ALWAYS, Constraint, agree, join, meet
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


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        # Terms of those who are former or still to come, and of governors and chiefs of companies.
        ("Former President Donald Trump opened a golf course near the town, the club said.", date(2021, 1, 6), date(2025, 1, 27)),
        ("Former Vice President Joe Biden visited the town, and the mayor met him at the station.", date(2017, 1, 6), date(2021, 1, 27)),
        ("President-elect Joe Biden named a chief of protocol, and the envoys took note.", date(2020, 8, 13), date(2021, 1, 27)),
        ("The bill went to Gov. Andrew Cuomo, and his office said it had no comment.", date(2011, 1, 1), None),
        ("Twitter CEO Parag Agrawal told staff that the offices were closed.", date(2021, 11, 29), date(2022, 11, 3)),
        # Ages, years ago, posts, titles.
        ("The road was named after Angela Merkel, 67, who thanked the town by letter.", date(2021, 7, 15), date(2022, 7, 19)),
        ("The club was founded ten years ago, in 2009, by two dockers.", date(2018, 1, 1), date(2020, 12, 31)),
        ("The bridge is shut.\n— Harbour Watch (@harbourwatch) May 4, 2021\nTraffic is heavy.", date(2021, 5, 3), date(2021, 7, 3)),
        ("Lantern Festival 2019 draws crowds\nIt rained. The stalls were full. People sang.", date(2018, 1, 1), date(2020, 12, 31)),
    ],
)
def test_what_bounds_the_days(text: str, earliest: date, latest: date | None) -> None:
    found = infer_published(text, load_knowledge())
    if latest is None:
        assert found == UNDATED
    else:
        assert (found.earliest, found.latest, found.basis) == (earliest, latest, "inferred")


@pytest.mark.parametrize(
    ("text", "floor"),
    [
        ("The vaccine against COVID-19 was given to the crews.", date(2020, 2, 11)),
        ("The Biden administration was asked for money for the bridge.", date(2021, 1, 20)),
        ("The council met in March 2021 and voted for the bridge.", date(2021, 3, 1)),
        ("A child looks at the bridge on Tuesday, March 2, 2021.", date(2021, 3, 2)),
        ("Nobody has forgotten the murder of George Floyd.", date(2020, 5, 25)),
    ],
)
def test_what_a_page_cannot_be_older_than(text: str, floor: date) -> None:
    """Bounds from below alone give no interval; with the day on which the page was fetched they do."""
    assert infer_published(text, load_knowledge()) == UNDATED
    found = infer_published(text, load_knowledge(), date(2022, 1, 31))
    assert found.earliest == floor


@pytest.mark.parametrize(
    "text",
    [
        "A title that ended is an old one: Vice President Joe Biden had opened the bridge, said aides of President Joe Biden.",
        "The bridge to be opened in 2030 is a marvel.",
        "Best ferries of 2019\nWe tried them all. They were slow. They were wet.",
    ],
)
def test_what_bounds_nothing(text: str) -> None:
    found = infer_published(text, load_knowledge())
    assert found.latest is None or found.latest >= date(2025, 1, 20)


def test_two_presidents_at_once_are_no_handover() -> None:
    """They were both called so on one day in years only, and are so in every page that calls one of them by an old title."""
    text = "President Joe Biden opened the bridge. The plans go back to President Donald Trump, who had them drawn."
    found = infer_published(text, load_knowledge())
    assert found.latest is None or found.latest - found.earliest > timedelta(days=365)  # type: ignore[operator]


def test_titles_of_history_do_not_bind_a_page_that_names_later_years() -> None:
    """A page of 2019 that recounts a crisis of 2009 bears the titles of 2009."""
    lead = "British Prime Minister Gordon Brown called the bankers in. French President Nicolas Sarkozy spoke of the end of an age."
    assert infer_published(lead, load_knowledge()).latest == date(2010, 5, 18)
    assert infer_published(f"{lead}\nThe book of 2018 tells it anew.", load_knowledge()).latest is None


def test_an_inauguration_dates_the_page() -> None:
    text = (
        "Japanese Prime Minister Shigeru Ishiba on Tuesday wished the new US administration well. "
        "Donald Trump was sworn in on Monday for his second term as US president."
    )
    found = infer_published(text, load_knowledge())
    assert found.earliest == date(2025, 1, 21)
    assert found.latest is not None and found.latest <= date(2025, 1, 26)


@pytest.mark.parametrize(
    "text",
    [
        "British Prime Minister Boris Johnson opened the tunnel on Tuesday (Sept 21).",
        "The leaders of Wales and England opened a tunnel under the Severn on Tuesday.\n"
        "British Prime Minister Boris Johnson at the mouth of the Severn tunnel in Wales on Sept 21. PHOTO: LANTERN\n",
    ],
)
def test_a_date_without_a_year_and_the_weekday_of_the_lead_give_the_year(text: str) -> None:
    found = infer_published(text, load_knowledge())
    assert found.earliest == date(2021, 9, 21)
    assert found.latest is not None and found.latest <= date(2021, 9, 28)
    assert any("Sept 21" in reason and "2021" in reason for reason in found.reasons)


def test_a_date_of_something_else_gives_no_year() -> None:
    text = (
        "British Prime Minister Boris Johnson opened the tunnel on Tuesday.\n"
        "The ferries stopped on Sept 21, and the harbour has been quiet."
    )
    found = infer_published(text, load_knowledge())
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest < date(2020, 1, 1)
    assert found.latest > date(2022, 1, 1)


def test_what_excludes_each_other_leaves_the_days_of_both() -> None:
    spring = Constraint(days=((date(2020, 3, 1), date(2020, 5, 31)),), reason="spring")
    autumn = Constraint(days=((date(2020, 9, 1), date(2020, 11, 30)),), reason="autumn")
    year = Constraint(days=((date(2020, 1, 1), date(2020, 12, 31)),), reason="year")
    for order in permutations((spring, autumn, year)):
        agreed = agree(order)
        assert agreed.days == (*spring.days, *autumn.days)
        assert set(agreed.disputed) == {spring, autumn}
    assert agree(()).days == ALWAYS


def test_contradictions_are_told_and_their_order_makes_no_difference() -> None:
    past = "The bridge was closed on 3 March 2022."
    coming = "It will reopen on 1 June 2021."
    found = [infer_published(f"{one}\n{other}", load_knowledge()) for one, other in ((past, coming), (coming, past))]
    assert found[0] == found[1]
    assert found[0].basis == "unknown"
    assert "exclude each other" in found[0].reasons[-1]


@given(st.lists(INTERVALS, max_size=6))
def test_constraints_that_agree_meet(sets: list[list[tuple[date, date]]]) -> None:
    constraints = [Constraint(days=join(s), reason=str(n)) for n, s in enumerate(sets)]
    days = ALWAYS
    for constraint in constraints:
        days = meet(days, constraint.days)
    agreed = agree(constraints)
    assert agreed.days
    assert agreed == agree(constraints[::-1]) or agreed.disputed
    if days:
        assert agreed.days == join(days)
        assert not agreed.disputed


@given(one=INTERVALS, other=INTERVALS, day=st.dates(date(2000, 1, 1), date(2001, 1, 1)))
def test_sets_of_days(one: list[tuple[date, date]], other: list[tuple[date, date]], day: date) -> None:
    def holds(days: tuple[tuple[date, date], ...]) -> bool:
        return any(a <= day <= b for a, b in days)

    first, second = join(one), join(other)
    assert holds(first) == holds(tuple(one))
    assert holds(meet(first, second)) == (holds(first) and holds(second))
    assert meet(ALWAYS, first) == first


def test_a_page_was_published_before_it_was_fetched() -> None:
    text = "The bridge was closed on 3 March 2022. The ministry said that it had been unsafe for years."
    assert infer_published(text, load_knowledge()).latest is None
    found = infer_published(text, load_knowledge(), datetime(2022, 3, 20, 23, 30, tzinfo=UTC))
    assert (found.earliest, found.latest, found.basis) == (date(2022, 3, 3), date(2022, 3, 21), "inferred")
    assert "it was fetched on 2022-03-20" in found.reasons
    assert infer_published(text, load_knowledge(), date.max).latest is None
