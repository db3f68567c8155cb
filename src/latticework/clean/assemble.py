"""From parts to an article with offsets."""

from __future__ import annotations

from collections.abc import Iterable

from latticework.clean.parts import Draft, Part
from latticework.clean.published import dateline_of
from latticework.ids import content_id, letters_of
from latticework.types import Article, Block, Page, Reading

BETWEEN = "\n\n"
DATELINES_WITHIN = 3
"""Paragraphs from the top among which a dateline may stand."""


def with_dateline(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts with the dateline as one of its own before the rest of its paragraph."""
    done: list[Part] = []
    paragraphs, found = 0, False
    for part in parts:
        if part.role == "paragraph" and not found and paragraphs < DATELINES_WITHIN:
            paragraphs += 1
            line = dateline_of(part.text)
            if line and (rest := part.text[len(line.text) :].strip()):
                done.append(Part(role="dateline", text=line.text))
                part, found = Part(role="paragraph", text=rest, joined=True), True
        done.append(part)
    return tuple(done)


def join(parts: Iterable[Part]) -> tuple[str, tuple[Block, ...]]:
    """The article's text and the place of each part in it. A dateline has a block of its own within that of its paragraph."""
    pieces: list[str] = []
    blocks: list[Block] = []
    at = 0
    for part in parts:
        gap = "" if not pieces else " " if part.joined else BETWEEN
        start = at + len(gap)
        pieces += [gap, part.text]
        at = start + len(part.text)
        if part.joined and part.role == "paragraph" and blocks[-1].role == "dateline":
            start = blocks[-1].start
        blocks.append(Block(start=start, end=at, role=part.role))
    return "".join(pieces), tuple(blocks)


def reading_of(draft: Draft, page: Page, text: str | None = None, blocks: tuple[Block, ...] | None = None) -> Reading:
    """The reading that opens the pipeline. `text` and `blocks` are given where the text is kept to the letter."""
    if text is None or blocks is None:
        text, blocks = join(draft.parts)
    article = Article(
        id=content_id(page.title or "", letters_of(page.content)),
        ref=page.ref,
        url=draft.url,
        outlet=draft.outlet,
        title=draft.title,
        standfirst=draft.standfirst,
        authors=draft.authors,
        section=draft.section,
        keywords=draft.keywords,
        free=draft.free,
        language=draft.language,
        published=draft.published,
        modified=draft.modified,
        text=text,
        blocks=blocks,
        furniture=draft.furniture,
        truncated=draft.truncated,
        copy_of=None,
    )
    return Reading(article=article, issues=draft.issues)
