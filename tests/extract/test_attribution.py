"""Who vouches for a clause, and under which stance it stands."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import article_of

from latticework.detect.syntax import parse
from latticework.extract.attribution import Attributor
from latticework.extract.quotes import find_quotes
from latticework.types import Block, Reading


def attributor(text: str) -> tuple[Attributor, dict[str, int]]:
    """The attributor of a text, and where each word stands first."""
    reading = find_quotes()(parse()(Reading(article=article_of(text))))
    assert reading.syntax is not None
    first: dict[str, int] = {}
    for i, token in enumerate(reading.syntax.tokens):
        first.setdefault(token.text, i)
    return Attributor(reading), first


@pytest.mark.parametrize(
    ("text", "word", "kind", "said_by"),
    [
        ("Norway closed the harbour.", "closed", "outlet", None),
        ("Olsen said Norway closed the harbour.", "closed", "named", "Olsen"),
        ("“Norway closed the harbour,” Olsen said.", "closed", "named", "Olsen"),
        ("Officials said Norway closed the harbour.", "closed", "unnamed", "Officials"),
        ("A report said Norway closed the harbour.", "closed", "document", "A report"),
        ("According to government sources, Norway closed the harbour.", "closed", "unnamed", "government sources"),
        ("Norway reportedly closed the harbour.", "closed", "unnamed", "reportedly"),
        ("Norway hopes to reopen the harbour.", "reopen", "outlet", None),
    ],
)
def test_who_says_so(text: str, word: str, kind: str, said_by: str | None) -> None:
    answers, at = attributor(text)
    chain = answers.at(at[word])
    assert [(a.kind, a.text) for a in chain] == [(kind, said_by)]


def test_a_chain_runs_from_the_inside_out() -> None:
    answers, at = attributor("Olsen said that officials denied that Chile closed the harbour.")
    assert [(a.kind, a.text) for a in answers.at(at["closed"])] == [("unnamed", "officials"), ("named", "Olsen")]
    assert answers.cue_class(at["closed"]) == "deny"
    assert answers.cue_classes(at["closed"]) == ("deny", "say")
    assert answers.at(at["said"])[0].kind == "outlet"


@pytest.mark.parametrize(
    ("text", "word", "stance"),
    [
        ("Norway promised to reopen the harbour.", "reopen", "promise"),
        ("Norway threatened to close the harbour.", "close", "threat"),
        ("Norway denied closing the harbour. Olsen denied that it closed the harbour.", "closed", "deny"),
        ("Norway asked Chile to reopen the harbour.", "reopen", "ask"),
        ("Norway urged Chile to reopen the harbour.", "reopen", "urge"),
        ("Norway fears that Chile will close the harbour.", "close", "fear"),
        ("Norway closed the harbour.", "closed", None),
    ],
)
def test_the_stance_of_a_clause(text: str, word: str, stance: str | None) -> None:
    answers, at = attributor(text)
    assert answers.cue_class(at[word]) == stance


def test_who_speaks_beside_somebody_vouches_alone() -> None:
    answers, at = attributor("Olsen said he would meet Diaz, with government sources looking to May as a possible time for the trip.")
    assert [a.text for a in answers.at(at["meet"])] == ["Olsen"]
    assert [(a.kind, a.text) for a in answers.at(at["trip"])] == [("unnamed", "government sources")]


def test_a_caption_speaks_for_itself() -> None:
    reading = Reading(article=article_of("Olsen and Diaz hold talks in Oslo."))
    blocks = tuple(Block(start=b.start, end=b.end, role="caption") for b in reading.article.blocks)
    reading = find_quotes()(parse()(replace(reading, article=replace(reading.article, blocks=blocks))))
    assert Attributor(reading).at(3)[0].kind == "caption"


def test_a_reading_without_a_parse_is_the_outlet_s() -> None:
    assert Attributor(Reading(article=article_of("Olsen said so."))).at(0)[0].kind == "outlet"
