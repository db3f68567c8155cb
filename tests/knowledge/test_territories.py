"""Territories: who holds them on a day, who claims them, and neutral words for it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from latticework.errors import KnowledgeError
from latticework.knowledge import Knowledge, load_knowledge
from latticework.knowledge.names import pieces

HEADER = "id,name,aliases,states,claimants,status,code,start,end,wording,as_of,confidence,source\n"


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge()


@pytest.mark.parametrize(
    ("name", "day", "states", "status"),
    [
        ("Hong Kong", date(1997, 6, 30), {"GBR"}, "dependency"),
        ("Hong Kong", date(1997, 7, 1), {"CHN"}, "autonomous"),
        ("Macao", date(1999, 12, 19), {"PRT"}, "dependency"),
        ("Macao", date(1999, 12, 20), {"CHN"}, "autonomous"),
        ("Crimea", date(2014, 2, 26), {"UKR"}, "autonomous"),
        ("Crimea", date(2014, 3, 18), {"RUS"}, "occupied"),
        ("the Senkakus", date(2012, 9, 11), {"JPN"}, "contested"),
        ("Diaoyu Islands", date(2012, 9, 11), {"JPN"}, "contested"),
        ("Northern Territories", date(2020, 1, 1), {"RUS"}, "contested"),
        ("Malvinas", date(1982, 5, 1), {"ARG"}, "occupied"),
        ("Malvinas", date(1983, 5, 1), {"GBR"}, "contested"),
        ("Golan Heights", date(2019, 3, 25), {"ISR"}, "occupied"),
        ("West Bank", date(2000, 1, 1), {"ISR"}, "occupied"),
        ("Gaza Strip", date(2000, 1, 1), {"ISR"}, "occupied"),
        ("Gaza", date(2010, 1, 1), {"PSE"}, "contested"),
        ("Nagorno-Karabakh", date(2010, 1, 1), {"ARM"}, "occupied"),
        ("Artsakh", date(2024, 1, 1), {"AZE"}, "undisputed"),
        ("Abkhazia", date(2005, 1, 1), {"GEO"}, "contested"),
        ("Abkhazia", date(2020, 1, 1), {"RUS"}, "occupied"),
        ("Transnistria", date(2020, 1, 1), {"MDA"}, "contested"),
        ("Somaliland", date(2020, 1, 1), {"SOM"}, "contested"),
        ("TRNC", date(2020, 1, 1), {"TUR"}, "occupied"),
        ("Kosovo", date(2005, 1, 1), set[str](), "administered"),
        ("Kosovo", date(2010, 1, 1), {"XKX"}, "contested"),
        ("Western Sahara", date(2020, 1, 1), {"MAR"}, "contested"),
        ("Kashmir", date(2020, 1, 1), {"IND", "PAK", "CHN"}, "contested"),
        ("Greenland", date(2025, 1, 21), {"DNK"}, "autonomous"),
        ("Puerto Rico", date(2025, 1, 21), {"USA"}, "dependency"),
        ("Sinai", date(1980, 1, 1), {"ISR"}, "occupied"),
        ("Sinai", date(1982, 4, 25), {"EGY"}, "undisputed"),
        ("East Timor", date(1995, 1, 1), {"IDN"}, "occupied"),
    ],
)
def test_who_holds_what_and_when(known: Knowledge, name: str, day: date, states: set[str], status: str) -> None:
    territory = known.territory_of(name, day)
    assert territory is not None
    assert (set(territory.states), territory.status) == (states, status)
    assert territory.disputed == (status in ("contested", "occupied"))


@pytest.mark.parametrize(
    ("name", "claimants"),
    [
        ("Senkaku Islands", {"JPN", "CHN", "TWN"}),
        ("Spratlys", {"CHN", "TWN", "VNM", "PHL", "MYS", "BRN"}),
        ("Paracels", {"CHN", "TWN", "VNM"}),
        ("Gibraltar", {"GBR", "ESP"}),
        ("Falklands", {"GBR", "ARG"}),
        ("Donetsk People's Republic", {"UKR", "RUS"}),
        ("Kinmen", {"TWN", "CHN"}),
        ("Dokdo", {"KOR", "JPN", "PRK"}),
        ("Essequibo", {"GUY", "VEN"}),
        ("Abyei", {"SDN", "SSD"}),
        ("Halaib Triangle", {"EGY", "SDN"}),
    ],
)
def test_who_claims_what(known: Knowledge, name: str, claimants: set[str]) -> None:
    territory = known.territory_of(name, date(2025, 1, 1))
    assert territory is not None and set(territory.claimants) == claimants


def test_what_is_no_territory_and_what_has_no_row_for_the_day(known: Knowledge) -> None:
    assert known.territory_of("France", date(2020, 1, 1)) is None
    assert known.territory_of("Northern Ireland", date(1980, 1, 1)) is None
    assert known.territory_of("Crimea", None) is None  # it depends on the day
    bermuda = known.territory_of("Bermuda", None)
    assert bermuda is not None and bermuda.code == "BMU"


def test_there_are_enough_and_no_name_means_two_on_a_day(known: Knowledge) -> None:
    assert len({t.id for t in known.territories}) >= 200
    assert len({t.id for t in known.territories if t.disputed}) >= 100
    named = [(form, t) for t in known.territories for form in {pieces(f) for f in (t.name, *t.aliases)}]
    by_name: dict[tuple[str, ...], list[tuple[date, date, str]]] = {}
    for form, territory in named:
        by_name.setdefault(form, []).append((territory.start or date.min, territory.end or date.max, territory.id))
    for form, some in by_name.items():
        some.sort()
        assert all(before[1] < after[0] for before, after in pairwise(some)), form


def test_wording_takes_no_side(known: Knowledge) -> None:
    for territory in known.territories:
        assert territory.wording and not territory.wording.endswith(".")
        assert not {"terrorist", "liberated", "illegal", "rightful"} & set(territory.wording.split())


def test_dependencies_know_their_code(known: Knowledge) -> None:
    for territory in known.territories:
        assert territory.code is None or territory.code in known.states


def test_own_rows_end_or_replace_the_shipped_ones(tmp_path: Path) -> None:
    row = "territory:hans-island,Hans Island,,CAN,CAN,undisputed,,2025-01-01,,Hans Island of Canada,2026-01-01,low,me\n"
    (tmp_path / "territories.csv").write_text(HEADER + row, encoding="utf-8")
    known = load_knowledge(tmp_path)
    before, after = known.territory_of("Hans Island", date(2024, 12, 31)), known.territory_of("Hans Island", date(2025, 1, 1))
    assert before is not None and before.states == ("DNK", "CAN")
    assert after is not None and after.states == ("CAN",)
    assert any("territory:hans-island ends" in c for c in known.conflicts)


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("territory:x,X,,QQQ,,contested,,,,x,2025-01-01,high,me\n", r"territories\.csv:2: there is no state QQQ"),
        ("territory:x,X,,FRA,,owned,,,,x,2025-01-01,high,me\n", r"territories\.csv:2: status is 'owned'"),
        ("territory:x,X,,FRA,,contested,,,,,2025-01-01,high,me\n", r"territories\.csv:2: wording is empty"),
    ],
)
def test_rows_that_break_a_rule(tmp_path: Path, row: str, says: str) -> None:
    (tmp_path / "territories.csv").write_text(HEADER + row, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=says):
        load_knowledge(tmp_path)
