"""What is known before reading: states, offices and their holders, organisations, places, words for actors, the ontology.

    >>> from datetime import date
    >>> known = load_knowledge()
    >>> [known.persons[t.person].name for t in known.holders("JPN", "head_of_government", date(2024, 10, 1))]
    ['Shigeru Ishiba']

All of it is data: tables under `data/`, each row with its source. A folder with tables of the same names adds a user's own rows.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from latticework.knowledge.groups import Group
from latticework.knowledge.known import Knowledge, load
from latticework.knowledge.memberships import Membership, Standing
from latticework.knowledge.names import Candidate, CandidateKind
from latticework.knowledge.offices import Person, PositionTitle, Term
from latticework.knowledge.ontology import Ontology, TypeEntry
from latticework.knowledge.organisations import Organisation
from latticework.knowledge.phrases import Metonym, Occasion, PlaceName, Role
from latticework.knowledge.states import State
from latticework.knowledge.territories import Territory
from latticework.knowledge.treaties import Treaty, TreatyKind

__all__ = [
    "Candidate",
    "CandidateKind",
    "Group",
    "Knowledge",
    "Membership",
    "Metonym",
    "Occasion",
    "Ontology",
    "Organisation",
    "Person",
    "PlaceName",
    "PositionTitle",
    "Role",
    "Standing",
    "State",
    "Term",
    "Territory",
    "Treaty",
    "TreatyKind",
    "TypeEntry",
    "load_knowledge",
]


@lru_cache(maxsize=8)
def load_knowledge(overlay: Path | None = None) -> Knowledge:
    """All shipped knowledge, with the rows of an overlay folder if one is given. Read once per folder and process.

    Raises KnowledgeError naming the file, the line and what to mend.
    """
    return load(overlay)
