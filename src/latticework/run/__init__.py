"""Reading many pages: one function for a shard of them, worker processes that are replaced when they die."""

from __future__ import annotations

from latticework.run.local import Progress, Summary, ingest, read_pages

__all__ = ["Progress", "Summary", "ingest", "read_pages"]
