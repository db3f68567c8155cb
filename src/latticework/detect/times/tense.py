"""Whether the words around a time expression speak of the past, the present or the future.

With a parse, the verb that governs the expression decides; without one, the nearest cue in the sentence.
"""

from __future__ import annotations

import re

from latticework.detect.times.calendar import Tense
from latticework.types import Span, Syntax, Token

PLANNED = frozenset(
    {
        "schedule", "expect", "plan", "due", "set", "slate", "intend", "hope", "want", "aim", "propose", "prepare", "hop", "anticipate",
        "vow", "promise", "pledge", "agree", "wish", "ask", "urge", "invite", "threaten", "decide", "order", "tell", "call", "forecast",
    }
)  # fmt: skip
"""Lemmas after which "to" and a verb speak of what is still to come."""
ARRANGED = frozenset({"schedule", "plan", "slate", "postpone", "extend", "expect", "anticipate", "adjourn", "reschedule"})
"""Lemmas whose day is still to come when they are spoken of in the past: "postponed to Tuesday"."""

_FORWARD = re.compile(
    r"\b(?:will|won['’]t|shall|would|is to|are to|was to|were to|going to|set to|due|scheduled|expected|plan(?:s|ned|ning)?|hopes?|"
    r"intends?|about to|to be|ahead of|upcoming|slated|until|begins|starts|opens|until|may|might|could|should|must|can)\b|['’]ll\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:was|were|had|did|said|told|went|came|took|made|met|held|won|lost|saw|began|left|got|gave|found|\w{2,}ed|have|has|since|ago)\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?]['”\"]?\s+(?=[A-Z“\"‘])|\n")


def tense_in_text(text: str, start: int, end: int) -> Tense | None:
    """The tense of the nearest cue in the same sentence, first before the expression, then after it."""
    low, high = max(0, start - 160), min(len(text), end + 100)
    ends = [m.end() for m in _SENTENCE_END.finditer(text, low, start)]
    low = ends[-1] if ends else low
    stop = _SENTENCE_END.search(text, end, high)
    high = stop.start() if stop else high
    before = [(m.end(), tense) for tense, cue in _CUES for m in cue.finditer(text, low, start)]
    if before:
        return max(before)[1]
    after = [(m.start(), tense) for tense, cue in _CUES for m in cue.finditer(text, end, high)]
    return min(after)[1] if after else None


_CUES: tuple[tuple[Tense, re.Pattern[str]], ...] = (("future", _FORWARD), ("past", _BACK))


def tense_in_parse(syntax: Syntax, start: int, end: int) -> Tense | None:
    """The tense of the verb that governs the words, by the parse; None where no verb stands over them."""
    at = syntax.root_of(Span(start=start, end=end))
    if at is None:
        return None
    tokens, steps, owner = syntax.tokens, 0, syntax.tokens[at].dep == "poss"
    while tokens[at].pos not in ("VERB", "AUX"):
        if steps > 12:
            return None
        if tokens[at].lemma in ("ahead", "until", "till") or (tokens[at].lemma == "before" and owner):
            return "future"
        head = tokens[at].head
        if head == at:
            return _elsewhere(syntax, at)
        at, steps = head, steps + 1
    tense = _of_verb(syntax, at, 0)
    # "to get around Wednesday's ruling": what is owned by a day has mostly happened, unless a "will" says otherwise.
    return "past" if owner and tense == "future" and tokens[at].tag == "VB" and not _modal(syntax, at) else tense


def _modal(syntax: Syntax, at: int) -> bool:
    return any(syntax.tokens[c].tag == "MD" for c in syntax.children[at])


def _elsewhere(syntax: Syntax, at: int) -> Tense | None:
    """Where the sentence hangs on a noun (a caption, a headline): the tense of a verb beside it, if there is one."""
    verb = next((c for c in syntax.children[at] if syntax.tokens[c].pos == "VERB"), None)
    return None if verb is None else _of_verb(syntax, verb, 1)


def _of_verb(syntax: Syntax, at: int, depth: int) -> Tense | None:
    tokens, verb = syntax.tokens, syntax.tokens[at]
    helpers = [tokens[c] for c in syntax.children[at] if tokens[c].dep in ("aux", "auxpass") and c < at]
    words = {h.text.lower() for h in helpers}
    if verb.lemma in ARRANGED:
        return "future"
    if modal := [h for h in helpers if h.tag == "MD"]:
        could = modal[0].text.lower() == "could"
        return "past" if could or ("have" in words and modal[0].lemma != "will") else "future"
    if any(h.tag == "VBD" for h in helpers):
        return "past"
    if words & {"have", "has", "'ve", "’ve", "having"}:
        return "past"
    if verb.tag == "VBD":
        return "past"
    if verb.tag == "VB" or (verb.tag == "VBG" and not helpers):
        return _under(syntax, at, verb, words, depth)
    if verb.tag == "VBN" and verb.lemma in PLANNED and (not helpers or words & {"is", "are", "'s", "be"}):
        return "future"
    if verb.tag == "VBN" and not helpers:
        return _under(syntax, at, verb, words, depth) if verb.dep == "conj" else "past"
    if verb.tag == "VBG":
        return "future"
    return "future" if verb.lemma in PLANNED else "present"


def _under(syntax: Syntax, at: int, verb: Token, words: set[str], depth: int) -> Tense | None:
    """A verb without a tense of its own takes that of the verb above it; "to" after a plan points forward."""
    above = verb.head
    if above == at or depth > 5:
        return "future" if "to" in words else None
    governor = syntax.tokens[above]
    if "to" in words and (governor.lemma in PLANNED or governor.lemma == "be" or governor.pos in ("NOUN", "ADJ", "PROPN")):
        return "future"
    while syntax.tokens[above].pos not in ("VERB", "AUX"):
        if syntax.tokens[above].head == above:
            return "future" if "to" in words else None
        above = syntax.tokens[above].head
    return _of_verb(syntax, above, depth + 1)
