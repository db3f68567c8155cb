"""Where somebody or some place is named or described: the phrases, before anyone asks who is meant.

A phrase is read from left to right: modifiers ("former", "senior"), a party that owns or qualifies ("Japanese", "Japan's",
"White House"), a title or a role noun ("foreign minister", "troops"), a name. Every part but one may be lacking. The parse only helps to
tell where a phrase ends, since the parser is least sure where names are many.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from latticework.detect.lexicon import (
    ACTING,
    BODIES,
    COMING,
    FORMER,
    HONORIFICS,
    OWNABLE,
    POSSESSIVES,
    PRONOUNS,
    RANK,
    SIDES,
    Lexicon,
    title_home,
)
from latticework.detect.names import NameHit, Names
from latticework.knowledge import PositionTitle, Role
from latticework.types import MentionBy, MentionKind, OfficeBasis, Token

LONGEST_GAP = 4
"""Words between a party and the title or role that it qualifies: "Russian deputy permanent representative"."""
COUNTERPARTS = frozenset({"counterpart", "counterparts"})
LEADERS = frozenset({"leader", "leaders", "ruler", "strongman", "chief", "head"})
TOGETHER = ("sides", "countries", "leaders", "men", "nations", "governments")
PAIRS = frozenset({(first, noun) for first in ("both", "two") for noun in TOGETHER} | {("two", "neighbours")})


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Tokens [first, last) that name or describe one party. `party` are the tokens that say whose.

    `basis` is what the words say about the office: "former" president, "acting" minister; None where they say nothing.
    `coming` says that it is still to be taken: "president-elect".
    """

    first: int
    last: int
    kind: MentionKind
    by: MentionBy
    name: NameHit | None = None
    name_at: int | None = None
    party: NameHit | None = None
    party_at: int | None = None
    titles: tuple[PositionTitle, ...] = ()
    title_text: str = ""
    roles: tuple[Role, ...] = ()
    basis: OfficeBasis | None = None
    shape: str = "name"
    plural: bool = False
    coming: bool = False


class Scanner:
    """Finds the phrases of one parsed text, sentence by sentence."""

    def __init__(self, tokens: Sequence[Token], lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.names = Names(tokens, lexicon)
        self.forms = self.names.forms

    def scan(self, first: int, last: int) -> Iterator[Phrase]:
        i = floor = first
        while i < last:
            found = self.phrase_at(i, floor, last)
            if found is None:
                i += 1
                continue
            yield found
            i = floor = found.last

    def phrase_at(self, i: int, floor: int, last: int) -> Phrase | None:
        word = self.forms[i][0]
        if word in PRONOUNS:
            return self.pronoun(i)
        if (word, self.forms[i + 1][0] if i + 1 < last else "") in PAIRS:
            return Phrase(first=i, last=i + 2, kind="group", by="coreference", shape="pair", plural=True)
        if not (word[0].isalnum() or word == "ex-"):
            return None
        if self.titled_name(i):
            return self.named(i, last)
        return self.described(i, floor, last) or self.named(i, last)

    def titled_name(self, i: int) -> bool:
        """Is a title part of a name by which somebody is known: "King Hussein", "Pope Francis"?"""
        title = self.lexicon.titles.longest(self.forms, i)
        known = self.names.known(i) if title is not None else None
        return title is not None and known is not None and known.kind == "person" and known.length > title[0]

    def pronoun(self, i: int) -> Phrase | None:
        token = self.tokens[i]
        if token.pos not in ("PRON", "DET", "") or token.dep == "expl":
            return None
        if self.forms[i][0] in ("who", "whom", "whose") and token.tag and token.tag not in ("WP", "WP$"):
            return None
        return Phrase(first=i, last=i + 1, kind="other", by="coreference", shape="pronoun")

    # --- titles and roles -----------------------------------------------------------------------------------------

    def described(self, i: int, floor: int, last: int) -> Phrase | None:
        """A phrase with a title or a role noun in it, with or without a party before it and a name after it."""
        at, basis = self.modifiers(i, last)
        party, party_at = self.party(at, last), at
        title = self.lexicon.titles.longest(self.forms, at) if at < last and party is not None else None
        if party is not None and title is not None and title[0] > party.length:
            # The title holds its owner: "EU foreign policy chief", "CIA director".
            found: Phrase | None = self.title_phrase(at, title)
            party = None if title_home(title[1]) else party
        else:
            if party is not None:
                at = self.after_possessive(at + party.length, last)
                at, later = self.modifiers(at, last)
                basis = basis or later
            found = self.head_noun(at, last, allow_gap=party is not None)
        if found is None:
            return None
        coming = found.coming or any(self.forms[k][0] in COMING for k in range(i, found.first))
        phrase = replace(found, first=i, party=party, party_at=party_at if party else None, basis=basis or found.basis, coming=coming)
        phrase = self.owner_after(phrase, last)
        named = self.with_name(phrase, last)
        if named is not None:
            return named
        if not self.heads(found) or self.proper(i, found):
            return None
        body = self.body_name(phrase, found)
        if body is not None:
            return body
        return replace(phrase, first=self.extend_left(phrase.first, phrase.last, floor))

    def proper(self, i: int, found: Phrase) -> bool:
        """Whether a description is but the beginning of a body's name: "University of California"."""
        hit = self.names.at(i) if found.shape == "role" and found.first == i else None
        public = bool(found.roles) and found.roles[0].sector in ("GOV", "LEG", "MIL", "JUD", "COP")
        if public and found.last + 1 < len(self.forms) and self.forms[found.last][0] == "of":
            whose = self.names.at(found.last + 1)
            if whose is not None and whose.of("state") is not None:
                return False  # "Government of Australia" is described by what it is
        return hit is not None and hit.kind == "organisation" and i + hit.length > found.last

    def body_name(self, phrase: Phrase, found: Phrase) -> Phrase | None:
        """A body's whole name, where capitals run from its party to its role: "American Civil Liberties Union"."""
        if phrase.party is None or phrase.party_at is None or found.shape != "role":
            return None
        gap = range(phrase.party_at + phrase.party.length, found.first)
        marked = self.names.marked(phrase.party_at)
        if marked is None or marked.kind != "organisation" or phrase.party_at + marked.length < found.last:
            return None
        if not gap or not all(self.tokens[k].text[:1].isupper() for k in gap):
            return None
        end = phrase.party_at + marked.length
        return Phrase(first=phrase.party_at, last=end, kind="organisation", by="name", name=marked, name_at=phrase.party_at)

    def modifiers(self, i: int, last: int) -> tuple[int, OfficeBasis | None]:
        basis: OfficeBasis | None = None
        while i < last:
            word = self.forms[i][0]
            if word in FORMER or word in ("then-", "ex-"):
                basis = "former"
            elif word in ACTING:
                basis = "acting"
            elif not (word in RANK or word in COMING or (word == "-" and basis)):
                break
            i += 1
        return i, basis

    def party(self, i: int, last: int) -> NameHit | None:
        """A state, organisation or seat of government that can own a title; a person only before "administration" and the like."""
        if i >= last:
            return None
        hit = self.names.at(i) or self.ruler(i, last)
        hit = self.owner_before_title(i, hit)
        if hit is None or self.sided(i, hit, last) or (not hit.candidates and self.noun_at(i, last, owned=False) is not None):
            return None
        if hit.of("state", "organisation", "metonym") or (hit.kind in ("organisation", "place", "group")):
            return hit
        after = self.after_possessive(i + hit.length, last)
        return hit if after < last and self.forms[after][0] in OWNABLE else None

    def owner_before_title(self, i: int, hit: NameHit | None) -> NameHit | None:
        """Of a body whose name runs into a title the state before that: "US Treasury Secretary" is the Treasury Secretary of the US."""
        if hit is None or hit.kind != "organisation":
            return hit
        for length in range(1, hit.length):
            title = self.lexicon.titles.longest(self.forms, i + length)
            owners = self.lexicon.knowledge.candidates(" ".join(t.text for t in self.tokens[i : i + length]))
            states = tuple(c for c in owners if c.kind == "state")
            if title is not None and length + title[0] > hit.length and states:
                return NameHit(length=length, kind="state", candidates=states)
        return hit

    def sided(self, i: int, hit: NameHit, last: int) -> bool:
        """Whether a hyphen makes the party stand beside those who follow: "pro-Russian insurgents", "Iran-backed rebels"."""
        before = i > 1 and self.forms[i - 1][0] == "-" and self.forms[i - 2][0] in SIDES
        after = i + hit.length
        return before or (after < last and self.forms[after][0] == "-")

    def ruler(self, i: int, last: int) -> NameHit | None:
        """A bare surname that a body is named after: "Netanyahu's government"."""
        after = self.after_possessive(i + 1, last)
        named = after < last and self.forms[after][0] in OWNABLE and self.tokens[i].text[:1].isupper()
        return NameHit(length=1, kind="person") if named and self.lexicon.knowledge.by_surname(self.tokens[i].text) else None

    def after_possessive(self, i: int, last: int) -> int:
        return i + 1 if i < last and self.tokens[i].text in POSSESSIVES else i

    def head_noun(self, i: int, last: int, allow_gap: bool) -> Phrase | None:
        """The title or role that begins at `i`, or a few modifiers later where a party went before."""
        limit = min(last, i + LONGEST_GAP + 1) if allow_gap else i + 1
        for k in range(i, min(limit, last)):
            found = self.noun_at(k, last, allow_gap)
            if found is not None:
                return found
            if not self.qualifies(k):
                return None
        return None

    def qualifies(self, k: int) -> bool:
        token = self.tokens[k]
        if token.dep == "":
            return token.text[0].isalnum()
        return (
            token.head > k
            and token.dep in ("amod", "compound", "nmod", "nummod", "advmod", "punct")
            and token.text not in (",", ";", "(", '"')
        )

    def noun_at(self, k: int, last: int, owned: bool) -> Phrase | None:
        """The last of the titles and roles that stand directly behind one another: of "foreign ministry spokesman", the spokesman."""
        best: Phrase | None = None
        while k < last:
            title = self.lexicon.titles.longest(self.forms, k)
            role = self.lexicon.roles.longest(self.forms, k)
            if title is None and role is None:
                break
            longest = max(found[0] for found in (title, role) if found)
            leader = self.leader(k, owned) if longest == 1 else None
            if leader is not None:
                best = leader
            elif title is not None and title[0] == longest:
                best = self.title_phrase(k, title)
                described = self.role_phrase(k, role) if role is not None and role[0] == longest else None
                if described is not None and role is not None and vague(role[1], title[1]):
                    # "an aide said" is a source without a name; "aide Jane Roe" has a title.
                    best = replace(described, titles=best.titles, title_text=best.title_text)
            elif role is not None:
                best = self.role_phrase(k, role)
            if best is None:
                break
            k = best.last
        if best is None and k < last:
            best = self.leader(k, owned)
        return best

    def title_phrase(self, k: int, found: tuple[int, tuple[PositionTitle, ...]]) -> Phrase:
        length, titles = found
        end = k + length
        coming = end + 1 < len(self.forms) and self.forms[end][0] == "-" and self.forms[end + 1][0] in COMING
        end += 2 if coming else 0
        text = " ".join(t.text for t in self.tokens[k : k + length])
        plural = self.tokens[k + length - 1].tag in ("NNS", "NNPS")
        kind: MentionKind = "group" if plural else "person"
        return Phrase(first=k, last=end, kind=kind, by="title", titles=titles, title_text=text, shape="title", plural=plural, coming=coming)

    def role_phrase(self, k: int, found: tuple[int, tuple[Role, ...]]) -> Phrase | None:
        length, roles = found
        token = self.tokens[k + length - 1]
        if token.pos not in ("NOUN", "PROPN", "ADJ", ""):
            return None
        words = [form for form, _ in self.forms[k : k + length]]
        # "Ministry of foreign affairs" is one ministry.
        head = next((n - 1 for n in range(1, length) if words[n] in ("of", "for")), length - 1)
        known_plural = roles[0].plural is not None and token.text.lower() == roles[0].plural.lower()
        plural = self.tokens[k + head].tag in ("NNS", "NNPS") or known_plural
        kind: MentionKind = "unnamed_source" if roles[0].unnamed_source else roles[0].kind
        if kind == "group" and not plural and (roles[0].plural is not None or roles[0].key.endswith("ministry")):
            kind = "organisation" if words[head] in BODIES or roles[0].key.endswith("ministry") else "other"
        return Phrase(first=k, last=k + length, kind=kind, by="description", roles=roles, shape="role", plural=plural)

    def leader(self, k: int, owned: bool) -> Phrase | None:
        """Words that mean the top office of whoever owns them, and "counterpart", which means the office of somebody else."""
        word = self.forms[k][0]
        plural = word.endswith("s")
        if word in COUNTERPARTS:
            return Phrase(first=k, last=k + 1, kind="group" if plural else "person", by="title", shape="counterpart", plural=plural)
        if word in LEADERS and (owned or word not in ("chief", "head")) and self.tokens[k].pos in ("NOUN", "PROPN", ""):
            return Phrase(first=k, last=k + 1, kind="group" if plural else "person", by="title", shape="leader", plural=plural)
        return None

    def owner_after(self, phrase: Phrase, last: int) -> Phrase:
        """The party behind "of" or "for": "president of the United States", "spokesman for the German government"."""
        at = phrase.last
        if phrase.party is not None or at + 1 >= last or self.forms[at][0] not in ("of", "for"):
            return phrase
        at += 2 if self.forms[at + 1][0] in ("the", "a") and at + 2 < last else 1
        party = self.party(at, last)
        if party is None or not party.of("state", "organisation", "metonym"):
            party = self.names.known(at)  # "President of Peru Jane Roe": the parser's mark runs over the name
            if party is None or party.of("state") is None:
                return phrase
        end = at + party.length
        state = party.of("state")
        if state is not None and state.by == "demonym":
            body = self.head_noun(end, last, allow_gap=True)  # "spokesman for the German government"
            if body is None:
                return phrase
            end = body.last
        return replace(phrase, last=end, party=party, party_at=at)

    def with_name(self, phrase: Phrase, last: int) -> Phrase | None:
        """The phrase with the name that follows a title directly: "Foreign Minister" + "Penny Wong"."""
        at = phrase.last
        while at < last and self.forms[at][0] in HONORIFICS:
            at += 1
        nameable = phrase.kind in ("person", "group", "unnamed_source") or (phrase.kind == "other" and phrase.titles)
        if at >= last or not nameable or (phrase.shape == "role" and phrase.kind == "group"):
            return None
        hit = self.names.person_at(at)
        if hit is None and not phrase.plural:
            length = self.names.capitalised_run(at)
            other = self.names.at(at)
            if length and (other is None or (other.kind == "organisation" and not other.candidates)) and self.tokens[at].pos == "PROPN":
                hit = NameHit(length=length, kind="person")
        if hit is None:
            return None
        shape = phrase.shape if phrase.shape != "role" else "title"
        end = at + hit.length
        return replace(phrase, last=end, kind="person", by="name", name=hit, name_at=at, shape=shape, plural=False)

    def heads(self, found: Phrase) -> bool:
        """Whether the noun is the head of its phrase: in "police station" and "government spending" it is not."""
        token = self.tokens[found.last - 1]
        if token.pos == "" or token.dep not in ("compound", "amod", "nmod") or token.head < found.last:
            return True
        if token.pos == "PROPN" and self.tokens[found.last].pos != "PROPN":
            return True  # "The Israeli Air Force bombs …": the parser takes the verb for a noun
        between = range(found.last, token.head)
        return any(self.tokens[k].pos not in ("NOUN", "PROPN", "ADJ", "NUM") for k in between)

    def extend_left(self, first: int, last: int, floor: int) -> int:
        """The start of the noun phrase: its article, numbers and adjectives belong to a description."""
        start = first
        while start > floor:
            token = self.tokens[start - 1]
            inside = start <= token.head < last and token.dep in ("det", "amod", "nummod", "predet", "compound", "nmod", "quantmod")
            if not inside or token.pos == "PRON" or token.tag in ("PRP$", "WP$") or not token.text[0].isalnum():
                break
            start -= 1
        return start

    # --- names ----------------------------------------------------------------------------------------------------

    def named(self, i: int, last: int) -> Phrase | None:
        hit = self.names.at(i)
        if hit is None:
            return self.surname(i, last)
        end = i + hit.length
        state = hit.of("state")
        by: MentionBy = "name"
        if state is not None and hit.kind == "state":
            by = state.by
            if by == "demonym" and not self.demonym_acts(i, end, last):
                return None
        return Phrase(first=i, last=end, kind=hit.kind, by=by, name=hit, name_at=i, plural=by == "demonym")

    def demonym_acts(self, i: int, end: int, last: int) -> bool:
        """An adjective stands for people only where no noun follows: "the Japanese said", not "the Japanese economy"."""
        token = self.tokens[end - 1]
        if token.tag in ("NNPS", "NNS") or self.coordinated(end, last):
            return True
        if token.dep == "":
            return end == last
        return token.dep in ("nsubj", "nsubjpass", "dobj", "pobj", "conj", "agent", "dative", "appos") and token.pos in (
            "NOUN",
            "PROPN",
            "ADJ",
        )

    def coordinated(self, end: int, last: int) -> bool:
        """Whether another people follows: of "Israeli and Palestinian leaders", the Israeli ones have no noun of their own."""
        other = self.names.at(end + 1) if end + 1 < last and self.forms[end][0] in ("and", "or", ",") else None
        state = other.of("state") if other else None
        return state is not None and state.by == "demonym"

    def surname(self, i: int, last: int) -> Phrase | None:
        """One capitalised word that news uses for a person: whether it really is one is decided by who else is in the article."""
        token = self.tokens[i]
        if not token.text[0].isupper() or token.pos not in ("PROPN", "NOUN", "ADJ", "VERB", "") or len(token.text) < 2:
            return None
        if not self.lexicon.knowledge.by_surname(token.text) or token.ent.endswith("DATE"):
            return None
        neighbour = self.tokens[i + 1] if i + 1 < last else None
        if token.dep == "compound" and neighbour is not None and neighbour.pos == "PROPN" and token.head == i + 1:
            return None
        hit = NameHit(length=1, kind="person")
        return Phrase(first=i, last=i + 1, kind="person", by="name", name=hit, name_at=i, shape="surname")


def vague(roles: Sequence[Role], titles: Sequence[PositionTitle]) -> bool:
    """Whether words that are a title and a role rather tell what somebody is than which office is meant."""
    return roles[0].unnamed_source or all(t.position in ("legislator", "other") for t in titles)
