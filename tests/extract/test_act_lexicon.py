"""The rule files of the event coder, and what the loader refuses."""

from __future__ import annotations

import pytest

from latticework.errors import KnowledgeError
from latticework.extract.lexicon import TYPES, load_lexicon, nouns_of, rules_of
from latticework.knowledge import load_knowledge


def test_all_types_have_rules_with_modes_of_the_ontology() -> None:
    lexicon, types = load_lexicon(), load_knowledge().ontology.types
    rules = [r for found in (*lexicon.verbs.values(), *lexicon.nouns.values()) for r in found]
    assert {r.type for r in rules} == set(TYPES)
    assert len(rules) > 700
    strange = [(r.id, r.mode) for r in rules if r.mode is not None and r.mode not in types[r.type].modes]
    assert strange == []


def test_rule_ids_are_unique() -> None:
    lexicon = load_lexicon()
    ids = [r.id for found in (*lexicon.verbs.values(), *lexicon.nouns.values()) for r in found]
    assert len(ids) == len(set(ids))


def test_contexts_and_derived_modes_are_of_the_ontology() -> None:
    lexicon, ontology = load_lexicon(), load_knowledge().ontology
    named = {name for names in lexicon.contexts.values() for name in names}
    assert named <= set(ontology.contexts)
    for (type, _about), (_, mode) in lexicon.derived.items():
        assert mode is None or mode in ontology.types[type].modes  # type: ignore[index]


def test_nouns_behind_prepositions() -> None:
    assert nouns_of("talk, meeting;in:visit") == (frozenset({"talk", "meeting"}), {"in": frozenset({"visit"})})


@pytest.mark.parametrize(
    "row",
    [
        ["verb", "hit", "obj", "WEATHER", "", "", "", "", ""],
        ["verb", "", "obj", "ASSAULT", "", "", "", "", ""],
        ["verb", "hit", "obj", "ASSAULT", "", "", "obj:@unheard-of", "", ""],
        ["verb", "hit", "obj", "ASSAULT", "", "", "obj", "", ""],
        ["verb", "hit", "obj", "ASSAULT", "", "", "", "", "loud"],
    ],
)
def test_broken_rows_name_their_line(row: list[str]) -> None:
    with pytest.raises(KnowledgeError, match=r"rules\.tsv:3"):
        list(rules_of("rules.tsv:3", row, {}, {}))
