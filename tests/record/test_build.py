"""Parts and the database made from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from latticework.acquire import Rejected
from latticework.errors import InputError, PageRejected, RecordError
from latticework.record.build import SEALED, build
from latticework.record.place import Place, existing, fingerprints_of, writing
from latticework.record.read import opened
from latticework.record.schema import TABLES
from latticework.record.write import Entry, checked, page_key, rejects_in, write_part
from latticework.types import Page, Quote, Reading, TimeExpression, Words
from tests.run.tiny import build as tiny
from tests.run.tiny import pages


def entries(count: int) -> list[Entry]:
    made = []
    for page in pages(count):
        key, document = page_key(page)
        made.append(Entry(page=key, document=document, result=replace(tiny().read(page), syntax=None)))
    return made


def rich(reading: Reading) -> Reading:
    """With one of everything that a reading can hold."""
    text = reading.article.text
    words = Words(start=0, end=4, text=text[:4])
    quote = Quote(id="q1", kind="direct", cue=words, start=0, end=6, text=text[:6], channel="letter")
    time = TimeExpression(id="t1", start=0, end=4, text=text[:4], kind="date", earliest=None, latest=None, precision="unknown", timex="PXW")
    return replace(reading, quotes=(quote,), times=(time,))


def test_a_part_holds_readings_and_rejects(tmp_path: Path) -> None:
    rejected = Rejected(ref="x", reason="empty page", detail="nothing")
    key, document = page_key(rejected)
    write_part(tmp_path / "a.parquet", [*entries(2), Entry(page=key, document=document, result=rejected)], "f" * 16)
    assert rejects_in(tmp_path / "a.parquet") == (3, [rejected])
    assert [p.name for p in tmp_path.iterdir()] == ["a.parquet"]


def test_keys_tell_content_and_place_apart() -> None:
    page = Page(ref="a", content="Ministers met.", media="text")
    assert page_key(page)[0] == page_key(replace(page, ref="b"))[0]
    assert page_key(page)[1] != page_key(replace(page, ref="b"))[1]
    assert len({page_key(p)[0] for p in (page, replace(page, content=b"Ministers met."), replace(page, media="clean"))}) == 3


def test_every_table_is_filled(tmp_path: Path) -> None:
    with writing(tmp_path, "f" * 16) as place:
        first, *rest = entries(3)
        assert isinstance(first.result, Reading)
        write_part(place.parts / "a.parquet", [replace(first, result=rich(first.result)), *rest], "f" * 16)
        totals = build(place)
    assert (totals.articles, totals.events, totals.rejects) == (3, 3, 0)
    with opened(tmp_path) as connection:
        counts = {t.name: len(connection.execute(f"SELECT * FROM {t.name}").fetchall()) for t in TABLES}
        quote = connection.execute("SELECT cue, channel, speaker, text FROM quotes").fetchone()
        order = connection.execute("SELECT source, target, day FROM events").fetchall()
        cut = connection.execute("SELECT count(*) FROM evidence e JOIN articles a ON a.id = e.article WHERE "
                                 "substring(a.text, start_offset + 1, end_offset - start_offset) <> e.text").fetchone()  # fmt: skip
    assert {name for name, n in counts.items() if n == 0} == {"issues", "rejects"}
    assert quote == ("Page", "letter", None, "Page 0")
    assert order == sorted(order)
    assert cut == (0,)


def test_the_database_is_made_anew_only_when_parts_change(tmp_path: Path) -> None:
    with writing(tmp_path, "f" * 16) as place:
        write_part(place.parts / "a.parquet", entries(2), "f" * 16)
        first = build(place)
        inode = place.database.stat().st_ino
        assert build(place) == first
        assert place.database.stat().st_ino == inode
        write_part(place.parts / "b.parquet", entries(4), "f" * 16)
        assert build(place).articles == 4
        assert place.database.stat().st_ino != inode


def test_a_reader_keeps_the_record_it_has_open(tmp_path: Path) -> None:
    with writing(tmp_path, "f" * 16) as place:
        write_part(place.parts / "a.parquet", entries(2), "f" * 16)
        build(place)
        with opened(tmp_path) as connection:
            write_part(place.parts / "b.parquet", entries(4), "f" * 16)
            build(place)
            assert connection.execute("SELECT count(*) FROM articles").fetchone() == (2,)
        with opened(tmp_path) as connection:
            assert connection.execute("SELECT count(*) FROM articles").fetchone() == (4,)


def test_a_reader_cannot_write_or_fetch_extensions(tmp_path: Path) -> None:
    with writing(tmp_path, "f" * 16) as place:
        write_part(place.parts / "a.parquet", entries(1), "f" * 16)
        build(place)
    with opened(tmp_path) as connection:
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("DELETE FROM events")
        set_to = connection.execute("SELECT value FROM duckdb_settings() WHERE name IN (SELECT unnest(?))", [list(SEALED)]).fetchall()
    assert set_to == [("false",), ("false",)]


def test_names_with_quotes_are_only_names(tmp_path: Path) -> None:
    root = tmp_path / "it's a 'record'; --"
    with writing(root, "f" * 16) as place:
        write_part(place.parts / "a.parquet", entries(1), "f" * 16)
        assert build(place).articles == 1


def test_a_damaged_part_is_told(tmp_path: Path) -> None:
    with writing(tmp_path, "f" * 16) as place:
        write_part(place.parts / "a.parquet", entries(1), "f" * 16)
        (place.parts / "b.parquet").write_bytes(b"PAR1 nothing")
        with pytest.raises(RecordError, match="cannot be built"):
            build(place)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lock", "parts", "record.json"]
    with pytest.raises(RecordError, match="not finished"), opened(tmp_path):
        pass


def test_tables_of_another_form_are_told(tmp_path: Path) -> None:
    with writing(tmp_path, "f" * 16) as place:
        write_part(place.parts / "a.parquet", entries(1), "f" * 16)
        build(place)
    with duckdb.connect(str(place.database)) as connection:
        connection.execute("ALTER TABLE events DROP COLUMN why")
    for sql in ("SELECT why FROM events", "SELECT * FROM verdicts"):
        with pytest.raises(RecordError, match="another form"), opened(tmp_path) as connection:
            connection.execute(sql)


def test_wrong_offsets_do_not_enter(tmp_path: Path) -> None:
    reading = rich(tiny().read(pages(1)[0]))
    assert checked(reading) is reading
    for field in ("mentions", "times", "quotes"):
        (item, *rest) = getattr(reading, field)
        with pytest.raises(PageRejected, match="wrong offset"):
            checked(replace(reading, **{field: (replace(item, start=item.start + 1), *rest)}))  # type: ignore[arg-type]
    long = replace(reading.article.blocks[0], end=len(reading.article.text) + 1)
    with pytest.raises(PageRejected, match="ends after the text"):
        checked(replace(reading, article=replace(reading.article, blocks=(long,))))


def test_the_newest_fingerprint_stands_last(tmp_path: Path) -> None:
    for fingerprint in ("a" * 16, "b" * 16, "a" * 16):
        with writing(tmp_path, fingerprint) as place:
            assert fingerprints_of(place)[-1] == fingerprint
    assert fingerprints_of(Place(root=tmp_path)) == ("b" * 16, "a" * 16)


def test_folders_that_cannot_hold_a_record(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="pattern"), writing(tmp_path / "what?", "f" * 16):
        pass
    with pytest.raises(InputError, match="cannot hold a record"), writing(tmp_path / "file", "f" * 16):
        pass
    with pytest.raises(InputError, match="no record"):
        existing(tmp_path)
    with pytest.raises(InputError, match="UTF-8"), writing(tmp_path / "a\udcff", "f" * 16):
        pass
    (tmp_path / "record.json").write_text("{")
    with pytest.raises(RecordError, match="damaged"):
        existing(tmp_path)


def test_a_reject_may_quote_what_cannot_be_written(tmp_path: Path) -> None:
    rejected = Rejected(ref="a\udcff", reason="reader failed", detail="at \ud83d")
    key, document = page_key(rejected)
    write_part(tmp_path / "a.parquet", [Entry(page=key, document=document, result=rejected)], "f" * 16)
    assert rejects_in(tmp_path / "a.parquet") == (1, [Rejected(ref="a\\udcff", reason="reader failed", detail="at \\ud83d")])
