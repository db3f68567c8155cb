"""The index of names: the longest match, case, dots, hyphens, diacritics, doubt."""

from __future__ import annotations

from datetime import date

import pytest

from latticework.knowledge import Knowledge, load_knowledge


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load_knowledge()


def ids(known: Knowledge, name: str) -> set[str]:
    return {c.id for c in known.candidates(name)}


def test_the_pronoun_is_not_the_state(known: Knowledge) -> None:
    assert ids(known, "US") == ids(known, "U.S.") == ids(known, "the United States") == {"USA"}
    assert known.candidates("us") == ()
    assert known.candidates("turkey") == ()


@pytest.mark.parametrize("name", ["Georgia", "Jordan", "Chad", "Turkey"])
def test_names_with_other_meanings_carry_a_warning(known: Knowledge, name: str) -> None:
    states = [c for c in known.candidates(name) if c.kind == "state"]
    assert len(states) == 1 and states[0].ambiguous
    assert not known.candidates("Japan")[0].ambiguous


def test_spellings_meet(known: Knowledge) -> None:
    assert ids(known, "Türkiye") == ids(known, "Turkiye") == {"TUR"}
    assert ids(known, "Cote d’Ivoire") == ids(known, "Côte d'Ivoire") == {"CIV"}
    assert ids(known, "Kim Jong Un") == ids(known, "Kim Jong-un")
    assert [p.name for p in known.by_surname("Zelenskyy")] == ["Volodymyr Zelensky"]
    assert "Recep Tayyip Erdoğan" in [p.name for p in known.by_surname("Erdogan")]


def test_the_longest_name_wins(known: Knowledge) -> None:
    words = ["The", "UN", "Security", "Council", "met", "North", "Korean", "envoys"]
    assert known.longest(words, 1) == (3, known.candidates("UN Security Council"))
    length, found = known.longest(words, 5) or (0, ())
    assert (length, found[0].id, found[0].by) == (2, "PRK", "demonym")
    assert known.longest(words, 4) is None


def test_a_parser_may_split_hyphens_and_possessives(known: Knowledge) -> None:
    length, found = known.longest(["Ban", "Ki", "-", "moon", "said"], 0) or (0, ())
    assert length == 4 and found[0].kind == "person"
    length, found = known.longest(["People", "'s", "Liberation", "Army"], 0) or (0, ())
    assert (length, found[0].id) == (4, "org:pla")
    assert known.longest(["-", "Japan"], 0) is None


def test_headlines_in_capitals_are_read(known: Knowledge) -> None:
    assert ids(known, "JAPAN") == {"JPN"}
    assert ids(known, "NORTH KOREA") == {"PRK"}


def test_phrases_may_begin_a_sentence(known: Knowledge) -> None:
    assert known.candidates("Officials")[0].kind == "role"
    assert ids(known, "the West") == ids(known, "The West") == {"group:west"}


def test_metonyms_have_their_time(known: Knowledge) -> None:
    by_state = {c.id: c for c in known.candidates("Kremlin")}
    assert by_state["RUS"].start == by_state["SUN"].end == date(1991, 12, 26)
    assert {c.kind for c in known.candidates("Beijing")} >= {"metonym", "place"}


def test_titles_are_found_whatever_their_case(known: Knowledge) -> None:
    length, found = known.titles_at(["Japanese", "Foreign", "Minister", "Iwaya"], 1) or (0, ())
    assert length == 2 and {t.position for t in found} == {"foreign_minister"}
    chancellors = {t.position: t.countries for t in (known.titles_at(["chancellor"], 0) or (0, ()))[1]}
    assert "DEU" in chancellors["head_of_government"] and chancellors["finance_minister"] == ("GBR",)
    assert known.titles_at(["banana"], 0) is None


def test_members_depend_on_the_day(known: Knowledge) -> None:
    before, after = known.members("org:eu", date(2020, 1, 31)), known.members("org:eu", date(2020, 2, 1))
    assert before is not None and after is not None and set(before) - set(after) == {"GBR"}
    allies = known.members("group:us-allies", date(2025, 1, 21))
    assert allies is not None and {"JPN", "KOR", "AUS", "GBR"} <= set(allies) and "USA" not in allies
    assert known.members("group:allies", date(2025, 1, 21)) is None
    assert known.members("org:nobody", date(2025, 1, 21)) is None


@pytest.mark.parametrize("asked", ["SCMP", "scmp.com", "https://www.scmp.com/news/1", "South China Morning Post"])
def test_outlets_by_name_and_domain(known: Knowledge, asked: str) -> None:
    outlet = known.outlet(asked)
    assert outlet is not None and outlet.name == "South China Morning Post" and outlet.domain == "scmp.com"
    assert known.outlet("nowhere.example") is None
