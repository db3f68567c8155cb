"""Dates as machines write them: ISO 8601, RFC 2822, and the day in an address."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime

from latticework.clean.parts import DateFound
from latticework.types import Precision

ISO = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?",
    re.I,
)
COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?\s*$")
EARLIEST = date(1990, 1, 1)
"""No page of the web is older; an earlier date is a default value of some software."""
MONTHS = {m: i for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)}
ARCHIVED = re.compile(r"^https?://web\.archive\.org/web/\d+[a-z_]*/")
PATH_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?=/)")
IN_ADDRESS = re.compile(r"(?<!\d)((?:19|20)\d{2})([/\-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
MONTH_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*/(\d{1,2})(?!\d)", re.I)


def zone_of(text: str) -> timezone:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset)


def date_found(text: object, where: str, firm: bool = True) -> DateFound | None:
    """A date of machine-written text; a time without a zone gives its day only, for nobody knows which instant it is."""
    if not isinstance(text, str) or not 8 <= len(text.strip()) <= 60:
        return None
    parts = ISO.match(text) or COMPACT.match(text)
    try:
        if not parts:
            told = parsedate_to_datetime(text)
            return sensible(told, "second", where, firm) if told.tzinfo else sensible(told.date(), "day", where, firm, told.time())
        year, month, day = int(parts[1]), int(parts[2]), int(parts[3])
        if not parts[4]:
            return sensible(date(year, month, day), "day", where, firm)
        clock = time(int(parts[4]), int(parts[5]), min(int(parts[6] or 0), 59))
        if not parts[7]:
            return sensible(date(year, month, day), "day", where, firm, clock)
        moment = datetime.combine(date(year, month, day), clock, tzinfo=zone_of(parts[7]))
        return sensible(moment, "second" if parts[6] else "minute", where, firm)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def sensible(moment: date | datetime, precision: Precision, where: str, firm: bool, clock: time | None = None) -> DateFound | None:
    day = moment.date() if isinstance(moment, datetime) else moment
    if day < EARLIEST or day.year > 2100:
        return None
    return DateFound(moment=moment, precision=precision, where=where, firm=firm, clock=clock or None)


def date_in_address(url: str) -> date | None:
    """The day that an address carries, as in /2025/01/21/ or /2025/jan/21/ or -20250121; not that of its copy in an archive."""
    url = ARCHIVED.sub("", url)
    if named := MONTH_IN_ADDRESS.search(url):
        year, month, day = int(named[1]), MONTHS[named[2].lower()], int(named[3])
    elif numbered := PATH_IN_ADDRESS.search(url):
        year, month, day = int(numbered[1]), int(numbered[2]), int(numbered[3])
    elif numbered := IN_ADDRESS.search(url):
        year, month, day = int(numbered[1]), int(numbered[3]), int(numbered[4])
    else:
        return None
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if found >= EARLIEST else None
