"""The worker's side: a process of its own that builds the pipeline once and reads what it is sent."""

from __future__ import annotations

import os
import pickle
import signal
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from multiprocessing import connection, parent_process
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TypeAlias

from latticework.acquire import Rejected
from latticework.pipeline import Pipeline
from latticework.run.shard import Shard, read_page, read_shard
from latticework.types import Page, Reading

PipelineFactory: TypeAlias = Callable[[], Pipeline]
Outcome: TypeAlias = "tuple[Rejected, ...] | Reading | Rejected"
THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "BLIS_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A shard that becomes a part in the folder `into`, or one page whose reading is sent back."""

    number: int
    work: Shard | Page | Rejected
    into: Path | None = None

    def ref(self, position: int) -> str:
        work = self.work.items[position].content if isinstance(self.work, Shard) else self.work
        return work.ref


@dataclass(frozen=True, slots=True)
class Ready:
    """The pipeline is built, and has this fingerprint."""

    fingerprint: str


@dataclass(frozen=True, slots=True)
class At:
    """The page at this position is begun; past the last one, the part is being written."""

    position: int


@dataclass(frozen=True, slots=True)
class Done:
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Failed:
    """Something is wrong that is wrong for every page."""

    error: Exception


Message: TypeAlias = Ready | At | Done | Failed


def work(line: Connection, factory: bytes) -> None:
    """The life of a worker. Ends when the line is closed or the process that started it is gone."""
    # The terminal sends an interrupt to all processes; who started this one decides what becomes of it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_parent, daemon=True).start()
    for name in THREADS:
        os.environ[name] = "1"  # one worker for each core: more threads would only wait for each other
    try:
        # Unpickled only now, as this imports the numeric libraries, which read the number of threads once.
        build: PipelineFactory = pickle.loads(factory)
        pipeline = build()
        line.send(Ready(pipeline.fingerprint))
        while True:
            job, doomed = line.recv()
            line.send(Done(_do(job, doomed, pipeline, line)))
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return
    except Exception as error:  # told to the process that started this one, which raises it
        _tell(line, error)


def _do(job: Job, doomed: Mapping[int, Rejected], pipeline: Pipeline, line: Connection) -> Outcome:
    def at(position: int) -> None:
        line.send(At(position))

    if isinstance(job.work, Shard):
        assert job.into is not None
        return read_shard(job.work, pipeline, job.into, doomed=doomed, at=at)
    at(0)
    return doomed[0] if 0 in doomed else read_page(job.work, pipeline)


def _tell(line: Connection, error: Exception) -> None:
    try:
        line.send(Failed(error))
    except (OSError, EOFError):
        return
    except (pickle.PicklingError, TypeError, AttributeError):
        line.send(Failed(RuntimeError(f"{type(error).__name__}: {error}")))


def _follow_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
