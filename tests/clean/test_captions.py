from __future__ import annotations

import pytest

from latticework.clean.captions import caption_parts, is_credit, looks_like_caption, points_at_people, split_credit


@pytest.mark.parametrize(
    ("line", "words", "credit"),
    [
        ("Boats in Port Selma on May 3. Photo: Selma Wire", "Boats in Port Selma on May 3.", "Photo: Selma Wire"),
        ("Boats in the harbour (AP Photo/Ada Lindqvist)", "Boats in the harbour", "(AP Photo/Ada Lindqvist)"),
        ("Boats leave the harbour. REUTERS/Ada Lindqvist", "Boats leave the harbour.", "REUTERS/Ada Lindqvist"),
        ("Boats leave the harbour. Ada Lindqvist/AFP via Getty Images", "Boats leave the harbour.", "Ada Lindqvist/AFP via Getty Images"),
        ("Boats at night. Photograph: Ada Lindqvist/The Courier", "Boats at night.", "Photograph: Ada Lindqvist/The Courier"),
        ("Boats at night [Ada Lindqvist/Reuters]", "Boats at night", "[Ada Lindqvist/Reuters]"),
        ("Boats in port (Photo by Ada Lindqvist/Getty Images)", "Boats in port", "(Photo by Ada Lindqvist/Getty Images)"),
    ],
)
def test_credits_are_split_off(line: str, words: str, credit: str) -> None:
    assert split_credit(line) == (words, credit)
    assert looks_like_caption(line)


@pytest.mark.parametrize("line", ["Photo: Selma Wire", "Getty Images", "Ada Lindqvist/AFP via Getty Images", "© Selma Wire"])
def test_lines_that_are_credits(line: str) -> None:
    assert is_credit(line)


@pytest.mark.parametrize(
    "line",
    [
        "The minister spoke to Reuters.",
        "He said that the photo: a fake, was spread by the other side.",
        "She told AFP that nets were ready.",
        "The paper (see annex) lists eleven points.",
        "A file was found.",
        "The storm in pictures: boats on the roofs of Port Selma",
        "The storm in Pictures: Boats on the roofs of Port Selma",
    ],
)
def test_sentences_of_the_article_are_no_captions(line: str) -> None:
    assert not looks_like_caption(line) and not is_credit(line)


def test_people_are_pointed_at() -> None:
    assert points_at_people("Ida Holm (second from left) with Jon Reyes (right)")
    assert not points_at_people("The party (left of centre in all but name) won.")


def test_a_credit_goes_on_in_the_line_of_its_caption() -> None:
    parts = caption_parts("Boats in the harbour / Ada Lindqvist")
    assert [(p.role, p.text, p.joined) for p in parts] == [
        ("caption", "Boats in the harbour", False),
        ("credit", "/ Ada Lindqvist", True),
    ]


def test_a_credit_begins_with_its_first_sign_and_not_behind_a_date() -> None:
    assert split_credit("Boats in the harbour. © imago/Ada Lindqvist | IMAGO/Ada Lindqvist") == (
        "Boats in the harbour.",
        "© imago/Ada Lindqvist | IMAGO/Ada Lindqvist",
    )
    taken = "Boats in the harbour on 3. July. Ada Lindqvist / Pool via Selma Wire"
    assert split_credit(taken, known=True) == ("Boats in the harbour on 3. July.", "Ada Lindqvist / Pool via Selma Wire")


def test_a_label_before_a_credit_in_another_element_is_no_part_of_the_caption() -> None:
    parts = caption_parts("Ida Holm (Norland) and Jon Reyes (Selma) Quelle:", "Selma Wire")
    assert [(p.role, p.text) for p in parts] == [("caption", "Ida Holm (Norland) and Jon Reyes (Selma)"), ("credit", "Selma Wire")]


@pytest.mark.parametrize(
    ("line", "words", "credit"),
    [
        ("Boats at night. Photo by Ada Lindqvist/Getty Images", "Boats at night.", "Photo by Ada Lindqvist/Getty Images"),
        ("Boats at night. © IMAGO/Selma Sports/ A.Lindqvist", "Boats at night.", "© IMAGO/Selma Sports/ A.Lindqvist"),
        ("Boats at night. Bild © Ada Lindqvist (sc)", "Boats at night.", "Bild © Ada Lindqvist (sc)"),
        ("Boats at night.Ada Lindqvist/dpa", "Boats at night.", "Ada Lindqvist/dpa"),
        ("Boats at night IMAGO/Ada Lindqvist", "Boats at night", "IMAGO/Ada Lindqvist"),
        ("Boats with Ada J Holm/Getty Images Europe", "Boats with", "Ada J Holm/Getty Images Europe"),
    ],
)
def test_credits_of_what_is_a_caption_for_certain(line: str, words: str, credit: str) -> None:
    assert split_credit(line, known=True) == (words, credit)


def test_counts_before_and_signs_behind_a_caption_are_no_part_of_it() -> None:
    assert [p.text for p in caption_parts("[1/5] Boats at night")] == ["Boats at night"]
    assert [p.text for p in caption_parts("Image 3 of 9 Boats at night -", "Selma Wire")] == ["Boats at night", "Selma Wire"]
    assert [p.text for p in caption_parts("Boats at night (", "AP Photo/Ada Lindqvist)")] == ["Boats at night", "(AP Photo/Ada Lindqvist)"]


def test_names_in_brackets_alone_are_a_credit() -> None:
    assert [(p.role, p.text) for p in caption_parts("(The Selma Courier)")] == [("credit", "(The Selma Courier)")]
    assert [p.role for p in caption_parts("(The nets lay on the quay)")] == ["caption"]


def test_a_picture_that_was_given_to_the_paper_has_that_for_a_credit() -> None:
    assert split_credit("Ada Lindqvist Submitted photo", known=True) == ("Ada Lindqvist", "Submitted photo")
    assert split_credit("She has a file of photos", known=True) == ("She has a file of photos", None)
