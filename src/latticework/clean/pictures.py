"""The captions of a page's pictures: which are the article's, and where they stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from latticework.clean.body import OTHERS_HINTS
from latticework.clean.bylines import BYLINE
from latticework.clean.captions import caption_parts, is_credit, looks_like_caption
from latticework.clean.markup import Shown, key
from latticework.clean.parts import Part
from latticework.clean.patterns import reason_for
from latticework.clean.region import Measured, doubts
from latticework.clean.stamps import is_date_line

OTHERS = frozenset({*OTHERS_HINTS, "nav", "footer", "form"})
"""What the elements around a picture are named or made for that is not the article's."""
NEAR = 40
"""Blocks of the page before the first and after the last of the body within which a caption is taken for the article's."""


def captions_of(page: Measured) -> list[tuple[int, list[Part]]]:
    """The captions of the page with the place of each among its blocks; those of menus and teasers are left out."""
    shown, whole = page.shown, sum(page.prose)
    found: list[tuple[int, list[Part]]] = []
    seen: set[str] = set()
    i = 0
    while i < len(shown):
        figure = shown[i].figure
        if figure is None:
            if (told := shown[i].text) and looks_like_caption(told) and key(told) not in seen and shown[i].hint != "comments":
                seen.add(key(told))
                found.append((i, caption_parts(told)))
            i += 1
            continue
        group = [i]
        while group[-1] + 1 < len(shown) and shown[group[-1] + 1].figure == figure:
            group.append(group[-1] + 1)
        pieces = within_caption([shown[j] for j in group])
        if not pieces:
            i = group[-1] + 1
            continue
        words = " ".join(p.text for p in pieces if not p.credit and not is_credit(p.text))
        credit = " ".join(p.text for p in pieces if p.credit or is_credit(p.text)) or None
        same = key(words or credit or "")
        outside = any(d in OTHERS for d in doubts(page, pieces[0], whole))
        if same and same not in seen and not outside and not is_other_line(words, credit):
            seen.add(same)
            found.append((group[0], caption_parts(words, credit) if words else [Part(role="credit", text=credit or "")]))
        i = group[-1] + 1
    return found


def is_other_line(words: str, credit: str | None) -> bool:
    """Is what stands at a picture a line of the site, a byline or a date?"""
    return reason_for(words or credit or "") not in (None, "rule") or BYLINE.match(words) is not None or is_date_line(words.strip(" •|·"))


def within_caption(pieces: list[Shown]) -> list[Shown]:
    """Of the texts of a figure those of its caption, where it has one marked so; none of a figure that holds a quotation or a table."""
    marked = [p for p in pieces if "figcaption" in p.inside]
    found = marked or [p for p in pieces if not p.inside & {"blockquote", "table", "button"} and reason_for(p.text) is None]
    # Some pages tell a caption twice, once for small screens.
    said: list[Shown] = []
    for piece in found:
        if not any(key(piece.text) in key(other.text) for other in said):
            said.append(piece)
    return said


def without_captions(body: Sequence[Part], captions: Sequence[tuple[int, list[Part]]]) -> list[Part]:
    """The body less what is a caption."""
    keys = {key("".join(p.text for p in parts)) for _, parts in captions} | {key(parts[0].text) for _, parts in captions}
    return [part for part in body if key(part.text) not in keys and not is_credit(part.text)]


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
    behind: dict[int, list[Part]] = {}
    reached, m = -1, 0
    for i, parts in captions:
        if i < first - NEAR or i > last + NEAR // 10:
            continue
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
