"""An event told in one sentence, for people: who did what to whom, whether and when it happened, and who says so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import lru_cache

from latticework.types import Attribution, Event, Moment, Party, Reading, When, as_day

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}

STATUS_WORDS = {
    "happened": "happened",
    "ongoing": "ongoing",
    "planned": "planned",
    "possible": "possible",
    "denied": "denied",
    "not_happened": "did not happen",
}
NOBODY = "(nobody named)"
OF_THE_STATE = frozenset({None, "GOV", "MIL", "LEG", "JUD", "SPY", "COP"})
"""Sectors whose acts are their state's own."""


def event_sentence(event: Event, reading: Reading) -> str:
    """One event in one line.

    Returns:
        for example "Japan (Shigeru Ishiba) → United States (Donald Trump): SUPPORT, happened on 2025-01-21,
        according to the outlet: ‘congratulated’".
    """
    arrow = "↔" if event.reciprocal else "→"
    parts = [f"{type_words(event)}", status_words(event)]
    if event.place is not None:
        parts.append(f"in {event.place.name}")
    parts.append(f"according to {according_words(event, reading)}")
    line = f"{side_words(event.source, reading)} {arrow} {side_words(event.target, reading)}: {', '.join(parts)}"
    action = action_words(event)
    return f"{line}: ‘{action}’" if action else line


def side_words(parties: tuple[Party, ...], reading: Reading) -> str:
    """One side of an event. Several parties of one country are told together: "United States (Donald Trump, Antony Blinken)"."""
    if not parties:
        return NOBODY
    people: dict[str, list[str]] = {}
    for party in parties:
        head, person = party_names(party, reading)
        names = people.setdefault(head, [])
        if person is not None and person not in names:
            names.append(person)
    return ", ".join(f"{head} ({', '.join(names)})" if names else head for head, names in people.items())


def party_names(party: Party, reading: Reading) -> tuple[str, str | None]:
    """The country of a party and who acts for it; whoever does not act for a state stands first: "Hezbollah (Lebanon)"."""
    actor = reading.actor(party.actor)
    mention = reading.mention(party.mention)
    name = actor.name if actor is not None else (shortened(mention.text, 60) if mention is not None else None)
    if party.country is None:
        return name or NOBODY, None
    country = country_name(party.country, reading)
    name = name and (name.removeprefix(f"{country}'s ").removeprefix(f"{country}’s ") or name)
    if name is None or name == country or (actor is not None and actor.kind == "state"):
        return country, None
    return (country, name) if party.sector in OF_THE_STATE else (name, country)


def country_name(code: str, reading: Reading) -> str:
    """A country by the name the reading itself has for it, else by its name in the knowledge data, else by its code."""
    own = next((a.name for a in reading.actors if a.kind == "state" and a.country == code), None)
    return own or _known_countries().get(code, code)


@lru_cache(maxsize=1)
def _known_countries() -> dict[str, str]:
    from latticework.knowledge import load_knowledge

    return {code: state.name for code, state in load_knowledge().states.items()}


def type_words(event: Event) -> str:
    """The type, with its mode and what it is about: "AGREE about CONSULT", "CONSULT (visit)"."""
    words: str = event.type
    if event.about is not None:
        words += f" about {event.about}"
    return f"{words} ({event.mode.replace('_', ' ')})" if event.mode else words


def status_words(event: Event) -> str:
    """ "happened on 2025-01-21", "planned for February 2025", "denied"; history is marked as such."""
    words = STATUS_WORDS[event.status]
    when = when_words(event.when)
    if when.startswith("reported"):
        words += f", {when}"
    elif event.status == "planned" and when.startswith(("on ", "in ")):
        words += f" for {when[3:]}"
    elif when:
        words += f" {when}"
    return f"{words} (background)" if event.background else words


def when_words(when: When | None) -> str:
    """An interval as people write it: "on 2025-01-21", "in February 2025", "in 2025", "between 2025-02-01 and 2025-02-14"."""
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    if when.earliest is None or when.latest is None:
        moment = when.earliest or when.latest
        assert moment is not None
        return f"{'until' if when.earliest is None else 'from'} {moment_words(moment)}"
    first, last = as_day(when.earliest), as_day(when.latest)
    if when.basis == "published":
        # Nothing in the words tells the day; the hour at which the page came out would look like one that they do.
        return f"reported on {first.isoformat()}" if first == last else f"reported between {first.isoformat()} and {last.isoformat()}"
    if first == last:
        return f"on {moment_words(when.earliest)}"
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"in {first.year}" if first.year == last.year else f"between {first.year} and {last.year}"
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and (first.year, first.month) == (last.year, last.month):
        return f"in {month_words(first)}"
    return f"between {first.isoformat()} and {last.isoformat()}"


MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


def month_words(day: date) -> str:
    # Not strftime: that speaks the language of the machine, and the record speaks English.
    return f"{MONTHS[day.month - 1]} {day.year}"


def moment_words(moment: Moment) -> str:
    if isinstance(moment, datetime):
        return moment.strftime("%Y-%m-%d %H:%M %Z").strip()
    return moment.isoformat()


def according_words(event: Event, reading: Reading) -> str:
    """Who says so, from the nearest source outwards: "Dmitry Peskov, told by the outlet" is not needed, the outlet is understood."""
    named = [attribution_words(a, reading) for a in event.according_to if a.kind != "outlet"]
    return ", citing ".join(dict.fromkeys(named)) if named else "the outlet"


def attribution_words(attribution: Attribution, reading: Reading) -> str:
    if attribution.kind == "caption":
        return "a caption"
    actor, mention = reading.actor(attribution.actor), reading.mention(attribution.mention)
    if actor is not None:
        return actor.name
    words = attribution.text or (mention.text if mention is not None else None)
    if words:
        return shortened(words, 60)
    return {"document": "a document", "unnamed": "unnamed sources", "named": "a named source"}.get(attribution.kind, "the outlet")


def action_words(event: Event) -> str:
    """The words of the act, in text order, with an ellipsis where they stand apart."""
    pieces = sorted((e for e in event.evidence if e.role == "action"), key=lambda e: (e.start, e.end))
    return " … ".join(dict.fromkeys(shortened(p.text, 80) for p in pieces))


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut between words."""
    line = " ".join(text.split())
    if len(line) <= length:
        return line
    return line[: line.rfind(" ", 0, length) if " " in line[:length] else length - 1].rstrip(",;:") + "…"
