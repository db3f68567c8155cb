"""The event coder on one sentence for each construction, all invented."""

from __future__ import annotations

import pytest
from tests.conftest import article_of
from tests.extract.coding import events_of, only, read_text, summary

from latticework.detect import parse
from latticework.extract.acts import code_events
from latticework.knowledge import load_knowledge
from latticework.types import Reading

CONSTRUCTIONS = {
    "active": ("Japan condemned North Korea.", ("ACCUSE", None, ["JPN"], ["PRK"], "happened")),
    "passive": ("Iran was condemned by Germany.", ("ACCUSE", None, ["DEU"], ["IRN"], "happened")),
    "headline present": ("Japan rejects a proposal by China.", ("REJECT", None, ["JPN"], ["CHN"], "happened")),
    "phrase": ("Brazil imposed tariffs on imports from Argentina.", ("SANCTION", None, ["BRA"], ["ARG"], "happened")),
    "possessive": ("Russia's attack on Ukraine lasted for weeks.", ("ASSAULT", None, ["RUS"], ["UKR"], "happened")),
    "compound pair": ("US-China talks in Geneva ended without a result.", ("CONSULT", None, ["USA"], ["CHN"], "happened")),
    "between": ("Talks between Sudan and Ethiopia were held in Cairo.", ("CONSULT", None, ["SDN"], ["ETH"], "happened")),
    "coordination": ("Serbia and Kosovo signed an agreement in Brussels.", ("SUPPORT", None, ["SRB"], ["XKX"], "happened")),
    "with": ("Germany is negotiating with Poland.", ("CONSULT", None, ["DEU"], ["POL"], "ongoing")),
    "stand-in": ("Turkey imposed tariffs on American cars.", ("SANCTION", None, ["TUR"], ["USA"], "happened")),
    "passive with a time": ("Pakistan was attacked by India on Sunday.", ("ASSAULT", None, ["IND"], ["PAK"], "happened")),
    "request about retreat": ("The US urged Israel to withdraw from Gaza.", ("REQUEST", "RETREAT", ["USA"], ["ISR"], "happened")),
    "threat about assault": ("North Korea threatened to attack South Korea.", ("THREATEN", "ASSAULT", ["PRK"], ["KOR"], "happened")),
    "threat with a noun": ("Canada threatened Mexico with tariffs.", ("THREATEN", "SANCTION", ["CAN"], ["MEX"], "happened")),
    "promise about aid": ("Norway promised to send weapons to Ukraine.", ("AGREE", "AID", ["NOR"], ["UKR"], "happened")),
    "refusal about consult": ("Iran refused to meet Israel.", ("REJECT", "CONSULT", ["IRN"], ["ISR"], "happened")),
    "accusation about assault": ("Russia accused Ukraine of attacking a bridge.", ("ACCUSE", "ASSAULT", ["RUS"], ["UKR"], "happened")),
    "future friendly": ("France will send tanks to Ukraine.", ("AGREE", "AID", ["FRA"], ["UKR"], "planned")),
    "future hostile": ("Turkey will impose sanctions on Syria, Turkey said.", ("THREATEN", "SANCTION", ["TUR"], ["SYR"], "planned")),
    "future withdrawal": ("Russia will withdraw its troops from Armenia.", ("CONCEDE", "RETREAT", ["RUS"], ["ARM"], "planned")),
    "will not": ("Spain will not send weapons to Ukraine.", ("REJECT", "AID", ["ESP"], ["UKR"], "happened")),
    "sanctions lifted": ("The US lifted sanctions on Syria.", ("CONCEDE", None, ["USA"], ["SYR"], "happened")),
    "talks called off": ("Venezuela called off talks with Guyana.", ("SANCTION", None, ["VEN"], ["GUY"], "happened")),
    "relative clause": ("Sudan, which attacked Chad, has lost a province.", ("ASSAULT", None, ["SDN"], ["TCD"], "happened")),
}


@pytest.mark.parametrize("name", CONSTRUCTIONS)
def test_construction(name: str) -> None:
    text, wanted = CONSTRUCTIONS[name]
    assert summary(only(text)) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Brazil beat Argentina in the World Cup final.",
        "Italy defeated Spain after penalties in the quarterfinal of the championship.",
        "Germany has a long border with Poland.",
        "A storm hit Japan and killed four people.",
        "The film about Russia and Ukraine won an Oscar for its director.",
        "Shares in Toyota fell as investors in Japan sold stocks.",
    ],
)
def test_no_event(text: str) -> None:
    assert events_of(text) == ()


def test_a_reciprocal_act_is_one_event() -> None:
    event = only("Greece and Turkey held talks in Athens on Monday.")
    assert event.reciprocal and [p.country for p in (*event.source, *event.target)] == ["GRC", "TUR"]


def test_shared_subject_of_coordinated_verbs() -> None:
    found = [summary(e) for e in events_of("Russia accused Ukraine of sabotage and threatened Poland with sanctions.")]
    assert ("THREATEN", "SANCTION", ["RUS"], ["POL"], "happened") in found


def test_the_pair_of_a_relationship_named_before() -> None:
    events = events_of("Japan congratulated Taiwan and expressed its intention to strengthen the bilateral relationship.")
    assert ("AGREE", "SUPPORT", ["JPN"], ["TWN"], "happened") in [summary(e) for e in events]


def test_a_demand_told_as_must() -> None:
    assert ("REQUEST", "RETREAT", ["JPN"], ["RUS"], "happened") in [
        summary(e) for e in events_of("Japan said Russia must withdraw from Ukraine.")
    ]


def test_officials_from_two_states() -> None:
    event = only("Officials from Iran and Oman held talks in Muscat.")
    assert [p.country for p in (*event.source, *event.target)] == ["IRN", "OMN"]


def test_the_raid_that_is_condemned_was_told_before() -> None:
    events = events_of("Sudan attacked Chad on Sunday. Japan condemned the attack.")
    assert ("ACCUSE", None, ["JPN"], ["SDN"], "happened") in [summary(e) for e in events]


def test_who_suffers_a_condemned_deed_is_not_condemned() -> None:
    found = [summary(e) for e in events_of("Japan condemned the killing of Egyptian soldiers.")]
    assert ("ACCUSE", None, ["JPN"], ["EGY"], "happened") not in found


def test_every_piece_of_evidence_is_in_the_text() -> None:
    reading = read_text("Poland expelled a Russian diplomat on Tuesday.\nUkraine thanked Poland.")
    assert reading.events
    for event in reading.events:
        assert {"action", "source", "target", "sentence"} <= {e.role for e in event.evidence}
        assert all(reading.article.text[e.start : e.end] == e.text for e in event.evidence)
        assert event.why.startswith("rule ") and 0 < event.confidence < 1


def test_type_decides_quad_and_scores_come_from_the_ontology() -> None:
    event = only("Japan condemned North Korea.")
    entry = load_knowledge().ontology.types["ACCUSE"]
    assert event.quad == entry.quad and event.cameo is not None and event.cameo.startswith("11")


def test_events_are_added_behind_those_that_are_there() -> None:
    reading = read_text("Japan condemned North Korea.")
    again = code_events(load_knowledge())(reading)
    assert again.events[: len(reading.events)] == reading.events


def test_nothing_without_a_parse_or_mentions() -> None:
    bare = Reading(article=article_of("Japan condemned North Korea."))
    stage = code_events(load_knowledge())
    assert stage(bare) is bare
    unmentioned = parse()(bare)
    assert stage(unmentioned) is unmentioned
