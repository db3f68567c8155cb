"""Who a name or a description means on a day, asked outside of any article."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from latticework.detect.actors import find_actors
from latticework.detect.lexicon import POSSESSIVES, Lexicon
from latticework.detect.mentions import Phrase, Scanner
from latticework.detect.owners import Owner, owner_in, owner_of
from latticework.detect.resolve import Answer, Resolver, positions_in
from latticework.detect.roster import Roster, sector_of
from latticework.detect.syntax import parse
from latticework.ids import content_id
from latticework.knowledge import Knowledge
from latticework.knowledge.gazetteer import load_gazetteer
from latticework.types import UNDATED, Article, Block, Published, Reading, Span, Token

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|(?:Mr|Mrs|Ms|Dr|St)\.|['’]s\b|\w+(?:['’](?!s\b)\w+)*|\S")
WITHIN = 0.98
"""The score of what the sentence around the words says."""
UNKNOWN = 0.2
"""The score of an actor whom only the words describe."""


def who(text: str, day: date | None, knowledge: Knowledge, context: str | None = None) -> tuple[Answer, ...]:
    """Everybody who may be meant, best first; empty where nobody is known.

    `day` None answers only what holds on any day. `context` is text around the name: countries named in it speak for their people.
    """
    return Inquiry(knowledge).ask(text, day, context)


class Inquiry:
    """Answers many questions of one knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.lexicon = Lexicon(knowledge)
        self.roster = Roster(knowledge)
        self.find = find_actors(knowledge)

    def ask(self, text: str, day: date | None, context: str | None = None) -> tuple[Answer, ...]:
        """Everybody who may be meant, best first. A context that holds the words decides before the words alone."""
        alone = self._alone(text, day, context)
        inside = self._within(text, day, context) if context and text else None
        if inside is None:
            return tuple(alone)
        others = [a for a in alone if a.actor.id != inside.actor.id]
        if others and inside.actor.country is None and inside.actor.sector is None:
            return (*others, replace(inside, score=min(UNKNOWN, others[-1].score)))
        return (inside, *(replace(a, score=min(a.score, WITHIN - 0.05)) for a in others))

    def _alone(self, text: str, day: date | None, context: str | None) -> list[Answer]:
        resolver = Resolver(self.roster, day)
        tokens = plain_tokens(text)
        phrases = list(Scanner(tokens, self.lexicon).scan(0, len(tokens)))
        if not phrases:
            return self._city(text, resolver, self.countries_in(context) if context else ())
        phrase = max(phrases, key=lambda p: (p.last - p.first, -p.first))
        owned = [p for p in phrases if p.first and tokens[p.first - 1].text in POSSESSIVES]
        if owned:
            phrase = owned[-1]
        near = self.countries_in(context) if context else ()
        words = text[tokens[phrase.first].start : tokens[phrase.last - 1].end]
        return self._answers(tokens, phrase, words, resolver, near)

    def _city(self, text: str, resolver: Resolver, near: Collection[str]) -> list[Answer]:
        """The city that bears a name which is nothing else."""
        country = load_gazetteer().country(text, near)
        return [] if country is None else [Answer(actor=resolver.local("place", text, country=country), score=0.5, why="name: city")]

    def _within(self, text: str, day: date | None, context: str) -> Answer | None:
        """Who the words mean in the sentence they stand in, read as an article of that day."""
        start = context.find(text)
        if start < 0:
            return None
        where = Span(start=start, end=start + len(text))
        reading = self.find(parse()(Reading(article=sentence_article(context, day))))
        met = [m for m in reading.mentions if m.actor is not None and m.meets(where)]
        if not met:
            return None
        best = max(met, key=lambda m: (min(m.end, where.end) - max(m.start, where.start), m.start - m.end))
        actor = reading.actor(best.actor)
        return Answer(actor=actor, score=WITHIN, why=f"{best.by} in its sentence") if actor is not None else None

    def countries_in(self, context: str) -> tuple[str, ...]:
        """The countries that a text names, the most frequent first."""
        tokens = plain_tokens(context)
        counted: dict[str, int] = {}
        for phrase in Scanner(tokens, self.lexicon).scan(0, len(tokens)):
            for hit in (phrase.party, phrase.name):
                owner = owner_of(hit, self.lexicon) if hit is not None else None
                if owner is not None and owner.country is not None:
                    counted[owner.country] = counted.get(owner.country, 0) + 1
        return tuple(sorted(counted, key=lambda c: (-counted[c], c)))

    def _answers(self, tokens: list[Token], phrase: Phrase, words: str, resolver: Resolver, near: Collection[str]) -> list[Answer]:
        owner = owner_in(phrase, self.lexicon)
        if phrase.kind == "person" and phrase.name is not None and phrase.name_at is not None:
            return self._persons(tokens, phrase, resolver, owner, near)
        if phrase.shape in ("title", "leader"):
            return self._titled(phrase, resolver, owner, near, words)
        if phrase.shape == "role":
            role = phrase.roles[0]
            country = owner.country if owner else next(iter(near), None)
            if owner is None and phrase.party is not None and phrase.party_at is not None:
                ruler = replace(phrase, name=phrase.party, name_at=phrase.party_at, titles=(), party=None)
                leaders = self._persons(tokens, ruler, resolver, None, near)
                country = leaders[0].actor.country if leaders else country
            actor = resolver.local(phrase.kind, words, country=country, sector=role.sector)
            return [Answer(actor=actor, score=UNKNOWN, why=f"role: {role.noun}")]
        return self._named(phrase, resolver)

    def _persons(self, tokens: list[Token], phrase: Phrase, resolver: Resolver, owner: Owner | None, near: Collection[str]) -> list[Answer]:
        assert phrase.name is not None and phrase.name_at is not None
        office = owner.office if owner else None
        positions = () if phrase.coming else positions_in(phrase.titles, office)
        ids = [c.id for c in phrase.name.candidates if c.kind == "person"]
        if ids:
            return resolver.persons(ids, positions, office, near)
        name = " ".join(t.text for t in tokens[phrase.name_at : phrase.name_at + phrase.name.length])
        answers = resolver.surname(name, positions, office, near)
        if answers or owner is None:
            return answers
        sector = sector_of(positions[0]) if positions else None
        actor = resolver.local("person", name, country=owner.country, sector=sector)
        return [Answer(actor=actor, score=UNKNOWN, why="only the words around the name are known")]

    def _titled(self, phrase: Phrase, resolver: Resolver, owner: Owner | None, near: Collection[str], words: str) -> list[Answer]:
        owners = [owner] if owner else [Owner(office=c, country=c) for c in near]
        answers: list[Answer] = []
        for one in owners if not phrase.plural else ():
            if phrase.coming:
                answers += resolver.coming(one.office, phrase.titles)
            elif phrase.shape == "leader":
                answers += resolver.leaders(one.office, phrase.basis)
            else:
                answers += resolver.holders(one.office, phrase.titles, phrase.basis, phrase.title_text)
        if answers or owner is None:
            return answers
        positions = positions_in(phrase.titles, owner.office)
        sector = sector_of(positions[0]) if positions else "GOV"
        actor = resolver.local("group" if phrase.plural else "person", words, country=owner.country, sector=sector)
        return [Answer(actor=actor, score=UNKNOWN, why="the holder on this day is not known")]

    def _named(self, phrase: Phrase, resolver: Resolver) -> list[Answer]:
        hit = phrase.name
        if hit is None:
            return []
        answers: list[Answer] = []
        for n, candidate in enumerate(hit.candidates):
            actor = resolver.named(candidate)
            if candidate.kind == "metonym":
                actor = resolver.government(candidate)
            if actor is None and candidate.kind == "place":
                actor = resolver.local("place", candidate.id, country=self.lexicon.homes.get(candidate.id))
            if actor is not None and all(actor.id != a.actor.id for a in answers):
                answers.append(Answer(actor=actor, score=0.95 - 0.1 * n, why=f"{candidate.by}: {candidate.kind}"))
        return answers


def plain_tokens(text: str) -> list[Token]:
    """Words without a parse, so that what a parser would say of them is left open ("")."""
    tokens = []
    for n, found in enumerate(WORD.finditer(text)):
        word = found.group()
        plural = word[:1].islower() and word.endswith("s") and not word.endswith("ss")
        lemma = word.lower()[:-1] if plural and len(word) > 3 else word.lower()
        tokens.append(
            Token(
                start=found.start(),
                end=found.end(),
                text=word,
                lemma=lemma,
                pos="PROPN" if word[:1].isupper() else "",
                tag="NNS" if plural else "",
                dep="",
                head=n,
            )
        )
    return tokens


def sentence_article(text: str, day: date | None) -> Article:
    """A few sentences as an article that came out on a day."""
    published = Published(earliest=day, latest=day, precision="day", basis="given") if day else UNDATED
    return Article(
        id=content_id(text), ref="who", url=None, outlet=None, title=None, standfirst=None, authors=(), section=None, language="en",
        published=published, modified=None, text=text, blocks=(Block(start=0, end=len(text), role="paragraph"),), furniture=(),
        truncated=None, copy_of=None,
    )  # fmt: skip
