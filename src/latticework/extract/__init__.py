"""What an article says: who is quoted with which words, and who did what to whom."""

from __future__ import annotations

from latticework.extract.acts import code_events
from latticework.extract.quotes import find_quotes

__all__ = ["code_events", "find_quotes"]
