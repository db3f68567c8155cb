"""Questions asked of the record and of readings, and the pages that show the answers."""

from __future__ import annotations

from latticework.views.questions import event, pair, plans, summary
from latticework.views.readings import readings_of
from latticework.views.rows import EventRow, event_rows

__all__ = ["EventRow", "event", "event_rows", "pair", "plans", "readings_of", "summary"]
