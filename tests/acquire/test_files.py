"""Pages from real files: every form, every sort of damage."""

from __future__ import annotations

import gzip
import io
import json
import os
import struct
import sys
import tracemalloc
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from latticework.acquire import Rejected, count_pages, page_from, pages_from
from latticework.errors import InputError, PageRejected
from latticework.types import Page

LINE = '{"id": "a1", "text": "Ministers met in Lima.", "date": "2025-01-21"}'


def found(path: Path | str, **options: object) -> list[Page | Rejected]:
    return list(pages_from([str(path)], **options))  # type: ignore[arg-type]


def only(path: Path, **options: object) -> Page:
    (page,) = found(path, **options)
    assert isinstance(page, Page), page
    return page


def reason(path: Path, **options: object) -> str:
    (rejected,) = found(path, **options)
    assert isinstance(rejected, Rejected)
    assert rejected.ref and rejected.detail
    return rejected.reason


def written(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- forms


def test_text_and_html_are_told_apart(tmp_path: Path) -> None:
    text = only(written(tmp_path / "a.txt", "Ministers met."))
    assert (text.media, text.content, text.ref) == ("text", b"Ministers met.", str(tmp_path / "a.txt"))
    assert only(written(tmp_path / "b.html", "<p>Ministers met.")).media == "html"
    assert only(written(tmp_path / "c", "\n <!DOCTYPE html><html><p>Ministers met.")).media == "html"
    assert only(written(tmp_path / "d.txt", "Ministers met."), input_format="html").media == "html"


def test_plain_text_is_kept_to_the_letter(tmp_path: Path) -> None:
    page = only(written(tmp_path / "a.txt", " Zoë \r\n met. "), plain=True, published=date(2025, 1, 2))
    assert (page.content, page.media, page.published) == (" Zoë \r\n met. ", "clean", date(2025, 1, 2))
    assert reason(written(tmp_path / "b.txt", "Zoë met.".encode("latin-1")), plain=True) == "not UTF-8"


def test_encodings_are_left_to_those_who_clean(tmp_path: Path) -> None:
    for n, encoding in enumerate(("latin-1", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-8-sig")):
        data = ("Zoë met ministers in Lima. " * 20).encode(encoding)
        assert only(written(tmp_path / f"{n}.txt", data)).content == data


def test_json_lines(tmp_path: Path) -> None:
    rows = [
        '\ufeff{"id": 7, "text": "One."}',
        "",
        '{"id": "b", "text": "Two.", "html": "<p>Two.", "title": "T", "outlet": "Example", "url": "https://example.org/2"}',
        '{"text": "Three.", "date": "2024-05-06T18:40:00+02:00"}',
    ]
    path = written(tmp_path / "a.jsonl", "\r\n".join(rows))
    one, two, three = found(path, published=date(2000, 1, 1))
    assert isinstance(one, Page) and isinstance(two, Page) and isinstance(three, Page)
    assert (one.ref, one.content, one.media, one.published) == ("7", "One.", "text", date(2000, 1, 1))
    assert (two.content, two.media, two.title, two.outlet, two.url) == ("<p>Two.", "html", "T", "Example", "https://example.org/2")
    assert three.ref == f"{path}:4"
    assert three.published == datetime.fromisoformat("2024-05-06T18:40:00+02:00")
    plain = found(path, plain=True)[1]
    assert isinstance(plain, Page) and (plain.content, plain.media) == ("Two.", "clean")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("2025-01-21", date(2025, 1, 21)),
        ("20250121", date(2025, 1, 21)),
        ("2025-01-21T08:30:00", date(2025, 1, 21)),
        ("2025-01-21 08:30:00Z", datetime(2025, 1, 21, 8, 30, tzinfo=UTC)),
        ("Tue, 21 Jan 2025 08:30:00 +0000", datetime(2025, 1, 21, 8, 30, tzinfo=UTC)),
        ("", None),
        (None, None),
    ],
)
def test_dates_of_rows(tmp_path: Path, given: str | None, meant: object) -> None:
    page = only(written(tmp_path / "a.jsonl", json.dumps({"id": "a", "text": "T", "date": given})))
    assert page.published == meant


def test_lines_that_open_with_a_whole_page_are_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "lines", '{"id": "a", "html": "<html><p>One."}\n{"id": "b", "html": "<html><p>Two."}\n')
    assert [page.ref for page in found(path)] == ["a", "b"]


def test_half_a_surrogate_pair_cannot_break_the_record(tmp_path: Path) -> None:
    assert only(written(tmp_path / "a.jsonl", '{"id": "a", "text": "x \\ud83d y \\ud83d\\ude00"}')).content == "x \ufffd y 😀"


def test_parquet_tables(tmp_path: Path) -> None:
    table = pa.table(
        {
            "doc_id": ["w1", "w2", "w3"],
            "text": ["One.", None, "Three."],
            "published_at": ["2021-01-20T05:00:00-05:00", "2021-01-21", "some day"],
            "section": ["x", "y", "z"],
            "outlet": ["Example"] * 3,
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    one, two, three = found(tmp_path / "a.parquet")
    assert isinstance(one, Page) and one.ref == "w1" and one.outlet == "Example"
    assert one.published == datetime.fromisoformat("2021-01-20T05:00:00-05:00")
    assert isinstance(two, Rejected) and (two.ref, two.reason) == ("w2", "empty page")
    assert isinstance(three, Rejected) and three.reason == "unreadable date"
    pq.write_table(pa.table({"a": [1]}), tmp_path / "b.parquet")
    assert reason(tmp_path / "b.parquet") == "no text column"
    whole = (tmp_path / "a.parquet").read_bytes()
    assert reason(written(tmp_path / "c.parquet", whole[:-40])) == "broken Parquet file"


def test_gzip_of_one_page_and_of_lines(tmp_path: Path) -> None:
    assert only(written(tmp_path / "a.html.gz", gzip.compress(b"<p>Ministers met."))).media == "html"
    two_members = gzip.compress(LINE.encode() + b"\n") + gzip.compress(LINE.encode()) + b"\0" * 64
    assert [type(p) for p in found(written(tmp_path / "b.jsonl.gz", two_members))] == [Page, Page]


def test_folders_are_read_in_order(tmp_path: Path) -> None:
    for name in ("b/2.html", "b/10.txt", "a.txt", ".hidden/x.txt", ".x.txt", "b/style.css", "README.md", "expected.json"):
        written(tmp_path / name, "Ministers met.")
    assert [Path(p.ref).relative_to(tmp_path).as_posix() for p in found(tmp_path)] == ["a.txt", "b/10.txt", "b/2.html"]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere names of files are Unicode")
def test_names_that_are_not_unicode(tmp_path: Path) -> None:
    written(Path(os.fsdecode(os.fsencode(tmp_path) + b"/Z\xfcrich.txt")), "Ministers met.")
    assert only(tmp_path).ref == f"{tmp_path}/Z\\xfcrich.txt"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    def given(data: bytes, **options: object) -> list[Page | Rejected]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        return found("-", **options)

    assert given(b"Ministers met.") == [Page(ref="-", content=b"Ministers met.", media="text")]
    assert [p.ref for p in given(LINE.encode())] == ["a1"]
    assert [p.ref for p in given(gzip.compress(LINE.encode()))] == ["a1"]
    assert [p.ref for p in given(LINE.replace("{", "{ ").encode(), input_format="jsonl")] == ["a1"]
    (rejected,) = given(b"PAR1" + b"\0" * 20)
    assert isinstance(rejected, Rejected) and rejected.reason == "Parquet on standard input"


# --- damage


def test_inputs_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        pages_from([str(tmp_path / "none.html")])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_inputs_that_may_not_be_read(tmp_path: Path) -> None:
    path = written(tmp_path / "a.txt", "x")
    path.chmod(0)
    with pytest.raises(InputError, match="permissions"):
        pages_from([str(path)])
    assert reason(tmp_path) == "unreadable file"


def test_empty_files(tmp_path: Path) -> None:
    assert reason(written(tmp_path / "a.txt", "")) == "empty page"
    assert reason(written(tmp_path / "b.html", " \n\n\t")) == "empty page"
    assert reason(written(tmp_path / "c.jsonl", '{"id": "a", "text": "  "}')) == "empty page"


def test_binary_files(tmp_path: Path) -> None:
    noise = bytes((n * 7919 + n * n * 104729) % 251 for n in range(50_000))
    assert reason(written(tmp_path / "a.txt", noise)) == "binary file"
    assert reason(written(tmp_path / "b.html", noise)) == "binary file"
    assert reason(written(tmp_path / "c.jsonl", noise), input_format="jsonl") == "binary file"
    assert reason(written(tmp_path / "d.txt", b"%PDF-1.7 ...")) == "PDF file"
    assert reason(written(tmp_path / "e.html", b"\x89PNG\r\n\x1a\n...")) == "picture"


def test_zip_archives_and_bombs(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("page.txt", b"0" * 30_000_000)
    (rejected,) = found(tmp_path)
    assert isinstance(rejected, Rejected)
    assert (rejected.reason, rejected.detail) == ("zip archive", "unpack it and give the folder")


def test_gzip_bombs(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", compresslevel=9) as stream:
        for _ in range(120):
            stream.write(b"0" * 1_000_000)
    assert reason(written(tmp_path / "a.txt.gz", packed.getvalue())) == "page too large"
    bomb = written(tmp_path / "b.jsonl.gz", packed.getvalue())
    tracemalloc.start()
    assert reason(bomb) == "gzip bomb"
    assert tracemalloc.get_traced_memory()[1] < 60_000_000
    tracemalloc.stop()


def test_broken_gzip(tmp_path: Path) -> None:
    lines = "\n".join(LINE.replace("a1", f"a{n}").replace("Lima", f"Lima {n * 7919}") for n in range(5000)).encode()
    packed = gzip.compress(lines)
    *whole, last = found(written(tmp_path / "a.jsonl.gz", packed[: len(packed) // 2]))
    assert len(whole) > 1000 and all(isinstance(p, Page) for p in whole)
    assert isinstance(last, Rejected) and last.reason == "truncated gzip"
    assert last.ref == f"{tmp_path / 'a.jsonl.gz'}:{len(whole) + 1}"
    broken = bytearray(packed)
    broken[len(packed) // 2 : len(packed) // 2 + 200] = b"\xff" * 200
    last = found(written(tmp_path / "b.jsonl.gz", bytes(broken)))[-1]
    assert isinstance(last, Rejected) and last.reason in ("broken gzip", "truncated gzip")
    assert reason(written(tmp_path / "c.txt.gz", gzip.compress(b"words")[:-4])) == "truncated gzip"


def test_one_bad_line_is_one_reject(tmp_path: Path) -> None:
    lines = [
        LINE.encode(),
        b'{"id": "a", "text": ',
        b"[1, 2]",
        b'{"id": "a", "text": "Zo\xeb"}',
        b"[" * 100_000,
        b'{"id": "b", "text": 7}',
        b'{"id": "c", "text": "T", "date": "soon"}',
        LINE.encode(),
    ]
    path = written(tmp_path / "a.jsonl", b"\n".join(lines))
    results = found(path)
    assert [r.reason if isinstance(r, Rejected) else "read" for r in results] == [
        "read",
        "broken JSON line",
        "broken JSON line",
        "not UTF-8",
        "broken JSON line",
        "empty page",
        "unreadable date",
        "read",
    ]
    assert [r.ref for r in results[1:5]] == [f"{path}:{n}" for n in (2, 3, 4, 5)]
    assert [r.ref for r in results[5:7]] == ["b", "c"]


def test_a_line_of_fifty_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as stream:
        stream.write(LINE.encode() + b'\n{"id": "long", "text": "')
        for _ in range(50):
            stream.write(b"words and " * 100_000)
        stream.write(b'"}\n' + LINE.encode() + b"\n")
    one, long, last = found(path)
    assert isinstance(one, Page) and isinstance(last, Page)
    assert isinstance(long, Rejected) and (long.ref, long.reason) == (f"{path}:2", "line too long")


def test_a_page_that_is_too_large(tmp_path: Path) -> None:
    assert reason(written(tmp_path / "a.txt", "words " * 100), page_bytes=500) == "page too large"
    assert reason(written(tmp_path / "b.jsonl", json.dumps({"id": "a", "text": "words " * 100})), page_bytes=500) == "page too large"


# --- one page, and how many there are


def test_one_page(tmp_path: Path) -> None:
    assert page_from(written(tmp_path / "a.txt", "Ministers met."), published=date(2025, 1, 2)).published == date(2025, 1, 2)
    with pytest.raises(PageRejected, match="empty page"):
        page_from(written(tmp_path / "b.txt", ""))
    with pytest.raises(InputError, match="many pages"):
        page_from(written(tmp_path / "c.jsonl", LINE + "\n" + LINE))
    with pytest.raises(InputError, match="folder"):
        page_from(tmp_path)


def test_pages_are_counted_without_reading_them(tmp_path: Path) -> None:
    written(tmp_path / "a.txt", "x")
    written(tmp_path / "b.jsonl.gz", gzip.compress(f"{LINE}\n{LINE}".encode()))
    written(tmp_path / "c.html.gz", gzip.compress(b"x"))
    pq.write_table(pa.table({"text": ["a", "b", "c"]}), tmp_path / "d.parquet")
    assert count_pages([str(tmp_path)]) == 7
    assert count_pages([str(tmp_path), "-"]) is None


def test_a_table_row_that_cannot_be_read_costs_that_row_only(tmp_path: Path) -> None:
    offsets, words = pa.py_buffer(struct.pack("<3i", 0, 14, 18)), pa.py_buffer(b"Ministers met.\xff\xfe b")
    table = pa.table({"text": pa.Array.from_buffers(pa.string(), 2, [None, offsets, words])})
    pq.write_table(table, tmp_path / "a.parquet")
    good, bad = pages_from([str(tmp_path / "a.parquet")])
    assert isinstance(good, Page) and good.content == "Ministers met."
    assert isinstance(bad, Rejected) and bad.reason == "unreadable row" and bad.ref.endswith(":2")


def test_a_broken_link_is_one_reject_and_does_not_stop_the_count(tmp_path: Path) -> None:
    (tmp_path / "gone.jsonl").symlink_to("nowhere")
    assert count_pages([str(tmp_path)]) == 1
    assert [p.reason for p in pages_from([str(tmp_path)]) if isinstance(p, Rejected)] == ["unreadable file"]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path / "a.txt", "Ministers met.")
    (tmp_path / "closed").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    page, lost = pages_from([str(tmp_path)])
    assert isinstance(page, Page) and isinstance(lost, Rejected)
    assert lost.reason == "unreadable folder"
