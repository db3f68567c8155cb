"""The record, opened for questions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from latticework.errors import InputError, RecordError
from latticework.record.place import Place, existing
from latticework.schema import from_json
from latticework.types import Reading

if TYPE_CHECKING:
    import duckdb


@contextmanager
def opened(root: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that can only read. A record that is written anew meanwhile is seen by whoever opens it next.

    Raises:
        InputError: there is no record in the folder.
        RecordVersion: it was written by another version.
        RecordError: its database is missing, damaged, or of another form.
    """
    import duckdb  # here, so that reading a page does not wait for it

    from latticework.record.build import SEALED

    place = existing(root)
    if not place.database.is_file():
        fix = "the record is not finished; wait for the `latticework ingest` that writes it, or run it again"
        raise RecordError(f"{root}: {fix if place.part_names() else 'the record is empty; read some pages into it'}")
    try:
        connection = duckdb.connect(str(place.database), read_only=True, config=dict(SEALED))
    except duckdb.Error as error:
        raise RecordError(f"{place.database}: cannot be opened; delete it and run `latticework ingest` again") from error
    with connection:
        try:
            yield connection
        except (duckdb.CatalogException, duckdb.BinderException) as error:  # made by a program whose tables were others
            raise RecordError(f"{root}: its tables are of another form; run `latticework ingest` again, which makes them anew") from error


def readings_in(root: Path, articles: list[tuple[str, str, int]]) -> Iterator[Reading]:
    """The readings of articles given as `(id, part, position)`, in that order."""
    place = existing(root)
    for name, part, position in articles:
        yield _reading(place, name, part, position)


def _reading(place: Place, name: str, part: str, position: int) -> Reading:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        table = pq.read_table(place.parts / part, columns=["reading"], filters=[("position", "=", position)])
    except (OSError, pa.ArrowException) as error:
        raise RecordError(f"{place.parts / part}: cannot be read; delete it and read its pages again") from error
    if table.num_rows != 1:
        raise InputError(f"{name}: there is no such article in {place.root}")
    return from_json(str(table["reading"][0].as_py()))
