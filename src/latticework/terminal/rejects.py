"""Pages that could not be read: each is named on standard error with its reason, and kept in a file if one is wanted."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import IO

from latticework.acquire import Rejected
from latticework.errors import InputError

SHOWN = 20
"""Rejects named one by one on standard error; beyond that only the count of each reason is told."""


class RejectsFile:
    """Takes rejected pages; a context manager. `count` says how many there were."""

    def __init__(self, path: str | None) -> None:
        self.path = path
        self.reasons: Counter[str] = Counter()
        self.passed_over: Counter[str] = Counter()
        """What archives held that is no page and no loss either: told in one line at the end."""

        self.stream: IO[str] | None = None

    @property
    def count(self) -> int:
        return self.reasons.total()

    def __enter__(self) -> RejectsFile:
        if self.path:
            try:
                self.stream = Path(self.path).open("w", encoding="utf-8", errors="backslashreplace")
            except OSError as error:
                raise InputError(f"{self.path}: cannot be written ({error.strerror})") from error
        return self

    def add(self, rejected: Rejected) -> None:
        self.reasons[rejected.reason] += 1
        if self.stream:
            self.stream.write(json.dumps(asdict(rejected), ensure_ascii=False) + "\n")
        if self.count <= SHOWN:
            detail = f" ({rejected.detail})" if rejected.detail else ""
            print(f"rejected {rejected.ref}: {rejected.reason}{detail}", file=sys.stderr)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.stream:
            self.stream.close()
        if self.count > SHOWN:
            print(f"{self.count} pages rejected: {told(self.reasons)}", file=sys.stderr)
        if self.passed_over:
            print(f"passed over in archives: {told(self.passed_over)}", file=sys.stderr)


def told(counts: Counter[str]) -> str:
    return ", ".join(f"{n} {what}" for what, n in counts.most_common())
