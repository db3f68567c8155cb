"""What pages say about themselves besides title, date and authors."""

from __future__ import annotations

import pytest

from tests.clean.pages import HTML, article_of


@pytest.mark.parametrize(
    ("stated", "head"),
    [
        ('"keywords": ["Norland", "fish, nets"],', ""),
        ("", '<meta property="article:tag" content="Norland"><meta property="article:tag" content="fish, nets">'),
    ],
)
def test_keywords_as_a_list_stay_whole(stated: str, head: str) -> None:
    page = HTML.replace('"articleSection"', f'{stated} "articleSection"').replace("</head>", f"{head}</head>")
    assert article_of(page).keywords == ("Norland", "fish, nets")


SECTION = '"articleSection"'


def with_data(stated: str) -> str:
    return HTML.replace(SECTION, f"{stated} {SECTION}")


def test_keywords_in_one_line_are_told_apart() -> None:
    assert article_of(with_data('"keywords": "Norland, fish; Norland",')).keywords == ("Norland", "fish")
    meta = '<meta name="news_keywords" content="Norland, fish"></head>'
    assert article_of(HTML.replace("</head>", meta)).keywords == ("Norland", "fish")


@pytest.mark.parametrize(("value", "free"), [('"False"', False), ("true", True), ("null", None)])
def test_whether_the_article_is_free(value: str, free: bool | None) -> None:
    assert article_of(with_data(f'"isAccessibleForFree": {value},')).free is free
