"""The whole vocabulary: what a page becomes on its way to a record.

Every type is frozen, slotted and keyword-only. A field's name is its name in the JSON form
(`docs/reference/schema.md`), so that there is one vocabulary, not two. All offsets are half-open
and count Unicode code points of `Article.text`.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, TypeAlias

SCHEMA = "latticework.reading/1"

# --- the closed sets of values -------------------------------------------------------------------------------------

Media: TypeAlias = Literal["html", "text", "clean"]
Role: TypeAlias = Literal[
    "title", "standfirst", "byline", "dateline", "heading", "paragraph", "list_item", "pull_quote", "caption", "credit", "table"
]
Precision: TypeAlias = Literal[
    "second", "minute", "hour", "day", "week", "month", "quarter", "season", "year", "decade", "range", "unknown"
]
PublishedBasis: TypeAlias = Literal["given", "metadata", "url", "dateline", "inferred", "unknown"]
MentionKind: TypeAlias = Literal["person", "state", "organisation", "group", "place", "unnamed_source", "other"]
MentionBy: TypeAlias = Literal["name", "title", "metonym", "demonym", "coreference", "description"]
ActorKind: TypeAlias = Literal["person", "state", "organisation", "group", "place", "unnamed_source", "other"]
Position: TypeAlias = Literal[
    "head_of_state", "head_of_government", "vice_head_of_state", "deputy_head_of_government", "foreign_minister",
    "defence_minister", "finance_minister", "interior_minister", "other_cabinet", "monarch", "heir", "party_leader",
    "speaker_of_parliament", "legislator", "national_security_adviser", "spokesperson", "envoy", "ambassador",
    "military_chief", "intelligence_chief", "central_banker", "head_of_organisation", "governor", "mayor",
    "leader_of_armed_group", "other",
]  # fmt: skip
OfficeBasis: TypeAlias = Literal["holder", "former", "acting", "stale"]
TimeKind: TypeAlias = Literal["date", "time", "duration", "set"]
QuoteKind: TypeAlias = Literal["direct", "mixed", "indirect", "scare"]
EventType: TypeAlias = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT",
    "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
Quad: TypeAlias = Literal[1, 2, 3, 4]
Status: TypeAlias = Literal["happened", "ongoing", "planned", "possible", "denied", "not_happened"]
WhenBasis: TypeAlias = Literal["explicit", "relative", "published"]
AttributionKind: TypeAlias = Literal["outlet", "named", "unnamed", "document", "caption"]
EvidenceRole: TypeAlias = Literal["action", "source", "target", "when", "place", "attribution", "status", "sentence"]

CopyKind: TypeAlias = Literal["copy", "version"]

Moment: TypeAlias = date | datetime
"""A calendar day, or an instant with its zone."""


def as_day(moment: Moment) -> date:
    """The calendar day of a moment, in the moment's own zone."""
    return moment.date() if isinstance(moment, datetime) else moment


# --- the page and the article --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it came, before anything is known about it.

    `content` is bytes where the encoding is still to be found, text where it is known. `media` "clean" says that
    the text is an article already and must be kept to the letter. `encoding` is what was said of the bytes beside them, as in
    an HTTP header, and `fetched` when they were there to be taken: a page cannot have been published later. `cut` says why only the
    beginning of the page came, if so. `repeated` has the keys of lines that its outlet's other pages in the run have too, as
    `clean.company` finds them. The other fields are what the caller gave.
    """

    ref: str
    content: bytes | str
    media: Media | None = None
    url: str | None = None
    title: str | None = None
    outlet: str | None = None
    published: Moment | None = None
    encoding: str | None = None
    fetched: Moment | None = None
    cut: str | None = None
    repeated: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of `article.text`: half-open code-point offsets."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: [{self.start}, {self.end})")

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Words(Span):
    """A stretch of the article together with its exact words."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    name: str | None
    domain: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """When the article came out, as an interval, with how that is known. Both ends are None when nothing is known."""

    earliest: Moment | None
    latest: Moment | None
    precision: Precision
    basis: PublishedBasis
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.basis == "unknown") != (self.earliest is None) or (self.earliest is None) != (self.latest is None):
            raise ValueError("a publication date is unknown exactly when it has no ends")

    @property
    def day(self) -> date | None:
        """The day that weekdays and "yesterday" count from: the earliest that the page allows."""
        return None if self.earliest is None else as_day(self.earliest)


UNDATED = Published(earliest=None, latest=None, precision="unknown", basis="unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block(Span):
    """A stretch of an article of one kind. A dateline lies within the paragraph that it opens; no others overlap."""

    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A line of the page that is not the article's, and why it was taken out."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Truncation:
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    id: str
    ref: str
    url: str | None
    outlet: Outlet | None
    title: str | None
    standfirst: str | None
    authors: tuple[str, ...]
    section: str | None
    keywords: tuple[str, ...] = ()
    free: bool | None = None
    language: str | None
    published: Published
    modified: Moment | None
    text: str
    blocks: tuple[Block, ...]
    furniture: tuple[Furniture, ...]
    truncated: Truncation | None
    copy_of: str | None
    copy_kind: CopyKind | None = None
    """Whether it repeats `copy_of` as another outlet's copy, or is another version of the same outlet's article."""

    def words(self, start: int, end: int) -> Words:
        return Words(start=start, end=end, text=self.text[start:end])

    @property
    def pieces(self) -> tuple[Block, ...]:
        """The blocks cut so that none lies over another: a paragraph that opens with a dateline begins behind it."""
        found: list[Block] = []
        reached = 0
        for block in self.blocks:
            start = max(block.start, reached)
            start += len(self.text[start : block.end]) - len(self.text[start : block.end].lstrip())
            if start < block.end:
                found.append(block if start == block.start else Block(role=block.role, start=start, end=block.end))
            reached = max(reached, block.end)
        return tuple(found)

    def block_at(self, offset: int) -> Block | None:
        return next((b for b in self.blocks if b.start <= offset < b.end), None)


# --- what is detected ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Token(Span):
    """One word with its place in the parse. `head` is the index of its governor; a root is its own head."""

    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence(Span):
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention(Words):
    id: str
    kind: MentionKind
    actor: str | None
    by: MentionBy


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    position: Position
    title: str
    basis: OfficeBasis


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    id: str
    name: str
    kind: ActorKind
    country: str | None = None
    sector: str | None = None
    offices: tuple[Office, ...] = ()
    members: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression(Words):
    """Words that tell a time, and the calendar interval they mean: both ends are days, inclusive, or instants."""

    id: str
    kind: TimeKind
    earliest: Moment | None
    latest: Moment | None
    precision: Precision
    timex: str | None


# --- what is extracted ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    mention: str | None
    actor: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote(Words):
    id: str
    kind: QuoteKind
    cue: Words | None = None
    speaker: Speaker | None = None
    addressee: Speaker | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side of an event: the mention that names it, and who that is."""

    mention: str | None
    actor: str | None
    country: str | None
    sector: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    earliest: Moment | None
    latest: Moment | None
    precision: Precision
    basis: WhenBasis
    time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    mention: str | None
    name: str
    country: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    kind: AttributionKind
    mention: str | None
    actor: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence(Words):
    role: EvidenceRole


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    id: str
    type: EventType
    mode: str | None
    contexts: tuple[str, ...]
    about: EventType | None
    quad: Quad
    cameo: str | None
    intensity: float | None
    source: tuple[Party, ...]
    target: tuple[Party, ...]
    reciprocal: bool
    status: Status
    background: bool
    when: When | None
    place: Place | None
    according_to: tuple[Attribution, ...]
    evidence: tuple[Evidence, ...]
    why: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A doubt, kept where the reader will see it. `start` and `end` are None when it is about the whole page."""

    stage: str
    kind: str
    message: str
    start: int | None = None
    end: int | None = None


# --- the parse, and the reading ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Syntax:
    """The parse of the whole text. Internal to the stages: it is not part of the JSON form.

    `sentences` are half-open ranges of token indices, one for each of `Reading.sentences`, in the same order.
    `children` holds, for each token, the indices of its dependents from left to right.
    """

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    children: tuple[tuple[int, ...], ...]

    def tokens_in(self, span: Span) -> range:
        """Indices of the tokens that meet a span."""
        first = bisect_right(self.tokens, span.start, key=lambda t: t.end)
        return range(first, bisect_left(self.tokens, span.end, key=lambda t: t.start))

    def root_of(self, span: Span) -> int | None:
        """The token of a span whose governor lies outside of it (the syntactic head of a phrase)."""
        inside = self.tokens_in(span)
        return next((i for i in inside if self.tokens[i].head == i or self.tokens[i].head not in inside), None)

    def subtree(self, index: int) -> list[int]:
        """Indices of a token and all that depends on it, in text order."""
        found, queue = [], [index]
        while queue:
            i = queue.pop()
            found.append(i)
            queue.extend(self.children[i])
        return sorted(found)

    def sentence_of(self, index: int) -> int:
        """Which sentence a token stands in."""
        return bisect_right(self.sentences, index, key=lambda s: s[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read out of one article. Stages add to it; none rewrites what an earlier one said."""

    schema: Literal["latticework.reading/1"] = "latticework.reading/1"
    article: Article
    sentences: tuple[Sentence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    actors: tuple[Actor, ...] = ()
    times: tuple[TimeExpression, ...] = ()
    quotes: tuple[Quote, ...] = ()
    events: tuple[Event, ...] = ()
    issues: tuple[Issue, ...] = ()
    syntax: Syntax | None = field(default=None, repr=False, compare=False)

    def mention(self, id: str | None) -> Mention | None:
        return next((m for m in self.mentions if m.id == id), None)

    def actor(self, id: str | None) -> Actor | None:
        return next((a for a in self.actors if a.id == id), None)

    def _repr_html_(self) -> str:
        """The article with its evidence highlighted, for notebooks."""
        from latticework.views.article import reading_html

        return reading_html(self)
