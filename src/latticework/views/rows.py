"""Events as rows: the one flat form in which lists of events are given, from the record or straight from a reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from latticework.types import Event, EventType, Party, Quad, Reading, Status, as_day


@dataclass(frozen=True, slots=True, kw_only=True)
class EventRow:
    """One event. `source` and `target` hold a country code for each party, or its actor's id where it has no country.

    `day` and `last_day` are the first and last day on which it can have been; `action` are the words that tell the
    act, `sentence` the sentence they stand in; `according_to` is empty where the outlet itself says so. `others` counts the
    articles of the record that repeat this one.
    """

    id: str
    article: str
    day: date | None
    last_day: date | None
    precision: str | None
    source: tuple[str, ...]
    type: EventType
    mode: str | None
    about: EventType | None
    target: tuple[str, ...]
    reciprocal: bool
    status: Status
    background: bool
    quad: Quad
    intensity: float | None
    place: str | None
    according_to: tuple[str, ...]
    action: str | None
    sentence: str | None
    confidence: float
    ref: str
    outlet: str | None
    title: str | None
    url: str | None
    others: int = 0


def event_rows(reading: Reading) -> Iterator[EventRow]:
    """The events of a reading, in its order."""
    article = reading.article
    outlet = (article.outlet.name or article.outlet.domain) if article.outlet else None
    for event in reading.events:
        when = event.when
        yield EventRow(
            id=event.id,
            article=article.id,
            day=as_day(when.earliest) if when and when.earliest else None,
            last_day=as_day(when.latest) if when and when.latest else None,
            precision=when.precision if when else None,
            source=sides(event.source),
            type=event.type,
            mode=event.mode,
            about=event.about,
            target=sides(event.target),
            reciprocal=event.reciprocal,
            status=event.status,
            background=event.background,
            quad=event.quad,
            intensity=event.intensity,
            place=event.place.name if event.place else None,
            according_to=tuple(a.text for a in event.according_to if a.text),
            action=words(event, "action"),
            sentence=words(event, "sentence"),
            confidence=event.confidence,
            ref=article.ref,
            outlet=outlet,
            title=article.title,
            url=article.url,
        )


def sides(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(p.country or p.actor or "" for p in parties if p.country or p.actor)


def words(event: Event, role: str) -> str | None:
    return next((e.text for e in event.evidence if e.role == role), None)
