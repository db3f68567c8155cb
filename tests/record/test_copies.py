"""What repeats what in a whole record, and that its events count once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict
from datetime import date
from pathlib import Path

import numpy as np

from latticework.record.copies import Kin, candidates, folded
from latticework.record.read import opened
from latticework.run import ingest
from latticework.types import Page
from latticework.views import event_rows, pair, plans, readings_of, summary
from latticework.views.questions import article
from latticework.views.report import report_view
from tests.run.tiny import build

STORY = (
    "JPN visits AUS, officials say. The two days in the capital were about radar stations on four islands and about who pays for them. "
    "The first of these stations is to stand near the northern harbour before the rains come, and fishermen have asked for a hearing. "
    "JPN will visit AUS once more when the budget for the first year has been voted on in the lower house. "
)
MORE = "Opposition parties have called for an inquiry, since the contract was given without any tender at all to a company from the south. "
OTHER = (
    "FRA threatens RUS, officials say. Ships were turned away from the harbour on Sunday morning after three nights of talks "
    "about grain, and the owners of two of them have gone to a court in the capital to be paid for what had gone bad on board. "
)


def page(ref: str, text: str, day: int | None, outlet: str) -> Page:
    return Page(ref=ref, content=text, media="clean", outlet=outlet, published=None if day is None else date(2024, 5, day))


PAGES = [
    page("late full", STORY + MORE, 3, "Third"),
    page("first", STORY, 2, "First"),
    page("half", STORY[: len(STORY) // 2], 3, "Second"),
    page("undated", MORE + STORY, None, "Fourth"),
    page("other", OTHER, 2, "First"),
]


def copies(record: Path) -> dict[str, tuple[str, str]]:
    with opened(record) as connection:
        found = connection.execute(
            "SELECT c.ref, h.ref, c.copy_kind, h.copy_of FROM articles c JOIN articles h ON h.id = c.copy_of"
        ).fetchall()
    assert all(row[3] is None for row in found), "no article is folded under one that is folded itself"
    return {ref: (head, kind) for ref, head, kind, _ in found}


def test_copies_are_folded_under_the_first(tmp_path: Path) -> None:
    ingest(PAGES, tmp_path, build)
    assert copies(tmp_path) == {"late full": ("first", "copy"), "half": ("first", "copy"), "undated": ("first", "copy")}


def test_of_one_day_the_fullest_is_kept(tmp_path: Path) -> None:
    ingest([page("short", STORY, 2, "First"), page("full", STORY + MORE, 2, "Second")], tmp_path, build)
    assert copies(tmp_path) == {"short": ("full", "copy")}


def test_the_newest_version_is_kept_and_copies_of_the_first_go_with_it(tmp_path: Path) -> None:
    mended = STORY.replace("four islands", "five islands") + "This story has been corrected."
    pages = [page("old", STORY, 2, "First"), page("copy", STORY + MORE, 3, "Second"), page("new", mended, 2, "First")]
    ingest(pages, tmp_path, build)
    assert copies(tmp_path) == {"old": ("new", "version"), "copy": ("new", "copy")}


def test_it_does_not_matter_when_a_page_came(tmp_path: Path) -> None:
    ingest(PAGES, tmp_path / "at once", build)
    for n in range(len(PAGES)):
        ingest(PAGES[n : n + 1], tmp_path / "one by one", build)
    ingest(PAGES[::-1], tmp_path / "backwards", build)
    assert copies(tmp_path / "at once") == copies(tmp_path / "one by one") == copies(tmp_path / "backwards")


def test_events_of_copies_count_once(tmp_path: Path) -> None:
    ingest(PAGES, tmp_path, build)
    found = pair(tmp_path, "JPN", "AUS")
    assert found.events == 2
    assert {(row.ref, row.others) for row in found.latest} == {("first", 3)}
    assert [row.others for row in pair(tmp_path, "FRA", "RUS").latest] == [0]
    assert {(row.ref, row.others) for row in plans(tmp_path)} == {("other", 0), ("first", 3)}
    told = summary(tmp_path)
    assert (told.articles, told.copies, told.events) == (5, 3, 3)
    assert sum(c.count for c in told.types) == sum(c.count for c in told.years) == sum(c.count for c in told.pairs) == 3


def test_a_copy_stays_in_the_record(tmp_path: Path) -> None:
    ingest(PAGES, tmp_path, build)
    found = article(tmp_path, "late full")
    assert (found.copy_of, found.copy_kind) == (article(tmp_path, "first").id, "copy")
    assert [row.type for row in found.events] == ["CONSULT", "AGREE"]
    assert {r.article.ref for r in readings_of(tmp_path)} == {"first", "other"}
    (reading,) = readings_of(tmp_path, ids=[found.id])
    assert [asdict(row) for row in event_rows(reading)] == [asdict(row) for row in found.events]
    with opened(tmp_path) as connection:
        assert connection.execute("SELECT count(*) FROM events").fetchone() == (8,)


def test_a_report_counts_what_copies_tell_once() -> None:
    from dataclasses import replace

    one = build().read(PAGES[1])
    copy = replace(one, article=replace(one.article, id="f" * 16, copy_of=one.article.id, copy_kind="copy"))
    view = report_view([one, copy], "Two")
    assert sum(row.total for row in view.types) == 2
    assert view.lead.startswith("2 articles, 1 of them a copy, 2 events")


def test_in_a_large_bucket_all_meet_the_first() -> None:
    bands = np.zeros((100, 2), dtype=np.uint32)
    bands[:, 1] = range(100)
    pairs = {(p >> 32, p & 0xFFFFFFFF) for p in candidates(bands).tolist()}
    assert {(0, n) for n in range(1, 100)} <= pairs
    assert all(one < other for one, other in pairs)
    assert len(pairs) < 100 * 5


def test_likeness_is_not_handed_on() -> None:
    kin = Kin()
    for one, other in ((0, 1), (1, 2), (2, 3)):
        kin.copies[one].append(other)
        kin.copies[other].append(one)
    assert folded(kin, lambda n: (0.0, False)) == [(1, 0, "copy"), (3, 2, "copy")]
    assert folded(Kin(versions=defaultdict(list), copies=defaultdict(list)), lambda n: (0.0, False)) == []
