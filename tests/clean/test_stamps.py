from __future__ import annotations

import pytest

from latticework.clean.stamps import ends_in_date, holds_date, is_date_line


@pytest.mark.parametrize(
    "line",
    [
        "Published: 14 February 2023",
        "Feb. 14, 2023",
        "Updated on 14.02.2023, 10:30 Uhr",
        "Publié le 14 février 2023 à 10h30",
        "Publicado el 14 de febrero de 2023",
        "2023年2月14日 10時30分",
        "3 hours ago",
        "vor 3 Stunden",
        "2023-02-14T10:30:00+01:00",
        "Tuesday 14 February 2023 10:30 GMT · Updated 11:00",
        "Updated at 1:23 p.m. EST",
    ],
)
def test_lines_that_are_dates(line: str) -> None:
    assert is_date_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "In 2023 the strait was closed",
        "02-751-1500",
        "March 14",
        "The talks of 14 February 2023 failed",
        "Norland beats Selma 3-2",
        "12",
        "Updated at the request of 1:23",
    ],
)
def test_lines_that_are_not(line: str) -> None:
    assert not is_date_line(line)


def test_a_name_before_a_date() -> None:
    assert ends_in_date("Ada Lindqvist, 14 February 2023") and ends_in_date("World · 3 hours ago")
    assert not ends_in_date("The strait was closed to all boats on the morning of 14 February 2023")
    assert not ends_in_date("Ada Lindqvist")


def test_a_date_within_a_label() -> None:
    assert holds_date("February 14, 2023 by Ada Lindqvist") and holds_date("2 minute read 14 February 2023 2:26 PM")
    assert not holds_date("Norland seeks deal on fish after 12 years") and not holds_date("Talks fail in February")
