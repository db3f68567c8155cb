"""HTML as browsers build it, whatever its authors forgot to close."""

from __future__ import annotations

import pytest

from latticework.clean.markup import Shown, blocks_of
from latticework.clean.trees import LONG_TAG, parse

SAID = "Japan and China held talks."


def shown(page: str) -> list[Shown]:
    return list(blocks_of(parse(page)))


@pytest.mark.parametrize(
    "page",
    [
        f"<header><aside class='newsletter'><div><p>Sign up</p></aside></header><article><p>{SAID}</p></article>",
        f"<header><div><button>Menu</header><main><p>{SAID}</p></main>",
    ],
)
def test_what_was_not_closed_does_not_hold_the_article(page: str) -> None:
    (block,) = [s for s in shown(page) if s.text == SAID]
    assert not block.inside & {"header", "aside", "button"}
    assert block.hint is None


def test_a_tag_without_end_is_read_all_the_same() -> None:
    flood = "<p " + " ".join(f"a{n}=1" for n in range(30_000)) + f">{SAID}</p>"
    assert LONG_TAG.search(flood)
    assert [s.text for s in shown(flood)] == [SAID]


@pytest.mark.parametrize(
    "page",
    [
        f"<p>{SAID}<span style='clip: rect(0 0 0 0); width: 1px'>, opens in a new tab</span></p>",
        f"<p>{SAID}<span style='position:absolute;clip-path:inset(50%)'>, opens in a new tab</span></p>",
        f"<figure><img><span class='caption'>{SAID} <span class='visually-hidden'>Show what the picture shows</span></span></figure>",
        f"<h2>{SAID}<a class='anchor' href='#talks'>#talks</a></h2>",
        f"<h2>{SAID} <a href='#talks'>¶</a></h2>",
    ],
)
def test_what_readers_do_not_see_is_in_no_line(page: str) -> None:
    assert [s.text for s in shown(page)] == [SAID]


@pytest.mark.parametrize(
    "page",
    [
        f"<p style='clip: auto'>{SAID}</p>",
        f"<h2><a href='#talks'>{SAID}</a></h2>",
        f"<p><span style='--clip: rect(0 0 0 0)'>{SAID}</span></p>",
    ],
)
def test_what_only_looks_like_hidden_is_read(page: str) -> None:
    assert [s.text for s in shown(page)] == [SAID]


def test_a_name_for_other_stories_is_not_believed_of_what_leads_to_none() -> None:
    told = f"{SAID} They spoke about fish, nets and boats."
    (own,) = shown(f"<p class='article__teaser-text'>{told}</p>")
    assert own.hint is None
    assert [s.hint for s in shown(f"<div class='teaser'><p>{told}</p><a href='/other'>Another story</a></div>")] == ["related links"] * 2
    assert [s.hint for s in shown("<div class='related'><h3>Related stories</h3></div>")] == ["related links"]
    assert [s.hint for s in shown(f"<a href='/other'><span><div class='teaser'>{told}</div></span></a>")] == ["related links"]


def test_what_pops_up_beside_a_name_is_not_in_the_line() -> None:
    card = "<span class='people-rollover-card'><a href='/p'>Ada Lindqvist</a> Older news of her</span>"
    (block,) = shown(f"<p>The talks with <span class='people-rollover'><a href='/p'>Ada Lindqvist</a>{card}</span> were held in Selma.</p>")
    assert block.text == "The talks with Ada Lindqvist were held in Selma."
    (trigger,) = shown("<p>The <span class='tooltip'><span class='tooltip-word'>strait</span></span> is open.</p>")
    assert trigger.text == "The strait is open."
