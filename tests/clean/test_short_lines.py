"""Short lines of an article that look like something else: links, labels, headlines told again. Every sentence is invented."""

from __future__ import annotations

import pytest

from latticework.clean.head import without_handles
from latticework.clean.pictures import rising
from tests.clean.pages import PARAGRAPHS, article_of, reasons, said

TITLE = "Norland seeks deal on fish"


def page(*body: str, title: str = TITLE) -> str:
    return f"<html><body><main><h1>{title}</h1>{''.join(body)}</main></body></html>"


def text(*paragraphs: str) -> str:
    return "".join(f"<p>{p}</p>" for p in paragraphs)


def test_links_in_a_list_that_the_text_announces_stay_with_its_other_items() -> None:
    links = "".join(f"<li><p><a href='/{n}'>Chapter {word}</a></p></li>" for n, word in enumerate(("nets", "boats", "ports")))
    listed = f"<p>This is the second part of our series:</p><ol>{links}<li><p>Chapter fish: you are here</p></li></ol>"
    article = article_of(page(text(*PARAGRAPHS[:3]), listed, text(*PARAGRAPHS[3:])))
    assert said(article, "list_item") == ["Chapter nets", "Chapter boats", "Chapter ports", "Chapter fish: you are here"]


def test_a_list_of_nothing_but_links_goes_though_a_colon_stands_before_it() -> None:
    links = "".join(f"<li><a href='/{n}'>The quarrel of {n}</a></li>" for n in (2011, 2014, 2019))
    article = article_of(page(text(*PARAGRAPHS[:3]), f"<p>Older quarrels:</p><ul>{links}</ul>", text(*PARAGRAPHS[3:])))
    assert said(article, "list_item") == [] and "The quarrel of 2014" in reasons(article)


def test_a_linked_sentence_in_bold_that_opens_a_paragraph_stays() -> None:
    opened = f"<p><b><a href='/nets'>Nets come first</a>.<br></b>{PARAGRAPHS[3]}</p>"
    article = article_of(page(text(*PARAGRAPHS[:3]), opened, text(PARAGRAPHS[4])))
    assert "Nets come first." in said(article, "paragraph")


def test_the_same_heading_over_many_lists_is_no_label() -> None:
    ports = "".join(f"{text(p)}<h4>In figures</h4><ul><li>{n} boats at the quay</li></ul>" for n, p in enumerate(PARAGRAPHS, 3))
    article = article_of(page(ports))
    assert said(article, "heading") == ["In figures"] * len(PARAGRAPHS)


def test_a_label_between_paragraphs_is_one_still() -> None:
    article = article_of(page("".join(f"{text(p)}<p>Article content</p>" for p in PARAGRAPHS), text("So ends the first day.")))
    assert said(article, "paragraph") == [*PARAGRAPHS, "So ends the first day."]


def test_a_sentence_said_again_behind_a_colon_is_told_twice() -> None:
    again = f"<p>The sentence bears a second reading:</p><p><em>{PARAGRAPHS[1]}</em></p>"
    article = article_of(page(text(*PARAGRAPHS[:3]), again, text(*PARAGRAPHS[3:])))
    assert said(article, "paragraph").count(PARAGRAPHS[1]) == 2


def test_a_first_heading_with_the_words_of_the_title_stays_a_heading() -> None:
    article = article_of(page("<h2>Why Norland seeks deal on fish now</h2>", text(*PARAGRAPHS)))
    assert said(article, "heading") == ["Why Norland seeks deal on fish now"] and article.standfirst is None


def test_the_short_lines_of_an_article_in_two_containers_stay_in_both() -> None:
    points = "<ul><li>eleven points</li></ul>"
    first = f"<div class='rich'>{text(PARAGRAPHS[0])}<h2>The nets</h2><p>An old quarrel</p>{text(PARAGRAPHS[1])}{points}</div>"
    second = f"<div class='rich'>{text(*PARAGRAPHS[2:])}<h2>The boats</h2>{text(*(p + ' So they say.' for p in PARAGRAPHS))}</div>"
    article = article_of(page(f"<div>{first}</div><form><p>Your letter</p></form><div>{second}</div>"))
    assert said(article, "heading") == ["The nets", "The boats"] and said(article, "list_item") == ["eleven points"]
    assert "An old quarrel" in said(article, "paragraph")


@pytest.mark.parametrize(
    ("heading", "title"),
    [("Thirty years of &lt;br&gt; tags", "Thirty years of <br> tags"), ("The &lt;i&gt;Ada&lt;/i&gt; sails again", "The Ada sails again")],
)
def test_a_tag_that_readers_see_is_a_part_of_the_title(heading: str, title: str) -> None:
    assert article_of(page(text(*PARAGRAPHS), title=heading)).title == title


@pytest.mark.parametrize(
    ("line", "own", "bare"),
    [
        ("Ada Lindqvist@in/adal@AdaL", "Ada Lindqvist", "Ada Lindqvist"),
        ("By Ada Lindqvist @adal", None, "By Ada Lindqvist"),
        ("By Ada Lindqvist in Port Selma", None, "By Ada Lindqvist in Port Selma"),
        ("Ada Lindqvist, ada@paper.example", "Ada Lindqvist", "Ada Lindqvist, ada@paper.example"),
    ],
)
def test_names_of_accounts_are_no_part_of_a_byline(line: str, own: str | None, bare: str) -> None:
    assert without_handles(line, own) == bare


def test_a_caption_stands_at_its_picture_though_a_table_of_contents_names_the_last_heading_first() -> None:
    contents = "<ul><li><a href='#a'>The nets</a></li><li><a href='#b'>The boats</a></li></ul>"
    picture = "<figure><img src='a.jpg'><figcaption>The harbour of Port Selma in the rain</figcaption></figure>"
    nets = f"<h2 id=a>The nets</h2>{text(PARAGRAPHS[1])}{picture}{text(PARAGRAPHS[2])}"
    boats = f"<h2 id=b>The boats</h2>{text(*PARAGRAPHS[3:])}"
    told = said(article_of(page(contents, text(PARAGRAPHS[0]), nets, boats)))
    assert told.index("The harbour of Port Selma in the rain") == told.index(PARAGRAPHS[1]) + 1


def test_the_longest_run_of_rising_places() -> None:
    assert rising([(0, 9), (1, 1), (2, 2), (3, 0), (4, 3), (5, 9)]) == [(1, 1), (2, 2), (4, 3), (5, 9)]
    assert rising([]) == []
