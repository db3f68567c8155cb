"""Who speaks: the mention for a noun phrase, found among those there are or added, and the actor it stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from latticework.extract.cues import CueWords
from latticework.extract.phrases import Phrases
from latticework.types import Actor, Mention, MentionKind, Reading, Speaker

ENTITY_KINDS: dict[str, MentionKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "state",
    "LOC": "place",
    "FAC": "place",
}
FIRST_PERSON = frozenset({"I", "me", "my", "myself"})
PRONOUN_TAGS = frozenset({"PRP", "PRP$", "WP", "WP$", "WDT", "DT", "EX"})
SHORTEST_SURNAME = 2


class Speakers:
    """Finds or makes the mentions of those who speak in one reading. What it makes stands in `mentions` and `actors`."""

    def __init__(self, reading: Reading, phrases: Phrases, words: CueWords, speech: Sequence[bool]) -> None:
        """`speech` tells for each token whether it stands in direct speech."""
        self.speech = speech
        self.text = reading.article.text
        self.phrases = phrases
        self.words = words
        self.voices: dict[int, tuple[int, tuple[int, int]]] = {}
        """For each word of a turn the word that names its speaker, who says "I" there, and where that name begins and ends."""
        self._labels: dict[str, str | None] = {}
        self.mentions: list[Mention] = []
        self.actors: list[Actor] = []
        self._ids = {m.id for m in reading.mentions}
        self._actors = {a.id: a for a in reading.actors}
        self._number = len(reading.mentions)
        self._spans: dict[tuple[int, int], Mention] = {}
        self._over: dict[int, Mention] = {}
        for mention in reading.mentions:
            self._enter(mention)

    def _enter(self, mention: Mention) -> None:
        """Index a mention by its span, and by each word whose reference it settles: the longest one at its own head wins."""
        self._spans.setdefault((mention.start, mention.end), mention)
        syntax = self.phrases.syntax
        root = syntax.root_of(mention)
        for i in syntax.tokens_in(mention):
            old = self._over.get(i)
            if old is None or (i == root and (syntax.root_of(old) != i or old.end - old.start < mention.end - mention.start)):
                self._over[i] = mention

    def speaker(self, head: int, verb: int | None = None) -> Speaker:
        """The speaker named by the noun phrase of a word. `verb` is what it is the subject of."""
        first, last = self.phrases.name_of(head, avoid=verb)
        first, last = self._outside_speech(first, last, head)
        start, end = self.phrases.tokens[first].start, self.phrases.tokens[last - 1].end
        return self._speaker_of(start, end, head)

    def named(self, head: int, name: tuple[int, int]) -> Speaker:
        """The speaker whose name begins and ends there; `head` is its chief word.

        A label means the same person all over a transcript, whoever was told of in between.
        """
        speaker = self._speaker_of(*name, head)
        actor = self._labels.setdefault(self.text[slice(*name)], speaker.actor)
        return replace(speaker, actor=actor)

    def _outside_speech(self, first: int, last: int, head: int) -> tuple[int, int]:
        """A name cut where the parser let it run into what is said, or over a colon."""
        for i in range(head + 1, last):
            if self.speech[i] != self.speech[head] or self.phrases.tokens[i].text == ":":
                last = i
                break
        for i in range(head - 1, first - 1, -1):
            if self.speech[i] != self.speech[head] or self.phrases.tokens[i].text == ":":
                first = i + 1
                break
        return self.phrases.trimmed((first, last)) or (head, head + 1)

    def _speaker_of(self, start: int, end: int, head: int) -> Speaker:
        same = self._spans.get((start, end))
        if same is not None:
            return Speaker(mention=same.id, actor=same.actor)
        inner = self._settled(head, start, end)
        kind, actor = (inner.kind, inner.actor) if inner is not None else self._kind(head)
        if actor is None and inner is None:
            voice = self.voices.get(head)
            if voice is not None and voice[0] != head and self.phrases.tokens[head].text in FIRST_PERSON:
                actor = self.named(*voice).actor
            else:
                known = self._in_capitals(start, end)
                kind, actor = ("person", known) if known else (kind, self._new_actor(head, kind, start, end))
        self._number += 1
        while f"m{self._number}" in self._ids:
            self._number += 1
        by = "coreference" if self.phrases.tokens[head].tag in PRONOUN_TAGS and actor is not None else "description"
        mention = Mention(id=f"m{self._number}", start=start, end=end, text=self.text[start:end], kind=kind, actor=actor, by=by)  # type: ignore[arg-type]
        self._ids.add(mention.id)
        self.mentions.append(mention)
        self._spans[start, end] = mention
        return Speaker(mention=mention.id, actor=actor)

    def _settled(self, head: int, start: int, end: int) -> Mention | None:
        """The mention that says who a phrase is about: over its head, over a name in apposition, or over what a "who" stands for."""
        found = self._over.get(head)
        if found is not None and found.start < end and start < found.end:
            return found
        tokens = self.phrases.tokens
        if tokens[head].tag in ("WP", "WDT"):
            clause = tokens[head].head
            if tokens[clause].dep == "relcl":
                return self._over.get(tokens[clause].head)
        apposition = self.phrases.child(head, "appos")
        return None if apposition is None else self._over.get(apposition)

    def _kind(self, head: int) -> tuple[MentionKind, str | None]:
        token = self.phrases.tokens[head]
        noun = token.pos == "NOUN" or token.text.isupper()  # parsers take all capitals for names
        if noun and self.words.sources.get(token.lemma.lower()) == "unnamed" and not self._definite(head):
            return "unnamed_source", None
        entity = token.ent[2:]
        return ENTITY_KINDS.get(entity, "other"), None

    def _definite(self, head: int) -> bool:
        return any(
            self.phrases.tokens[c].text.lower() in ("the", "this", "that", "his", "her", "its") and self.phrases.tokens[head].tag == "NN"
            for c in self.phrases.children[head]
        )

    def _in_capitals(self, start: int, end: int) -> str | None:
        """The one person known in the article by the surname that a label in capitals gives ("MR. OLSEN: …")."""
        words = self.text[start:end].split()
        if not words or not self.text[start:end].isupper() or len(words[-1]) < SHORTEST_SURNAME:
            return None
        surname = words[-1].casefold()
        named = {a.id for a in self._actors.values() if a.kind == "person" and a.name.casefold().split()[-1:] == [surname]}
        return named.pop() if len(named) == 1 else None

    def _new_actor(self, head: int, kind: MentionKind, start: int, end: int) -> str | None:
        token = self.phrases.tokens[head]
        if token.tag in PRONOUN_TAGS or kind not in ("person", "organisation", "unnamed_source"):
            return None
        name = " ".join(self.text[start:end].split())
        if kind != "unnamed_source":
            name = self._entity_name(head)
        slug = re.sub(r"[^\w]+", "-", name.lower()).strip("-")
        prefix = {"person": "person", "organisation": "org"}.get(kind, "unnamed")
        id = f"{prefix}:{slug}"
        if id not in self._actors:
            actor = Actor(id=id, name=name, kind=kind)
            self._actors[id] = actor
            self.actors.append(actor)
        return id

    def _entity_name(self, head: int) -> str:
        """The words of the named entity that a word ends or stands in."""
        tokens, first, last = self.phrases.tokens, head, head + 1
        kind = tokens[head].ent[2:]
        while first > 0 and tokens[first].ent.startswith("I") and tokens[first - 1].ent[2:] == kind:
            first -= 1
        while last < len(tokens) and tokens[last].ent == f"I-{kind}":
            last += 1
        return " ".join(self.text[tokens[first].start : tokens[last - 1].end].split())
