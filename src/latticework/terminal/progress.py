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
    """Counts pages done. Use as a context manager; call it with (done, total or None, rejected)."""

    def __init__(self, label: str, quiet: bool = False) -> None:
        self.label, self.quiet = label, quiet
        self.began = self.last = time.monotonic()
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
            )
            self.task = self.bar.add_task(self.label, total=None, speed="")
            self.bar.start()
        return self

    def __call__(self, done: int, total: int | None, rejected: int = 0) -> None:
        now = time.monotonic()
        speed = f"{done / max(now - self.began, 1e-9):.1f} pages/s" + (f", {rejected} rejected" if rejected else "")
        if self.bar:
            self.bar.update(self.task, completed=done, total=total, speed=speed)
        elif not self.quiet and now - self.last >= EVERY:
            self.last = now
            left = f", about {(now - self.began) / done * (total - done):.0f} s left" if total and done else ""
            print(f"{self.label}: {done}{f' of {total}' if total else ''} pages, {speed}{left}", file=sys.stderr, flush=True)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.bar:
            self.bar.stop()
