"""Archives of the web: what is a page in them, and what is left of them when they are damaged."""

from __future__ import annotations

import gc
import gzip
import io
import sys
import tracemalloc
import zlib
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given, settings
from hypothesis import strategies as st

from latticework.acquire import Rejected, count_pages, pages_from
from latticework.clean import clean_page
from latticework.types import Page

HTML = b"<html><body><p>Ministers of both states met in Lima.</p></body></html>"
OK = "HTTP/1.1 200 OK"


def http(body: bytes, media: str | None = "text/html; charset=utf-8", status: str = OK, **fields: str) -> bytes:
    named = ({"Content-Type": media} if media else {}) | {name.replace("_", "-"): value for name, value in fields.items()}
    head = "".join(f"{line}\r\n" for line in (status, *(f"{name}: {value}" for name, value in named.items())))
    return head.encode("latin-1") + b"\r\n" + body


def record(block: bytes, n: int | str = 1, kind: str = "response", **fields: str) -> bytes:
    named = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{n}>",
        "WARC-Date": "2024-05-06T18:40:00Z",
        "WARC-Target-URI": f"https://example.org/{n}",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(block)),
    } | {name.replace("_", "-"): value for name, value in fields.items()}
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in named.items() if value)
    return head.encode() + b"\r\n" + block + b"\r\n\r\n"


def zstd(data: bytes, **options: bytes) -> bytes:
    packed = io.BytesIO()
    writer = ZstdWriter(packed, **options)
    writer.write(data)
    writer.close()
    return packed.getvalue()


PACKED: dict[str, Callable[[bytes], bytes]] = {"a.warc": bytes, "a.warc.gz": gzip.compress, "a.warc.zst": zstd}


def found(folder: Path, data: bytes, name: str = "a.warc", passed: Counter[str] | None = None, **options: object) -> list[Page | Rejected]:
    path = folder / name
    path.write_bytes(data)
    return list(pages_from([str(path)], passed_over=passed, **options))  # type: ignore[arg-type]


def only(folder: Path, data: bytes, **options: object) -> Page:
    (page,) = found(folder, data, **options)  # type: ignore[arg-type]
    assert isinstance(page, Page), page
    return page


def told(results: list[Page | Rejected]) -> list[str]:
    """What was found, in short: the last part of a page's name, or the reason and the place of a reject."""
    return [p.ref.rpartition(":")[2] if isinstance(p, Page) else f"{p.reason} {p.ref.rpartition('@')[2]}" for p in results]


# --- what is a page


@pytest.mark.parametrize("name", PACKED)
def test_responses_are_pages(tmp_path: Path, name: str) -> None:
    data = b"".join(PACKED[name](record(http(HTML), n)) for n in range(3))
    one, *others = found(tmp_path, data, name)
    assert one == Page(
        ref=f"{tmp_path / name}#urn:uuid:0",
        content=HTML,
        media="html",
        url="https://example.org/0",
        encoding="utf-8",
        fetched=datetime(2024, 5, 6, 18, 40, tzinfo=UTC),
    )
    assert [p.ref.rpartition("#")[2] for p in others] == ["urn:uuid:1", "urn:uuid:2"]
    assert count_pages([str(tmp_path)]) is None


def test_text_resources_and_conversions_are_pages(tmp_path: Path) -> None:
    text = "Zoë met ministers.".encode()
    data = b"".join(
        (
            record(b"software: x\r\n", 0, "warcinfo", Content_Type="application/warc-fields", WARC_Target_URI=""),
            record(http(text, "text/plain"), 1),
            record(HTML, 2, "resource", Content_Type='text/html; charset="iso-8859-1"'),
            record(text, 3, "conversion", Content_Type="text/plain"),
            record(http(HTML, None), 4),
        )
    )
    pages = [p for p in found(tmp_path, data) if isinstance(p, Page)]
    assert [(p.media, p.encoding) for p in pages] == [("text", None), ("html", "iso-8859-1"), ("text", None), ("html", None)]
    assert [p.media for p in pages_from([str(tmp_path)], plain=True) if isinstance(p, Page)] == ["clean", "html", "clean", "html"]


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    passed: Counter[str] = Counter()
    records = (
        record(http(b"", status="HTTP/1.1 301 Moved"), 1),
        record(http(HTML, status="HTTP/1.1 404 Not Found"), 2),
        record(http(HTML), 3, "revisit", WARC_Refers_To="<urn:uuid:9>"),
        record(http(b"\x89PNG\r\n\x1a\n", "image/png"), 4),
        record(http(b"{}", "application/json"), 5),
        record(http(b" \n"), 6),
        record(http(b"User-agent: *", "text/plain"), 7, WARC_Target_URI="https://example.org/robots.txt"),
        record(b"GET / HTTP/1.1\r\n\r\n", 8, "request", Content_Type="application/http; msgtype=request"),
        record(b"20240506 1.2.3.4", 9, Content_Type="text/dns", WARC_Target_URI="dns:example.org"),
        record(b"Ministers met.", 10, "resource", Content_Type="text/plain", WARC_Target_URI="urn:text:https://example.org/"),
        record(http(HTML), 11),
        record(http(b"\x00\x01\x02\x03" * 20, None), 12),
    )
    assert told(found(tmp_path, b"".join(records), passed=passed)) == ["11"]
    assert passed == {
        "redirects": 1,
        "errors and other answers without a page": 1,
        "revisits": 1,
        "pictures": 1,
        "documents of other forms": 2,
        "empty answers": 1,
        "rules for robots": 1,
        "notes of the crawler": 2,
    }


def test_answers_of_odd_servers(tmp_path: Path) -> None:
    lines = http(HTML, Content_Encoding="identity").replace(b"\r\n", b"\n")
    assert only(tmp_path, record(lines)).content == HTML
    assert only(tmp_path, record(lines)).encoding == "utf-8"
    assert only(tmp_path, record(http(HTML, status="HTTP/1.0 200"))).content == HTML
    assert only(tmp_path, record(http(HTML, X_Name="Zürich"))).content == HTML
    assert only(tmp_path, record(HTML)).content == HTML
    passed: Counter[str] = Counter()
    for block in (b"", b"HTTP/1.1 200 OK", b"HTTP/1.1 twenty\r\n\r\n" + HTML[:0], b"ICY 200 OK\r\n\r\n"):
        assert found(tmp_path, record(block), passed=passed) == []
    assert passed.total() == 4


def test_a_record_without_a_name_is_called_by_its_place(tmp_path: Path) -> None:
    first, second = record(http(HTML), 1), record(http(HTML), 2, WARC_Record_ID="", WARC_Date="lately")
    pages = found(tmp_path, first + second)
    assert pages[1].ref == f"{tmp_path / 'a.warc'}@{len(first)}"
    assert isinstance(pages[1], Page) and pages[1].fetched is None
    assert found(tmp_path, gzip.compress(first + second), "b.warc.gz")[1].ref.endswith(f"@0+{len(first)}")


def test_the_charset_of_the_server_is_used(tmp_path: Path) -> None:
    russian = "<html><body><p>Министры двух стран встретились в Лиме.</p></body></html>".encode("cp1251")
    page = only(tmp_path, record(http(russian, "text/html; Charset='windows-1251'")))
    assert "Министры двух стран" in clean_page(page).article.text


def test_an_archive_is_known_by_its_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = record(http(HTML))
    for packed in (data, gzip.compress(data), zstd(data)):
        assert isinstance(only(tmp_path, packed, name="of-no-name"), Page)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(packed)))
        assert [p.ref for p in pages_from(["-"])] == ["-#urn:uuid:1"]
    assert isinstance(only(tmp_path, data, name="a.txt", input_format="warc"), Page)
    assert only(tmp_path, data, name="a.txt", input_format="text").media == "text"


def test_a_dictionary_for_all_frames(tmp_path: Path) -> None:
    words = HTML * 20
    frames = [zstd(record(http(HTML), n), dictionary=words) for n in range(2)]
    skippable = b"\x5d\x2a\x4d\x18" + len(words).to_bytes(4, "little") + words
    bare = [frame[frame.rfind(b"\x28\xb5\x2f\xfd") :] for frame in frames]
    assert told(found(tmp_path, skippable + b"".join(bare), "a.warc.zst")) == ["0", "1"]


# --- bodies as they were sent


def chunked(body: bytes, size: int = 20) -> bytes:
    return b"".join(b"%x\r\n%b\r\n" % (len(c), c) for c in (body[i : i + size] for i in range(0, len(body), size))) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(HTML)),
        ("x-gzip", gzip.compress(HTML)),
        ("gzip, gzip", gzip.compress(gzip.compress(HTML))),
        ("deflate", zlib.compress(HTML)),
        ("deflate", zlib.compress(HTML)[2:-4]),
        ("br", brotli.compress(HTML)),
        ("zstd", zstd(HTML)),
        ("identity", HTML),
        *((coding, HTML) for coding in ("gzip", "deflate", "br", "zstd", "of-tomorrow")),  # unpacked by the crawler, under the old header
    ],
    ids=lambda value: value if isinstance(value, str) else "body",  # packed bytes hold the hour: workers must agree on names
)
def test_content_codings(tmp_path: Path, coding: str, packed: bytes) -> None:
    assert only(tmp_path, record(http(packed, Content_Encoding=coding))).content == HTML
    assert only(tmp_path, record(http(chunked(packed), Content_Encoding=coding, Transfer_Encoding="chunked"))).content == HTML


def test_chunks(tmp_path: Path) -> None:
    def body(data: bytes) -> bytes | str:
        (page,) = found(tmp_path, record(http(data, Transfer_Encoding="chunked")))
        return page.content if isinstance(page, Page) else page.reason

    assert body(HTML) == HTML
    assert body(chunked(HTML).removesuffix(b"0\r\n\r\n")) == HTML
    assert body(chunked(HTML).replace(b"14\r\n", b"14;a=b\r\n")) == HTML
    assert body(chunked(HTML)[:50] + b"words" + chunked(HTML)[50:]) == "broken HTTP body"


def test_bodies_that_are_cut_give_what_is_there_and_say_so(tmp_path: Path) -> None:
    long = HTML + b"<p>" + bytes(range(32, 127)) * 40
    coded = (
        (chunked(long)[:-30], {"Transfer_Encoding": "chunked"}),
        (gzip.compress(long)[:-40], {"Content_Encoding": "gzip"}),
        (long[:-30], {"Content_Length": str(len(long))}),
    )
    for data, fields in coded:
        page = only(tmp_path, record(http(data, **fields)))
        assert isinstance(page.content, bytes) and len(HTML) < len(page.content) < len(long) and long.startswith(page.content)
        assert page.cut
        assert [i.kind for i in clean_page(page).issues if i.kind == "page cut"] == ["page cut"]
    assert only(tmp_path, record(http(HTML, Content_Length=str(len(HTML))))).cut is None
    assert only(tmp_path, record(http(gzip.compress(HTML), Content_Encoding="gzip", Content_Length="9999"))).cut is None
    assert only(tmp_path, record(http(HTML), WARC_Truncated="length")).cut == "the crawler stopped (length)"
    (lost,) = found(tmp_path, record(http(gzip.compress(long)[:9], Content_Encoding="gzip")))
    assert isinstance(lost, Rejected) and lost.reason == "broken HTTP body"


def test_bodies_that_are_broken_or_too_large(tmp_path: Path) -> None:
    packed = bytearray(gzip.compress(bytes(range(256)) * 40))
    packed[40:60] = b"\xff" * 20
    bomb = gzip.compress(b"<p>" + b"words " * 5_000_000)
    cases = [
        record(http(bytes(packed), Content_Encoding="gzip"), 1),
        record(http(gzip.compress(bomb), Content_Encoding="gzip, gzip"), 2),
        record(http(HTML * 2000), 3),
        record(http(b"\x89PNG" * 50_000, "image/png"), 4),
        record(http(HTML), 5),
    ]
    passed: Counter[str] = Counter()
    for name, pack in PACKED.items():
        tracemalloc.start()
        results = found(tmp_path, b"".join(pack(c) for c in cases), name, passed, page_bytes=100_000)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
        tracemalloc.stop()
        assert [p.reason if isinstance(p, Rejected) else "read" for p in results] == [
            "broken HTTP body", "page too large", "page too large", "read",
        ]  # fmt: skip
    assert passed == {"pictures": 3}


# --- damage

WHOLE = [record(http(HTML + b"<!-- %d -->" % (n * 7919**9)), n) for n in range(5)]


@pytest.mark.parametrize("name", PACKED)
def test_records_after_damage_are_read(tmp_path: Path, name: str) -> None:
    parts = [PACKED[name](one) for one in WHOLE]
    at = len(parts[0]) + len(parts[1])

    def after(data: bytes) -> list[str]:
        return told(found(tmp_path, data, name))

    assert after(b"".join(parts)) == ["0", "1", "2", "3", "4"]
    assert after(b"".join([*parts[:2], b"noise and more noise\r\n", *parts[2:]])) == ["0", "1", f"damaged archive {at}", "2", "3", "4"]
    assert after(b"".join([*parts[:2], parts[2][:-60], *parts[3:]])) == ["0", "1", f"damaged archive {at}", "3", "4"]
    assert after(b"".join([*parts[:2], parts[2][20:], *parts[3:]])) == ["0", "1", f"damaged archive {at}", "3", "4"]
    assert after(b"noise" + b"".join(parts)) == ["damaged archive 0", "0", "1", "2", "3", "4"]
    assert after(b"".join(parts[:3])[:-60]) == ["0", "1", f"truncated archive {at}"]


def test_damaged_frames_are_let_go(tmp_path: Path) -> None:
    parts = [zstd(one)[:-9] for one in WHOLE]
    found(tmp_path, b"".join(parts), "a.warc.zst")
    gc.collect()
    assert [kept for kept in gc.get_objects() if type(kept).__name__ == "_Frame"] == []


def test_damage_is_told_with_its_size(tmp_path: Path) -> None:
    parts = [gzip.compress(one) for one in WHOLE]
    bad = bytearray(b"".join(parts))
    bad[len(parts[0]) + len(parts[1]) - 6] ^= 1  # the checksum only
    lost = found(tmp_path, bytes(bad), "a.warc.gz")[1]
    assert isinstance(lost, Rejected)
    assert lost.detail.startswith(f"{len(parts[1]):,} bytes from byte {len(parts[0])} on: ")
    rest = found(tmp_path, gzip.compress(b"".join(WHOLE))[:-40], "b.warc.gz")
    assert isinstance(rest[-1], Rejected) and "unpacked before are read" in rest[-1].detail


def test_lengths_that_are_wrong(tmp_path: Path) -> None:
    for length in (b"1", b"9", b"-5", b"999999", b"99999999999999999999", b"x"):
        wrong = WHOLE[1].replace(b"Content-Length: ", b"Content-Length: " + length, 1)
        for name, pack in PACKED.items():
            results = found(tmp_path, pack(WHOLE[0]) + pack(wrong) + pack(WHOLE[2]), name)
            assert told(results) == ["0", f"damaged archive {len(pack(WHOLE[0]))}", "2"]
        (one, lost, two) = found(tmp_path, gzip.compress(WHOLE[0] + wrong + WHOLE[2]), "b.warc.gz")
        assert isinstance(one, Page) and isinstance(lost, Rejected) and isinstance(two, Page)
        assert lost.ref.endswith(f"@0+{len(WHOLE[0])}")


def test_one_gzip_member_for_all_records_or_for_parts_of_them(tmp_path: Path) -> None:
    data = b"".join(WHOLE)
    assert told(found(tmp_path, gzip.compress(data), "a.warc.gz")) == ["0", "1", "2", "3", "4"]
    blocks = b"".join(gzip.compress(data[i : i + 100]) for i in range(0, len(data), 100))
    assert told(found(tmp_path, blocks + b"\0" * 512, "a.warc.gz")) == ["0", "1", "2", "3", "4"]
    assert told(found(tmp_path, gzip.compress(data)[:-100], "a.warc.gz"))[-1] == "truncated archive 0"


def test_loose_writers(tmp_path: Path) -> None:
    loose = [WHOLE[0].removesuffix(b"\r\n"), WHOLE[1].removesuffix(b"\r\n\r\n") + b"\n", WHOLE[2] + b"\r\n\r\n\r\n", WHOLE[3][:-4]]
    assert told(found(tmp_path, b"".join(loose))) == ["0", "1", "2", "3"]


def test_bombs_cost_their_member_only(tmp_path: Path) -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(b"0" * 1_000_000) for _ in range(120)) + packer.flush()
    tracemalloc.start()
    results = found(tmp_path, gzip.compress(WHOLE[0]) + bomb + gzip.compress(WHOLE[1]), "a.warc.gz")
    assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
    assert [p.reason if isinstance(p, Rejected) else "read" for p in results] == ["read", "gzip bomb", "read"]


@pytest.mark.parametrize(
    "token",
    [b"\x1f\x8b\x08", b"\x1f\x8b\x08\x08", b"\x28\xb5\x2f\xfd", b"\x28\xb5\x2f\xfd\x04\x58", b"WARC/1.0\nA", b"WARC/1.0\r\nA: b\r\n\r\n"],
)
def test_the_search_for_whole_records_does_not_take_the_square_of_the_length(tmp_path: Path, token: bytes) -> None:
    (lost,) = found(tmp_path, token * (500_000 // len(token)))  # each of these took minutes once, or had a reject for each token
    assert isinstance(lost, Rejected)


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    with path.open("wb") as out:
        for n in range(400):
            out.write(gzip.compress(record(http(HTML * 2000), n), 1))
    tracemalloc.start()
    assert sum(isinstance(p, Page) for p in pages_from([str(path)])) == 400
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


@pytest.mark.parametrize("mark", [b"]*M\x18", b"\x28\xb5\x2f\xfd", b"\x1f\x8b\x08", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03"])
def test_damage_that_looks_like_a_mark_of_packing_hides_nothing(tmp_path: Path, mark: bytes) -> None:
    data = b"".join(WHOLE)
    results = found(tmp_path, mark + data[len(mark) :], "a.warc")
    read = {p.ref.rpartition("#urn:uuid:")[2] for p in results if isinstance(p, Page)}
    assert {str(n) for n in range(1, len(WHOLE))} <= read


@settings(max_examples=150, deadline=None)
@given(
    name=st.sampled_from(sorted(PACKED)),
    place=st.floats(0, 1, exclude_max=True),
    noise=st.binary(min_size=1, max_size=40),
    how=st.sampled_from(["put over", "put in", "cut out"]),
)
def test_all_records_beside_the_damage_are_read(
    tmp_path_factory: pytest.TempPathFactory, name: str, place: float, noise: bytes, how: str
) -> None:
    parts = [PACKED[name](one) for one in WHOLE]
    data = b"".join(parts)
    start = int(place * len(data))
    end = start if how == "put in" else min(start + len(noise), len(data))
    damaged = data[:start] + (b"" if how == "cut out" else noise) + data[end:]
    results = found(tmp_path_factory.mktemp("damage"), damaged, name)
    begins = [sum(map(len, parts[:n])) for n in range(len(parts) + 1)]
    untouched = [n for n in range(len(parts)) if begins[n + 1] <= start or begins[n] >= end]
    read = {p.ref.rpartition("#urn:uuid:")[2] for p in results if isinstance(p, Page)}
    assert {str(n) for n in untouched} <= read
    if name != "a.warc":  # where nothing is packed there is no checksum, and a byte may change unseen
        assert read == {str(n) for n in range(len(parts))} or any(isinstance(p, Rejected) for p in results)
