"""Rows of lists and tables in plain text. Every sentence is invented."""

from __future__ import annotations

from latticework.clean.lines import lines_of
from latticework.clean.rows import LED_ROW, listed, stems, tabled
from tests.clean.pages import PARAGRAPHS, article_of, said

TITLE = "Which nets for cod are worth their price"
TEXT = [
    "Fishermen of Norland have tried nylon nets and hemp nets for cod this winter, and the harbour's school has weighed the catch.",
    "A nylon net holds longer in cold water, the school says, but a hemp net can be mended on board within an hour of the haul.",
    "Every boat paid in crowns for its own, by the metre, and said which it would buy again.",
]
CATALOGUE = [
    "Nylon net, 20 metres",
    "Holds in cold water",
    "200 crowns",
    "Hemp net, 20 metres",
    "Mended within an hour",
    "140 crowns",
    "Nylon net for cod, 40 metres",
    "Weighed with the catch of 12 boats",
    "390 crowns",
]


def rows_of(lines: list[str], core: str) -> list[str]:
    found = lines_of("\n".join(lines))
    rows = listed(found, [True] * len(found), [False] * len(found), stems(core))
    return [found[i].text for i in sorted(rows)]


def test_rows_with_figures_that_speak_of_the_texts_own_things_are_the_articles() -> None:
    assert rows_of(CATALOGUE, " ".join(TEXT)) == CATALOGUE
    assert rows_of(CATALOGUE, " ".join(PARAGRAPHS)) != CATALOGUE


def test_headlines_without_figures_are_no_rows_though_they_share_words_with_the_text() -> None:
    links = [
        "Nylon nets sold out",
        "Hemp is back in the harbour",
        "School of fishermen opens",
        "Cod returns to cold water",
        "Winter haul weighed",
        "Nets mended for nothing",
        "Fishermen on strike",
    ]
    assert rows_of(links, " ".join(TEXT)) == []


def test_rows_behind_a_colon_are_a_list() -> None:
    found = lines_of("What the school weighed:\nNylon nets\nHemp nets\nThe nets of the other boats were not weighed at all this winter.")
    assert listed(found, [True] * 4, [False] * 4, set()) == {1: LED_ROW, 2: LED_ROW}


def test_a_catalogue_behind_the_paragraphs_stays() -> None:
    assert said(article_of("\n".join([TITLE, *TEXT, *CATALOGUE]))) == [TITLE, *TEXT, *CATALOGUE]


def cells() -> list[str]:
    """A ranking of boats: name, share of the catch, crowns, rank."""
    names = ["Nerissa", "Holm", "Skua", "Selma", "Anker", "Tern"]
    return [cell for n, name in enumerate(names, 1) for cell in (f"Boat {name}", f"{40 - n}%", f"{n}.5", f"${n},200", str(n))]


def test_the_cells_of_a_table_of_figures_stay_and_are_a_table() -> None:
    article = article_of("\n".join([TITLE, *TEXT, *cells()]))
    assert said(article, "table") == cells() and not article.furniture


def test_the_days_of_a_calendar_and_numbered_headlines_are_no_table() -> None:
    days = [str(n) for n in range(1, 32)]
    numbered = [line for n in range(1, 16) for line in (str(n), f"Headline number {n} of the day")]
    for lines in (days, numbered):
        assert tabled(lines_of("\n".join(lines))) == []


def test_signs_of_approval_are_bullets() -> None:
    ticked = ["✅ Nets of nylon in cold water", "✅ Nets of hemp near the harbour"]
    article = article_of("\n".join([TITLE, *TEXT, *ticked, TEXT[-1] + " All agreed."]))
    assert said(article, "list_item") == ticked
