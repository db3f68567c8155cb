"""Single dates and periods: the expressions that larger ones are built from.

Each reader takes a match of its patterns in `patterns.tsv`; `atom_value` reads a whole phrase as one atom.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache

from latticework.detect.times import calendar as cal
from latticework.detect.times.calendar import Scene, Value
from latticework.detect.times.lexicon import load_lexicon
from latticework.detect.times.patterns import Reader, month_of, ordinal, rules, unit_of, weekday_of
from latticework.types import as_day


def _year_said(said: str | None, scene: Scene) -> int | None:
    """2005, "last year", "this year", "next year", "the same year" as a number."""
    if not said:
        return None
    if found := re.search(r"\d{4}", said):
        return int(found[0])
    word = said.lower()
    shift = -1 if re.search(r"last|previous|past", word) else 1 if re.search(r"next|coming|following", word) else 0
    told = re.search(r"same|that|the previous|the following", word)
    return (scene.spoken if told else scene.anchor).year + shift


def _valid(year: int, month: int, day: int) -> Value | None:
    try:
        return cal.day_value(date(year, month, day))
    except ValueError:
        return None


def _month_day(m: re.Match[str], scene: Scene) -> Value | None:
    month, day = month_of(m["month"]), int(re.match(r"\d+", m["day"])[0])  # type: ignore[index]
    year = _year_said(m["year"], scene)
    if year is None:
        # The attacks are named after their day, and no later year can be meant.
        named = (month, day) == (9, 11) and re.match(r",?\s+(?:\w+\s+)?(?:terror|attack|hijack)", m.string[m.end() : m.end() + 30])
        year = 2001 if named else cal.nearest_year(month, day, scene.anchor, "past" if m["which"] else scene.tense)
    return None if year is None else _valid(year, month, day)


def _follows(m: re.Match[str], words: str) -> bool:
    """Whether one of the words stands before the match, or the match is the whole phrase and so was understood already."""
    if m.start() == 0 and m.end() == len(m.string):
        return True
    return bool(re.search(rf"\b(?:{words})(?:\s+the)?[\s-]+$", m.string[max(0, m.start() - 16) : m.start()], re.I))


def _iso(m: re.Match[str], scene: Scene) -> Value | None:
    return _valid(int(m["y"]), int(m["m"]), int(m["d"]))


def _slashed(m: re.Match[str], scene: Scene) -> Value | None:
    """12/31/2004, 31.12.2004; where both orders are possible, the one nearer to the publication."""
    year, first, second = int(m["y"]), int(m["a"]), int(m["b"])
    year += 0 if year > 99 else 2000 if year <= (scene.anchor.year + 20) % 100 else 1900
    both = [v for v in (_valid(year, first, second), _valid(year, second, first)) if v]
    if m["sep"] == ".":
        both = both[-1:]
    return min(both, key=lambda v: abs((as_day(v.earliest or scene.anchor) - scene.anchor).days), default=None)


def _month_year(m: re.Match[str], scene: Scene) -> Value | None:
    year = _year_said(m["year"], scene)
    return None if year is None else cal.month_value(year, month_of(m["month"]))


def _month(m: re.Match[str], scene: Scene) -> Value | None:
    month, which, anchor = month_of(m["month"]), (m["which"] or "").lower(), scene.anchor
    if which in {"last", "this past"}:
        return cal.month_value(anchor.year - (month >= anchor.month), month)
    if which in {"next", "this coming"}:
        return cal.month_value(anchor.year + (month <= anchor.month), month)
    if which == "this":
        return cal.month_value(anchor.year, month)
    tense = None if month == anchor.month else scene.tense
    year = cal.nearest_year(month, min(anchor.day, 28), anchor, tense)
    return None if year is None else cal.month_value(year, month)


def _quarter(m: re.Match[str], scene: Scene) -> Value | None:
    number = ordinal(m["nth"]) if m["nth"] else int(m["q"])
    number = 4 if number == -1 else number
    if not 1 <= number <= 4:
        return None
    year = _year_said(m["year"], scene)
    if year is None:
        anchor, tense = scene.anchor, scene.tense
        current = (anchor.month + 2) // 3
        year = anchor.year + (number < current) if tense == "future" else anchor.year - (number > current)
    return cal.quarter_value(year, number)


def _season(m: re.Match[str], scene: Scene) -> Value | None:
    season = load_lexicon().of("season")[m["season"].lower()]
    year = _year_said(m["year"], scene)
    if year is not None:
        return cal.season_value(year, season)
    if not m["which"] and not _follows(m, r"in|over|during|until|by|since|of|early|late|mid"):
        return None  # "a fall in prices", "spring into action"
    which, anchor = (m["which"] or "").lower(), scene.anchor
    options = [cal.season_value(y, season) for y in (anchor.year - 2, anchor.year - 1, anchor.year, anchor.year + 1)]
    before = [v for v in options if v.latest is not None and v.latest < anchor]
    after = [v for v in options if v.earliest is not None and v.earliest > anchor]
    current = [v for v in options if v not in before and v not in after]
    if which in {"last", "this past"}:
        return before[-1]
    if which in {"next", "this coming", "the coming"}:
        return after[0] if after else None
    if current:
        return current[0]
    forward = scene.tense == "future" or (which == "this" and scene.tense != "past")
    return after[0] if forward and after else before[-1]


def _decade(m: re.Match[str], scene: Scene) -> Value | None:
    if m["full"]:
        return cal.decade_value(int(m["full"]))
    said = (m["two"] or m["word"]).lower()
    words = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60, "seventies": 70, "eighties": 80, "nineties": 90}
    tens = words[said] if said in words else int(said)
    year = 1900 + tens
    if year + 100 <= scene.anchor.year - 5:
        year += 100
    return cal.decade_value(year)


def _century(m: re.Match[str], scene: Scene) -> Value | None:
    words = {"nineteenth": 19, "twentieth": 20, "twenty-first": 21, "eighteenth": 18, "seventeenth": 17, "sixteenth": 16}
    said = m["nth"].lower()
    number = words.get(said) or int(re.sub(r"\D", "", said) or 0)
    return cal.century_value(number) if 1 <= number <= 99 else None


def _deictic(m: re.Match[str], scene: Scene) -> Value | None:
    """last week, this month, next year; "the previous year" and "that week" count from the day last spoken of."""
    which, unit = m["which"].lower(), unit_of(m["unit"])
    told = (which.startswith("the") and re.search(r"previous|following|same|next|preceding", which)) or "that" in which
    day = scene.anchor if not told else scene.reference if unit in "DW" else scene.spoken
    back = re.search(r"last|previous|past|preceding", which)
    on = re.search(r"next|coming|following", which)
    there = cal.moved(day.replace(day=1) if unit in "MQY" and unit != "D" else day, -1 if back else 1 if on else 0, unit)
    return None if there is None else cal.period_value(there, unit)


def _weekend(m: re.Match[str], scene: Scene) -> Value | None:
    which, anchor = (m["which"] or "").lower(), scene.anchor
    this = anchor if anchor.weekday() > 1 or scene.tense == "future" else anchor - timedelta(days=7)
    if "last" in which or "past" in which or "previous" in which:
        back = 7 if anchor.weekday() >= 5 and "past" not in which else 0
        day = anchor - timedelta(days=anchor.weekday() + 2 if anchor.weekday() < 5 else back)
    elif "next" in which:
        day = anchor + timedelta(days=7 if anchor.weekday() >= 3 else 0)
    elif "this" in which or "coming" in which or scene.tense == "future":
        day = this if scene.tense == "past" else anchor
    else:
        day = anchor if anchor.weekday() >= 5 else anchor - timedelta(days=anchor.weekday() + 2)
    return cal.weekend_value(day)


_NEAR_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2, "the day after tomorrow": 2}


def _near_day(m: re.Match[str], scene: Scene) -> Value | None:
    return cal.day_value(scene.anchor + timedelta(days=_NEAR_DAYS[" ".join(m["word"].lower().split())]))


def _weekday(m: re.Match[str], scene: Scene) -> Value | None:
    weekday, which, anchor = weekday_of(m["weekday"]), (m["which"] or "").lower(), scene.anchor
    week = (m["week"] or "").lower()
    if week and "week" in week and not re.search(r"last|this|next", week):
        return None
    if week:
        shift = -7 if "last" in week else 7 if "next" in week else 0
        return cal.day_value(anchor - timedelta(days=anchor.weekday()) + timedelta(days=shift + weekday))
    if which in {"last", "this past", "the previous", "past", "the past"}:
        start = scene.reference if "previous" in which else anchor
        return cal.day_value(cal.weekday_near(weekday, start - timedelta(days=1), "past"))
    if which in {"next", "this coming", "coming", "the coming", "the following"}:
        start = scene.reference if "following" in which else anchor
        return cal.day_value(cal.weekday_near(weekday, start + timedelta(days=1), "future"))
    if which == "this":
        return cal.day_value(cal.weekday_near(weekday, anchor, "past" if scene.tense == "past" else "future"))
    return cal.day_value(cal.weekday_near(weekday, anchor, scene.tense))


def _holiday(m: re.Match[str], scene: Scene) -> Value | None:
    holiday = load_lexicon().holidays[" ".join(m["holiday"].replace("’", "'").lower().split())]
    which, anchor, year = (m["which"] or "").lower(), scene.anchor, _year_said(m["year"], scene)
    if year is not None:
        return cal.day_value(holiday.on(year))
    days = [holiday.on(y) for y in (anchor.year - 1, anchor.year, anchor.year + 1)]
    if which in {"last", "this past"}:
        return cal.day_value(max(d for d in days if d < anchor))
    if which in {"next", "this coming"}:
        return cal.day_value(min(d for d in days if d > anchor))
    return cal.day_value(min(days, key=lambda d: cal.distance(d, anchor, scene.tense)))


def _year(m: re.Match[str], scene: Scene) -> Value | None:
    year = int(m["year"])
    after = m.string[m.end() : m.end() + 20]
    if year < 1900 or year % 100 == 0:
        # "an area of 1500 square kilometres", "2000 soldiers": round and small figures before a thing are counts.
        if re.match(r"\s+[a-z]+(?:s|e[nt]|le|re)\b", after) and not (year >= 1900 and _follows(m, "the|in|since")):
            return None
        if year < 1900 and not _follows(m, "in|since|of|from|by|until|before|after|during|to|and"):
            return None
    return cal.year_value(year)


def _fiscal(m: re.Match[str], scene: Scene) -> Value | None:
    """Fiscal years begin in different months: the interval is as wide as the usages are (July before to March after)."""
    year = int(m["year"])
    return Value(earliest=date(year - 1, 7, 1), latest=date(year + 1, 3, 31), precision="range", timex=f"FY{year:04}")


def _that_day(m: re.Match[str], scene: Scene) -> Value | None:
    return cal.day_value(scene.reference)


READERS: Mapping[str, Reader] = {
    "month_day": _month_day, "iso": _iso, "slashed": _slashed, "month_year": _month_year, "month": _month, "quarter": _quarter,
    "season": _season, "decade": _decade, "century": _century, "deictic": _deictic, "weekend": _weekend, "near_day": _near_day,
    "weekday": _weekday, "holiday": _holiday, "fiscal": _fiscal, "that_day": _that_day, "year": _year,
}  # fmt: skip


@lru_cache(maxsize=1)
def _compiled() -> tuple[tuple[re.Pattern[str], Reader], ...]:
    return tuple((re.compile(rule.pattern, re.I), rule.read) for rule in rules("atom", READERS))


def atom_value(text: str, scene: Scene) -> Value | None:
    """What a phrase means that is one atom from end to end."""
    said = text.strip()
    for pattern, read in _compiled():
        found = pattern.fullmatch(said)
        if found and (value := read(found, scene)):
            return value
    return None
