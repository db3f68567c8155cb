"""What stands over the running text of an HTML page: title, standfirst, byline, labels of sections."""

from __future__ import annotations

import re
from collections.abc import Sequence

from latticework.clean.bylines import byline_names, people
from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import HEADING, Shown, key
from latticework.clean.parts import Facts, Part
from latticework.clean.standfirst import standfirst_of
from latticework.clean.titles import headline_at
from latticework.types import Furniture

FIRST_BLOCKS = 15
"""Blocks of the page behind the headline among which the byline is looked for."""
LONGEST_LABEL = 3
"""Words of "Opinion", "The long read"."""
LONGEST_BIOGRAPHY = 80
"""Words."""
JOURNALIST = re.compile(
    r"(?P<name>[A-ZÀ-Þ][\w’'.-]+(?: [A-ZÀ-Þ][\w’'.-]+){1,3}) (?:is|was) (?:an?|the|our|[A-ZÀ-Þ][\w’'. -]{1,30}[’']s) (?:[\w’'-]+ ){0,4}"
    r"(?:writer|editor|reporter|journalist|columnist|correspondent|producer|bureau chief)\b"
)
HANDLES = re.compile(r"(?:\s*@[\w./-]+)+$")
"""Names of an account behind a name, with or without a space."""
ABOUT = re.compile(r"(?:is|was|has|writes|covers|reports|joined|works|teaches|leads)\b")


def head_of(
    title: str | None, facts: Facts, body: list[Part], shown: Sequence[Shown], captions: Sequence[str] = ()
) -> tuple[list[Part], list[Part], list[Furniture]]:
    """Title, standfirst and byline as parts, the body without them, and the labels that were taken out of it.

    `captions` are none, though some pages give the first for their description.
    """
    head = [Part(role="title", text=title)] if title else []
    same = key(title or "")
    alone = any(HEADING.match(s.tag) and key(s.text) == same for s in shown)
    while title and body and body[0].role == "heading" and (key(body[0].text) in same or (not alone and same in key(body[0].text))):
        body = body[1:]
    body = [p for i, p in enumerate(body) if not title or i > 3 or key(p.text) != same]
    names = [name for place in facts.authors for name in people(place.names)]
    body, byline, taken = without_labels(body, names)
    pictured = {key(caption) for caption in captions}
    if found := standfirst_of(facts, same, body, [s for s in shown if key(s.text) not in pictured]):
        dek, lines = found
        head.append(Part(role="standfirst", text=dek))
        body = [p for p in body if key(p.text) not in lines]
    byline = byline or byline_shown(same, shown, names)
    if byline:
        head.append(Part(role="byline", text=byline))
    return head, body, taken


def without_labels(body: Sequence[Part], names: Sequence[str]) -> tuple[list[Part], str | None, list[Furniture]]:
    """The body less the section's label and the byline that open it and the biography that closes it."""
    kept: list[Part] = []
    taken: list[Furniture] = []
    byline: str | None = None
    for i, part in enumerate(body):
        own = next((name for name in names if part.text.startswith(name)), None)
        if i < 4 and byline is None and is_byline(part.text, own):
            byline = without_handles(part.text, own)
        elif i < 3 and opening(kept) and part.role == "paragraph" and words_in(part.text) <= LONGEST_LABEL and not ends_sentence(part.text):
            taken.append(Furniture(text=part.text, reason="section label"))
        elif i >= len(body) - 2 and i > 1 and is_biography(part.text, own, " ".join(p.text for p in kept)):
            taken.append(Furniture(text=part.text, reason="biography"))
        else:
            kept.append(part)
    return kept, byline, taken


def opening(kept: Sequence[Part]) -> bool:
    """Has no running text been met yet?"""
    return not any(ends_sentence(part.text) for part in kept)


def is_byline(text: str, own: str | None) -> bool:
    """ "By Ada Lindqvist", or the name of one who is known to have written the page with at most a place behind it."""
    if byline_names(text) is not None:
        return True
    return own is not None and words_in(text) <= len(own.split()) + 5 and not ends_sentence(text)


def is_biography(text: str, own: str | None, before: str) -> bool:
    """A line about the author: it begins with the author's name, or presents as a journalist one of whom the text before has not spoken."""
    if words_in(text) > LONGEST_BIOGRAPHY or len(text) > 1000:
        return False
    if own is not None:
        return ABOUT.match(text[len(own) :].lstrip(" ,")) is not None
    found = JOURNALIST.match(text)
    return found is not None and found["name"].split()[-1] not in before


def byline_shown(title: str, shown: Sequence[Shown], names: Sequence[str]) -> str | None:
    """The byline behind the headline, where the body does not hold it."""
    start = headline_at(shown, title)
    if start is None:
        return None
    for s in shown[start + 1 : start + FIRST_BLOCKS]:
        own = next((name for name in names if s.text.startswith(name)), None)
        if words_in(s.text) <= 18 and s.figure is None and s.hint in (None, "biography", "byline") and is_byline(s.text, own):
            return without_handles(s.text, own)
    return None


def without_handles(byline: str, own: str | None) -> str:
    """A byline without the names that its author goes by elsewhere ("Ada Lindqvist@adal", "By Ada Lindqvist @adal")."""
    if own is not None and HANDLES.fullmatch(byline, len(own)):
        return own
    cut = HANDLES.search(byline)
    return byline[: cut.start()] if cut and byline[cut.start()].isspace() else byline
