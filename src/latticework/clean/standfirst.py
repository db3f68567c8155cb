"""The standfirst of a page of HTML: what stands between the headline and the first paragraph, set otherwise than the paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from latticework.clean.bylines import byline_names
from latticework.clean.captions import is_credit, looks_like_caption
from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import Shown, key
from latticework.clean.parts import Facts, Part
from latticework.clean.patterns import reason_for
from latticework.clean.stamps import is_date_line, is_signature
from latticework.clean.titles import headline_at

LONGEST = 80
"""Words; longer texts are paragraphs."""
SHORTEST_NAMED, SHORTEST = 4, 7
"""Words of a standfirst that the page names so, and of another."""
FURTHEST = 30
"""Blocks behind the headline among which it is looked for."""
PARAGRAPH = 12
"""Words of a paragraph by which the way of the running text is known."""
COMMON = 0.6
"""Share of the paragraphs that must be set alike before one that is set otherwise says anything."""
BOLD = 0.9
LONGEST_BOLD = 20
"""Words of a text in bold that stands with the paragraphs and is no first paragraph of news, which tells it all."""
DIGITS = re.compile(r"\d+")
TOWN = re.compile(r"[A-ZÀ-Þ][\w/ -]{1,30}(?:\.| ?[·–—:-]) +(?=[A-ZÀ-Þ„“«\"])")
"""A place before the first sentence."""
FIRST = re.compile(r"first|drop-?cap|initial", re.I)
"""Class names of the first paragraph of a text."""
ELSEWHERE = frozenset({"nav", "footer", "form", "figcaption", "button"})
OTHERS = frozenset({"comments", "paywall line", "newsletter prompt", "biography", "notice", "cookie notice", "share prompt", "tags"})
"""Hints of elements that hold something else, unless the page's data give their text for a description."""
HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
LISTED = HEADINGS | {"li"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """How the paragraphs of a text are set: their element with its classes, the element around them, and whether they are bold."""

    name: str
    around: tuple[int, ...]
    bold: bool


def setting_of(s: Shown) -> Setting:
    return Setting(name=DIGITS.sub("", s.name), around=s.path[:-1], bold=s.bold >= BOLD)


def standfirst_of(facts: Facts, title: str, body: Sequence[Part], shown: Sequence[Shown]) -> tuple[str, frozenset[str]] | None:
    """The standfirst and the keys of the blocks that it is made of.

    It is what the page names so; what its data give for a description, or any text right behind the headline, where it is set otherwise
    than the paragraphs. The first paragraph is none, though many pages give it for a description.
    """
    top = headline_at(shown, title)
    if top is None:
        return None
    behind = shown[top + 1 : top + FURTHEST]
    paragraphs = {key(p.text) for p in body if p.role == "paragraph" and words_in(p.text) >= PARAGRAPH}
    usual = usual_setting([s for s in shown[top + 1 :] if key(s.text) in paragraphs])
    told = {same for text in facts.descriptions if len(same := key(text)) > 15}
    within = {key(p.text) for p in body}
    found: tuple[str, frozenset[str]] | None = None
    met = 0
    for i, s in enumerate(behind):
        same = key(s.text)
        text, keys = whole(s, behind[i + 1 :])
        described = same in told or key(text) in told or key(TOWN.sub("", text)) in told
        if same in paragraphs and setting_of(s) == usual and not s.dek:
            return found
        if not may_be(s, described) or same == title or (s.tag in HEADINGS and title in same):
            continue
        words = words_in(text)
        apart = is_apart(s, usual, same in within)
        differs = described if usual is None else setting_of(s) != usual
        named = s.dek and words >= SHORTEST_NAMED and (same not in within or differs)
        if words <= LONGEST and (named or (described and apart)):
            return text, keys
        if found is None and met == 0 and SHORTEST <= words <= LONGEST and stands_out(s, behind[i + len(keys) :], within, usual):
            found = text, keys
        met += ends_sentence(s.text) and words_in(s.text) >= PARAGRAPH
    return found or far_from_headline(told - within, shown)


def far_from_headline(told: set[str], shown: Sequence[Shown]) -> tuple[str, frozenset[str]] | None:
    """The text of one of the descriptions, wherever it stands on the page; buttons and menus may stand between it and the headline."""
    for i, s in enumerate(shown):
        same = key(s.text)
        if same and any(t.startswith(same) for t in told) and may_be(s, True):
            text, keys = whole(s, shown[i + 1 :])
            if key(text) in told:
                return text, keys
    return None


def may_be(s: Shown, described: bool) -> bool:
    """Has a block the form of a standfirst, in a place that is not for something else?"""
    if s.figure is not None or s.inside & ELSEWHERE or s.linked > 0.5 or s.cell is not None:
        return False
    if (s.hint in OTHERS and not described) or is_credit(s.text) or reason_for(s.text) is not None:
        return False
    if looks_like_caption(s.text):
        return False
    return words_in(s.text) <= LONGEST and byline_names(s.text) is None and not is_date_line(s.text) and not is_signature(s.text)


def usual_setting(paragraphs: Sequence[Shown]) -> Setting | None:
    """The setting of most paragraphs but the first; None where they are set in many ways, or are too few to tell."""
    counted = Counter(setting_of(s) for s in paragraphs[1:])
    if not counted:
        return None
    best, count = counted.most_common(1)[0]
    return best if count >= COMMON * (len(paragraphs) - 1) else None


def is_apart(s: Shown, usual: Setting | None, within: bool) -> bool:
    """Is a text that the page gives for its description set otherwise than the paragraphs?

    Of one that stands `within` the body another class alone says too little, as that is how first paragraphs are set.
    """
    if usual is None or s.tag in HEADINGS:
        return not within or s.tag in HEADINGS
    own = setting_of(s)
    clearly = own.around != usual.around or (own.bold and not usual.bold)
    return clearly if within else clearly or own.name != usual.name


def stands_out(s: Shown, behind: Sequence[Shown], within: set[str], usual: Setting | None) -> bool:
    """Is a text right over the paragraphs set otherwise than they: bold, a heading, of another class, or outside of what holds them?

    What stands `within` the body is its first paragraph in spite of that.
    """
    if s.tag in HEADINGS:
        follower = next((o for o in behind if o.figure is None and words_in(o.text) >= SHORTEST), None)
        return follower is not None and key(follower.text) in within
    if not ends_sentence(s.text):
        return False
    own = setting_of(s)
    otherwise = usual is not None and own != usual and not FIRST.search(s.name)
    if own.bold and is_plain(behind, within):
        return words_in(s.text) <= LONGEST_BOLD or (otherwise and usual is not None and own.name != usual.name)
    return otherwise and key(s.text) not in within


def is_plain(behind: Sequence[Shown], within: set[str]) -> bool:
    """Are the paragraphs behind a text not set in bold?"""
    paragraphs = [o for o in behind if key(o.text) in within and words_in(o.text) >= PARAGRAPH]
    return sum(o.bold < BOLD for o in paragraphs) > COMMON * len(paragraphs)


def whole(s: Shown, behind: Sequence[Shown]) -> tuple[str, frozenset[str]]:
    """A standfirst with its further lines: those of the same element, of a list the other items, of a heading those alike behind it."""
    more = list(takewhile(lambda o: o.path == s.path or (s.tag in LISTED and o.path[:-1] == s.path[:-1] and o.name == s.name), behind))
    lines = [s, *more]
    return " ".join(o.text for o in lines), frozenset(key(o.text) for o in lines)
