"""Who answers in an interview: the person whom the words before the first question introduce."""

from __future__ import annotations

from collections.abc import Iterator

from latticework.extract.phrases import Phrases
from latticework.types import Mention, Reading, Span

CONVERSES = frozenset({"speak", "talk", "sit", "chat"})
"""Verbs that have the one who answers as their subject, or after "to" or "with" where the outlet is the subject."""
ANSWERS = frozenset({"explain", "discuss", "describe", "answer", "reflect"})
INTERVIEWS = frozenset({"interview", "ask", "question"})
CONVERSATIONS = frozenset({"interview", "conversation"})
TO = frozenset({"to", "with"})
SIDES = frozenset({"PERSON", "GPE", "NORP"})
"""Entities that are spoken to in the news itself, and not for the page."""


def interviewee(reading: Reading, phrases: Phrases, before: int) -> Mention | None:
    """The name of the person who answers, or None where the page before that offset introduces nobody, or several.

    One who is said to speak to the outlet comes before all who are named; where nobody is, one person named alone will do.
    """
    named = [m for m in reading.mentions if m.kind == "person" and m.by == "name" and m.actor is not None and m.end <= before]
    if not named:
        return None
    over = {i: m for m in reading.mentions if m.kind == "person" and m.end <= before for i in phrases.syntax.tokens_in(m)}
    speaking = {over[i].actor for i in _conversing(phrases, before) if i in over and over[i].actor is not None}
    actors = {m.actor for m in named}
    chosen = speaking & actors or actors
    if len(chosen) != 1:
        return None
    actor = chosen.pop()
    return max((m for m in named if m.actor == actor), key=lambda m: (m.end - m.start, -m.start))


def _conversing(phrases: Phrases, before: int) -> Iterator[int]:
    """Words that name those who speak to somebody, by the grammar of the introduction."""
    tokens = phrases.tokens
    for i in phrases.syntax.tokens_in(Span(start=0, end=before)):
        lemma = tokens[i].lemma.lower()
        if tokens[i].pos == "VERB" and lemma in CONVERSES | ANSWERS:
            subject = phrases.surface_subject(i)
            if subject is not None and (tokens[subject].ent[2:] == "PERSON" or tokens[subject].text.lower() in ("he", "she", "who")):
                if not any(tokens[k].ent[2:] in SIDES for k in _after(i, phrases)):
                    yield subject
            elif lemma in CONVERSES:
                yield from _after(i, phrases)
        elif tokens[i].pos == "VERB" and lemma in INTERVIEWS:
            object_ = phrases.child(i, "dobj", "nsubjpass")
            if object_ is not None:
                yield object_
        elif tokens[i].pos in ("NOUN", "PROPN") and lemma in CONVERSATIONS:
            yield from _after(i, phrases)


def _after(i: int, phrases: Phrases) -> Iterator[int]:
    for c in phrases.children[i]:
        if phrases.tokens[c].text.lower() in TO and (named := phrases.child(c, "pobj")) is not None:
            yield named
