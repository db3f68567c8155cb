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


@pytest.mark.parametrize(
    ("text", "day", "name", "country"),
    [
        ("the Japanese foreign minister", "2025-01-19", "Takeshi Iwaya", "JPN"),
        ("Japan PM", "2025-01-21", "Shigeru Ishiba", "JPN"),
        ("President Yeltsin", "1995-05-01", "Boris Yeltsin", "RUS"),
        ("Chancellor Kohl", "1995-05-01", "Helmut Kohl", "DEU"),
        ("former US president Bill Clinton", "2009-08-04", "Bill Clinton", "USA"),
        ("then-Secretary of State Madeleine Albright", "2010-01-01", "Madeleine Albright", "USA"),
        ("Foreign Secretary David Lammy", "2024-09-01", "David Lammy", "GBR"),
        ("British Foreign Secretary", "2016-09-01", "Boris Johnson", "GBR"),
        ("Secretary-General Kofi Annan", "2000-09-01", "Kofi Annan", None),
        ("NATO chief", "2016-09-01", "Jens Stoltenberg", None),
        ("the European Commission president", "2006-09-01", "Barroso", None),
        ("US Secretary of Defense", "2002-09-01", "Donald Rumsfeld", "USA"),
        ("Lavrov", "2020-01-08", "Sergey Lavrov", "RUS"),
        ("Mr Zarif", "2015-07-14", "Mohammad Javad Zarif", "IRN"),
        ("President-elect Donald Trump", "2016-12-01", "Donald Trump", "USA"),
        ("Iran's supreme leader", "2016-12-01", "Ali Khamenei", "IRN"),
        ("national security adviser Condoleezza Rice", "2002-12-01", "Condoleezza Rice", "USA"),
        ("the Pakistani prime minister", "1998-12-01", "Nawaz Sharif", "PAK"),
        ("Prime Minister Benjamin Netanyahu", "1997-12-01", "Benjamin Netanyahu", "ISR"),
        ("Israeli defence minister", "2000-12-01", "Ehud Barak", "ISR"),
        ("Russian Foreign Minister", "1997-12-01", "Yevgeny Primakov", "RUS"),
        ("French President", "1999-12-01", "Jacques Chirac", "FRA"),
        ("Indian Prime Minister", "1999-12-01", "Atal Bihari Vajpayee", "IND"),
        ("the Dutch defence minister", "2015-12-01", "Jeanine Hennis-Plasschaert", "NLD"),
        ("Philippine foreign secretary", "2015-12-01", "Albert del Rosario", "PHL"),
        ("US Treasury Secretary", "2021-12-01", "Janet Yellen", "USA"),
        ("Australian prime minister", "1993-12-01", "Paul Keating", "AUS"),
        ("South African President", "1996-12-01", "Nelson Mandela", "ZAF"),
        ("the Polish president", "2000-12-01", "Aleksander Kwaśniewski", "POL"),
        ("Ukraine's defence minister", "2023-12-01", "Rustem Umerov", "UKR"),
        ("Soviet President Mikhail Gorbachev", "1991-01-01", "Mikhail Gorbachev", "SUN"),
        ("Wang Yi", "2018-12-01", "Wang Yi", "CHN"),
        ("Turkish President Recep Tayyip Erdogan", "2018-12-01", "Recep Tayyip Erdoğan", "TUR"),
        ("former German chancellor", "2008-05-01", "Gerhard Schröder", "DEU"),
        ("Bush", "2003-03-20", "George W. Bush", "USA"),
        ("Bush", "1991-01-20", "George H. W. Bush", "USA"),
        ("President Bush", "1991-01-20", "George H. W. Bush", "USA"),
        ("Clinton", "2010-06-01", "Hillary Clinton", "USA"),
        ("Secretary Clinton", "2010-06-01", "Hillary Clinton", "USA"),
        ("Rice", "2006-06-01", "Condoleezza Rice", "USA"),
        ("Xi", "2018-06-12", "Xi Jinping", "CHN"),
        ("King Hussein", "1995-06-12", "Hussein", "JOR"),
        ("Crown Prince Mohammed bin Salman", "2019-06-12", "Mohammed bin Salman", "SAU"),
        ("Polish opposition leader Donald Tusk", "2022-06-12", "Donald Tusk", "POL"),
        ("European Council President Donald Tusk", "2016-06-12", "Donald Tusk", None),
        ("EU foreign policy chief", "2012-06-12", "Catherine Ashton", None),
        ("IAEA head", "2012-06-12", "Yukiya Amano", None),
        ("UN Secretary-General", "2012-06-12", "Ban Ki-moon", None),
        ("Palestinian Authority President", "2015-06-12", "Mahmoud Abbas", "PSE"),
        ("Palestinian leader Yasser Arafat", "1998-06-12", "Yasser Arafat", "PSE"),
        ("Serbian President Slobodan Milosevic", "1995-06-12", "Slobodan Milošević", "SRB"),
        ("Yugoslav President", "1999-04-12", "Slobodan Milošević", "YUG"),
        ("Taiwan's president", "2022-04-12", "Tsai Ing-wen", "TWN"),
        ("Soviet foreign minister", "1990-04-12", "Eduard Shevardnadze", "SUN"),
        ("Czechoslovak president", "1990-04-12", "Václav Havel", "CSK"),
        ("House Speaker Nancy Pelosi", "2022-08-02", "Nancy Pelosi", "USA"),
        ("White House press secretary", "2013-08-02", "Jay Carney", "USA"),
        ("CIA director", "2017-08-02", "Mike Pompeo", "USA"),
        ("the Turkish foreign minister", "2014-03-02", "Ahmet Davutoğlu", "TUR"),
        ("Zarif", "2018-03-02", "Mohammad Javad Zarif", "IRN"),
        ("Fidel Castro", "2010-03-02", "Fidel Castro", "CUB"),
        ("Nelson Mandela", "2010-03-02", "Nelson Mandela", "ZAF"),
    ],
)
def test_the_person_meant_across_decades(text: str, day: str, name: str, country: str | None) -> None:
    first, home, _ = names(text, day)[0]
    assert set(name.replace("-", " ").split()) <= set(first.replace("-", " ").split()) or name in first
    assert country is None or home == country
