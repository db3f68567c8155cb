"""Many readings as one static HTML page: a summary, the list of pages, and each article with its evidence marked.

The page needs no script and fetches nothing. Every event links to its words, and the words back to the event.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from latticework.types import Event, Reading
from latticework.views.article import ArticleView, article_view, environment
from latticework.views.sentences import QUADS, party_names

MOST_PAIRS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeRow:
    """How often a type of event was found. `share` is its part of the most frequent type, in percent."""

    type: str
    quad: int
    quad_name: str
    happened: int
    ahead: int
    denied: int
    total: int
    share: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRow:
    source: str
    target: str
    cooperation: int
    conflict: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    title: str
    lead: str
    types: tuple[TypeRow, ...]
    pairs: tuple[PairRow, ...]
    more_pairs: int
    articles: tuple[ArticleView, ...]


def report_html(readings: Iterable[Reading], title: str) -> str:
    """A whole HTML document about some readings.

    Args:
        readings: in the order in which they are shown; read once.
        title: the heading of the page.
    """
    return environment().get_template("report.html.j2").render(report=report_view(readings, title))


def report_view(readings: Iterable[Reading], title: str) -> ReportView:
    """The numbers and words of a report. Events that are only background count like the others, those of copies do not."""
    types: dict[tuple[int, str], Counter[str]] = defaultdict(Counter)
    pairs: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    articles: list[ArticleView] = []
    for number, reading in enumerate(readings, 1):
        articles.append(article_view(reading, f"a{number}-"))
        for event in () if reading.article.copy_of else reading.events:
            types[event.quad, event.type][event.status] += 1
            for pair in sorted(pairs_of(event, reading)):
                pairs[pair][event.quad > 2] += 1
    ranked = sorted(pairs.items(), key=lambda item: (-item[1].total(), item[0]))
    return ReportView(
        title=title,
        lead=lead_of(articles),
        types=type_rows(types),
        pairs=tuple(PairRow(source=s, target=t, cooperation=n[False], conflict=n[True]) for (s, t), n in ranked[:MOST_PAIRS]),
        more_pairs=max(0, len(ranked) - MOST_PAIRS),
        articles=tuple(articles),
    )


def pairs_of(event: Event, reading: Reading) -> set[tuple[str, str]]:
    """Who and whom an event is between: states by their names, and others who do not act for a state by their own.

    A reciprocal event counts for both directions as one, in the order of the alphabet.
    """
    sources, targets = ({party_names(p, reading)[0] for p in side if p.actor is not None} for side in (event.source, event.target))
    found = {(s, t) for s in sources for t in targets if s != t}
    return {(min(pair), max(pair)) for pair in found} if event.reciprocal else found


def type_rows(counts: dict[tuple[int, str], Counter[str]]) -> tuple[TypeRow, ...]:
    most = max((n.total() for n in counts.values()), default=1)
    rows = (
        TypeRow(
            type=type,
            quad=quad,
            quad_name=QUADS[quad],
            happened=n["happened"] + n["ongoing"],
            ahead=n["planned"] + n["possible"],
            denied=n["denied"] + n["not_happened"],
            total=n.total(),
            share=round(100 * n.total() / most),
        )
        for (quad, type), n in counts.items()
    )
    return tuple(sorted(rows, key=lambda row: (row.quad, -row.total, row.type)))


def lead_of(articles: list[ArticleView]) -> str:
    """One sentence: how much was read, and what was found."""
    copies = sum(a.reading.article.copy_of is not None for a in articles)
    events = sum(len(a.events) for a in articles if a.reading.article.copy_of is None)
    quotes = sum(len(a.reading.quotes) for a in articles)
    doubts = sum(len(a.reading.issues) for a in articles)
    said = [
        counted(len(articles), "article"),
        *([counted(copies, "of them a copy", "of them copies")] if copies else []),
        counted(events, "event"),
        counted(quotes, "quote"),
    ]
    if doubts:
        said.append(counted(doubts, "doubt"))
    return f"{', '.join(said[:-1])} and {said[-1]}. Every event points at its words; each number in the text leads to its event."


def counted(number: int, noun: str, nouns: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
