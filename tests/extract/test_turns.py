"""Turns of transcripts and interviews."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import pytest
from tests.conftest import article_of

from latticework.detect.actors import find_actors
from latticework.detect.syntax import parse
from latticework.extract.attribution import Attributor
from latticework.extract.quotes import find_quotes
from latticework.knowledge import load_knowledge
from latticework.types import Reading


@lru_cache(maxsize=1)
def stages() -> tuple[Callable[[Reading], Reading], ...]:
    return parse(), find_actors(load_knowledge()), find_quotes()


def read(*paragraphs: str) -> Reading:
    reading = Reading(article=article_of("\n".join(paragraphs)))
    for stage in stages():
        reading = stage(reading)
    return reading


def said(reading: Reading) -> list[tuple[str | None, str]]:
    """Each turn as (speaker's words, words)."""
    found = []
    for quote in reading.quotes:
        if quote.kind == "direct":
            mention = reading.mention(quote.speaker.mention) if quote.speaker else None
            found.append((mention.text if mention else None, quote.text))
    return found


INTERVIEW = (
    "The harbour that nobody wanted",
    "Ingrid Halvorsen, who ran the port for nine years, spoke to the Lantern about its closure.",
    "Q: Why did the harbour close?",
    "A: The ministry stopped the money. Norway closed the harbour in May.",
    "Nobody in Oslo asked the crews.",
    "Q: Will it reopen?",
    "A: I hope that it will reopen.",
    "The conversation has been edited for length.",
)


def test_the_person_introduced_answers_and_the_outlet_asks() -> None:
    reading = read(*INTERVIEW)
    name = "Ingrid Halvorsen"
    assert said(reading) == [
        (None, "Why did the harbour close?"),
        (name, "The ministry stopped the money. Norway closed the harbour in May."),
        (name, "Nobody in Oslo asked the crews."),
        (None, "Will it reopen?"),
        (name, "I hope that it will reopen."),
    ]
    assert reading.syntax is not None
    vouching = Attributor(reading)
    closed = [i for i, t in enumerate(reading.syntax.tokens) if t.text in ("close", "closed")]
    assert [(a.kind, a.text) for a in vouching.at(closed[0])] == [("outlet", None)]
    assert [(a.kind, a.text) for a in vouching.at(closed[1])] == [("named", name)]


def test_who_speaks_in_the_news_does_not_answer() -> None:
    lead = "Jonas Gahr Store spoke to Vladimir Putin on Monday. We talked to Ingrid Halvorsen about what it means."
    reading = read("A call to Moscow", lead, *INTERVIEW[2:4], *INTERVIEW[5:7])
    assert {speaker for speaker, _ in said(reading)} == {None, "Ingrid Halvorsen"}


def test_who_says_i_in_a_turn_is_its_speaker() -> None:
    reading = read(*INTERVIEW)
    hope = next(q for q in reading.quotes if q.cue and q.cue.text == "hope")
    answer = next(q for q in reading.quotes if q.text.startswith("I hope"))
    assert hope.speaker is not None
    assert answer.speaker is not None
    assert hope.speaker.actor == answer.speaker.actor is not None


@pytest.mark.parametrize(
    "lead",
    [
        "The harbour is closed.",
        "Ingrid Halvorsen ran the port. Tomas Berglund ran the ferries.",
    ],
)
def test_where_nobody_or_several_are_introduced_nobody_answers(lead: str) -> None:
    reading = read("The harbour that nobody wanted", lead, *INTERVIEW[2:4], *INTERVIEW[5:7])
    assert {speaker for speaker, _ in said(reading)} == {None}
    assert reading.syntax is not None
    vouching = Attributor(reading)
    voices = {a.text for i in range(len(reading.syntax.tokens)) for a in vouching.at(i)}
    assert ":" not in voices


def test_a_turn_lasts_until_the_next_label() -> None:
    reading = read(
        "Briefing by the harbour spokesman Tomas Berglund",
        "MR. BERGLUND: Good morning.",
        "The ferries will sail in May. Let me add this: they will be free.",
        "(A telephone rings.)",
        "Q Who pays for the ferries?",
        "And who sails them?",
        "MR. BERGLUND: The ministry pays for the ferries.",
        "SENIOR MINISTRY OFFICIAL: The crews are hired already.",
        "10:40 A.M. CET",
    )
    assert said(reading) == [
        ("MR. BERGLUND", "The ferries will sail in May. Let me add this: they will be free."),
        (None, "Who pays for the ferries?"),
        (None, "And who sails them?"),
        ("MR. BERGLUND", "The ministry pays for the ferries."),
        ("SENIOR MINISTRY OFFICIAL", "The crews are hired already."),
    ]
    speakers = [q.speaker for q in reading.quotes if q.kind == "direct"]
    assert speakers[0] is not None
    berglund = reading.actor(speakers[0].actor)
    assert berglund is not None
    assert berglund.name == "Tomas Berglund"
    official = speakers[-1]
    assert official is not None
    mention = reading.mention(official.mention)
    assert mention is not None
    assert mention.kind == "unnamed_source"


def test_a_label_means_the_same_person_all_over_a_page() -> None:
    reading = read(
        "Remarks by President Biden in Lansing on January 5, 2023",
        "THE PRESIDENT: The bridge will open in May.",
        "Q What did you tell President Xi of China?",
        "THE PRESIDENT: I told him that the bridge is ours.",
    )
    actors = [q.speaker.actor for q in reading.quotes if q.kind == "direct" and q.speaker]
    assert len(actors) == 2
    assert len(set(actors)) == 1


def test_one_label_with_an_office_makes_a_speech() -> None:
    reading = read("Remarks at the opening of the harbour", "THE PRIME MINISTER: Thank you all.", "The ferries will sail in May.")
    assert said(reading) == [("THE PRIME MINISTER", "Thank you all."), ("THE PRIME MINISTER", "The ferries will sail in May.")]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("THE CLAIM: Ferries are free.", "THE FACTS: Ferries cost money.", "THE CLAIM: Ships are slow.", "THE FACTS: Ships vary."),
        ("WHO: The crews of the ferries.", "WHERE: The old harbour.", "WHO: The crews of the trams.", "WHERE: The new depot."),
        ("Q fever has reached the islands.", "The islands: a short history of them.", "A. Berglund ran the ferries."),
    ],
)
def test_lists_are_no_transcripts(paragraphs: tuple[str, ...]) -> None:
    assert said(read("The week in the harbour", *paragraphs)) == []


def test_an_excerpt_ends_with_its_last_label() -> None:
    story = [f"The ferry number {n} lay in the harbour." for n in range(10)]
    log = ("PILOT: We are too close.", "TOWER: Turn north at once.", "PILOT: It is too late.")
    assert said(read("Night in the harbour", *story, *log, *story[:2])) == [
        ("PILOT", "We are too close."),
        ("TOWER", "Turn north at once."),
        ("PILOT", "It is too late."),
    ]
