"""The headline of a page of HTML: the heading that the page's data name, without the kicker over it and the outlet's name beside it."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from latticework.clean.linked_data import clean_text
from latticework.clean.markup import Shown, key

SUFFIX = re.compile(r"\s+(?:[|»·•]|[-–—]|::)\s+|\s*[|｜]\s*|(?<=[\u3040-\u9fff！？」])[-_—：:](?=[\u3040-\u9fff])")
BARS = ("|", "｜", "»", "·", "•", "::")
KICKER = re.compile(
    r"kicker|overline|over-?title|super-?title|sup-?title|top-?line|roof-?line|dachzeile|eyebrow|strap-?line|pre-?title|ante-?title|occhiello"
    r"|surtitre|spitz|category|topic|rubri|label|badge|sub-?title|sub-?head|author|date",
    re.I,
)
"""Class names of what stands over, under or beside the headline within its heading."""
HIDDEN = re.compile(r"visually-?hidden|sr-only|screen-?reader|invisible|a11y-?hidden|assistive|aural", re.I)
PAIRED = re.compile(r"<(\w{1,10})>([^<>]{0,300})</\1>")
SITE = re.compile(r"\blogo|site-?(?:title|name)|\bbrand|menu|navigation|\bmast", re.I)
MOST_HEADINGS = 12
LONGEST = 300
"""Characters."""
SHORTEST_PIECE = 2
"""Words of a piece of a window's title that a heading may be."""


def title_of(tree: HtmlElement, headline: str | None, stated: Sequence[str | None], outlet: str | None) -> str | None:
    """The heading that the page's data name; else the only one that there is, else what the data name.

    `headline` is the one that the data of the article state, `stated` are the titles of the page, the surest first.
    """
    window = tree.find(".//title")
    texts = (headline, *stated, window.text_content() if window is not None else None)
    told = [without_outlet(t, outlet) for text in texts if (t := clean_text(text))]
    first = [forms for h in list(tree.iter("h1"))[:MOST_HEADINGS] if (forms := forms_of(h, outlet))]
    second = [forms for h in list(tree.iter("h2"))[:MOST_HEADINGS] if (forms := forms_of(h, outlet))]
    surest = told[:1] if headline else []
    pieces = [piece for title in told for piece in pieces_of(title)]
    if found := named(surest, [*first, *second]) or named(told, first) or named(pieces, first):
        return found
    for forms in first:
        if any(key(form) in key(t) or key(t) in key(form) for form in forms for t in told if key(form)):
            return forms[0]
    if found := named(told, second) or named(pieces, second):
        return found
    if len(first) == 1 and len(first[0][0].split()) >= 4:
        return first[0][0]
    return next(iter(told), first[0][0] if first else None)


def named(titles: Sequence[str], headings: Sequence[Sequence[str]]) -> str | None:
    """The first heading that is one of the titles, in its first form where that is a piece of it."""
    for title in titles:
        same = key(title)
        for forms in headings:
            if any(key(form) == same for form in forms):
                return forms[0] if key(forms[0]) in same else next(form for form in forms if key(form) == same)
    return None


def pieces_of(title: str) -> Iterator[str]:
    """What stands before and behind the marks in a title, the longest first."""
    cuts = list(SUFFIX.finditer(title))
    parts = [*(title[: cut.start()] for cut in cuts), *(title[cut.end() :] for cut in cuts)]
    yield from sorted((p for p in parts if len(p.split()) >= SHORTEST_PIECE), key=len, reverse=True)


def forms_of(heading: HtmlElement, outlet: str | None) -> list[str]:
    """The text of a heading: without kicker and subtitle first, then whole; nothing where it is the site's and not the article's."""
    names = f"{heading.get('class', '')} {heading.get('id', '')}"
    links = [a for a in heading.iter("a") if key(a.text_content()) == key(heading.text_content())]
    whole = text_of(heading, frozenset())
    if not 1 < len(whole) < LONGEST or SITE.search(names) or any(is_root(a.get("href") or "") for a in links):
        return []
    if outlet and key(whole) == key(outlet):
        return []
    inner = [e for e in heading.iter() if isinstance(e.tag, str) and e is not heading]
    besides = frozenset(e for e in inner if e.tag == "small" or KICKER.search(e.get("class") or ""))
    bare = text_of(heading, besides).strip(" :–—-|•·")
    forms = [bare] if len(bare.split()) >= SHORTEST_PIECE or len(bare) > len(whole) / 2 else []
    return list(dict.fromkeys([*forms, whole]))


def text_of(element: HtmlElement, without: frozenset[HtmlElement]) -> str:
    """The text of an element without the given ones in it, hidden ones and the readings of characters."""
    pieces: list[str] = []
    stack: list[HtmlElement | str] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        left_out = item in without or not isinstance(item.tag, str) or item.tag in ("rt", "rp", "style", "script")
        if item is not element:
            stack.append(item.tail or "")
            left_out = left_out or bool(HIDDEN.search(item.get("class") or "") if isinstance(item.tag, str) else True)
        if left_out:
            pieces.append(" " if item in without else "")
            continue
        stack.extend(reversed(list(item)))
        stack.append(item.text or "")
        if item.tag == "br":
            pieces.append(" ")
    # What looks like a tag here was written so that readers see it, unless it comes in a pair: that was escaped once too often.
    text = PAIRED.sub(r"\2", entities.unescape("".join(pieces)).replace("\u00ad", ""))
    return " ".join(text.split())


def is_root(address: str) -> bool:
    """Does a link lead to the front page of a site?"""
    try:
        parts = urlsplit(address.rpartition("/web/")[2] if "web.archive.org" in address else address)
    except ValueError:
        return False
    return address.strip() not in ("", "#") and not parts.path.strip("/") and not parts.query


def without_outlet(title: str, outlet: str | None) -> str:
    """A title less the outlet's name at its end: known by the name, or by being a short last piece after a bar."""
    cuts = list(SUFFIX.finditer(title))
    for cut in cuts:
        rest = title[cut.end() :].casefold()
        if outlet and (outlet.casefold() in rest or rest in outlet.casefold()) and len(title[: cut.start()]) > 10:
            return title[: cut.start()]
    last = cuts[-1] if cuts else None
    if last and last.group().strip() in BARS and len(title[last.end() :].split()) <= 4 and last.start() > 15:
        return title[: last.start()]
    return title


def headline_at(shown: Sequence[Shown], title: str | None) -> int | None:
    """The place of the headline among the blocks of a page: a heading that is the title, or has it beside a kicker."""
    same = key(title or "")
    if not same:
        return None
    headings = [i for i, s in enumerate(shown) if s.tag in ("h1", "h2")]
    ranked = (
        next((i for i in headings if key(shown[i].text) == same), None),
        next((i for i in headings if same in key(shown[i].text)), None),
        next((i for i, s in enumerate(shown) if key(s.text) == same), None),
    )
    return next((i for i in ranked if i is not None), None)
