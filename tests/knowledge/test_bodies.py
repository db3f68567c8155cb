"""Who belonged to what, and who was whose ally, on a day: known answers on both sides of a change, and rules for all rows."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from latticework.errors import KnowledgeError
from latticework.knowledge import Knowledge, Membership, load_knowledge

DAY = timedelta(days=1)
# States that came after 1990, by the day of independence or recognition; a body may take them in a little before.
NEW = {
    date(1991, 8, 20): "EST LVA LTU UKR BLR MDA GEO ARM AZE KAZ KGZ TJK TKM UZB HRV SVN MKD",
    date(1990, 3, 21): "NAM", date(1992, 3, 1): "BIH", date(1993, 1, 1): "CZE SVK", date(1993, 5, 24): "ERI", date(1994, 10, 1): "PLW",
    date(2002, 5, 20): "TLS", date(2003, 2, 4): "SCG", date(2006, 6, 3): "MNE", date(2006, 6, 5): "SRB", date(2008, 2, 17): "XKX",
    date(2011, 7, 9): "SSD", date(1991, 12, 21): "RUS",
}  # fmt: skip
BORN = {code: day for day, codes in NEW.items() for code in codes.split()}
# Two republics had seats of their own in bodies of the UN while they were Soviet.
SOVIET_SEATS = {"BLR", "UKR"}


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge()


def is_member(known: Knowledge, body: str, country: str, day: date) -> bool:
    members = known.members(f"org:{body}", day)
    assert members is not None
    return country in members


@pytest.mark.parametrize(
    ("body", "country", "joined"),
    [
        ("un", "KOR", date(1991, 9, 17)),
        ("un", "CHE", date(2002, 9, 10)),
        ("un", "SSD", date(2011, 7, 14)),
        ("un", "RUS", date(1991, 12, 24)),
        ("unga", "MNE", date(2006, 6, 28)),
        ("un-security-council", "DNK", date(2025, 1, 1)),
        ("nato", "POL", date(1999, 3, 12)),
        ("nato", "MKD", date(2020, 3, 27)),
        ("nato", "FIN", date(2023, 4, 4)),
        ("nato", "SWE", date(2024, 3, 7)),
        ("eu", "AUT", date(1995, 1, 1)),
        ("eu", "HRV", date(2013, 7, 1)),
        ("eurozone", "LTU", date(2015, 1, 1)),
        ("eurozone", "HRV", date(2023, 1, 1)),
        ("schengen", "CHE", date(2008, 12, 12)),
        ("asean", "VNM", date(1995, 7, 28)),
        ("asean", "KHM", date(1999, 4, 30)),
        ("asean", "TLS", date(2025, 10, 26)),
        ("au", "MAR", date(2017, 1, 30)),
        ("brics", "ZAF", date(2010, 12, 24)),
        ("brics", "IRN", date(2024, 1, 1)),
        ("brics", "IDN", date(2025, 1, 6)),
        ("sco", "IND", date(2017, 6, 9)),
        ("sco", "BLR", date(2024, 7, 4)),
        ("wto", "CHN", date(2001, 12, 11)),
        ("wto", "RUS", date(2012, 8, 22)),
        ("oecd", "KOR", date(1996, 12, 12)),
        ("council-of-europe", "UKR", date(1995, 11, 9)),
        ("icc", "JPN", date(2007, 10, 1)),
        ("icc", "UKR", date(2025, 1, 1)),
        ("imf", "XKX", date(2009, 6, 29)),
        ("cptpp", "GBR", date(2024, 12, 15)),
        ("eac", "COD", date(2022, 7, 11)),
        ("ots", "UZB", date(2019, 10, 15)),
        ("npt", "FRA", date(1992, 8, 3)),
        ("mnna", "QAT", date(2022, 3, 10)),
    ],
)
def test_days_of_joining(known: Knowledge, body: str, country: str, joined: date) -> None:
    assert is_member(known, body, country, joined)
    assert not is_member(known, body, country, joined - DAY)


@pytest.mark.parametrize(
    ("body", "country", "left"),
    [
        ("eu", "GBR", date(2020, 2, 1)),
        ("g8", "RUS", date(2014, 3, 24)),
        ("council-of-europe", "RUS", date(2022, 2, 25)),  # suspended at first, out from 16 March
        ("opec", "QAT", date(2019, 1, 1)),
        ("opec", "AGO", date(2024, 1, 1)),
        ("ecowas", "SEN", None),
        ("ecowas", "MRT", date(2000, 12, 31)),
        ("csto", "GEO", date(1999, 4, 2)),
        ("cis", "GEO", date(2009, 8, 18)),
        ("icc", "PHL", date(2019, 3, 17)),
        ("icc", "BDI", date(2017, 10, 27)),
        ("npt", "PRK", date(2003, 1, 10)),
        ("iaea", "PRK", date(1994, 6, 13)),
        ("oas", "NIC", date(2023, 11, 19)),
        ("andean-community", "VEN", date(2006, 4, 22)),
        ("warsaw-pact", "DDR", date(1990, 9, 24)),
        ("warsaw-pact", "POL", date(1991, 7, 1)),
        ("jcpoa", "USA", date(2018, 5, 8)),
        ("nafta", "CAN", date(2020, 7, 1)),
        ("commonwealth", "ZWE", date(2002, 3, 19)),
        ("un-security-council", "SUN", date(1991, 12, 24)),
        ("un-security-council", "JPN", date(2025, 1, 1)),
        ("arab-league", "SYR", date(2011, 11, 16)),
    ],
)
def test_days_of_leaving_and_of_suspension(known: Knowledge, body: str, country: str, left: date | None) -> None:
    if left is None:
        assert is_member(known, body, country, date(2025, 6, 1))
    else:
        assert is_member(known, body, country, left - DAY)
        assert not is_member(known, body, country, left)


def test_a_suspended_state_is_a_member_without_a_part(known: Knowledge) -> None:
    day = date(2015, 5, 1)
    assert known.members("org:arab-league", day, "suspended") == ("SYR",)
    assert is_member(known, "arab-league", "SYR", date(2023, 5, 7))
    assert is_member(known, "au", "EGY", date(2014, 6, 17)) and not is_member(known, "au", "EGY", date(2013, 8, 1))
    assert known.members("org:ecowas", date(2024, 6, 1), "suspended") == ("BFA", "GIN", "MLI", "NER")


@pytest.mark.parametrize(
    ("body", "size", "day"),
    [
        ("un", 158, date(1990, 1, 1)), ("un", 193, date(2025, 1, 1)), ("un-security-council", 15, date(1990, 6, 1)),
        ("un-security-council", 15, date(2026, 6, 1)), ("nato", 16, date(1990, 1, 1)), ("nato", 32, date(2025, 1, 1)),
        ("eu", 12, date(1990, 1, 1)), ("eu", 28, date(2014, 1, 1)), ("eu", 27, date(2025, 1, 1)), ("eurozone", 20, date(2025, 1, 1)),
        ("wto", 165, date(2025, 1, 1)), ("imf", 191, date(2025, 1, 1)), ("world-bank", 189, date(2025, 1, 1)),
        ("icc", 125, date(2025, 2, 1)), ("osce", 57, date(2025, 1, 1)), ("council-of-europe", 46, date(2025, 1, 1)),
        ("oecd", 38, date(2025, 1, 1)), ("apec", 21, date(2025, 1, 1)), ("g20", 19, date(2025, 1, 1)), ("brics", 10, date(2025, 6, 1)),
        ("sco", 10, date(2025, 1, 1)), ("opec", 12, date(2025, 1, 1)), ("asean", 11, date(2025, 11, 1)), ("oic", 57, date(2025, 6, 1)),
        ("caricom", 14, date(2025, 1, 1)), ("celac", 33, date(2025, 1, 1)), ("sadc", 16, date(2025, 1, 1)), ("epc", 47, date(2025, 1, 1)),
    ],
)  # fmt: skip
def test_how_many_members(known: Knowledge, body: str, size: int, day: date) -> None:
    """Of the UN's 159 members of 1990, South Yemen has no row of its own. The EU and the African Union are no states in the G20."""
    assert len(known.members(f"org:{body}", day) or ()) == size


def test_the_security_council_has_fifteen_members_at_all_times(known: Knowledge) -> None:
    for year in range(1990, 2027):
        for day in (date(year, 1, 1), date(year, 12, 31)):
            assert len(known.members("org:un-security-council", day) or ()) == 15, day


@pytest.mark.parametrize(
    ("body", "day", "country"),
    [
        ("eu", date(2024, 6, 30), "BEL"), ("eu", date(2024, 7, 1), "HUN"),
        ("g20", date(2024, 11, 30), "BRA"), ("g20", date(2024, 12, 1), "ZAF"),
        ("g7", date(2023, 5, 19), "JPN"), ("asean", date(2025, 10, 26), "MYS"),
        ("au", date(2023, 2, 17), "SEN"), ("au", date(2023, 2, 18), "COM"),
        ("osce", date(2025, 5, 1), "FIN"), ("un-security-council", date(1994, 4, 7), "NZL"),
        ("un-security-council", date(2003, 2, 5), "DEU"),
        ("un-security-council", date(2023, 4, 24), "RUS"), ("un-security-council", date(2025, 1, 1), "DZA"),
        ("apec", date(2025, 10, 31), "KOR"), ("brics", date(2025, 7, 6), "BRA"),
    ],
)  # fmt: skip
def test_who_has_the_chair(known: Knowledge, body: str, day: date, country: str) -> None:
    assert known.members(f"org:{body}", day, "chair") == (country,)


def test_the_bodies_of_a_state_and_the_day_they_are_vouched_for(known: Knowledge) -> None:
    bodies = known.memberships.bodies("FIN", date(2023, 4, 4))
    assert {"org:nato", "org:eu", "org:nordic-council"} <= set(bodies) and "org:brics" not in bodies
    assert known.memberships.as_of("org:nato") == date(2025, 6, 30) and known.memberships.as_of("org:g8") is None


def test_candidates_and_partners(known: Knowledge) -> None:
    assert known.members("org:eu", date(2022, 6, 22), "candidate") == ("ALB", "MKD", "MNE", "SRB", "TUR")
    assert set(known.members("org:eu", date(2022, 6, 23), "candidate") or ()) >= {"UKR", "MDA"}
    assert "VNM" in (known.members("org:brics", date(2025, 6, 13), "partner") or ())
    assert known.members("group:eu-candidates", date(2010, 1, 1)) == ("HRV", "MKD", "TUR")


# --- rules that hold for all rows ---------------------------------------------------------------------------------


def test_nobody_is_twice_in_a_body_at_a_time(known: Knowledge) -> None:
    spells: dict[tuple[str, str, str], list[Membership]] = defaultdict(list)
    for m in known.memberships:
        spells[m.organisation, m.country, m.standing].append(m)
    assert [key for key, some in spells.items() for i, a in enumerate(some) for b in some[i + 1 :] if a.overlaps(b)] == []


def test_only_members_are_suspended_or_have_the_chair(known: Knowledge) -> None:
    for m in known.memberships:
        if m.standing in ("suspended", "chair"):
            day = m.joined or date.min
            assert any(n.covers(day) for n in known.memberships.of(m.organisation) if (n.country, n.standing) == (m.country, "member")), m


def test_members_are_there_as_states(known: Knowledge) -> None:
    """A year's grace: bodies took in states at their independence, some before the day that the tables give for it."""
    for m in known.memberships:
        state = known.states[m.country]
        begun = max(state.start or date.min, BORN.get(m.country, date.min))
        # A day before 1990 is not known for all, so the earliest that is asked about is 1990.
        if m.country not in SOVIET_SEATS and m.left != begun:
            assert (m.joined or date(1990, 1, 1)) + timedelta(days=366) >= begun, m
        assert state.end is None or (m.left or state.end) <= state.end + DAY, m
        assert m.joined is None or m.left is None or m.joined < m.left, m
        assert m.as_of is not None, m


def test_how_much_is_known(known: Knowledge) -> None:
    assert len({m.organisation for m in known.memberships}) >= 90
    assert sum(1 for _ in known.treaties) >= 160
    assert len(known.groups) >= 250


# --- treaties -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "ally", "start"),
    [
        ("USA", "SWE", date(2024, 3, 7)),
        ("RUS", "PRK", date(2024, 12, 4)),
        ("TUR", "AZE", date(2011, 1, 1)),
        ("SAU", "PAK", date(2025, 9, 17)),
        ("FRA", "AUT", date(2009, 12, 1)),
        ("MLI", "NER", date(2023, 9, 16)),
    ],
)
def test_allies_from_a_day(known: Knowledge, country: str, ally: str, start: date) -> None:
    assert ally in known.allies(country, start) and country in known.allies(ally, start)
    assert ally not in known.allies(country, start - DAY)


def test_allies_until_a_day(known: Knowledge) -> None:
    assert "NZL" in known.allies("USA", date(1986, 8, 10)) and "NZL" not in known.allies("USA", date(1986, 8, 11))
    assert "TWN" in known.allies("USA", date(1979, 12, 31)) and "TWN" not in known.allies("USA", date(1980, 1, 1))
    assert "POL" in known.allies("SUN", date(1991, 6, 30)) and not known.allies("POL", date(1991, 7, 2))
    assert "PRK" in known.allies("RUS", date(1996, 9, 9)) and "PRK" not in known.allies("RUS", date(2010, 1, 1))


def test_allies_are_told_with_their_treaty(known: Knowledge) -> None:
    allies = known.allies("JPN", date(2025, 6, 1))
    assert list(allies) == ["USA"]
    (treaty,) = allies["USA"]
    assert (treaty.id, treaty.article, treaty.kind) == ("treaty:us-japan", "Article V", "defence_pact")
    assert list(known.allies("CHN", date(2025, 6, 1))) == ["PRK"]
    assert known.allies("CHE", date(2025, 6, 1)) == {}
    assert "ARG" not in known.allies("USA", date(2025, 6, 1))
    assert "ARG" in known.allies("USA", date(2025, 6, 1), {"collective_security"})


def test_parties_to_treaties(known: Knowledge) -> None:
    for treaty in known.treaties:
        assert treaty.id.startswith("treaty:") and treaty.start <= treaty.as_of
        day = treaty.start if treaty.end is not None else max(treaty.start, date(1990, 1, 1))
        parties = known.treaties.parties(treaty, day)
        assert len(parties) >= 2, treaty.id
        for party in parties:
            state = known.states[party]
            assert (state.start is None or state.start <= day + timedelta(days=366)) and (state.end is None or day <= state.end), treaty.id


# --- groups -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "day", "within", "without"),
    [
        ("US allies", date(2025, 1, 2), "JPN KOR GBR AUS ISR SWE", "USA CHN BRA"),
        ("US allies", date(1992, 1, 2), "JPN TUR", "POL SWE"),
        ("the West", date(2022, 3, 1), "USA DEU JPN AUS", "RUS TUR CHN"),
        ("both Koreas", date(2018, 4, 27), "PRK KOR", "JPN"),
        ("Gulf states", date(2025, 1, 2), "SAU QAT OMN", "IRN IRQ"),
        ("Arab states", date(2015, 1, 2), "EGY MAR", "SYR ISR"),
        ("Baltic states", date(2004, 1, 2), "EST LVA LTU", "FIN"),
        ("Nordic countries", date(2025, 1, 2), "ISL FIN", "EST"),
        ("G8 leaders", date(2013, 6, 17), "RUS CAN", "CHN"),
        ("nuclear powers", date(2006, 10, 8), "IND PAK", "PRK"),
        ("nuclear powers", date(2006, 10, 9), "IND PRK", "IRN"),
        ("world powers", date(2015, 7, 14), "USA CHN DEU", "JPN IRN"),
        ("remaining signatories", date(2019, 5, 8), "CHN DEU", "USA IRN"),
        ("EU member states", date(2020, 2, 1), "DEU HRV", "GBR"),
        ("the Visegrad Four", date(2022, 1, 2), "CZE HUN POL SVK", "AUT"),
        ("Central Asian republics", date(2022, 1, 2), "KAZ TKM", "AFG"),
        ("Horn of Africa states", date(2022, 1, 2), "ETH SOM ERI DJI", "KEN"),
        ("Russia's allies", date(2025, 1, 2), "BLR PRK", "CHN"),
        ("European powers", date(2025, 1, 2), "FRA DEU GBR", "ITA"),
        ("major economies", date(2025, 1, 2), "USA IND", "CHE"),
        ("BRICS partner countries", date(2025, 6, 20), "VNM NGA", "SAU CHN"),
        ("Taiwan's diplomatic allies", date(2024, 1, 14), "NRU", "HND"),
        ("Taiwan's diplomatic allies", date(2024, 1, 15), "PRY", "NRU"),
    ],
)
def test_whom_a_phrase_means_on_a_day(known: Knowledge, words: str, day: date, within: str, without: str) -> None:
    ids = [c.id for c in known.candidates(words) if c.kind == "group" and (c.start or date.min) <= day <= (c.end or date.max)]
    members = known.members(ids[0], day) or ()
    assert set(members) >= set(within.split()) and not set(members) & set(without.split())


@pytest.mark.parametrize(
    "words", ["Global South", "the Axis of Resistance", "neighbouring countries", "regional powers", "developing nations"]
)
def test_phrases_whose_members_nobody_can_tell(known: Knowledge, words: str) -> None:
    ids = [c.id for c in known.candidates(words) if c.kind == "group"]
    assert ids and known.members(ids[0], date(2025, 1, 2)) is None
    assert known.groups[ids[0]].kind in ("loose", "relative")


def test_coalitions_of_the_willing(known: Knowledge) -> None:
    found = {(c.id, c.start) for c in known.candidates("coalition of the willing")}
    assert found == {("group:coalition-iraq", date(2003, 3, 1)), ("group:coalition-ukraine", date(2025, 3, 2))}


def test_what_points_back_is_kept_but_is_no_name(known: Knowledge) -> None:
    kinds = {g.name: g.kind for g in known.groups.values()}
    assert {kinds[n] for n in ("the bloc", "the alliance", "both sides")} == {"anaphor"}
    assert known.candidates("the bloc") == known.candidates("both sides") == ()
    assert known.candidates("NPT") == known.candidates("CPTPP") == (), "a treaty acts in nothing"


def test_groups_have_members_and_a_phrase_means_one_of_them(known: Knowledge) -> None:
    phrases: dict[str, list[str]] = defaultdict(list)
    for group in known.groups.values():
        assert group.id.startswith("group:")
        day = min(max(group.start or date(2025, 6, 1), date(2025, 6, 1)), group.end or date.max)
        assert (known.members(group.id, day) is not None) == (group.kind == "states"), group.id
        for phrase in {p.casefold() for p in (group.name, *group.aliases)}:
            if group.kind == "states":
                phrases[phrase].append(group.id)
    for phrase, ids in phrases.items():
        groups = sorted((known.groups[i] for i in ids), key=lambda g: g.start or date.min)
        assert all((a.end or date.max) < (b.start or date.min) for a, b in pairwise(groups)), phrase


# --- a user's own rows --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("memberships.csv", "organisation,countries,joined,left,source\norg:eu,XYZ,,,me\n", r"memberships\.csv:2: there is no state XYZ"),
        (
            "memberships.csv",
            "organisation,countries,joined,left,source\norg:x,FRA,,,me\n",
            r"memberships\.csv:2: there is no organisation org:x",
        ),
        (
            "memberships.csv",
            "organisation,countries,joined,left,standing,source\norg:eu,FRA,,,friend,me\n",
            r"memberships\.csv:2: standing is 'friend'",
        ),
        (
            "groups.csv",
            "id,name,aliases,members,start,end,kind,source\ngroup:x,x,,FRA,,,loose,me\n",
            r"groups\.csv:2: a group of kind loose",
        ),
        ("groups.csv", "id,name,aliases,members,start,end,source\ngroup:x,x,,org:eu/friend,,,me\n", r"group:x: friend is no standing"),
        (
            "treaties.csv",
            "id,name,aliases,parties,start,end,kind,article,as_of,confidence,source\ntreaty:x,x,,FRA|XYZ,2020-01-01,,defence_pact,,2025-01-01,high,me\n",
            r"treaties\.csv:2: there is no state or organisation XYZ",
        ),
        (
            "treaties.csv",
            "id,name,aliases,parties,start,end,kind,article,as_of,confidence,source\ntreaty:x,x,,FRA|DEU,2020-01-01,,pact,,2025-01-01,high,me\n",
            r"treaties\.csv:2: kind is 'pact'",
        ),
    ],
)
def test_errors_name_the_line_and_the_fix(tmp_path: Path, name: str, text: str, says: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=says):
        load_knowledge(tmp_path)


def test_a_table_of_one_s_own_may_lack_the_later_columns(tmp_path: Path) -> None:
    (tmp_path / "memberships.csv").write_text("organisation,countries,joined,left,source\norg:brics,SAU,2026-01-01,,me\n", encoding="utf-8")
    (tmp_path / "groups.csv").write_text("id,name,aliases,members,start,end,source\ngroup:x,the pair,,FRA|DEU,,,me\n", encoding="utf-8")
    own = load_knowledge(tmp_path)
    assert "SAU" in (own.members("org:brics", date(2026, 1, 1)) or ())
    assert own.members("group:x", date(2026, 1, 1)) == ("DEU", "FRA")


def test_a_spell_of_one_s_own_ends_the_shipped_one(tmp_path: Path) -> None:
    text = "organisation,countries,joined,left,source\norg:nato,HUN,1999-03-12,2026-10-01,me\n"
    (tmp_path / "memberships.csv").write_text(text, encoding="utf-8")
    own = load_knowledge(tmp_path)
    assert is_member(own, "nato", "HUN", date(2026, 9, 30)) and not is_member(own, "nato", "HUN", date(2026, 10, 1))
    assert own.conflicts == ("memberships.csv:2: HUN in org:nato replaces the row that is shipped",)
    assert "HUN" not in own.allies("USA", date(2026, 10, 1))
