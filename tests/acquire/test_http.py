"""Fetching from a real server that behaves well, badly, and very badly."""

from __future__ import annotations

import gzip
import shutil
import ssl
import subprocess
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

import pytest

from latticework.acquire import Rejected, pages_from
from latticework.acquire.http import FEEDS, Fetched, Fetcher, user_agent
from latticework.acquire.reach import Reach, Web
from latticework.clean.decode import decode
from latticework.errors import FetchFailed, FetchRefused, PageRejected
from latticework.types import Page
from tests.acquire.outlet import LOOPBACK, Answer, Outlet, page

HTML = {"Content-Type": "text/html"}


@pytest.fixture
def outlet() -> Iterator[Outlet]:
    with Outlet() as outlet:
        yield outlet


def fetched(outlet: Outlet, answer: Answer, *, seconds: float = 10.0, most: int = 100_000) -> Fetched:
    outlet.answers["/p"] = answer
    with Fetcher(outlet.reach, agent="test", seconds=seconds, most=most) as fetcher:
        return fetcher.fetch("http://news.example.org/p")


def reason(outlet: Outlet, answer: Answer, *, seconds: float = 10.0, most: int = 100_000) -> str:
    with pytest.raises(PageRejected) as rejected:
        fetched(outlet, answer, seconds=seconds, most=most)
    assert rejected.value.detail.startswith("http")
    return rejected.value.reason


def test_a_page(outlet: Outlet) -> None:
    found = fetched(outlet, (200, {"Content-Type": "text/html; charset=UTF-8", "ETag": '"a1"', "Last-Modified": "x"}, b"<p>Talks"))
    assert found == Fetched(
        url="http://news.example.org/p", body=b"<p>Talks", media="text/html", charset="UTF-8", etag='"a1"', modified="x"
    )
    (request,) = outlet.log
    assert request.headers["user-agent"] == "test" and request.headers["host"] == "news.example.org"
    assert not {"cookie", "authorization", "referer"} & set(request.headers)


def test_our_name_is_honest_and_cannot_be_broken_out_of() -> None:
    assert user_agent("desk@example.org").startswith("Latticework/")
    assert user_agent("desk@example.org").endswith("desk@example.org)")
    assert "\n" not in user_agent("a\r\nX: y)") and user_agent("a)b").count(")") == 1


def test_proxies_of_the_environment_are_not_asked(outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert fetched(outlet, "<p>Talks").body == b"<p>Talks"


# --- encodings


@pytest.mark.parametrize(
    ("header", "body", "text"),
    [
        ("text/html; charset=windows-1251", "<p>Переговоры".encode("cp1251"), "<p>Переговоры"),
        ("text/html; charset=iso-8859-1", "<p>“Détente”".encode("cp1252"), "<p>“Détente”"),
        ("text/html; charset=iso-8859-1", "<p>Détente".encode(), "<p>Détente"),
        ("text/html; charset=punycode", ("<p>Détente in Vienna. " * 20).encode("cp1252"), "<p>Détente in Vienna. " * 20),
        ("text/html; charset", "<p>Détente".encode(), "<p>Détente"),
    ],
)
def test_the_charset_of_the_server_is_honoured_where_it_can_be_true(outlet: Outlet, header: str, body: bytes, text: str) -> None:
    outlet.answers["/p"] = (200, {"Content-Type": header}, body)
    (found,) = pages_from(["http://news.example.org/p"], web=Web(reach=outlet.reach))
    assert isinstance(found, Page) and decode(found.content, stated=found.encoding) == text


def test_packed_pages_are_unpacked(outlet: Outlet) -> None:
    body = page("Talks").encode() * 50
    assert fetched(outlet, (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(body))).body == body
    assert outlet.log[0].headers["accept-encoding"] == "gzip"
    assert reason(outlet, (200, {**HTML, "Content-Encoding": "br"}, b"abc")) == "unasked encoding"
    assert reason(outlet, (200, {**HTML, "Content-Encoding": "gzip"}, b"abc")) == "broken answer"
    assert reason(outlet, (200, {**HTML, "Content-Encoding": "gzip"}, gzip.compress(body)[:-20])) == "cut short"


# --- limits


def test_a_page_that_is_too_large_is_not_taken_in(outlet: Outlet) -> None:
    sent = 0

    def endless(handler: BaseHTTPRequestHandler) -> None:
        nonlocal sent
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        handler.close_connection = True
        for _ in range(10_000):
            handler.wfile.write(b"x" * 65536)
            sent += 65536

    assert reason(outlet, endless) == "page too large"
    assert sent < 50_000_000
    assert reason(outlet, (200, {**HTML, "Content-Length": "100001"}, b"x")) == "page too large"
    assert reason(outlet, b"x" * 100_001) == "page too large"
    assert len(fetched(outlet, b"x" * 100_000).body) == 100_000


def test_a_bomb_is_defused(outlet: Outlet) -> None:
    bomb = gzip.compress(b"\0" * 200_000_000)
    assert len(bomb) < 300_000
    assert reason(outlet, (200, {**HTML, "Content-Encoding": "gzip"}, bomb), most=1_000_000) == "page too large"


def test_a_page_whose_last_bytes_unpack_to_much_is_whole(outlet: Outlet) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = packer.compress(b"a" * 5_000_000) + packer.flush()
    assert len(fetched(outlet, (200, {**HTML, "Content-Encoding": "gzip"}, packed), most=6_000_000).body) == 5_000_000


@pytest.mark.parametrize("where", ["head", "body", "nothing"])
def test_a_server_that_drips_is_left(outlet: Outlet, where: str) -> None:
    def drip(handler: BaseHTTPRequestHandler) -> None:
        if where == "body":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000\r\n\r\n")
        elif where == "head":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        try:
            for _ in range(200):
                time.sleep(0.05)
                if where != "nothing":
                    handler.wfile.write(b"x")
                    handler.wfile.flush()
        except OSError:
            pass

    assert reason(outlet, drip, seconds=0.4) == "too slow"


def test_a_header_that_is_costly_to_read_is_cut(outlet: Outlet) -> None:
    hostile = "text/html" + ';"' * 40_000
    assert fetched(outlet, (200, {"Content-Type": hostile, "ETag": "x" * 9000}, b"<p>x")).media == "text/html"
    assert reason(outlet, (503, {"Retry-After": "Tue, " * 10_000}, b"")) == "HTTP 503"


def test_answers_that_are_none(outlet: Outlet) -> None:
    def raw(data: bytes) -> Answer:
        def answer(handler: BaseHTTPRequestHandler) -> None:
            handler.wfile.write(data)
            handler.close_connection = True

        return answer

    assert reason(outlet, raw(b"")) == "broken answer"
    assert reason(outlet, raw(b"\0\1\2 not HTTP\r\n\r\n")) == "broken answer"
    assert reason(outlet, raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99\r\n\r\nshort")) == "broken answer"
    assert reason(outlet, raw(b"HTTP/1.1 200 OK\r\n" + b"X-Long: y\r\n" * 100_000)) == "broken answer"


# --- what is taken


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "video/mp4", "application/octet-stream", "application/rss+xml"])
def test_only_pages_are_pages(outlet: Outlet, kind: str) -> None:
    assert reason(outlet, (200, {"Content-Type": kind}, b"x")) == "not a page"


def test_a_page_whose_kind_is_not_said_is_taken(outlet: Outlet) -> None:
    assert fetched(outlet, (200, {}, b"<p>x")).media == ""


def test_feeds_are_taken_where_feeds_are_wanted(outlet: Outlet) -> None:
    outlet.answers["/f"] = (200, {"Content-Type": "application/rss+xml; charset=utf-8"}, b"<rss/>")
    with Fetcher(outlet.reach, agent="test") as fetcher:
        assert fetcher.fetch("http://news.example.org/f", FEEDS).body == b"<rss/>"


def test_redirects_are_followed_five_times(outlet: Outlet) -> None:
    outlet.answers |= {f"/{n}": (308, {"Location": f"/{n + 1}"}, b"") for n in range(9)} | {"/5": page("Talks")}
    with Fetcher(outlet.reach, agent="test") as fetcher:
        assert fetcher.fetch("http://news.example.org/0").url == "http://news.example.org/5"
        outlet.answers["/5"] = (302, {"Location": "/6"}, b"")
        with pytest.raises(FetchRefused, match="too many redirects"):
            fetcher.fetch("http://news.example.org/0")


def test_what_has_not_changed_is_not_sent_again(outlet: Outlet) -> None:
    outlet.answers["/p"] = (200, {**HTML, "ETag": '"a1"'}, b"<p>x")
    with Fetcher(outlet.reach, agent="test") as fetcher:
        found = fetcher.fetch("http://news.example.org/p", etag='"a1"', modified="Tue, 21 Jan 2025 08:30:00 GMT")
        assert (found.changed, found.body) == (False, b"")
        assert outlet.log[0].headers["if-modified-since"] == "Tue, 21 Jan 2025 08:30:00 GMT"
        assert fetcher.fetch("http://news.example.org/p", etag="bad\r\nX: y").changed


@pytest.mark.parametrize(
    ("status", "passing"), [(404, False), (410, False), (403, False), (429, True), (500, True), (503, True), (204, False)]
)
def test_errors_say_whether_they_pass(outlet: Outlet, status: int, passing: bool) -> None:
    with pytest.raises(FetchFailed) as failed:
        fetched(outlet, (status, HTML, b""))
    assert (failed.value.reason, failed.value.passing) == (f"HTTP {status}", passing)


def test_retry_after_is_seconds_or_a_date(outlet: Outlet) -> None:
    def wait(value: str) -> float | None:
        with pytest.raises(FetchFailed) as failed:
            fetched(outlet, (503, {**HTML, "Retry-After": value}, b""))
        return failed.value.retry_after

    assert wait("120") == 120
    assert wait(format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)) == pytest.approx(3600, abs=30)
    assert wait("Tue, 21 Jan 2020 08:30:00 GMT") == 0
    assert wait("soon") is None and wait("-5") is None and wait("9" * 50) == 999_999_999


def test_a_server_that_is_not_there(outlet: Outlet) -> None:
    reach = Reach(networks=(LOOPBACK,), resolver=lambda host, port: [("127.0.0.1", 1)])
    with Fetcher(reach, agent="test") as fetcher, pytest.raises(FetchFailed, match="no connection"):
        fetcher.fetch("http://news.example.org/")


def test_the_next_address_is_tried(outlet: Outlet) -> None:
    outlet.answers["/"] = "<p>x"
    reach = Reach(networks=(LOOPBACK,), resolver=lambda host, port: [("127.0.0.1", 1), ("127.0.0.1", outlet.port)])
    with Fetcher(reach, agent="test") as fetcher:
        assert fetcher.fetch("http://news.example.org/").body == b"<p>x"


# --- TLS


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not shutil.which("openssl"):
        pytest.skip("needs openssl to make a certificate")
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=news.example.org",
               "-addext", "subjectAltName=DNS:news.example.org", "-keyout", path, "-out", path.with_suffix(".crt")]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True)
    path.write_text(path.read_text() + path.with_suffix(".crt").read_text())
    return path


def test_certificates_are_verified_against_the_name(certificate: Path) -> None:
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate)
    names: list[str | None] = []
    served.sni_callback = lambda sock, name, context: names.append(name)
    with Outlet({"/": page("Talks")}, tls=served) as outlet:
        trusting = Reach(networks=(LOOPBACK,), resolver=outlet.find, tls=ssl.create_default_context(cafile=certificate.with_suffix(".crt")))
        with Fetcher(trusting, agent="test") as fetcher:
            assert b"Talks" in fetcher.fetch("https://news.example.org/").body
            assert names == ["news.example.org"] and outlet.log[0].host == "news.example.org"
            with pytest.raises(FetchFailed, match="certificate not valid"):
                fetcher.fetch("https://other.example.org/")
        with Fetcher(outlet.reach, agent="test") as fetcher, pytest.raises(FetchFailed, match="certificate not valid"):
            fetcher.fetch("https://news.example.org/")
    assert len(outlet.log) == 1


# --- as inputs


def test_urls_are_inputs_like_files(outlet: Outlet, tmp_path: Path) -> None:
    outlet.answers |= {"/a": (301, {"Location": "/b"}, b""), "/b": page("Talks"), "/t.txt": "Ministers met."}
    (tmp_path / "c.txt").write_text("Ministers met again.")
    web = Web(reach=outlet.reach, delay=0.0, contact="desk@example.org")
    named = ["http://news.example.org/a", str(tmp_path / "c.txt"), "http://news.example.org/gone", "HTTP://news.example.org/t.txt"]
    one, two, three, four = pages_from(named, web=web)
    assert isinstance(one, Page) and (one.ref, one.url, one.media) == (named[0], "http://news.example.org/b", "html")
    assert isinstance(two, Page) and two.url is None
    assert isinstance(three, Rejected) and (three.ref, three.reason) == (named[2], "HTTP 404")
    assert isinstance(four, Page) and (four.media, four.content) == ("text", b"Ministers met.")
    assert {r.path for r in outlet.log} == {"/a", "/b", "/gone", "/t.txt"}  # no robots.txt: a person named them
    assert "desk@example.org" in outlet.log[0].headers["user-agent"]


def test_what_is_not_public_is_a_reject_that_says_so() -> None:
    (rejected,) = pages_from(["http://127.0.0.1/"])
    assert isinstance(rejected, Rejected) and rejected.reason == "address not public"


def test_requests_to_one_host_keep_their_distance(outlet: Outlet) -> None:
    outlet.answers |= {f"/{n}": page(f"Talks {n}") for n in range(3)}
    list(pages_from([f"http://news.example.org/{n}" for n in range(3)], web=Web(reach=outlet.reach, delay=0.2)))
    times = [r.at for r in outlet.log]
    assert all(b - a >= 0.19 for a, b in pairwise(times))
