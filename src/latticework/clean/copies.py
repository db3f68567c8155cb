"""Articles that nearly repeat others: wire copies, shortened or reworded, and corrected or updated versions of one article.

Candidates are found by MinHash over three-word shingles, then judged on the shingles themselves. What tells a copy from
another story in the same frame ("Finland reports its first case of …", "Fiji reports its first case of …") is which words
differ: a copy loses words of all kinds, a frame has other names and numbers in it.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, TypeAlias
from urllib.parse import urlsplit

from latticework.clean.parts import BODY_ROLES
from latticework.clean.wrapped import UNSPACED
from latticework.types import Article, CopyKind, Published, as_day

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Hashes: TypeAlias = NDArray[np.uint32]
    Flags: TypeAlias = NDArray[np.bool_]

BANDS, ROWS = 64, 3
"""Of 1,101 articles less half of their sentences, 32 bands of 4 rows meet 78 in 100, 64 of 3 meet 99; see docs/decisions/0006."""
SEED = 1
LONGEST = 5_000
"""Words of an article that are compared; a longer one is known by its beginning."""
FEWEST = 12
"""Shingles that two articles must share."""
LEAST_SHARED = 0.6
"""Of the shingles of the shorter. A copy in which one word in ten was changed keeps .74 of them, at least .65 in 99 of 100."""
LEAST_OF_VERSION = 0.5
"""The same of what stands at one address, or under one headline of one outlet on one day."""
LEAST_LENGTH = 0.25
"""Of the longer's shingles those the shorter must have: a digest of five stories is a copy of none."""
SHORT = 40
"""Shingles below which two articles are told apart by single words, so that every name and number has to be there."""
LEAST_OF_SHORT = 0.8
FACTS_LOST = 1.5
"""How much more often than words at large names and numbers may differ."""
LEAST_AT_HOME = 0.9
"""Of the shingles of the shorter of two articles of one outlet under two headlines: its declarations and daily reports are all alike."""
OPENING, OPENED = 25, 0.3
"""Words with which a story opens, and the share of one's that the other must have: two stories may share most of what stands below."""
MENDED = 1.5
"""Names or numbers that may differ whatever else does: what a correction sets right is one of them more often than not."""
SLOT = 8
"""Words of the longest gap between shared words that is a place filled otherwise, and not a passage put in."""
DAYS = 7
"""Between two articles, after which what is nearly the same is a yearly form rather than a late copy."""
LEAST_OF_LATE = 0.98
REMEMBERED = 8_192
"""Articles that a later one is held against. At `LONGEST` words each they take 250 MB, at the usual 600 some 40."""
TRIED = 8
"""Candidates that are judged for one article, the likeliest first."""
WORD = re.compile(rf"[^\W{UNSPACED.pattern[1:-1]}]+|{UNSPACED.pattern}")
"""In scripts without spaces, a character."""
CORRECTED = re.compile(
    r"\b(?:article|story|report|piece|post|headline|version|item) (?:has been|was|is|were) (?:\w+ )?"
    r"(?:corrected|updated|amended|clarified|refiled)\b"
    r"|(?:^|\n)\W*(?:corrections?|clarification|editor.s note|update \d+|corrected|refiles?|recasts?)\b.{0,80}[:–—-]"
    r"|\((?:corrects|corrected|refiles|recasts|updates|clarifies)\b",
    re.I,
)
ENDS = 600
"""Characters at either end of a text where an outlet says that it has corrected it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    """What is kept of an article to tell others from it. `words` are hashes in the order of the text, `facts` says which of them are
    figures or begin with a capital; `runs` has a hash for each three words in a row, `shingles` those sorted and each once.
    """

    id: str
    words: Hashes
    facts: Flags
    runs: Hashes
    shingles: Hashes
    address: str | None
    outlet: str | None
    title: str
    day: date | None
    stand: float
    """When the text was last changed, as far as is known, in seconds of Unix time."""
    corrected: bool


def sketch_of(article: Article) -> Sketch | None:
    """The sketch of an article; None where it has too few words to be told from others."""
    import numpy as np
    import rensa

    text = "\n".join(article.text[b.start : b.end] for b in article.pieces if b.role in BODY_ROLES)
    words = WORD.findall(text)[:LONGEST]
    if len(words) < FEWEST:
        return None
    hashes = np.array(rensa.RMinHash.hash_token_sets([[word.casefold() for word in words]])[0], dtype=np.uint64)
    runs = mixed(hashes[:-2], hashes[1:-1], hashes[2:])
    outlet = article.outlet and (article.outlet.domain or article.outlet.name)
    return Sketch(
        id=article.id,
        words=(hashes >> np.uint64(32)).astype(np.uint32),
        facts=np.array([word[0].isupper() or word[0].isdigit() for word in words], dtype=np.bool_),
        runs=runs,
        shingles=np.unique(runs),
        address=address_of(article.url),
        outlet=outlet.casefold() if outlet else None,
        title=" ".join(WORD.findall((article.title or "").casefold())),
        day=day_of(article.published),
        stand=stand_of(article),
        corrected=CORRECTED.search(text[:ENDS]) is not None or CORRECTED.search(text[-ENDS:]) is not None,
    )


def mixed(*columns: NDArray[np.uint64]) -> Hashes:
    """One hash of several, in their order. Products wrap; the multiplier is 2**64 over the golden ratio."""
    import numpy as np

    whole = columns[0]
    for column in columns[1:]:
        whole = (whole ^ (whole >> np.uint64(29))) * np.uint64(0x9E3779B97F4A7C15) + column
    return (whole >> np.uint64(32)).astype(np.uint32)


def day_of(published: Published) -> date | None:
    """The day on which an article came out, where it is known to the day."""
    if published.earliest is None or published.latest is None:
        return None
    first, last = as_day(published.earliest), as_day(published.latest)
    return first if first == last else None


def stand_of(article: Article) -> float:
    moment = article.modified or article.published.latest
    if moment is None:
        return -math.inf
    return (moment if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day, tzinfo=UTC)).timestamp()


def address_of(url: str | None) -> str | None:
    """A page's address without what does not tell it from others: scheme, "www.", fragment, a slash at its end."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.rstrip("/")
    return f"{host}{path}?{parts.query}" if host and (path or parts.query) else None


def bands_of(sketches: Sequence[Sketch]) -> Hashes:
    """A row for each sketch, a column for each band; two articles that agree in any one band are candidates."""
    import numpy as np
    import rensa

    if not sketches:
        return np.empty((0, BANDS), dtype=np.uint32)
    ends = np.cumsum([0, *(len(s.shingles) for s in sketches)]).astype(np.uint64)
    hashes = np.concatenate([s.shingles for s in sketches]).astype(np.uint64)
    rows = rensa.RMinHash.digest_matrix_from_flat_token_hashes(hashes, ends, BANDS * ROWS, SEED).to_rows()
    values = np.array(rows, dtype=np.uint64).reshape(len(sketches), BANDS, ROWS)
    return mixed(*(values[:, :, row] for row in range(ROWS)))


def kinship(one: Sketch, other: Sketch) -> CopyKind | None:
    """Whether two articles are one story told twice: a copy, or two versions of one outlet's article.

    Versions stand at one address, come from one outlet, or differ by a stated correction where the outlet of one is not known.
    """
    import numpy as np

    shorter, longer = sorted((len(one.shingles), len(other.shingles)))
    shared = len(np.intersect1d(one.shingles, other.shingles, assume_unique=True))
    if shared < FEWEST or shorter < LEAST_LENGTH * longer:
        return None
    contained = shared / shorter
    apart = 0 if one.day is None or other.day is None else abs((one.day - other.day).days)
    same_address = one.address is not None and one.address == other.address
    same_outlet = one.outlet is not None and one.outlet == other.outlet
    same_headline = same_outlet and one.title == other.title != "" and one.day == other.day is not None
    if (same_address or same_headline) and contained >= LEAST_OF_VERSION:
        return "version"
    if contained < (LEAST_AT_HOME if same_outlet else LEAST_OF_SHORT if shorter < SHORT else LEAST_SHARED):
        return None
    late = apart > (0 if same_outlet else DAYS)
    if late and contained < LEAST_OF_LATE:
        return None
    if not (opens_alike(one, other) or opens_alike(other, one)):
        return None
    exact = late or shorter < SHORT
    if not any(keeps_facts(a, b, exact, same_outlet) for a, b in ((one, other), (other, one))):
        return None
    mended = one.corrected != other.corrected and contained < 1 and None in (one.outlet, other.outlet)
    return "version" if same_address or same_outlet or mended else "copy"


def shared_words(one: Sketch, other: Sketch, most: int = LONGEST) -> Flags:
    """Which of the words of an article, of its first `most`, stand in a run of three that the other has too."""
    import numpy as np

    same = np.isin(one.runs[: max(0, most - 2)], other.shingles)
    shared = np.zeros(min(most, len(one.words)), dtype=np.bool_)
    for place in range(3):
        shared[place : place + len(same)] |= same
    return shared


def opens_alike(one: Sketch, other: Sketch) -> bool:
    """Does the other tell what the one opens with?"""
    return bool(shared_words(one, other, OPENING).mean() >= OPENED)


def keeps_facts(one: Sketch, other: Sketch, exact: bool, at_home: bool) -> bool:
    """Do names and numbers of an article differ from another's no more often than its words do, or not at all (`exact`)?

    Between outlets only words with shared ones on both sides count: a passage put in has names of its own.
    """
    import numpy as np

    shared = shared_words(one, other)
    counted = shared | (np.ones_like(shared) if exact or at_home else in_slots(shared))
    lost = int((counted & ~shared & one.facts & ~np.isin(one.words, other.words[other.facts])).sum())
    if exact:
        return lost == 0
    allowed = (1 - shared.sum() / counted.sum()) * (counted & one.facts).sum()
    return bool(lost <= FACTS_LOST * allowed + MENDED)


def in_slots(shared: Flags) -> Flags:
    """The words of short gaps that shared words stand on both sides of."""
    import numpy as np

    places = np.flatnonzero(shared)
    slots = np.zeros_like(shared)
    for before in np.flatnonzero(np.diff(places) > 1):
        start, end = places[before] + 1, places[before + 1]
        if end - start <= SLOT:
            slots[start:end] = True
    return slots


class Earlier:
    """The articles that came before in one run: the last `remembered` of them, whatever the length of the run."""

    def __init__(self, remembered: int = REMEMBERED) -> None:
        import numpy as np

        self.remembered = remembered
        self._bands = np.zeros((remembered, BANDS), dtype=np.uint32)
        self._sketches: list[Sketch] = []
        self._heads: list[str] = []
        self._next = 0

    def placed(self, article: Article) -> Article:
        """The article, told which earlier one it nearly repeats. What repeats a copy points at the one copied."""
        sketch = sketch_of(article)
        if sketch is None:
            return article
        bands = bands_of([sketch])
        head, kind = self._find(sketch, bands)
        self._keep(sketch, bands, head or article.id)
        # The same page given twice is no copy: it has the same id.
        return replace(article, copy_of=head, copy_kind=kind) if head not in (None, article.id) else article

    def _find(self, sketch: Sketch, bands: Hashes) -> tuple[str | None, CopyKind | None]:
        import numpy as np

        met = (self._bands[: len(self._sketches)] == bands).sum(axis=1)
        likely = np.argsort(-met, kind="stable")[:TRIED]
        for place in likely[met[likely] > 0].tolist():
            if kind := kinship(self._sketches[place], sketch):
                return self._heads[place], kind
        return None, None

    def _keep(self, sketch: Sketch, bands: Hashes, head: str) -> None:
        if len(self._sketches) < self.remembered:
            self._sketches.append(sketch)
            self._heads.append(head)
        else:
            self._sketches[self._next], self._heads[self._next] = sketch, head
        self._bands[self._next] = bands[0]
        self._next = (self._next + 1) % self.remembered
