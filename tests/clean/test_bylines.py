from __future__ import annotations

from latticework.clean.bylines import byline_names, is_person, people


def test_people_only() -> None:
    assert people(["Ada Lindqvist", "Selma Wire Staff", "Reuters", "https://courier.example/ada"]) == ("Ada Lindqvist",)
    assert people(["By Ada Lindqvist and Olu Bright, Political Correspondent"]) == ("Ada Lindqvist", "Olu Bright")
    assert people(["ADA LINDQVIST"]) == ("Ada Lindqvist",)
    assert people(["Selma Courier"], outlet="Selma Courier") == ()


def test_names_of_many_forms() -> None:
    for name in ("Jean-Luc de la Tour", "Ana María O’Brien", "J. K. Holm", "Abdul al-Rashid", "김민수", "Łukasz Żak"):
        assert is_person(name), name
    for text in ("The Editors", "Newsroom", "Read more", "12 May 2023", "Ada", "norland today"):
        assert not is_person(text), text


def test_bylines() -> None:
    assert byline_names("By Ada Lindqvist") == ("Ada Lindqvist",)
    assert byline_names("Von Ada Lindqvist und Olu Bright") == ("Ada Lindqvist", "Olu Bright")
    assert byline_names("By the end of the day the minister had left the town without a word.") is None
    assert byline_names("By Tuesday") is None
