"""Work on many hosts at once, and on each host one thing after another."""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Final, Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")
Asked = TypeVar("Asked", contravariant=True)
Answer = TypeVar("Answer", covariant=True)

AT_ONCE: Final = 16
"""Hosts that are asked at the same time. Most of the time a thread waits for its host, or out of politeness."""
AHEAD: Final = 8
"""Answers held for whoever takes them; when they are not taken, nothing more is asked for."""


class Worker(Protocol[Asked, Answer]):
    """What a thread does its work with."""

    def __call__(self, task: Asked, /) -> Answer: ...

    def close(self) -> None: ...


class Lanes(Generic[T, R]):
    """`make` gives each thread what it does its work with. A context manager; iterate to get what comes of the tasks, as it comes,
    until all tasks are done, those included that were added meanwhile. `add` is for the thread that iterates."""

    def __init__(self, make: Callable[[], Worker[T, R]], at_once: int = AT_ONCE) -> None:
        self.make, self.at_once = make, at_once
        self.tasks: dict[str, deque[T]] = {}
        self.due: queue.SimpleQueue[str | None] = queue.SimpleQueue()
        self.results: queue.Queue[R | BaseException] = queue.Queue(AHEAD)
        self.lock = threading.Lock()
        self.threads: list[threading.Thread] = []
        self.open = 0
        self.over = False

    def __enter__(self) -> Lanes[T, R]:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.over = True
        for _ in self.threads:
            self.due.put(None)
        if kind is None:  # all is done, and they have nothing to wait for
            for thread in self.threads:
                thread.join()

    def add(self, host: str, task: T) -> None:
        self.open += 1
        with self.lock:
            lane = self.tasks.get(host)
            if lane is not None:
                lane.append(task)
                return
            self.tasks[host] = deque([task])
        self.due.put(host)
        if len(self.threads) < min(self.at_once, len(self.tasks)):
            # Nobody waits for these threads after an interrupt, which would otherwise hang on the slowest server.
            self.threads.append(threading.Thread(target=self._run, daemon=True))
            self.threads[-1].start()

    def __iter__(self) -> Iterator[R]:
        while self.open:
            result = self.results.get()
            self.open -= 1
            if isinstance(result, BaseException):
                raise result
            yield result

    def _run(self) -> None:
        work = self.make()
        try:
            self._work(work)
        finally:
            work.close()

    def _work(self, work: Worker[T, R]) -> None:
        while (host := self.due.get()) is not None and not self.over:
            task = self.tasks[host].popleft()
            try:
                result: R | BaseException = work(task)
            except BaseException as error:  # raised again by whoever iterates
                result = error
            with self.lock:
                if self.tasks[host]:
                    self.due.put(host)
                else:
                    del self.tasks[host]
            while not self.over:
                try:
                    self.results.put(result, timeout=0.5)
                    break
                except queue.Full:
                    continue
