"""Pages of plain text, and texts that are articles already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from latticework.clean.assemble import reading_of, with_dateline
from latticework.clean.captions import caption_parts
from latticework.clean.course import State
from latticework.clean.furniture import Sorted, sort_lines
from latticework.clean.headline import mark_head
from latticework.clean.language import language_of
from latticework.clean.lines import BULLET
from latticework.clean.outlets import outlet_of
from latticework.clean.parts import BODY_ROLES, Draft, Part
from latticework.clean.published import dateline_of, inferred, published_of
from latticework.clean.truncation import truncation_of
from latticework.clean.wrapped import unwrapped
from latticework.errors import PageRejected
from latticework.types import Block, Furniture, Page, Reading, Role

if TYPE_CHECKING:
    from latticework.knowledge import Knowledge

BEHIND_TEXT = 8
"""Lines behind the text among which a line that asks for a subscription says that it was cut."""
LONGEST_HEADING = 14
"""Words."""
PARAGRAPH = re.compile(r"[^\n]*[^\s][^\n]*")


def clean_given(page: Page, text: str, knowledge: Knowledge | None) -> Reading:
    """A text that is an article already: kept to the letter, a block for each of its paragraphs."""
    if not text.strip():
        raise PageRejected("empty", "there is nothing but white space")
    blocks = paragraphs_of(text)
    parts = [Part(role="paragraph", text=text[b.start : b.end]) for b in blocks]
    published, issues = published_of(page.published, (), page.url, parts)
    if published.basis == "unknown" and knowledge is not None:
        published = inferred(text, knowledge, page.fetched)
    opening = dateline_of(parts[0].text)
    draft = Draft(
        parts=tuple(parts),
        title=page.title,
        language=language_of(text),
        outlet=outlet_of(page.outlet, None, page.url, (), opening.agency if opening else None, knowledge),
        url=page.url,
        published=published,
        issues=issues,
    )
    return reading_of(draft, page, text, tuple(blocks))


def paragraphs_of(text: str) -> list[Block]:
    """A block for each line of a text, or for each paragraph where its lines were broken at a fixed width."""
    lines: list[tuple[int, str]] = []
    for line in PARAGRAPH.finditer(text):
        words = line[0]
        lines.append((line.start() + len(words) - len(words.lstrip()), words.strip()))
    blocks: list[Block] = []
    at = 0
    for whole in unwrapped(text.split("\n")):
        start, letters = at, len("".join(whole.split()))
        while letters > 0 and at < len(lines):
            letters -= len("".join(lines[at][1].split()))
            at += 1
        if at > start:
            blocks.append(Block(start=lines[start][0], end=lines[at - 1][0] + len(lines[at - 1][1]), role="paragraph"))
    return blocks


def clean_plain(page: Page, text: str, knowledge: Knowledge | None) -> Reading:
    """A page of plain text: every line that is not blank ends up in a block or in the furniture.

    Raises:
        PageRejected: "no article text" where nothing but furniture is there.
    """
    found = sort_lines(text, page.repeated)
    title, standfirst = mark_head(found, page.title)
    parts = with_dateline(parts_of(found))
    if not any(part.role in BODY_ROLES or part.role == "title" for part in parts):
        raise PageRejected("no article text", "all lines have the form of a site's own; give the article's page")
    opening = next((d for p in parts if p.role == "dateline" and (d := dateline_of(p.text + " A"))), None)
    furniture = found.furniture
    dates = [f.text for f in furniture if f.reason == "date line"]
    published, issues = published_of(page.published, (), page.url, parts, dates)
    whole = "\n".join(part.text for part in parts)
    if published.basis == "unknown" and knowledge is not None:
        published = inferred(whole, knowledge, page.fetched)
    draft = Draft(
        parts=parts,
        title=title or page.title,
        standfirst=standfirst,
        authors=tuple(dict.fromkeys(found.authors)),
        language=language_of(whole),
        outlet=outlet_of(page.outlet, None, page.url, furniture, opening.agency if opening else None, knowledge),
        url=page.url,
        published=published,
        furniture=furniture,
        truncated=truncation_of(parts, telling(found)),
        issues=issues,
    )
    return reading_of(draft, page)


def telling(found: Sorted) -> tuple[Furniture, ...]:
    """The furniture that may tell of a cut: of lines that ask for a subscription those within the text or right behind it."""
    body = [i for i, state in enumerate(found.course) if state is State.BODY]
    if not body:
        return found.furniture
    return tuple(
        Furniture(text=line.text, reason=why)
        for i, (line, why) in enumerate(zip(found.lines, found.reasons, strict=True))
        if why and (why != "paywall line" or body[0] <= i <= body[-1] + BEHIND_TEXT)
    )


def parts_of(found: Sorted) -> list[Part]:
    parts: list[Part] = []
    for i, line in enumerate(found.lines):
        role = found.roles[i]
        if found.reasons[i] is not None:
            continue
        if role == "caption":
            parts.extend(caption_parts(line.text))
        elif role == "credit":
            parts.append(Part(role="credit", text=line.text, joined=bool(parts) and parts[-1].role == "caption"))
        else:
            text = line.text.removesuffix(found.trail) if role == "title" else line.text
            parts.append(Part(role=role or body_role(found, i), text=text))
    return parts


def body_role(found: Sorted, i: int) -> Role:
    """Paragraph, heading, list item or table. A short line without a stop that running text follows is a heading."""
    line = found.lines[i]
    if i in found.cells:
        return "table"
    if BULLET.match(line.text):
        return "list_item"
    following = next((j for j in range(i + 1, len(found.lines)) if found.reasons[j] is None and found.roles[j] is None), None)
    if not line.ended and line.words <= LONGEST_HEADING and following is not None and found.lines[following].prose:
        return "heading"
    return "paragraph"
