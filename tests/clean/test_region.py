"""Which part of a page is the article; every sentence is invented."""

from __future__ import annotations

import pytest

from latticework.clean.markup import blocks_of
from latticework.clean.measured import measured
from latticework.clean.region import article_of as article_among
from latticework.clean.trees import parse
from tests.clean.pages import HTML, PARAGRAPHS, article_of, reasons, said

BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
TEASERS = (
    "Ferry crews have voted to go on with their strike until the spring, and the port is preparing for long queues.",
    "The harbour master of Port Selma says that the new pier will cost twice what the council was told last year.",
    "Readers of the Courier have chosen the letter of the year, and it is about a dog, a net and a bishop.",
    "A storm took the roof off the old rope works in the night, and nobody can say to whom the roof belongs now.",
)


def page(before: str = "", behind: str = "", body: str = BODY) -> str:
    return f"<html><body>{before}<div class='c1'><h1>Norland seeks deal on fish</h1>{body}</div>{behind}</body></html>"


def test_summaries_under_links_to_other_stories_are_not_the_article() -> None:
    others = "".join(f"<div><h3><a href='/{n}'>Another story, number {n}</a></h3><p>{t}</p></div>" for n, t in enumerate(TEASERS[:3]))
    article = article_of(page(behind=f"<div class='c2'>{others}</div>"))
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_comments_longer_than_the_article_are_not_the_article() -> None:
    said_by_readers = "".join(f"<div><p>{t} I have said so for years, and nobody has ever listened to me.</p></div>" for t in TEASERS * 4)
    article = article_of(page(behind=f"<div id='comments'>{said_by_readers}</div>"))
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_a_name_that_would_make_the_whole_article_another_s_is_not_believed() -> None:
    article = article_of(f"<html><body><form class='sponsor-widget'>{page()}</form></body></html>")
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_another_article_behind_the_article_is_left_out() -> None:
    other = "".join(f"<p>{t}</p>" for t in TEASERS)
    one = f"<article><h1>Norland seeks deal on fish</h1>{BODY}</article>"
    article = article_of(f"<html><body><main>{one}<article><h1>Strike goes on</h1>{other}</article></main></body></html>")
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_headlines_of_sections_do_not_end_the_article() -> None:
    opening = "".join(f"<p>{p}</p>" for p in (*PARAGRAPHS[:3], TEASERS[0]))
    body = f"{opening}<h1>A second round</h1><p>{PARAGRAPHS[4]}</p>"
    article = article_of(page(body=body))
    assert said(article, "heading") == ["A second round"] and said(article, "paragraph")[-1] == PARAGRAPHS[4]


def test_a_list_of_links_goes_with_its_label_and_a_list_of_the_article_stays() -> None:
    items = "<li><a href='/1'>Strike goes on</a></li><li><a href='/2'>Pier dearer</a></li>"
    links = f"<div class='x7'><h4>Of interest too</h4><ul>{items}</ul></div>"
    points = "<ul><li>nets of one size only</li><li>one observer to a <a href='/boats'>boat</a></li></ul>"
    article = article_of(page(body="".join(f"<p>{p}</p>" for p in PARAGRAPHS[:3]) + links + points + f"<p>{PARAGRAPHS[3]}</p>"))
    assert said(article, "list_item") == ["nets of one size only", "one observer to a boat"]
    assert said(article, "heading") == [] and "Of interest too" in reasons(article)


def test_labels_between_headline_and_text_and_behind_the_text_are_left_out() -> None:
    article = article_of(
        page(body=f"<div>World</div><div>Three minutes to read</div>{BODY}<p>The Selma Courier</p><h3>Keep exploring</h3>")
    )
    assert said(article, "paragraph") == list(PARAGRAPHS) and said(article, "heading") == []


def test_an_agency_s_rule_between_parts_of_its_story_stays() -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><p>___</p><p>{PARAGRAPHS[2]}</p>"
    assert said(article_of(page(body=body)), "paragraph") == [*PARAGRAPHS[:2], "___", PARAGRAPHS[2]]


def test_words_for_those_who_hear_the_page_are_not_in_its_sentences() -> None:
    text = PARAGRAPHS[0].replace("talks", "<a href='/t'>talks<span class='visually-hidden'> (opens in a new window)</span></a>")
    assert said(article_of(page(body=f"<p>{text}</p>{BODY[len(PARAGRAPHS[0]) + 7 :]}")), "paragraph") == list(PARAGRAPHS)


def test_rows_of_a_table_are_told_by_the_row() -> None:
    table = "<table><tr><th>Year</th><th>Tonnes of fish</th></tr><tr><td>2011</td><td>4,200</td></tr></table>"
    article = article_of(page(body=f"{BODY[: BODY.index('<p>A second')]}{table}<p>{PARAGRAPHS[4]}</p>"))
    assert said(article, "table") == ["Year | Tonnes of fish", "2011 | 4,200"]


def test_a_quotation_set_off_is_told_once_where_the_text_has_it_too() -> None:
    quote = "<blockquote>We shall not leave this table before the nets are in the water again</blockquote>"
    assert said(article_of(page(body=BODY + quote)), "pull_quote") == []
    other = "<blockquote>No fish, no peace, and no sleep for the harbour master</blockquote>"
    assert said(article_of(page(body=other + BODY)), "pull_quote") == ["No fish, no peace, and no sleep for the harbour master"]


def test_captions_of_a_gallery_are_the_article_s_and_those_of_other_stories_are_not() -> None:
    gallery = "<div class='carousel'><figure><figcaption>Boats wait for the talks to end in Port Selma.</figcaption></figure></div>"
    other = "<div class='related'><a href='/f'><img></a><figure><figcaption>The ferry at its pier, on strike.</figcaption></figure></div>"
    article = article_of(page(body=f"<p>{PARAGRAPHS[0]}</p>{gallery}{other}{BODY[len(PARAGRAPHS[0]) + 7 :]}"))
    assert said(article, "caption") == ["Boats wait for the talks to end in Port Selma."]


@pytest.mark.parametrize("letters", ["für das Treffen", "für das Treffen"], ids=["composed", "decomposed"])
def test_letters_are_left_as_the_page_has_them(letters: str) -> None:
    page_of = HTML.replace("A second round is planned", f"Die Stadt ist bereit {letters}, and a second round is planned")
    assert letters in article_of(page_of).text


def test_a_headline_told_again_below_does_not_part_the_article() -> None:
    body = f"{BODY.replace(PARAGRAPHS[3], 'And the nets?')}<h2>Norland seeks deal on fish</h2><p>{TEASERS[1]}</p>"
    article = article_of(page(body=body).replace("<h1>", "<div>").replace("</h1>", "</div>"), title="Norland seeks deal on fish")
    assert "And the nets?" in said(article, "paragraph")


def test_what_others_have_posted_stays_though_it_stands_in_a_side_column() -> None:
    post = "<div class='article-sidebar'><blockquote><p>No fish, no peace</p>— Ola Berg (@olaberg)</blockquote></div>"
    shop = "<div class='article-sidebar'><p>The best nets of the year, tested and bought by our readers in Norland.</p></div>"
    article = article_of(page(body=f"<p>{PARAGRAPHS[0]}</p>{post}{shop}{BODY[len(PARAGRAPHS[0]) + 7 :]}"))
    assert said(article, "pull_quote") == ["No fish, no peace", "— Ola Berg (@olaberg)"]
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_a_paragraph_that_is_quoted_before_it_is_told_once_in_its_place() -> None:
    quote = f"<blockquote>{PARAGRAPHS[3]}</blockquote>"
    article = article_of(page(body=f"<p>{PARAGRAPHS[0]}</p>{quote}{BODY[len(PARAGRAPHS[0]) + 7 :]}"))
    assert said(article, "paragraph") == list(PARAGRAPHS) and said(article, "pull_quote") == []


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>An old quarrel</strong></p>",
        "<p>AN OLD QUARREL</p>",
        "<div><b>Who owns the strait?</b></div>",
        "<h3><ol><li>An old quarrel</li></ol></h3>",
        "<h2><div>An old quarrel</div></h2>",
    ],
)
def test_a_heading_is_one_however_it_is_marked(line: str) -> None:
    article = article_of(page(body=BODY.replace(f"<p>{PARAGRAPHS[2]}", f"{line}<p>{PARAGRAPHS[2]}")))
    assert len(said(article, "heading")) == 1 and said(article, "paragraph") == list(PARAGRAPHS) and said(article, "list_item") == []


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>Nobody slept.</strong></p>",
        "<p>PORT SELMA, NORLAND</p>",
        "<p>AN OLD QUARREL, said the <i>Courier</i></p>",
        f"<h3>{PARAGRAPHS[2]} {PARAGRAPHS[3]}</h3>",
    ],
)
def test_a_sentence_is_no_heading_for_its_letters(line: str) -> None:
    article = article_of(page(body="".join(f"<p>{p}</p>" for p in PARAGRAPHS[:2]) + line + f"<p>{TEASERS[0]}</p><p>{TEASERS[1]}</p>"))
    assert said(article, "heading") == [] and len(said(article, "paragraph")) == 5


def test_an_article_within_a_heading_is_none() -> None:
    article = article_of(page(body=f"<h3>{BODY}</h3>"))
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_a_pull_quote_in_an_aside_is_the_article_s() -> None:
    words = "Whoever closes the strait closes the harbour"
    aside = f"<aside><svg></svg><blockquote>{words}</blockquote></aside>"
    article = article_of(page(body=f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{aside}<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"))
    assert said(article, "pull_quote") == [words]


def test_posts_in_an_embed_named_for_social_media_are_the_article_s() -> None:
    words = "The strait is closed, and nobody at the port knows until when."
    post = f"<div class='social-media-embed'><blockquote><p>{words}</p></blockquote></div>"
    assert said(article_of(page(body=f"{BODY}{post}<p>{TEASERS[1]}</p>")), "pull_quote") == [words]


def test_short_paragraphs_before_the_first_sentence_are_the_article_s() -> None:
    lines = ("Norland Trawlers (19-8) at Selma Pilots (11-3)", "Port Selma; Wednesday, 9 p.m.")
    article = article_of(page(body="".join(f"<p>{line}</p>" for line in lines) + BODY))
    assert said(article, "paragraph")[:2] == list(lines)


def test_headings_over_short_lines_behind_the_last_sentence_stay() -> None:
    boats = ("Ada", "Bruno", "Carla", "Dagny", "Egil", "Frida")
    article = article_of(page(body=f"{BODY}<h3>Boats at sea</h3>{''.join(f'<p>{b}</p>' for b in boats)}<h3>More</h3>"))
    assert said(article, "heading") == ["Boats at sea"] and said(article, "paragraph")[-6:] == list(boats)


def test_the_title_of_a_list_of_links_goes_with_it() -> None:
    links = "".join(f"<li><a href='/{n}'>Another story, number {n}</a></li>" for n in range(4))
    box = f"<h3>Background, researched for you</h3><ul>{links}</ul>"
    body = f"<h2>Talks</h2><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>{box}<h2>Fish</h2><p>{PARAGRAPHS[2]}</p>"
    assert said(article_of(page(body=body)), "heading") == ["Talks", "Fish"]


def test_comments_that_only_their_label_tells_are_not_the_article() -> None:
    comments = "".join(f"<li><h4>Fishfan{n}</h4>1{n}. 01. 2020, 13:4{n}<p>{t}</p></li>" for n, t in enumerate(TEASERS * 2))
    article = article_of(page(behind=f"<div class='x8'><h2>Leserkommentare</h2><ul class='x9'>{comments}</ul></div>"))
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_a_question_of_consent_longer_than_the_article_is_not_the_article() -> None:
    services = "".join(f"<div class='service'><p>{t}</p><p>Stored for two years on the reader's own device.</p></div>" for t in TEASERS * 3)
    article = article_of(page(behind=f"<div class='dsgvo-popup'>{services}</div>"))
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_lists_and_tables_of_links_that_a_sentence_announces_stay() -> None:
    links = "".join(f"<li><a href='https://{n}.example/'>Fishing rules of {n}</a></li>" for n in ("Norland", "Selmia", "Ostmark"))
    cells = "".join(
        f"<tr><td><p><a href='/{n}1'>Nets of {n}</a></p></td><td><p><a href='/{n}2'>Boats of {n}</a></p></td></tr>" for n in "AB"
    )
    lists = f"<p>The three states have put their rules on the net:</p><ul>{links}</ul>"
    table = f"<p>What each of them may catch stands in the annexes of the deal:</p><table>{cells}</table>"
    article = article_of(page(body=f"<p>{PARAGRAPHS[0]}</p>{lists}<p>{PARAGRAPHS[1]}</p>{table}<p>{PARAGRAPHS[2]}</p>"))
    assert said(article, "list_item") == ["Fishing rules of Norland", "Fishing rules of Selmia", "Fishing rules of Ostmark"]
    assert said(article, "table") == ["Nets of A | Boats of A", "Nets of B | Boats of B"]


def test_a_label_over_links_announces_nothing_of_the_article() -> None:
    links = "".join(f"<li><a href='/{n}'>Another story, number {n}</a></li>" for n in range(3))
    body = "".join(f"<p>{p}</p>" for p in PARAGRAPHS[:2]) + f"<p>Read more on this story:</p><ul>{links}</ul><p>{PARAGRAPHS[2]}</p>"
    assert said(article_of(page(body=body)), "list_item") == []


def test_a_quotation_in_an_aside_is_a_pull_quote() -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><div class='r'><aside><q>The nets will decide it</q></aside></div><p>{PARAGRAPHS[1]}</p>"
    assert said(article_of(page(body=body)), "pull_quote") == ["The nets will decide it"]


def test_a_gallery_that_tells_something_beside_its_pictures_is_the_article() -> None:
    slides = "".join(f"<div class='slide'><h2>Net {n}</h2><p>{p}</p></div>" for n, p in enumerate(PARAGRAPHS[1:], 1))
    intro = f"<div class='gallery-intro'><p>{PARAGRAPHS[0]}</p><p>{TEASERS[3]}</p></div>"
    blocks = list(blocks_of(parse(page(body=f"<div class='gallery'>{intro}{slides}</div>"))))
    found = [blocks[i].text for i in article_among(measured(blocks), "Norland seeks deal on fish")]
    assert found == [PARAGRAPHS[0], TEASERS[3], *(t for n, p in enumerate(PARAGRAPHS[1:], 1) for t in (f"Net {n}", p))]


def test_short_lines_beside_one_link_are_no_labels_over_it() -> None:
    facts = "<p><a href='/shop'>12 crowns, Selma Nets</a></p><p>We like: the size of the meshes and the colour of the rope</p>"
    lines = "<p>We do not like: the price, and the long wait for the floats</p><p>We have not tried: the rope in winter, or at night</p>"
    body = f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p><div><h2>2. The second net</h2>{facts}{lines}</div><p>{PARAGRAPHS[2]}</p>"
    assert "2. The second net" in said(article_of(page(body=body)), "heading")


def test_a_linked_line_that_says_from_whom_the_next_words_are_stays() -> None:
    quoted = f"<p><a href='/x'>The Selma Gazette reports:</a></p><blockquote><p>{TEASERS[3]}</p></blockquote>"
    body = f"<p>{PARAGRAPHS[0]}</p>{quoted}<p>{PARAGRAPHS[1]}</p>"
    assert "The Selma Gazette reports:" in said(article_of(page(body=body)), "paragraph")


def test_a_sentence_that_is_mostly_a_link_stays_among_the_paragraphs() -> None:
    linked = "<p>It also <a href='/plans'>draws up plans for the boats and holds exercises with all of them every second spring</a>.</p>"
    body = f"<p>{PARAGRAPHS[0]}</p>{linked}<p>{PARAGRAPHS[1]}</p><p>{PARAGRAPHS[2]}</p>"
    assert len(said(article_of(page(body=body)), "paragraph")) == 4


def test_blocks_of_characters_that_nobody_sees_are_none() -> None:
    body = f"<p>{PARAGRAPHS[0]}</p><p>\u200b</p><p>{PARAGRAPHS[1]}</p><p>\ufeff \u200b</p><p>{PARAGRAPHS[2]}</p>"
    assert said(article_of(page(body=body)), "paragraph") == list(PARAGRAPHS[:3])


def test_main_points_over_the_text_are_the_article_s() -> None:
    points = "".join(f"<li>{t}</li>" for t in TEASERS[:2])
    body = f"<div class='k1'><ul>{points}</ul></div><div class='k2'>{BODY}</div>"
    assert said(article_of(page(body=body)), "list_item") == list(TEASERS[:2])


def test_a_text_that_stands_in_an_item_of_a_list_is_no_list() -> None:
    article = article_of(f"<html><body><ul><li><h1>Norland seeks deal on fish</h1>{BODY}</li></ul></body></html>")
    assert said(article, "list_item") == [] and said(article, "paragraph") == list(PARAGRAPHS)


def test_a_button_within_a_line_does_not_break_it() -> None:
    line = "<p>A share of <span>Selma Nets</span><button>Add to list</button>, which makes nets, cost two crowns more on Friday.</p>"
    body = f"<p>{PARAGRAPHS[0]}</p>{line}<p>{PARAGRAPHS[1]}</p>"
    assert "A share of Selma Nets, which makes nets, cost two crowns more on Friday." in said(article_of(page(body=body)))
