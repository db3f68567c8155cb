"""A small real pipeline: an article is its text, an event is "<ISO3> visits|threatens <ISO3>". Some words do harm on purpose."""

from __future__ import annotations

import os
import re
import signal
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from latticework.errors import PageRejected
from latticework.ids import content_id
from latticework.pipeline import Pipeline, Stage
from latticework.types import (
    UNDATED,
    Actor,
    Article,
    Attribution,
    Block,
    Event,
    Evidence,
    Mention,
    Outlet,
    Page,
    Party,
    Published,
    Reading,
    Sentence,
    When,
)

ACT = re.compile(r"([A-Z]{3}) (visits|threatens|will visit) ([A-Z]{3})")
SENTENCE = re.compile(r"[^.]+\.?")
KINDS = {
    "visits": ("CONSULT", 1, "happened", 4.0),
    "will visit": ("AGREE", 1, "planned", 3.0),
    "threatens": ("THREATEN", 3, "happened", -6.0),
}


def opening(page: Page) -> Reading:
    text = page.content if isinstance(page.content, str) else page.content.decode("utf-8", "replace")
    if "REJECT" in text:
        raise PageRejected("no article", "asked for")
    given = page.published
    published = UNDATED if given is None else Published(earliest=given, latest=given, precision="day", basis="given")
    article = Article(
        id=content_id(text),
        ref=page.ref,
        url=page.url,
        outlet=Outlet(name=page.outlet, domain=None) if page.outlet else None,
        title=page.title,
        standfirst=None,
        authors=(),
        section=None,
        language="en",
        published=published,
        modified=None,
        text=text,
        blocks=(Block(role="paragraph", start=0, end=len(text)),),
        furniture=(),
        truncated=None,
        copy_of=None,
    )
    return Reading(article=article)


def find(reading: Reading) -> Reading:
    text = reading.article.text
    harm(text)
    sentences = tuple(Sentence(start=m.start(), end=m.end()) for m in SENTENCE.finditer(text))
    mentions: list[Mention] = []
    events: list[Event] = []
    for n, m in enumerate(ACT.finditer(text)):
        sides = []
        for group in (1, 3):
            id = f"m{len(mentions)}"
            mentions.append(
                Mention(id=id, start=m.start(group), end=m.end(group), text=m[group], kind="state", actor=f"state:{m[group]}", by="name")
            )
            sides.append((Party(mention=id, actor=f"state:{m[group]}", country=m[group], sector="GOV"),))
        events.append(event(reading, n, m, sides[0], sides[1], sentences))
    actors = {m.text: Actor(id=f"state:{m.text}", name=m.text, kind="state", country=m.text, sector="GOV") for m in mentions}
    return replace(reading, sentences=sentences, mentions=tuple(mentions), actors=tuple(actors.values()), events=tuple(events))


def event(
    reading: Reading, n: int, m: re.Match[str], source: tuple[Party, ...], target: tuple[Party, ...], sentences: tuple[Sentence, ...]
) -> Event:
    type, quad, status, intensity = KINDS[m[2]]
    article = reading.article
    sentence = next(s for s in sentences if s.start <= m.start() < s.end)
    evidence = [
        Evidence(role="action", start=m.start(2), end=m.end(2), text=m[2]),
        Evidence(role="sentence", start=sentence.start, end=sentence.end, text=article.text[sentence.start : sentence.end]),
    ]
    if "WRONGOFFSET" in article.text:
        evidence[0] = replace(evidence[0], start=evidence[0].start + 1)
    day = article.published.day
    when = None if day is None else When(earliest=day, latest=day, precision="day", basis="published")
    return Event(
        id=content_id(article.id, str(n)),
        type=type,  # type: ignore[arg-type]
        mode=None,
        contexts=(),
        about="CONSULT" if status == "planned" else None,
        quad=quad,  # type: ignore[arg-type]
        cameo=None,
        intensity=intensity,
        source=source,
        target=target,
        reciprocal=False,
        status=status,  # type: ignore[arg-type]
        background=False,
        when=when,
        place=None,
        according_to=(Attribution(kind="unnamed", mention=None, actor=None, text="officials"),) if "officials" in article.text else (),
        evidence=tuple(evidence),
        why=f"verb {m[2]!r}",
        confidence=0.9,
    )


def harm(text: str) -> None:
    if "POISON" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "KILLONCE" in text:
        marker = Path(text.split("KILLONCE ")[1].split()[0])
        if not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)
    if "HANG" in text:
        time.sleep(600)
    if "SLOW" in text:
        time.sleep(0.02)
    if "BREAK" in text:
        raise ValueError("asked for")


def build(version: str = "1") -> Pipeline:
    fields = frozenset({"sentences", "mentions", "actors", "events"})
    stage = Stage(name="find", reads=frozenset({"article"}), writes=fields, run=find, version=version)  # type: ignore[arg-type]
    return Pipeline(opening, [stage])


def build_two() -> Pipeline:
    return build("2")


def pages(count: int, extra: dict[int, str] | None = None, slow: bool = False) -> list[Page]:
    """Pages that differ, with a date each; `extra` puts other texts in places."""
    sides = ("JPN", "USA", "CHN", "FRA", "RUS")
    made = []
    for n in range(count):
        verb = ("visits", "threatens", "will visit")[n % 3]
        text = f"Page {n}. {sides[n % 5]} {verb} {sides[(n + 1) % 5]}, officials say." + (" SLOW." if slow else "")
        text = (extra or {}).get(n, text)
        made.append(Page(ref=f"p{n}", content=text, media="clean", outlet="Daily Example", published=date(2014 + n % 9, 3, 1 + n % 28)))
    return made
