"""Pages of HTML: the body with its captions and credits, what stands over it, what the page says about itself, and what is left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from latticework.clean.assemble import reading_of, with_dateline
from latticework.clean.authors import authors_of, bylines_near
from latticework.clean.body import whole_body
from latticework.clean.company import without_house_lines
from latticework.clean.entries import headed
from latticework.clean.filled import as_filled
from latticework.clean.head import head_of
from latticework.clean.language import language_of
from latticework.clean.lines import words_in
from latticework.clean.markup import Shown, blocks_of, key
from latticework.clean.measured import measured
from latticework.clean.metadata import facts_of
from latticework.clean.outlets import domain_of, outlet_of
from latticework.clean.parts import BODY_ROLES, Draft, Facts, Part
from latticework.clean.pictures import believed, captions_of, placed, without_captions
from latticework.clean.published import dated, dateline_of, inferred
from latticework.clean.remainder import left_out, without_callouts
from latticework.clean.trees import trees_of
from latticework.clean.truncation import truncation_of
from latticework.errors import PageRejected
from latticework.types import Furniture, Issue, Page, Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from latticework.knowledge import Knowledge

FEWEST = 6
"""Words of a description that tells something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A page laid out: what it says of itself, its blocks, the parts of the article among them, and what was taken out of its body."""

    tree: HtmlElement
    facts: Facts
    shown: Sequence[Shown]
    title: str | None
    parts: tuple[Part, ...]
    taken: tuple[Furniture, ...]

    @property
    def has_body(self) -> bool:
        return any(part.role in BODY_ROLES for part in self.parts)


def clean_html(page: Page, text: str, knowledge: Knowledge | None) -> Reading:
    """A page of HTML.

    Raises:
        PageRejected: "no article text", "too deep" or "too large".
    """
    laid = laid_out(page, text)
    if not laid.has_body and (filled := as_filled(text)):
        laid = laid_out(page, filled)
    if not laid.has_body:
        laid = replace(laid, parts=stub(laid.title, laid.facts))
    others, issues = left_out(laid.shown, laid.parts, laid.taken)
    return finish(page, laid, (*laid.taken, *others), knowledge, issues)


def laid_out(page: Page, text: str) -> Laid:
    tree, built = trees_of(text)
    facts = facts_of(tree, page.url)
    blocks = measured(list(blocks_of(tree)))
    shown = blocks.shown
    title = page.title or facts.title
    body, taken = without_callouts(whole_body(tree, built or text, blocks, facts, title, page.url))
    captions = believed(captions_of(blocks), body)
    body = headed(without_captions(body, captions, shown), shown, title, timed_only=True)
    told = [text for _, parts in captions for text in (parts[0].text, " ".join(p.text for p in parts))]
    head, body, labels = head_of(title, facts, body, shown, told)
    body, house = without_house_lines(body, page.repeated)
    parts = with_dateline([*head, *placed(body, captions, shown)])
    return Laid(tree=tree, facts=facts, shown=shown, title=title, parts=parts, taken=(*taken, *labels, *house))


def stub(title: str | None, facts: Facts) -> tuple[Part, ...]:
    """Headline and description of an article that has no more on its page: a film, a page behind a wall, one that scripts fill.

    That it states when it was published tells it from a front page, whose description is the site's.

    Raises:
        PageRejected: "no article text", where there is not even that.
    """
    about = max(facts.descriptions, key=len, default="")
    if not title or words_in(about) < FEWEST or key(about) == key(title) or not any(date.firm for date in facts.dates):
        raise PageRejected("no article text", "the page has no running text")
    return (Part(role="title", text=title), Part(role="standfirst", text=about))


def finish(page: Page, laid: Laid, furniture: tuple[Furniture, ...], knowledge: Knowledge | None, doubts: tuple[Issue, ...]) -> Reading:
    facts, parts, shown = laid.facts, laid.parts, laid.shown
    opening = next((d for p in parts if p.role == "dateline" and (d := dateline_of(p.text + " A"))), None)
    outlet = outlet_of(page.outlet, facts.outlet, facts.url or page.url, furniture, opening.agency if opening else None, knowledge)
    published, issues = dated(page, facts, laid.tree, shown, parts)
    whole = "\n".join(part.text for part in parts)
    if published.basis == "unknown" and knowledge is not None:
        published = inferred(whole, knowledge, page.fetched)
    draft = Draft(
        parts=parts,
        title=laid.title,
        standfirst=next((p.text for p in parts if p.role == "standfirst"), None),
        authors=authors_of(facts.authors, bylines_near(shown, laid.title), facts.outlet or domain_of(page.url), knowledge),
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
