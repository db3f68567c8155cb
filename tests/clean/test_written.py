"""Dates as people write them; every line is invented."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from latticework.clean.written import label_of, order_of, written_dates, zone_named, zone_of_country


@pytest.mark.parametrize(
    ("text", "language", "day"),
    [
        ("Miércoles, 15 de abril de 2020", "es", date(2020, 4, 15)),
        ("Mis à jour le 1er févr. 2025", "fr", date(2025, 2, 1)),
        ("Samstag, 3. März 2011", "de", date(2011, 3, 3)),
        ("15 августа 2016", "ru", date(2016, 8, 15)),
        ("2020. július 3.", "hu", date(2020, 7, 3)),
        ("2020年07月03日", "ja", date(2020, 7, 3)),
        ("2020년 7월 3일", "ko", date(2020, 7, 3)),
        ("الأربعاء، 07 أكتوبر 2020", "ar", date(2020, 10, 7)),
        ("Jan. 21, 2025", "en", date(2025, 1, 21)),
        ("HealthJanuary 21, 2025", "en", date(2025, 1, 21)),
        ("8.5.12", "de", date(2012, 5, 8)),
        ("22/11/2020", "pt", date(2020, 11, 22)),
        ("03/04/2025", "it", date(2025, 4, 3)),
        ("03/04/2025", "en-US", date(2025, 3, 4)),
        ("03/04/2025", "en-GB", date(2025, 4, 3)),
    ],
)
def test_days_in_many_languages(text: str, language: str, day: date) -> None:
    assert [w.day for w in written_dates(text, language, order_of(language, None))] == [day]


@pytest.mark.parametrize("text", ["03/04/2025", "12 fishes 2020", "192.168.10.12", "1.2.3", "31.02.2020", "21 January", "in 2024 3 boats"])
def test_what_tells_no_day(text: str) -> None:
    assert not list(written_dates(text, "en"))


def test_one_name_for_two_months_is_told_by_the_language() -> None:
    assert [next(written_dates("8 listopada 2022", language)).day.month for language in ("pl", "hr")] == [11, 10]
    assert not list(written_dates("8 listopada 2022"))


def test_the_time_of_day_and_the_zone_behind_a_date() -> None:
    (found,) = written_dates("Nov 25, 2025 5:04 pm PST", "en")
    assert found.instant == datetime(2025, 11, 26, 1, 4, tzinfo=UTC)
    (found,) = written_dates("12. November 2025, 18.40 Uhr", "de")
    assert (found.clock, found.instant) == (time(18, 40), None)


def test_words_before_a_date() -> None:
    assert label_of("Published on ") == "published" and label_of("zuletzt aktualisiert: ") == "changed"
    assert label_of("Published May 1, updated ") == "changed" and label_of("The minister said on ") is None


def test_zones() -> None:
    noon = datetime(2025, 7, 1, 12, tzinfo=UTC)
    zone = zone_of_country("courier.example.fr")
    assert zone is not None and noon.astimezone(zone).hour == 14
    assert zone_of_country("courier.com") is None and zone_named("QQQ") is None and zone_named("GMT+99") is None
