"""The words that report speech and thought, with the constructions that hold what is said.

The lists are data (`knowledge/data/cues/*.tsv`). A verb's frames name where its content stands:

    quote       words in quotation marks         that        a finite clause ("said that …", "asked whether …")
    to          an infinitive ("hopes to …")     obj         a noun phrase ("denied the claim")
    addressee   the object is who is told        obj_to      object and infinitive ("urged Norway to …")
    obj_P       object and preposition P ("accused Chile of …", "described it as …")
    small       object and complement ("called it a farce")
    P           a preposition ("warned of …", "called for …")
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Literal, TypeAlias, cast, get_args

from latticework.errors import KnowledgeError
from latticework.extract.phrases import Range

CueClass: TypeAlias = Literal[
    "say", "ask", "deny", "agree", "concede", "promise", "threat", "warn", "urge", "order", "accuse", "criticise", "praise",
    "refuse", "hope", "fear", "want", "intend", "believe", "doubt", "predict", "show",
]  # fmt: skip
"""What kind of stance a cue reports. "refuse" is of acts ("refused to"), "deny" of facts ("denied that")."""

PREPOSITIONS = frozenset({
    "about", "against", "at", "by", "during", "for", "from", "in", "into", "of", "on", "over", "to", "via", "with",
})  # fmt: skip
CONSTRUCTIONS = frozenset({"quote", "that", "to", "obj", "addressee", "obj_to", "small", "obj_as"})
FOLDER = "data/cues"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word that reports speech or thought. `particle` is the second word of a phrasal verb ("point out")."""

    lemma: str
    particle: str | None
    kind: CueClass
    frames: frozenset[str]

    @property
    def prepositions(self) -> frozenset[str]:
        return self.frames & PREPOSITIONS

    @property
    def object_prepositions(self) -> frozenset[str]:
        return frozenset(f[4:] for f in self.frames if f.startswith("obj_") and f != "obj_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class CueWords:
    """All cue lists, each by lemma. `verbs` is keyed by (lemma, particle or None).

    `forms` gives the lemma of regular verb forms. It stands beside the parser's lemmas because those go wrong on
    some forms that matter here ("hoped" becomes "hop").
    """

    verbs: Mapping[tuple[str, str | None], Cue]
    forms: Mapping[str, str]
    nouns: Mapping[str, Cue]
    adjectives: Mapping[str, Cue]
    adverbs: frozenset[str]
    carriers: frozenset[str]
    channels: Mapping[str, frozenset[str]]
    sources: Mapping[str, str]

    def verb(self, form: str, lemma: str, following: Iterable[str]) -> Cue | None:
        """The entry of a verb in a text: the phrasal verb that one of the following words makes ("point out"), else the plain one."""
        known = self.forms.get(form.lower(), lemma)
        for word in following:
            if (known, word) in self.verbs:
                return self.verbs[known, word]
        return self.verbs.get((known, None))


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """One act of saying. Indices are of tokens; `content` is empty where only quotation marks can tell it."""

    head: int
    cue: Range
    kind: CueClass
    frame: str
    quotes: bool
    speaker: int | None
    content: tuple[Range, ...] = ()
    addressee: int | None = None
    channel: Range | None = None


@lru_cache(maxsize=1)
def load_cues() -> CueWords:
    """The cue lists that ship with the package.

    Raises:
        KnowledgeError: a row breaks the rules; the message names file and line.
    """
    verbs = {(c.lemma, c.particle): c for c in _cues("verbs.tsv", "verb")}
    return CueWords(
        verbs=verbs,
        forms={form: lemma for lemma, _ in verbs for form in _forms(lemma)},
        nouns={c.lemma: c for c in _cues("nouns.tsv", "noun")},
        adjectives={c.lemma: c for c in _cues("adjectives.tsv", "adjective")},
        adverbs=frozenset(row[0] for _, row in _rows("adverbs.tsv", ("adverb",))),
        carriers=frozenset(row[0] for _, row in _rows("carriers.tsv", ("verb",))),
        channels={
            row[0].lower(): _words("channels.tsv", n, row[1], PREPOSITIONS) for n, row in _rows("channels.tsv", ("noun", "prepositions"))
        },
        sources=dict(_source(n, row) for n, row in _rows("sources.tsv", ("noun", "kind"))),
    )


def _forms(lemma: str) -> tuple[str, ...]:
    """The regular forms of a verb, without doubled consonants: the parser gets those right."""
    if lemma.endswith("e"):
        return lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"
    return lemma, f"{lemma}es" if lemma.endswith(("s", "x", "sh", "ch")) else f"{lemma}s", f"{lemma}ed", f"{lemma}ing"


def _cues(name: str, first: str) -> list[Cue]:
    found: list[Cue] = []
    for number, (word, kind, frames) in _rows(name, (first, "class", "frames")):
        if kind not in get_args(CueClass):
            raise KnowledgeError(f"{name}:{number}: class {kind!r}; it must be one of {', '.join(get_args(CueClass))}")
        lemma, _, particle = word.partition(" ")
        allowed = CONSTRUCTIONS | PREPOSITIONS | {f"obj_{p}" for p in PREPOSITIONS}
        cue = Cue(lemma=lemma, particle=particle or None, kind=cast(CueClass, kind), frames=_words(name, number, frames, allowed))
        found.append(cue)
    return found


def _words(name: str, number: int, cell: str, allowed: frozenset[str]) -> frozenset[str]:
    words = frozenset(cell.split())
    if not words or not words <= allowed:
        raise KnowledgeError(f"{name}:{number}: {cell!r}; it must hold words from {', '.join(sorted(allowed))}")
    return words


def _source(number: int, row: tuple[str, ...]) -> tuple[str, str]:
    noun, kind = row
    if kind not in ("unnamed", "document"):
        raise KnowledgeError(f"sources.tsv:{number}: kind {kind!r}; it must be unnamed or document")
    return noun, kind


def _rows(name: str, header: tuple[str, ...]) -> list[tuple[int, tuple[str, ...]]]:
    """Numbered rows of a tab-separated file. Lines that begin with # are comments; the first cell must be unique."""
    text = (files("latticework.knowledge") / FOLDER / name).read_text(encoding="utf-8")
    found: list[tuple[int, tuple[str, ...]]] = []
    seen: set[str] = set()
    head: tuple[str, ...] | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = tuple(cell.strip() for cell in line.split("\t"))
        if head is None:
            head = row
            if head != header:
                raise KnowledgeError(f"{name}:{number}: columns {head}; they must be {header}")
            continue
        if len(row) != len(header):
            raise KnowledgeError(f"{name}:{number}: {len(row)} columns; there must be {len(header)}")
        if row[0] in seen:
            raise KnowledgeError(f"{name}:{number}: {row[0]!r} stands in the file twice")
        seen.add(row[0])
        found.append((number, row))
    return found
