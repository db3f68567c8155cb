from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from latticework.clean.moments import date_found, date_in_address
from latticework.clean.page_dates import Label, ShownDate
from latticework.clean.parts import DateFound, Part
from latticework.clean.published import dateline_of, day_stated, published_of
from latticework.clean.written import Written


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("2023-02-14", date(2023, 2, 14), "day"),
        ("2023-02-14T09:30:15Z", datetime(2023, 2, 14, 9, 30, 15, tzinfo=UTC), "second"),
        ("2023-02-14T09:30+00:00", datetime(2023, 2, 14, 9, 30, tzinfo=UTC), "minute"),
        ("2023-02-14 09:30:15", date(2023, 2, 14), "day"),
        ("20230214T093015Z", datetime(2023, 2, 14, 9, 30, 15, tzinfo=UTC), "second"),
        ("Tue, 14 Feb 2023 09:30:15 +0000", datetime(2023, 2, 14, 9, 30, 15, tzinfo=UTC), "second"),
    ],
)
def test_machine_written_dates(text: str, moment: date, precision: str) -> None:
    found = date_found(text, "here")
    assert found is not None and (found.moment, found.precision) == (moment, precision)


@pytest.mark.parametrize(
    "text", ["", "yesterday", "1970-01-01", "2023-13-45", "0000-00-00T00:00:00Z", 20230214, None, "9999-99-99T99:99:99+99:99"]
)
def test_what_is_no_date_gives_none(text: object) -> None:
    assert date_found(text, "here") is None


def test_days_in_addresses() -> None:
    assert date_in_address("https://courier.example/2023/02/14/fish") == date(2023, 2, 14)
    assert date_in_address("https://courier.example/world/2023/feb/14/fish") == date(2023, 2, 14)
    assert date_in_address("https://courier.example/fish-20230214.html") == date(2023, 2, 14)
    assert date_in_address("https://courier.example/article/123456789") is None


@pytest.mark.parametrize(
    ("paragraph", "line"),
    [
        ("ANKARA (Reuters) - The minister said so.", "ANKARA (Reuters) -"),
        ("TOKYO, Jan 21 (Kyodo) — The minister said so.", "TOKYO, Jan 21 (Kyodo) —"),
        ("WASHINGTON — The minister said so.", "WASHINGTON —"),
        ("Port Selma, 14 February 2023 (Selma Wire) – The minister said so.", "Port Selma, 14 February 2023 (Selma Wire) –"),
        ("NEW YORK (AP) -- “We shall,” he said.", "NEW YORK (AP) --"),
        ("(Reuters) - The minister said so.", "(Reuters) -"),
    ],
)
def test_datelines(paragraph: str, line: str) -> None:
    found = dateline_of(paragraph)
    assert found is not None and found.text == line


@pytest.mark.parametrize(
    "paragraph",
    [
        "The minister – she came by boat – said so.",
        "Norland: The minister said so.",
        "Japan-US ties are strong.",
        "He said – The end.",
        "US - China trade fell.",
    ],
)
def test_what_is_no_dateline(paragraph: str) -> None:
    found = dateline_of(paragraph)
    assert found is None


def test_sources_in_their_order() -> None:
    parts = [Part(role="dateline", text="PORT SELMA, Feb 14, 2023 (Selma Wire) -")]
    by_line, _ = published_of(None, (), None, parts)
    assert (by_line.day, by_line.basis) == (date(2023, 2, 14), "dateline")
    by_url, _ = published_of(None, (), "https://courier.example/2023/02/15/x", parts)
    assert (by_url.day, by_url.basis) == (date(2023, 2, 15), "url")
    stated = DateFound(moment=date(2023, 2, 18), precision="day", where="meta date")
    by_meta, issues = published_of(None, (stated,), "https://courier.example/2023/02/15/x", parts)
    assert (by_meta.day, by_meta.basis) == (date(2023, 2, 18), "metadata")
    assert [i.kind for i in issues] == ["date conflict"]
    assert published_of(None, (), None, ())[0].basis == "unknown"


def test_a_day_is_made_finer_by_an_instant_on_it() -> None:
    instant = datetime(2023, 2, 14, 9, 30, tzinfo=UTC)
    stated = (DateFound(moment=date(2023, 2, 14), precision="day", where="a"), DateFound(moment=instant, precision="minute", where="b"))
    assert published_of(None, stated, None, ())[0].earliest == instant


def test_a_line_that_tells_of_a_change_is_no_publication_date() -> None:
    assert day_stated("Published February 14, 2023 9:30 am") == date(2023, 2, 14)
    assert day_stated("Updated on 20 February 2023") is None
    assert day_stated("02/03/2023") is None


def test_an_archive_that_moved_keeps_the_days_of_its_addresses() -> None:
    address = "https://courier.example/2017/7/12/harbour"
    moved = DateFound(moment=date(2019, 6, 17), precision="day", where="meta date")
    published, issues = published_of(None, (moved,), address, ())
    assert (published.day, published.basis, [i.kind for i in issues]) == (date(2017, 7, 12), "url", ["date conflict"])
    earlier = DateFound(moment=date(2017, 1, 3), precision="day", where="meta date")
    assert published_of(None, (earlier,), address, ())[0].day == date(2017, 1, 3)


def test_an_address_is_believed_before_a_date_that_only_stands_near_the_headline() -> None:
    def shown(label: Label | None) -> ShownDate:
        written = Written(day=date(2007, 5, 19), start=0, end=9)
        return ShownDate(written=written, label=label, away=1, alone=False, text="Results of 19.5.2007")

    address = "https://courier.example/2007/05/20/results"
    assert published_of(None, (), address, (), shown=[shown(None)])[0].day == date(2007, 5, 20)
    assert published_of(None, (), address, (), shown=[shown("published")])[0].day == date(2007, 5, 19)
    assert published_of(None, (), None, (), shown=[shown(None)])[0].day == date(2007, 5, 19)
