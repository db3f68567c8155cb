"""Everything that can go wrong, in one tree.

LatticeworkError            the user can mend it; the message says how
├── PageRejected            one page cannot be read; the run goes on without it
│   ├── FetchRefused        what is asked for may not be fetched: no public address, no page, forbidden by robots.txt
│   └── FetchFailed         it may, and did not come: no answer, an error, cut short, too slow
├── InputError              an input is not there, or not of a form that can be read (exit 2)
├── ConfigError             a setting does not exist or has no such value (exit 2)
├── KnowledgeError          a data file breaks its own rules
├── PipelineError           stages that do not fit together, or one that breaks its word
└── RecordError             the record cannot be used (exit 4)
    ├── RecordLocked        somebody else is writing it
    └── RecordVersion       it was written by another version
"""

from __future__ import annotations


class LatticeworkError(Exception):
    """Base of all errors that Latticework raises on purpose."""

    exit_code = 1


class PageRejected(LatticeworkError):
    """One page cannot be read. `reason` is short, stable and countable; `detail` is for a person."""

    exit_code = 3

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason, self.detail = reason, detail

    def __reduce__(self) -> tuple[type[PageRejected], tuple[str, str]]:
        return type(self), (self.reason, self.detail)


class FetchRefused(PageRejected):
    pass


class FetchFailed(PageRejected):
    """`passing` says that it may go better later; `retry_after` is in how many seconds, where the server said so."""

    def __init__(self, reason: str, detail: str = "", *, passing: bool = True, retry_after: float | None = None) -> None:
        super().__init__(reason, detail)
        self.passing, self.retry_after = passing, retry_after


class InputError(LatticeworkError):
    exit_code = 2


class ConfigError(LatticeworkError):
    exit_code = 2


class KnowledgeError(LatticeworkError):
    pass


class PipelineError(LatticeworkError):
    pass


class RecordError(LatticeworkError):
    exit_code = 4


class RecordLocked(RecordError):
    pass


class RecordVersion(RecordError):
    pass
