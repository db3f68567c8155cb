"""Who says what: direct, mixed and reported speech, borrowed words, and marks that are none."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.conftest import article_of

from latticework.detect.syntax import parse
from latticework.extract.cues import load_cues
from latticework.extract.quotation_marks import marked_words
from latticework.extract.quotes import find_quotes
from latticework.types import Block, Mention, Quote, Reading, Sentence, Syntax, Token


@lru_cache(maxsize=1)
def stages() -> tuple[Callable[[Reading], Reading], Callable[[Reading], Reading]]:
    return parse(), find_quotes()


def read(text: str) -> Reading:
    reading = Reading(article=article_of(text))
    for stage in stages():
        reading = stage(reading)
    return reading


def told(reading: Reading) -> list[tuple[str, str | None, str | None, str]]:
    """Each quote as (kind, speaker's words, cue, words)."""
    return [(q.kind, speaker(reading, q), q.cue.text if q.cue else None, q.text) for q in reading.quotes]


def speaker(reading: Reading, quote: Quote) -> str | None:
    mention = reading.mention(quote.speaker.mention) if quote.speaker else None
    return mention.text if mention else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We shall keep the border open,” Olsen said.", ("direct", "Olsen", "said", "We shall keep the border open,")),
        ("“We shall keep the border open,” said the Norwegian minister.",
         ("direct", "the Norwegian minister", "said", "We shall keep the border open,")),
        ('Olsen told reporters: "The talks have failed."', ("direct", "Olsen", "told", "The talks have failed.")),
        ("Olsen said, ‘The allies’ patience is at an end.’", ("direct", "Olsen", "said", "The allies’ patience is at an end.")),
        ("Olsen: “The talks have failed.”", ("direct", "Olsen", ":", "The talks have failed.")),
        ("«The talks have failed,» Olsen added.", ("direct", "Olsen", "added", "The talks have failed,")),
        ("Olsen said the harbour would stay closed.", ("indirect", "Olsen", "said", "the harbour would stay closed")),
        ("Olsen told parliament that the harbour would stay closed.",
         ("indirect", "Olsen", "told", "that the harbour would stay closed")),
        ("The harbour will stay closed, officials said.", ("indirect", "officials", "said", "The harbour will stay closed")),
        ("According to the ministry, the harbour will stay closed.",
         ("indirect", "the ministry", "According to", "the harbour will stay closed")),
        ("Olsen said the plan was “a gift to smugglers”.", ("mixed", "Olsen", "said", "the plan was “a gift to smugglers”")),
        ("Olsen called the plan “a gift to smugglers.”", ("mixed", "Olsen", "called", "the plan “a gift to smugglers.”")),
        ("Olsen warned of a long winter.", ("indirect", "Olsen", "warned of", "a long winter")),
        ("Norway hoped to reopen the harbour.", ("indirect", "Norway", "hoped", "to reopen the harbour")),
        ("Norway has promised to reopen the harbour.", ("indirect", "Norway", "has promised", "to reopen the harbour")),
        ("Norway urged Chile to reopen the harbour.", ("indirect", "Norway", "urged", "Chile to reopen the harbour")),
        ("Norway accused Chile of closing the harbour.", ("indirect", "Norway", "accused", "Chile of closing the harbour")),
        ("Olsen expressed his hope that the harbour would reopen.",
         ("indirect", "Olsen", "expressed his hope", "that the harbour would reopen")),
        ("The government spoke of what its critics called a “bridge” of lies.",
         ("scare", "its critics", "called", "bridge")),
    ],
)  # fmt: skip
def test_each_form_of_speech(text: str, expected: tuple[str, str | None, str | None, str]) -> None:
    assert expected in told(read(text))


def test_an_interrupted_quotation_is_one_quote_for_each_piece() -> None:
    quotes = read("“The talks,” Olsen said, “have failed.”").quotes
    assert [q.text for q in quotes if q.kind == "direct"] == ["The talks,", "have failed."]
    assert len({(q.cue, q.speaker) for q in quotes}) == 1


def test_speech_that_goes_on_after_its_cue_keeps_its_speaker() -> None:
    reading = read("“The talks have failed,” Olsen said. “Nobody wanted them to succeed.”")
    assert [(q.kind, speaker(reading, q)) for q in reading.quotes] == [("direct", "Olsen"), ("direct", "Olsen")]


def test_a_quotation_over_paragraphs_is_one_quote_for_each_paragraph() -> None:
    reading = read("Olsen said: “The talks have failed.\n“Nobody wanted them to succeed.\n“We go home.”\nThe harbour was quiet.")
    direct = [(q.text, speaker(reading, q)) for q in reading.quotes if q.kind == "direct"]
    assert direct == [("The talks have failed.", "Olsen"), ("Nobody wanted them to succeed.", "Olsen"), ("We go home.", "Olsen")]


def test_a_paragraph_of_nothing_but_quotation_is_said_by_who_spoke_before() -> None:
    reading = read("“The talks have failed,” Olsen said on Monday.\n“Nobody wanted them to succeed.”")
    assert told(reading)[-1] == ("direct", "Olsen", None, "Nobody wanted them to succeed.")


def test_addressee_and_channel() -> None:
    reading = read("“The talks have failed,” Olsen told reporters in an interview with Radio Oslo.")
    quote = reading.quotes[0]
    assert quote.addressee is not None
    addressee = reading.mention(quote.addressee.mention)
    assert addressee is not None
    assert addressee.text == "reporters"
    assert quote.channel == "interview with Radio Oslo"
    assert read("“The talks have failed,” Olsen said on social media.").quotes[0].channel == "social media"


def test_borrowed_words_within_a_report_are_quotes_of_their_own() -> None:
    reading = read("Olsen hopes for a ‘lasting’ peace with Chile.")
    assert ("scare", "Olsen", "hopes for", "lasting") in told(reading)
    assert "mixed" in {q.kind for q in reading.quotes}


def test_a_title_in_marks_is_no_speech() -> None:
    assert [q.kind for q in read("He bought the novel “The Long Way Home” in Oslo.").quotes] == ["scare"]


def test_who_is_told_is_not_what_is_told() -> None:
    reading = read("Olsen told a joint news conference that he hoped to “open a new harbour”.")
    quote = next(q for q in reading.quotes if q.cue and q.cue.text == "told")
    assert quote.text == "that he hoped to “open a new harbour”"
    assert quote.addressee is not None
    addressee = reading.mention(quote.addressee.mention)
    assert addressee is not None
    assert addressee.text == "a joint news conference"
    assert ("scare", "he", "hoped", "open a new harbour") in told(reading)


def test_what_is_told_may_follow_what_stands_after_who_is_told() -> None:
    reading = read("Olsen told a news conference after the meeting that Norway had expelled two Chilean diplomats.")
    assert ("indirect", "Olsen", "told", "that Norway had expelled two Chilean diplomats") in told(reading)
    assert not any(q.text.startswith("that") for q in read("Olsen told reporters after the meeting that Norway had asked for.").quotes)


def test_turns_of_a_transcript() -> None:
    reading = read(
        "OLSEN: We shall reopen the harbour.\nQ: When will that be?\nOLSEN: In the first week of May.\nThe ships will come back then."
    )
    reading = read("Talks in Oslo.\n" + reading.article.text)
    direct = [(q.text, speaker(reading, q)) for q in reading.quotes if q.kind == "direct"]
    assert direct == [
        ("We shall reopen the harbour.", "OLSEN"),
        ("When will that be?", None),
        ("In the first week of May.", "OLSEN"),
        ("The ships will come back then.", "OLSEN"),
    ]


def test_labels_of_headlines() -> None:
    assert ("indirect", "officials", ":", "Harbour to reopen in May") in told(read("Harbour to reopen in May: officials"))
    assert ("indirect", "Report", ":", "Harbour lost millions in May") in told(read("Report: Harbour lost millions in May"))
    assert not read("Harbour dispute: Norway closes the border").quotes
    assert not read("OSLO: The harbour reopened.\nBERGEN: Ships came in.").quotes


@pytest.mark.parametrize(
    "text",
    [
        "We thank you.",
        "The fire claimed twelve lives.",
        "He goes on trial in May.",
        "Norway recalled its ambassador.",
        "Chile joins the pact as Norway threatens ships.",
    ],
)
def test_words_that_only_look_like_cues(text: str) -> None:
    assert read(text).quotes == ()


def test_apostrophes_are_no_quotation_marks() -> None:
    assert read("The allies' ships, Norway's pride of the '90s, weren't there.").quotes == ()


def test_the_mention_of_an_earlier_stage_gives_the_actor() -> None:
    reading = parse()(Reading(article=article_of("“We leave,” said Prime Minister Kari Olsen, who lost the vote.")))
    start = reading.article.text.index("Kari Olsen")
    known = Mention(id="m1", start=start, end=start + 10, text="Kari Olsen", kind="person", actor="person:kari-olsen", by="name")
    done = find_quotes()(replace(reading, mentions=(known,)))
    assert done.mentions[0] == known
    quote = done.quotes[0]
    assert quote.speaker is not None
    assert quote.speaker.actor == "person:kari-olsen"
    mention = done.mention(quote.speaker.mention)
    assert mention is not None
    assert mention.by == "description"
    assert mention.text.startswith("Prime Minister Kari Olsen")


def test_a_reading_without_a_parse_stays_as_it_is() -> None:
    reading = Reading(article=article_of("Olsen said so."))
    assert find_quotes()(reading) is reading


def marked(text: str) -> list[str]:
    return [text[m.start : m.end] for m in marked_words(text, [Block(start=0, end=len(text), role="paragraph")])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said ‘the allies’ ships’ were there.", ["the allies’ ships"]),
        ("It is 'the allies' ships' and 'no more', he said in the '90s.", ["the allies' ships", "no more"]),
        ("“He said ‘no’ twice,” she said.", ["He said ‘no’ twice,"]),
        ("``We go,'' she said.", ["We go,"]),
        ("„Wir gehen“, she said.", ["Wir gehen"]),
        ("“Never closed.", ["Never closed."]),
        ("A 6'2\" man and a 12\" gun.", []),
        ("“” and \"\" hold nothing.", []),
    ],
)  # fmt: skip
def test_marks_are_told_from_apostrophes(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_the_cue_lists_load_and_know_the_forms_that_parsers_get_wrong() -> None:
    cues = load_cues()
    hope = cues.verb("hoped", "hop", ())
    assert hope is not None
    assert hope.kind == "hope"
    point = cues.verb("pointed", "point", ("out",))
    assert point is not None
    assert point.particle == "out"


def flat_parse(text: str) -> Reading:
    """A reading whose parse is a chain, right or wrong: the stage must bear any parse."""
    reading = Reading(article=article_of(text))
    tokens: list[Token] = []
    ranges: list[tuple[int, int]] = []
    sentences: list[Sentence] = []
    for block in reading.article.blocks:
        first, at = len(tokens), block.start
        for n, word in enumerate(text[block.start : block.end].split()):
            at = text.index(word, at)
            lower = word.lower()
            verb = lower in ("said", "hoped", "called")
            dep = "ROOT" if n == 0 else ("ccomp", "nsubj", "dobj", "prep", "conj", "relcl")[len(word) % 6]
            head = first if n == 0 else max(first, len(tokens) - 1 - len(word) % 2)
            tokens.append(
                Token(start=at, end=at + len(word), text=word, lemma="say" if verb else lower, pos="VERB" if verb else "NOUN",
                      tag="VBD" if verb else "NN", dep=dep, head=min(head, len(tokens)))
            )  # fmt: skip
            at += len(word)
        if len(tokens) > first:
            ranges.append((first, len(tokens)))
            sentences.append(Sentence(start=tokens[first].start, end=tokens[-1].end))
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            children[token.head].append(i)
    syntax = Syntax(tokens=tuple(tokens), sentences=tuple(ranges), children=tuple(map(tuple, children)))
    return replace(reading, syntax=syntax, sentences=tuple(sentences))


SCRAPS = st.lists(
    st.sampled_from(
        ["“", "”", '"', "‘", "’", "'", "«", "»", "''", " ", " ", "said", "he", "hoped", "called", "that", "Olsen", "s", ",", ".", "\n", ":"]
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(SCRAPS)
def test_any_text_gives_real_spans(scraps: list[str]) -> None:
    reading = find_quotes()(flat_parse("".join(scraps)))
    text, ids = reading.article.text, {m.id for m in reading.mentions}
    assert len(ids) == len(reading.mentions)
    for piece in (*reading.quotes, *reading.mentions, *(q.cue for q in reading.quotes if q.cue)):
        assert piece.text
        assert text[piece.start : piece.end] == piece.text
    for quote in reading.quotes:
        for side in (quote.speaker, quote.addressee):
            assert side is None or side.mention in ids


@pytest.mark.parametrize(
    "text", ['"' * 10_000, "“a " * 10_000, "'a " * 10_000, '"a" ' * 5_000, "s' 'a " * 5_000, "“We go,” he said. " * 1_000]
)
def test_ten_thousand_marks_take_no_time(text: str) -> None:
    reading = flat_parse(text)
    start = time.monotonic()
    find_quotes()(reading)
    assert time.monotonic() - start < 5
