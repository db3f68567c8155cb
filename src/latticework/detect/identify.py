"""From phrases to actors within one article: names first, then what the names before make of titles and pronouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from latticework.detect.coreference import History, Seen
from latticework.detect.lexicon import POSSESSIVES, Lexicon
from latticework.detect.mentions import Phrase, Scanner
from latticework.detect.owners import Owner, owner_of
from latticework.detect.resolve import Resolver, positions_in
from latticework.detect.roster import Roster, sector_of
from latticework.knowledge import Candidate
from latticework.types import Actor, Issue, MentionBy, MentionKind, Office, Position, Reading, Syntax

CABINET: frozenset[Position] = frozenset(
    {"foreign_minister", "defence_minister", "finance_minister", "interior_minister", "other_cabinet", "deputy_head_of_government"}
)
TOP: frozenset[Position] = frozenset({"head_of_state", "head_of_government", "monarch", "head_of_organisation"})
Found = tuple[Phrase, Actor | None, MentionBy, MentionKind]
Known = tuple[Actor | None, MentionBy, MentionKind]


class Identifier:
    """Reads one article once. `issues` are the doubts met on the way."""

    def __init__(self, reading: Reading, lexicon: Lexicon, roster: Roster) -> None:
        assert reading.syntax is not None
        self.syntax: Syntax = reading.syntax
        self.article = reading.article
        self.scanner = Scanner(self.syntax.tokens, lexicon)
        self.resolver = Resolver(roster, reading.article.published.day)
        self.lexicon = lexicon
        self.knowledge = lexicon.knowledge
        self.history = History(self.syntax)
        self.issues: list[Issue] = []
        self.phrases = [(n, p) for n, (a, b) in enumerate(self.syntax.sentences) for p in self.scanner.scan(a, b)]
        self.starting = {p.first: p for _, p in self.phrases}
        self.owners = {id(p): self._owner(p) for _, p in self.phrases}
        self.countries = self._countries()
        self.full_names: dict[str, Actor] = {}
        self.strangers: dict[str, Actor] = {}
        self._meet_everybody()

    # --- before reading: who is in the article at all -------------------------------------------------------------

    def _owner(self, phrase: Phrase) -> Owner | None:
        hit = phrase.party
        return owner_of(hit, self.lexicon) if hit is not None else None

    def _countries(self) -> Counter[str]:
        counted: Counter[str] = Counter()
        for _, phrase in self.phrases:
            owner = self.owners[id(phrase)]
            if owner is None and phrase.name is not None and phrase.kind in ("state", "place"):
                owner = owner_of(phrase.name, self.lexicon)
            if owner is not None and owner.country is not None:
                counted[owner.country] += 1
        return counted

    def _meet_everybody(self) -> None:
        """Full names first, wherever they stand: a headline's bare surname means somebody whom the text names later."""
        for _, phrase in self.phrases:
            if phrase.name is None or phrase.kind != "person" or phrase.shape == "surname":
                continue
            words = self._name_words(phrase)
            known = self._known_person(phrase)
            if known is None and len(words) > 1:
                known = self._stranger(phrase, words)
            if known is None or len(words) < 2:
                continue
            person = self.knowledge.persons.get(known.id)
            for key in {words[-1], *([person.surname] if person else [])}:
                self.full_names.setdefault(key.casefold(), known)

    def _name_words(self, phrase: Phrase) -> list[str]:
        if phrase.name is None or phrase.name_at is None:
            return []
        return [t.text for t in self.syntax.tokens[phrase.name_at : phrase.name_at + phrase.name.length]]

    def _name_text(self, phrase: Phrase) -> str:
        if phrase.name is None or phrase.name_at is None:
            return self._text(phrase)
        tokens = self.syntax.tokens
        return self.article.text[tokens[phrase.name_at].start : tokens[phrase.name_at + phrase.name.length - 1].end]

    def _text(self, phrase: Phrase) -> str:
        tokens = self.syntax.tokens
        return self.article.text[tokens[phrase.first].start : tokens[phrase.last - 1].end]

    def _known_person(self, phrase: Phrase) -> Actor | None:
        if phrase.name is None:
            return None
        owner = self.owners[id(phrase)]
        ids = [c.id for c in phrase.name.candidates if c.kind == "person"]
        positions = self._positions(phrase)
        answers = self.resolver.persons(ids, positions, owner.office if owner else None, self.countries)
        found = answers[0] if answers and (len(answers) == 1 or answers[0].score > answers[1].score) else None
        return found.actor if found else None

    def _positions(self, phrase: Phrase) -> tuple[Position, ...]:
        owner = self.owners[id(phrase)]
        if phrase.shape == "leader":
            return tuple(sorted(TOP))
        return positions_in(phrase.titles, owner.office if owner else None)

    def _stranger(self, phrase: Phrase, words: list[str]) -> Actor:
        """Somebody whom no table knows: what the fullest description in the article says of them."""
        name = " ".join(self._name_text(phrase).split())
        owner = self.owners[id(phrase)]
        offices: tuple[Office, ...] = ()
        if phrase.titles:
            offices = (Office(position=phrase.titles[0].position, title=phrase.title_text, basis=phrase.basis or "holder"),)
        country = owner.country if owner else None
        sector = sector_of(offices[0].position) if offices and country else None
        made = self.resolver.local("person", name, country=country, sector=sector, offices=offices)
        before = self.strangers.get(made.id)
        if before is not None:
            made = replace(
                before,
                country=before.country or made.country,
                sector=before.sector or made.sector,
                offices=before.offices or made.offices,
            )
        self.strangers[made.id] = made
        return made

    # --- reading --------------------------------------------------------------------------------------------------

    def run(self) -> Iterator[Found]:
        for sentence, phrase in self.phrases:
            actor, by, kind = self.identify(phrase, sentence)
            if actor is None and by == "coreference":
                continue
            if actor is not None:
                actor = self.strangers.get(actor.id, actor)
                self._remember(phrase, actor, sentence)
            yield phrase, actor, by, kind

    def _remember(self, phrase: Phrase, actor: Actor, sentence: int) -> None:
        tokens = self.syntax.tokens
        inside = range(phrase.first, phrase.last)
        head = next((i for i in inside if tokens[i].head not in inside or tokens[i].head == i), phrase.last - 1)
        role = tokens[head].dep
        up = head
        while tokens[up].dep == "conj" and tokens[up].head != up:
            up = tokens[up].head
            role = tokens[up].dep
        block = next((n for n, b in enumerate(self.article.blocks) if b.start <= tokens[head].start < b.end), 0)
        if phrase.shape != "pronoun":
            lead = tokens[max(0, (phrase.name_at or phrase.first) - 1)].text.lower()
            self.history.note_gender(actor.id, [lead, *(t.text.lower() for t in tokens[phrase.first : phrase.last])])
        plural = phrase.plural or actor.kind == "group"
        self.history.add(
            Seen(actor=actor, head=head, first=phrase.first, last=phrase.last, sentence=sentence, role=role, plural=plural, block=block)
        )

    def identify(self, phrase: Phrase, sentence: int) -> Known:
        if phrase.shape == "pronoun":
            seen = self.history.pronoun(phrase.first, sentence)
            return (seen.actor, "coreference", kind_of(seen.actor)) if seen else (None, "coreference", "other")
        if phrase.shape == "pair":
            return self._pair(phrase, sentence)
        if phrase.kind == "person" and phrase.name is not None:
            return self._person(phrase)
        if phrase.shape == "counterpart":
            return self._counterpart(phrase, sentence)
        if phrase.shape in ("title", "leader"):
            return self._titled(phrase, sentence)
        if phrase.shape == "role":
            return self._role(phrase, sentence)
        return self._named(phrase)

    def _pair(self, phrase: Phrase, sentence: int) -> Known:
        people = self._text(phrase).lower().endswith(("leaders", "men"))
        found = self.history.pair(people, sentence)
        if found is None:
            return None, "coreference", "group"
        members = tuple(a.country for a in found if a.country)
        name = " and ".join(a.name for a in found)
        return self.resolver.local("group", name, sector="GOV", members=members), "coreference", "group"

    def _person(self, phrase: Phrase) -> Known:
        words = self._name_words(phrase)
        known = self._known_person(phrase)
        if known is None and len(words) == 1:
            known = self._by_surname(phrase, words[0])
            if known is None and phrase.shape == "surname" and phrase.name is not None:
                return self._fallback(phrase)
        if known is None:
            known = self._stranger(phrase, words)
        elif phrase.titles:
            self._check_office(phrase, known)
        return known, "name", "person"

    def _by_surname(self, phrase: Phrase, word: str) -> Actor | None:
        met = self.full_names.get(word.casefold())
        owner = self.owners[id(phrase)]
        if met is not None and (owner is None or met.country in (None, owner.country)):
            return met
        positions = self._positions(phrase)
        answers = self.resolver.surname(word, positions, owner.office if owner else None, self.countries)
        token = self.syntax.tokens[phrase.name_at or phrase.first]
        titled = bool(phrase.titles or phrase.shape == "leader")
        least = 0.3 if titled or token.ent.endswith("PERSON") else 0.8
        if not titled and token.pos not in ("PROPN", "") and not token.ent:
            return None
        clear = self.resolver.clear(answers, least)
        return clear.actor if clear else None

    def _fallback(self, phrase: Phrase) -> Known:
        """A surname of somebody known that means nobody known here is what the parser took it for, if anything."""
        hit = self.scanner.names.at(phrase.first)
        if hit is None:
            return None, "coreference", "other"
        return self._named(replace(phrase, name=hit, kind=hit.kind, shape="name"))

    def _check_office(self, phrase: Phrase, person: Actor) -> None:
        positions = set(self._positions(phrase))
        if phrase.basis is not None or not person.offices or not positions or phrase.shape == "counterpart":
            return
        fitting = [o for o in person.offices if o.position in positions]
        if fitting and all(o.basis == "former" for o in fitting):
            start = self.syntax.tokens[phrase.first].start
            end = self.syntax.tokens[phrase.last - 1].end
            message = f"the text calls {person.name} {phrase.title_text!r}, but the knowledge has the office as ended on this day"
            self.issues.append(Issue(stage="actors", kind="office-conflict", message=message, start=start, end=end))

    def _counterpart(self, phrase: Phrase, sentence: int) -> Known:
        owner = self.owners[id(phrase)]
        before = self.history.positions_before(phrase.first, sentence)
        if owner is not None and before is not None and self.resolver.day is not None:
            for position in before[1]:
                holders = self.knowledge.holders(owner.office, position, self.resolver.day)
                people = list(dict.fromkeys(t.person for t in holders if t.person in self.knowledge.persons))
                if len(people) == 1:
                    return self.resolver.actor("person", people[0]), "title", "person"
        return self._unknown_office(phrase, owner), "description", phrase.kind

    def _titled(self, phrase: Phrase, sentence: int) -> Known:
        owner = self.owners[id(phrase)] or self._possessor(phrase)
        if phrase.plural:
            country = owner.country if owner else None
            return self.resolver.local("group", self._text(phrase), country=country, sector="GOV"), "title", "group"
        apposed = self._apposed(phrase)
        if apposed is not None:
            return apposed, "title", "person"
        if phrase.party is not None and owner is None:
            return self.resolver.local("person", self._text(phrase)), "title", "person"
        positions = self._widened(phrase)
        if owner is None:
            met = self.history.holder(positions) if phrase.basis is None else None
            if met is not None:
                return met, "coreference", "person"
            country = self.history.country_near(sentence)
            owner = Owner(office=country, country=country) if country else None
        if owner is not None:
            one = self._one_holder(phrase, owner)
            if one is not None:
                return one, "title", "person"
        return self._unknown_office(phrase, owner), "title", "person"

    def _one_holder(self, phrase: Phrase, owner: Owner) -> Actor | None:
        if phrase.shape == "leader":
            answers = self.resolver.leaders(owner.office, phrase.basis)
        else:
            answers = self.resolver.holders(owner.office, phrase.titles, phrase.basis, phrase.title_text)
        people = {a.actor.id for a in answers}
        met = next((s.actor for s in reversed(self.history.seen) if s.actor.id in people), None)
        if met is not None:
            return met
        return answers[0].actor if len(people) == 1 else None

    def _widened(self, phrase: Phrase) -> frozenset[Position]:
        """The positions that a title can repeat: "the minister" may be the foreign minister, "the leader" a president."""
        positions = frozenset(self._positions(phrase))
        if phrase.shape == "leader":
            return TOP
        return positions | CABINET if "other_cabinet" in positions else positions

    def _possessor(self, phrase: Phrase) -> Owner | None:
        """Whoever owns a title or role by a possessive just before it: "his spokesman", "Putin's troops"."""
        if not self.history.seen:
            return None
        last = self.history.seen[-1]
        tokens = self.syntax.tokens
        marked = tokens[last.last - 1].tag == "PRP$" or (last.last < len(tokens) and tokens[last.last].text in POSSESSIVES)
        gap = phrase.first - last.last
        if marked and 0 <= gap <= 2 and last.actor.country and last.actor.kind != "place":
            return Owner(office=last.actor.country, country=last.actor.country)
        return None

    def _apposed(self, phrase: Phrase) -> Actor | None:
        """The person whose name stands beside the title, set off by a comma: "Jane Roe, the German foreign minister,"."""
        tokens = self.syntax.tokens
        last = self.history.seen[-1] if self.history.seen else None
        head = phrase.last - 1
        beside = last is not None and last.actor.kind == "person" and last.last + 1 == phrase.first and tokens[last.last].text == ","
        if last is not None and beside and tokens[head].dep == "appos":
            self._describe(last.actor, phrase)
            return self.strangers.get(last.actor.id, last.actor)
        follower = self.starting.get(phrase.last + 1) if phrase.last < len(tokens) and tokens[phrase.last].text == "," else None
        if follower is None or follower.kind != "person" or follower.name is None or follower.titles:
            return None
        full = len(self._name_words(follower)) > 1 and tokens[head].dep != "conj"
        found = self._person(follower)[0] if full or tokens[follower.last - 1].dep == "appos" else None
        if found is None:
            return None
        self._describe(found, phrase)
        return self.strangers.get(found.id, found)

    def _describe(self, actor: Actor, phrase: Phrase) -> None:
        owner = self.owners[id(phrase)]
        known = self.strangers.get(actor.id)
        if known is None or known.offices or not phrase.titles:
            return
        office = Office(position=phrase.titles[0].position, title=phrase.title_text, basis=phrase.basis or "holder")
        self.strangers[actor.id] = replace(
            known, country=known.country or (owner.country if owner else None), sector=sector_of(office.position), offices=(office,)
        )

    def _unknown_office(self, phrase: Phrase, owner: Owner | None) -> Actor:
        positions = self._positions(phrase)
        sector = sector_of(positions[0]) if positions else ("GOV" if owner else None)
        country = owner.country if owner else None
        kind = "group" if phrase.kind == "group" else "person"
        return self.resolver.local(kind, self._text(phrase), country=country, sector=sector)  # type: ignore[arg-type]

    def _role(self, phrase: Phrase, sentence: int) -> Known:
        owner = self.owners[id(phrase)] or self._possessor(phrase)
        role = phrase.roles[0]
        country = owner.country if owner else None
        if owner is None and phrase.kind != "unnamed_source" and role.sector in ("GOV", "MIL", "COP", "LEG", "JUD"):
            country = self.history.country_near(sentence)
        name = self._text(phrase)
        return self.resolver.local(phrase.kind, name, country=country, sector=role.sector), "description", phrase.kind

    # --- other names ----------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase) -> Known:
        hit = phrase.name
        if hit is None or phrase.name_at is None:
            return None, "coreference", "other"
        metonym = hit.of("metonym")
        if not hit.candidates and hit.length == 1:
            # The parser often takes a surname alone for a place or a company.
            person = self._by_surname(phrase, self.syntax.tokens[phrase.name_at].text)
            if person is not None:
                return person, "name", "person"
        if metonym is not None:
            acting = self._metonym(phrase, metonym)
            if acting is not None:
                return acting, "metonym", acting.kind
        for candidate in hit.candidates:
            actor = self.resolver.named(candidate)
            if actor is not None and not (candidate.kind == "state" and self._other_georgia(candidate)):
                return actor, phrase.by if candidate.kind == "state" else candidate.by, kind_of(actor)
        kind: MentionKind = "place" if hit.kind in ("place", "state") else hit.kind
        owner = owner_of(hit, self.lexicon)
        name = self._name_text(phrase)
        return self.resolver.local(kind, name, country=owner.country if owner else None), "name", kind

    def _metonym(self, phrase: Phrase, candidate: Candidate) -> Actor | None:
        if phrase.name is None or phrase.name_at is None:
            return None
        owner = owner_of(phrase.name, self.lexicon)
        if owner is None or not self.scanner.names.acts(
            phrase.name_at, phrase.name.length, building=self._name_text(phrase) in self.lexicon.buildings
        ):
            return None
        return self.resolver.government(owner.office)

    def _other_georgia(self, candidate: Candidate) -> bool:
        """The American state, where the article names the United States and nothing of the Caucasus."""
        return (
            candidate.id == "GEO"
            and self.countries["USA"] > 1
            and not (self.countries["RUS"] or self.countries["AZE"] or self.countries["ARM"])
        )


def kind_of(actor: Actor) -> MentionKind:
    return actor.kind
