"""Headlines of pages of HTML; every one is invented."""

from __future__ import annotations

import pytest

from tests.clean.pages import PARAGRAPHS, article_of, said

BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
TITLE = "Norland seeks deal on fish"
NAMED = f'<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Selma Courier">'


@pytest.mark.parametrize(
    ("head", "headings"),
    [
        (NAMED, f"<h1><a href='/'>The Selma Courier</a></h1><h1>{TITLE}</h1>"),
        (NAMED, f"<h1 class='logo'>Courier</h1><h2>{TITLE}</h2>"),
        ("", f"<h1><span class='kicker'>The strait</span> <span>{TITLE}</span></h1>"),
        ("", f"<h1>{TITLE} <small>A paper with eleven points is ready</small></h1>"),
        ("", f"<h1>{TITLE}<span class='sr-only'> | Courier</span></h1>"),
        (f"<title>{TITLE} | The Selma Courier</title>", ""),
        (f"<title>The Selma Courier » {TITLE}</title>", f"<h1><a href='https://courier.example'>Courier</a></h1><h2>{TITLE}</h2>"),
        (NAMED.replace("fish", "fish - The Selma Courier"), "<h1>Menu</h1>"),
    ],
)
def test_the_headline_without_what_stands_beside_it(head: str, headings: str) -> None:
    article = article_of(f"<html><head>{head}</head><body><article>{headings}{BODY}</article></body></html>")
    assert article.title == TITLE
    assert said(article, "title") == [TITLE] and TITLE not in said(article, "heading", "paragraph")


def test_readings_of_characters_are_no_part_of_the_headline() -> None:
    heading = "<h1>ノルランドと<ruby>漁業<rt>ぎょぎょう</rt></ruby>の協定</h1>"
    assert article_of(f"<html><body><article>{heading}{BODY}</article></body></html>").title == "ノルランドと漁業の協定"


def test_the_heading_that_the_data_name_before_another() -> None:
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}"}}</script>'
    page = f"<html><head>{data}</head><body><h1>Fish in the strait: the long dispute of two states</h1><h2>{TITLE}</h2>{BODY}</body></html>"
    assert article_of(page).title == TITLE
