"""Bad input of every sort in one run: each a reject with its reason, exit code 3, and the good pages read."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

GOOD = (
    "<html><body><h1>Japan and China hold talks</h1><p>"
    + "Japan and China held talks in Tokyo on Monday about trade. " * 4
    + "</p></body></html>"
)
LATIN = (
    "<html><head><meta charset='utf-8'></head><body><h1>Détente in Vienna</h1><p>"
    + "The minister met his colleague at a café. " * 9
    + "</p></html>"
)


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    folder = tmp_path / "bad"
    folder.mkdir()
    (folder / "empty.txt").write_text("")
    (folder / "noise.html").write_bytes(os.urandom(200_000))
    (folder / "line.txt").write_text("word " * 10_500_000)
    (folder / "nested.html").write_text("<table><tr><td>" * 10_000 + "Japan met China." + "</td></tr></table>" * 10_000)
    (folder / "good.html").write_text(GOOD)
    (folder / "latin.html").write_bytes(LATIN.encode("latin-1"))
    (folder / "lines.jsonl").write_text('{"id": "a", "text": "Japan warned China."}\n{broken\n')
    with gzip.open(folder / "bomb.html.gz", "wb") as stream:
        for _ in range(300):
            stream.write(b"word " * 200_000)
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.html", b"\0" * 100_000_000)
    return folder


def test_each_bad_page_is_a_reject_with_a_reason_and_the_good_ones_are_read(bad: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "latticework", "read", "bad", "--jsonl", "--rejects", "rejects.jsonl", "--workers", "1"],
        capture_output=True,
        text=True,
        check=False,
        cwd=bad.parent,
    )
    assert done.returncode == 3, done.stderr
    reasons = {Path(r["ref"]).name: r["reason"] for r in map(json.loads, (bad.parent / "rejects.jsonl").read_text().splitlines())}
    assert reasons.pop("bomb.html.gz") in ("decompression bomb", "page too large")
    assert reasons == {
        "empty.txt": "empty page",
        "noise.html": "binary file",
        "line.txt": "page too large",
        "nested.html": "too deep",
        "lines.jsonl:2": "broken JSON line",
        "bomb.zip": "zip archive",
    }
    read = {Path(r["article"]["ref"]).name: r["article"]["title"] for r in map(json.loads, done.stdout.splitlines())}
    assert read == {"a": None, "good.html": "Japan and China hold talks", "latin.html": "Détente in Vienna"}


def test_pictures_in_an_archive_are_counted_and_are_no_rejects(tmp_path: Path) -> None:
    def record(media: str, body: bytes) -> bytes:
        head = f"WARC/1.1\r\nWARC-Type: resource\r\nContent-Type: {media}\r\nContent-Length: {len(body)}\r\n\r\n"
        return gzip.compress(head.encode() + body + b"\r\n\r\n")

    whole = record("image/png", b"\x89PNG") + record("text/html", GOOD.encode()) + record("image/gif", b"GIF8")
    for data, code in ((whole, 0), (whole[:-9], 3)):
        (tmp_path / "a.warc.gz").write_bytes(data)
        done = subprocess.run(
            [sys.executable, "-m", "latticework", "read", "a.warc.gz", "--article-only", "--jsonl", "--workers", "1"],
            capture_output=True,
            text=True,
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode == code
        assert json.loads(done.stdout)["article"]["title"] == "Japan and China hold talks"
        assert f"passed over in archives: {2 if code == 0 else 1} pictures" in done.stderr
