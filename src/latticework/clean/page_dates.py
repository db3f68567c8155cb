"""The dates on a page of HTML: in its data, in its marked-up times, and in what it shows near the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml.html import HtmlElement

from latticework.clean.lines import ends_sentence, words_in
from latticework.clean.markup import Shown
from latticework.clean.moments import date_found
from latticework.clean.naming import outside_of
from latticework.clean.parts import DateFound
from latticework.clean.titles import headline_at
from latticework.clean.written import Label, Order, Written, label_of, order_of, written_dates
from latticework.types import Moment, as_day

PUBLISHED_META = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished", "parsely-pub-date", "sailthru.date",
    "article.published", "article:published", "published-date", "publish-date", "publishdate", "publication_date", "publish_date",
    "pubdate", "dc.date.issued", "dcterms.issued", "citation_publication_date", "article_date_original", "originalpublicationdate",
    "cxenseparse:recs:publishtime", "bt:pubdate", "vr:published_time", "rnews:datepublished", "sw-pubdate", "article:post_date",
)  # fmt: skip
"""Fields that are for the publication date only, the surest first."""
LOOSE_META = (
    "dcterms.created", "dc.date.created", "datecreated", "dc.date", "dcterms.date", "citation_date", "citation_online_date", "date",
    "created", "release_date", "dc.created", "article:date", "cdate", "search_date", "ptime",
)  # fmt: skip
"""Fields in which pages also give the day of a change, or of an event."""
MODIFIED_META = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod", "revised")
BEFORE, BEHIND = 6, 18
"""Blocks before the headline and behind it among which a date is looked for."""
MOST_BESIDES, LONGEST = 9, 22
"""Words that a block may have besides a date that it shows, and where a label such as "Published" stands before the date."""
ALONE = 2
"""Words besides a date, as its weekday, with which it still stands alone."""
SENTENCE = 5
"""Words besides a date from which a block that ends like a sentence is one, and tells of that day."""
PLACE = re.compile(r"\W*(?:[A-ZÀ-Þ][\w’'.-]+(?: [\w’'.-]+){0,2}[,/ ]+)?\W*")
SET_OFF = re.compile(r"\s*[).:|,–—-]|\s+[\"“„«(]")
"""What stands between the date that opens a report and its first sentence."""
ELSEWHERE = frozenset({"nav", "footer", "form", "blockquote"})
OTHERS = ("related links", "comments", "newsletter prompt", "cookie notice", "ad label")
MOST_TIMES = 6
NOT_OTHERS = outside_of(("nav", "aside", "footer"), ("comment", "related", "teaser", "card", "sidebar", "widget"))
TIMES = f"//time{NOT_OTHERS}"
INSIDE = "[ancestor::*[self::article or self::main or self::header]]"
HEADLINE = "//h1"
PUBLISHED_CLASS = re.compile(r"publi|pubdate|entry-date|post-date|created", re.I)
CHANGED_CLASS = re.compile(r"updated|modifi|aktualis", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDate:
    """A date that the page shows to its readers.

    `away` is how far from the headline it stands, in blocks, and how many words stand beside it; `alone` says that none do.
    """

    written: Written
    label: Label | None
    away: int
    alone: bool
    text: str


def dates_stated(
    tree: HtmlElement, data: dict[str, object], metas: dict[str, str], language: str | None, domain: str | None
) -> Iterator[DateFound]:
    """Publication dates of the page's data, in the order in which they are believed."""
    order = order_of(language, domain)

    def read(value: object, where: str, firm: bool = True) -> Iterator[DateFound]:
        if found := date_found(value, where, firm) or date_written(value, where, language, order, firm):
            yield found

    yield from read(data.get("datePublished"), "JSON-LD datePublished")
    for name in PUBLISHED_META:
        yield from read(metas.get(name), f"meta {name}")
    for element in tree.xpath(f"(//*[@itemprop='datePublished']{NOT_OTHERS} | //*[@property='datePublished']{NOT_OTHERS})[position()<=3]"):
        value = element.get("content") or element.get("datetime") or element.text_content()
        yield from read(value, "itemprop datePublished")
    yield from times_stated(tree, language, order)
    for field in ("dateCreated", "uploadDate", "startDate"):
        yield from read(data.get(field), f"JSON-LD {field}", firm=False)
    for name in LOOSE_META:
        yield from read(metas.get(name), f"meta {name}", firm=False)


def times_stated(tree: HtmlElement, language: str | None, order: Order | None) -> Iterator[DateFound]:
    """Dates of time elements, those behind the headline first. Where its words tell another day than its attribute, they are right."""
    times = (tree.xpath(TIMES + INSIDE) or tree.xpath(TIMES))[:40]
    if not times:
        return
    heads = tree.xpath(HEADLINE)
    behind = times
    if heads:
        later = set(heads[-1].xpath("following::time"))
        behind = [t for t in times if t in later] + [t for t in times if t not in later][-1:]
    for element in behind[:MOST_TIMES]:
        names = f"{element.get('class', '')} {element.get('itemprop', '')} {element.getparent().get('class', '')}"
        words = " ".join(element.itertext())
        label = label_of(words)
        if CHANGED_CLASS.search(names) or label == "changed" or "comment" in names:
            continue
        firm = bool(PUBLISHED_CLASS.search(names)) or label == "published" or element.get("pubdate") is not None
        told = next(written_dates(words, language, order), None)
        found = date_found(element.get("datetime"), "time element", firm)
        if told is not None and (found is None or abs((told.day - as_day(found.moment)).days) > 1):
            found = DateFound(
                moment=told.instant or told.day, precision="minute" if told.instant else "day", where="time element", firm=firm
            )
        if found:
            yield found


def date_written(value: object, where: str, language: str | None, order: Order | None, firm: bool = True) -> DateFound | None:
    """A date of a field that people have filled."""
    if not isinstance(value, str):
        return None
    told = next(written_dates(value, language, order), None)
    if told is None:
        return None
    instant = told.instant
    clock = None if instant else told.clock
    return DateFound(moment=instant or told.day, precision="minute" if instant else "day", where=where, firm=firm, clock=clock)


def modified_of(data: dict[str, object], metas: dict[str, str]) -> Moment | None:
    for value, where in [(data.get("dateModified"), "JSON-LD"), *((metas.get(name), "meta") for name in MODIFIED_META)]:
        if found := date_found(value, where):
            return found.moment
    return None


def dates_shown(
    shown: Sequence[Shown], title: str | None, first: str | None, language: str | None, domain: str | None
) -> tuple[ShownDate, ...]:
    """The dates that stand near the headline, or where it is not found near the first paragraph, the nearest first."""
    order = order_of(language, domain)
    top = headline_at(shown, title)
    if top is None:
        top = headline_at(shown, first)
    if top is None:
        return ()
    found: list[ShownDate] = []
    for i in range(max(0, top - BEFORE), min(len(shown), top + BEHIND + 1)):
        s = shown[i]
        outside = s.hint in OTHERS or s.inside & ELSEWHERE or s.figure is not None
        header = i < top and "header" in s.inside and not s.inside & {"article", "main"}
        if outside or header:
            continue
        before = shown[i - 1].text if i and words_in(shown[i - 1].text) <= 4 else ""
        for w in written_dates(s.text, language, order):
            label = label_of(s.text[max(0, w.start - 40) : w.start]) or label_of(before)
            if (more := besides(s.text, w)) <= (MOST_BESIDES if label is None else LONGEST):
                away = more + (i - top if i >= top else 2 * (top - i))
                found.append(ShownDate(written=w, label=label, away=away, alone=more <= ALONE and i >= top, text=s.text[:60]))
    return tuple(sorted(found, key=lambda d: d.away))


def besides(text: str, date_in_it: Written) -> int:
    """Words of a block besides its date; of a paragraph few where the date opens it as a dateline does, too many where it does not."""
    words = words_in(text[: date_in_it.start]) + words_in(text[date_in_it.end :])
    if words <= SENTENCE or not ends_sentence(text):
        return words
    dateline = PLACE.fullmatch(text[: date_in_it.start]) and SET_OFF.match(text, date_in_it.end)
    return MOST_BESIDES if dateline else LONGEST + 1
