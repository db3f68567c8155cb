"""The captions of a page's pictures: which are the article's, and where they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from latticework.clean.body import OTHERS_HINTS
from latticework.clean.bylines import BYLINE, is_person
from latticework.clean.captions import caption_parts, is_credit, looks_like_caption
from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import Shown, key
from latticework.clean.measured import LINKED, Measured
from latticework.clean.parts import Part
from latticework.clean.patterns import reason_for
from latticework.clean.region import BELIEVED, BELIEVED_ELSE
from latticework.clean.stamps import is_date_line

OTHERS = frozenset({*OTHERS_HINTS, "nav", "footer", "form"})
"""What the elements around a picture are named or made for that is not the article's."""
LARGEST_BOX, LARGEST_FRAME = 130, 60
"""Words of an element that holds a picture, or is named for one, and what is said of it; one that holds more is a part of the article."""
MOST_LINES = 4
"""Lines beside a picture that nothing marks as its caption; more of them are a card or a list."""
OPENS_SENTENCE = re.compile(
    r"(?!\S+:|\S+ \S+:)(?:(?:[^\s/|©]|/(?![A-ZÀ-Þ©]))+ ){4,}(?:[^\s/|©]|/(?![A-ZÀ-Þ©]))*(?:\w\w|\d|[)”\"’])[.!?][”\"’)]?(?: |$)"
)
"""A text that begins with a sentence, and is no credit."""
OF_PICTURE = re.compile(r"(?<![a-z])(?:media|image|img|photo|picture|foto|bild)[-_]?(?:info|text|desc|legend)", re.I)
"""Class names of what is said of a picture."""
DURATION = re.compile(r"\W\d{1,2}:\d\d(?: ?(?:min|h|Min\.?))$")
"""The end of what is said of a film."""
MORE = re.compile(
    r"(?:(?<=[.)”\"])|\s*(?:…|\.\.\.))\s*(?:(?:show |read |see )?(?:more|less)|mehr|vis mer|vis mindre)\s*[>»]*$"
    r"|\s(?:purchase|buy|order) (?:licen[cs]ing rights|(?:this |a )?(?:photo|print|image|picture|reprint)s?)$",
    re.I,
)
"""Links and buttons behind a caption, some of which show the rest of one that was cut."""
SECOND = frozenset({"h2", "h3", "h4", "h5", "h6"})
LEAST_ALT, SHORT_ALT = 3, 4
"""Words from which a replacement text says what a picture shows and is no button's, and over which a caption may go on behind it."""
OPENING = 15
"""Characters by which the beginning of a text is known again."""
FEW = 6
"""Words besides the caption in an element that holds a picture: buttons and counts."""
LARGEST_SHARE = 0.5
"""Share of the words of a body that captions may have which are told as paragraphs as well."""
UNDER = 20
"""Words of a line in the same element as its picture up to which it is its caption."""
NEAR = 40
"""Blocks of the page before the first and after the last of the body within which a caption is taken for the article's."""


def captions_of(page: Measured) -> list[tuple[int, list[Part]]]:
    """The captions of the page with the place of each among its blocks; those of menus and teasers are left out."""
    found: list[tuple[int, list[Part]]] = []
    seen: set[str] = set()
    i = 0
    while i < len(page.shown):
        group = group_at(page, i)
        parts = caption_of(page, group)
        same = key(parts[0].text) if parts else ""
        if same and same not in seen:
            seen.add(same)
            found.append((i, parts))
        i = group[-1] + 1
    return found


def group_at(page: Measured, i: int) -> list[int]:
    """The blocks from one on that belong to the same picture: those of its figure, or of the small element that holds nothing but it."""
    shown = page.shown
    group = [i]
    figure = shown[i].figure
    box = box_of(page, shown[i])
    if figure is None and not box:
        return group
    for j in range(i + 1, len(shown)):
        s = shown[j]
        alike = s.figure == figure if figure is not None else s.figure is None and is_within(s, box)
        if not alike and not (figure is not None and s.figure is None and (s.credit or is_within(s, box)) and says_credit(s)):
            break
        group.append(j)
    return group if figure is not None or beside_picture([shown[j] for j in group]) else [i]


def caption_of(page: Measured, group: Sequence[int]) -> list[Part]:
    """What the blocks of a picture tell of it; nothing where they are not its caption."""
    first = page.shown[group[0]]
    if first.figure is None:
        pieces = beside_picture([page.shown[j] for j in group]) if box_of(page, first) else []
        if not pieces:
            return loose_caption(page, first)
    else:
        pieces = within_caption([page.shown[j] for j in group])
        if not pieces or not (is_marked(pieces) or any(box_of(page, p) for p in pieces)):
            return []
    words = " ".join(whole(p.text) for p in pieces if not says_credit(p))
    credit = " ".join(whole(p.text) for p in pieces if says_credit(p)) or None
    behind = words.removeprefix(first.alt) if first.figure is None and credit is None and first.alt else ""
    if behind != words and any(map(str.isalpha, behind)) and words_in(behind) < SHORT_ALT:
        words, credit = first.alt, behind.strip()
    if is_outside(page, pieces) or (words and is_other_line(words)):
        return []
    return caption_parts(words, credit) if words else [Part(role="credit", text=credit or "")]


def box_of(page: Measured, s: Shown) -> tuple[int, ...]:
    """The path of the smallest element that holds both a block and the picture before it, where there is little else in it; else empty.

    Pictures that scripts put there are known by the name of the element that they are put in.
    """
    for depth, most in ((s.pictured, LARGEST_BOX), (s.framed, LARGEST_FRAME)):
        if depth and page.words_within[s.path[depth - 1]] <= most:
            return s.path[:depth]
    return ()


def is_within(s: Shown, box: tuple[int, ...]) -> bool:
    return bool(box) and s.path[: len(box)] == box


def says_credit(s: Shown) -> bool:
    """Is a text a credit, by what it is called or by its form? Whole captions are called so too."""
    return is_credit(s.text, known=s.figure is not None) or (s.credit and OPENS_SENTENCE.match(s.text) is None)


def is_marked(pieces: Sequence[Shown]) -> bool:
    """Is a caption marked as one whatever stands around it? Typographers name small letters so too."""
    return "figcaption" in pieces[0].inside or any(p.credit for p in pieces)


def beside_picture(pieces: Sequence[Shown]) -> list[Shown]:
    """The texts beside a picture where they say what is on it.

    They do where a credit stands behind them, where they are the same as the replacement text, or where their element is named for that.
    """
    pieces = [p for p in pieces if reason_for(p.text) is None]
    words = [p for p in pieces if not says_credit(p)]
    if (
        not words
        or len(pieces) > MOST_LINES
        or any(is_of_card(p) or is_item(p) or p.tag in SECOND for p in pieces)
        or {"byline", "biography"} & {h for h, _ in words[0].hints}
    ):
        return []
    first = words[0]
    signed = is_credit(pieces[-1].text, known=True) or pieces[-1].credit or looks_like_caption(pieces[-1].text)
    signed = signed or DURATION.search(pieces[-1].text) is not None
    same, alt = key(first.text), key(first.alt)
    begins = len(first.alt.split()) > SHORT_ALT and same.startswith(alt) and words_in(first.text) - words_in(first.alt) < SHORT_ALT
    told = words_in(first.alt) >= LEAST_ALT and len(words) == 1 and (alt == same or begins) and not is_person(first.text)
    called = len(pieces) == 1 and OF_PICTURE.search(f"{first.name} {first.home}") is not None and not is_person(first.text)
    under = len(pieces) == 1 and is_under(first)
    head = first.tag == "h1" or first.dek
    return pieces if signed or ((told or called or under) and not head) else []


def is_under(s: Shown) -> bool:
    """Does a line stand in the same element as its picture, behind a break, and have the form of a caption and of no heading?"""
    shape = LEAST_ALT <= words_in(s.text) <= UNDER and not ends_sentence(s.text) and s.bold <= LINKED and not s.text[0].isdigit()
    return s.pictured == len(s.path) and shape


def is_of_card(s: Shown) -> bool:
    """Does a text have the form of what leads to another story, or of what is to be filled in or pressed?"""
    return s.linked > LINKED or bool(s.inside & {"form", "button", "table"})


def is_item(s: Shown) -> bool:
    return s.tag == "li" or s.home.split(" ", 1)[0] == "li"


def loose_caption(page: Measured, s: Shown) -> list[Part]:
    """A line that is a caption by its form only."""
    if s.linked > LINKED or s.inside & {"li", "table"} or not (looks_like_caption(s.text) or ("|" in s.text and is_credit(s.text))):
        return []
    return [] if is_outside(page, [s]) or reason_for(s.text) is not None else caption_parts(s.text)


def repeats(piece: Shown, before: Shown) -> bool:
    """Has a text been said before? A credit's words may stand in its caption, as those of an outlet do."""
    same, other = key(MORE.sub("", piece.text)), key(before.text)
    if says_credit(piece) and not says_credit(before) and MORE.search(piece.text) is None:
        return other.endswith(same)
    return same in other


def is_outside(page: Measured, pieces: Sequence[Shown]) -> bool:
    """Does a picture stand where nothing is the article's? The name of an element that holds nothing but the picture says nothing."""
    whole, words = sum(page.prose), sum(words_in(p.text) for p in pieces)
    s, signed = pieces[0], any(is_credit(p.text) for p in pieces)
    for said, at in (*s.hints, *s.apart):
        if said not in OTHERS or at > len(s.path):
            continue
        held = page.words_within.get(s.path[at - 1], 0)
        only = held <= words + FEW and s.linked <= LINKED and not s.leading and (said == "related links" or (said == "byline" and signed))
        if not only and page.prose_in.get(s.path[at - 1], 0) < BELIEVED.get(said, BELIEVED_ELSE) * whole:
            return True
    return False


def is_other_line(words: str) -> bool:
    """Is what stands at a picture a line of the site, a byline or a date?"""
    return reason_for(words) not in (None, "rule") or BYLINE.match(words) is not None or is_date_line(words.strip(" •|·"))


def within_caption(pieces: Sequence[Shown]) -> list[Shown]:
    """Of the texts of a figure those of its caption, where it has one marked so, and credits; none of a figure that holds a quotation.

    What is told there is who said it, or what stands in the table.
    """
    if any("blockquote" in p.inside for p in pieces):
        return []
    marked = [p for p in pieces if "figcaption" in p.inside or says_credit(p)]
    if any(not says_credit(p) for p in marked):
        return said_once(marked)
    others = [] if any(is_of_card(p) for p in pieces) else [p for p in pieces if reason_for(p.text) is None]
    return said_once([p for p in pieces if p in marked or p in others])


def whole(text: str) -> str:
    """A caption without the button behind it, and without its beginning, cut, where that stands behind it once more."""
    cut = MORE.search(text)
    if cut is None:
        return text
    again = text.rfind(text[:OPENING]) if "…" in cut[0] or "..." in cut[0] else 0
    return text[: again or cut.start()].rstrip()


def said_once(pieces: Sequence[Shown]) -> list[Shown]:
    """Some pages tell a caption twice, once cut for small screens."""
    said: list[Shown] = []
    for piece in pieces:
        if any(repeats(piece, other) for other in said):
            continue
        same = key(piece.text)
        said = [other for other in said if not (says_credit(other) and key(other.text) in same)]
        said.append(piece)
    return said


def believed(captions: Sequence[tuple[int, list[Part]]], body: Sequence[Part]) -> list[tuple[int, list[Part]]]:
    """The captions; but those that are paragraphs of the body too are none where they are much of it: names of elements mislead."""
    words = {key(part.text): words_in(part.text) for part in body}
    both = {same for _, parts in captions if (same := key(parts[0].text)) in words}
    if sum(words[same] for same in both) <= LARGEST_SHARE * sum(words.values()):
        return list(captions)
    return [(i, parts) for i, parts in captions if key(parts[0].text) not in both]


def without_captions(body: Sequence[Part], captions: Sequence[tuple[int, list[Part]]], shown: Sequence[Shown]) -> list[Part]:
    """The body less what is a caption. A sentence that is a paragraph of the page too stays, whatever picture repeats it."""
    marked = {key(shown[i].text) for i, _ in captions if shown[i].figure is not None}
    own = {same for s in shown if s.figure is None and s.tag == "p" and ends_sentence(s.text) and (same := key(s.text)) in marked}
    keys = {key("".join(p.text for p in parts)) for _, parts in captions} | {key(parts[0].text) for _, parts in captions}
    return [part for part in body if (key(part.text) not in keys or key(part.text) in own) and not is_credit(part.text)]


def placed(body: Sequence[Part], captions: Sequence[tuple[int, list[Part]]], shown: Sequence[Shown]) -> list[Part]:
    """The body with the captions where they stand on the page; those far from the article are left out."""
    places: dict[str, int] = {}
    for n, part in enumerate(body):
        places.setdefault(key(part.text)[:60], n)
    found = [(i, places[k]) for i, s in enumerate(shown) if s.figure is None and (k := key(s.text)[:60]) in places]
    matched = rising(found)
    if not matched:
        return [*body, *(p for _, parts in captions for p in parts)]
    first, last = found[0][0], found[-1][0]
    headline = max((i for i in range(first) if shown[i].tag == "h1"), default=first)
    behind: dict[int, list[Part]] = {}
    reached, m = -1, 0
    for i, parts in captions:
        if i < min(first - NEAR, headline) or i > last + NEAR // 10:
            continue
        last = max(last, i)  # a gallery behind the text goes on with its next picture
        while m < len(matched) and matched[m][0] < i:
            reached, m = matched[m][1], m + 1
        behind.setdefault(reached, []).extend(parts)
    result = list(behind.get(-1, ()))
    for n, part in enumerate(body):
        result.append(part)
        result.extend(behind.get(n, ()))
    return result


def rising(matched: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of matches in which the places in the body rise too: a table of contents names its headings before they come."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, place) in enumerate(matched):
        n = bisect_right(ends, place)
        ends[n:] = [place, *ends[n + 1 :]]
        last[n:] = [at, *last[n + 1 :]]
        before.append(last[n - 1] if n else -1)
    run: list[tuple[int, int]] = []
    at = last[-1] if last else -1
    while at >= 0:
        run.append(matched[at])
        at = before[at]
    return run[::-1]
