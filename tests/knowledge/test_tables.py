"""Tables that break their rules, a user's own rows, and the ontology."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from latticework.errors import KnowledgeError
from latticework.knowledge import load_knowledge
from latticework.types import EventType

PERSONS = "id,name,aliases,surname,source\n"
OFFICES = "country,position,title,person,name,start,end,acting,as_of,confidence,source\n"


def write(folder: Path, name: str, text: str) -> Path:
    (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("persons.csv", "id,name\n", r"persons\.csv:1: no column"),
        ("persons.csv", PERSONS + "Q1,Ann\n", r"persons\.csv:2: 2 cells under 5 headings"),
        ("persons.csv", PERSONS + "person:x,Ann Lee,,,me\n", r"persons\.csv:2: surname is empty"),
        (
            "offices.csv",
            OFFICES + "JPN,head_of_government,PM,Q1335527,x,tomorrow,,,2026-05-01,high,me\n",
            r"offices\.csv:2: start is 'tomorrow'",
        ),
        ("offices.csv", OFFICES + "JPN,boss,PM,Q1335527,x,,,,2026-05-01,high,me\n", r"offices\.csv:2: position is 'boss'"),
        ("offices.csv", OFFICES + "JPN,other,PM,person:unheard-of,x,,,,2026-05-01,high,me\n", r"no person person:unheard-of"),
        ("offices.csv", OFFICES + "JPN,other,PM,Q1335527,x,2026-02-01,2026-01-01,,2026-05-01,high,me\n", r"end 2026-01-01 is before start"),
        ("occasions.csv", "id,name,patterns,start,end,country,place,source\no,x,(,2026-01-01,,,,me\n", r"occasions\.csv:2: pattern"),
        ("coinages.csv", "pattern,start,source\n(,2026-01-01,me\n", r"coinages\.csv:2: pattern"),
        ("tenures.csv", "titles,name,start,end,source\nMayor,Ann Lee,,2026-01-01,me\n", r"tenures\.csv:2: start is empty"),
        ("births.csv", "name,born,source\nAnn Lee,1970,me\n", r"births\.csv:2: born is '1970'"),
        ("groups.csv", "id,name,aliases,members,start,end,source\ngroup:x,x,,XYZ,,,me\n", r"groups\.csv: group:x: .*XYZ"),
    ],
)
def test_errors_name_the_file_the_line_and_the_fix(tmp_path: Path, name: str, text: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        load_knowledge(write(tmp_path, name, text))


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="is not a folder"):
        load_knowledge(tmp_path / "none")


def test_own_rows_are_added_and_conflicts_shown(tmp_path: Path) -> None:
    write(tmp_path, "persons.csv", PERSONS + "person:hana-mori,Hana Mori,,Mori,me\n")
    write(
        tmp_path,
        "offices.csv",
        OFFICES + "JPN,head_of_government,Prime Minister of Japan,person:hana-mori,,2026-03-01,,,2026-06-01,high,me\n",
    )
    known = load_knowledge(tmp_path)
    assert [t.person for t in known.holders("JPN", "head_of_government", date(2026, 4, 1))] == ["person:hana-mori"]
    assert known.candidates("Hana Mori")[0].id == "person:hana-mori"
    assert len(known.conflicts) == 1 and "ends the shipped term" in known.conflicts[0]
    takaichi = known.candidates("Sanae Takaichi")[0].id
    assert {(o.position, o.basis) for o in known.offices_of(takaichi, date(2026, 4, 1))} >= {("head_of_government", "former")}
    assert load_knowledge().conflicts == ()


def test_an_own_row_takes_the_place_of_a_shipped_one(tmp_path: Path) -> None:
    row = "JPN,Q17,Japan,,Nippon,Japanese,Japanese,Tokyo,,,,me\n"
    write(tmp_path, "states.csv", "code,qid,name,in_sentence,names,adjectives,demonyms,capital,start,end,ambiguous,source\n" + row)
    known = load_knowledge(tmp_path)
    assert known.candidates("Nippon")[0].id == "JPN" and "JPN replaces" in known.conflicts[0]


def test_the_ontology_is_plover() -> None:
    ontology = load_knowledge().ontology
    assert set(ontology.types) == set(get_args(EventType))
    assert [ontology.types["AGREE"].quad, ontology.types["AID"].quad] == [1, 2]
    assert [ontology.types["ACCUSE"].quad, ontology.types["ASSAULT"].quad] == [3, 4]
    assert ontology.intensity("CONSULT", "visit") == 4.0 and ontology.intensity("CONSULT", None) == 2.5
    assert ontology.intensity("PROTEST", "vandalize") == ontology.intensity("PROTEST", None)
    assert "GOV" in ontology.sectors and "military" in ontology.contexts


def test_occasions_are_found_by_their_patterns() -> None:
    told = "Trump was sworn in on Monday for his second term as president."
    hits = [o for o in load_knowledge().occasions if any(re.search(p, told, re.IGNORECASE) for p in o.patterns)]
    assert [o.start for o in hits] == [date(2025, 1, 20)]


@pytest.mark.parametrize(
    ("row", "says"), [("person:hana-mori,Hana Mori,,Mori,me\n", None), ("Q1,Ann\n", r"persons/mine\.csv:2: 2 cells under 5 headings")]
)
def test_a_long_table_may_be_a_folder_with_a_file_for_each_part(row: str, says: str | None, tmp_path: Path) -> None:
    (tmp_path / "persons").mkdir()
    write(tmp_path / "persons", "mine.csv", PERSONS + row)
    if says is None:
        assert load_knowledge(tmp_path).persons["person:hana-mori"].name == "Hana Mori"
    else:
        with pytest.raises(KnowledgeError, match=says):
            load_knowledge(tmp_path)
