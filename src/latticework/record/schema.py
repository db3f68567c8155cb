"""The tables of the record, and the SQL that fills each from the readings in the parts.

`kept` is the one row of the parts that stands for each article (see `build`); `r` is its reading, as JSON.
Days are the first ten characters of a moment in ISO 8601: the day in the moment's own zone.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """`columns` is its DDL; `select` gives its rows in the same order of columns; `order` sorts them."""

    name: str
    columns: str
    select: str
    order: str = "article, number"


WORDS = '"start":"INTEGER","end":"INTEGER","text":"VARCHAR"'
SPEAKER = '{"mention":"VARCHAR","actor":"VARCHAR"}'
PARTY = '{"mention":"VARCHAR","actor":"VARCHAR","country":"VARCHAR","sector":"VARCHAR"}'
ARTICLE = (
    '{"url":"VARCHAR","outlet":{"domain":"VARCHAR"},"standfirst":"VARCHAR","authors":["VARCHAR"],"section":"VARCHAR",'
    '"language":"VARCHAR","copy_of":"VARCHAR","copy_kind":"VARCHAR","truncated":{"reason":"VARCHAR"},"text":"VARCHAR"}'
)
EVENT = (
    '{"id":"VARCHAR","type":"VARCHAR","mode":"VARCHAR","contexts":["VARCHAR"],"about":"VARCHAR","quad":"UTINYINT","cameo":"VARCHAR",'
    f'"intensity":"DOUBLE","source":[{PARTY}],"target":[{PARTY}],"reciprocal":"BOOLEAN","status":"VARCHAR","background":"BOOLEAN",'
    '"when":{"earliest":"VARCHAR","latest":"VARCHAR","precision":"VARCHAR","basis":"VARCHAR","time":"VARCHAR"},'
    '"place":{"mention":"VARCHAR","name":"VARCHAR","country":"VARCHAR"},'
    '"according_to":[{"kind":"VARCHAR","mention":"VARCHAR","actor":"VARCHAR","text":"VARCHAR"}],'
    f'"evidence":[{{"role":"VARCHAR",{WORDS}}}],"why":"VARCHAR","confidence":"DOUBLE"}}'
)


def _each(field: str, shape: str, extra: str = "") -> str:
    """One row `x` for each member of a list in the reading, numbered from 0. `extra` are further columns of `kept`."""
    return (
        f"(SELECT article{extra}, unnest(l) AS x, generate_subscripts(l, 1) - 1 AS number "
        f"FROM (SELECT article{extra}, from_json(r->'{field}', '[{shape}]') AS l FROM kept))"
    )


def _within(field: str) -> str:
    """One row `y` for each member of a list in each event, numbered from 0."""
    return (
        "(SELECT article, event, unnest(l) AS y, generate_subscripts(l, 1) - 1 AS number "
        f"FROM (SELECT article, x.id AS event, x.{field} AS l FROM coded))"
    )


CODED = f"SELECT * FROM {_each('events', EVENT)} QUALIFY row_number() OVER (PARTITION BY article, x.id ORDER BY number) = 1"
"""The events as they stand in the readings; the first of two with one id in one article counts. Five tables are made of them."""

ARTICLES = Table(
    name="articles",
    columns="""id VARCHAR PRIMARY KEY, ref VARCHAR NOT NULL, url VARCHAR, outlet VARCHAR, domain VARCHAR, title VARCHAR, standfirst VARCHAR,
        authors VARCHAR[], section VARCHAR, language VARCHAR, published_earliest VARCHAR, published_latest VARCHAR,
        precision VARCHAR NOT NULL, basis VARCHAR NOT NULL, day DATE, copy_of VARCHAR, copy_kind VARCHAR, truncated VARCHAR,
        text VARCHAR NOT NULL, part VARCHAR NOT NULL, position INTEGER NOT NULL, fingerprint VARCHAR NOT NULL""",
    select=f"""SELECT article, ref, a.url, outlet, a.outlet.domain, title, a.standfirst, a.authors, a.section, a.language,
        published_earliest, published_latest, precision, basis, published_earliest[:10]::DATE, a.copy_of, a.copy_kind,
        a.truncated.reason, a.text, part, position, fingerprint FROM (SELECT *, from_json(r->'article', '{ARTICLE}') AS a FROM kept)""",
    order="ref, id",
)
SENTENCES = Table(
    name="sentences",
    columns="article VARCHAR NOT NULL, number INTEGER NOT NULL, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL",
    select="SELECT article, number, x.start, x.end FROM " + _each("sentences", '{"start":"INTEGER","end":"INTEGER"}'),
)
MENTIONS = Table(
    name="mentions",
    columns="""article VARCHAR NOT NULL, number INTEGER NOT NULL, id VARCHAR NOT NULL, kind VARCHAR NOT NULL, "by" VARCHAR NOT NULL,
        actor VARCHAR, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, text VARCHAR NOT NULL""",
    select='SELECT article, number, x.id, x.kind, x."by", x.actor, x.start, x.end, x.text FROM '
    + _each("mentions", f'{{"id":"VARCHAR","kind":"VARCHAR","actor":"VARCHAR","by":"VARCHAR",{WORDS}}}'),
)
ACTORS = Table(
    name="actors",
    columns="""article VARCHAR NOT NULL, number INTEGER NOT NULL, id VARCHAR NOT NULL, name VARCHAR NOT NULL, kind VARCHAR NOT NULL,
        country VARCHAR, sector VARCHAR, offices STRUCT("position" VARCHAR, title VARCHAR, basis VARCHAR)[], members VARCHAR[]""",
    select="SELECT article, number, x.id, x.name, x.kind, x.country, x.sector, x.offices, x.members FROM "
    + _each(
        "actors",
        '{"id":"VARCHAR","name":"VARCHAR","kind":"VARCHAR","country":"VARCHAR","sector":"VARCHAR",'
        '"offices":[{"position":"VARCHAR","title":"VARCHAR","basis":"VARCHAR"}],"members":["VARCHAR"]}',
    ),
)
TIMES = Table(
    name="times",
    columns="""article VARCHAR NOT NULL, number INTEGER NOT NULL, id VARCHAR NOT NULL, kind VARCHAR NOT NULL, earliest VARCHAR,
        latest VARCHAR, precision VARCHAR NOT NULL, timex VARCHAR, start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL,
        text VARCHAR NOT NULL""",
    select="SELECT article, number, x.id, x.kind, x.earliest, x.latest, x.precision, x.timex, x.start, x.end, x.text FROM "
    + _each(
        "times",
        '{"id":"VARCHAR","kind":"VARCHAR","earliest":"VARCHAR","latest":"VARCHAR","precision":"VARCHAR","timex":"VARCHAR",' + WORDS + "}",
    ),
)
QUOTES = Table(
    name="quotes",
    columns="""article VARCHAR NOT NULL, number INTEGER NOT NULL, id VARCHAR NOT NULL, kind VARCHAR NOT NULL, speaker VARCHAR,
        speaker_mention VARCHAR, addressee VARCHAR, channel VARCHAR, cue VARCHAR, start_offset INTEGER NOT NULL,
        end_offset INTEGER NOT NULL, text VARCHAR NOT NULL""",
    select="""SELECT article, number, x.id, x.kind, x.speaker.actor, x.speaker.mention, x.addressee.actor, x.channel, x.cue.text,
        x.start, x.end, x.text FROM """
    + _each(
        "quotes",
        f'{{"id":"VARCHAR","kind":"VARCHAR","cue":{{{WORDS}}},"speaker":{SPEAKER},"addressee":{SPEAKER},"channel":"VARCHAR",{WORDS}}}',
    ),
)
EVENTS = Table(
    name="events",
    columns="""article VARCHAR NOT NULL, number INTEGER NOT NULL, id VARCHAR NOT NULL, type VARCHAR NOT NULL, mode VARCHAR,
        contexts VARCHAR[], about VARCHAR, quad UTINYINT NOT NULL, cameo VARCHAR, intensity DOUBLE, source VARCHAR, target VARCHAR,
        reciprocal BOOLEAN NOT NULL, status VARCHAR NOT NULL, background BOOLEAN NOT NULL, day DATE, last_day DATE, precision VARCHAR,
        day_basis VARCHAR, place VARCHAR, place_country VARCHAR, why VARCHAR NOT NULL, confidence DOUBLE NOT NULL,
        start_offset INTEGER, end_offset INTEGER, sentence VARCHAR""",
    select="""SELECT article, number, x.id, x.type, x.mode, x.contexts, x.about, x.quad, x.cameo, x.intensity,
        coalesce(x.source[1].country, x.source[1].actor), coalesce(x.target[1].country, x.target[1].actor), x.reciprocal, x.status,
        x.background, x."when".earliest[:10]::DATE, x."when".latest[:10]::DATE, x."when".precision, x."when".basis, x.place.name,
        x.place.country, x.why, x.confidence, sentence.start, sentence.end, sentence.text
        FROM (SELECT *, list_filter(x.evidence, lambda e: e.role = 'sentence')[1] AS sentence FROM coded)""",
    order="source, target, day, article, number",
)
EVENT_PARTIES = Table(
    name="event_parties",
    columns="""article VARCHAR NOT NULL, event VARCHAR NOT NULL, side VARCHAR NOT NULL, number INTEGER NOT NULL, mention VARCHAR,
        actor VARCHAR, country VARCHAR, sector VARCHAR""",
    select=" UNION ALL ".join(
        f"SELECT article, event, '{side}', number, y.mention, y.actor, y.country, y.sector FROM {_within(side)}"
        for side in ("source", "target")
    ),
    order="country, actor, article, event, side, number",
)
EVIDENCE = Table(
    name="evidence",
    columns="""article VARCHAR NOT NULL, event VARCHAR NOT NULL, number INTEGER NOT NULL, role VARCHAR NOT NULL,
        start_offset INTEGER NOT NULL, end_offset INTEGER NOT NULL, text VARCHAR NOT NULL""",
    select="SELECT article, event, number, y.role, y.start, y.end, y.text FROM " + _within("evidence"),
    order="article, event, number",
)
ATTRIBUTIONS = Table(
    name="attributions",
    columns="""article VARCHAR NOT NULL, event VARCHAR NOT NULL, number INTEGER NOT NULL, kind VARCHAR NOT NULL, mention VARCHAR,
        actor VARCHAR, text VARCHAR""",
    select="SELECT article, event, number, y.kind, y.mention, y.actor, y.text FROM " + _within("according_to"),
    order="article, event, number",
)
ISSUES = Table(
    name="issues",
    columns="""article VARCHAR NOT NULL, number INTEGER NOT NULL, stage VARCHAR NOT NULL, kind VARCHAR NOT NULL, message VARCHAR NOT NULL,
        start_offset INTEGER, end_offset INTEGER""",
    select="SELECT article, number, x.stage, x.kind, x.message, x.start, x.end FROM "
    + _each("issues", '{"stage":"VARCHAR","kind":"VARCHAR","message":"VARCHAR","start":"INTEGER","end":"INTEGER"}'),
)
REJECTS = Table(
    name="rejects",
    columns="ref VARCHAR NOT NULL, reason VARCHAR NOT NULL, detail VARCHAR, fingerprint VARCHAR NOT NULL",
    select="SELECT ref, reason, detail, fingerprint FROM lost",
    order="ref, reason, detail",
)
TABLES = (ARTICLES, SENTENCES, MENTIONS, ACTORS, TIMES, QUOTES, EVENTS, EVENT_PARTIES, EVIDENCE, ATTRIBUTIONS, ISSUES, REJECTS)
