"""Captions of pictures on pages of HTML; every sentence is invented."""

from __future__ import annotations

import pytest

from tests.clean.pages import PARAGRAPHS, article_of, said

BOATS = "Boats wait in Port Selma for the talks to end"
BEHIND = "".join(f"<p>{p}</p>" for p in PARAGRAPHS[1:])


def page(picture: str, before: str = "") -> str:
    body = f"<h1>Norland seeks deal on fish</h1>{before}<div class='text'><p>{PARAGRAPHS[0]}</p>{picture}{BEHIND}</div>"
    return f"<html><body><article>{body}</article></body></html>"


@pytest.mark.parametrize(
    ("picture", "credit"),
    [
        (f"<div class='x1'><img src='a.jpg' alt='{BOATS}'><p>{BOATS}</p></div>", []),
        (f"<div class='x1'><img src='a.jpg' alt='{BOATS}'><p>{BOATS} <span>IMAGO/Ada Lindqvist</span></p></div>", ["IMAGO/Ada Lindqvist"]),
        (f"<div class='x1'><img src='a.jpg' alt='{BOATS}'><p><span>{BOATS}</span><small>Imago</small></p></div>", ["Imago"]),
        (f"<div class='x1'><img src='a.jpg'><h1>{BOATS}</h1><p>Photo: Selma Wire</p></div>", ["Photo: Selma Wire"]),
        (f"<div class='x1'><img src='a.jpg'><div class='media-info'><p class='infotext'>{BOATS}</p></div></div>", []),
        (f"<figure><div class='lazy-image'></div><p>{BOATS}</p></figure>", []),
        (f"<figure><img src='a.jpg'><figcaption>{BOATS}</figcaption><footer>Imago/Ada-News.de</footer></figure>", ["Imago/Ada-News.de"]),
        (
            f"<figure><img src='a.jpg'><figcaption><span>{BOATS}.</span><strong>Ada Lindqvist</strong></figcaption></figure>",
            ["Ada Lindqvist"],
        ),
        (
            f"<div><img src='a.jpg'></div><div class='image-caption'>{BOATS}</div><div class='credit'>Ada Lindqvist, AP</div>",
            ["Ada Lindqvist, AP"],
        ),
    ],
)
def test_what_is_said_of_a_picture_is_its_caption(picture: str, credit: list[str]) -> None:
    article = article_of(page(picture))
    assert [c.rstrip(".") for c in said(article, "caption")] == [BOATS]
    assert said(article, "credit") == credit
    assert said(article, "paragraph") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "element",
    [
        "<figure><blockquote><p>The nets are in the water.</p></blockquote><figcaption>Ida Holm, minister</figcaption></figure>",
        "<section class='box'><button>Sign up</button><p class='text-caption'>You can end this at any time.</p></section>",
        "<figure><div class='card'><a href='/x'>Ferry strike enters its third week in Port Selma</a></div></figure>",
        "<div class='x1'><img src='a.jpg' alt='Ada Lindqvist'><p>Ada Lindqvist</p></div>",
        "<div class='x1'><img src='a.jpg' alt='Norland seeks deal on fish'><h1>Norland seeks deal on fish</h1></div>",
        "<div class='x1'><a href='/x'><img src='a.jpg' alt='Ferry strike'><h3>Ferry strike goes on</h3></a></div>",
    ],
)
def test_what_is_said_of_something_else_is_none(element: str) -> None:
    assert said(article_of(page(element)), "caption", "credit") == []


def test_a_caption_stays_where_the_names_around_it_say_that_it_is_cut() -> None:
    more = f"<div class='read-more'><figcaption>{BOATS}. (AP Photo/Ada Lindqvist)</figcaption><button>More</button></div>"
    article = article_of(page(f"<figure><img src='a.jpg'>{more}</figure>"))
    assert said(article, "caption", "credit") == [f"{BOATS}.", "(AP Photo/Ada Lindqvist)"]


def test_a_caption_told_twice_is_told_once() -> None:
    twice = f"<span>{BOATS}. (AP Photo/Ada Lindqvist)</span> <span>{BOATS[:30]} … more &gt;</span>"
    article = article_of(page(f"<figure><img src='a.jpg'><figcaption>{twice}</figcaption></figure>"))
    assert said(article, "caption", "credit") == [f"{BOATS}.", "(AP Photo/Ada Lindqvist)"]


def test_captions_of_a_long_gallery_over_the_text_are_the_article_s() -> None:
    slides = "".join(
        f"<div class='slide'><img src='{n}.jpg'><span>{n} of 20</span><p>Boats at pier {n} of Port Selma. (AP Photo/Ada Holm)</p></div>"
        for n in range(1, 21)
    )
    captions = said(article_of(page("", before=f"<div class='gallery'>{slides}</div>")), "caption")
    assert captions == [f"Boats at pier {n} of Port Selma." for n in range(1, 21)]


def test_paragraphs_in_an_element_named_for_pictures_and_text_are_no_captions() -> None:
    text = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    figure = "<figure><img src='a.jpg'><figcaption>Nets on the quay of Port Selma.</figcaption></figure>"
    article = article_of(f"<html><body><h1>Norland seeks deal</h1><div class='content-imagetext'>{figure}{text}</div></body></html>")
    assert said(article, "paragraph") == list(PARAGRAPHS)


def test_a_line_in_one_element_with_its_picture_is_its_caption() -> None:
    paragraphs = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    article = article_of(
        f"<html><body><h1>Norland seeks deal</h1><p><img src='a.jpg'><br><em>The quay of Port Selma</em></p>{paragraphs}</body></html>"
    )
    assert said(article, "caption") == ["The quay of Port Selma"] and said(article, "paragraph") == list(PARAGRAPHS)


def test_a_caption_that_repeats_a_sentence_does_not_take_it_from_the_text() -> None:
    figure = f"<figure><img src='a.jpg'><figcaption>{PARAGRAPHS[0]}</figcaption></figure>"
    text = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    article = article_of(f"<html><body><article><h1>Norland seeks deal</h1>{text}{figure}</article></body></html>")
    assert said(article, "paragraph") == list(PARAGRAPHS)
