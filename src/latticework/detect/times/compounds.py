"""Expressions built from dates: parts of periods, parts of days, clock times, ranges."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

from latticework.detect.times import calendar as cal
from latticework.detect.times.atoms import atom_value
from latticework.detect.times.calendar import Scene, Value
from latticework.detect.times.lexicon import load_lexicon
from latticework.detect.times.patterns import Reader, expand, month_of, ordinal, weekday_of
from latticework.types import as_day

# Fractions of a period that news calls early, late and so on: thirds, and sixths for the very start and end.
_PARTS = {
    "early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "middle": (1 / 3, 2 / 3), "late": (2 / 3, 1), "beginning": (0, 1 / 6),
    "start": (0, 1 / 6), "turn": (0, 1 / 6), "end": (5 / 6, 1), "close": (5 / 6, 1),
}  # fmt: skip


def _period(said: str, scene: Scene) -> Value | None:
    """An atom, or "the year", "the month", "the week" for the current one."""
    if bare := re.fullmatch(r"the\s+(day|week|month|quarter|year|decade|century)", said.strip(), re.I):
        said = f"this {bare[1]}"
    return atom_value(said, scene)


def _part(m: re.Match[str], scene: Scene) -> Value | None:
    """early May, mid-2005, the end of last year, the first half of February, later this month."""
    whole = _period(m["whole"], scene)
    if whole is None or whole.earliest is None or whole.latest is None:
        return None
    said = m["part"].lower()
    first, last = as_day(whole.earliest), as_day(whole.latest)
    if said.startswith(("earlier", "later", "rest", "remainder")):
        if not first <= scene.anchor <= last or first == last:
            return whole
        if said.startswith("earlier"):
            return replace(whole, latest=scene.anchor, precision="range")
        return replace(whole, earliest=scene.anchor, precision="range")
    if m.groupdict().get("nth"):
        return _numbered(m["nth"], m["piece"].lower(), whole, first, last)
    return cal.part_of(whole, *_PARTS[re.match(r"[a-z]+", said)[0]])  # type: ignore[index]


def _numbered(nth: str, piece: str, whole: Value, first: date, last: date) -> Value | None:
    """the first half of 2025, the last week of March, the third quarter of this year."""
    number, length = ordinal(nth) if nth.lower() != "latter" else 2, (last - first).days + 1
    if piece == "half":
        if number not in (1, 2, -1):
            return None
        if whole.precision == "year":
            return cal.half_value(first.year, 2 if number == -1 else number)
        middle = first + timedelta(days=length // 2)
        if number == 1:
            return replace(whole, latest=middle - timedelta(days=1), precision="range")
        return replace(whole, earliest=middle, precision="range")
    size = {"week": 7, "day": 1, "weekend": 7}.get(piece, 0)
    if number == -1:
        start = last - timedelta(days=size - 1)
    elif 0 < number * size <= length:
        start = first + timedelta(days=size * (number - 1))
    else:
        return None
    if piece == "day":
        return cal.day_value(start)
    if piece == "weekend":
        return cal.weekend_value(start + timedelta(days=(5 - start.weekday()) % 7))
    return replace(cal.week_value(start + timedelta(days=3)), earliest=start, latest=start + timedelta(days=6))


def _day_part(m: re.Match[str], scene: Scene) -> Value | None:
    """Friday morning, this afternoon, last night, the evening of January 5, early Monday."""
    groups = m.groupdict()
    if groups.get("tonight"):
        return _within(cal.day_value(scene.anchor), "NI")
    code = load_lexicon().of("daypart")[m["part"].lower()] if groups.get("part") else None
    which = (groups.get("which") or "").lower()
    if which:
        shift = -1 if which == "last" else 1 if which.endswith(("next", "following")) else 0
        told = which not in ("this", "last")
        day: Value | None = cal.day_value((scene.reference if told else scene.anchor) + timedelta(days=shift))
    else:
        day = atom_value(m["day"], scene)
    if day is None or day.precision != "day":
        return None
    return _within(day, code) if code else day


def _within(day: Value, code: str) -> Value:
    return replace(day, kind="time", timex=day.timex + (code if code.startswith("T") else f"T{code}"))


def _week_of(m: re.Match[str], scene: Scene) -> Value | None:
    day = atom_value(m["day"], scene)
    return cal.week_value(as_day(day.earliest)) if day and day.earliest else None


def _clock(m: re.Match[str], scene: Scene) -> Value | None:
    """10:35 a.m., 18:00 UTC, 9 a.m. EST Tuesday, noon on Friday: an instant where the zone is told, else a day."""
    hour, minute, precise = _hours(m["clock"])
    if hour > 23 or minute > 59:
        return None
    said = m["day"] or m["before"]
    day = atom_value(said, scene) if said else cal.day_value(scene.reference)
    if day is None or day.precision != "day" or day.earliest is None:
        return None
    on = as_day(day.earliest)
    timex = f"{day.timex}T{hour:02}:{minute:02}"
    offset = load_lexicon().of("zone").get((m["zone"] or "").lower())
    if offset is None:
        return replace(day, kind="time", timex=timex)
    timex += "Z" if offset == "+0" else ""
    instant = datetime(on.year, on.month, on.day, hour, minute, tzinfo=timezone(timedelta(minutes=int(offset))))
    return Value(kind="time", earliest=instant, latest=instant, precision="minute" if precise else "hour", timex=timex)


def _hours(said: str) -> tuple[int, int, bool]:
    low = said.lower()
    if low in {"noon", "midday"}:
        return 12, 0, False
    if low == "midnight":
        return 0, 0, False
    digits = re.findall(r"\d+", low)
    hour, minute = (int(digits[0]), int(digits[1])) if len(digits) > 1 else (int(digits[0]), 0)
    if len(digits) == 1 and len(digits[0]) == 4:
        hour, minute = int(digits[0][:2]), int(digits[0][2:])
    if re.search(r"p\.?m|afternoon|evening", low) and hour < 12:
        hour += 12
    if re.search(r"a\.?m", low) and hour == 12:
        hour = 0
    return hour, minute, len(digits) > 1


def _days_of_month(m: re.Match[str], scene: Scene) -> Value | None:
    """January 3-5; 3 to 5 January 2025; January 30 - February 2."""
    year, month = m["year"] or "", m["month"]
    second_month = m.groupdict().get("month2") or month
    first = atom_value(f"{month} {m['first']}{f', {year}' if year else ''}", scene)
    last = atom_value(f"{second_month} {m['last']}{f', {year}' if year else ''}", scene)
    if first and last and not year and first.earliest and last.earliest and as_day(first.earliest) > as_day(last.earliest):
        again = as_day(first.earliest)
        last = atom_value(f"{second_month} {m['last']}, {again.year + (month_of(second_month) < month_of(month))}", scene)
    return cal.spanning(first, last) if first and last else None


def _two_years(m: re.Match[str], scene: Scene) -> Value | None:
    """2003-2005, 2003-05, between 2003 and 2005."""
    first = int(m["first"])
    last = int(m["last"]) if len(m["last"]) == 4 else first // 100 * 100 + int(m["last"])
    if not first < last <= first + 300:
        return None
    return cal.spanning(cal.year_value(first), cal.year_value(last))


def _from_to(m: re.Match[str], scene: Scene) -> Value | None:
    """from May to June 2005, between Monday and Wednesday."""
    first, last, said = atom_value(m["first"], scene), atom_value(m["last"], scene), m["first"]
    if first is None or last is None or first.earliest is None or last.earliest is None:
        return None
    begin, end = as_day(first.earliest), as_day(last.earliest)
    if re.fullmatch(expand(r"<WEEKDAY>"), said, re.I):
        first = cal.day_value(cal.weekday_near(weekday_of(said), end, "past"))
    elif first.precision == "month" and not re.search(r"\d{4}|last|this|next", said):
        first = cal.month_value(end.year - (begin.month > end.month), begin.month)
    elif first.precision == "day" and re.search(r"\d{4}", m["last"]) and not re.search(r"\d{4}", said):
        first = cal.day_value(cal.held(end.year - (begin.month > end.month), begin))
    return cal.spanning(first, last)


READERS: Mapping[str, Reader] = {
    "part": _part,
    "day_part": _day_part,
    "clock": _clock,
    "week_of": _week_of,
    "days_of_month": _days_of_month,
    "two_years": _two_years,
    "from_to": _from_to,
}
