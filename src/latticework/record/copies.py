"""Which articles of a record repeat others, found over all of them whenever the database is built.

Memory holds 256 bytes of signature for each article; what candidates are judged by lies in a file beside.
"""

from __future__ import annotations

import pickle
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from latticework.clean.copies import Sketch, bands_of, kinship, sketch_of
from latticework.types import CopyKind

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    from numpy.typing import NDArray

TOLD = "told"
"""The table of articles by themselves, as JSON, from which sketches are made. Its rows come with the columns of `TOLD_COLUMNS`."""
TOLD_COLUMNS = "article VARCHAR, day VARCHAR, length INTEGER, ref VARCHAR, whole VARCHAR"
TOLD_SELECT = """SELECT article, published_earliest[:10], len(r->'article'->>'text'), ref,
    json_merge_patch(r->'article', '{"furniture":[]}')::VARCHAR FROM kept"""
FIRST = "day NULLS LAST, length DESC, ref, article"
"""Under which of several copies the others are folded: the first by day, and the fullest of that day."""
SOME = 2_000
NEIGHBOURS = 4
"""Articles behind one in a bucket with which it is compared, besides the bucket's first. A bucket of a thousand is one story."""
HELD = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """`article` repeats `head`, which repeats none."""

    article: str
    head: str
    kind: CopyKind


@dataclass(slots=True)
class Kin:
    """Articles that are alike, by their numbers: an edge each way."""

    versions: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    copies: defaultdict[int, list[int]] = field(default_factory=lambda: defaultdict(list))


def folds_in(connection: duckdb.DuckDBPyConnection, table: str, scratch: Path) -> list[Fold]:
    """The articles of a table with the columns of `TOLD_COLUMNS` that repeat others of it.

    A version is folded under the newest of its article, which is what the outlet stands by; a copy under the first.
    """
    import numpy as np

    path = scratch / "sketches"
    places: list[tuple[int, int]] = []
    bands = []
    with path.open("wb") as out:
        for sketches in some_at_a_time(sketches_in(connection, table)):
            bands.append(bands_of(sketches))
            places += [(out.tell(), out.write(pickle.dumps(sketch, protocol=5))) for sketch in sketches]
    if not places:
        return []
    with path.open("rb") as stream:

        @lru_cache(maxsize=HELD)
        def sketch_at(number: int) -> Sketch:
            start, size = places[number]
            stream.seek(start)
            found = pickle.loads(stream.read(size))
            assert isinstance(found, Sketch)
            return found

        kin = Kin()
        for pair in candidates(np.concatenate(bands)).tolist():
            one, other = pair >> 32, pair & 0xFFFFFFFF
            if kind := kinship(sketch_at(one), sketch_at(other)):
                edges = kin.versions if kind == "version" else kin.copies
                edges[one].append(other)
                edges[other].append(one)
        return [
            Fold(article=sketch_at(n).id, head=sketch_at(head).id, kind=kind)
            for n, head, kind in folded(kin, lambda n: newness(sketch_at(n)))
        ]


def sketches_in(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[Sketch]:
    """Sketches of the articles of the table, in the order `FIRST`. Those too short for one are passed over."""
    from pydantic import TypeAdapter

    from latticework.types import Article

    adapter: TypeAdapter[Article] = TypeAdapter(Article)
    connection.execute(f"SELECT whole FROM {table} ORDER BY {FIRST}")
    while rows := connection.fetchmany(SOME):
        for (whole,) in rows:
            if sketch := sketch_of(adapter.validate_json(whole)):
                yield sketch


def some_at_a_time(sketches: Iterable[Sketch]) -> Iterator[list[Sketch]]:
    some: list[Sketch] = []
    for sketch in sketches:
        some.append(sketch)
        if len(some) == SOME:
            yield some
            some = []
    if some:
        yield some


def candidates(bands: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """Pairs of rows that agree in a band, each once and sorted: the lower number in the upper 32 bits, the higher in the lower.

    In a bucket each row is paired with the first and with its nearest neighbours, so that a large one stays affordable.
    """
    import numpy as np

    found = []
    for band in range(bands.shape[1]):
        order = np.argsort(bands[:, band], kind="stable").astype(np.uint64)
        sorted_ = bands[order, band]
        opens = np.flatnonzero(np.concatenate(([True], sorted_[1:] != sorted_[:-1])))
        first = np.repeat(order[opens], np.diff(np.append(opens, len(order))))
        found.append((first << np.uint64(32) | order)[first != order])
        for step in range(1, NEIGHBOURS):
            same = np.flatnonzero(sorted_[step:] == sorted_[:-step])
            found.append(order[same] << np.uint64(32) | order[same + step])
    return np.unique(np.concatenate(found))


def newness(sketch: Sketch) -> tuple[float, bool]:
    return sketch.stand, sketch.corrected


def folded(kin: Kin, newness: Callable[[int], tuple[float, bool]]) -> list[tuple[int, int, CopyKind]]:
    """Who is folded under whom, as (number, head, kind), no head being folded itself.

    Every fold rests on an edge between the two, or between versions of them; likeness is not handed on from copy to copy.
    """
    newest: dict[int, int] = {}
    for n in sorted(kin.versions, key=lambda n: (newness(n), -n), reverse=True):
        if n not in newest:
            newest[n] = n
            newest.update((other, n) for other in kin.versions[n] if other not in newest)
    states: defaultdict[int, list[int]] = defaultdict(list)
    for n in sorted({*newest, *kin.copies}):
        states[newest.get(n, n)].append(n)
    found: list[tuple[int, int, CopyKind]] = []
    seen: set[int] = set()
    for head in sorted(states, key=lambda head: states[head][0]):
        if head in seen:
            continue
        seen.add(head)
        found += [(n, head, "version") for n in states[head] if n != head]
        for other in sorted({newest.get(o, o) for n in states[head] for o in kin.copies[n]} - seen):
            seen.add(other)
            found += [(n, head, "copy") for n in states[other]]
    return sorted(found)
