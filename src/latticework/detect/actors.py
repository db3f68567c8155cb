"""The stage that says who acts and who is acted upon: mentions, and the actors that they stand for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from latticework.detect.identify import Identifier
from latticework.detect.lexicon import Lexicon
from latticework.detect.roster import Roster
from latticework.knowledge import Knowledge
from latticework.types import Actor, Issue, Mention, Reading

STAGE = "actors"


def find_actors(knowledge: Knowledge) -> Callable[[Reading], Reading]:
    """The stage that reads article, sentences and syntax, and writes mentions and actors.

    Offices are those of the day of publication; where that is unknown, actors carry none, and an issue says so.
    """
    lexicon = Lexicon(knowledge)
    roster = Roster(knowledge)

    def run(reading: Reading) -> Reading:
        syntax = reading.syntax
        if syntax is None or not syntax.tokens:
            return reading
        identifier = Identifier(reading, lexicon, roster)
        mentions: list[Mention] = []
        actors: dict[str, Actor] = {a.id: a for a in reading.actors}
        for phrase, actor, by, kind in identifier.run():
            start, end = syntax.tokens[phrase.first].start, syntax.tokens[phrase.last - 1].end
            words = reading.article.words(start, end)
            number = len(reading.mentions) + len(mentions) + 1
            mentions.append(
                Mention(start=start, end=end, text=words.text, id=f"m{number}", kind=kind, actor=actor.id if actor else None, by=by)
            )
            if actor is not None:
                actors.setdefault(actor.id, actor)
        told_before = {a.id for a in reading.actors}
        for id, stranger in identifier.people.strangers.items():
            # A stranger's country or office may be told only after the first mention.
            if id in actors and id not in told_before:
                actors[id] = stranger
        issues = list(identifier.issues)
        if reading.article.published.day is None and mentions:
            message = "the day of publication is unknown, so no actor was given the offices held on it"
            issues.append(Issue(stage=STAGE, kind="undated", message=message))
        return replace(
            reading,
            mentions=(*reading.mentions, *mentions),
            actors=tuple(actors.values()),
            issues=(*reading.issues, *issues),
        )

    return run
