"""Which phrases are taken as one mention, and where they end."""

from __future__ import annotations

import itertools

import pytest
from tests.detect.test_actors import read

from latticework.detect.lexicon import Lexicon, PhraseIndex, forms_of
from latticework.detect.mentions import Phrase, Scanner
from latticework.detect.who import plain_tokens
from latticework.knowledge import load_knowledge


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("US President Donald Trump arrived.", ["US President Donald Trump", "US"]),
        ("Former German chancellor Angela Merkel arrived.", ["Former German chancellor Angela Merkel"]),
        ("UN Secretary-General António Guterres arrived.", ["UN Secretary-General António Guterres"]),
        ("China-US ties are cool.", ["China", "US"]),
        ("Japan and Australia agreed.", ["Japan", "Australia"]),
    ],
)
def test_extents(text: str, words: list[str]) -> None:
    assert [m.text for m in read(text).mentions] == words


def test_an_adjective_before_a_thing_is_no_party() -> None:
    assert not read("The Japanese economy grew.").mentions
    assert [(m.text, m.by) for m in read("The Japanese agreed.").mentions] == [("Japanese", "demonym")]


def test_mentions_nest_or_stand_apart() -> None:
    text = "The Japanese prime minister met Israeli soldiers and two senior government officials in Paris, France."
    mentions = read(text).mentions
    assert all(a.end <= b.start or a.covers(b) for a, b in itertools.pairwise(mentions))


def test_the_longest_phrase_wins_and_lemmas_count() -> None:
    index = PhraseIndex([("minister", 1), ("foreign minister", 2), ("secretary-general", 3)])
    forms = forms_of(plain_tokens("foreign ministers minister Secretary-General"))
    assert index.longest(forms, 0) == (2, (2,))
    assert index.longest(forms, 2) == (1, (1,))
    assert index.longest(forms, 3) == (3, (3,))
    assert index.longest(forms, 1) == (1, (1,))


def test_phrases_without_a_parse() -> None:
    tokens = plain_tokens("the former German chancellor")
    found = list(Scanner(tokens, Lexicon(load_knowledge())).scan(0, len(tokens)))
    assert [(p.first, p.last, p.basis, p.shape) for p in found] == [(1, 4, "former", "title")]
    assert isinstance(found[0], Phrase)
