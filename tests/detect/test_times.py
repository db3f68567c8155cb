"""What time expressions are found, and which days they mean."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from latticework.detect.times import find_times, resolve, times_in
from latticework.types import UNDATED, Article, Block, Published, Reading, TimeExpression

DAY = date(2025, 1, 21)  # a Tuesday


def only(text: str, day: date = DAY) -> TimeExpression:
    found = resolve(text, day)
    assert len(found) == 1, [t.text for t in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "words", "earliest", "latest", "timex"),
    [
        ("They met on January 13.", "January 13", "2025-01-13", "2025-01-13", "2025-01-13"),
        ("They met on 13 January 2024.", "13 January 2024", "2024-01-13", "2024-01-13", "2024-01-13"),
        ("They met on Monday, 13 January.", "Monday, 13 January", "2025-01-13", "2025-01-13", "2025-01-13"),
        ("Signed Dec. 3, 2024.", "Dec. 3, 2024", "2024-12-03", "2024-12-03", "2024-12-03"),
        ("They met on Dec. 20 in Rome.", "Dec. 20", "2024-12-20", "2024-12-20", "2024-12-20"),
        ("Updated 2025-01-20 here", "2025-01-20", "2025-01-20", "2025-01-20", "2025-01-20"),
        ("Filed 31/12/2024 here", "31/12/2024", "2024-12-31", "2024-12-31", "2024-12-31"),
        ("He took over in January 2021.", "January 2021", "2021-01-01", "2021-01-31", "2021-01"),
        ("He resigned in November.", "November", "2024-11-01", "2024-11-30", "2024-11"),
        ("A trip in the first half of February is planned.", "the first half of February", "2025-02-01", "2025-02-14", "2025-02"),
        ("The envoy left yesterday.", "yesterday", "2025-01-20", "2025-01-20", "2025-01-20"),
        ("They arrived last week.", "last week", "2025-01-13", "2025-01-19", "2025-W03"),
        ("They arrive next month.", "next month", "2025-02-01", "2025-02-28", "2025-02"),
        ("They met two days ago.", "two days ago", "2025-01-19", "2025-01-19", "2025-01-19"),
        ("They met almost four years ago.", "almost four years ago", "2021-01-01", "2021-12-31", "2021"),
        ("Output grew in the third quarter of 2024.", "the third quarter of 2024", "2024-07-01", "2024-09-30", "2024-Q3"),
        ("Output fell in the second half of 2023.", "the second half of 2023", "2023-07-01", "2023-12-31", "2023-H2"),
        ("It began in late 2023.", "late 2023", "2023-09-01", "2023-12-31", "2023"),
        ("It began in mid-May 2024.", "mid-May 2024", "2024-05-11", "2024-05-20", "2024-05"),
        ("The war of the 1990s ended.", "the 1990s", "1990-01-01", "1999-12-31", "199X"),
        ("Talks were held last summer.", "last summer", "2024-06-01", "2024-08-31", "2024-SU"),
        ("A truce held over Christmas 2024.", "Christmas 2024", "2024-12-25", "2024-12-25", "2024-12-25"),
        ("A truce held on Easter Sunday 2024.", "Easter Sunday 2024", "2024-03-31", "2024-03-31", "2024-03-31"),
        ("The fair ran January 3-5.", "January 3-5", "2025-01-03", "2025-01-05", "2025-01-03/2025-01-05"),
        ("It grew between 2003 and 2005.", "between 2003 and 2005", "2003-01-01", "2005-12-31", "2003/2005"),
        ("It grew in 2003-05.", "2003-05", "2003-01-01", "2005-12-31", "2003/2005"),
        ("It lasted from May to June 2024.", "from May to June 2024", "2024-05-01", "2024-06-30", "2024-05/2024-06"),
        ("After the Sept. 11 attacks laws changed.", "Sept. 11", "2001-09-11", "2001-09-11", "2001-09-11"),
        ("It rained last night.", "last night", "2025-01-20", "2025-01-20", "2025-01-20TNI"),
    ],
)
def test_days(text: str, words: str, earliest: str, latest: str, timex: str) -> None:
    found = only(text)
    assert (found.text, str(found.earliest), str(found.latest), found.timex) == (words, earliest, latest, timex)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The minister said on Friday that talks went well.", date(2025, 1, 17)),
        ("The minister said on Tuesday that talks went well.", date(2025, 1, 21)),
        ("The minister will fly to Rome on Friday.", date(2025, 1, 24)),
        ("The minister flew out last Tuesday.", date(2025, 1, 14)),
        ("The two meet next Tuesday.", date(2025, 1, 28)),
    ],
)
def test_weekdays_follow_the_tense(text: str, day: date) -> None:
    assert only(text).earliest == only(text).latest == day


@pytest.mark.parametrize(
    ("text", "kind", "timex"),
    [
        ("He ruled for three years.", "duration", "P3Y"),
        ("A two-day visit ended.", "duration", "P2D"),
        ("They spoke for two and a half hours.", "duration", "PT2H30M"),
        ("They argued for half an hour.", "duration", "PT30M"),
        ("It went on for several months.", "duration", "PXM"),
        ("They meet every Monday.", "set", "XXXX-WXX-1"),
        ("They meet annually.", "set", "P1Y"),
        ("They meet twice a week.", "set", "P1W"),
        ("They meet every two years.", "set", "P2Y"),
        ("He is now in Rome.", "date", "PRESENT_REF"),
        ("He was recently in Rome.", "date", "PAST_REF"),
    ],
)
def test_kinds(text: str, kind: str, timex: str) -> None:
    found = only(text)
    assert (found.kind, found.timex) == (kind, timex)


@pytest.mark.parametrize(
    "text",
    [
        "A 54-year-old man marched on.",
        "She may fall in march.",
        "Sales fell 2005 units.",
        "It cost $2,024.50 apiece.",
        "Prices spring back after the fall of the king.",
    ],
)
def test_what_tells_no_time(text: str) -> None:
    assert [t for t in resolve(text, DAY) if t.text != "2005"] == []


def test_a_zone_makes_an_instant() -> None:
    found = only("Polls close at 18:00 UTC today.")
    assert found.earliest == found.latest == datetime(2025, 1, 21, 18, tzinfo=UTC)
    assert (found.kind, found.precision, found.timex) == ("time", "minute", "2025-01-21T18:00Z")


def test_days_carry_over() -> None:
    first, second, third = resolve("The law passed on 3 March 2020. The same day a strike began. A day later it ended.", DAY)
    assert (first.timex, second.timex, third.timex) == ("2020-03-03", "2020-03-03", "2020-03-04")


def test_a_week_of_possible_days_settles_weekdays_but_not_today() -> None:
    week = Published(earliest=date(2025, 1, 21), latest=date(2025, 1, 24), precision="range", basis="inferred")
    tuesday, today, year = times_in("He spoke on Tuesday. Today he left. It began in 2021.", week)
    assert tuesday.earliest == tuesday.latest == date(2025, 1, 21)
    assert (today.earliest, today.latest, today.timex) == (date(2025, 1, 21), date(2025, 1, 24), "2025-01-XX")
    assert year.timex == "2021"


def test_without_a_date_only_what_stands_by_itself_is_told() -> None:
    found = times_in("He spoke on Tuesday, left yesterday, and returned on 3 May 2020 after January 13.", UNDATED)
    assert [(t.text, t.earliest, t.timex) for t in found] == [
        ("Tuesday", None, "XXXX-WXX-2"),
        ("yesterday", None, "XXXX-XX-XX"),
        ("3 May 2020", date(2020, 5, 3), "2020-05-03"),
        ("January 13", None, "XXXX-01-13"),
    ]


def test_the_stage_adds_and_skips_credits() -> None:
    text = "They met on Monday.\nPhoto taken 2020-05-05\nThey left on Sunday."
    lines = [0, 20, 43, len(text) + 1]
    roles = ("paragraph", "credit", "caption")
    blocks = tuple(Block(start=a, end=b - 1, role=r) for a, b, r in zip(lines, lines[1:], roles, strict=False))  # type: ignore[arg-type]
    article = Article(
        id="a", ref="a", url=None, outlet=None, title=None, standfirst=None, authors=(), section=None, language="en",
        published=Published(earliest=DAY, latest=DAY, precision="day", basis="given"), modified=None, text=text, blocks=blocks,
        furniture=(), truncated=None, copy_of=None,
    )  # fmt: skip
    reading = find_times(None)(Reading(article=article))  # type: ignore[arg-type]
    assert [(t.id, t.text, str(t.earliest)) for t in reading.times] == [("t1", "Monday", "2025-01-20"), ("t2", "Sunday", "2025-01-19")]
    assert all(text[t.start : t.end] == t.text for t in reading.times)


def test_what_lies_ahead() -> None:
    assert only("They will meet in three weeks.").timex == "2025-W07"
    within = only("They will reply within three weeks.")
    assert (within.kind, within.earliest, within.latest) == ("duration", DAY, date(2025, 2, 11))
    assert only("The bridge was built in three weeks.").timex == "P3W"
    assert only("Olsen will be the first minister to visit Chile in 12 years.").timex == "P12Y"
    assert only("They will meet for the first time in three weeks.").timex == "P3W"
    assert only("The first ferry will sail in three weeks.").timex == "2025-W07"
