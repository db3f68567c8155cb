"""An act as matched by a rule, before its status, time and place are known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from latticework.extract.clauses import How
from latticework.extract.lexicon import Rule
from latticework.extract.parties import End
from latticework.types import EventType

Heads: TypeAlias = tuple[int, ...]

VERBAL_EMBEDDING: frozenset[EventType] = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "CONCEDE"})
HOSTILE: frozenset[EventType] = frozenset({"SANCTION", "COERCE", "ASSAULT", "MOBILIZE", "PROTEST"})
FRIENDLY_DEEDS: frozenset[EventType] = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """`head` is the predicate; `action` are the tokens that tell the act; `inner` are heads of acts that this one is about.

    `slot` says where the target stood: a slot of the rule, or "inherited".
    """

    head: int
    rule: Rule
    type: EventType
    mode: str | None
    cameo: str | None
    about: EventType | None
    sources: tuple[End, ...]
    targets: tuple[End, ...]
    reciprocal: bool
    action: Heads
    inner: Heads
    how: How
    slot: str
    noun: bool = False
