"""The command line as a user meets it: forms, files, exit codes, and a record from end to end."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from latticework.terminal import PLACES
from latticework.terminal.progress import Meter

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
WIRE = """Japan and Australia hold defence talks

TOKYO, Jan 21 (Kyodo) - Japanese Defence Minister Gen Nakatani met Australian Defence Minister Richard Marles in Tokyo on Tuesday.

"We will work together," Nakatani told reporters after the meeting, which lasted for an hour.
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs latticework in an empty folder, away from the user's own settings."""

    def call(*arguments: str, given: str | None = None, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, "-m", "latticework", *arguments],
            input=given,
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
            env={"PATH": "", "HOME": str(tmp_path), "LATTICEWORK_WORKERS": "1"},
        )
        assert done.returncode == code, done.stderr
        return done

    return call


@pytest.fixture
def wire(tmp_path: Path) -> Path:
    path = tmp_path / "wire.txt"
    path.write_text(WIRE)
    return path


@pytest.mark.parametrize(
    "command", [*PLACES, "show pair", "show article", "show event", "show plans", "show summary", "knowledge check", "knowledge coverage"]
)
def test_every_command_has_help_with_an_example(run: Run, command: str) -> None:
    assert "Example" in run(*command.split(), "--help").stdout


def test_read_prints_a_page_for_people_without_colour_codes_when_piped(run: Run, wire: Path) -> None:
    out = run("read", str(wire), "--date", "2025-01-22").stdout
    assert "Japan and Australia hold defence talks" in out
    assert "CONSULT" in out and "Nakatani" in out
    assert "\x1b[" not in out


def test_the_forms_of_read_agree(run: Run, wire: Path, tmp_path: Path) -> None:
    line = json.loads(run("read", str(wire), "--date", "2025-01-22", "--jsonl").stdout)
    whole = json.loads(run("read", str(wire), "--date", "2025-01-22", "--json").stdout)
    assert whole == [line]
    assert line["events"]
    rows = list(csv.DictReader(io.StringIO(run("read", str(wire), "--date", "2025-01-22", "--csv").stdout)))
    assert [r["type"] for r in rows] == [e["type"] for e in line["events"]]
    run("read", str(wire), "--date", "2025-01-22", "-o", "out/readings.jsonl")
    assert json.loads((tmp_path / "out/readings.jsonl").read_text()) == line
    run("read", str(wire), "-o", "page.html")
    assert "<mark" in (tmp_path / "page.html").read_text()


def test_read_takes_standard_input_and_json_lines(run: Run) -> None:
    assert json.loads(run("read", "-", "--jsonl", given=WIRE).stdout)["article"]["title"] == WIRE.split("\n")[0]
    lines = "".join(json.dumps({"id": f"n{n}", "text": f"Japan warned China {n} times.", "date": "2024-05-01"}) + "\n" for n in range(3))
    out = run("read", "--input-format", "jsonl", "--plain", "--jsonl", given=lines).stdout.splitlines()
    assert [json.loads(line)["article"]["ref"] for line in out] == ["n0", "n1", "n2"]
    assert json.loads(out[1])["article"]["text"] == "Japan warned China 1 times."


def test_read_stops_at_the_article_when_asked_to(run: Run, wire: Path) -> None:
    short = json.loads(run("read", str(wire), "--article-only", "--jsonl").stdout)
    whole = json.loads(run("read", str(wire), "--jsonl").stdout)
    assert short["article"] == whole["article"]
    assert whole["sentences"]
    assert not short["sentences"]


def test_a_page_that_cannot_be_read_is_told_with_its_reason(run: Run, wire: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    done = run("read", str(wire), "empty.txt", "--jsonl", "--rejects", "rejects.jsonl", code=3)
    assert len(done.stdout.splitlines()) == 1
    assert "empty" in done.stderr
    assert json.loads((tmp_path / "rejects.jsonl").read_text())["ref"] == "empty.txt"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["read", "nowhere.html"], "no such file"),
        (["show", "pair", "JPN"], "Missing argument"),
        (["read", "x", "--date", "21.1.2025"], "YYYY-MM-DD"),
        (["show", "summary", "--record", "nowhere"], "nowhere"),
        (["who"], "say who"),
        (["schema", "-o", "report.docx/x"], "cannot be written"),
    ],
)
def test_mistakes_end_with_exit_code_2_and_name_the_fix(run: Run, tmp_path: Path, arguments: list[str], message: str) -> None:
    (tmp_path / "report.docx").write_text("a file, not a folder")
    assert message in run(*arguments, code=2).stderr


def test_a_setting_that_does_not_exist_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "latticework.toml").write_text("worker = 2\n")
    assert "did you mean 'workers'" in run("settings", code=2).stderr


def test_a_record_from_end_to_end(run: Run, tmp_path: Path, wire: Path) -> None:
    run("ingest", str(wire), str(EXAMPLES / "summit-singapore.html"), "--record", "r", "--date", "2025-01-22")
    again = run("ingest", str(wire), str(EXAMPLES / "summit-singapore.html"), "--record", "r", "--date", "2025-01-22")
    assert "2 pages were there already" in again.stderr
    summary = json.loads(run("show", "summary", "--record", "r", "--json").stdout)
    assert summary["articles"] == 2 and summary["events"] > 0
    pair = json.loads(run("show", "pair", "jpn", "AUS", "--record", "r", "--json").stdout)
    event = next(e for e in pair["latest"] if e["day"] == "2025-01-21")
    assert event["type"] == "CONSULT"
    assert "XYZ is a party of no event" in run("show", "pair", "XYZ", "AUS", "--record", "r").stdout
    shown = json.loads(run("show", "event", event["id"], "--record", "r", "--json").stdout)
    assert {e["role"] for e in shown["evidence"]} >= {"action", "sentence"}
    article = json.loads(run("show", "article", event["article"], "--record", "r", "--json").stdout)
    assert all(article["text"][e["start"] : e["end"]] == e["text"] for e in shown["evidence"])
    plans = list(csv.DictReader(io.StringIO(run("show", "plans", "--record", "r", "--csv").stdout)))
    assert all(p["status"] == "planned" or p["type"] == "THREATEN" for p in plans)
    run("report", "--record", "r", "-o", "report.html")
    assert "Nakatani" in (tmp_path / "report.html").read_text()
    for command in (["summary"], ["pair", "JPN", "AUS"], ["plans"], ["article", event["article"]], ["event", event["id"]]):
        assert run("show", *command, "--record", "r").stdout.strip()


def test_who_and_when(run: Run) -> None:
    people = json.loads(run("who", "the Japanese foreign minister", "--date", "2025-01-19", "--json").stdout)
    assert people[0]["name"] == "Takeshi Iwaya" and people[0]["country"] == "JPN"
    lines = json.dumps({"id": "a", "text": "nobody of that name whatever", "date": "2025-01-19"}) + "\n"
    assert json.loads(run("who", "--input-format", "jsonl", given=lines).stdout) == {"id": "a", "actors": []}
    times = json.loads(run("when", "the first half of February", "--date", "2025-01-21", "--json").stdout)
    assert (times[0]["earliest"], times[0]["latest"]) == ("2025-02-01", "2025-02-14")


def test_a_reader_that_goes_away_is_no_error(tmp_path: Path) -> None:
    command = f"{sys.executable} -m latticework schema | head -c 10"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert done.returncode == 0 and done.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    assert "_LATTICEWORK_COMPLETE" in run("completion", shell).stdout


def test_output_is_never_put_in_the_place_of_a_folder_a_link_or_a_device(run: Run, tmp_path: Path) -> None:
    when = ("when", "tomorrow", "--date", "2025-01-21", "-o")
    (tmp_path / "folder").mkdir()
    assert "this is a folder" in run(*when, "folder", code=2).stderr
    (tmp_path / "link.csv").symlink_to("there.csv")
    run(*when, "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert "2025-01-22" in (tmp_path / "there.csv").read_text()
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", "pipe"], cwd=tmp_path, stdout=subprocess.PIPE, text=True) as reader:
        run(*when, "pipe", "--jsonl")
        assert "2025-01-22" in reader.communicate()[0]
    assert (tmp_path / "pipe").is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("form", ["--jsonl", "--csv", None])
def test_a_full_disk_is_said_in_one_line(tmp_path: Path, form: str | None) -> None:
    command = [sys.executable, "-m", "latticework", "when", "tomorrow", *([form] if form else [])]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "latticework: output: No space left on device\n")


def test_closed_output_and_a_locale_without_utf8_are_borne(tmp_path: Path) -> None:
    command = f"{sys.executable} -m latticework when 'tomorrow' "
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "HOME": str(tmp_path)}
    for redirected in (">&-", "<&-"):
        done = subprocess.run(command + redirected, shell=True, capture_output=True, check=False, cwd=tmp_path, env=environ)
        assert (done.returncode, done.stderr) == (0, b"")
    done = subprocess.run(command + "| cat", shell=True, capture_output=True, check=False, cwd=tmp_path, env=environ)
    assert "2" in done.stdout.decode("utf-8")


def test_a_table_without_rows_has_its_header(run: Run) -> None:
    assert run("when", "nothing of the kind", "--csv").stdout.startswith("start,end,text,")
    assert run("who", "Zyxwv", "--csv").stdout == "id,name,kind,country,sector,offices,score,why\n"


@pytest.mark.parametrize("arguments", [("who", ""), ("who", "  "), ("when", " "), ("read", "x" * 300)])
def test_what_says_nothing_is_a_usage_error(run: Run, arguments: tuple[str, ...]) -> None:
    assert "Traceback" not in run(*arguments, code=2).stderr


def test_questions_that_are_not_utf8_are_refused_by_line(run: Run, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "latticework", "who", "--input-format", "jsonl"]
    done = subprocess.run(command, input=b'{"id":1,"text":"X\xff"}\n', capture_output=True, check=False, cwd=tmp_path)
    assert done.returncode == 2
    assert b"standard input:1" in done.stderr


def test_a_folder_without_pages_is_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "no pages in empty" in run("read", "empty").stderr
    assert "no pages in empty" in run("ingest", "empty", "--record", "r").stderr
    assert "the record is empty" in run("show", "summary", "--record", "r", code=4).stderr


def test_the_time_left_is_told_by_the_last_pages(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    clock = [0.0]
    monkeypatch.setattr("latticework.terminal.progress.time.monotonic", lambda: clock[0])
    with Meter("ingesting") as meter:
        for seconds, done in ((10.0, 50_000), (20.0, 50_010), (30.0, 50_020), (40.0, 70_000)):
            clock[0] = seconds
            meter(done, 60_020)
        meter.stop()
        clock[0] = 60.0
        meter(70_001, None)
    lines = capsys.readouterr().err.splitlines()
    assert lines[2] == "ingesting: 50020 of 60020 pages, 1.0 pages/s, about 10000 s left"
    assert lines[3].startswith("ingesting: 70000 pages") and len(lines) == 4
