"""Every reading that is emitted keeps the contract: its schema, real offsets, and references that lead somewhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest

from latticework.acquire import pages_from
from latticework.config import Config
from latticework.reader import pipeline_for
from latticework.schema import json_schema, to_json
from latticework.types import Page, Reading, Span

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    pipeline = pipeline_for(Config())
    return [pipeline.read(page) for page in pages_from([str(EXAMPLES)]) if isinstance(page, Page)]


def spans_in(value: object) -> Iterator[Span]:
    """Every span anywhere inside a value."""
    if isinstance(value, Span):
        yield value
    if is_dataclass(value) and not isinstance(value, type):
        for f in fields(value):
            if f.name != "syntax":
                yield from spans_in(getattr(value, f.name))
    elif isinstance(value, tuple):
        for item in value:
            yield from spans_in(item)


def test_there_are_at_least_twelve_examples_and_all_are_read(readings: list[Reading]) -> None:
    assert len(readings) >= 12


def test_every_reading_validates(readings: list[Reading]) -> None:
    validator = jsonschema.Draft202012Validator(json_schema())
    for reading in readings:
        validator.validate(json.loads(to_json(reading)))


def test_every_offset_is_real(readings: list[Reading]) -> None:
    for reading in readings:
        text = reading.article.text
        for span in spans_in(reading):
            assert 0 <= span.start <= span.end <= len(text)
            assert text[span.start : span.end] == getattr(span, "text", text[span.start : span.end])


def test_every_reference_leads_somewhere(readings: list[Reading]) -> None:
    for reading in readings:
        mentions, actors = {m.id for m in reading.mentions}, {a.id for a in reading.actors}
        times = {t.id for t in reading.times}
        assert len(mentions) == len(reading.mentions), "two mentions have one id"
        assert len(actors) == len(reading.actors), "two actors have one id"
        assert len({e.id for e in reading.events}) == len(reading.events), "two events have one id"
        assert {m.actor for m in reading.mentions} - {None} <= actors
        for event in reading.events:
            for party in (*event.source, *event.target):
                assert party.mention in mentions | {None} and party.actor in actors | {None}
            assert event.when is None or event.when.time in times | {None}
        for quote in reading.quotes:
            for speaker in (quote.speaker, quote.addressee):
                assert speaker is None or (speaker.mention in mentions | {None} and speaker.actor in actors | {None})


def test_every_event_stands_on_its_words(readings: list[Reading]) -> None:
    for reading in readings:
        for event in reading.events:
            roles = {e.role for e in event.evidence}
            assert {"action", "sentence"} <= roles and event.source and event.why
            assert 0 < event.confidence < 1
            assert event.status != "planned" or event.when is None or event.when.basis != "published"


def test_blocks_stand_in_order_and_only_datelines_lie_within_another(readings: list[Reading]) -> None:
    for reading in readings:
        for a, b in pairwise(reading.article.blocks):
            within = a.role == "dateline" and b.role == "paragraph" and a.start == b.start and a.end < b.end
            assert a.end <= b.start or within
        assert all(a.end <= b.start for a, b in pairwise(reading.article.pieces))


def test_the_same_page_gives_the_same_reading(readings: list[Reading]) -> None:
    page = next(p for p in pages_from([str(EXAMPLES)]) if isinstance(p, Page))
    assert to_json(pipeline_for(Config()).read(page)) == to_json(readings[0])
