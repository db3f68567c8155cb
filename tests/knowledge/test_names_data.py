"""Names that stand for actors: states, bodies and metonyms, each on its day, and no text for two of them without a warning."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from latticework.errors import KnowledgeError
from latticework.knowledge import Knowledge, Organisation, load_knowledge
from latticework.knowledge.names import pieces
from latticework.knowledge.organisations import SECTORS
from latticework.knowledge.tables import DATA, files, rows

Spell = tuple[str, date, date, bool]
"""Whom a text means, from when until when, and whether it is flagged as meaning others too."""


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge()


def bodies(known: Knowledge, *sectors: str) -> list[Organisation]:
    return [o for o in known.organisations.values() if o.sector in sectors]


def meant(known: Knowledge, text: str, day: date, *kinds: str) -> set[str]:
    """Ids of what a text may mean on a day."""
    found = (c for c in known.candidates(text) if not kinds or c.kind in kinds)
    return {c.id for c in found if (c.start is None or c.start <= day) and (c.end is None or day <= c.end)}


# --- how much ---------------------------------------------------------------------------------------------------------


def test_every_iso_code_is_there(known: Knowledge) -> None:
    gone = {"SUN", "YUG", "SCG", "CSK", "DDR", "YMD", "VDR", "ANT"}
    assert gone <= {code for code, state in known.states.items() if state.end is not None}
    assert len([s for s in known.states.values() if s.end is None]) == 250  # 249 of ISO 3166-1 and Kosovo
    assert all(known.states[c].end is None for c in ("XKX", "TWN", "PSE", "VAT", "NIU", "IOT", "ATA"))


@pytest.mark.parametrize(
    ("sectors", "least", "countries"),
    [
        (("MIL",), 220, 115),
        (("SPY",), 110, 80),
        (("LEG",), 190, 150),
        (("REB", "PRM", "UAF"), 230, 65),
        (("CRM",), 30, 8),
        (("PTY", "OPP"), 370, 120),
        (("COP",), 60, 35),
    ],
)
def test_how_many_bodies_there_are(known: Knowledge, sectors: tuple[str, ...], least: int, countries: int) -> None:
    found = bodies(known, *sectors)
    assert len(found) >= least
    assert len({o.country for o in found if o.country}) >= countries


def test_how_many_words_stand_for_a_government_or_a_body(known: Knowledge) -> None:
    assert len({pieces(m.text) for m in known.metonyms}) >= 600
    buildings = {pieces(m.text) for m in known.metonyms if m.kind != "capital"}
    assert len(buildings) >= 350
    capitals = {m.actor for m in known.metonyms if m.kind == "capital"}
    sovereign = [s for s in known.states.values() if s.end is None and s.capital is not None]
    assert len(capitals & {s.code for s in sovereign}) >= 180


# --- whether it holds together ----------------------------------------------------------------------------------------


def test_every_id_is_of_something(known: Knowledge) -> None:
    for body in known.organisations.values():
        assert body.country is None or body.country in known.states, body.id
        assert body.sector is None or body.sector in SECTORS
        assert set(body.ambiguous) <= {body.name, *body.aliases}, body.id
    for metonym in known.metonyms:
        assert metonym.country is None or metonym.country in known.states, metonym.text
        assert metonym.actor in known.states or metonym.actor in known.organisations


def test_rows_say_where_they_come_from_and_how_sure_they_are() -> None:
    for name in ("organisations.csv", "metonyms.csv", "states.csv", "state_names.csv", "territories.csv"):
        for row in rows(name, ()):
            assert row.text("source")
            if row.file == "organisations.csv":
                continue
            assert row.one_of("confidence", frozenset({"high", "medium", "low"}))
            assert row.the_day("as_of") <= date(2025, 12, 31)
    assert {p.name for p in files(DATA, "organisations.csv")} >= {"armed_groups.csv", "forces.csv", "agencies.csv", "parliaments.csv"}


def spells(known: Knowledge) -> Iterator[tuple[str, Spell]]:
    def spell(id: str, start: date | None, end: date | None, flagged: bool) -> Spell:
        return (id, start or date.min, end or date.max, flagged)

    for state in known.states.values():
        for form in dict.fromkeys((*state.names, *state.adjectives, *state.demonyms)):
            yield form, spell(state.code, state.start, state.end, form in state.ambiguous)
    for body in known.organisations.values():
        for form in (body.name, *body.aliases) if body.kind != "treaty" else ():
            yield form, spell(body.id, body.start, body.end, form in body.ambiguous)
    for metonym in known.metonyms:
        yield metonym.text, spell(metonym.actor, metonym.start, metonym.end, metonym.ambiguous)


def test_no_text_means_two_actors_on_a_day_without_a_warning(known: Knowledge) -> None:
    """One of them may go without: the one that is usually meant. On a day of change the successor counts."""
    by_text: dict[tuple[str, ...], set[Spell]] = defaultdict(set)
    for text, spell in spells(known):
        by_text[pieces(text)].add(spell)
        by_text[pieces(text[0].upper() + text[1:])].add(spell)
    doubled = [
        (text, one[0], other[0])
        for text, some in by_text.items()
        for one in some
        for other in some
        if one[0] < other[0] and max(one[1], other[1]) < min(one[2], other[2]) and not (one[3] or other[3])
    ]
    assert doubled == []


@pytest.mark.parametrize("text", ["Brussels", "The Hague", "Vienna", "Strasbourg", "PPP", "ADF", "SDF", "Congolese", "Georgia"])
def test_what_several_are_called_by_is_flagged(known: Knowledge, text: str) -> None:
    assert any(c.ambiguous for c in known.candidates(text))


# --- dated facts ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "day", "actor"),
    [
        ("Kremlin", date(1990, 5, 1), "SUN"),
        ("Kremlin", date(1995, 5, 1), "RUS"),
        ("Blue House", date(2018, 5, 1), "KOR"),
        ("Blue House", date(2024, 5, 1), None),
        ("Blue House", date(2025, 12, 30), "KOR"),
        ("Yongsan", date(2021, 5, 1), None),
        ("Yongsan", date(2024, 5, 1), "KOR"),
        ("Los Pinos", date(2018, 11, 30), "MEX"),
        ("Los Pinos", date(2018, 12, 1), None),
        ("Çankaya", date(2010, 5, 1), "TUR"),
        ("Beştepe", date(2010, 5, 1), None),
        ("Ak Saray", date(2016, 5, 1), "TUR"),
        ("Naypyidaw", date(2004, 5, 1), None),
        ("Naypyidaw", date(2021, 5, 1), "MMR"),
        ("Rangoon", date(2004, 5, 1), "MMR"),
        ("Bonn", date(1995, 5, 1), "DEU"),
        ("Bonn", date(2005, 5, 1), None),
        ("East Berlin", date(1989, 5, 1), "DDR"),
        ("Prague", date(1992, 5, 1), "CSK"),
        ("Prague", date(1993, 5, 1), "CZE"),
        ("Belgrade", date(1999, 5, 1), "YUG"),
        ("Belgrade", date(2004, 5, 1), "SCG"),
        ("Belgrade", date(2010, 5, 1), "SRB"),
        ("Almaty", date(1996, 5, 1), "KAZ"),
        ("Nur-Sultan", date(2020, 5, 1), "KAZ"),
        ("Nur-Sultan", date(2023, 5, 1), None),
        ("Lagos", date(1990, 5, 1), "NGA"),
        ("Abuja", date(1990, 5, 1), None),
        ("Juba", date(2012, 5, 1), "SSD"),
        ("Putrajaya", date(1995, 5, 1), None),
        ("Mar-a-Lago", date(2018, 5, 1), "USA"),
        ("Mar-a-Lago", date(2023, 5, 1), None),
        ("7 Race Course Road", date(2010, 5, 1), "IND"),
        ("Ganabhaban", date(2024, 9, 1), None),
        ("Bab al-Aziziya", date(2005, 5, 1), "LBY"),
        ("Pullach", date(2010, 5, 1), "org:bnd"),
        ("Berlaymont", date(2010, 5, 1), "org:european-commission"),
        ("Holyrood", date(2015, 5, 1), "org:scottish-parliament"),
        ("Foggy Bottom", date(2015, 5, 1), "USA"),
        ("Zhongnanhai", date(2015, 5, 1), "CHN"),
        ("Quai d'Orsay", date(2015, 5, 1), "FRA"),
        ("Malacañang", date(2015, 5, 1), "PHL"),
        ("Bankova", date(2022, 5, 1), "UKR"),
        ("Baabda", date(2022, 5, 1), "LBN"),
        ("Dahieh", date(2024, 5, 1), "org:hezbollah"),
        ("Casa Rosada", date(2015, 5, 1), "ARG"),
        ("Carthage Palace", date(2015, 5, 1), "TUN"),
        ("Itamaraty", date(2015, 5, 1), "BRA"),
        ("Aso Rock", date(2015, 5, 1), "NGA"),
        ("Heliopolis Palace", date(2015, 5, 1), "EGY"),
    ],
)
def test_who_sits_where_and_when(known: Knowledge, text: str, day: date, actor: str | None) -> None:
    assert meant(known, text, day, "metonym") == ({actor} if actor else set())


@pytest.mark.parametrize(
    ("text", "day", "id"),
    [
        ("ISIS", date(2010, 5, 1), None),
        ("ISIS", date(2015, 5, 1), "org:isis"),
        ("Nusra Front", date(2013, 5, 1), "org:nusra"),
        ("HTS", date(2016, 5, 1), None),
        ("HTS", date(2020, 5, 1), "org:hts"),
        ("Hayat Tahrir al Sham", date(2024, 12, 8), "org:hts"),
        ("M23", date(2011, 5, 1), None),
        ("March 23 Movement", date(2025, 1, 27), "org:m23"),
        ("Tamil Tigers", date(2009, 5, 1), "org:ltte"),
        ("Wagner Group", date(2010, 5, 1), None),
        ("Wagner Group", date(2023, 6, 24), "org:wagner"),
        ("Africa Corps", date(2024, 5, 1), "org:africa-corps"),
        ("JNIM", date(2017, 3, 1), None),
        ("JNIM", date(2020, 5, 1), "org:jnim"),
        ("Rapid Support Forces", date(2023, 4, 15), "org:rsf"),
        ("Arakan Army", date(2023, 5, 1), "org:arakan-army"),
        ("Houthis", date(2015, 5, 1), "org:houthis"),
        ("Ansar Allah", date(2015, 5, 1), "org:houthis"),
        ("KIA", date(2023, 5, 1), "org:kia"),
        ("People's Liberation Army", date(2000, 5, 1), "org:pla"),
        ("PLA Rocket Force", date(2015, 5, 1), None),
        ("PLA Rocket Force", date(2020, 5, 1), "org:pla-rocket-force"),
        ("US Space Force", date(2021, 5, 1), "org:us-space-force"),
        ("Black Sea Fleet", date(2022, 4, 14), "org:black-sea-fleet"),
        ("CIA", date(2000, 5, 1), "org:cia"),
        ("KGB", date(1985, 5, 1), "org:kgb"),
        ("FSB", date(2000, 5, 1), "org:fsb"),
        ("Stasi", date(1989, 5, 1), "org:stasi"),
        ("R&AW", date(2000, 5, 1), "org:raw"),
        ("DGSE", date(1985, 7, 10), "org:dgse"),
        ("State Administration Council", date(2022, 5, 1), "org:sac-mmr"),
        ("State Peace and Development Council", date(2005, 5, 1), "org:spdc"),
        ("USAID", date(2015, 5, 1), "org:usaid"),
        ("Biden administration", date(2022, 5, 1), "org:biden-administration"),
        ("Biden administration", date(2015, 5, 1), None),
        ("Sejm", date(2020, 5, 1), "org:sejm"),
        ("Verkhovna Rada", date(2020, 5, 1), "org:verkhovna-rada"),
        ("Lok Sabha", date(2020, 5, 1), "org:lok-sabha"),
        ("Supreme People's Assembly", date(2020, 5, 1), "org:spa-prk"),
        ("Supreme Soviet", date(1988, 5, 1), "org:supreme-soviet"),
        ("AfD", date(2012, 5, 1), None),
        ("AfD", date(2024, 5, 1), "org:afd"),
        ("Brexit Party", date(2019, 5, 23), "org:brexit-party"),
        ("People Power Party", date(2024, 12, 3), "org:ppp-kor"),
        ("Morena", date(2024, 6, 2), "org:morena"),
        ("Pastef", date(2024, 3, 24), "org:pastef"),
    ],
)
def test_bodies_in_their_time(known: Knowledge, text: str, day: date, id: str | None) -> None:
    assert meant(known, text, day, "organisation") == ({id} if id else set())


def test_news_goes_on_to_name_bodies_that_are_no_more(known: Knowledge) -> None:
    assert known.organisations["org:ltte"].end == date(2009, 5, 18)
    assert meant(known, "Tamil Tigers", date(2015, 1, 1)) == {"org:ltte"}


@pytest.mark.parametrize(
    ("code", "day", "short"),
    [
        ("COD", date(1990, 5, 1), "Zaire"),
        ("COD", date(2000, 5, 1), "Democratic Republic of the Congo"),
        ("MMR", date(1988, 8, 8), "Burma"),
        ("MMR", date(2000, 5, 1), "Myanmar"),
        ("SWZ", date(2018, 4, 18), "Swaziland"),
        ("SWZ", date(2018, 4, 19), "Eswatini"),
        ("MKD", date(2019, 2, 11), "Macedonia"),
        ("MKD", date(2019, 2, 12), "North Macedonia"),
        ("CZE", date(2000, 5, 1), "Czech Republic"),
        ("CZE", date(2020, 5, 1), "Czechia"),
        ("ZWE", date(1970, 5, 1), "Rhodesia"),
        ("DEU", date(1988, 5, 1), "West Germany"),
        ("LKA", date(1960, 5, 1), "Ceylon"),
        ("FRA", date(2000, 5, 1), "France"),
        ("SUN", date(2000, 5, 1), None),
    ],
)
def test_what_a_state_was_called(known: Knowledge, code: str, day: date, short: str | None) -> None:
    assert known.states[code].called(day) == short


def test_formal_names_have_their_days_too(known: Knowledge) -> None:
    assert known.states["TUR"].called(date(2020, 1, 1), "formal") == "Republic of Turkey"
    assert known.states["TUR"].called(date(2023, 1, 1), "formal") == "Republic of Türkiye"
    assert known.states["YUG"].called(date(1999, 1, 1), "formal") == "Federal Republic of Yugoslavia"


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Burmese", "MMR"), ("Myanmar", "MMR"), ("Holland", "NLD"), ("Dutch", "NLD"), ("Türkiye", "TUR"), ("Turkish", "TUR"),
        ("UAE", "ARE"), ("Emirati", "ARE"), ("Bosnian", "BIH"), ("Trinidadian", "TTO"), ("Côte d'Ivoire", "CIV"), ("Ivorian", "CIV"),
        ("DRC", "COD"), ("DR Congo", "COD"), ("Swaziland", "SWZ"), ("Swazi", "SWZ"), ("Macedonia", "MKD"), ("Czechia", "CZE"),
        ("Republic of Korea", "KOR"), ("People's Republic of China", "CHN"), ("Islamic Republic of Iran", "IRN"), ("U.S.", "USA"),
        ("DPRK", "PRK"), ("PRC", "CHN"), ("ROK", "KOR"), ("KSA", "SAU"), ("RSA", "ZAF"), ("NZ", "NZL"), ("Zaire", "COD"),
        ("Rhodesia", "ZWE"), ("Soviet", "SUN"), ("East German", "DDR"), ("Basotho", "LSO"), ("Nauru", "NRU"), ("Chagossians", "IOT"),
        ("Monégasque", "MCO"), ("Malagasy", "MDG"), ("Luxembourgish", "LUX"), ("Greenlanders", "GRL"), ("South Yemen", "YMD"),
    ],
)  # fmt: skip
def test_forms_of_states_in_news(known: Knowledge, form: str, code: str) -> None:
    assert {c.id for c in known.candidates(form) if c.kind == "state"} == {code}


def test_congolese_may_be_of_either_bank(known: Knowledge) -> None:
    assert {c.id for c in known.candidates("Congolese")} >= {"COD", "COG"}


# --- the user's own ---------------------------------------------------------------------------------------------------


def test_own_rows_need_no_days(tmp_path: Path) -> None:
    row = "org:port-front,Port Front,PF2,armed_group,REB,SOM,,me\n"
    (tmp_path / "organisations.csv").write_text("id,name,aliases,kind,sector,country,ambiguous,source\n" + row, encoding="utf-8")
    (tmp_path / "metonyms.csv").write_text(
        "texts,actor,country,sector,start,end,kind,source\nPier Nine,org:port-front,SOM,REB,2020-01-01,,building,me\n", encoding="utf-8"
    )
    known = load_knowledge(tmp_path)
    assert known.organisations["org:port-front"].start is None
    assert meant(known, "Pier Nine", date(2021, 1, 1)) == {"org:port-front"}
    assert meant(known, "Pier Nine", date(2019, 1, 1)) == set()


def test_a_name_of_no_state_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "state_names.csv").write_text("code,name,kind,start,end,source\nQQQ,Nowhere,short,,,me\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"state_names\.csv:2: there is no state QQQ"):
        load_knowledge(tmp_path)
