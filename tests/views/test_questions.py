"""Questions put to a real record."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path

import pytest

from latticework.acquire import Rejected
from latticework.errors import InputError
from latticework.run import ingest
from latticework.types import Page, Reading
from latticework.views import event, event_rows, pair, plans, readings_of, summary
from latticework.views.questions import article
from tests.run.tiny import build

TEXTS = (
    ("p1", date(2014, 3, 1), "RUS threatens UKR. UKR visits USA."),
    ("p2", date(2018, 5, 2), "USA visits RUS, officials say. RUS visits USA."),
    ("p3", date(2022, 2, 3), "RUS threatens UKR. USA will visit UKR."),
    ("p4", date(2022, 2, 4), "Nothing."),
    ("p5", None, "UKR visits RUS."),
)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("record")
    pages: list[Page | Rejected] = [Page(ref=r, content=t, media="clean", published=d, outlet="Daily Example") for r, d, t in TEXTS]
    ingest([*pages, Rejected(ref="bad", reason="zip archive", detail="unpack it")], root, build)
    return root


def test_pair_in_both_directions(record: Path) -> None:
    found = pair(record, "rus", "UKR")
    assert (found.a, found.b, found.events) == ("RUS", "UKR", 3)
    assert [(y.year, y.events, y.verbal_conflict, y.mean_intensity) for y in found.years] == [
        (2014, 1, 1, -6.0),
        (2022, 1, 1, -6.0),
        (None, 1, 0, 4.0),
    ]
    assert [(k.source, k.target, k.type, k.events) for k in found.kinds] == [("RUS", "UKR", "THREATEN", 2), ("UKR", "RUS", "CONSULT", 1)]
    assert [(r.ref, r.action) for r in found.latest] == [("p3", "threatens"), ("p1", "threatens"), ("p5", "visits")]
    assert pair(record, "UKR", "RUS").events == 3
    assert pair(record, "state:RUS", "UKR").events == 3


def test_pair_between_days(record: Path) -> None:
    assert pair(record, "RUS", "UKR", since=date(2015, 1, 1)).events == 1
    assert pair(record, "RUS", "UKR", until=date(2015, 1, 1)).events == 1
    assert pair(record, "RUS", "UKR", since=date(2014, 3, 1), until=date(2014, 3, 1)).events == 1
    nothing = pair(record, "RUS", "JPN")
    assert (nothing.events, nothing.years, nothing.latest) == (0, (), ())
    assert len(pair(record, "RUS", "UKR", limit=1).latest) == 1


def test_rows_of_the_record_are_those_of_the_readings(record: Path) -> None:
    readings = list(readings_of(record))
    assert [r.article.ref for r in readings] == ["p4", "p3", "p2", "p1", "p5"]
    for reading in readings:
        assert isinstance(reading, Reading)
        assert article(record, reading.article.id).events == tuple(event_rows(reading))
    assert [r.article.ref for r in readings_of(record, limit=2)] == ["p4", "p3"]
    assert [r.article.ref for r in readings_of(record, ids=[readings[3].article.id])] == ["p1"]


def test_article_by_id_beginning_or_ref(record: Path) -> None:
    found = article(record, "p2")
    assert found.text == TEXTS[1][2]
    assert article(record, found.id) == found == article(record, found.id[:8])
    with pytest.raises(InputError, match="no article"):
        article(record, "p99")


def test_event_rests_on_words(record: Path) -> None:
    first = article(record, "p2").events[0]
    found = event(record, first.id)
    assert found.event == first
    assert first.according_to == ("officials",)
    text = article(record, first.article).text
    assert [text[e.start : e.end] for e in found.evidence] == [e.text for e in found.evidence]
    assert [(p.side, p.country, p.name, p.words) for p in found.parties] == [
        ("source", "USA", "USA", "USA"),
        ("target", "RUS", "RUS", "RUS"),
    ]
    assert found.why == "verb 'visits'"
    assert event(record, f"{first.article}:{first.id}") == found
    with pytest.raises(InputError, match="no event"):
        event(record, "e99")


def test_plans_by_day(record: Path) -> None:
    assert [(r.day, r.type, r.status) for r in plans(record)] == [
        (date(2014, 3, 1), "THREATEN", "happened"),
        (date(2022, 2, 3), "THREATEN", "happened"),
        (date(2022, 2, 3), "AGREE", "planned"),
    ]
    assert len(plans(record, since=date(2020, 1, 1))) == 2
    assert len(plans(record, until=date(2020, 1, 1))) == 1


def test_summary(record: Path) -> None:
    found = asdict(summary(record))
    assert (found["articles"], found["events"], found["rejects"]) == (5, 7, 1)
    assert (found["first_day"], found["last_day"]) == (date(2014, 3, 1), date(2022, 2, 4))
    assert {c["name"]: c["count"] for c in found["types"]} == {"CONSULT": 4, "THREATEN": 2, "AGREE": 1}
    assert [c["name"] for c in found["years"]] == ["2014", "2018", "2022", "unknown"]
    assert found["reasons"] == ({"name": "zip archive", "count": 1},)


def test_where_there_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="latticework ingest"):
        summary(tmp_path)
