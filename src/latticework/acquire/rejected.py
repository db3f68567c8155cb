"""What becomes of input that is no page."""

from __future__ import annotations

from dataclasses import dataclass

PAGE_BYTES = 20_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """One input that could not be read. `reason` is short, stable and countable; `detail` is for a person and names the fix."""

    ref: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of one input is taken into memory, in bytes.

    A gzip stream whose output is more than `ratio` times its input is taken for a bomb once it has given `trusted`
    bytes. News as JSON lines packs to a tenth or a twentieth; gzip itself cannot do better than 1 : 1032.
    """

    page: int = PAGE_BYTES
    line: int = 50_000_000
    ratio: int = 250
    trusted: int = 50_000_000
