"""When an act takes place: the time expression that stands with it, else the day of publication."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from datetime import timedelta

from latticework.extract.clauses import Clauses
from latticework.extract.drafts import Draft
from latticework.types import Published, Reading, Status, TimeExpression, When, WhenBasis, as_day

RECENT = timedelta(days=14)
"""An act further back than this from the day of publication is told as history."""
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
CLIMB = 8
OTHER_TIMES = frozenset({"ahead", "before", "after", "until", "till", "following", "despite", "over", "against"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A time expression with the words above it in the parse, from its head upwards to the first verb."""

    time: TimeExpression
    root: int
    above: tuple[int, ...]


class Whens:
    """Attaches times to drafts in one reading."""

    def __init__(self, reading: Reading, clauses: Clauses, event_nouns: Container[str] = ()) -> None:
        self.clauses = clauses
        self.tokens = clauses.tokens
        self.event_nouns = event_nouns
        self.article = reading.article
        self.published = reading.article.published
        self.by_sentence: dict[int, list[Placed]] = {}
        persons = [m for m in reading.mentions if m.kind == "person"]
        for time in reading.times:
            if time.earliest is None or time.latest is None or time.kind == "set":
                continue
            root = clauses.syntax.root_of(time)
            if root is not None and not self._names_a_topic(root) and not any(m.start <= time.start and time.end <= m.end for m in persons):
                placed = Placed(time=time, root=root, above=self._above(root))
                self.by_sentence.setdefault(clauses.syntax.sentence_of(root), []).append(placed)

    def _names_a_topic(self, root: int) -> bool:
        """Whether a time is part of a name ("the 9/11 Commission") or of a heading before a colon ("2011 uprising: …")."""
        token = self.tokens[root]
        if token.dep not in ("nummod", "compound", "amod", "nmod") or token.head <= root:
            return False
        if self.tokens[token.head].pos == "PROPN":
            return True
        first, last = self.clauses.syntax.sentences[self.clauses.syntax.sentence_of(root)]
        return root - first <= 1 and any(self.tokens[i].text == ":" for i in range(root, min(last, root + 9)))

    def _above(self, root: int) -> tuple[int, ...]:
        found = [root]
        for _ in range(CLIMB):
            if self.clauses.is_verb(found[-1]) or self.tokens[found[-1]].head == found[-1]:
                break
            found.append(self.tokens[found[-1]].head)
        return tuple(found)

    def time_of(self, draft: Draft, status: Status) -> TimeExpression | None:
        """The expression that tells when the act is, if any. What is still to come is not dated by a time that is past."""
        best: tuple[int, int, TimeExpression] | None = None
        for placed in self.by_sentence.get(self.clauses.syntax.sentence_of(draft.head), ()):
            rank = self._rank(draft, placed, status)
            if rank is None or (status in ("planned", "possible") and self._is_past(placed.time)):
                continue
            entry = (rank, abs(placed.root - draft.head), placed.time)
            if best is None or entry[:2] < best[:2]:
                best = entry
        return None if best is None else best[2]

    def _rank(self, draft: Draft, placed: Placed, status: Status) -> int | None:
        anchors = {draft.head, *(() if draft.noun else draft.action[:2])}
        if self._of_something_else(placed, anchors):
            return None
        if anchors & set(placed.above):
            return 0
        verb = placed.above[-1]
        if draft.noun and verb in self._above(draft.head):
            return 2
        index = draft.head
        for _ in range(4):
            token = self.tokens[index]
            if token.dep not in ("conj", "xcomp", "advcl", "acl", "acomp") or token.head == index:
                break
            index = token.head
            if index == verb:
                first_of_two = token.dep != "conj" or placed.root < draft.head
                return 1 if first_of_two else None
        if status in ("planned", "possible") and verb in draft.inner:
            return 1
        return None

    def _of_something_else(self, placed: Placed, anchors: set[int]) -> bool:
        """Whether words between a time and the act give the time to another thing: "ahead of a May 1 deadline", "Monday's raid"."""
        nouns = 0
        for index in placed.above[1:]:
            if index in anchors:
                break
            token = self.tokens[index]
            if token.text.lower() in OTHER_TIMES:
                return True
            if token.pos == "NOUN" and not placed.time.start <= token.start < placed.time.end:
                nouns += 1
                if self.tokens[placed.root].dep == "poss" or token.lemma in self.event_nouns:
                    return True
        return nouns > 1

    def told_of_the_past(self, head: int) -> bool:
        """Whether an undated act stands where the text tells of long ago: the last time named before it in its paragraph is history."""
        sentence = self.clauses.syntax.sentence_of(head)
        first, _ = self.clauses.syntax.sentences[sentence]
        block = self.article.block_at(self.tokens[head].start)
        if block is None or self.tokens[head].tag not in ("VBD", "VBN", "NN", "NNS"):
            return False
        while sentence >= 0 and self.tokens[first].start >= block.start:
            if times := self.by_sentence.get(sentence):
                return all(self.is_history(p.time) for p in times)
            sentence -= 1
            first, _ = self.clauses.syntax.sentences[sentence]
        return False

    def _is_past(self, time: TimeExpression) -> bool:
        day = self.published.day
        return day is not None and time.latest is not None and as_day(time.latest) < day

    def is_future(self, time: TimeExpression) -> bool:
        """Whether a time lies wholly after the day of publication."""
        latest = self.published.latest
        return latest is not None and time.earliest is not None and as_day(time.earliest) > as_day(latest)

    def is_history(self, time: TimeExpression) -> bool:
        """Whether a time is long past, seen from the day of publication."""
        day = self.published.day
        return day is not None and time.latest is not None and as_day(time.latest) < day - RECENT


def when_of(time: TimeExpression) -> When:
    """The interval of an expression. Words with a number or a month are dates by themselves; the rest count from the day of publication."""
    low = time.text.lower()
    explicit = any(c.isdigit() for c in low) and (any(m in low for m in MONTHS) or sum(c.isdigit() for c in low) >= 4)
    basis: WhenBasis = "explicit" if explicit else "relative"
    return When(earliest=time.earliest, latest=time.latest, precision=time.precision, basis=basis, time=time.id)


def when_published(published: Published, status: Status, background: bool) -> When | None:
    """The day of publication for what is news; None for plans, for history, and where the day is unknown."""
    if published.earliest is None or background or status in ("planned", "possible"):
        return None
    return When(earliest=published.earliest, latest=published.latest, precision=published.precision, basis="published")
