"""Nothing of a page is lost unseen: what is not in the article is in its furniture, or an Issue says how much is not; all is invented."""

from __future__ import annotations

from latticework.clean.remainder import MOST_FURNITURE
from tests.clean.pages import PARAGRAPHS, article_of, reading_of, reasons, said

BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def page(body: str, before: str = "") -> str:
    return f"<html><body>{before}<article><h1>Norland seeks deal on fish</h1>{body}</article></body></html>"


def test_a_label_whose_letters_stand_somewhere_in_the_text_is_listed_all_the_same() -> None:
    assert "harbour" in PARAGRAPHS[2] and "Norland" in PARAGRAPHS[0]
    article = article_of(page(BODY, before="<ul><li><a href='/h'>Harbour</a></li><li><a href='/n'>Norland</a></li></ul>"))
    assert {"Harbour", "Norland"} <= set(reasons(article))


def test_what_is_a_piece_of_a_line_of_the_article_is_not_listed() -> None:
    table = "<table><tr><th>Year</th><th>Tonnes</th></tr><tr><td>2011</td><td>4,200</td></tr></table>"
    article = article_of(page(f"{BODY[: BODY.index('<p>A second')]}{table}<p>{PARAGRAPHS[4]}</p>"))
    assert said(article, "table") == ["Year | Tonnes", "2011 | 4,200"]
    assert not {"Year", "Tonnes", "2011", "4,200"} & set(reasons(article))


def test_a_list_of_furniture_that_is_cut_says_how_much_is_missing() -> None:
    menu = "".join(f"<li><a href='/{n}'>Harbour number {n}</a></li>" for n in range(MOST_FURNITURE + 20))
    reading = reading_of(page(BODY, before=f"<nav><ul>{menu}</ul></nav>"))
    assert len(reading.article.furniture) == MOST_FURNITURE
    (issue,) = [i for i in reading.issues if i.kind == "furniture cut"]
    assert issue.message.startswith("20 of ")
    assert not any(i.kind == "furniture cut" for i in reading_of(page(BODY)).issues)
