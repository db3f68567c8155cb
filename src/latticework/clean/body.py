"""The body of an HTML page: the blocks of its article, with trafilatura's opinion where resiliparse's text raises a doubt."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from latticework.clean.completion import completed
from latticework.clean.entries import headed
from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import HEADING, Shown, key
from latticework.clean.measured import Measured
from latticework.clean.parts import Facts, Part
from latticework.clean.region import article_of, doubts
from latticework.types import Role

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement
    from resiliparse.parse.html import HTMLTree

SPACE = re.compile(r"\s+")
ROLES: dict[str, Role] = {
    "p": "paragraph",
    "head": "heading",
    "item": "list_item",
    "quote": "pull_quote",
    "row": "table",
    "code": "paragraph",
}
LONG_QUOTE = 40
"""Words from which a block quote is taken for a quoted document, told as a paragraph, and not for a pull quote."""
LONGEST_HEADING = 25
"""Words from which a heading that ends in a stop is none; interviewers ask at length."""
CROSSHEAD, PARAGRAPH = 10, 9
"""Words up to which a line that is bold or in capitals may be a heading, and from which the block behind it is a paragraph."""
ALL_BOLD, CAPITALS = 0.95, 6
"""Share of a line's letters that are bold, and the least number of capitals, from which it is set otherwise than paragraphs."""
UNSTOPPED = re.compile(r"[\w”’\"')?]$")
"""The end of a line that no stop, colon or comma closes."""
LONG_CELL = 40
"""Words from which a cell is a part of the page's layout and not of a table."""
OF_LAYOUT, LAID_OUT = 0.8, 20
"""Share of the words in items of lists from which these lay out the page, and the words of a block in the mean."""
SHORTEST = 40
"""Words of a body that is believed without looking further."""
BLOCKS = ("p", "li", "div", "td", "br", "h2", "h3", "dd", "option")
MOST_BLOCKS = 3000
"""On longer pages trafilatura's second opinions are not asked: one of them, jusText, takes the square of the number of short blocks."""
TOO_LITTLE, TOO_MUCH = 0.55, 1.6
"""Words of a body, as compared with resiliparse's main text, from which it is doubted."""
OWN = 0.6
"""Share of a body's words in that text from which it is not doubted for its length."""
NOTHING = 0.2
"""Share of a body's words in that text from which it is another text."""
LEAST_OF = 5
"""Part of a body's words that a shorter text must have to be taken for the article within it."""
CLEARLY = 1.25
"""How much longer or shorter trafilatura's text must be to be taken in place of a doubted one."""
OTHERS_HINTS = ("related links", "comments", "biography", "byline", "newsletter prompt", "cookie notice", "notice", "page foot")
"""Hints of enclosing elements whose texts and pictures are not the article's."""


def whole_body(tree: HtmlElement, built: HTMLTree | str, page: Measured, facts: Facts, title: str | None, url: str | None) -> list[Part]:
    """The body by where the running text stands, checked against resiliparse's main text and, where that differs much, trafilatura's.

    Where neither finds more than a line or two, the body that the page's data state, then all running text on the page.
    """
    shown = page.shown
    best = told([shown[i] for i in article_of(page, title)])
    words = length(best)
    main = main_text(built)
    expected = words_in(main)
    common = share_in(best, main)
    if words < TOO_LITTLE * expected:
        expected -= of_others(page, main)
    little = words < TOO_LITTLE * expected or (common < NOTHING and expected > TOO_LITTLE * words)
    much = words > TOO_MUCH * expected > 0 and common < OWN
    if little or much or words < SHORTEST:
        other = headed(completed(body_parts(tree, url), shown), shown, title)
        count = length(other)
        longer = (little or words < SHORTEST) and count > CLEARLY * words
        shorter = much and max(TOO_LITTLE * expected, words / LEAST_OF) < count < words / CLEARLY
        best = other if longer or shorter else best
    if length(best) >= SHORTEST:
        return best
    stated = [Part(role="paragraph", text=line) for raw in (facts.body or "").split("\n") if (line := " ".join(raw.split()))]
    loose = [Part(role="paragraph", text=s.text) for s in shown if s.hint not in OTHERS_HINTS and is_loose(s)]
    last = stated if length(stated) >= SHORTEST else loose
    return last if length(last) > 4 * length(best) else best


def length(parts: Sequence[Part]) -> int:
    """Words."""
    return sum(words_in(part.text) for part in parts)


def main_text(page: HTMLTree | str) -> str:
    """The page's main text as resiliparse finds it: quick, and seldom too little."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(page, main_content=True, alt_texts=False))


def share_in(parts: Sequence[Part], text: str) -> float:
    """The share of the words of parts that a text has too."""
    said = key(text)
    return sum(words_in(part.text) for part in parts if key(part.text) in said) / max(1, length(parts))


def of_others(page: Measured, text: str) -> int:
    """Words of a text that stand on the page in elements named for something else: comments, or a long question of consent."""
    said, whole = key(text), sum(page.prose)
    return sum(
        words for s, words in zip(page.shown, page.prose, strict=True) if words and any(doubts(page, s, whole)) and key(s.text) in said
    )


def is_loose(s: Shown) -> bool:
    """Running text anywhere but in menus and feet of pages; broken pages have the whole article within a menu that was not closed."""
    menu = bool(s.inside & {"nav", "footer", "button"}) and not s.inside & {"article", "main"}
    return s.figure is None and not menu and ends_sentence(s.text) and words_in(s.text) >= 12


def told(blocks: Sequence[Shown]) -> list[Part]:
    """The blocks of a page as parts of an article. The cells of a row are one part, and the lines of a quotation are judged together."""
    parts: list[Part] = []
    listed = not is_laid_out(blocks)
    for row, group in groupby(blocks, key=lambda s: s.cell[0] if s.cell else None):
        cells = list(group)
        if row is not None and len({s.cell for s in cells}) > 1 and all(words_in(s.text) < LONG_CELL for s in cells):
            parts.append(Part(role="table", text=" | ".join(s.text for s in cells)))
            continue
        for quoted, lines in groupby(cells, key=lambda s: "blockquote" in s.inside):
            some = list(lines)
            short = quoted and sum(words_in(s.text) for s in some) < LONG_QUOTE
            parts.extend(Part(role="pull_quote" if short else role_of(s, listed), text=s.text) for s in some)
    crossheads = {s.text for before, s, behind in zip(blocks, blocks[1:], blocks[2:], strict=False) if is_crosshead(before, s, behind)}
    return [replace(p, role="heading") if p.role == "paragraph" and p.text in crossheads else p for p in parts]


def is_laid_out(blocks: Sequence[Shown]) -> bool:
    """Does the whole text stand in an item of a list, as pages are laid out at times? A text of lists has shorter blocks."""
    inside = [words_in(s.text) for s in blocks if "li" in s.inside]
    return sum(inside) > OF_LAYOUT * sum(words_in(s.text) for s in blocks) and sum(inside) >= LAID_OUT * len(inside)


def role_of(s: Shown, listed: bool) -> Role:
    """A heading of several sentences is a paragraph in large letters. `listed`: what stands in an item of a list is of one."""
    if HEADING.match(s.tag) and not (words_in(s.text) > LONGEST_HEADING and s.text[-1] in ".…。"):
        return "heading"
    return "list_item" if listed and "li" in s.inside else "paragraph"


def is_crosshead(before: Shown, s: Shown, behind: Shown) -> bool:
    """Is a short line without a stop, bold or in capitals, between paragraphs that are set otherwise, and so a heading of the text?"""
    if s.tag not in ("p", "div") or s.inside & {"li", "table", "blockquote"} or s.linked > 0.5 or not is_loud(s):
        return False
    if words_in(s.text) > CROSSHEAD or not UNSTOPPED.search(s.text) or (s.text.isupper() and "," in s.text and s.text[-1] != "?"):
        return False
    others = not is_loud(before) and not is_loud(behind) and not HEADING.match(before.tag)
    return others and words_in(behind.text) >= PARAGRAPH and behind.cell is None


def is_loud(s: Shown) -> bool:
    return s.bold >= ALL_BOLD or (s.text.isupper() and sum(map(str.isalpha, s.text)) >= CAPITALS)


def body_parts(tree: HtmlElement, url: str | None = None) -> tuple[Part, ...]:
    """The blocks in order that trafilatura finds in its careful mode; empty where it finds none. The tree is not changed."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    long = sum(1 for _ in tree.iter(*BLOCKS)) > MOST_BLOCKS
    try:
        found = trafilatura.bare_extraction(tree, url=url, favor_precision=True, include_comments=False, include_tables=True, fast=long)
    except RecursionError:
        return ()
    body = getattr(found, "body", None)
    return () if body is None else tuple(parts_of(body))


def parts_of(body: _Element) -> list[Part]:
    parts: list[Part] = []
    loose: list[str] = []

    def let_go(role: Role = "paragraph") -> None:
        if text := SPACE.sub(" ", "".join(loose)).strip():
            parts.append(Part(role=role, text=text))
        loose.clear()

    loose.append(body.text or "")
    for child in body:
        tag = child.tag
        if tag in ("p", "head", "code"):
            let_go()
            parts.extend(paragraphs(child, ROLES[tag]))
        elif tag == "list":
            let_go()
            for item in child.iterchildren("item"):
                parts.extend(paragraphs(item, "list_item"))
        elif tag == "quote":
            let_go()
            parts.extend(quoted(child))
        elif tag == "table":
            let_go()
            parts.extend(rows(child))
        elif tag == "lb":
            let_go()
        elif tag != "graphic":
            loose.append("".join(child.itertext()))
        loose.append(child.tail or "")
    let_go()
    return parts


def paragraphs(element: _Element, role: Role) -> list[Part]:
    """One block of an element, or several where line breaks stand in it."""
    lines = [element.text or ""]
    for inner in element.iter():
        if inner is element:
            continue
        if inner.tag in ("lb", "p", "item"):
            lines.append("")
        if inner.tag != "graphic":
            lines[-1] += inner.text or ""
        lines[-1] += inner.tail or ""
    return [Part(role=role, text=text) for line in lines if (text := SPACE.sub(" ", line).strip())]


def quoted(element: _Element) -> list[Part]:
    parts = paragraphs(element, "pull_quote")
    words = sum(len(part.text.split()) for part in parts)
    return [Part(role="paragraph", text=p.text) for p in parts] if words >= LONG_QUOTE else parts


def rows(table: _Element) -> list[Part]:
    found = []
    for row in table.iter("row"):
        cells = [SPACE.sub(" ", "".join(cell.itertext())).strip() for cell in row.iter("cell")]
        if text := " | ".join(cell for cell in cells if cell):
            found.append(Part(role="table", text=text))
    return found
