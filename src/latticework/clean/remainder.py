"""What of a page is not its article, each block with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from latticework.clean.bylines import byline_names
from latticework.clean.lines import words_in
from latticework.clean.markup import Shown, key
from latticework.clean.parts import Part
from latticework.clean.patterns import reason_for
from latticework.clean.stamps import is_date_line
from latticework.types import Furniture

LONGEST_FURNITURE = 300
"""Characters of a block that is listed as furniture; a longer one outside of the body is cut in the list."""
MOST_FURNITURE = 300
"""Entries of the list of a page of HTML, whose menus alone may have thousands of lines."""


def without_callouts(body: Sequence[Part]) -> tuple[list[Part], list[Furniture]]:
    """The body less lines that have a site's form, and its own title where it stands in it again."""
    kept: list[Part] = []
    taken: list[Furniture] = []
    seen: set[str] = set()
    for part in body:
        reason = reason_for(part.text) if words_in(part.text) <= 25 else None
        if reason is None and is_date_line(part.text):
            reason = "date line"
        same = key(part.text)
        if reason is None and same in seen and len(same) > 20:
            reason = "repeated line"
        seen.add(same)
        if reason and part.role != "table" and not (part.role == "list_item" and reason == "lone counter"):
            taken.append(Furniture(text=part.text, reason=reason))
        else:
            kept.append(part)
    return kept, taken


def left_out(shown: Sequence[Shown], parts: Sequence[Part], taken: Sequence[Furniture]) -> list[Furniture]:
    """The blocks of the page that are not in the article, each once, with a reason by form, then by what encloses it."""
    said = key("".join(part.text for part in parts))
    seen = {key(f.text) for f in taken}
    found: list[Furniture] = []
    for s in shown:
        same = key(s.text)
        if same in seen or (same and same in said):
            continue
        seen.add(same)
        text = s.text if len(s.text) <= LONGEST_FURNITURE else s.text[: LONGEST_FURNITURE - 1] + "…"
        found.append(Furniture(text=text, reason=reason_of(s)))
    if len(found) <= MOST_FURNITURE:
        return found
    # Menus are the longest and say the least: what tells about the article is kept first.
    ranked = sorted(range(len(found)), key=lambda i: (found[i].reason in ("navigation", "outside the article"), i))[:MOST_FURNITURE]
    return [found[i] for i in sorted(ranked)]


def reason_of(s: Shown) -> str:
    if reason := reason_for(s.text):
        return reason
    if is_date_line(s.text):
        return "date line"
    if byline_names(s.text) is not None:
        return "byline"
    if s.hint:
        return s.hint
    if s.inside & {"nav", "header", "footer", "button", "form"}:
        return "navigation"
    if "aside" in s.inside:
        return "related links"
    return "caption of another picture" if s.figure is not None else "outside the article"
