"""Pages of HTML: the body with its captions and credits, what stands over it, what the page says about itself, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from latticework.clean.assemble import reading_of, with_dateline
from latticework.clean.authors import authors_of, bylines_near
from latticework.clean.body import whole_body
from latticework.clean.company import without_house_lines
from latticework.clean.entries import headed
from latticework.clean.head import head_of
from latticework.clean.language import language_of
from latticework.clean.markup import Shown, blocks_of, trees_of
from latticework.clean.metadata import facts_of
from latticework.clean.outlets import domain_of, outlet_of
from latticework.clean.parts import BODY_ROLES, Draft, Facts, Part
from latticework.clean.pictures import captions_of, placed, without_captions
from latticework.clean.published import dated, dateline_of, inferred
from latticework.clean.region import measured
from latticework.clean.remainder import left_out, without_callouts
from latticework.clean.truncation import truncation_of
from latticework.errors import PageRejected
from latticework.types import Furniture, Issue, Page, Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from latticework.knowledge import Knowledge


def clean_html(page: Page, text: str, knowledge: Knowledge | None) -> Reading:
    """A page of HTML.

    Raises:
        PageRejected: "no article text", "too deep" or "too large".
    """
    tree, built = trees_of(text)
    facts = facts_of(tree, page.url)
    blocks = measured(list(blocks_of(tree)))
    shown = blocks.shown
    title = page.title or facts.title
    body, taken = without_callouts(whole_body(tree, built or text, blocks, facts, title, page.url))
    captions = captions_of(blocks)
    body = headed(without_captions(body, captions), shown, title, timed_only=True)
    head, body, labels = head_of(title, facts, body, shown)
    body, house = without_house_lines(body, page.repeated)
    taken = [*taken, *labels, *house]
    parts = with_dateline([*head, *placed(body, captions, shown)])
    if not any(part.role in BODY_ROLES for part in parts):
        raise PageRejected("no article text", "the page has no running text")
    others, issues = left_out(shown, parts, taken)
    return finish(page, facts, tree, shown, parts, (*taken, *others), knowledge, issues)


def finish(
    page: Page,
    facts: Facts,
    tree: HtmlElement,
    shown: Sequence[Shown],
    parts: tuple[Part, ...],
    furniture: tuple[Furniture, ...],
    knowledge: Knowledge | None,
    doubts: tuple[Issue, ...],
) -> Reading:
    opening = next((d for p in parts if p.role == "dateline" and (d := dateline_of(p.text + " A"))), None)
    outlet = outlet_of(page.outlet, facts.outlet, facts.url or page.url, furniture, opening.agency if opening else None, knowledge)
    published, issues = dated(page, facts, tree, shown, parts)
    whole = "\n".join(part.text for part in parts)
    if published.basis == "unknown" and knowledge is not None:
        published = inferred(whole, knowledge, page.fetched)
    draft = Draft(
        parts=parts,
        title=page.title or facts.title,
        standfirst=next((p.text for p in parts if p.role == "standfirst"), None),
        authors=authors_of(facts.authors, bylines_near(shown, page.title or facts.title), facts.outlet or domain_of(page.url), knowledge),
        section=facts.section,
        keywords=facts.keywords,
        free=facts.free,
        language=language_of(whole, facts.language),
        outlet=outlet,
        url=facts.url or page.url,
        published=published,
        modified=facts.modified,
        furniture=furniture,
        truncated=truncation_of(parts, furniture, facts.free, "strict"),
        issues=(*doubts, *issues),
    )
    return reading_of(draft, page)
