"""Sentences that are about sport, weather, markets or the stage, where "beat", "hit" and "strike" are no acts of states."""

from __future__ import annotations

from latticework.extract.lexicon import Lexicon
from latticework.types import Reading, Syntax

STRICT = frozenset({"sport", "culture"})
"""Domains in which nothing is coded once the sentence is plainly about them."""
SHUT = 2
"""Words of one domain in a sentence that shut it by themselves."""
DENSITY = 0.02
"""Share of a domain's words in a whole article from which on one word in a sentence is enough."""


class Gates:
    """Which sentences of one reading are shut."""

    def __init__(self, reading: Reading, syntax: Syntax, lexicon: Lexicon) -> None:
        words = [t.text.lower() for t in syntax.tokens]
        pairs = [f"{a}-{b}" for a, b in zip(words, [*words[1:], ""], strict=True)]
        by_word: dict[str, list[str]] = {}
        for domain, cues in lexicon.gates.items():
            for cue in cues:
                by_word.setdefault(cue, []).append(domain)
        hits = [(i, d) for i, (w, p) in enumerate(zip(words, pairs, strict=True)) for d in (*by_word.get(w, ()), *by_word.get(p, ()))]
        total: dict[str, int] = {}
        counts: dict[tuple[int, str], int] = {}
        for i, domain in hits:
            total[domain] = total.get(domain, 0) + 1
            key = (syntax.sentence_of(i), domain)
            counts[key] = counts.get(key, 0) + 1
        self.dense = {d for d, n in total.items() if n >= 3 and n / max(1, len(words)) > DENSITY}
        self.counts = counts
        section = (reading.article.section or "").lower()
        self.section = "sport" if section.startswith("sport") else None

    def counted(self, sentence: int, domain: str) -> int:
        """How many words of a domain a sentence has."""
        return self.counts.get((sentence, domain), 0)

    def shut(self, sentence: int) -> str | None:
        """The domain that a sentence belongs to, where nothing may be coded in it."""
        if self.section is not None:
            return self.section
        for domain in sorted(STRICT):
            count = self.counts.get((sentence, domain), 0)
            if count >= SHUT or (count and domain in self.dense):
                return domain
        markets = self.counts.get((sentence, "markets"), 0)
        return "markets" if markets >= SHUT else None
