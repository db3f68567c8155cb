"""Who wrote it: people only."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from latticework.clean.written import written_dates
from latticework.knowledge.tables import rows

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

BYLINE = re.compile(r"^(?:(?:(?:written|words|story|posted|analysis|opinion|report) )?by|von|par|por)[:\s]+(?P<names>\S.{2,120})$", re.I)
"""A line that is a byline, whatever follows."""
PARTICLES = "de|da|di|del|della|du|des|van|von|vom|zu|zur|der|den|ten|bin|ibn|bint|al|el|la|le|ter|dos|das|e|y|av|af|of"
NAME = re.compile(
    rf"(?:(?:[A-ZÀ-ÞĀ-ŽΑ-ΫА-ЯЁІЇЄҐ]\.?[’'`\-]?)+[\w’'`.\-]*|(?:{PARTICLES})(?=[ ’']))"
    rf"(?: (?:(?:[A-ZÀ-ÞĀ-ŽΑ-ΫА-ЯЁІЇЄҐ][’'`\-]?)[\w’'`.\-]*|(?:{PARTICLES})(?=[ ’'])|[ld]’[A-ZÀ-Þ][\w-]+|al-\w+)){{1,5}}"
)
CASELESS = re.compile(r"[\u0590-\u08ff\u0900-\u0dff\u0e00-\u0eff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]+(?:[ ・·=＝][^\W\d_]+){1,3}")
"""Names of two parts or more in scripts without capitals."""
FROM_PLACE = re.compile(rf"(?P<name>{NAME.pattern}) in [A-ZÀ-Þ][\w’'.-]+(?:,? (?:[A-ZÀ-Þ][\w’'.-]+|de|and))*")
UNSPACED_NAME = re.compile("[\uac00-\ud7a3]{2,4}|[\u4e00-\u9fff]{2,4}")
"""Korean, Chinese and Japanese names as papers print them."""
SPLIT = re.compile(r"\s*(?:,|;|&|\||/|•|·|\band\b|\bund\b|\bog\b|\boch\b|\bet\b|\by\b|\bwith\b|\bmit\b)\s*")
NOT_PEOPLE = re.compile(
    r"\b(?:staff|agenc(?:y|ies)|news(?:room|desk|paper)?|desk|editors?|editorial|team|reuters|afp|ap|dpa|bbc|cnn|media|press"
    r"|times|post|guardian|tribune"
    r"|correspondents?|reporters?|contributors?|bureau|service|online|tv|radio|magazine|journal|daily|weekly|board"
    r"|department|ministry|office|admin|guest"
    r"|author|redaktion|rédaction|redacción|redazione|wire|wires|network|group|inc|ltd|llc|gmbh|company|association"
    r"|foundation|institute|university|website"
    r"|consultant|president|founder|executive|specialist|manager|reviewer|operations|articles?|autoren|beiträge|artikel|related|redacteurs?"
    r"|associated|international|world|today|follow|updated|published|https?|www|com|the|our|about|more|read|view|profile)\b",
    re.I,
)
OF_OTHERS = re.compile(
    r"\W*(?:(?:medically|expert|further|additional) )*(?:edited|reviewed|fact[- ]?checked|tested|verified"
    r"|photos?|photograph\w*|fotos?|illustrat\w+|translated|übersetz\w+|traduit|traducido|redigiert|source|quelle)\b",
    re.I,
)
"""What stands before the names of people who did not write the article."""
TITLES = re.compile(r"^(?:(?:dr|prof|mr|mrs|ms|sir|ph ?d|mag|dipl|ing)\b\.? ?)+", re.I)
TRAILER = re.compile(
    r"\s*(?:,\s*)?(?:\b(?:in [A-Z]\w+.*|for the .*|at .*|special to .*|@\w+.*)|(?<=\s)\(.*"
    r"|\b(?:published|updated|posted|last updated)\b.*|[|•·–—-]\s.*\d.*|(?:\b(?:am|on|le|il|el) (?:\w+,? )?)?\d.*|\S+@\S+.*)$"
)
DAY_BEHIND = re.compile(r"(?<=\w)\s+(?:mo|di|mi|do|fr|sa|so|mon|tue|wed|thu|fri|sat|sun)[,.]?$", re.I)


@lru_cache(maxsize=1)
def words_of_bylines() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What stands before the names of a byline ("Text: ", "Von "), behind a name ("Chefredakteur"), and at the end of one ("기자")."""
    words: dict[str, list[str]] = {"opening": [], "trailer": [], "suffix": []}
    for row in rows("bylines.csv", ["kind", "words", "source"]):
        words[row.one_of("kind", frozenset(words))] += row.many("words")
    opening, trailer, suffix = ("|".join(sorted(map(re.escape, words[kind]), key=len, reverse=True)) for kind in words)
    return (
        re.compile(rf"\s*(?:{opening})(?:\s*[:：／/]\s*|\s+)", re.I),
        re.compile(rf"\s*(?:[,|–—-]\s*(?:[^\W\d_][\w.-]* ){{0,4}}|(?<=\s))(?:{trailer})\b.*$", re.I),
        re.compile(rf"\s*(?:{suffix})$"),
    )


def is_person(name: str) -> bool:
    """Does a name have the form of a person's? Two words or more, each in the form of a name, none that tells of a desk."""
    if UNSPACED_NAME.fullmatch(name) or (len(name) <= 30 and CASELESS.fullmatch(name)):
        return True
    return 4 <= len(name) <= 60 and bool(NAME.fullmatch(name)) and not NOT_PEOPLE.search(name)


def people(stated: tuple[str, ...] | list[str], outlet: str | None = None, knowledge: Knowledge | None = None) -> tuple[str, ...]:
    """The people among the names that a page states, in its order; names of outlets, agencies and desks are left out."""
    found: dict[str, None] = {}
    for text in stated:
        if OF_OTHERS.match(text):
            continue
        text = without_opening(" ".join(without_date(text).split()))
        whole = [text] if is_person(tidy(text)) else SPLIT.split(text)
        for piece in whole:
            name = tidy(piece)
            known = knowledge.outlet(name) if knowledge is not None and name else None
            own = letters(name) in letters(outlet or "") or letters(outlet or "\0") in letters(name)
            if is_person(name) and not own and known is None and not words_of_bylines()[0].fullmatch(f"{name} "):
                found.setdefault(name)
    return tuple(found)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold())) or text


def without_opening(text: str) -> str:
    """A byline without "By" and the like, as often as they stand there ("Author: By Jane Doe")."""
    opening = words_of_bylines()[0]
    for _ in range(3):
        found = opening.match(text)
        if not found or not text[found.end() :].strip():
            break
        text = text[found.end() :]
    return text


def without_date(text: str) -> str:
    """A line up to the first date in it, where words stand before that."""
    day = next(written_dates(text), None)
    return text[: day.start] if day is not None and day.start > 1 else text


def tidy(name: str) -> str:
    """A name without title, place or function; in small letters where it came in capitals only."""
    _, trailer, suffix = words_of_bylines()
    name = TRAILER.sub("", without_opening(" ".join(name.split()))).strip(' .,:;|-–—"“”')
    name = suffix.sub("", trailer.sub("", name) or name).strip(" .,:;|-–—")
    name = DAY_BEHIND.sub("", TITLES.sub("", name)) if len(name.split()) > 2 else TITLES.sub("", name)
    if name.isupper() and len(name.split()) >= 2:
        name = name.title()
    return name


def byline_names(line: str) -> tuple[str, ...] | None:
    """The people of a line that is a byline ("By Jane Doe and John Roe"), () where it names a desk; None where it is no byline."""
    if len(line) > 200 or len(line.split()) > 18 or (line.rstrip().endswith((".", "!", "?")) and len(line.split()) > 8):
        return None
    rest = without_opening(line)
    if rest == line:
        return None
    names = people([rest])
    if BYLINE.match(line):
        return names if names or NOT_PEOPLE.search(rest) else None
    return names if names and words_besides(rest, names) <= 2 else None


def words_besides(text: str, names: tuple[str, ...]) -> int:
    """Words of a line that belong to none of the names in it."""
    return len(text.split()) - sum(len(name.split()) for name in names)


def correspondent(line: str) -> str | None:
    """The person of a line such as "Ada Lindqvist in Port Selma", which only counts as a byline where it stands under a headline."""
    found = FROM_PLACE.fullmatch(line) if len(line) <= 80 else None
    return found["name"] if found and is_person(found["name"]) and len(found["name"].split()) <= 4 else None
