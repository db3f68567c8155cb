"""A reading as a short page for people: who did what to whom, when, according to whom, status, the words."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding

from latticework.types import Event, Published, Reading
from latticework.views.sentences import event_sentence

COLOURS = {1: "green", 2: "bold green", 3: "yellow", 4: "red"}
"""By quad class: verbal and material cooperation, verbal and material conflict."""


def print_reading(page: Console, reading: Reading) -> None:
    article = reading.article
    page.print(f"[bold]{escape(article.title or article.ref)}[/]")
    if article.standfirst:
        page.print(f"[italic]{escape(article.standfirst)}[/]")
    outlet = article.outlet.name or article.outlet.domain if article.outlet else None
    facts = [outlet or "outlet unknown", published_words(article.published), ", ".join(article.authors)]
    page.print(f"[dim]{escape(' · '.join(f for f in facts if f))}[/]")
    if article.copy_of:
        page.print(f"[dim]{article.copy_kind or 'copy'} of {article.copy_of}[/]")
    if article.truncated:
        page.print(f"[dim]cut short: {escape(article.truncated.reason)}[/]")
    page.print()
    for event in sorted(reading.events, key=lambda e: (e.background, e.evidence[0].start if e.evidence else 0)):
        print_event(page, reading, event)
    if not reading.events:
        page.print("no events found")
    counts = (
        f"{len(reading.events)} events, {len(reading.quotes)} quotes, {len(reading.actors)} actors, "
        f"{len(reading.times)} times, {len(article.furniture)} pieces of furniture taken out"
    )
    page.print(f"[dim]{counts}[/]")
    for issue in reading.issues:
        page.print(f"[dim]doubt: {escape(issue.message)}[/]")


def print_event(page: Console, reading: Reading, event: Event) -> None:
    colour = COLOURS[event.quad]
    page.print(f"[{colour}]●[/] {escape(event_sentence(event, reading))}", soft_wrap=False)
    sentence = next((e for e in event.evidence if e.role == "sentence"), None)
    if sentence:
        words = " ".join(sentence.text.split())
        page.print(Padding(f"[dim]“{escape(words)}”[/]", (0, 0, 0, 2)))


def published_words(published: Published) -> str:
    if published.earliest is None or published.latest is None:
        return "date unknown"
    ends = [end.isoformat() for end in (published.earliest, published.latest)]
    span = ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
    return span if published.basis in ("given", "metadata") else f"{span} ({published.basis})"
