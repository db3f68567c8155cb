"""How a text tells its sentences: as past, as still to come, as history; what every inference of a date looks at first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LEAD = 900
"""Characters of the text in which the lead stands, title and standfirst included."""
LONGEST_CLAUSE = 400
"""Characters on either side of a date in which the verb is looked for."""
WEEKDAY = rf"(?P<weekday>{'|'.join(WEEKDAYS)})"
BARE_WEEKDAY = re.compile(
    rf"(?<!last )(?<!next )(?<!this )(?<!every )(?<!each )(?<!Black )(?<!Bloody )(?<!Good )\b{WEEKDAY}\b(?!['’]s|,?\s+\d|,?\s+[A-Z])"
)
_FORWARD = re.compile(
    r"\b(?:will|won['’]t|would|shall|may|might|could|should|must|scheduled|expected|due|plan\w*|set to|until|by|through|before|ahead|"
    r"upcoming|deadline|expir\w*|effective|is to|are to|to be|next|hope\w*|aim\w*|target\w*|forecast\w*|"
    r"project\w*|propos\w*|if|slated|going to|"
    r"predict\w*|anticipat\w*|estimat\w*|promis\w*|pledg\w*|vow\w*|starting|beginning|proclaim\w*)\b"
    r"|['’]ll\b",
    re.I,
)
_BACK = re.compile(
    r"\b(?:was|were|had|said|told|went|came|took|made|met|held|won|lost|saw|began|left|got|gave|found|struck|killed|rose|fell|grew|"
    r"became|sold|bought|sent|spoke|ran|led|kept|hit|has been|have been|\w{2,}ed)\b",
    re.I,
)
_HISTORY = re.compile(
    r"\b(?:died|death|funeral|assassinat\w*|anniversary|tribute|legacy|memorial|histor\w+|era|years? ago|decades?|since|born|aged|"
    r"presidency|resign\w*|oust\w*|successor|predecessor|succeed\w*|last year|biograph\w*|memoir\w*|library|museum|(?:19|20)\d\d)\b",
    re.I,
)
WORD = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*\.?")
_SENTENCE = re.compile(r"(?<=[a-z0-9)”\"’%][.!?])['”\"’]?\s+(?=[A-Z“\"‘])|\n+")
_CLAUSE = re.compile(r"[,;:—–()]|\s(?:and|but|which|that|when|while|who|after|as)\s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """`forward` and `back` say whether words of what is to come or of what was stand in it, `history` whether it recounts."""

    start: int
    text: str
    forward: bool
    back: bool
    history: bool

    @property
    def leads(self) -> bool:
        return self.start < LEAD

    @property
    def weekday(self) -> str | None:
        named = BARE_WEEKDAY.search(self.text)
        return named["weekday"] if named else None

    def past_at(self, start: int, end: int) -> bool:
        """Is what stands between two places told as past: by a verb of its own clause, with nothing to come in the whole sentence?"""
        if self.forward:
            return False
        # A comma right before a year belongs to the date ("in March, 2020"), as does one right behind it ("In March 2020, he won").
        low, high = max(0, start - LONGEST_CLAUSE), min(len(self.text), end + LONGEST_CLAUSE)
        first = max((m.end() for m in _CLAUSE.finditer(self.text, low, max(low, start - 2))), default=low)
        last = next((m.start() for m in _CLAUSE.finditer(self.text, end + 2, high)), high)
        return bool(_BACK.search(self.text, first, last))


def sentences_of(text: str) -> Iterator[Sentence]:
    at = 0
    for gap in _SENTENCE.finditer(text + "\n"):
        said = text[at : gap.start()]
        if said.strip():
            yield Sentence(
                start=at,
                text=said,
                forward=bool(_FORWARD.search(said)),
                back=bool(_BACK.search(said)),
                history=bool(_HISTORY.search(said)),
            )
        at = gap.end()
