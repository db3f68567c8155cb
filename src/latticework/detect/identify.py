"""From phrases to actors within one article: names first, then what the names before make of titles and pronouns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from latticework.detect.coreference import SUBJECTS, History, Seen
from latticework.detect.homes import Homes
from latticework.detect.lexicon import PLURAL_PRONOUNS, Lexicon
from latticework.detect.mentions import Phrase, Scanner
from latticework.detect.owners import Owner, owner_of
from latticework.detect.people import TOP, People
from latticework.detect.resolve import Resolver, positions_in
from latticework.detect.roster import Roster, sector_of
from latticework.knowledge import Candidate
from latticework.knowledge.gazetteer import load_gazetteer
from latticework.types import Actor, ActorKind, Issue, MentionBy, MentionKind, Position, Reading, Syntax

CABINET: frozenset[Position] = frozenset(
    {"foreign_minister", "defence_minister", "finance_minister", "interior_minister", "other_cabinet", "deputy_head_of_government"}
)
WELL_KNOWN: frozenset[Position] = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
"""Offices whose holders the tables know well enough for a page that says otherwise to be doubted."""
RELATIONAL = frozenset({"allies", "ally", "partner", "rival", "neighbour", "neighbor", "enemy", "adversary", "foe", "proxy"})
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
        self.pair: Actor | None = None
        self.phrases = [(n, p) for n, (a, b) in enumerate(self.syntax.sentences) for p in self.scanner.scan(a, b)]
        self.people = People(reading, self.syntax, self.resolver, self.lexicon, [p for _, p in self.phrases])
        self.homes = Homes(self.syntax, self.scanner, self.people, self.history, self.phrases)

    # --- reading --------------------------------------------------------------------------------------------------

    def run(self) -> Iterator[Found]:
        for sentence, phrase in self.phrases:
            actor, by, kind = self.identify(phrase, sentence)
            if actor is None and by == "coreference":
                continue
            if actor is not None:
                actor = self.people.strangers.get(actor.id, actor)
                self._remember(phrase, actor, sentence)
            yield phrase, actor, by, kind
            yield from self._inner(phrase)

    def _inner(self, phrase: Phrase) -> Iterator[Found]:
        """The state or organisation named within a description: "US" in "US President Donald Trump". It is no antecedent."""
        hit, at = phrase.party, phrase.party_at
        if hit is None or at is None:
            return
        for candidate in hit.candidates:
            actor = self.resolver.named(candidate) if candidate.kind in ("state", "organisation") else None
            if actor is not None and candidate.by == "name" and not (candidate.id == "GEO" and self.people.american_georgia()):
                inner = Phrase(first=at, last=at + hit.length, kind=actor.kind, by="name", name=hit, name_at=at)
                yield inner, actor, "name", actor.kind
                return

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
            if self.scanner.forms[phrase.first][0] in PLURAL_PRONOUNS:
                group = self._they(phrase, sentence, seen)
                if group is not None:
                    return group, "coreference", "group"
            return (seen.actor, "coreference", seen.actor.kind) if seen else (None, "coreference", "other")
        if phrase.shape == "pair":
            people = self.people.text(phrase).lower().endswith(("leaders", "men"))
            return self._pair(phrase, sentence, people)
        if phrase.kind == "person" and phrase.name is not None:
            return self._person(phrase, sentence)
        if phrase.shape == "counterpart":
            return self._counterpart(phrase, sentence)
        if phrase.shape in ("title", "leader"):
            return self._titled(phrase, sentence)
        if phrase.shape == "role":
            return self._role(phrase, sentence)
        return self._named(phrase, sentence)

    def _they(self, phrase: Phrase, sentence: int, seen: Seen | None) -> Actor | None:
        """Parties joined by "and", where no group was named after them; else the two who met just before."""
        joined = self.history.together(sentence)
        if joined and (seen is None or seen.last <= joined[0].first or seen.role not in SUBJECTS):
            return self._as_group([s.actor for s in joined])
        two = self.history.pair(people=True, sentence=sentence, reach=1) if seen is None else None
        return self._as_group(two) if two else None

    def _as_group(self, actors: Sequence[Actor]) -> Actor:
        countries = [a.country for a in actors]
        members = tuple(dict.fromkeys(c for c in countries if c)) if all(countries) else None
        return self.resolver.local("group", " and ".join(a.name for a in actors), sector=actors[0].sector, members=members)

    def _pair(self, phrase: Phrase, sentence: int, people: bool) -> Known:
        found = self.history.pair(people, sentence)
        if found is None:
            return self.pair, "coreference", "group"
        self.pair = self._as_group(found)
        return self.pair, "coreference", "group"

    def _person(self, phrase: Phrase, sentence: int) -> Known:
        words = self.people.name_words(phrase)
        known = self.people.known_person(phrase)
        if known is None and len(words) == 1:
            known = self.people.by_surname(phrase, words[0])
            if known is None and phrase.shape == "surname" and phrase.name is not None:
                return self._fallback(phrase, sentence)
        if known is None:
            known = self.people.stranger(phrase, words)
        elif phrase.titles:
            self._check_office(phrase, known)
        if known.id in self.people.strangers and known.country is None and phrase.titles and phrase.party is None:
            country = self.history.country_near(sentence)
            if country is not None:
                known = self.people.strangers[known.id] = replace(known, country=country, sector=sector_of(phrase.titles[0].position))
        return known, "name", "person"

    def _fallback(self, phrase: Phrase, sentence: int) -> Known:
        """A surname of somebody known that means nobody known here is what the parser took it for, if anything."""
        hit = self.scanner.names.at(phrase.first)
        if hit is None:
            return None, "coreference", "other"
        return self._named(replace(phrase, name=hit, kind=hit.kind, shape="name"), sentence)

    def _check_office(self, phrase: Phrase, person: Actor) -> None:
        positions = set(self.people.positions(phrase))
        if phrase.basis is not None or not person.offices or not positions or phrase.shape == "counterpart":
            return
        fitting = [o for o in person.offices if o.position in positions and o.position in WELL_KNOWN]
        if fitting and all(o.basis == "former" for o in fitting):
            start = self.syntax.tokens[phrase.first].start
            end = self.syntax.tokens[phrase.last - 1].end
            message = f"the text calls {person.name} {phrase.title_text!r}, but the knowledge has the office as ended on this day"
            self.issues.append(Issue(stage="actors", kind="office-conflict", message=message, start=start, end=end))

    def _counterpart(self, phrase: Phrase, sentence: int) -> Known:
        owner = self.people.owner(phrase)
        before = self.history.positions_before(phrase.first, sentence)
        if owner is not None and before is not None and self.resolver.day is not None:
            for position in before[1]:
                holders = self.knowledge.holders(owner.office, position, self.resolver.day)
                people = list(dict.fromkeys(t.person for t in holders if t.person in self.knowledge.persons))
                if len(people) == 1:
                    return self.resolver.actor("person", people[0]), "title", "person"
        return self._unknown_office(phrase, owner), "description", phrase.kind

    def _titled(self, phrase: Phrase, sentence: int) -> Known:
        owner = self.people.owner(phrase) or self.homes.possessor(phrase)
        if phrase.plural:
            return self._several(phrase, owner, sentence)
        apposed = self._apposed(phrase, sentence)
        if apposed is not None:
            return apposed, "title", "person"
        if phrase.party is not None and owner is None:
            return self.resolver.local("person", self.people.text(phrase)), "title", "person"
        if owner is None and not self._indefinite(phrase):
            own = self.people.officially() if TOP & set(self.people.positions(phrase)) and phrase.basis is None else None
            one = self._one_holder(phrase, Owner(office=own, country=own)) if own else None
            if one is not None:
                return one, "title", "person"
            met = self.history.holder(lambda a: self._widened(phrase, a.country)) if phrase.basis is None else None
            if met is not None:
                return met, "coreference", "person"
            country = self.history.country_near(sentence) or self.people.home()
            owner = Owner(office=country, country=country) if country else None
        if owner is not None and not self._indefinite(phrase):
            one = self._one_holder(phrase, owner)
            if one is not None:
                return one, "title", "person"
        return self._unknown_office(phrase, owner), "title", "person"

    def _one_holder(self, phrase: Phrase, owner: Owner) -> Actor | None:
        if phrase.coming:
            answers = self.resolver.coming(owner.office, phrase.titles)
        elif phrase.shape == "leader":
            answers = self.resolver.leaders(owner.office, phrase.basis)
        else:
            answers = self.resolver.holders(owner.office, phrase.titles, phrase.basis, phrase.title_text)
        people = {a.actor.id for a in answers}
        met = next((s.actor for s in reversed(self.history.seen) if s.actor.id in people), None)
        if met is not None:
            return met
        return answers[0].actor if len(people) == 1 else None

    def _several(self, phrase: Phrase, owner: Owner | None, sentence: int) -> Known:
        """ "The two presidents" and "the leaders" are those just spoken of; other plurals are a group of their own."""
        definite = self.syntax.tokens[phrase.first].text.lower() == "the" and phrase.party is None
        if definite and (phrase.shape == "leader" or set(self.people.positions(phrase)) & TOP):
            known = self._pair(phrase, sentence, people=True)
            if known[0] is not None:
                return known
        offices = self.people.positions(phrase)
        sector = self._sector_within(owner, sector_of(offices[0]) if offices else "GOV")
        country = owner.country if owner else None
        return self.resolver.local("group", self.people.text(phrase), country=country, sector=sector), "title", "group"

    def _widened(self, phrase: Phrase, country: str | None) -> frozenset[Position]:
        """The positions that a title can repeat: "the minister" may be the foreign minister, "the leader" a president."""
        if phrase.shape == "leader":
            return TOP
        positions = frozenset(positions_in(phrase.titles, country))
        return positions | CABINET if "other_cabinet" in positions else positions

    def _apposed(self, phrase: Phrase, sentence: int) -> Actor | None:
        """The person whose name stands beside the title, set off by a comma: "Jane Roe, the German foreign minister,"."""
        tokens = self.syntax.tokens
        last = self.history.seen[-1] if self.history.seen else None
        head = phrase.last - 1
        beside = last is not None and last.actor.kind == "person" and last.last + 1 == phrase.first and tokens[last.last].text == ","
        if last is not None and beside and tokens[head].dep == "appos":
            self.people.describe(last.actor, phrase)
            return self.people.strangers.get(last.actor.id, last.actor)
        follower = self.homes.starting.get(phrase.last + 1) if phrase.last < len(tokens) and tokens[phrase.last].text == "," else None
        if follower is None or follower.kind != "person" or follower.name is None or follower.titles:
            return None
        full = len(self.people.name_words(follower)) > 1 and tokens[head].dep != "conj"
        found = self._person(follower, sentence)[0] if full or tokens[follower.last - 1].dep == "appos" else None
        if found is None:
            return None
        self.people.describe(found, phrase)
        return self.people.strangers.get(found.id, found)

    def _unknown_office(self, phrase: Phrase, owner: Owner | None) -> Actor:
        positions = self.people.positions(phrase)
        sector = sector_of(positions[0]) if positions else ("GOV" if owner else None)
        sector = self._sector_within(owner, sector)
        country = owner.country if owner else None
        kind: ActorKind = "group" if phrase.kind == "group" else "person"
        return self.resolver.local(kind, self.people.text(phrase), country=country, sector=sector)

    def _role(self, phrase: Phrase, sentence: int) -> Known:
        owner = self.people.owner(phrase) or self.homes.ruler(phrase) or self.homes.possessor(phrase) or self.homes.said_after(phrase)
        role = phrase.roles[0]
        country = owner.country if owner else self.homes.scene(phrase, sentence)
        guessable = phrase.kind != "unnamed_source" and not self._indefinite(phrase)
        if country is None and guessable and role.sector in ("GOV", "MIL", "COP", "LEG", "JUD"):
            country = self.history.country_near(sentence)
        name = self.people.text(phrase)
        if role.noun in RELATIONAL or role.plural in RELATIONAL:
            return self._friends(phrase, owner, sentence), "description", "group" if phrase.plural else phrase.kind
        key = role.key if country and phrase.kind != "unnamed_source" else None
        sector = self._sector_within(owner, role.sector)
        return self.resolver.local(phrase.kind, name, key=key, country=country, sector=sector), "description", phrase.kind

    def _indefinite(self, phrase: Phrase) -> bool:
        """Whether the words mean some of many, not the one that everybody knows."""
        first = self.syntax.tokens[phrase.first]
        return first.text.lower() in ("a", "an", "another", "some") or first.pos == "NUM"

    def _sector_within(self, owner: Owner | None, sector: str | None) -> str | None:
        """The officials and leaders of an organisation are of its sector, not of a government's."""
        body = self.knowledge.organisations.get(owner.office) if owner else None
        return body.sector or sector if body is not None and sector == "GOV" else sector

    def _friends(self, phrase: Phrase, owner: Owner | None, sentence: int) -> Actor:
        """Allies and rivals are of another country than the one whose they are."""
        whose = (owner.country if owner else self.history.country_near(sentence)) or ""
        word = self.syntax.tokens[phrase.last - 1].text.lower()
        for name in self.knowledge.states[whose].names if whose in self.knowledge.states else ():
            group = next((c for c in self.knowledge.candidates(f"{name} {word}") if c.kind == "group"), None)
            actor = self.resolver.named(group) if group else None
            if actor is not None:
                return actor
        return self.resolver.local("group" if phrase.plural else phrase.kind, self.people.text(phrase), sector="GOV")

    # --- other names ----------------------------------------------------------------------------------------------

    def _named(self, phrase: Phrase, sentence: int) -> Known:
        hit = phrase.name
        if hit is None or phrase.name_at is None:
            return None, "coreference", "other"
        if not hit.candidates and hit.length == 1:
            # The parser often takes a surname alone for a place or a company.
            person = self.people.by_surname(phrase, self.syntax.tokens[phrase.name_at].text)
            if person is not None:
                return person, "name", "person"
        if hit.of("metonym") is not None:
            acting = self._metonym(phrase)
            if acting is not None:
                return acting, "metonym", acting.kind
        people = hit.of("state") if phrase.by == "demonym" else None
        if people is not None and self._common_people(phrase):
            text = self.people.text(phrase)
            return self.resolver.local("group", text, key="nationals", country=people.id, sector="CVL"), "demonym", "group"
        for candidate in self._namesakes(hit.candidates):
            actor = self._relatives(phrase, candidate, sentence) or self.resolver.named(candidate)
            if actor is not None and not (candidate.id == "GEO" and self.people.american_georgia()):
                where = candidate.kind == "state" and phrase.by == "name" and self.scanner.names.is_where(phrase.first, phrase.last)
                return actor, phrase.by if candidate.kind == "state" else candidate.by, "place" if where else actor.kind
        kind: MentionKind = "place" if hit.kind in ("place", "state") else hit.kind
        owner = owner_of(hit, self.lexicon) or self.homes.around(phrase, kind)
        if owner is not None and owner.office == "GEO" and self.people.american_georgia():
            owner = Owner(office="USA", country="USA")
        name = self.people.name_text(phrase)
        country = owner.country if owner else None
        if kind == "place" and owner is None:
            country = load_gazetteer().country(name, self.people.countries)
        words = self.scanner.names.words
        last = next((i - 1 for i in range(phrase.first + 1, phrase.last) if words[i] == "of"), phrase.last - 1)
        told = kind == "organisation" and phrase.last - phrase.first > 1
        role = self.lexicon.roles.longest(self.scanner.forms, last) if told else None
        sector = role[1][0].sector if role else None
        return self.resolver.local(kind, name, country=country, sector=sector), "name", kind

    def _namesakes(self, candidates: Sequence[Candidate]) -> Sequence[Candidate]:
        """Bodies of one name, first the one that the article spoke of last, by itself or by its state: "PPP" in Seoul, in Karachi."""
        bodies = [c for c in candidates if c.kind == "organisation" and self.resolver.holds(c)]
        for seen in reversed(self.history.seen if len(bodies) > 1 else ()):
            for body in bodies:
                country = self.knowledge.organisations[body.id].country
                if seen.actor.id == body.id or (country is not None and country == seen.actor.country):
                    return (body, *(c for c in candidates if c is not body))
        return candidates

    def _metonym(self, phrase: Phrase) -> Actor | None:
        """The government that a capital or its seat stands for here; None where it is but a place."""
        if phrase.name is None or phrase.name_at is None:
            return None
        building = self.people.name_text(phrase) in self.lexicon.buildings
        if not self.scanner.names.acts(phrase.name_at, phrase.name.length, building=building):
            return None
        meant = [(c, self.resolver.government(c)) for c in phrase.name.candidates if c.kind == "metonym"]
        return self._seated([(c, actor) for c, actor in meant if actor is not None])

    def _seated(self, meant: Sequence[tuple[Candidate, Actor]]) -> Actor | None:
        """Of those who sit in one place, whoever the article spoke of last; else the usual one, or the state; of "Nagpur" alone, nobody."""
        actors = [actor for _, actor in meant] if any(c.ambiguous for c, _ in meant) else []
        for seen in reversed(self.history.seen if actors else ()):
            for actor in actors:
                if seen.actor.id == actor.id or (self._public(actor) and actor.country == seen.actor.country):
                    return actor
        usual = next((actor for c, actor in meant if not c.ambiguous), None)
        return usual or next((actor for _, actor in meant if actor.kind == "state"), None)

    def _public(self, actor: Actor) -> bool:
        """Whether somebody is a body of a state, so that word of the state leads to it: "Rawalpindi" for Pakistan's army."""
        body = self.knowledge.organisations.get(actor.id)
        return body is not None and body.country is not None and body.kind in ("agency", "government_body")

    def _relatives(self, phrase: Phrase, candidate: Candidate, sentence: int) -> Actor | None:
        """Of "allies" alone, whose they are: of whoever is spoken of, where such a group is known."""
        if candidate.kind != "group" or self.knowledge.groups[candidate.id].members_of:
            return None
        return self._friends(phrase, self.homes.possessor(phrase), sentence)

    def _common_people(self, phrase: Phrase) -> bool:
        """Some of a people, not their state: "two Palestinians", but "the Russians"."""
        tokens = self.syntax.tokens
        before = tokens[phrase.first - 1].text.lower() if phrase.first else ""
        return tokens[phrase.last - 1].tag in ("NNS", "NNPS") and before != "the"
