"""Whole runs: what comes out, what a second run changes, and what is left of a run that is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import duckdb
import pytest

from latticework.acquire import Rejected
from latticework.errors import LatticeworkError, PageRejected, RecordError, RecordLocked, RecordVersion
from latticework.pipeline import Pipeline
from latticework.record.place import writing
from latticework.record.read import opened
from latticework.run import ingest, read_pages
from latticework.types import Page, Reading
from tests.run.tiny import build, build_two, pages


def contents(record: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, without the stamp."""
    with duckdb.connect(str(record / "record.duckdb"), read_only=True) as connection:
        names = [name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY 1").fetchall()]
        return {name: connection.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in names if name != "made"}


def parts(record: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted((record / "parts").iterdir())}


def test_all_pages_are_in_the_record(tmp_path: Path) -> None:
    told: list[tuple[int, int | None, int]] = []
    given = pages(150, {3: "REJECT this", 7: "BREAK", 9: "JPN visits USA. WRONGOFFSET", 11: "half a pair \ud83d"})
    summary = ingest(given, tmp_path / "r", build, workers=2, progress=lambda *a: told.append(a), total=150)
    assert (summary.articles, summary.events, summary.skipped) == (146, 146, 0)
    lost = {"p3": "no article", "p7": "reader failed", "p9": "wrong offset", "p11": "not Unicode"}
    assert {r.ref: r.reason for r in summary.rejects} == lost
    assert "ValueError at tiny.py" in summary.rejects[1].detail
    assert told[-1] == (150, 150, 4)
    assert max(done for done, _, _ in told) == 150
    rows = contents(tmp_path / "r")
    assert {r[0]: r[1] for r in rows["rejects"]} == lost
    assert len(rows["event_parties"]) == 292 and len(rows["evidence"]) == 292 and len(rows["attributions"]) == 146


def test_a_second_run_changes_nothing(tmp_path: Path) -> None:
    given = pages(100, {3: "REJECT this"})
    first = ingest(given, tmp_path, build, workers=2)
    before, written = parts(tmp_path), (tmp_path / "record.duckdb").stat().st_mtime_ns
    second = ingest(given, tmp_path, build, workers=1)
    assert parts(tmp_path) == before
    assert (tmp_path / "record.duckdb").stat().st_mtime_ns == written
    assert (second.articles, second.events, second.rejects) == (first.articles, first.events, first.rejects)
    assert second.skipped == 100


def test_the_number_of_workers_does_not_show(tmp_path: Path) -> None:
    given = pages(200, {50: "REJECT"})
    ingest(given, tmp_path / "one", build, workers=1)
    ingest(given, tmp_path / "three", build, workers=3)
    assert parts(tmp_path / "one") == parts(tmp_path / "three")
    assert contents(tmp_path / "one") == contents(tmp_path / "three")


def test_one_page_more_leaves_the_other_parts(tmp_path: Path) -> None:
    given = pages(600)
    ingest(given, tmp_path, build, workers=2)
    new = Page(ref="new", content="FRA visits JPN.", media="clean")
    summary = ingest([new, *given], tmp_path, build, workers=2)
    assert summary.articles == 601
    assert summary.skipped > 300


def test_an_article_counts_once(tmp_path: Path) -> None:
    given = pages(5)
    copies = [Page(ref=f"copy of {p.ref}", content=p.content, media="clean", published=p.published) for p in given]
    summary = ingest([*given, *copies, *given], tmp_path, build, workers=1)
    assert (summary.articles, summary.events) == (5, 5)
    assert {row[1] for row in contents(tmp_path)["articles"]} == {f"copy of p{n}" for n in range(5)}


def test_the_newest_pipeline_speaks(tmp_path: Path) -> None:
    ingest(pages(40), tmp_path, build, workers=1)
    ingest(pages(20), tmp_path, build_two, workers=1)
    rows = contents(tmp_path)["articles"]
    assert len(rows) == 40
    assert sum(row[-1] == build_two().fingerprint for row in rows) == 20
    summary = ingest(pages(40), tmp_path, build, workers=1)
    assert summary.skipped == 40
    assert {row[-1] for row in contents(tmp_path)["articles"]} == {build().fingerprint}


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    harmed = {n: f"JPN visits USA, page {n}. KILLONCE {tmp_path}/marker{n} ." for n in (5, 40, 90)}
    for n in harmed:
        (tmp_path / f"marker{n}").touch()
    ingest(pages(120, harmed), tmp_path / "calm", build, workers=2)
    for n in harmed:
        (tmp_path / f"marker{n}").unlink()
    summary = ingest(pages(120, harmed), tmp_path / "harmed", build, workers=2)
    assert all((tmp_path / f"marker{n}").exists() for n in harmed)
    assert summary.rejects == ()
    assert parts(tmp_path / "harmed") == parts(tmp_path / "calm")
    assert contents(tmp_path / "harmed") == contents(tmp_path / "calm")


def test_only_the_page_that_kills_is_rejected(tmp_path: Path) -> None:
    summary = ingest(pages(70, {33: "POISON"}), tmp_path, build, workers=2)
    assert [(r.ref, r.reason) for r in summary.rejects] == [("p33", "killed its reader")]
    assert summary.articles == 69


def test_a_page_that_hangs_is_rejected(tmp_path: Path) -> None:
    summary = ingest(pages(10, {4: "HANG"}), tmp_path, build, workers=1, page_seconds=0.5)
    assert [(r.ref, r.reason) for r in summary.rejects] == [("p4", "took too long")]
    assert summary.articles == 9


RUN = """
import sys
from pathlib import Path
from latticework.run import ingest
from tests.run.tiny import build, pages
if __name__ == "__main__":
    ingest(pages(240, slow=True), Path(sys.argv[1]), build, workers=2)
"""


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of a run of the same pages that nothing disturbed."""
    record = tmp_path_factory.mktemp("calm")
    ingest(pages(240, slow=True), record, build, workers=2)
    return record


def started(tmp_path: Path, record: Path) -> subprocess.Popen[bytes]:
    """A run of 240 slow pages as a process of its own, with some of its parts written."""
    script = tmp_path / "run.py"
    script.write_text(RUN)
    process = subprocess.Popen(
        [sys.executable, str(script), str(record)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    deadline = time.monotonic() + 60
    while len(list((record / "parts").glob("*.parquet"))) < 2:
        assert process.poll() is None and time.monotonic() < deadline, process.stderr and process.stderr.read()
        time.sleep(0.01)
    return process


def children(pid: int) -> list[int]:
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("signal_number", [signal.SIGKILL, signal.SIGINT])
def test_a_killed_run_goes_on(tmp_path: Path, calm: Path, signal_number: int) -> None:
    record = tmp_path / "killed"
    process = started(tmp_path, record)
    below = children(process.pid)
    if signal_number == signal.SIGINT:
        os.killpg(process.pid, signal_number)  # as a terminal does it
    else:
        process.send_signal(signal_number)
    process.wait(30)
    assert process.stderr is not None
    said = process.stderr.read()
    process.stderr.close()
    assert said.count(b"Traceback") == (signal_number == signal.SIGINT), said.decode()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}").exists() for pid in below):
        assert time.monotonic() < deadline, "worker processes outlive the run"
        time.sleep(0.01)
    done = parts(record)
    assert not (record / "record.duckdb").exists()
    if signal_number == signal.SIGINT:
        assert all(name.endswith(".parquet") and not name.startswith(".") for name in done)
    summary = ingest(pages(240, slow=True), record, build, workers=2)
    assert 0 < summary.skipped < 240
    assert parts(record) == parts(calm)
    assert contents(record) == contents(calm)
    assert summary.articles == 240


def test_what_a_killed_writer_left_is_swept(tmp_path: Path) -> None:
    ingest(pages(3), tmp_path, build)
    for leftover in (tmp_path / "parts" / ".x.parquet.99.beside", tmp_path / ".record.duckdb.99.beside.wal"):
        leftover.write_bytes(b"half")
    (tmp_path / ".record.duckdb.99.beside.scratch" / "spilt").mkdir(parents=True)
    ingest(pages(3), tmp_path, build)
    assert not list(tmp_path.rglob(".*"))


def test_a_damaged_part_is_read_again(tmp_path: Path) -> None:
    ingest(pages(30), tmp_path, build)
    before = parts(tmp_path)
    (name, whole), *_ = before.items()
    (tmp_path / "parts" / name).write_bytes(whole[: len(whole) // 2])
    ingest(pages(30), tmp_path, build)
    assert parts(tmp_path) == before


def test_two_writers_are_one_too_many(tmp_path: Path) -> None:
    with writing(tmp_path, "0" * 16), pytest.raises(RecordLocked, match=str(os.getpid())):
        ingest(pages(1), tmp_path, build)


def test_a_record_of_another_version(tmp_path: Path) -> None:
    ingest(pages(1), tmp_path, build)
    (tmp_path / "record.json").write_text(json.dumps({"version": 99, "fingerprints": []}))
    with pytest.raises(RecordVersion, match="newer latticework"):
        ingest(pages(1), tmp_path, build)


def test_no_pages_make_no_record(tmp_path: Path) -> None:
    assert ingest([], tmp_path, build).articles == 0
    (tmp_path / "record.duckdb").write_bytes(b"made of parts that were taken away")
    assert ingest([], tmp_path, build).articles == 0
    with pytest.raises(RecordError, match="empty"), opened(tmp_path):
        pass


def dying() -> Pipeline:
    import multiprocessing

    if multiprocessing.parent_process() is not None:
        os._exit(9)
    return build()


def refusing(error: Exception) -> Pipeline:
    raise error


def test_workers_that_cannot_start_end_the_run(tmp_path: Path) -> None:
    with pytest.raises(LatticeworkError, match="while they start"):
        ingest(pages(3), tmp_path, dying)


def changing() -> Pipeline:
    import multiprocessing

    return build_two() if multiprocessing.parent_process() else build()


def test_a_program_changed_meanwhile_ends_the_run(tmp_path: Path) -> None:
    with pytest.raises(LatticeworkError, match="changed while it ran"):
        ingest(pages(3), tmp_path, changing)
    assert parts(tmp_path) == {}


def test_what_is_wrong_for_all_pages_ends_the_run() -> None:
    with pytest.raises(LatticeworkError, match="no such weights"):
        list(read_pages(pages(3), partial(refusing, LatticeworkError("no such weights"))))
    with pytest.raises(LatticeworkError, match="ValueError"):
        list(read_pages(pages(3), partial(refusing, ValueError("odd"))))


def test_readings_come_in_the_order_of_the_pages() -> None:
    given: list[Page | Rejected] = [*pages(60, {0: "JPN visits USA. SLOW", 30: "POISON", 45: "REJECT"})]
    given.insert(10, Rejected(ref="early", reason="zip archive"))
    found = list(read_pages(given, build, workers=3))
    refs = [r.article.ref if isinstance(r, Reading) else r.ref for r in found]
    assert refs == [p.ref for p in given]
    assert [r.reason for r in found if isinstance(r, Rejected)] == ["zip archive", "killed its reader", "no article"]


def test_readings_may_be_left_unread() -> None:
    found = read_pages(iter(pages(1000)), build, workers=2)
    assert isinstance(next(found), Reading)
    found.close()  # type: ignore[attr-defined]


def test_a_reject_can_be_raised_across_processes() -> None:
    import pickle

    error = pickle.loads(pickle.dumps(PageRejected("empty page", "nothing")))
    assert (error.reason, error.detail) == ("empty page", "nothing")
