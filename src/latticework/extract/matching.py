"""Rules against clauses: which act a predicate tells, by whom and to whom."""

from __future__ import annotations

from dataclasses import replace

from latticework.extract.clauses import Clauses, Frame
from latticework.extract.drafts import FRIENDLY_DEEDS, HOSTILE, VERBAL_EMBEDDING, Draft
from latticework.extract.lexicon import Condition, Lexicon, Rule
from latticework.extract.parties import End, Parties
from latticework.types import EventType

ABOUT_SLOTS = frozenset({"for", "of", "with", "to", "against", "on", "in", "over", "from", "at", "into"})
"""Prepositions whose noun can tell what an act is about: "called for talks", "threatened with tariffs"."""
PARTICLES_OPEN = frozenset({"ahead", "together", "again", "forward", "back"})
"""Particles that leave the meaning of a verb as it is."""
MUTUAL_SLOTS = frozenset({"with", "between", "on", "obj", "to"})
REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "ourselves", "yourself", "myself"})
"""What somebody does to himself is done to nobody else."""
CARRYING = frozenset({"for", "to", "in", "on", "of", "from"})
"""Prepositions whose noun may have the other side in a phrase of its own: "hopes for ties with Japan"."""
RELATIONAL = frozenset(
    {"bilateral", "mutual", "joint", "relationship", "tie", "relation", "alliance", "partnership", "cooperation", "counterpart", "together"}
)
"""Words that point back at a pair of parties that was named before."""
MEASURES = frozenset(
    {
        "term",
        "package",
        "series",
        "round",
        "batch",
        "wave",
        "shipment",
        "ton",
        "tonne",
        "dose",
        "piece",
        "set",
        "condition",
        "amount",
        "worth",
    }
)
"""Nouns whose "of" phrase is what is meant: "a package of aid for Kenya", "the terms of a truce with Guyana"."""
ON_THE_GROUND: frozenset[EventType] = frozenset({"ASSAULT", "COERCE"})
"""Deeds done to what is there: "bombed a hospital in Aleppo" is done to Aleppo."""
ENDINGS = ("", "s", "d", "es", "ed", "ing")
DEPTH = 4


class Matcher:
    """Matches the rules in one reading. A predicate is matched once."""

    def __init__(self, clauses: Clauses, parties: Parties, lexicon: Lexicon) -> None:
        self.clauses = clauses
        self.tokens = clauses.tokens
        self.parties = parties
        self.lexicon = lexicon
        self._verbs: dict[int, Draft | None] = {}
        self._nouns: dict[int, Draft | None] = {}

    def at(self, index: int, depth: int = 0) -> Draft | None:
        """The act told by a verb or noun; its sides may be empty. None where no rule fits."""
        token = self.tokens[index]
        if token.tag.startswith("VB") or token.pos in ("VERB", "AUX"):
            if not self.verb_rules(index):
                return None
            if index not in self._verbs:
                self._verbs[index] = None  # guards against a circle
                self._verbs[index] = self._verb(index, depth)
            return self._verbs[index]
        if token.pos in ("NOUN", "PROPN") and self.noun_rules(index):
            if index not in self._nouns:
                self._nouns[index] = None
                self._nouns[index] = self._noun(index)
            return self._nouns[index]
        return None

    def verb_rules(self, index: int) -> tuple[Rule, ...]:
        """The rules of a verb. The lemmatiser drops some final letters ("hopes" as "hop"), so the form is tried as well."""
        token = self.tokens[index]
        if found := self.lexicon.verbs.get(token.lemma):
            return found
        form = token.text.lower()
        for ending in ENDINGS:
            if form.endswith(ending) and (found := self.lexicon.verbs.get(form[: len(form) - len(ending)])):
                return found
        return ()

    # --- verbs -----------------------------------------------------------------------------------------------------

    def _verb(self, index: int, depth: int) -> Draft | None:
        frame = self.clauses.frame(index)
        if any(self.tokens[o].text.lower() in REFLEXIVE for o in frame.objects):
            return None
        particle = self.clauses.particle(index)
        prepositions = {p for p, _ in frame.obliques} | {self.tokens[c].text.lower() for c in self.clauses.having(index, "prep")}
        for rule in self.verb_rules(index):
            if rule.particle is not None:
                if rule.particle != particle and rule.particle not in prepositions:
                    continue
            elif particle is not None and particle not in PARTICLES_OPEN and self.clauses.having(index, "prt") and not rule.phrase:
                continue
            noun = self._phrase_noun(rule, frame) if rule.phrase else None
            if (rule.phrase and noun is None) or ("pair" in rule.flags and len(frame.subjects) < 2):
                continue
            if not self._holds(rule, frame, noun):
                continue
            draft = self._fill(rule, frame, noun, depth)
            if draft is not None:
                return draft
        return None

    def _phrase_noun(self, rule: Rule, frame: Frame) -> int | None:
        """The noun that a phrase asks for."""
        if rule.nouns:
            attributes = self.clauses.having(frame.head, "attr", "acomp", "oprd", "npadvmod")
            for index in (*frame.objects, *attributes):
                if self._names(index) & rule.nouns:
                    return index
        for preposition, index in frame.obliques:
            wanted = rule.nouns_after.get(preposition)
            if wanted and self._names(index) & wanted:
                return index
        return None

    def _names(self, index: int) -> frozenset[str]:
        """The lemma of a noun, and with its compound before it: "house arrest" is also "house-arrest"."""
        token = self.tokens[index]
        found = {token.lemma, token.text.lower()}
        found.update(f"{self.tokens[c].lemma}-{token.lemma}" for c in self.clauses.having(index, "compound", "amod"))
        return frozenset(found)

    def _fill(self, rule: Rule, frame: Frame, noun: int | None, depth: int) -> Draft | None:
        subjects = self.parties.ends(frame.subjects, "source")
        inner = self._inner(frame, noun, depth) if "embed" in rule.flags else None
        reciprocal = "recip" in rule.flags
        if "undergo" in rule.flags:
            by, slot = self._side(rule, frame, noun, (), None)
            sources, targets = by, self.parties.ends(frame.objects if frame.passive else frame.subjects, "target")
        else:
            if not subjects and frame.passive and noun is not None:
                subjects = tuple(e for e in self.parties.ends((noun,), "source") if e.found in ("stand_in", "adjective"))
            sources = subjects
            targets, slot = self._side(rule, frame, noun, subjects, inner)
            if slot == "subj":
                sources, targets = sources[:1], sources[1:]
            reciprocal = slot == "subj" or (reciprocal and slot in MUTUAL_SLOTS)
        warned = inner is not None and not inner.noun and self.tokens[frame.head].lemma == "warn"
        if rule.type == "THREATEN" and warned and inner is not None and not shared(inner.sources, sources):
            return None
        action = (frame.head,) if noun is None else (frame.head, noun)
        draft = Draft(
            head=frame.head, rule=rule, type=rule.type, mode=rule.mode, cameo=rule.cameo, about=None, sources=sources, targets=targets,
            reciprocal=reciprocal, action=action, inner=(noun,) if noun is not None else (), how=frame.how, slot=slot,
        )  # fmt: skip
        return self._about(draft, inner)

    def _about(self, draft: Draft, inner: Draft | None) -> Draft:
        """What an act of words is about, and what that makes of it: a promise to bomb is a threat, a promise to leave a concession."""
        if inner is None:
            return draft
        type, about = draft.type, inner.type
        if inner.type in ("AGREE", "THREATEN", "CONCEDE") and inner.about is not None and draft.type != "REQUEST":
            about = inner.about
        if type == "AGREE" and about in HOSTILE:
            type = "THREATEN"
        elif type == "AGREE" and about in ("RETREAT", "CONCEDE"):
            type = "CONCEDE"
        elif type in ("THREATEN", "CONCEDE") and about in FRIENDLY_DEEDS and not inner.noun:
            type = "AGREE"
        cameo, mode = self.lexicon.derive(type, about)
        same = type == draft.type
        heads = (*draft.inner, inner.head, *inner.inner)
        return replace(
            draft,
            type=type,
            about=about if about != type and type in VERBAL_EMBEDDING else None,
            cameo=cameo if not same or draft.cameo in (None, *_GENERAL) else draft.cameo,
            mode=mode or (draft.mode if same else None),
            inner=heads,
            action=(*draft.action, *inner.action),
        )

    def _inner(self, frame: Frame, noun: int | None, depth: int) -> Draft | None:
        """The act in the complement of an act of words."""
        if depth >= DEPTH:
            return None
        for slot, verb in self.clauses.complements(frame.head):
            if slot == "advcl" and (frame.objects or frame.obliques):
                continue
            if (draft := self.at(verb, depth + 1)) is not None:
                return draft
        nouns = [o for o in frame.objects if o != noun]
        nouns += [o for p, o in frame.obliques if p in ABOUT_SLOTS]
        for carrier in ([noun] if noun is not None else []) + list(frame.objects):
            nouns += [o for p, o in self.clauses.prepositional(carrier) if p in ABOUT_SLOTS]
            for child in self.clauses.having(carrier, "acl"):
                if (draft := self.at(child, depth + 1)) is not None:
                    return draft
            nouns += self.clauses.having(carrier, "compound")
        for index in nouns:
            if self.tokens[index].pos == "NOUN" and (draft := self.at(index, depth + 1)) is not None and draft.noun:
                return draft
        return None

    # --- sides -----------------------------------------------------------------------------------------------------

    def _side(
        self, rule: Rule, frame: Frame, noun: int | None, others: tuple[End, ...], inner: Draft | None
    ) -> tuple[tuple[End, ...], str]:
        """The other side by the first slot of the rule that has one."""
        taken = {e.key for e in others}
        for slot in rule.slots:
            if slot == "subj":
                if len(others) > 1:
                    return others, "subj"
                continue
            if slot == "inner":
                found = () if inner is None else self._side_of_inner(rule, inner, taken)
            else:
                found = self.parties.ends(self._slot(slot, frame, noun), "target")
            if rule.type == "REQUEST" and slot == "for":
                found = tuple(e for e in found if e.party.country or e.party.sector)
            if rule.type == "ACCUSE" and slot == "obj":
                found = tuple(e for e in found if self._answerable(e))
            if rule.type == "REQUEST" and inner is not None and slot != "inner" and inner.type in (*HOSTILE, "RETREAT"):
                done_to = {e.key for e in inner.targets}
                found = tuple(e for e in found if e.found == "own" or e.key not in done_to)
            if found := tuple(e for e in found if e.key not in taken):
                return found, slot
        if rule.type == "REQUEST" and inner is None:
            asked = [s for _, v in self.clauses.complements(frame.head) for s in self.clauses.frame(v).subjects]
            if found := tuple(e for e in self.parties.ends(asked, "target") if e.key not in taken):
                return found, "inner"
        if rule.type in ON_THE_GROUND and frame.objects:
            for slot in ("in", "at", "near", "outside", "across"):
                if found := tuple(e for e in self.parties.ends(self._slot(slot, frame, noun), "target") if e.key not in taken):
                    return found, "place"
        return (), ""

    def _answerable(self, end: End) -> bool:
        """Whether a deed that is condemned is the party's own: "the raid by X" is, "the killing of X" is done to X."""
        head = self.tokens[end.token]
        if end.found != "stand_in" or end.words.start < head.start:
            return True
        return " by " in self.parties.reading.article.text[head.end : end.words.start]

    def _side_of_inner(self, rule: Rule, inner: Draft, taken: set[str]) -> tuple[End, ...]:
        """Whom an act of words is addressed to, by the act that it is about: a request goes to those who are to do it."""
        doers = tuple(e for e in inner.sources if e.key not in taken)
        others = tuple(e for e in inner.targets if e.key not in taken)
        if rule.type == "REQUEST":
            return doers or (others if inner.type in FRIENDLY_DEEDS else ())
        return others or doers

    def _slot(self, slot: str, frame: Frame, noun: int | None) -> tuple[int, ...]:
        if slot == "obj":
            return frame.objects
        if slot == "dat":
            return frame.datives
        found = [o for p, o in frame.obliques if p == slot and o != noun]
        carriers = ([noun] if noun is not None else []) + list(frame.objects) + [o for p, o in frame.obliques if p in CARRYING]
        carriers += [o for c in carriers for p, o in self.clauses.prepositional(c) if p == "of" and self.tokens[c].lemma in MEASURES]
        for carrier in dict.fromkeys(carriers):
            found += [o for p, o in self.clauses.prepositional(carrier) if p == slot and o != noun]
        return tuple(found)

    # --- nouns -----------------------------------------------------------------------------------------------------

    def noun_rules(self, index: int) -> tuple[Rule, ...]:
        token = self.tokens[index]
        if token.ent and token.pos == "PROPN":
            return ()
        for child in self.clauses.having(index, "compound"):
            if found := self.lexicon.nouns.get(f"{self.tokens[child].lemma}-{token.lemma}"):
                return found
        return self.lexicon.nouns.get(token.lemma, ())

    def _noun(self, index: int) -> Draft | None:
        phrases = self.clauses.prepositional(index)
        frame = Frame(head=index, subjects=(), objects=(), datives=(), obliques=phrases, passive=False, how="direct")
        for rule in self.noun_rules(index):
            if self._holds(rule, frame, index):
                return self._noun_sides(rule, frame)
        return None

    def _noun_sides(self, rule: Rule, frame: Frame) -> Draft:
        index = frame.head
        owners = tuple(self.parties.owners(index))
        between = self.parties.ends([o for p, o in frame.obliques if p == "between"], "source")
        by = self.parties.ends([o for p, o in frame.obliques if p == "by"], "source")
        reciprocal = "recip" in rule.flags
        sources: tuple[End, ...]
        targets: tuple[End, ...] = ()
        slot = ""
        if len(between) > 1:
            sources, targets, slot = between[:1], between[1:], "between"
        elif reciprocal and len(owners) > 1:
            sources, targets, slot = owners[:1], owners[1:], "owners"
        else:
            sources = by or owners[:1]
            targets, slot = self._side(rule, frame, None, sources, None)
            if not sources and slot != "of":
                sources = self.parties.ends([o for p, o in frame.obliques if p == "of"], "source")
        return Draft(
            head=index, rule=rule, type=rule.type, mode=rule.mode, cameo=rule.cameo, about=None, sources=sources, targets=targets,
            reciprocal=reciprocal and slot in ("between", "owners", "with"), action=(index,), inner=(), how="direct", slot=slot, noun=True,
        )  # fmt: skip

    # --- conditions ------------------------------------------------------------------------------------------------

    def _holds(self, rule: Rule, frame: Frame, noun: int | None) -> bool:
        if any(self._met(c, frame, noun) for c in rule.never):
            return False
        on_subject = [c for c in rule.only if c.slot == "subj"]
        others = [c for c in rule.only if c.slot != "subj"]
        return all(self._met(c, frame, noun) for c in on_subject) and (not others or any(self._met(c, frame, noun) for c in others))

    def _met(self, condition: Condition, frame: Frame, noun: int | None) -> bool:
        for index in self._fillers(condition.slot, frame, noun):
            if condition.modifier:
                words = self.clauses.having(index, "amod", "compound", "nmod", "poss", "nummod", "aux")
                if any(self.tokens[w].lemma in condition.lemmas or self.tokens[w].text.lower() in condition.lemmas for w in words):
                    return True
                if condition.special and any(self._special(w, condition.special) for w in words):
                    return True
            elif (self._names(index) | self._title_of(condition.slot, index)) & condition.lemmas or (
                condition.special and self._special(index, condition.special)
            ):
                return True
        return False

    def _title_of(self, slot: str, index: int) -> frozenset[str]:
        """What kind of thing the name of a subject says it is: "Typhoon" in "Typhoon Anna"."""
        if slot not in ("subj", "obj") or self.tokens[index].pos != "PROPN":
            return frozenset()
        return frozenset(self.tokens[c].text.lower() for c in self.clauses.having(index, "compound"))

    def _fillers(self, slot: str, frame: Frame, noun: int | None) -> list[int]:
        if slot == "subj":
            return list(frame.subjects)
        if slot == "gov":
            token = self.tokens[frame.head]
            return [token.head] if token.dep in ("advcl", "conj", "ccomp", "xcomp", "acl", "pcomp") else []
        if slot == "noun":
            return [noun] if noun is not None else []
        if slot in ("xcomp", "ccomp", "gerund"):
            wanted = {"xcomp": ("xcomp", "advcl", "acl", "ccomp"), "ccomp": ("ccomp",), "gerund": ("for", "to", "of", "with")}[slot]
            found = [(s, v) for s, v in self.clauses.complements(frame.head) if s in wanted]
            return [v for s, v in found if slot != "xcomp" or s != "ccomp" or self.clauses.infinitive(v)]
        if slot == "obj":
            return list(frame.objects) or ([noun] if noun is not None else [])
        return list(self._slot(slot, frame, None))

    def _special(self, index: int, special: frozenset[str]) -> bool:
        if "*" in special:
            return True
        end = self.parties.at(index, "target")
        if end is None:
            return False
        if "*actor" in special:
            return end.kind != "place"
        if "*person" in special and end.kind == "person" and end.found != "stand_in":
            return True
        if "*place" in special and end.kind in ("place", "state"):
            return True
        return "*stateactor" in special and (end.kind == "state" or bool(end.party.country and end.party.sector in ("GOV", "MIL", "IGO")))

    def points_back(self, draft: Draft) -> bool:
        """Whether the act is on something that a pair named before has between them: "to strengthen the bilateral relationship"."""
        for head in (draft.head, *draft.inner):
            token = self.tokens[head]
            objects = self.clauses.frame(head).objects if token.pos == "VERB" else (head,)
            for o in objects:
                words = (o, *self.clauses.having(o, "amod", "compound"))
                if any(self.tokens[w].lemma in RELATIONAL for w in words):
                    return True
        return False


def shared(some: tuple[End, ...], others: tuple[End, ...]) -> bool:
    """Whether two sides have a party or a country in common."""
    keys = {k for e in others for k in (e.key, e.party.country) if k}
    return any(e.key in keys or e.party.country in keys for e in some)


_GENERAL = ("030", "020", "100", "110", "112", "120", "130", "080")


def types_about(draft: Draft) -> tuple[EventType, EventType | None]:
    return draft.type, draft.about
