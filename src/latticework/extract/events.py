"""From a matched act to the event of the contract: its when, where, according to whom, evidence, reason and confidence."""

from __future__ import annotations

from collections.abc import Iterator

from latticework.extract.attribution import Attributor
from latticework.extract.clauses import Clauses
from latticework.extract.drafts import Draft
from latticework.extract.lexicon import Lexicon
from latticework.extract.parties import End
from latticework.extract.places import Places
from latticework.extract.status import Finding
from latticework.extract.whens import Whens, when_of, when_published
from latticework.ids import content_id
from latticework.knowledge import Knowledge
from latticework.types import Event, Evidence, EvidenceRole, Reading, TimeExpression

PRIOR = {"phrase": 0.75, "verb": 0.7, "noun": 0.6}
"""How often an event is right by the kind of its rule, before anything is known of its sides. Judged by reading, not fitted."""
COST = {
    "by": 0.0, "direct": 0.0, "relative": 0.03, "conj": 0.04, "control": 0.05, "participle": 0.07, "repaired": 0.1, "none": 0.1,
    "own": 0.0, "pronoun": 0.06, "stand_in": 0.04, "adjective": 0.05, "inherited": 0.2,
}  # fmt: skip
"""What each less direct way to find a side takes off."""
NOT_FIRST_SLOT = 0.04
WISH = 0.1
UNCERTAIN = 0.1


class EventMaker:
    """Makes events in one reading."""

    def __init__(
        self,
        reading: Reading,
        clauses: Clauses,
        knowledge: Knowledge,
        lexicon: Lexicon,
        whens: Whens,
        places: Places,
        attributor: Attributor,
    ) -> None:
        self.reading = reading
        self.article = reading.article
        self.clauses = clauses
        self.tokens = clauses.tokens
        self.ontology = knowledge.ontology
        self.lexicon = lexicon
        self.whens = whens
        self.places = places
        self.attributor = attributor

    def make(self, draft: Draft, finding: Finding, time: TimeExpression | None, sentence: int) -> Event:
        """The event of an act. `sentence` is the number of the sentence it is told in."""
        background = finding.background or (time is not None and self.whens.is_history(time))
        place = self.places.of(draft)
        when = when_of(time) if time is not None else when_published(self.article.published, finding.status, background)
        said = self.attributor.at(draft.head)
        entry = self.ontology.types[draft.type]
        mode = draft.mode if draft.mode in entry.modes else None
        evidence = [
            *self._action(draft),
            *(self._words("source", e.words.start, e.words.end) for e in draft.sources),
            *(self._words("target", e.words.start, e.words.end) for e in draft.targets),
            *([self._words("when", time.start, time.end)] if time is not None else []),
            *([self._words("place", place[1].start, place[1].end)] if place is not None else []),
            *(self._words("status", self.tokens[c].start, self.tokens[c].end) for c in finding.cues),
            *self._attribution(said),
            self._words("sentence", self.reading.sentences[sentence].start, self.reading.sentences[sentence].end),
        ]
        return Event(
            id=content_id(self.article.id, draft.type, str(self.tokens[draft.head].start), *(e.key for e in draft.sources)),
            type=draft.type, mode=mode, contexts=self._contexts(sentence), about=draft.about, quad=entry.quad,
            cameo=draft.cameo or self.lexicon.derive(draft.type, draft.about)[0], intensity=self.ontology.intensity(draft.type, mode),
            source=tuple(e.party for e in draft.sources), target=tuple(e.party for e in draft.targets), reciprocal=draft.reciprocal,
            status=finding.status, background=background, when=when, place=place[0] if place is not None else None, according_to=said,
            evidence=tuple(dict.fromkeys(evidence)), why=self._why(draft), confidence=confidence(draft, finding),
        )  # fmt: skip

    def _words(self, role: EvidenceRole, start: int, end: int) -> Evidence:
        return Evidence(role=role, start=start, end=end, text=self.article.text[start:end])

    def _action(self, draft: Draft) -> Iterator[Evidence]:
        """The words of the act: its predicate up to its noun where they stand close, each by itself where they do not."""
        heads = sorted(set(draft.action))
        run: list[int] = []
        for index in heads:
            if run and index - run[-1] > 4:
                yield self._words("action", self.tokens[run[0]].start, self.tokens[run[-1]].end)
                run = []
            run.append(index)
        if run:
            yield self._words("action", self.tokens[run[0]].start, self.tokens[run[-1]].end)

    def _attribution(self, said: tuple[object, ...]) -> Iterator[Evidence]:
        mentions = {m.id: m for m in self.reading.mentions}
        for voice in said:
            mention = mentions.get(getattr(voice, "mention", None) or "")
            if mention is not None:
                yield self._words("attribution", mention.start, mention.end)

    def _contexts(self, sentence: int) -> tuple[str, ...]:
        first, last = self.clauses.syntax.sentences[sentence]
        found: dict[str, None] = {}
        for token in self.tokens[first:last]:
            for context in self.lexicon.contexts.get(token.text.lower(), ()):
                if context in self.ontology.contexts:
                    found.setdefault(context)
        return tuple(found)

    def _why(self, draft: Draft) -> str:
        words = " … ".join(e.text for e in self._action(draft))
        source = ", ".join(f"{e.words.text} ({e.found})" for e in draft.sources)
        target = ", ".join(f"{e.words.text} ({e.found})" for e in draft.targets) or "nobody"
        return f"rule {draft.rule.id} on “{words}”; source {source} as {draft.how} agent; target {target} in slot {draft.slot or 'none'}"


def confidence(draft: Draft, finding: Finding) -> float:
    """A prior by the kind of rule, less what each indirect step takes off."""
    value = PRIOR["noun" if draft.noun else "phrase" if draft.rule.phrase else "verb"] - COST[draft.how]
    value -= max((COST[e.found] for e in draft.sources), default=0.0) + worst(draft.targets)
    if draft.rule.slots and draft.slot not in (draft.rule.slots[0], "subj", "between", "owners", "inherited", ""):
        value -= NOT_FIRST_SLOT
    if "wish" in draft.rule.flags:
        value -= WISH
    if finding.status in ("possible", "not_happened"):
        value -= UNCERTAIN
    return round(min(0.95, max(0.1, value)), 2)


def worst(ends: tuple[End, ...]) -> float:
    return max((COST[e.found] for e in ends), default=0.05)
