"""One article as HTML: its blocks, the evidence marked in the words, and each event in a sentence.

Evidence overlaps (the source of one event is the target of the next, all of it inside a quote), and HTML marks must not. So the text
is cut at every edge of every span, and each cut piece carries all that it is part of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from latticework.types import Block, Event, Outlet, Published, Reading, Role, as_day
from latticework.views.sentences import (
    QUADS,
    according_words,
    action_words,
    event_sentence,
    moment_words,
    side_words,
    status_words,
    type_words,
)

if TYPE_CHECKING:
    from jinja2 import Environment

MARKED_ROLES = frozenset({"action", "source", "target", "when", "place", "attribution", "status"})
"""Evidence of role "sentence" is not marked: it would colour the whole text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text that is part of the same marks from end to end. `refs` are numbers of events whose action ends here."""

    text: str
    classes: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    refs: tuple[int, ...] = ()
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockView:
    role: Role
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    """An event as the page shows it. `where` is the anchor of its words in the article, None when they are not shown."""

    number: int
    anchor: str
    where: str | None
    quad: int
    quad_name: str
    type: str
    status: str
    arrow: str
    source: str
    target: str
    place: str | None
    according: str
    action: str
    why: str
    confidence: float
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    prefix: str
    ref: str
    title: str
    has_title: bool
    outlet: str | None
    link: str | None
    byline: str
    day: str
    date: str
    date_basis: str
    blocks: tuple[tuple[str, tuple[BlockView, ...]], ...]
    events: tuple[EventView, ...]
    reading: Reading


def reading_html(reading: Reading) -> str:
    """A self-contained HTML fragment of one reading, for notebooks: no script, nothing fetched, all styles scoped."""
    template = environment().get_template("fragment.html.j2")
    return template.render(view=article_view(reading, f"lw-{reading.article.id[:12]}-"))


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The templates of this package. What comes from a page is always escaped."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("latticework.views"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )


def article_view(reading: Reading, prefix: str) -> ArticleView:
    """All that the templates show of one reading. `prefix` makes its anchors unique on the page."""
    article = reading.article
    blocks = tuple(block_views(reading, prefix))
    anchors = {anchor for block in blocks for piece in block.pieces for anchor in piece.anchors}
    return ArticleView(
        prefix=prefix,
        ref=article.ref,
        title=article.title or article.ref,
        has_title=any(block.role == "title" for block in blocks),
        outlet=outlet_words(article.outlet),
        link=safe_link(article.url),
        byline=", ".join(filter(None, (outlet_words(article.outlet), *article.authors))),
        day=day_words(article.published),
        date=published_words(article.published),
        date_basis=article.published.basis,
        blocks=tuple(
            ("list" if is_list else "plain", tuple(group)) for is_list, group in groupby(blocks, key=lambda b: b.role == "list_item")
        ),
        events=tuple(event_view(event, n, reading, prefix, anchors) for n, event in enumerate(reading.events, 1)),
        reading=reading,
    )


def event_view(event: Event, number: int, reading: Reading, prefix: str, anchors: set[str]) -> EventView:
    where = f"{prefix}w{number}"
    return EventView(
        number=number,
        anchor=f"{prefix}e{number}",
        where=where if where in anchors else None,
        quad=event.quad,
        quad_name=QUADS[event.quad],
        type=type_words(event),
        status=status_words(event),
        arrow="↔" if event.reciprocal else "→",
        source=side_words(event.source, reading),
        target=side_words(event.target, reading),
        place=event.place.name if event.place is not None else None,
        according=according_words(event, reading),
        action=action_words(event),
        why=event.why,
        confidence=event.confidence,
        sentence=event_sentence(event, reading),
    )


# --- the text, cut into pieces -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Highlight:
    """A span to be marked: what it is, and for the action of an event, that event's number."""

    start: int
    end: int
    css: str
    title: str
    number: int | None = None
    first: bool = False
    last: bool = False


def highlights_of(reading: Reading) -> list[Highlight]:
    """All marks of a reading. The first piece of an event's evidence bears its anchor, the last one its number."""
    found = [
        # Reported speech is most of many articles: its mark is there for who points at it, without a colour.
        Highlight(start=q.start, end=q.end, css="lw-reported" if q.kind == "indirect" else "lw-quote", title=f"{q.kind} quote")
        for q in reading.quotes
    ]
    for number, event in enumerate(reading.events, 1):
        marks = [e for e in event.evidence if e.role in MARKED_ROLES and e.start < e.end]
        acts = [e for e in marks if e.role == "action"] or marks
        first = min(acts, key=lambda e: e.start, default=None)
        last = max(acts, key=lambda e: e.end, default=None)
        for e in marks:
            css = f"lw-action lw-q{event.quad}" if e.role == "action" else f"lw-{e.role}"
            found.append(
                Highlight(
                    start=e.start, end=e.end, css=css, title=f"{e.role} of event {number}", number=number, first=e is first, last=e is last
                )
            )
    return found


def block_views(reading: Reading, prefix: str) -> Iterable[BlockView]:
    article = reading.article
    blocks = article.pieces or (Block(role="paragraph", start=0, end=len(article.text)),)
    highlights = sorted(highlights_of(reading), key=lambda h: (h.start, h.end))
    for block in blocks:
        yield BlockView(role=block.role, pieces=tuple(pieces_of(article.text, block, highlights, prefix)))


def pieces_of(text: str, block: Block, highlights: list[Highlight], prefix: str) -> Iterable[Piece]:
    """A block's text, cut at every edge of its highlights."""
    inside = [h for h in highlights if h.start < block.end and block.start < h.end]
    edges = {block.start, block.end}
    for h in inside:
        edges |= {max(h.start, block.start), min(h.end, block.end)}
    cuts = sorted(edges)
    for start, end in pairwise(cuts):
        over = [h for h in inside if h.start < end and start < h.end]
        if not over:
            yield Piece(text=text[start:end])
            continue
        yield Piece(
            text=text[start:end],
            classes=tuple(dict.fromkeys(c for h in over for c in h.css.split())),
            anchors=tuple(dict.fromkeys(f"{prefix}w{h.number}" for h in over if h.first and h.start == start)),
            refs=tuple(dict.fromkeys(h.number for h in over if h.last and h.number is not None and h.end == end)),
            title="; ".join(dict.fromkeys(h.title for h in over)),
        )


# --- small words ---------------------------------------------------------------------------------------------------


def safe_link(url: str | None) -> str | None:
    """A page may claim any address as its own; only one of the web becomes a link."""
    return url if url is not None and url.lower().startswith(("http://", "https://")) else None


def outlet_words(outlet: Outlet | None) -> str | None:
    return None if outlet is None else outlet.name or outlet.domain


def day_words(published: Published) -> str:
    if published.earliest is None or published.latest is None:
        return "date unknown"
    first, last = as_day(published.earliest), as_day(published.latest)
    return first.isoformat() if first == last else f"{first.isoformat()} to {last.isoformat()}"


def published_words(published: Published) -> str:
    if published.earliest is None or published.latest is None:
        return "date unknown"
    first, last = moment_words(published.earliest), moment_words(published.latest)
    return first if first == last else f"{first} to {last}"
