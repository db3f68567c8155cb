"""The index of all names: the longest name that starts at a word, in time that depends on that name alone.

Names are kept as a tree of pieces. A piece is a word without dots, diacritics and curly quotes; a hyphen parts pieces and is
itself nothing, so that "U.S." finds "US", "Ban Ki - moon" finds "Ban Ki-moon", "Turkiye" finds "Türkiye". Case counts:
"us" is not "US", "turkey" is not "Turkey". Phrases in small letters are found with a capital first letter as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

from latticework.types import MentionBy

CandidateKind: TypeAlias = Literal["state", "person", "organisation", "group", "metonym", "place", "role", "occasion"]

_LETTERS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i",
                          "ß": "ss", "æ": "ae", "Æ": "Ae", "ð": "d", "þ": "th", "Þ": "Th", "ə": "a", "Ə": "A"})  # fmt: skip
_PARTS = re.compile(r"[-‐‑–—/]|(?='s(?:\s|$))|'(?=\s|$)|\s+")
_SHOUTED = 4  # capitals up to this length are taken for an acronym, longer ones may be a headline that shouts


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Something a name may mean. `id` is the ISO code of a state, else the id (of a metonym: its actor's; of a role or place: its name).

    `ambiguous` says that the same words are often something else, so that the context has to decide.
    """

    kind: CandidateKind
    id: str
    by: MentionBy
    start: date | None = None
    end: date | None = None
    ambiguous: bool = False


@dataclass(slots=True)
class _Node:
    next: dict[str, _Node] = field(default_factory=dict)
    found: tuple[Candidate, ...] = ()


def fold(word: str) -> str:
    """A word as the index keeps it: no dots, no diacritics, straight quotes."""
    if not word.isascii():
        word = word.translate(_LETTERS)
        if not word.isascii():
            word = "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
    return word.replace(".", "") if "." in word and len(word) > 1 else word


def pieces(text: str) -> tuple[str, ...]:
    """The pieces of a name or of one word. Most names are plain words, which need no looking into."""
    if text.isascii():
        if text.isalnum():
            return (text,)
        if text.replace(" ", "").isalnum():
            return tuple(text.split())
    folded = fold(text)
    if folded.isalnum():
        return (folded,)
    return tuple(part for part in _PARTS.split(folded) if part and part != "'")


class NameIndex:
    """Built once, by `add`, and only read afterwards."""

    def __init__(self) -> None:
        self._root = _Node()

    def add(self, name: str, candidate: Candidate) -> None:
        self._add(pieces(name), candidate)
        if name[:1].islower():
            self._add(pieces(name[0].upper() + name[1:]), candidate)

    def _add(self, parts: tuple[str, ...], candidate: Candidate) -> None:
        node = self._root
        for part in parts:
            child = node.next.get(part)
            if child is None:
                child = node.next[part] = _Node()
            node = child
        if node is not self._root and candidate not in node.found:
            node.found = (*node.found, candidate)

    def find(self, name: str) -> tuple[Candidate, ...]:
        """What exactly this name may mean; a leading "the" may be left out or given."""
        parts = pieces(name)
        node = self._walk(self._root, parts)
        if (node is None or not node.found) and parts[:1] in (("the",), ("The",)):
            node = self._walk(self._root, parts[1:])
        return node.found if node is not None else ()

    def longest(self, words: Sequence[str], at: int) -> tuple[int, tuple[Candidate, ...]] | None:
        """The longest name that begins with `words[at]`: how many words it takes, and what it may mean."""
        node: _Node | None = self._root
        best: tuple[int, tuple[Candidate, ...]] | None = None
        for index in range(at, len(words)):
            parts = pieces(words[index])
            if not parts:
                if index == at:
                    return None
                continue
            node = self._walk(node, parts) if node is not None else None
            if node is None:
                break
            if node.found:
                best = (index + 1 - at, node.found)
        return best

    @staticmethod
    def _walk(node: _Node, parts: Sequence[str]) -> _Node | None:
        for part in parts:
            child = node.next.get(part)
            if child is None and len(part) > _SHOUTED and part.isupper():
                child = node.next.get(part.capitalize())
            if child is None:
                return None
            node = child
        return node
