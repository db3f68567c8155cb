"""HTML as browsers build it, whatever its authors forgot to close."""

from __future__ import annotations

import pytest

from latticework.clean.markup import LONG_TAG, Shown, blocks_of, parse

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
