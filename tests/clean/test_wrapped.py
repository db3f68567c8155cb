"""Text that was cut at a fixed width; every sentence is invented."""

from __future__ import annotations

import textwrap
from itertools import pairwise

import pytest

from latticework.clean import clean_page
from latticework.clean.wrapped import unwrapped
from latticework.types import Page
from tests.clean.pages import PARAGRAPHS, article_of, said

LONG = [f"{one} {other}" for one, other in pairwise(PARAGRAPHS)]
RELEASE = [
    "MINISTRY OF FISHERIES OF NORLAND",
    "Press office, 12 Quay Street\nPort Selma",
    "Norland seeks deal on fish",
    *(textwrap.fill(p, 72) for p in LONG[:2]),
    "The paper has three parts:",
    "- nets\n- quotas\n- harbours",
    *(textwrap.fill(p, 72) for p in LONG[2:]),
    "https://ministry.example/a/very/long/address/that/no/line/of/seventy/columns/could/ever/have/held/2023/02/14",
]


@pytest.mark.parametrize("end", ["\n", "  \n", "\r\n"], ids=["plain", "trailing spaces", "carriage returns"])
@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_paragraphs_are_whole_blocks(end: str, width: int) -> None:
    page = "Norland seeks deal on fish\n\n" + "\n\n".join(textwrap.fill(p, width) for p in LONG)
    assert said(article_of(page.replace("\n", end)), "paragraph") == LONG


def test_a_release_keeps_its_list_and_its_head() -> None:
    article = article_of("\n\n".join(RELEASE))
    assert set(LONG) <= set(said(article, "paragraph"))
    assert said(article, "list_item") == ["- nets", "- quotas", "- harbours"]


def test_wrapped_paragraphs_set_apart_by_indents_only() -> None:
    page = "\n".join(textwrap.fill(p, 70, initial_indent="   ") for p in LONG)
    assert [line for line in unwrapped(page.split("\n")) if line] == LONG


def test_a_break_behind_a_hyphen_leaves_no_space() -> None:
    run = [
        "The two ministers told reporters on the quay that the agreement of long-",
        "standing was to be renewed before the elections, which the fishermen of",
        "the strait had asked for.",
    ]
    assert unwrapped(run)[0].startswith("The two ministers told reporters on the quay that the agreement of long-standing was")


@pytest.mark.parametrize(
    "lines",
    [
        ["Ferry strike enters its third week as talks between crews and owners stall", "Mayor opens bridge over the strait"] * 3,
        ["World news today", "Sport results", "Weather map", "Puzzles page"],
        list(PARAGRAPHS),
    ],
    ids=["headlines", "menu", "a paragraph a line"],
)
def test_lines_that_stand_for_themselves_stay(lines: list[str]) -> None:
    assert [line for line in unwrapped(lines) if line] == lines


def test_a_clean_text_keeps_its_letters_and_gets_a_block_for_each_wrapped_paragraph() -> None:
    text = (
        "The ministers of both countries met in the capital on Monday to talk about\n"
        "the border, about trade between their countries, and about the release of\n"
        "prisoners who had been held since the summer.\n\n"
        "They will meet again in the spring, when the commission is to report on the\n"
        "maps that were lost in the fire of the archive last year.\n"
    )
    article = clean_page(Page(ref="x", content=text, media="clean")).article
    assert article.text == text
    assert [text[b.start : b.end].count("\n") for b in article.blocks] == [2, 1]
    lines = "A first line that stands by itself.\nA second one.\n"
    assert len(clean_page(Page(ref="y", content=lines, media="clean")).article.blocks) == 2
