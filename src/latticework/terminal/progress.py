"""A bar with the time that is left, on standard error; a line now and then where standard error is no terminal."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

EVERY = 10.0
"""Seconds between two lines where there is no terminal to draw a bar on."""


class Meter:
    """Counts pages done. Use as a context manager; call it with (done, total or None, rejected).

    `transient` takes the bar away when it stops.
    """

    def __init__(self, label: str, quiet: bool = False, transient: bool = False) -> None:
        self.label, self.quiet, self.transient = label, quiet, transient
        self.last, self.before = time.monotonic(), 0
        self.speed = 0.0
        self.done = 0
        self.bar: Progress | None = None

    def __enter__(self) -> Meter:
        if not self.quiet and sys.stderr.isatty():
            self.bar = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.fields[speed]}"),
                TimeElapsedColumn(),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=self.transient,
            )
            self.task = self.bar.add_task(self.label, total=None, speed="")
            self.bar.start()
        return self

    def __call__(self, done: int, total: int | None, rejected: int = 0) -> None:
        now = time.monotonic()
        self.done = done
        if total is not None and done > total:  # counted by names, and there was more in the files
            total = None
        due = now - self.last >= EVERY
        if due or not self.before:
            # Of the last seconds only: a run that goes on passes over what is done in no time, which says nothing of the rest.
            self.speed = (done - self.before) / max(now - self.last, 1e-9)
        if due:
            self.last, self.before = now, done
        told = f"{self.speed:.1f} pages/s" + (f", {rejected} rejected" if rejected else "")
        if self.bar:
            self.bar.update(self.task, completed=done, total=total, speed=told)
        elif not self.quiet and due:
            left = f", about {(total - done) / self.speed:.0f} s left" if total and self.speed else ""
            print(f"{self.label}: {done}{f' of {total}' if total else ''} pages, {told}{left}", file=sys.stderr, flush=True)

    def stop(self) -> None:
        """Say no more: what is read is itself written to the terminal from now on."""
        self.quiet = True
        if self.bar:
            self.bar.stop()
            self.bar = None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.bar:
            self.bar.stop()
