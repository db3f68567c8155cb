from __future__ import annotations

import pytest

from latticework.errors import PageRejected
from tests.clean.pages import HTML, PARAGRAPHS, article_of, reading_of, reasons, said


def test_a_page_becomes_an_article_with_its_facts() -> None:
    article = article_of(HTML.encode(), url="https://www.courier.example/world/norland-fish?from=feed")
    assert said(article, "title") == ["Norland seeks deal on fish"]
    assert article.standfirst == "A paper with eleven points is ready, and only the dates are missing"
    assert said(article, "paragraph") == list(PARAGRAPHS)
    assert said(article, "heading") == ["An old quarrel"]
    assert article.authors == ("Ada Lindqvist",)
    assert article.section == "World" and article.language == "en"
    assert article.url == "https://courier.example/world/norland-fish"
    assert article.outlet is not None and (article.outlet.name, article.outlet.domain) == ("The Selma Courier", "courier.example")
    assert str(article.published.earliest) == "2023-02-14 09:30:00+01:00"
    assert (article.published.precision, article.published.basis) == ("second", "metadata")
    assert str(article.modified) == "2023-02-14 11:00:00+01:00"
    assert article.truncated is None


def test_captions_and_credits_are_blocks_where_the_picture_stands() -> None:
    article = article_of(HTML)
    assert said(article, "caption") == ["The minister on the steps of the ministry in Port Selma."]
    assert said(article, "credit") == ["Photo: Selma Wire"]
    roles = [b.role for b in article.blocks]
    assert roles.index("caption") < roles.index("paragraph")


def test_what_is_left_out_is_listed_with_a_reason() -> None:
    found = reasons(article_of(HTML))
    assert found["Advertisement"] == "ad label"
    assert found["Home"] == "navigation"
    assert found["Ferry strike enters its third week"] == "related links"
    assert said(article_of(HTML), "byline") == ["By Ada Lindqvist"]


def test_the_same_page_gives_the_same_id_under_any_name() -> None:
    assert article_of(HTML).id == article_of(HTML, url="https://mirror.example/2").id


def test_a_given_date_wins_and_a_contradiction_is_an_issue() -> None:
    from datetime import date

    reading = reading_of(HTML, published=date(2023, 2, 20))
    assert reading.article.published.basis == "given"
    assert [i.kind for i in reading.issues] == ["date conflict"]


def test_a_repeated_paragraph_is_told_once() -> None:
    article = article_of(HTML.replace(f"<p>{PARAGRAPHS[3]}</p>", f"<p>{PARAGRAPHS[2]}</p><p>{PARAGRAPHS[3]}</p>"))
    assert said(article, "paragraph").count(PARAGRAPHS[2]) == 1


def test_label_byline_and_biography_are_no_paragraphs() -> None:
    page = HTML.replace('<p class="byline">By Ada Lindqvist</p>', "<p>Opinion</p><p>Ada Lindqvist in Port Selma</p>")
    page = page.replace(f"<p>{PARAGRAPHS[4]}</p>", f"<p>{PARAGRAPHS[4]}</p><p>Ada Lindqvist writes about the sea every other week.</p>")
    article = article_of(page)
    assert said(article, "paragraph") == list(PARAGRAPHS)
    assert said(article, "byline") == ["Ada Lindqvist in Port Selma"]
    assert reasons(article)["Ada Lindqvist writes about the sea every other week."] == "biography"


def test_a_description_that_is_the_first_paragraph_is_no_standfirst() -> None:
    page = HTML.replace("A paper with eleven points is ready, and only the dates are missing", PARAGRAPHS[0])
    article = article_of(page.replace(f'<p class="standfirst">{PARAGRAPHS[0]}</p>', ""))
    assert article.standfirst is None and said(article, "paragraph")[0] == PARAGRAPHS[0]


def test_references_that_only_browsers_understand() -> None:
    page = HTML.replace("she told reporters", "she told&nbsp;reporters &mdash at noon&#133; &amp;amp; later")
    assert "she told reporters — at noon… & later on the steps" in article_of(page).text


def test_a_german_page_is_kept_as_german() -> None:
    body = "".join(
        f"<p>Die Außenministerin von Norland sagte am {day}, dass die Gespräche über die Fischerei bald weitergehen würden.</p>"
        for day in ("Montag", "Dienstag", "Mittwoch", "Donnerstag")
    )
    article = article_of(f"<html lang='en'><body><article><h1>Norland will Einigung im Fischstreit</h1>{body}</article></body></html>")
    assert article.language == "de" and len(said(article, "paragraph")) == 4


def test_a_page_that_only_scripts_fill_is_read_from_its_data() -> None:
    text = "\\n\\n".join(PARAGRAPHS).replace('"', "'")
    data = f'{{"@type": "NewsArticle", "headline": "Norland seeks deal on fish", "articleBody": "{text}"}}'
    article = article_of(f'<html><head><script type="application/ld+json">{data}</script></head><body><div id="app"></div></body></html>')
    assert article.title == "Norland seeks deal on fish" and said(article, "paragraph") == list(PARAGRAPHS)


def test_a_page_without_running_text_is_rejected() -> None:
    with pytest.raises(PageRejected) as caught:
        article_of("<html><body><nav><a href='/'>Home</a></nav></body></html>")
    assert caught.value.reason == "no article text"


STUB = """<html><head><meta property="og:title" content="Norland seeks deal on fish">{date}
<meta property="og:description" content="The government in Port Selma will ask its neighbours for talks before the summer."></head>
<body><h1>Norland seeks deal on fish</h1><div id="root"></div></body></html>"""


def test_headline_and_standfirst_of_an_article_without_text_are_kept_and_told_to_be_all() -> None:
    article = article_of(STUB.format(date='<meta property="article:published_time" content="2023-02-14T09:30:00+01:00">'))
    assert [b.role for b in article.blocks] == ["title", "standfirst"]
    assert article.truncated is not None and "no running text" in article.truncated.reason


def test_a_front_page_without_text_is_no_article() -> None:
    with pytest.raises(PageRejected, match="no article text"):
        reading_of(STUB.format(date=""))
