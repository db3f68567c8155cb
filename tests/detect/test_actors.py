"""Who is meant in an article, on its day: names, titles, metonyms, groups, sources, and those whom no table knows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

import pytest
from tests.conftest import article_of

from latticework.detect.actors import find_actors
from latticework.detect.syntax import parse
from latticework.knowledge import load_knowledge
from latticework.types import UNDATED, Actor, Mention, Published, Reading

DAY = date(2025, 1, 21)


@lru_cache(maxsize=1)
def stages() -> tuple[Callable[[Reading], Reading], Callable[[Reading], Reading]]:
    return parse(), find_actors(load_knowledge())


def read(text: str, day: date | None = DAY) -> Reading:
    published = Published(earliest=day, latest=day, precision="day", basis="given") if day else UNDATED
    reading = Reading(article=article_of(text, published))
    for stage in stages():
        reading = stage(reading)
    return reading


def found(reading: Reading, words: str) -> tuple[Mention, Actor]:
    """The first mention of these words, and its actor."""
    mention = next((m for m in reading.mentions if m.text == words), None)
    assert mention is not None, [m.text for m in reading.mentions]
    actor = reading.actor(mention.actor)
    assert actor is not None, mention
    return mention, actor


def test_mentions_stand_where_they_say() -> None:
    reading = read("Japan’s Prime Minister Shigeru Ishiba met US officials in Washington.\nHe thanked them.")
    assert reading.mentions
    assert len({m.id for m in reading.mentions}) == len(reading.mentions)
    for mention in reading.mentions:
        assert reading.article.text[mention.start : mention.end] == mention.text
        assert reading.actor(mention.actor) is not None


@pytest.mark.parametrize(
    ("text", "words", "name", "country"),
    [
        ("Japan PM hopes for a deal.", "Japan PM", "Shigeru Ishiba", "JPN"),
        ("The Japanese leader spoke on Sunday.", "The Japanese leader", "Shigeru Ishiba", "JPN"),
        ("The US president met reporters.", "The US president", "Donald Trump", "USA"),
        ("Talks were led by the French president.", "the French president", "Emmanuel Macron", "FRA"),
        ("Australia's foreign minister flew home.", "Australia's foreign minister", "Penny Wong", "AUS"),
        ("The president of the United States signed it.", "The president of the United States", "Donald Trump", "USA"),
    ],
)
def test_titles_mean_the_holder_of_the_day(text: str, words: str, name: str, country: str) -> None:
    mention, actor = found(read(text), words)
    assert (mention.kind, mention.by) == ("person", "title")
    assert (actor.name, actor.country, actor.sector) == (name, country, "GOV")


def test_the_same_title_means_another_on_another_day() -> None:
    assert found(read("The US president spoke.", date(2023, 5, 2)), "The US president")[1].name == "Joe Biden"
    assert found(read("The German chancellor spoke.", date(2015, 5, 2)), "The German chancellor")[1].name == "Angela Merkel"


def test_offices_are_those_of_the_day() -> None:
    reading = read("Donald Trump spoke after Joe Biden had left.")
    assert {o.basis for o in found(reading, "Donald Trump")[1].offices if o.position == "head_of_state"} == {"holder"}
    assert {o.basis for o in found(reading, "Joe Biden")[1].offices if o.position == "head_of_state"} == {"former"}


def test_an_unknown_day_gives_names_without_offices_and_says_so() -> None:
    reading = read("Donald Trump met the Japanese prime minister.", None)
    assert found(reading, "Donald Trump")[1].offices == ()
    assert found(reading, "the Japanese prime minister")[1].country == "JPN"
    assert [i.kind for i in reading.issues] == ["undated"]


def test_a_counterpart_is_known_by_office_and_country() -> None:
    reading = read("Japanese Foreign Minister Takeshi Iwaya met his Chinese counterpart in Beijing.")
    mention, actor = found(reading, "Chinese counterpart")
    assert (mention.kind, actor.name) == ("person", "Wang Yi")
    named = read("Takeshi Iwaya and his Australian counterpart Penny Wong talked.")
    assert found(named, "Australian counterpart Penny Wong")[1].name == "Penny Wong"


@pytest.mark.parametrize(
    ("text", "words", "kind", "country"),
    [
        ("Beijing said it would respond.", "Beijing", "state", "CHN"),
        ("Talks were held in Beijing.", "Beijing", "place", "CHN"),
        ("Pressure was put on Moscow.", "Moscow", "state", "RUS"),
        ("He flew to Moscow on Friday.", "Moscow", "place", "RUS"),
        ("The Kremlin denied the report.", "Kremlin", "state", "RUS"),
        ("The White House condemned the attack.", "White House", "state", "USA"),
    ],
)
def test_a_capital_stands_for_its_government_only_where_it_acts(text: str, words: str, kind: str, country: str) -> None:
    mention, actor = found(read(text), words)
    assert (mention.kind, actor.country) == (kind, country)
    assert (mention.by == "metonym") == (kind == "state")


@pytest.mark.parametrize(
    ("text", "words", "kind", "country", "sector"),
    [
        ("Japanese troops landed on the island.", "Japanese troops", "group", "JPN", "MIL"),
        ("Two senior US officials confirmed the plan.", "Two senior US officials", "unnamed_source", "USA", "GOV"),
        ("Police fired tear gas.", "Police", "group", None, "COP"),
        ("Lawmakers in Japan criticised the bill.", "Lawmakers", "group", "JPN", "LEG"),
        ("Protesters were arrested in Moscow.", "Protesters", "group", "RUS", "CVL"),
        ("The Biden administration agreed.", "The Biden administration", "organisation", "USA", "GOV"),
        ("Japan's government agreed.", "Japan's government", "organisation", "JPN", "GOV"),
    ],
)
def test_people_by_what_they_are(text: str, words: str, kind: str, country: str | None, sector: str) -> None:
    mention, actor = found(read(text), words)
    assert (actor.country, actor.sector) == (country, sector)
    assert mention.by in ("description", "name")
    assert mention.kind in (kind, "organisation", "other") if kind == "group" else mention.kind == kind


def test_groups_have_the_members_of_the_day() -> None:
    mention, actor = found(read("Trump threatened US allies with tariffs."), "US allies")
    assert mention.kind == "group"
    assert actor.members is not None and "JPN" in actor.members and "RUS" not in actor.members


def test_a_stranger_is_what_the_text_says() -> None:
    for text in (
        "German foreign minister Jane Roe spoke. Roe left.",
        "Jane Roe, the German foreign minister, spoke. Roe left.",
    ):
        reading = read(text)
        actor = found(reading, "Roe")[1]
        assert (actor.id, actor.name, actor.country, actor.sector) == ("person:jane-roe", "Jane Roe", "DEU", "GOV")
        assert [(o.position, o.basis) for o in actor.offices] == [("foreign_minister", "holder")]


def test_a_title_that_has_ended_is_doubted_aloud() -> None:
    reading = read("President Joe Biden signed the order.")
    assert [i.kind for i in reading.issues] == ["office-conflict"]
    issue = reading.issues[0]
    assert reading.article.text[issue.start : issue.end] == "President Joe Biden"
    assert not read("Former president Joe Biden spoke.").issues


def test_common_words_are_no_states() -> None:
    reading = read("She ate turkey from fine china and asked us to stay.")
    assert not [m for m in reading.mentions if m.kind == "state"]
    reading = read("Bank of America fell while Michael Jordan watched.")
    assert not [m for m in reading.mentions if m.kind == "state"]


def test_an_article_without_parse_is_left_alone() -> None:
    reading = Reading(article=article_of("Rien."))
    assert stages()[1](reading) is reading


def test_the_seed_page_has_all_its_people(shared: object) -> None:
    import json
    from pathlib import Path

    seed = Path(str(shared)) / "acceptance" / "seed"
    page = (seed / "page.txt").read_text(encoding="utf-8")
    actors = read(page).actors
    for wanted in json.loads((seed / "expected.json").read_text(encoding="utf-8"))["actors"]:
        bases = [(o.position, o.basis) for a in actors if (a.name, a.country) == (wanted["name"], wanted["country"]) for o in a.offices]
        assert (wanted["position"], wanted["basis"]) in bases, wanted


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("Two soldiers of Norland were wounded in Lebanon on Tuesday.", "Lebanon", "place"),
        ("A bomb went off in Kabul, Afghanistan, and killed four.", "Afghanistan", "place"),
        ("Lebanon has protested against the raid.", "Lebanon", "state"),
        ("The minister signed the treaty with Lebanon.", "Lebanon", "state"),
    ],
)
def test_a_state_s_name_says_where_or_who(text: str, words: str, kind: str) -> None:
    mention, actor = found(read(text), words)
    assert mention.kind == kind and actor.kind == "state"


def test_a_city_that_the_text_shows_to_be_one_has_its_country() -> None:
    _, actor = found(read("Shells fell near Chernivtsi on Tuesday, officials in Ukraine said."), "Chernivtsi")
    assert (actor.kind, actor.country) == ("place", "UKR")


def test_a_president_elect_is_the_one_who_takes_office_next() -> None:
    _, actor = found(read("The US president-elect has named a cabinet.", date(2016, 12, 1)), "The US president-elect")
    assert actor.name == "Donald Trump"
