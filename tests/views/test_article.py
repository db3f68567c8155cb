"""The HTML of a reading: its words are the article's, marks may overlap, and nothing on a page can break out of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from latticework.types import (
    UNDATED,
    Actor,
    Article,
    Attribution,
    Block,
    Event,
    Evidence,
    Furniture,
    Issue,
    Mention,
    Office,
    Party,
    Quote,
    Reading,
    When,
)
from latticework.views.article import article_view, reading_html, safe_link
from latticework.views.report import report_html
from latticework.views.sentences import event_sentence, shortened, when_words

TITLE = "Norway & Chile <sign> a treaty"
BODY = "Norway signed a treaty with Chile on 3 May. “We thank Chile <b>warmly</b>,” said Oslo."
CAPTION = "The ministers in Oslo."
TEXT = f"{TITLE}\n{BODY}\n{CAPTION}"


class Page(HTMLParser):
    """Text, anchors and links of a page; raises where tags do not close in order."""

    VOID = frozenset({"meta", "br", "img", "link", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.tags: Counter[str] = Counter()
        self.words: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        found = dict(attrs)
        if found.get("id"):
            self.ids[found["id"] or ""] += 1
        if tag == "a":
            self.links.append(found["href"] or "")
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words.append(data)


def words(role: str, text: str, after: int = 0) -> Evidence:
    start = TEXT.index(text, after)
    return Evidence(role=role, start=start, end=start + len(text), text=text)  # type: ignore[arg-type]


@pytest.fixture
def reading() -> Reading:
    body, caption = TEXT.index(BODY), TEXT.index(CAPTION)
    article = Article(
        id="abc123",
        ref="page.html",
        url="javascript:alert(1)",
        outlet=None,
        title=TITLE,
        standfirst=None,
        authors=(),
        section=None,
        language="en",
        published=UNDATED,
        modified=None,
        text=TEXT,
        blocks=(
            Block(role="title", start=0, end=len(TITLE)),
            Block(role="paragraph", start=body, end=body + len(BODY)),
            Block(role="caption", start=caption, end=len(TEXT)),
        ),
        furniture=(Furniture(text="<script>alert(2)</script>", reason="ad label"),),
        truncated=None,
        copy_of=None,
    )
    signed = Event(
        id="e1",
        type="AGREE",
        mode=None,
        contexts=(),
        about="COOPERATE",
        quad=1,
        cameo="057",
        intensity=8.0,
        source=(Party(mention="m1", actor="Q20", country="NOR", sector="GOV"),),
        target=(Party(mention="m2", actor="Q298", country="CHL", sector="GOV"),),
        reciprocal=True,
        status="happened",
        background=False,
        when=When(earliest=date(2024, 5, 3), latest=date(2024, 5, 3), precision="day", basis="explicit"),
        place=None,
        according_to=(Attribution(kind="outlet", mention=None, actor=None, text=None),),
        evidence=(words("action", "signed a treaty"), words("source", "Norway", body), words("target", "Chile", body)),
        why="verb sign + treaty",
        confidence=0.8,
    )
    thanked = replace(
        signed,
        id="e2",
        type="SUPPORT",
        about=None,
        source=(Party(mention=None, actor="p1", country="NOR", sector="GOV"),),
        reciprocal=False,
        when=None,
        according_to=(Attribution(kind="named", mention=None, actor="p1", text="Oslo"),),
        evidence=(words("action", "We thank Chile"), words("target", "Chile", TEXT.index("We thank"))),
    )
    quote = words("action", "“We thank Chile <b>warmly</b>,”")
    return Reading(
        article=article,
        mentions=(Mention(id="m1", start=body, end=body + 6, text="Norway", kind="state", actor="Q20", by="name"),),
        actors=(
            Actor(id="Q20", name="Norway", kind="state", country="NOR", sector="GOV"),
            Actor(id="Q298", name="Chile", kind="state", country="CHL", sector="GOV"),
            Actor(
                id="p1",
                name="Kari Nordmann",
                kind="person",
                country="NOR",
                sector="GOV",
                offices=(Office(position="foreign_minister", title="foreign minister", basis="holder"),),
            ),
        ),
        quotes=(Quote(id="q1", start=quote.start, end=quote.end, text=quote.text, kind="direct"),),
        events=(signed, thanked),
        issues=(Issue(stage="clean", kind="date", message="no date was found"),),
    )


def test_sentence_tells_who_did_what_whether_when_and_who_says_so(reading: Reading) -> None:
    signed, thanked = reading.events
    assert event_sentence(signed, reading) == (
        "Norway ↔ Chile: AGREE about COOPERATE, happened on 2024-05-03, according to the outlet: ‘signed a treaty’"
    )
    assert event_sentence(thanked, reading) == (
        "Norway (Kari Nordmann) → Chile: SUPPORT, happened, according to Kari Nordmann: ‘We thank Chile’"
    )


def test_who_does_not_act_for_a_state_stands_first(reading: Reading) -> None:
    rebels = Mention(id="m9", start=0, end=6, text="rebels", kind="group", actor=None, by="description")
    party = Party(mention="m9", actor=None, country="CHL", sector="REB")
    told = event_sentence(replace(reading.events[1], target=(party,)), replace(reading, mentions=(rebels,)))
    assert told.startswith("Norway (Kari Nordmann) → rebels (Chile): ")


def test_planned_and_background_are_told(reading: Reading) -> None:
    when = When(earliest=date(2025, 2, 1), latest=date(2025, 2, 28), precision="month", basis="explicit")
    planned = replace(reading.events[0], status="planned", when=when, background=True, source=())
    assert event_sentence(planned, reading).startswith(
        "(nobody named) ↔ Chile: AGREE about COOPERATE, planned for February 2025 (background), according to"
    )


@pytest.mark.parametrize(
    ("earliest", "latest", "told"),
    [
        (date(2025, 1, 21), date(2025, 1, 21), "on 2025-01-21"),
        (date(2024, 2, 1), date(2024, 2, 29), "in February 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "in 2024"),
        (date(2022, 1, 1), date(2024, 12, 31), "between 2022 and 2024"),
        (date(2025, 2, 1), date(2025, 2, 14), "between 2025-02-01 and 2025-02-14"),
        (None, date(2025, 2, 14), "until 2025-02-14"),
        (None, None, ""),
    ],
)
def test_intervals_are_told_as_people_write_them(earliest: date | None, latest: date | None, told: str) -> None:
    assert when_words(When(earliest=earliest, latest=latest, precision="range", basis="explicit")) == told


def test_planned_within_an_interval(reading: Reading) -> None:
    when = When(earliest=date(2025, 2, 1), latest=date(2025, 3, 2), precision="range", basis="relative")
    assert "planned between 2025-02-01 and 2025-03-02," in event_sentence(replace(reading.events[0], status="planned", when=when), reading)


def test_day_that_only_the_page_tells_is_not_told_as_the_events_day(reading: Reading) -> None:
    when = When(earliest=date(2025, 2, 1), latest=date(2025, 2, 1), precision="day", basis="published")
    assert "SUPPORT, happened, reported on 2025-02-01, according" in event_sentence(replace(reading.events[1], when=when), reading)


def test_text_of_the_page_is_the_text_of_the_article(reading: Reading) -> None:
    view = article_view(reading, "x-")
    shown = ["".join(piece.text for piece in block.pieces) for _, group in view.blocks for block in group]
    assert shown == TEXT.split("\n")


def test_overlapping_marks_are_cut_at_their_edges(reading: Reading) -> None:
    view = article_view(reading, "x-")
    pieces = [piece for _, group in view.blocks for block in group for piece in block.pieces]
    chile = next(p for p in pieces if p.text == "Chile" and "lw-quote" in p.classes)
    assert set(chile.classes) == {"lw-quote", "lw-action", "lw-q1", "lw-target"}
    assert chile.refs == (2,)
    assert next(p for p in pieces if p.text == "We thank ").anchors == ("x-w2",)


def test_fragment_is_well_formed_escaped_and_every_link_has_its_end(reading: Reading) -> None:
    page = Page(reading_html(reading))
    assert page.tags["script"] == page.tags["b"] == page.tags["sign"] == 0
    assert set(page.ids.values()) == {1}
    assert page.links and all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    assert reading._repr_html_() == reading_html(reading)


def test_report_is_well_formed_and_its_links_have_their_ends(reading: Reading) -> None:
    page = Page(report_html([reading, reading], "Two <pages>"))
    assert page.tags["script"] == page.tags["pages"] == 0
    assert set(page.ids.values()) == {1}
    assert all(link[1:] in page.ids for link in page.links)
    assert "2 articles, 4 events, 2 quotes and 2 doubts" in " ".join("".join(page.words).split())


def test_report_of_nothing_is_a_page_all_the_same() -> None:
    page = Page(report_html([], "Nothing"))
    assert "Nothing was read." in "".join(page.words)


def test_reading_without_blocks_or_events(reading: Reading) -> None:
    bare = replace(reading, article=replace(reading.article, blocks=(), title=None), events=(), quotes=())
    assert "No events" in reading_html(bare)
    assert "page.html" in report_html([bare], "One")


@pytest.mark.parametrize(("url", "kept"), [("https://a.example/x", True), ("javascript:alert(1)", False), ("data:text/html,x", False)])
def test_only_addresses_of_the_web_become_links(url: str, kept: bool) -> None:
    assert safe_link(url) == (url if kept else None)


def test_long_words_are_cut_between_words() -> None:
    assert shortened("one two  three", 80) == "one two three"
    assert shortened("one two three", 9) == "one two…"
    assert shortened("x" * 20, 10) == "x" * 9 + "…"
