"""The event coder: who did what to whom, by rules over the parse, with the words that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from latticework.extract.attribution import Attributor
from latticework.extract.clauses import Clauses
from latticework.extract.drafts import FRIENDLY_DEEDS, HOSTILE, VERBAL_EMBEDDING, Draft
from latticework.extract.events import EventMaker
from latticework.extract.gates import Gates
from latticework.extract.lexicon import Lexicon, load_lexicon
from latticework.extract.matching import Matcher
from latticework.extract.merge import merge
from latticework.extract.parties import End, Parties
from latticework.extract.places import Places
from latticework.extract.status import Finding, Statuses
from latticework.extract.whens import Whens
from latticework.knowledge import Knowledge
from latticework.types import Event, EventType, Reading, Syntax

NEEDS_NO_TARGET: frozenset[EventType] = frozenset({"PROTEST", "MOBILIZE", "RETREAT", "CONCEDE", "COERCE", "ASSAULT", "THREATEN"})
"""Types that PLOVER codes without a recipient; a rule must say so as well (`solo`)."""
REFUSABLE = FRIENDLY_DEEDS | {"AGREE", "CONCEDE", "RETREAT"}
WILL = frozenset({"will", "wo", "shall", "'ll", "’ll"})
WORDS_AND_TALKS: frozenset[EventType] = frozenset({"CONSULT", "REQUEST", "SUPPORT", "COOPERATE", "AGREE"})
BUSINESS = frozenset({"BUS", "MED", "MNC"})
"""What firms do to one another, or to places, is business."""
CALAMITOUS = frozenset({"martial-law", "curfew"})
"""What is declared for a flood or a fire is no act against anybody."""
BACK = 3
"""How many sentences back a pair may have been named that "the bilateral relationship" points to."""


def code_events(knowledge: Knowledge) -> Callable[[Reading], Reading]:
    """The stage that reads article, sentences, syntax, mentions, actors, times and quotes, and writes events.

    It adds mentions and actors for sides that an adjective names ("Russian drones"), where nobody was found before.

    Raises:
        KnowledgeError: when it is made, if a rule file breaks its form.
    """
    lexicon = load_lexicon()

    def run(reading: Reading) -> Reading:
        syntax = reading.syntax
        if syntax is None or not syntax.tokens or not reading.mentions:
            return reading
        coder = Coder(reading, syntax, knowledge, lexicon)
        events = coder.events()
        parties = [p for e in events for p in (*e.source, *e.target)]
        mentions = {p.mention: m for p in parties if p.mention and (m := coder.parties.added_mentions.get(p.mention))}
        actors = {p.actor: a for p in parties if p.actor and (a := coder.parties.added.get(p.actor))}
        return replace(
            reading,
            mentions=(*reading.mentions, *mentions.values()),
            actors=(*reading.actors, *actors.values()),
            events=(*reading.events, *events),
        )

    return run


class Coder:
    """Codes the events of one reading."""

    def __init__(self, reading: Reading, syntax: Syntax, knowledge: Knowledge, lexicon: Lexicon) -> None:
        self.reading = reading
        self.syntax = syntax
        self.lexicon = lexicon
        self.clauses = Clauses(syntax)
        self.parties = Parties(reading, self.clauses, knowledge, lexicon)
        self.matcher = Matcher(self.clauses, self.parties, lexicon)
        self.statuses = Statuses(self.clauses, lexicon)
        self.whens = Whens(reading, self.clauses, lexicon.nouns)
        self.attributor = Attributor(reading)
        self.gates = Gates(reading, syntax, lexicon)
        places = Places(self.clauses, self.parties, knowledge)
        self.maker = EventMaker(reading, self.clauses, knowledge, lexicon, self.whens, places, self.attributor)
        self.told: list[tuple[int, Draft]] = []

    def events(self) -> tuple[Event, ...]:
        found: list[Event] = []
        for number, (first, last) in enumerate(self.syntax.sentences):
            if self.gates.shut(number) is not None:
                continue
            for draft in self._drafts(first, last):
                event = self._event(number, draft)
                calamity = draft.mode in CALAMITOUS and self.gates.counted(number, "weather")
                if event is not None and not calamity:
                    found.append(event)
        return merge(found)

    def _drafts(self, first: int, last: int) -> list[Draft]:
        """The acts of a sentence that stand by themselves: no noun of a phrase, no act that another one is about."""
        found = [d for i in range(first, last) if (d := self.matcher.at(i)) is not None]
        inside = {h for d in found if d.type == "ACCUSE" or self._complete(d) for h in d.inner}
        heads = {d.head for d in found if d.sources}
        inside |= {d.head for d in found if self.clauses.purpose_of(d.head) in heads}
        return [d for d in found if d.head not in inside and not (d.noun and "light" in d.rule.flags)]

    def _complete(self, draft: Draft) -> bool:
        return bool(draft.sources) and (bool(draft.targets) or draft.type in VERBAL_EMBEDDING or "solo" in draft.rule.flags)

    def _event(self, number: int, draft: Draft) -> Event | None:
        draft = self._hearer(draft, number)
        if not draft.targets and draft.sources and self.matcher.points_back(draft):
            draft = self._pair_before(draft, number)
        draft = self._apart(self._sides_known_otherwise(draft, number))
        if not self._worth_keeping(draft):
            return None
        finding = self.statuses.of(draft)
        if finding.wished:
            return None
        if finding.status == "possible" and not draft.targets:
            return None
        if "plan" in draft.rule.flags and finding.status == "happened" and draft.about in FRIENDLY_DEEDS:
            finding = replace(finding, status="planned")
        time = self.whens.time_of(draft, finding.status)
        if time is not None and finding.status in ("happened", "ongoing") and self.whens.is_future(time):
            finding = replace(finding, status="planned")
            time = self.whens.time_of(draft, "planned")
        told_as_untrue = self.attributor.cue_class(draft.head) == "deny" and draft.type not in VERBAL_EMBEDDING
        if told_as_untrue and finding.status == "happened":
            finding = replace(finding, status="denied")
        if time is None and finding.status in ("happened", "ongoing") and self.whens.told_of_the_past(draft.head):
            finding = replace(finding, background=True)
        if self._refused(draft, finding):
            finding = replace(finding, status="happened")
            about = draft.type if draft.about is None else draft.about
            cameo, mode = self.lexicon.derive("REJECT", about)
            draft = replace(draft, type="REJECT", about=about, cameo=cameo, mode=mode)
        draft = self._future(draft, finding)
        self.told.append((number, draft))
        return self.maker.make(draft, finding, time, number)

    # --- sides that stand elsewhere -----------------------------------------------------------------------------------

    def _hearer(self, draft: Draft, number: int) -> Draft:
        """Fill in "you": whom the speaker of a quotation was last said to address."""
        if draft.targets or not draft.sources or not self.parties.hearer_in(draft.head):
            return draft
        return self._pair_before(draft, number)

    def _pair_before(self, draft: Draft, number: int) -> Draft:
        """The other side from the nearest act before that the same party took part in."""
        own = {e.key for e in draft.sources}
        for told, other in reversed(self.told):
            if number - told > BACK:
                break
            for mine, theirs in ((other.sources, other.targets), (other.targets, other.sources)):
                if own & {e.key for e in mine} and theirs:
                    ends = tuple(replace(e, found="inherited") for e in theirs)
                    return replace(draft, targets=ends, slot="inherited")
        return draft

    def _apart(self, draft: Draft) -> Draft:
        """Nobody does anything to himself: parties on both sides stay on the first."""
        taken = {e.key for e in draft.sources}
        targets = tuple(e for e in draft.targets if e.key not in taken)
        if "solo" in draft.rule.flags:
            targets = tuple(e for e in targets if e.kind != "place" or e.party.country is not None)
        return replace(draft, targets=targets)

    def _sides_known_otherwise(self, draft: Draft, number: int) -> Draft:
        """Sides that only the text before tells: "it", the members of "the two countries", who did "the attack" that is condemned."""
        if draft.targets or len(draft.sources) != 1:
            return draft
        if "subj" in draft.rule.slots and len(members := self.parties.members_of(draft.sources[0])) > 1:
            return replace(draft, sources=members[:1], targets=members[1:], slot="subj", reciprocal=True)
        if draft.noun:
            return draft
        objects = self.clauses.frame(draft.head).objects
        if any(self.parties.unresolved(o) for o in objects):
            return self._pair_before(draft, number)
        if draft.type == "ACCUSE" and any(self._deed_before(o) for o in objects):
            for told, other in reversed(self.told):
                if number - told <= BACK and other.type in HOSTILE:
                    return replace(draft, targets=tuple(replace(e, found="inherited") for e in other.sources), slot="inherited")
        return draft

    def _deed_before(self, noun: int) -> bool:
        """ "the attack", "this launch": a deed that was told of before."""
        words = {self.syntax.tokens[d].text.lower() for d in self.clauses.having(noun, "det")}
        return bool(words & {"the", "this", "these", "those"}) and (
            bool(self.matcher.noun_rules(noun)) or self.syntax.tokens[noun].lemma in {"launch", "test", "move", "violence"}
        )

    # --- what is kept, and as what -----------------------------------------------------------------------------------

    def _worth_keeping(self, draft: Draft) -> bool:
        if not draft.sources or not any(map(actual, draft.sources)):
            return False
        if all(e.party.sector in BUSINESS for e in draft.sources) and not any(e.political for e in draft.targets if e.kind != "place"):
            return False
        if not draft.targets:
            return draft.type in NEEDS_NO_TARGET and "solo" in draft.rule.flags and any(e.political for e in draft.sources)
        if draft.type in WORDS_AND_TALKS and all(map(private, draft.targets)):
            return False
        if draft.type == "CONSULT" and draft.mode == "visit" and at_home(draft):
            return False
        home = {e.party.country for e in draft.sources}
        if all(e.found in ("stand_in", "adjective") and e.kind == "state" and e.party.country in home for e in draft.targets):
            return False
        if all(e.kind == "place" for e in draft.targets) and draft.type not in (
            "CONSULT",
            "ASSAULT",
            "COERCE",
            "MOBILIZE",
            "AID",
            "SANCTION",
            "RETREAT",
        ):
            return False
        return any(e.political for e in (*draft.sources, *draft.targets))

    def _refused(self, draft: Draft, finding: Finding) -> bool:
        """Whether what is denied is a will: "will not send tanks" is a refusal, "did not send tanks" tells what was not done."""
        words = {self.syntax.tokens[c].text.lower() for c in finding.cues}
        return finding.status == "not_happened" and bool(words & WILL) and draft.type in REFUSABLE

    def _future(self, draft: Draft, finding: Finding) -> Draft:
        """PLOVER's rule on the future: friendly deeds are agreed to, announced hostile ones threatened, a withdrawal conceded."""
        if finding.status not in ("planned", "possible"):
            return draft
        type: EventType | None = None
        if draft.type in FRIENDLY_DEEDS:
            type = "AGREE"
        elif draft.type == "RETREAT" and finding.status == "planned":
            type = "CONCEDE"
        elif draft.type in HOSTILE and finding.status == "planned" and self._announced(draft, finding):
            type = "THREATEN"
        if type is None:
            return draft
        cameo, mode = self.lexicon.derive(type, draft.type)
        return replace(draft, type=type, about=draft.type, cameo=cameo, mode=mode)

    def _announced(self, draft: Draft, finding: Finding) -> bool:
        """Whether the one who would do it says so: the speaker of the clause, or the subject of the plan."""
        sources = {e.key for e in draft.sources} | {e.party.country for e in draft.sources if e.party.country}
        owners: Iterable[End] = self.parties.ends(finding.owner, "source")
        if any(e.key in sources for e in owners):
            return True
        for voice in self.attributor.at(draft.head):
            actor = self.parties.actors.get(voice.actor) if voice.actor else None
            if voice.actor in sources or (actor is not None and actor.country in sources):
                return True
            if voice.kind == "outlet" and draft.how in ("direct", "conj"):
                return True
        return False


def actual(end: End) -> bool:
    """Whether a party can act: a place cannot."""
    return end.kind != "place"


def private(end: End) -> bool:
    """Whether a party is nobody of politics: "her" of a family's story, "the crowd"."""
    return not end.party.country and not end.party.sector and (end.kind == "other" or end.found == "pronoun")


def at_home(draft: Draft) -> bool:
    """A visit within one's own country is travel, not diplomacy."""
    home = {e.party.country for e in draft.sources}
    return all(e.party.country in home for e in draft.targets) and None not in home
