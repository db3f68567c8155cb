from __future__ import annotations

import pytest
from tests.conftest import article_of

from latticework.detect.syntax import DEFAULT_MODEL, LONGEST, load_parser, parse, stretches_of
from latticework.detect.wordclass import WordClasses
from latticework.errors import ConfigError
from latticework.types import Reading

TEXTS = [
    "The ministers were meeting in Geneva when the shelling began; he would not say who had fired first.",
    "Something that the United States has long wanted, but never got, is a treaty to which all have agreed.",
    "There is no plan, there are only promises, and there was never a deal that both sides were ready to sign.",
    "Hopes rose. “We're better off,” she said, “than we've been.” Troops left bases, and its leaders' visits ended.",
]


def test_remembered_word_classes_are_those_that_the_whole_pipeline_gives() -> None:
    nlp = load_parser(DEFAULT_MODEL)
    classes = WordClasses(nlp)
    assert classes.spared
    for doc in nlp.pipe(TEXTS):
        assert [classes.of(t) for t in doc] == [(t.pos_, t.lemma_.lower()) for t in doc]


def test_sentences_do_not_run_from_one_block_into_the_next(reading: Reading) -> None:
    parsed = parse()(reading)
    assert [parsed.article.text[s.start : s.end] for s in parsed.sentences] == parsed.article.text.split("\n")
    assert parsed.syntax is not None
    for token in parsed.syntax.tokens:
        assert parsed.article.text[token.start : token.end] == token.text
    for n, (first, last) in enumerate(parsed.syntax.sentences):
        assert all(first <= parsed.syntax.tokens[i].head < last for i in range(first, last))
        assert parsed.syntax.tokens[first].start == parsed.sentences[n].start


def test_an_article_in_another_language_is_kept_and_not_parsed() -> None:
    parsed = parse()(Reading(article=article_of("Japan und Australien sprachen in Tokio.", language="de")))
    assert parsed.sentences == () and parsed.syntax is not None and parsed.syntax.tokens == ()
    assert parsed.issues[0].kind == "language"


def test_a_block_too_long_to_parse_at_once_is_cut_at_white_space() -> None:
    article = article_of("word " * (LONGEST // 4))
    pieces = list(stretches_of(article))
    assert "".join(article.text[a:b] for a, b in pieces) == article.text
    assert all(b - a <= LONGEST for a, b in pieces) and len(pieces) > 1


def test_a_model_that_is_not_installed_is_named() -> None:
    with pytest.raises(ConfigError, match="no_such_model"):
        load_parser("no_such_model")
