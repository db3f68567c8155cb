"""What only shows when pages are read together, in both ways of reading many: one after the other, and into a record."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from latticework.acquire import Rejected
from latticework.clean import clean_page
from latticework.clean.company import REPEATED
from latticework.pipeline import Pipeline
from latticework.run import ingest, read_pages
from latticework.run.shard import MOST_PAGES
from latticework.types import Page, Reading
from latticework.views import readings_of
from tests.clean.test_company import PROMPT, plain_pages


def cleaning() -> Pipeline:
    return Pipeline(clean_page, [])


def test_pages_read_in_a_row_know_of_one_another() -> None:
    given: list[Page | Rejected] = [*plain_pages()]
    given.insert(4, Rejected(ref="early", reason="zip archive"))
    found = list(read_pages(given, cleaning, workers=2))
    assert [r.article.ref if isinstance(r, Reading) else r.ref for r in found] == [p.ref for p in given]
    for reading in found:
        if isinstance(reading, Reading):
            assert {f.text: f.reason for f in reading.article.furniture}[PROMPT] == REPEATED
            assert reading.article.copy_of is None


def test_a_record_has_the_same_articles(tmp_path: Path) -> None:
    ingest(plain_pages(), tmp_path, cleaning, workers=2)
    together = {r.article.ref: r.article for r in read_pages(plain_pages(), cleaning) if isinstance(r, Reading)}
    assert {r.article.ref: r.article for r in readings_of(tmp_path)} == together


def test_a_lone_page_is_read_as_ever() -> None:
    (found,) = read_pages(plain_pages()[:1], cleaning)
    assert found == clean_page(plain_pages()[0])


def test_a_later_copy_points_at_an_earlier_page() -> None:
    first, *others = plain_pages()
    again = Page(ref="elsewhere", content=str(first.content).partition("\n")[2], media="text", outlet="Other")
    found = [r.article for r in read_pages([first, *others, again, first], cleaning) if isinstance(r, Reading)]
    assert [a.copy_of for a in found] == [None] * 10 + [found[0].id, None]  # the last is the first page once more, under its own id
    assert found[-1].id == found[0].id


def test_no_more_than_a_shard_is_taken_ahead() -> None:
    taken = 0

    def endless() -> Iterator[Page]:
        nonlocal taken
        while True:
            taken += 1
            yield Page(ref=str(taken), content=f"Ministers met for round {taken}.", media="clean")

    found = read_pages(endless(), cleaning)
    assert isinstance(next(iter(found)), Reading)
    assert taken <= 2 * MOST_PAGES
    found.close()  # type: ignore[attr-defined]
