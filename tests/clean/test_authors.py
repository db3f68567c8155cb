"""Who wrote the pages; all names are invented."""

from __future__ import annotations

import pytest

from tests.clean.pages import PARAGRAPHS, article_of

BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
SITE = '<meta property="og:site_name" content="The Selma Courier">'


def authors(head: str = "", line: str = "", behind: str = "") -> tuple[str, ...]:
    article = f"<article><h1>Norland seeks deal on fish</h1>{line}{BODY}</article>"
    return article_of(f"<html><head>{SITE}{head}</head><body class='has-sidebar'>{article}{behind}</body></html>").authors


def data(author: str, more: str = "") -> str:
    article = f'{{"@type": "NewsArticle", "headline": "Norland seeks deal on fish", "author": {author}}}'
    return f'<script type="application/ld+json">[{article}{more}]</script>'


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ('{"@type": "Person", "name": "Ada Lindqvist"}', ("Ada Lindqvist",)),
        ('[[{"@type": "Person", "name": "Ada Lindqvist"}], {"@type": "Person", "name": "Olu Bright"}]', ("Ada Lindqvist", "Olu Bright")),
        ('{"@type": "Person", "name": ["Ada Lindqvist", "Olu Bright (olb)"]}', ("Ada Lindqvist", "Olu Bright")),
        ('"By Ada Lindqvist, Political Correspondent"', ("Ada Lindqvist",)),
        ('{"@type": "Person", "name": "ada_l"}', ("ada_l",)),
        ('[{"@type": "Person", "name": "Ada Lindqvist"}, {"@type": "Organization", "name": "Selma Wire"}]', ("Ada Lindqvist",)),
        ('{"@type": "Organization", "name": "Selma Wire"}', ("Selma Wire",)),
        ('{"@type": "Person", "name": "desk@courier.example"}', ()),
        ('{"@type": "Person", "name": "admin"}', ()),
    ],
)
def test_authors_of_the_data(author: str, names: tuple[str, ...]) -> None:
    assert authors(data(author)) == names


def test_an_author_who_is_told_elsewhere_in_the_data() -> None:
    assert authors(data('{"@id": "#ada"}', ', {"@type": "Person", "@id": "#ada", "name": "Ada Lindqvist"}')) == ("Ada Lindqvist",)


@pytest.mark.parametrize(
    "line",
    [
        "<p class='byline'>By <a>Ada Lindqvist</a> and <a>Olu Bright</a></p>",
        "<p>Von Ada Lindqvist und Olu Bright</p>",
        "<p>Text: Ada Lindqvist, Olu Bright</p>",
        "<div class='author-list'><span>Ada Lindqvist</span><span>Olu Bright</span></div>",
        "<p>Par Ada Lindqvist et Olu Bright</p>",
        "<p class='byline'>Ada Lindqvist and Olu Bright 14 February 2023</p>",
    ],
)
def test_bylines_on_the_page(line: str) -> None:
    assert authors(line=line) == ("Ada Lindqvist", "Olu Bright")


def test_people_on_the_page_before_the_outlet_in_its_data() -> None:
    line = "<p class='byline'>By Ada Lindqvist</p>"
    assert authors(data('{"@type": "Organization", "name": "The Selma Courier"}'), line) == ("Ada Lindqvist",)


def test_those_who_did_other_work_and_the_authors_of_other_articles_are_left_out() -> None:
    line = "<div class='byline'><p class='author'>Ada Lindqvist</p><p class='author'>Edited by Olu Bright</p></div>"
    others = "<section><h3>Ferry strike</h3><p class='author'>Per Holm</p></section>"
    assert authors(line=line, behind=others) == ("Ada Lindqvist",)
    teaser = "<div class='widget'><a rel='author'>Per Holm</a></div>"
    assert authors(line=teaser + "<a rel='author'>Ada Lindqvist</a>") == ("Ada Lindqvist",)
