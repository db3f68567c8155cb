"""The rules of the event coder, loaded from `knowledge/data/acts/*.tsv` and checked.

A row of a rule file reads: kind (`verb` or `noun`), words, slots, type, mode, CAMEO code, only, never, flags.

- words: lemmas, comma-separated; a second word is a particle or preposition ("pull out"). `verbs + nouns` asks for one
  of the nouns as object of one of the verbs, or, written `prep:noun`, behind that preposition ("take + into:custody").
- slots: where the other side may stand, in order of trust: `obj`, `dat`, a preposition, `subj` (a plural subject of a
  reciprocal act), `inner` (the other side of the act that this one is about).
- only, never: conditions `slot:words` on the lemmas in a slot, `slot~words` on its modifiers; `@name` is a class of
  `classes.tsv`. All conditions on `subj` and one of the others must hold; no `never` may.
- flags: embed (what it is about is read from its complement), recip, solo (needs no other side), light (a noun that
  tells no act by itself), undergo (the subject is the one it is done to), wish, plan (what is meant to be done is still
  to come), pair (asks for two subjects), visit.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import cast, get_args

from latticework.errors import KnowledgeError
from latticework.types import EventType

FOLDER = "data/acts"
TYPES = get_args(EventType)
FLAGS = frozenset({"embed", "recip", "solo", "light", "undergo", "wish", "plan", "pair", "visit", "hostile"})
SPECIAL = frozenset({"*", "*place", "*stateactor", "*actor", "*person"})
RULE_COLUMNS = ("kind", "words", "slots", "type", "mode", "cameo", "only", "never", "flags")


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Some word in `slot` (or, with `modifier`, a modifier of it) is one of `lemmas`, or an actor of a `special` kind."""

    slot: str
    modifier: bool
    lemmas: frozenset[str]
    special: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    id: str
    kind: str
    particle: str | None
    nouns: frozenset[str]
    nouns_after: Mapping[str, frozenset[str]]
    slots: tuple[str, ...]
    type: EventType
    mode: str | None
    cameo: str | None
    only: tuple[Condition, ...]
    never: tuple[Condition, ...]
    flags: frozenset[str]

    @property
    def phrase(self) -> bool:
        return bool(self.nouns or self.nouns_after)

    @property
    def rank(self) -> int:
        """Rules that ask for more are tried first."""
        return 4 * self.phrase + 2 * bool(self.particle) + bool(self.only)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """All rules by the lemma of their head, and the smaller lists beside them."""

    verbs: Mapping[str, tuple[Rule, ...]]
    nouns: Mapping[str, tuple[Rule, ...]]
    statuses: Mapping[tuple[str, str], str]
    gates: Mapping[str, frozenset[str]]
    stand_ins: Mapping[str, frozenset[str]]
    contexts: Mapping[str, tuple[str, ...]]
    derived: Mapping[tuple[str, str], tuple[str | None, str | None]]

    def derive(self, type: EventType, about: EventType | None) -> tuple[str | None, str | None]:
        """(CAMEO code, mode) of a type, by what it is about."""
        return self.derived.get((type, about or "")) or self.derived[type, ""]


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """All rule files of the package.

    Raises:
        KnowledgeError: a row breaks the form; the message names file and line.
    """
    classes = {name: frozenset(split(words)) for _, (name, words) in rows("classes.tsv", ("class", "words"))}
    verbs: dict[str, list[Rule]] = {}
    nouns: dict[str, list[Rule]] = {}
    seen: dict[str, int] = {}
    for type in TYPES:
        for where, row in rows(f"{type.lower()}.tsv", RULE_COLUMNS):
            table = {"verb": verbs, "noun": nouns}.get(row[0])
            if table is None:
                raise KnowledgeError(f"{where}: kind {row[0]!r} is neither verb nor noun")
            for lemma, rule in rules_of(where, row, classes, seen):
                table.setdefault(lemma, []).append(rule)
    return Lexicon(
        verbs={k: tuple(sorted(v, key=lambda r: -r.rank)) for k, v in verbs.items()},
        nouns={k: tuple(sorted(v, key=lambda r: -r.rank)) for k, v in nouns.items()},
        statuses={
            (kind, w): status for _, (kind, words, status) in rows("statuses.tsv", ("kind", "words", "status")) for w in split(words)
        },
        gates={domain: frozenset(split(words)) for _, (domain, words) in rows("gates.tsv", ("domain", "words"))},
        stand_ins={side: frozenset(split(words)) for _, (side, words) in rows("stand_ins.tsv", ("side", "words"))},
        contexts=contexts_by_word(),
        derived={
            (t, a): (cameo or None, mode or None) for _, (t, a, cameo, mode) in rows("derived.tsv", ("type", "about", "cameo", "mode"))
        },
    )


def contexts_by_word() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for _, (context, words) in rows("contexts.tsv", ("context", "words")):
        for word in split(words):
            found.setdefault(word, []).append(context)
    return {word: tuple(names) for word, names in found.items()}


def rows(name: str, columns: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """("file:line", cells) for each row of a table below its comment lines and its header."""
    lines = (files("latticework.knowledge") / FOLDER / name).read_text(encoding="utf-8").splitlines()
    header = False
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = next(csv.reader([line], delimiter="\t", quoting=csv.QUOTE_NONE))
        where = f"{FOLDER}/{name}:{number}"
        if not header:
            if tuple(cells) != columns:
                raise KnowledgeError(f"{where}: columns must be {', '.join(columns)}")
            header = True
            continue
        if len(cells) != len(columns):
            raise KnowledgeError(f"{where}: {len(cells)} cells where {len(columns)} are due")
        yield where, cells
    if not header:
        raise KnowledgeError(f"{FOLDER}/{name}: no header line")


def split(words: str) -> list[str]:
    return [w.strip() for w in words.split(",") if w.strip()]


def rules_of(where: str, row: list[str], classes: Mapping[str, frozenset[str]], seen: dict[str, int]) -> Iterator[tuple[str, Rule]]:
    """(head lemma, rule) for each head of a row. Heads that share their particle share one rule."""
    kind, words, slots, type, mode, cameo, only, never, flags = row
    if type not in TYPES:
        raise KnowledgeError(f"{where}: no event type {type!r}")
    if unknown := set(flags.split()) - FLAGS:
        raise KnowledgeError(f"{where}: no such flag: {', '.join(sorted(unknown))}")
    heads, _, nouns = words.partition("+")
    plain, after = nouns_of(nouns)
    if not split(heads):
        raise KnowledgeError(f"{where}: no words")
    for head in split(heads):
        lemma, _, particle = head.partition(" ")
        name = f"{type}/{kind}/{head}" + (f"+{split(nouns)[0]}" if nouns else "")
        seen[name] = seen.get(name, 0) + 1
        yield (
            lemma,
            Rule(
                id=name if seen[name] == 1 else f"{name}#{seen[name]}",
                kind=kind,
                particle=particle or None,
                nouns=plain,
                nouns_after=after,
                slots=tuple(split(slots)),
                type=cast(EventType, type),
                mode=mode or None,
                cameo=cameo or None,
                only=tuple(conditions(where, only, classes)),
                never=tuple(conditions(where, never, classes)),
                flags=frozenset(flags.split()),
            ),
        )


def nouns_of(text: str) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    """The nouns of a phrase: plain objects, and those behind a preposition. "in:talk;on:strike" and "in:talk,visit" both work."""
    plain: set[str] = set()
    after: dict[str, set[str]] = {}
    for group in text.split(";"):
        preposition, colon, rest = group.partition(":")
        if colon:
            after.setdefault(preposition.strip(), set()).update(split(rest))
        else:
            plain.update(split(group))
    return frozenset(plain), {p: frozenset(w) for p, w in after.items()}


def conditions(where: str, text: str, classes: Mapping[str, frozenset[str]]) -> Iterator[Condition]:
    for group in text.split(";"):
        if not group.strip():
            continue
        mark = "~" if "~" in group else ":"
        slot, found, rest = group.partition(mark)
        if not found:
            raise KnowledgeError(f"{where}: condition {group!r} is not slot:words")
        lemmas: set[str] = set()
        for word in split(rest):
            if not word.startswith("@"):
                lemmas.add(word)
            elif word[1:] in classes:
                lemmas |= classes[word[1:]]
            else:
                raise KnowledgeError(f"{where}: no class {word!r} in classes.tsv")
        special = frozenset(lemmas & SPECIAL)
        if unknown := [w for w in lemmas - SPECIAL if w.startswith("*")]:
            raise KnowledgeError(f"{where}: no such kind of actor: {', '.join(sorted(unknown))}")
        if not lemmas:
            raise KnowledgeError(f"{where}: condition {group!r} names no words")
        yield Condition(slot=slot.strip(), modifier=mark == "~", lemmas=frozenset(lemmas - SPECIAL), special=special)
