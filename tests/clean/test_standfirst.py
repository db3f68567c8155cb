"""Standfirsts of pages of HTML; every sentence is invented."""

from __future__ import annotations

import pytest

from tests.clean.pages import PARAGRAPHS, article_of, said

DEK = "A paper with eleven points is ready, and only the dates are missing."
BODY = "".join(f"<p class='text'>{p}</p>" for p in PARAGRAPHS)
TOLD = f'<meta property="og:description" content="{DEK}">'


def page(lead: str, head: str = "", body: str = BODY) -> str:
    article = f"<h1>Norland seeks deal on fish</h1>{lead}<div class='main'>{body}</div>"
    return f"<html><head>{head}</head><body><article>{article}</article></body></html>"


@pytest.mark.parametrize(
    ("lead", "head"),
    [
        (f"<p class='article_header-lead__a1'>{DEK}</p>", ""),
        (f"<p class='detail__excerpt'>{DEK}</p>", ""),
        (f"<h2>{DEK}</h2>", ""),
        (f"<div class='x7'><div class='y2'>{DEK}</div></div>", TOLD),
        (f"<p>{DEK}</p>", TOLD),
    ],
)
def test_what_stands_over_the_paragraphs_in_another_way(lead: str, head: str) -> None:
    article = article_of(page(lead, head))
    assert article.standfirst == DEK and said(article, "paragraph") == list(PARAGRAPHS)


def test_lines_of_one_standfirst_are_told_together() -> None:
    items = "".join(f"<li>{part}</li>" for part in ("A paper with eleven points is ready", "Only the dates are missing from it"))
    article = article_of(page(f"<ul class='summary-list'>{items}</ul>"))
    assert article.standfirst == "A paper with eleven points is ready Only the dates are missing from it"


@pytest.mark.parametrize("opening", ["<p class='text'>", "<p class='text first'>", "<p class='text dropcap'>"])
def test_the_first_paragraph_is_none_though_it_be_the_description(opening: str) -> None:
    head = f'<meta property="og:description" content="{PARAGRAPHS[0]}">'
    article = article_of(page("", head, BODY.replace("<p class='text'>", opening, 1)))
    assert article.standfirst is None and said(article, "paragraph") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='intro'>To continue reading, subscribe from one crown a week</p>",
        "<p class='lead'>By Ada Lindqvist and Olu Bright</p>",
        "<p class='lead'>Published 14 February 2023</p>",
        "<p class='lead'><a href='/x'>Ferry strike enters its third week in Port Selma</a></p>",
    ],
)
def test_other_lines_under_the_headline_are_none(line: str) -> None:
    assert article_of(page(line)).standfirst is None


@pytest.mark.parametrize(
    ("lead", "head"),
    [
        (f"<p class='text font-medium'><span>Selma.</span> {DEK}</p>", ""),
        (f"<p class='text'><strong>{DEK}</strong></p>", ""),
        (f"<p class='text'><strong>Selma</strong> · <strong>{DEK}</strong></p>", TOLD),
    ],
)
def test_what_is_set_in_bold_among_the_paragraphs(lead: str, head: str) -> None:
    article = article_of(page("", head, lead + BODY))
    assert article.standfirst is not None and article.standfirst.endswith(DEK) and said(article, "paragraph") == list(PARAGRAPHS)


def test_a_headline_with_a_caption_below_it_is_no_caption() -> None:
    lead = f"<div class='header hasCaption'><h2>{DEK}</h2><figure><img src='a.jpg'></figure></div>"
    assert article_of(page(lead)).standfirst == DEK


def test_lines_that_are_the_description_together_are_found_behind_a_menu() -> None:
    menu = "".join(f"<li>Size {n}</li>" for n in range(40))
    lines = "A paper with eleven points<br>is ready, and only the dates<br>are missing."
    lead = f"<nav><ul>{menu}</ul></nav><div class='m1'><div class='m2'>{lines}</div></div>"
    head = '<meta property="og:description" content="A paper with eleven points is ready, and only the dates are missing.">'
    assert article_of(page(lead, head)).standfirst == "A paper with eleven points is ready, and only the dates are missing."


def test_a_caption_is_none_though_it_be_the_description() -> None:
    article = article_of(page(f"<figure><img src='a.jpg'><p>{DEK}</p><p>Photo: Selma Wire</p></figure>", TOLD))
    assert article.standfirst is None and said(article, "caption") == [DEK]


@pytest.mark.parametrize(
    "line", ["February 1, 2019 | BY: Ada Lindqvist, MS", "By Ada Lindqvist on Monday, November 18th, 2019 at 11:04 a.m."]
)
def test_a_line_that_says_by_whom_and_when_is_none(line: str) -> None:
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    article = article_of(f"<html><body><h1>Norland seeks deal on fish</h1><div class='intro'>{line}</div><div>{body}</div></body></html>")
    assert article.standfirst is None and line not in said(article, "paragraph")
