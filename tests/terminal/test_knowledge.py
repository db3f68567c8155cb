"""`latticework knowledge check` and `coverage`."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path

from click.testing import CliRunner, Result

from latticework.knowledge import load_knowledge
from latticework.knowledge.invariants import findings
from latticework.terminal.knowledge import knowledge_command

OFFICES = "country,position,title,person,name,start,end,acting,as_of,confidence,source\n"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(knowledge_command, arguments, standalone_mode=False)


def test_the_shipped_tables_have_no_two_holders_that_nothing_explains() -> None:
    assert [f.message for f in findings(load_knowledge(), date(2026, 6, 1)) if f.kind == "overlap"] == []


def test_an_overlap_of_one_s_own_is_told_and_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "persons.csv").write_text("id,name,aliases,surname,source\nperson:hana-mori,Hana Mori,,Mori,me\n", encoding="utf-8")
    row = "FRA,foreign_minister,Minister of Foreign Affairs of France,person:hana-mori,,2010-10-01,2011-02-01,,2011-02-01,high,me\n"
    (tmp_path / "offices.csv").write_text(OFFICES + row, encoding="utf-8")
    done = run("check", "--knowledge", str(tmp_path), "--json")
    told = [f for f in json.loads(done.output) if f["kind"] == "overlap"]
    assert done.return_value == 1
    assert told and all(f["country"] == "FRA" and "person:hana-mori" in f["message"] for f in told)


def test_an_explanation_of_one_s_own_counts(tmp_path: Path) -> None:
    test_an_overlap_of_one_s_own_is_told_and_is_an_error(tmp_path)
    told = [f for f in json.loads(run("check", "--knowledge", str(tmp_path), "--json").output) if f["kind"] == "overlap"]
    rows = "".join(f"FRA,foreign_minister,{f['start']},overlap,a test,me\n" for f in told)
    (tmp_path / "exceptions.csv").write_text("country,position,start,kind,why,source\n" + rows, encoding="utf-8")
    done = run("check", "--knowledge", str(tmp_path))
    assert done.return_value == 0 and "person:hana-mori" not in done.output


def test_coverage_counts_terms_and_days() -> None:
    done = run("coverage", "--country", "USA", "--position", "head_of_state", "--date", "2025-06-01", "--csv")
    (row,) = csv.DictReader(io.StringIO(done.output))
    assert row["since"] == "1990-01-01" and float(row["share"]) == 1.0
    assert int(row["terms"]) >= 7 and int(row["high"]) + int(row["medium"]) + int(row["low"]) == int(row["terms"])
    assert "no such office" in run("coverage", "--country", "XYZ").output
