from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import jsonschema
import pytest

from latticework.schema import from_json, json_schema, to_json
from latticework.types import (
    Actor,
    Attribution,
    Event,
    Evidence,
    Issue,
    Mention,
    Office,
    Party,
    Place,
    Published,
    Quote,
    Reading,
    Speaker,
    TimeExpression,
    When,
    Words,
)  # fmt: skip
from tests.conftest import article_of

TEXT = "Japan will meet Australia on Sunday, officials said."


def full_reading() -> Reading:
    """A reading in which every type of the contract occurs."""
    day = date(2025, 1, 19)
    party = Party(mention="m1", actor="Q17", country="JPN", sector="GOV")
    event = Event(
        id="e1", type="AGREE", mode=None, contexts=("diplomatic",), about="CONSULT", quad=1, cameo="036", intensity=2.5, source=(party,),
        target=(replace(party, mention="m2", actor="Q408", country="AUS"),), reciprocal=True, status="planned",
        background=False, when=When(earliest=day, latest=day, precision="day", basis="explicit", time="t1"),
        place=Place(mention=None, name="Tokyo", country="JPN"),
        according_to=(Attribution(kind="unnamed", mention="m3", actor=None, text="officials"),),
        evidence=(Evidence(role="action", start=11, end=15, text="meet"),), why="rule meet", confidence=0.7,
    )  # fmt: skip
    return Reading(
        article=replace(
            article_of(TEXT),
            published=Published(earliest=day, latest=day, precision="day", basis="given"),
            modified=datetime(2025, 1, 20, 3, 4, tzinfo=UTC),
        ),
        mentions=(Mention(id="m1", start=0, end=5, text="Japan", kind="state", actor="Q17", by="name"),),
        actors=(
            Actor(
                id="Q17",
                name="Japan",
                kind="state",
                country="JPN",
                sector="GOV",
                offices=(Office(position="other", title="x", basis="stale"),),
                members=("JPN",),
            ),
        ),
        times=(
            TimeExpression(
                id="t1", start=29, end=35, text="Sunday", kind="date", earliest=day, latest=day, precision="day", timex="2025-01-19"
            ),
        ),
        quotes=(
            Quote(
                id="q1",
                start=0,
                end=35,
                text=TEXT[:35],
                kind="indirect",
                cue=Words(start=47, end=51, text="said"),
                speaker=Speaker(mention="m3", actor=None),
            ),
        ),
        events=(event,),
        issues=(Issue(stage="s", kind="k", message="m", start=0, end=1),),
    )


def test_what_is_written_is_read_back_the_same() -> None:
    assert from_json(to_json(full_reading())) == full_reading()


def test_the_json_form_validates_against_the_schema_and_leaves_no_field_out() -> None:
    form = json.loads(to_json(full_reading()))
    jsonschema.Draft202012Validator.check_schema(json_schema())
    jsonschema.validate(form, json_schema())
    assert "syntax" not in form
    del form["article"]["furniture"]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(form, json_schema())


def test_days_and_instants_keep_their_forms() -> None:
    article = json.loads(to_json(full_reading()))["article"]
    assert article["published"]["earliest"] == "2025-01-19"
    assert article["modified"] == "2025-01-20T03:04:00Z"


def test_what_is_no_reading_is_refused() -> None:
    with pytest.raises(ValueError, match="schema"):
        from_json(to_json(full_reading()).replace(b"reading/1", b"reading/9"))
