"""Live blogs; every sentence is invented."""

from __future__ import annotations

import pytest

from latticework.clean.clocks import is_clock
from tests.clean.pages import HTML, PARAGRAPHS, article_of, said

HEADINGS = ("A paper is ready", "Words on the steps", "The old quarrel", "What the officials say", "A second round")
TIMES = ("18:05", "Tuesday 14:30 CET", "11:10", "9.40am", "7:15 am")
IN_HEADING = "<section><h2><time>{time}</time> {heading}</h2><p>{text}</p></section>"
BEFORE = '<div class="entry"><p class="when">{time}</p><h3>{heading}</h3><p>{text}</p></div>'
ALONE = '<div class="entry"><p class="when"><time>{time}</time></p><p>{text}</p></div>'


def blog(entry: str) -> str:
    entries = [entry.format(time=t, heading=h, text=p) for t, h, p in zip(TIMES, HEADINGS, PARAGRAPHS, strict=True)]
    return f"<html><body><article><h1>Fish talks, live: a paper is ready</h1>{''.join(entries)}</article></body></html>"


@pytest.mark.parametrize("entry", [IN_HEADING, BEFORE, ALONE], ids=["in the heading", "before it", "without one"])
def test_entries_keep_their_times_and_headings(entry: str) -> None:
    article = article_of(blog(entry))
    over = [f"{t} {h}" for t, h in zip(TIMES, HEADINGS, strict=True)] if "{heading}" in entry else list(TIMES)
    assert said(article, "heading") == over
    assert said(article, "paragraph") == list(PARAGRAPHS)
    assert said(article, "heading", "paragraph") == [x for pair in zip(over, PARAGRAPHS, strict=True) for x in pair]


def test_a_single_time_over_an_article_is_no_entry() -> None:
    page = HTML.replace(f"<p>{PARAGRAPHS[0]}</p>", f"<p>09:30</p><p>{PARAGRAPHS[0]}</p>")
    article = article_of(page)
    assert said(article, "heading") == ["An old quarrel"] and said(article, "paragraph") == list(PARAGRAPHS)


def test_entries_of_plain_text_keep_their_times() -> None:
    lines = [x for pair in zip(TIMES, PARAGRAPHS, strict=True) for x in pair]
    article = article_of("Fish talks, live: a paper is ready\n" + "\n".join(lines))
    assert said(article, "heading") == list(TIMES) and said(article, "paragraph") == list(PARAGRAPHS)


@pytest.mark.parametrize("text", ["14:30", "14:30 GMT", "Saturday 16:05 JST", "9.15pm", "7:15 a.m.", "21 May, 18:05"])
def test_times_of_day(text: str) -> None:
    assert is_clock(text)


@pytest.mark.parametrize("text", ["0:00 / 3:22", "25:10", "Norland 14:30 Selma leads", "12", "2023-05-21"])
def test_no_times_of_day(text: str) -> None:
    assert not is_clock(text)
