"""A sentence of the article is never furniture, nor are its lists and tables; menus and teasers are. Every sentence is invented."""

from __future__ import annotations

from tests.clean.pages import PARAGRAPHS, article_of, reasons, said

TITLE = "Norland seeks deal on fish as strait reopens"
LONGER = [f"{p} Nobody in the harbour expected otherwise, and the price of cod rose by a tenth." for p in PARAGRAPHS]
TEASERS = ["Ferry strike enters week three", "Mayor opens bridge", "Rain expected in the south", "Cup final moved"]


def test_a_question_that_an_interview_asks_again_stays() -> None:
    question = "What do you expect of the talks?"
    lines = [question, PARAGRAPHS[0], PARAGRAPHS[2], question, PARAGRAPHS[3], PARAGRAPHS[4]]
    assert said(article_of(f"{TITLE}\n{PARAGRAPHS[1]}\n" + "\n".join(lines)), "paragraph") == [PARAGRAPHS[1], *lines]


def test_running_text_goes_on_behind_teasers() -> None:
    for at in (2, 3):
        lines = [*LONGER[:at], "Most read", *TEASERS, *LONGER[at:]]
        article = article_of(TITLE + "\n" + "\n".join(lines))
        assert said(article, "paragraph") == LONGER
        assert set(TEASERS) <= set(reasons(article))


def test_a_table_and_a_list_of_dates_behind_the_text_stay() -> None:
    rows = ["1 Port Selma 412 38 6.1%", "2 Holm 377 12 5.0%", "3 Reyes Bay 201 9 2.4%", "4 Lund 188 7 2.2%"]
    dates = ["March 2 – Port Selma, town hall", "March 9 – Holm, the quay", "March 16 – Lund, school"]
    for behind in (rows, dates):
        article = article_of("\n".join([TITLE, *LONGER, "The boats of the strait by harbour:", *behind, "Most read", *TEASERS]))
        assert [line for line in said(article) if line in behind] == behind
        assert not set(said(article)) & set(TEASERS)


def test_a_table_within_the_text_is_no_menu() -> None:
    rows = [f"{name} {n} {n + 3}" for n, name in enumerate(("Selma", "Holm", "Reyes", "Lund", "Vik", "Nes", "Aker"), 11)]
    assert set(rows) <= set(said(article_of("\n".join([TITLE, *LONGER[:3], *rows, *LONGER[3:]]))))


def test_a_menu_within_the_text_is_still_one() -> None:
    menu = ["World", "Sport results", "Weather map", "Puzzles page", "Ferry times", "Obituaries", "Letters"]
    assert not set(menu) & set(said(article_of("\n".join([TITLE, *LONGER[:3], *menu, *LONGER[3:]]))))


def test_a_line_of_the_site_between_paragraphs_is_taken_out_when_it_comes_again() -> None:
    prompt = "Our harbour map is here."
    lines = [LONGER[0], prompt, "Ferry times", LONGER[1], LONGER[2], prompt, "Ferry times", LONGER[3]]
    assert said(article_of(TITLE + "\n" + "\n".join(lines))).count(prompt) == 1
