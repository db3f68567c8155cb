"""Where a city is."""

from __future__ import annotations

from datetime import date

import pytest

from latticework.detect.who import who
from latticework.errors import KnowledgeError
from latticework.knowledge import load_knowledge
from latticework.knowledge.gazetteer import HEADER, Gazetteer, load_gazetteer


@pytest.mark.parametrize(
    ("name", "country"),
    [
        ("Kharkiv", "UKR"),
        ("Kharkov", "UKR"),
        ("Khan Younis", "PSE"),
        ("Goma", "COD"),
        ("Jenin", "PSE"),
        ("Birmingham", "GBR"),
        ("Prizren", "XKX"),
    ],
)
def test_a_city_is_found_by_its_name_and_by_others(name: str, country: str) -> None:
    assert load_gazetteer().country(name) == country


def test_cities_of_one_name_are_told_by_the_countries_near_by() -> None:
    gazetteer = load_gazetteer()
    assert gazetteer.country("Hyderabad") is None
    assert gazetteer.country("Hyderabad", ("PAK",)) == "PAK" and gazetteer.country("Hyderabad", ("IND", "USA")) == "IND"
    assert gazetteer.country("Nowhere at All") is None
    people = [city.people for city in gazetteer.cities("San José")]
    assert people == sorted(people, reverse=True) and len(people) > 1


def test_cities_are_in_states_that_are_known() -> None:
    known = load_knowledge().states
    others = {line.split("\t")[0] for line in load_gazetteer()._rows[1:]} - known.keys()
    # Territories, which are kept apart from states.
    assert len(others) < 50 and not others & {"UKR", "USA", "CHN", "XKX", "PSE", "TWN"}


def test_a_table_of_another_form_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="the header must be"):
        Gazetteer(["# note", "name\tcountry"], "cities.tsv")
    assert Gazetteer([HEADER], "cities.tsv").cities("Kharkiv") == ()


def test_who_tells_where_a_city_is() -> None:
    answers = who("Kramatorsk", date(2023, 5, 1), load_knowledge())
    assert [(a.actor.kind, a.actor.country) for a in answers] == [("place", "UKR")]
