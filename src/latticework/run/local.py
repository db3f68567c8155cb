"""Reading many pages on this machine."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from latticework.acquire import Rejected
from latticework.record.place import Place, sweep, writing
from latticework.record.write import rejects_in
from latticework.run.crew import PAGE_SECONDS, Crew
from latticework.run.shard import Shard, accompanied, shards_of
from latticework.run.worker import Job, PipelineFactory
from latticework.types import Article, Page, Reading

if TYPE_CHECKING:
    from latticework.clean.copies import Earlier

Progress: TypeAlias = Callable[[int, int | None, int], None]
"""Told (pages done, pages in all or None, pages rejected)."""
AHEAD = 16
"""Readings held for each worker while an older page is still being read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What is in the record now, and what came of the pages given: `rejects` among them, `skipped` as they were there already."""

    articles: int
    events: int
    rejects: tuple[Rejected, ...]
    skipped: int


@dataclass(slots=True)
class Tally:
    """Counts while a run goes on."""

    done: int = 0
    skipped: int = 0
    rejects: dict[int, Sequence[Rejected]] = field(default_factory=dict)
    """By the number of the shard, so that their order does not hang on who was ready first."""

    rejected: int = 0

    def add(self, number: int, pages: int, rejects: Sequence[Rejected]) -> None:
        self.done += pages
        self.rejected += len(rejects)
        self.rejects[number] = rejects


def ingest(
    pages: Iterable[Page | Rejected],
    record: Path,
    factory: PipelineFactory,
    *,
    workers: int = 1,
    page_seconds: float = PAGE_SECONDS,
    progress: Progress | None = None,
    total: int | None = None,
) -> Summary:
    """Read pages into a record. Killed at any moment and called again, it goes on where it was; called twice, it changes nothing.

    Args:
        pages: from `pages_from`; what was rejected there is kept in the record too.
        record: the folder of the record, made if there is none.
        factory: builds the pipeline; can be pickled, as each worker process builds its own.
        workers: processes.
        page_seconds: a page that takes longer is rejected.
        progress: told after each page.
        total: the number of pages, if it is known, for `progress`.

    Raises:
        RecordLocked, RecordVersion: the record cannot be written.
        LatticeworkError: something is wrong that is wrong for every page.
    """
    from latticework.record.build import build  # brings DuckDB, which `read_pages` has no use for

    fingerprint = factory().fingerprint
    tally = Tally()
    with writing(record, fingerprint) as place:
        crew = Crew(factory=factory, workers=workers, page_seconds=page_seconds, fingerprint=fingerprint)
        try:
            for finished in crew.perform(_undone(shards_of(pages), place, fingerprint, tally)):
                if finished is not None:
                    job, outcome = finished
                    assert isinstance(job.work, Shard) and isinstance(outcome, tuple)
                    tally.add(job.number, len(job.work.items), outcome)
                if progress:
                    progress(tally.done + crew.underway, total, tally.rejected)
        finally:
            crew.end()
            sweep(place)
        if not place.part_names():
            place.database.unlink(missing_ok=True)  # made of parts that somebody took away
            return Summary(articles=0, events=0, rejects=(), skipped=0)
        totals = build(place)
    if progress:
        progress(tally.done, total, tally.rejected)
    rejects = tuple(rejected for _, some in sorted(tally.rejects.items()) for rejected in some)
    return Summary(articles=totals.articles, events=totals.events, rejects=rejects, skipped=tally.skipped)


def _undone(shards: Iterable[Shard], place: Place, fingerprint: str, tally: Tally) -> Iterator[Job]:
    """Jobs for the shards that have no part yet; the others are tallied."""
    given: set[str] = set()
    for number, shard in enumerate(shards):
        name = shard.part(fingerprint)
        if name in given:  # the same pages twice in one input
            tally.done += len(shard.items)
            tally.skipped += len(shard.items)
            continue
        given.add(name)
        rejects = _rejects_if_done(place.parts / name, len(shard.items))
        if rejects is None:
            yield Job(number=number, work=shard, into=place.parts)
        else:
            tally.skipped += len(shard.items)
            tally.add(number, len(shard.items), rejects)


def _rejects_if_done(part: Path, pages: int) -> list[Rejected] | None:
    """What was rejected in a part that exists and is whole, else None."""
    if not part.is_file():
        return None
    try:
        rows, rejects = rejects_in(part)
    except (OSError, ValueError):  # damaged after it was written: read its pages again
        return None
    return rejects if rows == pages else None


def read_pages(
    pages: Iterable[Page | Rejected], factory: PipelineFactory, *, workers: int = 1, page_seconds: float = PAGE_SECONDS
) -> Iterator[Reading | Rejected]:
    """The readings of pages, in the order of the pages, read by several processes. Memory does not grow with their number.

    Pages are taken a shard at a time, so that those of one outlet can be held against one another, and given to the processes
    one by one. An article that nearly repeats an earlier one says so in `copy_of`.

    Raises:
        LatticeworkError: something is wrong that is wrong for every page.
    """
    return with_copies(_in_order(pages, factory, workers, page_seconds))


def with_copies(results: Iterable[Reading | Rejected]) -> Iterator[Reading | Rejected]:
    """The results; an article that nearly repeats an earlier one says so."""
    first: Article | None = None
    earlier: Earlier | None = None
    for result in results:
        if isinstance(result, Rejected):
            yield result
            continue
        if first is None:
            first = result.article
        else:
            if earlier is None:
                from latticework.clean.copies import Earlier  # brings numeric libraries, for which a lone page need not wait

                earlier = Earlier()
                earlier.placed(first)
            result = replace(result, article=earlier.placed(result.article))
        yield result


def _in_order(
    pages: Iterable[Page | Rejected], factory: PipelineFactory, workers: int, page_seconds: float
) -> Iterator[Reading | Rejected]:
    crew = Crew(factory=factory, workers=workers, page_seconds=page_seconds, ahead=AHEAD * max(workers, 1))
    early: dict[int, Reading | Rejected] = {}
    due = 0
    together = (page for shard in shards_of(pages) for page in accompanied(shard))
    for finished in crew.perform(Job(number=n, work=page) for n, page in enumerate(together)):
        if finished is None:
            continue
        job, outcome = finished
        assert not isinstance(outcome, tuple)
        early[job.number] = outcome
        while due in early:
            yield early.pop(due)
            due += 1
