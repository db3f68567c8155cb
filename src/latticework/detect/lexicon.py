"""What a word can be before the sentence is looked at: a known name, a title, a role noun, a pronoun, a modifier.

A thin index over `Knowledge`. Built once for a knowledge and never changed, so every article can share it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Generic, TypeVar

from latticework.knowledge import Candidate, Knowledge, PositionTitle, Role
from latticework.types import Token

FORMER = frozenset({"former", "ex", "ex-", "late", "then", "onetime", "one-time", "deposed", "ousted"})
ACTING = frozenset({"acting", "interim", "caretaker"})
COMING = frozenset({"incoming", "designate", "elect"})
RANK = frozenset({"senior", "top", "outgoing", "longtime", "veteran", "new", "current", "current-day", "high-ranking", "newly"})
HONORIFICS = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "lady", "lord", "dame", "madam"})
FEMALE_WORDS = frozenset(
    {"mrs", "mrs.", "ms", "ms.", "miss", "lady", "dame", "madam", "queen", "spokeswoman", "chairwoman", "princess", "mother"}
)
MALE_WORDS = frozenset({"mr", "mr.", "sir", "lord", "king", "spokesman", "chairman", "prince", "father"})
SIDES = frozenset({"pro", "anti", "non"})
"""What before a hyphen makes a party somebody's friend or enemy: "pro-Russian insurgents" are not Russia's."""
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
BODIES = frozenset(
    {"government", "ministry", "embassy", "court", "tribunal", "company", "firm", "police", "army", "navy", "force", "administration"}
    | {"parliament", "agency", "office", "party", "council", "committee", "bank", "commission", "cabinet", "department", "authority"}
    | {"military", "guard", "service", "union", "organisation", "organization", "assembly", "senate", "congress", "watchdog", "regulator"}
    | {"palace", "leadership", "delegation", "mission", "presidency", "opposition", "coalition", "junta", "regime", "team", "campaign"}
    | {"consulate", "bureau", "board", "newspaper", "university", "church", "judiciary", "legislature", "treasury", "house", "affairs"}
    | {"group", "gang", "cartel", "militia", "unit", "crew", "mosque", "hospital", "school", "network", "movement", "alliance", "bloc"}
)
"""Last words of descriptions that mean a body and not a person, where they stand in the singular."""
OWNABLE = frozenset({"administration", "government", "cabinet", "team", "campaign", "regime"})
"""Nouns that turn a leader's name into a body: "the Biden administration"."""

SINGULAR_PRONOUNS: Mapping[str, str] = {
    "he": "male", "him": "male", "his": "male",
    "she": "female", "her": "female", "hers": "female",
}  # fmt: skip
PLURAL_PRONOUNS = frozenset({"they", "them", "their", "theirs"})
THING_PRONOUNS = frozenset({"it", "its"})
RELATIVES = frozenset({"who", "whom", "whose"})
PRONOUNS = frozenset(SINGULAR_PRONOUNS) | PLURAL_PRONOUNS | THING_PRONOUNS | RELATIVES

T = TypeVar("T")


class PhraseIndex(Generic[T]):
    """Phrases of several words and what they stand for, found by their first word."""

    def __init__(self, entries: Iterable[tuple[str, T]]) -> None:
        gathered: dict[tuple[str, ...], list[T]] = {}
        for phrase, value in entries:
            words = split_words(phrase)
            if words and value not in gathered.setdefault(words, []):
                gathered[words].append(value)
        self._first: dict[str, list[tuple[tuple[str, ...], tuple[T, ...]]]] = {}
        for words, values in sorted(gathered.items(), key=lambda item: (-len(item[0]), item[0])):
            self._first.setdefault(words[0], []).append((words, tuple(values)))

    def longest(self, forms: Sequence[tuple[str, str]], at: int) -> tuple[int, tuple[T, ...]] | None:
        """The longest phrase that begins at a word; a word matches by its form or by its lemma."""
        form, lemma = forms[at]
        options = self._first.get(form, ())
        if lemma != form:
            options = (*options, *self._first.get(lemma, ()))
        best: tuple[int, tuple[T, ...]] | None = None
        for words, values in options:
            longer = (best is None or len(words) > best[0]) and at + len(words) <= len(forms)
            if longer and all(word in forms[at + n] for n, word in enumerate(words)):
                best = len(words), values
        return best


def split_words(phrase: str) -> tuple[str, ...]:
    """A phrase as the tokens that the parser makes of it, in lower case."""
    return tuple(phrase.lower().replace("-", " - ").replace("’", "'").replace("'s", " 's").split())


class Lexicon:
    """The names, titles and role nouns of a knowledge, ready to be looked up at a token."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.knowledge = knowledge
        self.titles: PhraseIndex[PositionTitle] = PhraseIndex(title_entries(knowledge.titles))
        self.roles: PhraseIndex[Role] = PhraseIndex(role_entries(knowledge))
        self.buildings = frozenset(m.text for m in knowledge.metonyms if m.kind == "building")
        self.outlets = {e.name: e.country for e in knowledge.outlets.entries.values() if not e.agency}
        self.homes = {p.name: p.country for p in knowledge.places}

    def candidates(self, words: Sequence[str], at: int) -> tuple[int, tuple[Candidate, ...]] | None:
        """The longest known name that begins at a word, without roles (which have their own index)."""
        found = self.knowledge.longest(words, at)
        if found is None:
            return None
        length, candidates = found
        while length:
            named = tuple(c for c in candidates if c.kind not in ("role", "occasion"))
            if named:
                return length, named
            # A longer role hides a shorter name: "US officials".
            length -= 1
            candidates = self.knowledge.candidates(" ".join(words[at : at + length])) if length else ()
        return None


def title_home(titles: Sequence[PositionTitle]) -> str | None:
    """The one country or organisation that has such a title ("Taoiseach", "UN chief"); None where several or all have it.

    Words that hold for any country mean one organisation only where they name it, so a state's own row does not count beside them.
    """
    homes = {t.countries[0] for t in titles if len(t.countries) == 1}
    anywhere = any(len(t.countries) != 1 for t in titles)
    if len(homes) != 1:
        return None
    home = homes.pop()
    return None if anywhere and not home.startswith("org:") else home


def title_entries(titles: Iterable[PositionTitle]) -> Iterable[tuple[str, PositionTitle]]:
    for title in titles:
        yield title.words, title
        if "-" in title.words:
            yield title.words.replace("-", " "), title


def role_entries(knowledge: Knowledge) -> Iterable[tuple[str, Role]]:
    """Roles without those that begin with a party ("US official"): the party is found by itself, and "us" must not be it."""
    for role in knowledge.roles:
        first = role.noun.split()[0]
        if first[:1].isupper() and any(c.kind in ("state", "organisation", "metonym") for c in knowledge.candidates(first)):
            continue
        yield role.noun, role
        if role.plural:
            yield role.plural, role


def forms_of(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Of each token the two forms that an index is asked for: as written, and the lemma, in lower case."""
    return [(t.text.lower().replace("’", "'"), t.lemma or t.text.lower()) for t in tokens]
