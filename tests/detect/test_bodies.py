"""Ministries under all their names, and places and acronyms that several bodies share."""

from __future__ import annotations

from datetime import date

import pytest
from tests.detect.test_actors import found, read


@pytest.mark.parametrize(
    ("text", "words", "id", "country"),
    [
        ("The Japanese foreign ministry said it would protest.", "The Japanese foreign ministry", "org:jpn-foreign-ministry", "JPN"),
        ("Russia's defense ministry denied it.", "Russia's defense ministry", "org:rus-defence-ministry", "RUS"),
        ("Ukraine's Ministry of Defence sent a video.", "Ukraine's Ministry of Defence", "org:ukr-defence-ministry", "UKR"),
        (
            "The Ministry of Foreign Affairs of Vietnam rejected the claim.",
            "The Ministry of Foreign Affairs of Vietnam",
            "org:vnm-foreign-ministry",
            "VNM",
        ),
        ("South Korea's MOFA summoned the ambassador.", "South Korea's MOFA", "org:kor-foreign-ministry", "KOR"),
        ("Egypt's Interior Ministry said two men were held.", "Egypt's Interior Ministry", "org:egy-interior-ministry", "EGY"),
        ("Turkey's Ministry of Trade halted exports.", "Turkey's Ministry of Trade", "org:tur-trade-ministry", "TUR"),
        ("Germany's economy ministry approved it.", "Germany's economy ministry", "org:deu-economy-ministry", "DEU"),
        (
            "Australia's Department of Defence criticised China.",
            "Australia's Department of Defence",
            "org:aus-defence-ministry",
            "AUS",
        ),
        ("The Ministry of External Affairs said so.", "Ministry of External Affairs", "org:mea", "IND"),
        ("The State Department condemned the attack.", "State Department", "org:state-department", "USA"),
    ],
)
def test_a_ministry_is_one_body_of_its_country(text: str, words: str, id: str, country: str) -> None:
    mention, actor = found(read(text), words)
    assert (mention.kind, actor.id, actor.country) == ("organisation", id, country)
    assert actor.sector == "GOV"


def test_a_place_means_whoever_of_those_there_the_article_spoke_of() -> None:
    reading = read("The International Criminal Court heard the case. The Hague issued a warrant.")
    assert found(reading, "The Hague")[1].id == "org:icc"
    assert found(read("The Dutch parliament met. The Hague rejected the plan."), "The Hague")[1].country == "NLD"
    assert found(read("Brussels proposed tariffs."), "Brussels")[1].id == "org:eu"
    assert found(read("Belgium is split. Brussels blocked the deal."), "Brussels")[1].country == "BEL"


def test_a_body_of_a_state_is_meant_where_the_state_was_named_and_nobody_else() -> None:
    spoken = read("Pakistan has denied the charge. Rawalpindi ordered an inquiry.")
    assert found(spoken, "Rawalpindi")[1].id == "org:pakistan-army"
    assert found(read("Rawalpindi ordered an inquiry."), "Rawalpindi")[1].kind == "place"


def test_an_acronym_means_the_body_of_the_country_that_was_named() -> None:
    assert found(read("Voters in South Korea went to the polls. The PPP lost."), "PPP")[1].id == "org:ppp-kor"
    assert found(read("Voters in Pakistan went to the polls. The PPP lost."), "PPP")[1].id == "org:ppp-pak"


def test_a_seat_of_government_only_in_its_years() -> None:
    assert found(read("The Blue House said it would reply.", date(2018, 5, 1)), "Blue House")[1].country == "KOR"
    assert found(read("The Blue House said it would reply.", date(2018, 5, 1)), "Blue House")[1].kind == "state"
    assert all(m.by != "metonym" for m in read("The Blue House said it would reply.", date(2024, 5, 1)).mentions)
