"""The running text of an HTML page, as trafilatura finds it, told apart into blocks."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from latticework.clean.parts import Part
from latticework.types import Role

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

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


def body_parts(tree: HtmlElement, url: str | None = None, careful: bool = True) -> tuple[Part, ...]:
    """The body's blocks in order; empty where trafilatura finds none. The tree is not changed."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            deepcopy(tree), url=url, favor_precision=careful, include_comments=False, include_tables=True, include_formatting=False
        )
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
