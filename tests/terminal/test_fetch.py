"""`latticework fetch` and `latticework feeds`, in processes of their own, against a real server on loopback."""

from __future__ import annotations

import csv
import io
import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from tests.acquire.launch import LAUNCH
from tests.acquire.outlet import Outlet, item, page, rss

FEED = "http://news.example.org/feed.xml"


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet({f"/{n}": page(f"Japan and Australia hold talks {n}") for n in range(1, 10)}) as outlet:
        outlet.answers["/feed.xml"] = rss(item(1), item(2), item(3))
        outlet.answers["/"] = f'<html><head><link rel="alternate" type="application/rss+xml" title="World" href="{FEED}"></head></html>'
        yield outlet


def run(outlet: Outlet, folder: Path, *arguments: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LAUNCH, str(outlet.port), *arguments]
    return subprocess.run(command, cwd=folder, input=stdin, capture_output=True, text=True, check=False, timeout=120)


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_pages_come_as_lines_that_the_reader_takes(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers["/2"] = (
        "<html><body><h1>Undated</h1><p>Ministers of Japan and Australia held talks about trade and defence.</p></body></html>"
    )
    done = run(outlet, tmp_path, "fetch", FEED, "--delay", "0")
    assert done.returncode == 0 and "3 new pages, 0 rejected" in done.stderr, done.stderr
    rows = {str(row["id"]): row for row in lines(done.stdout)}
    dated, undated = rows["http://news.example.org/1"], rows["http://news.example.org/2"]
    assert dated["url"] == "http://news.example.org/1" and "hold talks 1" in str(dated["html"]) and dated["fetched"]
    assert dated["feed"] == {
        "url": FEED,
        "id": "id-1",
        "title": "Talks 1",
        "published": "2025-01-02T08:30:00+00:00",
        "updated": None,
        "language": None,
    }
    assert "date" not in dated  # the page has its own, in the outlet's time zone
    assert undated["date"] == "2025-01-03T08:30:00+00:00"
    read = run(outlet, tmp_path, "read", "-", "--article-only", "--jsonl", "--workers", "1", stdin=done.stdout)
    assert read.returncode == 0, read.stderr
    articles = [row["article"] for row in lines(read.stdout)]
    published = {a["ref"]: a["published"]["earliest"] for a in articles if isinstance(a, dict)}
    assert published["http://news.example.org/1"] == "2025-01-21T17:30:00+09:00"
    assert published["http://news.example.org/2"] == "2025-01-03T08:30:00Z"


def test_a_killed_fetch_goes_on_and_loses_nothing(outlet: Outlet, tmp_path: Path) -> None:
    def slow(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(60)

    outlet.answers["/1"] = slow  # the oldest, so the last to be asked for
    command = [sys.executable, "-c", LAUNCH, str(outlet.port), "fetch", FEED, "--state", "s", "-o", "p.jsonl", "--delay", "0"]
    process = subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    written = tmp_path / "p.jsonl"
    while not (("/1" in outlet.asked()) and written.is_file() and written.stat().st_size) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    before = (tmp_path / "p.jsonl").read_text()
    assert len(lines(before)) >= 1
    with (tmp_path / "p.jsonl").open("a") as stream:
        stream.write('{"id": "half a li')  # as a power cut leaves it
    outlet.answers["/1"] = page("Talks 1")
    outlet.log.clear()
    done = run(outlet, tmp_path, "fetch", "--state", "s", "-o", "p.jsonl", "--delay", "0")
    assert done.returncode == 0, done.stderr
    after = (tmp_path / "p.jsonl").read_text()
    assert after.startswith(before)
    assert {row["id"] for row in lines(after)} == {f"http://news.example.org/{n}" for n in (1, 2, 3)}
    again = run(outlet, tmp_path, "fetch", "--state", "s", "-o", "p.jsonl", "--delay", "0")
    assert again.returncode == 0 and "no new pages" in again.stderr and (tmp_path / "p.jsonl").read_text() == after


def test_an_interrupt_ends_it_at_once_with_130(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers["/feed.xml"] = lambda handler: time.sleep(60)
    process = subprocess.Popen([sys.executable, "-c", LAUNCH, str(outlet.port), "fetch", FEED], cwd=tmp_path, stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while not outlet.log and time.monotonic() < deadline:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=20)
    assert process.returncode == 130 and b"interrupted" in told and b"Traceback" not in told


def test_what_is_rejected_is_told_with_its_reason(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers["/robots.txt"] = "User-agent: *\nDisallow: /2\n"
    del outlet.answers["/3"]
    done = run(outlet, tmp_path, "fetch", FEED, "http://news.example.org:22/", "--delay", "0", "--rejects", "r.jsonl")
    assert done.returncode == 3 and len(lines(done.stdout)) == 1
    reasons = {row["ref"]: row["reason"] for row in lines((tmp_path / "r.jsonl").read_text())}
    assert reasons == {
        "http://news.example.org/2": "robots.txt forbids",
        "http://news.example.org/3": "HTTP 404",
        "http://news.example.org:22/": "port not allowed",
    }


def test_a_first_page_is_given_with_a_hint_at_its_feeds(outlet: Outlet, tmp_path: Path) -> None:
    done = run(outlet, tmp_path, "fetch", "http://news.example.org/")
    assert len(lines(done.stdout)) == 1 and "names 1 feed; `latticework feeds http://news.example.org/` lists them" in done.stderr
    feed = run(outlet, tmp_path, "read", FEED, "--article-only", "--workers", "1")
    assert feed.returncode == 3 and "latticework fetch" in feed.stderr


def test_a_list_of_urls_on_standard_input(outlet: Outlet, tmp_path: Path) -> None:
    done = run(
        outlet, tmp_path, "fetch", "-", "--delay", "0", "-q", stdin="# mine\nhttp://news.example.org/1\n\nhttp://news.example.org/2\n"
    )
    assert {row["id"] for row in lines(done.stdout)} == {"http://news.example.org/1", "http://news.example.org/2"} and not done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["fetch"], "say what to fetch"),
        (["feeds"], "give either a URL"),
        (["feeds", "--state", "none"], "no such file"),
        (["fetch", FEED, "-o", "/proc/none/x"], "cannot be written"),
        (["fetch", FEED, "--state", "pages.txt"], "not a state file"),
    ],
)
def test_wrong_usage_is_told(outlet: Outlet, tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "pages.txt").write_text("These are not the pages of a database, but of a book. " * 20)
    done = run(outlet, tmp_path, *arguments)
    assert done.returncode == 2 and told in done.stderr and "Traceback" not in done.stderr and not outlet.log


def test_feeds_shows_what_an_outlet_has_and_what_is_followed(outlet: Outlet, tmp_path: Path) -> None:
    found = run(outlet, tmp_path, "feeds", "http://news.example.org/", "--json")
    assert json.loads(found.stdout) == [{"url": FEED, "kind": "feed", "title": "World", "by": "page"}]
    run(outlet, tmp_path, "fetch", FEED, "--state", "s", "--limit", "2", "--delay", "0")
    rows = list(csv.DictReader(io.StringIO(run(outlet, tmp_path, "feeds", "--state", "s", "--csv").stdout)))
    assert [(r["url"], r["kind"], r["title"], r["done"], r["waiting"]) for r in rows] == [(FEED, "feed", "Example news", "2", "1")]
    assert FEED in run(outlet, tmp_path, "feeds", "--state", "s").stdout
    assert "nothing is followed" in run(outlet, tmp_path, "feeds", "--state", "s", "--forget", FEED).stdout
    missing = run(outlet, tmp_path, "feeds", "--state", "s", "--forget", FEED)
    assert missing.returncode == 2 and "not followed" in missing.stderr


def test_urls_are_read_and_ingested(outlet: Outlet, tmp_path: Path) -> None:
    read = run(outlet, tmp_path, "read", "http://news.example.org/1", "--article-only", "--jsonl", "--workers", "1")
    (reading,) = lines(read.stdout)
    article = reading["article"]
    assert isinstance(article, dict) and article["title"] == "Japan and Australia hold talks 1"
    assert article["outlet"]["domain"] == "news.example.org" or article["outlet"]["domain"] == "example.org"
    refused = run(outlet, tmp_path, "read", "http://10.0.0.1/", "--article-only", "--workers", "1")
    assert refused.returncode == 3 and "address not public" in refused.stderr
