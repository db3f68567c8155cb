"""Lines over and under the text of a plain page; every sentence is invented."""

from __future__ import annotations

import pytest

from tests.clean.pages import PARAGRAPHS, article_of, reasons, said

TITLE = "Norland seeks deal on fish as strait reopens"
TEXT = "\n".join(PARAGRAPHS)


@pytest.mark.parametrize("line", ["Ada Lindqvist in Port Selma", "Ada Lindqvist in Port Selma and Holm", "By Ada Lindqvist in Port Selma"])
def test_a_byline_with_a_place(line: str) -> None:
    article = article_of(f"Opinion\n{TITLE}\n{line}\n{TEXT}")
    assert (article.title, article.authors, said(article, "byline")) == (TITLE, ("Ada Lindqvist",), [line])
    assert article.standfirst is None and said(article, "paragraph") == list(PARAGRAPHS)


def test_a_kicker_over_the_headline_is_no_title() -> None:
    article = article_of(f"The long read\n\n{TITLE}\n\nA paper with eleven points is ready\n\nBy Ada Lindqvist\n\n{TEXT}")
    assert (article.title, article.standfirst) == (TITLE, "A paper with eleven points is ready")
    assert "The long read" in reasons(article)


@pytest.mark.parametrize(
    "line",
    [
        "Ada Lindqvist writes about the sea every other week. The views expressed are her own.",
        "Ada Lindqvist is a fellow of the Selma school and the author of a book about nets.",
        "The views expressed in this article are the author’s own.",
        "Opinions expressed are solely those of the author.",
    ],
)
def test_who_the_author_is_stands_not_in_the_text(line: str) -> None:
    article = article_of(f"{TITLE}\nBy Ada Lindqvist\n{TEXT}\n{line}\n")
    assert said(article, "paragraph") == list(PARAGRAPHS) and reasons(article)[line] == "biography"


def test_prompts_to_subscribe_are_taken_out() -> None:
    lines = ["To continue reading, subscribe from £1 a week", "Already a subscriber? Sign in"]
    article = article_of(f"{TITLE}\n{TEXT}\n" + "\n".join(lines))
    assert [reasons(article)[line] for line in lines] == ["paywall line"] * 2


def test_a_sentence_right_behind_and_an_introduction_right_before_the_text_stay() -> None:
    opening = "PORT SELMA, Norland (Selma Wire) — The latest on the talks about fish in the strait (all times local):"
    menu = ["World news", "Sport results", "Weather map", "Puzzles page", "Ferry times"]
    article = article_of("\n".join([*menu, TITLE, opening, *PARAGRAPHS, "Nobody was hurt.", "Most read", *menu]))
    assert said(article, "paragraph")[-1] == "Nobody was hurt."
    assert opening in said(article, "paragraph")


def test_the_outlets_name_behind_the_windows_title_is_none_of_the_headline() -> None:
    menu = ["World news", "Sport results", "Weather map", "Puzzles page", "Ferry times", "Obituaries", "Letters", "Shop", "Jobs"]
    article = article_of("\n".join([f"{TITLE} | The Courier", *menu, *PARAGRAPHS]))
    assert article.title == TITLE == said(article, "title")[0] and reasons(article)["| The Courier"] == "masthead"


def test_of_several_lines_over_the_text_the_headline_is_the_one_like_the_windows_title() -> None:
    window = "Norland asks for deal on fish: strait reopens today | The Courier"
    article = article_of(
        "\n".join([window, "Ferry strike enters its third week", TITLE, "February 14, 2023 by Ada Lindqvist", *PARAGRAPHS])
    )
    assert article.title == TITLE
