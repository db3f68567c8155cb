from __future__ import annotations

import pytest

from latticework.clean.patterns import is_part, line_forms, read_forms, reason_for, site_words
from latticework.errors import KnowledgeError


def test_every_row_of_the_table_takes_its_own_example() -> None:
    assert len(line_forms()) > 15


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ("reason\tpattern\texample\nad label\tad", "t.tsv:2"),
        ("# Where it is from.\nreason\tpattern\texample\nad label\tad", "t.tsv:3"),
        ("# Where it is from.\nad label\tad\tad", "t.tsv:2: the header"),
        ("reason\tpattern\texample\nad label\t(ad\tad", "not a regular expression"),
        ("reason\tpattern\texample\nad label\tad\tcat", "does not match its example"),
    ],
)
def test_a_broken_row_is_named(table: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        read_forms(table, "t.tsv")


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("ADVERTISEMENT", "ad label"),
        ("5 min read", "reading time"),
        ("Why you can trust The Courier", "trust line"),
        ("1,204", "lone counter"),
        ("Share on Facebook", "share prompt"),
        ("Sign up for our morning newsletter", "newsletter prompt"),
        ("Loading...", "loading"),
        ("23 Comments", "comment count"),
        ("Accept all cookies", "cookie notice"),
        ("Download our app", "app prompt"),
        ("Subscribe to continue reading", "paywall line"),
        ("Additional reporting by Olu Bright in Port Selma", "editing credit"),
        ("* * *", "rule"),
        ("Read more: Ferry strike enters week three", "related links"),
    ],
)
def test_forms(line: str, reason: str) -> None:
    assert reason_for(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "The minister said so.",
        "Norland seeks deal on fish",
        "Save the cod, fishermen say",
        "Listening posts along the strait",
        "More than 100 boats left harbour",
        "Print workers strike in Port Selma",
        "Live cod exported to Asia for the first time",
        "Ad hoc committee to meet in March",
    ],
)
def test_headlines_and_sentences_are_no_furniture(line: str) -> None:
    assert reason_for(line) is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("By signing up you accept our terms of service and our privacy policy.", 2),
        ("Alle Rechte vorbehalten. Es gelten die AGB.", 2),
        ("この記事は会員限定です。", 1),
        ("The minister signed the paper in the privacy of her cabin, on terms of her own.", 0),
    ],
)
def test_words_of_a_sites_own(line: str, words: int) -> None:
    assert site_words(line) == words


def test_lines_that_open_a_part_of_the_site() -> None:
    assert is_part("other stories", "Most read") and is_part("comments", "12 comments") and is_part("comment", "Fishfan says:")
    assert not is_part("other stories", "Mosts of all boats were ready") and not is_part("comments", "The minister had no comment")
