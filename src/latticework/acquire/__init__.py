"""Where pages come from."""

from __future__ import annotations

from latticework.acquire.files import InputFormat, count_pages, page_from, pages_from
from latticework.acquire.rejected import Limits, Rejected

__all__ = ["InputFormat", "Limits", "Rejected", "count_pages", "page_from", "pages_from"]
