"""Pages of HTML: the body as trafilatura finds it, with the captions, credits and facts that it leaves behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from latticework.clean.assemble import reading_of, with_dateline
from latticework.clean.body import body_parts
from latticework.clean.bylines import BYLINE, byline_names, people
from latticework.clean.captions import caption_parts, is_credit, looks_like_caption
from latticework.clean.entries import headed
from latticework.clean.furniture import is_date_line
from latticework.clean.head import head_of
from latticework.clean.language import language_of
from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import Shown, Way, blocks_of, key, parse
from latticework.clean.metadata import facts_of
from latticework.clean.outlets import domain_of, outlet_of
from latticework.clean.parts import BODY_ROLES, Draft, Facts, Part
from latticework.clean.patterns import reason_for
from latticework.clean.published import dated, dateline_of, inferred
from latticework.clean.truncation import truncation_of
from latticework.errors import PageRejected
from latticework.types import Furniture, Page, Reading

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from latticework.knowledge import Knowledge

LONGEST_FURNITURE = 300
"""Characters of a block that is listed as furniture; a longer one outside of the body is cut in the list."""
MOST_FURNITURE = 300
"""Entries of the list of a page of HTML, whose menus alone may have thousands of lines."""
NEAR = 40
"""Blocks of the page before the first and after the last of the body within which a caption is taken for the article's."""
OTHERS_HINTS = ("related links", "comments", "biography", "newsletter prompt", "cookie notice")
"""Hints of enclosing elements whose pictures are not the article's."""
ASIDE = frozenset({"nav", "aside", "footer", "form", "header", "button"})
MISSED = 0.3
"""Share of running text left behind, as compared with what was found, from which the careful mode is not trusted."""
SHORTEST = 40
"""Words of a body that is believed without looking further."""
CALLOUTS = (
    "related links",
    "newsletter prompt",
    "ad label",
    "share prompt",
    "paywall line",
    "app prompt",
    "cookie notice",
    "comment count",
)
"""Reasons for which a line that trafilatura took for the body is taken out of it again."""


def clean_html(page: Page, text: str, knowledge: Knowledge | None) -> Reading:
    """A page of HTML.

    Raises:
        PageRejected: "no article text", "too deep" or "too large".
    """
    tree = parse(text)
    facts = facts_of(tree, page.url)
    shown = list(blocks_of(tree))
    body = whole_body(tree, shown, facts, page.url)
    body, taken = without_callouts(body, facts)
    captions = captions_of(shown)
    body = without_captions(body, captions)
    title = page.title or facts.title
    body = headed(completed(body, shown), shown, title)
    head, body, labels = head_of(title, facts, body, shown)
    taken = [*taken, *labels]
    parts = with_dateline([*head, *placed(body, captions, shown)])
    if not any(part.role in BODY_ROLES for part in parts):
        raise PageRejected("no article text", "the page has no running text")
    furniture = (*taken, *left_out(shown, parts, taken))
    return finish(page, facts, tree, shown, parts, furniture, knowledge)


def whole_body(tree: HtmlElement, shown: Sequence[Shown], facts: Facts, url: str | None) -> list[Part]:
    """The body in trafilatura's careful mode; in its usual one where the careful one left much running text behind.

    Where neither finds more than a line or two, the body that the page's data state, then all running text on the page.
    """
    careful = list(body_parts(tree, url))
    said = key("".join(part.text for part in careful))
    words = length(careful)
    missed = sum(words_in(s.text) for s in shown if is_prose(s) and key(s.text) not in said)
    best = careful
    if missed > MISSED * words:
        usual = list(body_parts(tree, url, careful=False))
        best = usual if length(usual) > words else careful
    if length(best) >= SHORTEST:
        return best
    stated = [Part(role="paragraph", text=text) for line in (facts.body or "").split("\n") if (text := " ".join(line.split()))]
    loose = [Part(role="paragraph", text=s.text) for s in shown if s.hint not in OTHERS_HINTS and is_loose(s)]
    other = stated if length(stated) >= SHORTEST else loose
    return other if length(other) > 4 * length(best) else best


def length(parts: Sequence[Part]) -> int:
    """Words."""
    return sum(words_in(part.text) for part in parts)


def is_loose(s: Shown) -> bool:
    """Running text anywhere but in menus and feet of pages; broken pages have the whole article within a menu that was not closed."""
    menu = bool(s.inside & {"nav", "footer", "button"}) and not s.inside & {"article", "main"}
    return s.figure is None and not menu and ends_sentence(s.text) and words_in(s.text) >= 12


def completed(body: Sequence[Part], shown: Sequence[Shown]) -> list[Part]:
    """The body with the running text that trafilatura has left out between its blocks, or right behind the last of them.

    Only what stands on the page in the same way as a block of the body is taken for its kind.
    """
    places = {key(part.text): n for n, part in enumerate(body)}
    said = key("".join(part.text for part in body))
    added: dict[int, list[Part]] = {}
    seen: set[str] = set()
    ways: set[Way] = set()
    reached, last = -1, max((i for i, s in enumerate(shown) if key(s.text) in places), default=-1)
    for i, s in enumerate(shown[: last + 2]):
        same = key(s.text)
        if same in places:
            reached = places[same]
            if words_in(s.text) >= 12:
                ways.add(s.way)
        elif reached >= 0 and s.way in ways and is_prose(s) and same not in said and same not in seen and is_new(s, shown[i - 1]):
            added.setdefault(reached, []).append(Part(role="paragraph", text=s.text))
            seen.add(same)
    return [p for n, part in enumerate(body) for p in (part, *added.get(n, ()))]


def is_new(s: Shown, before: Shown) -> bool:
    """Is it neither furniture by its form, nor the teaser under the headline of another article?"""
    return reason_for(s.text) is None and byline_names(s.text) is None and not before.tag.startswith("h") and before.tag != "figure"


def is_prose(s: Shown) -> bool:
    """Running text by its form, in no part of the page that is named for something else."""
    return s.hint is None and s.figure is None and not s.inside & ASIDE and ends_sentence(s.text) and words_in(s.text) >= 12


def finish(
    page: Page,
    facts: Facts,
    tree: HtmlElement,
    shown: Sequence[Shown],
    parts: tuple[Part, ...],
    furniture: tuple[Furniture, ...],
    knowledge: Knowledge | None,
) -> Reading:
    opening = next((d for p in parts if p.role == "dateline" and (d := dateline_of(p.text + " A"))), None)
    outlet = outlet_of(page.outlet, facts.outlet, facts.url or page.url, furniture, opening.agency if opening else None, knowledge)
    published, issues = dated(page, facts, tree, shown, parts)
    whole = "\n".join(part.text for part in parts)
    if published.basis == "unknown" and knowledge is not None:
        published = inferred(whole, knowledge, page.fetched)
    named = (people(names, facts.outlet or domain_of(page.url), knowledge) for names in facts.authors)
    authors = next(filter(None, named), ()) or written_by(parts, furniture)
    draft = Draft(
        parts=parts,
        title=page.title or facts.title,
        standfirst=next((p.text for p in parts if p.role == "standfirst"), None),
        authors=authors,
        section=facts.section,
        language=language_of(whole, facts.language),
        outlet=outlet,
        url=facts.url or page.url,
        published=published,
        modified=facts.modified,
        furniture=furniture,
        truncated=truncation_of(parts, furniture, facts.free, "strict"),
        issues=issues,
    )
    return reading_of(draft, page)


def without_callouts(body: Sequence[Part], facts: Facts) -> tuple[list[Part], list[Furniture]]:
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


def captions_of(shown: Sequence[Shown]) -> list[tuple[int, list[Part]]]:
    """The captions of the page with the place of each among its blocks; those of menus and teasers are left out."""
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
        outside = pieces[0].inside & {"nav", "footer", "form"} or pieces[0].hint in OTHERS_HINTS
        if same and same not in seen and not outside and reason_for(words or credit or "") in (None, "rule") and not BYLINE.match(words):
            seen.add(same)
            found.append((group[0], caption_parts(words, credit) if words else [Part(role="credit", text=credit or "")]))
        i = group[-1] + 1
    return found


def within_caption(pieces: list[Shown]) -> list[Shown]:
    """Of the texts of a figure those of its caption, where it has one marked so; none of a figure that holds a quotation or a table."""
    marked = [p for p in pieces if "figcaption" in p.inside]
    return marked or [p for p in pieces if not p.inside & {"blockquote", "table", "button"} and reason_for(p.text) is None]


def without_captions(body: Sequence[Part], captions: Sequence[tuple[int, list[Part]]]) -> list[Part]:
    """The body less what is a caption."""
    keys = {key("".join(p.text for p in parts)) for _, parts in captions} | {key(parts[0].text) for _, parts in captions}
    return [part for part in body if key(part.text) not in keys and not is_credit(part.text)]


def placed(body: Sequence[Part], captions: Sequence[tuple[int, list[Part]]], shown: Sequence[Shown]) -> list[Part]:
    """The body with the captions where they stand on the page; those far from the article are left out."""
    places: dict[str, int] = {}
    for n, part in enumerate(body):
        places.setdefault(key(part.text)[:60], n)
    matched = [(i, places[k]) for i, s in enumerate(shown) if s.figure is None and (k := key(s.text)[:60]) in places]
    if not matched:
        return [*body, *(p for _, parts in captions for p in parts)]
    first, last = matched[0][0], matched[-1][0]
    behind: dict[int, list[Part]] = {}
    reached, m = -1, 0
    for i, parts in captions:
        if i < first - NEAR or i > last + NEAR // 10:
            continue
        while m < len(matched) and matched[m][0] < i:
            reached, m = max(reached, matched[m][1]), m + 1
        behind.setdefault(reached, []).extend(parts)
    result = list(behind.get(-1, ()))
    for n, part in enumerate(body):
        result.append(part)
        result.extend(behind.get(n, ()))
    return result


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


def written_by(parts: Sequence[Part], furniture: Sequence[Furniture]) -> tuple[str, ...]:
    """The names of the first byline on the page, where its data name no person."""
    for text in [*(p.text for p in parts[:6]), *(f.text for f in furniture if f.reason == "byline")]:
        if names := byline_names(text):
            return names
    return ()
