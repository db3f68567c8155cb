"""Pages without text of their own, whose data hold the article for a script."""

from __future__ import annotations

import json

import pytest

from latticework.clean.filled import as_filled
from latticework.errors import PageRejected
from tests.clean.pages import PARAGRAPHS, article_of, reading_of, said

TOLD = "".join(f"<p>{text}</p>" for text in PARAGRAPHS * 2)
DATA = json.dumps({"props": {"teaser": "<p>Short.</p>", "items": [{"article": {"content": TOLD}}]}})
EMPTY = "<html><head><title>Norland seeks deal on fish</title></head><body><div id='root'></div>{script}</body></html>"


@pytest.mark.parametrize(
    "script",
    [
        '<script id="data" type="application/json">{}</script>',
        "<script>window.__STATE__ = {};window.more = 1</script>",
        "<script>x=x||[];x.push([1,{}])</script>",
    ],
)
def test_the_article_is_taken_from_the_data_of_the_page(script: str) -> None:
    article = article_of(EMPTY.format(script=script.replace("{}", DATA.replace("/", "\\/"))))
    assert said(article, "paragraph")[: len(PARAGRAPHS)] == list(PARAGRAPHS)
    assert article.title == "Norland seeks deal on fish"


def test_the_article_is_taken_from_a_template_of_the_page() -> None:
    article = article_of(EMPTY.format(script=f"<div class='post'><script type='text/template'>{TOLD}</script></div>"))
    assert said(article, "paragraph")[: len(PARAGRAPHS)] == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "script",
    [
        "",
        "<script>function f() { return 1 }</script>",
        "<script type='application/json'>" + json.dumps({"note": "<p>Short.</p>", "more": "x" * 1000}) + "</script>",
        "<script type='application/json'>" + '{"a":' * 50_000 + "</script>",
    ],
)
def test_other_scripts_hold_no_article(script: str) -> None:
    page = EMPTY.format(script=script)
    assert as_filled(page) is None
    with pytest.raises(PageRejected, match="no article text"):
        reading_of(page)
