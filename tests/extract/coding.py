"""What the tests of the event coder share: the events of a few sentences, read by the real stages."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from tests.conftest import article_of

from latticework.detect import find_actors, find_times, parse
from latticework.extract import code_events, find_quotes
from latticework.knowledge import load_knowledge
from latticework.types import Event, Published, Reading

DAY = date(2024, 5, 7)


@lru_cache(maxsize=1)
def stages() -> tuple[object, ...]:
    knowledge = load_knowledge()
    return parse(), find_actors(knowledge), find_times(knowledge), find_quotes(knowledge), code_events(knowledge)


def read_text(text: str, day: date = DAY) -> Reading:
    """Read sentences as an article of a day; each line is a paragraph."""
    published = Published(earliest=day, latest=day, precision="day", basis="given", reasons=())
    reading = Reading(article=article_of(text, published=published))
    for stage in stages():
        assert callable(stage)
        reading = stage(reading)
    return reading


def events_of(text: str, day: date = DAY) -> tuple[Event, ...]:
    return read_text(text, day).events


def only(text: str, day: date = DAY) -> Event:
    """The one event of a text."""
    found = events_of(text, day)
    assert len(found) == 1, [(e.type, e.why) for e in found]
    return found[0]


def summary(event: Event) -> tuple[str, str | None, list[str | None], list[str | None], str]:
    """(type, about, countries of the source, countries of the target, status)."""
    return event.type, event.about, [p.country for p in event.source], [p.country for p in event.target], event.status
