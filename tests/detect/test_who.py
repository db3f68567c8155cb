"""Who is meant by a name or a description on a day, without an article."""

from __future__ import annotations

from datetime import date

import pytest

from latticework.detect.who import plain_tokens, who
from latticework.knowledge import load_knowledge


def names(text: str, day: str, context: str | None = None) -> list[tuple[str, str | None, str | None]]:
    answers = who(text, date.fromisoformat(day), load_knowledge(), context)
    assert [a.score for a in answers] == sorted((a.score for a in answers), reverse=True)
    return [(a.actor.name, a.actor.country, a.actor.sector) for a in answers]


@pytest.mark.parametrize(
    ("text", "day", "first"),
    [
        ("the Japanese foreign minister", "2025-01-19", ("Takeshi Iwaya", "JPN", "GOV")),
        ("Trump", "2025-01-21", ("Donald Trump", "USA", "GOV")),
        ("the US president", "2023-01-21", ("Joe Biden", "USA", "GOV")),
        ("the UN chief", "2025-01-21", ("António Guterres", None, "IGO")),
        ("Kremlin", "2025-01-21", ("Russia", "RUS", "GOV")),
        ("Clinton", "2012-01-01", ("Hillary Clinton", "USA", "GOV")),
        ("Bush", "2003-03-01", ("George W. Bush", "USA", "GOV")),
        ("Turkey's Erdogan", "2020-03-01", ("Recep Tayyip Erdoğan", "TUR", "GOV")),
        ("Israel's leader", "2024-03-01", ("Benjamin Netanyahu", "ISR", "GOV")),
        ("Dutch lawmakers", "2024-03-01", ("Dutch lawmakers", "NLD", "LEG")),
        ("German foreign minister Jane Roe", "2024-03-01", ("Jane Roe", "DEU", "GOV")),
    ],
)
def test_the_first_answer(text: str, day: str, first: tuple[str, str | None, str | None]) -> None:
    assert names(text, day)[0] == first


def test_former_holders_come_newest_first() -> None:
    people = [name for name, _, _ in names("the former German chancellor", "2023-06-01")]
    assert people[:2] == ["Angela Merkel", "Gerhard Schröder"]


def test_nobody_known_is_no_answer() -> None:
    assert names("Zzyzx Qwert", "2025-01-21") == []
    assert names("he", "2025-01-21") == []
    assert names("", "2025-01-21") == []


def test_the_context_says_whose_title_it_is() -> None:
    assert names("the prime minister", "2025-01-21", "Protesters in Tokyo want Japan to act.")[0][0] == "Shigeru Ishiba"
    assert names("the prime minister", "2025-01-21") == []


def test_past_the_data_nobody_is_said_to_hold_the_office() -> None:
    (name, country, sector), *rest = names("the US president", "2090-01-01")
    assert (name, country, sector, rest) == ("US president", "USA", "GOV", [])


def test_words_are_parted_as_the_parser_does() -> None:
    assert [t.text for t in plain_tokens("the U.S. president’s ex-aide, Mr. O'Neill")] == [
        "the", "U.S.", "president", "’s", "ex", "-", "aide", ",", "Mr.", "O'Neill",
    ]  # fmt: skip


def test_the_sentence_around_the_words_decides() -> None:
    context = "German foreign minister Jane Roe met her Chinese counterpart, and Roe praised Beijing."
    assert names("Roe", "2024-03-01", context)[0] == ("Jane Roe", "DEU", "GOV")
    assert names("Chinese counterpart", "2024-03-01", context)[0][0] == "Wang Yi"
    assert names("Beijing", "2024-03-01", "Talks were held in Beijing.")[0] == ("Beijing", "CHN", None)
    assert names("Beijing", "2024-03-01", context)[0] == ("China", "CHN", "GOV")
