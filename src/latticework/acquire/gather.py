"""One round over feeds, sitemaps and pages: what is new on them, fetched and given out, each page once."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from html import escape
from typing import Final
from urllib.parse import urlsplit

from latticework.acquire.entries import TWICE, Entry, Listing, day, xml_text
from latticework.acquire.feed_state import UNKNOWN, FeedState, Validators, Waiting
from latticework.acquire.feeds import entries_of
from latticework.acquire.http import FEEDS, PACKED, PAGES, Fetched, Fetcher, user_agent
from latticework.acquire.lanes import Lanes
from latticework.acquire.politeness import Politeness
from latticework.acquire.reach import WEB, Web, target_of
from latticework.acquire.rejected import PAGE_BYTES, Rejected
from latticework.acquire.sitemaps import sitemap_of
from latticework.acquire.streams import GZIP_MAGIC
from latticework.acquire.web import page_of
from latticework.errors import FetchFailed, FetchRefused, PageRejected
from latticework.types import Page

LISTS: Final = PAGES | FEEDS | PACKED
ROOT = re.compile(r"<(?:[\w-]{1,20}:)?(rss|rdf|feed|channel|urlset|sitemapindex|html|head|body|!doctype html)\b", re.I)
HEAD: Final = 1 << 16
"""Bytes in which a file has said what it is, long licences before its root included."""
STRIKES: Final = 3
"""Failures in a row after which a host is left alone for the rest of the round."""
MOST_SITEMAPS: Final = 1000
DEEPEST: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wanted of the lists: `limit` pages of each at the most, not older than `since`; `listed_text` takes the text that the
    list itself carries and fetches no pages; `changed` takes again what a list says was changed after it was fetched."""

    since: date | None = None
    limit: int | None = None
    listed_text: bool = False
    changed: bool = False
    page_bytes: int = PAGE_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A page that is new, the list it was found on, and the entry there; both are None for a page that was named itself."""

    page: Page
    source: str | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One thing to fetch: a source (at `depth` below `root`, the one that was named), or the page of an entry."""

    url: str
    root: str
    depth: int = 0
    known: Validators = UNKNOWN
    waiting: Waiting | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    task: Task
    fetched: Fetched | None = None
    error: PageRejected | None = None
    put_off: bool = False
    """Not tried, as its host is in trouble: it waits as before."""


def listing_of(fetched: Fetched) -> Listing | None:
    """The feed or sitemap that was fetched; None for a page.

    Raises:
        PageRejected: it looks like a list, and is none.
    """
    body, url = fetched.body, fetched.url
    if body.startswith(GZIP_MAGIC):
        return sitemap_of(body, url, fetched.charset)
    head = xml_text(body[:HEAD], fetched.charset).lstrip("\ufeff \t\r\n")
    root = ROOT.search(head)
    kind = root[1].lower() if root else ""
    if kind in ("urlset", "sitemapindex") or (fetched.media == "text/plain" and "sitemap" in url and is_lines(head)):
        return sitemap_of(body, url, fetched.charset)
    if kind in ("rss", "rdf", "feed", "channel") or head.startswith("{"):
        return entries_of(body, url, fetched.charset)
    if fetched.media not in PAGES and fetched.media:
        raise PageRejected("not a page", f"{url} is {fetched.media}, and neither a page, a feed nor a sitemap")
    return None


def is_lines(head: str) -> bool:
    return head[:8].lower().startswith(("http://", "https://"))


def host_of(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


class Asker:
    """What a thread does with a task. The hosts that are in trouble are known to all threads."""

    def __init__(self, web: Web, politeness: Politeness, page_bytes: int, strikes: dict[str, int]) -> None:
        self.politeness, self.strikes = politeness, strikes
        self.fetcher = Fetcher(web.reach, agent=user_agent(web.contact), most=page_bytes)
        self.host = ""
        """The host asked last, which redirects may have led to: the one that is in trouble if there is any."""

    def close(self) -> None:
        self.fetcher.close()

    def __call__(self, task: Task) -> Outcome:
        if task.waiting and self.strikes.get(host_of(task.url), 0) >= STRIKES:
            return Outcome(task=task, put_off=True)
        # What a person named is asked for as a browser would; what a list leads to is asked for by a program alone.
        found_by_us = task.waiting is not None or task.depth > 0
        polite = self.politeness.obeying(self.fetcher) if found_by_us else self.politeness.turn

        def turn(url: str) -> AbstractContextManager[None]:
            self.host = host_of(url)
            return polite(url)

        media = PAGES if task.waiting else LISTS
        try:
            fetched = self.fetcher.fetch(task.url, media, etag=task.known.etag, modified=task.known.modified, turn=turn)
        except FetchFailed as error:
            if error.passing:
                told_to_stop = error.retry_after is not None or error.reason in ("HTTP 429", "HTTP 503", "robots.txt not to be had")
                self.strikes[self.host] = STRIKES if told_to_stop else self.strikes.get(self.host, 0) + 1
            return Outcome(task=task, error=error)
        except PageRejected as error:
            return Outcome(task=task, error=error)
        except Exception as error:  # a defect met on one page must not cost the others
            detail = f"{task.url}: {type(error).__name__}: {str(error)[:200]}: please report"
            return Outcome(task=task, error=PageRejected("fetch failed", detail))
        self.strikes.pop(self.host, None)
        return Outcome(task=task, fetched=fetched)


@dataclass(slots=True)
class Round:
    """One round; `put_off` counts the entries that are left for a later one."""

    state: FeedState
    web: Web = WEB
    wish: Wish = field(default_factory=Wish)
    put_off: int = 0
    sitemaps: int = 0
    politeness: Politeness = field(init=False)
    lanes: Lanes[Task, Outcome] = field(init=False)

    def pages(self, urls: Sequence[str] = ()) -> Iterator[Gathered | Rejected]:
        """What is new at the URLs; without any, at all that the state knows.

        An entry counts as done when the next thing is asked for: by then, whoever takes the pages has kept it. Iterated to the end,
        or left, or killed, the next round goes on with what is left.
        """
        self.politeness = Politeness(delay=self.web.delay, known=self.state.robots())
        strikes: dict[str, int] = {}
        self.lanes = Lanes(lambda: Asker(self.web, self.politeness, self.wish.page_bytes, strikes))
        with self.lanes:
            for url in dict.fromkeys(urls or [s.url for s in self.state.sources()]):
                yield from self._begin(url)
            for outcome in self.lanes:
                while self.politeness.news:
                    self.state.keep_robots(self.politeness.news.pop())
                yield from self._entry(outcome) if outcome.task.waiting else self._source(outcome)

    def _begin(self, url: str) -> Iterator[Gathered | Rejected]:
        try:
            target_of(url, self.web.reach)
        except FetchRefused as error:  # told at once, and not kept: it cannot get better
            yield Rejected(ref=url, reason=error.reason, detail=error.detail)
            return
        self.state.follow(url)
        yield from self._ask_source(Task(url=url, root=url, known=self.state.validators(url)))

    def _ask_source(self, task: Task) -> Iterator[Gathered | Rejected]:
        url, known = task.url, task.known
        if known.not_before > time.time():
            until = datetime.fromtimestamp(known.not_before, UTC).isoformat(timespec="seconds")
            yield Rejected(ref=url, reason="put off", detail=f"its server is in trouble or wants a pause; it is asked again after {until}")
            yield from self._entries(url)
            return
        self._add(task)

    def _add(self, task: Task) -> None:
        self.lanes.add(host_of(task.url), task)

    # --- lists

    def _source(self, outcome: Outcome) -> Iterator[Gathered | Rejected]:
        task, fetched = outcome.task, outcome.fetched
        listing, error = None, outcome.error
        if fetched is not None and fetched.changed:
            try:
                listing = listing_of(fetched)
            except PageRejected as found:
                error = found
            if listing is None and error is None and task.known.kind in ("feed", "sitemap"):
                error = PageRejected("not a feed any more", f"{task.url} gave a page; look at it, and forget the feed if it has moved")
        if fetched is None or error is not None:
            error = error or PageRejected("fetch failed", task.url)
            self.state.failed(task.url, error)
            yield Rejected(ref=task.url, reason=error.reason, detail=error.detail)
            yield from self._entries(task.url)  # what is known of it from before can still be had
            return
        if listing is None and fetched.changed:
            yield Gathered(page=page_of(task.url, fetched))
        self.state.found(task.url, fetched, listing, changed=self.wish.changed)
        if listing is not None:
            yield from (r for r in listing.rejects if r.reason != TWICE and self.state.note(task.url, r))
            yield from self._sitemaps(task, listing)
        yield from self._entries(task.url)

    def _sitemaps(self, task: Task, listing: Listing) -> Iterator[Gathered | Rejected]:
        for child in listing.sitemaps:
            if child.url is None or (self.wish.since and child.updated and day(child.updated) < self.wish.since):
                continue
            self.sitemaps += 1
            if task.depth >= DEEPEST or self.sitemaps > MOST_SITEMAPS:
                yield Rejected(ref=child.url, reason="too many sitemaps", detail="name it itself, or choose a later --since")
                continue
            self.state.follow(child.url, parent=task.root)
            known = self.state.validators(child.url)
            if unchanged(child, known.checked):
                yield from self._entries(child.url)
            else:
                yield from self._ask_source(Task(url=child.url, root=task.root, depth=task.depth + 1, known=known))

    def _entries(self, source: str) -> Iterator[Gathered | Rejected]:
        for waiting in self.state.waiting(source, self.wish.since, self.wish.limit):
            entry = waiting.entry
            if entry.url and not self.wish.listed_text:
                self._add(Task(url=entry.url, root=source, waiting=waiting))
            elif page := page_listed(entry, source):
                yield from self._given(page, waiting)
            else:
                detail = f"{source} carries no text for it; without --listed-text its page is fetched"
                yield Rejected(ref=entry.url or entry.id, reason="no text in feed", detail=detail)

    # --- entries

    def _entry(self, outcome: Outcome) -> Iterator[Gathered | Rejected]:
        waiting = outcome.task.waiting
        assert waiting is not None
        if outcome.put_off:
            self.put_off += 1
            return
        if not self.state.is_waiting(waiting.number):
            return  # another list had it too
        entry, error = waiting.entry, outcome.error
        page: Page | None = None
        if outcome.fetched is not None:
            page = page_of(entry.url or waiting.source, outcome.fetched)
        elif entry.whole and not (isinstance(error, FetchFailed) and error.passing):
            page = page_listed(entry, waiting.source)
        if page is None:
            error = error or PageRejected("fetch failed", entry.url or entry.id)
            self.state.lost(waiting.number, error)
            yield Rejected(ref=entry.url or entry.id, reason=error.reason, detail=error.detail)
            return
        yield from self._given(page, waiting)

    def _given(self, page: Page, waiting: Waiting) -> Iterator[Gathered]:
        yield Gathered(page=page, source=waiting.source, entry=waiting.entry)
        self.state.done(waiting.number)


def unchanged(child: Entry, checked: float) -> bool:
    """Whether a sitemap was last changed before it was last fetched, by what its index says; two days' grace where that is a day."""
    if child.updated is None or not checked:
        return False
    if isinstance(child.updated, datetime):
        return checked > child.updated.timestamp() + 3600
    return checked > datetime(child.updated.year, child.updated.month, child.updated.day, tzinfo=UTC).timestamp() + 2 * 86400


def page_listed(entry: Entry, source: str) -> Page | None:
    """The page that an entry itself carries the text of; None where it carries none."""
    if not entry.content:
        return None
    title = f"<h1>{escape(entry.title, quote=False)}</h1>\n" if entry.title else ""
    return Page(
        ref=entry.url or f"{source}#{entry.id}",
        content=f"<article>{title}{entry.content}</article>",
        media="html",
        url=entry.url,
        title=entry.title,
        published=entry.published,
    )
