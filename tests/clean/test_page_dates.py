"""The dates of pages of HTML; every sentence is invented."""

from __future__ import annotations

from datetime import date

import pytest

from latticework.types import Published
from tests.clean.pages import PARAGRAPHS, reading_of

BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def published(head: str = "", line: str = "", before: str = "", behind: str = "", url: str | None = None, lang: str = "en") -> Published:
    page = f"""<html lang="{lang}"><head>{head}</head><body>{before}<article><h1>Norland seeks deal on fish</h1>{line}{BODY}</article>
    {behind}</body></html>"""
    return reading_of(page, url=url).article.published


def data(day: str, field: str = "datePublished", headline: str = "Norland seeks deal on fish") -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{headline}", "{field}": "{day}"}}</script>'


@pytest.mark.parametrize(
    ("line", "lang"),
    [
        ("<p>14 February 2023</p>", "en"),
        ("<div>Von Ada Lindqvist | 14.02.2023, 9:30 Uhr</div>", "de"),
        ("<span>Publié le 14 février 2023 à 9h30</span>", "fr"),
        ("<div>Datum:</div><div>14.2.2023</div>", "de"),
    ],
)
def test_a_date_shown_near_the_headline(line: str, lang: str) -> None:
    found = published(line=line, lang=lang)
    assert (found.day, found.basis) == (date(2023, 2, 14), "metadata")


def test_the_day_of_reading_and_the_dates_of_other_articles_are_not_taken() -> None:
    header = "<header><div>Friday, March 3, 2023</div></header>"
    others = "<aside class='related'><h3>Ferry strike</h3><p>1 March 2023</p></aside>"
    assert published(before=header, line="<p>14 February 2023</p>", behind=others).day == date(2023, 2, 14)


def test_a_day_within_a_sentence_is_not_the_page_s() -> None:
    told = "<p>The ferry of 3 May 2019 had left the harbour of Port Selma an hour late, said the captain of the port.</p>"
    assert published(line=told, url="https://courier.example/2023/02/14/fish").day == date(2023, 2, 14)


def test_a_changed_date_is_not_that_of_publication() -> None:
    assert published(line="<p>Updated: 20 February 2023</p><p>14 February 2023</p>").day == date(2023, 2, 14)


def test_data_before_lines_and_lines_before_loose_fields() -> None:
    line = "<p>By Ada Lindqvist in Port Selma for the Courier, 14 February 2023</p>"
    assert published(data("2023-02-10T09:30:00+01:00"), line).day == date(2023, 2, 10)
    assert published('<meta name="date" content="2023-02-20">', line).day == date(2023, 2, 14)
    assert published(data("2023-02-10T09:30:00+01:00"), "<p>Published: 14 February 2023</p>").day == date(2023, 2, 14)


def test_the_data_of_this_article_and_not_of_a_teaser() -> None:
    teaser = data("2023-03-01", headline="Ferry strike enters its third week").replace("{", '{"author": "Olu Bright", ', 1)
    assert published(teaser + data("2023-02-14")).day == date(2023, 2, 14)


def test_an_instant_in_utc_is_told_in_the_outlet_s_own_time() -> None:
    late = data("2023-02-15T02:30:00Z")
    assert published(late).day == date(2023, 2, 15)
    shown = published(late, "<p>February 14, 2023 9:30 pm</p>")
    assert str(shown.earliest) == "2023-02-14 21:30:00-05:00"
    assert published(late, url="https://courier.example/2023/02/14/fish").day == date(2023, 2, 14)
    assert str(published(data("2023-02-14T23:30:00Z"), url="https://courier.fr/fish").earliest) == "2023-02-15 00:30:00+01:00"


def test_words_of_a_time_element_against_its_attribute() -> None:
    assert published(line='<time datetime="2023-03-03T10:00:00Z">Published 14 February 2023</time>').day == date(2023, 2, 14)


def test_broken_data_is_mended_where_only_commas_are_wrong() -> None:
    assert published(data("2023-02-14").replace('"}', '",}')).day == date(2023, 2, 14)
