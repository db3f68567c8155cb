"""Latticework reads news and keeps the record of who did or said what to whom.

    from latticework import read
    reading = read("page.html")
    for event in reading.events:
        print(event.type, event.status, event.why)

Importing the package is quick: models and data load with the first page.
"""

from __future__ import annotations

from datetime import date as _date
from pathlib import Path as _Path
from typing import TYPE_CHECKING

from latticework.types import Page, Reading

if TYPE_CHECKING:
    from latticework.config import Config

__version__ = "0.1.0"
__all__ = ["Page", "Reading", "read"]


def read(page: str | _Path | Page, *, date: _date | None = None, config: Config | None = None) -> Reading:
    """Read one page of news: see `latticework.reader.read`, which this calls."""
    from latticework.reader import read as read_page

    return read_page(page, date=date, config=config)
