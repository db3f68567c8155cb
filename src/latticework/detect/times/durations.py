"""Lengths of time, repeated times, distances from another day, and words for now, the past and the future."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta

from latticework.detect.times import calendar as cal
from latticework.detect.times.calendar import Scene, Value
from latticework.detect.times.lexicon import load_lexicon
from latticework.detect.times.patterns import Reader, amount, unit_of, weekday_of


def length(number: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: P3Y, PT16H, P2.5Y, PT5H30M, PXD; the number of an open amount is X."""
    head, base = ("PT", unit[1:]) if unit.startswith("T") else ("P", unit)
    times = int(found[0]) if (found := re.match(r"\d+", base)) else 1
    symbol = base.lstrip("0123456789")
    if number is None:
        return f"{head}X{symbol}"
    size = number * times
    if size == int(size):
        return f"{head}{int(size)}{symbol}"
    if unit == "TH" and size * 60 == int(size * 60):
        hours, minutes = divmod(int(size * 60), 60)
        return f"PT{f'{hours}H' if hours else ''}{minutes}M"
    return f"{head}{size:g}{symbol}"


FIRST_IN = re.compile(
    r"\b(?:first|only|(?:small|larg|bigg|high|low|long|strong|weak|fast)est|worst|best)\b(?P<time> time)?[^.;:!?]*$", re.I
)
"""What is counted over a length of time that is past."""


def _length(m: re.Match[str], scene: Scene) -> Value | None:
    """three years, at least 72 hours, a two-day visit, decades-long."""
    if re.match(r"[\s-]*(?:old\b|olds\b|of age\b)", m.string[m.end() : m.end() + 12], re.I):
        return None  # an age, not a time
    groups = m.groupdict()
    unit, said = groups.get("unit") or m["unit2"], groups.get("number") or groups.get("number2")
    single = groups.get("whole") or not unit.lower().endswith("s")
    number = amount(said) if said else 1.0 if single else None
    if number is not None and (ahead := _ahead(m, number, unit_of(unit), scene)):
        return ahead
    return Value(kind="duration", timex=length(number, unit_of(unit)))


def _ahead(m: re.Match[str], number: float, unit: str, scene: Scene) -> Value | None:
    """ "will meet in three weeks" is a date, "will reply within three weeks" a stretch that begins now."""
    before = re.search(r"\b(in|within)\s+(?:the\s+)?$", m.string[max(0, m.start() - 14) : m.start()], re.I)
    if before is None or unit.startswith("T") or scene.tense != "future":
        return None
    if (
        before[1].lower() == "in"
        and (rank := FIRST_IN.search(m.string[max(0, m.start() - 90) : m.start()]))
        and (rank["time"] or unit.endswith(("M", "Y")))
    ):
        return None  # "the first to visit in 12 years" looks back, whatever the visit does
    there = cal.moved(scene.anchor, number, unit)
    if there is None:
        return None
    if before[1].lower() == "in":
        return cal.period_value(there, "Y" if unit.endswith("Y") else unit.lstrip("2"))
    return Value(kind="duration", earliest=scene.anchor, latest=there, precision="range", timex=length(number, unit))


def _ago(m: re.Match[str], scene: Scene) -> Value | None:
    """two days ago, almost four years ago, three weeks later, a day earlier, two months from now."""
    groups, unit = m.groupdict(), unit_of(m["unit"])
    word = " ".join((groups.get("way") or "ago").lower().split())
    forward = word in {"later", "from now", "hence", "from today", "afterwards", "afterward", "after that", "thereafter"}
    number = amount(m["number"])
    if number is None:
        return Value(timex="FUTURE_REF" if forward else "PAST_REF") if not unit.startswith("T") else None
    told = word not in {"ago", "from now", "from today", "hence"}
    day = scene.anchor if not told else scene.reference if unit in "DW" else scene.spoken
    if unit.startswith("T"):
        return Value(kind="time", earliest=day, latest=day, precision="day", timex=day.isoformat()) if number <= 12 else None
    there = cal.moved(day, number if forward else -number, unit)
    return None if there is None else cal.period_value(there, "Y" if unit.endswith("Y") else unit.lstrip("2"))


def _window(m: re.Match[str], scene: Scene) -> Value | None:
    """the past two months, the next six weeks, recent days, the coming years: a length that ends or begins now."""
    which, unit = m["which"].lower(), unit_of(m["unit"])
    number = amount(m["number"]) if m["number"] else None
    single = not m["unit"].lower().endswith("s")
    if single and number is None:
        number = 1.0
    timex, forward = length(number, unit), re.search(r"next|coming|following", which)
    if number is None or re.search(r"first|final|recent|early|previous|following|preceding", which) or unit.startswith("T"):
        return Value(kind="duration", timex=timex)
    far = cal.moved(scene.anchor, number if forward else -number, unit)
    if far is None:
        return Value(kind="duration", timex=timex)
    low, high = min(far, scene.anchor), max(far, scene.anchor)
    return Value(kind="duration", earliest=low, latest=high, precision="range", timex=timex)


def _same_unit(m: re.Match[str], scene: Scene) -> Value | None:
    """the day before, the following day, the next day, a day after the last one spoken of."""
    way = (m["way"] or m["way2"] or m["way3"]).lower()
    shift = -1 if way in {"before", "previous", "preceding", "earlier"} else 1
    return cal.day_value(scene.reference + timedelta(days=shift))


def _set(m: re.Match[str], scene: Scene) -> Value | None:
    """every Monday, each year, twice a week, daily."""
    groups = m.groupdict()
    if said := groups.get("weekday") or groups.get("plural"):
        return Value(kind="set", timex=f"XXXX-WXX-{weekday_of(said.removesuffix('s')) + 1}")
    if groups.get("word"):
        return Value(kind="set", timex=load_lexicon().of("set")[m["word"].lower()])
    number = amount(groups["number"]) if groups.get("number") else 2.0 if "other" in m[0].lower().split() else 1.0
    return Value(kind="set", timex=length(number, unit_of(m["unit"])))


def _every_part(m: re.Match[str], scene: Scene) -> Value | None:
    code = load_lexicon().of("daypart")[m["part"].lower()]
    return Value(kind="set", timex=f"XXXX-XX-XX{code if code.startswith('T') else 'T' + code}")


def _reference(m: re.Match[str], scene: Scene) -> Value | None:
    value = load_lexicon().of("reference")[" ".join(m["word"].lower().split())]
    if value == "PRESENT_REF":
        return Value(earliest=scene.anchor, latest=scene.anchor, precision="day", timex=value)
    return Value(timex=value)


def _nine_eleven(m: re.Match[str], scene: Scene) -> Value | None:
    return cal.day_value(date(2001, 9, 11))


READERS: Mapping[str, Reader] = {
    "length": _length,
    "ago": _ago,
    "window": _window,
    "same_unit": _same_unit,
    "set": _set,
    "every_part": _every_part,
    "reference": _reference,
    "nine_eleven": _nine_eleven,
}
