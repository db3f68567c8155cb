"""The DuckDB file, made from the parts: beside, then put in place whole. Readers keep the one they have open."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from latticework.clean import copies
from latticework.errors import RecordError
from latticework.record import copies as folding
from latticework.record.copies import TOLD, TOLD_COLUMNS, TOLD_SELECT, folds_in
from latticework.record.place import VERSION, Place, beside, fingerprints_of, put_in_place
from latticework.record.schema import CODED, REJECTS, TABLES

STORAGE_VERSION = "v1.5.0"
"""The oldest form of the file that DuckDB 2 writes with all we need, so that tools built with DuckDB 1.5 open it."""
MEMORY = "2GB"
BATCH = 8_000_000
"""Bytes of parts unfolded at a time; packed readings grow to some fifty times their size on the way."""
SEALED = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
"""DuckDB fetches missing extensions from the network by itself unless it is told not to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    articles: int
    events: int
    rejects: int


def build(place: Place) -> Totals:
    """Make `record.duckdb` from the parts, unless it is made of these very parts already.

    Raises:
        RecordError: a part is damaged.
    """
    stamp = stamp_of(place)
    made = _made(place.database, stamp)
    if made is not None:
        return made
    temporary = beside(place.database)
    scratch = temporary.with_name(temporary.name + ".scratch")
    try:
        totals = _build(place, temporary, scratch, stamp)
        put_in_place(temporary, place.database)
    except duckdb.Error as error:
        raise RecordError(f"{place.root}: the record cannot be built from its parts ({_first_line(error)})") from error
    finally:
        for leftover in (temporary, temporary.with_name(temporary.name + ".wal")):
            leftover.unlink(missing_ok=True)
        shutil.rmtree(scratch, ignore_errors=True)
    return totals


def stamp_of(place: Place) -> str:
    """What the database is made of: the form of the tables, how copies are told, the order of the pipelines, the parts."""
    digest = hashlib.blake2b(digest_size=16)
    for module in (copies, folding):
        digest.update(Path(str(module.__file__)).read_bytes())
    for text in (str(VERSION), *(f"{t.name} {t.columns} {t.select}" for t in TABLES), *fingerprints_of(place), *place.part_names()):
        digest.update(text.encode() + b"\n")
    return digest.hexdigest()


def _made(database: Path, stamp: str) -> Totals | None:
    if not database.is_file():
        return None
    try:
        with duckdb.connect(str(database), read_only=True, config=dict(SEALED)) as connection:
            row = connection.execute("SELECT articles, events, rejects FROM made WHERE stamp = ?", [stamp]).fetchone()
    except duckdb.Error:
        return None
    return Totals(articles=row[0], events=row[1], rejects=row[2]) if row else None


def _build(place: Place, temporary: Path, scratch: Path, stamp: str) -> Totals:
    with duckdb.connect(":memory:", config={**SEALED, "memory_limit": MEMORY, "temp_directory": str(scratch)}) as connection:
        connection.execute(f"ATTACH {_quoted(str(temporary))} AS record (STORAGE_VERSION '{STORAGE_VERSION}')")
        connection.execute("USE record")
        _choose(connection, place)
        _fill(connection, place, scratch)
        counts = [_count(connection, name) for name in ("articles", "events", "rejects")]
        connection.execute("CREATE TABLE made (stamp VARCHAR, articles BIGINT, events BIGINT, rejects BIGINT)")
        connection.execute("INSERT INTO made VALUES (?, ?, ?, ?)", [stamp, *counts])
        connection.execute("CHECKPOINT record")
        connection.execute("USE memory")
        connection.execute("DETACH record")
    return Totals(articles=counts[0], events=counts[1], rejects=counts[2])


def _choose(connection: duckdb.DuckDBPyConnection, place: Place) -> None:
    """Which rows of the parts count, as the table `chosen` and the view `lost`.

    A document that several pipelines have read counts as the newest of them read it. The same content in several
    places, and the same article on several pages, counts once: under the first of its names.
    """
    names = place.part_names()
    ranks = ", ".join(f"({n}, {_quoted(name)})" for n, name in enumerate(fingerprints_of(place)))
    if not names:
        raise RecordError(f"{place.root}: the record has no parts; read some pages into it")
    parts = _parts(place, names)
    connection.execute(f"CREATE TEMP TABLE ranks AS SELECT * FROM (VALUES {ranks}) AS r (rank, fingerprint)")
    connection.execute(
        f"""CREATE TEMP TABLE newest AS
        SELECT page, document, ref, article, part_path, position, rank FROM
          (SELECT page, document, ref, article, part_path, position, fingerprint FROM {parts}) JOIN ranks USING (fingerprint)
        QUALIFY row_number() OVER (PARTITION BY document ORDER BY rank DESC, part_path, position) = 1"""
    )
    connection.execute(
        """CREATE TEMP TABLE chosen AS SELECT part_path, position FROM
          (SELECT * FROM newest WHERE article IS NOT NULL
           QUALIFY row_number() OVER (PARTITION BY page ORDER BY rank DESC, ref, part_path, position) = 1)
        QUALIFY row_number() OVER (PARTITION BY article ORDER BY rank DESC, ref, part_path, position) = 1"""
    )
    connection.execute(
        f"""CREATE TEMP VIEW lost AS SELECT * FROM {parts} SEMI JOIN newest USING (part_path, position) WHERE reason IS NOT NULL"""
    )


def _fill(connection: duckdb.DuckDBPyConnection, place: Place, scratch: Path) -> None:
    """Unfold the readings into the tables, some parts at a time, then sort each table into the record.

    A reading unfolded takes many times its size on disk, and long articles have large ones: all of a big record at once
    would not fit into memory, whatever its limit.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    connection.execute(f"ATTACH {_quoted(str(scratch / 'staged.duckdb'))} AS staged")
    for table in TABLES:
        for schema in ("record", "staged"):
            connection.execute(f"CREATE TABLE {schema}.{table.name} ({table.columns})")
    connection.execute(f"CREATE TABLE staged.{TOLD} ({TOLD_COLUMNS})")
    for number, some in enumerate(_batches(place)):
        connection.execute(
            f"""CREATE OR REPLACE TEMP VIEW kept AS SELECT * EXCLUDE (reading), reading::JSON AS r, parse_filename(part_path) AS part
            FROM {_parts(place, some)} SEMI JOIN chosen USING (part_path, position)"""
        )
        connection.execute(f"CREATE OR REPLACE TEMP TABLE coded AS {CODED}")
        for table in TABLES:
            if number == 0 or table is not REJECTS:
                connection.execute(f"INSERT INTO staged.{table.name} {table.select}")
        connection.execute(f"INSERT INTO staged.{TOLD} {TOLD_SELECT}")
    _fold(connection, scratch)
    for table in TABLES:
        names = _names(connection, table.name)
        connection.execute(f"INSERT INTO record.{table.name} SELECT {names} FROM staged.{table.name} ORDER BY {table.order}")
        connection.execute(f"DROP TABLE staged.{table.name}")
    connection.execute("DETACH staged")


def _fold(connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    """Tell the articles that repeat others which, as only the whole record can say."""
    folds = folds_in(connection, f"staged.{TOLD}", scratch)
    connection.execute(f"DROP TABLE staged.{TOLD}")
    if folds:
        columns = [[f.article for f in folds], [f.head for f in folds], [f.kind for f in folds]]
        connection.execute(
            """UPDATE staged.articles SET copy_of = f.head, copy_kind = f.kind
            FROM (SELECT unnest(?::VARCHAR[]) AS article, unnest(?::VARCHAR[]) AS head, unnest(?::VARCHAR[]) AS kind) f
            WHERE f.article = articles.id""",
            columns,
        )


def _batches(place: Place) -> Iterator[list[str]]:
    """The parts in their order, as many at a time as `BATCH` bytes hold, and at least one."""
    some: list[str] = []
    size = 0
    for name in place.part_names():
        bytes_ = (place.parts / name).stat().st_size
        if some and size + bytes_ > BATCH:
            yield some
            some, size = [], 0
        some.append(name)
        size += bytes_
    if some:
        yield some


def _parts(place: Place, names: list[str]) -> str:
    return f"read_parquet([{', '.join(_quoted(str(place.parts / name)) for name in names)}], filename = 'part_path')"


def _names(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    columns = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND database_name = 'record' ORDER BY column_index", [table]
    ).fetchall()
    return ", ".join(f'"{name}"' for (name,) in columns)


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None
    return int(row[0])


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:300]
