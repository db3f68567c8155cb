"""From text to the expressions in it: which patterns to try, which matches to keep, and what each means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import TypeAlias

from latticework.detect.times import atoms, compounds, durations
from latticework.detect.times.calendar import Scene, Tense, Value, merged
from latticework.detect.times.lexicon import load_lexicon
from latticework.detect.times.patterns import Rule, cased, rules
from latticework.detect.times.triggers import trigger_places, windows
from latticework.types import Published, TimeExpression, as_day

TenseAt: TypeAlias = Callable[[int, int], Tense | None]

_SOMEDAY = (date(1903, 2, 5), date(2114, 11, 21))
"""Two days that share no part of their dates: what comes out the same for both does not hang on the publication."""
NARROW = timedelta(days=6)
"""An inferred interval of a week: within it a weekday names one day."""
BOUNDED = timedelta(days=31)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    match: re.Match[str]
    rule: Rule


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    kinds = (*rules("compound", compounds.READERS), *rules("atom", atoms.READERS), *rules("length", durations.READERS))
    return tuple((rule, re.compile(rf"(?<![\w-])(?<!\d[.,])(?:{rule.pattern})", re.I)) for rule in kinds)


def matches(text: str) -> list[_Found]:
    """The longest matches that do not overlap, in text order; at equal length the earlier rule wins."""
    hits = trigger_places(text)
    if not hits:
        return []
    stretches: dict[frozenset[str], list[tuple[int, int]]] = {}
    found: list[tuple[int, int, re.Match[str], Rule]] = []
    for n, (rule, pattern) in enumerate(_rules()):
        if rule.needs not in stretches:
            stretches[rule.needs] = windows(hits, rule.needs, len(text))
        for low, high in stretches[rule.needs]:
            found += [(m.start() - m.end(), n, m, rule) for m in pattern.finditer(text, low, high) if m.end() > m.start()]
    found.sort(key=lambda f: (f[0], f[1], f[2].start()))
    taken: list[_Found] = []
    for _, _, match, rule in found:
        if any(match.start() < t.match.end() and t.match.start() < match.end() for t in taken):
            continue
        if rule.read(match, _trial(match)) is not None:
            taken.append(_Found(match=match, rule=rule))
    return sorted(taken, key=lambda t: t.match.start())


def _trial(match: re.Match[str]) -> Scene:
    """Any scene: only whether the words make sense is asked."""
    return Scene(anchor=date(2010, 6, 16), reference=date(2010, 6, 16), spoken=date(2010, 6, 16), tense_at=lambda: None)


def values(found: list[_Found], anchor: date, tense_at: TenseAt) -> Iterator[Value | None]:
    """What each match means, read from one day of publication; days spoken of carry over to "the same day"."""
    reference = spoken = anchor
    for f in found:
        start, end = f.match.span()
        scene = Scene(anchor=anchor, reference=reference, spoken=spoken, tense_at=partial(tense_at, start, end))
        try:
            value = f.rule.read(f.match, scene)
        except (ValueError, OverflowError):  # beyond the calendar: "in 9999 years"
            value = None
        if value and value.kind in ("date", "time") and value.earliest is not None and value.timex != "PRESENT_REF":
            spoken = as_day(value.earliest)
            reference = spoken if value.earliest == value.latest else reference
        yield value


def expressions(text: str, published: Published, tense_at: TenseAt, offset: int, first: int) -> Iterator[TimeExpression]:
    """All time expressions of a text as `TimeExpression`s, numbered from `first`."""
    found = matches(text)
    if not found:
        return
    known = published.earliest is not None and published.latest is not None
    low, high = (as_day(published.earliest), as_day(published.latest)) if published.earliest and published.latest else _SOMEDAY
    tenses: dict[tuple[int, int], Tense | None] = {}

    def once(start: int, end: int) -> Tense | None:
        if (start, end) not in tenses:
            tenses[start, end] = tense_at(start, end)
        return tenses[start, end]

    one = list(values(found, low, once))
    other = one if low == high else list(values(found, high, once))
    number = first
    for f, a, b in zip(found, one, other, strict=True):
        if a is None or b is None:
            continue
        start, end = f.match.span()
        value = _between(f, a, b, known, high - low)
        yield TimeExpression(
            id=f"t{number}",
            start=offset + start,
            end=offset + end,
            text=text[start:end],
            kind=value.kind,
            earliest=value.earliest,
            latest=value.latest,
            precision=value.precision,
            timex=value.timex,
        )
        number += 1


def _between(found: _Found, one: Value, other: Value, known: bool, width: timedelta) -> Value:
    """The value when the publication lies anywhere between two days."""
    if one == other:
        return one
    weekday = re.fullmatch(r"XXXX-WXX-\d", _weekday_timex(found.match[0]))
    if known and width <= NARROW and weekday:
        return one
    if weekday and found.rule.name == "weekday":
        return Value(kind=one.kind, timex=_weekday_timex(found.match[0]))
    return merged(one, other, known and width <= BOUNDED)


@lru_cache(maxsize=1)
def _day_names() -> re.Pattern[str]:
    return re.compile(rf"\b(?P<day>{cased(load_lexicon().of('weekday'))})\b")


def _weekday_timex(text: str) -> str:
    named = _day_names().search(text)
    return f"XXXX-WXX-{load_lexicon().of('weekday')[named['day'].lower()]}" if named else ""
