"""The event types of PLOVER 2: quad class, CAMEO root, intensity, modes; contexts; sectors."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from latticework.errors import KnowledgeError
from latticework.knowledge.tables import DATA
from latticework.types import EventType, Quad

FILE = "ontology.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeEntry:
    """One event type. `cameo` is the two-digit root; `modes` gives the intensity of each mode, None where PLOVER prints none."""

    type: EventType
    quad: Quad
    cameo: str
    intensity: float
    needs_target: bool
    modes: Mapping[str, float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ontology:
    types: Mapping[EventType, TypeEntry]
    contexts: tuple[str, ...]
    sectors: tuple[str, ...]

    def intensity(self, type: EventType, mode: str | None) -> float:
        """PLOVER's score of a mode, or of the type where the mode has none."""
        entry = self.types[type]
        score = entry.modes.get(mode) if mode is not None else None
        return entry.intensity if score is None else score


def load_ontology(overlay: Path | None = None) -> Ontology:
    path = overlay / FILE if overlay is not None and (overlay / FILE).is_file() else DATA / FILE
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        types = {name: _entry(name, entry) for name, entry in raw["types"].items()}
        found = Ontology(types=types, contexts=tuple(raw["contexts"]), sectors=tuple(raw["sectors"]))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(
            f"{FILE}: {error!r}: give types (quad, cameo, intensity, needs_target, modes), contexts and sectors"
        ) from error
    missing = sorted(set(get_args(EventType)) ^ set(types))
    if missing:
        raise KnowledgeError(f"{FILE}: types must be exactly the sixteen of PLOVER 2; look at {', '.join(missing)}")
    return found


def _entry(name: str, raw: Mapping[str, object]) -> TypeEntry:
    modes = cast(Mapping[str, float | None], raw["modes"])
    if raw["quad"] not in get_args(Quad):
        raise ValueError(f"{name}: quad is {raw['quad']}, not 1 to 4")
    return TypeEntry(
        type=cast(EventType, name),
        quad=cast(Quad, raw["quad"]),
        cameo=str(raw["cameo"]),
        intensity=float(cast(float, raw["intensity"])),
        needs_target=bool(raw["needs_target"]),
        modes=dict(modes),
    )
