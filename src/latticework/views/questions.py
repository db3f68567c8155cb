"""Questions asked of a record. SQL in, dataclasses out; the record is opened for reading only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from latticework.errors import InputError
from latticework.record.read import opened
from latticework.views.rows import EventRow

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LATEST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year between two sides, both directions together. `mean_intensity` leaves out what is denied or did not happen."""

    year: int | None
    events: int
    verbal_cooperation: int
    material_cooperation: int
    verbal_conflict: int
    material_conflict: int
    mean_intensity: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """How often one side did one sort of thing to the other."""

    source: str
    target: str
    type: str
    status: str
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """`strangers` are those of the two sides that are a party of no event in the record: misspelt, as often as not."""

    a: str
    b: str
    events: int
    years: tuple[Year, ...]
    kinds: tuple[Kind, ...]
    latest: tuple[EventRow, ...]
    strangers: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """An article of the record, with its events."""

    id: str
    ref: str
    url: str | None
    outlet: str | None
    title: str | None
    published_earliest: str | None
    published_latest: str | None
    precision: str
    basis: str
    copy_of: str | None
    copy_kind: str | None
    truncated: str | None
    text: str
    events: tuple[EventRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyEntry:
    side: str
    country: str | None
    sector: str | None
    actor: str | None
    name: str | None
    words: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceEntry:
    role: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionEntry:
    kind: str
    actor: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry:
    """An event with all that it rests on. Offsets count code points of the article's text."""

    event: EventRow
    parties: tuple[PartyEntry, ...]
    evidence: tuple[EvidenceEntry, ...]
    according_to: tuple[AttributionEntry, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    name: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What a record holds. Years are those of the events, "unknown" days apart.

    `copies` of the articles repeat another; events are counted without theirs.
    """

    articles: int
    copies: int
    events: int
    rejects: int
    first_day: date | None
    last_day: date | None
    types: tuple[Count, ...]
    statuses: tuple[Count, ...]
    years: tuple[Count, ...]
    outlets: tuple[Count, ...]
    pairs: tuple[Count, ...]
    reasons: tuple[Count, ...]
    issues: tuple[Count, ...]


ROWS = """
SELECT e.article, e.id, e.day, e.last_day, e.precision, coalesce(p.sources, []), e.type, e.mode, e.about, coalesce(p.targets, []),
    e.reciprocal, e.status, e.background, e.quad, e.intensity, e.place, coalesce(t.texts, []), v.text, e.sentence, e.confidence,
    a.ref, a.outlet, a.title, a.url, coalesce(o.others, 0)
FROM picked e JOIN articles a ON a.id = e.article
LEFT JOIN (SELECT copy_of, count(*) AS others FROM articles WHERE copy_of IS NOT NULL GROUP BY copy_of) o ON o.copy_of = e.article
LEFT JOIN (SELECT article, event, list(coalesce(country, actor) ORDER BY number) FILTER (side = 'source') AS sources,
    list(coalesce(country, actor) ORDER BY number) FILTER (side = 'target') AS targets
    FROM event_parties SEMI JOIN picked ON picked.article = event_parties.article AND picked.id = event
    WHERE coalesce(country, actor) IS NOT NULL GROUP BY ALL) p ON p.article = e.article AND p.event = e.id
LEFT JOIN (SELECT article, event, list(text ORDER BY number) AS texts
    FROM attributions SEMI JOIN picked ON picked.article = attributions.article AND picked.id = event
    WHERE text IS NOT NULL GROUP BY ALL) t ON t.article = e.article AND t.event = e.id
LEFT JOIN (SELECT article, event, arg_min(text, number) AS text
    FROM evidence SEMI JOIN picked ON picked.article = evidence.article AND picked.id = event
    WHERE role = 'action' GROUP BY ALL) v ON v.article = e.article AND v.event = e.id
"""
"""Rows of `EventRow` for the events in `picked`."""

BETWEEN = """
CREATE TEMP TABLE theirs AS
WITH between_them AS (
    SELECT article, event, min(way) AS way FROM (
        SELECT s.article, s.event, if(s.country = $a OR s.actor = $a, 0, 1) AS way
        FROM event_parties s JOIN event_parties t ON s.article = t.article AND s.event = t.event AND s.side = 'source' AND t.side = 'target'
        WHERE ((s.country = $a OR s.actor = $a) AND (t.country = $b OR t.actor = $b))
           OR ((s.country = $b OR s.actor = $b) AND (t.country = $a OR t.actor = $a)))
    GROUP BY ALL)
SELECT e.*, way, coalesce(e.day, a.day) AS told FROM events e
    JOIN between_them w ON w.article = e.article AND w.event = e.id JOIN articles a ON a.id = e.article
    WHERE a.copy_of IS NULL
        AND ($since IS NULL OR coalesce(e.last_day, e.day, a.day) >= $since) AND ($until IS NULL OR coalesce(e.day, a.day) <= $until)
"""
"""`theirs`: the events between two sides, each once; `way` 0 is from a to b. Those of copies are told by the article copied."""

ONCE = "events ANTI JOIN (SELECT id FROM articles WHERE copy_of IS NOT NULL) c ON c.id = events.article"
"""The events of articles that repeat none."""


def _rows(connection: DuckDBPyConnection, picked: str, order: str, values: dict[str, object]) -> tuple[EventRow, ...]:
    found = connection.execute(f"WITH {picked} {ROWS} ORDER BY {order}", values).fetchall()
    return tuple(_row(*row) for row in found)


def _row(article: str, event: str, *rest: object) -> EventRow:
    names = list(EventRow.__dataclass_fields__)[2:]
    values = [tuple(v) if isinstance(v, list) else v for v in rest]
    return EventRow(id=event, article=article, **dict(zip(names, values, strict=True)))  # type: ignore[arg-type]


def pair(record: Path, a: str, b: str, since: date | None = None, until: date | None = None, limit: int = LATEST) -> Pair:
    """What two sides did and said to each other, in both directions: by year, by sort, and the latest of it.

    Args:
        record: the folder of the record.
        a: a country code (ISO 3166-1 alpha-3) or an actor's id.
        b: the other side.
        since: only events that can have been on this day or later.
        until: only events that can have been on this day or earlier.
        limit: how many of the latest events are given in full.

    Raises:
        InputError: there is no such record.
    """
    a, b = _side(a), _side(b)
    with opened(record) as connection:
        connection.execute(BETWEEN, {"a": a, "b": b, "since": since, "until": until})
        years = connection.execute(
            """SELECT year(told), count(*), count(*) FILTER (quad = 1), count(*) FILTER (quad = 2), count(*) FILTER (quad = 3),
            count(*) FILTER (quad = 4), round(avg(intensity) FILTER (status NOT IN ('denied', 'not_happened')), 2)
            FROM theirs GROUP BY ALL ORDER BY 1 NULLS LAST"""
        ).fetchall()
        kinds = connection.execute(
            """SELECT if(way = 0, $a, $b), if(way = 0, $b, $a), type, status, count(*) AS n FROM theirs
            GROUP BY ALL ORDER BY n DESC, 1, 3, 4""",
            {"a": a, "b": b},
        ).fetchall()
        picked = "picked AS MATERIALIZED (SELECT * FROM theirs ORDER BY told DESC NULLS LAST, article, number LIMIT $limit)"
        known = "SELECT 1 FROM event_parties WHERE country = ? OR actor = ? LIMIT 1"
        strangers = tuple(side for side in (a, b) if connection.execute(known, [side, side]).fetchone() is None)
        latest = _rows(connection, picked, "e.told DESC NULLS LAST, e.article, e.number", {"limit": limit})
    by_year = tuple(Year(**dict(zip(Year.__dataclass_fields__, row, strict=True))) for row in years)
    by_kind = tuple(Kind(source=s, target=t, type=k, status=st, events=n) for s, t, k, st, n in kinds)
    return Pair(a=a, b=b, events=sum(y.events for y in by_year), years=by_year, kinds=by_kind, latest=latest, strangers=strangers)


def _side(name: str) -> str:
    return name.upper() if len(name) == 3 and name.isalpha() else name


def article(record: Path, id: str) -> ArticleEntry:
    """An article by its id, the beginning of its id, or the name under which it was read.

    Raises:
        InputError: there is none, or more than one.
    """
    with opened(record) as connection:
        found = connection.execute(
            """SELECT id, ref, url, outlet, title, published_earliest, published_latest, precision, basis, copy_of, copy_kind,
            truncated, text FROM articles WHERE id = $id OR ref = $id OR (len($id) >= 6 AND starts_with(id, $id))
            ORDER BY id <> $id, ref <> $id LIMIT 2""",
            {"id": id},
        ).fetchall()
        if not found:
            raise InputError(f"{record}: there is no article {id!r}; `latticework show summary` tells what there is")
        if len(found) == 2 and id not in (found[0][0], found[0][1]):
            raise InputError(f"{record}: more than one article begins with {id!r}; give more of its id")
        picked = "picked AS MATERIALIZED (SELECT * FROM events WHERE article = $article)"
        events = _rows(connection, picked, "e.number", {"article": found[0][0]})
    names = list(ArticleEntry.__dataclass_fields__)[:-1]
    return ArticleEntry(**dict(zip(names, found[0], strict=True)), events=events)


def event(record: Path, id: str) -> EventEntry:
    """An event, by its id, or as `ARTICLE:EVENT`.

    Raises:
        InputError: there is none, or more than one.
    """
    with opened(record) as connection:
        found = connection.execute(
            "SELECT article, id, why FROM events WHERE article || ':' || id = $id OR id = $id LIMIT 2", {"id": id}
        ).fetchall()
        if len(found) != 1:
            fix = "give it as ARTICLE:EVENT" if found else "`latticework show article` lists those of an article"
            raise InputError(f"{record}: there is {'more than one' if found else 'no'} event {id!r}; {fix}")
        where = {"article": found[0][0], "event": found[0][1]}
        picked = "picked AS MATERIALIZED (SELECT * FROM events WHERE article = $article AND id = $event)"
        row = _rows(connection, picked, "e.number", dict(where))[0]
        parties = connection.execute(
            """SELECT p.side, p.country, p.sector, p.actor, a.name, m.text FROM event_parties p
            LEFT JOIN actors a ON a.article = p.article AND a.id = p.actor
            LEFT JOIN mentions m ON m.article = p.article AND m.id = p.mention
            WHERE p.article = $article AND p.event = $event ORDER BY p.side, p.number""",
            where,
        ).fetchall()
        evidence = connection.execute(
            "SELECT role, start_offset, end_offset, text FROM evidence WHERE article = $article AND event = $event ORDER BY number", where
        ).fetchall()
        said = connection.execute(
            "SELECT kind, actor, text FROM attributions WHERE article = $article AND event = $event ORDER BY number", where
        ).fetchall()
    return EventEntry(
        event=row,
        parties=tuple(PartyEntry(side=s, country=c, sector=k, actor=i, name=n, words=w) for s, c, k, i, n, w in parties),
        evidence=tuple(EvidenceEntry(role=r, start=s, end=e, text=t) for r, s, e, t in evidence),
        according_to=tuple(AttributionEntry(kind=k, actor=i, text=t) for k, i, t in said),
        why=found[0][2],
    )


def plans(record: Path, since: date | None = None, until: date | None = None, limit: int = 200) -> tuple[EventRow, ...]:
    """What is planned, promised or threatened, by the day for which it is told; history recounted is left out.

    Args:
        record: the folder of the record.
        since: only what can still come on this day or later.
        until: only what can come on this day or earlier.
        limit: at most so many.
    """
    picked = f"""picked AS MATERIALIZED (SELECT * FROM {ONCE} WHERE NOT background
        AND (status = 'planned' OR type = 'THREATEN' AND status IN ('happened', 'ongoing'))
        AND ($since IS NULL OR coalesce(last_day, day) >= $since) AND ($until IS NULL OR day <= $until)
        ORDER BY day NULLS LAST, article, number LIMIT $limit)"""
    with opened(record) as connection:
        return _rows(connection, picked, "e.day NULLS LAST, e.article, e.number", {"since": since, "until": until, "limit": limit})


def summary(record: Path) -> Overview:
    """What the record holds."""
    with opened(record) as connection:

        def counts(sql: str) -> tuple[Count, ...]:
            return tuple(Count(name=str(name), count=n) for name, n in connection.execute(sql).fetchall())

        def by(column: str, table: str, rest: str = "") -> tuple[Count, ...]:
            return counts(f"SELECT {column} AS name, count(*) AS n FROM {table} {rest} GROUP BY name ORDER BY n DESC, name")

        totals = connection.execute(f"SELECT articles, (SELECT count(*) FROM {ONCE}), rejects FROM made").fetchone()
        copies = connection.execute("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL").fetchone()
        days = connection.execute("SELECT min(day), max(day) FROM articles").fetchone()
        assert totals is not None and days is not None and copies is not None
        return Overview(
            articles=totals[0],
            copies=copies[0],
            events=totals[1],
            rejects=totals[2],
            first_day=days[0],
            last_day=days[1],
            types=by("type", ONCE),
            statuses=by("status", ONCE),
            years=counts(f"SELECT coalesce(year(day)::VARCHAR, 'unknown') AS y, count(*) FROM {ONCE} GROUP BY y ORDER BY y"),
            outlets=by("outlet", "articles", "WHERE outlet IS NOT NULL")[:LATEST],
            pairs=by("source || ' > ' || target", ONCE, "WHERE source IS NOT NULL AND target IS NOT NULL AND source <> target")[:LATEST],
            reasons=by("reason", "rejects"),
            issues=by("stage || ': ' || kind", "issues"),
        )


def article_places(record: Path, limit: int | None, ids: Sequence[str] | None = None) -> list[tuple[str, str, int]]:
    """Articles as `(id, part, position)`: those named, or the newest first, without those that repeat another."""
    with opened(record) as connection:
        found = connection.execute(
            """SELECT id, part, position FROM articles WHERE if($ids IS NULL, copy_of IS NULL, list_contains($ids::VARCHAR[], id))
            ORDER BY day DESC NULLS LAST, ref, id LIMIT coalesce($limit, 9223372036854775807)""",
            {"ids": None if ids is None else list(ids), "limit": limit},
        ).fetchall()
    return [(str(id), str(part), int(position)) for id, part, position in found]
