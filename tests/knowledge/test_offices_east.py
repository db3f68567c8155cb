"""The offices of Asia and Africa since 1990: who held them on a day, no office held twice, no state without a head."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest

from latticework.knowledge import Knowledge, load_knowledge
from latticework.knowledge.offices import SINGLE, Term
from latticework.knowledge.tables import DATA
from latticework.types import Position

FIRST, LAST = date(1990, 1, 1), date(2025, 6, 30)
HEADS: tuple[Position, ...] = ("head_of_state", "head_of_government")
SINCE = {
    "ARM": date(1991, 9, 21), "AZE": date(1991, 8, 30), "ERI": date(1993, 5, 24), "GEO": date(1991, 4, 9), "KAZ": date(1991, 12, 16),
    "KGZ": date(1991, 8, 31), "NAM": date(1990, 3, 21), "PSE": date(1994, 7, 5), "SSD": date(2011, 7, 9), "TJK": date(1991, 9, 9),
    "TKM": date(1991, 10, 27), "TLS": date(2002, 5, 20), "UZB": date(1991, 8, 31), "YEM": date(1990, 5, 22),
}  # fmt: skip

# Two people held these at once, and why.
SHARED: dict[tuple[str, Position], str] = {
    ("CIV", "head_of_state"): "Gbagbo did not yield to Ouattara from December 2010 to April 2011",
    ("KHM", "head_of_government"): "a first and a second prime minister, 1993-1998",
    ("KHM", "head_of_state"): "the Supreme National Council beside the State of Cambodia, 1991-1992",
    ("LBY", "head_of_government"): "the council of Benghazi beside Gaddafi's government in 2011; Maiteeq and Thani in 2014",
    ("MDG", "head_of_state"): "Ratsiraka and Ravalomanana both claimed to have won, February to July 2002",
}

# Nobody held these for a while, and why; the days are the last before and the first after.
VACANT: dict[tuple[str, Position], str] = {
    (
        "AFG",
        "head_of_government",
    ): "no prime minister in the civil war of 1992-1993, nor between the Taliban and the interim government of 2001",
    ("AZE", "head_of_government"): "a month between two prime ministers in 1992",
    ("BFA", "head_of_government"): "the army ruled without a prime minister in early 2022",
    ("COM", "head_of_government"): "months without a prime minister in 1997 and 1998",
    ("GEO", "head_of_government"): "the constitution of 1995 before the first state minister; a dismissed government in 2001",
    ("GIN", "head_of_government"): "prime ministers dismissed in 2004 and 2006, and the coup of 2021, without a successor",
    ("GNB", "head_of_government"): "the coup of April 2012",
    ("IRQ", "head_of_government"): "the occupation before the Governing Council of July 2003",
    ("KGZ", "head_of_government"): "the prime minister died in November 1991",
    ("LBR", "head_of_state"): "President Doe was killed in the civil war of 1990",
    ("LBR", "head_of_government"): "President Doe was killed in the civil war of 1990",
    ("MLI", "head_of_government"): "the coup of August 2020",
    ("NER", "head_of_government"): "no prime minister before March 1990",
    ("PSE", "head_of_government"): "the office was made in March 2003; a month between the first two",
    ("SDN", "head_of_government"): "the military council of 2019 and the coup of October 2021",
    ("SOM", "head_of_government"): "no government in the civil war of the 1990s",
    ("SWZ", "head_of_government"): "an election in 2023",
    ("TUN", "head_of_government"): "President Saied dismissed the prime minister in July 2021",
    ("UZB", "head_of_government"): "the office was made in January 1992",
}


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="module")
def countries() -> list[str]:
    found: set[str] = set()
    for region in ("africa", "asia"):
        with (DATA / "offices" / f"{region}.csv").open(encoding="utf-8", newline="") as lines:
            found |= {row["country"] for row in csv.DictReader(lines)}
    return sorted(found - {"GRL", "HKG"})  # governed by another state


def names(known: Knowledge, country: str, position: Position, day: date) -> set[str]:
    return {known.persons[t.person].name for t in known.holders(country, position, day)}


def last(term: Term) -> date:
    return term.end if term.end is not None else max(term.as_of, LAST)


def gaps(known: Knowledge, country: str, position: Position) -> list[tuple[date, date]]:
    """The spells of more than 30 days without a holder."""
    found, held_to = [], max(FIRST, SINCE.get(country, FIRST))
    for term in known.terms_of_office(country, position):
        start = term.start or FIRST
        if (start - held_to).days > 30:
            found.append((held_to, start))
        held_to = max(held_to, last(term))
    if (LAST - held_to).days > 30:
        found.append((held_to, LAST))
    return found


def test_every_state_has_its_heads_since_1990(known: Knowledge, countries: list[str]) -> None:
    without = {(c, p): gaps(known, c, p) for c in countries for p in HEADS}
    assert {key: spells for key, spells in without.items() if spells and key not in VACANT} == {}
    assert [key for key in VACANT if not without[key]] == []


def test_one_person_at_a_time_in_an_office(known: Knowledge, countries: list[str]) -> None:
    doubled = {}
    for country in countries:
        for position in SINGLE:
            terms = [t for t in known.terms_of_office(country, position) if not t.acting]
            for index, term in enumerate(terms):
                for later in terms[index + 1 :]:
                    both = min(last(term), last(later)) - max(term.start or FIRST, later.start or FIRST)
                    if later.person != term.person and both > timedelta(days=1):
                        doubled[country, position] = (term.person, later.person)
    assert {key: people for key, people in doubled.items() if key not in SHARED} == {}
    assert [key for key in SHARED if key not in doubled] == []


@pytest.mark.parametrize(
    ("country", "position", "day", "holders"),
    [
        ("CHN", "head_of_state", date(1992, 6, 1), {"Yang Shangkun"}),
        ("CHN", "central_banker", date(2010, 5, 1), {"Zhou Xiaochuan"}),
        ("JPN", "head_of_government", date(1993, 12, 1), {"Morihiro Hosokawa"}),
        ("JPN", "spokesperson", date(2001, 5, 1), {"Yasuo Fukuda"}),
        ("JPN", "national_security_adviser", date(2016, 5, 1), {"Shotaro Yachi"}),
        ("KOR", "head_of_state", date(1992, 5, 1), {"Roh Tae-woo"}),
        ("KOR", "foreign_minister", date(1995, 5, 1), {"Gong Ro-myung"}),
        ("KOR", "intelligence_chief", date(2010, 5, 1), {"Won Sei-hoon"}),
        ("PRK", "head_of_state", date(1994, 7, 7), {"Kim Il-sung"}),
        ("IND", "head_of_government", date(1990, 12, 1), {"Chandra Shekhar"}),
        ("IND", "military_chief", date(2018, 5, 1), {"Bipin Rawat"}),
        ("PAK", "head_of_government", date(1996, 11, 4), {"Benazir Bhutto"}),
        ("PAK", "head_of_government", date(1996, 11, 6), {"Malik Meraj Khalid"}),
        ("PAK", "intelligence_chief", date(2020, 5, 1), {"Faiz Hameed"}),
        ("IRN", "head_of_government", date(2024, 6, 1), {"Mohammad Mokhber"}),
        ("IRN", "national_security_adviser", date(2003, 10, 21), {"Hassan Rouhani"}),
        ("IRQ", "foreign_minister", date(1991, 1, 9), {"Tariq Aziz"}),
        ("ISR", "head_of_government", date(1995, 11, 3), {"Yitzhak Rabin"}),
        ("ISR", "head_of_government", date(2006, 2, 1), {"Ariel Sharon", "Ehud Olmert"}),
        ("ISR", "military_chief", date(2006, 7, 12), {"Dan Halutz"}),
        ("TUR", "head_of_state", date(1993, 4, 16), {"Turgut Özal"}),
        ("TUR", "foreign_minister", date(1996, 12, 1), {"Tansu Çiller"}),
        ("SAU", "heir", date(2015, 2, 1), {"Muqrin bin Abdulaziz"}),
        ("LBN", "head_of_state", date(2024, 1, 1), {"Najib Mikati"}),
        ("NPL", "head_of_government", date(1998, 1, 1), {"Surya Bahadur Thapa"}),
        ("IDN", "head_of_state", date(1998, 5, 20), {"Suharto"}),
        ("IDN", "head_of_state", date(1998, 5, 21), {"B. J. Habibie"}),
        ("GEO", "head_of_state", date(1991, 7, 1), {"Zviad Gamsakhurdia"}),
        ("AZE", "head_of_state", date(1992, 7, 1), {"Abulfaz Elchibey"}),
        ("VNM", "party_leader", date(1995, 1, 1), {"Đỗ Mười"}),
        ("ZAF", "head_of_state", date(1994, 5, 9), {"F. W. de Klerk"}),
        ("ZAF", "head_of_state", date(1994, 5, 10), {"Nelson Mandela"}),
        ("NGA", "head_of_state", date(1995, 11, 10), {"Sani Abacha"}),
        ("NGA", "other", date(2015, 5, 1), {"Muhammadu Buhari"}),
        ("SLE", "head_of_state", date(1997, 8, 1), {"Johnny Paul Koroma"}),
        ("LBR", "head_of_state", date(2003, 9, 1), {"Moses Blah"}),
        ("RWA", "head_of_government", date(1994, 4, 6), {"Agathe Uwilingiyimana"}),
        ("ETH", "head_of_state", date(1990, 5, 1), {"Mengistu Haile Mariam"}),
        ("SOM", "head_of_state", date(1991, 1, 25), {"Siad Barre"}),
        ("GNB", "head_of_state", date(2009, 5, 1), {"Raimundo Pereira"}),
        ("MDG", "head_of_government", date(2005, 5, 1), {"Jacques Sylla"}),
        ("CPV", "head_of_government", date(1995, 5, 1), {"Carlos Veiga"}),
        ("COD", "head_of_government", date(2022, 5, 1), {"Jean-Michel Sama Lukonde"}),
        ("SEN", "foreign_minister", date(2005, 5, 1), {"Cheikh Tidiane Gadio"}),
    ],
)
def test_holders(known: Knowledge, country: str, position: Position, day: date, holders: set[str]) -> None:
    assert names(known, country, position, day) == holders


def test_a_president_elect_holds_no_presidency_yet(known: Knowledge) -> None:
    day = date(2024, 4, 1)
    assert names(known, "TWN", "other", day) == {"Lai Ching-te"}
    assert names(known, "TWN", "head_of_state", day) == {"Tsai Ing-wen"}
    assert known.holders("TWN", "other", date(2024, 6, 1)) == ()


def test_rival_governments_are_not_the_prime_minister(known: Knowledge) -> None:
    assert names(known, "LBY", "head_of_government", date(2024, 1, 1)) == {"Abdul Hamid Dbeibeh"}
    assert names(known, "YEM", "head_of_government", date(2019, 1, 1)) == {"Maeen Abdulmalik Saeed"}


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (("Shinzo Abe", "Abe Shinzo", "Shinzō Abe"), "Shinzō Abe"),
        (("Lee Jae-myung", "Lee Jae Myung", "Jae-myung Lee"), "Lee Jae-myung"),
        (("Kim Yo-jong", "Kim Yo Jong"), "Kim Yo-jong"),
        (("Choe Son Hui", "Choe Son-hui"), "Choe Son-hui"),
        (("William Lai", "Lai Ching-te"), "Lai Ching-te"),
        (("Muammar Gaddafi", "Moammar Gadhafi", "Muammar Qaddafi"), "Muammar Gaddafi"),
        (("To Lam", "Tô Lâm"), "Tô Lâm"),
        (("Abdel Fattah al-Sisi", "Abdel-Fattah el-Sissi"), "Abdel Fattah el-Sisi"),
        (("Yasser Arafat", "Yasir Arafat"), "Yasser Arafat"),
        (("Saad Hariri",), "Saad Hariri"),
    ],
)
def test_names_as_news_writes_them(known: Knowledge, spellings: tuple[str, ...], name: str) -> None:
    for spelling in spellings:
        assert {known.persons[c.id].name for c in known.candidates(spelling) if c.kind == "person"} == {name}
