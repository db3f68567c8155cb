"""Which language an article is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH = 60
"""Letters below which a guess would be one in name only."""
TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\s*$")


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str, stated: str | None = None) -> str | None:
    """The ISO 639-1 code of a text, found by its letters; on a short text what the page states, else None.

    A page's own `lang` is believed only where the text is too short to tell: templates are copied with the wrong one.
    """
    tag = TAG.match(stated or "")
    said = tag[1].lower() if tag else None
    if sum(map(str.isalpha, text[:4000])) < ENOUGH:
        return said
    code, share = identifier().classify(text[:4000])
    if share < 0.8 and said:
        return said
    return str(code)
