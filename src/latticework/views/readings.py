"""Whole readings out of a record, as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from latticework.record.read import readings_in
from latticework.types import Reading
from latticework.views.questions import article_places


def readings_of(record: Path, *, limit: int | None = None, ids: Sequence[str] | None = None) -> Iterator[Reading]:
    """Readings, of the newest articles first, without those that repeat another; or those that `ids` names.

    Raises:
        InputError: there is no record in the folder.
    """
    return readings_in(record, article_places(record, limit, ids))
