"""The words that tell time, read from `knowledge/data/times/`: months, units, numbers, parts of the day, holidays, patterns.

The patterns and word lists are this project's own; the values are those of TIMEX3 (TimeML 1.2.1) and ISO 8601.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.resources import files

from latticework.errors import KnowledgeError

CLASSES = frozenset(
    {
        "month", "month_short", "weekday", "weekday_short", "season", "unit", "unit_plural", "daypart", "number", "ten",
        "vague", "ordinal", "zone", "reference", "set", "modifier",
    }
)  # fmt: skip
_DAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_RULE = re.compile(
    r"(?P<month>\d\d)-(?P<day>\d\d)|(?P<church>easter|orthodox)(?P<shift>[+-]\d+)"
    r"|(?P<nth>-?\d)-(?P<weekday>[A-Z]{2})-(?P<in_month>\d\d)(?P<after>\+\d+)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Holiday:
    """A day that comes each year. `rule` is `MM-DD`, `easter±N`, `orthodox±N`, or `N-WEEKDAY-MM[+DAYS]` (-1 = the last one)."""

    name: str
    rule: str

    def on(self, year: int) -> date:
        """The day on which it falls in a year."""
        found = _RULE.fullmatch(self.rule)
        if found is None:
            raise KnowledgeError(f"holiday {self.name!r}: rule {self.rule!r} is of no known form")
        if found["month"]:
            return date(year, int(found["month"]), int(found["day"]))
        if found["church"]:
            day = easter(year) if found["church"] == "easter" else orthodox_easter(year)
            return day + timedelta(days=int(found["shift"]))
        nth, weekday, month = int(found["nth"]), _DAYS[found["weekday"]], int(found["in_month"])
        shift = timedelta(days=int(found["after"] or 0))
        if nth > 0:
            first = date(year, month, 1)
            return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1)) + shift
        last = (date(year + 1, 1, 1) if month == 12 else date(year, month + 1, 1)) - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7) + shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Words in lower case with their values, by class, and holidays by their name in lower case."""

    words: Mapping[str, Mapping[str, str]]
    holidays: Mapping[str, Holiday]

    def of(self, kind: str) -> Mapping[str, str]:
        return self.words[kind]


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (the "anonymous" computus, Nature 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the churches that compute it in the Julian calendar (Meeus), as a Gregorian day; years 1900 to 2099."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One row of `patterns.tsv`: `pattern` holds pieces in angle brackets, and a blank stands for any white space.

    `needs` are the classes of trigger words of which at least one must stand in the text for the pattern to be tried.
    """

    group: str
    name: str
    needs: str
    reader: str
    example: str
    pattern: str


@lru_cache(maxsize=1)
def load_templates() -> tuple[Template, ...]:
    """All patterns, in the order in which ties between them are settled.

    Raises:
        KnowledgeError: a row has not all its fields, or a name stands twice.
    """
    source = files("latticework.knowledge") / "data" / "times" / "patterns.tsv"
    found: dict[str, Template] = {}
    for line, row in enumerate(source.read_text(encoding="utf-8").splitlines(), 1):
        parts = row.split("\t")
        if len(parts) != 6 or parts[1] in found:
            raise KnowledgeError(f"times/patterns.tsv:{line}: 6 fields and a name of its own expected")
        if line > 1:
            group, name, needs, reader, example, pattern = parts
            found[name] = Template(group=group, name=name, needs=needs, reader=reader, example=example, pattern=pattern)
    return tuple(found.values())


def _rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, str]]]:
    source = files("latticework.knowledge") / "data" / "times" / name
    reader = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    if tuple(reader.fieldnames or ()) != columns:
        raise KnowledgeError(f"times/{name}:1: the columns must be {', '.join(columns)}")
    for row in reader:
        if None in row or None in row.values():
            raise KnowledgeError(f"times/{name}:{reader.line_num}: {len(columns)} fields expected")
        yield reader.line_num, row


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read and check the data files.

    Raises:
        KnowledgeError: a row has an unknown class or rule, or a word stands twice in its class.
    """
    words: dict[str, dict[str, str]] = {kind: {} for kind in CLASSES}
    for line, row in _rows("words.csv", ("class", "word", "value", "note", "source")):
        kind, word = row["class"], row["word"].lower()
        if kind not in CLASSES:
            raise KnowledgeError(f"times/words.csv:{line}: unknown class {kind!r}")
        if not word or word in words[kind]:
            raise KnowledgeError(f"times/words.csv:{line}: {word!r} is empty or stands twice in {kind!r}")
        words[kind][word] = row["value"]
    holidays: dict[str, Holiday] = {}
    for line, row in _rows("holidays.csv", ("name", "rule", "note", "source")):
        if not _RULE.fullmatch(row["rule"]) or row["name"].lower() in holidays:
            raise KnowledgeError(f"times/holidays.csv:{line}: {row['name']!r} stands twice or its rule {row['rule']!r} is of no known form")
        holidays[row["name"].lower()] = Holiday(name=row["name"], rule=row["rule"])
    return Lexicon(words=words, holidays=holidays)
