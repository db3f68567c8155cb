"""Who vouches for a clause: the chain of those who say so, from the inside out.

For the event coder: build one `Attributor` for a reading (after `find_quotes`), then ask by token.

    at(i)           who says so for the clause whose head is token `i`, innermost speaker first; a single
                    Attribution of kind "outlet" where the article says it itself; "caption" in a caption
    cue_class(i)    the stance under which the clause stands ("deny", "promise", "hope" …, see `cues.CueClass`),
                    of the innermost report around the token, or None for plain narration. Stances of thought and
                    will ("hope", "want", "believe") count here, while `at` names only those who speak

Both take constant time after the build, which is linear in the length of all quotes together.
"""

from __future__ import annotations

from latticework.extract.cues import Cue, CueClass, load_cues
from latticework.extract.phrases import Phrases
from latticework.types import Attribution, AttributionKind, Mention, Quote, Reading

OUTLET = Attribution(kind="outlet", mention=None, actor=None, text=None)
MIND = frozenset({"hope", "fear", "want", "intend", "believe", "doubt", "praise", "criticise", "agree", "refuse"})
"""Stances under which the article itself tells what somebody feels or wants: nobody is quoted for it."""


class Attributor:
    """Answers for one reading. Raises nothing; a reading without a parse has no tokens to ask about."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.words = load_cues()
        self._mentions = {m.id: m for m in reading.mentions}
        self._chains: dict[int, tuple[Attribution, ...]] = {}
        self._over: dict[int, list[int]] = {}
        self._captions: set[int] = set()
        self._adverbs: dict[int, Attribution] = {}
        syntax = reading.syntax
        if syntax is None:
            self._stances: list[CueClass | None] = []
            self._voices: list[Attribution | None] = []
            return
        self.syntax = syntax
        self.phrases = Phrases(syntax)
        cues = [self._cue(q) for q in reading.quotes]
        self._stances = [None if c is None else c.kind for c in cues]
        self._voices = [self._voice(q, c) for q, c in zip(reading.quotes, cues, strict=True)]
        for n in sorted(range(len(reading.quotes)), key=lambda n: reading.quotes[n].end - reading.quotes[n].start):
            quote = reading.quotes[n]
            if quote.kind != "scare":
                for i in syntax.tokens_in(quote):
                    self._over.setdefault(i, []).append(n)
        for block in reading.article.blocks:
            if block.role == "caption":
                self._captions.update(syntax.tokens_in(block))
        self._find_adverbs()

    def at(self, i: int) -> tuple[Attribution, ...]:
        """Who says so for the clause that token `i` heads, innermost first; never empty."""
        if i not in self._chains:
            self._chains[i] = self._chain(i)
        return self._chains[i]

    def cue_class(self, i: int) -> CueClass | None:
        """The stance of the innermost report around token `i`."""
        return next((self._stances[n] for n in self._over.get(i, ()) if self._stances[n] is not None), None)

    def cue_classes(self, i: int) -> tuple[CueClass, ...]:
        """The stances of all reports around token `i`, innermost first ("said he hoped to": hope, say)."""
        stances = (self._stances[n] for n in self._over.get(i, ()))
        return tuple(s for s in stances if s is not None)

    def quote_at(self, i: int) -> Quote | None:
        """The innermost quote that holds token `i`, borrowed words ("scare") left aside."""
        over = self._over.get(i)
        return self.reading.quotes[over[0]] if over else None

    def _chain(self, i: int) -> tuple[Attribution, ...]:
        found: list[Attribution] = []
        adverb = self._adverbs.get(i)
        if adverb is not None:
            found.append(adverb)
        for n in self._over.get(i, ()):
            voice = self._voices[n]
            if voice is not None and not any(v.mention == voice.mention and v.actor == voice.actor for v in found):
                found.append(voice)
        if found:
            return tuple(found)
        if i in self._captions:
            return (Attribution(kind="caption", mention=None, actor=None, text=None),)
        return (OUTLET,)

    def _cue(self, quote: Quote) -> Cue | None:
        """The entry of a quote's cue: of its last word that is on a list."""
        if quote.cue is None:
            return None
        for i in reversed(self.syntax.tokens_in(quote.cue)):
            token = self.syntax.tokens[i]
            if token.text.lower() == "according":
                return self.words.verbs["say", None]
            if token.pos in ("VERB", "AUX", "ADJ"):
                entry = self._verb(i) or self.words.adjectives.get(token.lemma)
            else:
                entry = self.words.nouns.get(token.lemma)
            if entry is not None:
                return entry
        return None

    def _verb(self, i: int) -> Cue | None:
        near = (self.syntax.tokens[c].text.lower() for c in self.syntax.children[i] if i < c <= i + 3)
        return self.words.verb(self.syntax.tokens[i].text, self.syntax.tokens[i].lemma, near)

    def _voice(self, quote: Quote, cue: Cue | None) -> Attribution | None:
        """Whom a quote makes answerable for its content, if anybody."""
        if quote.kind != "direct" and cue is not None and cue.kind in MIND:
            return None
        mention = None if quote.speaker is None or quote.speaker.mention is None else self._mentions.get(quote.speaker.mention)
        if mention is None:
            if quote.cue is None or (quote.kind != "direct" and cue is None):
                return None
            return Attribution(kind="unnamed", mention=None, actor=None, text=quote.cue.text)
        actor = quote.speaker.actor if quote.speaker is not None else None
        return Attribution(kind=self._kind(mention, actor), mention=mention.id, actor=actor, text=mention.text)

    def _kind(self, mention: Mention, actor: str | None) -> AttributionKind:
        root = self.syntax.root_of(mention)
        listed = None if root is None else self.words.sources.get(self.syntax.tokens[root].lemma)
        if listed == "document":
            return "document"
        if mention.kind == "unnamed_source" or (actor is not None and actor.startswith("unnamed:")):
            return "unnamed"
        if actor is None and listed == "unnamed":
            return "unnamed"
        return "named"

    def _find_adverbs(self) -> None:
        """ "reportedly" and its like: an unnamed voice over the clause that they stand in."""
        for token in self.syntax.tokens:
            if token.text.lower() not in self.words.adverbs:
                continue
            first, last = self.phrases.edges(token.head)
            voice = Attribution(kind="unnamed", mention=None, actor=None, text=token.text)
            for k in range(first, last):
                self._adverbs.setdefault(k, voice)


def attributions_of(reading: Reading) -> Attributor:
    """The same as `Attributor(reading)`."""
    return Attributor(reading)
