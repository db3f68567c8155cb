"""Lines that the pages of one outlet have in common, and what is made of them."""

from __future__ import annotations

import pytest

from latticework.clean import clean_page
from latticework.clean.company import REPEATED, house_of, repeated_lines
from latticework.types import Article, Page

PLACES = ("Lima", "Quito", "Bogota", "Caracas", "Santiago", "Asuncion", "Montevideo", "Brasilia", "Sucre", "Georgetown")
BACKGROUND = "The two countries have disputed the river since 1952, when a court drew the border along its northern bank."
PROMPT = "Our reporters are on the ground for you wherever it matters"
HOUSE = "Reporting was added by the bureaus of the paper on three continents, and an editor in the capital looked it over."


def story(place: str) -> list[str]:
    return [
        f"Ministers in {place} refuse a third vote on the harbour",
        f"The government in {place} said on Tuesday that it will hold no third vote on the harbour, whatever the courts decide.",
        f"Two parties in {place} had asked for it after the count of last month was found to lack some nine thousand ballots.",
        PROMPT,
        f"A judge in {place} is to hear both sides within a week, and the harbour stays as it is until then, her office said.",
        BACKGROUND,
        f"Dockers in {place} went back to work on Monday after a strike of eleven days, which had cost the port some of its trade.",
        HOUSE,
    ]


def plain_pages() -> list[Page]:
    menu = ["Harbour Courier", "World", "Business", "Listen to us at seven"]
    return [Page(ref=f"courier/{p}.txt", content="\n".join([*menu, *story(p), "Write to the desk"]), media="text") for p in PLACES]


def html_pages() -> list[Page]:
    made = []
    for place in PLACES:
        title, *lines = story(place)
        paragraphs = "".join(f"<p>{line.replace('on the ground', 'on <b>the ground</b>')}</p>" for line in lines)
        body = f"<nav><a>World</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        page = f"<html><head><title>{title}</title></head><body>{body}</body></html>"
        made.append(Page(ref=f"{place}.html", content=page, media="html", url=f"https://www.example.com/{place}"))
    return made


def alone_and_together(pages: list[Page], n: int) -> tuple[Article, Article]:
    from dataclasses import replace

    repeated = repeated_lines(pages)[n]
    return clean_page(pages[n]).article, clean_page(replace(pages[n], repeated=repeated)).article


@pytest.mark.parametrize("pages", [plain_pages(), html_pages()], ids=["plain", "html"])
def test_ten_pages_of_an_outlet_know_its_lines(pages: list[Page]) -> None:
    alone, together = alone_and_together(pages, 3)
    title, first, second, _, third, *_, last, _ = story(PLACES[3])
    for line in (first, second, third, BACKGROUND, last):
        assert line in alone.text and line in together.text
    assert together.title == title
    assert PROMPT in alone.text and PROMPT not in together.text
    assert HOUSE not in together.text
    reasons = {f.text: f.reason for f in together.furniture}
    assert reasons[PROMPT] == reasons[HOUSE] == REPEATED


def test_what_is_given_to_a_page_stands_on_it() -> None:
    for page, lines in zip(plain_pages(), repeated_lines(plain_pages()), strict=True):
        letters = "".join(filter(str.isalnum, str(page.content).casefold()))
        assert lines and all(line.replace(" ", "") in letters for line in lines)


def test_copies_of_one_story_are_no_company() -> None:
    text = "\n".join(story("Lima"))
    assert repeated_lines([Page(ref=f"wire/{n}.txt", content=text, media="text") for n in range(9)]) == [frozenset()] * 9
    cut = [Page(ref=f"wire/{n}.txt", content="\n".join(story("Lima")[: n + 2]), media="text") for n in range(6)]
    assert repeated_lines(cut) == [frozenset()] * 6


def test_a_line_of_few_pages_is_not_the_outlets() -> None:
    pages = plain_pages()
    pages[0] = Page(ref=pages[0].ref, content=f"{pages[0].content}\nMore on the strike", media="text")
    pages[1] = Page(ref=pages[1].ref, content=f"{pages[1].content}\nMore on the strike", media="text")
    assert all("moreonthestrike" not in lines for lines in repeated_lines(pages))
    assert repeated_lines(plain_pages()[:2]) == [frozenset()] * 2


def test_pages_of_many_outlets_are_not_one() -> None:
    one, other = html_pages()[:2], plain_pages()[:2]
    assert not any(repeated_lines([*one, *other]))


def test_whose_page_it_is() -> None:
    assert house_of(Page(ref="a/1", content="", url="https://www.example.com/x", outlet="Example")) == "example.com"
    assert house_of(Page(ref="a/1", content="", outlet="The Example")) == "the example"
    assert house_of(Page(ref="a/1", content="")) == "a/"
    assert house_of(Page(ref="1", content="")) is None


def test_texts_that_are_articles_already_are_left_alone() -> None:
    pages = [Page(ref=p.ref, content=p.content, media="clean") for p in plain_pages()]
    assert repeated_lines(pages) == [frozenset()] * 10


def test_bad_pages_among_them_do_no_harm() -> None:
    bad = [
        Page(ref=f"courier/bad{n}", content=content)
        for n, content in enumerate((b"", b"\x89PNG\r\n", b"\xff\xfe\x00", "<" * 9_000, "<p>" * 90_000, "\x00"))
    ]
    found = repeated_lines([*bad, *plain_pages()])
    assert "".join(filter(str.isalnum, PROMPT.casefold())) in found[-1]
