"""Which language an article is in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH = 60
"""Letters below which a guess would be one in name only."""
SHORT = 400
"""Letters below which names can outweigh the words between them."""
FUNCTION_WORDS = re.compile(
    r"the|of|in|to|and|an?|is|are|was|were|by|for|with|on|after|at|from|that|as|his|its|their|has|have|be|been|will|not", re.I
)
ENGLISH = 0.2
"""Share of English function words from which a short text is English, whatever names stand in it. English news has 40 % and more."""
PLAINLY = 0.33
"""The same of a longer text, of which the letters need not be asked then."""
TAG = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\s*$")


PRESS = (
    "ar az be bg bn bs ca cs da de el en es et fa fi fr gu he hi hr hu hy id is it ja ka kk km kn ko lt lv mk ml mn mr ms my nb ne nl "
    "pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh"
)
"""Languages that have a press of some size. A model that knows more takes English full of names for Pidgin or Bikol."""


@lru_cache(maxsize=1)
def identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    found = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    found.set_languages([code for code in PRESS.split() if code in found.labels])
    return found


LOOKED_AT = 2000
"""Letters of a text by which its language is told."""


def language_of(text: str, stated: str | None = None) -> str | None:
    """The ISO 639-1 code of a text, found by its letters; on a short text what the page states, else None.

    A page's own `lang` is believed only where the text is too short to tell: templates are copied with the wrong one.
    """
    tag = TAG.match(stated or "")
    said = tag[1].lower() if tag else None
    if sum(map(str.isalpha, text[:4000])) < ENOUGH:
        return said
    if function_words(text[:LOOKED_AT]) >= (ENGLISH if len(text) < SHORT else PLAINLY):
        return "en"
    code, share = identifier().classify(text[:LOOKED_AT])
    if share < 0.8 and said:
        return said
    return str(code)


def function_words(text: str) -> float:
    """The share of English function words among the words in small letters, so that names do not count; 0 where fewer than two differ."""
    words = [w for w in re.findall(r"[^\W\d_]+", text) if w.islower()]
    found = [w for w in words if FUNCTION_WORDS.fullmatch(w)]
    return len(found) / len(words) if len(set(found)) > 1 else 0.0
