from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from latticework.errors import PageRejected
from tests.clean.pages import PARAGRAPHS, article_of, reading_of, reasons, said

CAPTION = "Fishing boats in the harbour of Port Selma on February 12. Photo: Selma Wire"
PAGE = f"""Advertisement

Norland seeks deal on fish as strait reopens

A paper with eleven points is ready, and only the dates are missing

Reading Time:3 minutes
Why you can trust Courier
7
By Ada Lindqvist
{CAPTION}
{PARAGRAPHS[0]}
Advertisement
{PARAGRAPHS[1]}

{PARAGRAPHS[2]}
{CAPTION}
loading
{PARAGRAPHS[3]}
Reporting by Ada Lindqvist; editing by Olu Bright
Share this article
"""


def test_lines_of_a_page_are_told_apart() -> None:
    article = article_of(PAGE)
    assert article.title == "Norland seeks deal on fish as strait reopens"
    assert article.standfirst == "A paper with eleven points is ready, and only the dates are missing"
    assert article.authors == ("Ada Lindqvist",)
    assert said(article, "caption") == ["Fishing boats in the harbour of Port Selma on February 12."]
    assert said(article, "credit") == ["Photo: Selma Wire"]
    assert said(article, "paragraph") == list(PARAGRAPHS[:4])
    assert [(f.text, f.reason) for f in article.furniture] == [
        ("Advertisement", "ad label"),
        ("Reading Time:3 minutes", "reading time"),
        ("Why you can trust Courier", "trust line"),
        ("7", "lone counter"),
        ("Advertisement", "ad label"),
        (CAPTION, "repeated caption"),
        ("loading", "loading"),
        ("Reporting by Ada Lindqvist; editing by Olu Bright", "editing credit"),
        ("Share this article", "share prompt"),
    ]
    assert article.truncated is not None and "3 minutes" in article.truncated.reason
    assert article.language == "en"
    assert article.outlet is not None and article.outlet.name == "Courier"


def test_a_second_copy_less_its_credit_is_alternative_text() -> None:
    page = f"Norland seeks deal on fish\n{CAPTION.split(' Photo')[0]}\n{CAPTION}\n" + "\n".join(PARAGRAPHS)
    assert reasons(article_of(page))[CAPTION.split(" Photo")[0]] == "alt text"


def test_people_pointed_at_and_told_twice_are_a_caption() -> None:
    line = "Norland’s minister Ida Holm (left) and her host Jon Reyes meet in Port Selma on Tuesday"
    article = article_of("Norland seeks deal on fish\n" + "\n".join(PARAGRAPHS) + f"\n{line}\n{line}\n")
    assert said(article, "caption") == [line]
    assert reasons(article)[line] == "repeated caption"


def test_menus_before_and_teasers_behind_are_taken_out() -> None:
    menu = "\n".join(
        ["Norland seeks deal on fish - The Courier", "Home", "World news today", "Sport results", "Weather map", "Puzzles page"]
    )
    teasers = "\n".join(
        ["Most read", "Ferry strike enters week three", "Mayor opens bridge", "Rain expected in the south", "Cup final moved"]
    )
    article = article_of(f"{menu}\nNorland seeks deal on fish\n" + "\n".join(PARAGRAPHS) + f"\n{teasers}\n")
    assert said(article) == ["Norland seeks deal on fish", *PARAGRAPHS]
    assert reasons(article)["Puzzles page"] == "navigation"
    assert reasons(article)["Mayor opens bridge"] == "after the article"


def test_readers_comments_are_not_the_article() -> None:
    body = [f"{p} Nobody in the harbour expected otherwise, and the price of cod rose by a tenth." for p in PARAGRAPHS]
    page = (
        "Norland seeks deal on fish\n"
        + "\n".join(body)
        + "\n14 comments\nFishfan says:\nI have always said that cod is overrated, my friends.\n"
    )
    article = article_of(page)
    assert said(article, "paragraph") == body
    assert "Fishfan says:" in reasons(article)


def test_lines_of_prose_that_begin_like_prompts_stay() -> None:
    lines = [
        "Share prices in Port Selma fell by two per cent on Monday after the talks ended without a paper.",
        "Read more closely, the paper of eleven points leaves the question of the nets to a commission.",
        "Subscribe they did, in their thousands, when the Courier printed the fishermen’s letters last spring.",
        "Related industries, from ice to rope, employ a third of the town and wait for the outcome.",
    ]
    assert said(article_of("Norland seeks deal on fish\n" + "\n".join(lines)), "paragraph") == lines


def test_dateline_is_a_block_within_its_paragraph() -> None:
    article = article_of("Norland seeks deal on fish\nPORT SELMA, Feb 14 (Selma Wire) - " + "\n".join(PARAGRAPHS))
    assert said(article, "dateline") == ["PORT SELMA, Feb 14 (Selma Wire) -"]
    assert said(article, "paragraph") == [f"PORT SELMA, Feb 14 (Selma Wire) - {PARAGRAPHS[0]}", *PARAGRAPHS[1:]]
    pieces = [article.text[p.start : p.end] for p in article.pieces]
    assert pieces == ["Norland seeks deal on fish", "PORT SELMA, Feb 14 (Selma Wire) -", *PARAGRAPHS]
    assert article.outlet is not None and article.outlet.name == "Selma Wire"


def test_masthead_and_section_over_the_headline_are_taken_out() -> None:
    article = article_of("The Selma Courier\nWORLD\nNorland seeks deal on fish as strait reopens\n" + "\n".join(PARAGRAPHS))
    assert article.title == "Norland seeks deal on fish as strait reopens"
    assert reasons(article) == {"The Selma Courier": "masthead", "WORLD": "section label"}


def test_headings_and_lists_have_their_roles() -> None:
    lines = [
        "Norland seeks deal on fish",
        PARAGRAPHS[0],
        "An old quarrel",
        PARAGRAPHS[2],
        "- nets with a mesh of nine centimetres",
        PARAGRAPHS[3],
    ]
    page = "\n".join(lines)
    article = article_of(page)
    assert said(article, "heading") == ["An old quarrel"]
    assert said(article, "list_item") == ["- nets with a mesh of nine centimetres"]


def test_paragraphs_broken_at_a_fixed_width_are_made_whole() -> None:
    import textwrap

    page = "Norland seeks deal on fish\n\n" + "\n\n".join(textwrap.fill(p, 62) for p in PARAGRAPHS)
    assert said(article_of(page), "paragraph") == list(PARAGRAPHS)


def test_a_text_given_as_clean_is_kept_to_the_letter() -> None:
    text = f"  {PARAGRAPHS[0]}\r\n\n\t{PARAGRAPHS[1]} \nAdvertisement"
    article = article_of(text, media="clean", title="A title of its own")
    assert article.text == text
    assert said(article) == [PARAGRAPHS[0], PARAGRAPHS[1], "Advertisement"]
    assert article.furniture == () and article.title == "A title of its own"


def test_a_page_of_furniture_is_rejected() -> None:
    with pytest.raises(PageRejected) as caught:
        article_of("Home\nMenu\nAdvertisement\nSign in\n", media="text")
    assert caught.value.reason == "no article text"


LINES = st.one_of(
    st.sampled_from(
        [
            *PARAGRAPHS,
            CAPTION,
            "Advertisement",
            "loading",
            "3",
            "",
            "  ",
            "12 comments",
            "Most read",
            "By Ada Lindqvist",
            "* * *",
            "Photo: AP",
        ]
    ),
    st.text(alphabet=string.ascii_letters + " .,:;!?()[]|/-–—’“”©0123456789\u00a0\u200b日本語", max_size=90),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(LINES, max_size=25))
def test_nothing_is_lost_unseen(lines: list[str]) -> None:
    """Every line that is not blank is in a block or in the furniture, and every block is the text's own."""
    text = "\n".join(lines)
    try:
        article = reading_of(text, media="text").article
    except PageRejected as error:
        assert error.reason in ("empty", "no article text", "binary")
        return
    gone = [f.text for f in article.furniture]
    kept = " ".join(article.text.split())
    for line in lines:
        words = " ".join(line.split()).strip("\ufeff\u200b\u200c\u200d\u2060 ")
        assert not words or words in gone or all(w in kept or any(w in g for g in gone) for w in words.split())
    ends = [0]
    for block in article.blocks:
        assert ends[-1] <= block.start < block.end
        assert article.text[block.start : block.end].strip() == article.text[block.start : block.end]
        assert not article.text[ends[-1] : block.start].strip()
        ends.append(block.end)
    assert ends[-1] == len(article.text)
