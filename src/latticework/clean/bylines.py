"""Who wrote it: people only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

OPENING = re.compile(
    r"^\s*(?:(?:written|words|story|report|reporting|posted|published|text|analysis|opinion|comment) )?(?:by|von|par|por|di"
    r"|door|av|af)\b[:\s]+",
    re.I,
)
BYLINE = re.compile(r"^(?:(?:(?:written|words|story|posted|analysis|opinion|report) )?by|von|par|por)[:\s]+(?P<names>\S.{2,120})$", re.I)
NAME = re.compile(
    r"(?:(?:[A-ZÀ-ÞĀ-Ž]\.?[’'`\-]?)+[\w’'`.\-]*|de|da|di|del|della|van|von|der|den|bin|ibn|al|el|la|le|ter|dos|das|du)"
    r"(?: (?:(?:[A-ZÀ-ÞĀ-Ž][’'`\-]?)[\w’'`.\-]*|de|da|di|del|della|van|von|der|den|bin|ibn|al|el|la|le|ter|dos|das|du|al-\w+)){1,5}"
)
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
    r"|associated|international|world|today|follow|updated|published|https?|www|com|the|our|about|more|read|view|profile)\b",
    re.I,
)
TITLES = re.compile(r"^(?:dr|prof|mr|mrs|ms|sir)\.? ", re.I)
TRAILER = re.compile(
    r"\s*(?:,\s*)?(?:\b(?:in [A-Z]\w+.*|for the .*|at .*|special to .*|@\w+.*|\(.*)|\b(?:[A-Z][\w-]+ )*(?:correspondent"
    r"|editor|reporter|writer|columnist|analyst|producer|head|director|representative)\b.*"
    r"|\b(?:published|updated|posted|last updated)\b.*|[|•·–—-]\s.*\d.*|\d.*)$"
)


def is_person(name: str) -> bool:
    """Does a name have the form of a person's? Two words or more, each in the form of a name, none that tells of a desk."""
    if UNSPACED_NAME.fullmatch(name):
        return True
    return 4 <= len(name) <= 60 and bool(NAME.fullmatch(name)) and not NOT_PEOPLE.search(name)


def people(stated: tuple[str, ...] | list[str], outlet: str | None = None, knowledge: Knowledge | None = None) -> tuple[str, ...]:
    """The people among the names that a page states, in its order; names of outlets, agencies and desks are left out."""
    found: dict[str, None] = {}
    for text in stated:
        text = " ".join(OPENING.sub("", text).split())
        whole = [text] if is_person(tidy(text)) else SPLIT.split(text)
        for piece in whole:
            name = tidy(piece)
            known = knowledge.outlet(name) if knowledge is not None and name else None
            own = letters(name) in letters(outlet or "") or letters(outlet or "\0") in letters(name)
            if is_person(name) and not own and known is None:
                found.setdefault(name)
    return tuple(found)


def letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold())) or text


def tidy(name: str) -> str:
    """A name without title, place or function; in small letters where it came in capitals only."""
    name = TRAILER.sub("", OPENING.sub("", name)).strip(" .,:;|-–—")
    name = TITLES.sub("", name)
    if name.isupper() and len(name.split()) >= 2:
        name = name.title()
    return name


def byline_names(line: str) -> tuple[str, ...] | None:
    """The people of a line that is a byline ("By Jane Doe and John Roe"), () where it names a desk; None where it is no byline."""
    found = BYLINE.match(line) if len(line) <= 200 else None
    if not found or len(line.split()) > 18:
        return None
    if line.rstrip().endswith((".", "!", "?")) and len(line.split()) > 8:
        return None
    names = people([found["names"]])
    return names if names or NOT_PEOPLE.search(found["names"]) else None


def correspondent(line: str) -> str | None:
    """The person of a line such as "Ada Lindqvist in Port Selma", which only counts as a byline where it stands under a headline."""
    found = FROM_PLACE.fullmatch(line) if len(line) <= 80 else None
    return found["name"] if found and is_person(found["name"]) and len(found["name"].split()) <= 4 else None
