"""What a site asks its readers for among the paragraphs of its article; every sentence is invented."""

from __future__ import annotations

import pytest

from latticework.clean.appeals import appeal_words, appeals_among
from latticework.clean.parts import Part
from latticework.errors import KnowledgeError
from latticework.types import Role
from tests.clean.pages import PARAGRAPHS, article_of, reasons, said

TEXT = [Part(role="paragraph", text=p) for p in PARAGRAPHS * 2]
APPEALS = (
    "If you enjoyed this article, please support our work and become a member of the Courier for two crowns a month.",
    "Stay informed with the Courier, your source for credible journalism, and subscribe to our daily letter now.",
    "We’d like to hear what you think: send your letters to the editor, and we shall print the best of them.",
)


def body(*parts: tuple[Role, str]) -> list[Part]:
    return [*TEXT, *(Part(role=role, text=text) for role, text in parts)]


@pytest.mark.parametrize("appeal", APPEALS)
def test_an_appeal_is_told_at_the_end_and_within_the_text(appeal: str) -> None:
    assert appeals_among(body(("paragraph", appeal))) == {len(TEXT)}
    assert appeals_among([*TEXT[:3], Part(role="paragraph", text=appeal), *TEXT[3:]]) in ({3}, set())


def test_the_heading_over_nothing_but_an_appeal_goes_with_it() -> None:
    assert appeals_among(body(("heading", "A word to our readers"), ("paragraph", APPEALS[0]))) == {len(TEXT), len(TEXT) + 1}
    assert appeals_among(body(("heading", "The vote"), ("paragraph", APPEALS[0]), ("paragraph", PARAGRAPHS[3]))) == {len(TEXT) + 1}


@pytest.mark.parametrize(
    "sentence",
    [
        "The party asked its members to donate to the campaign of the harbour master, and twelve of them did so.",
        "Members get a share of the catch, said the head of the co-operative, which has grown to ninety boats.",
        "“You must support our work,” the minister told the fishermen, and asked them for their patience until the spring.",
    ],
)
def test_a_report_about_such_things_is_none(sentence: str) -> None:
    assert appeals_among(body(("paragraph", sentence))) == set()


def test_a_text_that_is_nothing_else_stays() -> None:
    assert appeals_among([Part(role="paragraph", text=a) for a in APPEALS]) == set()


def test_it_is_furniture_with_that_reason_on_pages_and_in_plain_text() -> None:
    texts = [*PARAGRAPHS, APPEALS[0]]
    page = "<html><body><article><h1>Norland seeks deal on fish</h1>" + "".join(f"<p>{t}</p>" for t in texts) + "</article></body></html>"
    for article in (article_of(page), article_of("\n".join(["Norland seeks deal on fish", *texts]))):
        assert said(article, "paragraph") == list(PARAGRAPHS)
        assert reasons(article)[APPEALS[0]] == "appeal"


def test_a_row_without_a_fitting_example_is_an_error(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "appeal_words.tsv"  # type: ignore[operator]
    path.write_text("language\tpattern\texample\nen\tdonate now\tGive\n", encoding="utf-8")
    monkeypatch.setattr("latticework.clean.appeals.WORDS", path)
    appeal_words.cache_clear()
    with pytest.raises(KnowledgeError, match=r"appeal_words\.tsv:2"):
        appeal_words()
    monkeypatch.undo()
    appeal_words.cache_clear()
