"""The crew of worker processes: gives out jobs, replaces workers that die, stops those that hang.

`ProcessPoolExecutor` gives up all work when one of its processes is killed; here, that costs one shard one more try.
"""

from __future__ import annotations

import pickle
import signal
import time
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection, get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from latticework.acquire import Rejected
from latticework.errors import LatticeworkError
from latticework.run.shard import Shard
from latticework.run.worker import At, Done, Failed, Job, Message, Outcome, PipelineFactory, Ready, work

BEGUN = -1
"""The position in a job whose first page is not begun: its pages are being looked at together."""
DEATHS = 3
"""A page at which so many workers have died is rejected: it is the page."""
PAGE_SECONDS = 120.0


@dataclass(slots=True)
class Worker:
    process: SpawnProcess
    line: Connection
    ready: bool = False
    job: Job | None = None
    position: int = BEGUN
    since: float = 0.0

    @property
    def reading(self) -> bool:
        """Whether it has a page in hand (and is not starting, idle, looking at all pages of a shard, or writing a part)."""
        size = len(self.job.work.items) if self.job and isinstance(self.job.work, Shard) else 1
        return self.job is not None and BEGUN < self.position < size


@dataclass(slots=True)
class Crew:
    """Performs jobs with `workers` processes.

    `ahead` is how many jobs may be finished before an older one is; `fingerprint` that of the pipeline each must have.
    """

    factory: PipelineFactory
    workers: int
    page_seconds: float = PAGE_SECONDS
    ahead: int | None = None
    fingerprint: str | None = None
    _crew: list[Worker] = field(default_factory=list)
    _again: deque[Job] = field(default_factory=deque)
    _deaths: Counter[tuple[int, int]] = field(default_factory=Counter)
    _doomed: dict[int, dict[int, Rejected]] = field(default_factory=dict)
    _stillborn: int = 0

    @property
    def underway(self) -> int:
        """Pages that are read in shards that are not finished."""
        return sum(max(w.position, 0) for w in self._crew if w.job is not None)

    def perform(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Outcome] | None]:
        """The jobs with their outcomes as they are finished; None now and then, whenever a worker has gone on to another page.

        Raises:
            LatticeworkError: what is wrong is wrong for every page.
        """
        source = iter(jobs)
        try:
            coming = next(source, None)
            while coming is not None or self._again or any(w.job for w in self._crew):
                wanted = len(self._again) + sum(w.job is not None for w in self._crew) + (coming is not None)
                while len(self._crew) < min(max(self.workers, 1), wanted):
                    self._hire()
                for worker in [w for w in self._crew if w.ready and w.job is None]:
                    if self._again:
                        self._give(worker, self._again.popleft())
                    elif coming is not None and self._near(coming):
                        self._give(worker, coming)
                        coming = next(source, None)
                yield from self._listen()
        finally:
            self.end()

    def _near(self, job: Job) -> bool:
        waiting = [w.job.number for w in self._crew if w.job] + [j.number for j in self._again]
        return self.ahead is None or not waiting or job.number - min(waiting) < self.ahead

    def _hire(self) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=work, args=(theirs, pickle.dumps(self.factory)), daemon=True)
        # Held back until the worker has said what it does with an interrupt; it inherits the mask.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()  # else its death would not be heard
        self._crew.append(Worker(process=process, line=ours))

    def _give(self, worker: Worker, job: Job) -> None:
        worker.job, worker.position, worker.since = job, BEGUN, time.monotonic()
        try:
            worker.line.send((job, self._doomed.get(job.number, {})))
        except OSError:
            self._bury(worker)

    def _listen(self) -> Iterator[tuple[Job, Outcome] | None]:
        active = [w for w in self._crew if w.job is not None or not w.ready]
        limits = [w.since + self.page_seconds for w in active if w.reading]
        timeout = max(0.0, min(limits) - time.monotonic()) if limits else None
        heard = connection.wait([w.line for w in active], timeout)
        for worker in active:
            if worker.line in heard:
                yield from self._hear(worker)
            elif worker.reading and time.monotonic() - worker.since >= self.page_seconds:
                self._stop(worker)

    def _hear(self, worker: Worker) -> Iterator[tuple[Job, Outcome] | None]:
        try:
            message: Message = worker.line.recv()
        except (EOFError, OSError, pickle.UnpicklingError):
            self._bury(worker)
            return
        if isinstance(message, Ready):
            if self.fingerprint not in (None, message.fingerprint):
                raise LatticeworkError("the program or its knowledge was changed while it ran; start the run again")
            worker.ready, self._stillborn = True, 0
        elif isinstance(message, At):
            worker.position, worker.since = message.position, time.monotonic()
            yield None
        elif isinstance(message, Done):
            job, worker.job = worker.job, None
            assert job is not None
            self._doomed.pop(job.number, None)
            yield job, message.outcome
        elif isinstance(message, Failed):
            known = isinstance(message.error, LatticeworkError)
            raise message.error if known else LatticeworkError(f"{type(message.error).__name__}: {message.error}") from message.error

    def _stop(self, worker: Worker) -> None:
        assert worker.job is not None
        detail = f"more than {self.page_seconds:g} s; set `page_seconds` higher if it is worth the wait"
        self._doom(worker.job, worker.position, "took too long", detail)
        self._again.append(worker.job)
        self._dismiss(worker)

    def _bury(self, worker: Worker) -> None:
        """A worker has died: have its job done again, without the page if it is the page that kills."""
        self._dismiss(worker)
        code, job = worker.process.exitcode, worker.job
        if job is None:
            self._stillborn += not worker.ready
            if self._stillborn >= DEATHS:
                raise LatticeworkError(f"worker processes end while they start (exit code {code}); is there enough memory?")
            return
        self._again.append(job)
        self._deaths[job.number, worker.position] += 1
        if worker.reading and self._deaths[job.number, worker.position] >= DEATHS:
            self._doom(job, worker.position, "killed its reader", f"{DEATHS} times, exit code {code}: please report the page")
        elif self._deaths[job.number, worker.position] >= DEATHS:
            raise LatticeworkError(f"worker processes end before or behind their pages (exit code {code}); is the disk or the memory full?")

    def _doom(self, job: Job, position: int, reason: str, detail: str) -> None:
        self._doomed.setdefault(job.number, {})[position] = Rejected(ref=job.ref(position), reason=reason, detail=detail)

    def _dismiss(self, worker: Worker) -> None:
        self._crew.remove(worker)
        worker.process.kill()
        worker.process.join()
        worker.line.close()

    def end(self) -> None:
        """End all workers. What they had not finished is not there; they write beside and put in place."""
        for worker in list(self._crew):
            self._dismiss(worker)
