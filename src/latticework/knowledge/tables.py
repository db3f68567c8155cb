"""Reading the data files: CSV with a header, checked while it is read, errors that name file and line."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NoReturn, TypeVar

from latticework.errors import KnowledgeError

T = TypeVar("T")
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a data file. Every accessor raises KnowledgeError with the file and line if the cell breaks the rule."""

    file: str
    line: int
    cells: dict[str, str]
    overlay: bool = False

    def wrong(self, message: str) -> NoReturn:
        raise KnowledgeError(f"{self.file}:{self.line}: {message}")

    def text(self, column: str) -> str:
        value = self.cells[column]
        if not value:
            self.wrong(f"{column} is empty: fill it in")
        return value

    def maybe(self, column: str) -> str | None:
        return self.cells[column] or None

    def many(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that lists several values, separated by "|"."""
        value = self.cells[column]
        return tuple(part for part in value.split("|") if part) if value else ()

    def day(self, column: str) -> date | None:
        value = self.cells[column]
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.wrong(f"{column} is {value!r}: write the day as YYYY-MM-DD")

    def the_day(self, column: str) -> date:
        value = self.day(column)
        return value if value is not None else self.wrong(f"{column} is empty: write the day as YYYY-MM-DD")

    def flag(self, column: str) -> bool:
        value = self.cells[column]
        if value not in ("", "yes"):
            self.wrong(f"{column} is {value!r}: write yes, or leave it empty")
        return value == "yes"

    def one_of(self, column: str, allowed: frozenset[str]) -> str:
        value = self.cells[column]
        if value not in allowed:
            self.wrong(f"{column} is {value!r}: use one of {', '.join(sorted(allowed))}")
        return value

    def added(self, column: str, allowed: frozenset[str]) -> str | None:
        """A cell of a column that came later, and that a user's own table may lack; None where it is empty or not there."""
        return self.one_of(column, allowed) if self.cells.get(column) else None

    def added_day(self, column: str) -> date | None:
        """The same for a day."""
        return self.day(column) if column in self.cells else None

    def added_span(self, first: str, last: str) -> tuple[date | None, date | None]:
        """The same for two days in order."""
        return self.span(first, last) if first in self.cells and last in self.cells else (None, None)

    def span(self, first: str = "start", last: str = "end") -> tuple[date | None, date | None]:
        """Two days in order; either may be unknown."""
        start, end = self.day(first), self.day(last)
        if start is not None and end is not None and end < start:
            self.wrong(f"{last} {end} is before {first} {start}: swap them or mend one")
        return start, end


def files(folder: Path, name: str) -> list[Path]:
    """The files of a table: `offices.csv`, or those of the folder `offices`, by their names."""
    whole = folder / name
    return [*([whole] if whole.is_file() else []), *sorted(whole.with_suffix("").glob("*.csv"))]


def rows(name: str, columns: Sequence[str], overlay: Path | None = None) -> Iterator[Row]:
    """The lines of a shipped table, then those of the user's own table of the same name.

    A long table is a folder of that name with a file for each region.

    Raises KnowledgeError where a file lacks a column or a line has too few or too many cells.
    """
    for path in files(DATA, name) or [DATA / name]:
        yield from _read(path, path.relative_to(DATA).as_posix(), columns, overlay=False)
    if overlay is not None:
        for path in files(overlay, name):
            yield from _read(path, path.relative_to(overlay).as_posix(), columns, overlay=True)


def _read(path: Path, name: str, columns: Sequence[str], *, overlay: bool) -> Iterator[Row]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.reader(lines)
            header = next(reader, [])
            missing = [c for c in (*columns, "source") if c not in header]
            if missing:
                raise KnowledgeError(f"{name}:1: no column {', '.join(missing)}: the header must have {', '.join((*columns, 'source'))}")
            width = len(header)
            for cells in reader:
                if not cells:
                    continue
                if len(cells) != width:
                    found = f"{name}:{reader.line_num}: {len(cells)} cells under {width} headings"
                    raise KnowledgeError(f"{found}: quote the cell that has a comma, or fill in the missing ones")
                yield Row(name, reader.line_num, dict(zip(header, cells, strict=False)), overlay)
    except OSError as error:
        raise KnowledgeError(f"{name}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(f"{name}: is not UTF-8: save it as UTF-8") from error


def keyed(table: Iterator[Row], make: Callable[[Row], T], key: Callable[[T], str], conflicts: list[str]) -> dict[str, T]:
    """Rows by their key. A user's row takes the place of the shipped one and is noted; a key given twice in one file is an error."""
    found: dict[str, T] = {}
    own: set[str] = set()
    for row in table:
        item = make(row)
        name = key(item)
        if name in found:
            if not row.overlay or name in own:
                row.wrong(f"{name} stands here for the second time: keep one row")
            conflicts.append(f"{row.file}:{row.line}: {name} replaces the row that is shipped")
        if row.overlay:
            own.add(name)
        found[name] = item
    return found
